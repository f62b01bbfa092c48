//! What the applicant sees with number and query code: each step, the last day and why; and his opinion afterwards.

use jiff::civil::Date;
use law::{
    case::{Assessment, Event},
    handling,
    letter::for_the_applicant,
};
use store::{ledger, requests::Beside};

use super::{
    enclosed::named,
    entries,
    handle::{Handling, body_of},
    inner, law_acts,
    open::bytes_of,
    open::remedy,
    stream_of,
};
use crate::{
    App, Error, FieldError, Result,
    accounts::sha256_hex,
    error::Findings,
    pen::{At, Line, Page, Pen},
    throttle::{self, Door},
    upload::FileRef,
};

/// What a step is: an act of the statute, or one of the few inner acts that concern the applicant.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    Statutory(Event),
    Inner(handling::Event),
}

/// One step of the case, without names.
#[derive(Debug, Clone)]
pub struct Step {
    pub on: Date,
    pub event: Shown,
    /// What was given with it.
    pub files: Vec<FileRef>,
    /// A word to the applicant.
    pub note: String,
}

#[derive(Debug, Clone)]
pub struct Progress {
    pub organ: String,
    pub number: String,
    pub assessment: Assessment,
    pub steps: Vec<Step>,
    /// His opinion, once he has given it.
    pub satisfaction: Option<u8>,
}

/// The hash under which a query code is stored.
pub(crate) fn query_hash(number: &str, code: &str) -> String {
    sha256_hex(format!("{number}\n{}", code.trim().to_uppercase()).as_bytes())
}

/// The progress of a request, or `NotFound` for a wrong number or code alike.
pub async fn progress(app: &App, number: &str, code: &str, remote: &str) -> Result<Progress> {
    let row = admitted(app, number, code, remote).await?;
    let acts = ledger::stream(&app.store, &row.organ, &stream_of(&row.id)?).await?;
    let mut assessment = law::case::assess(
        &law_acts(&acts)?,
        app.clock.today(),
        &app.calendar,
        &app.settings.clock,
    );
    let mut steps = Vec::new();
    let closed = assessment.closed_on.is_some();
    let file = entries(&acts)?;
    if let (Some(code), Some(on)) = (assessment.code, assessment.closed_on) {
        assessment.remedy = remedy(app, &row.organ, &file, code, on).await?;
    }
    // A decision that was never given, or was made anew before it was, is no news for the applicant.
    let out: std::collections::BTreeSet<usize> = law::letter::fitting(&file)
        .iter()
        .filter_map(|fit| fit.issued)
        .collect();
    for (at, (act, entry)) in (1..).zip(acts.iter().zip(file)) {
        let event = match entry.what {
            handling::What::Statutory(event) => Shown::Statutory(event),
            handling::What::Inner(handling::Event::LetterNumbered { .. }) if !out.contains(&at) => {
                continue;
            }
            handling::What::Inner(event) if concerns(&event, closed) => Shown::Inner(event),
            handling::What::Inner(_) => continue,
        };
        let beside: Beside = act.body()?;
        let mut files = beside.files;
        files.retain(|file| file.about.is_empty() || file.about == "letter");
        // A record of service, of a search or of a help given is a paper of the house.
        if inner(act) && act.kind != "letter_numbered" {
            files.clear();
        }
        for file in &mut files {
            *file = named(app, &row.organ, &row.person, std::mem::take(file)).await?;
        }
        steps.push(Step {
            on: entry.on,
            event,
            files,
            note: if inner(act) {
                String::new()
            } else {
                beside.note
            },
        });
    }
    let satisfaction = handling::read(&entries(&acts)?).satisfaction;
    Ok(Progress {
        organ: row.organ,
        number: row.number,
        assessment,
        steps,
        satisfaction,
    })
}

/// The inner acts that the applicant is shown: the papers for him, how they went out, a decision made anew.
fn concerns(event: &handling::Event, closed: bool) -> bool {
    match event {
        handling::Event::LetterNumbered { letter, .. }
        | handling::Event::LetterVoided { letter, .. } => letter
            .parse()
            .is_ok_and(|kind| for_the_applicant(kind, closed)),
        handling::Event::Served { .. }
        | handling::Event::HelpGiven { .. }
        | handling::Event::ReDecided { .. } => true,
        _ => false,
    }
}

/// A file that was given with the answer.
pub async fn download_public(
    app: &App,
    number: &str,
    code: &str,
    hash: &str,
    remote: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let row = admitted(app, number, code, remote).await?;
    let progress = progress(app, number, code, remote).await?;
    let file = progress
        .steps
        .into_iter()
        .flat_map(|step| step.files)
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let bytes = bytes_of(app, &row.organ, &row.id, &file).await?;
    Ok((file, bytes))
}

/// The applicant's opinion of a closed case: a score of 1 to 5 and a word, once. The words are sealed.
pub async fn rate(
    app: &App,
    number: &str,
    code: &str,
    remote: &str,
    score: &str,
    words: &str,
) -> Result<()> {
    let row = admitted(app, number, code, remote).await?;
    let mut wrong = Findings::default();
    let score: u8 = score.trim().parse().unwrap_or(0);
    if !(1..=5).contains(&score) {
        wrong.add("score", "form", "请选择评分", "Choose a score");
    }
    wrong.length("words", words, 1000, "意见", "Your words");
    wrong.finish()?;
    let stream = stream_of(&row.id)?;
    let acts = ledger::stream(&app.store, &row.organ, &stream).await?;
    let file = handling::read(&entries(&acts)?);
    if file.closed.is_none() || file.satisfaction.is_some() {
        return Err(Error::Invalid(vec![FieldError::new(
            "score",
            "form",
            "办结以后可以评价一次",
            "One opinion can be given, once the request is closed",
        )]));
    }
    let on = app.clock.today();
    let mut beside = Beside::default();
    let words = words.trim();
    if !words.is_empty() {
        let (keys, bytes) = (&app.keys, words.as_bytes());
        let sealed =
            store::people::seal_file(&app.store, keys, &row.organ, &row.person, bytes).await?;
        if let Some(sealed) = sealed {
            let file = FileRef {
                hash: app.files.put(&sealed).await?,
                name: "评价.txt".into(),
                media: "text/plain; charset=utf-8".into(),
                size: bytes.len() as u64,
                sealed: true,
                about: "note".into(),
                ..FileRef::default()
            };
            beside.files.push(file);
        }
    }
    let event = handling::Event::Satisfaction { score };
    let body = beside.over(body_of(&Handling { on, event })?)?;
    let line = Line {
        organ: row.organ.clone(),
        stream,
        at: At::Version(i64::try_from(acts.len()).unwrap_or_default()),
        kind: "satisfaction".into(),
        body,
        on,
        actor: "applicant".into(),
    };
    let page = Page {
        lines: vec![line],
        ..Page::default()
    };
    Pen::of(app, &row.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

async fn admitted(
    app: &App,
    number: &str,
    code: &str,
    remote: &str,
) -> Result<store::requests::RequestRow> {
    let number = number.trim();
    let door = Door::of(app, &format!("code:{number}"), remote, &throttle::CODE);
    throttle::with_code(app, door, async {
        let row = store::requests::by_number(&app.store, number).await?;
        Ok(row.filter(|row| row.query_hash == query_hash(number, code)))
    })
    .await
}
