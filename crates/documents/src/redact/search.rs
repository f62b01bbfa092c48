//! The last look: what was withheld, searched for in all bytes of the result.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Order, RedactError, Redacted, pdf, phrase::Phrase, xml};

/// Fails where a phrase withheld from the whole document is still in the file, in any part and any usual encoding.
pub(super) fn nothing_remains(made: &Redacted, order: &Order<'_>) -> Result<(), RedactError> {
    match made.ending.as_ref() {
        "docx" => package(&made.bytes, order),
        "xlsx" => {
            // Sheets have pages of their own; parts are searched for what is withheld everywhere.
            package(&made.bytes, order)
        }
        "pdf" => {
            let pages = pdf::read(&made.bytes)?;
            let text: String = pages.iter().map(|page| page.text.as_str()).collect();
            for (_, phrase) in order.phrases(None) {
                if phrase.is_in(&text) {
                    return Err(remains(phrase, "pdf"));
                }
            }
            raw(&made.bytes, "pdf", order)
        }
        _ => {
            let text = String::from_utf8_lossy(&made.bytes);
            for (_, phrase) in order.phrases(None) {
                if phrase.is_in(&text) {
                    return Err(remains(phrase, &made.ending));
                }
            }
            Ok(())
        }
    }
}

fn package(bytes: &[u8], order: &Order<'_>) -> Result<(), RedactError> {
    let damaged = |error: &dyn std::fmt::Display| RedactError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| damaged(&error))?;
        let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
        for (_, phrase) in order.phrases(None).filter(|(_, phrase)| phrase.telling()) {
            if phrase.is_in(&name) {
                return Err(remains(phrase, &name));
            }
        }
        let mut content = Vec::new();
        entry
            .read_to_end(&mut content)
            .map_err(|error| damaged(&error))?;
        let readable = [".xml", ".rels", ".vml"]
            .iter()
            .any(|end| name.ends_with(end));
        if readable && let Some(phrase) = xml::holds(&String::from_utf8_lossy(&content), order)? {
            return Err(RedactError::Remains {
                phrase,
                place: name,
            });
        }
        raw(&content, &name, order)?;
    }
    Ok(())
}

/// Byte by byte, for what cannot stand there by chance.
fn raw(content: &[u8], place: &str, order: &Order<'_>) -> Result<(), RedactError> {
    for (_, phrase) in order.phrases(None).filter(|(_, phrase)| phrase.telling()) {
        let (gb, _, _) = encoding_rs::GB18030.encode(&phrase.text);
        let little: Vec<u8> = phrase
            .text
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = phrase
            .text
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for sought in [phrase.text.as_bytes(), gb.as_ref(), &little, &big] {
            // Two or three bytes may stand by chance in a picture.
            if sought.len() >= 6 && content.windows(sought.len()).any(|window| window == sought) {
                return Err(remains(phrase, place));
            }
        }
    }
    Ok(())
}

fn remains(phrase: &Phrase, place: &str) -> RedactError {
    RedactError::Remains {
        phrase: phrase.text.clone(),
        place: place.into(),
    }
}
