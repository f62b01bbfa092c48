//! People of an organ, as whoever runs the installation adds and changes them: `mingbai init` and `mingbai staff`.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use store::{Tx, staff::StaffRow};

use super::{
    NewStaff, Voice, hash_password, leaving, new_id, password_rule, random_text,
    roles::{above, apart, asking, some_remain, some_role, words_of},
    sha256_hex, staff_of, strength,
};
use crate::{
    App, Error, FieldError, Result, Staff,
    audit::{Event, Kind, Who, record},
    error::Findings,
    organs::OrganForm,
    pen::Sheet,
};

/// How long a one-time link is good, in hours.
const LINK_HOURS: i64 = 72;

/// A one-time link, told once: only a hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `/office/sign-in/…` below the site's own address.
    pub path: String,
    pub expires_at: Timestamp,
}

/// Somebody new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    pub staff: Staff,
    /// His roles were asked for, and wait for the security administrator.
    pub waits: bool,
}

impl Added {
    fn of(row: StaffRow) -> Self {
        Self {
            waits: !row.asked.is_empty(),
            staff: staff_of(row),
        }
    }
}

/// Registers a new organ and its first member of staff, both or neither. An organ that is there already stays as it is. The first one
/// may hold more than one of the three powers, as long as nobody else is there to hold the other.
pub async fn found(app: &App, organ: &OrganForm, first: &NewStaff, who: &Who) -> Result<Staff> {
    crate::organs::validate(organ)?;
    let row = new_row(app, first, Begins::Strong).await?;
    let mut sheet = Sheet::begin(app, BTreeSet::from([organ.code.as_str()])).await?;
    let known = sheet.acts(&organ.code, &store::Stream::Organ).await?;
    if !known.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new(
            "organ_code",
            "form",
            "已有这个代码的机关。为它增加人员请用 mingbai staff add",
            "There is an organ of this code. Its people are added with mingbai staff add",
        )]));
    }
    crate::organs::save_in(app, &mut sheet, organ, "init").await?;
    store::staff::insert(sheet.tx(), &row).await?;
    record(app, sheet.tx(), who, made(&row)).await?;
    sheet.commit().await?;
    Ok(staff_of(row))
}

/// Adds a colleague with a password that somebody at the machine sets for him.
///
/// # Errors
/// What is wrong with the person, field by field, or the database.
pub async fn add(app: &App, who: &Who, new: &NewStaff) -> Result<Added> {
    registered(app, &new.organ).await?;
    let row = new_row(app, new, Begins::Strong).await?;
    apart(app, &new.roles)?;
    let (tx, row) = begin_with(app, who, row, Voice::Machine).await?;
    tx.commit().await?;
    Ok(Added::of(row))
}

/// Adds a colleague who sets a password himself, with the link that is returned. His roles wait where `voice` does not give any.
///
/// # Errors
/// What is wrong with the person, field by field, or the database.
pub async fn invite(app: &App, who: &Who, new: &NewStaff, voice: Voice) -> Result<(Added, Link)> {
    registered(app, &new.organ).await?;
    let row = new_row(app, new, Begins::Later).await?;
    apart(app, &new.roles)?;
    let (mut tx, row) = begin_with(app, who, row, voice).await?;
    let link = make_link(app, &mut tx, &row).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, organ = %row.organ, "a colleague was added");
    Ok((Added::of(row), link))
}

/// A transaction in which the account is there, and its row of the log.
async fn begin_with(app: &App, who: &Who, row: StaffRow, voice: Voice) -> Result<(Tx, StaffRow)> {
    let above = above(app, &row.organ).await?;
    let mut tx = app.store.begin().await?;
    let row = match voice.waits(app, &mut tx, &above).await? {
        true => asking(row).sealed(&app.keys),
        false => row,
    };
    store::staff::insert(&mut tx, &row).await?;
    record(app, &mut tx, who, made(&row)).await?;
    Ok((tx, row))
}

