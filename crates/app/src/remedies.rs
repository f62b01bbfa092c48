//! 行政复议 and 行政诉讼: opened and closed, counted in 表四.

use jiff::civil::Date;
use law::report::{Outcome4, Track};
use serde_json::json;
use store::{
    ledger::{self, NewAct},
    remedies::RemedyRow,
};

use crate::{
    App, Error, Result, Role, Staff,
    accounts::new_id,
    error::Findings,
    record::{record, seen},
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

/// 程序 of a review (D-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 简易程序: answer within 5 working days, decision within 30 days.
    Simple,
    /// 普通程序: 10 working days, 60 days.
    Ordinary,
}

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

const CASES: &[Role] = &[Role::Clerk, Role::DisclosureHead];

fn stream_of(id: &str) -> String {
    format!("remedy/{id}")
}

/// Opens a case; returns its id.
pub async fn open(app: &App, staff: &Staff, new: &NewRemedy, key: &str) -> Result<String> {
    staff.require(CASES)?;
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
    let id = new_id(app.clock.now());
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, &staff.organ, key, &id).await? {
        return Ok(earlier);
    }
    let body = json!({
        "track": new.track, "request": new.request, "on": new.on,
        "body": new.body.trim(), "number": new.number.trim(),
    });
    append(app, &mut tx, staff, &id, 0, "remedy_opened", &body, new.on).await?;
    tx.commit().await?;
    Ok(id)
}

/// Records one more step of a case seen at `version`.
pub async fn step(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    step: &Step,
    on: Date,
) -> Result<()> {
    staff.require(CASES)?;
    not_later(app, on)?;
    let row = store::remedies::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    // A colleague's step first: what he did may be why this one cannot follow.
    seen(row.version, version)?;
    in_order(&row, step, on)?;
    let (kind, body) = match step {
        Step::Copied(procedure) => ("remedy_copied", json!({"on": on, "procedure": procedure})),
        Step::Answered => ("remedy_answered", json!({"on": on})),
        Step::Extended => ("remedy_extended", json!({"on": on})),
        Step::Closed {
            result,
            served_on,
            comply_by,
        } => (
            "remedy_closed",
            json!({"result": result, "on": on, "served_on": served_on, "comply_by": comply_by}),
        ),
        Step::Complied => ("remedy_complied", json!({"on": on})),
    };
    let mut tx = app.store.begin().await?;
    append(app, &mut tx, staff, id, version, kind, &body, on).await?;
    tx.commit().await?;
    Ok(())
}

/// Records how it ended.
pub async fn close(
    app: &App,
    staff: &Staff,
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

#[expect(clippy::too_many_arguments, reason = "one act has this many parts")]
async fn append(
    app: &App,
    tx: &mut store::Tx,
    staff: &Staff,
    id: &str,
    expected: i64,
    kind: &str,
    body: &serde_json::Value,
    on: Date,
) -> Result<()> {
    let stream = stream_of(id);
    record(
        app,
        tx,
        &NewAct {
            organ: &staff.organ,
            stream: &stream,
            expected,
            kind,
            body,
            on,
            actor: &staff.id,
        },
    )
    .await?;
    Ok(())
}
