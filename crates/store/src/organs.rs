//! Projection: organs, from their `organ` streams.

use std::collections::{BTreeMap, BTreeSet};

use law::catalogue::Stated;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx, columns::text, kept_columns::is_about_a_column,
    ledger::Act, projection::Row,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganRow {
    pub code: String,
    pub name: String,
    pub short_name: String,
    /// `department`, `township`, `office` or `vertical`.
    pub kind: String,
    /// Code of the organ above; empty at the top.
    pub parent: String,
    /// All particulars as JSON text, and under `stated` what it stated of heads.
    pub body: String,
}

/// Kinds of act that hold an organ's particulars.
const PARTICULARS: [&str; 2] = ["organ_registered", "organ_amended"];

/// The kind of act by which it says why nothing stands under a head of Art. 20.
pub const STATED: &str = "head_stated";

/// Whether an act holds the particulars of its organ.
#[must_use]
pub fn holds_particulars(act: &Act) -> bool {
    PARTICULARS.contains(&act.kind.as_str())
}

/// What the row takes out of the particulars, which an act holds whole.
#[derive(Deserialize)]
struct Named {
    name: String,
    short_name: String,
    kind: String,
    parent: String,
}

/// The organ as its last particulars say, with what it stated of heads.
fn derive(acts: &[Act]) -> Result<OrganRow> {
    let unknown =
        |act: &&Act| !holds_particulars(act) && act.kind != STATED && !is_about_a_column(act);
    if let Some(other) = acts.iter().find(unknown) {
        return Err(other.unknown_kind());
    }
    let last = acts
        .iter()
        .rfind(|act| holds_particulars(act))
        .ok_or_else(|| Error::Damaged("an organ without particulars".into()))?;
    let named: Named = last.body()?;
    let mut stated: BTreeMap<u8, Stated> = BTreeMap::new();
    for act in acts.iter().filter(|act| act.kind == STATED) {
        let said: Stated = act.body()?;
        match said.why {
            Some(_) => stated.insert(said.head, said),
            None => stated.remove(&said.head),
        };
    }
    let mut body = last.body.clone();
    if !stated.is_empty() {
        let mut whole: serde_json::Value = last.body()?;
        whole["stated"] = serde_json::to_value(stated.into_values().collect::<Vec<_>>())?;
        body = whole.to_string();
    }
    Ok(OrganRow {
        code: last.organ.clone(),
        name: named.name,
        short_name: named.short_name,
        kind: named.kind,
        parent: named.parent,
        body,
    })
}

impl Row for OrganRow {
    const TABLE: &'static str = "organs";
    const ORGAN: &'static str = "code";
    const KEY: &'static str = "code";
    const STREAMS: &'static [&'static str] = &["organ"];

    fn derive(_stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(acts)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO organs (code, name, short_name, kind, parent, body) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, \
             kind = excluded.kind, parent = excluded.parent, body = excluded.body",
        )
        .bind(&self.code)
        .bind(&self.name)
        .bind(&self.short_name)
        .bind(&self.kind)
        .bind(&self.parent)
        .bind(&self.body)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        organ_of(row)
    }

    fn key(&self) -> String {
        self.code.clone()
    }
}

pub async fn get(store: &Store, code: &str) -> Result<Option<OrganRow>> {
    let row = sqlx::query(
        "SELECT code, name, short_name, kind, parent, body FROM organs WHERE code = $1",
    )
    .bind(code)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(organ_of).transpose()
}

/// What an organ states of heads under which it publishes nothing.
///
/// # Errors
/// The database.
pub async fn stated(store: &Store, code: &str) -> Result<Vec<Stated>> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Said {
        stated: Vec<Stated>,
    }
    let row = get(store, code).await?;
    let said: Option<Said> = row.map(|row| serde_json::from_str(&row.body)).transpose()?;
    Ok(said.unwrap_or_default().stated)
}

/// Every organ, in the order of codes.
pub async fn list(store: &Store) -> Result<Vec<OrganRow>> {
    let rows =
        sqlx::query("SELECT code, name, short_name, kind, parent, body FROM organs ORDER BY code")
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(organ_of).collect()
}

/// The organs directly below one, in the order of codes.
pub async fn children(store: &Store, parent: &str) -> Result<Vec<OrganRow>> {
    let rows = sqlx::query(
        "SELECT code, name, short_name, kind, parent, body FROM organs WHERE parent = $1 ORDER BY code",
    )
    .bind(parent)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(organ_of).collect()
}

/// Codes of the organs that have others below them which report to them.
pub async fn superiors(store: &Store) -> Result<BTreeSet<String>> {
    let rows =
        sqlx::query("SELECT DISTINCT parent FROM organs WHERE parent <> '' AND kind <> 'vertical'")
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(|row| text(row, "parent")).collect()
}

pub(crate) fn organ_of(row: &AnyRow) -> Result<OrganRow> {
    Ok(OrganRow {
        code: text(row, "code")?,
        name: text(row, "name")?,
        short_name: text(row, "short_name")?,
        kind: text(row, "kind")?,
        parent: text(row, "parent")?,
        body: text(row, "body")?,
    })
}
