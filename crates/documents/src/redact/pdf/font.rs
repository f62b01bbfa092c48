//! A font of a page: how its strings are cut into codes, what each stands for, and how wide it is.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, content::Content};

use super::odd::Odd;
use crate::to_unicode::CMap;

/// One code of a string.
pub(super) struct Code {
    /// Bytes of the string that it takes.
    pub length: usize,
    /// What it stands for; `None` where nobody can tell.
    pub text: Option<String>,
    /// In thousandths of the size.
    pub width: f64,
    /// A blank of one byte, which word spacing moves.
    pub blank: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Font {
    kind: Kind,
    map: Option<CMap>,
    widths: BTreeMap<u32, f64>,
    missing: f64,
}

#[derive(Debug, Clone)]
enum Kind {
    /// One byte a code, with the text of each where no map tells.
    Simple(Vec<Option<String>>),
    /// Two bytes, numbers of glyphs.
    Glyphs,
    /// Two bytes, UTF-16.
    Wide,
    /// One or two bytes, GBK.
    Gbk,
}

impl Font {
    pub(super) fn of(doc: &Document, font: &Dictionary) -> Result<Self, Odd> {
        let map = stream(doc, font, b"ToUnicode")
            .map(|bytes| CMap::of(&bytes))
            .transpose()
            .map_err(|_| Odd::Font)?;
        let subtype = font
            .get(b"Subtype")
            .and_then(Object::as_name)
            .unwrap_or_default();
        if subtype == b"Type0" {
            return Self::composite(doc, font, map);
        }
        if subtype == b"Type3" && draws_text(doc, font) {
            return Err(Odd::Painted);
        }
        let texts = if map.is_some() {
            vec![None; 256]
        } else {
            simple_texts(doc, font)?
        };
        let scale = if subtype == b"Type3" {
            type3_scale(font)
        } else {
            1.0
        };
        let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let mut widths = BTreeMap::new();
        if let Ok(list) = font.get_deref(b"Widths", doc).and_then(Object::as_array) {
            for (code, width) in (u32::try_from(first).unwrap_or(0)..).zip(list) {
                widths.insert(code, number(doc, width) * scale);
            }
        }
        Ok(Self {
            kind: Kind::Simple(texts),
            map,
            widths,
            missing: without_widths(font),
        })
    }

    fn composite(doc: &Document, font: &Dictionary, map: Option<CMap>) -> Result<Self, Odd> {
        let encoding = font.get_deref(b"Encoding", doc).map_err(|_| Odd::Font)?;
        let kind = match encoding.as_name() {
            Ok(b"Identity-H") => Kind::Glyphs,
            Ok(b"UniGB-UCS2-H" | b"UniGB-UTF16-H" | b"UniCNS-UCS2-H" | b"UniCNS-UTF16-H") => {
                Kind::Wide
            }
            Ok(b"GBK-EUC-H" | b"GBKp-EUC-H" | b"GBK2K-H" | b"GB-EUC-H") => Kind::Gbk,
            Ok(name) if name.ends_with(b"-V") || name == b"V" => return Err(Odd::Vertical),
            // An encoding of the file's own, or one that is not known here.
            _ if vertical(doc, encoding) => return Err(Odd::Vertical),
            _ => return Err(Odd::Font),
        };
        if map
            .as_ref()
            .is_some_and(|map| map.lengths.iter().any(|length| *length != 2))
            && matches!(kind, Kind::Glyphs)
        {
            return Err(Odd::Font);
        }
        let below = font
            .get_deref(b"DescendantFonts", doc)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|font| doc.dereference(font).ok())
            .and_then(|(_, font)| font.as_dict().ok())
            .ok_or(Odd::Font)?;
        let missing = below
            .get_deref(b"DW", doc)
            .map_or(1000.0, |width| number(doc, width));
        let mut widths = BTreeMap::new();
        if let Ok(list) = below.get_deref(b"W", doc).and_then(Object::as_array) {
            composite_widths(doc, list, &mut widths);
        }
        Ok(Self {
            kind,
            map,
            widths,
            missing,
        })
    }

    /// Whether no code of it has a text that anybody can tell.
    pub(super) fn tells_nothing(&self) -> bool {
        self.map.is_none()
            && match &self.kind {
                Kind::Simple(texts) => texts.iter().all(Option::is_none),
                Kind::Glyphs => true,
                Kind::Wide | Kind::Gbk => false,
            }
    }

