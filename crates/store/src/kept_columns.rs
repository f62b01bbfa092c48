//! Projection: 栏目责任 of an organ, from its `organ` stream.

use jiff::civil::Date;
use law::inspection::{Entry, Event, KeptColumn, fold};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{opt_date, stored, text},
    ledger::Act,
    projection::Row,
};

/// A column with whoever answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptColumnRow {
    pub organ: String,
    /// Code of the column: `head/3`, `guide`.
    pub code: String,
    /// 责任股室, or empty.
    pub office: String,
    /// Id of the member of staff, or empty.
    pub owner: String,
    /// By when it is looked through again.
    pub review_on: Option<Date>,
    /// When it was looked through last.
    pub reviewed_on: Option<Date>,
}

impl KeptColumnRow {
    /// The same as `law` reads it.
    #[must_use]
    pub fn kept(&self) -> KeptColumn {
        KeptColumn {
            office: self.office.clone(),
            owner: self.owner.clone(),
            review_on: self.review_on,
            reviewed_on: self.reviewed_on,
        }
    }
}

/// Whether an act of an organ's own stream is about a column.
#[must_use]
pub fn is_about_a_column(act: &Act) -> bool {
    Event::KINDS.contains(&act.kind.as_str())
}

impl Row for KeptColumnRow {
    const TABLE: &'static str = "kept_columns";
    const KEY: &'static str = "code";
    const STREAMS: &'static [&'static str] = &["organ"];
    const SEVERAL: bool = true;

    fn derive(_stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        let Some(first) = acts.first() else {
            return Err(Error::Damaged("an organ without acts".into()));
        };
        let about = acts.iter().filter(|act| is_about_a_column(act));
        let entries: Vec<Entry> = about
            .map(|act| {
                Ok(Entry {
                    on: act.on_date,
                    event: act.event(Event::read)?,
                })
            })
            .collect::<Result<_>>()?;
        let columns = fold(&entries).into_iter();
        Ok(columns
            .map(|(code, kept)| Self {
                organ: first.organ.clone(),
                code,
                office: kept.office,
                owner: kept.owner,
                review_on: kept.review_on,
                reviewed_on: kept.reviewed_on,
            })
            .collect())
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO kept_columns (organ, code, office, owner, review_on, reviewed_on) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organ, code) DO UPDATE SET \
             office = excluded.office, owner = excluded.owner, review_on = excluded.review_on, \
             reviewed_on = excluded.reviewed_on",
        )
        .bind(&self.organ)
        .bind(&self.code)
        .bind(&self.office)
        .bind(&self.owner)
        .bind(stored(self.review_on))
        .bind(stored(self.reviewed_on))
        .execute(tx.db())
        .await?;
        Ok(())
    }

    async fn clear(tx: &mut Tx, organ: &str, _stream: &Stream) -> Result<()> {
        sqlx::query("DELETE FROM kept_columns WHERE organ = $1")
            .bind(organ)
            .execute(tx.db())
            .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            organ: text(row, "organ")?,
            code: text(row, "code")?,
            office: text(row, "office")?,
            owner: text(row, "owner")?,
            review_on: opt_date(row, "review_on")?,
            reviewed_on: opt_date(row, "reviewed_on")?,
        })
    }

    fn key(&self) -> String {
        self.code.clone()
    }
}

/// The columns of an organ that somebody answers for, by code.
///
/// # Errors
/// The database.
pub async fn of_organ(store: &Store, organ: &str) -> Result<Vec<KeptColumnRow>> {
    let rows = sqlx::query(
        "SELECT organ, code, office, owner, review_on, reviewed_on FROM kept_columns \
         WHERE organ = $1 ORDER BY code",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(KeptColumnRow::read).collect()
}
