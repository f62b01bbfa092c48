//! Accounts of staff: how they are made, kept and left, and who comes in with one.

mod colleagues;
mod entering;
mod factor;
mod kept;
mod leaving;
mod password;
mod people;
mod proving;
mod roles;
mod sessions;
mod strength;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::staff::StaffRow;

use crate::{
    App, Error, Result, Role, Staff,
    audit::{Event, Kind, Who, record},
};

pub use colleagues::{
    Added, Link, add, everybody, found, invite, link_for, seal_all, seal_older, set_disabled,
    set_password,
};
pub use entering::{CODE_MINUTES, Entered, Knock, SecondKnock, SignedIn, enter_code, sign_in};
pub use factor::{
    Offer, SecondFactor, end_factor, offer, reset_factor, second_factor, take_factor,
};
pub use kept::{KeptForm, keep_form, kept_form};
pub use leaving::{Gone, hand_over};
pub use password::{change_password, link_owner, set_with_link};
pub use people::{
    end_colleagues_factor, end_colleagues_sessions, give_roles, hand_over_work, invite_colleague,
    kept_organs, people, person, renew_link, shut, who_wait,
};
pub use proving::{hold_form, is_proved, prove};
pub use roles::{Voice, part_older, set_roles};
pub use sessions::{
    Held, Session, end_others, end_session, end_sessions, held, sessions, sessions_of,
};
use strength::password_rule;

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
    roles::apart(app, &new.roles)?;
    let mut tx = app.store.begin().await?;
    store::staff::insert(&mut tx, &row).await?;
    record(app, &mut tx, who, colleagues::made(&row)).await?;
    tx.commit().await?;
    Ok(staff_of(row))
}

/// Whoever a session lets in.
#[derive(Debug, Clone)]
pub struct Inside {
    pub staff: Staff,
    /// Goes into every form.
    pub csrf: String,
    /// The house asks a second factor of his roles, and he has none yet: he sets one up before anything else.
    pub lacks_factor: bool,
}

/// The person behind a session cookie; `None` once it has run out, or nobody used it for too long.
pub async fn session(app: &App, token: &str) -> Result<Option<Inside>> {
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
    Ok(Some(Inside {
        lacks_factor: factor::lacks(app, &row),
        staff: staff_of(row),
        csrf,
    }))
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
    let before = self::contact(app, staff).await?;
    let mut tx = app.store.begin().await?;
    store::staff::set_contact(&mut tx, &staff.id, mail, &contact.lang).await?;
    if before.mail != mail {
        let event = Event::new(Kind::AddressChanged).to(&staff.login);
        record(app, &mut tx, &Who::of(staff), event).await?;
    }
    tx.commit().await?;
    Ok(())
}

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
