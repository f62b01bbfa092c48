//! Reading forms, ordinary or with files. Whether a form may be taken is for the room that reads it.

use app::{FieldError, upload::Upload};
use axum::{
    extract::{FromRequest, Multipart, RawForm, Request},
    http::{Method, header},
};
use jiff::civil::Date;

use crate::state::State;

/// A posted form, of either encoding.
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

    /// Every field as it came, in its order.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    #[must_use]
    pub fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    #[must_use]
    pub fn date(&self, name: &str) -> Option<Date> {
        self.text(name).parse().ok()
    }

    /// The version of the record that the page showed.
    pub fn version(&self) -> app::Result<i64> {
        version(self.text("version")).ok_or_else(|| {
            app::Error::Invalid(vec![FieldError::new(
                "version",
                "form",
                "表单缺少有效的版本号，请重新打开页面",
                "The form has no valid version: open the page again",
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

/// No record has more versions than this; a larger number comes from no page.
const MOST_VERSIONS: i64 = 1_000_000_000;

/// The version of a record as a form or a header names it: a whole number, 0 for a record that has no act yet.
pub(crate) fn version(text: &str) -> Option<i64> {
    text.parse()
        .ok()
        .filter(|version| (0..=MOST_VERSIONS).contains(version))
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
    whole(Form {
        fields: pairs(&bytes),
        files: Vec::new(),
    })
}

/// Every text is cleaned here ([`app::plain`]). No field holds U+0000: whoever sends it is no person, and is refused by the
/// field's name.
fn whole(mut form: Form) -> app::Result<Form> {
    match form.fields.iter().find(|(_, value)| value.contains('\0')) {
        None => {
            for (_, value) in &mut form.fields {
                *value = app::plain::clean(value).into_owned();
            }
            Ok(form)
        }
        Some((name, _)) => Err(app::Error::Invalid(vec![FieldError::new(
            "files",
            "form",
            format!("“{name}”含有不能保存的字符"),
            format!("{name} holds a character that cannot be kept"),
        )])),
    }
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
    whole(form)
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
    form_urlencoded::parse(bytes).into_owned().collect()
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
    fn a_version_is_a_number_that_a_page_can_have_shown() {
        for (text, read) in [
            ("0", Some(0)),
            ("17", Some(17)),
            ("1000000000", Some(1_000_000_000)),
            ("", None),
            ("-7", None),
            ("1.0", None),
            ("1000000001", None),
            ("9223372036854775807", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(version(text), read, "{text}");
            let form = Form::of(&[("version", text)]).version();
            match (form, read) {
                (Ok(found), Some(read)) => assert_eq!(found, read),
                (Err(app::Error::Invalid(wrong)), None) => assert_eq!(wrong[0].field, "version"),
                (other, _) => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_character_that_cannot_be_kept_is_refused() {
        let cleaned = whole(Form::of(&[("note", "甲\r\n\u{202e}乙\u{1}")])).unwrap();
        assert_eq!(cleaned.raw("note"), "甲\n乙");
        let refused = whole(Form::of(&[("a", ""), ("note", "甲\0乙")]));
        assert!(matches!(refused, Err(app::Error::Invalid(wrong)) if wrong[0].en.contains("note")));
    }
}