    /// The next code of a string that is not empty.
    pub(super) fn next(&self, string: &[u8]) -> Code {
        let (length, code) = match &self.kind {
            Kind::Simple(_) => (1, u32::from(string[0])),
            Kind::Gbk if string[0] < 0x81 || string.len() < 2 => (1, u32::from(string[0])),
            _ if string.len() < 2 => (1, u32::from(string[0])),
            _ => (2, u32::from(string[0]) << 8 | u32::from(string[1])),
        };
        let bytes = &string[..length];
        let mapped = self
            .map
            .as_ref()
            .and_then(|map| map.text(code))
            .map(str::to_string);
        let text = mapped.or_else(|| match &self.kind {
            Kind::Simple(texts) => texts[code as usize & 0xFF].clone(),
            Kind::Glyphs => None,
            Kind::Wide => Some(
                encoding_rs::UTF_16BE
                    .decode_without_bom_handling(bytes)
                    .0
                    .into_owned(),
            ),
            Kind::Gbk => Some(
                encoding_rs::GBK
                    .decode_without_bom_handling(bytes)
                    .0
                    .into_owned(),
            ),
        });
        let width = match &self.kind {
            Kind::Simple(_) | Kind::Glyphs => {
                self.widths.get(&code).copied().unwrap_or(self.missing)
            }
            Kind::Wide if code >= 0x80 => 1000.0,
            Kind::Gbk if length == 2 => 1000.0,
            Kind::Wide | Kind::Gbk => 500.0,
        };
        Code {
            length,
            text: text.filter(|text| !text.contains('\u{FFFD}')),
            width,
            blank: length == 1 && code == 32,
        }
    }
}

/// One of the fourteen fonts that need no widths; of the others than Courier the commonest width stands for all.
fn without_widths(font: &Dictionary) -> f64 {
    let name = font
        .get(b"BaseFont")
        .and_then(Object::as_name)
        .unwrap_or_default();
    if name.starts_with(b"Courier") {
        600.0
    } else {
        556.0
    }
}

/// A stream of a dictionary, unpacked.
pub(super) fn stream(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    let stream = dict.get_deref(key, doc).ok()?.as_stream().ok()?;
    stream.get_plain_content_with_limit(super::MOST).ok()
}

pub(super) fn number(doc: &Document, object: &Object) -> f64 {
    doc.dereference(object)
        .ok()
        .and_then(|(_, object)| object.as_float().ok())
        .map_or(0.0, f64::from)
}

/// Whether the codes of a simple font are its own where no `Differences` say otherwise: it brings its glyphs along and names no
/// encoding, or it is made of signs.
fn of_its_own(doc: &Document, font: &Dictionary) -> bool {
    const NONSYMBOLIC: i64 = 32;
    let name = font
        .get(b"BaseFont")
        .and_then(Object::as_name)
        .unwrap_or_default();
    let encoding = font.get_deref(b"Encoding", doc).ok();
    let signs = [&b"Symbol"[..], b"ZapfDingbats"]
        .iter()
        .any(|signs| name.ends_with(signs));
    if signs {
        return true;
    }
    let brought = font
        .get_deref(b"FontDescriptor", doc)
        .and_then(Object::as_dict)
        .ok()
        .filter(|described| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                .iter()
                .any(|file| described.has(file))
        });
    let Some(described) = brought else {
        return false;
    };
    let plain = described
        .get(b"Flags")
        .and_then(Object::as_i64)
        .is_ok_and(|flags| flags & NONSYMBOLIC != 0);
    let named = encoding.is_some_and(|encoding| match encoding {
        Object::Dictionary(dict) => dict.has(b"BaseEncoding"),
        encoding => encoding.as_name().is_ok(),
    });
    !(named || plain)
}

/// Whether a character map of the file's own writes from top to bottom, or rests on one that does.
fn vertical(doc: &Document, encoding: &Object) -> bool {
    let Ok(map) = encoding.as_stream() else {
        return false;
    };
    let mode = map.dict.get(b"WMode").and_then(Object::as_i64);
    let rests_on = map
        .dict
        .get_deref(b"UseCMap", doc)
        .and_then(Object::as_name);
    mode.is_ok_and(|mode| mode == 1)
        || rests_on.is_ok_and(|name| name.ends_with(b"-V") || name == b"V")
}

