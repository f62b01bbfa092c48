//! A whole answer: head and body, plain and packed.

use std::io::Write;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::published::SubjectPlace;

use crate::kit::{ranges, rests::Rests};

/// A page that is larger is not kept, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;
/// A smaller one is not packed, and of a larger one the thread that answers others would be kept too long.
const WORTH: usize = 512;
const LONG: usize = 128 * 1024;

/// What may differ between visitors to whom one address gives different answers.
const SPEAKS: HeaderValue = HeaderValue::from_static("accept-encoding, accept-language, cookie");
const PACKED: HeaderValue = HeaderValue::from_static("accept-encoding");

/// An answer as it goes out.
#[derive(Debug)]
struct Form {
    headers: HeaderMap,
    body: Bytes,
}

/// An answer that is not kept; `None` where there is none.
pub type Other = Option<Box<Response>>;

#[derive(Debug)]
pub struct Whole {
    /// The moment before it was written ([`store::published::Tidings`]), and what it rests on.
    pub since: u64,
    pub places: Box<[SubjectPlace]>,
    /// The day on which it was written.
    pub day: Date,
    plain: Form,
    packed: Option<Form>,
}

impl Whole {
    /// Keeps an answer that says what it rests on, and is one for all. Any other is given back.
    ///
    /// # Errors
    /// The answer; `None` where it broke off.
    pub async fn of(mut response: Response, since: u64, day: Date) -> Result<Self, Other> {
        let rests = response.extensions_mut().remove::<Rests>();
        let Some(rests) = rests.filter(|_| for_all(&response)) else {
            return Err(Some(Box::new(response)));
        };
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return Err(None);
        };
        if body.len() > LARGEST {
            return Err(Some(Box::new(Response::from_parts(
                parts,
                Body::from(body),
            ))));
        }
        let mut headers = parts.headers;
        for name in [header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
            headers.remove(name);
        }
        let vary = if rests.speaks { SPEAKS } else { PACKED };
        headers.insert(header::VARY, vary);
        let tag = tag_of(&headers, &body);
        let packed = match is_text(&headers) {
            true => packed(&body).await,
            false => None,
        };
        let mut places: Vec<SubjectPlace> = rests
            .subjects
            .iter()
            .map(store::published::Subject::place)
            .collect();
        places.sort();
        places.dedup();
        Ok(Self {
            since,
            day,
            places: places.into(),
            packed: packed.map(|body| {
                let mut headers = headers.clone();
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                Form::new(headers, &format!("\"{tag}-gz\""), body)
            }),
            plain: Form::new(headers, &format!("\"{tag}\""), body),
        })
    }

    /// Of all its forms.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.plain.body.len() + self.packed.as_ref().map_or(0, |form| form.body.len())
    }

    /// What a visitor is sent: the form that he can read, or that he has it.
    #[must_use]
    pub fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let form = match &self.packed {
            Some(packed) if takes_gzip(asked) => packed,
            _ => &self.plain,
        };
        let has = asked.contains_key(header::IF_NONE_MATCH)
            && form
                .headers
                .get(header::ETAG)
                .and_then(|tag| tag.to_str().ok())
                .is_some_and(|tag| ranges::unchanged(asked, tag));
        let mut response = if has {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
                if let Some(value) = form.headers.get(&name) {
                    response.headers_mut().insert(name, value.clone());
                }
            }
            return response;
        } else {
            Response::new(Body::from(form.body.clone()))
        };
        *response.headers_mut() = form.headers.clone();
        if *method == Method::HEAD {
            let length = HeaderValue::from(form.body.len());
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, length);
            *response.body_mut() = Body::empty();
        } else if form.headers.contains_key(header::CONTENT_DISPOSITION)
            && asked.contains_key(header::RANGE)
        {
            return ranges::part(asked, response.into_parts().0, form.body.clone());
        }
        response
    }
}

impl Form {
    fn new(mut headers: HeaderMap, tag: &str, body: Bytes) -> Self {
        if let Ok(tag) = HeaderValue::from_str(tag) {
            headers.insert(header::ETAG, tag);
        }
        Self { headers, body }
    }
}

/// Nothing of one visitor, no error, nothing that its handler keeps for itself.
fn for_all(response: &Response) -> bool {
    let headers = response.headers();
    let guarded = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("private") || value.contains("no-store"));
    response.status() == StatusCode::OK && !guarded && !headers.contains_key(header::SET_COOKIE)
}

/// Its own tag, or one of its bytes, without marks.
fn tag_of(headers: &HeaderMap, body: &Bytes) -> String {
    let own = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
    own.map(|tag| tag.trim_matches('"').to_string())
        .unwrap_or_else(|| hex::encode(&Sha256::digest(body)[..16]))
}

/// A file goes out as it is.
fn is_text(headers: &HeaderMap) -> bool {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default();
    let reads = ["text/", "json", "xml", "javascript"]
        .iter()
        .any(|word| media.contains(word));
    reads
        && !headers.contains_key(header::CONTENT_DISPOSITION)
        && !headers.contains_key(HeaderName::from_static("content-encoding"))
}

/// As gzip, where that is smaller.
async fn packed(body: &Bytes) -> Option<Bytes> {
    let pack = |body: Bytes| {
        let mut packed = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::new(6));
        packed.write_all(&body).ok()?;
        packed
            .finish()
            .ok()
            .filter(|packed| packed.len() < body.len())
            .map(Bytes::from)
    };
    let body = body.clone();
    match body.len() {
        ..WORTH => None,
        LONG.. => tokio::task::spawn_blocking(move || pack(body)).await.ok()?,
        _ => pack(body),
    }
}

/// Whether gzip may be sent: named, and not with a weight of nothing.
fn takes_gzip(asked: &HeaderMap) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let weight = weight
                .trim()
                .strip_prefix("q=")
                .and_then(|weight| weight.parse::<f32>().ok());
            name.trim().eq_ignore_ascii_case("gzip") && weight.is_none_or(|weight| weight > 0.0)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for (value, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("identity", false),
            ("*", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            assert_eq!(takes_gzip(&headers), expected, "{value}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn what_is_of_one_visitor_is_not_kept() {
        let day = jiff::civil::date(2026, 11, 24);
        let plain = || crate::kit::rests::on(Response::new(Body::from("x")), []);
        assert!(Whole::of(plain(), 0, day).await.is_ok());
        for (name, value) in [
            (header::SET_COOKIE, "a=b"),
            (header::CACHE_CONTROL, "private, no-store"),
        ] {
            let mut response = plain();
            response
                .headers_mut()
                .insert(name.clone(), HeaderValue::from_static(value));
            assert!(Whole::of(response, 0, day).await.is_err(), "{name}");
        }
        let mut missing = plain();
        *missing.status_mut() = StatusCode::NOT_FOUND;
        assert!(Whole::of(missing, 0, day).await.is_err());
        assert!(
            Whole::of(Response::new(Body::from("x")), 0, day)
                .await
                .is_err()
        );
    }
}
