//! 令牌: programs that use the API in a role, and calendars that read a person's last days.
//!
//! A token is 256 random bits, shown once; only its hash is stored. It is bound to one organ and to the roles that the
//! security administrator gave it, runs out, and can be ended at once.

use jiff::ToSpan;
use serde_json::json;
use store::tokens::{NewToken, TokenRow};

use crate::{
    App, Error, Result, Role, Staff,
    accounts::{new_id, random_text, sha256_hex},
    audit::{Event, Kind, Who, record},
    error::Findings,
    rights::{By, Security},
};

/// What a program's token begins with, so that one that was published by mistake can be found.
const MARK: &str = "mb1_";
/// Wrong tokens allowed from one address within [`THROTTLE_MINUTES`].
const MOST_WRONG: i64 = 20;
const THROTTLE_MINUTES: i64 = 15;
const LONGEST_DAYS: i64 = 366;
/// A feed lives until it is ended.
const FEED_DAYS: i64 = 3660;

/// A token to be made.
#[derive(Debug, Clone, Default)]
pub struct TokenForm {
    /// Which program it is for.
    pub name: String,
    pub roles: Vec<Role>,
    pub days: i64,
}

/// Makes a token for a program of the security administrator's organ. Returns what is shown once.
pub async fn create(app: &App, staff: &By<Security>, form: &TokenForm) -> Result<String> {
    let mut wrong = Findings::default();
    wrong.text("name", &form.name, 60, "用途", "what it is for");
    if form.roles.is_empty() {
        wrong.add(
            "roles",
            "form",
            "请至少选择一个岗位",
            "Choose at least one role",
        );
    }
    if form.roles.iter().any(|role| !role.for_programs()) {
        wrong.add(
            "roles",
            "form",
            "程序不能担任系统管理员、安全管理员、安全审计员",
            "A program cannot be an administrator, a security administrator or an auditor",
        );
    }
    if !(1..=LONGEST_DAYS).contains(&form.days) {
        wrong.add(
            "days",
            "form",
            format!("有效天数为1到{LONGEST_DAYS}"),
            format!("It can live for 1 to {LONGEST_DAYS} days"),
        );
    }
    wrong.finish()?;
    let secret = format!("{MARK}{}", random_text());
    let roles: Vec<&str> = form.roles.iter().map(|role| role.as_str()).collect();
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    store::tokens::insert(
        &mut tx,
        &app.keys,
        &NewToken {
            organ: &staff.organ,
            id: &new_id(now),
            kind: "api",
            name: form.name.trim(),
            staff: "",
            roles: &roles.join(","),
            token_hash: &sha256_hex(secret.as_bytes()),
            made_by: &staff.id,
            made_at: now,
            expires_at: now + (form.days * 24).hours(),
        },
    )
    .await?;
    let detail = json!({ "token": "api", "roles": roles.join(","), "days": form.days });
    let event = Event::new(Kind::TokenMade).to(form.name.trim());
    record(app, &mut tx, &Who::of(staff), event.saying(detail)).await?;
    tx.commit().await?;
    tracing::info!(organ = %staff.organ, staff = %staff.id, "a token was made");
    Ok(secret)
}

/// The organ's tokens for programs, newest first.
pub async fn list(app: &App, staff: &By<Security>) -> Result<Vec<TokenRow>> {
    Ok(store::tokens::list(&app.store, &staff.organ, "api").await?)
}

/// Ends a token at once.
pub async fn revoke(app: &App, staff: &By<Security>, id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::tokens::revoke(&mut tx, &app.keys, &staff.organ, id, app.clock.now()).await?;
    let event = Event::new(Kind::TokenEnded).to(id);
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    tracing::info!(organ = %staff.organ, staff = %staff.id, token = %id, "a token was ended");
    Ok(())
}

/// The secret in an `Authorization` header: `Bearer mb1_` and 64 digits of hexadecimal text.
#[must_use]
pub fn secret_of(header: &str) -> Option<&str> {
    let (scheme, secret) = header.trim().split_once(' ')?;
    let secret = secret.trim();
    let digits = secret.strip_prefix(MARK)?;
    let whole = digits.len() == 64
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    (scheme.eq_ignore_ascii_case("bearer") && whole).then_some(secret)
}

