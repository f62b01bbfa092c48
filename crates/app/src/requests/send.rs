//! 寄发: an answer goes out with the letter and the files that were read and signed; nothing is added on the way (F-D17).

use law::{
    case::{Act as LawAct, Event, Sent},
    handling::{self, Decision, File, Numbered as Letter, Standing},
    letter::{Kind, fitting},
    outcome::Code,
    readings::Digest,
};
use store::{
    ledger::{self, Act},
    requests::{Beside, RequestRow},
};

use super::{
    act::{Attach, line},
    enclosed::{ENCLOSURE, kept, names},
    entries,
    handle::{GIVEN, Handling, body_of, judged, prepared},
    letters::{self, Along, Numbered},
    open::{bytes_of, file_of},
    redact, stream_of,
};
use crate::{
    App, Error, Result, Staff,
    pen::{At, Line},
    upload::{Checked, FileRef, outgoing},
};

/// An answer ready to go out.
pub(super) struct Sending {
    /// The act, saying what goes out.
    pub new: LawAct,
    /// What is recorded in the same breath before it: the preparation and the number of the letter, where nobody signs before.
    pub before: Vec<Line>,
    pub letter: Option<Numbered>,
    /// The house's file with that, where anything is.
    pub file: Option<File>,
    /// The files, as the act names them.
    pub files: Vec<FileRef>,
    /// The same opened, for those who are answered together with it.
    pub opened: Vec<Checked>,
}

/// The case at which the answer is given, and the one whose letter answers it: another one where they are answered together.
struct Carrier {
    row: RequestRow,
    acts: Vec<Act>,
    file: File,
}

/// What goes out with an answer, as the case stands at `expected`.
///
/// Refused where files are added to what was read; an answer without a letter says so in [`Sending::new`], and the law refuses it.
pub(super) async fn sending(
    app: &App,
    staff: &Staff,
    (row, acts, expected): (&RequestRow, &[Act], i64),
    new: &LawAct,
    attach: &Attach,
) -> Result<Sending> {
    let file = handling::read(&entries(acts)?);
    let signs = app.settings.handling.sign_before_answer;
    let own = file.lead.is_none();
    let carrier = carrier(app, row, acts, file).await?;
    let carried = |one: &&Standing| one.paper.is_some();
    match carrier.file.decision.as_ref().filter(carried) {
        Some(standing) => {
            if !attach.files.is_empty() {
                return Err(Error::Refused(vec![handling::added()]));
            }
            let letter = if standing.numbered.is_none() && !signs && own {
                letters::number(app, staff, &row.id, None, new.on).await?
            } else {
                None
            };
            let numbered = letter.as_ref().and_then(|letter| letter.file().decision);
            let standing = numbered.as_ref().unwrap_or(standing);
            let mut before = Vec::new();
            if let Some(letter) = &letter {
                before.push(letter.line(app, staff, expected).await?);
            }
            let new = with_paper(new, standing);
            filled(app, row, &carrier, new, (before, letter), standing).await
        }
        None if !signs && own && carrier.file.decision.is_none() && !carrier.file.imported => {
            at_once(app, staff, (row, expected), new, attach).await
        }
        None => unread(app, row, &carrier, new, attach).await,
    }
}

async fn carrier(app: &App, row: &RequestRow, acts: &[Act], file: File) -> Result<Carrier> {
    let Some((lead, _)) = &file.lead else {
        return Ok(Carrier {
            row: row.clone(),
            acts: acts.to_vec(),
            file,
        });
    };
    let acts = ledger::stream(&app.store, &row.organ, &stream_of(lead)?).await?;
    let row = store::requests::get(&app.store, &row.organ, lead).await?;
    Ok(Carrier {
        row: row.ok_or(Error::NotFound)?,
        file: handling::read(&entries(&acts)?),
        acts,
    })
}

/// The act saying what was read, signed and numbered.
fn with_paper(new: &LawAct, standing: &Standing) -> LawAct {
    let decision = &standing.decision;
    let files = standing.paper.as_ref().map_or(0, |paper| paper.files.len());
    let read = standing.is_signed().then_some(standing.paper.as_ref());
    let read = read.flatten().map(law::handling::Paper::digest);
    let letter = standing.numbered.as_ref();
    saying(new, letter, decision, files, read)
}

fn saying(
    new: &LawAct,
    letter: Option<&Letter>,
    decision: &Decision,
    files: usize,
    read: Option<Digest>,
) -> LawAct {
    let mut new = new.clone();
    if let Event::Answered { particulars, .. } = &mut new.event {
        particulars.tried = particulars.tried.or(decision.tried);
        particulars.sent = letter.map(|letter| Sent {
            letter: letter.number.clone(),
            dated: letter.on,
            read,
            files,
            place: decision.place.trim().into(),
        });
    }
    new
}

