//! Projection: how many requests of an organ are alike for 表三 (law.md 2.3), kept beside the requests themselves.
//!
//! 表三 of a year asks of a request only in which year it was received, from whom, and in which year it was closed as what. A
//! report therefore reads some hundred rows an organ, whether they stand for a hundred requests or for a million.

use jiff::civil::Date;
use law::{outcome::Code, report::tally::Fact};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, opt_date, opt_text, text},
    counts,
    requests::{RequestRow, applicant},
};

/// Requests of one organ of which 表三 of a year must know the same, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub organ: String,
    /// One for all of them: days stand for their years.
    pub fact: Fact,
    pub count: u64,
}

/// What makes requests alike: years of receipt and closing, applicant, outcome. Empty where it is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kind {
    received: String,
    applicant: String,
    closed: String,
    code: String,
}

impl Kind {
    /// `None` while a request has no day of receipt: no table counts it yet.
    pub fn of(row: &RequestRow) -> Option<Self> {
        let closed = row.closed_on;
        Self::with(row.received_on, &row.applicant, closed, row.code.as_deref())
    }

    fn with(
        received: Option<Date>,
        applicant: &str,
        closed: Option<Date>,
        code: Option<&str>,
    ) -> Option<Self> {
        let year = |date: Date| format!("{:04}", date.year());
        Some(Self {
            received: year(received?),
            applicant: applicant.into(),
            closed: closed.map(year).unwrap_or_default(),
            code: code.unwrap_or_default().into(),
        })
    }

    /// The key of its row, for comparing.
    pub fn key(&self) -> String {
        let Self {
            received,
            applicant,
            closed,
            code,
        } = self;
        format!("tallies/{received}/{applicant}/{closed}/{code}")
    }
}

/// Moves a request that is about to be written from the kind it has in the table to the one it will have, here and in
/// [`crate::counts`].
pub(crate) async fn moved(tx: &mut Tx, row: &RequestRow) -> Result<()> {
    let before = sqlx::query(
        "SELECT received_on, applicant, closed_on, code, due FROM requests WHERE organ = $1 AND id = $2",
    )
    .bind(&row.organ)
    .bind(&row.id)
    .fetch_optional(tx.db())
    .await?;
    let (before, counted) = match &before {
        None => (None, None),
        Some(found) => {
            let received = opt_date(found, "received_on")?;
            let closed = opt_date(found, "closed_on")?;
            let code = opt_text(found, "code")?;
            let due = opt_date(found, "due")?;
            (
                Kind::with(
                    received,
                    &text(found, "applicant")?,
                    closed,
                    code.as_deref(),
                ),
                counts::Kind::request(received, closed, due),
            )
        }
    };
    let counted_now = counts::Kind::request(row.received_on, row.closed_on, row.due);
    counts::moved(tx, &row.organ, counted, counted_now).await?;
    let now = Kind::of(row);
    if before == now {
        return Ok(());
    }
    if let Some(kind) = before {
        take(tx, &row.organ, &kind).await?;
    }
    match now {
        Some(kind) => add(tx, &row.organ, &kind).await,
        None => Ok(()),
    }
}

async fn add(tx: &mut Tx, organ: &str, kind: &Kind) -> Result<()> {
    const MORE: &str = "INSERT INTO tallies (organ, received, applicant, closed, code, count) \
        VALUES ($1, $2, $3, $4, $5, 1) \
        ON CONFLICT (organ, received, applicant, closed, code) DO UPDATE SET count = tallies.count + 1";
    change(tx, MORE, organ, kind).await
}

/// One fewer; an empty kind is no row, so that the table is what its requests make it.
async fn take(tx: &mut Tx, organ: &str, kind: &Kind) -> Result<()> {
    const LESS: &str = "UPDATE tallies SET count = count - 1 \
        WHERE organ = $1 AND received = $2 AND applicant = $3 AND closed = $4 AND code = $5";
    const NONE: &str = "DELETE FROM tallies WHERE organ = $1 AND received = $2 AND applicant = $3 \
        AND closed = $4 AND code = $5 AND count = 0";
    change(tx, LESS, organ, kind).await?;
    change(tx, NONE, organ, kind).await
}

