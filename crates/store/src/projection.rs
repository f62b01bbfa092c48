//! 投影: rows derived from acts. One descriptor a table; appending, rebuilding, `verify` and the README read this list, so a
//! table that stands in it is kept, renewed and checked, and one that does not is no projection.

use futures::{FutureExt, future::BoxFuture};
use serde::Serialize;
use serde_json::Value;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Tx,
    chases::ChaseRow,
    figures::FigureRow,
    items::ItemRow,
    kept_columns::KeptColumnRow,
    ledger::Act,
    messages::MessageRow,
    organs::OrganRow,
    public_items::PublicItemRow,
    rectifications::RectificationRow,
    remedies::RemedyRow,
    reports::ReportRow,
    requests::RequestRow,
    rules::Rules,
    standards::{StandardLinkRow, StandardRow},
    stream::Stream,
    tasks::TaskRow,
    ties::TieRow,
    verify::Fault,
};

/// Every projection.
pub(crate) const ALL: [Projection; 15] = [
    Projection::of::<OrganRow>(),
    Projection::of::<KeptColumnRow>(),
    Projection::of::<RequestRow>(),
    Projection::of::<ItemRow>(),
    Projection::of::<PublicItemRow>(),
    Projection::of::<TieRow>(),
    Projection::of::<FigureRow>(),
    Projection::of::<RemedyRow>(),
    Projection::of::<RectificationRow>(),
    Projection::of::<ReportRow>(),
    Projection::of::<MessageRow>(),
    Projection::of::<StandardRow>(),
    Projection::of::<StandardLinkRow>(),
    Projection::of::<ChaseRow>(),
    Projection::of::<TaskRow>(),
];

/// A row of a projection: where it stands, from which acts it comes, how it is written and read.
pub(crate) trait Row: Serialize + Send + Sync + Sized + 'static {
    const TABLE: &'static str;
    /// The column that holds the organ.
    const ORGAN: &'static str = "organ";
    /// The column by which a row that cannot be read is named.
    const KEY: &'static str = "id";
    /// First words of the streams that it is derived from.
    const STREAMS: &'static [&'static str];
    /// Whether a stream can have several rows: then those of before go before the new ones are written.
    const SEVERAL: bool = false;

    /// The rows that a stream's acts amount to, computed from nothing else and the rules.
    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>>;

    /// Writes the row, new or in place of the one before.
    fn upsert(&self, tx: &mut Tx) -> impl Future<Output = Result<()>> + Send;

    /// Takes away the row of a stream whose acts amount to none any more. Most streams that had a row always have one.
    fn clear(
        _tx: &mut Tx,
        _organ: &str,
        _stream: &Stream,
    ) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(()))
    }

    fn read(row: &AnyRow) -> Result<Self>;

    /// The name of the row within its table and organ.
    fn key(&self) -> String;

    /// What the acts of a stream do that no operation would have done, though they are whole and chained.
    fn faults(_acts: &[Act]) -> Result<Vec<Fault>> {
        Ok(Vec::new())
    }

    /// The rows of [`crate::tallies`] and [`crate::counts`] that count this one, by key.
    fn tallies(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A [`Row`] as what walks over all of them sees it.
pub(crate) struct Projection {
    pub table: &'static str,
    pub organ: &'static str,
    pub key: &'static str,
    pub streams: &'static [&'static str],
    pub derive: fn(&Stream, &[Act], &Rules<'_>) -> Result<Vec<Derived>>,
    pub read: fn(&AnyRow) -> Result<Derived>,
    pub faults: fn(&[Act]) -> Result<Vec<Fault>>,
    pub renew: Renew,
}

type Renew =
    for<'a> fn(&'a mut Tx, &'a Stream, &'a [Act], &'a Rules<'a>) -> BoxFuture<'a, Result<()>>;

/// A row to be compared with another.
pub(crate) struct Derived {
    /// Table and name: `requests/01J…`.
    pub key: String,
    pub value: Value,
    pub tallies: Vec<String>,
}

impl Projection {
    const fn of<R: Row>() -> Self {
        Self {
            table: R::TABLE,
            organ: R::ORGAN,
            key: R::KEY,
            streams: R::STREAMS,
            derive: derive::<R>,
            read: read::<R>,
            faults: R::faults,
            renew: renew::<R>,
        }
    }

    /// The projections that a stream feeds.
    ///
    /// # Errors
    /// It feeds none.
    pub fn fed_by(stream: &Stream) -> Result<Vec<&'static Self>> {
        const ALL: &[Projection] = &self::ALL;
        let fed: Vec<_> = ALL
            .iter()
            .filter(|projection| projection.streams.contains(&stream.word()))
            .collect();
        if fed.is_empty() {
            return Err(Error::Damaged(format!(
                "no projection for the stream {stream}"
            )));
        }
        Ok(fed)
    }
}

fn derive<R: Row>(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Derived>> {
    R::derive(stream, acts, rules)?
        .iter()
        .map(derived)
        .collect()
}

fn read<R: Row>(row: &AnyRow) -> Result<Derived> {
    derived(&R::read(row)?)
}

fn derived<R: Row>(row: &R) -> Result<Derived> {
    Ok(Derived {
        key: format!("{}/{}", R::TABLE, row.key()),
        value: serde_json::to_value(row)?,
        tallies: row.tallies(),
    })
}

fn renew<'a, R: Row>(
    tx: &'a mut Tx,
    stream: &'a Stream,
    acts: &'a [Act],
    rules: &'a Rules<'a>,
) -> BoxFuture<'a, Result<()>> {
    async move {
        let rows = R::derive(stream, acts, rules)?;
        if let (true, Some(act)) = (R::SEVERAL || rows.is_empty(), acts.last()) {
            R::clear(tx, &act.organ, stream).await?;
        }
        for row in rows {
            row.upsert(tx).await?;
        }
        Ok(())
    }
    .boxed()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_stream_feeds_a_projection_and_the_papers_name_every_table() {
        let tables: BTreeSet<&str> = ALL.iter().map(|one| one.table).collect();
        assert_eq!(tables.len(), ALL.len(), "each table is one projection");
        let words: BTreeSet<&str> = ALL.iter().flat_map(|one| one.streams).copied().collect();
        for text in [
            "organ",
            "request/A",
            "item/A",
            "figure/2026",
            "remedy/A",
            "correction/A",
            "message/A",
            "report/2026",
            "consolidated/2026",
            "standard/A",
            "chase/A",
            "task/A",
        ] {
            let stream: Stream = text.parse().unwrap();
            assert!(Projection::fed_by(&stream).is_ok(), "{text}");
            assert!(words.contains(stream.word()));
        }
        let (readme, schema) = (include_str!("../README.md"), include_str!("../schema.sql"));
        for projection in &ALL {
            let table = projection.table;
            assert!(readme.contains(table), "README.md does not name {table}");
            // A table that was renamed stands in quotation marks.
            let made = [
                format!("CREATE TABLE {table} ("),
                format!("CREATE TABLE \"{table}\" ("),
            ];
            let stands = made.iter().any(|made| schema.contains(made));
            assert!(stands, "{table} is no table");
        }
    }
}
