//! To the 主管部门, and opened again for a further edition after publication.

use law::{fields::report::WHY_REOPENED, report::workflow::Step};
use serde_json::json;

use super::{Releasing, Taking, Writing, standing};
use crate::{App, Result, error::Findings, rights::May};

/// Hands the signed report to the organ above: the whole report goes into the act, so that what was handed in stays.
pub async fn submit(app: &App, may: &May<Writing>) -> Result<i64> {
    let (staff, Writing(key)) = (may.staff(), *may.deed());
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "report": now.built.report});
    Taking::of(staff, key, Step::Submit)
        .write(app, &now, &body)
        .await
}

/// Opens a report that was accepted or published for a further edition; what is public stays until the next edition.
pub async fn reopen(app: &App, may: &May<Releasing>, reason: &str) -> Result<i64> {
    let (staff, Releasing(key)) = (may.staff(), *may.deed());
    let mut wrong = Findings::default();
    wrong.asked(
        &WHY_REOPENED,
        reason,
        500,
        "更正的原因",
        "why it is corrected",
    );
    wrong.finish()?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "reason": reason.trim()});
    Taking::of(staff, key, Step::Reopen)
        .write(app, &now, &body)
        .await
}
