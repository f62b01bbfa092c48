//! The organ's requests, filtered and paged.

use store::requests::{Filter, RequestRow};

use crate::{App, Result, Staff};

/// Rows of the person's own organ and how many there are in all.
pub async fn list(app: &App, staff: &Staff, filter: &Filter) -> Result<(Vec<RequestRow>, i64)> {
    super::recount(app, &staff.organ).await;
    Ok(store::requests::list(&app.store, &staff.organ, filter).await?)
}
