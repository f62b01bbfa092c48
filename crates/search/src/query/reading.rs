//! What a query asks at each level: as it is typed, in words, in pairs of characters.

use super::Terms;
use crate::{
    results::Level,
    units::{Unit, units},
    words::Words,
};

/// Pairs looked at when nothing holds all the words; what is typed beyond them adds cost and no meaning.
const MOST_PAIRS: usize = 48;

/// The terms of each level. None is empty, none stands twice; a level that would ask the same as a stricter one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) exact: Vec<Vec<Unit>>,
    pub(crate) words: Vec<Vec<Unit>>,
    pub(crate) pairs: Vec<Vec<Unit>>,
    /// The words as they are named to the person who asked.
    pub(crate) named: Vec<String>,
}

impl Reading {
    pub(crate) fn new(terms: &Terms, words: &Words) -> Self {
        let mut reading = Self {
            exact: terms.units.clone(),
            ..Self::default()
        };
        let mut runs = Vec::new();
        for part in &terms.parts {
            if part.quoted {
                reading.ask(&part.text, &units_of(&part.text));
                runs.push(units_of(&part.text));
                continue;
            }
            for run in words.rows(&part.text) {
                for word in &run {
                    reading.ask(word, &units_of(word));
                }
                runs.push(units_of(&run.concat()));
            }
        }
        if same(&reading.words, &reading.exact) {
            reading.words.clear();
        }
        for pair in runs.iter().flat_map(|run| pairs(run)) {
            if !reading.pairs.contains(&pair) && reading.pairs.len() < MOST_PAIRS {
                reading.pairs.push(pair);
            }
        }
        if same(&reading.pairs, &reading.exact) || same(&reading.pairs, &reading.words) {
            reading.pairs.clear();
        }
        reading
    }

    /// A word that must stand. One character alone stands almost anywhere and says nothing.
    fn ask(&mut self, named: &str, word: &[Unit]) {
        let alone = matches!(word, [] | [Unit::Char(_)]);
        if !alone && !self.words.iter().any(|other| other == word) {
            self.words.push(word.to_vec());
            self.named.push(named.trim().to_owned());
        }
    }

    /// What is looked for, and marked, at a level.
    pub(crate) fn terms(&self, level: Level) -> &[Vec<Unit>] {
        match level {
            Level::Exact => &self.exact,
            Level::Words => &self.words,
            Level::Part => &self.pairs,
        }
    }
}

fn same(some: &[Vec<Unit>], others: &[Vec<Unit>]) -> bool {
    some.len() == others.len() && some.iter().all(|term| others.contains(term))
}

fn units_of(text: &str) -> Vec<Unit> {
    units(text)
        .into_iter()
        .map(|(unit, _)| unit)
        .filter(|unit| *unit != Unit::Break)
        .collect()
}

/// Two characters in a row each, and each word of letters and digits.
fn pairs(run: &[Unit]) -> Vec<Vec<Unit>> {
    let mut found = Vec::new();
    for (at, unit) in run.iter().enumerate() {
        match (unit, run.get(at + 1)) {
            (Unit::Char(_), Some(Unit::Char(_))) => found.push(run[at..at + 2].to_vec()),
            (Unit::Word(_), _) => found.push(vec![unit.clone()]),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn shown(terms: &[Vec<Unit>]) -> String {
        let shown: Vec<String> = terms
            .iter()
            .map(|term| {
                term.iter()
                    .map(|unit| match unit {
                        Unit::Char(c) => c.to_string(),
                        Unit::Word(word) => word.clone(),
                        Unit::Break => "|".into(),
                    })
                    .collect()
            })
            .collect();
        shown.join(" ")
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
            let reading = Reading::new(&parse(text), &words);
            assert_eq!(shown(&reading.exact), exact, "{text}");
            assert_eq!(shown(&reading.words), by_words, "{text}");
            assert_eq!(shown(&reading.pairs), by_pairs, "{text}");
        }
    }
}
