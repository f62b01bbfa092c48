//! Plain BM25 over bigrams, any of which may match: what a search engine does that was given no thought.

use std::collections::{BTreeMap, BTreeSet};

const K1: f64 = 1.2;
const B: f64 = 0.75;

pub struct Bm25 {
    /// Each document with how often each token stands in it and how many tokens it has.
    documents: Vec<(String, BTreeMap<String, f64>, f64)>,
}

impl Bm25 {
    pub fn new(texts: impl Iterator<Item = (String, String)>) -> Self {
        let documents = texts
            .map(|(id, text)| {
                let tokens = tokens(&text);
                let length = tokens.len() as f64;
                let mut counts = BTreeMap::new();
                for token in tokens {
                    *counts.entry(token).or_insert(0.0) += 1.0;
                }
                (id, counts, length)
            })
            .collect();
        Self { documents }
    }

    /// The best documents, best first; none that shares nothing with the query.
    pub fn first(&self, query: &str, most: usize) -> Vec<String> {
        let count = self.documents.len() as f64;
        let mean = self
            .documents
            .iter()
            .map(|(.., length)| length)
            .sum::<f64>()
            / count;
        let wanted: BTreeSet<String> = tokens(query).into_iter().collect();
        let mut scores = vec![0.0; self.documents.len()];
        for token in &wanted {
            let holding = self
                .documents
                .iter()
                .filter(|(_, counts, _)| counts.contains_key(token));
            let holding = holding.count() as f64;
            let rarity = (1.0 + (count - holding + 0.5) / (holding + 0.5)).ln();
            for (score, (_, counts, length)) in scores.iter_mut().zip(&self.documents) {
                let often = counts.get(token).copied().unwrap_or(0.0);
                *score +=
                    rarity * often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length / mean));
            }
        }
        let mut order: Vec<usize> = (0..scores.len()).filter(|at| scores[*at] > 0.0).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        order.truncate(most);
        order
            .into_iter()
            .map(|at| self.documents[at].0.clone())
            .collect()
    }
}

/// Two Chinese characters in a row each, and words of letters and digits; one character alone as itself.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut chinese = false;
    for c in text.chars().chain([' ']) {
        let han = ('\u{4e00}'..='\u{9fff}').contains(&c);
        if !run.is_empty() && (han != chinese || !c.is_alphanumeric()) {
            match (chinese, run.len()) {
                (true, 2..) => {
                    tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()))
                }
                _ => tokens.push(run.iter().collect()),
            }
            run.clear();
        }
        if c.is_alphanumeric() {
            chinese = han;
            run.push(c);
        }
    }
    tokens
}
