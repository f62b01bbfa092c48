//! 完整显示: the applicant's particulars or proof of identity, each look with a reason on record.

use law::handling::Event;
use serde_json::{Value, json};
use store::ledger;

use super::{
    act::{exists, write},
    entries,
    handle::judged,
    open::file_of,
    stream_of,
};
use crate::{App, Error, Result, Staff, error::Findings, upload::FileRef};

/// The sealed form in full. The look is on record before anything is shown; a page asked for again with
/// the same key is the same look.
pub async fn reveal(app: &App, staff: &Staff, id: &str, key: &str, why: &str) -> Result<Value> {
    looked(app, staff, id, key, why, "").await?;
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let found = store::people::open(&app.store, &app.keys, &staff.organ, &row.person).await?;
    Ok(found.unwrap_or(Value::Null))
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
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)).await?;
    let file = file_of(&acts, hash).ok_or(Error::NotFound)?;
    looked(app, staff, id, key, why, hash).await?;
    let bytes = super::open::bytes_of(app, &staff.organ, id, &file).await?;
    Ok((file, bytes))
}

pub(super) async fn looked(
    app: &App,
    staff: &Staff,
    id: &str,
    key: &str,
    why: &str,
    hash: &str,
) -> Result<()> {
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)).await?;
    exists(&acts)?;
    let mut wrong = Findings::default();
    wrong.text("why", "Q-5", why, 200, "查看理由", "the reason");
    wrong.finish()?;
    let on = app.clock.today();
    let event = Event::ShownInFull {
        why: why.trim().to_string(),
    };
    judged(app, staff, &entries(&acts)?, &event, on)?;
    let mut body = json!({"kind": "shown_in_full", "on": on, "why": why.trim()});
    if !hash.is_empty() {
        body["file"] = json!(hash);
    }
    let mut tx = app.store.begin().await?;
    // A look of its own for each reason; the other forms of the page keep their key.
    let asked = crate::accounts::sha256_hex(format!("{hash}\n{}", why.trim()).as_bytes());
    let own = format!("{key}/{asked}");
    let claimed = ledger::claim(&mut tx, &staff.organ, &own, &format!("{id}#{hash}")).await?;
    if let Some(earlier) = claimed {
        return if earlier == format!("{id}#{hash}") {
            Ok(())
        } else {
            Err(Error::Conflict)
        };
    }
    let version = ledger::version(&mut tx, &staff.organ, &stream_of(id)).await?;
    write(app, &mut tx, staff, id, version, "shown_in_full", &body, on).await?;
    tx.commit().await?;
    Ok(())
}