async fn change(tx: &mut Tx, statement: &'static str, organ: &str, kind: &Kind) -> Result<()> {
    sqlx::query(statement)
        .bind(organ)
        .bind(&kind.received)
        .bind(&kind.applicant)
        .bind(&kind.closed)
        .bind(&kind.code)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// The key of the tally that counts a request, for comparing.
pub(crate) fn key(row: &RequestRow) -> Option<String> {
    Kind::of(row).map(|kind| kind.key())
}

/// A stored row: its key and how many it counts.
pub(crate) fn stored(row: &AnyRow) -> Result<(String, i64)> {
    let kind = Kind {
        received: text(row, "received")?,
        applicant: text(row, "applicant")?,
        closed: text(row, "closed")?,
        code: text(row, "code")?,
    };
    Ok((kind.key(), int(row, "count")?))
}

/// What 表三 of a year needs, already put together. Of one organ, or of all in the order of codes. Which cells they count in
/// is `law`'s to say.
pub async fn alike(store: &Store, organ: Option<&str>, year: i16) -> Result<Vec<Alike>> {
    // One row an organ, its kinds as one text: a driver spends more on a row than the database on counting it. Two texts, so
    // that one organ reads its part of the index only.
    const ALL: &str = "SELECT organ, STRING_AGG(received || ' ' || applicant || ' ' || closed || ' ' || code || ' ' || \
        CAST(count AS TEXT), ';') AS kinds FROM tallies \
        WHERE CAST($1 AS TEXT) IS NULL AND received <= $2 AND (closed = '' OR closed >= $2) \
        GROUP BY organ ORDER BY organ";
    const ONE: &str = "SELECT organ, STRING_AGG(received || ' ' || applicant || ' ' || closed || ' ' || code || ' ' || \
        CAST(count AS TEXT), ';') AS kinds FROM tallies \
        WHERE organ = $1 AND received <= $2 AND (closed = '' OR closed >= $2) \
        GROUP BY organ ORDER BY organ";
    let year_of_days = Days::of(year)?;
    let rows = sqlx::query(if organ.is_some() { ONE } else { ALL })
        .bind(organ)
        .bind(format!("{year:04}"))
        .fetch_all(store.pool())
        .await?;
    let mut all = Vec::new();
    for row in &rows {
        let organ = text(row, "organ")?;
        for kind in text(row, "kinds")?.split(';') {
            let (fact, count) = year_of_days.fact(kind)?;
            all.push(Alike {
                organ: organ.clone(),
                fact,
                count,
            });
        }
    }
    Ok(all)
}

/// The days that stand for a year, for the time before it and for its end.
struct Days {
    year: String,
    before: Date,
    within: Date,
    end: Date,
}

impl Days {
    fn of(year: i16) -> Result<Self> {
        let day = |year: i16, month, day| {
            Date::new(year, month, day).map_err(|error| Error::Damaged(error.to_string()))
        };
        Ok(Self {
            year: format!("{year:04}"),
            before: day(year - 1, 12, 31)?,
            within: day(year, 1, 1)?,
            end: day(year, 12, 31)?,
        })
    }

    /// What the year sees of a kind; what was closed later is still open in it.
    fn fact(&self, kind: &str) -> Result<(Fact, u64)> {
        let damaged = || Error::Damaged(format!("a tally that cannot be read: {kind}"));
        let parts: Vec<&str> = kind.split(' ').collect();
        let [received, who, closed, code, count] = parts[..] else {
            return Err(damaged());
        };
        let closed: Option<Code> = (closed == self.year)
            .then(|| code.parse().map_err(Error::Damaged))
            .transpose()?;
        let fact = Fact {
            received_on: Some(if received == self.year {
                self.within
            } else {
                self.before
            }),
            applicant: applicant(who)?,
            closed: closed.map(|code| (self.end, code)),
        };
        Ok((fact, count.parse().map_err(|_| damaged())?))
    }
}
