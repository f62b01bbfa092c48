//! 答复书: drafted when an answer is prepared, read as it is then, numbered when it is signed, or, where the house signs nothing
//! before, when it goes out (F-D17).

use law::{
    finding::{Finding, Severity},
    handling::{self, Decision, Entry, Event, File, Opinion, What},
    letter::{Fit, Kind, fitting},
    readings::Digest,
};
use store::requests::Beside;

use super::{
    draft::{Text, answered, drafted},
    facts::Case,
    issue, sheet,
};
use crate::{
    App, Error, Result, Staff,
    pen::At,
    requests::{
        act::line,
        enclosed::named,
        file::seal,
        handle::{Handling, body_of},
        open::{bytes_of, file_of, file_of_about},
    },
    rights::{By, Handler},
    upload::FileRef,
};

/// The letter of a decision that is being prepared, as it is kept: drafted from the case and sealed. `given`: what the files that
/// go with it are called. `None` for a case that was brought in from elsewhere, or whose applicant is no longer known: nobody's key
/// could seal it.
pub(in crate::requests) async fn prepare(
    app: &App,
    staff: &Staff,
    id: &str,
    (new, decision): (&Handling, &Decision),
    given: Vec<String>,
) -> Result<Option<FileRef>> {
    let mut case = Case::load(app, staff, id).await?;
    if case.unknown() || handling::read(&case.entries).imported {
        return Ok(None);
    }
    case.given = given;
    case.happens(staff, new);
    let fit = Fit {
        kind: Kind::Decision(decision.code),
        goes_with: case.entries.len(),
        drafted: None,
        issued: None,
    };
    let text = drafted(app, staff, &case, fit, new.on, decision.choices)?;
    seal_text(app, staff, &case, &text).await.map(Some)
}

/// The letter of the answer on its way drafted anew, since other files go with it; `None` where a clerk has written in it: he says
/// himself what it gives.
pub(in crate::requests) async fn redrafted(
    app: &App,
    staff: &Staff,
    id: &str,
    given: Vec<String>,
) -> Result<Option<FileRef>> {
    let mut case = Case::load(app, staff, id).await?;
    let Some(standing) = handling::read(&case.entries).decision else {
        return Ok(None);
    };
    let written = case.entries[standing.at..].iter().any(|entry| {
        matches!(&entry.what, What::Inner(Event::LetterDrafted { goes_with, paper: Some(_), .. })
            if *goes_with == standing.at)
    });
    let fits = fitting(&case.entries);
    let fit = fits.into_iter().find(|fit| fit.goes_with == standing.at);
    let Some(fit) = fit.filter(|_| !written) else {
        return Ok(None);
    };
    case.given = given;
    let (on, choices) = (app.clock.today(), standing.decision.choices);
    let text = drafted(app, staff, &case, fit, on, choices)?;
    seal_text(app, staff, &case, &text).await.map(Some)
}

/// The text of a letter, sealed under the applicant's key and kept.
pub(super) async fn seal_text(
    app: &App,
    staff: &Staff,
    case: &Case,
    text: &Text,
) -> Result<FileRef> {
    let bytes = serde_json::to_vec(text)?;
    let file = ("draft.json", "application/json", bytes.as_slice());
    seal(app, &staff.organ, &case.row.person, "draft", file).await
}

/// What the letter of the answer on its way lacks: nobody agrees to one with a gap in it.
pub(in crate::requests) async fn lacks(
    app: &App,
    staff: &Staff,
    id: &str,
    on: jiff::civil::Date,
) -> Result<Vec<Finding>> {
    let case = Case::load(app, staff, id).await?;
    let Some((fit, text, _)) = standing(app, staff, &case, on).await? else {
        return Ok(Vec::new());
    };
    let number = sheet::next(app, &case.organ, on).await?;
    let mut found = issue::against(app, staff, &case, fit, &text, number)?;
    found.retain(|finding| finding.severity == Severity::Error);
    Ok(found)
}

/// 答复书 as its readers and its signer see it: the text, the files that go with it, and what it still lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub kind: Kind,
    pub goes_with: usize,
    pub text: Text,
    /// Under their own names.
    pub files: Vec<FileRef>,
    pub lacks: Vec<Finding>,
    /// Its number and day, once it is signed.
    pub numbered: Option<handling::Numbered>,
    /// Digest of letter and files.
    pub read: Digest,
    /// The post whose earlier reading was of another text.
    pub changed: bool,
}

/// The answer on its way, or as it went out; `None` where no letter was drafted with it.
pub(in crate::requests) async fn shown(
    app: &App,
    staff: &Staff,
    id: &str,
) -> Result<Option<Shown>> {
    let case = Case::load(app, staff, id).await?;
    if case.unknown() {
        // Erased, the letter can be opened by nobody.
        return Ok(None);
    }
    let file = handling::read(&case.entries);
    let numbered = file.decision.as_ref().and_then(|one| one.numbered.clone());
    let today = app.clock.today();
    let on = numbered.as_ref().map_or(today, |numbered| numbered.on);
    let Some((fit, text, read)) = standing(app, staff, &case, on).await? else {
        return Ok(None);
    };
    let paper = file.decision.and_then(|one| one.paper);
    let mut files = Vec::new();
    for hash in paper.map(|paper| paper.files).unwrap_or_default() {
        if let Some(file) = file_of(&case.acts, hash.as_str()) {
            files.push(named(app, &staff.organ, &case.row.person, file).await?);
        }
    }
    let lacks = if numbered.is_some() || file.closed.is_some() {
        Vec::new()
    } else {
        // A case that was typed in for later days is looked at before them.
        match lacks(app, staff, id, today).await {
            Err(Error::Invalid(_)) => Vec::new(),
            found => found?,
        }
    };
    Ok(Some(Shown {
        kind: fit.kind,
        goes_with: fit.goes_with,
        changed: changed(&case.entries),
        text,
        files,
        lacks,
        numbered,
        read,
    }))
}

