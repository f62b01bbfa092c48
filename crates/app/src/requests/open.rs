//! One case, whole: its acts, its clock with reasons, what may be done next, and by whom.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{
    case::{Assessment, Event},
    finding::Finding,
    frequency::{Maker, Whose, frequency, in_month, same_telephone, whose},
    handling::{self, Person},
    outcome::Code,
    remedy::Remedy,
};
use serde_json::Value;
use store::{
    ledger::Act,
    remedies::RemedyRow,
    requests::{Beside, RequestRow},
};

use super::{
    enclosed::{named, names},
    entries,
    lacking::lacking,
    law_acts,
    letters::{self, Letter},
    mask::masked,
    reveal::with_older,
    stream_of,
};
use crate::{
    App, Error, Result, Staff,
    rights::{By, Handler},
    upload::FileRef,
};

#[derive(Debug, Clone)]
pub struct CaseView {
    pub row: RequestRow,
    /// What it is called, and the number of the last change of that; `None` once the applicant is erased.
    pub subject: Option<(String, i64)>,
    /// The sealed form: what is asked for, and the person's particulars masked. `Null` once erased.
    pub applicant: Value,
    pub acts: Vec<Act>,
    /// What the request lacks, to be asked for in one 补正; nothing once it is closed.
    pub lacking: Vec<Finding>,
    pub assessment: Assessment,
    /// The inner handling as this person finds it.
    pub handling: handling::Assessment,
    /// What it waits for now.
    pub next: law::next::Next,
    /// The decision of the request that answers for this one.
    pub lead: Option<handling::File>,
    pub consultations: Vec<Consultation>,
    /// What files are called, by hash, for those who handle the case: acts know them by number.
    pub file_names: BTreeMap<String, String>,
    /// What the file has occasion for, and what is out.
    pub letters: Vec<Letter>,
    /// The answer on its way, for those who handle the case.
    pub answer: Option<letters::Shown>,
    /// What the applicant asked for in this calendar month.
    pub month: Month,
    pub remedies: Vec<RemedyRow>,
    /// Version of the stream that this view shows; sent back with the next act.
    pub version: i64,
}

/// A letter to a third party or a co-producing organ, with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    pub organ: bool,
    pub reference: String,
    pub asked: Date,
    pub reached: Option<Date>,
    /// Until when it may be answered.
    pub until: Option<Date>,
    pub answered: Option<Date>,
    pub consents: Option<bool>,
}

/// 频次: what the same applicant asked for in the calendar month of this request, never acted upon by itself (A-35, F-3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    /// Year and month, as in `2026-03`.
    pub name: String,
    /// How many requests of this applicant that month.
    pub count: u32,
    /// Which of them this one is, by receipt.
    pub place: u32,
    /// What this one would cost by itself if charged by item, in 分 (F-3).
    pub fen: i64,
    /// So many that it is for a person to say whether they are beyond reason.
    pub many: Option<Finding>,
    /// Numbers of the others.
    pub others: Vec<(String, String)>,
    /// Those with the same telephone and another proof of identity, which are not counted: a question (F-3).
    pub shared: Option<Finding>,
    pub same_telephone: Vec<(String, String)>,
}

