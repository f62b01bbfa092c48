//! 行政复议 and 行政诉讼: opened and closed, counted in 表四.

use jiff::civil::Date;
use law::report::{Outcome4, Track};
use store::{
    Stream,
    remedies::{Body, Closed, Copied, Happened, Opened, RemedyRow},
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

fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::remedy(id)?)
}

/// Opens a case; returns its id.
pub async fn open(app: &App, staff: &By<CaseWorker>, new: &NewRemedy, key: &str) -> Result<String> {
    not_later(app, new.on)?;
    let mut wrong = Findings::default();
    wrong.length("body", &new.body, 100, "受理机关", "The body");
    wrong.length("number", &new.number, 100, "案号", "The case number");
    if !new.request.is_empty() {
        let request = store::requests::get(&app.store, &staff.organ, &new.request).await?;
        match request {
            None => wrong.add(
                "request",
                "R-52",
                "没有这件申请",
                "There is no such request",
            ),
            Some(request) if new.on < request.submitted_on => wrong.add(
                "on",
                "R-52",
                "立案日期不能早于申请提交日期",
                "A case cannot be older than the request it is about",
            ),
            Some(_) => {}
        }
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
    not_later(app, on)?;
    let row = store::remedies::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    // A colleague's step first: what he did may be why this one cannot follow.
    seen(row.version, version)?;
    in_order(&row, step, on)?;
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
fn in_order(row: &RemedyRow, step: &Step, on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    if on < row.opened_on {
        wrong.add(
            "on",
            "R-53",
            "日期不能早于立案日期",
            "The date cannot be before the case was opened",
        );
    }
    let closed = row.closed_on.is_some();
    let review = row.track == "review";
    match step {
        Step::Closed {
            result: Outcome4::Pending,
            ..
        } => wrong.add("result", "R-53", "请选择审结结果", "Choose a result"),
        Step::Copied(_) | Step::Extended if !review => wrong.add(
            "step",
            "D-12",
            "简易、普通程序和延长审理是行政复议的",
            "Simple and ordinary procedure and extension belong to a review",
        ),
        Step::Copied(_) if row.copy_on.is_some() => wrong.add(
            "step",
            "D-12",
            "已经登记收到副本的日期",
            "The day the copy came is on record",
        ),
        Step::Answered if row.answered_on.is_some() => wrong.add(
            "step",
            "D-12",
            "已经登记提交答复",
            "The answer is on record",
        ),
        Step::Copied(_) | Step::Answered | Step::Extended | Step::Closed { .. } if closed => {
            wrong.add("step", "R-53", "案件已经审结", "The case has ended");
        }
        Step::Complied if row.comply_by.is_none() || row.complied_on.is_some() => wrong.add(
            "step",
            "D-14",
            "没有等待履行的决定或者判决",
            "There is no order waiting to be carried out",
        ),
        _ => {}
    }
    wrong.finish()
}

pub async fn list(app: &App, staff: &Staff) -> Result<Vec<RemedyRow>> {
    Ok(store::remedies::list(&app.store, &staff.organ).await?)
}

fn not_later(app: &App, on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    if on > app.clock.today() {
        wrong.add(
            "on",
            "A-45",
            "日期不能晚于今天",
            "The date cannot be after today",
        );
    }
    wrong.finish()
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
