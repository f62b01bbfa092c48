//! 拟稿: a letter opened for editing, and its text kept as an act, sealed under the applicant's key.

use documents::letter;
use jiff::civil::Date;
use law::{
    handling::{self, Event, Paper},
    letter::{Fit, Kind, date::written, days, drafted_with, fitting, refusal},
    readings::Digest,
    remedy::Choices,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::requests::Beside;

use super::{facts::Case, sheet};
use crate::{
    App, Error, Result, Staff,
    pen::{At, Once, Page, Pen},
    requests::{
        act::line,
        current,
        handle::{Handling, body_of, judged},
        open::{bytes_of, file_of, file_of_about},
    },
    rights::{By, CaseWorker},
};

/// Stands in a draft for the applicant's name.
pub const NAME: &str = "{申请人}";
/// Stands in a draft for the number, which is given when the letter goes out.
pub const NUMBER: &str = "{文号}";
/// Stands in a draft for the address to which a letter is served.
pub const ADDRESS: &str = "{送达地址}";

/// A letter as a clerk edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub draft: letter::Draft,
    /// 成文日期; it decides the remedy (trap 14).
    pub on: Date,
    #[serde(default)]
    pub choices: Choices,
}

/// A letter open on the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub fit: Fit,
    /// 受理编号 of the request.
    pub number: String,
    pub text: Text,
    /// Whether the text was kept before, and is not just drafted from the case.
    pub kept: bool,
    /// Whether it is numbered when its answer is signed, and not from its own page.
    pub signed_with: bool,
    /// Version of the case.
    pub version: i64,
}

/// Opens a letter that the file has occasion for: the draft kept last, or one from the case's facts. `choices` given afresh
/// draft it anew with them.
pub async fn open(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    kind: Kind,
    goes_with: usize,
    choices: Option<Choices>,
) -> Result<Opened> {
    let case = Case::load(app, staff, id).await?;
    let fit = fit(&case, kind, goes_with)?;
    let answering = answering(&case.entries, goes_with);
    let kept = match (choices, fit.drafted, &answering) {
        (None, _, Some(paper)) => Some(answered(app, staff, &case, paper).await?),
        (None, Some(at), None) => kept(app, staff, id, &case, at).await?,
        _ => None,
    };
    // A letter written after its answer was given bears the day of the answer at the latest, and names the remedy of that day.
    let (_, last) = days(&case.entries, fit);
    let on = last.map_or(app.clock.today(), |last| last.min(app.clock.today()));
    let version = case.row.version;
    let number = case.row.number.clone();
    let signed_with = answering.is_some();
    if let Some(mut text) = kept {
        text.on = on;
        return Ok(Opened {
            fit,
            number,
            text,
            kept: true,
            signed_with,
            version,
        });
    }
    // As it was signed, unless the letter page says otherwise.
    let choices = choices
        .unwrap_or_default()
        .or(drafted_with(&case.entries, fit));
    Ok(Opened {
        fit,
        number,
        text: drafted(app, staff, &case, fit, on, choices)?,
        kept: false,
        signed_with,
        version,
    })
}

/// A letter drafted from what the case knows.
pub(super) fn drafted(
    app: &App,
    staff: &Staff,
    case: &Case,
    fit: Fit,
    on: Date,
    choices: Choices,
) -> Result<Text> {
    let kind = fit.kind;
    let facts = case.facts(app, staff, fit, on, choices)?.unnamed();
    let mut draft = app.letters.draft(kind, &facts);
    if sheet::wants_date(kind) {
        draft.date = written(on);
    }
    if kind.numbered() {
        draft.number.clear();
    }
    Ok(Text { draft, on, choices })
}

/// The occasion, or the law's word why there is none.
pub(super) fn fit(case: &Case, kind: Kind, goes_with: usize) -> Result<Fit> {
    let entries = &case.entries;
    if let Some(finding) = refusal(entries, kind, goes_with) {
        return Err(Error::Refused(vec![finding]));
    }
    fitting(entries)
        .into_iter()
        .find(|fit| fit.kind == kind && fit.goes_with == goes_with)
        .ok_or(Error::NotFound)
}

