//! Pages of a list, with filters in the address bar.

use std::collections::BTreeMap;

use crate::kit::download::encoded;

/// Rows on a page.
pub const ROWS: i64 = 20;

pub type Query = BTreeMap<String, String>;

/// Links to the neighbours of a page; empty where there is none.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    pub page: i64,
    pub pages: i64,
    pub prev: String,
    pub next: String,
}

/// The page asked for, from 1.
#[must_use]
pub fn page_of(query: &Query) -> i64 {
    query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000)
}

#[must_use]
pub fn pager(base: &str, query: &Query, total: i64) -> Pager {
    let page = page_of(query);
    let pages = (total + ROWS - 1) / ROWS;
    let to = |page: i64| with(base, query, "page", &page.to_string());
    Pager {
        page,
        pages,
        prev: if page > 1 {
            to(page - 1)
        } else {
            String::new()
        },
        next: if page < pages {
            to(page + 1)
        } else {
            String::new()
        },
    }
}

/// The same address with one parameter set, or taken away when `value` is empty.
#[must_use]
pub fn with(base: &str, query: &Query, name: &str, value: &str) -> String {
    let mut query = query.clone();
    if name != "page" {
        query.remove("page");
    }
    query.insert(name.into(), value.into());
    let pairs: Vec<String> = query
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{}={}", encoded(key), encoded(value)))
        .collect();
    if pairs.is_empty() {
        base.into()
    } else {
        format!("{base}?{}", pairs.join("&"))
    }
}

/// A parameter that is there and not empty.
#[must_use]
pub fn given(query: &Query, name: &str) -> Option<String> {
    query
        .get(name)
        .map(|value| value.trim().to_string())
        .filter(|value| !value.is_empty())
}
