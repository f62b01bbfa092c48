//! 第二因素: beside the password, a code of six digits that an authenticator makes from a shared secret and the clock (RFC 6238), or one
//! of ten recovery codes for the day on which the telephone is lost. Each code is good once.
//!
//! What is kept stands in the row of staff, under its seal: a nonce, from which only the installation's key makes the secret, and a keyed
//! mark of each recovery code that is left. Whoever reads the database alone learns no code; whoever changes it lets nobody in.

use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Tx, staff::StaffRow};
use totp_rs::{Builder, Secret, Totp};

use super::{colleagues::known, password::wrong_own, random_text, sha256_hex, verify_password};
use crate::{
    App, Error, Result, Role, Staff,
    audit::{Event, Kind, Who, note, record},
    error::Findings,
    throttle::{self, Door},
};

/// How many recovery codes there are at first.
const RECOVERY_CODES: usize = 10;
/// Letters of a recovery code, none of which is taken for another: 50 bits in ten.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// What an authenticator is given. Nothing is kept until a code proves that it has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Comes back with the code.
    pub nonce: String,
    /// The secret in Base32, in groups of four, to be typed where there is no camera.
    pub secret: String,
    /// The same as an address that a camera reads.
    pub address: String,
}

/// How somebody stands to the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    pub has: bool,
    /// The house asks it of one of his roles: he cannot do without.
    pub required: bool,
    /// Recovery codes that are left.
    pub recovery_codes: usize,
}

/// A code that is his.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Code {
    /// A code of this step of the clock.
    Step(i64),
    /// A recovery code; what is left of the factor without it.
    Recovery(String),
}

impl Code {
    /// The word for the log.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Step(_) => "code",
            Self::Recovery(_) => "recovery_code",
        }
    }
}

/// A second factor to be set up: a new one, or the one of a nonce that was offered to this person before.
///
/// # Errors
/// Never of a person's own doing.
pub fn offer(app: &App, staff: &Staff, nonce: Option<&str>) -> Result<Offer> {
    let nonce = nonce.map_or_else(random_text, str::to_string);
    // Neither name may hold the colon that parts them.
    let issuer = app.settings.site_name.replace(':', " ");
    let account = staff.login.replace(':', " ");
    let totp = Builder::new()
        .with_secret(secret(app, &staff.id, &nonce))
        .with_issuer(Some(issuer))
        .with_account_name(account)
        .build()
        .map_err(Error::failed)?;
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    Ok(Offer {
        nonce,
        secret: groups.join(" "),
        address: totp.to_url().map_err(Error::failed)?,
    })
}

