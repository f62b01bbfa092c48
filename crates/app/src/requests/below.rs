//! 下级机关的申请, as whoever supervises the organ sees one: its number, what it is called, its clock and its steps. Nothing of the
//! applicant, no text, no letter, no file; and each look is on record.

use jiff::civil::Date;
use law::case::Assessment;
use store::{organs::OrganRow, requests::RequestRow};

use super::{law_acts, stream_of};
use crate::{
    App, Error, Result,
    audit::{Event, Kind, Who, note},
    rights::{By, Supervisor},
};

/// A request of an organ below.
#[derive(Debug, Clone)]
pub struct Below {
    pub organ: OrganRow,
    pub row: RequestRow,
    /// What it is called in the house; empty once its applicant was erased.
    pub subject: String,
    pub assessment: Assessment,
    /// Kind and day of each act, in their order.
    pub steps: Vec<(String, Date)>,
}

/// Looks at a request of an organ directly below the supervisor's, from the visitor's address.
///
/// # Errors
/// [`Error::NotFound`]: the organ is not below, or has no such request; the look could not be written down; or the database.
pub async fn below(
    app: &App,
    staff: &By<Supervisor>,
    from: &str,
    (organ, id): (&str, &str),
) -> Result<Below> {
    let found = store::organs::get(&app.store, organ).await?;
    let found = found.filter(|it| it.parent == staff.organ);
    let found = found.ok_or(Error::NotFound)?;
    let row = store::requests::get(&app.store, organ, id).await?;
    let row = row.ok_or(Error::NotFound)?;
    let event = Event::new(Kind::LookedBelow)
        .in_organ(organ)
        .to(&row.number);
    note(app, &Who::of(staff).from(from), event).await?;
    let acts = store::ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    let subject = crate::subjects::of_one(app, organ, &row.person).await?;
    let (today, settings) = (app.clock.today(), &app.settings.clock);
    Ok(Below {
        assessment: law::case::assess(&law_acts(&acts)?, today, &app.calendar, settings),
        subject: subject.map(|(title, _)| title).unwrap_or_default(),
        steps: acts
            .into_iter()
            .map(|act| (act.kind, act.on_date))
            .collect(),
        organ: found,
        row,
    })
}
