//! Text as a sequence of units: one Chinese character or one word of letters and digits each.
//!
//! Index, query and highlighter all work on these units, which is why they agree on what matches.

use std::ops::Range;

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

/// Lower case, and full width to half width. One character stays one character.
pub(crate) fn fold(c: char) -> char {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
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
    for (at, raw) in text.char_indices() {
        let c = fold(raw);
        let end = at + raw.len_utf8();
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
    found
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
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(units(&"a".repeat(200)).len(), 4);
    }
}
