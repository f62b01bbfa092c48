//! 同义词: words that mean one thing, from a list that the program brings and one that a county adds.

use std::collections::{BTreeMap, BTreeSet};

use crate::units::fold;

/// The list that the program brings.
const SHIPPED: &str = include_str!("../data/synonyms.txt");
const LONGEST: usize = 30;
const MOST_IN_A_GROUP: usize = 20;
const MOST_GROUPS: usize = 5_000;

/// Groups of words; each word, folded, stands in one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    places: BTreeMap<String, usize>,
    /// Lengths in characters of the words, the longest first.
    lengths: BTreeSet<std::cmp::Reverse<usize>>,
}

/// A line that is not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: usize,
    pub rule: BadWord,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadWord {
    /// A group has at least two words.
    Alone,
    /// A word has two characters or more.
    Short(String),
    /// A word has at most 30 characters.
    Long(String),
    /// A word consists of characters, letters and digits only.
    Sign(String),
    /// A word stands once in a file.
    Twice(String),
    /// A group has at most 20 words.
    Crowded,
    /// A file has at most 5,000 groups.
    TooMany,
}

impl Synonyms {
    /// What the program brings.
    ///
    /// # Errors
    /// Never: a test reads the list.
    pub fn shipped() -> Result<Self, Vec<BadLine>> {
        Self::default().with(SHIPPED)
    }

    /// The same with the lines of a file. A line with a word that is known already adds its words to that word's group.
    ///
    /// # Errors
    /// All lines that are not taken; then none is.
    pub fn with(mut self, text: &str) -> Result<Self, Vec<BadLine>> {
        let mut bad = Vec::new();
        let mut groups: Vec<Vec<String>> = Vec::new();
        let mut seen = BTreeSet::new();
        for (at, line) in text.lines().enumerate() {
            let line_text = line.trim_start_matches('\u{FEFF}').trim();
            if line_text.is_empty() || line_text.starts_with('#') {
                continue;
            }
            match group(line_text, &mut seen) {
                _ if groups.len() == MOST_GROUPS => {
                    bad.push(BadLine {
                        line: at + 1,
                        rule: BadWord::TooMany,
                    });
                    break;
                }
                Ok(group) => groups.push(group),
                Err(rules) => {
                    bad.extend(rules.into_iter().map(|rule| BadLine { line: at + 1, rule }))
                }
            }
        }
        if !bad.is_empty() {
            return Err(bad);
        }
        for group in groups {
            self.join(group);
        }
        Ok(self)
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.iter().filter(|group| !group.is_empty()).count()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The other words of a word's group.
    pub(crate) fn others<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let place = self.places.get(word);
        let group = place.and_then(|place| self.groups.get(*place));
        group
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(move |other| *other != word)
    }

    /// Every word of every group.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// The longest word of the list that begins a text, in bytes.
    pub(crate) fn begins(&self, text: &str) -> Option<usize> {
        self.lengths.iter().find_map(|length| {
            let end = text
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .nth(length.0 - 1)?;
            self.places.contains_key(&text[..end]).then_some(end)
        })
    }

    fn join(&mut self, words: Vec<String>) {
        let known: BTreeSet<usize> = words
            .iter()
            .filter_map(|word| self.places.get(word).copied())
            .collect();
        let place = known.first().copied().unwrap_or_else(|| {
            self.groups.push(Vec::new());
            self.groups.len() - 1
        });
        let mut all: Vec<String> = Vec::new();
        for other in known {
            all.append(&mut self.groups[other]);
        }
        all.extend(words);
        let mut group: Vec<String> = Vec::new();
        for word in all {
            self.places.insert(word.clone(), place);
            self.lengths.insert(std::cmp::Reverse(word.chars().count()));
            if !group.contains(&word) {
                group.push(word);
            }
        }
        self.groups[place] = group;
    }
}

fn group(line: &str, seen: &mut BTreeSet<String>) -> Result<Vec<String>, Vec<BadWord>> {
    let mut bad = Vec::new();
    let mut group = Vec::new();
    for word in line.split(['/', '／']).map(str::trim) {
        let folded: String = word.chars().map(fold).collect();
        let length = folded.chars().count();
        if length < 2 {
            bad.push(BadWord::Short(word.to_owned()));
        } else if length > LONGEST {
            bad.push(BadWord::Long(word.chars().take(LONGEST).collect()));
        } else if !folded.chars().all(char::is_alphanumeric) {
            bad.push(BadWord::Sign(word.to_owned()));
        } else if !seen.insert(folded.clone()) {
            bad.push(BadWord::Twice(word.to_owned()));
        } else {
            group.push(folded);
        }
    }
    if line.split(['/', '／']).count() < 2 {
        bad.push(BadWord::Alone);
    }
    if group.len() > MOST_IN_A_GROUP {
        bad.push(BadWord::Crowded);
    }
    if bad.is_empty() { Ok(group) } else { Err(bad) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_whole() {
        let shipped = Synonyms::shipped().unwrap();
        assert!(shipped.len() >= 150, "{}", shipped.len());
        let of = |word| shipped.others(word).collect::<Vec<_>>();
        assert!(of("低保").contains(&"最低生活保障"));
        assert!(of("最低生活保障").contains(&"低保"));
        assert!(of("拆迁").contains(&"征收"));
        assert_eq!(
            shipped.begins("公共租赁住房申请"),
            Some("公共租赁住房".len())
        );
        assert_eq!(shipped.begins("申请公租房"), None);
    }

    #[test]
    fn a_county_adds_words_and_bad_lines_are_named() {
        let added = Synonyms::shipped()
            .unwrap()
            .with("# ours\n低保 / 低保兜底\n云巢/青禾云巢计划\n")
            .unwrap();
        assert!(added.others("最低生活保障").any(|word| word == "低保兜底"));
        assert!(added.others("云巢").any(|word| word == "青禾云巢计划"));
        let bad = Synonyms::default()
            .with("好/坏事\n\n单\n甲乙/丙-丁\n戊己/甲乙\n子丑/寅卯\n")
            .unwrap_err();
        let found: Vec<(usize, BadWord)> =
            bad.into_iter().map(|one| (one.line, one.rule)).collect();
        assert_eq!(
            found,
            [
                (1, BadWord::Short("好".into())),
                (3, BadWord::Short("单".into())),
                (3, BadWord::Alone),
                (4, BadWord::Sign("丙-丁".into())),
                (5, BadWord::Twice("甲乙".into())),
            ]
        );
        let alone = Synonyms::default().with("单独").unwrap_err();
        assert_eq!(alone[0].rule, BadWord::Alone);
    }
}
