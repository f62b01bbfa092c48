//! Accounts that are not as they should be, and posts that nobody holds.

use std::collections::BTreeSet;

use law::powers::{APART, Power, two_in_one_hand};
use store::staff::StaffRow;

use super::{Complaint, Urgency};
use crate::{App, Result, Role, accounts::staff_of};

/// Without these a request is not answered.
const NEEDED: [Role; 2] = [Role::Clerk, Role::Leader];

pub(super) async fn look(app: &App) -> Result<Vec<Complaint>> {
    let mut inside = store::staff::everybody(&app.store, None).await?;
    let changed = changed(app, &inside);
    inside.retain(|row| !row.disabled);
    let organs = store::organs::list(&app.store).await?;
    let codes: Vec<&str> = organs.iter().map(|organ| organ.code.as_str()).collect();
    let found = [
        changed,
        together(app, &inside),
        one_factor(&inside),
        empty_posts(&codes, &inside),
        nobody_reads(&inside),
    ];
    Ok(found.into_iter().flatten().collect())
}

fn powers_of(row: &StaffRow) -> Vec<Power> {
    staff_of(row.clone()).powers()
}

/// The logins of those for whom it holds, or nothing where it holds for none.
fn logins(staff: &[StaffRow], holds: impl Fn(&StaffRow) -> bool) -> Option<String> {
    let found: Vec<&str> = staff
        .iter()
        .filter(|row| holds(row))
        .map(|row| row.login.as_str())
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn changed(app: &App, staff: &[StaffRow]) -> Option<Complaint> {
    let who = logins(staff, |row| !row.is_sealed(&app.keys))?;
    Some(Complaint::new(
        "seals",
        Urgency::Broken,
        (
            &format!("账户在程序之外被改动，不能登录：{who}"),
            &format!("Accounts were changed outside of the program, and open nothing: {who}"),
        ),
        (
            "运行 mingbai verify 查看，核对后运行 mingbai staff seal",
            "Run mingbai verify, look at what was changed, then mingbai staff seal",
        ),
    ))
}

fn together(app: &App, staff: &[StaffRow]) -> Option<Complaint> {
    let who = logins(staff, |row| {
        two_in_one_hand(&powers_of(row), &app.settings.powers)
    })?;
    let found = Complaint::new(
        "powers",
        Urgency::Soon,
        (
            &format!("三员没有分立，一人兼任两员：{who}"),
            &format!("The three powers are not apart: one person holds two: {who}"),
        ),
        (
            "邀请一位同事担任安全管理员，再由对方收回",
            "Invite a colleague as security administrator, who takes the role back",
        ),
    );
    Some(found.under(APART))
}

fn one_factor(staff: &[StaffRow]) -> Option<Complaint> {
    let who = logins(staff, |row| {
        row.factor.is_empty() && !powers_of(row).is_empty()
    })?;
    let found = Complaint::new(
        "second_factor",
        Urgency::Soon,
        (
            &format!("管理员和审计员只用密码登录：{who}"),
            &format!("Administrators and auditors sign in with a password alone: {who}"),
        ),
        (
            "在 second_factor_roles 里写明 admin、security、auditor",
            "Name admin, security and auditor in second_factor_roles",
        ),
    );
    Some(found.under(APART))
}

fn empty_posts(organs: &[&str], staff: &[StaffRow]) -> Option<Complaint> {
    let held: BTreeSet<(&str, &str)> = staff
        .iter()
        .flat_map(|row| row.roles.split(',').map(|word| (row.organ.as_str(), word)))
        .collect();
    let lacks = |code: &str| {
        let mut needed = NEEDED.iter();
        needed.any(|role| !held.contains(&(code, role.as_str())))
    };
    let empty: Vec<&str> = organs.iter().copied().filter(|code| lacks(code)).collect();
    let named = empty.join(", ");
    (!empty.is_empty()).then(|| {
        Complaint::new(
            "posts",
            Urgency::Soon,
            (
                &format!("这些机关没有经办人或者分管领导，收到的申请无人答复：{named}"),
                &format!("These organs have no clerk or no leader, and nobody answers their requests: {named}"),
            ),
            ("在“人员”页邀请", "Invite them on the page of people"),
        )
    })
}

fn nobody_reads(staff: &[StaffRow]) -> Option<Complaint> {
    let reads = |row: &StaffRow| powers_of(row).contains(&Power::Audit);
    (!staff.iter().any(reads)).then(|| {
        Complaint::new(
            "auditor",
            Urgency::Advice,
            (
                "没有安全审计员：审计日志没有人看",
                "There is no auditor: nobody reads the audit log",
            ),
            (
                "请安全管理员给予一位不做其他工作的同事",
                "Let the security administrator give the role to somebody who does no other work",
            ),
        )
        .under(APART)
    })
}
