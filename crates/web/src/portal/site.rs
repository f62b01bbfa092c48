//! The site itself: its first page, its map, its languages, its files.

pub mod files;
pub mod health;
pub mod home;
pub mod language;
pub mod sitemap;
pub mod sitemaps;

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
        kept("/sitemap.xml", get(sitemaps::index)),
        kept("/sitemap/pages.xml", get(sitemaps::pages)),
        kept("/sitemap/reports/{file}", get(sitemaps::reports)),
        kept("/sitemap/messages/{file}", get(sitemaps::messages)),
        kept("/sitemap/items/{organ}/{file}", get(sitemaps::items)),
        kept("/robots.txt", get(sitemap::robots)),
        open(Method::GET, "/healthz", get(health::show)),
    ]
}
