//! 纠错: one wrong character, where nothing holds what was typed. Only what finds something in the index is proposed, so that no
//! word of a document that is gone comes back.

use std::collections::BTreeSet;

use tantivy::{DocAddress, Term};

use crate::{
    Index, Level, Result,
    known::Known,
    run::Asked,
    units::{Unit, units},
    words::is_empty,
    years,
};

/// Wrong characters looked at in one query.
const MOST_PLACES: usize = 3;
/// Proposals that are tried.
const MOST_TRIED: usize = 8;
/// Continuations of one character that are looked at.
const MOST_CONTINUATIONS: usize = 3_000;

/// A query with one character exchanged.
struct Proposal {
    text: String,
    /// Whether the character sounds like the one typed.
    sound: bool,
    /// Whether it makes a word of a title or of the list of synonyms.
    word: bool,
    /// Whether it goes together with its neighbours on both sides.
    both: bool,
    /// How many documents hold it beside its neighbours.
    documents: u64,
    /// The character with those around it.
    window: Vec<Unit>,
}

/// A row of characters of the query that nothing interrupts.
struct Row<'a> {
    units: &'a [(Unit, std::ops::Range<usize>)],
    characters: Vec<char>,
}

impl Index {
    /// What was probably meant.
    pub(crate) fn corrected(
        &self,
        searcher: &Known,
        typed: &Asked,
        gone: &BTreeSet<DocAddress>,
    ) -> Result<Option<String>> {
        let text = &typed.query.text;
        let literal = typed.query.as_typed || text.contains(['"', '“', '「']);
        if literal || typed.terms.cut || typed.terms.blank {
            return Ok(None);
        }
        let units = units(text);
        let rows = rows(&units);
        let mut strange = Vec::new();
        for row in &rows {
            for at in 0..row.characters.len() {
                if strange.len() < MOST_PLACES && self.strange(searcher, row, at)? {
                    strange.push((row, at));
                }
            }
        }
        if strange.is_empty() || self.finds(searcher, typed, Level::Exact, gone)? > 0 {
            return Ok(None);
        }
        let mut proposals = Vec::new();
        for (row, at) in strange {
            proposals.extend(self.proposals(searcher, text, row, at)?);
        }
        proposals.sort_by_key(|one| std::cmp::Reverse((one.both, one.sound, one.documents)));
        proposals.truncate(MOST_TRIED);
        self.best(searcher, typed, proposals, gone)
    }

    /// The proposal that most holds: all of it as it would have been typed, or else all of its words where nothing holds those typed.
    /// Each look costs a search: what cannot win any more is not looked at.
    fn best(
        &self,
        searcher: &Known,
        typed: &Asked,
        proposals: Vec<Proposal>,
        gone: &BTreeSet<DocAddress>,
    ) -> Result<Option<String>> {
        let mut literally = Vec::new();
        for proposal in &proposals {
            let asked = self.asked_literally(typed.query, &proposal.text);
            if self.finds(searcher, &asked, Level::Exact, gone)? > 0 {
                literally.push(proposal);
            }
        }
        let exact = |proposal: &Proposal| {
            let asked = self.asked(typed.query, &proposal.text);
            self.finds(searcher, &asked, Level::Exact, gone)
        };
        // What holds it literally holds it in some way.
        match sounding(literally).as_slice() {
            [] => {}
            [only] => return Ok(Some(only.text.clone())),
            several => return most(several, exact),
        }
        for sound in [true, false] {
            let some: Vec<&Proposal> = proposals.iter().filter(|one| one.sound == sound).collect();
            if let Some(best) = most(&some, exact)? {
                return Ok(Some(best));
            }
        }
        if self.finds(searcher, typed, Level::Words, gone)? > 0 {
            return Ok(None);
        }
        for sound in [true, false] {
            let mut some = Vec::new();
            for one in proposals
                .iter()
                .filter(|one| one.word && one.sound == sound)
            {
                if sound || self.stands(searcher, &one.window, gone)? {
                    some.push(one);
                }
            }
            let by_words = |proposal: &Proposal| {
                let asked = self.asked(typed.query, &proposal.text);
                self.finds(searcher, &asked, Level::Words, gone)
            };
            if let Some(best) = most(&some, by_words)? {
                return Ok(Some(best));
            }
        }
        Ok(None)
    }

