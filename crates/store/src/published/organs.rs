//! Organs: all of them are public, with the particulars that their guide names.

use law::catalogue::Stated;
use serde::Deserialize;

use super::Public;
use crate::{Result, Store, columns::text, organs as rows};

/// An organ's particulars for its page and guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Organ {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub parent: String,
    pub address: String,
    pub telephone: String,
    pub fax: String,
    pub hours: String,
    pub email: String,
    pub postcode: String,
    pub leader: String,
    pub duties: String,
    pub review_body: String,
    pub court: String,
    pub review_site: String,
    pub site: String,
    /// Why nothing stands under a head of Art. 20.
    pub stated: Vec<Stated>,
}

pub type PublicOrgan = Public<Organ>;

pub async fn organs(store: &Store) -> Result<Vec<PublicOrgan>> {
    rows::list(store)
        .await?
        .iter()
        .map(|row| Ok(Public(serde_json::from_str(&row.body)?)))
        .collect()
}

/// The code and name of an organ, for lists and choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub code: String,
    pub name: String,
}

pub type PublicName = Public<Name>;

/// The names of all organs, by code.
///
/// # Errors
/// The database.
pub async fn names(store: &Store) -> Result<Vec<PublicName>> {
    first_names(store, i64::MAX).await
}

/// The names of so many organs, by code.
///
/// # Errors
/// The database.
pub async fn first_names(store: &Store, limit: i64) -> Result<Vec<PublicName>> {
    let rows = sqlx::query("SELECT code, name FROM organs ORDER BY code LIMIT $1")
        .bind(limit)
        .fetch_all(store.pool())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(Name {
                code: text(row, "code")?,
                name: text(row, "name")?,
            }))
        })
        .collect()
}

pub async fn organ(store: &Store, code: &str) -> Result<Option<PublicOrgan>> {
    rows::get(store, code)
        .await?
        .map(|row| Ok(Public(serde_json::from_str(&row.body)?)))
        .transpose()
}
