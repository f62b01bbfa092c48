//! Seals of what opens a door: sessions, one-time links, previews, tokens. Who writes these tables without the installation's key cannot make
//! one; what carries none opens nothing, and `verify` names it.

use sqlx::{AnyConnection, any::AnyRow};

use crate::{
    Result, Tx,
    columns::{opt_text, text},
    people::Keys,
};

/// A table of what opens doors. Each row is known by its `token_hash`.
pub(crate) struct Doors {
    purpose: &'static str,
    select: &'static str,
    update: &'static str,
    /// What the seal is over, in this order.
    columns: &'static [&'static str],
}

pub(crate) const SESSIONS: Doors = Doors {
    purpose: "session",
    select: "SELECT * FROM sessions ORDER BY token_hash",
    update: "UPDATE sessions SET seal = $2 WHERE token_hash = $1",
    columns: &["token_hash", "staff", "csrf", "expires_at"],
};

pub(crate) const LINKS: Doors = Doors {
    purpose: "link",
    select: "SELECT * FROM links ORDER BY token_hash",
    update: "UPDATE links SET seal = $2 WHERE token_hash = $1",
    columns: &["token_hash", "staff", "expires_at"],
};

/// All but how often a preview was opened.
pub(crate) const PREVIEWS: Doors = Doors {
    purpose: "preview",
    select: "SELECT * FROM previews ORDER BY token_hash",
    update: "UPDATE previews SET seal = $2 WHERE token_hash = $1",
    columns: &[
        "token_hash",
        "organ",
        "item",
        "id",
        "text",
        "purpose",
        "made_by",
        "made_at",
        "expires_at",
        "ended_at",
        "ended_by",
    ],
};

/// All but what a token is called and the day of its last use.
pub(crate) const TOKENS: Doors = Doors {
    purpose: "token",
    select: "SELECT * FROM tokens ORDER BY organ, id",
    update: "UPDATE tokens SET seal = $2 WHERE token_hash = $1",
    columns: &[
        "token_hash",
        "organ",
        "id",
        "kind",
        "staff",
        "roles",
        "made_at",
        "made_by",
        "expires_at",
        "revoked_at",
    ],
};

impl Doors {
    /// The seal over the values of the columns, a NULL as an empty one. No value holds a line break, so no two rows say the same.
    pub(crate) fn over(&self, keys: &Keys, said: &[&str]) -> String {
        hex::encode(keys.derive(self.purpose, &said.join("\n")))
    }

    /// Whether a row carries the seal of what it says.
    pub(crate) fn holds(&self, row: &AnyRow, keys: &Keys) -> Result<bool> {
        Ok(text(row, "seal")? == self.of(row, keys)?)
    }

    /// Those that do not carry the seal of what they say.
    pub(crate) async fn unsealed(
        &self,
        snapshot: &mut AnyConnection,
        keys: &Keys,
    ) -> Result<Vec<AnyRow>> {
        let rows = sqlx::query(self.select).fetch_all(snapshot).await?;
        let mut found = Vec::new();
        for row in rows {
            if !self.holds(&row, keys)? {
                found.push(row);
            }
        }
        Ok(found)
    }

    /// Seals a row as it was read in this transaction.
    pub(crate) async fn seal(&self, tx: &mut Tx, keys: &Keys, row: &AnyRow) -> Result<()> {
        sqlx::query(self.update)
            .bind(text(row, "token_hash")?)
            .bind(self.of(row, keys)?)
            .execute(tx.db())
            .await?;
        Ok(())
    }

    fn of(&self, row: &AnyRow, keys: &Keys) -> Result<String> {
        let mut said = Vec::new();
        for column in self.columns {
            said.push(opt_text(row, column)?.unwrap_or_default());
        }
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        Ok(self.over(keys, &said))
    }
}

/// Clears away what somebody has looked at: sessions, links and previews that carry no seal go, and of tokens those that were ended are
/// sealed as they stand. A token that is not ended stays unsealed and opens nothing.
pub async fn clear_doors(tx: &mut Tx, keys: &Keys) -> Result<()> {
    for (doors, delete) in [
        (&SESSIONS, "DELETE FROM sessions WHERE token_hash = $1"),
        (&LINKS, "DELETE FROM links WHERE token_hash = $1"),
        (&PREVIEWS, "DELETE FROM previews WHERE token_hash = $1"),
    ] {
        for row in doors.unsealed(tx.db(), keys).await? {
            sqlx::query(delete)
                .bind(text(&row, "token_hash")?)
                .execute(tx.db())
                .await?;
        }
    }
    for row in TOKENS.unsealed(tx.db(), keys).await? {
        if opt_text(&row, "revoked_at")?.is_some() {
            TOKENS.seal(tx, keys, &row).await?;
        }
    }
    Ok(())
}

/// Seals every session, link and token as it stands: those of an installation of before seals.
pub async fn seal_doors(tx: &mut Tx, keys: &Keys) -> Result<()> {
    for doors in [&SESSIONS, &LINKS, &TOKENS] {
        for row in doors.unsealed(tx.db(), keys).await? {
            doors.seal(tx, keys, &row).await?;
        }
    }
    Ok(())
}
