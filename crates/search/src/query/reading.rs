//! What a query asks at each level: as it is typed, in words, in pairs of characters, each also in the words that mean the same.

use super::{
    Terms,
    spots::{Spot, spots},
};
use crate::{
    numbers,
    results::{Level, Meant},
    synonyms::Synonyms,
    units::{Unit, units},
    words::Words,
};

/// Pairs looked at when nothing holds all the words; what is typed beyond them adds cost and no meaning.
const MOST_PAIRS: usize = 48;
/// Other ways to say one term that are looked for.
const MOST_WAYS: usize = 16;

/// Something that must stand in a document: as it was typed, or in one of the other ways.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Want {
    pub(crate) typed: Vec<Unit>,
    pub(crate) others: Vec<Vec<Unit>>,
    /// The document's own number in one spelling.
    pub(crate) keys: Vec<String>,
}

impl Want {
    /// Whether it is, or is part of, a word that can be said otherwise; a year is none.
    pub(crate) fn is_a_word(&self) -> bool {
        let characters = |unit: &Unit| matches!(unit, Unit::Char(_));
        !self.others.is_empty() && self.typed.iter().all(characters)
    }
}

/// What is wanted at each level. None is empty, none stands twice; a level that would ask the same as a stricter one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) exact: Vec<Want>,
    pub(crate) words: Vec<Want>,
    pub(crate) pairs: Vec<Want>,
    /// The number that the whole query is, in one spelling.
    pub(crate) keys: Vec<String>,
    /// The words as they are named to the person who asked.
    pub(crate) named: Vec<String>,
    /// Which words were also looked for in another way.
    pub(crate) meant: Vec<Meant>,
}

impl Reading {
    pub(crate) fn new(terms: &Terms, words: &Words, synonyms: &Synonyms) -> Self {
        let mut reading = Self {
            keys: numbers::keys(&terms.units.concat()),
            ..Self::default()
        };
        for part in &terms.parts {
            for sentence in &part.sentences {
                let spots = if part.quoted {
                    Vec::new()
                } else {
                    spots(sentence, words, synonyms)
                };
                reading.exact.push(whole(sentence, &spots));
                if part.quoted {
                    let typed = units_of(sentence);
                    reading.ask(
                        sentence,
                        &Want {
                            typed: typed.clone(),
                            ..Want::default()
                        },
                    );
                    reading.pair(&[Token {
                        text: sentence.clone(),
                        ..Token::default()
                    }]);
                    continue;
                }
                for row in rows(sentence, &spots, words) {
                    for token in &row {
                        reading.ask(&token.text, &token.want());
                    }
                    reading.pair(&row);
                }
                reading.mean(&spots);
            }
        }
        if same(&reading.words, &reading.exact) {
            reading.words.clear();
        }
        if same(&reading.pairs, &reading.exact) || same(&reading.pairs, &reading.words) {
            reading.pairs.clear();
        }
        reading
    }

    /// A word that must stand. One character alone stands almost anywhere and says nothing.
    fn ask(&mut self, named: &str, want: &Want) {
        let alone = matches!(want.typed.as_slice(), [] | [Unit::Char(_)]);
        if !alone && !self.words.iter().any(|other| other.typed == want.typed) {
            self.words.push(want.clone());
            self.named.push(named.trim().to_owned());
        }
    }

    /// Two characters in a row each, and each word of letters and digits. What stands for a word stands for its pairs.
    fn pair(&mut self, row: &[Token]) {
        let run: Vec<(Unit, &Token)> = row
            .iter()
            .flat_map(|token| {
                units_of(&token.text)
                    .into_iter()
                    .map(move |unit| (unit, token))
            })
            .collect();
        for (at, (unit, token)) in run.iter().enumerate() {
            let typed = match (unit, run.get(at + 1)) {
                (Unit::Char(_), Some((next @ Unit::Char(_), _))) => {
                    vec![unit.clone(), next.clone()]
                }
                (Unit::Word(_), _) => vec![unit.clone()],
                _ => continue,
            };
            let within = run
                .get(at + typed.len() - 1)
                .is_some_and(|(_, other)| std::ptr::eq(*other, *token));
            let want = match (within, &token.short_year) {
                (_, Some(year)) => Want {
                    typed: year.clone(),
                    others: token.others.clone(),
                    ..Want::default()
                },
                (true, None) => Want {
                    typed,
                    others: token.others.clone(),
                    ..Want::default()
                },
                (false, None) => Want {
                    typed,
                    ..Want::default()
                },
            };
            if self.pairs.len() < MOST_PAIRS
                && !self.pairs.iter().any(|other| other.typed == want.typed)
            {
                self.pairs.push(want);
            }
        }
    }

