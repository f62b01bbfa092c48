//! 公开日志: what organs did in public, as leaves of one Merkle tree of the site that anybody can check (ADR 23).
//!
//! ```text
//! acts ──derive──► leaf (act, address, day, digest of the record) ──► tiles ──► signed checkpoint
//!   └────────────► record: what the site serves for the address        one transaction, one order
//! ```
//! The log follows the ledger; no act waits for it. Leaves are derived from acts by the function that derives the public rows, so `verify`
//! derives them again and compares. Their order over all organs is decided once, here.

mod cosigned;
pub(crate) mod derive;
mod grow;
pub(crate) mod record;
pub(crate) mod tiles;
mod witnessed;

use transparency::{SigningKey, key::Kind};

pub use cosigned::{Cosigned, cosigned, keep_cosignature};
pub use grow::{Growth, Stuck, behind, follow};
pub(crate) use grow::{followed, insert, rebuild};
pub use witnessed::{lock, remember, seen};

use crate::{Result, Store, marks, people::Keys};

/// The mark under which the size of the tree stands; locked by whoever adds to it.
pub(crate) const SIZE: &str = "public-log";
/// The mark under which the signed checkpoint of that size stands.
pub(crate) const CHECKPOINT: &str = "public-checkpoint";

/// The key that signs checkpoints of the public log; it signs nothing else. It comes from the master key.
///
/// # Errors
/// The name is empty or holds a blank or a plus sign.
pub fn key(keys: &Keys, name: &str) -> Result<SigningKey> {
    let seed = keys.derive("public-log", "ed25519");
    Ok(SigningKey::from_seed(&seed, name, Kind::Text)?)
}

/// The key that cosigns checkpoints of others; it signs nothing else. It comes from the master key.
///
/// # Errors
/// As [`key`].
pub fn witness_key(keys: &Keys, name: &str) -> Result<SigningKey> {
    let seed = keys.derive("witness", "ed25519");
    Ok(SigningKey::from_seed(&seed, name, Kind::Cosignature)?)
}

/// The last checkpoint of the public log, signed by the log alone; `None` before the first.
///
/// # Errors
/// The database.
pub async fn checkpoint(store: &Store) -> Result<Option<String>> {
    marks::get(store.pool(), CHECKPOINT).await
}
