//! From bytes to text: what kind of file it is and how it is encoded.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// A file by what it holds.
pub(super) enum Source {
    Json(String),
    Html(String),
    Text(String),
    Docx,
    Xlsx,
}

pub(super) fn source(bytes: &[u8], name: &str) -> Result<Source, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(source) = packed(bytes)? {
        return Ok(source);
    }
    let text = decode(bytes)?;
    let name = name.to_ascii_lowercase();
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(
        if name.ends_with(".json") || (start.starts_with('{') && start.contains("\"table")) {
            Source::Json(text)
        } else if looks_like_html(start) {
            Source::Html(text)
        } else {
            Source::Text(text)
        },
    )
}

/// Formats that are not text, by their first bytes.
fn packed(bytes: &[u8]) -> Result<Option<Source>, ReadError> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF") {
        return Err(ReadError::NotReadYet("PDF"));
    }
    if starts(b"PK\x03\x04") {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes))
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        return if zip.by_name("word/document.xml").is_ok() {
            Ok(Some(Source::Docx))
        } else if zip.by_name("xl/workbook.xml").is_ok() {
            Ok(Some(Source::Xlsx))
        } else {
            Err(ReadError::NotReadYet("ZIP"))
        };
    }
    if starts(b"\xd0\xcf\x11\xe0") {
        return Err(ReadError::NotReadYet("DOC/XLS"));
    }
    if starts(b"{\\rtf") {
        return Err(ReadError::NotReadYet("RTF"));
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") {
        return Err(ReadError::NotReadYet("picture"));
    }
    Ok(None)
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[length..]);
    }
    if let Ok(text) = strictly(UTF_8, bytes) {
        return Ok(text);
    }
    // A file cut in the middle of a character is readable up to there.
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        return strictly(UTF_8, &bytes[..error.valid_up_to()]);
    }
    // UTF-16 without a mark: ASCII digits and line ends leave zero bytes on one side.
    let zeros = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let many = bytes.len() / 50;
    let (even, odd) = (zeros(0), zeros(1));
    if odd > many && odd > even * 4 {
        return strictly(UTF_16LE, bytes);
    }
    if even > many && even > odd * 4 {
        return strictly(UTF_16BE, bytes);
    }
    strictly(GB18030, bytes).or_else(|_| strictly(GB18030, &bytes[..bytes.len() - 1]))
}

/// Decodes without replacement; control characters mean it is not text.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(ReadError::NotText)?;
    let control =
        |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{7}');
    if text.chars().any(|c| control(c) || c == '\u{fffd}') {
        return Err(ReadError::NotText);
    }
    Ok(text.into_owned())
}

fn looks_like_html(start: &str) -> bool {
    let head: String = start
        .chars()
        .take(4000)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<body",
        "<table",
        "<div",
        "<p>",
        "<td",
        "<p ",
        "<span",
    ]
    .iter()
    .any(|tag| head.contains(tag))
}
