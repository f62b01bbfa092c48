//! Sign-in of staff: argon2id, a session row, attempts slowed down by login and address.

mod colleagues;
mod leaving;
mod password;
mod people;
mod sessions;
mod strength;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::staff::{NewSession, StaffRow};

use crate::{
    App, Error, FieldError, Result, Role, Staff,
    audit::{Event, Kind, Who, note, record},
    throttle::{self, Door},
};

pub use colleagues::{
    Link, add, everybody, found, invite, link_for, seal_all, seal_older, set_disabled,
    set_password, set_roles,
};
pub use leaving::{Gone, hand_over};
pub use password::{change_password, link_owner, set_with_link};
pub use people::{
    end_colleagues_sessions, give_roles, hand_over_work, invite_colleague, kept_organs, people,
    person, renew_link, shut,
};
pub use sessions::{
    Held, Session, end_others, end_session, end_sessions, held, sessions, sessions_of,
};
use strength::password_rule;

/// What the browser keeps after signing in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Goes into the session cookie; only its hash is stored.
    pub token: String,
    /// Goes into every form.
    pub csrf: String,
    /// Tells this browser from strangers at the next sign-in ([`Knock::device`]).
    pub device: String,
    pub staff: Staff,
}

/// Who asks to be let in.
#[derive(Debug, Clone, Copy)]
pub struct Knock<'a> {
    pub login: &'a str,
    pub password: &'a str,
    /// Under which name the visitor's address is counted.
    pub from: &'a str,
    /// What [`SignedIn::device`] gave to this browser earlier, or empty: a browser in which somebody has signed in before
    /// does not wait for what others at the same address fail at.
    pub device: &'a str,
}

/// A member of staff to be added.
#[derive(Debug, Clone)]
pub struct NewStaff {
    pub organ: String,
    pub login: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub password: String,
}

/// Adds a member of staff, for a county that is made up: the login must be free, and the password long enough. Real people are added
/// with [`add`] and [`invite`], which ask for a password that nobody guesses.
pub async fn create_staff(app: &App, who: &Who, new: &NewStaff) -> Result<Staff> {
    let row = colleagues::new_row(app, new, colleagues::Begins::Plain).await?;
    let mut tx = app.store.begin().await?;
    store::staff::insert(&mut tx, &row).await?;
    record(app, &mut tx, who, colleagues::made(&row)).await?;
    tx.commit().await?;
    Ok(staff_of(row))
}

/// Signs in, or says that login and password do not match, without telling which.
pub async fn sign_in(app: &App, knock: &Knock<'_>) -> Result<SignedIn> {
    let (login, now) = (knock.login, app.clock.now());
    let doors = doors(app, knock);
    throttle::knock(app, &doors).await?;
    let found = store::staff::by_login(&app.store, login).await?;
    let known = found
        .as_ref()
        .filter(|row| !row.disabled && row.is_sealed(&app.keys));
    let hash = known.map_or_else(
        || UNKNOWN_LOGIN.to_string(),
        |row| row.password_hash.clone(),
    );
    let matches = verify_password(app, knock.password.to_string(), hash).await?;
    let from = Who::visitor(knock.from);
    let Some(row) = known.filter(|_| matches) else {
        note(app, &from, failed(app, login, found.as_ref())).await?;
        return Err(wrong());
    };
    let token = random_text();
    let csrf = random_text();
    let mut tx = app.store.begin().await?;
    if !store::staff::unchanged(&mut tx, row).await? {
        // Shut out, or given another password, while the one that was typed was looked at.
        return Err(wrong());
    }
    throttle::forgive(&mut tx, &doors).await?;
    store::staff::insert_session(
        &mut tx,
        &app.keys,
        &NewSession {
            token_hash: sha256_hex(token.as_bytes()),
            staff: row.id.clone(),
            csrf: csrf.clone(),
            expires_at: now + app.settings.session_hours.hours(),
            begun_at: now,
            place: from.place().into(),
        },
    )
    .await?;
    let staff = staff_of(row.clone());
    let who = Who::of(&staff).from(knock.from);
    record(app, &mut tx, &who, Event::new(Kind::SignIn)).await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        csrf,
        device: device(app, login, &random_text()),
        staff,
    })
}

fn wrong() -> Error {
    Error::Invalid(vec![FieldError::new(
        "password",
        "sign-in",
        "登录名或密码不正确",
        "The login or the password is wrong",
    )])
}

/// A try that failed. A login that nobody has is not written down: people type their password there. A mark tells whether the same
/// was tried again.
fn failed(app: &App, login: &str, found: Option<&StaffRow>) -> Event {
    let event = Event::new(Kind::SignInFailed);
    match found {
        Some(row) => {
            let why = match row.disabled {
                true => "disabled",
                // Changed by somebody who does not hold the key.
                false if !row.is_sealed(&app.keys) => "changed_outside",
                false => "password",
            };
            let event = event.in_organ(&row.organ).to(&row.login);
            event.saying(json!({ "why": why }))
        }
        None => {
            let mark = hex::encode(&app.keys.derive("audit-login", login)[..4]);
            event.saying(json!({ "why": "unknown", "mark": mark }))
        }
    }
}

