//! 年报对比: all organs of a year beside each other, and what each number means in plain words.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Query, State as Shared},
    response::Response,
};
use law::report::{Column, Outcome4, Report, Row, Track};
use store::published::{self, Kind, PublicReport, Scope, Subject};

use super::one::address;
use crate::{
    kit::{
        chart,
        report::words::{OUTCOMES, group, total},
    },
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

/// One organ of the chosen year.
struct OrganLine {
    name: String,
    href: String,
    consolidated: bool,
    received: i64,
    bar: String,
    change: String,
    direction: &'static str,
    closed: i64,
    share: String,
    withheld: i64,
    left: i64,
    corrected: i64,
    published_on: String,
}

#[derive(Template)]
#[template(path = "portal/reports/compare.html")]
struct ReportsPage {
    p: Page,
    year: i64,
    years: Vec<i64>,
    lines: Vec<OrganLine>,
    chart: String,
    missing: Vec<(String, String)>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Query(query): Query<BTreeMap<String, String>>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let organs = published::names(store).await.or_problem(&page)?;
    let years = published::years_of_reports(store).await.or_problem(&page)?;
    let asked = query.get("year").and_then(|year| year.parse().ok());
    let year = asked
        .filter(|year| years.contains(year))
        .or_else(|| years.first().copied())
        .unwrap_or_else(|| i64::from(state.app.clock.today().year()) - 1);
    let p = page.at("reports").tag("ColumnName", "政府信息公开年报");
    let of_year = published::reports_of_year(store, year)
        .await
        .or_problem(&p)?;
    let before = published::reports_of_year(store, year - 1)
        .await
        .or_problem(&p)?;
    let names: BTreeMap<&str, &str> = organs
        .iter()
        .map(|organ| (organ.code.as_str(), organ.name.as_str()))
        .collect();
    let last_year: BTreeMap<(&str, Scope), &PublicReport> = before
        .iter()
        .map(|report| ((report.organ.as_str(), report.scope), report))
        .collect();
    let mut lines = Vec::new();
    let received = |report: &PublicReport| -> i64 {
        serde_json::from_str::<Report>(&report.report)
            .map(|report| total(&report, Row::New))
            .unwrap_or_default()
    };
    let most = of_year
        .iter()
        .filter(|report| report.scope == Scope::Own)
        .map(received)
        .max()
        .unwrap_or_default();
    for found in &of_year {
        let before = last_year.get(&(found.organ.as_str(), found.scope));
        lines.push(line(&p, &names, found, before.copied(), most)?);
    }
    // The sum first, then the organs by what they received.
    lines.sort_by_key(|line| (!line.consolidated, -line.received));
    let there: BTreeSet<&str> = of_year
        .iter()
        .filter(|report| report.scope == Scope::Own)
        .map(|report| report.organ.as_str())
        .collect();
    let missing = organs
        .iter()
        .filter(|organ| !there.contains(organ.code.as_str()))
        .map(|organ| (organ.code.clone(), organ.name.clone()))
        .collect();
    let chart = chart(&p, year, &of_year, &before);
    Ok(kept(
        &ReportsPage {
            p,
            year,
            years,
            lines,
            chart,
            missing,
        },
        [Kind::Report, Kind::Organ].map(Subject::All),
    ))
}

fn line(
    p: &Page,
    names: &BTreeMap<&str, &str>,
    found: &PublicReport,
    before: Option<&PublicReport>,
    most: i64,
) -> Result<OrganLine, Problem> {
    let read = |text: &str| -> Result<Report, Problem> {
        serde_json::from_str(text).map_err(|error| Problem::new(p, app::Error::failed(error)))
    };
    let report = read(&found.report)?;
    let before = before.map(|before| read(&before.report)).transpose()?;
    let new = total(&report, Row::New);
    let change = before.map(|before| new - total(&before, Row::New));
    let closed = total(&report, Row::Total);
    let given = total(&report, Row::Open) + total(&report, Row::Part);
    let consolidated = found.scope == Scope::Consolidated;
    let name = names.get(found.organ.as_str()).copied();
    let name = name.unwrap_or(&found.organ).to_string();
    Ok(OrganLine {
        name: if consolidated {
            report.organ.clone()
        } else {
            name
        },
        href: address(&found.organ, found.scope, found.year),
        consolidated,
        received: new,
        bar: if consolidated {
            String::new()
        } else {
            chart::small(new, most)
        },
        change: change
            .filter(|change| *change != 0)
            .map(|change| change.abs().to_string())
            .unwrap_or_default(),
        direction: match change {
            Some(change) if change > 0 => "up",
            _ => "down",
        },
        closed,
        share: if closed > 0 {
            format!("{}%", (given * 1000 / closed + 5) / 10)
        } else {
            "—".into()
        },
        withheld: group(&report, OUTCOMES[2].1),
        left: total(&report, Row::CarriedOut),
        corrected: Track::ALL
            .into_iter()
            .filter_map(|track| report.table4.get(track)?[Outcome4::Corrected as usize])
            .sum(),
        published_on: found.published_on.to_string(),
    })
}

/// What became of all requests of the year, last year beside it: of the organs' own reports, each counted once.
fn chart(p: &Page, year: i64, of_year: &[PublicReport], before: &[PublicReport]) -> String {
    let read = |found: &PublicReport| serde_json::from_str::<Report>(&found.report).ok();
    let own: Vec<Report> = of_year
        .iter()
        .filter(|found| found.scope == Scope::Own)
        .filter_map(read)
        .collect();
    let before: Vec<Report> = before
        .iter()
        .filter(|found| found.scope == Scope::Own)
        .filter_map(read)
        .collect();
    let sum = |reports: &[Report], prefix: &str| -> i64 {
        reports.iter().map(|report| group(report, prefix)).sum()
    };
    let rows: Vec<chart::Bar> = OUTCOMES
        .iter()
        .map(|(name, prefix)| chart::Bar {
            label: p.t2("reports.outcome", name),
            now: sum(&own, prefix),
            before: (!before.is_empty()).then(|| sum(&before, prefix)),
        })
        .collect();
    let (now, then) = (year.to_string(), (year - 1).to_string());
    let words = chart::Words {
        id: "all",
        title: &p.tn("reports.public.all_outcomes", "year", year),
        description: &crate::kit::report::words::described(p.lang, &rows, &now, &then),
        now: &now,
        before: &then,
    };
    chart::bars(words, &rows)
}

/// One row of the form in plain words.
struct Meaning {
    id: String,
    name: String,
    printed: String,
    text: String,
}

#[derive(Template)]
#[template(path = "portal/reports/meaning.html")]
struct MeaningPage {
    p: Page,
    groups: Vec<(String, Vec<Meaning>)>,
    fields: Vec<(&'static str, String)>,
}

/// The columns of the open data.
pub const FIELDS: [&str; 11] = [
    "organ_code",
    "organ",
    "scope",
    "year",
    "edition",
    "published_on",
    "table",
    "row",
    "column",
    "value",
    "unit",
];

pub async fn meaning(page: Page) -> Response {
    let p = page.at("reports");
    let row = |id: String, printed: &str, name: &str| Meaning {
        text: p.t(&format!("reports.meaning.{}", id.replace('-', "_"))),
        name: name.to_string(),
        printed: printed.to_string(),
        id,
    };
    let table2 = [
        ("规章", "Government rules"),
        ("行政规范性文件", "Normative documents"),
        ("行政许可", "Licences"),
        ("行政处罚", "Penalties"),
        ("行政强制", "Coercive measures"),
        ("行政事业性收费", "Administrative fees"),
    ];
    let two = (1..)
        .zip(table2)
        .map(|(at, (zh, en))| row(format!("r2-{at:02}"), zh, p.lang.pick(zh, en)))
        .collect();
    let three = (1..)
        .zip(Row::ALL)
        .map(|(at, it)| {
            row(
                format!("r3-{at:02}"),
                it.key(),
                p.lang.pick(it.zh(), it.en()),
            )
        })
        .collect();
    let columns = (1..)
        .zip(Column::KINDS)
        .map(|(at, it)| {
            row(
                format!("c3-{at:02}"),
                it.key(),
                p.lang.pick(it.zh(), it.en()),
            )
        })
        .collect();
    let four = (1..)
        .zip(Track::ALL)
        .map(|(at, it)| {
            row(
                format!("r4-{at:02}"),
                it.key(),
                p.lang.pick(it.key(), it.en()),
            )
        })
        .collect();
    let results = (1..)
        .zip(Outcome4::ALL)
        .map(|(at, it)| {
            row(
                format!("c4-{at:02}"),
                it.key(),
                p.lang.pick(it.key(), it.en()),
            )
        })
        .collect();
    let groups = vec![
        (p.t("reports.meaning.table3"), three),
        (p.t("reports.meaning.columns3"), columns),
        (p.t("reports.meaning.table2"), two),
        (p.t("reports.meaning.table4"), four),
        (p.t("reports.meaning.columns4"), results),
    ];
    let fields = FIELDS
        .into_iter()
        .map(|field| (field, p.t(&format!("reports.field_of_data.{field}"))))
        .collect();
    kept(&MeaningPage { p, groups, fields }, [])
}
