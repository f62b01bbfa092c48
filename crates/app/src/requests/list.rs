//! The organ's requests, filtered and paged.

use law::fields::handling::WHY_SHOWN;
use serde_json::json;
use store::{
    Many,
    people::Marks,
    requests::{At, Filter, RequestRow},
};

use super::{
    act::line,
    entries,
    handle::{Handling, body_of, judged},
    reveal, stream_of,
};
use crate::{
    App, Result, Staff,
    error::Findings,
    pen::{At as Place, Once, Page, Pen},
    rights::{By, CaseWorker},
    subjects::{self, Found},
};

/// Rows of the person's own organ and how many there are in all.
pub async fn list(app: &App, staff: &Staff, filter: &Filter) -> Result<(Vec<RequestRow>, i64)> {
    super::recount(app, &staff.organ).await;
    Ok(store::requests::list(&app.store, &staff.organ, filter).await?)
}

/// A page of the list by key.
#[derive(Debug, Clone)]
pub struct Listed {
    pub rows: Vec<RequestRow>,
    /// What each is called, by id.
    pub subjects: std::collections::BTreeMap<String, String>,
    pub total: Many,
    /// What a search for words left out.
    pub found: Found,
}

/// A page of the person's own organ, and, where words are given, only what is called so.
pub async fn page(
    app: &App,
    staff: &Staff,
    filter: &Filter,
    words: &str,
    at: &At,
) -> Result<Listed> {
    super::recount(app, &staff.organ).await;
    let mut filter = filter.clone();
    let mut found = Found::default();
    if !words.trim().is_empty() {
        found = subjects::search(app, staff, words).await?;
        filter.ids = Some(std::mem::take(&mut found.ids));
    }
    let (rows, total) = store::requests::page(&app.store, &staff.organ, &filter, at).await?;
    Ok(Listed {
        subjects: subjects::of_rows(app, &staff.organ, &rows).await?,
        rows,
        total,
        found,
    })
}

/// The offices that requests were given to, for the choices of a filter.
pub async fn offices(app: &App, staff: &Staff) -> Result<Vec<String>> {
    Ok(store::requests::offices(&app.store, &staff.organ, 50).await?)
}

/// The most that are found of one applicant at once.
const OF_ONE: i64 = 30;

/// The requests of an applicant, by his whole name, proof of identity or telephone. It is a look at whose they are: each found is
/// on record with its reason before anything is shown.
///
/// # Errors
/// [`Error::Invalid`] names `applicant` or `why`.
pub async fn of_applicant(
    app: &App,
    staff: &By<CaseWorker>,
    (who, why): (&str, &str),
    key: &str,
) -> Result<Vec<RequestRow>> {
    let mut wrong = Findings::default();
    wrong.text(
        "applicant",
        who,
        60,
        "申请人的姓名、证件号码或者电话",
        "the applicant's name, proof of identity or telephone",
    );
    wrong.asked(&WHY_SHOWN, why, 200, "查看理由", "the reason");
    wrong.finish()?;
    let organ = &staff.organ;
    let data = json!({"name": who, "id_number": who, "phone": who});
    let marks = Marks::of(&app.keys, &data);
    let rows = store::requests::of_applicant(&app.store, organ, &marks, OF_ONE).await?;
    let on = app.clock.today();
    let event = law::handling::Event::ShownInFull {
        why: why.trim().to_string(),
    };
    let mut page = Page {
        reference: "applicant".into(),
        ..Page::default()
    };
    for row in &rows {
        let acts = store::ledger::stream(&app.store, organ, &stream_of(&row.id)?).await?;
        judged(app, staff, &entries(&acts)?, &event, on)?;
        let body = body_of(&Handling {
            on,
            event: event.clone(),
        })?;
        page.lines
            .push(line(staff, &row.id, Place::End, "shown_in_full", body, on)?);
        page.audit.push(reveal::shown(staff, &row.id, "applicant"));
    }
    if rows.is_empty() {
        tracing::info!(organ, staff = %staff.id, "an applicant was looked for and not found");
        return Ok(rows);
    }
    // Bound to what is shown: the same form again, after another request came, is another look.
    let found: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let content = json!({"who": who, "why": why.trim(), "found": found});
    let once = Once::new(app, organ, key, ("applicant", ""), &content)?;
    let pen = Pen::of(app, organ).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(rows)
}
