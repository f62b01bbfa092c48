//! From acts to rows: used when an act is appended and when everything is rebuilt. Which rows there are is the list of
//! [`crate::projection`].

use sqlx::AssertSqlSafe;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, text},
    ledger, marks,
    projection::{self, Projection},
    rules::Rules,
    stream::Stream,
};

/// The mark that says by which program, with which rules, the rows were derived.
const DERIVED_BY: &str = "projections";

/// Renews the rows of a stream inside the transaction that appended to it.
pub async fn apply(tx: &mut Tx, rules: &Rules<'_>, organ: &str, stream: &Stream) -> Result<()> {
    let acts = ledger::stream_tx(tx, organ, stream).await?;
    for projection in Projection::fed_by(stream)? {
        (projection.renew)(tx, stream, &acts, rules).await?;
    }
    Ok(())
}

/// Whether the rows were derived by this program with these rules; if not, [`rebuild`] renews them.
pub async fn current(store: &Store, rules: &Rules<'_>) -> Result<bool> {
    let by = marks::get(store.pool(), DERIVED_BY).await?;
    Ok(by == Some(rules.fingerprint()))
}

/// Throws every projection away and makes it again from the acts.
///
/// # Errors
/// An act cannot be read: it is named, and nothing is changed once the transaction is dropped.
pub async fn rebuild(tx: &mut Tx, rules: &Rules<'_>) -> Result<()> {
    let tables = projection::ALL.iter().map(|projection| projection.table);
    for table in tables.chain(["tallies", "counts"]) {
        let statement = AssertSqlSafe(format!("DELETE FROM {table}"));
        sqlx::query(statement).execute(tx.db()).await?;
    }
    let streams = sqlx::query(
        "SELECT organ, stream, MIN(seq) AS seq FROM acts GROUP BY organ, stream ORDER BY organ, stream",
    )
    .fetch_all(tx.db())
    .await?;
    for row in &streams {
        let (organ, stream, seq) = (text(row, "organ")?, text(row, "stream")?, int(row, "seq")?);
        let stream = stream.parse().map_err(|error: Error| Error::Act {
            organ: organ.clone(),
            seq,
            detail: error.to_string(),
        })?;
        apply(tx, rules, &organ, &stream).await?;
    }
    marks::set(tx, DERIVED_BY, &rules.fingerprint()).await
}
