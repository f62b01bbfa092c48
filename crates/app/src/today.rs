//! 今日: what is due, by last day.

use jiff::civil::Date;
use law::{
    case::Assessment,
    handling::{self, Post},
};
use store::requests::RequestRow;

use crate::{
    App, Result, Staff,
    requests::{entries, law_acts, stream_of},
};

/// One open case with its clock as it stands today.
#[derive(Debug, Clone)]
pub struct Due {
    pub row: RequestRow,
    pub assessment: Assessment,
    /// Working days left until the last day; negative once late, `None` where no clock runs.
    pub days_left: Option<i64>,
}

/// The desk of one organ, sorted by last day.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// Past the last day.
    pub late: Vec<Due>,
    /// At most two working days left.
    pub soon: Vec<Due>,
    /// At most five working days left.
    pub near: Vec<Due>,
    /// More time than that.
    pub later: Vec<Due>,
    /// Waiting for the applicant: confirmation, correction, reasons, payment.
    pub waiting: Vec<Due>,
    /// Items waiting for a review or to be published.
    pub items: Vec<(store::items::ItemRow, Option<Post>)>,
    /// Decisions that wait for this person's reading or signature.
    pub readings: Vec<Due>,
    /// Decisions that somebody else has at present: the case, and whose turn it is.
    pub elsewhere: Vec<(Due, Post)>,
    /// 复议 and 诉讼 that ask something of the organ.
    pub remedies: Vec<store::remedies::RemedyRow>,
    /// 更正申请 that are open.
    pub rectifications: Vec<store::rectifications::RectificationRow>,
    /// Messages of the public that ask something of the organ, by last day.
    pub messages: Vec<crate::messages::Waiting>,
    /// Documents whose explanation is owed (S-12), by last day.
    pub unexplained: Vec<store::ties::Unexplained>,
    /// Consultations that ended and whose result is owed (S-11), with its last day, by that day.
    pub unanswered: Vec<(store::opinions::Untold, Date)>,
}

pub async fn today(app: &App, staff: &Staff) -> Result<Today> {
    let mut desk = Today::default();
    let now = app.clock.today();
    let posts = staff.posts();
    crate::requests::recount(app, &staff.organ).await;
    for row in store::requests::open(&app.store, &staff.organ).await? {
        let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(&row.id)?).await?;
        let assessment =
            law::case::assess(&law_acts(&acts)?, now, &app.calendar, &app.settings.clock);
        let file = handling::read(&entries(&acts)?);
        let waits_for = file.waits_for(&app.settings.handling);
        let days_left = assessment.due.map(|due| left(app, now, due));
        let due = Due {
            row,
            assessment,
            days_left,
        };
        match waits_for {
            Some(post) if post != Post::Clerk && posts.contains(&post) => {
                desk.readings.push(due.clone());
            }
            Some(post) if post != Post::Clerk => desk.elsewhere.push((due.clone(), post)),
            _ => {}
        }
        match due.days_left {
            None => desk.waiting.push(due),
            Some(days) if days < 0 => desk.late.push(due),
            Some(days) if days <= 2 => desk.soon.push(due),
            Some(days) if days <= 5 => desk.near.push(due),
            Some(_) => desk.later.push(due),
        }
    }
    for group in [
        &mut desk.late,
        &mut desk.soon,
        &mut desk.near,
        &mut desk.later,
        &mut desk.readings,
    ] {
        group.sort_by_key(|due| due.assessment.due);
    }
    desk.remedies = store::remedies::pending(&app.store, &staff.organ).await?;
    desk.rectifications = store::rectifications::open(&app.store, &staff.organ).await?;
    let messages = crate::messages::desk(app, staff).await?;
    desk.messages = messages.owed;
    desk.messages.extend(messages.to_clear);
    desk.unexplained = store::ties::unexplained(&app.store, &staff.organ, 50).await?;
    for one in store::opinions::untold(&app.store, &staff.organ, now, 50).await? {
        let settings = &app.settings.messages;
        let last = law::message::account_by(one.comments_until, &app.calendar, settings);
        desk.unanswered.push((one, last.date()));
    }
    for status in ["in_review", "cleared", "returned"] {
        let filter = store::items::Filter {
            status: Some(status.into()),
            limit: 50,
            ..Default::default()
        };
        let (rows, _) = store::items::list(&app.store, &staff.organ, &filter).await?;
        // What waits for its minute waits for nobody.
        for row in rows.into_iter().filter(|row| row.planned_at.is_empty()) {
            let view = crate::items::open(app, staff, &row.id).await?;
            desk.items.push((row, view.assessment.waits_for));
        }
    }
    Ok(desk)
}

/// Working days from `today` to `due`: 0 on the day itself.
#[must_use]
pub fn left(app: &App, today: Date, due: Date) -> i64 {
    if due >= today {
        i64::from(app.calendar.working_days_between(today, due))
    } else {
        -i64::from(app.calendar.working_days_between(due, today)).max(1)
    }
}
