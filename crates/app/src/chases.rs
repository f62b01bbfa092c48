//! 督办: the organ above orders one below to mend a fault, by hand or because it stood too long; receipt, answer, more time, and
//! the word to the leaders when the answer is late. The acts stand in the ledger of the organ that is chased.
//!
//! Nothing is sent twice: act, notices and mails are one transaction under the heads of both organs, where it is looked whether the
//! fault is chased already; a step is judged at the version that was seen.

mod clock;
mod list;
mod order;
mod step;
mod tell;

use law::chase::{self, Facts, Side, State};
use store::{Stream, chases::ChaseRow, ledger};

use crate::{
    App, Error, Result, Staff,
    pen::{At, Line},
    reminders::Pending,
    rights::{Leader, Supervisor, holds},
};

pub(crate) use clock::tick;
pub(crate) use list::waiting;
pub use list::{ChaseView, Chases, counts, list, open, running};
pub use order::{OrderForm, fault, order};
pub use step::{StepForm, above, below};

/// The most rows of a list.
const MOST: i64 = 300;
/// The longest text, in characters.
const LONGEST: usize = 2000;
/// Fields of the forms, as the law's findings name them.
const FIELDS: &[&str] = &["text", "answer_by"];

/// On which side of a chase the person stands: in the organ that is chased, or in the one that ordered it, as its supervisor or as the
/// leader who is told of what is late.
fn side(row: &ChaseRow, staff: &Staff) -> Result<Side> {
    if row.organ == staff.organ {
        return Ok(Side::Below);
    }
    let above = holds::<Supervisor>(staff) || holds::<Leader>(staff);
    if row.above == staff.organ && above {
        Ok(Side::Above)
    } else {
        Err(Error::NotFound)
    }
}

/// A chase as its acts tell it, with the version at which they stand.
async fn told(app: &App, organ: &str, id: &str) -> Result<(ChaseRow, Vec<chase::Entry>, State)> {
    let row = store::chases::get(&app.store, organ, id).await?;
    let row = row.ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &Stream::chase(id)?).await?;
    let entries = store::chases::entries(&acts)?;
    let state = chase::fold(&entries);
    Ok((row, entries, state))
}

/// Whether the fault is still found today, as it was looked at last.
async fn stands(app: &App, row: &ChaseRow) -> Result<bool> {
    let watch = store::inspections::get(&app.store, &row.organ, &row.indicator, &row.place).await?;
    Ok(watch.is_some_and(|watch| watch.stands(app.clock.today())))
}

fn facts(app: &App, stands: bool) -> Facts<'_> {
    Facts {
        today: app.clock.today(),
        calendar: &app.calendar,
        settings: &app.settings.inspection,
        personal: &app.settings.personal,
        stands,
    }
}

/// What the organ still owes an answer to, each with its last day.
pub(crate) async fn pending(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let rows = store::chases::owed(&app.store, organ, MOST).await?;
    let pending = rows.into_iter().filter_map(|row| {
        let due = row.due?;
        Some(Pending {
            matter: law::remind::Matter::Chase,
            about: tell::about(&row),
            name: row.number,
            name_en: String::new(),
            due,
            provisional: app.calendar.provisional(due),
            owner: String::new(),
        })
    });
    Ok(pending.collect())
}

fn line(
    app: &App,
    actor: &str,
    (organ, id): (&str, &str),
    version: i64,
    event: &chase::Event,
) -> Result<Line> {
    Ok(Line {
        organ: organ.into(),
        stream: Stream::chase(id)?,
        at: At::Version(version),
        kind: event.kind().as_str().into(),
        body: event.body()?,
        on: app.clock.today(),
        actor: actor.into(),
    })
}
