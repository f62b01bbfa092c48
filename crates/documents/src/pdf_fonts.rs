//! Whether the fonts of a PDF stay countable: a few bytes can say that a font has billions of codes, and whoever reads its text counts
//! them out, one by one. Asked before any reader of text sees the file.

use std::{io::Read, panic::catch_unwind};

use flate2::read::ZlibDecoder;
use lopdf::{DecompressError, Dictionary, Document, Error, Object};

use crate::to_unicode::{CMap, MOST};

/// What the map of one font may unpack to, in bytes. A map of 65,536 codes takes some two million.
const LARGEST: usize = 16 * 1024 * 1024;
/// Dictionaries within dictionaries: page, resources, fonts, font.
const DEEPEST: usize = 8;

/// Begins every map, near its first byte.
const MARK: &[u8] = b"begincmap";
/// How far the mark is looked for in what a stream unpacks to.
const HEAD: usize = 4096;

/// Whether no map and no table of widths names more codes than a font can have.
///
/// Asked of the objects as one reader finds them, and of every stream that lies in the bytes: of a file whose list of objects is
/// broken, each reader makes out other objects.
pub(crate) fn countable(bytes: &[u8]) -> bool {
    streams(bytes).all(lying_within) && objects_within(bytes)
}

/// What follows each `stream`, up to the end of the file: lengths are not believed.
fn streams(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    const BEGIN: &[u8] = b"stream";
    memmem(bytes, BEGIN)
        .filter(|at| !bytes[..*at].ends_with(b"end"))
        .map(|at| bytes[at + BEGIN.len()..].trim_ascii_start())
}

/// A map among the streams, plain or deflated.
fn lying_within(stream: &[u8]) -> bool {
    let head = &stream[..stream.len().min(HEAD)];
    if memmem(head, MARK).next().is_some() {
        let end = memmem(stream, b"endstream").next().unwrap_or(stream.len());
        return source_within(&stream[..end]);
    }
    let unpacked = |most: usize| {
        let mut out = Vec::new();
        // What was unpacked before the damage counts.
        let _ = ZlibDecoder::new(stream)
            .take(most as u64)
            .read_to_end(&mut out);
        out
    };
    if memmem(&unpacked(HEAD), MARK).next().is_none() {
        return true;
    }
    let source = unpacked(LARGEST);
    source.len() < LARGEST && source_within(&source)
}

/// The places of a word.
fn memmem<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(word.len()).enumerate();
    windows.filter(move |(_, it)| *it == word).map(|(at, _)| at)
}

/// What cannot be opened here has no objects: the reader of text says itself what is the matter with it.
fn objects_within(bytes: &[u8]) -> bool {
    let checked = catch_unwind(|| {
        let Ok(doc) = Document::load_mem(bytes) else {
            return true;
        };
        doc.objects
            .values()
            .all(|object| all_within(&doc, object, DEEPEST))
    });
    checked.unwrap_or(true)
}

fn all_within(doc: &Document, object: &Object, depth: usize) -> bool {
    let Some(deeper) = depth.checked_sub(1) else {
        return true;
    };
    let dict = match object {
        Object::Dictionary(dict) => dict,
        // A form carries its fonts with it.
        Object::Stream(stream) => &stream.dict,
        Object::Array(list) => return list.iter().all(|it| all_within(doc, it, deeper)),
        _ => return true,
    };
    map_within(doc, dict)
        && widths_within(doc, dict)
        && dict.iter().all(|(_, it)| all_within(doc, it, deeper))
}

fn map_within(doc: &Document, font: &Dictionary) -> bool {
    let Ok(map) = font
        .get_deref(b"ToUnicode", doc)
        .and_then(Object::as_stream)
    else {
        return true;
    };
    match map.get_plain_content_with_limit(LARGEST) {
        Ok(source) => source_within(&source),
        // Damaged is not large: the reader passes it over or says so.
        Err(error) => !matches!(
            error,
            Error::Decompress(DecompressError::MemoryLimitExceeded { .. })
        ),
    }
}

/// Readers differ in whether a remark in a map is one: counted both ways.
fn source_within(source: &[u8]) -> bool {
    let without_marks = || -> Vec<u8> {
        let plain = source.iter().map(|byte| match byte {
            b'%' => b' ',
            byte => *byte,
        });
        plain.collect()
    };
    CMap::of(source).is_ok() && (!source.contains(&b'%') || CMap::of(&without_marks()).is_ok())
}

/// `/W` of a composite font: `first last width`, or `first [width …]`.
fn widths_within(doc: &Document, font: &Dictionary) -> bool {
    let Ok(list) = font.get_deref(b"W", doc).and_then(Object::as_array) else {
        return true;
    };
    let number = |at: usize| match doc.dereference(list.get(at)?).ok()?.1 {
        Object::Array(_) => None,
        number => number.as_float().ok(),
    };
    let (mut at, mut left) = (0, MOST as f32);
    while at + 1 < list.len() {
        at += match (number(at), number(at + 1)) {
            (Some(first), Some(last)) => {
                left -= (last - first).max(0.0);
                3
            }
            _ => 2,
        };
        if left < 0.0 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};
    use lopdf::{Stream, dictionary};

    use super::*;

    fn with(font: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
        let mut doc = Document::with_version("1.7");
        let font = font(&mut doc);
        let page = dictionary! { "Type" => "Page",
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } } };
        let page = doc.add_object(page);
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        let pages = doc.add_object(pages);
        let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        doc.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        doc.save_to(&mut bytes).unwrap();
        bytes
    }

    fn mapped(map: &str) -> Vec<u8> {
        with(|doc| {
            let map = Stream::new(dictionary! {}, map.as_bytes().to_vec());
            dictionary! { "Type" => "Font", "ToUnicode" => doc.add_object(map) }
        })
    }

    #[test]
    fn a_map_of_every_code_is_countable() {
        let map = "1 beginbfrange <0000> <FFFF> <0000> endbfrange";
        assert!(countable(&mapped(map)));
    }

    #[test]
    fn a_map_of_billions_is_not() {
        let billions = "1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange";
        assert!(!countable(&mapped(billions)));
        assert!(!countable(&mapped(&format!("% {billions}"))));
    }

    /// Found by bytes that almost are a PDF: an object that one reader finds and the other does not.
    #[test]
    fn a_map_is_found_without_a_list_of_objects() {
        let billions = "begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange";
        let lost = |stream: &[u8]| {
            let mut file = b"%PDF-1.7\n7 0 obj <</Length 9>> stream\r\n".to_vec();
            file.extend(stream);
            file.extend(b"\nendstream");
            file
        };
        assert!(!countable(&lost(billions.as_bytes())));
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(billions.as_bytes()).unwrap();
        assert!(!countable(&lost(&packed.finish().unwrap())));
    }

    #[test]
    fn many_ranges_are_counted_together() {
        let ranges = "<0000> <FFFF> <0000> ".repeat(60_000);
        assert!(!countable(&mapped(&format!(
            "beginbfrange {ranges} endbfrange"
        ))));
    }

    #[test]
    fn widths_are_counted_too() {
        let widths = |last: i64, times| {
            let one = || [Object::from(0), last.into(), 500.into()];
            let all: Vec<Object> = (0..times).flat_map(|_| one()).collect();
            with(|_| dictionary! { "Type" => "Font", "W" => all })
        };
        assert!(countable(&widths(65_535, 1)));
        assert!(!countable(&widths(4_000_000_000, 1)));
        assert!(!countable(&widths(65_535, 5)));
    }
}
