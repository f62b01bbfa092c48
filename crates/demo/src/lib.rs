#![doc = include_str!("../README.md")]

mod changes;
mod chases;
mod columns;
mod consolidated;
mod consultations;
mod county;
mod handling;
mod heads;
mod items;
mod messages;
mod play;
mod policies;
mod requests;
mod standards;
mod tasks;
mod turn;
mod words;
mod yearly;

use app::{App, Error, Result, Role, Staff, accounts, once, organs};
use jiff::{Timestamp, ToSpan, civil::Date};
use rand::{SeedableRng, rngs::StdRng};

pub use county::PASSWORD;

/// A sign-in that the demo prints.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub organ: String,
    pub login: String,
    pub role: Role,
}

/// How much work is made.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub items: usize,
    pub requests: usize,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            items: 1500,
            requests: 200,
        }
    }
}

/// Whether this installation already holds a county, whole.
///
/// # Errors
/// The making of one was cut short: half a county is not served as a whole one. Organs of somebody else are here: a fictional county, and
/// accounts whose password is printed, have no business among them.
pub async fn exists(app: &App) -> Result<bool> {
    if organs::get(app, county::OFFICE).await.is_err() {
        if organs::any(app).await? {
            return Err(Error::failed(
                "这里已有其他机关的数据，演示数据不写入其中，请另选文件夹或者数据库 (organs of somebody else are here: the demo wants a folder or a database of its own)",
            ));
        }
        return Ok(false);
    }
    if once::is_marked(app, county::OFFICE, WHOLE).await? {
        return Ok(true);
    }
    Err(Error::failed(
        "演示数据没有生成完，请删除该文件夹后重试 (the demo was cut short while it was made: delete its folder)",
    ))
}

/// The mark that is put once the last step is done.
const WHOLE: &str = "demo-whole";

/// The sign-ins of the demo, one for each role.
#[must_use]
pub fn sign_ins() -> Vec<SignIn> {
    let mut all = Vec::new();
    for organ in county::organs() {
        for (role, login) in county::logins(&organ.code) {
            all.push(SignIn {
                organ: organ.name.clone(),
                login,
                role,
            });
        }
    }
    all
}

/// Makes the county. `progress` is told how many steps of how many are done.
pub async fn make(
    app: &App,
    seed: u64,
    size: Size,
    mut progress: impl FnMut(usize, usize),
) -> Result<()> {
    let today = app.clock.today();
    let first = Date::constant(today.year() - 1, 1, 1);
    let opening = app.at(noon(first - 30.days()));
    let mut desks = Vec::new();
    for organ in county::organs() {
        organs::save(&opening, &organ, "demo").await?;
        desks.push(hire(&opening, &organ).await?);
    }
    let mut rng = StdRng::seed_from_u64(seed);
    let mut script = items::script(&mut rng, &desks, first, today, size.items);
    script.extend(requests::script(
        &mut rng,
        app,
        &desks,
        first,
        today,
        size.requests,
    ));
    script.extend(requests::pending(app, &desks, today));
    script.extend(handling::script(&desks, app, today));
    script.extend(items::waiting(&mut rng, &desks, today, size.items));
    let free = size.items + desks.len() * 3;
    script.extend(changes::script(seed, &desks, today, free));
    script.extend(yearly::yearly(&mut rng, &desks, today));
    script.extend(messages::script(&desks, today));
    script.extend(policies::script(&desks, today));
    script.extend(consultations::script(&desks, today));
    script.extend(standards::script(&desks, today));
    script.extend(columns::script(&desks, first, today));
    script.extend(chases::script(&desks, today));
    script.extend(tasks::script(&desks, today));
    script.sort_by_key(|step| step.at);
    let total = script.len();
    let mut stage = play::Stage::default();
    for (done, step) in script.into_iter().enumerate() {
        if step.at > app.clock.now() {
            continue;
        }
        play::perform(&app.at(step.at), &desks, &mut stage, step).await?;
        progress(done + 1, total);
    }
    heads::state(app, &desks).await?;
    standards::link(app, &desks).await?;
    once::mark(app, county::OFFICE, WHOLE).await
}

/// The staff of one organ, by role.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub organ: organs::OrganForm,
    pub clerk: Staff,
    pub reviewer: Staff,
    pub publisher: Staff,
    pub head: Staff,
    pub section: Staff,
    pub legal: Staff,
    pub leader: Staff,
    /// Only in the county office.
    pub supervisor: Option<Staff>,
}

async fn hire(app: &App, organ: &organs::OrganForm) -> Result<Desk> {
    let mut staff = Vec::new();
    for (role, login) in county::logins(&organ.code) {
        staff.push(
            accounts::create_staff(
                app,
                &app::audit::Who::system("demo"),
                &accounts::NewStaff {
                    organ: organ.code.clone(),
                    login,
                    name: county::staff_name(&organ.short_name, role),
                    roles: vec![role],
                    password: PASSWORD.into(),
                },
            )
            .await?,
        );
    }
    let of = |role: Role| {
        staff
            .iter()
            .find(|person| person.has(role))
            .cloned()
            .ok_or_else(|| Error::failed(format!("the demo hired no {}", role.as_str())))
    };
    Ok(Desk {
        organ: organ.clone(),
        clerk: of(Role::Clerk)?,
        reviewer: of(Role::Reviewer)?,
        publisher: of(Role::Publisher)?,
        head: of(Role::DisclosureHead)?,
        section: of(Role::Head)?,
        legal: of(Role::Legal)?,
        leader: of(Role::Leader)?,
        supervisor: of(Role::Supervisor).ok(),
    })
}

/// Noon in China on a day.
pub(crate) fn noon(day: Date) -> Timestamp {
    at(day, 12, 0)
}

/// An hour and minute in China on a day.
pub(crate) fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    jiff::tz::Offset::constant(8)
        .to_timestamp(day.at(hour, minute, 0, 0))
        .unwrap_or_default()
}
