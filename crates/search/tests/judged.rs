//! Judged queries over a made-up county, and plain BM25 over bigrams as the yardstick in the same test.
//!
//! `judged/queries.tsv` was written before the ranking it measures. Every third line is set aside: it is counted here and its
//! misses are never printed, so that nobody tunes on it. `JUDGED=1 cargo test -p search --test judged -- --nocapture` prints
//! the misses of the others.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test that cannot be set up has failed; figures are what this test is for; counts here are small"
)]

use search::{Doc, Index, Query};

#[path = "judged/figures.rs"]
mod figures;
#[path = "judged/yardstick.rs"]
mod yardstick;

use figures::{Judged, judge, judged, rows};

const DOCUMENTS: &str = include_str!("judged/documents.tsv");
const QUERIES: &str = include_str!("judged/queries.tsv");

fn queries() -> Vec<Judged> {
    judged(QUERIES)
}

fn documents() -> Vec<Doc> {
    rows(DOCUMENTS)
        .map(|row| Doc {
            organ: "A".into(),
            id: row[0].into(),
            kind: "item".into(),
            document_number: row[1].into(),
            published_on: row[2].into(),
            year: row[2][..4].parse().unwrap(),
            title: row[3].into(),
            body: row[4].into(),
            ..Doc::default()
        })
        .collect()
}

fn ours() -> impl Fn(&str) -> Vec<String> {
    let index = Index::in_memory().unwrap();
    index.put(&documents()).unwrap();
    index.commit("A", 1).unwrap();
    move |text| {
        let query = Query {
            text: text.into(),
            limit: 10,
            ..Query::default()
        };
        let found = index.search(&query).unwrap();
        found.hits.into_iter().map(|hit| hit.id).collect()
    }
}

fn plain() -> impl Fn(&str) -> Vec<String> {
    let documents = documents();
    let texts = documents.iter().map(|doc| {
        let text = format!("{} {} {}", doc.title, doc.document_number, doc.body);
        (doc.id.clone(), text)
    });
    let bm25 = yardstick::Bm25::new(texts);
    move |text| bm25.first(text, 10)
}

#[test]
fn the_judged_set_is_what_it_says() {
    let ids: Vec<&str> = rows(DOCUMENTS).map(|row| row[0]).collect();
    let queries = queries();
    assert!(ids.len() >= 52 && queries.len() >= 80);
    for query in &queries {
        for answer in &query.answers {
            assert!(ids.contains(answer), "{}: no document {answer}", query.text);
        }
    }
    let mut texts: Vec<&str> = queries.iter().map(|query| query.text).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), queries.len(), "a query stands twice");
}

#[test]
fn everyday_searches_find() {
    for (name, aside) in [("tuned on", false), ("set aside", true)] {
        let (plain, ours) = (plain(), ours());
        let queries = queries();
        let (plain, _) = judge(&queries, &plain, aside, false);
        let (ours, kinds) = judge(&queries, &ours, aside, true);
        println!(
            "{name}: ours {}; plain BM25 over bigrams {}",
            ours.shown(),
            plain.shown()
        );
        for (kind, figures) in kinds {
            println!("  {kind} ({}): {}", figures.queries, figures.shown());
            if ["exact", "number"].contains(&kind) {
                assert!(
                    (figures.mrr() - 1.0).abs() < 1e-9,
                    "{name}: {kind} is not first"
                );
            }
        }
        assert!(ours.mrr() >= 0.93 && ours.recall() >= 0.99, "{name}");
    }
}