/// Opens a case of the person's own organ.
pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<CaseView> {
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let today = app.clock.today();
    let events = law_acts(&acts)?;
    let mut assessment = law::case::assess(&events, today, &app.calendar, &app.settings.clock);
    if let (Some(code), Some(on)) = (assessment.code, assessment.closed_on) {
        assessment.remedy = remedy(app, &staff.organ, &entries(&acts)?, code, on).await?;
    }
    let posts = staff.posts();
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let handling = handling::assess(&entries(&acts)?, person, today, &app.settings.handling);
    let lead = match &handling.file.lead {
        None => None,
        Some((lead, _)) => {
            let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(lead)?).await?;
            Some(handling::read(&entries(&acts)?))
        }
    };
    let sealed = store::people::open(&app.store, &app.keys, &staff.organ, &row.person).await?;
    let sealed = sealed.map_or(Value::Null, |sealed| with_older(sealed, &acts));
    let lacking = match assessment.closed_on {
        None => lacking(&sealed, &acts),
        Some(_) => Vec::new(),
    };
    let file_names = match By::<Handler>::of(staff) {
        Ok(_) => names(app, &staff.organ, &row.person, &acts).await?,
        Err(_) => BTreeMap::new(),
    };
    let answer = match By::<Handler>::of(staff) {
        Ok(_) => letters::shown(app, staff, id).await?,
        Err(_) => None,
    };
    let settings = &app.settings.handling;
    let next = law::next::next(&assessment, &handling.file, !lacking.is_empty(), settings);
    Ok(CaseView {
        next,
        subject: crate::subjects::of_one(app, &staff.organ, &row.person).await?,
        answer,
        file_names,
        version: row.version,
        consultations: consultations(app, &events),
        month: month(app, &row).await?,
        remedies: store::remedies::of_request(&app.store, &staff.organ, id).await?,
        letters: letters::of(&acts)?,
        row,
        applicant: masked(&sealed),
        acts,
        lacking,
        assessment,
        handling,
        lead,
    })
}

/// The class of remedy that an answer leaves: as its letter says or as it was signed; of requests answered together in the one
/// that answers for the others.
pub(super) async fn remedy(
    app: &App,
    organ: &str,
    file: &[handling::Entry],
    code: Code,
    on: Date,
) -> Result<Option<Remedy>> {
    match handling::read(file).lead {
        None => Ok(law::letter::left(file, code, on)),
        Some((lead, _)) => {
            let acts = store::ledger::stream(&app.store, organ, &stream_of(&lead)?).await?;
            Ok(law::letter::left(&entries(&acts)?, code, on))
        }
    }
}

/// The letters out and in, in the order they were sent.
fn consultations(app: &App, events: &[law::case::Act]) -> Vec<Consultation> {
    let mut all: Vec<Consultation> = Vec::new();
    for act in events {
        let (organ, reference) = match &act.event {
            Event::ThirdPartyAsked { reference } | Event::OrganAsked { reference } => {
                all.push(Consultation {
                    organ: matches!(act.event, Event::OrganAsked { .. }),
                    reference: reference.clone(),
                    asked: act.on,
                    reached: None,
                    until: None,
                    answered: None,
                    consents: None,
                });
                continue;
            }
            Event::ThirdPartyReached { reference }
            | Event::ThirdPartyAnswered { reference, .. } => (false, reference),
            Event::OrganReached { reference } | Event::OrganAnswered { reference, .. } => {
                (true, reference)
            }
            _ => continue,
        };
        let letter = all.iter_mut().find(|letter| {
            letter.organ == organ && letter.reference == *reference && letter.answered.is_none()
        });
        let Some(letter) = letter else { continue };
        match &act.event {
            Event::ThirdPartyAnswered { consents, .. } | Event::OrganAnswered { consents, .. } => {
                letter.answered = Some(act.on);
                letter.consents = Some(*consents);
            }
            _ => {
                letter.reached = Some(act.on);
                letter.until = Some(law::case::answer_until(act.on, &app.calendar));
            }
        }
    }
    all
}

