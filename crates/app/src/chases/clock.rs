//! What the clock does with chases: orders by rule, and tells the leaders of an answer that is late. Run as often as the reminders are,
//! by any node: each is done once.

use law::chase::{self, Escalated, Event, Kind, Side};
use store::{chases, inspections};

use super::{MOST, facts, line, order, tell::audience, told};
use crate::{
    App, Error, Result, inspection,
    pen::{Once, Page, Pen},
};

/// The actor of what nobody in particular does.
const ACTOR: &str = "clock";

/// One organ's turn.
pub(crate) async fn tick(app: &App, organ: &str) -> Result<()> {
    escalate(app, organ).await?;
    by_rule(app, organ).await
}

/// The oldest faults that have stood too long and were not chased since they began, so many as may run at once.
async fn by_rule(app: &App, organ: &str) -> Result<()> {
    let row = store::organs::get(&app.store, organ).await?;
    let Some(row) = row.filter(|row| !row.parent.is_empty()) else {
        return Ok(());
    };
    let (today, settings) = (app.clock.today(), &app.settings.inspection);
    if settings.chase_after_days == 0 || !app.calendar.is_working(today) {
        return Ok(());
    }
    let running = chases::running(&app.store, organ).await?;
    let running = running.iter().filter(|row| row.by_rule == 1).count();
    let mut free = usize::try_from(settings.chase_at_once)
        .unwrap_or_default()
        .saturating_sub(running);
    if free == 0 {
        return Ok(());
    }
    inspection::current(app, organ).await?;
    for watch in inspections::until(&app.store, organ, today, MOST).await? {
        if free == 0 {
            break;
        }
        if !chase::by_rule(&watch, today, &app.calendar, settings) {
            continue;
        }
        let key = format!(
            "chase/{}/{}/{}",
            watch.indicator,
            watch.place,
            watch.first()
        );
        let once = Once::row(organ, key, "rule".into());
        if once.before(app).await?.is_some() {
            continue;
        }
        let asked = order::Asked {
            above: &row.parent,
            actor: ACTOR,
            answer_by: chase::answer_by(today, &app.calendar, settings),
            note: "",
            by_rule: true,
        };
        if let order::Done::Ordered(_) = order::write(app, organ, &watch, &asked, &once).await? {
            free -= 1;
        }
    }
    Ok(())
}

async fn escalate(app: &App, organ: &str) -> Result<()> {
    for row in chases::late(&app.store, organ, app.clock.today(), MOST).await? {
        let (row, _, state) = told(app, organ, &row.id).await?;
        let Some(due) = chase::escalates(&state, app.clock.today(), &app.calendar) else {
            continue;
        };
        let event = Event::Escalated(Escalated { due });
        if !chase::judge(&state, Side::Clock, &event, facts(app, true)).is_empty() {
            continue;
        }
        let mut page = Page {
            lines: vec![line(app, ACTOR, (organ, &row.id), row.version, &event)?],
            ..Page::default()
        };
        let audience = audience(app, (organ, &row.above), Kind::Escalated).await?;
        audience.tell(app, &mut page, &row, (Some(due), ""));
        let pen = Pen::of(app, organ).and(&row.above);
        match pen.write(|_| Ok(Some(page))).await {
            // Another node did it, or the organ has just answered.
            Ok(_) | Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
