//! What a call brings: path, query, headers, JSON. Whatever is wrong is named.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use jiff::civil::Date;
use law::{Lang, fields::Field};
use serde::de::DeserializeOwned;

use super::{caller::Caller, problem::Problem};
use crate::{
    i18n::lang_of,
    kit::{entry, form::version},
    state::State,
};

/// The changing parts of the path, in order.
pub struct Names(pub Vec<String>);

impl Names {
    #[must_use]
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    #[must_use]
    pub fn second(&self) -> &str {
        self.0.get(1).map_or("", String::as_str)
    }

    #[must_use]
    pub fn third(&self) -> &str {
        self.0.get(2).map_or("", String::as_str)
    }

    /// A year in the path; what is none has no record.
    pub fn year(&self, caller: &Caller) -> Result<i16, Problem> {
        self.first()
            .parse()
            .ok()
            .filter(|year| (2008..=9999).contains(year))
            .ok_or_else(|| caller.problem("not_found"))
    }
}

impl FromRequestParts<State> for Names {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let lang = lang_of(&parts.headers);
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::of("not_found", lang))?;
        let names: Vec<String> = params.iter().map(|(_, value)| value.to_string()).collect();
        // No record has a name with a NUL in it, and PostgreSQL takes no such text.
        if names.iter().any(|name| name.contains('\0')) {
            return Err(Problem::of("not_found", lang));
        }
        Ok(Self(names))
    }
}

/// The query, each name once; the last holds.
pub struct Query(BTreeMap<String, String>);

impl FromRequestParts<State> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let pairs = crate::kit::form::pairs(parts.uri.query().unwrap_or_default().as_bytes());
        match pairs.iter().find(|(_, value)| value.contains('\0')) {
            Some((name, _)) => Err(no_nul(name, lang_of(&parts.headers))),
            None => Ok(Self(pairs.into_iter().collect())),
        }
    }
}

impl Query {
    /// A text, `None` where it is absent.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A value that must be one of these, where it is given.
    pub fn one_of(
        &self,
        caller: &Caller,
        name: &str,
        known: &[&str],
    ) -> Result<Option<String>, Problem> {
        match self.text(name) {
            None => Ok(None),
            Some(value) if known.contains(&value) => Ok(Some(value.to_string())),
            Some(_) => {
                let list = known.join(", ");
                Err(caller.wrong(
                    name,
                    "form",
                    &format!("应为下列之一：{list}"),
                    &format!("One of these is meant: {list}"),
                ))
            }
        }
    }

    /// A whole number within bounds, or the default where it is absent.
    pub fn number(
        &self,
        caller: &Caller,
        name: &str,
        (least, most): (i64, i64),
        default: i64,
    ) -> Result<i64, Problem> {
        match self.text(name) {
            None => Ok(default),
            Some(value) => value
                .parse()
                .ok()
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| {
                    caller.wrong(
                        name,
                        "form",
                        &format!("应为{least}到{most}的整数"),
                        &format!("A whole number from {least} to {most} is meant"),
                    )
                }),
        }
    }

    /// A date that must be there.
    pub fn date(&self, caller: &Caller, name: &str) -> Result<Date, Problem> {
        self.text(name)
            .and_then(date)
            .ok_or_else(|| no_date(caller, name))
    }
}

/// A date as it is written: `YYYY-MM-DD` in the years that the statute engine counts with.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let whole = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    text.parse()
        .ok()
        .filter(|date: &Date| whole && (1950..=2200).contains(&date.year()))
}

/// The field holds no date.
#[must_use]
pub fn no_date(caller: &Caller, name: &str) -> Problem {
    caller.wrong(
        name,
        "form",
        "应为日期（YYYY-MM-DD，1950年至2200年）",
        "A date is meant (YYYY-MM-DD, 1950 to 2200)",
    )
}

/// The `Idempotency-Key` of a call that writes: the same key writes once.
pub struct Key(pub String);

impl FromRequestParts<State> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let lang = lang_of(&parts.headers);
        text(&parts.headers, "idempotency-key")
            .filter(|key| (8..=128).contains(&key.len()))
            .map(|key| Self(key.to_string()))
            .ok_or_else(|| {
                Problem::field(
                    "Idempotency-Key",
                    "form",
                    "请提供8到128个字符的Idempotency-Key请求头",
                    "The header Idempotency-Key with 8 to 128 characters is needed",
                    lang,
                )
            })
    }
}

/// The version in `If-Match`: what the caller saw before it changes a record.
pub struct Seen(pub i64);

