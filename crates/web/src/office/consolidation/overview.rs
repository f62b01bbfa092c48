//! The sum of a year: where it stands, which units are in it and which are not, its tables, its words.

use app::{
    Error, Role,
    consolidation::{self, Return, Roll},
    reports::{self, Format, Scope},
    rights::Consolidator,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::report::{
    Column, Row,
    cell::{Cell, Figures},
    consolidate::{Kind, Line as Summed, Standing},
};

use crate::{
    kit::{
        field::Field,
        pager::Query as Asked,
        report::tables::{Line, Printer},
    },
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        reports::{
            ladder::{self, Rung, StepForm},
            questions::{Check, Verdict, checks, verdict},
            text::{self, Download, Section},
        },
    },
    state::State,
};

/// One unit in the table.
pub struct UnitLine {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub standing: &'static str,
    pub status: String,
    pub since: String,
    pub findings: String,
    pub wrong: bool,
    pub received: String,
    pub change: String,
    pub direction: &'static str,
    pub href: String,
}

#[derive(askama::Template)]
#[template(path = "office/consolidation/overview.html")]
struct OverviewPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    years: Vec<i16>,
    base: String,
    title: String,
    status: String,
    due: String,
    due_why: String,
    notices: Vec<Notice>,
    counts: Vec<(String, usize, &'static str)>,
    rungs: Vec<Rung>,
    steps: Vec<StepForm>,
    verdict: Verdict,
    findings: Vec<Check>,
    downloads: Vec<Download>,
    units: Vec<UnitLine>,
    may_chase: bool,
    sections: Vec<Section>,
    table2: Vec<Line>,
    table3: Vec<Line>,
    table4: Vec<Line>,
    may_write: bool,
    version: i64,
    fields: Vec<Field>,
}

/// The year that is being consolidated now is the one before this.
pub async fn latest(Seat { d: desk, .. }: Seat<Consolidator>) -> Response {
    let year = desk.today.year() - 1;
    Redirect::to(&format!("/office/consolidation/{year}")).into_response()
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Consolidator>,
    Path(year): Path<i16>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let mut notices: Vec<Notice> = desk.done("reports.done", &query).into_iter().collect();
    if let (Some(count), Some(notice)) = (query.get("n"), notices.first_mut()) {
        let count = count.parse::<u32>().unwrap_or_default();
        notice.title = notice.title.replace("{n}", &count.to_string());
    }
    render(&state, &desk, year, StatusCode::OK, None, notices).await
}

pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Consolidator>,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response, Problem> {
    let format: Format = desk.ok(format.parse().map_err(|_| Error::NotFound))?;
    let roll = desk.ok(consolidation::build(&state.app, &desk.staff.organ, year).await)?;
    let report = roll.built().report;
    let bytes = desk.ok(reports::render(&state.app, &report, format).await)?;
    let name = format!(
        "{}{year}年政府信息公开工作年度报告.{}",
        report.organ,
        format.extension()
    );
    Ok(crate::kit::download::file(&name, format.media(), bytes))
}

/// The page, with what was typed into one of its forms if that was refused.
pub async fn render(
    state: &State,
    d: &Desk,
    year: i16,
    status: StatusCode,
    typed: Option<(&str, Form)>,
    mut notices: Vec<Notice>,
) -> Result<Response, Problem> {
    if !(2008..=d.today.year()).contains(&year) {
        return Err(Problem::new(d, Error::NotFound));
    }
    let (app, organ) = (&state.app, &d.staff.organ);
    let roll = d.ok(consolidation::build(app, organ, year).await)?;
    let standing = d.ok(reports::standing(app, organ, Scope::Consolidated, year).await)?;
    let history = d.ok(reports::history(app, organ, Scope::Consolidated, year).await)?;
    let level = d.ok(consolidation::level(app, organ).await)?;
    let due = consolidation::due(app, level, year);
    notices.extend(text::told(d, &standing));
    let base = format!("/office/consolidation/{year}");
    let report = &standing.built.report;
    let places = standing
        .built
        .findings
        .iter()
        .map(|finding| finding.place.as_str())
        .collect();
    let printer = Printer::at(report, &base, places);
    let (typed_step, typed_form) = typed.unzip();
    let sections_typed = typed_form
        .clone()
        .filter(|_| typed_step == Some("sections"));
    let supervises = d.has(&[Role::Supervisor]);
    Ok(page(
        status,
        &OverviewPage {
            d,
            place: "consolidation",
            year,
            years: (year.max(d.today.year() - 3) - 1..d.today.year())
                .rev()
                .collect(),
            title: d.tn("consolidation.title", "year", year),
            status: text::stage_words(d, &standing),
            due: due.as_ref().map_or(String::new(), |due| {
                d.tn("consolidation.due", "date", due.date)
            }),
            due_why: due.map_or(String::new(), |due| {
                format!("{} [{}]", due.because.cited(d.lang), due.because.rule)
            }),
            notices,
            counts: counts(d, &roll),
            rungs: ladder::rungs(d, &standing, &history),
            steps: ladder::steps(d, &base, &standing, typed_step.zip(typed_form.as_ref())),
            verdict: verdict(d, &standing.built.findings),
            findings: checks(d, &standing),
            downloads: text::downloads(&base),
            units: units(d, &roll, &base),
            may_chase: supervises && roll.sum.missing().next().is_some(),
            sections: text::sections(report),
            table2: printer.table2(),
            table3: printer.table3(),
            table4: printer.table4(),
            may_write: supervises && text::may_write(&standing),
            version: standing.row.version,
            fields: text::fields(report, sections_typed),
            base,
        },
    ))
}

