//! What a proxy says of the visitor: `Forwarded` (RFC 7239) and the older `X-Forwarded-*`.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// One hop: who came to the proxy, by which protocol, asking for which host. In the order of the header, the nearest last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hop {
    /// `None` for `unknown`, an obfuscated name or what is no address.
    pub from: Option<IpAddr>,
    pub proto: Option<String>,
    pub host: Option<String>,
}

/// The hops of `Forwarded`; empty without the header.
#[must_use]
pub fn standard(headers: &HeaderMap) -> Vec<Hop> {
    let mut hops = Vec::new();
    for value in headers.get_all("forwarded") {
        let Ok(text) = value.to_str() else {
            hops.push(Hop::default());
            continue;
        };
        hops.extend(split(text, ',').into_iter().map(hop));
    }
    hops
}

fn hop(element: &str) -> Hop {
    let mut hop = Hop::default();
    for pair in split(element, ';') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let value = unquoted(value.trim());
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => hop.from = address(&value),
            "proto" => hop.proto = Some(value.to_ascii_lowercase()),
            "host" => hop.host = Some(value),
            _ => {}
        }
    }
    hop
}

/// The hops of `X-Forwarded-For`, with `-Proto` and `-Host` counted from the nearest proxy outwards; a single value of
/// those is meant for all hops.
#[must_use]
pub fn older(headers: &HeaderMap) -> Vec<Hop> {
    let list = |name: &str| -> Vec<String> {
        headers
            .get_all(name)
            .iter()
            .flat_map(|value| value.to_str().unwrap_or("?").split(','))
            .map(|one| one.trim().to_string())
            .collect()
    };
    let froms = list("x-forwarded-for");
    let (protos, hosts) = (list("x-forwarded-proto"), list("x-forwarded-host"));
    let at = |values: &[String], from_the_right: usize| {
        let last = values.len().checked_sub(1)?;
        values.get(last - from_the_right.min(last)).cloned()
    };
    let most = froms
        .len()
        .max(usize::from(!protos.is_empty() || !hosts.is_empty()));
    (0..most)
        .rev()
        .map(|from_the_right| Hop {
            from: froms
                .len()
                .checked_sub(from_the_right + 1)
                .and_then(|at| address(&froms[at])),
            proto: at(&protos, from_the_right).map(|proto| proto.to_ascii_lowercase()),
            host: at(&hosts, from_the_right),
        })
        .collect()
}

/// Splits outside quoted strings.
fn split(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut quoted, mut escaped, mut begin) = (false, false, 0);
    for (index, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if quoted && c == '\\' {
            escaped = true;
        } else if c == '"' {
            quoted = !quoted;
        } else if c == at && !quoted {
            parts.push(&text[begin..index]);
            begin = index + at.len_utf8();
        }
    }
    parts.push(&text[begin..]);
    parts
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return value.to_string();
    };
    let mut escaped = false;
    inner
        .chars()
        .filter(|c| {
            let keep = escaped || *c != '\\';
            escaped = !keep;
            keep
        })
        .collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('[') {
        let (inner, port) = rest.split_once(']')?;
        let whole = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return whole.then(|| inner.parse().ok()).flatten();
    }
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let (address, port) = text.rsplit_once(':')?;
    is_port(port).then(|| address.parse().ok()).flatten()
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(given: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn shown(hops: &[Hop]) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
        hops.iter()
            .map(|hop| {
                let from = hop.from.map_or_else(|| "-".into(), |from| from.to_string());
                format!("{from} {} {}", text(&hop.proto), text(&hop.host))
            })
            .collect()
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_writes_it() {
        for (value, expected) in [
            (
                "for=192.0.2.60;proto=http;by=203.0.113.43",
                &["192.0.2.60 http -"][..],
            ),
            (
                "For=\"[2001:db8:cafe::17]:4711\"",
                &["2001:db8:cafe::17 - -"],
            ),
            (
                "for=192.0.2.43, for=198.51.100.17",
                &["192.0.2.43 - -", "198.51.100.17 - -"],
            ),
            ("for=\"_gazonk\"", &["- - -"]),
            (
                "for=unknown;proto=HTTPS;host=\"a.gov.cn:8443\"",
                &["- https a.gov.cn:8443"],
            ),
            (
                "for=\"192.0.2.1:99\";host=\"a,b;c\\\"d\"",
                &["192.0.2.1 - a,b;c\"d"],
            ),
            ("nonsense", &["- - -"]),
            ("for=1.2.3.4.5", &["- - -"]),
        ] {
            let hops = standard(&headers(&[("forwarded", value)]));
            assert_eq!(shown(&hops), expected, "{value}");
        }
        let twice = headers(&[
            ("forwarded", "for=192.0.2.1"),
            ("forwarded", "for=192.0.2.2"),
        ]);
        assert_eq!(standard(&twice).len(), 2);
        assert!(standard(&HeaderMap::new()).is_empty());
    }

    #[test]
    fn the_older_headers_are_counted_from_the_nearest_proxy() {
        let one = headers(&[
            ("x-forwarded-for", "203.0.113.9, 192.0.2.1"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "a.gov.cn"),
        ]);
        assert_eq!(
            shown(&older(&one)),
            ["203.0.113.9 https a.gov.cn", "192.0.2.1 https a.gov.cn"]
        );
        let each = headers(&[
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "192.0.2.1:4711"),
            ("x-forwarded-proto", "https, http"),
        ]);
        assert_eq!(
            shown(&older(&each)),
            ["203.0.113.9 https -", "192.0.2.1 http -"]
        );
        let alone = headers(&[("x-forwarded-proto", "https")]);
        assert_eq!(shown(&older(&alone)), ["- https -"]);
        assert!(older(&HeaderMap::new()).is_empty());
    }
}
