//! One cell: its value with its format, masked; nothing where it is not seen.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event, name::QName};

use super::super::{
    Hidden, RedactError,
    book::{is_true, place},
    format,
    xml::{attributes, damaged, escaped, without},
};
use super::{Sheet, seen::position};

/// Where the reading stands in the table. Rows and columns count from 1.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub number: u32,
    pub hidden: bool,
    pub column: u32,
}

impl Row {
    /// The row that begins with these attributes; one without a number is the next one.
    pub(crate) fn begin(before: &Self, given: &BTreeMap<String, String>) -> Self {
        let number = given.get("r").and_then(|number| number.parse().ok());
        let flat = given
            .get("ht")
            .and_then(|height| height.parse::<f64>().ok())
            .is_some_and(|height| height == 0.0);
        Self {
            number: number.unwrap_or(before.number.saturating_add(1)),
            hidden: flat || given.get("hidden").is_some_and(|it| is_true(it)),
            column: 0,
        }
    }
}

/// What stands inside a cell.
#[derive(Default)]
pub(crate) struct Inside<'a> {
    pub value: String,
    pub formula: bool,
    /// The text that the cell itself holds, as it stands.
    pub inline: &'a str,
}

impl Inside<'_> {
    /// Whether a formula has no value. The empty text is one: `t="str"`.
    pub(crate) fn never_calculated(&self, given: &BTreeMap<String, String>) -> bool {
        let text = given.get("t").is_some_and(|kind| kind == "str");
        self.formula && self.value.trim().is_empty() && !text
    }
}

impl Sheet<'_, '_> {
    /// Writes a cell from its whole element.
    pub(super) fn cell(
        &mut self,
        row: &mut Row,
        whole: &str,
        out: &mut String,
    ) -> Result<(), RedactError> {
        let (given, inside) = read(whole)?;
        let (number, column) = given
            .get("r")
            .and_then(|reference| position(reference))
            .unwrap_or((row.number, row.column + 1));
        row.column = column;
        let style = given.get("s").map_or("", String::as_str);
        let reference = given
            .get("r")
            .cloned()
            .unwrap_or_else(|| format!("{}{number}", letters(column)));
        let style_number = style.parse().unwrap_or(0);
        let format = self.book.format(style_number).to_string();
        let away = row.hidden || self.seen.column_is_hidden(number, column);
        let unseen = self.seen.is_covered(number, column) || format::shows_nothing(&format);
        let written = !away && !unseen;
        let content = self.content(&given, &inside, &format, written)?;
        if !inside.value.is_empty() || !inside.inline.is_empty() {
            let lost = unseen && !away;
            self.making.left_out.add(Hidden::Cells, usize::from(lost));
        }
        if written && inside.formula {
            match inside.never_calculated(&given) {
                true => self
                    .making
                    .never_calculated
                    .push(format!("{}!{reference}", self.name)),
                false => self.making.formulas += 1,
            }
        }
        out.push_str(&format!("<c r=\"{}\"", escaped(&reference)));
        if !style.is_empty() {
            out.push_str(&format!(" s=\"{}\"", escaped(style)));
        }
        match content.filter(|_| written) {
            Some(content) => out.push_str(&content),
            None => out.push_str("/>"),
        }
        Ok(())
    }

    /// The rest of the element behind its place and style; `None` for a cell without a value.
    fn content(
        &mut self,
        given: &BTreeMap<String, String>,
        inside: &Inside<'_>,
        format: &str,
        written: bool,
    ) -> Result<Option<String>, RedactError> {
        let kind = given.get("t").map_or("n", String::as_str);
        let value = inside.value.as_str();
        if kind == "inlineStr" {
            if inside.inline.is_empty() {
                return Ok(None);
            }
            let text = without(inside.inline, &["rPh", "phoneticPr", "extLst"])?;
            let masked = self.masked(&text)?;
            return Ok(Some(format!(" t=\"inlineStr\">{masked}</c>")));
        }
        if value.is_empty() {
            return Ok(None);
        }
        Ok(Some(match kind {
            "s" => {
                let number = value
                    .trim()
                    .parse()
                    .map_err(|_| RedactError::Damaged(format!("字符串编号“{value}”")))?;
                let (order, counts) = (self.making.order, &mut self.making.counts);
                let place = self
                    .strings
                    .masked(number, self.page, order, counts, written)?;
                format!(" t=\"s\"><v>{place}</v></c>")
            }
            "b" | "e" => format!(" t=\"{kind}\"><v>{}</v></c>", escaped(value)),
            "n" => match self.number(value, format) {
                Some(masked) => text(&masked),
                None => format!("><v>{}</v></c>", escaped(value)),
            },
            "d" => match self.changed(value) {
                Some(masked) => text(&masked),
                None => format!(" t=\"d\"><v>{}</v></c>", escaped(value)),
            },
            // The text that a formula gave.
            _ => text(&self.changed(value).unwrap_or_else(|| value.to_string())),
        }))
    }

    /// A text with something withheld in it.
    fn changed(&mut self, value: &str) -> Option<String> {
        let (order, counts) = (self.making.order, &mut self.making.counts);
        let masked = order.masked(Some(self.page), value, counts);
        (masked != value).then_some(masked)
    }

    /// A number with something withheld in it: as people see it, as it is typed, or as it is kept.
    fn number(&mut self, value: &str, format: &str) -> Option<String> {
        let Ok(number) = value.trim().parse::<f64>() else {
            return self.changed(value);
        };
        let shown = format::shown(number, format, self.book.epoch_1904);
        let day = format::date(number, self.book.epoch_1904)
            .filter(|_| shown.contains(['-', '/', '年']))
            .map(|at| at.date().to_string())
            .unwrap_or_default();
        [shown, number.to_string(), value.trim().to_string(), day]
            .into_iter()
            .find_map(|text| self.changed(&text))
    }
}

fn text(masked: &str) -> String {
    format!(
        " t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(masked)
    )
}

pub(crate) fn read(whole: &str) -> Result<(BTreeMap<String, String>, Inside<'_>), RedactError> {
    let mut reader = Reader::from_str(whole);
    let mut given = BTreeMap::new();
    let mut inside = Inside::default();
    let mut in_value = false;
    loop {
        let before = place(&reader);
        let event = reader.read_event().map_err(damaged)?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_string();
                match tag.local_name().as_ref() {
                    "c" => given = attributes(tag)?,
                    "v" => in_value = matches!(event, Event::Start(_)),
                    other => {
                        inside.formula |= other == "f";
                        if matches!(event, Event::Start(_)) {
                            reader.read_to_end(QName(&name)).map_err(damaged)?;
                        }
                        if other == "is" {
                            inside.inline = &whole[before..place(&reader)];
                        }
                    }
                }
            }
            Event::Text(text) if in_value => inside.value.push_str(text),
            Event::CData(text) if in_value => inside.value.push_str(text),
            Event::GeneralRef(entity) if in_value => inside.value.push_str(
                &quick_xml::escape::unescape(&format!("&{};", &**entity)).map_err(damaged)?,
            ),
            Event::End(tag) if tag.local_name().as_ref() == "v" => in_value = false,
            Event::Eof => return Ok((given, inside)),
            _ => {}
        }
    }
}

/// 1 is A, 27 is AA.
pub(crate) fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}
