//! 事由: what requests are called, each sealed under its applicant's key and gone with it.
//!
//! Each change takes the next number of its organ, under the organ's head: whoever has read up to a number asks for what came after.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Keys, Marks, key_in, seal, unseal};
use crate::{
    Error, Result, Store, Tx,
    columns::{int, opt_text, text},
};

/// What is known of a request's title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// `None`: none yet, or the person was erased.
    pub text: Option<String>,
    /// Number of the last change; 0 before the first.
    pub no: i64,
    pub erased: bool,
    /// There is one, and it does not open: `verify` names it. Nothing else suffers from it.
    pub lost: bool,
}

/// A title that changed, with its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub request: String,
    pub title: Title,
}

/// The titles of some persons of an organ, by person; at most a few hundred.
pub async fn of(
    store: &Store,
    keys: &Keys,
    organ: &str,
    people: &[&str],
) -> Result<BTreeMap<String, Title>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(100) {
        let places: Vec<String> = (2..=some.len() + 1).map(|at| format!("${at}")).collect();
        let statement = AssertSqlSafe(format!(
            "SELECT id, wrapped_key, subject, subject_no FROM people WHERE organ = $1 AND id IN ({})",
            places.join(", ")
        ));
        let mut query = sqlx::query(statement).bind(organ);
        for id in some {
            query = query.bind(*id);
        }
        for row in query.fetch_all(store.pool()).await? {
            found.insert(text(&row, "id")?, title(keys, organ, &row)?);
        }
    }
    Ok(found)
}

/// Titles that changed after a number, in the order of their numbers; of erased persons the title is none.
pub async fn after(
    store: &Store,
    keys: &Keys,
    organ: &str,
    no: i64,
    limit: i64,
) -> Result<Vec<Changed>> {
    let rows = sqlx::query(
        "SELECT p.id, p.wrapped_key, p.subject, p.subject_no, r.id AS request FROM people p \
         JOIN requests r ON r.organ = p.organ AND r.person = p.id \
         WHERE p.organ = $1 AND p.subject_no > $2 ORDER BY p.subject_no LIMIT $3",
    )
    .bind(organ)
    .bind(no)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Changed {
                request: text(row, "request")?,
                title: title(keys, organ, row)?,
            })
        })
        .collect()
}

/// Applicants of an organ who have none yet, after an id.
pub async fn without(store: &Store, organ: &str, after: &str, limit: i64) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT id FROM people WHERE organ = $1 AND id > $2 AND kind = 'applicant' AND subject IS NULL AND sealed IS NOT NULL \
         ORDER BY id LIMIT $3",
    )
    .bind(organ)
    .bind(after)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(|row| text(row, "id")).collect()
}

/// Gives an applicant of before what a new one has: a title, and the mark of his name. One who has a title keeps it.
pub async fn complete(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    id: &str,
    subject: &str,
    marks: &Marks,
) -> Result<()> {
    let Some(sealed) = sealed_title(tx, keys, organ, id, subject).await? else {
        return Ok(());
    };
    sqlx::query(
        "UPDATE people SET subject = $3, name_mark = $4, \
         subject_no = (SELECT COALESCE(MAX(subject_no), 0) + 1 FROM people WHERE organ = $1) \
         WHERE organ = $1 AND id = $2 AND subject IS NULL",
    )
    .bind(organ)
    .bind(id)
    .bind(&sealed)
    .bind(&marks.name)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Calls a request otherwise. `seen` is the number of the title that its author had before him, where he had one.
///
/// # Errors
/// `Conflict` if it was called otherwise since; `NotFound` once the person is erased.
pub async fn change(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    id: &str,
    subject: &str,
    seen: Option<i64>,
) -> Result<()> {
    let sealed = sealed_title(tx, keys, organ, id, subject)
        .await?
        .ok_or(Error::NotFound)?;
    let changed = sqlx::query(
        "UPDATE people SET subject = $3, \
         subject_no = (SELECT COALESCE(MAX(subject_no), 0) + 1 FROM people WHERE organ = $1) \
         WHERE organ = $1 AND id = $2 AND (CAST($4 AS BIGINT) IS NULL OR subject_no = $4)",
    )
    .bind(organ)
    .bind(id)
    .bind(&sealed)
    .bind(seen)
    .execute(tx.db())
    .await?
    .rows_affected();
    if changed == 0 {
        Err(Error::Conflict)
    } else {
        Ok(())
    }
}

/// A title sealed under the key of a person who is kept; `None` once he is erased.
async fn sealed_title(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    id: &str,
    subject: &str,
) -> Result<Option<String>> {
    let row = sqlx::query("SELECT wrapped_key FROM people WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(tx.db())
        .await?
        .ok_or(Error::NotFound)?;
    let Some(wrapped) = opt_text(&row, "wrapped_key")? else {
        return Ok(None);
    };
    let name = format!("{organ}/{id}");
    let key = key_in(keys, &name, &wrapped)?;
    Ok(Some(seal_title(&key, &name, subject)?))
}

fn title(keys: &Keys, organ: &str, row: &AnyRow) -> Result<Title> {
    let (wrapped, subject) = (opt_text(row, "wrapped_key")?, opt_text(row, "subject")?);
    let name = format!("{organ}/{}", text(row, "id")?);
    let opened = match (&wrapped, &subject) {
        (Some(wrapped), Some(subject)) => key_in(keys, &name, wrapped)
            .and_then(|key| open_title(&key, &name, subject))
            .inspect_err(|error| tracing::error!(name, %error, "a subject does not open"))
            .ok(),
        _ => None,
    };
    Ok(Title {
        lost: wrapped.is_some() && subject.is_some() && opened.is_none(),
        text: opened,
        no: int(row, "subject_no")?,
        erased: wrapped.is_none(),
    })
}

pub(super) fn seal_title(key: &[u8; 32], name: &str, subject: &str) -> Result<String> {
    seal(key, &format!("{name}/subject"), subject.as_bytes())
}

pub(super) fn open_title(key: &[u8; 32], name: &str, sealed: &str) -> Result<String> {
    let plain = unseal(key, &format!("{name}/subject"), sealed)?;
    String::from_utf8(plain)
        .map_err(|_| Error::Damaged(format!("the subject of {name} is not text")))
}
