//! People as an administrator keeps them in the office: of his own organ, or of all where his organ is the top one. Nobody changes
//! what he himself may do, and somebody always remains who can let others in.

use store::staff::StaffRow;

use super::{
    Link, NewStaff,
    colleagues::{invite, known, link_for, set_disabled, set_roles},
};
use crate::{
    App, Error, FieldError, Result, Role, Staff,
    rights::{Admin, By},
};

/// The organs whose people this administrator keeps; `None`: all.
async fn kept(app: &App, by: &By<Admin>) -> Result<Option<String>> {
    let own = crate::organs::get(app, &by.organ).await?;
    Ok((!own.parent.is_empty()).then(|| by.organ.clone()))
}

/// Everybody whom he keeps, disabled ones too, by organ and login.
pub async fn people(app: &App, by: &By<Admin>) -> Result<Vec<StaffRow>> {
    let organ = kept(app, by).await?;
    Ok(store::staff::everybody(&app.store, organ.as_deref()).await?)
}

/// Adds a colleague, who sets his password with the link.
pub async fn invite_colleague(app: &App, by: &By<Admin>, new: &NewStaff) -> Result<(Staff, Link)> {
    if kept(app, by).await?.is_some_and(|own| own != new.organ) {
        return Err(Error::Forbidden);
    }
    invite(app, new).await
}

/// A new link for somebody who forgot his password.
pub async fn renew_link(app: &App, by: &By<Admin>, login: &str) -> Result<Link> {
    within(app, by, login).await?;
    link_for(app, login).await
}

/// What a colleague may do from now on.
pub async fn give_roles(app: &App, by: &By<Admin>, login: &str, roles: &[Role]) -> Result<()> {
    let row = within(app, by, login).await?;
    not_oneself(by, &row)?;
    set_roles(app, login, roles).await
}

/// Shuts a colleague's account, or opens it again.
pub async fn shut(app: &App, by: &By<Admin>, login: &str, disabled: bool) -> Result<()> {
    let row = within(app, by, login).await?;
    not_oneself(by, &row)?;
    set_disabled(app, login, disabled).await
}

/// Another organ's people do not exist for an administrator of one organ.
async fn within(app: &App, by: &By<Admin>, login: &str) -> Result<StaffRow> {
    let row = known(app, login).await.map_err(|_| Error::NotFound)?;
    match kept(app, by).await? {
        Some(own) if own != row.organ => Err(Error::NotFound),
        _ => Ok(row),
    }
}

fn not_oneself(by: &By<Admin>, row: &StaffRow) -> Result<()> {
    if row.id != by.id {
        return Ok(());
    }
    Err(Error::Invalid(vec![FieldError::new(
        "login",
        "N-4",
        "不能变更自己的岗位，也不能停用自己；请由另一位管理员办理",
        "Nobody changes his own roles or shuts his own account: another administrator does it",
    )]))
}
