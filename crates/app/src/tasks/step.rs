//! The steps of both sides after a task was given.

use jiff::civil::Date;
use law::{
    finding::Finding,
    task::{self, CalledOff, Event, Extended, HandedIn, Kind, Returned, Side, Taken},
};
use serde_json::json;

use super::{
    FIELDS, LONGEST, facts, line, side,
    tell::{Told, audience},
    told,
};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{Once, Page, Pen},
    record::seen,
    rights::{By, CaseWorker, Supervisor},
    standards::public_item,
};

/// What is done with a task, as it is typed in.
#[derive(Debug, Clone)]
pub struct StepForm {
    pub kind: Kind,
    /// What was done, or why; at most 2000 characters.
    pub text: String,
    /// The further day, where the step names one.
    pub due: Option<Date>,
    /// Address or 索引号 of the public item that shows what was done; empty where there is none.
    pub address: String,
}

/// The organ hands in its material. The same form twice is one step.
///
/// # Errors
/// [`Error::Invalid`]: words, or no public item at the address. `Refused`: not now. `Conflict`: somebody was quicker. Nothing is saved then.
pub async fn below(
    app: &App,
    staff: &By<CaseWorker>,
    (organ, id): (&str, &str),
    (version, key): (i64, &str),
    form: &StepForm,
) -> Result<()> {
    step(app, staff, Side::Below, (organ, id), (version, key), form).await
}

/// A step of the organ that gave it: taken, back, more time, called off.
///
/// # Errors
/// As [`below`].
pub async fn above(
    app: &App,
    staff: &By<Supervisor>,
    (organ, id): (&str, &str),
    (version, key): (i64, &str),
    form: &StepForm,
) -> Result<()> {
    step(app, staff, Side::Above, (organ, id), (version, key), form).await
}

async fn step(
    app: &App,
    staff: &Staff,
    acts: Side,
    (organ, id): (&str, &str),
    (version, key): (i64, &str),
    form: &StepForm,
) -> Result<()> {
    let (row, _, state) = told(app, organ, id).await?;
    if side(&row, staff)? != acts {
        return Err(Error::NotFound);
    }
    let word = form.kind.as_str();
    let content = json!({"text": form.text, "due": form.due, "address": form.address});
    let once = Once::new(app, organ, key, (word, id), &content)?;
    if once.before(app).await?.is_some() {
        return Ok(());
    }
    seen(row.version, version)?;
    let named = form.kind == Kind::HandedIn && !form.address.trim().is_empty();
    let item = if named {
        public_item(app, organ, &form.address).await?
    } else {
        None
    };
    let shown = item
        .as_ref()
        .map(|item| format!("{}/{}", item.organ, item.id));
    // What was named and is not found is named all the same, and the law says so at its field.
    let item = shown.clone().unwrap_or_else(|| {
        if named {
            form.address.trim().into()
        } else {
            String::new()
        }
    });
    let event = event(form, item)?;
    let mut wrong = Findings::default();
    wrong.length("text", &form.text, LONGEST, "内容", "The text");
    let found = task::judge(&state, acts, &event, facts(app, shown.is_some()));
    judged(found, form.kind, wrong)?;
    let mut page = Page {
        reference: id.into(),
        lines: vec![line(app, &staff.id, (organ, id), version, &event)?],
        ..Page::default()
    };
    let name = store::organs::get(&app.store, organ).await?;
    let name = name.ok_or(Error::NotFound)?;
    let audience = audience(app, (&name, &row.above), form.kind).await?;
    audience.tell(
        app,
        &mut page,
        Told {
            organ,
            id,
            words: &row.words,
            version,
            due: form.due.unwrap_or(row.due),
            said: &form.text,
        },
    );
    let pen = Pen::of(app, organ).and(&row.above).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Words and days are mended in the form; what may not be done now is refused.
fn judged(found: Vec<Finding>, kind: Kind, mut wrong: Findings) -> Result<()> {
    if found.iter().any(|one| one.place == kind.as_str()) {
        return Err(Error::Refused(found));
    }
    wrong.law(found, FIELDS);
    wrong.finish()
}

fn event(form: &StepForm, item: String) -> Result<Event> {
    let text = form.text.trim().to_string();
    Ok(match form.kind {
        Kind::HandedIn => Event::HandedIn(HandedIn { text, item }),
        Kind::Taken => Event::Taken(Taken { note: text }),
        Kind::Returned => Event::Returned(Returned {
            reason: text,
            due: form.due,
        }),
        Kind::Extended => Event::Extended(Extended {
            // A day that was not named is before every other, which the law says at its field.
            due: form.due.unwrap_or_default(),
            reason: text,
        }),
        Kind::CalledOff => Event::CalledOff(CalledOff { reason: text }),
        // The one begins a task, the other is a publication's.
        Kind::Given | Kind::Published => return Err(Error::NotFound),
    })
}
