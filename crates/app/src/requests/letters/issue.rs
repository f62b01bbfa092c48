//! 审核、预览、签发: a draft put before the rules; a look at it as it will be; its number, its files and its act, in one
//! transaction. It is set before that, with the number it expects.

use documents::letter::Draft;
use law::{
    finding::{Finding, Severity},
    handling::Event,
    letter::{self, Fit, days},
};
use serde_json::{Value, json};
use store::requests::Beside;

use super::{
    draft::{ADDRESS, NAME, NUMBER, Text, fit, unseen},
    facts::{Case, Known},
    sheet,
};
use crate::{
    App, Error, Result, Staff,
    pen::{At, Once, Page, Pen, Written},
    requests::{
        act::{line, version_of},
        current,
        handle::{Handling, body_of, judged},
    },
    rights::{By, CaseWorker},
};

/// Everything the rules find in a draft as it stands; an error keeps it from going out (law.md 10). The number it would get is
/// taken as given.
pub async fn check(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    goes_with: usize,
    text: &Text,
) -> Result<Vec<Finding>> {
    sheet::lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    let known = known(app, staff, &case, goes_with, text)?;
    let draft = finished(
        &case,
        &known,
        text,
        sheet::next(app, &case.organ, text.on).await?,
    );
    Ok(findings(&case, &known, text, &draft))
}

/// The draft as PDF: without a number, and without the applicant's name, which is filled in when it goes out.
pub async fn preview(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    goes_with: usize,
    text: &Text,
) -> Result<Vec<u8>> {
    sheet::lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    fit(&case, text.draft.kind, goes_with)?;
    let mut draft = sheet::dated(&case.organ, text);
    sheet::unnumbered(&mut draft, &case.organ, text.on);
    Ok(sheet::set(app, &draft).await?.0)
}

/// The letter dated, numbered and the applicant named, if nothing that the rules find keeps it from going out.
pub(super) fn ready(
    app: &App,
    staff: &Staff,
    case: &Case,
    fit: Fit,
    text: &Text,
    number: String,
) -> Result<Draft> {
    let known = dated(app, staff, case, fit, text)?;
    let draft = finished(case, &known, text, number);
    let mut found = findings(case, &known, text, &draft);
    found.retain(|finding| finding.severity == Severity::Error);
    if found.is_empty() {
        Ok(draft)
    } else {
        Err(Error::Refused(found))
    }
}

/// Everything that the rules find in the text of a letter.
pub(super) fn against(
    app: &App,
    staff: &Staff,
    case: &Case,
    fit: Fit,
    text: &Text,
    number: String,
) -> Result<Vec<Finding>> {
    let known = dated(app, staff, case, fit, text)?;
    let draft = finished(case, &known, text, number);
    Ok(findings(case, &known, text, &draft))
}

/// Signs a letter off: numbers it without a gap, keeps PDF and DOCX sealed, appends the act. Returns the new version.
///
/// Refused, with every rule, while the draft lacks something. A form sent twice issues once; what fails gives its number back.
pub async fn issue(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    key: &str,
    goes_with: usize,
    text: &Text,
) -> Result<i64> {
    let case = Case::load(app, staff, id).await?;
    let kind = text.draft.kind;
    let once = once(app, staff, id, key, &content(goes_with, text)?)?;
    if let Some(earlier) = once.before(app).await? {
        return version_of(&earlier);
    }
    let expected = current(&case.acts, version)?;
    sheet::lengths(text)?;
    let known = known(app, staff, &case, goes_with, text)?;
    unseen(known.fit, version)?;
    for _ in 0..sheet::ROUNDS {
        let number = sheet::next(app, &case.organ, text.on).await?;
        let draft = ready(app, staff, &case, known.fit, text, number)?;
        let event = Event::LetterNumbered {
            letter: kind.to_string(),
            number: draft.number.clone(),
            goes_with,
            choices: text.choices,
            read: None,
        };
        judged(app, staff, &case.entries, &event, text.on)?;
        let made = sheet::set(app, &draft).await?;
        let letter = Ready {
            expected,
            event,
            sheet: sheet::Ready {
                on: text.on,
                numbered: kind.numbered().then(|| draft.number.clone()),
                name: format!("{} {}", kind.zh(), draft.number),
                made,
            },
        };
        if let Some(version) = record(app, staff, &case, once.clone(), letter).await? {
            return Ok(version);
        }
    }
    Err(Error::Conflict)
}

