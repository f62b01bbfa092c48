//! A list of an organ's requests by key: each page is one look into an index, whatever lies before it, and nothing is counted to
//! its end.

use jiff::civil::Date;

use super::{Filter, RequestRow, Sort, request_of};
use crate::{
    Result, Store,
    columns::{days_of, text},
    conditions::{Conditions, Many},
};

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum At {
    #[default]
    First,
    /// After a row of this day (submission, or last day where one sorts by it; empty where none runs) and number.
    After(String, String),
    /// Before one: the page back.
    Before(String, String),
}

/// A last day that none runs to sorts behind every other.
const NO_DAY: &str = "9999-99-99";

/// The rows of a page, in the order of the filter, and how many match in all. `limit` and `offset` of the filter: only `limit` counts.
pub async fn page(
    store: &Store,
    organ: &str,
    filter: &Filter,
    at: &At,
) -> Result<(Vec<RequestRow>, Many)> {
    let many = wanted(organ, filter).many(store, "requests").await?;
    let (statement, wanted) = read(organ, filter, at);
    let rows = wanted.rows(store, statement).await?;
    let mut rows = rows.iter().map(request_of).collect::<Result<Vec<_>>>()?;
    if matches!(at, At::Before(..)) {
        rows.reverse();
    }
    Ok((rows, many))
}

/// How a page is read: the statement, and what its places are filled with.
#[doc(hidden)]
#[must_use]
pub fn statement(organ: &str, filter: &Filter, at: &At) -> (String, Vec<String>) {
    let (statement, wanted) = read(organ, filter, at);
    (statement, wanted.binds)
}

fn read(organ: &str, filter: &Filter, at: &At) -> (String, Conditions) {
    let mut wanted = wanted(organ, filter);
    let by_due = filter.sort == Sort::Due;
    let day = if by_due {
        "COALESCE(due, '9999-99-99')"
    } else {
        "submitted_on"
    };
    let back = matches!(at, At::Before(..));
    // Newest first, or the earliest last day first; a page back is read in the other direction and turned round.
    let (than, order) = if by_due == back {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    if let At::After(from, number) | At::Before(from, number) = at {
        let from = if from.is_empty() { NO_DAY } else { from };
        let (from, number) = (wanted.place(from), wanted.place(number));
        // One condition and no other beside it that says part of the same: PostgreSQL would multiply their odds, and sort.
        wanted.and(format!("({day}, number) {than} ({from}, {number})"));
    }
    let statement = format!(
        "SELECT * FROM requests WHERE {} ORDER BY {day} {order}, number {order} LIMIT {}",
        wanted.sql(),
        filter.limit.clamp(1, 201)
    );
    (statement, wanted)
}

/// The offices that requests of an organ were given to, by name; at most `limit`.
pub async fn offices(store: &Store, organ: &str, limit: i64) -> Result<Vec<String>> {
    // A look for each name: the index goes from one to the next.
    let mut found: Vec<String> = Vec::new();
    while i64::try_from(found.len()).unwrap_or(limit) < limit {
        let last = found.last().cloned().unwrap_or_default();
        let row = sqlx::query(
            "SELECT office FROM requests WHERE organ = $1 AND office > $2 ORDER BY office LIMIT 1",
        )
        .bind(organ)
        .bind(&last)
        .fetch_optional(store.pool())
        .await?;
        match row {
            Some(row) => found.push(text(&row, "office")?),
            None => break,
        }
    }
    Ok(found)
}

/// What a filter asks for.
fn wanted(organ: &str, filter: &Filter) -> Conditions {
    let mut wanted = Conditions::of_organ(organ);
    match filter.status.as_deref() {
        None => {}
        Some("pending") => wanted.and(pending!()),
        Some(status) => wanted.equals("status", status),
    }
    for (column, value) in [
        ("code", &filter.code),
        ("handler", &filter.handler),
        ("office", &filter.office),
    ] {
        if let Some(value) = value {
            wanted.equals(column, value);
        }
    }
    if let Some(part) = &filter.text {
        wanted.contains("number", part);
    }
    if filter.year.is_some() {
        let (first, last) = days_of(filter.year);
        let (first, last) = (wanted.place(first), wanted.place(last));
        wanted.and(format!(
            "submitted_on >= {first} AND submitted_on <= {last}"
        ));
    }
    for (than, day) in [(">=", filter.due_from), ("<=", filter.due_to)] {
        if let Some(day) = day {
            let place = wanted.place(day.to_string());
            wanted.and(format!("due {than} {place}"));
        }
    }
    match &filter.ids {
        None => {}
        Some(ids) if ids.is_empty() => wanted.and("1 = 0"),
        Some(ids) => {
            let places: Vec<String> = ids.iter().map(|id| wanted.place(id)).collect();
            wanted.and(format!("id IN ({})", places.join(", ")));
        }
    }
    wanted
}

/// The key of a row in a list, for the page after or before it.
#[must_use]
pub fn key(row: &RequestRow, sort: Sort) -> (String, String) {
    let day: Option<Date> = match sort {
        Sort::Newest => Some(row.submitted_on),
        Sort::Due => row.due,
    };
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    (day, row.number.clone())
}
