//! Last year beside this year: every number of the three tables, the difference, two charts, the words.

use app::{
    reports::{self, Scope},
    rights::Reader,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::{
    Report,
    compare::{self, Fate, Pair},
};

use super::text::SECTIONS;
use crate::{
    kit::{
        chart,
        report::{
            tables::address,
            words::{applicants, outcomes},
        },
    },
    office::{
        desk::{Desk, Seat},
        page,
        problem::Problem,
    },
    state::State,
};

/// One number of both years.
pub struct Side {
    pub label: String,
    pub before: String,
    pub now: String,
    pub change: String,
    pub direction: &'static str,
    pub href: String,
    pub total: bool,
}

/// A table of both years; only rows that hold something.
pub struct SideTable {
    pub title: String,
    pub rows: Vec<Side>,
}

/// The paragraphs of a section in both years.
pub struct Prose {
    pub title: &'static str,
    pub lines: Vec<(&'static str, String)>,
}

#[derive(askama::Template)]
#[template(path = "office/reports/beside.html")]
struct BesidePage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    has_before: bool,
    adopted: bool,
    tables: Vec<SideTable>,
    charts: Vec<String>,
    prose: Vec<Prose>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(year): Path<i16>,
) -> Result<Response, Problem> {
    let d = &desk;
    let standing = d.ok(reports::standing(&state.app, &d.staff.organ, Scope::Own, year).await)?;
    let built = &standing.built;
    let blank = Report::blank();
    let before = built.previous.as_ref().unwrap_or(&blank);
    Ok(page(
        StatusCode::OK,
        &BesidePage {
            d,
            place: "reports",
            year,
            title: d
                .t("reports.beside.title")
                .replace("{before}", &(year - 1).to_string())
                .replace("{year}", &year.to_string()),
            has_before: built.previous.is_some(),
            adopted: built.previous_adopted,
            tables: tables(d, year, &compare::side_by_side(before, &built.report)),
            charts: charts(d, year, &built.report, built.previous.as_ref()),
            prose: prose(before, &built.report),
        },
    ))
}

/// The outcomes and the applicants of both years, drawn.
pub fn charts(d: &Desk, year: i16, report: &Report, before: Option<&Report>) -> Vec<String> {
    let (now, then) = (year.to_string(), (year - 1).to_string());
    [
        ("outcomes", outcomes(d.lang, report, before)),
        ("applicants", applicants(d.lang, report, before)),
    ]
    .iter()
    .map(|(name, rows)| {
        let words = chart::Words {
            id: name,
            title: &d.t(&format!("reports.plain.{name}")),
            description: &crate::kit::report::words::described(d.lang, rows, &now, &then),
            now: &now,
            before: &then,
        };
        chart::bars(words, rows)
    })
    .collect()
}

/// The three tables, 表三 by its totals with each kind of applicant that moved.
pub fn tables(d: &Desk, year: i16, pairs: &[Pair]) -> Vec<SideTable> {
    ["2", "3", "4"]
        .into_iter()
        .map(|table| SideTable {
            title: d.t(&format!("reports.cell.table{table}")),
            rows: pairs
                .iter()
                .filter(|pair| pair.cell.table() == table)
                .filter(|pair| {
                    let total = pair.cell.column() == "总计" || table == "2";
                    let holds = pair.now.unwrap_or_default() != 0 || pair.differs();
                    holds || (total && table != "3")
                })
                .map(|pair| side(pair, year))
                .collect(),
        })
        .collect()
}

fn side(pair: &Pair, year: i16) -> Side {
    let cell = pair.cell;
    let print = |value: Option<i64>| value.map_or("—".into(), |value| cell.print(value));
    let difference = pair.difference();
    let total = cell.column() == "总计";
    Side {
        label: if total {
            cell.row().to_string()
        } else {
            format!("{} · {}", cell.row(), cell.column())
        },
        before: print(pair.before),
        now: print(pair.now),
        change: match difference {
            Some(0) | None => String::new(),
            Some(value) => cell.print(value.saturating_abs()),
        },
        direction: match difference {
            Some(value) if value > 0 => "up",
            Some(value) if value < 0 => "down",
            _ => "",
        },
        href: address(year, cell.table(), cell.row(), cell.column()),
        total,
    }
}

/// The written sections of two reports, paragraph by paragraph.
pub fn prose(before: &Report, now: &Report) -> Vec<Prose> {
    SECTIONS
        .into_iter()
        .filter_map(|title| {
            let key: String = title.chars().take(1).collect();
            let text = |report: &Report| report.sections.get(&key).cloned().unwrap_or_default();
            let (old, new) = (text(before), text(now));
            let lines: Vec<(&'static str, String)> = compare::prose(&old, &new)
                .into_iter()
                .map(|(fate, line)| {
                    let mark = match fate {
                        Fate::Kept => "kept",
                        Fate::Added => "added",
                        Fate::Removed => "removed",
                    };
                    (mark, line.to_string())
                })
                .collect();
            (!lines.is_empty()).then_some(Prose { title, lines })
        })
        .collect()
}
