//! How fast everyday searches are: `cargo run --release -p search --example pace [DOCUMENTS]` builds an index of made-up documents of
//! about 2,000 characters and asks the judged queries of the tests in turns: literally, as if there were no synonyms and no
//! correction, and as people mean them. Prints p50 and p99 in milliseconds of each kind and how they compare, and the same of
//! suggestions for every beginning of a query. Where others work on the machine, each question's best of the rounds tells more; it
//! follows last.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and one that cannot be set up has failed"
)]

use std::time::{Duration, Instant};

use search::{Doc, Index, Query, Synonyms};

const DOCUMENTS: &str = include_str!("../tests/judged/documents.tsv");
const QUERIES: [&str; 2] = [
    include_str!("../tests/judged/queries.tsv"),
    include_str!("../tests/judged/everyday.tsv"),
];
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
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), count);
    let plain = Index::open(folder.path()).unwrap();
    let knowing = Index::open(folder.path())
        .unwrap()
        .knowing(Synonyms::shipped().unwrap());
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    let lines = QUERIES.iter().flat_map(|queries| queries.lines());
    for line in lines.filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        match kinds.iter_mut().find(|(kind, _)| *kind == columns[0]) {
            Some((_, texts)) => texts.push(columns[1]),
            None => kinds.push((columns[0], vec![columns[1]])),
        }
    }
    let (mut all_plain, mut all_knowing, mut suggested) = (Vec::new(), Vec::new(), Vec::new());
    let (mut best_plain, mut best_knowing) = (Vec::new(), Vec::new());
    for (kind, texts) in kinds {
        let (mut literally, mut meant) = (Vec::new(), Vec::new());
        for text in (0..ROUNDS).flat_map(|_| texts.iter()) {
            literally.push(asked(&plain, text, true));
            meant.push(asked(&knowing, text, false));
            let length = text.chars().count();
            for typed in 1..=length {
                let begun: String = text.chars().take(typed).collect();
                let before = Instant::now();
                knowing.suggest(&begun, Vec::new(), 8).unwrap();
                suggested.push(before.elapsed());
            }
        }
        best_plain.extend(best(&literally, texts.len()));
        best_knowing.extend(best(&meant, texts.len()));
        compare(kind, &mut literally, &mut meant);
        all_plain.extend(literally);
        all_knowing.extend(meant);
    }
    compare("all", &mut all_plain, &mut all_knowing);
    compare("best of each", &mut best_plain, &mut best_knowing);
    suggested.sort_unstable();
    println!(
        "suggestions     {:5} times     p50 {:7.2} ms  p99 {:7.2} ms",
        suggested.len(),
        at(&suggested, 50),
        at(&suggested, 99)
    );
}

fn filled(folder: &std::path::Path, count: usize) {
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
    let index = Index::open(folder).unwrap();
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
}

fn asked(index: &Index, text: &str, literally: bool) -> Duration {
    let query = Query {
        text: text.into(),
        as_typed: literally,
        ..Query::default()
    };
    let before = Instant::now();
    index.search(&query).unwrap();
    before.elapsed()
}

/// The shortest time of each question; the rounds follow one another.
fn best(times: &[Duration], questions: usize) -> impl Iterator<Item = Duration> {
    (0..questions)
        .filter_map(move |question| times[question..].iter().step_by(questions).min().copied())
}

fn compare(kind: &str, literally: &mut [Duration], meant: &mut [Duration]) {
    literally.sort_unstable();
    meant.sort_unstable();
    println!(
        "{kind:15} {:5} searches  literally p50 {:7.2} ms p99 {:7.2} ms, as meant p50 {:7.2} ms p99 {:7.2} ms, {:.2} times at p99",
        meant.len(),
        at(literally, 50),
        at(literally, 99),
        at(meant, 50),
        at(meant, 99),
        at(meant, 99) / at(literally, 99)
    );
}

/// In milliseconds, of sorted times.
fn at(times: &[Duration], share: usize) -> f64 {
    times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0
}
