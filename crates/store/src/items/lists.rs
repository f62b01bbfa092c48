//! Lists of an organ's items for the office: by key, the newest first, and counted to a bound; for programs, which ask for pages by
//! number and for a total, with both.

use sqlx::any::AnyRow;

use super::{ItemRow, item_of};
use crate::{
    Result, Store,
    columns::text,
    conditions::{Conditions, Many},
};

/// Which items to list; newest first.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Code of a status, or `suspended`.
    pub status: Option<String>,
    pub column: Option<String>,
    /// Part of the title.
    pub text: Option<String>,
    /// At most 201.
    pub limit: i64,
    /// For programs alone: see [`list`].
    pub offset: i64,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum At {
    #[default]
    First,
    /// After the item with this id.
    After(String),
    /// Before it: the page back.
    Before(String),
}

/// The items of a page, and nothing counted.
///
/// # Errors
/// The database.
pub async fn page(store: &Store, organ: &str, filter: &Filter, at: &At) -> Result<Vec<ItemRow>> {
    let mut wanted = wanted(organ, filter);
    let (order, back) = match at {
        At::Before(_) => ("ASC", true),
        At::First | At::After(_) => ("DESC", false),
    };
    match at {
        At::First => {}
        At::After(id) => {
            let place = wanted.place(id);
            wanted.and(format!("id < {place}"));
        }
        At::Before(id) => {
            let place = wanted.place(id);
            wanted.and(format!("id > {place}"));
        }
    }
    let statement = format!(
        "SELECT * FROM items WHERE {} ORDER BY id {order} LIMIT {}",
        wanted.sql(),
        filter.limit.clamp(1, 201)
    );
    let mut rows = read(&wanted.rows(store, statement).await?)?;
    if back {
        rows.reverse();
    }
    Ok(rows)
}

/// How many items match, up to a bound.
///
/// # Errors
/// The database.
pub async fn many(store: &Store, organ: &str, filter: &Filter) -> Result<Many> {
    wanted(organ, filter).many(store, "items").await
}

/// Rows of an organ from an offset on, and how many match in all: what programs were promised. Both grow with the archive.
///
/// # Errors
/// The database.
pub async fn list(store: &Store, organ: &str, filter: &Filter) -> Result<(Vec<ItemRow>, i64)> {
    let wanted = wanted(organ, filter);
    let total = wanted.all(store, "items").await?;
    let statement = format!(
        "SELECT * FROM items WHERE {} ORDER BY id DESC LIMIT {} OFFSET {}",
        wanted.sql(),
        filter.limit.clamp(1, 200),
        filter.offset.max(0)
    );
    Ok((read(&wanted.rows(store, statement).await?)?, total))
}

fn read(rows: &[AnyRow]) -> Result<Vec<ItemRow>> {
    rows.iter().map(item_of).collect()
}

/// The 索引号 of an organ's items after an id, with the id of each, in order; at most `limit`.
///
/// # Errors
/// The database.
pub async fn index_numbers(
    store: &Store,
    organ: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "SELECT id, index_number FROM items WHERE organ = $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(organ)
    .bind(after)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            let number = text(row, "index_number")?;
            Ok((text(row, "id")?, number))
        })
        .collect()
}

/// What a filter asks for.
fn wanted(organ: &str, filter: &Filter) -> Conditions {
    let mut wanted = Conditions::of_organ(organ);
    match filter.status.as_deref() {
        None => {}
        Some("suspended") => wanted.and("suspended_on > ''"),
        Some(status) => wanted.equals("status", status),
    }
    if let Some(column) = &filter.column {
        wanted.equals("placed", column);
    }
    if let Some(text) = &filter.text {
        wanted.contains("title", text);
    }
    wanted
}
