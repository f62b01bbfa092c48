//! 个人信息: applicants' data, apart from the ledger, each sealed under a key of its own.
//! Erasing a person destroys the key; the acts stay and the chain still holds.

pub mod titles;

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

    /// Whether this key wrapped a person's key.
    pub(crate) fn unwraps(&self, organ: &str, id: &str, wrapped: &str) -> bool {
        unseal(&self.master, &format!("{organ}/{id}"), wrapped).is_ok()
    }

    /// By what the key is told from others without being shown: 32 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex::encode(&self.derive("fingerprint", "")[..16])
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

impl Keys {
    /// Seals a text for somebody to carry away and bring back, such as a draft in a link; nothing is kept here.
    ///
    /// # Errors
    /// It could not be sealed.
    pub fn seal_text(&self, purpose: &str, plain: &str) -> Result<String> {
        seal(
            &self.derive("sealed-text", purpose),
            purpose,
            plain.as_bytes(),
        )
    }

    /// Opens what [`Keys::seal_text`] sealed for the same purpose.
    ///
    /// # Errors
    /// It was not sealed here, or not for this.
    pub fn open_text(&self, purpose: &str, sealed: &str) -> Result<String> {
        let plain = unseal(&self.derive("sealed-text", purpose), purpose, sealed)?;
        String::from_utf8(plain)
            .map_err(|_| Error::Damaged(format!("a sealed text for {purpose} is not text")))
    }
}

/// By what a person is recognised without being read: keyed hashes of proof of identity, telephone and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    pub id: String,
    pub phone: String,
    /// Empty of a person kept before names had marks, until [`titles::complete`] has seen him.
    pub name: String,
}

impl Marks {
    /// The marks of a person's data; of what it lacks there is none.
    #[must_use]
    pub fn of(keys: &Keys, data: &Value) -> Self {
        let mark = |name: &str| {
            let plain: String = data[name]
                .as_str()
                .unwrap_or_default()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_uppercase)
                .collect();
            if plain.is_empty() {
                String::new()
            } else {
                hex::encode(&keys.derive(&format!("mark/{name}"), &plain)[..16])
            }
        };
        Self {
            id: mark("id_number"),
            phone: mark("phone"),
            name: mark("name"),
        }
    }
}

/// Seals the data of a new person under a fresh key. Nothing is kept until [`insert`].
///
/// # Errors
/// It could not be sealed.
pub fn seal_person(keys: &Keys, organ: &str, id: &str, kind: &str, data: &Value) -> Result<Sealed> {
    let key: [u8; 32] = rand::random();
    let name = format!("{organ}/{id}");
    Ok(Sealed {
        organ: organ.into(),
        id: id.into(),
        kind: kind.into(),
        wrapped: Some(seal(&keys.master, &name, &key)?),
        sealed: Some(seal(&key, &name, data.to_string().as_bytes())?),
        marks: Marks::of(keys, data),
        subject: None,
    })
}

/// Keeps a new person.
pub async fn insert(tx: &mut Tx, person: &Sealed) -> Result<()> {
    sqlx::query(
        "INSERT INTO people (organ, id, kind, wrapped_key, sealed, id_mark, phone_mark, name_mark, subject, subject_no) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN CAST($9 AS TEXT) IS NULL THEN 0 ELSE \
         (SELECT COALESCE(MAX(subject_no), 0) + 1 FROM people WHERE organ = $1) END)",
    )
    .bind(&person.organ)
    .bind(&person.id)
    .bind(&person.kind)
    .bind(person.wrapped.as_deref())
    .bind(person.sealed.as_deref())
    .bind(&person.marks.id)
    .bind(&person.marks.phone)
    .bind(&person.marks.name)
    .bind(person.subject.as_deref())
    .execute(tx.db())
    .await?;
    Ok(())
}

/// A person's data; `None` once erased or if there is no such person.
pub async fn open(store: &Store, keys: &Keys, organ: &str, id: &str) -> Result<Option<Value>> {
    let Some((key, sealed)) = key_of(store, keys, organ, id).await? else {
        return Ok(None);
    };
    let plain = unseal(&key, &format!("{organ}/{id}"), &sealed)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}

