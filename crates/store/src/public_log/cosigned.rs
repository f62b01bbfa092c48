//! What witnesses cosigned of our log: the last of each.

use crate::{
    Result, Store, Tx,
    columns::{int, text},
};

/// The last cosignature of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The witness's public key, `name+id+key`.
    pub witness: String,
    /// Of which size the tree was.
    pub size: u64,
    /// The checkpoint as the log signed it.
    pub note: String,
    /// The signature line with its newline.
    pub line: String,
}

/// The last cosignature of every witness, the largest tree first.
///
/// # Errors
/// The database.
pub async fn cosigned(store: &Store) -> Result<Vec<Cosigned>> {
    let rows = sqlx::query(
        "SELECT witness, size, note, line FROM cosignatures ORDER BY size DESC, witness",
    )
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Cosigned {
                witness: text(row, "witness")?,
                size: u64::try_from(int(row, "size")?).unwrap_or_default(),
                note: text(row, "note")?,
                line: text(row, "line")?,
            })
        })
        .collect()
}

/// Keeps a witness's cosignature unless there is one of a larger tree. Whether it is good was seen before.
///
/// # Errors
/// The database.
pub async fn keep_cosignature(tx: &mut Tx, new: &Cosigned) -> Result<()> {
    sqlx::query(
        "INSERT INTO cosignatures (witness, size, note, line) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (witness) DO UPDATE SET size = excluded.size, note = excluded.note, line = excluded.line \
         WHERE cosignatures.size <= excluded.size",
    )
    .bind(&new.witness)
    .bind(i64::try_from(new.size).unwrap_or(i64::MAX))
    .bind(&new.note)
    .bind(&new.line)
    .execute(tx.db())
    .await?;
    Ok(())
}
