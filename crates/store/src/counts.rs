//! Projection: how many public items, requests and opinions are alike, kept beside the rows themselves in the transaction that moves
//! one, so that no page counts what grows. `verify` counts the rows anew and compares; a rebuild makes them again.
//!
//! | subject | year | class | part |
//! |---|---|---|---|
//! | `item` | of publication | column | head |
//! | `request` | of receipt | `open`, `closed`, or `late`: closed after the last day | |
//! | `opinion` | | page of the draft | status, and why it was set aside |

use jiff::civil::Date;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{int, text},
};

/// What alike rows of an organ have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    subject: &'static str,
    year: String,
    class: String,
    part: String,
}

impl Kind {
    /// A public item.
    ///
    /// `published_on` as it is stored.
    pub fn item(published_on: &str, column: &str, head: i64) -> Self {
        Self {
            subject: "item",
            year: published_on.get(..4).unwrap_or_default().into(),
            class: column.into(),
            part: head.to_string(),
        }
    }

    /// A request; `None` before its day of receipt.
    pub fn request(
        received_on: Option<Date>,
        closed_on: Option<Date>,
        due: Option<Date>,
    ) -> Option<Self> {
        let class = match (closed_on, due) {
            (None, _) => "open",
            (Some(closed), Some(due)) if closed > due => "late",
            (Some(_), _) => "closed",
        };
        Some(Self {
            subject: "request",
            year: year_of(received_on?),
            class: class.into(),
            part: String::new(),
        })
    }

    /// An opinion on a page.
    pub fn opinion(page: &str, status: &str, set_aside: &str) -> Self {
        Self {
            subject: "opinion",
            year: String::new(),
            class: page.into(),
            part: format!("{status} {set_aside}").trim().into(),
        }
    }

    /// The key of its row, for comparing.
    pub fn key(&self) -> String {
        named(self.subject, &self.year, &self.class, &self.part)
    }
}

fn named(subject: &str, year: &str, class: &str, part: &str) -> String {
    format!("counts/{subject}/{year}/{class}/{part}")
}

/// A year as it is counted under.
fn year_of(day: Date) -> String {
    format!("{:04}", day.year())
}

/// A row leaves one kind and comes to another; `None` where there was, or will be, no row.
pub(crate) async fn moved(
    tx: &mut Tx,
    organ: &str,
    before: Option<Kind>,
    now: Option<Kind>,
) -> Result<()> {
    const MORE: &str = "INSERT INTO counts (organ, subject, year, class, part, count) VALUES ($1, $2, $3, $4, $5, 1) \
        ON CONFLICT (organ, subject, year, class, part) DO UPDATE SET count = counts.count + 1";
    const LESS: &str = "UPDATE counts SET count = count - 1 \
        WHERE organ = $1 AND subject = $2 AND year = $3 AND class = $4 AND part = $5";
    // An empty kind is no row, so that the table is what its rows make it.
    const NONE: &str = "DELETE FROM counts WHERE organ = $1 AND subject = $2 AND year = $3 AND class = $4 AND part = $5 \
        AND count = 0";
    if before == now {
        return Ok(());
    }
    if let Some(kind) = before {
        change(tx, LESS, organ, &kind).await?;
        change(tx, NONE, organ, &kind).await?;
    }
    match now {
        Some(kind) => change(tx, MORE, organ, &kind).await,
        None => Ok(()),
    }
}

async fn change(tx: &mut Tx, statement: &'static str, organ: &str, kind: &Kind) -> Result<()> {
    sqlx::query(statement)
        .bind(organ)
        .bind(kind.subject)
        .bind(&kind.year)
        .bind(&kind.class)
        .bind(&kind.part)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// A stored row: its key and how many it counts.
pub(crate) fn stored(row: &AnyRow) -> Result<(String, i64)> {
    let (subject, year) = (text(row, "subject")?, text(row, "year")?);
    let key = named(&subject, &year, &text(row, "class")?, &text(row, "part")?);
    Ok((key, int(row, "count")?))
}

/// Which rows to add up: `None` asks for all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    pub organ: Option<&'a str>,
    pub year: Option<i16>,
    pub class: Option<&'a str>,
    pub part: Option<&'a str>,
}

/// A sum by one of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub of: String,
    pub count: i64,
}

/// How many of a subject there are, by `year`, `class` or `part`, in the order of that column.
pub(crate) async fn by(
    store: &Store,
    subject: &str,
    column: By,
    wanted: Wanted<'_>,
) -> Result<Vec<Sum>> {
    // Two texts each, so that one organ reads its part of the key only.
    macro_rules! sums {
        ($by:literal, $whose:literal) => {
            concat!(
                "SELECT ",
                $by,
                " AS one, CAST(SUM(count) AS BIGINT) AS n FROM counts WHERE ",
                $whose,
                " AND subject = $2 AND (CAST($3 AS TEXT) IS NULL OR year = $3) AND (CAST($4 AS TEXT) IS NULL OR class = $4) \
                 AND (CAST($5 AS TEXT) IS NULL OR part = $5) GROUP BY ",
                $by,
                " ORDER BY ",
                $by
            )
        };
    }
    let statement = match (column, wanted.organ.is_some()) {
        (By::Year, true) => sums!("year", "organ = $1"),
        (By::Year, false) => sums!("year", "CAST($1 AS TEXT) IS NULL"),
        (By::Class, true) => sums!("class", "organ = $1"),
        (By::Class, false) => sums!("class", "CAST($1 AS TEXT) IS NULL"),
        (By::Part, true) => sums!("part", "organ = $1"),
        (By::Part, false) => sums!("part", "CAST($1 AS TEXT) IS NULL"),
    };
    let rows = sqlx::query(statement)
        .bind(wanted.organ)
        .bind(subject)
        .bind(wanted.year.map(|year| format!("{year:04}")))
        .bind(wanted.class)
        .bind(wanted.part)
        .fetch_all(store.pool())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Sum {
                of: text(row, "one")?,
                count: int(row, "n")?,
            })
        })
        .collect()
}

/// By which column sums are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Year,
    Class,
    Part,
}

/// All of a subject in one number.
pub(crate) async fn total(store: &Store, subject: &str, wanted: Wanted<'_>) -> Result<i64> {
    let sums = by(store, subject, By::Year, wanted).await?;
    Ok(sums.iter().map(|sum| sum.count).sum())
}
