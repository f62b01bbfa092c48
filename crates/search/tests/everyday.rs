//! Twenty rules of everyday speech over a made-up county with its organs, guides, reports and people in office, nine queries
//! each, and plain BM25 over bigrams as the yardstick in the same test.
//!
//! `judged/everyday.tsv` was written before the ranking it measures. Every third line is set aside: it is counted here and its
//! misses are never printed. `JUDGED=1 cargo test -p search --test everyday -- --nocapture` prints the misses of the others.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test that cannot be set up has failed; figures are what this test is for; counts here are small"
)]

use search::{Doc, Index, Query, Synonyms};

#[path = "judged/figures.rs"]
mod figures;
#[path = "judged/yardstick.rs"]
mod yardstick;

use figures::{LOOKED_AT, judge, judged, rows};

const DOCUMENTS: &str = include_str!("judged/everyday_documents.tsv");
const QUERIES: &str = include_str!("judged/everyday.tsv");

fn documents() -> Vec<Doc> {
    rows(DOCUMENTS)
        .map(|row| Doc {
            id: row[0].into(),
            kind: row[1].into(),
            organ: row[2].into(),
            document_number: row[3].into(),
            published_on: row[5].into(),
            year: row[5][..4].parse().unwrap(),
            title: row[6].into(),
            body: row[7].into(),
            index_number: row[4].into(),
            files: row[8]
                .split(';')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            files_text: row[9].into(),
            ..Doc::default()
        })
        .collect()
}

fn ours() -> impl Fn(&str) -> Vec<String> {
    let index = Index::in_memory()
        .unwrap()
        .knowing(Synonyms::shipped().unwrap());
    index.put(&documents()).unwrap();
    index.commit("A", 1).unwrap();
    move |text| {
        let query = Query {
            text: text.into(),
            limit: LOOKED_AT,
            ..Query::default()
        };
        let found = index.search(&query).unwrap();
        found.hits.into_iter().map(|hit| hit.id).collect()
    }
}

fn plain() -> impl Fn(&str) -> Vec<String> {
    let texts = rows(DOCUMENTS).map(|row| (row[0].to_owned(), row[3..].join(" ")));
    let bm25 = yardstick::Bm25::new(texts);
    move |text| bm25.first(text, LOOKED_AT)
}

#[test]
fn the_everyday_set_is_what_it_says() {
    let ids: Vec<&str> = rows(DOCUMENTS).map(|row| row[0]).collect();
    let queries = judged(QUERIES);
    assert!(ids.len() >= 150 && queries.len() >= 180);
    for query in &queries {
        for answer in query.answers.iter().chain(&query.never) {
            assert!(ids.contains(answer), "{}: no document {answer}", query.text);
        }
        let of_its_rule = queries.iter().filter(|other| other.kind == query.kind);
        assert_eq!(of_its_rule.count(), 9, "{}", query.kind);
    }
    let mut texts: Vec<&str> = queries.iter().map(|query| query.text).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), queries.len(), "a query stands twice");
}

#[test]
fn what_people_say_finds() {
    let queries = judged(QUERIES);
    for (name, aside) in [("tuned on", false), ("set aside", true)] {
        let (plain, _) = judge(&queries, &plain(), aside, false);
        let (ours, kinds) = judge(&queries, &ours(), aside, true);
        println!(
            "{name}: ours {}; plain BM25 over bigrams {}",
            ours.shown(),
            plain.shown()
        );
        for (kind, figures) in kinds {
            println!("  {kind} ({}): {}", figures.queries, figures.shown());
        }
        assert!(ours.mrr() >= 0.93 && ours.recall() >= 0.99, "{name}");
    }
}
