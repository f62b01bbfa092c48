//! 岗位: what somebody may do. The security administrator gives and takes it; whoever may not give it asks for it, and it waits for him
//! (三员分立).

use std::collections::BTreeSet;

use law::powers;
use serde_json::json;
use store::{Tx, staff::StaffRow};

use super::{
    colleagues::{event_on, known},
    people::LOGIN,
    staff_of,
};
use crate::{
    App, Result, Role,
    audit::{Event, Kind, Who, record},
    error::Findings,
    items::refuse,
    staff::powers_of,
};

/// Who says what somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Whoever holds the machine, with a command.
    Machine,
    /// The security administrator.
    Gives,
    /// A system administrator, who opens the account and gives it nothing.
    Asks,
}

impl Voice {
    /// Whether the roles wait, for an account of the lowest organ of `above`.
    pub(super) async fn waits(
        self,
        app: &App,
        tx: &mut Tx,
        above: &BTreeSet<String>,
    ) -> Result<bool> {
        match self {
            Self::Gives => Ok(false),
            Self::Asks => Ok(true),
            Self::Machine => {
                let givers = holders(app, tx, Role::Security, above).await?;
                let held: Vec<_> = givers
                    .into_iter()
                    .map(|row| staff_of(row).powers())
                    .collect();
                Ok(powers::rights_wait(&held))
            }
        }
    }
}

/// What somebody may do from now on. Returns whether it waits for the security administrator.
///
/// # Errors
/// Nobody has the login, no role is named, one that goes with no other, nobody would remain who administers, or the database.
pub async fn set_roles(
    app: &App,
    who: &Who,
    login: &str,
    roles: &[Role],
    voice: Voice,
) -> Result<bool> {
    let row = known(app, login).await?;
    let mut wrong = Findings::default();
    some_role(&mut wrong, roles);
    wrong.finish()?;
    apart(app, roles)?;
    let above = above(app, &row.organ).await?;
    let words = words_of(roles);
    let mut tx = app.store.begin().await?;
    let waits = voice.waits(app, &mut tx, &above).await?;
    if waits {
        store::staff::ask_roles(&mut tx, &app.keys, &row.id, &words).await?;
        let event = event_on(Kind::RightsAsked, &row).saying(json!({ "asked": words }));
        record(app, &mut tx, who, event).await?;
    } else {
        store::staff::set_roles(&mut tx, &app.keys, &row.id, &words).await?;
        record(app, &mut tx, who, changed(&row, roles)).await?;
        some_remain(app, &mut tx, &row, &above).await?;
    }
    tx.commit().await?;
    tracing::info!(staff = %row.id, roles = %words, waits, "roles were given or asked for");
    Ok(waits)
}

/// Parts the powers of an installation of before there were three: whoever administered it gave rights, too, and goes on until he lets
/// a security administrator in.
///
/// # Errors
/// The database.
pub async fn part_older(app: &App) -> Result<()> {
    if store::staff::anybody_holds(&app.store, Role::Security.as_str()).await? {
        return Ok(());
    }
    let all = store::staff::everybody(&app.store, None).await?;
    let administers =
        |row: &&StaffRow| !row.disabled && row.is_sealed(&app.keys) && holds(row, Role::Admin);
    let both: Vec<&StaffRow> = all.iter().filter(administers).collect();
    if both.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    for row in both {
        let mut roles = staff_of(row.clone()).roles;
        roles.push(Role::Security);
        store::staff::set_roles(&mut tx, &app.keys, &row.id, &words_of(&roles)).await?;
        record(app, &mut tx, &Who::program(), changed(row, &roles)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Which roles were given and which were taken.
fn changed(row: &StaffRow, roles: &[Role]) -> Event {
    let held = staff_of(row.clone()).roles;
    let but = |one: &[Role], other: &[Role]| -> Vec<&'static str> {
        let only = one.iter().filter(|role| !other.contains(role));
        only.map(|role| role.as_str()).collect()
    };
    let detail = json!({ "given": but(roles, &held), "taken": but(&held, roles) });
    event_on(Kind::RightsChanged, row).saying(detail)
}

/// The row of an account whose roles are asked for.
pub(super) fn asking(row: StaffRow) -> StaffRow {
    StaffRow {
        asked: row.roles,
        roles: String::new(),
        ..row
    }
}

/// The powers that one person must not hold together.
pub(super) fn apart(app: &App, roles: &[Role]) -> Result<()> {
    let found = powers::apart(&powers_of(roles), roles.len(), &app.settings.powers);
    refuse(found.into_iter().collect(), &["roles"])
}

/// The organ and those above it: whose administrators keep its people.
pub(super) async fn above(app: &App, organ: &str) -> Result<BTreeSet<String>> {
    let all = store::organs::list(&app.store).await?;
    let mut above = BTreeSet::new();
    let mut at = organ.to_string();
    while above.insert(at.clone()) {
        match all.iter().find(|it| it.code == at) {
            Some(it) => at.clone_from(&it.parent),
            None => break,
        }
    }
    Ok(above)
}

/// Somebody always remains who can open accounts and somebody who can give rights, in the organ or above it. Asked once the change and
/// its row of the audit log are written: of two who shut each other out at once, the second waits for the end of that log, and then
/// sees what the first did.
pub(super) async fn some_remain(
    app: &App,
    tx: &mut Tx,
    before: &StaffRow,
    above: &BTreeSet<String>,
) -> Result<()> {
    for role in [Role::Admin, Role::Security] {
        let Some(power) = role
            .power()
            .filter(|_| !before.disabled && holds(before, role))
        else {
            continue;
        };
        let others = holders(app, tx, role, above).await?;
        refuse(
            powers::remains(power, others.len()).into_iter().collect(),
            LOGIN,
        )?;
    }
    Ok(())
}

/// Who can come in with the role, in these organs.
async fn holders(
    app: &App,
    tx: &mut Tx,
    role: Role,
    organs: &BTreeSet<String>,
) -> Result<Vec<StaffRow>> {
    let mut all = store::staff::who_come_in(tx).await?;
    all.retain(|one| holds(one, role) && one.is_sealed(&app.keys) && organs.contains(&one.organ));
    Ok(all)
}

fn holds(row: &StaffRow, role: Role) -> bool {
    row.roles.split(',').any(|word| word == role.as_str())
}

pub(super) fn some_role(wrong: &mut Findings, roles: &[Role]) {
    if roles.is_empty() {
        wrong.add(
            "roles",
            "form",
            "请至少给一个岗位",
            "Give at least one role",
        );
    }
}

pub(super) fn words_of(roles: &[Role]) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    words.join(",")
}
