//! An item to take away (P-8): as PDF and as DOCX, with the header and the marks of its page.

use app::items::{Paper, PaperForm, on_paper};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use law::item::Validity;
use store::published::{self, PublicItem};

use super::{
    consultation,
    one::{facts, standing},
};
use crate::{
    kit::{download, rests},
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
    },
    state::State,
};

pub async fn pdf(
    Shared(state): Shared<State>,
    Path(place): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    take(&state, page, place, PaperForm::Pdf).await
}

pub async fn docx(
    Shared(state): Shared<State>,
    Path(place): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    take(&state, page, place, PaperForm::Docx).await
}

async fn take(
    state: &State,
    page: Page,
    (organ, id): (String, String),
    form: PaperForm,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let Some(item) = published::item(store, &organ, &id)
        .await
        .or_problem(&page)?
    else {
        return Err(Problem::no_item(&page, &state.app, &organ, &id).await);
    };
    let name = format!("{}.{}", item.title, form.extension());
    let organ = published::organ(store, &organ)
        .await
        .or_problem(&page)?
        .map_or(organ, |organ| organ.into_inner().name);
    let related = published::related(store, &item.organ, &item.id)
        .await
        .or_problem(&page)?;
    let validity = standing(&item, &related, page.today);
    let rests = super::one::rests(&item, &related);
    let paper = paper(&page, item, organ, validity);
    let made = on_paper(&state.app, paper, form).await.or_problem(&page)?;
    Ok(rests::on(download::file(&name, form.media(), made), rests))
}

fn paper(p: &Page, item: PublicItem, organ: String, validity: Validity) -> Paper {
    let facts = facts(p, &item, &organ, validity)
        .into_iter()
        .map(|(label, value)| (p.t2("items.page", label), value))
        .collect();
    let address = format!("https://{}/items/{}/{}", p.site_domain, item.organ, item.id);
    let source = [("from", address), ("hash", item.act_hash.clone())]
        .map(|(name, value)| p.t2("items.paper", name).replace("{it}", &value))
        .into_iter()
        .chain([p.tn("items.paper.made", "it", p.today)])
        .collect();
    let told = consultation::as_html(p, &item.gists);
    let item = item.into_inner();
    let notice = match validity {
        Validity::Valid => String::new(),
        Validity::Repealed => {
            let on = item
                .repealed_on
                .map(|on| on.to_string())
                .unwrap_or_default();
            let said = p.t("items.page.repealed");
            [said, on, item.repealed_by].join(" ").trim().to_string()
        }
        other => p.t2("items.page", other.as_str()),
    };
    let names = item.attachments.into_iter().map(|file| file.name).collect();
    Paper {
        title: item.title,
        organ,
        facts,
        notice,
        summary: item.summary,
        body_html: format!("{}{told}", item.body_html),
        attachments: (p.t("items.page.attachments"), names),
        source,
        on: item.changed_on.unwrap_or(item.published_on),
    }
}
