//! the consolidated report and the reports of all units are published together.

use law::report::workflow::{Stage, Step};
use store::reports::Scope;

use crate::{
    App, Error, Result,
    pen::{Page, Pen},
    record,
    reports::{self, Key, line, standing},
    rights::{By, Supervisor},
};

/// Publishes the consolidated report and, in the same transaction, each unit's report that was accepted and is not
/// public yet. Returns how many reports of units went out with it.
pub async fn publish_together(
    app: &App,
    staff: &By<Supervisor>,
    year: i16,
    seen: i64,
) -> Result<usize> {
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
    let mut page = Page::default();
    let mut pen = Pen::of(app, &staff.organ);
    for (organ, key, body) in &ready {
        pen = pen.and(organ);
        page.lines
            .push(line(app, staff, organ, *key, Step::Publish, body));
    }
    page.lines
        .push(line(app, staff, &staff.organ, key, Step::Publish, &body));
    pen.write(|_| Ok(Some(page))).await?;
    Ok(ready.len())
}
