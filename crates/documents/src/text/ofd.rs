//! 版式文档 OFD (GB/T 33190-2016): the text of each page in the order in which people read it, what stands on templates once, and
//! whatever else of the package holds words. Text is what stands in `TextCode`; it is placed, so lines are put together by place.

use std::collections::BTreeSet;

use quick_xml::{Reader, escape::unescape, events::Event};

use super::{Extract, Piece};
use crate::packed::Packed;

/// Pages of one document.
const MOST_PAGES: usize = 5_000;

/// A text as it is placed on its page, in millimetres.
struct Placed {
    x: f64,
    y: f64,
    right: f64,
    size: f64,
    text: String,
}

/// What the files of a document name.
#[derive(Default)]
struct Listed {
    pages: Vec<String>,
    templates: Vec<String>,
}

pub(super) fn text(mut packed: Packed<'_>) -> Extract {
    let mut all = Extract::default();
    let mut read: BTreeSet<String> = BTreeSet::new();
    let root = part(&mut packed, "OFD.xml", &mut all, &mut read);
    for words in leaves(&root, &["DocRoot"]) {
        all.pieces.push(Piece::at("property", words, false));
    }
    let mut number = 0;
    for document in values(&root, "DocRoot") {
        let Some(document) = resolved("OFD.xml", &document) else {
            all.unread.push("document".into());
            continue;
        };
        let listed = listed(&part(&mut packed, &document, &mut all, &mut read));
        for page in listed.pages.iter().take(MOST_PAGES) {
            number += 1;
            let place = format!("page {number}");
            page_into(&mut all, &mut packed, &mut read, (&document, page), &place);
        }
        for template in &listed.templates {
            page_into(
                &mut all,
                &mut packed,
                &mut read,
                (&document, template),
                "template",
            );
        }
    }
    rest(&mut all, &mut packed, &read);
    all
}

/// A page by the place that its document names.
fn page_into(
    all: &mut Extract,
    packed: &mut Packed<'_>,
    read: &mut BTreeSet<String>,
    (document, page): (&str, &str),
    place: &str,
) {
    let Some(path) = resolved(document, page) else {
        all.unread.push(format!("{place} (outside of the file)"));
        return;
    };
    let xml = part(packed, &path, all, read);
    let (placed, pictures) = placed(&xml);
    let text = lines(placed);
    if text.is_empty() && pictures > 0 && place != "template" {
        all.unread.push(format!("{place} (no text)"));
    }
    all.pieces.push(Piece::at(place, text, true));
}

/// Parts that no page names: notes on pages, attachments, and pages that are not shown.
fn rest(all: &mut Extract, packed: &mut Packed<'_>, read: &BTreeSet<String>) {
    for (at, name) in packed.names().to_vec().iter().enumerate() {
        if name.ends_with('/') || read.contains(name) {
            continue;
        }
        if name.contains("/Attachs/") && !name.ends_with(".xml") {
            all.unread.push(format!("attachment {name}"));
            continue;
        }
        if !name.ends_with(".xml") {
            continue;
        }
        let Ok(content) = packed.content(at) else {
            all.unread.push(name.clone());
            continue;
        };
        let place = if name.contains("/Annots/") {
            "annotation"
        } else {
            "other part"
        };
        let words = leaves(&String::from_utf8_lossy(&content), &[]);
        if !words.is_empty() {
            all.pieces.push(Piece::at(place, words.join("\n"), false));
        }
    }
}

fn part(
    packed: &mut Packed<'_>,
    path: &str,
    all: &mut Extract,
    read: &mut BTreeSet<String>,
) -> String {
    read.insert(path.to_string());
    match packed.part(path) {
        Ok(Some(content)) => String::from_utf8_lossy(&content).into_owned(),
        Ok(None) | Err(_) => {
            all.unread.push(path.to_string());
            String::new()
        }
    }
}

/// A place from the file that names it; none outside of the package.
fn resolved(from: &str, place: &str) -> Option<String> {
    let mut way: Vec<&str> = match place.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    for step in place.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                way.pop()?;
            }
            step => way.push(step),
        }
    }
    Some(way.join("/"))
}

