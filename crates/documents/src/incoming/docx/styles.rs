//! Styles: which are headings, titles, hidden, strong, and which number their paragraphs.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use super::is_on;
use crate::incoming::xml::attribute;
use crate::incoming::{IncomingError, damaged};

#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub name: String,
    based_on: String,
    /// From 0, as the document counts.
    outline: Option<u8>,
    hidden: Option<bool>,
    strong: Option<bool>,
    emphasis: Option<bool>,
    centred: Option<bool>,
    size: Option<u32>,
    pub list: Option<(String, u8)>,
}

#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// Styles upon styles upon styles: no honest document has more.
const DEEPEST: usize = 20;

impl Styles {
    pub fn read(xml: &str) -> Result<Self, IncomingError> {
        let mut reader = Reader::from_str(xml);
        let mut all = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.local_name().as_ref().to_string();
                    if name == "style" {
                        let id = attribute(&tag, "styleId").unwrap_or_default();
                        open = Some((id, Style::default()));
                    } else if let Some((_, style)) = &mut open {
                        style.take(&name, &tag);
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "style" => {
                    all.extend(open.take());
                }
                Event::Eof => return Ok(Self(all)),
                _ => {}
            }
        }
    }

    /// A style and those it is made from, nearest first.
    fn line(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(&style.based_on)).take(DEEPEST)
    }

    /// 1 to 6.
    pub fn heading(&self, id: &str) -> Option<u8> {
        let outline = self.line(id).find_map(|style| style.outline);
        let named = || {
            let name = self.0.get(id)?.name.to_lowercase();
            let number = name
                .strip_prefix("heading ")
                .or_else(|| name.strip_prefix("标题 "))?;
            number.trim().parse::<u8>().ok()
        };
        outline
            .filter(|level| *level < 9)
            .map(|level| level + 1)
            .or_else(named)
            .map(|level| level.clamp(1, 6))
    }

    pub fn is_title(&self, id: &str) -> bool {
        self.line(id)
            .any(|style| ["title", "标题"].contains(&style.name.to_lowercase().as_str()))
    }

    pub fn is_hidden(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.hidden) == Some(true)
    }

    pub fn is_strong(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.strong) == Some(true)
    }

    pub fn is_emphasis(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.emphasis) == Some(true)
    }

    pub fn is_centred(&self, id: &str) -> bool {
        self.line(id).find_map(|style| style.centred) == Some(true)
    }

    pub fn size(&self, id: &str) -> u32 {
        self.line(id).find_map(|style| style.size).unwrap_or(0)
    }

    pub fn list(&self, id: &str) -> Option<(String, u8)> {
        self.line(id).find_map(|style| style.list.clone())
    }
}

impl Style {
    fn take(&mut self, name: &str, tag: &quick_xml::events::BytesStart<'_>) {
        let value = || attribute(tag, "val").unwrap_or_default();
        match name {
            "name" => self.name = value(),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.outline = value().parse().ok(),
            "vanish" => self.hidden = Some(is_on(tag)),
            "b" => self.strong = Some(is_on(tag)),
            "i" => self.emphasis = Some(is_on(tag)),
            "jc" => self.centred = Some(value() == "center"),
            "sz" => self.size = value().parse().ok(),
            "numId" => self.list = Some((value(), self.list.take().map_or(0, |(_, level)| level))),
            "ilvl" => {
                let level = value().parse().unwrap_or(0);
                self.list = Some((
                    self.list.take().map_or_else(String::new, |(id, _)| id),
                    level,
                ));
            }
            _ => {}
        }
    }
}
