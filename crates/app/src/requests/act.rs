//! Working a case: one more act of the statute, if the law allows it on its day.

use jiff::civil::Date;
use law::case::{Act as LawAct, Event, Kind};
use law::fee;
use law::finding::Finding;
use law::handling::{self, Answer, File};
use law::happened::not_after_today;
use law::outcome::Code;
use serde_json::{Value, json};
use store::{
    ledger::{self, Act},
    requests::{Beside, RequestRow},
};

use super::{
    current,
    enclosed::{ENCLOSURE, kept},
    entries, law_acts,
    letters::{Numbered, ROUNDS},
    notify,
    send::{Sending, sending},
    stream_of,
};
use crate::{
    App, Error, Result, Role, Staff,
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    rights::{By, CaseWorker, Deed, DisclosureHead, May, Right},
    upload::{Upload, outgoing, sent},
};

/// What goes with an act: files given to the applicant, a word to him.
#[derive(Debug, Clone, Default)]
pub struct Attach {
    pub files: Vec<Upload>,
    pub note: String,
    /// Why the act is done although the law's order is against it, where the law leaves that to the head.
    pub despite: String,
}

/// Another request that is answered together with this one.
struct Follower {
    id: String,
    number: String,
    person: String,
    mail: bool,
}

/// Appends one act to a case seen at `version`; returns the new version.
///
/// Refused, with the rule, when the law does not allow the act; `Conflict` when a colleague acted
/// meanwhile. The same idempotency key appends once. An answer closes with it the requests that are
/// answered together with this one.
pub async fn act(
    app: &App,
    may: &May<&LawAct>,
    id: &str,
    version: i64,
    key: &str,
    attach: &Attach,
) -> Result<i64> {
    let (staff, new) = (may.staff(), *may.deed());
    let kind = new.event.kind();
    let organ = &staff.organ;
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    let file = handling::read(&entries(&acts)?);
    let lead = lead_of(app, organ, &file).await?;
    let followers = followers_of(app, organ, &file, kind).await?;
    let template = notify::template(kind);
    let mail = template.is_some() && notify::has_mail(app, organ, &row.person).await?;
    let content = json!({
        "act": new, "note": attach.note, "despite": attach.despite, "files": sent(&attach.files),
    });
    let once = Once::new(app, organ, key, (kind.as_str(), id), &content)?;
    if let Some(earlier) = once.before(app).await? {
        return version_of(&earlier);
    }
    let expected = current(&acts, version)?;
    check_dates(app, new, attach)?;
    proven(app, &row, new).await?;
    for _ in 0..ROUNDS {
        let made = written(
            app,
            staff,
            (&row, &acts, expected),
            (new, attach),
            (&file, lead.as_ref(), &followers),
            template.filter(|_| mail),
        )
        .await;
        // Of two that came at once the second finds the letter numbered: it is the first one's answer.
        if matches!(made, Err(Error::Refused(_)))
            && let Some(earlier) = once.before(app).await?
        {
            return version_of(&earlier);
        }
        let (page, version, letter) = made?;
        let mut pen = Pen::of(app, organ).once(once.clone());
        if let Some(series) = letter.as_ref().and_then(Numbered::series) {
            pen = pen.numbered(organ, series);
        }
        let fits = |first| letter.as_ref().is_none_or(|letter| letter.fits(first));
        let done = pen
            .write(|numbers| Ok(fits(numbers.first()).then_some(page)))
            .await?;
        match done {
            Written::Before(earlier) => return version_of(&earlier),
            Written::Now => return Ok(version),
            // The number went to another letter meanwhile.
            Written::Not => {}
        }
    }
    Err(Error::Conflict)
}

