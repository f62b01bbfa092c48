//! One XML part of an office document: text across runs, attributes that people read, tracked changes.

use std::collections::BTreeMap;

use quick_xml::{
    Reader, Writer, XmlVersion,
    escape::unescape,
    events::{BytesStart, BytesText, Event},
    name::QName,
};

use super::{MASK, Order, RedactError};

/// Attributes that hold words and not structure.
const WORDS: [&str; 10] = [
    "descr",
    "title",
    "name",
    "author",
    "initials",
    "Target",
    "tooltip",
    "alt",
    "string",
    "lastModifiedBy",
];
/// Where a run of text ends: a paragraph, a string of a table, a field's code, a reading above.
const BOUNDS: [&str; 6] = ["p", "si", "is", "rt", "instrText", "delInstrText"];
/// Elements whose text is a paragraph's; the text of others stands alone.
const TEXT: [&str; 2] = ["t", "delText"];

enum Node {
    Event(Event<'static>),
    Text {
        text: Vec<char>,
        /// Texts of one group read on from one to the next.
        group: usize,
        deleted: bool,
        inserted: bool,
        /// People read it; other text may be a number of the file's own structure.
        words: bool,
    },
}

/// The part with all phrases masked; `counts` by phrase.
pub(super) fn masked(
    xml: &str,
    order: &Order<'_>,
    counts: &mut [usize],
) -> Result<String, RedactError> {
    masked_on(None, xml, order, counts)
}

/// The same for a part that is, or stands on, a page.
pub(super) fn masked_on(
    page: Option<u32>,
    xml: &str,
    order: &Order<'_>,
    counts: &mut [usize],
) -> Result<String, RedactError> {
    let mut nodes = read(xml)?;
    for (place, phrase) in order.phrases(page) {
        let groups = groups(&nodes);
        for texts in groups.values() {
            // As it stands; without what was deleted; without what was inserted.
            let mut found = 0;
            let mut covered: Vec<(usize, usize)> = Vec::new();
            for view in 0..3 {
                let seen: Vec<(usize, usize, char)> = texts
                    .iter()
                    .filter_map(|node| match &nodes[*node] {
                        Node::Text {
                            text,
                            deleted,
                            inserted,
                            words,
                            ..
                        } if !(view == 1 && *deleted || view == 2 && *inserted)
                            && (*words || phrase.telling()) =>
                        {
                            Some(text.iter().enumerate().map(|(at, c)| (*node, at, *c)))
                        }
                        _ => None,
                    })
                    .flatten()
                    .collect();
                let characters: Vec<char> = seen.iter().map(|(_, _, c)| *c).collect();
                let hits = phrase.hits(&characters);
                found = found.max(hits.len());
                covered.extend(
                    hits.into_iter()
                        .flatten()
                        .map(|at| (seen[at].0, seen[at].1)),
                );
            }
            counts[place] += found;
            for (node, at) in covered {
                if let Node::Text { text, .. } = &mut nodes[node]
                    && !text[at].is_whitespace()
                {
                    text[at] = MASK;
                }
            }
        }
    }
    for node in &mut nodes {
        if let Node::Event(event) = node {
            mask_attributes(page, event, order, counts)?;
        }
    }
    write(nodes)
}

/// Whether anything is left, by the same reading.
pub(super) fn holds(xml: &str, order: &Order<'_>) -> Result<Option<String>, RedactError> {
    let mut counts = order.counts();
    masked(xml, order, &mut counts)?;
    Ok(order
        .phrases(None)
        .find(|(place, _)| counts[*place] > 0)
        .map(|(_, phrase)| phrase.text.clone()))
}

/// A part as text, without its mark; UTF-16 where it says so.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, RedactError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match broken {
            true => Err(RedactError::Damaged("not text".into())),
            false => Ok(text.into_owned()),
        };
    }
    String::from_utf8(bytes).map_err(damaged)
}

/// The attributes of a tag by their local name.
pub(super) fn attributes(tag: &BytesStart<'_>) -> Result<BTreeMap<String, String>, RedactError> {
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(damaged)?;
            let key = attribute.key.as_ref();
            let local = key.rsplit(':').next().unwrap_or(key);
            let value = unescape(&attribute.value).map_err(damaged)?;
            Ok((local.to_string(), value.into_owned()))
        })
        .collect()
}

/// What becomes of an element.
pub(super) enum Act {
    Keep,
    /// With all that it holds.
    Drop,
    /// What it holds stays.
    Unwrap,
}