/// The files that were read, as they were kept with the decision or made by redaction.
async fn filled(
    app: &App,
    row: &RequestRow,
    carrier: &Carrier,
    new: LawAct,
    (before, letter): (Vec<Line>, Option<Numbered>),
    standing: &Standing,
) -> Result<Sending> {
    let names = names(app, &row.organ, &carrier.row.person, &carrier.acts).await?;
    let (mut files, mut opened) = (Vec::new(), Vec::new());
    for hash in standing.paper.iter().flat_map(|paper| &paper.files) {
        let file = file_of(&carrier.acts, hash.as_str()).ok_or(Error::NotFound)?;
        opened.push(Checked {
            bytes: bytes_of(app, &row.organ, &carrier.row.id, &file).await?,
            name: names.get(&file.hash).cloned().unwrap_or(file.name.clone()),
            mime: file.media.clone(),
        });
        files.push(FileRef {
            about: String::new(),
            ..file
        });
    }
    if carrier.row.id != row.id {
        files = kept(app, (&row.organ, &row.person), ENCLOSURE, "", &opened).await?;
    }
    Ok(Sending {
        new,
        before,
        file: letter.as_ref().map(Numbered::file),
        letter,
        files,
        opened,
    })
}

/// 当场答复: where nobody signs before, an answer is prepared, numbered and given in one breath.
async fn at_once(
    app: &App,
    staff: &Staff,
    (row, expected): (&RequestRow, i64),
    new: &LawAct,
    attach: &Attach,
) -> Result<Sending> {
    let Event::Answered {
        code,
        how,
        grounds,
        particulars,
    } = &new.event
    else {
        return Err(Error::NotFound);
    };
    let mut decision = Decision::of(*code);
    decision.how = *how;
    decision.grounds.clone_from(grounds);
    decision.choices.disclosed_before = particulars.disclosed_before;
    decision.earlier = particulars.earlier.clone().unwrap_or_default();
    let mut step = Handling {
        on: new.on,
        event: handling::Event::DecisionPrepared(Box::new(decision)),
    };
    let acts = ledger::stream(&app.store, &row.organ, &stream_of(&row.id)?).await?;
    let entries = entries(&acts)?;
    let opened = outgoing(app, "files", &attach.files).await?;
    let person = (row.organ.as_str(), row.person.as_str());
    let mut files = kept(app, person, ENCLOSURE, GIVEN, &opened).await?;
    let given = files.clone();
    let names = opened.iter().map(|file| file.name.clone()).collect();
    let draft = prepared(app, staff, &row.id, &mut step, (&mut files, names)).await?;
    judged(app, staff, &entries, &step.event, new.on)?;
    let beside = Beside {
        files,
        ..Beside::default()
    };
    let body = beside.over(body_of(&step)?)?;
    let kind = step.event.kind().as_str();
    let mut before = vec![line(
        staff,
        &row.id,
        At::Version(expected),
        kind,
        body,
        new.on,
    )?];
    let along = Along {
        new: &step,
        draft: draft.as_ref(),
    };
    let letter = letters::number(app, staff, &row.id, Some(along), new.on).await?;
    let standing = letter.as_ref().and_then(|letter| letter.file().decision);
    if let Some(letter) = &letter {
        before.push(letter.line(app, staff, expected + 1).await?);
    }
    let files = given
        .into_iter()
        .map(|file| FileRef {
            about: String::new(),
            ..file
        })
        .collect();
    Ok(Sending {
        new: standing.map_or_else(|| new.clone(), |standing| with_paper(new, &standing)),
        before,
        file: letter.as_ref().map(Numbered::file),
        letter,
        files,
        opened,
    })
}

/// An answer that was signed before letters were read with it: the letter that was numbered since, and the files brought now.
async fn unread(
    app: &App,
    row: &RequestRow,
    carrier: &Carrier,
    new: &LawAct,
    attach: &Attach,
) -> Result<Sending> {
    let mut opened = outgoing(app, "files", &attach.files).await?;
    let Event::Answered { code, .. } = &new.event else {
        return Err(Error::NotFound);
    };
    if *code == Code::Part {
        opened.extend(redact::given(app, row, &carrier.acts).await?);
    }
    let entries = entries(&carrier.acts)?;
    let issued = fitting(&entries)
        .into_iter()
        .find(|fit| fit.kind == Kind::Decision(*code) && fit.issued.is_some());
    let letter = issued.and_then(|fit| {
        let act = carrier.acts.get(fit.issued? - 1)?;
        Some(Letter {
            number: act.body::<Beside>().unwrap_or_default().number,
            on: act.on_date,
            read: None,
        })
    });
    let standing = carrier.file.decision.as_ref();
    let decision = standing.map_or_else(|| Decision::of(*code), |one| one.decision.clone());
    Ok(Sending {
        new: saying(new, letter.as_ref(), &decision, opened.len(), None),
        before: Vec::new(),
        letter: None,
        file: None,
        files: kept(app, (&row.organ, &row.person), ENCLOSURE, "", &opened).await?,
        opened,
    })
}
