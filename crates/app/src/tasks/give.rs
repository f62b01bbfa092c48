//! 下达: one point given to several organs at once; all of them have it, or none.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::task::{self, Event, Given, Kind, Side, Source, State, Wants};
use serde_json::json;
use store::organs::OrganRow;

use super::{
    FIELDS, POINT, TITLE, WORDS, facts, line,
    tell::{Audience, Told, audience},
};
use crate::{
    App, Error, Result,
    accounts::new_id,
    error::Findings,
    pen::{Claim, Once, Page, Sheet},
    rights::{By, Supervisor},
};

/// A task as it is typed in.
#[derive(Debug, Clone, Default)]
pub struct GiveForm {
    pub year: i16,
    /// What is to be done; at most 500 characters.
    pub text: String,
    /// Title of the 要点 document, at most 200 characters, and the point there or nothing, at most 100.
    pub source: String,
    pub point: String,
    /// What counts as done, as [`Wants`] is written.
    pub wants: String,
    /// The last day of every organ that has no other.
    pub due: Option<Date>,
    /// Codes of the organs below, each with its own last day as it was typed, or nothing where it has no other.
    pub organs: Vec<(String, String)>,
}

/// Gives the task to each of the organs; returns what their tasks have in common. The same form twice is one task each.
///
/// # Errors
/// `Invalid`: what is missing or wrong, all at once. `Refused`: an organ has it already. [`Error::NotFound`]: an organ is not below.
/// Nothing is saved then, for no organ.
pub async fn give(app: &App, staff: &By<Supervisor>, key: &str, form: &GiveForm) -> Result<String> {
    let below = store::organs::children(&app.store, &staff.organ).await?;
    let mut organs: Vec<(&OrganRow, Option<Date>)> = Vec::new();
    for (code, own) in &form.organs {
        let row = below.iter().find(|row| row.code == *code);
        let row = row.ok_or(Error::NotFound)?;
        // What is no day is before every other, which the law says under the organ's name.
        let own = Some(own.trim()).filter(|own| !own.is_empty());
        let own = own.map(|own| own.parse().unwrap_or_default());
        if !organs.iter().any(|(other, _)| other.code == row.code) {
            organs.push((row, own));
        }
    }
    let content = json!({
        "year": form.year, "text": form.text, "source": form.source, "point": form.point,
        "wants": form.wants, "due": form.due, "organs": form.organs,
    });
    let once = Once::new(app, &staff.organ, key, (Kind::Given.as_str(), ""), &content)?;
    if let Some(lot) = once.before(app).await? {
        return Ok(lot);
    }
    let lot = new_id(app.clock.now());
    let given = |due: Date| Given {
        above: staff.organ.clone(),
        lot: lot.clone(),
        year: form.year,
        text: form.text.trim().into(),
        source: Source {
            title: form.source.trim().into(),
            point: form.point.trim().into(),
        },
        due,
        // What cannot be read is of no column, which the law says at its field.
        wants: form
            .wants
            .parse()
            .unwrap_or_else(|_| Wants::Column(String::new())),
    };
    checked(app, form, &organs, given)?;

    let mut tasks = Vec::new();
    for (row, own) in organs {
        let due = own.or(form.due).unwrap_or_default();
        let told = audience(app, (row, &staff.organ), Kind::Given).await?;
        tasks.push((row, given(due), told));
    }
    match write(app, staff, &once, (&lot, tasks)).await? {
        Done::Given => Ok(lot),
        Done::Before(earlier) => Ok(earlier),
        Done::Already(names) => Err(Error::Refused(
            names.iter().map(|name| task::already(name)).collect(),
        )),
    }
}

/// What is wrong with the form. What all organs have in common is said once, a day of its own under the organ's name.
fn checked(
    app: &App,
    form: &GiveForm,
    organs: &[(&OrganRow, Option<Date>)],
    given: impl Fn(Date) -> Given,
) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.length("text", &form.text, WORDS, "任务内容", "The task");
    wrong.length("source", &form.source, TITLE, "文件名称", "The title");
    wrong.length("point", &form.point, POINT, "条目", "The point");
    if organs.is_empty() {
        wrong.add(
            "organs",
            "form",
            "请选择承办机关",
            "Choose the organs that are to do it",
        );
    }
    let judged = |due: Date| {
        let event = Event::Given(Box::new(given(due)));
        task::judge(&State::default(), Side::Above, &event, facts(app, false))
    };
    let mut found = judged(form.due.unwrap_or_default());
    if !organs.is_empty() && organs.iter().all(|(_, own)| own.is_some()) {
        found.retain(|one| one.place != "due");
    }
    wrong.law(found, FIELDS);
    for (row, own) in organs {
        let found = own.map(&judged).unwrap_or_default();
        for one in found.into_iter().filter(|one| one.place == "due") {
            let zh = format!("{}：{}", row.short_name, one.zh);
            let en = format!("{}: {}", row.short_name, one.en);
            wrong.add("organs", one.id.id(), zh, en);
        }
    }
    wrong.finish()
}

/// What became of it.
enum Done {
    Given,
    /// The same form did it before: its lot.
    Before(String),
    /// These organs have it.
    Already(Vec<String>),
}

/// One transaction under the heads of all: nobody has it yet, an act and the notices for each.
async fn write(
    app: &App,
    staff: &By<Supervisor>,
    once: &Once,
    (lot, tasks): (&str, Vec<(&OrganRow, Given, Audience)>),
) -> Result<Done> {
    let mut heads: BTreeSet<&str> = tasks.iter().map(|(row, ..)| row.code.as_str()).collect();
    heads.insert(&staff.organ);
    let mut sheet = Sheet::begin(app, heads).await?;
    match sheet.claim(once, lot).await? {
        Claim::Fresh => {}
        Claim::Same(earlier) => return Ok(Done::Before(earlier)),
        Claim::Other => return Err(Once::other()),
    }
    let mut have = Vec::new();
    for (row, given, _) in &tasks {
        if store::tasks::given(sheet.tx(), &row.code, given).await? {
            have.push(row.short_name.clone());
        }
    }
    if !have.is_empty() {
        return Ok(Done::Already(have));
    }
    let mut page = Page::default();
    for (row, given, audience) in tasks {
        let id = new_id(app.clock.now());
        audience.tell(
            app,
            &mut page,
            Told {
                organ: &row.code,
                id: &id,
                words: &given.text,
                version: 0,
                due: given.due,
                said: "",
            },
        );
        let event = Event::Given(Box::new(given));
        page.lines
            .push(line(app, &staff.id, (&row.code, &id), 0, &event)?);
    }
    sheet.write(&page).await?;
    sheet.commit().await?;
    Ok(Done::Given)
}
