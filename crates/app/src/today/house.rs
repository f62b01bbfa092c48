//! The state of the house, for whoever administers it: what the machine could not do, and which posts nobody holds. No case is in it.

use store::jobs::DeadJob;

use crate::{
    App, Result, Role,
    accounts::staff_of,
    jobs,
    rights::{Admin, By},
};

#[derive(Debug, Clone, Default)]
pub struct House {
    /// Jobs that were given up.
    pub dead: Vec<DeadJob>,
    /// Roles without which a request cannot be answered or an item published, and that nobody holds.
    pub vacant: Vec<Role>,
}

/// What an administrator finds in the morning.
pub async fn house(app: &App, staff: &By<Admin>) -> Result<House> {
    let rows = store::staff::of_organ(&app.store, &staff.organ).await?;
    let people: Vec<_> = rows.into_iter().map(staff_of).collect();
    let mut needed = vec![
        Role::Clerk,
        Role::Head,
        Role::Leader,
        Role::Reviewer,
        Role::Publisher,
        Role::DisclosureHead,
    ];
    if app.settings.handling.legal_review {
        needed.push(Role::Legal);
    }
    needed.retain(|role| !people.iter().any(|person| person.has(*role)));
    Ok(House {
        dead: jobs::overview(app, staff).await?.dead,
        vacant: needed,
    })
}