/// The answer on its way whose letter goes with this act.
fn answering(entries: &[handling::Entry], goes_with: usize) -> Option<Paper> {
    let standing = handling::read(entries).decision?;
    standing.paper.filter(|_| standing.at == goes_with)
}

/// The text of an answer's letter as it is now: a draft that some act keeps, or one that is prepared just now.
pub(super) async fn answered(app: &App, staff: &Staff, case: &Case, paper: &Paper) -> Result<Text> {
    let fresh = case.fresh.clone();
    let hash = paper.letter.as_str();
    let file = fresh.filter(|file| file.hash == hash);
    let file = file
        .or_else(|| file_of(&case.acts, hash))
        .ok_or(Error::NotFound)?;
    let bytes = bytes_of(app, &staff.organ, &case.row.id, &file).await?;
    Ok(serde_json::from_slice(&bytes)?)
}

async fn kept(app: &App, staff: &Staff, id: &str, case: &Case, at: usize) -> Result<Option<Text>> {
    let act = case.acts.get(at - 1);
    let Some(file) = act.and_then(|act| file_of_about(act, "draft")) else {
        return Ok(None);
    };
    let bytes = bytes_of(app, &staff.organ, id, &file).await?;
    Ok(Some(serde_json::from_slice(&bytes)?))
}

/// Keeps the text of a draft of a case seen at `version`, unless somebody did something with the case meanwhile: two people do
/// not write over each other. The same key keeps it once.
pub async fn keep(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    key: &str,
    goes_with: usize,
    text: &Text,
) -> Result<()> {
    sheet::lengths(text)?;
    let case = Case::load(app, staff, id).await?;
    let fit = fit(&case, text.draft.kind, goes_with)?;
    let answering = answering(&case.entries, goes_with);
    // The letter of an answer is read from the day on which it was written, as typed in.
    let on = match &answering {
        None => app.clock.today(),
        Some(_) => {
            let (first, last) = days(&case.entries, fit);
            sheet::within(app, text.on, first, last)?;
            text.on
        }
    };
    let drafted = |paper| Event::LetterDrafted {
        letter: text.draft.kind.to_string(),
        goes_with,
        paper,
    };
    judged(app, staff, &case.entries, &drafted(None), on)?;
    // A key for each text: what is sent twice is kept once, what was changed from the same page is not lost unseen.
    let bytes = serde_json::to_vec(text)?;
    let own = format!("{key}/{}", crate::accounts::sha256_hex(&bytes));
    let reference = format!("{id}/draft/{}/{goes_with}", text.draft.kind);
    let once = Once::new(
        app,
        &staff.organ,
        &own,
        ("letter_drafted", &reference),
        &json!({}),
    )?;
    if once.before(app).await?.is_some() {
        return Ok(());
    }
    let expected = current(&case.acts, version)?;
    unseen(fit, version)?;
    let file = super::answer::seal_text(app, staff, &case, text).await?;
    // Another letter is another answer: what was read before is read no more.
    let event = drafted(answering.map(|paper| Paper {
        letter: Digest::from(file.hash.as_str()),
        ..paper
    }));
    let beside = Beside {
        files: vec![file],
        ..Beside::default()
    };
    let body = beside.over(body_of(&Handling { on, event })?)?;
    let page = Page {
        reference,
        lines: vec![line(
            staff,
            id,
            At::Version(expected),
            "letter_drafted",
            body,
            on,
        )?],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Nobody's newer draft is written over, nor an older text sent out in its place.
pub(super) fn unseen(fit: Fit, version: i64) -> Result<()> {
    match fit.drafted {
        Some(at) if i64::try_from(at).is_ok_and(|at| at > version) => Err(Error::Conflict),
        _ => Ok(()),
    }
}
