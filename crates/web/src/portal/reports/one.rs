//! A published annual report: plain words, charts beside last year's, the six sections, the official tables with every
//! number explained, what a further edition changed, the files.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use law::report::{
    Report, Row, SECTIONS,
    compare::{self, Pair},
};
use store::published::{self, Kind, PublicFile, Scope, Subject};

use crate::{
    kit::{
        chart,
        report::{
            tables::{Line, Printer, meaning},
            words::{OUTCOMES, applicants, described, group, outcomes, total},
        },
    },
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

struct Section {
    title: String,
    lines: Vec<String>,
    /// Name of the table's shape, for its style; empty where the section has none.
    shape: &'static str,
    /// Each line with whether it names rows: a line of headings alone names columns.
    table: Vec<(bool, Line)>,
}

/// One number of both years, or before and after a further edition.
struct Side {
    label: String,
    meaning: String,
    before: String,
    now: String,
    change: String,
    direction: &'static str,
}

/// What an edition corrected.
struct Edition {
    on: String,
    reason: String,
    sides: Vec<Side>,
}

#[derive(Template)]
#[template(path = "portal/reports/one.html")]
struct ReportPage {
    p: Page,
    code: String,
    organ: String,
    year: i16,
    title: String,
    published_on: String,
    edition: i64,
    consolidated: bool,
    /// Address of the other report of this organ and year, where both are public.
    other: String,
    plain: Vec<String>,
    charts: Vec<String>,
    /// Whether last year's report is published too.
    compared: bool,
    beside: Vec<Side>,
    trend: String,
    editions: Vec<Edition>,
    /// Kind of file in words, and the file.
    files: Vec<(String, PublicFile)>,
    sections: Vec<Section>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((code, year)): Path<(String, i16)>,
    page: Page,
) -> Result<Response, Problem> {
    render(&state, code, Scope::Own, year, page).await
}

pub async fn consolidated(
    Shared(state): Shared<State>,
    Path((code, year)): Path<(String, i16)>,
    page: Page,
) -> Result<Response, Problem> {
    render(&state, code, Scope::Consolidated, year, page).await
}

/// Address of a public report.
#[must_use]
pub fn address(code: &str, scope: Scope, year: i64) -> String {
    match scope {
        Scope::Own => format!("/reports/{code}/{year}"),
        Scope::Consolidated => format!("/reports/{code}/{year}/consolidated"),
    }
}

async fn render(
    state: &State,
    code: String,
    scope: Scope,
    year: i16,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let found = published::report_of(store, &code, scope, year)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let before = published::report_of(store, &code, scope, year.saturating_sub(1))
        .await
        .or_problem(&page)?;
    let other_scope = match scope {
        Scope::Own => Scope::Consolidated,
        Scope::Consolidated => Scope::Own,
    };
    let other = published::report_of(store, &code, other_scope, year)
        .await
        .or_problem(&page)?
        .map(|_| address(&code, other_scope, i64::from(year)))
        .unwrap_or_default();
    let report = read(&page, &found.report)?;
    let before = before
        .map(|before| read(&page, &before.report))
        .transpose()?;
    let editions = if found.edition > 1 {
        editions(state, &page, &code, scope, year).await?
    } else {
        Vec::new()
    };
    let trend = trend(state, &page, &code, scope, year).await?;
    let title = page
        .t("reports.plain.title")
        .replace("{organ}", &report.organ)
        .replace("{year}", &year.to_string());
    let p = page
        .at("organs")
        .tag("ColumnName", "政府信息公开年报")
        .tag("ArticleTitle", title.clone())
        .tag("PubDate", format!("{} 00:00", found.published_on))
        .tag("ContentSource", report.organ.clone());
    let rests = [Kind::Report, Kind::Organ].map(|kind| Subject::Of(kind, code.clone()));
    Ok(kept(
        &ReportPage {
            title,
            organ: report.organ.clone(),
            plain: plain(&p, &report, before.as_ref()),
            charts: charts(&p, year, &report, before.as_ref()),
            compared: before.is_some(),
            beside: before
                .as_ref()
                .map(|before| beside(&compare::side_by_side(before, &report)))
                .unwrap_or_default(),
            trend,
            editions,
            published_on: found.published_on.to_string(),
            edition: found.edition,
            consolidated: scope == Scope::Consolidated,
            other,
            files: found
                .into_inner()
                .files
                .into_iter()
                .map(|file| (kind(&p, &file.name), file))
                .collect(),
            sections: sections(&report, year),
            code,
            year,
            p,
        },
        rests,
    ))
}

fn read(page: &Page, text: &str) -> Result<Report, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::new(page, app::Error::failed(error)))
}

fn kind(p: &Page, name: &str) -> String {
    let extension = name.rsplit('.').next().unwrap_or_default();
    p.t2("reports.file", extension)
}

/// What each later edition changed, newest first.
async fn editions(
    state: &State,
    page: &Page,
    code: &str,
    scope: Scope,
    year: i16,
) -> Result<Vec<Edition>, Problem> {
    let editions = published::editions(&state.app.store, code, scope, year)
        .await
        .or_problem(page)?;
    editions
        .windows(2)
        .rev()
        .map(|pair| {
            let (before, now) = (read(page, &pair[0].report)?, read(page, &pair[1].report)?);
            Ok(Edition {
                on: pair[1].published_on.to_string(),
                reason: pair[0].reason.clone(),
                sides: compare::changed(&before, &now).iter().map(side).collect(),
            })
        })
        .collect()
}

