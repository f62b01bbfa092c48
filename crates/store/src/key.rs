//! Which master key an installation's data was sealed with: told by its fingerprint, so that another key is refused before it is
//! used. All nodes of an installation have the same key.

use sqlx::AnyConnection;

use crate::{
    Error, Result, Store,
    columns::text,
    marks,
    people::{self, Keys},
};

/// The mark under which the fingerprint stands.
const NAME: &str = "master-key";
/// Stands there after a restore without the key: the next one is taken.
const LOST: &str = "lost";

/// What the database knows of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is this one.
    Ours,
    /// Nothing was sealed yet, or the key was lost and the installation goes on with another.
    Open,
    /// It is another one.
    Foreign,
}

/// The fingerprint of the key that the database was sealed with, if it knows one.
///
/// # Errors
/// The database.
pub async fn known(store: &Store) -> Result<Option<String>> {
    let mut connection = store.pool().acquire().await?;
    known_in(&mut connection).await
}

pub(crate) async fn known_in(connection: &mut AnyConnection) -> Result<Option<String>> {
    let value = marks::get(connection, NAME).await?;
    Ok(value.filter(|value| value != LOST))
}

/// Whether anything needs a key that is there already.
///
/// # Errors
/// The database.
pub async fn needed(store: &Store) -> Result<bool> {
    let mut connection = store.pool().acquire().await?;
    let marked = marks::get(&mut *connection, NAME).await?;
    drop(connection);
    match marked {
        Some(value) => Ok(value != LOST),
        None => Ok(first_sealed(store).await?.is_some()),
    }
}

/// Whether this is the key. Data of a program that kept no fingerprint answers by whether the first person opens.
///
/// # Errors
/// The database.
pub async fn standing(store: &Store, keys: &Keys) -> Result<Standing> {
    if let Some(known) = known(store).await? {
        return Ok(if known == keys.fingerprint() {
            Standing::Ours
        } else {
            Standing::Foreign
        });
    }
    if !needed(store).await? {
        return Ok(Standing::Open);
    }
    let opens = first_sealed(store)
        .await?
        .is_none_or(|person| people::fault(keys, &person).is_none());
    Ok(if opens {
        Standing::Ours
    } else {
        Standing::Foreign
    })
}

async fn first_sealed(store: &Store) -> Result<Option<people::Sealed>> {
    let row = sqlx::query(
        "SELECT * FROM people WHERE wrapped_key IS NOT NULL ORDER BY organ, id LIMIT 1",
    )
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(people::sealed_of).transpose()
}

/// Binds the installation to a key, unless another process has bound it meanwhile.
///
/// # Errors
/// [`Error::Damaged`] when it is bound to another.
pub async fn bind(store: &Store, keys: &Keys) -> Result<()> {
    let mut tx = store.begin().await?;
    let row = sqlx::query(
        "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = \
         CASE WHEN marks.value = $3 THEN excluded.value ELSE marks.value END RETURNING value",
    )
    .bind(NAME)
    .bind(keys.fingerprint())
    .bind(LOST)
    .fetch_one(tx.db())
    .await?;
    tx.commit().await?;
    if text(&row, "value")? == keys.fingerprint() {
        Ok(())
    } else {
        Err(Error::Damaged(
            "the installation has another master key".into(),
        ))
    }
}

/// Says that the key is gone for good.
///
/// # Errors
/// The database.
pub async fn lost(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    marks::set(&mut tx, NAME, LOST).await?;
    tx.commit().await
}
