//! Lists of an organ's items for the office: by key, the newest first, and counted to a bound; for programs, which ask for pages by
//! number and for a total, with both.

use sqlx::AssertSqlSafe;

use super::{ItemRow, item_of};
use crate::{
    Result, Store,
    columns::{containing, int},
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

/// So many match, or more than were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Many {
    pub n: i64,
    pub more: bool,
}

/// No list says how many more than these there are.
const COUNTED: i64 = 1000;

/// The items of a page, and nothing counted.
///
/// # Errors
/// The database.
pub async fn page(store: &Store, organ: &str, filter: &Filter, at: &At) -> Result<Vec<ItemRow>> {
    let mut wanted = Wanted::of(organ, filter);
    let (order, back) = match at {
        At::Before(_) => ("ASC", true),
        At::First | At::After(_) => ("DESC", false),
    };
    match at {
        At::First => {}
        At::After(id) => wanted.and("id <", id.clone()),
        At::Before(id) => wanted.and("id >", id.clone()),
    }
    let statement = format!(
        "SELECT * FROM items WHERE {} ORDER BY id {order} LIMIT {}",
        wanted.sql,
        filter.limit.clamp(1, 201)
    );
    let mut rows = wanted.rows(store, statement).await?;
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
    let wanted = Wanted::of(organ, filter);
    let statement = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM items WHERE {} LIMIT {}) counted",
        wanted.sql,
        COUNTED + 1
    );
    let n = wanted.number(store, statement).await?;
    Ok(Many {
        n: n.min(COUNTED),
        more: n > COUNTED,
    })
}

/// Rows of an organ from an offset on, and how many match in all: what programs were promised. Both grow with the archive.
///
/// # Errors
/// The database.
pub async fn list(store: &Store, organ: &str, filter: &Filter) -> Result<(Vec<ItemRow>, i64)> {
    let wanted = Wanted::of(organ, filter);
    let total = format!("SELECT COUNT(*) AS n FROM items WHERE {}", wanted.sql);
    let total = wanted.number(store, total).await?;
    let statement = format!(
        "SELECT * FROM items WHERE {} ORDER BY id DESC LIMIT {} OFFSET {}",
        wanted.sql,
        filter.limit.clamp(1, 200),
        filter.offset.max(0)
    );
    Ok((wanted.rows(store, statement).await?, total))
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
            let number = crate::columns::text(row, "index_number")?;
            Ok((crate::columns::text(row, "id")?, number))
        })
        .collect()
}

/// The conditions of a filter and what they are filled with.
struct Wanted {
    sql: String,
    binds: Vec<String>,
}

impl Wanted {
    fn of(organ: &str, filter: &Filter) -> Self {
        let mut wanted = Self {
            sql: String::from("organ = $1"),
            binds: vec![organ.into()],
        };
        match filter.status.as_deref() {
            None => {}
            Some("suspended") => wanted.sql.push_str(" AND suspended_on > ''"),
            Some(status) => wanted.and("status =", status.into()),
        }
        if let Some(column) = &filter.column {
            wanted.and("placed =", column.clone());
        }
        if let Some(text) = &filter.text {
            wanted.binds.push(containing(text));
            let place = wanted.binds.len();
            wanted.sql.push_str(&format!(
                " AND LOWER(title) LIKE LOWER(${place}) ESCAPE '!'"
            ));
        }
        wanted
    }

    fn and(&mut self, condition: &str, value: String) {
        self.binds.push(value);
        let place = self.binds.len();
        self.sql.push_str(&format!(" AND {condition} ${place}"));
    }

    async fn rows(&self, store: &Store, statement: String) -> Result<Vec<ItemRow>> {
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for value in &self.binds {
            query = query.bind(value.as_str());
        }
        let rows = query.fetch_all(store.pool()).await?;
        rows.iter().map(item_of).collect()
    }

    async fn number(&self, store: &Store, statement: String) -> Result<i64> {
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for value in &self.binds {
            query = query.bind(value.as_str());
        }
        int(&query.fetch_one(store.pool()).await?, "n")
    }
}
