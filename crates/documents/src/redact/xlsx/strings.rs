//! The strings of the workbook: those still used, once for each page on which they are masked alike.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use super::{
    DECLARATION, MAIN, Order, RedactError,
    book::place,
    xml::{damaged, masked_on, without},
};

#[derive(Default)]
pub(super) struct Strings {
    source: Vec<String>,
    made: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Strings {
    /// Each `si` as it stands, without its readings: nobody sees them.
    pub(super) fn read(source: &str) -> Result<Self, RedactError> {
        let mut strings = Self::default();
        let mut reader = Reader::from_str(source);
        loop {
            let before = place(&reader);
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    let name = tag.name().as_ref().to_string();
                    reader
                        .read_to_end(quick_xml::name::QName(&name))
                        .map_err(damaged)?;
                    let element = &source[before..place(&reader)];
                    strings
                        .source
                        .push(without(element, &["rPh", "phoneticPr", "extLst"])?);
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                    strings.source.push("<si><t/></si>".into());
                }
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    /// A string as it stands in the source; empty where there is none.
    pub(super) fn source(&self, number: usize) -> &str {
        self.source.get(number).map_or("", String::as_str)
    }

    /// A string of the source on a page, masked; its number in the new table, unless it is only `counted`.
    pub(super) fn masked(
        &mut self,
        number: usize,
        page: u32,
        order: &Order<'_>,
        counts: &mut [usize],
        written: bool,
    ) -> Result<usize, RedactError> {
        let source = self
            .source
            .get(number)
            .ok_or_else(|| RedactError::Damaged(format!("没有第{number}个字符串")))?;
        let masked = masked_on(Some(page), source, order, counts)?;
        if !written {
            return Ok(0);
        }
        let next = self.made.len();
        let place = *self.places.entry(masked.clone()).or_insert(next);
        if place == next {
            self.made.push(masked);
        }
        Ok(place)
    }

    /// The new table; empty where no string is used.
    pub(super) fn written(&self) -> String {
        if self.made.is_empty() {
            return String::new();
        }
        format!(
            r#"{DECLARATION}<sst xmlns="{MAIN}" uniqueCount="{}">{}</sst>"#,
            self.made.len(),
            self.made.concat()
        )
    }
}
