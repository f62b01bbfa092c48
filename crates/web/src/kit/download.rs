//! Sending a stored file: always as a download, never shown by the browser as a page of ours.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A file with its name in any script (RFC 6266, RFC 5987).
#[must_use]
pub fn file(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let disposition = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        encoded(name)
    );
    (
        [
            (header::CONTENT_TYPE, media.to_string()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}

/// A file that nobody keeps: neither the browser nor anything on the way.
#[must_use]
pub fn private(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    let mut response = file(name, media, bytes);
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    response
}

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Percent-encodes everything but unreserved characters (RFC 3986).
#[must_use]
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A file's size for people: KB below a megabyte, else MB with one decimal.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    if bytes < KB * KB {
        format!("{} KB", bytes.div_ceil(KB))
    } else {
        let tenths = (bytes * 10).div_ceil(KB * KB);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        for (bytes, expected) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (10_240, "10 KB"),
            (1_048_576, "1.0 MB"),
            (1_048_577, "1.1 MB"),
            (20_971_520, "20.0 MB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn a_name_in_any_script_travels_in_ascii() {
        for (name, expected) in [
            ("a-b_c.~1", "a-b_c.~1"),
            ("答复", "%E7%AD%94%E5%A4%8D"),
            ("a b&c", "a%20b%26c"),
        ] {
            assert_eq!(encoded(name), expected);
        }
    }
}