/// Seals a person's changed data under the same key, and renews the marks.
///
/// # Errors
/// `NotFound` once the person is erased.
pub async fn reseal(tx: &mut Tx, keys: &Keys, organ: &str, id: &str, data: &Value) -> Result<()> {
    let row = sqlx::query("SELECT wrapped_key, sealed FROM people WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(tx.db())
        .await?
        .ok_or(Error::NotFound)?;
    let (key, _) = unwrapped(keys, organ, id, &row)?.ok_or(Error::NotFound)?;
    let sealed = seal(&key, &format!("{organ}/{id}"), data.to_string().as_bytes())?;
    let marks = Marks::of(keys, data);
    sqlx::query(
        "UPDATE people SET sealed = $3, id_mark = $4, phone_mark = $5, name_mark = $6 WHERE organ = $1 AND id = $2",
    )
    .bind(organ)
    .bind(id)
    .bind(&sealed)
    .bind(&marks.id)
    .bind(&marks.phone)
    .bind(&marks.name)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Seals bytes that belong to a person under that person's key; `None` once the person is erased.
pub async fn seal_file(
    store: &Store,
    keys: &Keys,
    organ: &str,
    id: &str,
    plain: &[u8],
) -> Result<Option<Vec<u8>>> {
    let Some((key, _)) = key_of(store, keys, organ, id).await? else {
        return Ok(None);
    };
    Ok(Some(
        seal(&key, &format!("{organ}/{id}/file"), plain)?.into_bytes(),
    ))
}

/// Opens what [`seal_file`] sealed; `None` once the person is erased.
pub async fn open_file(
    store: &Store,
    keys: &Keys,
    organ: &str,
    id: &str,
    sealed: &[u8],
) -> Result<Option<Vec<u8>>> {
    let Some((key, _)) = key_of(store, keys, organ, id).await? else {
        return Ok(None);
    };
    let text = std::str::from_utf8(sealed)
        .map_err(|_| Error::Damaged(format!("a sealed file of {organ}/{id} is not text")))?;
    unseal(&key, &format!("{organ}/{id}/file"), text).map(Some)
}

/// The marks kept beside a person.
pub async fn marks(store: &Store, organ: &str, id: &str) -> Result<Marks> {
    let row = sqlx::query(
        "SELECT id_mark, phone_mark, name_mark FROM people WHERE organ = $1 AND id = $2",
    )
    .bind(organ)
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    row.map_or_else(
        || Ok(Marks::default()),
        |row| {
            Ok(Marks {
                id: text(&row, "id_mark")?,
                phone: text(&row, "phone_mark")?,
                name: text(&row, "name_mark")?,
            })
        },
    )
}

async fn key_of(
    store: &Store,
    keys: &Keys,
    organ: &str,
    id: &str,
) -> Result<Option<([u8; 32], String)>> {
    let row = sqlx::query("SELECT wrapped_key, sealed FROM people WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    Ok(row
        .map(|row| unwrapped(keys, organ, id, &row))
        .transpose()?
        .flatten())
}

fn unwrapped(
    keys: &Keys,
    organ: &str,
    id: &str,
    row: &sqlx::any::AnyRow,
) -> Result<Option<([u8; 32], String)>> {
    let (Some(wrapped), Some(sealed)) = (opt_text(row, "wrapped_key")?, opt_text(row, "sealed")?)
    else {
        return Ok(None);
    };
    let name = format!("{organ}/{id}");
    Ok(Some((key_in(keys, &name, &wrapped)?, sealed)))
}

/// A person's key, unwrapped.
fn key_in(keys: &Keys, name: &str, wrapped: &str) -> Result<[u8; 32]> {
    unseal(&keys.master, name, wrapped)?
        .try_into()
        .map_err(|_| Error::Damaged(format!("person {name}: the key has a wrong length")))
}

/// Destroys a person's key and data, and what his requests were called. The id stays, so that acts still name somebody. Whoever
/// calls it holds the organ's head, as for everything that is numbered within it.
pub async fn erase(tx: &mut Tx, organ: &str, id: &str) -> Result<()> {
    let changed = sqlx::query(
        "UPDATE people SET wrapped_key = NULL, sealed = NULL, id_mark = '', phone_mark = '', name_mark = '', subject = NULL, \
         subject_no = (SELECT COALESCE(MAX(subject_no), 0) + 1 FROM people WHERE organ = $1) \
         WHERE organ = $1 AND id = $2",
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

/// A person as stored, sealed.
#[derive(Debug, Clone)]
pub struct Sealed {
    pub(crate) organ: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) wrapped: Option<String>,
    pub(crate) sealed: Option<String>,
    pub(crate) marks: Marks,
    pub(crate) subject: Option<String>,
}

impl Sealed {
    /// What this person's request is called, sealed under his key.
    ///
    /// # Errors
    /// `NotFound` of a person who was erased.
    pub fn titled(mut self, keys: &Keys, subject: &str) -> Result<Self> {
        let name = format!("{}/{}", self.organ, self.id);
        let wrapped = self.wrapped.as_deref().ok_or(Error::NotFound)?;
        let key = key_in(keys, &name, wrapped)?;
        self.subject = Some(titles::seal_title(&key, &name, subject)?);
        Ok(self)
    }

    /// Seals bytes that belong to this person, who need not be kept yet.
    ///
    /// # Errors
    /// `NotFound` of a person who was erased.
    pub fn seal_file(&self, keys: &Keys, plain: &[u8]) -> Result<Vec<u8>> {
        let name = format!("{}/{}", self.organ, self.id);
        let wrapped = self.wrapped.as_deref().ok_or(Error::NotFound)?;
        let key = key_in(keys, &name, wrapped)?;
        Ok(seal(&key, &format!("{name}/file"), plain)?.into_bytes())
    }
}

pub(crate) fn sealed_of(row: &sqlx::any::AnyRow) -> Result<Sealed> {
    Ok(Sealed {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        kind: text(row, "kind")?,
        wrapped: opt_text(row, "wrapped_key")?,
        sealed: opt_text(row, "sealed")?,
        marks: Marks {
            id: text(row, "id_mark")?,
            phone: text(row, "phone_mark")?,
            name: text(row, "name_mark")?,
        },
        subject: opt_text(row, "subject")?,
    })
}

/// What is wrong with a stored person, as far as the key can tell; `None` of one who opens or was erased whole.
pub(crate) fn fault(keys: &Keys, person: &Sealed) -> Option<&'static str> {
    let name = format!("{}/{}", person.organ, person.id);
    let (wrapped, sealed) = match (&person.wrapped, &person.sealed) {
        (Some(wrapped), Some(sealed)) => (wrapped, sealed),
        (None, None) if person.marks == Marks::default() && person.subject.is_none() => {
            return None;
        }
        (None, None) => return Some("an erased person still carries marks or a subject"),
        _ => return Some("half of the person is missing"),
    };
    let Ok(key) = key_in(keys, &name, wrapped) else {
        return Some("the person's key does not open with this installation's");
    };
    let Ok(plain) = unseal(&key, &name, sealed) else {
        return Some("the person's data does not open with the person's key");
    };
    let unreadable = |subject: &str| titles::open_title(&key, &name, subject).is_err();
    if person.subject.as_deref().is_some_and(unreadable) {
        return Some("the subject does not open with the person's key");
    }
    match serde_json::from_slice::<Value>(&plain) {
        Ok(data) if same(Marks::of(keys, &data), &person.marks) => None,
        Ok(_) => Some("the marks are not those of the person's data"),
        Err(_) => Some("the person's data is not what was sealed"),
    }
}

/// Whether the marks kept are these; a person of before has none of his name yet.
fn same(mut marks: Marks, kept: &Marks) -> bool {
    if kept.name.is_empty() {
        marks.name.clear();
    }
    marks == *kept
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
