//! 审核、预览、签发: a draft put before the rules; a look at it as it will be; its number, its files and its act, in one
//! transaction. It is set before that, with the number it expects.

use documents::letter::{self, Draft};
use jiff::civil::Date;
use law::{
    finding::{Finding, Severity},
    handling::Event,
    letter::{DocNumber, Kind, date::written, days, recourse},
};
use serde_json::json;
use store::ledger;

use super::{
    draft::{ADDRESS, NAME, NUMBER, Text, fit, lengths},
    facts::{Case, Known},
};
use crate::{
    App, Error, FieldError, Result, Staff,
    requests::{
        act::{rights, version_of, write},
        current, entries,
        file::seal,
        handle::judged,
    },
    upload::FileRef,
};

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
    lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    let known = known(app, staff, &case, goes_with, text)?;
    let draft = finished(&case, &known, text, next(app, staff, &case, text.on).await?);
    Ok(findings(&case, &known, &draft))
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
    lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    fit(&case, text.draft.kind, goes_with)?;
    let mut draft = dated(&case, text);
    if draft.kind.numbered() {
        draft.number = format!("{}〔{}〕　号", case.organ.doc_prefix.trim(), text.on.year());
    }
    let number = draft.number.clone();
    put(&mut draft, &[(NUMBER, &number)]);
    Ok(set(app, &draft).await?.0)
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
    lengths(text)?;
    let known = known(app, staff, &case, goes_with, text)?;
    for _ in 0..ROUNDS {
        let number = next(app, staff, &case, text.on).await?;
        let draft = finished(&case, &known, text, number);
        let mut found = findings(&case, &known, &draft);
        found.retain(|finding| finding.severity == Severity::Error);
        if !found.is_empty() {
            return Err(Error::Refused(found));
        }
        let event = Event::LetterNumbered {
            letter: kind.to_string(),
            number: draft.number.clone(),
            goes_with,
        };
        judged(app, staff, &entries(&case.acts)?, &event, text.on)?;
        let made = set(app, &draft).await?;
        let letter = Ready {
            reference: format!("{id}@{}", version + 1),
            expected,
            event,
            on: text.on,
            numbered: kind.numbered().then(|| draft.number.clone()),
            name: format!("{} {}", kind.zh(), draft.number),
            made,
        };
        if let Some(version) = record(app, staff, &case, key, letter).await? {
            return Ok(version);
        }
    }
    Err(Error::Conflict)
}

/// How often a letter is set anew because another one took its number meanwhile.
const ROUNDS: usize = 5;

/// A letter that is set, with the number it expects.
struct Ready {
    reference: String,
    /// The version of the case to append at.
    expected: i64,
    event: Event,
    on: Date,
    /// The number it expects from the series; `None` for a letter that has none of its own.
    numbered: Option<String>,
    name: String,
    /// PDF and DOCX.
    made: (Vec<u8>, Vec<u8>),
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
    let organ = &staff.organ;
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, organ, key, &letter.reference).await? {
        return version_of(&earlier).map(Some);
    }
    if let Some(number) = &letter.numbered {
        let serial = store::counters::next(&mut tx, organ, &series(case, letter.on)).await?;
        if numbered(case, letter.on, serial) != *number {
            return Ok(None);
        }
    }
    let (pdf, docx) = &letter.made;
    let mut files: Vec<FileRef> = Vec::new();
    for (ending, media, bytes) in [("pdf", PDF, pdf), ("docx", DOCX, docx)] {
        let name = format!("{}.{ending}", letter.name);
        let file = (name.as_str(), media, bytes.as_slice());
        files.push(seal(app, &mut tx, organ, &case.row.person, "letter", file).await?);
    }
    let (id, on, expected) = (&case.row.id, letter.on, letter.expected);
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

/// Whether a letter is dated by the organ; on a 送达回证 the recipient writes the day.
pub(super) fn wants_date(kind: Kind) -> bool {
    kind != Kind::Proof
}

/// The facts behind a letter, once its occasion and its day are in order.
fn known(app: &App, staff: &Staff, case: &Case, goes_with: usize, text: &Text) -> Result<Known> {
    let fit = fit(case, text.draft.kind, goes_with)?;
    let today = app.clock.today();
    if text.on > today {
        return Err(wrong_day(
            format!("成文日期不能晚于今天（{today}）"),
            format!("The letter cannot be dated after today ({today})"),
        ));
    }
    let (first, last) = days(&entries(&case.acts)?, fit);
    if text.on < first {
        return Err(wrong_day(
            format!("成文日期不能早于所告知的办理动作（{first}）"),
            format!("The letter cannot be dated before the act it tells of ({first})"),
        ));
    }
    if let Some(last) = last.filter(|last| text.on > *last) {
        return Err(wrong_day(
            format!("答复书的成文日期不能晚于答复的日期（{last}）"),
            format!("A decision cannot be dated after the day it was given ({last})"),
        ));
    }
    case.facts(app, staff, fit, text.on, text.choices)
}

