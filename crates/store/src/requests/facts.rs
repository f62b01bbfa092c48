//! What the report of a year needs to know of requests.

use futures::TryStreamExt;
use law::{outcome::Code, report::tally::Fact};
use sqlx::any::AnyRow;

use super::applicant;
use crate::{
    Error, Result, Store,
    columns::{days_of, int, opt_date, opt_text, text},
};

/// Hands over what 表三 of a year needs to know of several organs, one organ after the other and
/// one request at a time: memory does not grow with their number.
pub async fn facts_many(
    store: &Store,
    organs: &[String],
    year: i16,
    mut each: impl FnMut(&str, Fact),
) -> Result<()> {
    let (first, last) = days_of(Some(year));
    for organ in organs {
        let mut rows = sqlx::query(
            "SELECT received_on, applicant, closed_on, code FROM requests \
             WHERE organ = $1 AND received_on <= $2 AND (closed_on IS NULL OR closed_on >= $3)",
        )
        .bind(organ)
        .bind(&last)
        .bind(&first)
        .fetch(store.pool());
        while let Some(row) = rows.try_next().await? {
            each(organ, fact_of(&row)?);
        }
    }
    Ok(())
}

/// What 表三 of a year needs to know, with each request's id: received by its last day,
/// not closed before its first.
pub async fn facts(store: &Store, organ: &str, year: i16) -> Result<Vec<(String, Fact)>> {
    let (first, last) = days_of(Some(year));
    let rows = sqlx::query(
        "SELECT id, received_on, applicant, closed_on, code FROM requests \
         WHERE organ = $1 AND received_on <= $2 AND (closed_on IS NULL OR closed_on >= $3)",
    )
    .bind(organ)
    .bind(&last)
    .bind(&first)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((text(row, "id")?, fact_of(row)?)))
        .collect()
}

/// A request as a cell of 表三 lists it.
#[derive(Debug, Clone)]
pub struct Counted {
    pub id: String,
    pub number: String,
    /// Id of the sealed person.
    pub person: String,
    pub fact: Fact,
}

/// The requests that 表三 of a year may count, with what a list of them shows; in the order of their numbers.
pub async fn counted(store: &Store, organ: &str, year: i16) -> Result<Vec<Counted>> {
    let (first, last) = days_of(Some(year));
    let rows = sqlx::query(
        "SELECT id, number, person, received_on, applicant, closed_on, code FROM requests \
         WHERE organ = $1 AND received_on <= $2 AND (closed_on IS NULL OR closed_on >= $3) ORDER BY number",
    )
    .bind(organ)
    .bind(&last)
    .bind(&first)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Counted {
                id: text(row, "id")?,
                number: text(row, "number")?,
                person: text(row, "person")?,
                fact: fact_of(row)?,
            })
        })
        .collect()
}

/// How an organ's year of requests went, for the words of its report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearOfRequests {
    /// Received in the year, by channel of submission.
    pub channels: Vec<(String, i64)>,
    pub closed: i64,
    /// Closed in the year after the last day.
    pub late: i64,
}

/// Counts of a year's requests by channel and by whether the last day was kept.
pub async fn year_of(store: &Store, organ: &str, year: i16) -> Result<YearOfRequests> {
    let (first, last) = days_of(Some(year));
    let channels = sqlx::query(
        "SELECT channel, COUNT(*) AS n FROM requests WHERE organ = $1 AND received_on >= $2 \
         AND received_on <= $3 GROUP BY channel ORDER BY channel",
    )
    .bind(organ)
    .bind(&first)
    .bind(&last)
    .fetch_all(store.pool())
    .await?;
    let row = sqlx::query(
        "SELECT COUNT(*) AS closed, COUNT(*) FILTER (WHERE closed_on > due) AS late FROM requests \
         WHERE organ = $1 AND closed_on >= $2 AND closed_on <= $3",
    )
    .bind(organ)
    .bind(&first)
    .bind(&last)
    .fetch_one(store.pool())
    .await?;
    Ok(YearOfRequests {
        channels: channels
            .iter()
            .map(|row| Ok((text(row, "channel")?, int(row, "n")?)))
            .collect::<Result<_>>()?,
        closed: int(&row, "closed")?,
        late: int(&row, "late")?,
    })
}

fn fact_of(row: &AnyRow) -> Result<Fact> {
    let code = opt_text(row, "code")?;
    let code: Option<Code> = code
        .map(|code| code.parse().map_err(Error::Damaged))
        .transpose()?;
    Ok(Fact {
        received_on: opt_date(row, "received_on")?,
        applicant: applicant(&text(row, "applicant")?)?,
        closed: opt_date(row, "closed_on")?.zip(code),
    })
}
