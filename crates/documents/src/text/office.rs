//! Text of documents and slides: every part, with the place that people know it by.

use quick_xml::{Reader, events::Event};

use super::{Extract, Piece};
use crate::packed::Packed;

/// Word and PowerPoint.
pub(super) fn text(mut packed: Packed<'_>) -> Extract {
    let mut all = Extract::default();
    let (mut pictures, mut words) = (Vec::new(), 0);
    for (at, name) in packed.names().to_vec().iter().enumerate() {
        let ending = name.rsplit('.').next().unwrap_or_default();
        match ending {
            "xml" | "rels" => {
                let Some((place, seen)) = place(name) else {
                    continue;
                };
                let Ok(content) = packed.content(at) else {
                    all.unread.push(name.clone());
                    continue;
                };
                match pieces(&place, &String::from_utf8_lossy(&content), seen) {
                    Some(found) => {
                        words += found.iter().map(|it| it.text.len()).sum::<usize>();
                        all.pieces.extend(found);
                    }
                    None => all.unread.push(place),
                }
            }
            "bin" if name.contains("/embeddings/") => all.unread.push(format!("attachment {name}")),
            "docx" | "xlsx" | "pptx" if name.contains("/embeddings/") => {
                all.unread.push(format!("attachment {name}"));
            }
            "png" | "jpg" | "jpeg" | "gif" | "tif" | "tiff" | "bmp" | "emf" | "wmf" => {
                let content = packed.content(at).unwrap_or_default();
                all.located |= matches!(
                    crate::picture::cleaned(&content),
                    Ok(Some(made)) if made.found.place
                );
                pictures.push(format!("picture {name}"));
            }
            _ => {}
        }
    }
    // A document of pictures carries its text in them.
    if words < 200 {
        all.unread.extend(pictures);
    }
    all
}

/// What people call a part, and whether they see it; `None` for what holds no words.
fn place(name: &str) -> Option<(String, bool)> {
    let numbered = |start: &str| {
        let number: String = name.chars().filter(char::is_ascii_digit).collect();
        format!("{start} {number}").trim_end().to_string()
    };
    let base = name.rsplit('/').next().unwrap_or(name);
    Some(match name {
        "word/document.xml" => ("document".into(), true),
        "word/comments.xml" => ("comment".into(), false),
        _ if base.starts_with("header") => (numbered("header"), true),
        _ if base.starts_with("footer") => (numbered("footer"), true),
        _ if base.starts_with("footnotes") => ("footnote".into(), true),
        _ if base.starts_with("endnotes") => ("endnote".into(), true),
        _ if name.starts_with("ppt/slides/slide") => (numbered("slide"), true),
        _ if name.starts_with("ppt/notesSlides/notes") => (numbered("notes of slide"), false),
        _ if name.starts_with("ppt/comments/") => (numbered("comments"), false),
        _ if name.starts_with("docProps/") => ("property".into(), false),
        _ if name.starts_with("customXml/item") => ("data".into(), false),
        _ if name.ends_with(".rels") => ("link".into(), false),
        _ if name.starts_with("word/charts/") || name.starts_with("ppt/charts/") => {
            ("chart".into(), true)
        }
        _ if name.starts_with("word/glossary/document") => ("building block".into(), false),
        _ => return None,
    })
}

/// What is open around a text.
#[derive(Default)]
struct Open {
    deleted: usize,
    hidden: bool,
    comment: usize,
}

