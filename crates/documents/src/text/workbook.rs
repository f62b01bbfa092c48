//! Text of workbooks: a row a line, each cell with its place, hidden or not.

use std::io::Cursor;

use calamine::Reader as _;

use super::{Extract, Piece};
use crate::{
    packed::Packed,
    redact::xlsx::{Hiding, cells},
};

/// XLSX: sheets, names, comments, properties, and every other part that holds words.
pub(super) fn xlsx(mut packed: Packed<'_>) -> Extract {
    let mut all = Extract::default();
    let sheets = match cells(&mut packed) {
        Ok(sheets) => sheets,
        Err(error) => return Extract::unread(format!("workbook ({error})")),
    };
    for sheet in sheets {
        let name = &sheet.name;
        for row in sheet.rows {
            let mut line = Piece {
                seen: sheet.visible,
                ..Piece::default()
            };
            for cell in row {
                let letters: String = cell
                    .reference
                    .chars()
                    .filter(char::is_ascii_alphabetic)
                    .collect();
                let number: String = cell
                    .reference
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect();
                let place = match (sheet.visible, cell.hiding) {
                    (false, _) => format!("hidden sheet {name} {}", cell.reference),
                    (true, None) => format!("sheet {name} {}", cell.reference),
                    (true, Some(Hiding::Column)) => format!("sheet {name} hidden column {letters}"),
                    (true, Some(Hiding::Row)) => format!("sheet {name} hidden row {number}"),
                    (true, Some(Hiding::Cell)) => {
                        format!("sheet {name} hidden cell {}", cell.reference)
                    }
                };
                line.push(place, &cell.text);
            }
            all.pieces.push(line);
        }
    }
    for (at, name) in packed.names().to_vec().iter().enumerate() {
        let sheet = name.starts_with("xl/worksheets/sheet") || name == "xl/sharedStrings.xml";
        let base = name.rsplit('/').next().unwrap_or(name);
        if name.ends_with(".bin") && name.contains("/embeddings/") {
            all.unread.push(format!("attachment {name}"));
        }
        if sheet
            || !name.ends_with(".xml")
            || ["styles.xml", "theme1.xml", "[Content_Types].xml"].contains(&base)
        {
            continue;
        }
        let place = match name.as_str() {
            _ if name.contains("omments") => "comment",
            "xl/workbook.xml" => "names of the workbook",
            _ if name.starts_with("docProps/") => "property",
            _ if name.contains("/pivotCache/") => "pivot cache",
            _ if name.contains("/externalLinks/") => "link to another file",
            _ if name.contains("/drawings/") => "drawing",
            _ if name.contains("/charts/") => "chart",
            _ => "other part",
        };
        let content = packed.content(at).unwrap_or_default();
        let text = words(&String::from_utf8_lossy(&content));
        for (number, text) in (1..).zip(text) {
            let place = match place {
                "comment" => format!("comment {number}"),
                place => place.to_string(),
            };
            all.pieces.push(Piece::at(place, text, false));
        }
    }
    all
}

/// Texts and attributes with words in them; those of one comment, shape or item together.
fn words(xml: &str) -> Vec<String> {
    use quick_xml::{Reader, events::Event};
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut all = vec![String::new()];
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if ["comment", "threadedComment"].contains(&tag.local_name().as_ref())
                    && all.last().is_some_and(|last| !last.trim().is_empty())
                {
                    all.push(String::new());
                }
                for attribute in tag.attributes().flatten() {
                    let value = attribute.value.to_string();
                    let telling = !value.is_ascii()
                        || value.chars().filter(char::is_ascii_digit).count() >= 11;
                    if telling && let Some(last) = all.last_mut() {
                        last.push('\n');
                        last.push_str(&value);
                    }
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(last) = all.last_mut() {
                    last.push_str(&text);
                }
            }
            Ok(Event::End(tag))
                if ["p", "t", "definedName", "s"].contains(&tag.local_name().as_ref()) =>
            {
                if let Some(last) = all.last_mut() {
                    last.push('\n');
                }
            }
            Ok(Event::Eof) | Err(_) => {
                all.retain(|text| !text.trim().is_empty());
                return all;
            }
            Ok(_) => {}
        }
    }
}

/// XLS and ET; other old documents are named as unread.
pub(super) fn old(bytes: &[u8]) -> Extract {
    let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else {
        return Extract::unread("document in a format before 2007");
    };
    let mut all = Extract::default();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else {
            all.unread.push(format!("sheet {name}"));
            continue;
        };
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
            all.pieces
                .push(Piece::at(format!("sheet {name}"), cells.join("\t"), true));
        }
    }
    all
}
