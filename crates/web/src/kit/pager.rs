//! Pages of a list, with the filters kept in the address bar.

use std::collections::BTreeMap;

use super::download::encoded;

/// The query of an address.
pub type Query = BTreeMap<String, String>;

/// Where a page stands among the others, and the addresses of its neighbours; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    pub page: i64,
    pub last: i64,
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
        .clamp(1, 10_000)
}

/// The pager of a list of `total` rows, so many on a page.
#[must_use]
pub fn pager(base: &str, query: &Query, rows: i64, total: i64) -> Pager {
    let page = page_of(query);
    let last = ((total + rows - 1) / rows).max(1);
    let to = |there: bool, page: i64| {
        if there {
            with(base, query, "page", &page.to_string())
        } else {
            String::new()
        }
    };
    Pager {
        page,
        last,
        previous: to(page > 1, page - 1),
        next: to(page < last, page + 1),
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

/// The same address with one parameter set, or taken away when `value` is empty; another filter begins at the first page.
#[must_use]
pub fn with(base: &str, query: &Query, name: &str, value: &str) -> String {
    let mut query = query.clone();
    if name != "page" {
        query.remove("page");
    }
    query.insert(name.into(), value.into());
    address(base, &query)
}

/// A parameter that is there and not empty.
#[must_use]
pub fn given(query: &Query, name: &str) -> Option<String> {
    query
        .get(name)
        .map(|value| value.trim().to_string())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_keep_the_filters_and_end_where_the_list_ends() {
        let query: Query = [("year", "2026"), ("organ", ""), ("page", "2")]
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .into();
        let found = pager("/policies", &query, 20, 41);
        assert_eq!((found.page, found.last), (2, 3));
        assert_eq!(found.previous, "/policies?page=1&year=2026");
        assert_eq!(found.next, "/policies?page=3&year=2026");
        assert_eq!(with("/policies", &query, "year", ""), "/policies");
        let alone = pager("/policies", &Query::new(), 20, 0);
        assert_eq!(
            alone,
            Pager {
                page: 1,
                last: 1,
                ..Pager::default()
            }
        );
    }
}
