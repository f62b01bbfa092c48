//! The site itself: its first page, its map, its languages, its files.

pub mod files;
pub mod health;
pub mod home;
pub mod language;
pub mod sitemap;

use axum::{http::Method, routing::get};

use crate::kit::route::{Route, kept, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/", get(home::show)),
        open(Method::GET, "/files/{organ}/{id}/{hash}", get(files::of_item)),
        open(Method::GET, "/reports/{organ}/{year}/{hash}", get(files::of_report)),
        open(Method::GET, "/lang/{lang}", get(language::choose)),
        open(Method::GET, "/elder/{on}", get(language::elder)),
        kept("/sitemap", get(sitemap::show)),
        kept("/sitemap.xml", get(sitemap::xml)),
        kept("/robots.txt", get(sitemap::robots)),
        open(Method::GET, "/healthz", get(health::show)),
    ]
}