fn wrong_day(zh: String, en: String) -> Error {
    Error::Invalid(vec![FieldError::new("on", "F-D0", zh, en)])
}

/// The counter of an organ's series in a year.
fn series(case: &Case, on: Date) -> String {
    format!("letter/{}/{}", case.organ.doc_prefix.trim(), on.year())
}

fn numbered(case: &Case, on: Date, serial: i64) -> String {
    DocNumber {
        series: case.organ.doc_prefix.trim().into(),
        year: on.year(),
        number: u32::try_from(serial).unwrap_or(u32::MAX),
    }
    .to_string()
}

/// The number that the next letter would get; nothing is taken.
async fn next(app: &App, staff: &Staff, case: &Case, on: Date) -> Result<String> {
    let last = store::counters::last(&app.store, &staff.organ, &series(case, on)).await?;
    Ok(numbered(case, on, last + 1))
}

/// The draft with its day, but with the applicant still unnamed.
fn dated(case: &Case, text: &Text) -> Draft {
    let mut draft = text.draft.clone();
    if wants_date(draft.kind) {
        draft.date = written(text.on);
    }
    if draft.copies.trim().is_empty() {
        draft.printed_by.clear();
        draft.printed_on.clear();
    } else {
        draft.printed_by.clone_from(&case.organ.name);
        draft.printed_on = written(text.on);
    }
    draft
}

/// The draft as it goes out: dated, numbered, the applicant named.
fn finished(case: &Case, known: &Known, text: &Text, number: String) -> Draft {
    let mut draft = dated(case, text);
    if draft.kind.numbered() {
        draft.number = number;
    }
    let (name, to, number) = (
        &known.facts.applicant.name,
        &known.facts.service.to,
        draft.number.clone(),
    );
    put(
        &mut draft,
        &[(NAME, name), (ADDRESS, to), (NUMBER, &number)],
    );
    draft
}

/// Puts what is known in place of its mark.
fn put(draft: &mut Draft, known: &[(&str, &str)]) {
    for part in [
        &mut draft.title,
        &mut draft.addressee,
        &mut draft.body,
        &mut draft.attachments,
        &mut draft.annexes,
        &mut draft.note,
        &mut draft.copies,
    ] {
        for (mark, value) in known {
            *part = part.replace(mark, value);
        }
    }
}

/// What the rules find, and what the organ's own particulars lack for such a letter.
fn findings(case: &Case, known: &Known, draft: &Draft) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut lacks = |rule, place: &str, zh: &str, en: &str, because| {
        found.push(Finding::new(
            rule,
            Severity::Error,
            place,
            zh.into(),
            en.into(),
            because,
        ));
    };
    let organ = &case.organ;
    let kind = draft.kind;
    if kind.numbered() && organ.doc_prefix.trim().is_empty() {
        lacks(
            "F-D0",
            "doc_prefix",
            "机关资料中没有填写机关代字，无法编发文字号",
            "The organ's particulars have no code for document numbers",
            "GB/T 9704-2012（发文字号）",
        );
    }
    if !recourse::forbidden(kind) {
        for (value, zh, en) in [
            (
                &organ.review_body,
                "机关资料中没有填写复议机关，无法告知救济途径",
                "The organ's particulars name no review body",
            ),
            (
                &organ.court,
                "机关资料中没有填写管辖法院，无法告知救济途径",
                "The organ's particulars name no court",
            ),
        ] {
            if value.trim().is_empty() {
                lacks(
                    "D-6",
                    "organ",
                    zh,
                    en,
                    "行政复议法第二十四条；行政诉讼法第四十六条",
                );
            }
        }
    }
    found.extend(letter::check(draft, &known.facts));
    found
}

/// PDF and DOCX. Typesetting takes tens of milliseconds: done off the threads that answer pages.
async fn set(app: &App, draft: &Draft) -> Result<(Vec<u8>, Vec<u8>)> {
    let (fonts, draft) = (app.fonts.clone(), draft.clone());
    tokio::task::spawn_blocking(move || {
        let failed = |error: documents::Error| match error {
            documents::Error::MissingGlyphs(_) => Error::Invalid(vec![FieldError::new(
                "body",
                "form",
                error.message(law::Lang::Zh),
                error.message(law::Lang::En),
            )]),
            other => Error::Failed(other.to_string()),
        };
        let pdf = letter::render_pdf(&draft, &fonts).map_err(failed)?;
        Ok((pdf, letter::render_docx(&draft, &fonts).map_err(failed)?))
    })
    .await
    .map_err(|error| Error::Failed(error.to_string()))?
}
