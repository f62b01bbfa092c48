//! How fast everyday searches are: `cargo run --release -p search --example pace [DOCUMENTS]` builds an index of made-up documents of
//! about 2,000 characters in memory and asks the judged queries of the tests and whole phrases of the documents, in turns.
//! Prints p50 and p99 in milliseconds of each kind; run the program of two commits in turns to compare them.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and one that cannot be set up has failed"
)]

use std::time::{Duration, Instant};

use search::{Doc, Index, Query};

const DOCUMENTS: &str = include_str!("../tests/judged/documents.tsv");
const QUERIES: &str = include_str!("../tests/judged/queries.tsv");
const ROUNDS: usize = 5;

/// A small generator with a fixed seed, so that every run measures the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn main() {
    let count = std::env::args()
        .nth(1)
        .map_or(20_000, |count| count.parse().unwrap());
    let index = filled(count);
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in QUERIES.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        match kinds.iter_mut().find(|(kind, _)| *kind == columns[0]) {
            Some((_, texts)) => texts.push(columns[1]),
            None => kinds.push((columns[0], vec![columns[1]])),
        }
    }
    let mut all = Vec::new();
    for (kind, texts) in kinds {
        let mut times: Vec<Duration> = (0..ROUNDS)
            .flat_map(|_| texts.iter())
            .map(|text| asked(&index, text))
            .collect();
        say(kind, &mut times);
        all.extend(times);
    }
    say("all", &mut all);
}

fn filled(count: usize) -> Index {
    let sources: Vec<Vec<&str>> = DOCUMENTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let sentences: Vec<&str> = sources
        .iter()
        .flat_map(|row| row[4].split_inclusive('。'))
        .collect();
    let mut draw = Draw(20_261_129);
    let index = Index::in_memory().unwrap();
    for first in (0..count).step_by(500) {
        let docs: Vec<Doc> = (first..count.min(first + 500))
            .map(|n| {
                let source = &sources[draw.below(sources.len())];
                let mut body = String::new();
                while body.chars().count() < 2_000 {
                    body.push_str(sentences[draw.below(sentences.len())]);
                }
                Doc {
                    organ: format!("A{}", n % 12),
                    id: n.to_string(),
                    kind: "item".into(),
                    column: "content".into(),
                    title: source[3].into(),
                    document_number: source[1].into(),
                    year: 2015 + i64::try_from(n % 12).unwrap(),
                    published_on: source[2].into(),
                    body,
                    ..Doc::default()
                }
            })
            .collect();
        index.put(&docs).unwrap();
    }
    index.commit("A0", 1).unwrap();
    index
}

fn asked(index: &Index, text: &str) -> Duration {
    let query = Query {
        text: text.into(),
        ..Query::default()
    };
    let before = Instant::now();
    index.search(&query).unwrap();
    before.elapsed()
}

fn say(kind: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!(
        "{kind:10} {:5} searches  p50 {:7.2} ms  p99 {:7.2} ms",
        times.len(),
        at(50),
        at(99)
    );
}
