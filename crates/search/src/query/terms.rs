//! The terms of a query. What is typed is what is looked for; a sign before a word, `-2025`, leaves out what holds it.

use std::ops::Range;

use crate::units::{Unit, units};

/// More than anyone types; the rest is cut and the results say so.
const MOST_CHARACTERS: usize = 200;
const MOST_TERMS: usize = 16;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Each of them must stand in the document. Without breaks, none empty, none twice.
    pub(crate) units: Vec<Vec<Unit>>,
    /// None of these may stand in the document.
    pub(crate) without: Vec<Vec<Unit>>,
    /// What is looked for, for cutting words.
    pub(crate) text: String,
    /// The same in the pieces that white space and quotation marks make.
    pub(crate) parts: Vec<Part>,
    /// Whether the query was longer than is looked at.
    pub(crate) cut: bool,
    /// Whether nothing is looked for, but perhaps something left out.
    pub(crate) blank: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// Words in quotation marks stay together as long as all words must stand.
    pub(crate) quoted: bool,
    /// Its sentences that are terms, folded: years in figures, simplified characters.
    pub(crate) sentences: Vec<String>,
    /// A minus before it: what holds it is left out.
    without: bool,
}

/// A hyphen, a full-width one, a minus.
const MINUS: [char; 3] = ['-', '－', '−'];

pub(crate) fn parse(text: &str) -> Terms {
    let kept: String = text.chars().take(MOST_CHARACTERS).collect();
    let mut terms = Terms {
        cut: kept.len() < text.len(),
        ..Terms::default()
    };
    for mut part in parts(&kept) {
        let units = units(&part.text);
        let list = if part.without {
            &mut terms.without
        } else {
            &mut terms.units
        };
        for sentence in units.split(|(unit, _)| *unit == Unit::Break) {
            let term: Vec<Unit> = sentence.iter().map(|(unit, _)| unit.clone()).collect();
            if term.is_empty() || list.contains(&term) {
                continue;
            }
            if list.len() == MOST_TERMS {
                terms.cut = true;
                break;
            }
            list.push(term);
            part.sentences.push(written(&part.text, sentence));
        }
        if !part.without {
            terms.parts.push(part);
        }
    }
    terms.text = terms
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    terms.blank = text.trim().is_empty() || (terms.units.is_empty() && !terms.without.is_empty());
    terms
}

/// The units of a sentence as one text, with the marks that stand between them.
fn written(text: &str, sentence: &[(Unit, Range<usize>)]) -> String {
    let mut written = String::new();
    let mut end = None;
    for (unit, range) in sentence {
        if let Some(end) = end {
            written.push_str(&text[end..range.start]);
        }
        match unit {
            Unit::Char(c) => written.push(*c),
            Unit::Word(word) => written.push_str(word),
            Unit::Break => {}
        }
        end = Some(range.end);
    }
    written
}

/// Splits at white space outside quotation marks. A mark that is never closed is none.
fn parts(text: &str) -> Vec<Part> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = vec![Part::default()];
    let mut until: Option<char> = None;
    for (at, &c) in chars.iter().enumerate() {
        if until == Some(c) {
            until = None;
            parts.push(Part::default());
        } else if until.is_none() && closing(c).is_some_and(|end| chars[at + 1..].contains(&end)) {
            until = closing(c);
            let without = parts
                .last()
                .is_some_and(|part| part.without && part.text.is_empty());
            parts.push(Part {
                quoted: true,
                without,
                ..Part::default()
            });
        } else if until.is_none()
            && MINUS.contains(&c)
            && (at == 0 || chars[at - 1].is_whitespace())
            && chars.get(at + 1).is_some_and(|next| sense(*next))
        {
            parts.push(Part {
                without: true,
                ..Part::default()
            });
        } else if until.is_none() && c.is_whitespace() {
            parts.push(Part::default());
        } else if let Some(part) = parts.last_mut() {
            part.text.push(c);
        }
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Whether what begins so can be looked for: a lone sign leaves nothing out.
fn sense(c: char) -> bool {
    c.is_alphanumeric() || closing(c).is_some()
}

fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        parse(text)
            .units
            .iter()
            .map(|term| {
                term.iter()
                    .map(|unit| match unit {
                        Unit::Char(c) => c.to_string(),
                        Unit::Word(word) => format!("[{word}]"),
                        Unit::Break => "|".into(),
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn what_is_typed_is_what_is_looked_for() {
        let cases: [(&str, &[&str]); 10] = [
            ("", &[]),
            ("  \u{3000}", &[]),
            ("+-*()[]{}^~\\/:&|", &[]),
            ("信息公开　指南", &["信息公开", "指南"]),
            ("公开 公开", &["公开"]),
            ("\"信息 公开\"年报", &["信息公开", "年报"]),
            ("“open data", &["[open]", "[data]"]),
            ("title:公开 AND *", &["[title]公开", "[and]"]),
            ("云政发〔2022〕5号", &["云政发[2022][5]号"]),
            ("公开。不公开", &["公开", "不公开"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_minus_before_a_word_leaves_it_out() {
        let cases: [(&str, &str, &str); 7] = [
            ("通知 -2025", "通知", "2025"),
            ("通知 －2025年 公告", "通知 公告", "2025年"),
            ("-\"信息 公开\" 年报", "年报", "信息公开"),
            ("0871-12345678 a -", "087112345678 a", ""),
            ("公开 -- 指南", "公开 指南", ""),
            ("公开-指南", "公开指南", ""),
            ("-公开", "", "公开"),
        ];
        for (text, wanted, without) in cases {
            let terms = parse(text);
            let flat = |terms: &[Vec<Unit>]| {
                let shown: Vec<String> = terms.iter().map(|term| plain(term)).collect();
                shown.join(" ")
            };
            assert_eq!(flat(&terms.units), wanted, "{text}");
            assert_eq!(flat(&terms.without), without, "{text}");
        }
    }

    fn plain(term: &[Unit]) -> String {
        let shown = term.iter().map(|unit| match unit {
            Unit::Char(c) => c.to_string(),
            Unit::Word(word) => word.clone(),
            Unit::Break => "|".into(),
        });
        shown.collect()
    }

    #[test]
    fn a_long_query_is_cut_and_says_so() {
        let long = parse(&"公".repeat(10_000));
        assert!(long.cut);
        assert_eq!(long.units[0].len(), MOST_CHARACTERS);
        let many: String = (0..40).map(|n| format!("{n} ")).collect();
        assert!(parse(&many).cut);
        assert_eq!(parse(&many).units.len(), MOST_TERMS);
        assert!(!parse("公开").cut);
    }
}
