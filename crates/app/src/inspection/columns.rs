//! 栏目责任: who answers for each column of an organ, and when it is looked through again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::inspection::{Class, Column, Event, Kept, KeptColumn, Reviewed, not_yours, refuse};
use store::{Stream, inspections as kept};

use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{At, Line, Page, Sheet},
    record::seen,
    rights::{By, DisclosureHead, Reader, holds},
};

/// Fields of the forms, as the law's findings name them.
const FIELDS: &[&str] = &["column", "owner", "review_on", "office"];

/// A column with how it stands.
#[derive(Debug, Clone)]
pub struct Answered {
    pub column: Column,
    pub kept: KeptColumn,
    /// Name of the owner; empty where nobody is named or who was has left.
    pub owner_name: String,
    /// The owner does not work here any more.
    pub left: bool,
    /// The day of its newest public text.
    pub newest: Option<Date>,
    /// The last day on which that is new enough.
    pub fresh_until: Option<Date>,
    /// The person may say that he looked it through.
    pub may_review: bool,
}

/// Who answers for a column from now on, as it is entered.
#[derive(Debug, Clone, Default)]
pub struct KeepForm {
    pub column: String,
    pub office: String,
    /// Id of the member of staff, or empty.
    pub owner: String,
    pub review_on: Option<Date>,
}

/// A column that was looked through.
#[derive(Debug, Clone, Default)]
pub struct ReviewForm {
    pub column: String,
    pub review_on: Option<Date>,
}

/// The columns of the person's organ, and the version of the organ's particulars.
///
/// # Errors
/// The database.
pub async fn columns(app: &App, staff: &Staff) -> Result<(Vec<Answered>, i64)> {
    let organ = &staff.organ;
    let acts = store::ledger::stream(&app.store, organ, &Stream::Organ).await?;
    let rows = store::kept_columns::of_organ(&app.store, organ).await?;
    let people = store::staff::of_organ(&app.store, organ).await?;
    let mut found = Vec::new();
    for column in Column::all() {
        let (placed, head) = match column.head {
            0 => (column.code, 0),
            head => ("content", i64::from(head)),
        };
        let newest = kept::newest(&app.store, organ, placed, head).await?;
        let row = rows.iter().find(|row| row.code == column.code);
        let kept = row.map(store::kept_columns::KeptColumnRow::kept);
        let kept = kept.unwrap_or_default();
        let owner = people.iter().find(|row| row.id == kept.owner);
        let until = |on| column.fresh_until(on, &app.calendar, &app.settings.publication);
        found.push(Answered {
            fresh_until: newest
                .filter(|_| column.class != Class::Standing)
                .and_then(until),
            newest,
            left: owner.is_none() && !kept.owner.is_empty(),
            owner_name: owner.map(|row| row.name.clone()).unwrap_or_default(),
            may_review: holds::<DisclosureHead>(staff) || kept.owner == staff.id,
            kept,
            column,
        });
    }
    Ok((found, acts.last().map_or(0, |act| act.version)))
}

/// Records who answers for a column.
///
/// # Errors
/// [`Error::Invalid`]: the column, the person or the day. `Conflict`: somebody changed the organ meanwhile.
pub async fn keep(
    app: &App,
    staff: &By<DisclosureHead>,
    version: i64,
    form: &KeepForm,
) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.length("office", &form.office, 60, "责任股室", "The office");
    wrong.finish()?;
    let event = Event::Kept(Kept {
        column: form.column.clone(),
        office: form.office.trim().into(),
        owner: form.owner.clone(),
        review_on: form.review_on.unwrap_or_default(),
    });
    write(app, staff, version, &event).await
}

/// Records that a column was looked through: by whoever answers for it, or by the head of the disclosure unit.
///
/// # Errors
/// [`Error::Refused`]: somebody else. [`Error::Invalid`]: the column or the day. `Conflict`: somebody changed the organ meanwhile.
pub async fn review(app: &App, staff: &By<Reader>, version: i64, form: &ReviewForm) -> Result<()> {
    let rows = store::kept_columns::of_organ(&app.store, &staff.organ).await?;
    let own = rows
        .iter()
        .any(|row| row.code == form.column && row.owner == staff.id);
    if !own && !holds::<DisclosureHead>(staff) {
        return Err(Error::Refused(vec![not_yours()]));
    }
    let event = Event::Reviewed(Reviewed {
        column: form.column.clone(),
        review_on: form.review_on.unwrap_or_default(),
    });
    write(app, staff, version, &event).await
}

async fn write(app: &App, staff: &Staff, version: i64, event: &Event) -> Result<()> {
    let organ = &staff.organ;
    let people = store::staff::of_organ(&app.store, organ).await?;
    let ids: Vec<&str> = people.iter().map(|row| row.id.as_str()).collect();
    let today = app.clock.today();
    let mut wrong = Findings::default();
    wrong.law(refuse(event, &ids, today), FIELDS);
    wrong.finish()?;
    let mut sheet = Sheet::begin(app, BTreeSet::from([organ.as_str()])).await?;
    let acts = sheet.acts(organ, &Stream::Organ).await?;
    let stands = acts.last().map_or(0, |act| act.version);
    seen(stands, version)?;
    let page = Page {
        lines: vec![Line {
            organ: organ.clone(),
            stream: Stream::Organ,
            at: At::Version(stands),
            kind: event.kind().into(),
            body: event.body()?,
            on: today,
            actor: staff.id.clone(),
        }],
        ..Page::default()
    };
    sheet.write(&page).await?;
    sheet.commit().await
}
