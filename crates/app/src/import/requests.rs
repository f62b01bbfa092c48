//! 依申请公开 cases: a register with one row a case, and, if there is one, a sheet with one row an act.
//!
//! They are facts of the past, so an act that the law did not allow is taken and said, not cured and not refused.

mod acts;
mod columns;
mod organ;
mod write;

use std::collections::BTreeMap;

use law::{
    case::{Act, Event, Kind, assess},
    fields::request::{APPLICANT, CHANNEL, CONTACT, SUBMITTED_ON},
    finding::Severity,
    happened::not_before_the_request,
    report::tally::uncounted,
};
use serde_json::{Value, json};

pub(super) use columns::{ACT_SHEET_ONLY, COLUMNS};
pub(super) use organ::Organs;

use super::{
    BadCell, File, Imported, Options, Result,
    cell::Cells,
    choices::APPLICANTS,
    problems::Problems,
    table::{self, Line},
};
use crate::App;

/// Columns that hold personal data; they are sealed and never enter an act.
const PERSONAL: [&str; 8] = [
    "name",
    "id_number",
    "phone",
    "email",
    "address",
    "postcode",
    "wanted",
    "document_number",
];
/// Ways to reach him.
const REACHED_BY: [&str; 3] = ["phone", "email", "address"];

/// A case as read.
struct Case {
    line: Line,
    organ: String,
    number: String,
    acts: Vec<Act>,
    /// What is sealed; `None` if the register holds no such columns.
    person: Option<Value>,
}

/// Imports cases with all their acts.
pub async fn requests(
    app: &App,
    files: Vec<File>,
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut problems = Problems::default();
    let organs = Organs::load(app, options).await?;
    let tables = table::read(app, &files, COLUMNS, &mut problems).await?;
    let mut cases: Vec<Case> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for table in tables.iter().filter(|table| !table.has("kind")) {
        table.require(
            &["number", "submitted_on", "channel", "applicant"],
            &mut problems,
        );
        for line in &table.lines {
            let Some(case) = register(app, line, &organs, &mut problems) else {
                continue;
            };
            if let Some(first) = places.insert(case.number.clone(), cases.len()) {
                let (zh, en) = cases[first].line.place();
                problems.add(
                    line,
                    "number",
                    "duplicate",
                    format!("受理编号重复，已在{zh}"),
                    format!("the number is given twice, first in {en}"),
                );
            }
            cases.push(case);
        }
    }
    for table in tables.iter().filter(|table| table.has("kind")) {
        table.require(&["number", "kind", "on"], &mut problems);
        for line in &table.lines {
            let mut cells = Cells {
                line,
                problems: &mut problems,
            };
            let number = cells.need("number", "form");
            let act = acts::of_row(app, &mut cells);
            let case = number.and_then(|number| {
                let found = places.get(&number);
                if found.is_none() {
                    cells.bad(
                        "number",
                        "form",
                        format!("申请表中没有编号“{number}”"),
                        format!("no row of the register has the number “{number}”"),
                    );
                }
                found.and_then(|at| cases.get_mut(*at))
            });
            if let (Some(case), Some(act)) = (case, act) {
                case.acts.push(act);
            }
        }
    }
    let mut warnings = Vec::new();
    for case in &mut cases {
        warnings.extend(ordered(app, case, &mut problems));
    }
    problems.finish()?;
    let mut imported = write::write(app, &cases, options, actor).await?;
    imported.warnings = warnings;
    Ok(imported)
}

fn register(app: &App, line: &Line, organs: &Organs, problems: &mut Problems) -> Option<Case> {
    let mut cells = Cells { line, problems };
    let organ = organs.of(&mut cells);
    let number = cells.need("number", "form");
    if number
        .as_ref()
        .is_some_and(|number| number.chars().count() > 64 || number.contains(char::is_whitespace))
    {
        cells.bad(
            "number",
            "form",
            "受理编号不能有空格，不能超过64字",
            "a number has no spaces and at most 64 characters",
        );
    }
    let submitted_on = acts::day(app, &mut cells, "submitted_on");
    let submitted_on = cells.asked(&SUBMITTED_ON, submitted_on);
    let channel = cells.channel("channel");
    let channel = cells.asked(&CHANNEL, channel);
    let applicant = cells.choice("applicant", APPLICANTS);
    let applicant = cells.asked(&APPLICANT, applicant);
    let person = person(&mut cells);
    let later = acts::of_register(app, &mut cells);
    let mut acts = vec![Act {
        on: submitted_on?,
        event: Event::Submitted {
            channel: channel?,
            applicant: Some(applicant?),
        },
    }];
    acts.extend(later);
    Some(Case {
        line: line.clone(),
        organ: organ?,
        number: number?,
        acts,
        person,
    })
}

/// 申请人信息. A register that has columns for a way to reach the applicant must have one filled in.
fn person(cells: &mut Cells<'_>) -> Option<Value> {
    if !PERSONAL.iter().any(|key| cells.line.has(key)) {
        return None;
    }
    let mut person = json!({});
    for key in PERSONAL {
        person[key] = json!(cells.text(key).unwrap_or_default());
    }
    let given = |key: &str| person[key].as_str().is_some_and(|text| !text.is_empty());
    let columns: Vec<&str> = REACHED_BY
        .into_iter()
        .filter(|key| cells.line.has(key))
        .collect();
    if let Some(first) = columns.first()
        && !REACHED_BY.into_iter().any(given)
    {
        cells.bad(
            first,
            CONTACT.rule.id(),
            "没有联系方式；电话、电子邮箱、通信地址至少填写一项",
            "no way to reach the applicant; give a telephone, an e-mail or an address",
        );
    }
    if person["email"]
        .as_str()
        .is_some_and(|email| !email.is_empty() && !email.contains('@'))
    {
        cells.bad(
            "email",
            "form",
            "电子邮箱格式不正确",
            "this is not an e-mail address",
        );
    }
    Some(person)
}

/// Puts the acts of a case in order, refuses days that cannot be, and says what the law finds in the rest.
fn ordered(app: &App, case: &mut Case, problems: &mut Problems) -> Vec<BadCell> {
    let submitted = case.acts[0].on;
    case.acts.sort_by_key(|act| (act.on, act.event.kind()));
    for act in &case.acts {
        let kind = act.event.kind();
        let (place, en) = (format!("{}_on", kind.as_str()), kind.en().to_lowercase());
        if let Some(found) = not_before_the_request(&place, (kind.zh(), &en), act.on, submitted) {
            problems.found(&case.line, found);
        }
    }
    let ends = |event: &Event| {
        matches!(
            event,
            Event::Answered { .. } | Event::Withdrawn | Event::Lapsed { .. }
        )
    };
    if case.acts.iter().filter(|act| ends(&act.event)).count() > 1 {
        problems.add(
            &case.line,
            "answered_on",
            acts::asks(Kind::Answered, "code"),
            "一件申请只能有一个办理结果",
            "a request ends once only",
        );
    }
    let assessment = assess(
        &case.acts,
        app.clock.today(),
        &app.calendar,
        &app.settings.clock,
    );
    let mut warnings: Vec<BadCell> = assessment
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Question)
        .map(|finding| {
            case.line.bad(
                "number",
                finding.id.id(),
                finding.zh.clone(),
                finding.en.clone(),
            )
        })
        .collect();
    warnings.extend(uncounted(&assessment).map(|found| {
        let rule = found.id.id();
        case.line.bad(&found.place, rule, found.zh, found.en)
    }));
    warnings
}
