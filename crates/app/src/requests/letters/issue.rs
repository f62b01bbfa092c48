//! 审核、预览、签发: a draft put before the rules; a look at it as it will be; its number, its files and its act, in one
//! transaction. It is set before that, with the number it expects.

use documents::letter::Draft;
use law::{
    finding::{Finding, Severity},
    handling::Event,
    letter::{self, days},
};
use serde_json::json;
use store::ledger;

use super::{
    draft::{ADDRESS, NAME, NUMBER, Text, fit, unseen},
    facts::{Case, Known},
    sheet,
};
use crate::{
    App, Error, Result, Staff,
    requests::{
        act::{rights, version_of, write},
        current, entries,
        handle::judged,
    },
};

/// Everything the rules find in a draft as it stands; an error keeps it from going out (law.md 10). The number it would get is
/// taken as given.
pub async fn check(
    app: &App,
    staff: &Staff,
    id: &str,
    goes_with: usize,
    text: &Text,
) -> Result<Vec<Finding>> {
    staff.require(rights(law::case::Kind::Answered))?;
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
    staff: &Staff,
    id: &str,
    goes_with: usize,
    text: &Text,
) -> Result<Vec<u8>> {
    staff.require(rights(law::case::Kind::Answered))?;
    sheet::lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    fit(&case, text.draft.kind, goes_with)?;
    let mut draft = sheet::dated(&case.organ, text);
    sheet::unnumbered(&mut draft, &case.organ, text.on);
    Ok(sheet::set(app, &draft).await?.0)
}

/// Signs a letter off: numbers it without a gap, keeps PDF and DOCX sealed, appends the act. Returns the new version.
///
/// Refused, with every rule, while the draft lacks something. A form sent twice issues once; what fails gives its number back.
pub async fn issue(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    goes_with: usize,
    text: &Text,
) -> Result<i64> {
    staff.require(rights(law::case::Kind::Answered))?;
    let case = Case::load(app, staff, id).await?;
    let organ = &staff.organ;
    let kind = text.draft.kind;
    if let Some(earlier) = ledger::claimed(&app.store, organ, key).await? {
        return version_of(&earlier);
    }
    let expected = current(&case.acts, version)?;
    sheet::lengths(text)?;
    let known = known(app, staff, &case, goes_with, text)?;
    unseen(known.fit, version)?;
    for _ in 0..sheet::ROUNDS {
        let number = sheet::next(app, &case.organ, text.on).await?;
        let draft = finished(&case, &known, text, number);
        let mut found = findings(&case, &known, text, &draft);
        found.retain(|finding| finding.severity == Severity::Error);
        if !found.is_empty() {
            return Err(Error::Refused(found));
        }
        let event = Event::LetterNumbered {
            letter: kind.to_string(),
            number: draft.number.clone(),
            goes_with,
            choices: text.choices,
        };
        judged(app, staff, &entries(&case.acts)?, &event, text.on)?;
        let made = sheet::set(app, &draft).await?;
        let letter = Ready {
            reference: format!("{id}@{}", version + 1),
            expected,
            event,
            sheet: sheet::Ready {
                on: text.on,
                numbered: kind.numbered().then(|| draft.number.clone()),
                name: format!("{} {}", kind.zh(), draft.number),
                made,
            },
        };
        if let Some(version) = record(app, staff, &case, key, letter).await? {
            return Ok(version);
        }
    }
    Err(Error::Conflict)
}

/// A letter that is set, and the act that records it.
struct Ready {
    reference: String,
    /// The version of the case to append at.
    expected: i64,
    event: Event,
    sheet: sheet::Ready,
}

/// Takes the number and records the letter, in one transaction that nothing slow happens in. `None`: the number went to
/// another letter; nothing is saved.
async fn record(
    app: &App,
    staff: &Staff,
    case: &Case,
    key: &str,
    letter: Ready,
) -> Result<Option<i64>> {
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, &staff.organ, key, &letter.reference).await? {
        return version_of(&earlier).map(Some);
    }
    let taken = sheet::take(app, &mut tx, &case.organ, &case.row.person, &letter.sheet).await?;
    let Some(files) = taken else {
        return Ok(None);
    };
    let (id, on, expected) = (&case.row.id, letter.sheet.on, letter.expected);
    let mut body = serde_json::to_value(&letter.event)?;
    body["on"] = json!(on);
    body["files"] = serde_json::to_value(&files)?;
    write(
        app,
        &mut tx,
        staff,
        id,
        expected,
        "letter_numbered",
        &body,
        on,
    )
    .await?;
    tx.commit().await?;
    Ok(Some(expected + 1))
}

/// Whether a form with this key has issued a letter of this case before: the same form sent twice.
pub async fn issued_with(app: &App, staff: &Staff, id: &str, key: &str) -> Result<bool> {
    let claimed = ledger::claimed(&app.store, &staff.organ, key).await?;
    Ok(claimed.is_some_and(|reference| {
        reference
            .rsplit_once('@')
            .is_some_and(|(request, _)| request == id)
    }))
}

/// The facts behind a letter, once its occasion and its day are in order.
fn known(app: &App, staff: &Staff, case: &Case, goes_with: usize, text: &Text) -> Result<Known> {
    let fit = fit(case, text.draft.kind, goes_with)?;
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
    found
}
