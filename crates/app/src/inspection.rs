//! 自查: what an inspector would find of an organ today and in two weeks, and of all organs below one; where it is mended.
//!
//! What stands or will stand is kept with its first day (`store::inspections`) and made anew where an act, the calendar, a setting or a
//! day moved it: an organ in which nothing happened costs one row to see that. Looking at an organ takes some twenty look-ups by index,
//! whatever it has published, and reads what is open there.

mod columns;
mod facts;
mod pending;

use std::time::{Duration, Instant};

use jiff::{ToSpan, civil::Date};
use law::inspection::{self, Watch, keep_first};
use store::inspections::{self as kept, Count, Looked};

use crate::{
    App, Error, Result, Staff,
    accounts::sha256_hex,
    rights::{By, Supervisor},
};

pub use columns::{Answered, KeepForm, ReviewForm, columns, keep, review};
pub(crate) use pending::pending;

/// The most faults of an organ that are shown and told; the oldest are.
const MOST: i64 = 300;
/// How many organs one look around takes from the list at a time.
const BATCH: i64 = 50;
/// How long the county's page looks around before it shows what it has.
const PATIENCE: Duration = Duration::from_secs(3);

/// What an inspector finds of one organ.
#[derive(Debug, Clone)]
pub struct Inspection {
    pub organ: String,
    pub name: String,
    /// The faults that stand today, the oldest first.
    pub today: Vec<Watch>,
    /// Those that will within the days of the settings, if nobody does anything.
    pub soon: Vec<Watch>,
    /// There are more than are shown.
    pub more: bool,
}

/// What an inspector finds in the county.
#[derive(Debug, Clone)]
pub struct County {
    /// The supervisor's organ and those below it, the worst first.
    pub organs: Vec<Count>,
    /// What fails the whole site, today or soon.
    pub site: Vec<Watch>,
    /// Organs that were not looked at since their last act: there were too many for one look.
    pub behind: usize,
}

/// Looks at an organ where an act or a day moved something since the last look. Returns whether it had to.
///
/// # Errors
/// The database, or an act that cannot be read.
pub async fn current(app: &App, organ: &str) -> Result<bool> {
    let Some((seq, since)) = kept::stands(&app.store, organ).await? else {
        return Ok(false);
    };
    let (today, rules) = (app.clock.today(), rules(app));
    let before = kept::looked(&app.store, organ).await?;
    let moved = before.as_ref().is_none_or(|looked| {
        looked.seq != seq
            || looked.rules != rules
            || looked.again_on.is_some_and(|again| again <= today)
    });
    if moved {
        look(app, organ, (seq, crate::clock::date_of(since)), rules).await?;
    }
    Ok(moved)
}

async fn look(app: &App, organ: &str, (seq, since): (i64, Date), rules: String) -> Result<()> {
    crate::requests::recount(app, organ).await;
    let (facts, again_on) = facts::gather(app, organ, since).await?;
    let settings = (&app.settings.publication, &app.settings.inspection);
    let mut now = inspection::watches(&facts, &app.calendar, settings);
    let looked = Looked {
        organ: organ.into(),
        seq,
        rules,
        on: app.clock.today(),
        again_on: Some(again_on),
    };
    let mut tx = app.store.begin().await?;
    store::ledger::lock(&mut tx, organ).await?;
    let before = kept::all(&mut tx, organ).await?;
    keep_first(&mut now, &before);
    kept::keep(&mut tx, &looked, &now, &before).await?;
    tx.commit().await?;
    Ok(())
}

/// Names what a first day depends on besides the acts.
fn rules(app: &App) -> String {
    let said = format!(
        "{} {}",
        app.rules().fingerprint(),
        serde_json::json!([app.settings.inspection, app.settings.remind])
    );
    sha256_hex(said.as_bytes())
}