/// All that the act writes, the version after it, and the letter that is numbered with it.
async fn written(
    app: &App,
    staff: &Staff,
    (row, acts, expected): (&RequestRow, &[Act], i64),
    (asked, attach): (&LawAct, &Attach),
    (file, lead, followers): (&File, Option<&File>, &[Follower]),
    template: Option<&'static str>,
) -> Result<(Page, i64, Option<Numbered>)> {
    let sending = match &asked.event {
        Event::Answered { .. } => {
            Some(sending(app, staff, (row, acts, expected), asked, attach).await?)
        }
        _ => None,
    };
    let (organ, id) = (row.organ.as_str(), row.id.as_str());
    let new = sending.as_ref().map_or(asked, |sending| &sending.new);
    let kind = new.event.kind();
    let despite = allowed_or_despite(app, staff, &law_acts(acts)?, new, attach)?;
    if let Some(sending) = &sending {
        given(app, (file, lead), new, sending)?;
    }
    let (files, opened) = match &sending {
        Some(sending) => (sending.files.clone(), sending.opened.clone()),
        None => {
            let sent = outgoing(app, "files", &attach.files).await?;
            let person = (organ, row.person.as_str());
            (kept(app, person, ENCLOSURE, "", &sent).await?, sent)
        }
    };
    let mut beside = Beside {
        note: attach.note.trim().into(),
        despite,
        files,
        ..Beside::default()
    };
    let body = beside.over(serde_json::to_value(new)?)?;
    beside.joint.clone_from(&row.number);
    let (before, letter) = match sending.as_ref() {
        Some(sending) => (sending.before.clone(), sending.letter.clone()),
        None => (Vec::new(), None),
    };
    let at = expected + i64::try_from(before.len()).unwrap_or_default();
    let mut page = Page {
        reference: format!("{id}@{}", at + 1),
        lines: before,
        ..Page::default()
    };
    page.lines.push(line(
        staff,
        id,
        At::Version(at),
        kind.as_str(),
        body,
        new.on,
    )?);
    if let Some(template) = template {
        page.tasks
            .push(notify::task(organ, id, &row.person, template, at + 1));
    }
    for other in followers {
        beside.files = kept(app, (organ, &other.person), ENCLOSURE, "", &opened).await?;
        let body = beside.over(serde_json::to_value(new)?)?;
        let theirs = ledger::stream(&app.store, organ, &stream_of(&other.id)?).await?;
        allow(app, &law_acts(&theirs)?, new).map_err(|error| named(error, &other.number))?;
        let at = i64::try_from(theirs.len()).unwrap_or_default();
        if let Some(template) = notify::template(kind).filter(|_| other.mail) {
            page.tasks.push(notify::task(
                organ,
                &other.id,
                &other.person,
                template,
                at + 1,
            ));
        }
        page.lines.push(line(
            staff,
            &other.id,
            At::Version(at),
            kind.as_str(),
            body,
            new.on,
        )?);
    }
    Ok((page, at + 1, letter))
}

/// The house's word on an answer: what was signed, with the letter that was read.
fn given(
    app: &App,
    (file, lead): (&File, Option<&File>),
    new: &LawAct,
    sending: &Sending,
) -> Result<()> {
    let Event::Answered {
        code,
        grounds,
        particulars,
        ..
    } = &new.event
    else {
        return Ok(());
    };
    let answer = Answer {
        code: *code,
        grounds,
        sent: particulars.sent.as_ref(),
        on: new.on,
    };
    // As it stands with what is recorded in the same breath.
    let now = sending.file.as_ref().unwrap_or(file);
    let found = handling::may_answer(now, lead, answer, &app.settings.handling);
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(found))
    }
}

/// The file of the request that answers for this one.
async fn lead_of(app: &App, organ: &str, file: &File) -> Result<Option<File>> {
    let Some((lead, _)) = &file.lead else {
        return Ok(None);
    };
    let acts = ledger::stream(&app.store, organ, &stream_of(lead)?).await?;
    Ok(Some(handling::read(&entries(&acts)?)))
}

/// The open requests that an answer to this one closes too.
async fn followers_of(app: &App, organ: &str, file: &File, kind: Kind) -> Result<Vec<Follower>> {
    let mut found = Vec::new();
    if kind != Kind::Answered {
        return Ok(found);
    }
    for (id, number) in &file.followers {
        let row = store::requests::get(&app.store, organ, id)
            .await?
            .ok_or(Error::NotFound)?;
        if row.closed_on.is_none() {
            found.push(Follower {
                id: id.clone(),
                number: number.clone(),
                mail: notify::has_mail(app, organ, &row.person).await?,
                person: row.person,
            });
        }
    }
    Ok(found)
}

