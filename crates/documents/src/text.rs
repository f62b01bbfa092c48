//! All text of a file, seen or not, each piece with its place: for the search, and for a scan of what must not go out.
//!
//! Places are in English words that formats.md fixes: `sheet 名单 B2`, `sheet 名单 hidden column C`, `comment 2`, `page 3`,
//! `exif GPS`, `property creator`, `file name`.

mod ofd;
mod office;
mod paper;
mod workbook;

use serde::{Deserialize, Serialize};

use crate::{packed::Packed, picture, upload};

/// Unpacked, all parts together.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// Archives inside archives.
const DEPTH: u8 = 2;

/// A piece of text; what stands behind a start, in bytes, has the place beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub places: Vec<(usize, String)>,
    /// Whether a reader of the file sees it.
    pub seen: bool,
}

impl Piece {
    /// A piece that stands in one place.
    pub(crate) fn at(place: impl Into<String>, text: impl Into<String>, seen: bool) -> Self {
        Self {
            text: text.into(),
            places: vec![(0, place.into())],
            seen,
        }
    }

    /// Adds a text with its own place, behind a blank.
    pub(crate) fn push(&mut self, place: String, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\t');
        }
        self.places.push((self.text.len(), place));
        self.text.push_str(text);
    }

    /// The place of a byte.
    #[must_use]
    pub fn place(&self, byte: usize) -> &str {
        self.places
            .iter()
            .rev()
            .find(|(start, _)| *start <= byte)
            .map_or("", |(_, place)| place)
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Extract {
    pub pieces: Vec<Piece>,
    /// Parts that could not be read, or are pictures.
    pub unread: Vec<String>,
    /// A picture says where on earth it was made.
    pub located: bool,
}

impl Extract {
    /// What a reader sees, as one text.
    #[must_use]
    pub fn seen(&self) -> String {
        let seen: Vec<&str> = self
            .pieces
            .iter()
            .filter(|piece| piece.seen)
            .map(|piece| piece.text.as_str())
            .collect();
        seen.join("\n")
    }

    fn unread(part: impl Into<String>) -> Self {
        Self {
            unread: vec![part.into()],
            ..Self::default()
        }
    }
}

/// Everything that a file says. What cannot be read is named, and is no error.
#[must_use]
pub fn of(name: &str, bytes: &[u8]) -> Extract {
    let mut all = within(name, bytes, DEPTH);
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    all.pieces.insert(0, Piece::at("file name", base, true));
    all
}

fn within(name: &str, bytes: &[u8], depth: u8) -> Extract {
    if let Some(extract) = pictured(bytes) {
        return extract;
    }
    if bytes.starts_with(b"%PDF-") {
        return paper::pdf(bytes);
    }
    if bytes.starts_with(b"PK") {
        return match Packed::open(bytes, UNPACKED) {
            Ok(packed) => package(packed, bytes, depth),
            Err(fault) => Extract::unread(format!("package ({fault})")),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return workbook::old(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Extract::unread("RTF document");
    }
    match crate::redact::decoded(bytes) {
        Ok(text) if is_markup(name, &text) => paper::html(&text),
        Ok(text) => Extract {
            pieces: vec![Piece::at("text", text, true)],
            ..Extract::default()
        },
        Err(_) => Extract::unread("contents of an unknown kind"),
    }
}

/// A picture: what it says beside itself, and that nobody read the picture.
fn pictured(bytes: &[u8]) -> Option<Extract> {
    if picture::is_heic(bytes) {
        return Some(Extract::unread("picture (HEIC)"));
    }
    match picture::cleaned(bytes) {
        Ok(None) => None,
        Ok(Some(made)) => Some(Extract {
            located: made.found.place,
            pieces: paper::printable(bytes)
                .into_iter()
                .filter(|text| {
                    !made
                        .bytes
                        .windows(text.len())
                        .any(|it| it == text.as_bytes())
                })
                .map(|text| Piece::at("exif", text, false))
                .collect(),
            unread: vec!["picture".into()],
        }),
        Err(picture::Damaged) => Some(Extract::unread("picture (damaged)")),
    }
}

fn package(mut packed: Packed<'_>, bytes: &[u8], depth: u8) -> Extract {
    let has = |packed: &Packed<'_>, start: &str| {
        packed.names().iter().any(|name| name.starts_with(start))
    };
    if has(&packed, "xl/") {
        workbook::xlsx(packed)
    } else if has(&packed, "word/") || has(&packed, "ppt/") {
        office::text(packed)
    } else if has(&packed, "OFD.xml") {
        ofd::text(packed)
    } else if has(&packed, "content.xml") && has(&packed, "mimetype") {
        office::open_document(packed)
    } else if depth == 0 || upload::is_encrypted(bytes) {
        Extract::unread("archive")
    } else {
        archive(&mut packed, depth)
    }
}

fn archive(packed: &mut Packed<'_>, depth: u8) -> Extract {
    let mut all = Extract::default();
    for (place, name) in packed.names().to_vec().iter().enumerate() {
        if name.ends_with('/') {
            continue;
        }
        let Ok(content) = packed.content(place) else {
            all.unread.push(name.clone());
            continue;
        };
        let inner = within(name, &content, depth - 1);
        all.pieces
            .push(Piece::at(format!("{name} > file name"), name, true));
        all.pieces.extend(inner.pieces.into_iter().map(|mut piece| {
            for (_, place) in &mut piece.places {
                *place = format!("{name} > {place}");
            }
            piece
        }));
        let unread = inner.unread.into_iter();
        all.unread
            .extend(unread.map(|part| format!("{name} > {part}")));
        all.located |= inner.located;
    }
    all
}

fn is_markup(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".xml", ".svg"]
        .iter()
        .any(|ending| name.ends_with(ending))
        || text
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("<!doctype")
        || text.trim_start().to_ascii_lowercase().starts_with("<html")
}
