//! 会话: where somebody is signed in, looked through and ended by himself or by whoever keeps the accounts. One that nobody uses ends
//! by itself, and so does the longest.

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::{sessions::SessionRow, staff::StaffRow};

use super::{colleagues::known, sha256_hex};
use crate::{
    App, Error, Result, Staff,
    audit::{Event, Kind, Who, record},
};

/// A session is written down as used no more often than this, in seconds.
pub(super) const SEEN_EVERY: i64 = 60;

/// A session as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Names it; opens nothing.
    pub id: String,
    pub begun_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
    /// The network it was begun from.
    pub place: String,
    /// The one that asks.
    pub this: bool,
}

/// What was used before this moment has ended.
pub(super) fn idle_since(app: &App, now: Timestamp) -> Timestamp {
    let minutes = app.settings.session_idle_minutes.max(1);
    now.checked_sub(minutes.minutes())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Where a person is signed in; `token` is the one that asks, or empty.
///
/// # Errors
/// The database.
pub async fn sessions(app: &App, staff: &Staff, token: &str) -> Result<Vec<Session>> {
    of(app, &staff.id, token).await
}

/// The same by login, for whoever keeps the accounts.
///
/// # Errors
/// Nobody has the login, or the database.
pub async fn sessions_of(app: &App, login: &str) -> Result<Vec<Session>> {
    let row = known(app, login).await?;
    of(app, &row.id, "").await
}

async fn of(app: &App, staff: &str, token: &str) -> Result<Vec<Session>> {
    let now = app.clock.now();
    let own = sha256_hex(token.as_bytes());
    let rows = store::sessions::of_staff(&app.store, staff, now, idle_since(app, now)).await?;
    let shown = |row: SessionRow| Session {
        this: row.token_hash == own,
        id: row.token_hash,
        begun_at: row.begun_at,
        seen_at: row.seen_at,
        expires_at: row.expires_at,
        place: row.place,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Ends one of the person's own sessions.
///
/// # Errors
/// [`Error::NotFound`] where it has ended, or is somebody else's.
pub async fn end_session(app: &App, staff: &Staff, id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !store::sessions::end(&mut tx, &staff.id, id).await? {
        return Err(Error::NotFound);
    }
    let event = Event::new(Kind::SessionEnded).to(&staff.login);
    let event = event.saying(json!({ "sessions": 1 }));
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the person's own sessions but the one that asks; returns how many.
///
/// # Errors
/// The database.
pub async fn end_others(app: &App, staff: &Staff, token: &str) -> Result<u64> {
    let but = sha256_hex(token.as_bytes());
    end_all(
        app,
        &Who::of(staff),
        (&staff.id, &staff.login, &staff.organ),
        &but,
    )
    .await
}

/// Ends every session of a person; returns how many.
///
/// # Errors
/// Nobody has the login, or the database.
pub async fn end_sessions(app: &App, who: &Who, login: &str) -> Result<u64> {
    let row = known(app, login).await?;
    end_all(app, who, (&row.id, &row.login, &row.organ), "").await
}

async fn end_all(
    app: &App,
    who: &Who,
    (id, login, organ): (&str, &str, &str),
    but: &str,
) -> Result<u64> {
    let mut tx = app.store.begin().await?;
    let ended = store::sessions::end_all(&mut tx, id, but).await?;
    let event = Event::new(Kind::SessionEnded).to(login).in_organ(organ);
    let event = event.saying(json!({ "sessions": ended }));
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    Ok(ended)
}

/// A session is in use.
pub(super) async fn used(app: &App, token_hash: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::sessions::seen(&mut tx, token_hash, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether it is time to write down that a session is in use.
pub(super) fn is_stale(app: &App, seen_at: Timestamp) -> bool {
    app.clock.now().as_second() - seen_at.as_second() >= SEEN_EVERY
}

/// What a person holds that goes with him: see [`super::hand_over`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub row: StaffRow,
    pub sessions: Vec<Session>,
    /// Reminders that he has not read.
    pub notices: i64,
    /// Programs' tokens that he made and that still open.
    pub tokens: i64,
}

/// Somebody with all that hangs on his account.
///
/// # Errors
/// Nobody has the login, or the database.
pub async fn held(app: &App, login: &str) -> Result<Held> {
    let row = known(app, login).await?;
    let now = app.clock.now();
    Ok(Held {
        sessions: of(app, &row.id, "").await?,
        notices: store::notices::waiting(&app.store, &row.organ, &row.id).await?,
        tokens: store::tokens::made_by(&app.store, &row.organ, &row.id, now).await?,
        row,
    })
}
