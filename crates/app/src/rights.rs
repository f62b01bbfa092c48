//! Rights: which roles may do what, written once. An operation takes the right it needs as a value, [`By`], and only a look
//! at the roles of the signed-in staff makes one; the routes of `web` name the same right.

use std::{marker::PhantomData, ops::Deref};

use law::{item, powers, rule::Rule};

use crate::{Error, Result, Role, Staff};

/// A right: one of these roles is enough.
pub trait Right: Send + Sync + 'static {
    const ROLES: &'static [Role];
    /// The rule by which it is these roles' own, where a rule says so.
    const RULE: Option<Rule> = None;
}

/// Somebody of whom it was seen that he holds the right `R`. There is no other way to make one than [`By::of`].
pub struct By<R> {
    staff: Staff,
    right: PhantomData<R>,
}

impl<R: Right> By<R> {
    /// The person with the right, or [`Error::Forbidden`].
    pub fn of(staff: &Staff) -> Result<Self> {
        if holds::<R>(staff) {
            Ok(Self {
                staff: staff.clone(),
                right: PhantomData,
            })
        } else {
            Err(Error::Forbidden)
        }
    }
}

/// Whether the person holds the right.
#[must_use]
pub fn holds<R: Right>(staff: &Staff) -> bool {
    R::ROLES.iter().any(|role| staff.has(*role))
}

impl<R> Deref for By<R> {
    type Target = Staff;

    fn deref(&self) -> &Staff {
        &self.staff
    }
}

impl<R> Clone for By<R> {
    fn clone(&self) -> Self {
        Self {
            staff: self.staff.clone(),
            right: PhantomData,
        }
    }
}

impl<R> std::fmt::Debug for By<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("By").field(&self.staff).finish()
    }
}

/// What is to be done, where the right to it depends on just that: on the kind of act, on the post, on whose report it is.
pub trait Deed {
    /// One of these roles is enough.
    fn roles(&self) -> &'static [Role];
}

/// A deed with somebody of whom it was seen that he may do it. The two travel together, so that no other deed is done with
/// the right to this one.
#[derive(Debug, Clone)]
pub struct May<D> {
    staff: Staff,
    deed: D,
}

impl<D: Deed> May<D> {
    /// The person with the deed, or [`Error::Forbidden`].
    pub fn of(staff: &Staff, deed: D) -> Result<Self> {
        if deed.roles().iter().any(|role| staff.has(*role)) {
            Ok(Self {
                staff: staff.clone(),
                deed,
            })
        } else {
            Err(Error::Forbidden)
        }
    }
}

impl<D> May<D> {
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    pub fn deed(&self) -> &D {
        &self.deed
    }
}

/// Everybody who works here.
pub enum Anyone {}

impl Right for Anyone {
    const ROLES: &'static [Role] = &Role::ALL;
}

/// May read the organ's records: everybody but a person who only administers the machine.
pub enum Reader {}

impl Right for Reader {
    const ROLES: &'static [Role] = &[
        Role::Clerk,
        Role::Head,
        Role::Legal,
        Role::Reviewer,
        Role::Leader,
        Role::Publisher,
        Role::DisclosureHead,
        Role::Supervisor,
    ];
}

/// 经办人, or the head of the disclosure unit in his stead: works requests, figures, remedies.
pub enum CaseWorker {}

impl Right for CaseWorker {
    const ROLES: &'static [Role] = &[Role::Clerk, Role::DisclosureHead];
}

/// Has a hand in a request, works it, reads it or signs it, and so may read what names an applicant.
pub enum Handler {}

impl Right for Handler {
    const ROLES: &'static [Role] = &[
        Role::Clerk,
        Role::Head,
        Role::Legal,
        Role::Leader,
        Role::DisclosureHead,
    ];
}

/// 经办人 or 发布员: drafts items.
pub enum Author {}

impl Right for Author {
    const ROLES: &'static [Role] = &[Role::Clerk, Role::Publisher];
    const RULE: Option<Rule> = Some(item::POSTS);
}

/// 保密审查员: clears for secrecy.
pub enum Reviewer {}

impl Right for Reviewer {
    const ROLES: &'static [Role] = &[Role::Reviewer];
    const RULE: Option<Rule> = Some(item::POSTS);
}

/// 发布员: puts cleared items on the channels.
pub enum Publisher {}

impl Right for Publisher {
    const ROLES: &'static [Role] = &[Role::Publisher];
    const RULE: Option<Rule> = Some(item::POSTS);
}

/// 科室负责人: second reading.
pub enum Head {}

impl Right for Head {
    const ROLES: &'static [Role] = &[Role::Head];
    const RULE: Option<Rule> = Some(item::POSTS);
}

/// 分管领导: signs off.
pub enum Leader {}

impl Right for Leader {
    const ROLES: &'static [Role] = &[Role::Leader];
    const RULE: Option<Rule> = Some(item::POSTS);
}

/// 科室负责人 or 分管领导: reads what others wrote and may send it back.
pub enum Overseer {}

impl Right for Overseer {
    const ROLES: &'static [Role] = &[Role::Head, Role::Leader];
}

/// 公开工作机构负责人: consents to extensions, answers for the report.
pub enum DisclosureHead {}

impl Right for DisclosureHead {
    const ROLES: &'static [Role] = &[Role::DisclosureHead];
}

/// Who works on the consolidated report: the supervisor, and those who review and sign it off.
pub enum Consolidator {}

impl Right for Consolidator {
    const ROLES: &'static [Role] = &[
        Role::Head,
        Role::Leader,
        Role::DisclosureHead,
        Role::Supervisor,
    ];
}

/// 县政务公开办: watches the organs below.
pub enum Supervisor {}

impl Right for Supervisor {
    const ROLES: &'static [Role] = &[Role::Supervisor];
}

/// 公开工作机构负责人 or 县政务公开办: sees what readers of the site miss.
pub enum Coordinator {}

impl Right for Coordinator {
    const ROLES: &'static [Role] = &[Role::DisclosureHead, Role::Supervisor];
}

/// 系统管理员: opens and shuts accounts, sees to the machine.
pub enum Admin {}

impl Right for Admin {
    const ROLES: &'static [Role] = &[Role::Admin];
    const RULE: Option<Rule> = Some(powers::APART);
}

/// 安全管理员: gives and takes rights, ends sessions, makes the keys of programs.
pub enum Security {}

impl Right for Security {
    const ROLES: &'static [Role] = &[Role::Security];
    const RULE: Option<Rule> = Some(powers::APART);
}

/// 系统管理员 or 安全管理员: sees who works here.
pub enum Keeper {}

impl Right for Keeper {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Security];
    const RULE: Option<Rule> = Some(powers::APART);
}

/// 安全审计员: reads the audit log, and nothing else.
pub enum Auditor {}

impl Right for Auditor {
    const ROLES: &'static [Role] = &[Role::Auditor];
    const RULE: Option<Rule> = Some(powers::APART);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whoever_holds_a_role_of_the_right_gets_it() {
        let staff = |roles: &[Role]| Staff {
            id: "1".into(),
            organ: "QA".into(),
            login: "one".into(),
            name: "一".into(),
            roles: roles.to_vec(),
        };
        for role in Role::ALL {
            let made = By::<CaseWorker>::of(&staff(&[role])).is_ok();
            assert_eq!(made, CaseWorker::ROLES.contains(&role), "{role:?}");
        }
        assert!(By::<Anyone>::of(&staff(&[])).is_err(), "no role, no right");
        let both = staff(&[Role::Admin, Role::Clerk]);
        assert_eq!(By::<CaseWorker>::of(&both).unwrap().id, "1");
    }
}
