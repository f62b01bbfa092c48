//! 越权: somebody who is known asked for what his roles do not allow. A slip or a look around, the auditor tells which.

use serde_json::json;

use super::{Event, Kind, Who, note};
use crate::{App, Error, Result, Staff, throttle};

/// Writes it down, from the visitor's address: `what` is the method and the pattern of the line, which names nobody. Somebody who keeps
/// asking is written down ever more seldom, so that he does not fill the log.
///
/// # Errors
/// The database.
pub async fn refused(app: &App, staff: &Staff, from: &str, what: &str) -> Result<()> {
    let door = throttle::Door::of(app, "refused", &staff.id, &throttle::REFUSED);
    match throttle::knock(app, &[door]).await {
        Err(Error::Throttled) => return Ok(()),
        counted => counted?,
    }
    let event = Event::new(Kind::Refused).saying(json!({ "what": what }));
    note(app, &Who::of(staff).from(from), event).await?;
    Ok(())
}
