//! 公众门户: what the public sees, without signing in. Reads only what `store::published` lets out.

pub mod calendar;
pub mod items;
pub mod organs;
pub mod page;
pub mod pager;
pub mod problem;
pub mod reports;
pub mod requests;
pub mod search;
pub mod site;
