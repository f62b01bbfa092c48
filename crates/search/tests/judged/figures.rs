//! What is counted over judged queries.

use std::collections::BTreeMap;

/// How many hits of a query are looked at.
pub const LOOKED_AT: usize = 10;

pub struct Judged {
    /// The rule or the kind that it was written by.
    pub kind: &'static str,
    pub text: &'static str,
    pub answers: Vec<&'static str>,
    /// What may not be among the hits.
    pub never: Vec<&'static str>,
    /// Counted, and never tuned on.
    pub aside: bool,
}

/// The rows of a table, without its remarks.
pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Queries with their judgements; every third is set aside.
pub fn judged(text: &'static str) -> Vec<Judged> {
    rows(text)
        .enumerate()
        .map(|(at, row)| Judged {
            kind: row[0],
            text: row[1],
            answers: row[2].split(' ').collect(),
            never: row
                .get(3)
                .map(|ids| ids.split(' ').collect())
                .unwrap_or_default(),
            aside: at % 3 == 2,
        })
        .collect()
}

/// Sums of the reciprocal rank of the first answer, and of the share of the answers (of ten, where there are more) among the
/// first ten hits. A query that finds what it may not has found nothing.
#[derive(Default, Clone, Copy)]
pub struct Figures {
    pub queries: usize,
    first: f64,
    recall: f64,
}

impl Figures {
    pub fn add(&mut self, query: &Judged, found: &[String]) {
        self.queries += 1;
        let holds = |ids: &[&str], id: &String| ids.contains(&id.as_str());
        if found.iter().any(|id| holds(&query.never, id)) {
            return;
        }
        let first = found.iter().position(|id| holds(&query.answers, id));
        let there = found.iter().filter(|id| holds(&query.answers, id)).count();
        let most = query.answers.len().min(LOOKED_AT);
        self.first += first.map_or(0.0, |at| 1.0 / (at as f64 + 1.0));
        self.recall += there as f64 / most as f64;
    }

    pub fn mrr(self) -> f64 {
        self.first / self.queries as f64
    }

    pub fn recall(self) -> f64 {
        self.recall / self.queries as f64
    }

    pub fn shown(self) -> String {
        format!("MRR {:.3} recall@10 {:.3}", self.mrr(), self.recall())
    }
}

/// The figures in all and by kind, of the queries that are tuned on or of those set aside. `JUDGED=1` prints what is not found
/// first, of those tuned on only.
pub fn judge<'a>(
    queries: &'a [Judged],
    find: &dyn Fn(&str) -> Vec<String>,
    aside: bool,
    show: bool,
) -> (Figures, BTreeMap<&'a str, Figures>) {
    let mut all = Figures::default();
    let mut kinds: BTreeMap<&str, Figures> = BTreeMap::new();
    for query in queries.iter().filter(|query| query.aside == aside) {
        let found = find(query.text);
        let mut one = Figures::default();
        one.add(query, &found);
        all.add(query, &found);
        kinds.entry(query.kind).or_default().add(query, &found);
        let missed = one.mrr() < 0.99 || one.recall() < 0.99;
        if missed && show && !aside && std::env::var_os("JUDGED").is_some() {
            println!(
                "{} {}: {} {:?} for {:?}",
                query.kind,
                query.text,
                one.shown(),
                found,
                query.answers
            );
        }
    }
    (all, kinds)
}
