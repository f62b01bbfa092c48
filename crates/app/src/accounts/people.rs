//! People as they are kept in the office, of one's own organ and of those below it: the system administrator opens and shuts accounts,
//! the security administrator says what their holders may do, and ends their sessions. Nobody changes what he himself may do.

use std::collections::BTreeSet;

use law::{finding::Finding, powers};
use store::{organs::OrganRow, staff::StaffRow};

use super::{
    Added, Link, NewStaff,
    colleagues::{invite, known, link_for, set_disabled},
    factor::reset_factor,
    leaving::{Gone, hand_over},
    roles::{Voice, set_roles},
    sessions::{Held, end_sessions, held},
    staff_of,
};
use crate::{
    App, Error, Result, Role, Staff,
    audit::Who,
    items::refuse,
    rights::{Admin, By, Keeper, Security, holds},
};

/// The field that the law's findings on a person name.
pub(super) const LOGIN: &[&str] = &["login"];

/// The organs whose people he keeps: his own and those below it.
///
/// # Errors
/// The database.
pub async fn kept_organs(app: &App, by: &Staff) -> Result<BTreeSet<String>> {
    let all = store::organs::list(&app.store).await?;
    let mut kept = BTreeSet::from([by.organ.clone()]);
    loop {
        let below = |it: &&OrganRow| kept.contains(&it.parent) && !kept.contains(&it.code);
        let more: Vec<String> = all.iter().filter(below).map(|it| it.code.clone()).collect();
        if more.is_empty() {
            return Ok(kept);
        }
        kept.extend(more);
    }
}

async fn keeps(app: &App, by: &Staff, organ: &str) -> Result<bool> {
    Ok(by.organ == organ || kept_organs(app, by).await?.contains(organ))
}

/// The people of an organ whom he keeps, disabled ones too.
pub async fn people(app: &App, by: &By<Keeper>, organ: &str) -> Result<Vec<StaffRow>> {
    if !keeps(app, by, organ).await? {
        return Err(Error::NotFound);
    }
    Ok(store::staff::everybody(&app.store, Some(organ)).await?)
}

/// So many who wait for their roles are looked for.
const MOST: i64 = 500;

/// Whose roles wait for him, by organ.
pub async fn who_wait(app: &App, by: &By<Security>) -> Result<Vec<StaffRow>> {
    let mut rows = store::staff::asked(&app.store, MOST).await?;
    if !rows.is_empty() {
        let kept = kept_organs(app, by).await?;
        rows.retain(|row| kept.contains(&row.organ));
    }
    Ok(rows)
}

/// Adds a colleague, who sets his password with the link. His roles wait, unless the same person gives them.
pub async fn invite_colleague(app: &App, by: &By<Admin>, new: &NewStaff) -> Result<(Added, Link)> {
    // An organ that is missing is a field to fill in.
    if !new.organ.is_empty() && !keeps(app, by, &new.organ).await? {
        return Err(Error::Forbidden);
    }
    let voice = if holds::<Security>(by) {
        Voice::Gives
    } else {
        Voice::Asks
    };
    invite(app, &Who::of(by), new, voice).await
}

/// A new link for somebody who forgot his password.
pub async fn renew_link(app: &App, by: &By<Keeper>, login: &str) -> Result<Link> {
    let row = within(app, by, login).await?;
    refuse(kept_by(by, row).into_iter().collect(), LOGIN)?;
    link_for(app, &Who::of(by), login).await
}

/// What a colleague may do from now on.
pub async fn give_roles(app: &App, by: &By<Security>, login: &str, roles: &[Role]) -> Result<()> {
    let row = within(app, by, login).await?;
    refuse(powers::change(&by.id, &row.id).into_iter().collect(), LOGIN)?;
    set_roles(app, &Who::of(by), login, roles, Voice::Gives).await?;
    Ok(())
}

/// Shuts a colleague's account, or opens it again.
pub async fn shut(app: &App, by: &By<Keeper>, login: &str, disabled: bool) -> Result<()> {
    let row = within(app, by, login).await?;
    let own = powers::change(&by.id, &row.id);
    refuse(
        own.or_else(|| kept_by(by, row)).into_iter().collect(),
        LOGIN,
    )?;
    set_disabled(app, &Who::of(by), login, disabled).await
}

/// A colleague with what hangs on the account.
pub async fn person(app: &App, by: &By<Keeper>, login: &str) -> Result<Held> {
    within(app, by, login).await?;
    held(app, login).await
}

/// Ends a colleague's sessions, wherever they are; returns how many.
pub async fn end_colleagues_sessions(app: &App, by: &By<Security>, login: &str) -> Result<u64> {
    within(app, by, login).await?;
    end_sessions(app, &Who::of(by), login).await
}

/// Ends the second factor of a colleague who lost it.
pub async fn end_colleagues_factor(app: &App, by: &By<Security>, login: &str) -> Result<()> {
    let row = within(app, by, login).await?;
    refuse(powers::change(&by.id, &row.id).into_iter().collect(), LOGIN)?;
    reset_factor(app, &Who::of(by), login).await
}

/// Hands what hangs on a colleague's account over to another.
pub async fn hand_over_work(app: &App, by: &By<Admin>, login: &str, to: &str) -> Result<Gone> {
    within(app, by, login).await?;
    hand_over(app, &Who::of(by), login, to).await
}

/// Whether he keeps that account.
fn kept_by(by: &Staff, row: StaffRow) -> Option<Finding> {
    powers::keeps(&by.powers(), &staff_of(row).powers())
}

/// People of an organ that is not below his own do not exist for him.
async fn within(app: &App, by: &Staff, login: &str) -> Result<StaffRow> {
    let row = known(app, login).await.map_err(|_| Error::NotFound)?;
    match keeps(app, by, &row.organ).await? {
        true => Ok(row),
        false => Err(Error::NotFound),
    }
}
