//! 公开日志: keeps the public log in step with the ledger, and signs where it stands (ADR 23).

use store::public_log::Stuck;
use transparency::{PublicKey, SigningKey};

use crate::{App, Result, Settings};

/// The name of the public log and of its key.
#[must_use]
pub fn origin(settings: &Settings) -> String {
    let own = settings.log.public_name.trim();
    if own.is_empty() {
        format!("{}/log", settings.site_domain)
    } else {
        own.into()
    }
}

/// The key with which its checkpoints are signed, as others are given it.
///
/// # Errors
/// The log's name is none.
pub fn public_key(app: &App) -> Result<PublicKey> {
    Ok(key(app)?.public().clone())
}

fn key(app: &App) -> Result<SigningKey> {
    Ok(store::public_log::key(&app.keys, &origin(&app.settings))?)
}

/// Follows the ledger to its end; returns how many leaves came. Any number of nodes may do so at once. `stuck` remembers between two
/// looks whose ledger cannot be read: such an organ is looked at again when it has acted.
///
/// # Errors
/// The log's name is none, or the database.
pub async fn catch_up(app: &App, stuck: &mut Stuck) -> Result<u64> {
    let mut added = 0;
    if !store::public_log::behind(&app.store, &origin(&app.settings), stuck).await? {
        return Ok(added);
    }
    let key = key(app)?;
    loop {
        let mut tx = app.store.begin().await?;
        let growth = store::public_log::follow(&mut tx, &key).await?;
        tx.commit().await?;
        added += growth.added;
        if !growth.more {
            *stuck = growth.stuck;
            return Ok(added);
        }
    }
}
