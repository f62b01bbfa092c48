//! 今日: what waits for a person, by last day.

mod house;

pub use house::{House, house};

use jiff::civil::Date;
use law::{
    case::{Assessment, Kind},
    handling::{self, Person, Post},
    next::{Act, Next, Who},
};
use store::requests::RequestRow;

use crate::{
    App, Result, Staff,
    requests::{entries, lacking, law_acts, stream_of},
    rights::{Author, CaseWorker, Handler, Head, Reviewer, Supervisor, holds},
};

/// For whom an open request waits, as one person finds it. Each is in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// His reading or signature.
    ToRead,
    /// A clerk's own: he worked it last.
    Mine,
    /// The next step is a clerk's, and he is one.
    House,
    /// Somebody else in the house.
    Others,
    /// The applicant, a third party, another organ, an office.
    Outside,
}

/// One open case with its clock as it stands today.
#[derive(Debug, Clone)]
pub struct Due {
    pub row: RequestRow,
    /// What it is called; empty once its applicant was erased.
    pub subject: String,
    pub assessment: Assessment,
    /// What it waits for.
    pub next: Next,
    pub place: Place,
    /// Working days left until the last day; negative once late, `None` where no clock runs.
    pub days_left: Option<i64>,
}

impl Due {
    /// `late`, `soon` (at most two working days left), `near` (at most five), `later`, or `waiting` where no clock runs.
    #[must_use]
    pub fn level(&self) -> &'static str {
        match self.days_left {
            None => "waiting",
            Some(days) if days < 0 => "late",
            Some(days) if days <= 2 => "soon",
            Some(days) if days <= 5 => "near",
            Some(_) => "later",
        }
    }
}

/// The desk of one person.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// The open requests of the organ, once each, the nearest last day first; for whoever has a hand in them or watches them.
    pub cases: Vec<Due>,
    /// Items on their way: whose turn it is, and whether it is this person's.
    pub items: Vec<(store::items::ItemRow, Option<Post>, bool)>,
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
    /// Chases that wait for this person's organ: its answer, or for a supervisor his word on an answer or on more time.
    pub chases: Vec<store::chases::ChaseRow>,
    /// 年度任务 that the organ owes soon, and material that waits for a supervisor's word.
    pub tasks: crate::tasks::Waiting,
}

/// What a person finds in the morning: what waits for him, and what he may want to know of the rest.
pub async fn today(app: &App, staff: &Staff) -> Result<Today> {
    let mut desk = Today::default();
    let now = app.clock.today();
    if holds::<Handler>(staff) || holds::<Supervisor>(staff) {
        desk.cases = cases(app, staff).await?;
    }
    if holds::<CaseWorker>(staff) {
        desk.remedies = store::remedies::pending(&app.store, &staff.organ).await?;
        desk.rectifications = store::rectifications::open(&app.store, &staff.organ).await?;
    }
    desk.chases = crate::chases::waiting(app, staff).await?;
    desk.tasks = crate::tasks::waiting(app, staff).await?;
    let messages = crate::messages::desk(app, staff).await?;
    if holds::<Author>(staff) || holds::<Head>(staff) || holds::<CaseWorker>(staff) {
        desk.messages = messages.owed;
    }
    if holds::<Reviewer>(staff) {
        desk.messages.extend(messages.to_clear);
    }
    if holds::<Author>(staff) {
        desk.unexplained = store::ties::unexplained(&app.store, &staff.organ, 50).await?;
        for one in store::opinions::untold(&app.store, &staff.organ, now, 50).await? {
            let settings = &app.settings.messages;
            let last = law::message::account_by(one.comments_until, &app.calendar, settings);
            desk.unanswered.push((one, last.date()));
        }
    }
    let posts = staff.item_posts();
    for status in ["in_review", "cleared", "returned"] {
        let filter = store::items::Filter {
            status: Some(status.into()),
            limit: 50,
            ..Default::default()
        };
        let newest = store::items::At::First;
        let rows = store::items::page(&app.store, &staff.organ, &filter, &newest).await?;
        // What waits for its minute waits for nobody.
        for row in rows.into_iter().filter(|row| row.planned_at.is_empty()) {
            let waits_for = crate::items::open(app, staff, &row.id)
                .await?
                .assessment
                .waits_for;
            let mine = waits_for.is_some_and(|post| posts.contains(&post));
            // Whoever neither writes nor reads items is not told of them.
            if mine || holds::<Author>(staff) {
                desk.items.push((row, waits_for, mine));
            }
        }
    }
    Ok(desk)
}

/// Every open request of the organ as the law finds it today. For a program, which is never told what one is called, too.
pub async fn cases(app: &App, staff: &Staff) -> Result<Vec<Due>> {
    crate::requests::recount(app, &staff.organ).await;
    let now = app.clock.today();
    let posts = staff.posts();
    let rows = store::requests::open(&app.store, &staff.organ).await?;
    let mut titles = crate::subjects::of_rows(app, &staff.organ, &rows).await?;
    let mut cases = Vec::new();
    for row in rows {
        let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(&row.id)?).await?;
        let assessment =
            law::case::assess(&law_acts(&acts)?, now, &app.calendar, &app.settings.clock);
        let entries = entries(&acts)?;
        let person = Person {
            id: &staff.id,
            posts: &posts,
        };
        let house = handling::assess(&entries, person, now, &app.settings.handling);
        // What a request lacks matters while a correction may still be asked for.
        let asks = assessment.allowed.contains(&Kind::CorrectionNoticed);
        let lacks = asks && {
            let sealed = crate::subjects::opened(app, &staff.organ, &row.person).await;
            !lacking(&sealed.unwrap_or_default(), &acts).is_empty()
        };
        let next = law::next::next(&assessment, &house.file, lacks, &app.settings.handling);
        let allowed = |act: Act| match act {
            Act::Inner(kind) => house.allowed.contains(&kind),
            Act::Statutory(_) => true,
        };
        let place = match next.who {
            Who::Post(Post::Clerk) if posts.contains(&Post::Clerk) => {
                if row.handler == staff.id {
                    Place::Mine
                } else {
                    Place::House
                }
            }
            Who::Post(post) if posts.contains(&post) && next.act.is_some_and(allowed) => {
                Place::ToRead
            }
            Who::Post(_) | Who::Nobody => Place::Others,
            Who::Applicant | Who::Others | Who::Office => Place::Outside,
        };
        cases.push(Due {
            subject: titles.remove(&row.id).unwrap_or_default(),
            days_left: assessment.due.map(|due| left(app, now, due)),
            row,
            assessment,
            next,
            place,
        });
    }
    // Where no clock runs the day of the step itself is the one to look at; without either it comes last.
    cases.sort_by_key(|one| {
        let day = one.assessment.due.or(one.next.until);
        (day.is_none(), day, one.row.number.clone())
    });
    Ok(cases)
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
