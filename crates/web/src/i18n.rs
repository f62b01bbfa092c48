//! Words: every string through one catalogue, Chinese first, English second. A third language is one file more.

use axum::http::{HeaderMap, header};
use law::Lang;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Name of the cookie that keeps the chosen language.
pub const COOKIE: &str = "mb_lang";
/// Name of the cookie that keeps 长者模式.
pub const ELDER: &str = "mb_elder";

/// The string behind a key; the key itself where there is none, which a test forbids.
#[must_use]
pub fn text(lang: Lang, key: &str) -> &str {
    known(lang, key).unwrap_or(key)
}

/// The string behind a key that came from outside and may be none of ours.
#[must_use]
pub fn known(lang: Lang, key: &str) -> Option<&'static str> {
    let strings = match lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    strings
        .binary_search_by(|(known, _)| (*known).cmp(key))
        .ok()
        .map(|place| strings[place].1)
}

/// The chosen language, else the browser's, else Chinese.
#[must_use]
pub fn lang_of(headers: &HeaderMap) -> Lang {
    if let Some(chosen) = cookie(headers, COOKIE) {
        return if chosen == "en" { Lang::En } else { Lang::Zh };
    }
    let wished = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let place = |prefix: &str| {
        wished
            .split(',')
            .position(|part| part.trim().to_ascii_lowercase().starts_with(prefix))
    };
    match (place("en"), place("zh")) {
        (Some(en), Some(zh)) if en < zh => Lang::En,
        (Some(_), None) => Lang::En,
        _ => Lang::Zh,
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_no_empty_string() {
        let zh: Vec<_> = ZH.iter().map(|(key, _)| key).collect();
        let en: Vec<_> = EN.iter().map(|(key, _)| key).collect();
        let only_zh: Vec<_> = zh.iter().filter(|key| !en.contains(key)).collect();
        let only_en: Vec<_> = en.iter().filter(|key| !zh.contains(key)).collect();
        assert!(
            only_zh.is_empty() && only_en.is_empty(),
            "only zh: {only_zh:?}, only en: {only_en:?}"
        );
        for (key, value) in ZH.iter().chain(EN) {
            assert!(!value.trim().is_empty(), "{key}");
        }
    }

    #[test]
    fn the_language_is_chosen_by_cookie_then_by_browser() {
        let cases = [
            (None, None, Lang::Zh),
            (None, Some("en-GB,en;q=0.9"), Lang::En),
            (None, Some("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh),
            (None, Some("fr"), Lang::Zh),
            (Some("mb_lang=zh"), Some("en"), Lang::Zh),
            (Some("a=b; mb_lang=en"), Some("zh"), Lang::En),
        ];
        for (cookie, wished, expected) in cases {
            let mut headers = HeaderMap::new();
            if let Some(cookie) = cookie {
                headers.insert(header::COOKIE, cookie.parse().unwrap());
            }
            if let Some(wished) = wished {
                headers.insert(header::ACCEPT_LANGUAGE, wished.parse().unwrap());
            }
            assert_eq!(lang_of(&headers), expected, "{cookie:?} {wished:?}");
        }
    }
}
