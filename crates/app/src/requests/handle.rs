//! Handling a case inside the house: one act beside the statutory ones, judged by `law::handling`.

use jiff::civil::Date;
use law::{
    handling::{self, Event, Kind, Opinion, Paper, Person},
    outcome::Code,
    readings::Digest,
};
use serde_json::{Value, json};
use store::{ledger, requests::Beside};

use super::{
    act::{Attach, exists, line, not_later, version_of},
    current,
    enclosed::{ENCLOSURE, kept},
    entries,
    letters::{self, Along},
    stream_of,
};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    upload::{FileRef, outgoing, sent},
};

/// One handling act to be recorded.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Handling {
    pub on: Date,
    #[serde(flatten)]
    pub event: Event,
}

/// The longest text of a field, in characters.
const LONGEST: usize = 4000;

/// Acts with an operation of their own, since more than one line is written with them.
const APART: [Kind; 10] = [
    Kind::Redacted,
    Kind::Split,
    Kind::Joined,
    Kind::Leads,
    Kind::LetterDrafted,
    Kind::LetterNumbered,
    Kind::ShownInFull,
    Kind::ProofKept,
    Kind::CodeGiven,
    Kind::Satisfaction,
];

/// Appends one handling act to a case seen at `version`; returns the new version.
///
/// Refused, with the rule, when it is not this person's turn, the order does not hold, or the file lacks
/// what the decision rests on.
pub async fn handle(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    new: &Handling,
    attach: &Attach,
) -> Result<i64> {
    let kind = new.event.kind();
    if APART.contains(&kind) {
        return Err(Error::Forbidden);
    }
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    exists(&acts)?;
    let entries = entries(&acts)?;
    let content = json!({
        "event": new.event, "on": new.on, "note": attach.note, "files": sent(&attach.files),
    });
    let once = Once::new(app, &staff.organ, key, (kind.as_str(), id), &content)?;
    if let Some(earlier) = once.before(app).await? {
        return version_of(&earlier);
    }
    let expected = current(&acts, version)?;
    check(app, new, attach)?;
    let mut new = new.clone();
    as_seen(&mut new.event, &entries, version);
    judged(app, staff, &entries, &new.event, new.on)?;
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    if let Some(earlier) = repeats(&new.event)
        && let Some(finding) = super::earlier::against(app, &row, earlier).await?
    {
        return Err(Error::Refused(vec![finding]));
    }
    let agrees = agrees(&new.event);
    if agrees {
        let lacks = letters::lacks(app, staff, id, new.on).await?;
        if !lacks.is_empty() {
            return Err(Error::Refused(lacks));
        }
    }
    let checked = outgoing(app, "files", &attach.files).await?;
    let prepares = matches!(new.event, Event::DecisionPrepared(_));
    let about = if prepares { GIVEN } else { "" };
    let mut files = kept(app, (&staff.organ, &row.person), ENCLOSURE, about, &checked).await?;
    if prepares {
        let names = checked.iter().map(|file| file.name.clone()).collect();
        prepared(app, staff, id, &mut new, (&mut files, names)).await?;
        judged(app, staff, &entries, &new.event, new.on)?;
    }
    let beside = Beside {
        files,
        ..Beside::default()
    };
    let body = beside.over(body_of(&new)?)?;
    let act = line(
        staff,
        id,
        At::Version(expected),
        kind.as_str(),
        body,
        new.on,
    )?;
    if agrees && kind == Kind::Signed {
        return sign(app, staff, (id, expected), once, act, &new).await;
    }
    let page = Page {
        reference: format!("{id}@{}", expected + 1),
        lines: vec![act],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    match pen.write(|_| Ok(Some(page))).await? {
        Written::Before(earlier) => version_of(&earlier),
        _ => Ok(expected + 1),
    }
}

/// A file that goes out with an answer that is on its way.
pub(super) const GIVEN: &str = "given";

/// The letter that is drafted with a decision; from now on letter and files are one thing (F-D17).
pub(super) async fn prepared(
    app: &App,
    staff: &Staff,
    id: &str,
    new: &mut Handling,
    (files, names): (&mut Vec<FileRef>, Vec<String>),
) -> Result<Option<FileRef>> {
    let Event::DecisionPrepared(decision) = &new.event else {
        return Ok(None);
    };
    let Some(draft) = letters::prepare(app, staff, id, (new, decision), names).await? else {
        return Ok(None);
    };
    let hash = |file: &FileRef| Digest::from(file.hash.as_str());
    let paper = Paper {
        letter: hash(&draft),
        files: files.iter().map(hash).collect(),
    };
    files.push(draft.clone());
    if let Event::DecisionPrepared(decision) = &mut new.event {
        decision.paper = Some(paper);
    }
    Ok(Some(draft))
}

/// Signs an answer: its letter is numbered and dated in the same breath.
async fn sign(
    app: &App,
    staff: &Staff,
    (id, expected): (&str, i64),
    once: Once,
    act: Line,
    new: &Handling,
) -> Result<i64> {
    for _ in 0..letters::ROUNDS {
        let along = Along { new, draft: None };
        let letter = letters::number(app, staff, id, Some(along), new.on).await;
        // Of two that came at once the second finds it signed: it is the first one's answer.
        if matches!(letter, Err(Error::Refused(_)))
            && let Some(earlier) = once.before(app).await?
        {
            return version_of(&earlier);
        }
        let letter = letter?;
        let mut lines = vec![act.clone()];
        let mut pen = Pen::of(app, &staff.organ).once(once.clone());
        if let Some(letter) = &letter {
            lines.push(letter.line(app, staff, expected + 1).await?);
            if let Some(series) = letter.series() {
                pen = pen.numbered(&staff.organ, series);
            }
        }
        let version = expected + i64::try_from(lines.len()).unwrap_or_default();
        let page = Page {
            reference: format!("{id}@{version}"),
            lines,
            ..Page::default()
        };
        let written = pen
            .write(|numbers| {
                let first = numbers.first();
                let fits = letter.as_ref().is_none_or(|letter| letter.fits(first));
                Ok(fits.then_some(page))
            })
            .await?;
        match written {
            Written::Now => return Ok(version),
            Written::Before(earlier) => return version_of(&earlier),
            Written::Not => {}
        }
    }
    Err(Error::Conflict)
}

fn agrees(event: &Event) -> bool {
    matches!(
        event,
        Event::SectionReviewed(given) | Event::LegallyReviewed(given) | Event::Signed(given)
            if given.opinion == Opinion::Agree
    )
}

/// What is read is the answer as it stood in the version that its reader saw, and what a decision is made of is found here alone.
fn as_seen(event: &mut Event, entries: &[handling::Entry], version: i64) {
    match event {
        Event::DecisionPrepared(decision) => decision.paper = None,
        Event::SectionReviewed(given) | Event::LegallyReviewed(given) | Event::Signed(given) => {
            let seen = usize::try_from(version).ok();
            let seen = seen.and_then(|seen| entries.get(..seen)).unwrap_or(entries);
            let paper = handling::read(seen).decision.and_then(|one| one.paper);
            given.read = paper.map(|paper| paper.digest());
        }
        _ => {}
    }
}

/// The request that a repeat names as answered before, whether it is decided for the first time or anew.
fn repeats(event: &Event) -> Option<&str> {
    match event {
        Event::DecisionPrepared(decision) if decision.code == Code::Repeat => {
            Some(&decision.earlier)
        }
        Event::ReDecided {
            code: Code::Repeat,
            earlier,
            ..
        } => Some(earlier),
        _ => None,
    }
}

/// The law's word on a handling act of this person, on its day.
pub(super) fn judged(
    app: &App,
    staff: &Staff,
    entries: &[handling::Entry],
    event: &Event,
    on: Date,
) -> Result<()> {
    let posts = staff.posts();
    if !event.kind().posts().iter().any(|post| posts.contains(post)) {
        return Err(Error::Forbidden);
    }
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let found = handling::judge(entries, person, event, on, &app.settings.handling);
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(found))
    }
}

/// The act as it is written: the event and its day.
pub(super) fn body_of(new: &Handling) -> Result<Value> {
    Ok(serde_json::to_value(new)?)
}

fn check(app: &App, new: &Handling, attach: &Attach) -> Result<()> {
    let mut wrong = Findings::default();
    not_later(app, new.on, &mut wrong);
    wrong.length("note", &attach.note, LONGEST, "说明", "The note");
    let said = serde_json::to_value(&new.event)?;
    for name in [
        "reasons",
        "evidence",
        "lost",
        "why",
        "letter",
        "number",
        "withheld",
        "place",
        "note",
        "where",
        "terms",
        "result",
        "need",
        "done",
        "office",
        "by",
        "other_organ",
        "contact",
        "undetermined",
        "earlier",
        "exception",
        "proof",
        "after",
    ] {
        let text = said[name].as_str().unwrap_or_default();
        wrong.length(name, text, LONGEST, "这一项", "This field");
    }
    wrong.finish()
}
