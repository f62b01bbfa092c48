//! A part of the document as a reader sees it: changes accepted, hidden text and remarks away.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    Hidden, LeftOut, RedactError,
    xml::{self, Act, attributes, damaged},
};

/// Taken out of the text by a tracked change.
const TAKEN_OUT: [&str; 2] = ["del", "moveFrom"];
/// Put into it.
const PUT_IN: [&str; 2] = ["ins", "moveTo"];
/// How something looked before.
const BEFORE: [&str; 9] = [
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
    "numberingChange",
];
/// Marks that only lead to what is gone, and settings that say who worked on the document, when and from what.
const MARKS: [&str; 22] = [
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "cellIns",
    "cellDel",
    "cellMerge",
    "attachedTemplate",
    "docVars",
    "rsids",
    "mailMerge",
    "trackRevisions",
    "documentProtection",
    "dataBinding",
    "externalData",
    "control",
    "tag",
    "alias",
    "altChunk",
];

/// The part without what nobody sees; counted.
pub(super) fn only(
    text: &str,
    hidden_styles: &[String],
    left_out: &mut LeftOut,
) -> Result<String, RedactError> {
    xml::filtered(text, |tag, rest| {
        let name = tag.local_name().as_ref().to_string();
        let name = name.as_str();
        let word = tag.name().as_ref().starts_with("w:");
        let mut gone = |what| {
            left_out.add(what, 1);
            Ok(Act::Drop)
        };
        Ok(match name {
            _ if !word => Act::Keep,
            _ if TAKEN_OUT.contains(&name) || BEFORE.contains(&name) => {
                return gone(Hidden::TrackedChanges);
            }
            _ if PUT_IN.contains(&name) => {
                left_out.add(Hidden::TrackedChanges, 1);
                Act::Unwrap
            }
            _ if MARKS.contains(&name) => Act::Drop,
            "object" => return gone(Hidden::Attachments),
            "r" | "p" | "tr" => match Own::of(rest, hidden_styles)? {
                Own {
                    taken_out: true, ..
                } if name == "tr" => return gone(Hidden::TrackedChanges),
                Own { hidden: true, .. } if name == "r" => return gone(Hidden::HiddenText),
                Own {
                    hidden_style: true,
                    ends_section: false,
                    ..
                } if name != "tr" => return gone(Hidden::HiddenText),
                _ => Act::Keep,
            },
            _ => Act::Keep,
        })
    })
}

/// What an element's own properties say of it.
#[derive(Default)]
struct Own {
    hidden: bool,
    hidden_style: bool,
    taken_out: bool,
    ends_section: bool,
}

impl Own {
    /// Reads the properties at the start of an element: `rPr`, `pPr` or `trPr`.
    fn of(element: &str, hidden_styles: &[String]) -> Result<Self, RedactError> {
        let mut own = Self::default();
        let mut reader = Reader::from_str(element);
        // The element itself, its properties, and what stands in them.
        let mut depth = 0;
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) => {
                    depth += 1;
                    if depth == 2 && !is_properties(&tag) {
                        return Ok(own);
                    }
                    own.take(&tag, depth == 3, hidden_styles)?;
                }
                Event::Empty(tag) => {
                    if depth < 2 && !is_properties(&tag) {
                        return Ok(own);
                    }
                    own.take(&tag, depth == 2, hidden_styles)?;
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth < 2 {
                        return Ok(own);
                    }
                }
                Event::Eof => return Ok(own),
                _ => {}
            }
        }
    }

    /// `outer`: a property of the element, and not of its paragraph's mark.
    fn take(
        &mut self,
        tag: &BytesStart<'_>,
        outer: bool,
        hidden_styles: &[String],
    ) -> Result<(), RedactError> {
        if !outer {
            return Ok(());
        }
        let given = attributes(tag)?;
        match tag.local_name().as_ref() {
            "vanish" | "specVanish" => self.hidden = is_on(&given),
            "del" => self.taken_out = true,
            "sectPr" => self.ends_section = true,
            "rStyle" | "pStyle" => {
                self.hidden_style |= given
                    .get("val")
                    .is_some_and(|style| hidden_styles.contains(style));
            }
            _ => {}
        }
        Ok(())
    }
}

fn is_properties(tag: &BytesStart<'_>) -> bool {
    ["rPr", "pPr", "trPr", "tblPrEx"].contains(&tag.local_name().as_ref())
}

fn is_on(given: &std::collections::BTreeMap<String, String>) -> bool {
    !given
        .get("val")
        .is_some_and(|value| ["0", "false", "off"].contains(&value.as_str()))
}

/// The styles whose text is hidden.
pub(super) fn hidden_styles(styles: &str) -> Result<Vec<String>, RedactError> {
    let mut reader = Reader::from_str(styles);
    let mut style = String::new();
    let mut hidden = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "style" => style = attributes(&tag)?.remove("styleId").unwrap_or_default(),
                "vanish" if is_on(&attributes(&tag)?) && !style.is_empty() => {
                    hidden.push(style.clone());
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "style" => style.clear(),
            Event::Eof => return Ok(hidden),
            _ => {}
        }
    }
}