/// Looks at every organ that needs it, each once, for at most so long. Returns how many are left: of one whose acts cannot be read the
/// others have nothing to suffer.
///
/// # Errors
/// The database.
pub async fn look_around(app: &App, patience: Duration) -> Result<usize> {
    let began = Instant::now();
    let (today, rules) = (app.clock.today(), rules(app));
    let (mut after, mut failed) = (String::new(), 0);
    loop {
        let organs = kept::to_look(&app.store, today, &rules, (&after, BATCH)).await?;
        let Some(last) = organs.last() else {
            return Ok(failed);
        };
        after.clone_from(last);
        for organ in &organs {
            if began.elapsed() > patience {
                let left = kept::to_look(&app.store, today, &rules, ("", i64::MAX)).await?;
                return Ok(left.len());
            }
            if let Err(error) = current(app, organ).await {
                tracing::error!(organ, %error, "an organ could not be looked at");
                failed += 1;
            }
        }
    }
}

/// What is found of the person's own organ.
///
/// # Errors
/// As [`current`].
pub async fn own(app: &App, staff: &Staff) -> Result<Inspection> {
    of_organ(app, &staff.organ).await
}

/// What is found of an organ below the supervisor's, or of his own.
///
/// # Errors
/// [`Error::NotFound`]: it is not below it.
pub async fn below(app: &App, staff: &By<Supervisor>, organ: &str) -> Result<Inspection> {
    let row = store::organs::get(&app.store, organ).await?;
    let row = row.ok_or(Error::NotFound)?;
    if row.parent != staff.organ && row.code != staff.organ {
        return Err(Error::NotFound);
    }
    of_organ(app, organ).await
}

/// What is found of any organ, for the command line.
///
/// # Errors
/// [`Error::NotFound`]: there is no such organ.
pub async fn of_organ(app: &App, organ: &str) -> Result<Inspection> {
    let row = store::organs::get(&app.store, organ).await?;
    let row = row.ok_or(Error::NotFound)?;
    if let Err(error) = current(app, organ).await {
        // What cannot be written now keeps nobody from reading what was found last.
        if kept::looked(&app.store, organ).await?.is_none() {
            return Err(error);
        }
        tracing::error!(organ, %error, "shown as it was looked at last");
    }
    let (today, until) = days(app);
    let mut found = kept::until(&app.store, organ, until, MOST + 1).await?;
    let most = usize::try_from(MOST).unwrap_or_default();
    let more = found.len() > most;
    found.truncate(most);
    let (today, soon) = found.into_iter().partition(|watch| watch.stands(today));
    Ok(Inspection {
        organ: row.code,
        name: row.name,
        today,
        soon,
        more,
    })
}

/// Today, and the day for which it is said what would be found then.
fn days(app: &App) -> (Date, Date) {
    let today = app.clock.today();
    let ahead = app.settings.inspection.soon_days.max(0);
    (today, today.saturating_add(ahead.days()))
}

/// The county as the supervisor sees it.
///
/// # Errors
/// As [`current`].
pub async fn county(app: &App, staff: &By<Supervisor>) -> Result<County> {
    let behind = look_around(app, PATIENCE).await?;
    let (today, until) = days(app);
    Ok(County {
        organs: kept::counts(&app.store, &staff.organ, today, until).await?,
        site: site(app).await?,
        behind,
    })
}

/// What fails the whole site, or will within the days of the settings.
///
/// # Errors
/// The database.
pub async fn site(app: &App) -> Result<Vec<Watch>> {
    let (_, until) = days(app);
    let mut found = Vec::new();
    if let Some(newest) = kept::newest_of_all(&app.store).await? {
        let periods = &app.settings.publication;
        found.extend(inspection::home(newest, &app.calendar, periods));
    }
    for limit in inspection::limits() {
        let most = i64::try_from(limit.count).unwrap_or(i64::MAX);
        let firsts = kept::firsts(&app.store, limit.class, most).await?;
        found.extend(inspection::reached(limit, &firsts));
    }
    found.retain(|watch| watch.first() <= until);
    Ok(found)
}
