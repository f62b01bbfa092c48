//! A list of an organ's requests by key: each page is one look into an index, whatever lies before it, and nothing is counted to
//! its end.

use jiff::civil::Date;
use sqlx::AssertSqlSafe;

use super::{Filter, RequestRow, Sort, request_of};
use crate::{
    Result, Store,
    columns::{containing, days_of, int, text},
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

/// So many match, or more than were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub n: i64,
    pub more: bool,
}

/// No list says how many more than these there are.
const COUNTED: i64 = 1000;

/// A last day that none runs to sorts behind every other.
const NO_DAY: &str = "9999-99-99";

/// The rows of a page, in the order of the filter, and how many match in all. `limit` and `offset` of the filter: only `limit` counts.
pub async fn page(
    store: &Store,
    organ: &str,
    filter: &Filter,
    at: &At,
) -> Result<(Vec<RequestRow>, Counted)> {
    let wanted = Wanted::of(filter);
    let by_due = filter.sort == Sort::Due;
    let day = if by_due {
        "COALESCE(due, '9999-99-99')"
    } else {
        "submitted_on"
    };
    let (back, day_at, number_at) = match at {
        At::First => (false, None, None),
        At::After(day, number) => (false, Some(day), Some(number)),
        At::Before(day, number) => (true, Some(day), Some(number)),
    };
    // Newest first, or the earliest last day first; a page back is read in the other direction and turned round.
    let descending = by_due == back;
    let (than, order) = if descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    let next = wanted.binds.len() + 2;
    let from = if day_at.is_some() {
        format!(
            " AND {day} {than}= ${next} AND ({day}, number) {than} (${next}, ${})",
            next + 1
        )
    } else {
        String::new()
    };
    let last = if day_at.is_some() { next + 2 } else { next };
    let statement = AssertSqlSafe(format!(
        "SELECT * FROM requests WHERE organ = $1{}{from} ORDER BY {day} {order}, number {order} LIMIT ${last}",
        wanted.sql
    ));
    let mut rows = sqlx::query(statement).bind(organ);
    for value in &wanted.binds {
        rows = rows.bind(value.as_str());
    }
    if let (Some(day), Some(number)) = (day_at, number_at) {
        let day = if day.is_empty() { NO_DAY } else { day };
        rows = rows.bind(day.to_string()).bind(number.as_str());
    }
    let rows = rows
        .bind(filter.limit.clamp(1, 201))
        .fetch_all(store.pool())
        .await?;
    let mut rows = rows.iter().map(request_of).collect::<Result<Vec<_>>>()?;
    if back {
        rows.reverse();
    }
    Ok((rows, count(store, organ, &wanted).await?))
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

async fn count(store: &Store, organ: &str, wanted: &Wanted) -> Result<Counted> {
    let statement = AssertSqlSafe(format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM requests WHERE organ = $1{} LIMIT ${}) counted",
        wanted.sql,
        wanted.binds.len() + 2
    ));
    let mut row = sqlx::query(statement).bind(organ);
    for value in &wanted.binds {
        row = row.bind(value.as_str());
    }
    let n = int(&row.bind(COUNTED + 1).fetch_one(store.pool()).await?, "n")?;
    Ok(Counted {
        n: n.min(COUNTED),
        more: n > COUNTED,
    })
}

/// The conditions of a filter and what they are filled with, from the second place on.
struct Wanted {
    sql: String,
    binds: Vec<String>,
}

impl Wanted {
    fn of(filter: &Filter) -> Self {
        let mut wanted = Self {
            sql: String::new(),
            binds: Vec::new(),
        };
        match filter.status.as_deref() {
            None => {}
            Some("pending") => wanted.sql.push_str(concat!(" AND ", pending!())),
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
            let place = wanted.place(containing(part));
            wanted.sql.push_str(&format!(
                " AND LOWER(number) LIKE LOWER({place}) ESCAPE '!'"
            ));
        }
        if filter.year.is_some() {
            let (first, last) = days_of(filter.year);
            let (first, last) = (wanted.place(first), wanted.place(last));
            wanted.sql.push_str(&format!(
                " AND submitted_on >= {first} AND submitted_on <= {last}"
            ));
        }
        for (column, than, day) in [("due", ">=", filter.due_from), ("due", "<=", filter.due_to)] {
            if let Some(day) = day {
                let place = wanted.place(day.to_string());
                wanted
                    .sql
                    .push_str(&format!(" AND {column} {than} {place}"));
            }
        }
        if let Some(ids) = &filter.ids {
            let places: Vec<String> = ids.iter().map(|id| wanted.place(id.clone())).collect();
            if places.is_empty() {
                wanted.sql.push_str(" AND 1 = 0");
            } else {
                wanted
                    .sql
                    .push_str(&format!(" AND id IN ({})", places.join(", ")));
            }
        }
        wanted
    }

    fn equals(&mut self, column: &str, value: &str) {
        let place = self.place(value.to_string());
        self.sql.push_str(&format!(" AND {column} = {place}"));
    }

    fn place(&mut self, value: String) -> String {
        self.binds.push(value);
        format!("${}", self.binds.len() + 1)
    }
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
