//! Handling a case inside the house: one act beside the statutory ones, judged by `law::handling`.

use jiff::civil::Date;
use law::{
    handling::{self, Event, Kind, Person},
    outcome::Code,
};
use serde_json::{Value, json};
use store::{ledger, requests::Beside};

use super::{
    act::{Attach, exists, line, not_later, version_of},
    current,
    enclosed::{ENCLOSURE, kept},
    entries, stream_of,
};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{At, Once, Page, Pen, Written},
    upload::{outgoing, sent},
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
    judged(app, staff, &entries, &new.event, new.on)?;
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    if let Some(earlier) = repeats(&new.event)
        && let Some(finding) = super::earlier::against(app, &row, earlier).await?
    {
        return Err(Error::Refused(vec![finding]));
    }
    let checked = outgoing(app, "files", &attach.files).await?;
    let files = kept(app, (&staff.organ, &row.person), ENCLOSURE, "", &checked).await?;
    let beside = Beside {
        files,
        ..Beside::default()
    };
    let body = beside.over(body_of(new)?)?;
    let page = Page {
        reference: format!("{id}@{}", expected + 1),
        lines: vec![line(
            staff,
            id,
            At::Version(expected),
            kind.as_str(),
            body,
            new.on,
        )?],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    match pen.write(|_| Ok(Some(page))).await? {
        Written::Before(earlier) => version_of(&earlier),
        _ => Ok(expected + 1),
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
