//! Word and WPS: the document as a reader sees it with its changes accepted.

mod numbering;
mod styles;
mod walk;

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    IncomingError, Read, block::Block, block::Paragraph, damaged, left::What, picture,
    xml::attribute,
};
use crate::packed::Packed;
use numbering::Numbering;
use styles::Styles;
use walk::Walk;

/// Unpacked, all parts together.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// The longest part that is walked through.
const LONGEST_PART: usize = 64 * 1024 * 1024;

/// What the document's text refers to.
struct Known {
    styles: Styles,
    numbering: Numbering,
    relations: BTreeMap<String, Relation>,
}

struct Relation {
    target: String,
    external: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Read, IncomingError> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let mut part = |name: &str| -> Result<String, IncomingError> {
        let content = packed.part(name)?.unwrap_or_default();
        if content.len() > LONGEST_PART {
            return Err(IncomingError::TooLong(content.len()));
        }
        text_of(content)
    };
    let document = part("word/document.xml")?;
    if document.is_empty() {
        return Err(IncomingError::Damaged("no word/document.xml".into()));
    }
    let known = Known {
        styles: Styles::read(&part("word/styles.xml")?)?,
        numbering: Numbering::read(&part("word/numbering.xml")?)?,
        relations: relations(&part("word/_rels/document.xml.rels")?)?,
    };
    let mut walk = Walk::new(&known);
    walk.through(&document)?;
    let mut read = walk.done()?;
    for (name, mark) in [("word/footnotes.xml", "注"), ("word/endnotes.xml", "尾注")] {
        notes(&mut read, &known, &part(name)?, mark)?;
    }
    let comments = part("word/comments.xml")?;
    read.left
        .add(What::Comments, comments.matches("<w:comment ").count());
    let names = packed.names().to_vec();
    let furniture = names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.starts_with("word/header") || name.starts_with("word/footer"));
    let mut seen = 0;
    for (place, _) in furniture {
        let content = packed.content(place)?;
        seen += usize::from(String::from_utf8_lossy(&content).contains("<w:t"));
    }
    read.left.add(What::HeadersAndFooters, seen);
    let embedded = |name: &&String| {
        (name.starts_with("word/embeddings/") || name.starts_with("word/afchunk"))
            && !name.ends_with('/')
    };
    let chart_data = names
        .iter()
        .filter(|name| name.starts_with("word/charts/chart"))
        .count();
    let files = names.iter().filter(embedded).count();
    // A chart carries its table as a file of its own.
    read.left
        .add(What::Embedded, files.saturating_sub(chart_data));
    for raw in &mut read.pictures {
        let relation = known.relations.get(&raw.name);
        let target = relation.filter(|relation| !relation.external);
        let path = target.map(|relation| resolved(&relation.target));
        raw.elsewhere = relation.is_some_and(|relation| relation.external);
        raw.bytes = match path {
            Some(path) => packed.part(&path)?.unwrap_or_default(),
            None => Vec::new(),
        };
    }
    Ok(read)
}

/// Footnotes at the end of the text, each with its number.
fn notes(read: &mut Read, known: &Known, xml: &str, mark: &str) -> Result<(), IncomingError> {
    if xml.is_empty() {
        return Ok(());
    }
    let mut walk = Walk::new(known);
    walk.through(xml)?;
    let (notes, made) = walk.notes()?;
    read.left.merge(made.left);
    for (number, blocks) in (1..).zip(notes) {
        read.left.add(What::Notes, 1);
        let mut blocks = blocks
            .into_iter()
            .filter(|block| matches!(block, Block::Text(_)));
        let mut first = match blocks.next() {
            Some(Block::Text(paragraph)) => paragraph,
            _ => Paragraph::default(),
        };
        let label = super::block::Words::plain(format!("［{mark}{number}］"));
        first.words.insert(0, label);
        read.blocks.push(Block::Text(first));
        read.blocks.extend(blocks);
    }
    Ok(())
}

fn relations(xml: &str) -> Result<BTreeMap<String, Relation>, IncomingError> {
    let mut reader = Reader::from_str(xml);
    let mut all = BTreeMap::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                if let Some(id) = attribute(&tag, "Id") {
                    let target = attribute(&tag, "Target").unwrap_or_default();
                    let external = attribute(&tag, "TargetMode").as_deref() == Some("External");
                    all.insert(id, Relation { target, external });
                }
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

/// The path of a part as the document names it.
fn resolved(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.into(),
        None => match target.strip_prefix("../") {
            Some(up) => up.into(),
            None => format!("word/{target}"),
        },
    }
}

/// Whether a switch such as `<w:b/>` is on.
fn is_on(tag: &BytesStart<'_>) -> bool {
    let value = attribute(tag, "val");
    !value.is_some_and(|value| ["0", "false", "off", "none"].contains(&value.as_str()))
}

fn text_of(bytes: Vec<u8>) -> Result<String, IncomingError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match broken {
            true => Err(IncomingError::Damaged("not text".into())),
            false => Ok(text.into_owned()),
        };
    }
    String::from_utf8(bytes).map_err(damaged)
}

/// A picture that the document shows, by its relation; its bytes come later.
fn raw(id: &str) -> picture::Raw {
    picture::Raw {
        name: id.into(),
        ..picture::Raw::default()
    }
}
