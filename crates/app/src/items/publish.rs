//! 发布: a cleared text goes to the public, at once or at its minute, for the first time or in place of another.

use jiff::{SignedDuration, civil::DateTime};
use law::item::{Change, Dropped, Event, Planned, Publication, Schedule, State};
use serde_json::json;

use super::{
    Whole, consultation, index_number,
    judged::{against, place, refuse},
    life::{at, because, whole},
    line, series, ties,
};
use crate::{
    App, Result,
    clock::instant_of,
    pen::{Line, Page, Pen, Task},
    rights::{By, Publisher},
};

/// How long after its minute a publication may come before it is called missing.
const ALLOWED: SignedDuration = SignedDuration::from_secs(60);

/// The kind of job that publishes at its minute.
pub(crate) const JOB: &str = "publish";

/// Fields of the form, as the law's findings name them.
const FIELDS: &[&str] = &["exception", "note", "at"];

/// What is said at a publication.
#[derive(Debug, Clone, Default)]
pub struct PublishForm {
    /// Why who had a hand in it publishes it, in a bureau too small for two.
    pub exception: String,
    /// 变更说明: what changed, where the text takes the place of a public one.
    pub note: String,
    /// Whether what the text says is another thing now.
    pub major: bool,
}

impl PublishForm {
    /// What a schedule said.
    pub(super) fn of(schedule: &Schedule) -> Self {
        let change = schedule.change.clone().unwrap_or_default();
        Self {
            exception: schedule.exception.clone(),
            note: change.note,
            major: change.major,
        }
    }

    /// The word on a change, where there is something to change.
    fn change(&self, state: &State) -> Option<Change> {
        state.public.as_ref().map(|_| Change {
            note: self.note.trim().into(),
            major: self.major,
        })
    }

    /// Everything that would become public, the word on the change with it.
    async fn whole(&self, app: &App, place: (&str, &str), state: &State) -> Result<Whole> {
        let mut whole = whole(app, place, state).await?;
        if let Some(change) = self.change(state) {
            let passage = law::item::Passage::new("note", change.note);
            whole.passages.push(passage);
        }
        Ok(whole)
    }
}

/// Puts a cleared item on the portal today, with its 索引号; a change under the number that the item has.
pub async fn publish(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    form: &PublishForm,
) -> Result<i64> {
    let (state, stands) = at(app, staff, id, version).await?;
    let today = app.clock.today();
    let number = state.publication.as_ref().map(|one| &one.index_number);
    let mut publication = Publication {
        index_number: number.cloned().unwrap_or_default(),
        published_on: today,
        channels: vec!["portal".into()],
        validity: None,
        imported: false,
        read: state.text().cloned(),
        exception: form.exception.trim().into(),
        change: form.change(&state),
    };
    let whole = form.whole(app, (&staff.organ, id), &state).await?;
    let event = Event::Published(publication.clone());
    refuse(against(app, staff, &state, &event, &whole), FIELDS)?;
    let others = repealed(app, staff, id, &state).await?;
    let year = today.year();
    let pen = match number {
        Some(_) => Pen::of(app, &staff.organ),
        None => Pen::of(app, &staff.organ).numbered(&staff.organ, series(year)),
    };
    let pen = pen.still(consultation::sorted(&whole.standing));
    pen.write(|numbers| {
        if publication.index_number.is_empty() {
            publication.index_number = index_number(&staff.organ, year, numbers.first());
        }
        let event = Event::Published(publication);
        let mut lines = vec![line(app, place(staff, id, stands), &event)?];
        lines.extend(others.clone());
        Ok(Some(Page {
            lines,
            ..Page::default()
        }))
    })
    .await?;
    Ok(stands + 1)
}

/// The repeals that a publication says, each judged as an act of this publisher's own.
async fn repealed(app: &App, staff: &By<Publisher>, id: &str, state: &State) -> Result<Vec<Line>> {
    let Some(content) = &state.content else {
        return Ok(Vec::new());
    };
    let before = state.public.as_ref().map(|public| &public.content);
    let mut lines = Vec::new();
    for (other, state, stands, event) in
        ties::repeals(app, &staff.organ, id, (content, before)).await?
    {
        refuse(
            against(app, staff, &state, &event, &Whole::default()),
            FIELDS,
        )?;
        lines.push(line(app, place(staff, &other, stands), &event)?);
    }
    Ok(lines)
}

/// 定时发布: the text as it stands is published at a minute in China, unless it is changed or the schedule taken back before.
pub async fn schedule(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    (minute, form): (DateTime, &PublishForm),
) -> Result<i64> {
    let (state, stands) = at(app, staff, id, version).await?;
    let event = Event::Scheduled(Schedule {
        at: minute,
        read: state.text().cloned(),
        exception: form.exception.trim().into(),
        change: form.change(&state),
    });
    let whole = form.whole(app, (&staff.organ, id), &state).await?;
    refuse(against(app, staff, &state, &event, &whole), FIELDS)?;
    let page = Page {
        lines: vec![line(app, place(staff, id, stands), &event)?],
        tasks: vec![Task {
            organ: staff.organ.clone(),
            kind: JOB,
            body: json!({ "id": id }),
            unique: format!("{JOB}/{}/{id}/{}", staff.organ, stands + 1),
            at: Some(instant_of(minute)),
        }],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(stands + 1)
}

/// 取消定时: the text stays cleared and waits for the publisher.
pub async fn unschedule(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    let event = Event::Unscheduled(Dropped {
        reason: reason.trim().into(),
    });
    because(app, staff, (id, version), &event).await
}

/// Whether a schedule's minute has come.
pub(super) fn is_due(app: &App, planned: &Planned) -> bool {
    planned.schedule.at <= app.clock.minute()
}

/// Whether it has passed by so much that the job ought to have been there.
pub(super) fn is_overdue(app: &App, planned: &Planned) -> bool {
    instant_of(planned.schedule.at) + ALLOWED <= app.clock.now()
}