/// The texts of a part, a paragraph a line; deleted and hidden ones, comments and properties each with their own place.
fn pieces(place: &str, xml: &str, seen: bool) -> Option<Vec<Piece>> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut main = Piece::at(place, "", seen);
    let mut others: Vec<Piece> = Vec::new();
    let mut open = Open::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_string();
                match name.as_str() {
                    "del" | "moveFrom" => open.deleted += 1,
                    "comment" => open.comment += 1,
                    "r" => open.hidden = false,
                    _ => {}
                }
                attributes(place, &tag, &mut others);
                path.push(name);
            }
            Event::Empty(tag) => {
                if tag.local_name().as_ref() == "vanish" {
                    open.hidden = true;
                }
                if ["br", "cr", "tab"].contains(&tag.local_name().as_ref()) {
                    main.text.push(' ');
                }
                attributes(place, &tag, &mut others);
            }
            Event::End(tag) => {
                path.pop();
                match tag.local_name().as_ref() {
                    "del" | "moveFrom" => open.deleted = open.deleted.saturating_sub(1),
                    "p" | "tr" => {
                        main.text.push('\n');
                        others.iter_mut().for_each(|it| it.text.push('\n'));
                    }
                    "tc" => main.text.push('\t'),
                    _ => {}
                }
            }
            Event::Text(text) => take(place, &text, &open, &path, &mut main, &mut others),
            Event::CData(text) => take(place, &text, &open, &path, &mut main, &mut others),
            Event::GeneralRef(entity) => {
                let plain = quick_xml::escape::unescape(&format!("&{};", &*entity))
                    .map(|it| it.into_owned())
                    .unwrap_or_default();
                take(place, &plain, &open, &path, &mut main, &mut others);
            }
            Event::Eof => {
                others.insert(0, main);
                others.retain(|piece| !piece.text.trim().is_empty());
                return Some(others);
            }
            _ => {}
        }
    }
}

fn take(
    place: &str,
    text: &str,
    open: &Open,
    path: &[String],
    main: &mut Piece,
    others: &mut Vec<Piece>,
) {
    let own = if open.comment > 0 {
        Some(format!("comment {}", open.comment))
    } else if open.deleted > 0 {
        Some("tracked change".to_string())
    } else if open.hidden {
        Some("hidden text".to_string())
    } else if place == "property" {
        let name = path.last().map_or("", String::as_str);
        Some(format!("property {name}"))
    } else {
        None
    };
    let Some(own) = own else {
        main.text.push_str(text);
        return;
    };
    match others.iter_mut().find(|it| it.place(0) == own) {
        Some(piece) => piece.text.push_str(text),
        None => others.push(Piece::at(own, text, false)),
    }
}

/// Words that stand in attributes: descriptions of pictures, who wrote a comment, where a link leads.
fn attributes(place: &str, tag: &quick_xml::events::BytesStart<'_>, others: &mut Vec<Piece>) {
    for attribute in tag.attributes().flatten() {
        let key = attribute.key.as_ref();
        let local = key.rsplit(':').next().unwrap_or(key);
        if ["descr", "title", "author", "Target", "name"].contains(&local)
            && attribute
                .value
                .chars()
                .any(|c| !c.is_ascii() || c.is_ascii_digit())
        {
            let own = format!("{place} {local}");
            others.push(Piece::at(own, attribute.value.to_string(), false));
        }
    }
}

/// Each text of the file, an element a line.
fn codes(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut text = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Text(words) => text.push_str(words.trim()),
            Event::GeneralRef(entity) => text.push_str(
                &quick_xml::escape::unescape(&format!("&{};", &*entity)).unwrap_or_default(),
            ),
            Event::End(_) if !text.ends_with('\n') => text.push('\n'),
            Event::Eof => return Some(text),
            _ => {}
        }
    }
}

/// ODT and ODS.
pub(super) fn open_document(mut packed: Packed<'_>) -> Extract {
    let mut all = Extract::default();
    for (name, place) in [
        ("content.xml", "text"),
        ("styles.xml", "header"),
        ("meta.xml", "property"),
    ] {
        match packed.part(name) {
            Ok(Some(content)) => match codes(&String::from_utf8_lossy(&content)) {
                Some(text) => all.pieces.push(Piece::at(place, text, place != "property")),
                None => all.unread.push(name.into()),
            },
            Ok(None) => {}
            Err(_) => all.unread.push(name.into()),
        }
    }
    all
}
