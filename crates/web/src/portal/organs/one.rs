//! One organ and its five columns (P-3).

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use law::Lang;
use store::published::{
    self, At, Kind, Public, PublicFilter, PublicItem, PublicOrgan, PublicReport, Stats, Subject,
};

use super::{content::Head, fees::Tier};
use crate::{
    i18n,
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/organs/about.html")]
struct AboutPage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    facts: Vec<(&'static str, String)>,
    stats: Public<Stats>,
    year: i16,
    items: Vec<PublicItem>,
}

#[derive(Template)]
#[template(path = "portal/organs/guide.html")]
struct GuidePage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    facts: Vec<(&'static str, String)>,
    items: Vec<PublicItem>,
}

#[derive(Template)]
#[template(path = "portal/organs/rules.html")]
struct RulesPage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    items: Vec<PublicItem>,
}

#[derive(Template)]
#[template(path = "portal/organs/content.html")]
struct ContentPage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    heads: Vec<Head>,
}

#[derive(Template)]
#[template(path = "portal/organs/reports.html")]
struct ReportsPage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    reports: Vec<PublicReport>,
}

#[derive(Template)]
#[template(path = "portal/organs/apply.html")]
struct ApplyPage {
    p: Page,
    o: PublicOrgan,
    tab: &'static str,
    by_items: Vec<Tier>,
    by_pages: Vec<Tier>,
    /// A request received today, and the last day to answer it.
    example: String,
}

type Answer = Result<Response, Problem>;

pub async fn show(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "").await?;
    let year = state.app.clock.today().year();
    let stats = published::stats(&state.app.store, Some(&code), year)
        .await
        .or_problem(&p)?;
    let items = newest(&state, &p, &code, None, 10).await?;
    let facts = facts(&o, false);
    let tab = "";
    #[rustfmt::skip]
    let page = AboutPage { p, o, tab, facts, stats, year, items };
    Ok(kept(
        &page,
        [Kind::Organ, Kind::Item, Kind::Request].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

/// 政府信息公开指南.
pub async fn guide(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "guide").await?;
    let items = newest(&state, &p, &code, Some("guide"), 50).await?;
    let facts = facts(&o, true);
    #[rustfmt::skip]
    let page = GuidePage { p, o, tab: "guide", facts, items };
    Ok(kept(
        &page,
        [Kind::Organ, Kind::Item].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

/// 政府信息公开制度.
pub async fn rules(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "rules").await?;
    let items = newest(&state, &p, &code, Some("rules"), 100).await?;
    #[rustfmt::skip]
    let page = RulesPage { p, o, tab: "rules", items };
    Ok(kept(
        &page,
        [Kind::Organ, Kind::Item].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

/// 法定主动公开内容 as a tree of the heads of Art. 20 (P-4).
pub async fn content(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "content").await?;
    let counted = published::heads(&state.app.store, &code)
        .await
        .or_problem(&p)?;
    let items = published::newest_by_head(&state.app.store, &code, super::content::MOST)
        .await
        .or_problem(&p)?;
    let heads = super::content::heads(&p, &counted, items, &o.stated);
    #[rustfmt::skip]
    let page = ContentPage { p, o, tab: "content", heads };
    Ok(kept(
        &page,
        [Kind::Organ, Kind::Item].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

/// 政府信息公开年报.
pub async fn reports(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "reports").await?;
    let reports = published::reports(&state.app.store, &code)
        .await
        .or_problem(&p)?;
    #[rustfmt::skip]
    let page = ReportsPage { p, o, tab: "reports", reports };
    Ok(kept(
        &page,
        [Kind::Organ, Kind::Report].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

/// 依申请公开: channels, steps, periods, fees (P-6).
pub async fn apply(Shared(state): Shared<State>, Path(code): Path<String>, page: Page) -> Answer {
    let (o, p) = found(&state, &code, page, "apply").await?;
    let today = state.app.clock.today();
    let (days, _) = law::editions::answer_period(today);
    let last_day = state.app.calendar.working_day_after(today, days);
    let example = p
        .tn("requests.apply.example", "today", today)
        .replace("{day}", &last_day.to_string());
    let (by_items, by_pages) = (super::fees::by_items(), super::fees::by_pages());
    #[rustfmt::skip]
    let page = ApplyPage { p, o, tab: "apply", by_items, by_pages, example };
    Ok(kept(
        &page,
        [Kind::Organ].map(|kind| Subject::Of(kind, code.clone())),
    ))
}

async fn found(
    state: &State,
    code: &str,
    page: Page,
    tab: &'static str,
) -> Result<(PublicOrgan, Page), Problem> {
    let organ = published::organ(&state.app.store, code)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let column = if tab.is_empty() {
        organ.name.clone()
    } else {
        i18n::text(Lang::Zh, &format!("organs.column.{tab}")).to_string()
    };
    let p = page
        .at("organs")
        .tag("ColumnName", column.clone())
        .tag("ColumnType", "政府信息公开")
        .tag("ColumnDescription", format!("{}{column}", organ.name))
        .tag("ColumnKeywords", format!("{},政府信息公开", organ.name));
    Ok((organ, p))
}

async fn newest(
    state: &State,
    page: &Page,
    code: &str,
    column: Option<&str>,
    limit: i64,
) -> Result<Vec<PublicItem>, Problem> {
    let filter = PublicFilter {
        organ: Some(code.into()),
        column: column.map(Into::into),
        limit,
        ..PublicFilter::default()
    };
    published::items(&state.app.store, &filter, &At::First)
        .await
        .or_problem(page)
}

/// Particulars of the organ that are known; in the guide also those that Art. 12 requires and that are missing.
fn facts(o: &PublicOrgan, guide: bool) -> Vec<(&'static str, String)> {
    [
        ("name", &o.name, guide),
        ("duties", &o.duties, false),
        ("leader", &o.leader, false),
        ("address", &o.address, guide),
        ("postcode", &o.postcode, false),
        ("hours", &o.hours, guide),
        ("telephone", &o.telephone, guide),
        ("fax", &o.fax, guide),
        ("email", &o.email, guide),
        ("site", &o.site, false),
        ("review_body", &o.review_body, false),
        ("review_site", &o.review_site, false),
        ("court", &o.court, false),
    ]
    .into_iter()
    .filter(|(key, value, required)| *required || (!value.is_empty() && (guide || *key != "name")))
    .map(|(key, value, _)| (key, value.clone()))
    .collect()
}
