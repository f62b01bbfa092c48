//! What is on record of one organ, gathered for `law::inspection`.

use jiff::civil::Date;
use law::{
    inspection::{Column, ColumnFact, December, Facts, Guide, KeptColumn, Owed},
    message::{self, Topic},
    remind::Matter,
    standard::Standing,
};
use store::inspections::{self as kept, Dated};

use crate::{App, Result, items::stream_of, reminders, standards};

/// So many open things of one sort are looked at; the most urgent are.
const MOST: i64 = 200;

/// The facts of an organ, and the day from which on they are others though no act was added.
pub(super) async fn gather(app: &App, organ: &str, since: Date) -> Result<(Facts, Date)> {
    let columns = columns(app, organ).await?;
    let guide = guide(app, organ, &columns).await?;
    let mut owed = items(app, organ).await?;
    owed.extend(messages(app, organ).await?);
    owed.extend(rows(app, organ).await?);
    owed.extend(matters(app, organ).await?);
    let facts = Facts {
        columns,
        guide,
        owed,
        december: december(app, organ).await?,
        since,
    };
    Ok((facts, again_on(app, organ).await?))
}

async fn columns(app: &App, organ: &str) -> Result<Vec<ColumnFact>> {
    let stated = store::organs::stated(&app.store, organ).await?;
    let kept = store::kept_columns::of_organ(&app.store, organ).await?;
    let mut found = Vec::new();
    for column in Column::all() {
        let (placed, head) = match column.head {
            0 => (column.code, 0),
            head => ("content", i64::from(head)),
        };
        let said = stated.iter().any(|one| one.head == column.head);
        let kept = kept.iter().find(|row| row.code == column.code);
        found.push(ColumnFact {
            newest: kept::newest(&app.store, organ, placed, head).await?,
            not_concerned: column.head > 0 && said,
            kept: kept.map_or_else(
                KeptColumn::default,
                store::kept_columns::KeptColumnRow::kept,
            ),
            column,
        });
    }
    Ok(found)
}

/// The guide's page is made of the organ's particulars and of texts of its own; classification, arrangement and ways of obtaining stand on
/// it for every organ.
async fn guide(app: &App, organ: &str, columns: &[ColumnFact]) -> Result<Guide> {
    let form = crate::organs::get(app, organ).await?;
    let acts = store::ledger::stream(&app.store, organ, &store::Stream::Organ).await?;
    let mut told = acts
        .iter()
        .filter(|act| store::organs::holds_particulars(act))
        .map(|act| act.on_date);
    let registered = told.next();
    let reviewed = columns.iter().find(|fact| fact.column.code == "guide");
    let reviewed = reviewed.and_then(|fact| fact.kept.reviewed_on);
    let written = kept::guide_changed(&app.store, organ).await?;
    let page = || "page".to_string();
    let internet = [&form.email, &form.site].into_iter();
    Ok(Guide {
        fields: law::guide::Guide {
            classification: page(),
            arrangement: page(),
            obtaining: page(),
            unit: form.name.clone(),
            address: form.address.clone(),
            hours: form.hours.clone(),
            telephone: form.telephone.clone(),
            fax: form.fax.clone(),
            internet: internet.cloned().collect(),
            updated_on: registered.max(reviewed).max(written),
        },
        changed_on: told.next_back(),
    })
}

async fn items(app: &App, organ: &str) -> Result<Vec<Owed>> {
    let owed = |indicator: &'static str, one: Dated, last: Date| -> Result<Owed> {
        Ok(Owed {
            indicator,
            rule: None,
            place: stream_of(&one.id)?.to_string(),
            name: one.title,
            last,
            owner: one.author,
        })
    };
    let mut found = Vec::new();
    for one in kept::unpublished(&app.store, organ, MOST).await? {
        let last = one.day;
        found.push(owed("item_late", one, last)?);
    }
    for one in kept::self_ending(&app.store, organ, MOST).await? {
        let last = one.day;
        found.push(owed("ended_shown", one, last)?);
    }
    for one in kept::suspended(&app.store, organ, MOST).await? {
        let last = one.day.yesterday().unwrap_or(one.day);
        found.push(owed("item_suspended", one, last)?);
    }
    for one in kept::consulted(&app.store, organ, MOST).await? {
        let last = message::account_by(one.day, &app.calendar, &app.settings.messages).date();
        found.push(owed("opinions_late", one, last)?);
    }
    for one in store::ties::unexplained(&app.store, organ, MOST).await? {
        found.push(Owed {
            indicator: "explanation_late",
            rule: None,
            place: stream_of(&one.id)?.to_string(),
            name: one.title,
            last: one.explain_by,
            owner: String::new(),
        });
    }
    Ok(found)
}

