//! 补发查询码: for a request that came without one, handed out on paper by the clerk.

use store::{ledger, requests::Beside};

use super::{
    Filed,
    act::{exists, line},
    entries,
    file::query_code,
    handle::{Handling, body_of, judged},
    progress::query_hash,
    stream_of,
};
use crate::{
    App, Error, FieldError, Result, Staff,
    pen::{At, Page, Pen},
};

/// Gives a request its query code; the same one again if it is asked for again.
pub async fn give_code(app: &App, staff: &Staff, id: &str) -> Result<Filed> {
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    exists(&acts)?;
    let on = app.clock.today();
    judged(
        app,
        staff,
        &entries(&acts)?,
        &law::handling::Event::CodeGiven,
        on,
    )?;
    let code = query_code(app, id);
    let hash = query_hash(&row.number, &code);
    let filed = Filed {
        organ: row.organ.clone(),
        id: id.to_string(),
        number: row.number.clone(),
        query_code: code,
    };
    if !row.query_hash.is_empty() && row.query_hash != hash {
        return Err(Error::Invalid(vec![FieldError::new(
            "code",
            "form",
            "这件申请已有查询码，不能另发",
            "This request has a query code of its own",
        )]));
    }
    let beside = Beside {
        query_hash: hash,
        ..Beside::default()
    };
    let event = law::handling::Event::CodeGiven;
    let body = beside.over(body_of(&Handling { on, event })?)?;
    let page = Page {
        lines: vec![line(staff, id, At::End, "code_given", body, on)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(filed)
}
