//! Numbers that the office program writes before paragraphs: 一、（一）1. a) and dots. A plain 1. 2. 3. and dots become lists;
//! every other number is text that readers cite, and is written out.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use crate::incoming::xml::attribute;
use crate::incoming::{IncomingError, block::Item, damaged};

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list.
    lists: BTreeMap<String, BTreeMap<u8, Level>>,
    /// The abstract list of a number, and where its levels begin anew.
    numbers: BTreeMap<String, (String, BTreeMap<u8, u32>)>,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    at: BTreeMap<String, [u32; 9]>,
    begun: BTreeMap<(String, u8), ()>,
}

/// What stands before a paragraph.
pub(super) enum Mark {
    Item(Item),
    Text(String),
}

impl Numbering {
    pub fn read(xml: &str) -> Result<Self, IncomingError> {
        let mut reader = Reader::from_str(xml);
        let mut all = Self::default();
        let (mut list, mut number, mut level) = (None::<String>, None::<String>, 0u8);
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => {
                    let value = || attribute(&tag, "val").unwrap_or_default();
                    match tag.local_name().as_ref() {
                        "abstractNum" => list = attribute(&tag, "abstractNumId"),
                        "num" => {
                            number = attribute(&tag, "numId");
                            list = None;
                        }
                        "lvl" | "lvlOverride" => {
                            level = attribute(&tag, "ilvl")
                                .and_then(|it| it.parse().ok())
                                .unwrap_or(0);
                        }
                        "abstractNumId" => {
                            if let Some(number) = &number {
                                let entry = (value(), BTreeMap::new());
                                all.numbers.insert(number.clone(), entry);
                            }
                        }
                        "startOverride" => {
                            let entry = number.as_ref().and_then(|it| all.numbers.get_mut(it));
                            if let Some((_, starts)) = entry {
                                starts.insert(level, value().parse().unwrap_or(1));
                            }
                        }
                        name @ ("start" | "numFmt" | "lvlText") => {
                            if let Some(list) = &list {
                                let levels = all.lists.entry(list.clone()).or_default();
                                let it = levels.entry(level).or_insert_with(|| Level {
                                    start: 1,
                                    ..Level::default()
                                });
                                match name {
                                    "start" => it.start = value().parse().unwrap_or(1),
                                    "numFmt" => it.format = value(),
                                    _ => it.text = value(),
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Event::Eof => return Ok(all),
                _ => {}
            }
        }
    }

    /// The mark of the next paragraph with this number on this level; `None` where it has none.
    pub fn next(&self, counted: &mut Counted, number: &str, level: u8) -> Option<Mark> {
        let (list, starts) = self.numbers.get(number)?;
        let levels = self.lists.get(list)?;
        let here = levels.get(&level)?;
        let at = usize::from(level).min(8);
        let counts = counted.at.entry(list.clone()).or_default();
        let anew = starts.get(&level).copied().filter(|_| {
            counted
                .begun
                .insert((number.to_string(), level), ())
                .is_none()
        });
        counts[at] = match (anew, counts[at]) {
            (Some(start), _) => start,
            (None, 0) => here.start,
            (None, count) => count.saturating_add(1),
        };
        counts[at + 1..].fill(0);
        let mark = match here.format.as_str() {
            "none" => return None,
            "bullet" => Mark::Item(Item {
                ordered: false,
                level,
                number: 1,
            }),
            "decimal"
                if [format!("%{}.", level + 1), format!("%{}", level + 1)].contains(&here.text) =>
            {
                Mark::Item(Item {
                    ordered: true,
                    level,
                    number: counts[at],
                })
            }
            _ => {
                let mut text = here.text.clone();
                for (place, count) in (0u8..9).zip(counts.iter()) {
                    let format = levels
                        .get(&place)
                        .map_or("decimal", |it| it.format.as_str());
                    let start = levels.get(&place).map_or(1, |it| it.start);
                    let count = if *count == 0 { start } else { *count };
                    text = text.replace(&format!("%{}", place + 1), &written(count, format));
                }
                Mark::Text(text)
            }
        };
        Some(mark)
    }
}

/// A number as a format writes it.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCountingThousand" => han(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x245F + number).unwrap_or('·').to_string()
        }
        "decimalFullWidth" => number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0))
            .collect(),
        _ => number.to_string(),
    }
}

/// 一 to 九千九百九十九.
fn han(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 || number > 9_999 {
        return number.to_string();
    }
    let mut text = String::new();
    let (mut gap, mut rest) = (false, number);
    for (worth, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / worth;
        rest %= worth;
        if digit == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        if !(digit == 1 && worth == 10 && text.is_empty()) {
            text.push(DIGITS[digit as usize]);
        }
        text.push_str(unit);
    }
    text
}

fn letters(number: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    letter.to_string().repeat((index / 26 + 1).min(8) as usize)
}

fn roman(number: u32) -> String {
    if number > 3_999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (worth, sign) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= worth {
            text.push_str(sign);
            rest -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{han, letters, roman, written};

    #[test]
    fn numbers_are_written_as_documents_write_them() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (21, "二十一"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1_001, "一千零一"),
            (10_000, "10000"),
        ] {
            assert_eq!(han(number), text);
        }
        assert_eq!((letters(1), letters(27)), ("a".into(), "aa".into()));
        assert_eq!(roman(1994), "MCMXCIV");
        assert_eq!(written(3, "decimalEnclosedCircle"), "③");
        assert_eq!(written(12, "decimalFullWidth"), "１２");
    }
}