    fn mean(&mut self, spots: &[Spot]) {
        for spot in spots {
            let said = !spot.others.is_empty() && !spot.year;
            if said && !self.meant.iter().any(|other| other.typed == spot.text) {
                self.meant.push(Meant {
                    typed: spot.text.clone(),
                    others: spot.others.clone(),
                });
            }
        }
    }

    /// What is looked for at a level.
    pub(crate) fn wants(&self, level: Level) -> &[Want] {
        match level {
            Level::Exact => &self.exact,
            Level::Words => &self.words,
            Level::Part => &self.pairs,
        }
    }

    /// What is marked at a level: all of that, however it is said.
    pub(crate) fn marks(&self, level: Level) -> Vec<Vec<Unit>> {
        let wants = self.wants(level);
        let typed = wants.iter().map(|want| want.typed.clone());
        let others = wants.iter().flat_map(|want| want.others.iter().cloned());
        typed.chain(others).collect()
    }
}

/// A word of a row, with other ways to say it.
#[derive(Debug, Default)]
struct Token {
    text: String,
    others: Vec<Vec<Unit>>,
    /// `26年`: two digits are a year only before that character.
    short_year: Option<Vec<Unit>>,
}

impl Token {
    fn want(&self) -> Want {
        Want {
            typed: self
                .short_year
                .clone()
                .unwrap_or_else(|| units_of(&self.text)),
            others: self.others.clone(),
            ..Want::default()
        }
    }
}

/// A sentence as it was typed, and with its words said otherwise, each in turn and together.
fn whole(sentence: &str, spots: &[Spot]) -> Want {
    let mut ways = vec![(String::new(), 0)];
    for spot in spots {
        let mut longer = Vec::new();
        for said in std::iter::once(&spot.text).chain(&spot.others) {
            for (way, from) in &ways {
                let before: &String = way;
                longer.push((
                    format!("{before}{}{said}", &sentence[*from..spot.range.start]),
                    spot.range.end,
                ));
                if longer.len() > MOST_WAYS {
                    break;
                }
            }
        }
        longer.truncate(MOST_WAYS + 1);
        ways = longer;
    }
    let mut others: Vec<Vec<Unit>> = Vec::new();
    let typed = units_of(sentence);
    for (way, from) in ways {
        let other = units_of(&format!("{way}{}", &sentence[from..]));
        if other != typed && !others.contains(&other) {
            others.push(other);
        }
    }
    Want {
        keys: numbers::keys(&typed),
        typed,
        others,
    }
}

/// The words that carry the meaning of a sentence, in rows that neither an empty word nor a mark interrupts.
fn rows(sentence: &str, spots: &[Spot], words: &Words) -> Vec<Vec<Token>> {
    let mut rows: Vec<Vec<Token>> = vec![Vec::new()];
    let mut at = 0;
    for spot in spots {
        append(&mut rows, &sentence[at..spot.range.start], words);
        let short_year =
            (spot.year && spot.text.len() == 2).then(|| units_of(&format!("{}年", spot.text)));
        let others = spot.others.iter().map(|other| {
            let short = spot.year && other.len() == 2;
            units_of(&if short {
                format!("{other}年")
            } else {
                other.clone()
            })
        });
        let token = Token {
            text: spot.text.clone(),
            others: others.collect(),
            short_year,
        };
        match rows.last_mut() {
            Some(row) => row.push(token),
            None => rows.push(vec![token]),
        }
        at = spot.range.end;
    }
    append(&mut rows, &sentence[at..], words);
    rows.retain(|row| !row.is_empty());
    rows
}

