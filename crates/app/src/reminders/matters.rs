//! What has a last day in an organ today.

use jiff::civil::Date;
use law::{
    case::Status, publication::Duty, remedy::period::Period, remind::Matter, supervision::Annual,
};

use crate::{
    App, Result,
    requests::{law_acts, stream_of},
};

/// Something that must be done by a last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub matter: Matter,
    /// The stream concerned.
    pub about: String,
    /// What it is called on a desk: number of a request, title of an item, year of a report. No personal data.
    pub name: String,
    /// The same in English, where it is words.
    pub name_en: String,
    pub due: Date,
    /// Counted partly from weekends only (C-8).
    pub provisional: bool,
    /// Id of whoever answers for it; empty where the roles do.
    pub owner: String,
}

/// Everything in an organ whose last day is known and which is not done, as it stands today.
pub async fn pending(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let mut found = requests(app, organ).await?;
    found.extend(remedies(app, organ).await?);
    found.extend(report(app, organ).await?);
    found.extend(withheld(app, organ).await?);
    found.extend(crate::chases::pending(app, organ).await?);
    found.extend(crate::tasks::pending(app, organ).await?);
    Ok(found)
}

/// Requests whose period runs, and those that nobody confirmed.
async fn requests(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let today = app.clock.today();
    let mut found = Vec::new();
    for row in store::requests::open(&app.store, organ).await? {
        let about = stream_of(&row.id)?;
        let acts = store::ledger::stream(&app.store, organ, &about).await?;
        let case = law::case::assess(&law_acts(&acts)?, today, &app.calendar, &app.settings.clock);
        let (matter, due) = match (case.status, case.due) {
            (Status::Closed, _) => continue,
            (Status::Unconfirmed, _) => {
                let days = app.settings.clock.confirm_within_days;
                let due = app.calendar.working_day_after(row.submitted_on, days);
                (Matter::Confirmation, due)
            }
            (_, Some(due)) => (Matter::Request, due),
            (_, None) => continue,
        };
        found.push(Pending {
            matter,
            about: about.to_string(),
            name: row.number,
            due,
            provisional: app.calendar.provisional(due),
            name_en: String::new(),
            owner: String::new(),
        });
    }
    Ok(found)
}

/// 复议 cases that wait for the organ's written answer (D-12): open, and without an act that says it went out.
async fn remedies(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let period = if app.settings.remind.assume_simple_procedure {
        Period::AnswerSimple
    } else {
        Period::AnswerOrdinary
    };
    let mut found = Vec::new();
    for row in store::remedies::list(&app.store, organ).await? {
        if row.track != "review" || row.closed_on.is_some() || row.answered_on.is_some() {
            continue;
        }
        let about = store::Stream::remedy(&row.id)?;
        // Until the day of the copy is on record, the day the case was opened stands for it: nobody is told too late.
        let due = row
            .answer_due
            .unwrap_or_else(|| period.last_day(row.opened_on, &app.calendar).date());
        let number = match row.request.as_str() {
            "" => String::new(),
            id => store::requests::get(&app.store, organ, id)
                .await?
                .map(|request| request.number)
                .unwrap_or_default(),
        };
        found.push(Pending {
            matter: Matter::RemedyAnswer,
            about: about.to_string(),
            name: if number.is_empty() {
                row.opened_on.to_string()
            } else {
                number
            },
            due,
            provisional: app.calendar.provisional(due),
            name_en: String::new(),
            owner: String::new(),
        });
    }
    Ok(found)
}

/// Last year's report until it is published. A vertical department reports up its own line.
/// An organ that came into the ledger after the date has no report here to be late with.
async fn report(app: &App, organ: &str) -> Result<Option<Pending>> {
    let year = app.clock.today().year();
    let Some(row) = store::organs::get(&app.store, organ).await? else {
        return Ok(None);
    };
    let Some(fixed) = Annual::DepartmentReport.in_year(year, &app.calendar) else {
        return Ok(None);
    };
    if row.kind == "vertical" || registered_after(app, organ, fixed.date).await? {
        return Ok(None);
    }
    let last = year - 1;
    let published = store::reports::get(&app.store, organ, last)
        .await?
        .is_some_and(|row| row.published_on.is_some());
    Ok((!published).then(|| Pending {
        matter: Matter::AnnualReport,
        about: crate::reports::Scope::Own.stream(last).to_string(),
        name: last.to_string(),
        due: fixed.date,
        provisional: app.calendar.provisional(fixed.date),
        name_en: String::new(),
        owner: String::new(),
    }))
}

async fn registered_after(app: &App, organ: &str, date: Date) -> Result<bool> {
    let acts = store::ledger::stream(&app.store, organ, &store::Stream::Organ).await?;
    Ok(acts.first().is_none_or(|act| act.on_date > date))
}

/// Items kept back: looked at again so many months after the last word about them.
async fn withheld(app: &App, organ: &str) -> Result<Vec<Pending>> {
    let mut found = Vec::new();
    for row in store::items::withheld(&app.store, organ).await? {
        let about = crate::items::stream_of(&row.id)?;
        let acts = store::ledger::stream(&app.store, organ, &about).await?;
        let Some(last) = acts.last() else { continue };
        let due = Duty::ReviewOfWithheld
            .last_day(last.on_date, &app.calendar, &app.settings.publication)
            .date();
        found.push(Pending {
            matter: Matter::Review,
            about: about.to_string(),
            // Its title may say what it keeps back.
            name: if row.document_number.is_empty() {
                row.made_on.to_string()
            } else {
                row.document_number
            },
            due,
            provisional: app.calendar.provisional(due),
            name_en: String::new(),
            owner: String::new(),
        });
    }
    Ok(found)
}
