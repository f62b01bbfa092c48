//! 开放数据: every number of every published report, as CSV and as JSON with its fields explained.

use std::collections::BTreeMap;

use axum::{
    extract::State as Shared,
    http::header,
    response::{IntoResponse, Response},
};
use law::{
    Lang,
    report::{
        Report,
        cell::{Cell, Figures},
    },
};
use serde_json::{Value, json};
use store::published::{self, Kind, PublicReport, Scope, Subject};

use super::compare::FIELDS;
use crate::{
    i18n,
    kit::rests,
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
    },
    state::State,
};

const RESTS: [Kind; 2] = [Kind::Report, Kind::Organ];

/// A published report read, with the name of its organ.
struct Known {
    found: PublicReport,
    organ: String,
    report: Report,
}

async fn all(state: &State, page: &Page) -> Result<Vec<Known>, Problem> {
    let store = &state.app.store;
    let organs = published::names(store).await.or_problem(page)?;
    let organs: BTreeMap<&str, &str> = organs
        .iter()
        .map(|organ| (organ.code.as_str(), organ.name.as_str()))
        .collect();
    let name = |code: &str| organs.get(code).copied().unwrap_or(code).to_string();
    published::all_reports(store)
        .await
        .or_problem(page)?
        .into_iter()
        .map(|found| {
            let report: Report = serde_json::from_str(&found.report)
                .map_err(|error| Problem::new(page, app::Error::failed(error)))?;
            let organ = match found.scope {
                Scope::Own => name(&found.organ),
                Scope::Consolidated => report.organ.clone(),
            };
            Ok(Known {
                found,
                organ,
                report,
            })
        })
        .collect()
}

/// One line a number; a cell that the report leaves blank is empty, not zero.
pub async fn csv(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let mut out = format!("\u{feff}{}\r\n", FIELDS.join(","));
    for known in all(&state, &page).await? {
        let figures = Figures::of(&known.report);
        for cell in Cell::all() {
            let value = figures
                .get(cell)
                .map(|value| cell.print(value))
                .unwrap_or_default();
            let line = [
                known.found.organ.clone(),
                known.organ.clone(),
                known.found.scope.code().to_string(),
                known.found.year.to_string(),
                known.found.edition.to_string(),
                known.found.published_on.to_string(),
                cell.table().to_string(),
                cell.row().to_string(),
                cell.column().to_string(),
                value,
                unit(cell).to_string(),
            ];
            let quoted: Vec<String> = line.iter().map(|text| quoted(text)).collect();
            out.push_str(&quoted.join(","));
            out.push_str("\r\n");
        }
    }
    let data = send("text/csv; charset=utf-8", "annual-reports.csv", out);
    Ok(rests::on(data, RESTS.map(Subject::All)))
}

/// The reports in the shape of `docs/law/formats.md`, with what each field of it and of the CSV means.
pub async fn json(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let reports: Vec<Value> = all(&state, &page)
        .await?
        .into_iter()
        .map(|known| {
            json!({
                "organ_code": known.found.organ, "organ": known.organ, "scope": known.found.scope.code(),
                "year": known.found.year, "edition": known.found.edition,
                "published_on": known.found.published_on, "report": known.report,
            })
        })
        .collect();
    let fields: serde_json::Map<String, Value> = FIELDS
        .into_iter()
        .map(|field| {
            let key = format!("reports.field_of_data.{field}");
            let words = json!({"zh": i18n::text(Lang::Zh, &key), "en": i18n::text(Lang::En, &key)});
            (field.to_string(), words)
        })
        .collect();
    let text = json!({"fields": fields, "reports": reports}).to_string();
    let data = send(
        "application/json; charset=utf-8",
        "annual-reports.json",
        text,
    );
    Ok(rests::on(data, RESTS.map(Subject::All)))
}

fn unit(cell: Cell) -> &'static str {
    if cell.is_money() { "万元" } else { "件" }
}

/// A value that a spreadsheet would take for a formula cannot occur: the words are the form's and the organs' names.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_string()
    }
}

fn send(media: &'static str, name: &str, text: String) -> Response {
    (
        [
            (header::CONTENT_TYPE, media.to_string()),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ),
            (header::CACHE_CONTROL, "no-cache".to_string()),
        ],
        text,
    )
        .into_response()
}