/// Sets the second factor up, with the password and a first code. Sessions elsewhere end. Returns the recovery codes, told once.
///
/// # Errors
/// There is one already, or the password or the code is wrong.
pub async fn take_factor(
    app: &App,
    staff: &Staff,
    session: &str,
    nonce: &str,
    (password, code): (&str, &str),
) -> Result<Vec<String>> {
    let (row, door) = own(app, staff, password).await?;
    if !row.factor.is_empty() {
        return Err(field(
            "code",
            "已经设置了第二因素",
            "There is a second factor already",
        ));
    }
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
    let marks = codes.iter().map(|code| mark(app, &row.id, code));
    let kept: Vec<String> = std::iter::once(nonce.to_string()).chain(marks).collect();
    let with = StaffRow {
        factor: kept.join("."),
        ..row.clone()
    };
    let well_formed = nonce.len() == 64 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(Code::Step(step)) = code_of(app, &with, code).filter(|_| well_formed) else {
        return Err(field(
            "code",
            "验证码不正确：请核对手机的时间，再填当前显示的六位数字",
            "The code is wrong: look at the clock of the telephone, and give the six digits that it shows now",
        ));
    };
    let mut tx = app.store.begin().await?;
    if !store::staff::unchanged(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    throttle::forgive(&mut tx, &[door]).await?;
    store::staff::set_factor(&mut tx, &app.keys, &row.id, &with.factor).await?;
    store::staff::spend_step(&mut tx, &row.id, step).await?;
    let ended = store::sessions::end_all(&mut tx, &row.id, &sha256_hex(session.as_bytes())).await?;
    let event = Event::new(Kind::FactorSet).to(&row.login);
    let event = event.saying(json!({ "sessions": ended }));
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Does without the second factor again, with the password and a code.
///
/// # Errors
/// There is none, the house asks for one, or the password or the code is wrong.
pub async fn end_factor(app: &App, staff: &Staff, password: &str, code: &str) -> Result<()> {
    if required(app, &staff.roles) {
        return Err(field(
            "code",
            "本单位要求您的岗位使用第二因素，不能停用",
            "The house asks a second factor of your role: you cannot do without",
        ));
    }
    let (row, door) = own(app, staff, password).await?;
    let Some(code) = code_of(app, &row, code) else {
        return Err(field("code", "验证码不正确", "The code is wrong"));
    };
    let mut tx = app.store.begin().await?;
    if !store::staff::unchanged(&mut tx, &row).await? || !spend(app, &mut tx, &row, code).await? {
        return Err(Error::Conflict);
    }
    throttle::forgive(&mut tx, &[door]).await?;
    store::staff::set_factor(&mut tx, &app.keys, &row.id, "").await?;
    let event = Event::new(Kind::FactorEnded).to(&row.login);
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the second factor of somebody who lost it, and every session of his: he sets a new one up when he comes in.
///
/// # Errors
/// Nobody has the login, or he has none.
pub async fn reset_factor(app: &App, who: &Who, login: &str) -> Result<()> {
    let row = known(app, login).await?;
    if row.factor.is_empty() {
        return Err(field(
            "login",
            "没有设置第二因素",
            "There is no second factor",
        ));
    }
    let mut tx = app.store.begin().await?;
    store::staff::set_factor(&mut tx, &app.keys, &row.id, "").await?;
    let ended = store::sessions::end_all(&mut tx, &row.id, "").await?;
    let event = Event::new(Kind::FactorEnded)
        .in_organ(&row.organ)
        .to(&row.login);
    let event = event.saying(json!({ "sessions": ended }));
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, "a second factor was ended");
    Ok(())
}

/// How the person stands to it.
///
/// # Errors
/// The database.
pub async fn second_factor(app: &App, staff: &Staff) -> Result<SecondFactor> {
    let row = store::staff::get(&app.store, &staff.organ, &staff.id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(SecondFactor {
        has: !row.factor.is_empty(),
        required: required(app, &staff.roles),
        recovery_codes: row.factor.split('.').count() - 1,
    })
}

/// Whether the house asks for one and he has none.
pub(super) fn lacks(app: &App, row: &StaffRow) -> bool {
    let mut roles = row.roles.split(',').filter_map(|role| role.parse().ok());
    row.factor.is_empty() && roles.any(|role: Role| required(app, &[role]))
}

fn required(app: &App, roles: &[Role]) -> bool {
    let asked = &app.settings.second_factor_roles;
    roles.iter().any(|role| asked.contains(role))
}

/// What was typed as a code of his; `None`: it is none.
pub(super) fn code_of(app: &App, row: &StaffRow, code: &str) -> Option<Code> {
    let code = plain(code);
    let mut kept = row.factor.split('.');
    let nonce = kept.next().filter(|nonce| !nonce.is_empty())?;
    let now = u64::try_from(app.clock.now().as_second()).ok()?;
    let by_clock = Builder::new().with_secret(secret(app, &row.id, nonce));
    let by_clock: Totp = by_clock.build().ok()?;
    if let Some(step) = by_clock.check(&code, now) {
        return Some(Code::Step(i64::try_from(step).ok()?));
    }
    let said = mark(app, &row.id, &code);
    kept.any(|one| one == said).then(|| {
        let left: Vec<&str> = row.factor.split('.').filter(|one| *one != said).collect();
        Code::Recovery(left.join("."))
    })
}

/// Uses a code up, once the row was seen unchanged in this transaction; whether it was good until now.
pub(super) async fn spend(app: &App, tx: &mut Tx, row: &StaffRow, code: Code) -> Result<bool> {
    match code {
        Code::Step(step) => Ok(store::staff::spend_step(tx, &row.id, step).await?),
        Code::Recovery(left) => {
            store::staff::set_factor(tx, &app.keys, &row.id, &left).await?;
            Ok(true)
        }
    }
}

/// The person's own row, once he has given his password: whoever sits at a forgotten session has not. The door at which it was
/// counted is forgiven with what he does.
pub(super) async fn own(app: &App, staff: &Staff, password: &str) -> Result<(StaffRow, Door)> {
    let door = Door::of(app, "own-factor", &staff.id, &throttle::PASSWORD);
    throttle::knock(app, std::slice::from_ref(&door)).await?;
    let row = store::staff::get(&app.store, &staff.organ, &staff.id)
        .await?
        .ok_or(Error::NotFound)?;
    if !verify_password(app, password.to_string(), row.password_hash.clone()).await? {
        note(app, &Who::of(staff), wrong_own(staff)).await?;
        return Err(field("password", "密码不正确", "The password is wrong"));
    }
    Ok((row, door))
}

fn secret(app: &App, staff: &str, nonce: &str) -> Secret {
    let key = app.keys.derive("factor", &format!("{staff}\n{nonce}"));
    Secret::from(key[..20].to_vec())
}

fn mark(app: &App, staff: &str, code: &str) -> String {
    let key = app
        .keys
        .derive("recovery-code", &format!("{staff}\n{}", plain(code)));
    hex::encode(&key[..16])
}

/// Two groups of five letters.
fn recovery_code() -> String {
    let drawn = Sha256::digest(random_text());
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let half = |bytes: &[u8]| bytes.iter().map(letter).collect::<String>();
    format!("{}-{}", half(&drawn[..5]), half(&drawn[5..10]))
}

/// A code as it was made, however it is typed: with blanks, strokes, small letters, full-width digits.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '–'))
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            other => other.to_ascii_uppercase(),
        })
        .collect()
}

pub(super) fn field(name: &'static str, zh: &str, en: &str) -> Error {
    let mut wrong = Findings::default();
    wrong.add(name, "form", zh, en);
    wrong.finish().err().unwrap_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use totp_rs::{Builder, Secret};

    use super::{plain, recovery_code};

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of its eight digits.
        let secret = Secret::from(b"12345678901234567890".to_vec());
        let totp = Builder::new().with_secret(secret).build().unwrap();
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp.check(code, at), Some(at / 30), "{at}");
            assert_eq!(totp.check(code, at + 30), Some(at / 30), "a step later");
            assert_eq!(totp.check(code, at + 60 + 30), None, "three steps later");
        }
    }

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        assert_eq!(plain("１２３ 456"), "123456");
        assert_eq!(plain(" ab3d5-fghjk "), "AB3D5FGHJK");
        let code = recovery_code();
        assert_eq!(plain(&code).len(), 10);
        assert_ne!(code, recovery_code());
    }
}
