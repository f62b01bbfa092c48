//! the consolidated report and the reports of all units are published together.

use law::report::workflow::{Stage, Step};
use store::reports::Scope;

use crate::{
    App, Error, Result, Role, Staff, record,
    reports::{self, Key, append, standing},
};

/// Publishes the consolidated report and, in the same transaction, each unit's report that was accepted and is not
/// public yet. Returns how many reports of units went out with it.
pub async fn publish_together(app: &App, staff: &Staff, year: i16, seen: i64) -> Result<usize> {
    staff.require(&[Role::Supervisor])?;
    let key = Key {
        scope: Scope::Consolidated,
        year,
        seen,
    };
    let now = standing(app, &staff.organ, key.scope, year).await?;
    record::seen(now.row.version, seen)?;
    let refusals = now.refusals(Step::Publish, &staff.id, false);
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let roll = super::build(app, &staff.organ, year).await?;
    let mut ready = Vec::new();
    for line in &roll.returns {
        if line.stage != Stage::Accepted {
            continue;
        }
        let its = standing(app, &line.code, line.scope, year).await?;
        let refusals = its.refusals(Step::Publish, &staff.id, false);
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        let body = reports::publication(app, &its.subject()?, year).await?;
        let key = Key {
            scope: line.scope,
            year,
            seen: its.row.version,
        };
        ready.push((line.code.clone(), key, body));
    }
    let body = reports::publication(app, &now.subject()?, year).await?;
    let mut tx = app.store.begin().await?;
    for (organ, key, body) in &ready {
        append(app, &mut tx, &staff.id, organ, *key, Step::Publish, body).await?;
    }
    append(
        app,
        &mut tx,
        &staff.id,
        &staff.organ,
        key,
        Step::Publish,
        &body,
    )
    .await?;
    tx.commit().await?;
    Ok(ready.len())
}
