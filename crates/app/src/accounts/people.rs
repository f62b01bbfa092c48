//! People as an administrator keeps them in the office: of his own organ, or of all where his organ is the top one. Nobody changes
//! what he himself may do, and somebody always remains who can let others in.

use law::powers;
use store::staff::StaffRow;

use super::{
    Link, NewStaff,
    colleagues::{invite, known, link_for, set_disabled, set_roles},
    leaving::{Gone, hand_over},
    sessions::{Held, end_sessions, held},
};
use crate::{
    App, Error, Result, Role, Staff,
    audit::Who,
    items::refuse,
    rights::{Admin, By},
};

/// The field that the law's findings on a person name.
pub(super) const LOGIN: &[&str] = &["login"];

/// The organs whose people this administrator keeps; `None`: all.
async fn kept(app: &App, by: &By<Admin>) -> Result<Option<String>> {
    let own = crate::organs::get(app, &by.organ).await?;
    Ok((!own.parent.is_empty()).then(|| by.organ.clone()))
}

/// The people of an organ whom he keeps, disabled ones too.
pub async fn people(app: &App, by: &By<Admin>, organ: &str) -> Result<Vec<StaffRow>> {
    if kept(app, by).await?.is_some_and(|own| own != organ) {
        return Err(Error::NotFound);
    }
    Ok(store::staff::everybody(&app.store, Some(organ)).await?)
}

/// Whether he keeps the people of every organ, his own being the top one.
pub async fn keeps_all(app: &App, by: &By<Admin>) -> Result<bool> {
    Ok(kept(app, by).await?.is_none())
}

/// Adds a colleague, who sets his password with the link.
pub async fn invite_colleague(app: &App, by: &By<Admin>, new: &NewStaff) -> Result<(Staff, Link)> {
    if kept(app, by).await?.is_some_and(|own| own != new.organ) {
        return Err(Error::Forbidden);
    }
    invite(app, &Who::of(by), new).await
}

/// A new link for somebody who forgot his password.
pub async fn renew_link(app: &App, by: &By<Admin>, login: &str) -> Result<Link> {
    within(app, by, login).await?;
    link_for(app, &Who::of(by), login).await
}

/// What a colleague may do from now on.
pub async fn give_roles(app: &App, by: &By<Admin>, login: &str, roles: &[Role]) -> Result<()> {
    let row = within(app, by, login).await?;
    refuse(powers::change(&by.id, &row.id).into_iter().collect(), LOGIN)?;
    set_roles(app, &Who::of(by), login, roles).await
}

/// Shuts a colleague's account, or opens it again.
pub async fn shut(app: &App, by: &By<Admin>, login: &str, disabled: bool) -> Result<()> {
    let row = within(app, by, login).await?;
    refuse(powers::change(&by.id, &row.id).into_iter().collect(), LOGIN)?;
    set_disabled(app, &Who::of(by), login, disabled).await
}

/// A colleague with what hangs on the account.
pub async fn person(app: &App, by: &By<Admin>, login: &str) -> Result<Held> {
    within(app, by, login).await?;
    held(app, login).await
}

/// Ends a colleague's sessions, wherever they are; returns how many.
pub async fn end_colleagues_sessions(app: &App, by: &By<Admin>, login: &str) -> Result<u64> {
    within(app, by, login).await?;
    end_sessions(app, &Who::of(by), login).await
}

/// Hands what hangs on a colleague's account over to another.
pub async fn hand_over_work(app: &App, by: &By<Admin>, login: &str, to: &str) -> Result<Gone> {
    within(app, by, login).await?;
    hand_over(app, &Who::of(by), login, to).await
}

/// Another organ's people do not exist for an administrator of one organ.
async fn within(app: &App, by: &By<Admin>, login: &str) -> Result<StaffRow> {
    let row = known(app, login).await.map_err(|_| Error::NotFound)?;
    match kept(app, by).await? {
        Some(own) if own != row.organ => Err(Error::NotFound),
        _ => Ok(row),
    }
}
