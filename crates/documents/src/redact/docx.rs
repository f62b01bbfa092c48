//! DOCX: the document as a reader sees it, with its tracked changes accepted. What he does not see goes: comments, hidden
//! text, properties, attached files, data behind fields; what he sees is masked in every part.

mod parts;
mod seen;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Hidden, Notice, Order, RedactError, Redacted,
    notice::LeftOut,
    xml::{self, damaged},
};
use crate::{
    packed::Packed,
    picture::{self, Damaged},
};
use parts::Part;

const PICTURES: &str = "word/media/";
/// Unpacked, together.
const UNPACKED: u64 = 256 * 1024 * 1024;

pub(super) fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    order.without_pages("Word")?;
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut counts = order.counts();
    let mut left_out = LeftOut::default();
    let mut pictures = 0;
    let names = packed.names().to_vec();
    let kinds: Vec<Part> = names.iter().map(|name| parts::kind(name)).collect();
    let gone: Vec<&str> = names
        .iter()
        .zip(&kinds)
        .filter(|(_, kind)| matches!(kind, Part::Gone(_)))
        .map(|(name, _)| name.as_str())
        .collect();
    let styles = match packed.part("word/styles.xml")? {
        Some(styles) => seen::hidden_styles(&xml::text(styles)?)?,
        None => Vec::new(),
    };
    for (place, (name, kind)) in names.iter().zip(&kinds).enumerate() {
        if name.ends_with('/') {
            continue;
        }
        let content = packed.content(place)?;
        let content = match kind {
            Part::Gone(what) => {
                let number = parts::found(name, &content, order, &mut counts);
                left_out.add(*what, number);
                continue;
            }
            Part::Picture => {
                pictures += usize::from(name.starts_with(PICTURES));
                plain_picture(content, &mut left_out)?
            }
            Part::Face => content,
            Part::Text => {
                let text = xml::text(content)?;
                // A phrase that stands only in what goes was found too, and one that stood there before the changes goes.
                let text = xml::masked(&text, order, &mut counts)?;
                let seen = match name.as_str() {
                    "[Content_Types].xml" => parts::without_types(&text, &gone)?,
                    name if name.ends_with(".rels") => {
                        parts::without_relations(name, &text, &gone)?
                    }
                    name if name.starts_with("word/") => seen::only(&text, &styles, &mut left_out)?,
                    _ => text,
                };
                xml::masked(&seen, order, &mut order.counts())?.into_bytes()
            }
        };
        out.start_file(name, options).map_err(damaged)?;
        out.write_all(&content).map_err(damaged)?;
    }
    let mut notices = Vec::new();
    notices.extend((pictures > 0).then_some(Notice::Pictures(pictures)));
    notices.extend(left_out.notices());
    Ok(Redacted {
        bytes: out.finish().map_err(damaged)?.into_inner(),
        ending: "docx".into(),
        counts,
        notices,
    })
}

/// A picture without what it says beside itself.
fn plain_picture(content: Vec<u8>, left_out: &mut LeftOut) -> Result<Vec<u8>, RedactError> {
    match picture::cleaned(&content) {
        Ok(Some(made)) => {
            left_out.add(Hidden::PictureData, made.found.blocks);
            Ok(made.bytes)
        }
        Ok(None) => Ok(content),
        Err(Damaged) => Err(RedactError::Damaged("图片不完整".into())),
    }
}
