//! 公众门户: what the public sees, without signing in. Reads only what `store::published` lets out.

pub mod calendar;
pub mod items;
pub mod log;
pub mod messages;
pub mod organs;
pub mod page;
pub mod problem;
pub mod reports;
pub mod requests;
pub mod search;
pub mod site;
pub mod standards;

use crate::kit::route::Route;

/// The addresses of all wings.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        site::routes(),
        organs::routes(),
        items::routes(),
        reports::routes(),
        search::routes(),
        requests::routes(),
        messages::routes(),
        calendar::routes(),
        log::routes(),
        standards::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
