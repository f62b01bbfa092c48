//! Text as a sequence of units: one Chinese character or one word of letters and digits each.
//!
//! Index, query and highlighter all work on these units, which is why they agree on what matches.

use std::ops::Range;

use crate::{simplified::simplified, years};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    /// One character of a script written without spaces.
    Char(char),
    /// Letters and digits in a row, folded.
    Word(String),
    /// The end of a sentence or a paragraph: nothing matches across it.
    Break,
}

/// Words longer than this are cut, because no word is, and a term of the index has a limit.
const LONGEST_WORD: usize = 64;

/// Lower case, full width to half width, and traditional to simplified. One character stays one character.
pub(crate) fn fold(c: char) -> char {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        // A circle typed for the 〇 of a year.
        '\u{25CB}' | '\u{25EF}' => '〇',
        c => simplified(c),
    };
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The units of a text with their places in it, in bytes.
pub(crate) fn units(text: &str) -> Vec<(Unit, Range<usize>)> {
    let mut found: Vec<(Unit, Range<usize>)> = Vec::new();
    let mut open = 0; // characters in the word being built, 0 if none is
    let mut year = 0; // digits of a year in Chinese characters, in a row up to here
    for (at, raw) in text.char_indices() {
        let c = fold(raw);
        let end = at + raw.len_utf8();
        if years::digit(c).is_none() {
            join_year(&mut found, year);
            year = 0;
        } else {
            year += 1;
        }
        if is_unspaced(c) {
            open = 0;
            found.push((Unit::Char(c), at..end));
        } else if c.is_alphanumeric() {
            match found.last_mut() {
                Some((Unit::Word(word), range)) if (1..LONGEST_WORD).contains(&open) => {
                    word.push(c);
                    range.end = end;
                    open += 1;
                }
                _ => {
                    found.push((Unit::Word(c.to_string()), at..end));
                    open = 1;
                }
            }
        } else {
            open = 0;
            if is_sentence_end(c) && !matches!(found.last(), None | Some((Unit::Break, _))) {
                found.push((Unit::Break, at..end));
            }
        }
    }
    join_year(&mut found, year);
    found
}

/// 二〇二六 as the word `2026`, where the last characters are that and no longer number.
fn join_year(found: &mut Vec<(Unit, Range<usize>)>, digits: usize) {
    if digits != 4 || found.len() < 4 {
        return;
    }
    let first = found.len() - 4;
    let written: Option<String> = found[first..]
        .iter()
        .map(|(unit, _)| match unit {
            Unit::Char(c) => years::digit(*c),
            _ => None,
        })
        .collect();
    if let Some(year) = written.filter(|year| year.starts_with("19") || year.starts_with("20")) {
        let range = found[first].1.start..found[first + 3].1.end;
        found.truncate(first);
        found.push((Unit::Word(year), range));
    }
}

/// Han, kana, hangul, bopomofo and Yi.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3040..=0x312F | 0x31A0..=0x31BF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA000..=0xA48C | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// After folding, so `！` is already `!`. The ASCII full stop also stands in numbers and is none.
fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let parts: Vec<String> = units(text)
            .into_iter()
            .map(|(unit, range)| {
                assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                match unit {
                    Unit::Char(c) => c.to_string(),
                    Unit::Word(word) => word,
                    Unit::Break => "|".into(),
                }
            })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn text_falls_into_units() {
        let cases = [
            ("", ""),
            ("云政发〔2022〕5号", "云 政 发 2022 5 号"),
            ("ＧＢ／Ｔ　9704—2012", "gb t 9704 2012"),
            ("《条例》第三十三条", "条 例 第 三 十 三 条"),
            ("公开。。不公开!", "公 开 | 不 公 开 |"),
            ("PDF文件A4纸", "pdf 文 件 a4 纸"),
            ("𠮷先生", "𠮷 先 生"),
            ("。、", ""),
            ("İstanbul Ünï", "İstanbul ünï"),
            ("二〇二六年財政決算", "2026 年 财 政 决 算"),
            ("二○二六年、二零二五", "2026 年 2025"),
            (
                "一二三四五 三百二十 二〇",
                "一 二 三 四 五 三 百 二 十 二 〇",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(units(&"a".repeat(200)).len(), 4);
    }
}
