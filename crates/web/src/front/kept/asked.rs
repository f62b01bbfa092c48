//! By what a page is found: address, language, 长者模式. The order of parameters does not matter.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, Method, Uri, header},
};
use law::Lang;
use quick_cache::Equivalent;

use crate::i18n;

/// Longer addresses are not kept, in bytes.
const LONGEST: usize = 1024;

/// In which of its forms a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Voice {
    english: bool,
    elder: bool,
}

/// A page that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    voice: Voice,
    pub address: Box<str>,
}

/// A page that is asked for.
#[derive(Debug)]
pub struct Asked<'a> {
    voice: Voice,
    address: Cow<'a, str>,
}

impl Hash for Asked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.voice.hash(state);
        self.address.as_ref().hash(state);
    }
}

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.voice == key.voice && *self.address == *key.address
    }
}

impl<'a> Asked<'a> {
    /// `None`: whatever it is, it is not a page that is only read.
    pub fn of(method: &Method, uri: &'a Uri, headers: &HeaderMap) -> Option<Self> {
        if method != Method::GET && method != Method::HEAD {
            return None;
        }
        let whole = uri.path_and_query()?.as_str();
        if whole.len() > LONGEST {
            return None;
        }
        let voice = Voice {
            english: i18n::lang_of(headers) == Lang::En,
            elder: i18n::cookie(headers, i18n::ELDER) == Some("on"),
        };
        Some(Self {
            voice,
            address: in_order(whole),
        })
    }

    pub fn key(&self) -> Key {
        Key {
            voice: self.voice,
            address: self.address.as_ref().into(),
        }
    }
}

impl Key {
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            voice: self.voice,
            address: Cow::Borrowed(&self.address),
        }
    }

    /// The page as somebody asks for it of whom nothing else is known: no other cookie, no host, no address.
    pub fn request(&self) -> Option<Request> {
        let lang = if self.voice.english { "en" } else { "zh" };
        let elder = if self.voice.elder { "on" } else { "off" };
        let cookies = format!("{}={lang}; {}={elder}", i18n::COOKIE, i18n::ELDER);
        Request::get(&*self.address)
            .header(header::COOKIE, cookies)
            .body(Body::empty())
            .ok()
    }
}

/// An address with its parameters in order; of one name, in the order in which they came.
fn in_order(whole: &str) -> Cow<'_, str> {
    let Some((path, query)) = whole.split_once('?') else {
        return Cow::Borrowed(whole);
    };
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_string();
    if pairs.len() > 1 {
        pairs.sort_by_cached_key(name);
    }
    match pairs.is_empty() {
        true => Cow::Borrowed(path),
        false => Cow::Owned(format!("{path}?{}", pairs.join("&"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str, given: &[(header::HeaderName, &str)]) -> Option<Key> {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            headers.append(name, value.parse().unwrap());
        }
        let uri: Uri = address.parse().unwrap();
        Asked::of(&Method::GET, &uri, &headers).map(|asked| asked.key())
    }

    #[test]
    fn one_page_has_one_key() {
        let one = key("/policies?year=2026&column=rules", &[]);
        assert!(one.is_some());
        assert_eq!(one, key("/policies?column=rules&&year=2026", &[]));
        assert_ne!(one, key("/policies?column=content&year=2026", &[]));
        assert_eq!(key("/?", &[]), key("/", &[]));
        assert_ne!(key("/a?x=1&x=2", &[]), key("/a?x=2&x=1", &[]));
        let english = key("/", &[(header::COOKIE, "mb_lang=en")]);
        assert_ne!(english, key("/", &[]));
        assert_eq!(english, key("/", &[(header::ACCEPT_LANGUAGE, "en")]));
        assert_ne!(key("/", &[(header::COOKIE, "mb_elder=on")]), key("/", &[]));
        assert_eq!(
            key("/", &[(header::COOKIE, "mb_session=secret")]),
            key("/", &[])
        );
    }

    #[test]
    fn what_is_kept_is_asked_for_by_nobody_in_particular() {
        let seen = [
            (header::COOKIE, "mb_session=secret; mb_lang=en"),
            (header::HOST, "evil.example"),
            (header::AUTHORIZATION, "Bearer secret"),
        ];
        let request = key("/?b=1&a=2", &seen).unwrap().request().unwrap();
        assert_eq!(request.uri(), "/?a=2&b=1");
        assert_eq!(request.headers().len(), 1);
        assert_eq!(
            request.headers()[header::COOKIE],
            "mb_lang=en; mb_elder=off"
        );
    }

    #[test]
    fn long_addresses_are_not_kept() {
        assert_eq!(key(&format!("/{}", "a".repeat(60_000)), &[]), None);
    }
}
