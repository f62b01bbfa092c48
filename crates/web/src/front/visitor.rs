//! Who comes in: address, protocol and host, as the socket tells them or, of a trusted proxy alone, as the proxy does.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use app::server::ServerSettings;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::{
    forwarded::{self, Hop},
    network::{Network, counted, plain},
};
use crate::state::State;

/// Which header of a trusted proxy is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Whichever is there; when both are and name two visitors, neither is believed, since a proxy hands on the one
    /// that it does not write.
    Auto,
    Forwarded,
    Older,
}

/// Whose word about a visitor is believed.
#[derive(Debug, Clone)]
pub struct Trust {
    proxies: Vec<Network>,
    which: Which,
}

impl Trust {
    /// # Errors
    /// A setting is not what it should be; the text names it.
    pub fn of(settings: &ServerSettings) -> Result<Self, String> {
        let proxies = settings
            .trusted_proxies
            .iter()
            .map(|network| network.parse())
            .collect::<Result<_, _>>()
            .map_err(|wrong: String| format!("server.trusted_proxies: {wrong}"))?;
        let which = match settings.proxy_header.as_str() {
            "auto" => Which::Auto,
            "forwarded" => Which::Forwarded,
            "x-forwarded" => Which::Older,
            other => {
                return Err(format!(
                    "server.proxy_header: {other}: auto, forwarded or x-forwarded is meant"
                ));
            }
        };
        Ok(Self { proxies, which })
    }

    #[must_use]
    pub fn nobody() -> Self {
        Self {
            proxies: Vec::new(),
            which: Which::Auto,
        }
    }

    #[must_use]
    pub fn believes(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|net| net.contains(address))
    }

    /// The visitor behind a request that came over this socket.
    #[must_use]
    pub fn visitor(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Visitor {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .map(str::to_string);
        let alone = Visitor {
            address: peer.map(plain),
            secure: false,
            host,
        };
        let Some(peer) = peer.filter(|peer| self.believes(*peer)) else {
            return alone;
        };
        let (standard, older) = (forwarded::standard(headers), forwarded::older(headers));
        let hops = match self.which {
            Which::Forwarded => standard,
            Which::Older => older,
            Which::Auto if standard.is_empty() => older,
            Which::Auto if older.is_empty() => standard,
            Which::Auto => {
                let (one, other) = (
                    self.outermost(peer, &standard),
                    self.outermost(peer, &older),
                );
                if one.from != other.from {
                    tracing::warn!(
                        "Forwarded and X-Forwarded-For name two visitors: set server.proxy_header"
                    );
                    return alone;
                }
                older
            }
        };
        let seen = self.outermost(peer, &hops);
        Visitor {
            address: seen.from,
            secure: seen.proto.as_deref() == Some("https"),
            host: seen.host.or(alone.host),
        }
    }

    /// The hop at which the chain of trusted proxies begins: its `from` is the visitor.
    fn outermost(&self, peer: IpAddr, hops: &[Hop]) -> Hop {
        let mut seen = Hop {
            from: Some(plain(peer)),
            ..Hop::default()
        };
        for hop in hops.iter().rev() {
            let known = seen.from;
            seen = hop.clone();
            match hop.from {
                Some(from) if self.believes(from) => {}
                Some(from) => {
                    seen.from = Some(plain(from));
                    break;
                }
                None => {
                    seen.from = known;
                    break;
                }
            }
        }
        seen
    }
}

/// Who sent a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// `None` where there is no socket, as in tests.
    pub address: Option<IpAddr>,
    /// Whether the visitor came by https: only a trusted proxy can say so.
    pub secure: bool,
    /// The host that the visitor asked for.
    pub host: Option<String>,
}

