//! Projections: 基层政务公开标准目录 of an organ in a field of work, from its `standard/…` stream, and the items linked to its rows (G-5).

use law::standard::{self, Entry, Event, State};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{int, text},
    ledger::Act,
    projection::Row,
};

/// A catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardRow {
    pub organ: String,
    pub id: String,
    /// 领域.
    pub field: String,
    /// How many lines are public.
    pub count: i64,
    /// 1 where lines wait for their reading, else 0.
    pub awaiting: i64,
    /// JSON list of the public [`standard::Row`]s, by number.
    pub lines: String,
    pub version: i64,
}

/// An item that stands under a public line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardLinkRow {
    pub organ: String,
    pub id: String,
    pub line: String,
    pub item_organ: String,
    pub item_id: String,
}

/// A catalogue's acts as `law` reads them.
///
/// # Errors
/// An act of an unknown kind, or a damaged body.
pub fn entries(acts: &[Act]) -> Result<Vec<Entry>> {
    acts.iter()
        .map(|act| {
            Ok(Entry {
                on: act.on_date,
                by: act.actor.clone(),
                event: act.event(Event::read)?,
            })
        })
        .collect()
}

fn told<'a>(stream: &'a Stream, acts: &'a [Act]) -> Result<(&'a str, &'a Act, State)> {
    let (Stream::Standard(id), Some(last)) = (stream, acts.last()) else {
        return Err(Error::Damaged(format!(
            "{stream} is no stream of a standard catalogue"
        )));
    };
    Ok((id.as_str(), last, standard::fold(&entries(acts)?)))
}

impl Row for StandardRow {
    const TABLE: &'static str = "standards";
    const STREAMS: &'static [&'static str] = &["standard"];

    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        let (id, last, state) = told(stream, acts)?;
        Ok(vec![Self {
            organ: last.organ.clone(),
            id: id.into(),
            count: i64::try_from(state.public.len()).unwrap_or(i64::MAX),
            awaiting: i64::from(state.awaits()),
            lines: serde_json::to_string(&state.public)?,
            field: state.field,
            version: last.version,
        }])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO standards (organ, id, field, count, awaiting, lines, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organ, id) DO UPDATE SET \
             field = excluded.field, count = excluded.count, awaiting = excluded.awaiting, \
             lines = excluded.lines, version = excluded.version",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.field)
        .bind(self.count)
        .bind(self.awaiting)
        .bind(&self.lines)
        .bind(self.version)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            organ: text(row, "organ")?,
            id: text(row, "id")?,
            field: text(row, "field")?,
            count: int(row, "count")?,
            awaiting: int(row, "awaiting")?,
            lines: text(row, "lines")?,
            version: int(row, "version")?,
        })
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Row for StandardLinkRow {
    const TABLE: &'static str = "standard_links";
    const STREAMS: &'static [&'static str] = &["standard"];
    const SEVERAL: bool = true;

    /// Links of lines that are not public, or no longer, are kept in the ledger alone.
    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        let (id, last, state) = told(stream, acts)?;
        let mut rows = Vec::new();
        for line in &state.public {
            let line = line.id();
            for item in state.tracked(&line).items {
                rows.push(Self {
                    organ: last.organ.clone(),
                    id: id.into(),
                    line: line.to_string(),
                    item_organ: item.organ,
                    item_id: item.id,
                });
            }
        }
        Ok(rows)
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO standard_links (organ, id, line, item_organ, item_id) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (organ, id, line, item_organ, item_id) DO NOTHING",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.line)
        .bind(&self.item_organ)
        .bind(&self.item_id)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    async fn clear(tx: &mut Tx, organ: &str, stream: &Stream) -> Result<()> {
        let Stream::Standard(id) = stream else {
            return Ok(());
        };
        sqlx::query("DELETE FROM standard_links WHERE organ = $1 AND id = $2")
            .bind(organ)
            .bind(id.to_string())
            .execute(tx.db())
            .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            organ: text(row, "organ")?,
            id: text(row, "id")?,
            line: text(row, "line")?,
            item_organ: text(row, "item_organ")?,
            item_id: text(row, "item_id")?,
        })
    }

    fn key(&self) -> String {
        let Self {
            id,
            line,
            item_organ,
            item_id,
            ..
        } = self;
        format!("{id} {line} {item_organ}/{item_id}")
    }
}

/// The catalogues of an organ, public or not yet, by field.
///
/// # Errors
/// The database.
pub async fn of_organ(store: &Store, organ: &str) -> Result<Vec<StandardRow>> {
    let rows = sqlx::query(
        "SELECT organ, id, field, count, awaiting, lines, version FROM standards \
         WHERE organ = $1 ORDER BY field, id",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(StandardRow::read).collect()
}
