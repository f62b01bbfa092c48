//! 督办 ordered: by hand from the row of a fault, or because it stood too long.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::{
    Lang,
    chase::{self, About, Event, Kind, Ordered, Side, State},
    inspection::Watch,
};
use serde_json::json;
use store::{chases::ChaseRow, inspections, organs::OrganRow};

use super::{LONGEST, facts, line, step::judged, tell::audience};
use crate::{
    App, Error, Result,
    accounts::new_id,
    error::Findings,
    inspection,
    pen::{Claim, Once, Page, Sheet},
    rights::{By, Supervisor},
};

/// An order as it is typed in.
#[derive(Debug, Clone, Default)]
pub struct OrderForm {
    /// Code of the organ below.
    pub organ: String,
    /// Code of the indicator and the place of the fault.
    pub indicator: String,
    pub place: String,
    pub answer_by: Option<Date>,
    /// What is asked for; at most 2000 characters.
    pub text: String,
}

/// A fault that may be ordered to be mended, and whose it is: of an organ below, standing today.
///
/// # Errors
/// [`Error::NotFound`]: no such organ below, or the fault does not stand.
pub async fn fault(
    app: &App,
    staff: &By<Supervisor>,
    (organ, indicator, place): (&str, &str, &str),
) -> Result<(OrganRow, Watch)> {
    let row = below(app, staff, organ).await?;
    inspection::current(app, organ).await?;
    let watch = inspections::get(&app.store, organ, indicator, place).await?;
    let watch = watch.filter(|watch| watch.stands(app.clock.today()));
    Ok((row, watch.ok_or(Error::NotFound)?))
}

async fn below(app: &App, staff: &By<Supervisor>, organ: &str) -> Result<OrganRow> {
    let row = store::organs::get(&app.store, organ).await?;
    let row = row.filter(|row| row.parent == staff.organ);
    row.ok_or(Error::NotFound)
}

/// Orders an organ below to mend a fault that stands today; returns the id of the chase. The same form twice is one order.
///
/// # Errors
/// [`Error::NotFound`]: no such organ below, or the fault does not stand. `Invalid`: the day, the words. `Refused`: it is being chased
/// already. Nothing is saved then.
pub async fn order(
    app: &App,
    staff: &By<Supervisor>,
    key: &str,
    form: &OrderForm,
) -> Result<String> {
    // Before the key is looked up: what another organ's form has done is nobody else's answer.
    let row = below(app, staff, &form.organ).await?;
    let (indicator, place) = (&form.indicator, &form.place);
    let content = json!({
        "indicator": indicator, "place": place, "answer_by": form.answer_by, "text": form.text,
    });
    let target = (Kind::Ordered.as_str(), "");
    let once = Once::new(app, &row.code, key, target, &content)?;
    if let Some(id) = once.before(app).await? {
        return Ok(id);
    }
    let (_, watch) = fault(app, staff, (&form.organ, indicator, place)).await?;
    let asked = Asked {
        above: &staff.organ,
        actor: &staff.id,
        answer_by: form.answer_by.unwrap_or_default(),
        note: form.text.trim(),
        by_rule: false,
    };
    match write(app, &row.code, &watch, &asked, &once).await? {
        Done::Ordered(id) => Ok(id),
        Done::Already(row) => Err(Error::Refused(vec![chase::already(&row.number)])),
        Done::Since => Err(Error::Conflict),
    }
}

/// Who orders, by when, in which words.
pub(super) struct Asked<'a> {
    pub above: &'a str,
    pub actor: &'a str,
    pub answer_by: Date,
    pub note: &'a str,
    pub by_rule: bool,
}

/// What became of an order.
pub(super) enum Done {
    /// The id of the chase.
    Ordered(String),
    /// The fault is being chased.
    Already(Box<ChaseRow>),
    /// By rule alone: it was chased since it began.
    Since,
}

/// One transaction under both heads: the fault is not chased yet, the number, the act, the notices.
pub(super) async fn write(
    app: &App,
    organ: &str,
    watch: &Watch,
    asked: &Asked<'_>,
    once: &Once,
) -> Result<Done> {
    let today = app.clock.today();
    let mut ordered = Ordered {
        above: asked.above.into(),
        number: String::new(),
        about: About {
            indicator: watch.indicator.clone(),
            place: watch.place.clone(),
            rule: watch.rule.id().into(),
            zh: watch.found(Lang::Zh),
            en: watch.found(Lang::En),
        },
        answer_by: asked.answer_by,
        note: asked.note.into(),
        by_rule: asked.by_rule,
    };
    let side = if asked.by_rule {
        Side::Clock
    } else {
        Side::Above
    };
    let mut wrong = Findings::default();
    wrong.length("text", asked.note, LONGEST, "督办意见", "What is asked for");
    let event = Event::Ordered(Box::new(ordered.clone()));
    let found = chase::judge(&State::default(), side, &event, facts(app, true));
    judged(found, Kind::Ordered, wrong)?;

    let audience = audience(app, (organ, asked.above), Kind::Ordered).await?;
    let mut sheet = Sheet::begin(app, BTreeSet::from([organ, asked.above])).await?;
    let before = store::chases::about(sheet.tx(), organ, &watch.indicator, &watch.place).await?;
    if asked.by_rule && before.iter().any(|row| row.ordered_on >= watch.first()) {
        return Ok(Done::Since);
    }
    let id = new_id(app.clock.now());
    match sheet.claim(once, &id).await? {
        Claim::Fresh => {}
        Claim::Same(id) => return Ok(Done::Ordered(id)),
        Claim::Other => return Err(Once::other()),
    }
    if let Some(row) = before.into_iter().find(|row| row.closed_on.is_none()) {
        return Ok(Done::Already(Box::new(row)));
    }
    let year = today.year();
    let serial = sheet.number(asked.above, &format!("chase/{year}")).await?;
    ordered.number = format!("{}-DB-{year}-{serial:04}", asked.above);
    let row = ChaseRow {
        organ: organ.into(),
        id: id.clone(),
        number: ordered.number.clone(),
        above: asked.above.into(),
        indicator: watch.indicator.clone(),
        place: watch.place.clone(),
        rule: watch.rule.id().into(),
        zh: ordered.about.zh.clone(),
        en: ordered.about.en.clone(),
        by_rule: i64::from(asked.by_rule),
        status: chase::Status::Ordered.code().into(),
        ordered_on: today,
        due: Some(asked.answer_by),
        asked_until: None,
        answered_on: None,
        escalated_for: None,
        closed_on: None,
        version: 1,
    };
    let event = Event::Ordered(Box::new(ordered));
    let mut page = Page {
        lines: vec![line(app, asked.actor, (organ, &id), 0, &event)?],
        ..Page::default()
    };
    audience.tell(app, &mut page, &row, (row.due, asked.note));
    sheet.write(&page).await?;
    sheet.commit().await?;
    Ok(Done::Ordered(id))
}
