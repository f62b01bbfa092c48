//! The steps of both sides after the order.

use jiff::civil::Date;
use law::{
    chase::{
        self, Accepted, Answered, Event, Extended, Kind, Returned, Side, TimeAsked, TimeRefused,
        Withdrawn,
    },
    finding::Finding,
};
use serde_json::json;

use super::{FIELDS, LONGEST, facts, line, side, stands, tell::audience, told};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    inspection,
    pen::{Once, Page, Pen},
    record::seen,
    rights::{By, CaseWorker, Supervisor},
};

/// What is done with a chase, as it is typed in.
#[derive(Debug, Clone)]
pub struct StepForm {
    pub kind: Kind,
    /// What was done, or why; at most 2000 characters.
    pub text: String,
    /// The further day, where the step names one.
    pub answer_by: Option<Date>,
}

/// A step of the organ that is chased: that it has the order, what was done, that it wants more time. The same form twice is one step.
///
/// # Errors
/// [`Error::Invalid`]: words or day. `Refused`: not now. `Conflict`: somebody was quicker. Nothing is saved then.
pub async fn below(
    app: &App,
    staff: &By<CaseWorker>,
    (organ, id): (&str, &str),
    (version, key): (i64, &str),
    form: &StepForm,
) -> Result<()> {
    step(app, staff, Side::Below, (organ, id), (version, key), form).await
}

/// A step of the organ that ordered it: more time or none, back, done, taken back.
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
    let content = json!({"text": form.text, "answer_by": form.answer_by});
    let once = Once::new(app, organ, key, (word, id), &content)?;
    if once.before(app).await?.is_some() {
        return Ok(());
    }
    seen(row.version, version)?;
    // Whether the fault stands decides whether it is done.
    if form.kind == Kind::Accepted {
        inspection::current(app, organ).await?;
    }
    let event = event(form)?;
    let mut wrong = Findings::default();
    wrong.length("text", &form.text, LONGEST, "内容", "The text");
    let found = chase::judge(&state, acts, &event, facts(app, stands(app, &row).await?));
    judged(found, form.kind, wrong)?;
    let mut page = Page {
        reference: id.into(),
        lines: vec![line(app, &staff.id, (organ, id), version, &event)?],
        ..Page::default()
    };
    let due = form.answer_by.or(row.due);
    let audience = audience(app, (organ, &row.above), form.kind).await?;
    audience.tell(app, &mut page, &row, (due, &form.text));
    let pen = Pen::of(app, organ).and(&row.above).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Words and days are mended in the form; what may not be done now is refused.
pub(super) fn judged(found: Vec<Finding>, kind: Kind, mut wrong: Findings) -> Result<()> {
    if found.iter().any(|one| one.place == kind.as_str()) {
        return Err(Error::Refused(found));
    }
    wrong.law(found, FIELDS);
    wrong.finish()
}

fn event(form: &StepForm) -> Result<Event> {
    let text = form.text.trim().to_string();
    // A day that was not named is before every other, which the law says at its field.
    let day = form.answer_by.unwrap_or_default();
    Ok(match form.kind {
        Kind::Received => Event::Received,
        Kind::Answered => Event::Answered(Answered { text }),
        Kind::TimeAsked => Event::TimeAsked(TimeAsked {
            answer_by: day,
            reason: text,
        }),
        Kind::TimeRefused => Event::TimeRefused(TimeRefused { reason: text }),
        Kind::Extended => Event::Extended(Extended {
            answer_by: day,
            reason: text,
        }),
        Kind::Returned => Event::Returned(Returned {
            reason: text,
            answer_by: day,
        }),
        Kind::Accepted => Event::Accepted(Accepted { note: text }),
        Kind::Withdrawn => Event::Withdrawn(Withdrawn { reason: text }),
        // The one begins a chase, the other is the clock's.
        Kind::Ordered | Kind::Escalated => return Err(Error::NotFound),
    })
}
