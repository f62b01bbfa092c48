//! One year's report: where it stands, six sections, three tables, the checks, the text, the files.

use app::{
    Error,
    reports::{self, Format, Scope},
    rights::Reader,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::dates::Level;

use super::{
    ladder::{self, Rung, StepForm},
    questions::{Check, Verdict, checks, verdict},
    text::{self, Download, Section},
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
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/reports/year.html")]
struct YearPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    base: String,
    title: String,
    status: String,
    due: String,
    due_why: String,
    notices: Vec<Notice>,
    rungs: Vec<Rung>,
    steps: Vec<StepForm>,
    verdict: Verdict,
    findings: Vec<Check>,
    downloads: Vec<Download>,
    over: bool,
    sections: Vec<Section>,
    table2: Vec<Line>,
    table3: Vec<Line>,
    table4: Vec<Line>,
    may_write: bool,
    version: i64,
    fields: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(year): Path<i16>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("reports.done", &query).into_iter().collect();
    render(&state, &desk, year, StatusCode::OK, None, notices).await
}

/// The report as a file, as the ledger stands now.
pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response, Problem> {
    let format: Format = desk.ok(format.parse().map_err(|_| Error::NotFound))?;
    let built = desk.ok(reports::build(&state.app, &desk.staff.organ, year).await)?;
    let bytes = desk.ok(reports::render(&state.app, &built.report, format).await)?;
    let name = format!(
        "{}{year}年政府信息公开工作年度报告.{}",
        built.report.organ,
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
    let app = &state.app;
    let organ = &d.staff.organ;
    let standing = d.ok(reports::standing(app, organ, Scope::Own, year).await)?;
    let history = d.ok(reports::history(app, organ, Scope::Own, year).await)?;
    notices.extend(text::told(d, &standing));
    let places = standing
        .built
        .findings
        .iter()
        .map(|finding| finding.place.as_str())
        .collect();
    let report = &standing.built.report;
    let printer = Printer::new(report, year, places);
    let base = format!("/office/reports/{year}");
    let due = app::consolidation::due(app, Level::Unit, year);
    let (typed_step, typed_form) = typed.unzip();
    let sections_typed = typed_form
        .clone()
        .filter(|_| typed_step == Some("sections"));
    Ok(page(
        status,
        &YearPage {
            d,
            place: "reports",
            year,
            title: d.tn("reports.of_year", "year", year),
            status: text::stage_words(d, &standing),
            due: due.as_ref().map_or(String::new(), |due| {
                d.tn("reports.life.due", "date", due.date)
            }),
            due_why: due.map_or(String::new(), |due| {
                format!("{} [{}]", due.because.cited(d.lang), due.because.rule)
            }),
            notices,
            rungs: ladder::rungs(d, &standing, &history),
            steps: ladder::steps(d, &base, &standing, typed_step.zip(typed_form.as_ref())),
            verdict: verdict(d, &standing.built.findings),
            findings: checks(d, &standing),
            downloads: text::downloads(&base),
            over: standing.facts.over,
            sections: text::sections(report),
            table2: printer.table2(),
            table3: printer.table3(),
            table4: printer.table4(),
            may_write: d.works_cases() && text::may_write(&standing),
            version: standing.row.version,
            fields: text::fields(report, sections_typed),
            base,
        },
    ))
}
