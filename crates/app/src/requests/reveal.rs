//! 完整显示: the applicant's particulars or proof of identity, each look with a reason on record.

use law::{fields::handling::WHY_SHOWN, handling::Event};
use serde_json::{Value, json};
use store::{audit::NewEntry, ledger, requests::Beside};

use super::{
    act::{exists, line},
    entries,
    handle::{Handling, body_of, judged},
    open::file_of,
    stream_of,
};
use crate::{
    App, Error, Result, Staff, audit,
    error::Findings,
    pen::{At, Once, Page, Pen},
    upload::FileRef,
};

/// The sealed form in full. The look is on record before anything is shown; a page asked for again with
/// the same key is the same look.
pub async fn reveal(app: &App, staff: &Staff, id: &str, key: &str, why: &str) -> Result<Value> {
    looked(app, staff, id, key, why, "").await?;
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let found = store::people::open(&app.store, &app.keys, &staff.organ, &row.person).await?;
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    Ok(with_older(found.unwrap_or(Value::Null), &acts))
}

/// The help that acts of an older version name in the clear stands where it is sealed today, so that it is shown like it.
pub(super) fn with_older(mut sealed: Value, acts: &[ledger::Act]) -> Value {
    if let (Some(fields), Some(help)) = (sealed.as_object_mut(), help_in_clear(acts)) {
        fields.insert("help".into(), json!(help));
    }
    sealed
}

/// The help that an act of an older version names.
pub(super) fn help_in_clear(acts: &[ledger::Act]) -> Option<String> {
    Some(Beside::filed(acts).help).filter(|help| !help.is_empty())
}

/// A sealed file of the applicant's, such as his proof of identity.
pub async fn reveal_file(
    app: &App,
    staff: &Staff,
    id: &str,
    key: &str,
    why: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let file = file_of(&acts, hash).ok_or(Error::NotFound)?;
    looked(app, staff, id, key, why, hash).await?;
    super::open::with_bytes(app, &staff.organ, id, file, true).await
}

pub(super) async fn looked(
    app: &App,
    staff: &Staff,
    id: &str,
    key: &str,
    why: &str,
    hash: &str,
) -> Result<()> {
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    exists(&acts)?;
    let mut wrong = Findings::default();
    wrong.asked(&WHY_SHOWN, why, 200, "查看理由", "the reason");
    wrong.finish()?;
    let on = app.clock.today();
    let event = Event::ShownInFull {
        why: why.trim().to_string(),
    };
    judged(app, staff, &entries(&acts)?, &event, on)?;
    let beside = Beside {
        file: hash.into(),
        ..Beside::default()
    };
    let body = beside.over(body_of(&Handling { on, event })?)?;
    // A look of its own for each file and each reason.
    let asked = format!("{id} {hash} {}", why.trim());
    let once = Once::new(
        app,
        &staff.organ,
        key,
        ("shown_in_full", &asked),
        &json!({}),
    )?;
    let page = Page {
        reference: format!("{id}#{hash}"),
        lines: vec![line(staff, id, At::End, "shown_in_full", body, on)?],
        audit: vec![shown(staff, id, hash)],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// The row of the audit log: whose case, and what of it. The reason, which may name somebody, stands in the act alone.
pub(super) fn shown(staff: &Staff, id: &str, what: &str) -> NewEntry {
    let what = if what.is_empty() { "form" } else { what };
    audit::Event::new(audit::Kind::ParticularsShown)
        .to(id)
        .saying(json!({ "what": what }))
        .by(&audit::Who::of(staff))
}
