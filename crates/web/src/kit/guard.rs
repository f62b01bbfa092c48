//! What keeps a form from being sent from elsewhere, twice, or by guessing: its origin, its key, a slow comparison.

use axum::http::HeaderMap;

/// Whether a browser sent this from one of our own pages. A client that names no origin has no
/// other site's cookies to abuse; the token decides then.
#[must_use]
pub fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Compares without telling by its time how much agrees.
#[must_use]
pub fn same(left: &str, right: &str) -> bool {
    !right.is_empty()
        && left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .fold(0, |differ, (a, b)| differ | (a ^ b))
            == 0
}

/// A new idempotency key or token: 256 random bits as hexadecimal text.
#[must_use]
pub fn fresh_key() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_post() {
        let cases: [(&[(&str, &str)], bool); 6] = [
            (&[("host", "a.cn"), ("origin", "https://a.cn")], true),
            (&[("host", "a.cn"), ("origin", "https://b.cn")], false),
            (&[("host", "a.cn"), ("origin", "null")], false),
            (&[("host", "a.cn"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "a.cn"), ("sec-fetch-site", "same-origin")], true),
            (&[("host", "a.cn")], true),
        ];
        for (given, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(
                    axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    value.parse().unwrap(),
                );
            }
            assert_eq!(same_origin(&headers), expected, "{given:?}");
        }
    }

    #[test]
    fn an_empty_token_never_matches() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("", ""));
    }
}
