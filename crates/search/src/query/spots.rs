//! The places of a sentence that can be said otherwise: words of the list of synonyms, and years.

use std::ops::Range;

use crate::{synonyms::Synonyms, words::Words, years};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// In bytes of the sentence.
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
    pub(crate) others: Vec<String>,
    /// Whether it is the figure of a year.
    pub(crate) year: bool,
}

/// From left to right, the longest word first, none over another. A word that begins and ends within words of the dictionary, as
/// 上访 in 网上访谈, is none.
pub(crate) fn spots(sentence: &str, words: &Words, synonyms: &Synonyms) -> Vec<Spot> {
    let mut found = Vec::new();
    let edges = if synonyms.is_empty() {
        Vec::new()
    } else {
        words.edges(sentence)
    };
    let mut until = 0;
    for (at, c) in sentence.char_indices() {
        if at < until {
            continue;
        }
        let rest = &sentence[at..];
        let fits = |length: &usize| edges.contains(&at) || edges.contains(&(at + length));
        let length = synonyms.begins(rest).filter(fits);
        if let Some(length) = length {
            let text = &rest[..length];
            until = at + length;
            found.push(Spot {
                range: at..until,
                text: text.to_owned(),
                // What holds the word is found by the word.
                others: synonyms
                    .others(text)
                    .filter(|other| !other.contains(text))
                    .map(str::to_owned)
                    .collect(),
                year: false,
            });
        } else if c.is_ascii_digit() {
            let digits = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            until = at + digits;
            let alone = !sentence[..at].ends_with(|c: char| c.is_ascii_alphabetic());
            if let Some(other) = years::other_length(&rest[..digits])
                && alone
                && rest[digits..].starts_with('年')
            {
                found.push(Spot {
                    range: at..until,
                    text: rest[..digits].to_owned(),
                    others: vec![other],
                    year: true,
                });
            }
        }
    }
    found
}