async fn messages(app: &App, organ: &str) -> Result<Vec<Owed>> {
    let mut found = Vec::new();
    for row in store::messages::owed(&app.store, organ, MOST).await? {
        let stream = store::Stream::message(&row.id)?;
        let owed = |indicator, rule, last| Owed {
            indicator,
            rule,
            place: stream.to_string(),
            name: row.number.clone(),
            last,
            owner: String::new(),
        };
        let rule = Topic::of(&row.topic).map(Topic::rule);
        found.extend(row.due.map(|due| owed("message_late", rule, due)));
        let acts = store::ledger::stream(&app.store, organ, &stream).await?;
        let state = message::fold(&store::messages::entries(&acts)?);
        let fails = message::vetoes_after(&state, &app.settings.messages);
        found.extend(fails.map(|last| owed("message_veto", None, last)));
    }
    Ok(found)
}

/// Lines of the standard catalogues under which something is, or was, owed (G-5).
async fn rows(app: &App, organ: &str) -> Result<Vec<Owed>> {
    let mut found = Vec::new();
    for catalogue in store::standards::of_organ(&app.store, organ).await? {
        for line in standards::lines(app, organ, &catalogue.id).await? {
            let (Standing::Waiting(last) | Standing::Late(last)) = line.standing else {
                continue;
            };
            found.push(Owed {
                indicator: "row_late",
                rule: None,
                place: format!("standard/{}/rows/{}", catalogue.id, line.row.id()),
                name: line.row.name().to_string(),
                last,
                owner: String::new(),
            });
        }
    }
    Ok(found)
}

/// What has a reminder of its own.
async fn matters(app: &App, organ: &str) -> Result<Vec<Owed>> {
    let mut found = Vec::new();
    for matter in reminders::pending(app, organ).await? {
        let indicator = match matter.matter {
            Matter::Request => "request_late",
            Matter::Confirmation => "request_unconfirmed",
            Matter::RemedyAnswer => "remedy_late",
            Matter::AnnualReport => "report_late",
            Matter::Review => "withheld_late",
            Matter::Watch | Matter::Chase | Matter::Task => continue,
        };
        found.push(Owed {
            indicator,
            rule: None,
            place: matter.about,
            name: matter.name,
            last: matter.due,
            owner: String::new(),
        });
    }
    Ok(found)
}

/// The last December that has begun, until the end of March.
async fn december(app: &App, organ: &str) -> Result<December> {
    let today = app.clock.today();
    let year = match today.month() {
        12 => today.year(),
        1..=3 => today.year() - 1,
        _ => return Ok(December::default()),
    };
    let day = |month, day| Date::new(year, month, day).unwrap_or(today);
    let all = kept::by_day(&app.store, organ, (day(1, 1), day(12, 31))).await?;
    let first = day(12, 1);
    let (before, days): (Vec<_>, Vec<_>) = all.into_iter().partition(|(on, _)| *on < first);
    Ok(December {
        before: before.iter().map(|(_, count)| count).sum(),
        days,
    })
}

/// A last day that moves, the year's report, the end of what is said of December.
async fn again_on(app: &App, organ: &str) -> Result<Date> {
    let today = app.clock.today();
    let day = |year, month| Date::new(year, month, 1).unwrap_or(today);
    let (year, next) = (today.year(), today.year() + 1);
    let mut again = vec![day(next, 1)];
    again.extend(
        [day(year, 4), day(year, 12)]
            .into_iter()
            .filter(|on| *on > today),
    );
    let open = store::requests::open(&app.store, organ).await?;
    again.extend(open.into_iter().filter_map(|row| row.recount_on));
    // What moved by today was counted already; it moves again tomorrow at the earliest.
    let tomorrow = today.tomorrow().unwrap_or(today);
    Ok(again.into_iter().min().unwrap_or(tomorrow).max(tomorrow))
}
