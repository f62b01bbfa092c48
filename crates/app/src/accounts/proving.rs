//! 再次验证: before keys and rights are changed, whoever sits at a session proves once more who he is. A session that was left open at a
//! desk, or taken from it, changes neither.

use jiff::ToSpan;

use super::{KeptForm, factor, kept, sha256_hex};
use crate::{
    App, Error, Result, Staff,
    audit::{Event, Kind, Who, record},
    throttle,
};

/// Whether the password was given at this session lately enough, or the house never asks for it again.
///
/// # Errors
/// The database.
pub async fn is_proved(app: &App, token: &str) -> Result<bool> {
    let minutes = app.settings.prove_again_minutes;
    if minutes <= 0 {
        return Ok(true);
    }
    let hash = sha256_hex(token.as_bytes());
    let at = store::sessions::proved_at(&app.store, &app.keys, &hash).await?;
    let since = app.clock.now().checked_sub(minutes.minutes());
    Ok(at.is_some_and(|at| since.is_ok_and(|since| at > since)))
}

/// Proves at the session `token` who sits there: the password, and a code where there is a second factor.
///
/// # Errors
/// The password or the code is wrong, too many tries, or the database.
pub async fn prove(
    app: &App,
    staff: &Staff,
    (token, from): (&str, &str),
    (password, code): (&str, &str),
) -> Result<()> {
    let (row, door) = factor::own(app, staff, password).await?;
    let code = match row.factor.is_empty() {
        true => None,
        false => Some(factor::code_of(app, &row, code).ok_or_else(wrong_code)?),
    };
    let mut tx = app.store.begin().await?;
    if !store::staff::unchanged(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    if let Some(code) = code
        && !factor::spend(app, &mut tx, &row, code).await?
    {
        return Err(wrong_code());
    }
    throttle::forgive(&mut tx, &[door]).await?;
    let hash = sha256_hex(token.as_bytes());
    store::sessions::prove(&mut tx, &app.keys, &hash, app.clock.now()).await?;
    let who = Who::of(staff).from(from);
    record(app, &mut tx, &who, Event::new(Kind::ProvedAgain)).await?;
    tx.commit().await?;
    Ok(())
}

/// Seals what somebody sent and may send once he has proved who he is; it opens to him alone, as [`super::kept_form`] does.
///
/// # Errors
/// It cannot be sealed.
pub fn hold_form(app: &App, staff: &Staff, form: KeptForm) -> Result<String> {
    kept::seal(app, &staff.id, form)
}

fn wrong_code() -> Error {
    factor::field(
        "code",
        "验证码不正确，或者已经用过：请等下一个",
        "The code is wrong or was used before: wait for the next one",
    )
}
