//! 公众门户: what the public sees, without signing in. Reads only what `store::published` lets out.

pub mod apply;
pub mod calendar;
pub mod feed;
pub mod files;
pub mod health;
pub mod home;
pub mod item;
pub mod language;
pub mod organ;
pub mod organs;
pub mod page;
pub mod pager;
pub mod policies;
pub mod problem;
pub mod progress;
pub mod report;
pub mod search;
pub mod sitemap;
pub mod verify;
