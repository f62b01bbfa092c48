//! To the 主管部门, and opened again for a further edition after publication.

use law::report::workflow::Step;
use serde_json::json;

use super::{Key, Scope, standing, step};
use crate::{App, Result, Role, Staff, error::Findings};

/// Hands the signed report to the organ above: the whole report goes into the act, so that what was handed in stays.
pub async fn submit(app: &App, staff: &Staff, key: Key) -> Result<i64> {
    staff.require(match key.scope {
        Scope::Own => &[Role::Clerk, Role::DisclosureHead],
        Scope::Consolidated => &[Role::Supervisor],
    })?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "report": now.built.report});
    step(
        app,
        staff,
        &staff.organ,
        key,
        &now,
        Step::Submit,
        false,
        &body,
    )
    .await
}

/// Opens a report that was accepted or published for a further edition; what is public stays until the next edition.
pub async fn reopen(app: &App, staff: &Staff, key: Key, reason: &str) -> Result<i64> {
    staff.require(match key.scope {
        Scope::Own => &[Role::DisclosureHead],
        Scope::Consolidated => &[Role::Supervisor],
    })?;
    let mut wrong = Findings::default();
    wrong.text(
        "reason",
        "R-60",
        reason,
        500,
        "更正的原因",
        "why it is corrected",
    );
    wrong.finish()?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "reason": reason.trim()});
    step(
        app,
        staff,
        &staff.organ,
        key,
        &now,
        Step::Reopen,
        false,
        &body,
    )
    .await
}
