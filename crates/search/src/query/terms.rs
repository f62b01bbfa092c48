//! The terms of a query. There are no operators: what is typed is what is looked for.

use crate::units::{Unit, units};

/// More than anyone types; the rest is cut and the results say so.
const MOST_CHARACTERS: usize = 200;
const MOST_TERMS: usize = 16;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Each of them must stand in the document. Without breaks, none empty, none twice.
    pub(crate) units: Vec<Vec<Unit>>,
    /// What was kept of the query, for cutting words.
    pub(crate) text: String,
    /// The same in the pieces that white space and quotation marks make.
    pub(crate) parts: Vec<Part>,
    /// Whether the query was longer than is looked at.
    pub(crate) cut: bool,
    /// Whether nothing at all was typed.
    pub(crate) blank: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// Words in quotation marks stay together as long as all words must stand.
    pub(crate) quoted: bool,
}

pub(crate) fn parse(text: &str) -> Terms {
    let kept: String = text.chars().take(MOST_CHARACTERS).collect();
    let mut terms = Terms {
        cut: kept.len() < text.len(),
        blank: text.trim().is_empty(),
        ..Terms::default()
    };
    terms.parts = parts(&kept);
    for part in &terms.parts {
        for sentence in units(&part.text).split(|(unit, _)| *unit == Unit::Break) {
            let term: Vec<Unit> = sentence.iter().map(|(unit, _)| unit.clone()).collect();
            if term.is_empty() || terms.units.contains(&term) {
                continue;
            }
            if terms.units.len() == MOST_TERMS {
                terms.cut = true;
                break;
            }
            terms.units.push(term);
        }
    }
    terms.text = kept;
    terms
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
            parts.push(Part {
                quoted: true,
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
