//! Pages of a list, with the filters kept in the address.

use std::collections::BTreeMap;

use super::desk::Desk;
use crate::kit::download::encoded;

/// The query of an address.
pub type Query = BTreeMap<String, String>;

pub const PAGE: i64 = 30;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    pub last: i64,
    pub words: String,
    pub previous: String,
    pub next: String,
}

/// The page asked for, from 1.
#[must_use]
pub fn page_of(query: &Query) -> i64 {
    query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 100_000)
}

#[must_use]
pub fn pager(d: &Desk, base: &str, query: &Query, total: i64) -> Pager {
    let page = page_of(query);
    let last = ((total + PAGE - 1) / PAGE).max(1);
    let to = |page: i64| {
        let mut query = query.clone();
        query.insert("page".into(), page.to_string());
        address(base, &query)
    };
    Pager {
        last,
        words: d
            .t("office.page_of")
            .replace("{n}", &page.to_string())
            .replace("{of}", &last.to_string()),
        previous: if page > 1 {
            to(page - 1)
        } else {
            String::new()
        },
        next: if page < last {
            to(page + 1)
        } else {
            String::new()
        },
    }
}

/// An address with its query; empty values are left out.
#[must_use]
pub fn address(base: &str, query: &Query) -> String {
    let pairs: Vec<String> = query
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{}={}", encoded(key), encoded(value)))
        .collect();
    if pairs.is_empty() {
        base.to_string()
    } else {
        format!("{base}?{}", pairs.join("&"))
    }
}