/// Whether a glyph of a Type 3 font is drawn with text of another font.
fn draws_text(doc: &Document, font: &Dictionary) -> bool {
    let glyphs = font
        .get_deref(b"CharProcs", doc)
        .and_then(Object::as_dict)
        .ok();
    let mut streams = glyphs
        .into_iter()
        .flatten()
        .filter_map(|(_, glyph)| doc.dereference(glyph).ok()?.1.as_stream().ok());
    streams.any(|glyph| {
        let content = glyph.get_plain_content_with_limit(super::MOST);
        content
            .and_then(|content| Content::decode(&content))
            .map_or(true, |content| {
                content
                    .operations
                    .iter()
                    .any(|one| ["BT", "Do"].contains(&one.operator.as_str()))
            })
    })
}

/// The texts of the 256 codes of a simple font, by its encoding; `None` for a glyph whose name says nothing.
fn simple_texts(doc: &Document, font: &Dictionary) -> Result<Vec<Option<String>>, Odd> {
    let encoding = font.get_deref(b"Encoding", doc).ok();
    let (base, changes) = match encoding {
        Some(Object::Dictionary(dict)) => (
            dict.get_deref(b"BaseEncoding", doc).ok(),
            dict.get_deref(b"Differences", doc)
                .and_then(Object::as_array)
                .ok(),
        ),
        named => (named, None),
    };
    let base = match base.map(Object::as_name) {
        None => b"StandardEncoding".to_vec(),
        Some(Ok(name)) if KNOWN.contains(&name) => name.to_vec(),
        Some(_) => return Err(Odd::Font),
    };
    let plain = with_encoding(Object::Name(base));
    let own = of_its_own(doc, font);
    let mut texts: Vec<Option<String>> = (0..=255)
        .map(|code| text_in(doc, &plain, code).filter(|_| !own))
        .collect();
    let mut code = 0;
    for change in changes.into_iter().flatten() {
        match doc.dereference(change)?.1 {
            Object::Integer(next) => code = usize::try_from(*next).unwrap_or(texts.len()),
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = glyph(doc, name);
                }
                code += 1;
            }
            _ => return Err(Odd::Font),
        }
    }
    Ok(texts)
}

/// Encodings of simple fonts.
const KNOWN: [&[u8]; 4] = [
    b"StandardEncoding",
    b"MacRomanEncoding",
    b"MacExpertEncoding",
    b"WinAnsiEncoding",
];

fn with_encoding(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

fn text_in(doc: &Document, font: &Dictionary, code: u8) -> Option<String> {
    let encoding = font.get_font_encoding_with_limit(doc, super::MOST).ok()?;
    let text = encoding.bytes_to_string(&[code]).ok();
    text.filter(|text| !text.is_empty())
}

/// The text of a glyph by its name: one of Adobe's list, or `uni738B`, `u1F600`.
fn glyph(doc: &Document, name: &[u8]) -> Option<String> {
    let written = std::str::from_utf8(name).ok()?;
    let number = (written.strip_prefix("uni").filter(|hex| hex.len() == 4)).or_else(|| {
        written
            .strip_prefix('u')
            .filter(|hex| (4..=6).contains(&hex.len()))
    });
    if let Some(c) = number
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32)
    {
        return Some(c.to_string());
    }
    // A code that stands for nothing by itself: what it stands for now, the name says; an unknown name leaves it so.
    const NOTHING: u8 = 1;
    let mut encoding = Dictionary::new();
    let changes = vec![Object::Integer(NOTHING.into()), Object::Name(name.to_vec())];
    encoding.set("Differences", Object::Array(changes));
    text_in(doc, &with_encoding(Object::Dictionary(encoding)), NOTHING)
}

fn type3_scale(font: &Dictionary) -> f64 {
    font.get(b"FontMatrix")
        .and_then(Object::as_array)
        .ok()
        .and_then(|matrix| matrix.first()?.as_float().ok())
        .map_or(1.0, |scale| f64::from(scale) * 1000.0)
}

/// `c [w w …]` and `first last w`, in any order.
fn composite_widths(doc: &Document, list: &[Object], widths: &mut BTreeMap<u32, f64>) {
    let mut at = 0;
    while at + 1 < list.len() {
        let first = number(doc, &list[at]) as u32;
        match doc.dereference(&list[at + 1]) {
            Ok((_, Object::Array(each))) => {
                for (code, width) in (first..).zip(each) {
                    widths.insert(code, number(doc, width));
                }
                at += 2;
            }
            _ if at + 2 < list.len() => {
                let last = (number(doc, &list[at + 1]) as u32).min(first.saturating_add(65_536));
                let width = number(doc, &list[at + 2]);
                for code in first..=last {
                    widths.insert(code, width);
                }
                at += 3;
            }
            _ => return,
        }
    }
}
