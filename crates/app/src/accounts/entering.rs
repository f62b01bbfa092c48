//! 登录: the password, then the second factor where there is one, and a session. Tries are slowed down by login and address.

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::staff::{NewSession, StaffRow};

use super::{factor, random_text, sha256_hex, staff_of, verify_password};
use crate::{
    App, Error, FieldError, Result, Staff,
    audit::{Event, Kind, Who, note, record},
    throttle::{self, Door},
};

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

/// How far somebody came who knows the password.
#[derive(Debug, Clone)]
pub enum Entered {
    /// He is in.
    In(SignedIn),
    /// His second factor is asked for: what the browser brings back to [`enter_code`], good for [`CODE_MINUTES`] minutes.
    Half(String),
}

impl Entered {
    /// The session, where it was begun.
    #[must_use]
    pub fn inside(self) -> Option<SignedIn> {
        match self {
            Self::In(signed) => Some(signed),
            Self::Half(_) => None,
        }
    }
}

/// Somebody with the right password, who says a code.
#[derive(Debug, Clone, Copy)]
pub struct SecondKnock<'a> {
    /// What [`Entered::Half`] gave.
    pub half: &'a str,
    /// Six digits of the authenticator, or a recovery code.
    pub code: &'a str,
    /// As in [`Knock`].
    pub from: &'a str,
    pub device: &'a str,
}

/// Minutes between the password and the code.
pub const CODE_MINUTES: i64 = 5;
/// What a half-way sign-in is sealed for.
const HALF: &str = "half-sign-in";
/// A well-formed hash that no password matches, so that an unknown login takes as long as a known one.
const UNKNOWN_LOGIN: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Looks at login and password, without telling which of them is wrong.
///
/// # Errors
/// They do not go together, too many tries, or the database.
pub async fn sign_in(app: &App, knock: &Knock<'_>) -> Result<Entered> {
    let doors = doors(app, knock);
    throttle::knock(app, &doors).await?;
    let found = store::staff::by_login(&app.store, knock.login).await?;
    let known = found
        .as_ref()
        .filter(|row| !row.disabled && row.is_sealed(&app.keys));
    let hash = known.map_or_else(
        || UNKNOWN_LOGIN.to_string(),
        |row| row.password_hash.clone(),
    );
    let matches = verify_password(app, knock.password.to_string(), hash).await?;
    let Some(row) = known.filter(|_| matches) else {
        let event = failed(app, knock.login, found.as_ref());
        note(app, &Who::visitor(knock.from), event).await?;
        return Err(wrong());
    };
    if row.factor.is_empty() {
        let signed = begin(app, row, None, (knock.from, &doors)).await?;
        return Ok(Entered::In(signed));
    }
    let until = app.clock.now() + CODE_MINUTES.minutes();
    let half = format!("{}\n{until}\n{}", row.login, row.seal);
    Ok(Entered::Half(app.keys.seal_text(HALF, &half)?))
}

/// Lets in who knows the password and proves who he is.
///
/// # Errors
/// [`Error::NotFound`] where the password has to be given again; the code is wrong or was used; too many tries; the database.
pub async fn enter_code(app: &App, second: &SecondKnock<'_>) -> Result<SignedIn> {
    let row = halfway(app, second.half).await?;
    let knock = Knock {
        login: &row.login,
        password: "",
        from: second.from,
        device: second.device,
    };
    let at_password = doors(app, &knock);
    let mut at_code = vec![Door::of(
        app,
        &format!("code:{}", row.login),
        second.from,
        &throttle::PASSWORD,
    )];
    if !knows(app, &knock) {
        // Who comes as far as this knows the password. He gains nothing from trying at a thousand addresses.
        at_code.push(Door::of(app, "code", &row.login, &throttle::CODES));
    }
    throttle::knock(app, &at_code).await?;
    let Some(code) = factor::code_of(app, &row, second.code) else {
        note(app, &Who::visitor(second.from), wrong_code_of(&row, "code")).await?;
        return Err(wrong_code());
    };
    let doors: Vec<Door> = at_password.into_iter().chain(at_code).collect();
    let signed = begin(app, &row, Some(code), (second.from, &doors)).await;
    if let Err(Error::Invalid(_)) = signed {
        let from = Who::visitor(second.from);
        note(app, &from, wrong_code_of(&row, "code_used")).await?;
    }
    signed
}

