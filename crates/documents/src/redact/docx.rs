//! DOCX: every part of the package, so that nothing stays behind in a header, a comment or a property.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Notice, Order, RedactError, Redacted, xml};

/// Parts that are pictures or faces, kept as they are.
const KEPT: [&str; 13] = [
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "odttf", "ttf", "otf", "wdp",
];
const PICTURES: &str = "word/media/";

/// Unpacked, together.
const UNPACKED: u64 = 512 * 1024 * 1024;

pub(super) fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    order.without_pages("Word")?;
    let damaged = |error: &dyn std::fmt::Display| RedactError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut counts = order.counts();
    let (mut pictures, mut remarks) = (0, false);
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| damaged(&error))?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
        let mut content = Vec::new();
        (&mut entry)
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|error| damaged(&error))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(RedactError::TooLarge)?;
        let ending = name
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        // A small picture of the first page, which shows what is withheld.
        if name.starts_with("docProps/thumbnail") {
            continue;
        }
        let content = match ending.as_str() {
            "xml" | "rels" | "vml" => {
                let text = std::str::from_utf8(&content)
                    .map_err(|error| damaged(&error))?
                    .trim_start_matches('\u{FEFF}');
                remarks |= name.starts_with("word/comments")
                    || (name == "word/document.xml"
                        && ["<w:ins ", "<w:del ", "<w:moveFrom "]
                            .iter()
                            .any(|mark| text.contains(mark)));
                part(&name, text, order, &mut counts)?.into_bytes()
            }
            ending if KEPT.contains(&ending) => {
                pictures += usize::from(name.starts_with(PICTURES));
                content
            }
            _ => return Err(RedactError::Embedded(name)),
        };
        out.start_file(name, options)
            .map_err(|error| damaged(&error))?;
        out.write_all(&content).map_err(|error| damaged(&error))?;
    }
    let mut notices = Vec::new();
    if pictures > 0 {
        notices.push(Notice::Pictures(pictures));
    }
    if remarks {
        notices.push(Notice::Remarks);
    }
    Ok(Redacted {
        bytes: out.finish().map_err(|error| damaged(&error))?.into_inner(),
        ending: "docx",
        counts,
        notices,
    })
}

/// Properties of the file go whole: who wrote it, for whom, from which template.
fn part(
    name: &str,
    text: &str,
    order: &Order<'_>,
    counts: &mut [usize],
) -> Result<String, RedactError> {
    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let empty = match name {
        "docProps/core.xml" => {
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#
        }
        "docProps/app.xml" => {
            r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#
        }
        "docProps/custom.xml" => {
            r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#
        }
        _ => {
            let masked = xml::masked(text, order, counts)?;
            return Ok(if name == "_rels/.rels" {
                without_thumbnail(&masked)
            } else {
                masked
            });
        }
    };
    // What was in the properties counts as found.
    xml::masked(text, order, counts)?;
    Ok(format!("{DECLARATION}{empty}"))
}

fn without_thumbnail(rels: &str) -> String {
    let mut kept = String::new();
    let mut rest = rels;
    while let Some(start) = rest.find("<Relationship ") {
        let end = rest[start..]
            .find("/>")
            .map_or(rest.len(), |end| start + end + 2);
        let element = &rest[start..end];
        kept.push_str(&rest[..start]);
        if !element.contains("metadata/thumbnail") {
            kept.push_str(element);
        }
        rest = &rest[end..];
    }
    kept + rest
}
