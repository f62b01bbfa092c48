//! 行政复议 and 行政诉讼: opened and closed, counted in 表四.

use jiff::civil::Date;
use law::report::{Outcome4, Track};
use serde_json::json;
use store::{
    ledger::{self, NewAct},
    remedies::RemedyRow,
};

use crate::{App, Error, Result, Role, Staff, accounts::new_id, error::Findings};

#[derive(Debug, Clone)]
pub struct NewRemedy {
    pub track: Track,
    /// Id of the request it is about, or empty.
    pub request: String,
    /// Day the organ was told.
    pub on: Date,
}

fn stream_of(id: &str) -> String {
    format!("remedy/{id}")
}

/// Opens a case; returns its id.
pub async fn open(app: &App, staff: &Staff, new: &NewRemedy, key: &str) -> Result<String> {
    staff.require(&[Role::Clerk, Role::DisclosureHead])?;
    not_later(app, new.on)?;
    if !new.request.is_empty()
        && store::requests::get(&app.store, &staff.organ, &new.request)
            .await?
            .is_none()
    {
        let mut wrong = Findings::default();
        wrong.add(
            "request",
            "R-52",
            "没有这件申请",
            "There is no such request",
        );
        wrong.finish()?;
    }
    let id = new_id(app.clock.now());
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, &staff.organ, key, &id).await? {
        return Ok(earlier);
    }
    let body = json!({"track": new.track, "request": new.request, "on": new.on});
    append(app, &mut tx, staff, &id, 0, "remedy_opened", &body, new.on).await?;
    tx.commit().await?;
    Ok(id)
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
    staff.require(&[Role::Clerk, Role::DisclosureHead])?;
    not_later(app, on)?;
    let row = store::remedies::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    if result == Outcome4::Pending || on < row.opened_on {
        let mut wrong = Findings::default();
        wrong.add(
            "result",
            "R-53",
            "请选择审结结果，日期不能早于立案日期",
            "Choose a result; the date cannot be before the case was opened",
        );
        wrong.finish()?;
    }
    let mut tx = app.store.begin().await?;
    let body = json!({"result": result, "on": on});
    append(app, &mut tx, staff, id, version, "remedy_closed", &body, on).await?;
    tx.commit().await?;
    Ok(())
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
    ledger::append(
        tx,
        app.clock.now(),
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
    store::project::apply(tx, &app.calendar, &staff.organ, &stream).await?;
    Ok(())
}
