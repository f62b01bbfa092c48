//! The site itself: its first page, its map, its languages, its files.

pub mod files;
pub mod health;
pub mod home;
pub mod language;
pub mod sitemap;
