//! 成文: what any letter of an organ has in common: its series of numbers, its day, what the organ's own particulars must hold, and
//! the sheet itself as PDF and DOCX.

use documents::letter::{
    self, Draft,
    facts::{Facts, Organ},
};
use jiff::civil::Date;
use law::{
    finding::Finding,
    letter::{
        DocNumber, Kind,
        date::written,
        misdated,
        organ::{Particulars, gaps},
    },
};

use super::draft::{NUMBER, Text};
use crate::{
    App, Error, FieldError, Result, error::Findings, organs::OrganForm, requests::file::seal,
    upload::FileRef,
};

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The day that a letter bears: not after today, not before what it tells of, a decision not after it was given.
pub(crate) fn within(app: &App, on: Date, first: Date, last: Option<Date>) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.law(misdated(on, app.clock.today(), first, last), &["on"]);
    wrong.finish()
}

/// How often a letter is set anew because another one took its number meanwhile.
pub(crate) const ROUNDS: usize = 5;

/// No field of a letter is longer than a letter can be.
pub(crate) fn lengths(text: &Text) -> Result<()> {
    let draft = &text.draft;
    let mut wrong = Findings::default();
    for (field, value, most, zh, en) in [
        ("title", &draft.title, 100, "标题", "The title"),
        (
            "addressee",
            &draft.addressee,
            100,
            "受送达人",
            "The addressee",
        ),
        ("body", &draft.body, 20_000, "正文", "The text"),
        (
            "attachments",
            &draft.attachments,
            4000,
            "附件说明",
            "The list of attachments",
        ),
        ("annexes", &draft.annexes, 40_000, "附页", "The annexes"),
        ("signature", &draft.signature, 100, "落款", "The signature"),
        ("note", &draft.note, 400, "附注", "The note"),
        ("copies", &draft.copies, 400, "抄送", "The copies"),
    ] {
        wrong.length(field, value, most, zh, en);
    }
    wrong.finish()
}

/// Whether a letter is dated by the organ; on a 送达回证 the recipient writes the day.
pub(crate) fn wants_date(kind: Kind) -> bool {
    kind != Kind::Proof
}

/// The organ as its letters name it.
pub(crate) fn organ(form: &OrganForm) -> Organ {
    let organ = form.clone();
    Organ {
        unit: organ.name.clone(),
        name: organ.name,
        address: organ.address,
        postcode: organ.postcode,
        telephone: organ.telephone,
        fax: organ.fax,
        email: organ.email,
        hours: organ.hours,
        review_body: organ.review_body,
        court: organ.court,
        review_site: organ.review_site,
    }
}

/// The counter of an organ's series in a year.
fn series(organ: &OrganForm, on: Date) -> String {
    format!("letter/{}/{}", organ.doc_prefix.trim(), on.year())
}

fn numbered(organ: &OrganForm, on: Date, serial: i64) -> String {
    DocNumber {
        series: organ.doc_prefix.trim().into(),
        year: on.year(),
        number: u32::try_from(serial).unwrap_or(u32::MAX),
    }
    .to_string()
}

/// The number that the next letter would get; nothing is taken.
pub(crate) async fn next(app: &App, organ: &OrganForm, on: Date) -> Result<String> {
    let last = store::counters::last(&app.store, &organ.code, &series(organ, on)).await?;
    Ok(numbered(organ, on, last + 1))
}

/// The draft with its day, but with the applicant still unnamed.
pub(crate) fn dated(organ: &OrganForm, text: &Text) -> Draft {
    let mut draft = text.draft.clone();
    if wants_date(draft.kind) {
        draft.date = written(text.on);
    }
    if draft.copies.trim().is_empty() {
        draft.printed_by.clear();
        draft.printed_on.clear();
    } else {
        draft.printed_by.clone_from(&organ.name);
        draft.printed_on = written(text.on);
    }
    draft
}

/// For a look at it: the place of the number is there and empty.
pub(crate) fn unnumbered(draft: &mut Draft, organ: &OrganForm, on: Date) {
    if draft.kind.numbered() {
        draft.number = format!("{}〔{}〕　号", organ.doc_prefix.trim(), on.year());
    }
    let number = draft.number.clone();
    put(draft, &[(NUMBER, &number)]);
}

/// Puts what is known in place of its mark.
pub(crate) fn put(draft: &mut Draft, known: &[(&str, &str)]) {
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
pub(crate) fn findings(organ: &OrganForm, facts: &Facts, draft: &Draft) -> Vec<Finding> {
    let particulars = Particulars {
        doc_prefix: &organ.doc_prefix,
        review_body: &organ.review_body,
        court: &organ.court,
    };
    let mut found = gaps(draft.kind, &particulars);
    found.extend(letter::check(draft, facts));
    found
}

/// PDF and DOCX. Typesetting takes tens of milliseconds: done off the threads that answer pages.
pub(crate) async fn set(app: &App, draft: &Draft) -> Result<(Vec<u8>, Vec<u8>)> {
    let (fonts, draft) = (app.fonts.clone(), draft.clone());
    tokio::task::spawn_blocking(move || {
        let failed = |error: documents::Error| match error {
            documents::Error::MissingGlyphs(_) => Error::Invalid(vec![FieldError::new(
                "body",
                "form",
                error.message(law::Lang::Zh),
                error.message(law::Lang::En),
            )]),
            other => Error::failed(other),
        };
        let pdf = letter::render_pdf(&draft, &fonts).map_err(failed)?;
        Ok((pdf, letter::render_docx(&draft, &fonts).map_err(failed)?))
    })
    .await
    .map_err(Error::failed)?
}

/// A letter that is set, with the number it expects from the series; `None` for one that has no number of its own.
#[derive(Clone)]
pub(crate) struct Ready {
    pub on: Date,
    pub numbered: Option<String>,
    /// Of its files, without the ending.
    pub name: String,
    /// PDF and DOCX.
    pub made: (Vec<u8>, Vec<u8>),
}

impl Ready {
    /// The series that gives the number, for a letter that has one.
    pub fn series(&self, organ: &OrganForm) -> Option<String> {
        self.numbered.as_ref().map(|_| series(organ, self.on))
    }

    /// Whether the number that the series gave is the one that was set. If not, it went to another letter, and this one has to
    /// be set anew.
    pub fn fits(&self, organ: &OrganForm, serial: i64) -> bool {
        self.numbered
            .as_ref()
            .is_none_or(|number| numbered(organ, self.on, serial) == *number)
    }

    /// Seals the files under the person's key and keeps them.
    pub async fn keep(&self, app: &App, organ: &OrganForm, person: &str) -> Result<Vec<FileRef>> {
        let (pdf, docx) = &self.made;
        let mut files = Vec::new();
        for (ending, media, bytes) in [("pdf", PDF, pdf), ("docx", DOCX, docx)] {
            let name = format!("{}.{ending}", self.name);
            let file = (name.as_str(), media, bytes.as_slice());
            files.push(seal(app, &organ.code, person, "letter", file).await?);
        }
        Ok(files)
    }
}