    /// Whether no document holds the character beside either of its neighbours, and no synonym does. Figures and the clothes of a
    /// question stand beside anything.
    fn strange(&self, searcher: &Known, row: &Row, at: usize) -> Result<bool> {
        let c = row.characters[at];
        let (before, after) = row.around(at);
        let counts = years::digit(c).is_some() || is_empty(&c.to_string());
        if counts || row.in_a_word(at, &self.synonyms) {
            return Ok(false);
        }
        let known = |pair: Option<(char, char)>| match pair {
            Some((a, b)) => self.together(searcher, a, b),
            None => Ok(0),
        };
        Ok(known(before.map(|a| (a, c)))? == 0 && known(after.map(|b| (c, b)))? == 0)
    }

    fn proposals(
        &self,
        searcher: &Known,
        text: &str,
        row: &Row,
        at: usize,
    ) -> Result<Vec<Proposal>> {
        let (before, after) = row.around(at);
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut propose = |c: char, sound: bool, beside: [u64; 2]| -> Result<()> {
            let sides = usize::from(before.is_some()) + usize::from(after.is_some());
            let known = beside.iter().filter(|documents| **documents > 0).count();
            proposals.push(Proposal {
                text: row.exchanged(text, at, c),
                sound,
                word: self.makes_a_word(searcher, row, at, c)?,
                both: known == sides,
                documents: beside.iter().sum(),
                window: row.window(at, c),
            });
            Ok(())
        };
        let beside = |c: char| -> Result<[u64; 2]> {
            let left = before.map_or(Ok(0), |a| self.together(searcher, a, c))?;
            let right = after.map_or(Ok(0), |b| self.together(searcher, c, b))?;
            Ok([left, right])
        };
        for c in self.sounds.alike(row.characters[at]) {
            let known = beside(c)?;
            if known != [0, 0] {
                propose(c, true, known)?;
            }
        }
        for c in row.words_nearby(at, &self.synonyms) {
            propose(c, false, beside(c)?)?;
        }
        if let Some(before) = before {
            for c in self.continuations(searcher, before)? {
                let known = beside(c)?;
                if after.is_none() || known[1] > 0 {
                    propose(c, false, known)?;
                }
            }
        }
        Ok(proposals)
    }

    /// Whether the exchanged character becomes part of a word that a title has, or the list of synonyms.
    fn makes_a_word(&self, searcher: &Known, row: &Row, at: usize, c: char) -> Result<bool> {
        let mut characters = row.characters.clone();
        characters[at] = c;
        let place: usize = characters[..at].iter().map(|c| c.len_utf8()).sum();
        let text: String = characters.iter().collect();
        let edges = self.words.edges(&text);
        let from = edges.iter().rfind(|edge| **edge <= place);
        let to = edges.iter().find(|edge| **edge > place);
        let (Some(from), Some(to)) = (from, to) else {
            return Ok(false);
        };
        let word = &text[*from..*to];
        let title = Term::from_field_text(self.fields.title_words, word);
        let known = word.chars().count() > 1 && searcher.doc_freq(&title)? > 0;
        Ok(known
            || Row {
                units: row.units,
                characters,
            }
            .in_a_word(at, &self.synonyms))
    }

    /// How many documents hold two characters together.
    fn together(&self, searcher: &Known, a: char, b: char) -> Result<u64> {
        let pair: String = [a, b].iter().collect();
        let mut documents = 0;
        for field in [self.fields.title_match, self.fields.text_match] {
            documents += searcher.doc_freq(&Term::from_field_text(field, &pair))?;
        }
        Ok(documents)
    }