impl FromRequestParts<State> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let lang = lang_of(&parts.headers);
        text(&parts.headers, "if-match")
            .and_then(|value| version(value.trim_matches('"')))
            .map(Self)
            .ok_or_else(|| {
                Problem::field(
                    "If-Match",
                    "form",
                    "请在If-Match请求头中提供读取时的版本号（ETag）",
                    "The header If-Match with the version that was read (its ETag) is needed",
                    lang,
                )
            })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A body of JSON.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let lang = lang_of(request.headers());
        if !is_json(request.headers()) {
            return Err(Problem::of("media_type", lang));
        }
        let bytes = bytes(request, state, lang).await?;
        read(&bytes, lang).map(Self)
    }
}

/// A body of JSON that a call may leave out: nothing is said with it that must be said.
pub struct Maybe<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<State> for Maybe<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let lang = lang_of(request.headers());
        let json = is_json(request.headers());
        let bytes = bytes(request, state, lang).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        if !json {
            return Err(Problem::of("media_type", lang));
        }
        read(&bytes, lang).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_TYPE.as_str())
        .is_some_and(|kind| kind.split(';').next().unwrap_or_default().trim() == "application/json")
}

async fn bytes(request: Request, state: &State, lang: Lang) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|error| {
        let kind = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            "too_large"
        } else {
            "malformed"
        };
        Problem::of(kind, lang)
    })
}

/// Reads JSON: no JSON at all is one problem, JSON of another shape another.
fn read<T: DeserializeOwned>(bytes: &[u8], lang: Lang) -> Result<T, Problem> {
    let mut value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| Problem::of("malformed", lang))?;
    if has_nul(&value) {
        return Err(no_nul("body", lang));
    }
    app::plain::clean_json(&mut value);
    T::deserialize(value).map_err(|error| {
        // The message may repeat a value; the field's name and what is meant are enough.
        let said = error.to_string();
        let field = ["missing field `", "unknown field `", "duplicate field `"]
            .iter()
            .find_map(|start| said.strip_prefix(start))
            .and_then(|rest| rest.split('`').next())
            .unwrap_or("body")
            .to_string();
        let meant = said
            .rsplit_once("expected ")
            .map_or("the documented shape", |(_, meant)| meant)
            .to_string();
        Problem::field(
            &field,
            "form",
            &format!("字段缺失或者类型不对（应为{meant}）"),
            &format!("Missing, or of another type: {meant} is meant"),
            lang,
        )
    })
}

fn has_nul(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => text.contains('\0'),
        serde_json::Value::Array(list) => list.iter().any(has_nul),
        serde_json::Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

fn no_nul(field: &str, lang: Lang) -> Problem {
    Problem::field(
        &field.replace('\0', ""),
        "form",
        "不能含有空字符（U+0000）",
        "No text may hold the character U+0000",
        lang,
    )
}

/// An act of a case as the law crate knows it, from its kind and particulars; `asked` is the field table of the kind.
pub fn act<T: DeserializeOwned>(
    caller: &Caller,
    kind: String,
    asked: Option<&[Field]>,
    mut particulars: serde_json::Map<String, serde_json::Value>,
) -> Result<T, Problem> {
    let faults = asked.map_or_else(Vec::new, |asked| entry::faults(asked, &particulars));
    particulars.insert("kind".into(), kind.into());
    serde_json::from_value(particulars.into()).map_err(|_| {
        if faults.is_empty() {
            caller.wrong(
                "kind",
                "form",
                "办理动作的种类或者其字段不正确（见 /api/v1/openapi.json）",
                "The kind of act or one of its particulars is not right (see /api/v1/openapi.json)",
            )
        } else {
            Problem::from_error(&app::Error::Invalid(faults), caller.lang)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_ten_characters_in_the_years_that_are_counted() {
        let cases = [
            ("2026-11-24", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-1-4", false),
            ("1949-12-31", false),
            ("9999-12-31", false),
            ("2026-11-24T00:00", false),
            ("", false),
        ];
        for (text, good) in cases {
            assert_eq!(date(text).is_some(), good, "{text}");
        }
    }

    #[test]
    fn a_body_names_the_field_that_is_wrong_and_repeats_no_value() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            #[expect(dead_code, reason = "only its reading is tested")]
            name: String,
        }
        let cases = [
            ("{", "malformed", ""),
            ("{}", "invalid", "name"),
            (r#"{"name":"x","nmae":1}"#, "invalid", "nmae"),
            (r#"{"name":"a\u0000b"}"#, "invalid", "body"),
            (r#"{"name":{"secret":"王小明"}}"#, "invalid", "body"),
            (r#"{"name":110101}"#, "invalid", "body"),
        ];
        for (text, kind, field) in cases {
            let problem = read::<Form>(text.as_bytes(), Lang::En).unwrap_err();
            assert_eq!(problem.kind, kind, "{text}");
            let named = problem
                .errors
                .first()
                .map_or("", |error| error.field.as_str());
            assert_eq!(named, field, "{text}");
            assert!(!format!("{problem:?}").contains("王小明"), "{problem:?}");
        }
    }
}
