//! A person's own password: set with a one-time link, changed with the old one.

use super::{hash_password, password_rule, sha256_hex, staff_of, verify_password};
use crate::{
    App, Error, FieldError, Result, Staff,
    audit::{Event, Kind, Who, note, record},
    error::Findings,
    throttle::{self, Door},
};

/// Whom a one-time link is for, while it is good.
pub async fn link_owner(app: &App, secret: &str) -> Result<Option<Staff>> {
    let hash = sha256_hex(secret.as_bytes());
    let found = store::links::owner(&app.store, &app.keys, &hash, app.clock.now()).await?;
    Ok(found.map(staff_of))
}

/// Sets the password that a link allows to set, for a visitor `from` an address. The link ends with it, and so does every session.
pub async fn set_with_link(
    app: &App,
    (secret, from): (&str, &str),
    password: &str,
    again: &str,
) -> Result<Staff> {
    let staff = link_owner(app, secret).await?.ok_or(Error::NotFound)?;
    twice(app, &staff, password, again)?;
    let hash = hash_password(app, password.to_string()).await?;
    let mut tx = app.store.begin().await?;
    let token = sha256_hex(secret.as_bytes());
    if !store::links::use_up(&mut tx, &token, app.clock.now()).await? {
        return Err(Error::NotFound);
    }
    store::staff::set_password(&mut tx, &app.keys, &staff.id, &hash).await?;
    store::sessions::end_all(&mut tx, &staff.id, "").await?;
    let who = Who::of(&staff).from(from);
    record(app, &mut tx, &who, password_set(&staff, "link")).await?;
    tx.commit().await?;
    tracing::info!(staff = %staff.id, "a password was set with a link");
    Ok(staff)
}

/// Changes the person's own password: the old one is asked for, and his sessions elsewhere end. `session` is the one that stays.
pub async fn change_password(
    app: &App,
    staff: &Staff,
    session: &str,
    old: &str,
    (password, again): (&str, &str),
) -> Result<()> {
    // Whoever sits at a forgotten session guesses no faster than at the door.
    let doors = [Door::of(
        app,
        "own-password",
        &staff.id,
        &throttle::PASSWORD,
    )];
    throttle::knock(app, &doors).await?;
    let row = store::staff::get(&app.store, &staff.organ, &staff.id)
        .await?
        .ok_or(Error::NotFound)?;
    if !verify_password(app, old.to_string(), row.password_hash).await? {
        note(app, &Who::of(staff), wrong_own(staff)).await?;
        return Err(Error::Invalid(vec![FieldError::new(
            "old",
            "form",
            "原密码不正确",
            "The old password is wrong",
        )]));
    }
    twice(app, staff, password, again)?;
    let hash = hash_password(app, password.to_string()).await?;
    let mut tx = app.store.begin().await?;
    throttle::forgive(&mut tx, &doors).await?;
    store::staff::set_password(&mut tx, &app.keys, &staff.id, &hash).await?;
    store::sessions::end_all(&mut tx, &staff.id, &sha256_hex(session.as_bytes())).await?;
    store::links::end_all(&mut tx, &staff.id).await?;
    record(app, &mut tx, &Who::of(staff), password_set(staff, "old")).await?;
    tx.commit().await?;
    tracing::info!(staff = %staff.id, "a password was changed");
    Ok(())
}

/// Somebody at a session who does not know its password.
pub(super) fn wrong_own(staff: &Staff) -> Event {
    Event::new(Kind::SignInFailed)
        .to(&staff.login)
        .saying(serde_json::json!({ "why": "own_password" }))
}

/// A password was set, `with` a link or the old one.
fn password_set(staff: &Staff, with: &str) -> Event {
    Event::new(Kind::PasswordSet)
        .to(&staff.login)
        .saying(serde_json::json!({ "with": with }))
}

fn twice(app: &App, staff: &Staff, password: &str, again: &str) -> Result<()> {
    let mut wrong = Findings::default();
    let about = [staff.login.as_str(), &staff.name, &staff.organ];
    password_rule(app, &mut wrong, "password", password, &about);
    if password != again {
        wrong.add(
            "again",
            "form",
            "两次填写的密码不一致",
            "The two passwords are not the same",
        );
    }
    wrong.finish()
}