    /// What follows a character in a title.
    fn continuations(&self, searcher: &Known, first: char) -> Result<BTreeSet<char>> {
        let mut found = BTreeSet::new();
        let begin = first.to_string();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.title_match)?;
            let mut terms = index.terms().range().ge(begin.as_bytes()).into_stream()?;
            for _ in 0..MOST_CONTINUATIONS {
                if !terms.advance() || !terms.key().starts_with(begin.as_bytes()) {
                    break;
                }
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                found.extend(term.chars().nth(1));
            }
        }
        Ok(found)
    }
}

/// Of these, those that sound like what was typed, if there are any.
fn sounding(proposals: Vec<&Proposal>) -> Vec<&Proposal> {
    let sound = proposals.iter().any(|one| one.sound);
    let mut proposals = proposals;
    proposals.retain(|one| one.sound == sound);
    proposals
}

/// The first of those that most documents hold; `None` where none does.
fn most(
    proposals: &[&Proposal],
    held: impl Fn(&Proposal) -> Result<usize>,
) -> Result<Option<String>> {
    let mut best: Option<(usize, &Proposal)> = None;
    for proposal in proposals {
        let documents = held(proposal)?;
        if documents > best.map_or(0, |(most, _)| most) {
            best = Some((documents, proposal));
        }
    }
    Ok(best.map(|(_, proposal)| proposal.text.clone()))
}

/// The rows of two characters and more.
fn rows(units: &[(Unit, std::ops::Range<usize>)]) -> Vec<Row<'_>> {
    units
        .split(|(unit, _)| !matches!(unit, Unit::Char(_)))
        .filter(|units| units.len() > 1)
        .map(|units| Row {
            units,
            characters: units
                .iter()
                .filter_map(|(unit, _)| match unit {
                    Unit::Char(c) => Some(*c),
                    _ => None,
                })
                .collect(),
        })
        .collect()
}

impl Row<'_> {
    fn around(&self, at: usize) -> (Option<char>, Option<char>) {
        let before = at.checked_sub(1).and_then(|at| self.characters.get(at));
        (before.copied(), self.characters.get(at + 1).copied())
    }

    /// The whole query with another character there.
    fn exchanged(&self, text: &str, at: usize, c: char) -> String {
        let range = &self.units[at].1;
        format!("{}{c}{}", &text[..range.start], &text[range.end..])
    }

    /// Up to two characters on either side.
    fn window(&self, at: usize, c: char) -> Vec<Unit> {
        let from = at.saturating_sub(1);
        let to = (at + 3 - usize::from(at > 0)).min(self.characters.len());
        let from = from.min(to.saturating_sub(3));
        (from..to)
            .map(|place| {
                Unit::Char(if place == at {
                    c
                } else {
                    self.characters[place]
                })
            })
            .collect()
    }

    /// Whether the character belongs to a word of the list.
    fn in_a_word(&self, at: usize, synonyms: &crate::Synonyms) -> bool {
        let text: String = self.characters.iter().collect();
        text.char_indices()
            .take(at + 1)
            .enumerate()
            .any(|(from, (byte, _))| {
                let length = synonyms.begins(&text[byte..]).unwrap_or(0);
                text[byte..byte + length].chars().count() > at - from
            })
    }

    /// The characters that would make a word of the list there.
    fn words_nearby(&self, at: usize, synonyms: &crate::Synonyms) -> BTreeSet<char> {
        let mut found = BTreeSet::new();
        for word in synonyms.words() {
            let word: Vec<char> = word.chars().collect();
            for place in 0..word.len() {
                let Some(from) = at.checked_sub(place) else {
                    break;
                };
                let Some(there) = self.characters.get(from..from + word.len()) else {
                    continue;
                };
                let other = there.iter().zip(&word).filter(|(a, b)| a != b).count();
                if other == 1 && word[place] != there[place] {
                    found.insert(word[place]);
                }
            }
        }
        found
    }
}
