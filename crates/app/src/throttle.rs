//! Guessing is slowed down: each failure of one login, or one number, *from one address* waits longer than the one before.
//! Nobody waits for what somebody else failed at.

use jiff::SignedDuration;
use store::door::{self, Patience};

use crate::{App, Error, Result};

/// Wrong passwords for one login from one address.
pub(crate) const PASSWORD: Patience = Patience {
    free: 10,
    first: SignedDuration::from_secs(30),
    longest: SignedDuration::from_mins(15),
    forgotten: SignedDuration::from_hours(24),
};
/// Wrong passwords for whatever logins from one address that no known browser sends: many names tried with few passwords.
pub(crate) const SPRAYING: Patience = Patience {
    free: 100,
    ..PASSWORD
};
/// Wrong codes of a second factor for one login, from wherever: only who knows its password can give one.
pub(crate) const CODES: Patience = Patience {
    free: 30,
    ..PASSWORD
};
/// What somebody's roles do not allow, so often is it written down.
pub(crate) const REFUSED: Patience = Patience {
    free: 50,
    ..PASSWORD
};
/// Wrong query codes for one number from one address.
pub(crate) const CODE: Patience = Patience {
    free: 20,
    first: SignedDuration::from_mins(1),
    longest: SignedDuration::from_hours(1),
    forgotten: SignedDuration::from_hours(24),
};

/// What is tried, and from where: kept as a keyed hash, so that neither stands in the database.
pub(crate) struct Door {
    key: String,
    patience: &'static Patience,
}

impl Door {
    pub(crate) fn of(app: &App, what: &str, from: &str, patience: &'static Patience) -> Self {
        let key = app.keys.derive("throttle", &format!("{what}\n{from}"));
        Self {
            key: hex::encode(&key[..16]),
            patience,
        }
    }

    /// [`Error::Throttled`] while it has to wait.
    pub(crate) async fn open(&self, app: &App) -> Result<()> {
        if door::waits(&app.store, &self.key, app.clock.now(), self.patience).await? {
            return Err(Error::Throttled);
        }
        Ok(())
    }
}

/// Counts a try at each of the doors before its outcome is known, in one transaction, so that tries made at once do not
/// pass the limit. Where one has to wait, none is counted.
pub(crate) async fn knock(app: &App, doors: &[Door]) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    for one in doors {
        if !door::knock(&mut tx, &one.key, now, one.patience).await? {
            return Err(Error::Throttled);
        }
    }
    tx.commit().await?;
    Ok(())
}

/// What somebody finds who knows its number and code: what he does not find counts as a wrong code.
pub(crate) async fn with_code<T>(
    app: &App,
    door: Door,
    found: impl Future<Output = Result<Option<T>>>,
) -> Result<T> {
    door.open(app).await?;
    let Some(found) = found.await? else {
        knock(app, &[door]).await?;
        return Err(Error::NotFound);
    };
    Ok(found)
}

/// The try was right.
pub(crate) async fn forgive(tx: &mut store::Tx, doors: &[Door]) -> Result<()> {
    for one in doors {
        door::forgive(tx, &one.key).await?;
    }
    Ok(())
}
