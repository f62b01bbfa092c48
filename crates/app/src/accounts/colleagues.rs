//! People of an organ, as whoever runs the installation adds and changes them: `mingbai init` and `mingbai staff`.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};
use store::staff::StaffRow;

use super::{NewStaff, hash_password, new_id, password_rule, random_text, sha256_hex, staff_of};
use crate::{
    App, Error, FieldError, Result, Role, Staff, error::Findings, organs::OrganForm, pen::Sheet,
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

/// Registers a new organ and its first member of staff, both or neither. An organ that is there already stays as it is.
pub async fn found(app: &App, organ: &OrganForm, first: &NewStaff, actor: &str) -> Result<Staff> {
    crate::organs::validate(organ)?;
    let row = new_row(app, first, Some(&first.password)).await?;
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
    crate::organs::save_in(app, &mut sheet, organ, actor).await?;
    store::staff::insert(sheet.tx(), &row).await?;
    sheet.commit().await?;
    Ok(staff_of(row))
}

/// Adds a colleague with a password that somebody sets for him.
pub async fn add(app: &App, new: &NewStaff) -> Result<Staff> {
    registered(app, &new.organ).await?;
    super::create_staff(app, new).await
}

/// Adds a colleague who sets a password himself, with the link that is returned.
pub async fn invite(app: &App, new: &NewStaff) -> Result<(Staff, Link)> {
    registered(app, &new.organ).await?;
    let row = new_row(app, new, None).await?;
    let mut tx = app.store.begin().await?;
    store::staff::insert(&mut tx, &row).await?;
    let link = make_link(app, &mut tx, &row).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, organ = %row.organ, "a colleague was added");
    Ok((staff_of(row), link))
}

/// A new link for somebody who forgot the password. The password he had, and his sessions, go on until the link is used.
pub async fn link_for(app: &App, login: &str) -> Result<Link> {
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
    tx.commit().await?;
    Ok(link)
}

/// Sets a password at once; every session and link of his ends.
pub async fn set_password(app: &App, login: &str, password: &str) -> Result<()> {
    let row = known(app, login).await?;
    let mut wrong = Findings::default();
    password_rule(&mut wrong, "password", password);
    wrong.finish()?;
    let hash = hash_password(app, password.to_string()).await?;
    let mut tx = app.store.begin().await?;
    store::staff::set_password(&mut tx, &app.keys, &row.id, &hash).await?;
    store::staff::delete_sessions(&mut tx, &row.id, "").await?;
    store::links::end_all(&mut tx, &row.id).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, "a password was set");
    Ok(())
}

/// What somebody may do from now on.
pub async fn set_roles(app: &App, login: &str, roles: &[Role]) -> Result<()> {
    let row = known(app, login).await?;
    let mut wrong = Findings::default();
    some_role(&mut wrong, roles);
    wrong.finish()?;
    if !roles.contains(&Role::Admin) {
        another_administrator(app, &row).await?;
    }
    let mut tx = app.store.begin().await?;
    store::staff::set_roles(&mut tx, &app.keys, &row.id, &words_of(roles)).await?;
    tx.commit().await?;
    tracing::info!(staff = %row.id, roles = %words_of(roles), "roles were changed");
    Ok(())
}

/// Shuts an account, or opens it again. Who is shut out is out at once: his sessions and links end.
pub async fn set_disabled(app: &App, login: &str, disabled: bool) -> Result<()> {
    let row = known(app, login).await?;
    if disabled {
        another_administrator(app, &row).await?;
    }
    let mut tx = app.store.begin().await?;
    store::staff::set_disabled(&mut tx, &app.keys, &row.id, disabled).await?;
    if disabled {
        store::staff::delete_sessions(&mut tx, &row.id, "").await?;
        store::links::end_all(&mut tx, &row.id).await?;
    }
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
    seal_all(app).await
}

/// Seals the rows of everybody as they stand now, once somebody has looked at what was changed outside of the program. Sessions
/// and links that were made outside of it go; a token that was has to be ended.
pub async fn seal_all(app: &App) -> Result<()> {
    let mut tx = app.store.begin().await?;
    for row in store::staff::everybody(&app.store, None).await? {
        store::staff::seal(&mut tx, &app.keys, &row.id).await?;
    }
    store::seals::clear_doors(&mut tx, &app.keys).await?;
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

/// Somebody always remains who can let others in.
async fn another_administrator(app: &App, row: &StaffRow) -> Result<()> {
    let administers = |one: &StaffRow| {
        !one.disabled
            && one
                .roles
                .split(',')
                .any(|word| word == Role::Admin.as_str())
    };
    if !administers(row) {
        return Ok(());
    }
    let all = store::staff::everybody(&app.store, None).await?;
    let others = all
        .iter()
        .filter(|one| one.id != row.id && administers(one));
    let found = law::powers::remains(others.count());
    crate::items::refuse(found.into_iter().collect(), super::people::LOGIN)
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

/// A row of the table, checked whole; without a password nobody can sign in with it yet.
pub(super) async fn new_row(app: &App, new: &NewStaff, password: Option<&str>) -> Result<StaffRow> {
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
    if let Some(password) = password {
        password_rule(&mut wrong, "password", password);
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
    let password_hash = match password {
        Some(password) => hash_password(app, password.to_string()).await?,
        None => String::new(),
    };
    let row = StaffRow {
        id: new_id(app.clock.now()),
        organ: new.organ.clone(),
        login: new.login.clone(),
        name: new.name.clone(),
        roles: words_of(&new.roles),
        password_hash,
        disabled: false,
        mail: String::new(),
        lang: "zh".into(),
        seal: String::new(),
    };
    Ok(row.sealed(&app.keys))
}

fn some_role(wrong: &mut Findings, roles: &[Role]) {
    if roles.is_empty() {
        wrong.add(
            "roles",
            "form",
            "请至少给一个岗位",
            "Give at least one role",
        );
    }
}

fn words_of(roles: &[Role]) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    words.join(",")
}