/// The text with each element kept, dropped or unwrapped; `judge` is given its tag and the text from there on.
pub(super) fn filtered(
    xml: &str,
    mut judge: impl FnMut(&BytesStart<'_>, &str) -> Result<Act, RedactError>,
) -> Result<String, RedactError> {
    let mut reader = Reader::from_str(xml);
    let mut kept = String::with_capacity(xml.len());
    // Whether the tags of the open elements are kept.
    let mut open: Vec<bool> = Vec::new();
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(damaged)?;
        let stays = match &event {
            Event::Start(tag) => match judge(tag, &xml[before..])? {
                Act::Keep => {
                    open.push(true);
                    true
                }
                Act::Unwrap => {
                    open.push(false);
                    false
                }
                Act::Drop => {
                    let name = tag.name().as_ref().to_string();
                    reader.read_to_end(QName(&name)).map_err(damaged)?;
                    false
                }
            },
            Event::Empty(tag) => matches!(judge(tag, &xml[before..])?, Act::Keep),
            Event::End(_) => open.pop().unwrap_or(true),
            Event::DocType(_) => return Err(RedactError::Damaged("DOCTYPE".into())),
            Event::Eof => return Ok(kept),
            _ => true,
        };
        if stays {
            kept.push_str(&xml[before..position(&reader)]);
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The text without the elements of these names.
pub(super) fn without(xml: &str, names: &[&str]) -> Result<String, RedactError> {
    filtered(xml, |tag, _| {
        Ok(match names.contains(&tag.local_name().as_ref()) {
            true => Act::Drop,
            false => Act::Keep,
        })
    })
}

/// A text for an attribute or between tags.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

pub(super) fn damaged(error: impl std::fmt::Display) -> RedactError {
    RedactError::Damaged(error.to_string())
}

fn groups(nodes: &[Node]) -> BTreeMap<usize, Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate() {
        if let Node::Text { group, .. } = node {
            groups.entry(*group).or_default().push(place);
        }
    }
    groups
}

fn read(xml: &str) -> Result<Vec<Node>, RedactError> {
    let mut reader = Reader::from_str(xml);
    let mut nodes: Vec<Node> = Vec::new();
    // Open elements with the group of their text.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut next = 0;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let words = match &event {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_string();
                let inside = open.last().map(|(_, group)| *group);
                let group = match inside {
                    Some(group) if !BOUNDS.contains(&name.as_str()) => group,
                    _ => {
                        next += 1;
                        next
                    }
                };
                open.push((name, group));
                None
            }
            Event::End(_) => {
                open.pop();
                None
            }
            Event::Text(text) => Some(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
            Event::CData(text) => Some(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
            Event::GeneralRef(entity) => Some(
                unescape(&format!("&{};", &**entity))
                    .map_err(damaged)?
                    .into_owned(),
            ),
            // A remark, or a word to some program, may hold anything and means nothing.
            Event::Comment(_) | Event::PI(_) => continue,
            Event::DocType(_) => return Err(RedactError::Damaged("DOCTYPE".into())),
            Event::Eof => return Ok(nodes),
            _ => None,
        };
        let Some(words) = words else {
            nodes.push(Node::Event(event.into_owned()));
            continue;
        };
        let within = |names: &[&str]| open.iter().any(|(name, _)| names.contains(&name.as_str()));
        let of = open.last().map_or("", |(name, _)| name.as_str());
        let reads_on = TEXT.contains(&of) || BOUNDS.contains(&of);
        let (deleted, inserted) = (within(&["del", "moveFrom"]), within(&["ins", "moveTo"]));
        // Text and entities of one element belong together whatever it is.
        let group = if reads_on {
            open.last().map_or(0, |(_, group)| *group)
        } else {
            next += 1;
            next
        };
        if let Some(Node::Text { text, .. }) = nodes.last_mut() {
            text.extend(words.chars());
        } else {
            nodes.push(Node::Text {
                text: words.chars().collect(),
                group,
                deleted,
                inserted,
                words: reads_on,
            });
        }
    }
}

fn mask_attributes(
    page: Option<u32>,
    event: &mut Event<'static>,
    order: &Order<'_>,
    counts: &mut [usize],
) -> Result<(), RedactError> {
    let (Event::Start(tag) | Event::Empty(tag)) = event else {
        return Ok(());
    };
    let mut attributes = Vec::new();
    let mut changed = false;
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(damaged)?;
        let key = attribute.key.as_ref().to_string();
        let value = unescape(&attribute.value).map_err(damaged)?.into_owned();
        let local = key.rsplit(':').next().unwrap_or(&key);
        let mut masked: Vec<char> = value.chars().collect();
        let original = masked.clone();
        for (place, phrase) in order.phrases(page) {
            if !(phrase.telling() || WORDS.contains(&local)) {
                continue;
            }
            for hit in phrase.hits(&original) {
                changed = true;
                counts[place] += 1;
                masked[hit].fill(MASK);
            }
        }
        attributes.push((key, masked.into_iter().collect::<String>()));
    }
    if changed {
        let mut made = BytesStart::new(tag.name().as_ref().to_string());
        for (key, value) in &attributes {
            made.push_attribute((key.as_str(), value.as_str()));
        }
        let made = made.into_owned();
        *event = if matches!(event, Event::Start(_)) {
            Event::Start(made)
        } else {
            Event::Empty(made)
        };
    }
    Ok(())
}

fn write(nodes: Vec<Node>) -> Result<String, RedactError> {
    let mut writer = Writer::new(Vec::new());
    for node in nodes {
        let written = match node {
            Node::Event(event) => writer.write_event(event),
            Node::Text { text, .. } => {
                let text: String = text.into_iter().collect();
                writer.write_event(Event::Text(BytesText::new(&text)))
            }
        };
        written.map_err(damaged)?;
    }
    String::from_utf8(writer.into_inner()).map_err(|error| RedactError::Damaged(error.to_string()))
}