/// A new link for somebody who forgot the password. The password he had, and his sessions, go on until the link is used.
pub async fn link_for(app: &App, who: &Who, login: &str) -> Result<Link> {
    let row = known(app, login).await?;
    if row.disabled {
        return Err(Error::Invalid(vec![FieldError::new(
            "login",
            "form",
            "这个账户已停用",
            "This account is disabled",
        )]));
    }
    let mut tx = app.store.begin().await?;
    let link = make_link(app, &mut tx, &row).await?;
    let event = event_on(Kind::LinkMade, &row).saying(json!({ "until": link.expires_at }));
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    Ok(link)
}

/// Sets a password at once; every session and link of his ends.
pub async fn set_password(app: &App, who: &Who, login: &str, password: &str) -> Result<()> {
    let row = known(app, login).await?;
    let mut wrong = Findings::default();
    let about = [row.login.as_str(), &row.name, &row.organ];
    password_rule(app, &mut wrong, "password", password, &about);
    wrong.finish()?;
    let hash = hash_password(app, password.to_string()).await?;
    let mut tx = app.store.begin().await?;
    store::staff::set_password(&mut tx, &app.keys, &row.id, &hash).await?;
    store::sessions::end_all(&mut tx, &row.id, "").await?;
    store::links::end_all(&mut tx, &row.id).await?;
    let event = event_on(Kind::PasswordSet, &row).saying(json!({ "with": "command" }));
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, "a password was set");
    Ok(())
}

/// Shuts an account, or opens it again. Who is shut out is out at once: his sessions, links and the
/// tokens and preview links that he made end, and what he was told and has not read goes to whoever holds the role.
pub async fn set_disabled(app: &App, who: &Who, login: &str, disabled: bool) -> Result<()> {
    let row = known(app, login).await?;
    let above = above(app, &row.organ).await?;
    let mut tx = app.store.begin().await?;
    store::staff::set_disabled(&mut tx, &app.keys, &row.id, disabled).await?;
    let mut event = event_on(Kind::AccountEnabled, &row);
    if disabled {
        let sessions = store::sessions::end_all(&mut tx, &row.id, "").await?;
        store::links::end_all(&mut tx, &row.id).await?;
        let gone = leaving::let_go(app, &mut tx, &row, "").await?;
        let detail = json!({
            "sessions": sessions, "notices": gone.notices, "tokens": gone.tokens, "previews": gone.previews,
        });
        event = event_on(Kind::AccountDisabled, &row).saying(detail);
    }
    record(app, &mut tx, who, event).await?;
    some_remain(app, &mut tx, &row, &above).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, disabled, "an account was opened or shut");
    Ok(())
}