/// Whether somebody has read the answer before it became what it is.
fn changed(entries: &[Entry]) -> bool {
    let Some(standing) = handling::read(entries).decision else {
        return false;
    };
    let now = standing.paper.map(|paper| paper.digest());
    entries[standing.at..]
        .iter()
        .any(|entry| match &entry.what {
            What::Inner(
                Event::SectionReviewed(given)
                | Event::LegallyReviewed(given)
                | Event::Signed(given),
            ) => given.opinion == Opinion::Agree && given.read != now,
            _ => false,
        })
}

/// The answer's letter as PDF: as it was signed, or as it would be, without its number and the applicant's name.
pub async fn answer_pdf(app: &App, staff: &By<Handler>, id: &str) -> Result<Vec<u8>> {
    let case = Case::load(app, staff, id).await?;
    let today = app.clock.today();
    let (fit, text, _) = standing(app, staff, &case, today)
        .await?
        .ok_or(Error::NotFound)?;
    let issued = fit.issued.and_then(|at| case.acts.get(at - 1));
    if let Some(act) = issued
        && let Some(file) = file_of_about(act, "letter")
    {
        return bytes_of(app, &staff.organ, id, &file).await;
    }
    let mut draft = sheet::dated(&case.organ, &text);
    sheet::unnumbered(&mut draft, &case.organ, text.on);
    Ok(sheet::set(app, &draft).await?.0)
}

/// The letter of the answer on its way: what it goes with, its text dated `on`, and what is read of it.
async fn standing(
    app: &App,
    staff: &Staff,
    case: &Case,
    on: jiff::civil::Date,
) -> Result<Option<(Fit, Text, Digest)>> {
    let file = handling::read(&case.entries);
    let Some((at, paper)) = file
        .decision
        .as_ref()
        .and_then(|one| Some((one.at, one.paper.as_ref()?)))
    else {
        return Ok(None);
    };
    let Some(fit) = fitting(&case.entries)
        .into_iter()
        .find(|fit| fit.goes_with == at && fit.kind.decides())
    else {
        return Ok(None);
    };
    let mut text = answered(app, staff, case, paper).await?;
    text.on = on;
    Ok(Some((fit, text, paper.digest())))
}

/// A letter that is set with the number it expects.
#[derive(Clone)]
pub(in crate::requests) struct Numbered {
    sheet: sheet::Ready,
    event: Event,
    case: Case,
}

/// What is done in the same breath as a letter gets its number, before it: the signature, or the preparation with its draft.
pub(in crate::requests) struct Along<'a> {
    pub new: &'a Handling,
    /// The draft, where it is prepared just now.
    pub draft: Option<&'a FileRef>,
}

/// The letter of the answer on its way, set with the number that comes next. `None`: no letter was drafted with the answer.
///
/// Refused, with every rule, while it lacks something.
pub(in crate::requests) async fn number(
    app: &App,
    staff: &Staff,
    id: &str,
    along: Option<Along<'_>>,
    on: jiff::civil::Date,
) -> Result<Option<Numbered>> {
    let mut case = Case::load(app, staff, id).await?;
    if let Some(along) = &along {
        case.happens(staff, along.new);
        case.fresh = along.draft.cloned();
    }
    let Some((fit, text, read)) = standing(app, staff, &case, on).await? else {
        return Ok(None);
    };
    if let Some(finding) = law::letter::refusal(&case.entries, fit.kind, fit.goes_with) {
        return Err(Error::Refused(vec![finding]));
    }
    let number = sheet::next(app, &case.organ, on).await?;
    let draft = issue::ready(app, staff, &case, fit, &text, number)?;
    let event = Event::LetterNumbered {
        letter: fit.kind.to_string(),
        number: draft.number.clone(),
        goes_with: fit.goes_with,
        choices: text.choices,
        read: Some(read),
    };
    let made = sheet::set(app, &draft).await?;
    let sheet = sheet::Ready {
        on,
        numbered: Some(draft.number.clone()),
        name: format!("{} {}", fit.kind.zh(), draft.number),
        made,
    };
    Ok(Some(Numbered { sheet, event, case }))
}

impl Numbered {
    /// The house's file as it stands once all of this is recorded.
    pub fn file(&self) -> File {
        let mut entries = self.case.entries.clone();
        entries.push(Entry {
            on: self.sheet.on,
            by: String::new(),
            what: What::Inner(self.event.clone()),
        });
        handling::read(&entries)
    }

    /// The act, with its files sealed and kept.
    pub async fn line(&self, app: &App, staff: &Staff, at: i64) -> Result<crate::pen::Line> {
        let organ = &self.case.organ;
        let beside = Beside {
            files: self.sheet.keep(app, organ, &self.case.row.person).await?,
            ..Beside::default()
        };
        let (on, event) = (self.sheet.on, self.event.clone());
        let body = beside.over(body_of(&Handling { on, event })?)?;
        let kind = self.event.kind().as_str();
        line(staff, &self.case.row.id, At::Version(at), kind, body, on)
    }

    /// The series that numbers it.
    pub fn series(&self) -> Option<String> {
        self.sheet.series(&self.case.organ)
    }

    /// Whether the number that the series gave is the one that was set.
    pub fn fits(&self, serial: i64) -> bool {
        self.sheet.fits(&self.case.organ, serial)
    }
}
