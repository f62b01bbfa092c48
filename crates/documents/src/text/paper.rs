//! Text of pages: PDF and web pages, and the readable bytes of anything.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scraper::{Html, Node};

use super::{Extract, Piece};
use crate::pdf_fonts;

/// Shorter runs of readable bytes are chance.
const SHORTEST: usize = 4;

/// The pages, the properties, and what is attached.
pub(super) fn pdf(bytes: &[u8]) -> Extract {
    if !pdf_fonts::countable(bytes) {
        return Extract::unread("PDF document");
    }
    let options = unpdf::ParseOptions::new()
        .sequential()
        .with_resources(false)
        .with_ocr_suppression(false);
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        unpdf::parse_bytes_with_options(bytes, options)
    }));
    let Ok(Ok(document)) = parsed else {
        return Extract::unread("PDF document");
    };
    let mut all = Extract::default();
    for page in &document.pages {
        let text = page.plain_text();
        let place = format!("page {}", page.number);
        if text.trim().is_empty() || page.suppressed_text_runs > 0 {
            all.unread.push(format!("{place} (no text)"));
        }
        all.pieces.push(Piece::at(place, text, true));
    }
    for text in literals(bytes) {
        all.pieces.push(Piece::at("property", text, false));
    }
    let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|it| it == mark);
    if holds(b"/EmbeddedFile") || holds(b"/Filespec") {
        all.unread.push("attachment".into());
    }
    all
}

/// Strings that stand uncompressed in a PDF: properties, bookmarks, notes.
fn literals(bytes: &[u8]) -> Vec<String> {
    const KEYS: [&[u8]; 8] = [
        b"/Author",
        b"/Title",
        b"/Subject",
        b"/Keywords",
        b"/Contents",
        b"/Creator",
        b"/T",
        b"/V",
    ];
    let mut found = Vec::new();
    for (at, window) in bytes.windows(2).enumerate() {
        if window[0] != b'/' {
            continue;
        }
        let Some(key) = KEYS.iter().find(|key| bytes[at..].starts_with(key)) else {
            continue;
        };
        let rest = bytes[at + key.len()..].trim_ascii_start();
        found.extend(string(&rest[..rest.len().min(4_096)]));
    }
    found
}

/// A string in brackets or in hexadecimal, in UTF-16 where it says so.
fn string(bytes: &[u8]) -> Option<String> {
    let raw: Vec<u8> = match bytes.first()? {
        b'(' => {
            let end = bytes.iter().position(|byte| *byte == b')')?;
            bytes[1..end].to_vec()
        }
        b'<' if bytes.get(1) != Some(&b'<') => {
            let end = bytes.iter().position(|byte| *byte == b'>')?;
            let digits: Vec<u8> = bytes[1..end]
                .iter()
                .filter_map(|byte| char::from(*byte).to_digit(16))
                .map(|digit| digit as u8)
                .collect();
            digits
                .chunks_exact(2)
                .map(|pair| pair[0] << 4 | pair[1])
                .collect()
        }
        _ => return None,
    };
    match raw.strip_prefix(b"\xFE\xFF") {
        Some(wide) => Some(
            encoding_rs::UTF_16BE
                .decode_without_bom_handling(wide)
                .0
                .into_owned(),
        ),
        None => String::from_utf8(raw).ok(),
    }
}

/// Text, remarks, and attributes that hold words.
pub(super) fn html(text: &str) -> Extract {
    let page = Html::parse_document(text);
    let mut all = Extract::default();
    let mut seen = String::new();
    let mut remarks = 0;
    for node in page.tree.root().descendants() {
        match node.value() {
            Node::Text(words) => {
                let within = node.parent().and_then(|parent| match parent.value() {
                    Node::Element(element) => Some(element.name().to_string()),
                    _ => None,
                });
                match within.as_deref() {
                    Some("script" | "style" | "template" | "noscript") => {
                        all.pieces
                            .push(Piece::at("script", words.to_string(), false));
                    }
                    _ => {
                        seen.push_str(words);
                        seen.push('\n');
                    }
                }
            }
            Node::Comment(words) => {
                remarks += 1;
                let place = format!("comment {remarks}");
                all.pieces.push(Piece::at(place, words.to_string(), false));
            }
            Node::Element(element) => {
                for (key, value) in element.attrs() {
                    if ["alt", "title", "content", "value", "href"].contains(&key) {
                        let place = format!("attribute {key}");
                        all.pieces.push(Piece::at(place, value, false));
                    }
                }
            }
            _ => {}
        }
    }
    all.pieces.insert(0, Piece::at("text", seen, true));
    all
}

/// Runs of readable characters: what a picture says of its author in plain words.
pub(super) fn printable(bytes: &[u8]) -> Vec<String> {
    // Words stand before and behind the picture itself.
    let ends = [
        &bytes[..bytes.len().min(64 * 1024)],
        &bytes[bytes.len().saturating_sub(64 * 1024)..],
    ];
    let mut found: Vec<String> = Vec::new();
    for part in ends {
        for run in String::from_utf8_lossy(part).split(|c: char| c.is_control() || c == '\u{FFFD}')
        {
            let words = run.chars().filter(|c| c.is_alphanumeric()).count();
            if words >= SHORTEST && !found.iter().any(|it| it == run) {
                found.push(run.to_string());
            }
        }
    }
    found
}
