//! 个人信息: applicants' data, apart from the ledger, each sealed under a key of its own.
//! Erasing a person destroys the key; the acts stay and the chain still holds.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result, Store, Tx,
    columns::{opt_text, text},
};

const NONCE: usize = 24;

/// The installation's master key, which wraps each person's key.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys")
    }
}

impl Keys {
    #[must_use]
    pub fn new(master: [u8; 32]) -> Self {
        Self { master }
    }

    /// 32 bytes for another purpose, which do not reveal the master key.
    #[must_use]
    pub fn derive(&self, purpose: &str, name: &str) -> [u8; 32] {
        let mut hasher = Sha256::new();
        for part in [&self.master[..], purpose.as_bytes(), name.as_bytes()] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

/// Seals a person's data under a fresh key and returns the person's id.
pub async fn seal_new(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    kind: &str,
    data: &Value,
) -> Result<String> {
    let id = ulid::Ulid::generate().to_string();
    let key: [u8; 32] = rand::random();
    let name = format!("{organ}/{id}");
    let wrapped = seal(&keys.master, &name, &key)?;
    let sealed = seal(&key, &name, data.to_string().as_bytes())?;
    insert(tx, organ, &id, kind, Some(&wrapped), Some(&sealed)).await?;
    Ok(id)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    organ: &str,
    id: &str,
    kind: &str,
    wrapped: Option<&str>,
    sealed: Option<&str>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO people (organ, id, kind, wrapped_key, sealed) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(organ)
    .bind(id)
    .bind(kind)
    .bind(wrapped)
    .bind(sealed)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// A person's data; `None` once erased or if there is no such person.
pub async fn open(store: &Store, keys: &Keys, organ: &str, id: &str) -> Result<Option<Value>> {
    let Some(row) =
        sqlx::query("SELECT wrapped_key, sealed FROM people WHERE organ = $1 AND id = $2")
            .bind(organ)
            .bind(id)
            .fetch_optional(store.pool())
            .await?
    else {
        return Ok(None);
    };
    let (Some(wrapped), Some(sealed)) = (opt_text(&row, "wrapped_key")?, opt_text(&row, "sealed")?)
    else {
        return Ok(None);
    };
    let name = format!("{organ}/{id}");
    let key: [u8; 32] = unseal(&keys.master, &name, &wrapped)?
        .try_into()
        .map_err(|_| Error::Damaged(format!("person {name}: the key has a wrong length")))?;
    Ok(Some(serde_json::from_slice(&unseal(
        &key, &name, &sealed,
    )?)?))
}

/// Destroys a person's key and data. The id stays, so that acts still name somebody.
pub async fn erase(tx: &mut Tx, organ: &str, id: &str) -> Result<()> {
    let changed = sqlx::query(
        "UPDATE people SET wrapped_key = NULL, sealed = NULL WHERE organ = $1 AND id = $2",
    )
    .bind(organ)
    .bind(id)
    .execute(tx.db())
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// A person as stored, still sealed: for backups.
pub(crate) struct Sealed {
    pub organ: String,
    pub id: String,
    pub kind: String,
    pub wrapped: Option<String>,
    pub sealed: Option<String>,
}

pub(crate) fn sealed_of(row: &sqlx::any::AnyRow) -> Result<Sealed> {
    Ok(Sealed {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        kind: text(row, "kind")?,
        wrapped: opt_text(row, "wrapped_key")?,
        sealed: opt_text(row, "sealed")?,
    })
}

/// Nonce and ciphertext as base64; bound to `name`, so that a row copied to another place does not open.
fn seal(key: &[u8; 32], name: &str, plain: &[u8]) -> Result<String> {
    let nonce: [u8; NONCE] = rand::random();
    let mut sealed = nonce.to_vec();
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload {
        msg: plain,
        aad: name.as_bytes(),
    };
    let body = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| Error::Damaged(format!("person {name} could not be sealed")))?;
    sealed.extend(body);
    Ok(STANDARD.encode(sealed))
}

fn unseal(key: &[u8; 32], name: &str, sealed: &str) -> Result<Vec<u8>> {
    let damaged = || Error::Damaged(format!("person {name} does not open with this key"));
    let bytes = STANDARD.decode(sealed).map_err(|_| damaged())?;
    let (nonce, body) = bytes.split_at_checked(NONCE).ok_or_else(damaged)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| damaged())?;
    let payload = Payload {
        msg: body,
        aad: name.as_bytes(),
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| damaged())
}