/// Where a try is counted: a browser that is known for this login by itself, else login and address, and the address.
fn doors(app: &App, knock: &Knock<'_>) -> Vec<Door> {
    let what = format!("sign-in:{}", knock.login);
    let salt = knock.device.split_once('.').map_or("", |(salt, _)| salt);
    if !salt.is_empty() && knock.device == device(app, knock.login, salt) {
        return vec![Door::of(app, &what, salt, &throttle::PASSWORD)];
    }
    vec![
        Door::of(app, &what, knock.from, &throttle::PASSWORD),
        Door::of(app, "sign-in", knock.from, &throttle::SPRAYING),
    ]
}

/// A mark that only this installation can make.
fn device(app: &App, login: &str, salt: &str) -> String {
    let mark = app.keys.derive("device", &format!("{salt}\n{login}"));
    format!("{salt}.{}", hex::encode(mark))
}

/// The person behind a session cookie, with the form token; `None` once it has run out, or nobody used it for too long.
pub async fn session(app: &App, token: &str) -> Result<Option<(Staff, String)>> {
    let hash = sha256_hex(token.as_bytes());
    let now = app.clock.now();
    let found = store::staff::session(&app.store, &app.keys, &hash, now).await?;
    let Some((row, csrf, seen)) = found else {
        return Ok(None);
    };
    if seen <= sessions::idle_since(app, now) {
        return Ok(None);
    }
    if sessions::is_stale(app, seen)
        && let Err(error) = sessions::used(app, &hash).await
    {
        // Reading goes on where nothing can be written.
        tracing::warn!(%error, "a session could not be written down as used");
    }
    Ok(Some((staff_of(row), csrf)))
}

/// A member of staff as he stands now; `None` for who is unknown or shut out, or whose row was changed outside of the program.
pub(crate) async fn standing(app: &App, organ: &str, id: &str) -> Result<Option<Staff>> {
    let row = store::staff::get(&app.store, organ, id).await?;
    let stands = row.filter(|row| !row.disabled && row.is_sealed(&app.keys));
    Ok(stands.map(staff_of))
}

pub async fn sign_out(app: &App, staff: &Staff, token: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::staff::delete_session(&mut tx, &sha256_hex(token.as_bytes())).await?;
    record(app, &mut tx, &Who::of(staff), Event::new(Kind::SignOut)).await?;
    tx.commit().await?;
    Ok(())
}

/// Where and in which language a person is written to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Empty: no mail.
    pub mail: String,
    /// `zh` or `en`.
    pub lang: String,
}

/// The person's own contact.
pub async fn contact(app: &App, staff: &Staff) -> Result<Contact> {
    let row = store::staff::get(&app.store, &staff.organ, &staff.id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Contact {
        mail: row.mail,
        lang: row.lang,
    })
}

/// Changes the person's own contact.
pub async fn set_contact(app: &App, staff: &Staff, contact: &Contact) -> Result<()> {
    let mail = contact.mail.trim();
    let mut wrong = crate::error::Findings::default();
    wrong.length("mail", mail, 120, "电子邮箱", "The e-mail address");
    if !mail.is_empty() && !crate::mail::deliverable(mail) {
        wrong.add(
            "mail",
            "form",
            "电子邮箱格式不正确",
            "This is not an e-mail address",
        );
    }
    if !["zh", "en"].contains(&contact.lang.as_str()) {
        wrong.add("lang", "form", "请选择语言", "Choose a language");
    }
    wrong.finish()?;
    let mut tx = app.store.begin().await?;
    store::staff::set_contact(&mut tx, &staff.id, mail, &contact.lang).await?;
    tx.commit().await?;
    Ok(())
}

/// A well-formed hash that no password matches, so that an unknown login takes as long as a known one.
const UNKNOWN_LOGIN: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Argon2 takes a tenth of a second and 19 MiB on purpose: so many at once, off the threads that answer pages.
async fn hash_password(app: &App, password: String) -> Result<String> {
    let hashed = app.pools.passwords.run(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(Error::failed)
    });
    hashed.await?
}

async fn verify_password(app: &App, password: String, hash: String) -> Result<bool> {
    let checked = app.pools.passwords.run(move || {
        argon2::PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    });
    checked.await
}

pub(crate) fn staff_of(row: StaffRow) -> Staff {
    Staff {
        id: row.id,
        organ: row.organ,
        login: row.login,
        name: row.name,
        roles: row
            .roles
            .split(',')
            .filter_map(|role| role.parse().ok())
            .collect(),
    }
}

/// A ULID made at `now`: sorts by time.
pub(crate) fn new_id(now: Timestamp) -> String {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    ulid::Ulid::from_parts(millis, rand::random()).to_string()
}

/// 256 random bits as hexadecimal text.
pub(crate) fn random_text() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