pub(super) async fn month(app: &App, row: &RequestRow) -> Result<Month> {
    let on = row.received_on.unwrap_or(row.submitted_on);
    let marks = store::people::marks(&app.store, &row.organ, &row.person).await?;
    // What was submitted in the month before may have been received in this one, and the other way round.
    let (first, last) = (on.first_of_month(), on.last_of_month());
    let from = first.yesterday().map_or(first, Date::first_of_month);
    let found = store::requests::of_marks(&app.store, &row.organ, &marks, from, last).await?;
    let received = |one: &RequestRow| one.received_on.unwrap_or(one.submitted_on);
    let ours = maker(&marks);
    // Without a proof of identity a request is its maker's only one.
    let mut all = vec![row.clone()];
    let mut alike = Vec::new();
    for (one, theirs) in found.into_iter().filter(|(one, _)| one.id != row.id) {
        match whose(ours, maker(&theirs)) {
            Whose::SameApplicant => all.push(one),
            Whose::SameTelephone if received(&one).first_of_month() == first => {
                alike.push((one.id, one.number));
            }
            Whose::SameTelephone | Whose::Another => {}
        }
    }
    let asked: Vec<(Date, &str)> = all
        .iter()
        .map(|one| (received(one), one.number.as_str()))
        .collect();
    let month = in_month(&asked, (on, &row.number));
    let days: Vec<Date> = asked.iter().map(|(on, _)| *on).collect();
    Ok(Month {
        name: on.strftime("%Y-%m").to_string(),
        count: u32::try_from(month.order.len()).unwrap_or(u32::MAX).max(1),
        place: month.place,
        fen: month.fen,
        many: frequency(&days, on, &app.settings.frequency).finding,
        others: month
            .order
            .into_iter()
            .map(|at| &all[at])
            .filter(|one| one.id != row.id)
            .map(|one| (one.id.clone(), one.number.clone()))
            .collect(),
        shared: same_telephone(alike.len()),
        same_telephone: alike,
    })
}

pub(super) fn maker(marks: &store::people::Marks) -> Maker<'_> {
    Maker {
        identity: &marks.id,
        telephone: &marks.phone,
    }
}

/// A file named by one of the case's acts. Proof of identity and what was redacted are not among them (see `reveal_file`), nor
/// are drafts of letters.
pub async fn download(
    app: &App,
    staff: &Staff,
    id: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let file = linked(app, staff, id, hash).await?;
    let handler = By::<Handler>::of(staff);
    if file.names_applicant() {
        handler?;
        return with_bytes(app, &staff.organ, id, file, false).await;
    }
    with_bytes(app, &staff.organ, id, file, handler.is_ok()).await
}

/// A file with its bytes, under its own name for those who may know it.
pub(super) async fn with_bytes(
    app: &App,
    organ: &str,
    id: &str,
    file: FileRef,
    own_name: bool,
) -> Result<(FileRef, Vec<u8>)> {
    let bytes = bytes_of(app, organ, id, &file).await?;
    if !own_name {
        return Ok((file, bytes));
    }
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((named(app, organ, &row.person, file).await?, bytes))
}

/// The same for a program, which is never told who the applicant is.
pub async fn download_unnamed(
    app: &App,
    staff: &Staff,
    id: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let file = linked(app, staff, id, hash).await?;
    if file.names_applicant() {
        return Err(Error::Forbidden);
    }
    let bytes = bytes_of(app, &staff.organ, id, &file).await?;
    Ok((file, bytes))
}

async fn linked(app: &App, staff: &Staff, id: &str, hash: &str) -> Result<FileRef> {
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let file = file_of(&acts, hash).ok_or(Error::NotFound)?;
    if file.by_link() {
        Ok(file)
    } else {
        Err(Error::Forbidden)
    }
}

/// The files that an act names. `verify` names an act that cannot be read; here it gives none.
pub(super) fn files_of(act: &Act) -> Vec<FileRef> {
    act.body::<Beside>().unwrap_or_default().files
}

/// The file of an act that is there for this purpose.
pub(super) fn file_of_about(act: &Act, about: &str) -> Option<FileRef> {
    files_of(act).into_iter().find(|file| file.about == about)
}

pub(super) fn file_of(acts: &[Act], hash: &str) -> Option<FileRef> {
    acts.iter()
        .flat_map(files_of)
        .find(|file| file.hash == hash)
}

/// A file's bytes, opened where it is sealed.
pub(super) async fn bytes_of(app: &App, organ: &str, id: &str, file: &FileRef) -> Result<Vec<u8>> {
    let bytes = app.files.get(&file.hash).await?;
    if !file.sealed {
        return Ok(bytes);
    }
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    store::people::open_file(&app.store, &app.keys, organ, &row.person, &bytes)
        .await?
        .ok_or(Error::NotFound)
}
