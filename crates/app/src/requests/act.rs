//! Working a case: one more act of the statute, if the law allows it on its day.

use jiff::civil::Date;
use law::case::{Act as LawAct, Event, Kind};
use law::fee;
use law::finding::Finding;
use law::handling::{self, File};
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
    entries, law_acts, notify, stream_of,
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
    let despite = allowed_or_despite(app, staff, &law_acts(&acts)?, new, attach)?;
    proven(app, &row, new).await?;
    if let Event::Answered { code, grounds, .. } = &new.event {
        let settings = &app.settings.handling;
        let found = handling::may_answer(&file, lead.as_ref(), *code, grounds, new.on, settings);
        if !found.is_empty() {
            return Err(Error::Refused(found));
        }
    }
    // What goes to a person: what was sent now, and what was prepared before.
    let mut sent = outgoing(app, "files", &attach.files).await?;
    if matches!(
        &new.event,
        Event::Answered {
            code: Code::Part,
            ..
        }
    ) {
        sent.extend(super::redact::given(app, &row, &acts).await?);
    }
    let mut beside = Beside {
        note: attach.note.trim().into(),
        despite,
        files: kept(app, (organ, &row.person), ENCLOSURE, "", &sent).await?,
        ..Beside::default()
    };
    let body = beside.over(serde_json::to_value(new)?)?;
    beside.joint.clone_from(&row.number);
    let mut page = Page {
        reference: format!("{id}@{}", expected + 1),
        ..Page::default()
    };
    if let Some(template) = template.filter(|_| mail) {
        page.tasks
            .push(notify::task(organ, id, &row.person, template, expected + 1));
    }
    for other in followers {
        beside.files = kept(app, (organ, &other.person), ENCLOSURE, "", &sent).await?;
        let body = beside.over(serde_json::to_value(new)?)?;
        let theirs = ledger::stream(&app.store, organ, &stream_of(&other.id)?).await?;
        allow(app, &law_acts(&theirs)?, new).map_err(|error| named(error, &other.number))?;
        let at = i64::try_from(theirs.len()).unwrap_or_default();
        if let Some(template) = template.filter(|_| other.mail) {
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
    page.lines.insert(
        0,
        line(
            staff,
            id,
            At::Version(expected),
            kind.as_str(),
            body,
            new.on,
        )?,
    );
    match Pen::of(app, organ)
        .once(once)
        .write(|_| Ok(Some(page)))
        .await?
    {
        Written::Before(earlier) => version_of(&earlier),
        _ => Ok(expected + 1),
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
