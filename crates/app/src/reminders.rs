//! 期限提醒: each day, who is told of which last day. What is due is decided by `law::remind`; what was told is remembered,
//! so that each step of each last day is told once, whichever node runs it and however often.

mod matters;

pub use matters::{Pending, pending};

use jiff::civil::Date;
use law::remind::{self, Step, Told};
use serde_json::json;
use store::{jobs::NewJob, notices::NoticeRow, staff::StaffRow};

use crate::{App, Result, Role, accounts::new_id, mail};

/// Leaves one job an organ: look what is due. Called at start and each hour; the jobs of one hour are superfluous
/// twice, and running one twice tells nobody twice.
pub async fn enqueue(app: &App) -> Result<()> {
    let now = app.clock.now();
    let hour = format!("{now:.0}").chars().take(13).collect::<String>();
    let organs = store::organs::list(&app.store).await?;
    let mut tx = app.store.begin().await?;
    for organ in organs {
        let key = format!("remind/{}/{hour}", organ.code);
        let job = NewJob {
            id: &new_id(now),
            organ: &organ.code,
            kind: "remind",
            body: &json!({}),
            run_at: now,
            unique_key: Some(&key),
        };
        store::jobs::enqueue(&mut tx, &job).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells whoever has to be told today in one organ. Returns how many steps were new.
pub async fn remind(app: &App, organ: &str) -> Result<usize> {
    let today = app.clock.today();
    let mut told = 0;
    let mut matters = pending(app, organ).await?;
    matters.extend(crate::inspection::pending(app, organ).await?);
    for matter in matters {
        let step = remind::step(
            matter.matter,
            matter.due,
            today,
            &app.calendar,
            &app.settings.remind,
        );
        let Some(step) = step else { continue };
        let key = step.key();
        if store::notices::remembered(&app.store, organ, &matter.about, matter.due, &key).await? {
            continue;
        }
        if tell(app, organ, &matter, step, today).await? {
            told += 1;
        }
    }
    crate::chases::tick(app, organ).await?;
    Ok(told)
}

/// One transaction: the step is remembered, the notices stand on the desks, the mails wait to be sent.
async fn tell(app: &App, organ: &str, matter: &Pending, step: Step, today: Date) -> Result<bool> {
    let row = store::organs::get(&app.store, organ).await?;
    let (name, parent) = row.map(|row| (row.name, row.parent)).unwrap_or_default();
    let own = store::staff::of_organ(&app.store, organ).await?;
    let above = if parent.is_empty() {
        own.clone()
    } else {
        store::staff::of_organ(&app.store, &parent).await?
    };
    let now = app.clock.now();
    let days = crate::today::left(app, today, matter.due).abs();
    let mut tx = app.store.begin().await?;
    if !store::notices::remember(&mut tx, organ, &matter.about, matter.due, &step.key(), now)
        .await?
    {
        return Ok(false);
    }
    let mut reached: Vec<&str> = Vec::new();
    // Whoever answers for the very thing is told, and nobody else.
    let owner = own.iter().find(|row| row.id == matter.owner);
    let mut roles = remind::told(matter.matter, step, &app.settings.remind);
    if owner.is_some() {
        roles.truncate(1);
    }
    for told in roles {
        let supervisor = told == Told::Supervisor;
        let desk = if supervisor && !parent.is_empty() {
            &parent
        } else {
            organ
        };
        let role = role_of(told);
        let text_key = format!(
            "{}.{}",
            matter.matter.as_str(),
            sentence_of(step, supervisor)
        );
        let mut detail = json!({
            "organ": organ, "organ_name": name, "name": matter.name, "number": matter.name,
            "due": matter.due, "days": days, "text_key": text_key,
        });
        if !matter.name_en.is_empty() {
            detail["name_en"] = json!(matter.name_en);
        }
        let people = if supervisor { &above } else { &own };
        let mut holders: Vec<&StaffRow> = match owner {
            Some(owner) => vec![owner],
            None => people.iter().filter(|row| holds(row, role)).collect(),
        };
        let nobody = holders.is_empty().then_some("");
        // Who holds two of the roles is told once.
        holders.retain(|row| !reached.contains(&row.id.as_str()));
        reached.extend(holders.iter().map(|row| row.id.as_str()));
        let ids = holders.iter().map(|row| row.id.as_str()).chain(nobody);
        for staff in ids {
            let notice = NoticeRow {
                organ: desk.to_string(),
                id: new_id(now),
                staff: staff.into(),
                role: role.as_str().into(),
                about: matter.about.clone(),
                step: step.key(),
                text_key: text_key.clone(),
                detail: detail.to_string(),
                made_at: now,
                read_at: None,
                read_by: String::new(),
            };
            store::notices::insert(&mut tx, &notice).await?;
        }
        if !app.settings.mail.on() {
            continue;
        }
        for row in holders.iter().filter(|row| !row.mail.is_empty()) {
            let key = format!(
                "mail/{}/{}/{}/{}",
                matter.about,
                matter.due,
                step.key(),
                row.id
            );
            mail::Mail {
                organ,
                to: mail::Recipient::Staff(&row.id),
                template: "reminder",
                request: "",
                detail: detail.clone(),
            }
            .enqueue(&mut tx, now, Some(&key))
            .await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

fn sentence_of(step: Step, supervisor: bool) -> &'static str {
    match step {
        Step::Late(_) if supervisor => "above",
        Step::Late(_) => "late",
        Step::Before(0) => "today",
        Step::Before(_) => "before",
    }
}

fn role_of(told: Told) -> Role {
    match told {
        Told::Clerk => Role::Clerk,
        Told::DisclosureHead => Role::DisclosureHead,
        Told::Leader => Role::Leader,
        Told::Supervisor => Role::Supervisor,
    }
}

fn holds(row: &StaffRow, role: Role) -> bool {
    row.roles.split(',').any(|word| word == role.as_str())
}
