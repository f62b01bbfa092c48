//! The address that was meant by one that leads nowhere: one with a slash at its end, or one that has another name now.

use axum::http::Method;

use crate::kit::guard::inside;

/// How addresses began, and how they begin now.
const RENAMED: [(&str, &str); 1] = [("/office/corrections", "/office/rectifications")];

/// Where to send somebody for good; `address` is a path with its query. What has another name takes forms too, which a page from
/// yesterday still holds; a slash at the end is forgiven to readers only.
pub(crate) fn by(address: &str, method: &Method) -> Option<String> {
    let reads = method == Method::GET || method == Method::HEAD;
    renamed(address).or_else(|| without_slash(address).filter(|_| reads))
}

fn renamed(address: &str) -> Option<String> {
    RENAMED.iter().find_map(|(before, now)| {
        let rest = address.strip_prefix(before)?;
        let whole = rest.is_empty() || rest.starts_with(['/', '?']);
        let address = format!("{now}{rest}");
        (whole && inside(&address) == address).then_some(address)
    })
}

fn without_slash(address: &str) -> Option<String> {
    let (path, query) = address.split_at(address.find('?').unwrap_or(address.len()));
    let shorter = path.trim_end_matches('/');
    let changed = shorter.len() < path.len() && !shorter.is_empty();
    let address = format!("{shorter}{query}");
    (changed && inside(&address) == address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_slash_at_its_end_leads_to_the_one_without() {
        for (address, expected) in [
            ("/search/", Some("/search")),
            ("/search/?q=a&b=%2F", Some("/search?q=a&b=%2F")),
            ("/organs/QH01///", Some("/organs/QH01")),
            ("/", None),
            ("/search", None),
            ("//evil.example/", None),
            ("//", None),
        ] {
            assert_eq!(by(address, &Method::GET).as_deref(), expected, "{address}");
            assert_eq!(by(address, &Method::POST), None, "{address}");
        }
    }

    #[test]
    fn an_address_of_another_name_leads_to_that_name() {
        for (address, expected) in [
            ("/office/corrections", Some("/office/rectifications")),
            (
                "/office/corrections?done=closed",
                Some("/office/rectifications?done=closed"),
            ),
            (
                "/office/corrections/01J/letter/check",
                Some("/office/rectifications/01J/letter/check"),
            ),
            ("/office/correctionsandmore", None),
            ("/office/rectifications", None),
        ] {
            for method in [Method::GET, Method::POST] {
                assert_eq!(by(address, &method).as_deref(), expected, "{address}");
            }
        }
    }
}