/// Requests received, over all years that are public: a chart, once there are three.
async fn trend(
    state: &State,
    page: &Page,
    code: &str,
    scope: Scope,
    year: i16,
) -> Result<String, Problem> {
    let mut points = Vec::new();
    for past in year.saturating_sub(4)..=year {
        let report = published::report_of(&state.app.store, code, scope, past)
            .await
            .or_problem(page)?;
        if let Some(report) = report {
            points.push((
                past.to_string(),
                total(&read(page, &report.report)?, Row::New),
            ));
        }
    }
    if points.len() < 3 {
        return Ok(String::new());
    }
    let said: Vec<String> = points
        .iter()
        .map(|(year, n)| format!("{year} {n}"))
        .collect();
    let words = chart::Words {
        id: "trend",
        title: &page.t("reports.public.trend"),
        description: &said.join(page.lang.pick("；", "; ")),
        now: "",
        before: "",
    };
    Ok(chart::columns(words, &points))
}

fn sections(report: &Report, year: i16) -> Vec<Section> {
    let printer = Printer::new(report, year, Vec::new());
    SECTIONS
        .iter()
        .map(|(number, title)| {
            let (shape, table) = match *number {
                "二" => ("table2", printer.table2()),
                "三" => ("table3", printer.table3()),
                "四" => ("table4", printer.table4()),
                _ => ("", Vec::new()),
            };
            Section {
                title: format!("{number}、{title}"),
                lines: report
                    .sections
                    .get(*number)
                    .map(|text| text.lines().map(ToString::to_string).collect())
                    .unwrap_or_default(),
                shape,
                table: table
                    .into_iter()
                    .map(|line| (line.iter().any(|cell| !cell.head), line))
                    .collect(),
            }
        })
        .collect()
}

/// The year in plain sentences, and what changed since the one before.
fn plain(p: &Page, report: &Report, before: Option<&Report>) -> Vec<String> {
    let given = |report: &Report| total(report, Row::Open) + total(report, Row::Part);
    // Nothing carried over is said by saying nothing.
    let some = |key: &str, row| match total(report, row) {
        0 => String::new(),
        n => p.tn(key, "n", n),
    };
    let first = [
        ("{received}", total(report, Row::New).to_string()),
        ("{carried}", some("reports.plain.carried", Row::CarriedIn)),
        ("{closed}", total(report, Row::Total).to_string()),
        ("{given}", given(report).to_string()),
        ("{left}", some("reports.plain.left", Row::CarriedOut)),
    ]
    .iter()
    .fold(p.t("reports.plain.plain"), |text, (place, words)| {
        text.replace(place, words)
    });
    let mut said = vec![first];
    let closed = total(report, Row::Total);
    if closed > 0 {
        let share = (given(report) * 1000 / closed + 5) / 10;
        said.push(p.tn("reports.public.share", "n", share));
        let refused = group(report, OUTCOMES[2].1);
        if refused > 0 {
            said.push(p.tn("reports.public.refused", "n", refused));
        }
    }
    if let Some(before) = before {
        let (now, then) = (total(report, Row::New), total(before, Row::New));
        said.push(match now - then {
            0 => p.t("reports.public.same"),
            more if more > 0 => p.tn("reports.public.more", "n", more),
            fewer => p.tn("reports.public.fewer", "n", -fewer),
        });
    }
    said
}

/// What became of the requests, and who asked.
fn charts(p: &Page, year: i16, report: &Report, before: Option<&Report>) -> Vec<String> {
    let (now, then) = (year.to_string(), year.saturating_sub(1).to_string());
    [
        ("outcomes", outcomes(p.lang, report, before)),
        ("applicants", applicants(p.lang, report, before)),
    ]
    .iter()
    .map(|(name, rows)| {
        let words = chart::Words {
            id: name,
            title: &p.t(&format!("reports.plain.{name}")),
            description: &described(p.lang, rows, &now, &then),
            now: &now,
            before: &then,
        };
        chart::bars(words, rows)
    })
    .collect()
}

/// The totals of both years where either holds something.
fn beside(pairs: &[Pair]) -> Vec<Side> {
    pairs
        .iter()
        .filter(|pair| pair.cell.table() == "2" || pair.cell.column() == "总计")
        .filter(|pair| pair.now.unwrap_or_default() != 0 || pair.before.unwrap_or_default() != 0)
        .map(side)
        .collect()
}

fn side(pair: &Pair) -> Side {
    let cell = pair.cell;
    let print = |value: Option<i64>| value.map_or("—".into(), |value| cell.print(value));
    let difference = pair.difference();
    Side {
        label: if cell.column() == "总计" {
            cell.row().to_string()
        } else {
            format!("{} · {}", cell.row(), cell.column())
        },
        meaning: meaning(cell.table(), cell.row()),
        before: print(pair.before),
        now: print(pair.now),
        change: match difference {
            Some(0) | None => String::new(),
            Some(value) => cell.print(value.saturating_abs()),
        },
        direction: match difference {
            Some(value) if value > 0 => "up",
            _ => "down",
        },
    }
}
