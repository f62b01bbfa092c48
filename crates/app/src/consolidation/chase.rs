//! 催报: the 主管部门 reminds a unit of its report. The unit's ledger keeps it, the people there find it on their desks, and
//! it goes out by mail where mail is set up; all of it in one transaction.

use jiff::civil::Date;
use law::report::{
    consolidate::{Kind, Unit},
    workflow::{self, Facts, Step},
};
use serde_json::json;
use store::{notices::NoticeRow, staff::StaffRow};

use super::{
    returns::answerable,
    tree::{key_of, unit_due},
};
use crate::{
    App, Error, Result, Role, Staff,
    accounts::new_id,
    error::Findings,
    mail::{self, Recipient},
    pen::{Page, Pen},
    record,
    reports::{Key, line},
    rights::{By, Supervisor},
};

/// One unit about to be reminded: everything that is read before the transaction begins.
struct Chased {
    unit: Unit,
    key: Key,
    due: Option<Date>,
    /// Whoever answers for the report there.
    people: Vec<StaffRow>,
    /// The unit has a public address, for a unit nobody of which works here.
    public_address: bool,
}

/// A reminder to one unit, with the last day and by how much it is missed.
pub async fn chase(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    within(note)?;
    let unit = answerable(app, staff, unit).await?;
    let chased = chased(app, staff, unit, year, seen).await?;
    let above = crate::organs::get(app, &staff.organ).await?.name;
    let mut page = Page::default();
    remind(app, &mut page, staff, &chased, &above, note);
    let pen = Pen::of(app, &chased.unit.code);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(chased.key.seen + 1)
}

/// Reminds every unit that has not reported, or none of them; returns how many were reminded.
pub async fn chase_all(app: &App, staff: &By<Supervisor>, year: i16, note: &str) -> Result<usize> {
    within(note)?;
    let roll = super::build(app, &staff.organ, year).await?;
    let mut silent = Vec::new();
    for (line, its) in roll.sum.lines.iter().zip(&roll.returns) {
        let reported = its.stage.is_reported() || its.by_file || its.edition > 0;
        if reported || matches!(line.unit.kind, Kind::Own | Kind::Vertical) {
            continue;
        }
        silent.push(chased(app, staff, line.unit.clone(), year, its.version).await?);
    }
    let above = crate::organs::get(app, &staff.organ).await?.name;
    let mut page = Page::default();
    let mut pen = Pen::of(app, &staff.organ);
    for chased in &silent {
        pen = pen.and(&chased.unit.code);
        remind(app, &mut page, staff, chased, &above, note);
    }
    pen.write(|_| Ok(Some(page))).await?;
    Ok(silent.len())
}

fn within(note: &str) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.length("note", note, 500, "催报内容", "The reminder");
    wrong.finish()
}

async fn chased(app: &App, staff: &Staff, unit: Unit, year: i16, seen: i64) -> Result<Chased> {
    let key = key_of(app, &unit, year, seen).await?;
    let acts = store::ledger::stream(&app.store, &unit.code, &key.scope.stream(year)).await?;
    record::seen(acts.last().map_or(0, |act| act.version), seen)?;
    let facts = Facts {
        supervised: true,
        ..Facts::default()
    };
    let past = store::reports::past(&acts);
    let refusals = workflow::refusals(&past, Step::Chase, &staff.id, &facts);
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let people = store::staff::of_organ(&app.store, &unit.code).await?;
    let form = crate::organs::get(app, &unit.code).await?;
    Ok(Chased {
        people: people
            .into_iter()
            .filter(|row| role(row).is_some())
            .collect(),
        public_address: !form.email.is_empty(),
        due: unit_due(app, &unit, year).await?,
        unit,
        key,
    })
}

/// The act, the notices and the mails of one unit.
fn remind(app: &App, page: &mut Page, staff: &Staff, chased: &Chased, above: &str, note: &str) {
    let (organ, key, now) = (&chased.unit.code, chased.key, app.clock.now());
    let (due, note) = (chased.due, note.trim());
    let late = due.map(|due| (app.clock.today() - due).get_days().max(0));
    let body = json!({"year": key.year, "note": note, "due": due, "days_late": late});
    page.lines
        .push(line(app, staff, organ, key, Step::Chase, &body));
    let version = key.seen + 1;
    let stream = key.scope.stream(key.year);
    let text_key = "annual_report.chased";
    let detail = json!({
        "organ": organ, "organ_name": above, "name": key.year.to_string(), "number": key.year.to_string(),
        "due": due, "said": note, "text_key": text_key,
    });
    let told = chased
        .people
        .iter()
        .filter_map(|row| Some((row.id.as_str(), role(row)?)));
    let nobody = chased
        .people
        .is_empty()
        .then_some(("", Role::DisclosureHead));
    for (person, role) in told.chain(nobody) {
        let notice = NoticeRow {
            organ: organ.clone(),
            id: new_id(now),
            staff: person.into(),
            role: role.as_str().into(),
            about: stream.to_string(),
            step: format!("chase/{}", late.unwrap_or_default()),
            text_key: text_key.into(),
            detail: detail.to_string(),
            made_at: now,
            read_at: None,
            read_by: String::new(),
        };
        page.notices.push(notice);
    }
    if !app.settings.mail.on() {
        return;
    }
    let mut to: Vec<(&str, Recipient)> = chased
        .people
        .iter()
        .filter(|row| !row.mail.is_empty())
        .map(|row| (row.id.as_str(), Recipient::Staff(&row.id)))
        .collect();
    if to.is_empty() && chased.public_address {
        to.push(("", Recipient::Organ));
    }
    for (id, recipient) in to {
        let once = format!("mail/{organ}/{stream}/{version}/{id}");
        page.tasks.push(
            mail::Mail {
                organ,
                to: recipient,
                template: "chased",
                request: "",
                detail: detail.clone(),
            }
            .task(once),
        );
    }
}

/// In which role a person answers for the report, if in any.
fn role(row: &StaffRow) -> Option<Role> {
    [Role::DisclosureHead, Role::Clerk]
        .into_iter()
        .find(|role| row.roles.split(',').any(|word| word == role.as_str()))
}