/// A refusal of a request answered together, with its number.
fn named(error: Error, number: &str) -> Error {
    match error {
        Error::Refused(findings) => Error::Refused(
            findings
                .into_iter()
                .map(|finding| Finding {
                    zh: format!("并案的{number}：{}", finding.zh),
                    en: format!("{number}, answered together: {}", finding.en),
                    ..finding
                })
                .collect(),
        ),
        other => other,
    }
}

/// One act of any kind in a request's stream.
pub(super) fn line(
    staff: &Staff,
    id: &str,
    at: At,
    kind: &str,
    body: Value,
    on: Date,
) -> Result<Line> {
    Ok(Line {
        organ: staff.organ.clone(),
        stream: stream_of(id)?,
        at,
        kind: kind.into(),
        body,
        on,
        actor: staff.id.clone(),
    })
}

/// Who may do what: some acts are for the head of the disclosure unit alone.
#[must_use]
pub fn rights(kind: Kind) -> &'static [Role] {
    match law::powers::head_alone(kind) {
        Some(_) => DisclosureHead::ROLES,
        None => CaseWorker::ROLES,
    }
}

impl Deed for &LawAct {
    fn roles(&self) -> &'static [Role] {
        rights(self.event.kind())
    }
}

fn check_dates(app: &App, new: &LawAct, attach: &Attach) -> Result<()> {
    let mut wrong = Findings::default();
    not_later(app, new.on, &mut wrong);
    wrong.length("note", &attach.note, 4000, "说明", "The note");
    wrong.length("despite", &attach.despite, 1000, "理由", "The reason");
    wrong.finish()
}

/// The recorded reason of an act that goes out although it is late: the head of the disclosure unit alone may give one, and only
/// where the law lets a reason set the refusal aside. Empty where nothing was against the act.
fn allowed_or_despite(
    app: &App,
    staff: &Staff,
    before: &[LawAct],
    new: &LawAct,
    attach: &Attach,
) -> Result<String> {
    let why = attach.despite.trim();
    match allow(app, before, new) {
        Ok(()) => Ok(String::new()),
        Err(Error::Refused(against))
            if !why.is_empty()
                && against.iter().all(law::case::may_be_overridden)
                && By::<DisclosureHead>::of(staff).is_ok() =>
        {
            Ok(why.into())
        }
        Err(error) => Err(error),
    }
}

/// What the act says of other records: the amount of a fee by the applicant's requests of the month, the request that a repeat
/// repeats.
async fn proven(app: &App, row: &RequestRow, new: &LawAct) -> Result<()> {
    let found = match &new.event {
        Event::FeeNoticed { fen, .. } => {
            let month = super::open::month(app, row).await?;
            fee::against_amount(*fen, month.fen, fee::by_items(month.count).fen)
        }
        Event::Answered {
            code: Code::Repeat,
            particulars,
            ..
        } => match &particulars.earlier {
            Some(earlier) => super::earlier::against(app, row, earlier).await?,
            None => None,
        },
        _ => None,
    };
    match found {
        Some(finding) => Err(Error::Refused(vec![finding])),
        None => Ok(()),
    }
}

/// Nothing can have happened after today.
pub(super) fn not_later(app: &App, on: Date, wrong: &mut Findings) {
    wrong.law(not_after_today("on", on, app.clock.today()), &["on"]);
}

/// The law's word on the act, as of the act's own day: an answer after the last day is recorded, not refused.
fn allow(app: &App, before: &[LawAct], new: &LawAct) -> Result<()> {
    let against = law::case::allowed_on(before, new, &app.calendar, &app.settings.clock);
    if against.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(against))
    }
}

pub(super) fn version_of(reference: &str) -> Result<i64> {
    reference
        .rsplit_once('@')
        .and_then(|(_, version)| version.parse().ok())
        // The key was used for something else, such as a look or a draft from the same page.
        .ok_or(Error::Conflict)
}

/// Whether a stream has acts at all; a foreign or forged id has none.
pub(super) fn exists(acts: &[Act]) -> Result<()> {
    if acts.is_empty() {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}
