//! 并案答复: the same asked for by several, answered in one document; each still counts as one request (A-36.6, trap 44).

use law::{fields::handling::LEAD, handling::Event};
use serde_json::json;
use store::ledger;

use super::{
    act::{exists, line, not_later},
    current, entries,
    handle::{Handling, body_of, judged},
    stream_of,
};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{At, Once, Page, Pen},
};

/// Joins a request to another open one of the same organ, named by its number; that one's decision and
/// answer then stand for both.
pub async fn join(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    lead_number: &str,
    on: jiff::civil::Date,
) -> Result<()> {
    let mut wrong = Findings::default();
    not_later(app, on, &mut wrong);
    wrong.finish()?;
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let lead = store::requests::by_number(&app.store, lead_number.trim())
        .await?
        .filter(|lead| lead.organ == staff.organ && lead.id != id && lead.closed_on.is_none())
        .ok_or_else(|| {
            Error::at(
                &LEAD,
                "本机关没有这件未办结的申请",
                "This organ has no such open request",
            )
        })?;
    let ours = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let theirs = ledger::stream(&app.store, &staff.organ, &stream_of(&lead.id)?).await?;
    exists(&ours)?;
    let joined = Handling {
        on,
        event: Event::Joined {
            lead: lead.id.clone(),
            number: lead.number.clone(),
        },
    };
    let leads = Handling {
        on,
        event: Event::Leads {
            request: id.to_string(),
            number: row.number.clone(),
        },
    };
    let content = json!({"lead": lead.id, "on": on});
    let once = Once::new(app, &staff.organ, key, ("join", id), &content)?;
    if once.before(app).await?.is_some() {
        return Ok(());
    }
    let expected = current(&ours, version)?;
    judged(app, staff, &entries(&ours)?, &joined.event, on)?;
    judged(app, staff, &entries(&theirs)?, &leads.event, on)?;
    let mut page = Page {
        reference: id.to_string(),
        ..Page::default()
    };
    let at = i64::try_from(theirs.len()).unwrap_or_default();
    for (request, at, new) in [(id, expected, joined), (&lead.id, at, leads)] {
        let (body, kind) = (body_of(&new)?, new.event.kind().as_str());
        page.lines
            .push(line(staff, request, At::Version(at), kind, body, on)?);
    }
    let pen = Pen::of(app, &staff.organ).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}
