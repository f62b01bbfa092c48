//! What machines are told of public items: all of them, in files of bounded size, each with the moment of its last public change.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::Public;
use crate::{
    Result, Store,
    columns::{instant, int, opt_text, stored_instant, text},
};

/// No file of a site map holds more addresses (sitemaps.org).
pub const MOST_ADDRESSES: i64 = 50_000;

/// An item and the moment of its last public change here, whatever day the document itself bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub organ: String,
    pub id: String,
    pub at: Timestamp,
}

pub type PublicChange = Public<Changed>;

/// A file of the site map: the items of an organ that bear a year, those that changed after a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub organ: String,
    pub year: String,
    /// The last change of the file before; `None` for the first.
    pub after: Option<(Timestamp, String)>,
    /// The last public change of what stands in it, and in the files of the year after it.
    pub at: Timestamp,
}

/// A year joined with nothing is a text like the index's own, which SQLite looks up; a column it would compare in another way, and read
/// every item.
#[doc(hidden)]
pub const PARTS: &str = "SELECT c.organ, c.year, c.n, (SELECT p.shown_at FROM public_items p WHERE p.organ = c.organ \
    AND SUBSTR(p.published_on, 1, 4) = c.year || '' ORDER BY p.shown_at DESC LIMIT 1) AS shown_at \
    FROM (SELECT organ, year, CAST(SUM(count) AS BIGINT) AS n FROM counts WHERE subject = 'item' GROUP BY organ, year) c \
    ORDER BY c.organ, c.year";

/// Every file of the site map of items, by organ and year.
///
/// # Errors
/// The database.
pub async fn parts(store: &Store) -> Result<Vec<Public<Part>>> {
    let rows = sqlx::query(PARTS).fetch_all(store.pool()).await?;
    let mut parts = Vec::new();
    for row in &rows {
        let (organ, year) = (text(row, "organ")?, text(row, "year")?);
        if opt_text(row, "shown_at")?.is_none() {
            continue;
        }
        let at = instant(row, "shown_at")?;
        let mut after = None;
        let mut left = int(row, "n")?;
        loop {
            parts.push(Public(Part {
                organ: organ.clone(),
                year: year.clone(),
                after: after.clone(),
                at,
            }));
            left -= MOST_ADDRESSES;
            if left <= 0 {
                break;
            }
            let file = part(store, &organ, &year, after.as_ref()).await?;
            match file.last() {
                Some(last) => after = Some((last.at, last.id.clone())),
                None => break,
            }
        }
    }
    Ok(parts)
}

/// What stands in a file: at most [`MOST_ADDRESSES`] items of an organ and year, the change that is longest ago first.
///
/// # Errors
/// The database.
pub async fn part(
    store: &Store,
    organ: &str,
    year: &str,
    after: Option<&(Timestamp, String)>,
) -> Result<Vec<PublicChange>> {
    let (at, id) = after.map_or_else(Default::default, |(at, id)| {
        (stored_instant(*at), id.clone())
    });
    let rows = sqlx::query(
        "SELECT organ, id, shown_at FROM public_items WHERE organ = $1 AND SUBSTR(published_on, 1, 4) = $2 \
         AND (shown_at, id) > ($3, $4) ORDER BY shown_at, id LIMIT $5",
    )
    .bind(organ)
    .bind(year)
    .bind(at)
    .bind(id)
    .bind(MOST_ADDRESSES)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(changed).collect()
}

fn changed(row: &AnyRow) -> Result<PublicChange> {
    Ok(Public(Changed {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        at: instant(row, "shown_at")?,
    }))
}
