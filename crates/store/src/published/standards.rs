//! 标准目录 for the public: the catalogues, and the public items under their lines (G-5).

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::standard::{Live, Row};

use super::Public;
use crate::{
    Result, Store,
    columns::{date, int, text},
};

/// How many items are told under each line of a catalogue; the line's own page has the others.
const NEWEST: i64 = 3;
/// How many catalogues are told under an item.
const MOST: i64 = 10;

/// A catalogue in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    pub organ: String,
    pub id: String,
    /// 领域.
    pub field: String,
    /// How many lines it has, and under how many of them something is public.
    pub lines: i64,
    pub open: i64,
}

/// An item under a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    pub organ: String,
    pub id: String,
    pub title: String,
    pub published_on: Date,
}

/// What is public under a line: how much, since when, and the newest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub live: Live,
    pub newest: Vec<Under>,
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub organ: String,
    pub id: String,
    pub field: String,
    pub line: Row,
}

/// Every catalogue that has a public line, by field.
///
/// # Errors
/// The database.
pub async fn catalogues(store: &Store) -> Result<Vec<Public<Catalogue>>> {
    let rows = sqlx::query(
        "SELECT s.organ, s.id, s.field, s.count, (SELECT COUNT(DISTINCT l.line) FROM standard_links l \
         JOIN public_items p ON p.organ = l.item_organ AND p.id = l.item_id \
         WHERE l.organ = s.organ AND l.id = s.id) AS open \
         FROM standards s WHERE s.count > 0 ORDER BY s.field, s.organ",
    )
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(Catalogue {
                organ: text(row, "organ")?,
                id: text(row, "id")?,
                field: text(row, "field")?,
                lines: int(row, "count")?,
                open: int(row, "open")?,
            }))
        })
        .collect()
}

/// Organ and id of every catalogue that has a public line.
///
/// # Errors
/// The database.
pub async fn catalogue_names(store: &Store) -> Result<Vec<Public<(String, String)>>> {
    let rows = sqlx::query("SELECT organ, id FROM standards WHERE count > 0 ORDER BY organ, id")
        .fetch_all(store.pool())
        .await?;
    rows.iter()
        .map(|row| Ok(Public((text(row, "organ")?, text(row, "id")?))))
        .collect()
}

/// The field of a catalogue and its lines; `None` where nothing of it is public.
///
/// # Errors
/// The database, or lines that cannot be read.
pub async fn catalogue(
    store: &Store,
    organ: &str,
    id: &str,
) -> Result<Option<Public<(String, Vec<Row>)>>> {
    let row = sqlx::query(
        "SELECT field, lines FROM standards WHERE organ = $1 AND id = $2 AND count > 0",
    )
    .bind(organ)
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let lines = serde_json::from_str(&text(&row, "lines")?)?;
    Ok(Some(Public((text(&row, "field")?, lines))))
}

/// What is public under each line of a catalogue, by the line's id; lines with nothing are not among them.
///
/// # Errors
/// The database.
pub async fn found(
    store: &Store,
    organ: &str,
    id: &str,
) -> Result<BTreeMap<String, Public<Found>>> {
    let rows = sqlx::query(
        "SELECT line, organ, id, title, published_on, n, newest FROM (\
         SELECT l.line, p.organ, p.id, p.title, p.published_on, \
         COUNT(*) OVER (PARTITION BY l.line) AS n, MAX(p.news_on) OVER (PARTITION BY l.line) AS newest, \
         ROW_NUMBER() OVER (PARTITION BY l.line ORDER BY p.published_on DESC, p.id) AS place \
         FROM standard_links l JOIN public_items p ON p.organ = l.item_organ AND p.id = l.item_id \
         WHERE l.organ = $1 AND l.id = $2) AS ranked WHERE place <= $3 ORDER BY line, place",
    )
    .bind(organ)
    .bind(id)
    .bind(NEWEST)
    .fetch_all(store.pool())
    .await?;
    let mut found: BTreeMap<String, Public<Found>> = BTreeMap::new();
    for row in &rows {
        let live = Live {
            items: int(row, "n")?,
            newest: date(row, "newest")?,
        };
        let entry = found.entry(text(row, "line")?).or_insert_with(|| {
            Public(Found {
                live,
                newest: Vec::new(),
            })
        });
        entry.0.newest.push(under(row)?);
    }
    Ok(found)
}

/// A page of the public items under a line, the newest first: those after a day and id.
///
/// # Errors
/// The database.
pub async fn under_line(
    store: &Store,
    (organ, id, line): (&str, &str, &str),
    after: Option<&(Date, String)>,
    limit: i64,
) -> Result<Vec<Public<Under>>> {
    let (day, after) = after.map_or_else(
        || (String::from("9999-12-32"), ""),
        |(day, id)| (day.to_string(), id.as_str()),
    );
    let rows = sqlx::query(
        "SELECT p.organ, p.id, p.title, p.published_on FROM standard_links l \
         JOIN public_items p ON p.organ = l.item_organ AND p.id = l.item_id \
         WHERE l.organ = $1 AND l.id = $2 AND l.line = $3 AND (p.published_on, p.id) < ($4, $5) \
         ORDER BY p.published_on DESC, p.id DESC LIMIT $6",
    )
    .bind(organ)
    .bind(id)
    .bind(line)
    .bind(day)
    .bind(after)
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(|row| under(row).map(Public)).collect()
}

/// Under which lines a public item stands.
///
/// # Errors
/// The database, or lines that cannot be read.
pub async fn places(store: &Store, organ: &str, id: &str) -> Result<Vec<Public<Place>>> {
    let rows = sqlx::query(
        "SELECT l.line, s.organ, s.id, s.field, s.lines FROM standard_links l \
         JOIN standards s ON s.organ = l.organ AND s.id = l.id \
         JOIN public_items p ON p.organ = l.item_organ AND p.id = l.item_id \
         WHERE l.item_organ = $1 AND l.item_id = $2 ORDER BY s.field, l.line LIMIT $3",
    )
    .bind(organ)
    .bind(id)
    .bind(MOST)
    .fetch_all(store.pool())
    .await?;
    let mut places = Vec::new();
    for row in &rows {
        let wanted = text(row, "line")?;
        let lines: Vec<Row> = serde_json::from_str(&text(row, "lines")?)?;
        let Some(line) = lines.into_iter().find(|line| line.id().as_str() == wanted) else {
            continue;
        };
        places.push(Public(Place {
            organ: text(row, "organ")?,
            id: text(row, "id")?,
            field: text(row, "field")?,
            line,
        }));
    }
    Ok(places)
}

fn under(row: &sqlx::any::AnyRow) -> Result<Under> {
    Ok(Under {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        title: text(row, "title")?,
        published_on: date(row, "published_on")?,
    })
}
