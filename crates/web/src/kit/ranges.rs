//! Files in parts (RFC 9110, 13 and 14): a download that broke off goes on where it stopped, and one that has not changed is not
//! sent again.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, response::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// What a program asks of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Whole,
    /// First and last byte.
    Part(usize, usize),
    /// It lies outside.
    Nothing,
}

/// Answers for parts of whatever is sent as a file.
pub async fn answer(request: Request, next: Next) -> Response {
    let get = request.method() == Method::GET;
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let is_file = response.status() == StatusCode::OK
        && response.headers().contains_key(header::CONTENT_DISPOSITION);
    if !get || !is_file {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    part(&asked, parts, bytes)
}

/// What is asked for of a file.
#[must_use]
pub fn part(asked: &HeaderMap, mut parts: Parts, bytes: Bytes) -> Response {
    let etag = parts
        .headers
        .get(header::ETAG)
        .and_then(|value| value.to_str().ok())
        .map_or_else(|| tag_of(&bytes), str::to_string);
    if let Ok(value) = HeaderValue::from_str(&etag) {
        parts.headers.insert(header::ETAG, value);
    }
    let unit = HeaderValue::from_static("bytes");
    parts.headers.insert(header::ACCEPT_RANGES, unit);
    parts.headers.remove(header::CONTENT_LENGTH);
    if unchanged(asked, &etag) {
        parts.status = StatusCode::NOT_MODIFIED;
        return Response::from_parts(parts, Body::empty());
    }
    let length = bytes.len();
    let part = match part_of(asked, &etag, length) {
        Asked::Whole => return Response::from_parts(parts, Body::from(bytes)),
        Asked::Nothing => {
            parts.status = StatusCode::RANGE_NOT_SATISFIABLE;
            content_range(&mut parts.headers, &format!("bytes */{length}"));
            return Response::from_parts(parts, Body::empty());
        }
        Asked::Part(first, last) => {
            content_range(
                &mut parts.headers,
                &format!("bytes {first}-{last}/{length}"),
            );
            bytes.slice(first..=last)
        }
    };
    parts.status = StatusCode::PARTIAL_CONTENT;
    Response::from_parts(parts, Body::from(part))
}

fn tag_of(bytes: &Bytes) -> String {
    format!("\"{}\"", hex::encode(Sha256::digest(bytes)))
}

fn content_range(headers: &mut HeaderMap, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(header::CONTENT_RANGE, value);
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// `If-None-Match`: the weak comparison.
#[must_use]
pub fn unchanged(asked: &HeaderMap, etag: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
}

/// One range of bytes; several, another unit or nonsense are passed over, as the standard allows. `If-Range` that does not
/// name the file as it is asks for all of it.
fn part_of(asked: &HeaderMap, etag: &str, length: usize) -> Asked {
    let Some(range) = text(asked, header::RANGE) else {
        return Asked::Whole;
    };
    if text(asked, header::IF_RANGE).is_some_and(|known| known != etag) {
        return Asked::Whole;
    }
    let Some((unit, spec)) = range.split_once('=') else {
        return Asked::Whole;
    };
    if !unit.trim().eq_ignore_ascii_case("bytes") || spec.contains(',') {
        return Asked::Whole;
    }
    let Some((first, last)) = spec.trim().split_once('-') else {
        return Asked::Whole;
    };
    match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() => within(first, length.saturating_sub(1), length),
        (Some(first), Some(last)) if first <= last => within(first, last, length),
        (None, Some(0)) if first.is_empty() => Asked::Nothing,
        (None, Some(most)) if first.is_empty() => within(
            length.saturating_sub(most),
            length.saturating_sub(1),
            length,
        ),
        _ => Asked::Whole,
    }
}

fn within(first: usize, last: usize, length: usize) -> Asked {
    if first >= length {
        Asked::Nothing
    } else {
        Asked::Part(first, last.min(length - 1))
    }
}

/// Digits alone; more of them than a file can have bytes are as many as it can.
fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "\"abc\"";

    fn asked(given: &[(header::HeaderName, &str)]) -> HeaderMap {
        given
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn ranges_as_rfc_9110_means_them() {
        use Asked::{Nothing, Part, Whole};
        for (range, expected) in [
            ("bytes=0-4", Part(0, 4)),
            ("bytes=5-", Part(5, 9)),
            ("bytes=-3", Part(7, 9)),
            ("bytes=-99", Part(0, 9)),
            ("bytes=0-99999999999999999999999", Part(0, 9)),
            ("bytes=9-9", Part(9, 9)),
            ("Bytes=0-0", Part(0, 0)),
            ("bytes=10-", Nothing),
            ("bytes=10-12", Nothing),
            ("bytes=-0", Nothing),
            ("bytes=4-2", Whole),
            ("bytes=0-1,3-4", Whole),
            ("lines=0-1", Whole),
            ("bytes=a-b", Whole),
            ("bytes=-", Whole),
            ("bytes", Whole),
            ("bytes=+1-2", Whole),
        ] {
            let found = part_of(&asked(&[(header::RANGE, range)]), TAG, 10);
            assert_eq!(found, expected, "{range}");
        }
        assert_eq!(
            part_of(&asked(&[(header::RANGE, "bytes=0-")]), TAG, 0),
            Nothing
        );
    }

    #[test]
    fn a_file_that_changed_comes_whole() {
        for (known, expected) in [
            (TAG, Asked::Part(1, 2)),
            ("\"old\"", Asked::Whole),
            ("W/\"abc\"", Asked::Whole),
            ("Sun, 29 Nov 2026 00:00:00 GMT", Asked::Whole),
        ] {
            let asked = asked(&[(header::RANGE, "bytes=1-2"), (header::IF_RANGE, known)]);
            assert_eq!(part_of(&asked, TAG, 10), expected, "{known}");
        }
        for (known, same) in [
            (TAG, true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"x\"", false),
        ] {
            assert_eq!(
                unchanged(&asked(&[(header::IF_NONE_MATCH, known)]), TAG),
                same,
                "{known}"
            );
        }
    }
}
