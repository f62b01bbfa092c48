//! A published annual report: plain words, charts beside last year's, the six sections, the official tables, the files.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::{Column, Report, Row, SECTIONS};
use store::published::{self, PublicFile};

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::{
    office::reports::tables::{Line, Printer},
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

/// One bar: this year's number and last year's, with widths in per cent of the longest.
struct Bar {
    label: String,
    now: i64,
    before: Option<i64>,
    now_width: i64,
    before_width: i64,
}

struct Chart {
    title: String,
    bars: Vec<Bar>,
}

#[derive(Template)]
#[template(path = "portal/report.html")]
struct ReportPage {
    p: Page,
    code: String,
    organ: String,
    year: i16,
    title: String,
    published_on: String,
    plain: String,
    charts: Vec<Chart>,
    /// Whether last year's report is published too.
    compared: bool,
    /// Kind of file in words, and the file.
    files: Vec<(String, PublicFile)>,
    sections: Vec<Section>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((code, year)): Path<(String, i16)>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let found = published::report(store, &code, year)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let before = published::report(store, &code, year.saturating_sub(1))
        .await
        .or_problem(&page)?;
    let read = |text: &str| -> Result<Report, Problem> {
        serde_json::from_str(text)
            .map_err(|error| Problem::new(&page, app::Error::Failed(error.to_string())))
    };
    let report = read(&found.report)?;
    let before = before.map(|before| read(&before.report)).transpose()?;
    let title = page
        .t("portal.report.title")
        .replace("{organ}", &report.organ)
        .replace("{year}", &year.to_string());
    let p = page
        .at("organs")
        .tag("ColumnName", "政府信息公开年报")
        .tag("ArticleTitle", title.clone())
        .tag("PubDate", format!("{} 00:00", found.published_on))
        .tag("ContentSource", report.organ.clone());
    Ok(public(
        StatusCode::OK,
        &ReportPage {
            title,
            organ: report.organ.clone(),
            plain: plain(&p, &report),
            charts: charts(&p, &report, before.as_ref()),
            compared: before.is_some(),
            published_on: found.published_on.to_string(),
            files: found
                .files
                .into_iter()
                .map(|file| (kind(&p, &file.name), file))
                .collect(),
            sections: sections(&report, year),
            code,
            year,
            p,
        },
    ))
}

fn kind(p: &Page, name: &str) -> String {
    let extension = name.rsplit('.').next().unwrap_or_default();
    p.t2("portal.file", extension)
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

fn total(report: &Report, row: Row) -> i64 {
    report.table3.get(row, Column::Total).unwrap_or_default()
}

fn plain(p: &Page, report: &Report) -> String {
    let given = total(report, Row::Open) + total(report, Row::Part);
    [
        ("{received}", total(report, Row::New)),
        ("{carried}", total(report, Row::CarriedIn)),
        ("{closed}", total(report, Row::Total)),
        ("{given}", given),
        ("{left}", total(report, Row::CarriedOut)),
    ]
    .iter()
    .fold(p.t("portal.report.plain"), |text, (place, number)| {
        text.replace(place, &number.to_string())
    })
}

/// What became of the requests, and who asked.
fn charts(p: &Page, report: &Report, before: Option<&Report>) -> Vec<Chart> {
    let outcomes = [
        ("open", "三、（一）"),
        ("part", "三、（二）"),
        ("withheld", "三、（三）"),
        ("unable", "三、（四）"),
        ("unprocessed", "三、（五）"),
        ("other", "三、（六）"),
    ]
    .map(|(name, prefix)| {
        let sum = |report: &Report| {
            Row::LEAVES
                .into_iter()
                .filter(|row| row.key().starts_with(prefix))
                .map(|row| total(report, row))
                .sum()
        };
        (p.t2("portal.outcome", name), sum(report), before.map(sum))
    });
    let applicants = Column::KINDS.map(|column| {
        let of = |report: &Report| report.table3.get(Row::New, column).unwrap_or_default();
        let name = p.lang.pick(column.zh(), column.en()).to_string();
        (name, of(report), before.map(of))
    });
    vec![
        chart(p.t("portal.report.outcomes"), outcomes),
        chart(p.t("portal.report.applicants"), applicants),
    ]
}

fn chart(title: String, rows: [(String, i64, Option<i64>); 6]) -> Chart {
    let most = rows
        .iter()
        .flat_map(|(_, now, before)| [*now, before.unwrap_or_default()])
        .max()
        .unwrap_or_default()
        .max(1);
    Chart {
        title,
        bars: rows
            .into_iter()
            .map(|(label, now, before)| Bar {
                label,
                now,
                before,
                now_width: now.max(0) * 100 / most,
                before_width: before.unwrap_or_default().max(0) * 100 / most,
            })
            .collect(),
    }
}
