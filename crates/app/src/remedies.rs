//! 行政复议 and 行政诉讼: opened and closed, counted in 表四.

use jiff::civil::Date;
use law::{
    finding::Finding,
    happened::not_after_today,
    remedy::{dispute::unusual_track, steps},
    report::{Outcome4, Track},
};
use store::{
    Stream,
    remedies::{Body, Closed, Copied, Happened, Opened, RemedyRow},
    requests::RequestRow,
};

use crate::{
    App, Error, Result, Staff,
    accounts::new_id,
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    record::seen,
    rights::{By, CaseWorker},
};

#[derive(Debug, Clone)]
pub struct NewRemedy {
    pub track: Track,
    /// Id of the request it is about, or empty.
    pub request: String,
    /// Day the case was accepted.
    pub on: Date,
    /// The review organ or the court.
    pub body: String,
    /// Its case number.
    pub number: String,
}

pub use store::remedies::Procedure;

/// One more step of a case.
#[derive(Debug, Clone)]
pub enum Step {
    /// The copy of the application was received: the answer period begins (D-12).
    Copied(Procedure),
    /// The written answer and the evidence were handed in (D-12, D-13).
    Answered,
    /// The review organ extended its period by 30 days (D-12).
    Extended,
    /// How it ended; `served_on` and `comply_by` where the organ was told to do something (D-14).
    Closed {
        result: Outcome4,
        served_on: Option<Date>,
        comply_by: Option<Date>,
    },
    /// What was ordered was done (D-14).
    Complied,
}

/// Fields of the forms, as the law's findings name them.
const FIELDS: &[&str] = &["step", "on", "request", "result"];

fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::remedy(id)?)
}

/// Opens a case; returns its id.
pub async fn open(app: &App, staff: &By<CaseWorker>, new: &NewRemedy, key: &str) -> Result<String> {
    let mut wrong = Findings::default();
    wrong.law(not_after_today("on", new.on, app.clock.today()), FIELDS);
    wrong.length("body", &new.body, 100, "受理机关", "The body");
    wrong.length("number", &new.number, 100, "案号", "The case number");
    if !new.request.is_empty() {
        let request = store::requests::get(&app.store, &staff.organ, &new.request).await?;
        let submitted_on = request.map(|request| request.submitted_on);
        wrong.law(steps::against_opening(new.on, submitted_on), FIELDS);
    }
    wrong.finish()?;
    let act = Body::Opened(Opened {
        track: new.track,
        request: new.request.clone(),
        on: new.on,
        body: new.body.trim().into(),
        number: new.number.trim().into(),
        procedure: None,
        copy_on: None,
    });
    let once = Once::new(app, &staff.organ, key, (act.kind(), ""), &act.json()?)?;
    if let Some(earlier) = once.before(app).await? {
        return Ok(earlier);
    }
    let id = new_id(app.clock.now());
    let page = Page {
        reference: id.clone(),
        lines: vec![line(staff, &id, 0, &act, new.on)?],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    Ok(match pen.write(|_| Ok(Some(page))).await? {
        Written::Before(earlier) => earlier,
        _ => id,
    })
}

/// Records one more step of a case seen at `version`.
pub async fn step(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    step: &Step,
    on: Date,
) -> Result<()> {
    let row = store::remedies::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    // A colleague's step first: what he did may be why this one cannot follow.
    seen(row.version, version)?;
    in_order(app, &row, step, on)?;
    let act = match step.clone() {
        Step::Copied(procedure) => Body::Copied(Copied { on, procedure }),
        Step::Answered => Body::Answered(Happened { on }),
        Step::Extended => Body::Extended(Happened { on }),
        Step::Closed {
            result,
            served_on,
            comply_by,
        } => Body::Closed(Closed {
            result,
            on,
            served_on,
            comply_by,
        }),
        Step::Complied => Body::Complied(Happened { on }),
    };
    let page = Page {
        lines: vec![line(staff, id, version, &act, on)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Records how it ended.
pub async fn close(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    result: Outcome4,
    on: Date,
) -> Result<()> {
    let ending = Step::Closed {
        result,
        served_on: None,
        comply_by: None,
    };
    step(app, staff, id, version, &ending, on).await
}

/// What cannot follow on what is there.
fn in_order(app: &App, row: &RemedyRow, step: &Step, on: Date) -> Result<()> {
    let track = Track::ALL
        .into_iter()
        .find(|track| track.code() == row.track)
        .ok_or_else(|| Error::failed(format!("no track {}", row.track)))?;
    let case = steps::Recorded {
        track,
        opened_on: row.opened_on,
        copied: row.copy_on.is_some(),
        answered: row.answered_on.is_some(),
        closed: row.closed_on.is_some(),
        ordered: row.comply_by.is_some(),
        complied: row.complied_on.is_some(),
    };
    let step = match step {
        Step::Copied(_) => steps::Step::Copied,
        Step::Answered => steps::Step::Answered,
        Step::Extended => steps::Step::Extended,
        Step::Closed { result, .. } => steps::Step::Closed(*result),
        Step::Complied => steps::Step::Complied,
    };
    let mut wrong = Findings::default();
    wrong.law(not_after_today("on", on, app.clock.today()), FIELDS);
    wrong.law(steps::against_step(&case, step, on), FIELDS);
    wrong.finish()
}

pub async fn list(app: &App, staff: &Staff) -> Result<Vec<RemedyRow>> {
    Ok(store::remedies::list(&app.store, &staff.organ).await?)
}

/// What is unusual in how a case stands in 表四: a suit about a refusal that goes to 复议 first. Only a warning, since what a court
/// has taken is registered all the same.
#[must_use]
pub fn unusual(remedy: &RemedyRow, request: &RequestRow) -> Option<Finding> {
    let track = Track::ALL
        .into_iter()
        .find(|track| track.code() == remedy.track)?;
    let code = request.code.as_deref()?.parse().ok()?;
    unusual_track(code, request.closed_on?, track)
}

fn line(staff: &Staff, id: &str, version: i64, act: &Body, on: Date) -> Result<Line> {
    Ok(Line {
        organ: staff.organ.clone(),
        stream: stream_of(id)?,
        at: At::Version(version),
        kind: act.kind().into(),
        body: act.json()?,
        on,
        actor: staff.id.clone(),
    })
}