/// Whoever gave the right password a few minutes ago, as long as nothing of his account has changed since.
async fn halfway(app: &App, half: &str) -> Result<StaffRow> {
    let opened = app
        .keys
        .open_text(HALF, half)
        .map_err(|_| Error::NotFound)?;
    let mut said = opened.split('\n');
    let (login, until) = (said.next(), said.next());
    let until: Option<Timestamp> = until.and_then(|text| text.parse().ok());
    if until.is_none_or(|until| until <= app.clock.now()) {
        return Err(Error::NotFound);
    }
    let row = store::staff::by_login(&app.store, login.unwrap_or_default()).await?;
    row.filter(|row| said.next() == Some(row.seal.as_str()))
        .filter(|row| !row.disabled && row.is_sealed(&app.keys))
        .ok_or(Error::NotFound)
}

/// Begins a session, and uses up the code.
async fn begin(
    app: &App,
    row: &StaffRow,
    code: Option<factor::Code>,
    (from, doors): (&str, &[Door]),
) -> Result<SignedIn> {
    let now = app.clock.now();
    let (token, csrf) = (random_text(), random_text());
    let who = Who::of(&staff_of(row.clone())).from(from);
    let mut event = Event::new(Kind::SignIn);
    let mut tx = app.store.begin().await?;
    if !store::staff::unchanged(&mut tx, row).await? {
        // Shut out, or given another password, while what was typed was looked at.
        return Err(wrong());
    }
    if let Some(code) = code {
        event = event.saying(json!({ "with": code.as_str() }));
        if !factor::spend(app, &mut tx, row, code).await? {
            return Err(wrong_code());
        }
    }
    throttle::forgive(&mut tx, doors).await?;
    store::staff::insert_session(
        &mut tx,
        &app.keys,
        &NewSession {
            token_hash: sha256_hex(token.as_bytes()),
            staff: row.id.clone(),
            csrf: csrf.clone(),
            expires_at: now + app.settings.session_hours.hours(),
            begun_at: now,
            place: who.place().into(),
        },
    )
    .await?;
    record(app, &mut tx, &who, event).await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        csrf,
        device: device(app, &row.login, &random_text()),
        staff: staff_of(row.clone()),
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

fn wrong_code() -> Error {
    Error::Invalid(vec![FieldError::new(
        "code",
        "sign-in",
        "验证码不正确，或者已经用过：请等下一个",
        "The code is wrong or was used before: wait for the next one",
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

/// The right password with a code that is wrong, or was used before.
fn wrong_code_of(row: &StaffRow, why: &str) -> Event {
    let event = Event::new(Kind::SignInFailed).in_organ(&row.organ);
    event.to(&row.login).saying(json!({ "why": why }))
}

/// Where a try is counted: a browser that is known for this login by itself, else login and address, and the address.
fn doors(app: &App, knock: &Knock<'_>) -> Vec<Door> {
    let what = format!("sign-in:{}", knock.login);
    if knows(app, knock) {
        return vec![Door::of(app, &what, salt(knock), &throttle::PASSWORD)];
    }
    vec![
        Door::of(app, &what, knock.from, &throttle::PASSWORD),
        Door::of(app, "sign-in", knock.from, &throttle::SPRAYING),
    ]
}

/// Whether somebody has signed in with this login in this browser before.
fn knows(app: &App, knock: &Knock<'_>) -> bool {
    let salt = salt(knock);
    !salt.is_empty() && knock.device == device(app, knock.login, salt)
}

fn salt<'a>(knock: &Knock<'a>) -> &'a str {
    knock.device.split_once('.').map_or("", |(salt, _)| salt)
}

/// A mark that only this installation can make.
fn device(app: &App, login: &str, salt: &str) -> String {
    let mark = app.keys.derive("device", &format!("{salt}\n{login}"));
    format!("{salt}.{}", hex::encode(mark))
}
