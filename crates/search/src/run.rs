//! Running a query.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use tantivy::{
    DocAddress, Order, Searcher, TantivyDocument,
    collector::{Count, TopDocs},
    query::{BooleanQuery, Occur, Query as EngineQuery},
};

use crate::{
    Error, Facets, Hit, Index, Query, Result, Results, Sort,
    facets::{Counts, Dimension},
    fields::stored,
    highlight,
    query::{Terms, filters, matching, parse},
};

/// Nobody turns further pages than this, and a machine that does must not cost more and more.
const FURTHEST: usize = 10_000;
const MOST_HITS: usize = 100;
/// Characters of a snippet.
const SNIPPET: usize = 120;

impl Index {
    /// Finds, counts and marks. Any text is a valid query.
    pub fn search(&self, query: &Query) -> Result<Results> {
        catch_unwind(AssertUnwindSafe(|| self.run(query))).unwrap_or(Err(Error::Panicked))
    }

    fn run(&self, query: &Query) -> Result<Results> {
        let terms = parse(&query.text);
        let searcher = self.reader.searcher();
        let free: Vec<Dimension> = Dimension::ALL
            .into_iter()
            .filter(|d| d.wanted(query).is_none())
            .collect();
        let chosen = Dimension::ALL
            .into_iter()
            .filter(|d| d.wanted(query).is_some());

        let by_score = query.sort == Sort::Relevance && !terms.blank;
        let engine_query = self.compile(query, &terms, None, by_score);
        let top = TopDocs::with_limit(query.limit.clamp(1, MOST_HITS))
            .and_offset(query.offset.min(FURTHEST));
        let (found, total, counts) = if by_score {
            let (found, total, counts) = searcher.search(
                &engine_query,
                &(top.order_by_score(), Count, Counts(free.clone())),
            )?;
            (addresses(found), total, counts)
        } else {
            let newest = top.order_by_fast_field::<i64>("day", Order::Desc);
            let (found, total, counts) =
                searcher.search(&engine_query, &(newest, Count, Counts(free.clone())))?;
            (addresses(found), total, counts)
        };

        let mut by_dimension: Vec<(Dimension, BTreeMap<String, u64>)> =
            free.into_iter().zip(counts).collect();
        for dimension in chosen {
            let without = self.compile(query, &terms, Some(dimension), false);
            let counts = searcher
                .search(&without, &Counts(vec![dimension]))?
                .pop()
                .unwrap_or_default();
            by_dimension.push((dimension, counts));
        }
        let suggestion = if total == 0 {
            self.suggestion(query, &terms, &searcher)?
        } else {
            None
        };
        Ok(Results {
            total,
            hits: found
                .into_iter()
                .take(query.limit)
                .map(|address| Ok(self.hit(&searcher.doc(address)?, &terms)))
                .collect::<Result<_>>()?,
            facets: facets(by_dimension),
            suggestion,
            cut: terms.cut,
        })
    }

    fn compile(
        &self,
        query: &Query,
        terms: &Terms,
        but: Option<Dimension>,
        rank: bool,
    ) -> BooleanQuery {
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = vec![(
            Occur::Must,
            matching(terms, &self.fields, &self.words, rank),
        )];
        clauses.extend(filters(query, &self.fields, but));
        BooleanQuery::new(clauses)
    }

    /// The query cut into words, if that finds something.
    fn suggestion(
        &self,
        query: &Query,
        terms: &Terms,
        searcher: &Searcher,
    ) -> Result<Option<String>> {
        let apart = self.words.telling(&terms.text).join(" ");
        let looser = parse(&apart);
        if looser.units.is_empty() || looser.units == terms.units {
            return Ok(None);
        }
        let found = searcher.search(&self.compile(query, &looser, None, false), &Count)?;
        Ok((found > 0).then_some(apart))
    }

    fn hit(&self, document: &TantivyDocument, terms: &Terms) -> Hit {
        let fields = &self.fields;
        let title = stored(document, fields.title);
        let texts = [
            stored(document, fields.summary),
            stored(document, fields.body),
        ];
        Hit {
            organ: stored(document, fields.organ),
            id: stored(document, fields.id),
            kind: stored(document, fields.kind),
            column: stored(document, fields.column),
            title_html: highlight::marked(&title, &terms.units),
            snippet_html: highlight::snippet(&texts, &terms.units, SNIPPET),
            title,
            document_number: stored(document, fields.document_number),
            year: stored(document, fields.year),
            validity: stored(document, fields.validity),
            published_on: stored(document, fields.published_on),
        }
    }
}

fn addresses<T>(found: Vec<(T, DocAddress)>) -> Vec<DocAddress> {
    found.into_iter().map(|(_, address)| address).collect()
}

fn facets(counts: Vec<(Dimension, BTreeMap<String, u64>)>) -> Facets {
    let mut facets = Facets::default();
    for (dimension, counts) in counts {
        let place = match dimension {
            Dimension::Organ => &mut facets.organ,
            Dimension::Column => &mut facets.column,
            Dimension::Year => &mut facets.year,
            Dimension::Validity => &mut facets.validity,
            Dimension::Kind => &mut facets.kind,
        };
        *place = dimension.ordered(counts);
    }
    facets
}
