//! One unit's return: its numbers, what the checks say, and what the supervisor may do with it.

use app::{
    Error, consolidation,
    reports::{self, Scope, Standing},
    rights::Supervisor,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::{Report, consolidate::Kind, workflow::Step};

use super::overview::standing_word;
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
        problem::{Notice, Problem, line},
        reports::{
            ladder::{self, Rung, StepForm},
            questions::{Check, Verdict, check, verdict},
            text::{self, Section},
        },
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/consolidation/unit.html")]
struct UnitPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    about: String,
    status: String,
    standing: &'static str,
    said: String,
    /// What the supervisor wrote when taking or returning it.
    opinion: String,
    notices: Vec<Notice>,
    rungs: Vec<Rung>,
    steps: Vec<StepForm>,
    version: i64,
    verdict: Verdict,
    findings: Vec<Check>,
    /// The unit has handed in something.
    holds: bool,
    opens: bool,
    file: String,
    sections: Vec<Section>,
    table2: Vec<Line>,
    table3: Vec<Line>,
    table4: Vec<Line>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let mut notices: Vec<Notice> = desk.done("reports.done", &query).into_iter().collect();
    if let Some(notice) = notices.first_mut() {
        notice.title = notice.title.replace("{n}", "1");
    }
    render(&state, &desk, year, &code, StatusCode::OK, None, notices).await
}

/// The file in which the return came.
pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
) -> Result<Response, Problem> {
    let file = desk.ok(consolidation::received_file(&state.app, &by, &code, year).await)?;
    Ok(crate::kit::download::file(
        &file.0.name,
        &file.0.media,
        file.1,
    ))
}

pub async fn render(
    state: &State,
    d: &Desk,
    year: i16,
    code: &str,
    status: StatusCode,
    typed: Option<(&str, Form)>,
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let app = &state.app;
    let roll = d.ok(consolidation::build(app, &d.staff.organ, year).await)?;
    let found = roll
        .sum
        .lines
        .iter()
        .zip(&roll.returns)
        .find(|(line, _)| line.unit.code == code);
    let (summed, its) = d.ok(found.ok_or(Error::NotFound))?;
    let standing = d.ok(reports::standing(app, code, its.scope, year).await)?;
    let history = d.ok(reports::history(app, code, its.scope, year).await)?;
    let base = format!("/office/consolidation/{year}/units/{code}");
    let parts = roll.parts();
    let blank = Report::blank();
    let report = parts
        .iter()
        .find(|part| part.unit.code == code)
        .and_then(|part| part.report.as_ref())
        .unwrap_or(&blank);
    let places = summed
        .findings
        .iter()
        .map(|finding| finding.place.as_str())
        .collect();
    let printer = Printer::at(report, &base, places);
    let (typed_step, typed_form) = typed.unzip();
    let supervised = !matches!(summed.unit.kind, Kind::Own | Kind::Vertical);
    Ok(page(
        status,
        &UnitPage {
            d,
            place: "consolidation",
            year,
            title: summed.unit.name.clone(),
            about: d
                .lang
                .pick(summed.unit.kind.zh(), summed.unit.kind.en())
                .into(),
            status: text::stage_words(d, &standing),
            standing: standing_word(summed.standing),
            said: d.t(&format!(
                "reports.standing.{}",
                standing_word(summed.standing)
            )),
            opinion: text::opinion(d, &standing),
            notices,
            rungs: ladder::rungs(d, &standing, &history),
            steps: if supervised {
                steps(
                    d,
                    &base,
                    &standing,
                    summed.errors() > 0,
                    typed_step.zip(typed_form.as_ref()),
                )
            } else {
                Vec::new()
            },
            version: standing.row.version,
            verdict: verdict(d, &summed.findings),
            findings: summed
                .findings
                .iter()
                .map(|finding| check(d, finding))
                .collect(),
            holds: report != &blank,
            opens: !its.by_file && its.scope == Scope::Own,
            file: if its.by_file {
                format!("{base}/file")
            } else {
                String::new()
            },
            sections: text::sections(report),
            table2: printer.table2(),
            table3: printer.table3(),
            table4: printer.table4(),
        },
    ))
}

/// What the supervisor may do with this return now.
fn steps(
    d: &Desk,
    base: &str,
    standing: &Standing,
    wrong: bool,
    typed: Option<(&str, &Form)>,
) -> Vec<StepForm> {
    let all = [
        ("accept", Step::Accept, "textarea", false),
        ("return", Step::Return, "textarea", true),
        ("chase", Step::Chase, "textarea", false),
        ("receive", Step::Receive, "file", true),
    ];
    all.into_iter()
        // What is allowed with a reason is asked for the reason, not refused before.
        .filter(|(_, step, ..)| standing.refusals(*step, &d.staff.id, true).is_empty())
        .map(|(name, step, kind, required)| {
            let alone = standing.refusals(step, &d.staff.id, false);
            let field_name = if kind == "file" { "file" } else { "note" };
            let mut field = Field::new(
                kind,
                field_name,
                &d.t(&format!("reports.field.{field_name}")),
            )
            .within(name)
            .rows(2);
            if required || !alone.is_empty() {
                field = field.required();
            }
            if let Some(finding) = alone.first() {
                field = field.hint(&line(finding, d.lang).text);
            }
            if kind == "file" {
                field = field.hint(&d.t("reports.field.file_hint"));
            }
            let mine = typed
                .filter(|(typed, _)| *typed == name)
                .map(|(_, form)| form);
            if let Some(form) = mine.filter(|_| kind != "file") {
                field = field.filled(form);
            }
            StepForm {
                name,
                title: d.t(&format!("reports.step.{name}")),
                hint: d.t(&format!("reports.step.{name}_hint")),
                action: format!("{base}/{name}"),
                button: d.t(&format!("reports.step.{name}_do")),
                fields: vec![field],
                refused: Vec::new(),
                files: kind == "file",
                // What is likely next stands open: a report with faults goes back.
                open: mine.is_some() || step == if wrong { Step::Return } else { Step::Accept },
            }
        })
        .collect()
}