/// Who a program is: a member of the organ's staff that holds the token's roles, and the hand of whoever made the token
/// (`law::readings::person_behind`). `None` for a token that is unknown, ended
/// or run out; too many of those from one address are throttled.
pub async fn program(app: &App, header: &str, remote: &str) -> Result<Option<Staff>> {
    let now = app.clock.now();
    let key = format!("token-from:{remote}");
    let since = now - THROTTLE_MINUTES.minutes();
    let found = match secret_of(header) {
        Some(secret) => {
            let hash = sha256_hex(secret.as_bytes());
            store::tokens::valid(&app.store, &app.keys, "api", &hash, now).await?
        }
        None => None,
    };
    let Some(row) = found else {
        if store::staff::attempts(&app.store, &key, since).await? >= MOST_WRONG {
            return Err(Error::Throttled);
        }
        let mut tx = app.store.begin().await?;
        store::staff::record_attempt(&mut tx, &key, now).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let today = app.clock.today();
    if row.used_on != today.to_string() {
        let mut tx = app.store.begin().await?;
        store::tokens::used(&mut tx, &row.organ, &row.id, today).await?;
        tx.commit().await?;
    }
    Ok(Some(staff_of(row)))
}

/// The program behind an actor of the ledger as it stands now; `None` where its token has ended or run out.
pub(crate) async fn standing(app: &App, organ: &str, actor: &str) -> Result<Option<Staff>> {
    let now = app.clock.now();
    let tokens = store::tokens::living(&app.store, &app.keys, organ, "api", now).await?;
    let mut programs = tokens.into_iter().map(staff_of);
    Ok(programs.find(|program| program.id == actor))
}

fn staff_of(row: TokenRow) -> Staff {
    let actor = law::readings::program(&row.id, &row.made_by);
    Staff {
        login: actor.clone(),
        id: actor,
        organ: row.organ,
        name: row.name,
        roles: row
            .roles
            .split(',')
            .filter_map(|role| role.parse().ok())
            .collect(),
    }
}

/// Makes a person's calendar feed anew: an earlier address stops working. Returns the secret in the address.
pub async fn make_feed(app: &App, staff: &Staff) -> Result<String> {
    let secret = random_text();
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    store::tokens::revoke_feeds(&mut tx, &app.keys, &staff.organ, &staff.id, now).await?;
    store::tokens::insert(
        &mut tx,
        &app.keys,
        &NewToken {
            organ: &staff.organ,
            id: &new_id(now),
            kind: "feed",
            name: "",
            staff: &staff.id,
            roles: "",
            token_hash: &sha256_hex(secret.as_bytes()),
            made_by: &staff.id,
            made_at: now,
            expires_at: now + (FEED_DAYS * 24).hours(),
        },
    )
    .await?;
    let event = Event::new(Kind::TokenMade).to(&staff.login);
    let event = event.saying(json!({ "token": "feed" }));
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Ends a person's calendar feed.
pub async fn end_feed(app: &App, staff: &Staff) -> Result<()> {
    if !has_feed(app, staff).await? {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    store::tokens::revoke_feeds(&mut tx, &app.keys, &staff.organ, &staff.id, now).await?;
    let event = Event::new(Kind::TokenEnded).to(&staff.login);
    let event = event.saying(json!({ "token": "feed" }));
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the person has a feed.
pub async fn has_feed(app: &App, staff: &Staff) -> Result<bool> {
    Ok(store::tokens::feed_of(&app.store, &staff.organ, &staff.id)
        .await?
        .is_some())
}

/// Whose feed an address is; `NotFound` for one that is unknown or ended.
pub async fn feed_owner(app: &App, secret: &str) -> Result<store::staff::StaffRow> {
    let hash = sha256_hex(secret.as_bytes());
    let row = store::tokens::valid(&app.store, &app.keys, "feed", &hash, app.clock.now())
        .await?
        .ok_or(Error::NotFound)?;
    store::staff::get(&app.store, &row.organ, &row.staff)
        .await?
        .filter(|staff| !staff.disabled && staff.is_sealed(&app.keys))
        .ok_or(Error::NotFound)
}