fn counts(d: &Desk, roll: &Roll) -> Vec<(String, usize, &'static str)> {
    let of = |standing: Standing| {
        roll.sum
            .lines
            .iter()
            .filter(|line| line.standing == standing)
            .count()
    };
    let wrong = roll
        .sum
        .lines
        .iter()
        .filter(|line| line.errors() > 0)
        .count();
    [
        ("counted", of(Standing::Counted), "done"),
        (
            "missing",
            of(Standing::Missing) + of(Standing::Unusable),
            "late",
        ),
        ("wrong", wrong, "soon"),
        ("excluded", of(Standing::Excluded), ""),
    ]
    .map(|(name, count, level)| (d.t(&format!("consolidation.count_{name}")), count, level))
    .to_vec()
}

fn units(d: &Desk, roll: &Roll, base: &str) -> Vec<UnitLine> {
    roll.sum
        .lines
        .iter()
        .zip(&roll.returns)
        .map(|(line, its)| {
            let new = Cell::of_table3(Row::New, Column::Total);
            let now = line.figures.get(new);
            let before = its
                .previous
                .as_ref()
                .and_then(|report| Figures::of(report).get(new));
            let change = now.zip(before).map(|(now, before)| now - before);
            let errors = line.errors();
            let others = line.findings.len() - errors;
            UnitLine {
                code: line.unit.code.clone(),
                name: line.unit.name.clone(),
                kind: d.lang.pick(line.unit.kind.zh(), line.unit.kind.en()).into(),
                standing: standing_word(line.standing),
                status: status(d, line, its),
                since: since(d, line, its),
                findings: match (errors, others) {
                    (0, 0) => String::new(),
                    (0, _) => d.tn("consolidation.findings_others", "others", others),
                    (_, 0) => d.tn("consolidation.findings_errors", "errors", errors),
                    _ => d
                        .tn("consolidation.findings_of", "errors", errors)
                        .replace("{others}", &others.to_string()),
                },
                wrong: errors > 0,
                received: now.map_or_else(|| "—".into(), |value| value.to_string()),
                change: change
                    .filter(|change| *change != 0)
                    .map(|change| change.abs().to_string())
                    .unwrap_or_default(),
                direction: match change {
                    Some(change) if change > 0 => "up",
                    _ => "down",
                },
                href: format!("{base}/units/{}", line.unit.code),
            }
        })
        .collect()
}

/// The word of a standing in class names.
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "counted",
        Standing::Missing => "missing",
        Standing::Unusable => "unusable",
        Standing::Excluded => "excluded",
    }
}

fn status(d: &Desk, line: &Summed, its: &Return) -> String {
    match line.standing {
        Standing::Counted => {
            let stage = d.t(&format!("reports.stage.{}", its.stage.code()));
            if its.by_file {
                format!("{stage}{}", d.t("consolidation.by_file"))
            } else {
                stage
            }
        }
        other => d.t(&format!("reports.standing.{}", standing_word(other))),
    }
}

/// When it came; or since when it is missing, and how often the unit was reminded.
fn since(d: &Desk, line: &Summed, its: &Return) -> String {
    if line.standing == Standing::Counted {
        return its.held_on.map(|on| on.to_string()).unwrap_or_default();
    }
    if line.standing == Standing::Excluded || line.unit.kind == Kind::Own {
        return String::new();
    }
    let mut words = match its.due {
        Some(due) if due < d.today => d
            .t("consolidation.late_since")
            .replace("{date}", &due.to_string())
            .replace("{n}", &(d.today - due).get_days().to_string()),
        Some(due) => d.tn("consolidation.due_on", "date", due),
        None => String::new(),
    };
    if let Some(on) = its.chased_on {
        words.push_str(
            &d.t("consolidation.chased")
                .replace("{n}", &its.chases.to_string())
                .replace("{date}", &on.to_string()),
        );
    }
    words
}
