//! 站点地图 for machines (sitemaps.org): an index, and files of bounded size that together name every public page. Items stand by organ
//! and year, so that what one organ publishes makes one file anew.

use askama::Template;
use axum::{
    extract::{Path, Query as Parameters, State as Shared},
    response::Response,
};
use jiff::Timestamp;
use store::published::{self, Kind, Scope, Subject};

use super::sitemap::written;
use crate::{
    kit::{
        download::encoded,
        pager::{Query, given},
        rests,
    },
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
    },
    state::State,
};

const MEDIA: &str = "application/xml; charset=utf-8";
/// The pages of every site, whatever is on it.
const FIXED: [&str; 9] = [
    "/",
    "/organs",
    "/policies",
    "/reports",
    "/reports/meaning",
    "/consultations",
    "/standards",
    "/messages",
    "/log",
];
/// The pages of an organ beside its own.
const COLUMNS: [&str; 5] = ["guide", "rules", "content", "reports", "apply"];
/// Organs in one file, each with its pages and its catalogues of standards, of which there are 26 fields.
const ORGANS: usize = 1_000;

/// An address, with the moment of its last change as far as it is known, or empty.
struct Place {
    loc: String,
    lastmod: String,
}

impl Place {
    fn at(loc: impl Into<String>) -> Self {
        Self {
            loc: loc.into(),
            lastmod: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/site/sitemap.xml")]
struct Index {
    domain: String,
    files: Vec<Place>,
}

#[derive(Template)]
#[template(path = "portal/site/sitemap_part.xml")]
struct File {
    domain: String,
    places: Vec<Place>,
}

/// `/sitemap.xml`: every file.
pub async fn index(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let store = &state.app.store;
    let mut files = vec![Place::at("/sitemap/pages.xml")];
    let organs = published::names(store).await.or_problem(&page)?;
    for last in organs
        .chunks(ORGANS)
        .rev()
        .skip(1)
        .rev()
        .filter_map(|some| some.last())
    {
        let after = encoded(&last.code);
        files.push(Place::at(format!("/sitemap/pages.xml?after={after}")));
    }
    for year in published::years_of_reports(store).await.or_problem(&page)? {
        files.push(Place::at(format!("/sitemap/reports/{year}.xml")));
    }
    for month in published::message_months(store).await.or_problem(&page)? {
        files.push(Place::at(format!("/sitemap/messages/{month}.xml")));
    }
    for part in published::parts(store).await.or_problem(&page)? {
        let after = part.after.as_ref().map_or_else(String::new, |(at, id)| {
            format!("?after={}", encoded(&format!("{at:.6}.{id}")))
        });
        files.push(Place {
            loc: format!("/sitemap/items/{}/{}.xml{after}", part.organ, part.year),
            lastmod: moment(part.at),
        });
    }
    let domain = page.site_domain.clone();
    let index = written(&page, MEDIA, &Index { domain, files })?;
    let kinds = [Kind::Item, Kind::Organ, Kind::Report, Kind::Message];
    Ok(rests::on(index, kinds.map(Subject::All)))
}

/// The pages of the site, of its organs and of the catalogues of standards.
pub async fn pages(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let after = given(&query, "after").unwrap_or_default();
    let mut places = Vec::new();
    if after.is_empty() {
        places.extend(FIXED.map(Place::at));
    }
    let mut organs = published::names(store).await.or_problem(&page)?;
    organs.retain(|organ| organ.code > after);
    organs.truncate(ORGANS);
    for organ in &organs {
        places.push(Place::at(format!("/organs/{}", organ.code)));
        places.extend(COLUMNS.map(|column| Place::at(format!("/organs/{}/{column}", organ.code))));
    }
    let within = |organ: &str| {
        organs.first().is_some_and(|first| *first.code <= *organ)
            && organs.last().is_some_and(|last| *organ <= *last.code)
    };
    for catalogue in published::catalogue_names(store).await.or_problem(&page)? {
        let (organ, id) = &*catalogue;
        if within(organ) {
            places.push(Place::at(format!("/standards/{organ}/{id}")));
        }
    }
    file(
        &page,
        places,
        [Kind::Organ, Kind::Standard].map(Subject::All).into(),
    )
}

/// The published reports of a year.
pub async fn reports(
    Shared(state): Shared<State>,
    Path(year): Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    let year: i64 = named(&page, &year)?;
    let places = published::report_names(&state.app.store, year)
        .await
        .or_problem(&page)?
        .iter()
        .map(|report| Place {
            loc: match report.scope {
                Scope::Own => format!("/reports/{}/{year}", report.organ),
                Scope::Consolidated => format!("/reports/{}/{year}/consolidated", report.organ),
            },
            lastmod: day(report.published_on),
        })
        .collect();
    file(&page, places, vec![Subject::All(Kind::Report)])
}

/// The messages that became public in a month.
pub async fn messages(
    Shared(state): Shared<State>,
    Path(month): Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    let month = month.strip_suffix(".xml").unwrap_or_default();
    let is_month = format!("{month}-01").parse::<jiff::civil::Date>().is_ok();
    if !is_month {
        return Err(Problem::new(&page, app::Error::NotFound));
    }
    let places = published::messages_of_month(&state.app.store, month)
        .await
        .or_problem(&page)?
        .iter()
        .map(|message| {
            let (organ, id, on) = &**message;
            Place {
                loc: format!("/messages/{organ}/{id}"),
                lastmod: day(*on),
            }
        })
        .collect();
    file(&page, places, vec![Subject::All(Kind::Message)])
}

/// The items of an organ that bear a year.
pub async fn items(
    Shared(state): Shared<State>,
    Path((organ, year)): Path<(String, String)>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let year: i64 = named(&page, &year)?;
    let after = match given(&query, "after") {
        Some(text) => {
            let missing = || Problem::new(&page, app::Error::NotFound);
            Some(change_of(&text).ok_or_else(missing)?)
        }
        None => None,
    };
    let year = format!("{year:04}");
    let places = published::part(&state.app.store, &organ, &year, after.as_ref())
        .await
        .or_problem(&page)?
        .iter()
        .map(|item| Place {
            loc: format!("/items/{}/{}", item.organ, item.id),
            lastmod: moment(item.at),
        })
        .collect();
    file(&page, places, vec![Subject::Of(Kind::Item, organ)])
}

/// A file with something in it.
fn file(page: &Page, places: Vec<Place>, rests: Vec<Subject>) -> Result<Response, Problem> {
    if places.is_empty() {
        return Err(Problem::new(page, app::Error::NotFound));
    }
    let domain = page.site_domain.clone();
    let file = written(page, MEDIA, &File { domain, places })?;
    Ok(rests::on(file, rests))
}

/// The year that a file is named by.
fn named(page: &Page, file: &str) -> Result<i64, Problem> {
    let year = file.strip_suffix(".xml").unwrap_or_default();
    let plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    plain
        .then(|| year.parse().ok())
        .flatten()
        .ok_or_else(|| Problem::new(page, app::Error::NotFound))
}

/// The change after which a file begins: `2026-03-02T01:00:00.000000Z.01J…`.
fn change_of(text: &str) -> Option<(Timestamp, String)> {
    let (at, id) = text.rsplit_once('.')?;
    let plain =
        !id.is_empty() && id.len() <= 40 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some((at.parse().ok()?, plain.then(|| id.to_string())?))
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A day, unless it is older than what machines take for one.
fn day(on: jiff::civil::Date) -> String {
    if on.year() < 1970 {
        String::new()
    } else {
        on.to_string()
    }
}