fn append(rows: &mut Vec<Vec<Token>>, text: &str, words: &Words) {
    for word in words.telling(text) {
        match (word, rows.last_mut()) {
            (Some(text), Some(row)) => row.push(Token {
                text,
                ..Token::default()
            }),
            (Some(text), None) => rows.push(vec![Token {
                text,
                ..Token::default()
            }]),
            (None, _) => rows.push(Vec::new()),
        }
    }
}

fn same(some: &[Want], others: &[Want]) -> bool {
    let there = |want: &Want| others.iter().any(|other| other.typed == want.typed);
    some.len() == others.len() && some.iter().all(there)
}

fn units_of(text: &str) -> Vec<Unit> {
    units(text)
        .into_iter()
        .map(|(unit, _)| unit)
        .filter(|unit| *unit != Unit::Break)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn flat(term: &[Unit]) -> String {
        let shown = term.iter().map(|unit| match unit {
            Unit::Char(c) => c.to_string(),
            Unit::Word(word) => word.clone(),
            Unit::Break => "|".into(),
        });
        shown.collect()
    }

    fn shown(wants: &[Want]) -> String {
        let shown = wants.iter().map(|want| {
            let ways = std::iter::once(&want.typed).chain(&want.others);
            ways.map(|way| flat(way)).collect::<Vec<_>>().join("|")
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_query_is_read_at_three_levels() {
        let words = Words::new();
        let cases = [
            ("防汛预案", "防汛预案", "防汛 预案", "防汛 汛预 预案"),
            ("防汛 预案", "防汛 预案", "", ""),
            (
                "\"应急 预案\" 旱情",
                "应急预案 旱情",
                "",
                "应急 急预 预案 旱情",
            ),
            (
                "怎么申请公租房",
                "怎么申请公租房",
                "申请 租房",
                "申请 请公 公租 租房",
            ),
            ("青民〔2025〕52号", "青民202552号", "青民 2025 52", ""),
            ("公", "公", "", ""),
            ("pdf", "pdf", "", ""),
            ("", "", "", ""),
        ];
        for (text, exact, by_words, by_pairs) in cases {
            let reading = Reading::new(&parse(text), &words, &Synonyms::default());
            assert_eq!(shown(&reading.exact), exact, "{text}");
            assert_eq!(shown(&reading.words), by_words, "{text}");
            assert_eq!(shown(&reading.pairs), by_pairs, "{text}");
        }
    }

    #[test]
    fn words_are_also_said_otherwise() {
        let words = Words::new();
        let synonyms = Synonyms::default()
            .with("低保/最低生活保障\n年报/年度报告\n上访/信访")
            .unwrap();
        let cases = [
            (
                "低保标准",
                "低保标准|最低生活保障标准",
                "低保|最低生活保障 标准",
            ),
            (
                "怎么申请低保",
                "怎么申请低保|怎么申请最低生活保障",
                "申请 低保|最低生活保障",
            ),
            (
                "26年年报",
                "26年年报|2026年年报|26年年度报告|2026年年度报告",
                "26年|2026 年报|年度报告",
            ),
            (
                "2026年年报",
                "2026年年报|26年年报|2026年年度报告|26年年度报告",
                "2026|26年 年报|年度报告",
            ),
            ("\"低保\"", "低保", ""),
            ("网上访谈", "网上访谈", "网上 访谈"),
        ];
        for (text, exact, by_words) in cases {
            let reading = Reading::new(&parse(text), &words, &synonyms);
            assert_eq!(shown(&reading.exact), exact, "{text}");
            assert_eq!(shown(&reading.words), by_words, "{text}");
        }
        let pairs = Reading::new(&parse("低保标准公示"), &words, &synonyms).pairs;
        assert_eq!(shown(&pairs), "低保|最低生活保障 保标 标准 准公 公示");
    }
}
