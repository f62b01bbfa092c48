//! Reading forms: ordinary or with files, only from our own pages and only with the session's token.

use app::{FieldError, upload::Upload};
use axum::{
    extract::{FromRequest, FromRequestParts, Multipart, RawForm, Request},
    http::{HeaderMap, Method, header},
    response::Response,
};
use jiff::civil::Date;

use super::{desk::Desk, problem::Problem};
use crate::state::State;

/// A posted form. Reading it has already checked where it came from and its token.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

impl Form {
    /// A form with these fields, for tests and for a page shown the first time.
    #[must_use]
    pub fn of(fields: &[(&str, &str)]) -> Self {
        Self {
            fields: fields
                .iter()
                .map(|(k, v)| ((*k).to_string(), (*v).to_string()))
                .collect(),
            files: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// The value of a field without blanks around it; empty where absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The value of a field as it was typed.
    #[must_use]
    pub fn raw(&self, name: &str) -> String {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// All values of a field that may be ticked several times.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.clone())
            .collect()
    }

    #[must_use]
    pub fn date(&self, name: &str) -> Option<Date> {
        self.text(name).parse().ok()
    }

    /// The version of the record that the page showed.
    pub fn version(&self) -> app::Result<i64> {
        self.text("version").parse().map_err(|_| {
            app::Error::Invalid(vec![FieldError::new(
                "version",
                "form",
                "表单缺少版本号，请重新打开页面",
                "The form has no version: open the page again",
            )])
        })
    }

    /// The idempotency key of the page.
    #[must_use]
    pub fn key(&self) -> &str {
        self.text("key")
    }

    #[must_use]
    pub fn files(&self, name: &str) -> Vec<Upload> {
        self.files
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, file)| file.clone())
            .collect()
    }
}

impl FromRequest<State> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, state).await?;
        if !same_origin(&parts.headers) {
            return Err(desk.forged());
        }
        let form = read(Request::from_parts(parts, body), state)
            .await
            .map_err(|error| Response::from(Problem::new(&desk, error)))?;
        if !same(form.text("csrf"), &desk.csrf) {
            return Err(desk.forged());
        }
        Ok(form)
    }
}

/// Reads a form of either encoding, without checking its token.
pub async fn read(request: Request, state: &State) -> app::Result<Form> {
    debug_assert_eq!(request.method(), Method::POST);
    let multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    if multipart {
        return read_parts(request, state).await;
    }
    let RawForm(bytes) = RawForm::from_request(request, state)
        .await
        .map_err(|error| unreadable(&error.body_text()))?;
    Ok(Form {
        fields: pairs(&bytes),
        files: Vec::new(),
    })
}

async fn read_parts(request: Request, state: &State) -> app::Result<Form> {
    let mut form = Form::default();
    let mut parts = Multipart::from_request(request, state)
        .await
        .map_err(|error| unreadable(&error.body_text()))?;
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| unreadable(&error.body_text()))?
    {
        let name = part.name().unwrap_or_default().to_string();
        let file = part.file_name().map(str::to_string);
        let bytes = part
            .bytes()
            .await
            .map_err(|error| unreadable(&error.body_text()))?;
        match file {
            // A browser sends an empty part for a file field that was left alone.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(file) => form.files.push((
                name,
                Upload {
                    name: file,
                    bytes: bytes.to_vec(),
                },
            )),
            None => form
                .fields
                .push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(form)
}

fn unreadable(why: &str) -> app::Error {
    app::Error::Invalid(vec![FieldError::new(
        "files",
        "form",
        format!("表单或者文件读取失败（可能超过大小限制）：{why}"),
        format!("The form or a file could not be read (it may be too large): {why}"),
    )])
}

/// Decodes `application/x-www-form-urlencoded`.
pub(crate) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            (
                decoded(&pair[..at]),
                decoded(pair.get(at + 1..).unwrap_or_default()),
            )
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match (
            bytes[at],
            escape.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

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
    fn forms_are_decoded() {
        let pairs = pairs(b"a=1+2&b=%E7%94%B2&c&d=%zz%");
        let expected = [("a", "1 2"), ("b", "甲"), ("c", ""), ("d", "%zz%")];
        let found: Vec<_> = pairs
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

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
