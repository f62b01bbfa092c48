//! What keeps a form from being sent from elsewhere, twice, or by guessing: its origin, its key, a slow comparison.

use axum::http::HeaderMap;

use crate::front::Visitor;

/// Where a form came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// One of our own pages; or a client that names no origin: it has no other site's cookies to abuse, and the token decides.
    Ours,
    /// A page of another site.
    Foreign,
    /// A page that the browser calls its own site's, under a name that we do not know as ours: a proxy rewrites the host,
    /// and neither `site_domain` nor `server.trusted_proxies` tells us. Holds the browser's name and ours.
    Renamed(String, String),
}

/// Whether a browser sent this from one of our own pages: under the host that the visitor asked for, or under the site's
/// configured domain.
#[must_use]
pub fn origin(headers: &HeaderMap, visitor: &Visitor, domain: &str) -> Origin {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site");
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Origin::Foreign;
    }
    let Some(origin) = text("origin") else {
        return Origin::Ours;
    };
    let Some((_, from)) = origin.split_once("://") else {
        return Origin::Foreign;
    };
    let host = visitor.host.as_deref().unwrap_or_default();
    if !from.is_empty() && (from == host || is_domain(from, domain)) {
        Origin::Ours
    } else if site == Some("same-origin") {
        Origin::Renamed(from.to_string(), host.to_string())
    } else {
        Origin::Foreign
    }
}

/// The configured domain, on whatever port: cookies know no ports either.
fn is_domain(from: &str, domain: &str) -> bool {
    let name = from.rsplit_once(':').map_or(from, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) {
            name
        } else {
            from
        }
    });
    let domain = domain.trim();
    !domain.is_empty() && (from.eq_ignore_ascii_case(domain) || name.eq_ignore_ascii_case(domain))
}

/// A way back into this site: a path of it, or `/`.
#[must_use]
pub fn inside(back: &str) -> &str {
    if app::plain::is_path(back) { back } else { "/" }
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
        let renamed = || Origin::Renamed("b.cn".into(), "a.cn".into());
        let cases: [(&[(&str, &str)], Origin); 11] = [
            (&[("origin", "https://a.cn")], Origin::Ours),
            (&[("origin", "https://b.cn")], Origin::Foreign),
            (&[("origin", "null")], Origin::Foreign),
            (&[("origin", "https://")], Origin::Foreign),
            (&[("sec-fetch-site", "cross-site")], Origin::Foreign),
            (
                &[("sec-fetch-site", "same-site"), ("origin", "https://a.cn")],
                Origin::Foreign,
            ),
            (&[("sec-fetch-site", "same-origin")], Origin::Ours),
            (
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "https://b.cn"),
                ],
                renamed(),
            ),
            (&[("origin", "https://www.q.gov.cn")], Origin::Ours),
            (&[("origin", "https://www.q.gov.cn:8443")], Origin::Ours),
            (&[], Origin::Ours),
        ];
        for (given, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(
                    axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    value.parse().unwrap(),
                );
            }
            let visitor = Visitor {
                address: None,
                secure: false,
                host: Some("a.cn".into()),
            };
            let found = origin(&headers, &visitor, "www.q.gov.cn");
            assert_eq!(found, expected, "{given:?}");
        }
    }

    /// `/lang/en?back=/%09/host/x`: a browser drops the tab and goes to another site.
    #[test]
    fn a_way_back_leads_only_into_this_site() {
        for path in [
            "/",
            "/search?q=1&b=%E7%94%B2",
            "/office/requests?page=2",
            "/a//b",
        ] {
            assert_eq!(inside(path), path);
        }
        for wrong in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil",
            "\\\\evil",
            "/\t/evil.example/x",
            "/\r\n/evil",
            "\t//evil",
            " //evil",
            "/ /evil",
            "/\u{b}/evil",
            "/\u{0}/evil",
            "/\u{85}/evil",
            "/\u{3000}",
            "javascript:alert(1)",
        ] {
            assert_eq!(inside(wrong), "/", "{wrong:?}");
        }
    }

    #[test]
    fn an_empty_token_never_matches() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("", ""));
    }
}
