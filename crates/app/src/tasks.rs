//! 年度任务: a point of the year's programme given to organs below, each with its last day; material handed in, taken or sent back;
//! or done by itself when an item becomes public. The acts stand in the ledger of the organ that has the task.
//!
//! Nothing is told twice: act, notices and mails are one transaction under the heads of the organs concerned; a step is judged at the
//! version that was seen; what a publication does to tasks is written with the publication.

mod give;
mod list;
mod publication;
mod step;
mod tell;

use law::task::{self, Facts, Side, State};
use store::{Stream, ledger, tasks::TaskRow};

use crate::{
    App, Error, Result, Staff,
    pen::{At, Line},
    reminders::Pending,
    rights::{Leader, Supervisor, holds},
};

pub use give::{GiveForm, give};
pub(crate) use list::waiting;
pub use list::{Given, Own, TaskView, Waiting, given, lot, open, own};
pub(crate) use publication::done_by;
pub use step::{StepForm, above, below};

/// The most rows of a list that is not leafed through.
const MOST: i64 = 300;
/// The longest text of a step, in characters.
const LONGEST: usize = 2000;
/// The longest words of a task, title of its document, point there.
const WORDS: usize = 500;
const TITLE: usize = 200;
const POINT: usize = 100;
/// Fields of the forms, as the law's findings name them.
const FIELDS: &[&str] = &[
    "text", "source", "point", "year", "wants", "organs", "due", "address",
];
/// So many characters of a task's words stand in a notice.
const SHORT: usize = 40;

/// On which side of a task the person stands: in the organ that has it, or in the one that gave it, as its supervisor or leader.
fn side(row: &TaskRow, staff: &Staff) -> Result<Side> {
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

/// A task as its acts tell it.
async fn told(app: &App, organ: &str, id: &str) -> Result<(TaskRow, Vec<task::Entry>, State)> {
    let row = store::tasks::get(&app.store, organ, id).await?;
    let row = row.ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &Stream::task(id)?).await?;
    let entries = store::tasks::entries(&acts)?;
    let state = task::fold(&entries);
    Ok((row, entries, state))
}

fn facts(app: &App, shown: bool) -> Facts<'_> {
    Facts {
        today: app.clock.today(),
        calendar: &app.calendar,
        personal: &app.settings.personal,
        shown,
    }
}

/// What the organ owes, each with its last day.
pub(crate) async fn pending(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let rows = store::tasks::owed(&app.store, organ, MOST).await?;
    let pending = rows.into_iter().map(|row| Pending {
        matter: law::remind::Matter::Task,
        about: about(&row.organ, &row.id),
        name: short(&row.words),
        name_en: String::new(),
        due: row.due,
        provisional: app.calendar.provisional(row.due),
        owner: String::new(),
    });
    Ok(pending.collect())
}

/// What a notice of a task points to.
fn about(organ: &str, id: &str) -> String {
    format!("task/{organ}/{id}")
}

/// The beginning of a task's words, where they are long: 40 characters at most.
#[must_use]
pub fn short(words: &str) -> String {
    if words.chars().count() <= SHORT {
        return words.into();
    }
    let begin: String = words.chars().take(SHORT).collect();
    format!("{begin}…")
}

fn line(
    app: &App,
    actor: &str,
    (organ, id): (&str, &str),
    version: i64,
    event: &task::Event,
) -> Result<Line> {
    Ok(Line {
        organ: organ.into(),
        stream: Stream::task(id)?,
        at: At::Version(version),
        kind: event.kind().as_str().into(),
        body: event.body()?,
        on: app.clock.today(),
        actor: actor.into(),
    })
}