/// Seals the rows of everybody, and what opens doors, where nobody's is sealed: an installation of a version before seals, opened
/// for the first time.
pub async fn seal_older(app: &App) -> Result<()> {
    if !store::staff::of_before_seals(&app.store).await? {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    store::seals::seal_doors(&mut tx, &app.keys).await?;
    tx.commit().await?;
    seal_all(app, &Who::program()).await
}

/// Seals the rows of everybody as they stand now, once somebody has looked at what was changed outside of the program. Sessions
/// and links that were made outside of it go; a token that was has to be ended.
pub async fn seal_all(app: &App, who: &Who) -> Result<()> {
    let everybody = store::staff::everybody(&app.store, None).await?;
    let changed: Vec<Value> = everybody
        .iter()
        .filter(|row| !row.is_sealed(&app.keys))
        .map(|row| json!({ "login": row.login, "roles": row.roles }))
        .collect();
    let mut tx = app.store.begin().await?;
    for row in everybody {
        store::staff::seal(&mut tx, &app.keys, &row.id).await?;
    }
    store::seals::clear_doors(&mut tx, &app.keys).await?;
    let event = Event::new(Kind::RowsSealed).saying(json!({ "changed": changed }));
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    tracing::info!("the rows of all staff were sealed");
    Ok(())
}

/// Everybody, or everybody of one organ, disabled ones too.
pub async fn everybody(app: &App, organ: Option<&str>) -> Result<Vec<StaffRow>> {
    if let Some(organ) = organ {
        registered(app, organ).await?;
    }
    Ok(store::staff::everybody(&app.store, organ).await?)
}

/// An account was made, with the roles that it begins with and those that wait.
pub(super) fn made(row: &StaffRow) -> Event {
    event_on(Kind::AccountMade, row).saying(json!({ "roles": row.roles, "asked": row.asked }))
}

pub(super) fn event_on(kind: Kind, row: &StaffRow) -> Event {
    Event::new(kind).in_organ(&row.organ).to(&row.login)
}

async fn make_link(app: &App, tx: &mut store::Tx, row: &StaffRow) -> Result<Link> {
    let secret = random_text();
    let expires_at = app.clock.now() + LINK_HOURS.hours();
    let hash = sha256_hex(secret.as_bytes());
    store::links::make(tx, &app.keys, (&hash, &row.id), expires_at).await?;
    Ok(Link {
        path: format!("/office/sign-in/{secret}"),
        expires_at,
    })
}

async fn registered(app: &App, organ: &str) -> Result<()> {
    match store::organs::get(&app.store, organ).await? {
        Some(_) => Ok(()),
        None => Err(Error::Invalid(vec![FieldError::new(
            "organ",
            "form",
            format!("没有代码为{organ}的机关"),
            format!("There is no organ with the code {organ}"),
        )])),
    }
}

pub(super) async fn known(app: &App, login: &str) -> Result<StaffRow> {
    store::staff::by_login(&app.store, login)
        .await?
        .ok_or_else(|| {
            Error::Invalid(vec![FieldError::new(
                "login",
                "form",
                format!("没有登录名为{login}的人员"),
                format!("Nobody has the login {login}"),
            )])
        })
}

/// How somebody comes to his password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// He sets it himself, with a link.
    Later,
    /// It is given, and only long enough: in a county that is made up.
    Plain,
    /// It is given, and hard to guess.
    Strong,
}

/// A row of the table, checked whole; without a password nobody can sign in with it yet.
pub(super) async fn new_row(app: &App, new: &NewStaff, begins: Begins) -> Result<StaffRow> {
    let mut wrong = Findings::default();
    wrong.text("login", &new.login, 64, "登录名", "a login");
    wrong.text("name", &new.name, 64, "姓名", "a name");
    if new
        .login
        .chars()
        .any(|c| c.is_whitespace() || c.is_control())
    {
        wrong.add(
            "login",
            "form",
            "登录名中不能有空格",
            "A login has no blanks in it",
        );
    }
    some_role(&mut wrong, &new.roles);
    match begins {
        Begins::Later => {}
        Begins::Plain => strength::long_enough(&mut wrong, "password", &new.password),
        Begins::Strong => {
            let about = [new.login.as_str(), &new.name, &new.organ];
            password_rule(app, &mut wrong, "password", &new.password, &about);
        }
    }
    wrong.finish()?;
    if store::staff::by_login(&app.store, &new.login)
        .await?
        .is_some()
    {
        return Err(Error::Invalid(vec![FieldError::new(
            "login",
            "form",
            "登录名已被使用",
            "This login is taken",
        )]));
    }
    let password_hash = match begins {
        Begins::Later => String::new(),
        Begins::Plain | Begins::Strong => hash_password(app, new.password.clone()).await?,
    };
    let row = StaffRow {
        id: new_id(app.clock.now()),
        organ: new.organ.clone(),
        login: new.login.clone(),
        name: new.name.clone(),
        roles: words_of(&new.roles),
        asked: String::new(),
        password_hash,
        disabled: false,
        mail: String::new(),
        lang: "zh".into(),
        factor: String::new(),
        seal: String::new(),
    };
    Ok(row.sealed(&app.keys))
}