fn listed(xml: &str) -> Listed {
    let mut found = Listed::default();
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let Some(place) = attribute(&tag, "BaseLoc") else {
                    continue;
                };
                match tag.local_name().as_ref() {
                    "Page" => found.pages.push(place),
                    "TemplatePage" => found.templates.push(place),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// The texts of a page with their places, and how many pictures it has.
fn placed(xml: &str) -> (Vec<Placed>, usize) {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let (mut all, mut pictures) = (Vec::new(), 0);
    let (mut corner, mut right, mut size) = ((0.0, 0.0), 0.0, 0.0);
    let mut code: Option<Placed> = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "TextObject" => {
                    let bounds: Vec<f64> = attribute(&tag, "Boundary")
                        .unwrap_or_default()
                        .split_whitespace()
                        .filter_map(|it| it.parse().ok())
                        .collect();
                    corner = (
                        bounds.first().copied().unwrap_or(0.0),
                        bounds.get(1).copied().unwrap_or(0.0),
                    );
                    right = corner.0 + bounds.get(2).copied().unwrap_or(0.0);
                    size = number(&tag, "Size");
                }
                "TextCode" => {
                    code = Some(Placed {
                        x: corner.0 + number(&tag, "X"),
                        y: corner.1 + number(&tag, "Y"),
                        right,
                        size,
                        text: String::new(),
                    });
                }
                "ImageObject" => pictures += 1,
                _ => {}
            },
            Event::Text(words) => {
                if let Some(code) = &mut code {
                    code.text.push_str(&words);
                }
            }
            Event::CData(words) => {
                if let Some(code) = &mut code {
                    code.text.push_str(&words);
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(code) = &mut code {
                    let plain = unescape(&format!("&{};", &*entity))
                        .unwrap_or_default()
                        .into_owned();
                    code.text.push_str(&plain);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "TextCode" => all.extend(code.take()),
            Event::Eof => break,
            _ => {}
        }
    }
    (all, pictures)
}

/// Texts of like height are one line, from left to right; a gap of half a letter is a blank.
fn lines(mut placed: Vec<Placed>) -> String {
    placed.retain(|one| !one.text.trim().is_empty());
    placed.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut lines: Vec<Vec<Placed>> = Vec::new();
    for one in placed {
        let near = lines
            .last()
            .and_then(|line| line.first())
            .is_some_and(|first| {
                (one.y - first.y).abs() <= first.size.max(one.size).max(1.0) / 2.0
            });
        match lines.last_mut().filter(|_| near) {
            Some(line) => line.push(one),
            None => lines.push(vec![one]),
        }
    }
    let mut text = String::new();
    for mut line in lines {
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut end: Option<f64> = None;
        for one in &line {
            if end.is_some_and(|end| one.x - end > one.size / 2.0) {
                text.push(' ');
            }
            text.push_str(one.text.trim_matches(['\n', '\r']));
            end = Some(one.right.max(one.x));
        }
        text.push('\n');
    }
    text
}

/// The words of elements, but of those with these names.
fn leaves(xml: &str, but: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut found = Vec::new();
    let mut words = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(_) => words.clear(),
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(entity) => {
                words.push_str(&unescape(&format!("&{};", &*entity)).unwrap_or_default());
            }
            Event::End(tag) => {
                let said = words.trim();
                if !said.is_empty() && !but.contains(&tag.local_name().as_ref()) {
                    found.push(said.to_string());
                }
                words.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// What elements of a name say.
fn values(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let (mut found, mut within) = (Vec::new(), false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => within = tag.local_name().as_ref() == name,
            Event::Text(text) if within => found.push(text.trim().to_string()),
            Event::End(_) => within = false,
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().flatten().find_map(|attribute| {
        let key = attribute.key.as_ref();
        let local = key.rsplit(':').next().unwrap_or(key);
        (local == name).then(|| attribute.value.to_string())
    })
}

fn number(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> f64 {
    attribute(tag, name)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn a_place_is_found_from_the_file_that_names_it() {
        for (from, place, path) in [
            ("OFD.xml", "Doc_0/Document.xml", Some("Doc_0/Document.xml")),
            (
                "Doc_0/Document.xml",
                "Pages/Page_0/Content.xml",
                Some("Doc_0/Pages/Page_0/Content.xml"),
            ),
            ("Doc_0/Document.xml", "/Doc_1/a.xml", Some("Doc_1/a.xml")),
            ("Doc_0/Document.xml", "../Res/./a.xml", Some("Res/a.xml")),
            ("Doc_0/Document.xml", "../../a.xml", None),
        ] {
            assert_eq!(resolved(from, place).as_deref(), path, "{place}");
        }
    }
}