impl Visitor {
    /// A whole address of this site under the protocol and host by which the visitor came, else under its configured domain.
    #[must_use]
    pub fn address(&self, path: &str, domain: &str) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        match self.host.as_deref() {
            Some(host) => format!("{scheme}://{host}{path}"),
            None => format!("https://{domain}{path}"),
        }
    }

    #[must_use]
    pub fn of(parts: &Parts, state: &State) -> Self {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip());
        state.trust.visitor(peer, &parts.headers)
    }

    /// Under which name the visitor is counted; for throttling only, never logged.
    #[must_use]
    pub fn counted(&self) -> String {
        self.address.map_or_else(|| "unknown".into(), counted)
    }
}

impl FromRequestParts<State> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self::of(parts, state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trust(proxies: &[&str], which: &str) -> Trust {
        Trust::of(&ServerSettings {
            trusted_proxies: proxies.iter().map(ToString::to_string).collect(),
            proxy_header: which.into(),
            ..ServerSettings::default()
        })
        .unwrap()
    }

    fn seen(trust: &Trust, peer: &str, given: &[(&'static str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.append(*name, value.parse().unwrap());
        }
        let visitor = trust.visitor(Some(peer.parse().unwrap()), &headers);
        let secure = if visitor.secure { "https" } else { "http" };
        let host = visitor.host.clone().unwrap_or_else(|| "-".into());
        format!("{} {secure} {host}", visitor.counted())
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let said = [
            ("host", "inner:8080"),
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "a.gov.cn"),
        ];
        let none = trust(&[], "auto");
        assert_eq!(seen(&none, "127.0.0.1", &said), "127.0.0.1 http inner:8080");
        let one = trust(&["127.0.0.1"], "auto");
        assert_eq!(seen(&one, "127.0.0.1", &said), "203.0.113.9 https a.gov.cn");
        assert_eq!(seen(&one, "127.0.0.2", &said), "127.0.0.2 http inner:8080");
        assert_eq!(
            seen(&one, "127.0.0.1", &said[..1]),
            "127.0.0.1 http inner:8080"
        );
    }

    #[test]
    fn what_the_visitor_wrote_himself_is_not_believed() {
        let one = trust(&["127.0.0.0/8", "10.0.0.0/8"], "auto");
        let cases: [(&[(&'static str, &str)], &str); 6] = [
            (
                &[("x-forwarded-for", "1.2.3.4, 203.0.113.9")],
                "203.0.113.9 http -",
            ),
            (
                &[("x-forwarded-for", "1.2.3.4, 203.0.113.9, 10.0.0.7")],
                "203.0.113.9 http -",
            ),
            (
                &[("x-forwarded-for", "1.2.3.4, unknown, 10.0.0.7")],
                "10.0.0.7 http -",
            ),
            (
                &[("forwarded", "for=203.0.113.9;proto=https")],
                "203.0.113.9 https -",
            ),
            (
                &[
                    ("forwarded", "for=1.2.3.4;proto=https"),
                    ("x-forwarded-for", "203.0.113.9"),
                ],
                "127.0.0.1 http -",
            ),
            (
                &[("x-forwarded-for", "2001:db8:1:2:3::4")],
                "2001:db8:1:2::/64 http -",
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(seen(&one, "127.0.0.1", given), expected, "{given:?}");
        }
        let both = [
            ("forwarded", "for=1.2.3.4"),
            ("x-forwarded-for", "203.0.113.9"),
        ];
        let older = trust(&["127.0.0.1"], "x-forwarded");
        assert_eq!(seen(&older, "127.0.0.1", &both), "203.0.113.9 http -");
        let standard = trust(&["127.0.0.1"], "forwarded");
        assert_eq!(seen(&standard, "127.0.0.1", &both), "1.2.3.4 http -");
    }

    #[test]
    fn a_wrong_setting_is_refused_by_name() {
        for (proxies, header, name) in [
            (
                vec!["proxy.example".to_string()],
                "auto",
                "server.trusted_proxies",
            ),
            (vec![], "via", "server.proxy_header"),
        ] {
            let settings = ServerSettings {
                trusted_proxies: proxies,
                proxy_header: header.into(),
                ..ServerSettings::default()
            };
            let refused = Trust::of(&settings).unwrap_err();
            assert!(refused.starts_with(name), "{refused}");
        }
    }
}
