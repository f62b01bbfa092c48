//! A published annual report: plain words, a chart, the six sections, the official tables, the files.

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
    table: Vec<Line>,
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
    /// SVG.
    chart: String,
    files: Vec<PublicFile>,
    sections: Vec<Section>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((code, year)): Path<(String, i16)>,
    page: Page,
) -> Result<Response, Problem> {
    let found = published::report(&state.app.store, &code, year)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let report: Report = serde_json::from_str(&found.report)
        .map_err(|error| Problem::new(&page, app::Error::Failed(error.to_string())))?;
    let p = page.at("organs").tag("ColumnName", "政府信息公开年报");
    let printer = Printer::new(&report, year, Vec::new());
    let sections = SECTIONS
        .iter()
        .map(|(number, title)| Section {
            title: format!("{number}、{title}"),
            lines: report
                .sections
                .get(*number)
                .map(|text| text.lines().map(ToString::to_string).collect())
                .unwrap_or_default(),
            table: match *number {
                "二" => printer.table2(),
                "三" => printer.table3(),
                "四" => printer.table4(),
                _ => Vec::new(),
            },
        })
        .collect();
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let plain = p
        .t("portal.report.plain")
        .replace("{received}", &of(Row::New).to_string())
        .replace("{carried}", &of(Row::CarriedIn).to_string())
        .replace("{closed}", &of(Row::Total).to_string())
        .replace("{left}", &of(Row::CarriedOut).to_string());
    Ok(public(
        StatusCode::OK,
        &ReportPage {
            title: p
                .t("portal.report.title")
                .replace("{organ}", &report.organ)
                .replace("{year}", &year.to_string()),
            organ: report.organ.clone(),
            chart: chart(&p, &report),
            published_on: found.published_on.to_string(),
            files: found.files,
            code,
            year,
            plain,
            sections,
            p,
        },
    ))
}

/// Outcomes of the year as bars, with the numbers as text.
fn chart(p: &Page, report: &Report) -> String {
    let bars: Vec<(&str, i64)> = Row::LEAVES
        .into_iter()
        .filter_map(|row| {
            let value = report.table3.get(row, Column::Total)?;
            (value > 0).then(|| (p.lang.pick(row.zh(), row.en()), value))
        })
        .collect();
    let most = bars
        .iter()
        .map(|(_, value)| *value)
        .max()
        .unwrap_or(1)
        .max(1);
    let height = bars.len() * 28 + 4;
    let mut svg = format!(
        "<svg viewBox=\"0 0 720 {height}\" role=\"img\" aria-label=\"{}\">",
        p.t("portal.report.chart")
    );
    for (place, (label, value)) in bars.iter().enumerate() {
        let y = place * 28;
        let width = value * 360 / most;
        let label: String = label.chars().take(20).collect();
        svg.push_str(&format!(
            "<text x=\"300\" y=\"{}\" text-anchor=\"end\" class=\"bar-label\">{label}</text>\
             <rect x=\"310\" y=\"{}\" width=\"{}\" height=\"18\" class=\"bar\"/>\
             <text x=\"{}\" y=\"{}\" class=\"bar-value\">{value}</text>",
            y + 18,
            y + 4,
            width.max(2),
            318 + width,
            y + 18,
        ));
    }
    svg.push_str("</svg>");
    svg
}