/// The kind of the act, and the operation that a form's key is bound to.
const ISSUED: &str = "letter_numbered";

/// A letter that is set, and the act that records it.
struct Ready {
    /// The version of the case to append at.
    expected: i64,
    event: Event,
    sheet: sheet::Ready,
}

/// Keeps the files, then takes the number and records the letter. `None`: the number went to another letter; nothing is saved.
async fn record(
    app: &App,
    staff: &Staff,
    case: &Case,
    once: Once,
    letter: Ready,
) -> Result<Option<i64>> {
    let (organ, sheet) = (&case.organ, &letter.sheet);
    let files = sheet.keep(app, organ, &case.row.person).await?;
    let (id, on, expected) = (&case.row.id, sheet.on, letter.expected);
    let beside = Beside {
        files,
        ..Beside::default()
    };
    let event = letter.event.clone();
    let body = beside.over(body_of(&Handling { on, event })?)?;
    let page = Page {
        reference: format!("{id}@{}", expected + 1),
        lines: vec![line(staff, id, At::Version(expected), ISSUED, body, on)?],
        ..Page::default()
    };
    let mut pen = Pen::of(app, &staff.organ).once(once);
    if let Some(series) = sheet.series(organ) {
        pen = pen.numbered(&staff.organ, series);
    }
    let written = pen
        .write(|numbers| Ok(sheet.fits(organ, numbers.first()).then_some(page)))
        .await?;
    match written {
        Written::Now => Ok(Some(expected + 1)),
        Written::Before(earlier) => version_of(&earlier).map(Some),
        Written::Not => Ok(None),
    }
}

/// All that a form that issues a letter sends.
fn content(goes_with: usize, text: &Text) -> Result<Value> {
    Ok(json!({"goes_with": goes_with, "text": serde_json::to_value(text)?}))
}

fn once(app: &App, staff: &Staff, id: &str, key: &str, content: &Value) -> Result<Once> {
    Once::new(app, &staff.organ, key, (ISSUED, id), content)
}

/// Whether a form with this key has issued a letter of this case before: the same form sent twice finds the letter gone out, and
/// no text to compare with.
pub async fn issued_with(app: &App, staff: &Staff, id: &str, key: &str) -> Result<bool> {
    for operation in [ISSUED, store::rectifications::Body::LETTER] {
        if Once::known(app, &staff.organ, key, (operation, id)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The facts behind a letter, once its occasion and its day are in order.
fn known(app: &App, staff: &Staff, case: &Case, goes_with: usize, text: &Text) -> Result<Known> {
    let fit = fit(case, text.draft.kind, goes_with)?;
    dated(app, staff, case, fit, text)
}

/// The facts behind a letter, once its day is in order.
fn dated(app: &App, staff: &Staff, case: &Case, fit: Fit, text: &Text) -> Result<Known> {
    let (first, last) = days(&case.entries, fit);
    sheet::within(app, text.on, first, last)?;
    case.facts(app, staff, fit, text.on, text.choices)
}

/// The draft as it goes out: dated, numbered, the applicant named.
fn finished(case: &Case, known: &Known, text: &Text, number: String) -> Draft {
    let mut draft = sheet::dated(&case.organ, text);
    if draft.kind.numbered() {
        draft.number = number;
    }
    let (name, to, number) = (
        &known.facts.applicant.name,
        &known.facts.service.to,
        draft.number.clone(),
    );
    sheet::put(
        &mut draft,
        &[(NAME, name), (ADDRESS, to), (NUMBER, &number)],
    );
    draft
}

/// What the rules find in the draft, and in what was chosen of its remedy.
fn findings(case: &Case, known: &Known, text: &Text, draft: &Draft) -> Vec<Finding> {
    let mut found = sheet::findings(&case.organ, &known.facts, draft);
    found.extend(letter::against(&case.entries, known.fit, text.choices));
    found.extend(letter::dated(&case.entries, known.fit, text.on));
    found
}
