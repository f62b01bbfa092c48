//! Running a query.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use tantivy::{
    DocAddress, Order, TantivyDocument,
    collector::{Count, DocSetCollector, TopDocs},
    query::{BooleanQuery, Occur, Query as EngineQuery, TermQuery},
    schema::IndexRecordOption,
};

use crate::{
    Error, Hit, Index, Level, LevelCount, Query, Result, Results, Sort, Synonyms,
    except::Except,
    facets::{Counts, Dimension, Tallies},
    fields::stored,
    highlight,
    known::Known,
    query::{Reading, Terms, filters, left_out, matching, parse, placed},
    units::Unit,
};

/// Nobody turns further pages than this, and a machine that does must not cost more and more.
const FURTHEST: usize = 10_000;
const MOST_HITS: usize = 100;
/// Characters of a snippet.
const SNIPPET: usize = 120;
/// With so many hits, a screenful, nobody needs looser ones.
const ENOUGH: usize = 20;

/// A query, read.
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a Query,
    pub(crate) terms: Terms,
    pub(crate) reading: Reading,
    /// The dimensions in which the query chooses a value, and the others.
    chosen: Vec<Dimension>,
    free: Vec<Dimension>,
}

/// One level's hits.
#[derive(Default)]
struct Reached {
    total: usize,
    page: Vec<DocAddress>,
    counts: Vec<(Dimension, BTreeMap<String, u64>)>,
}

impl Index {
    /// Finds, counts and marks. Any text is a valid query.
    pub fn search(&self, query: &Query) -> Result<Results> {
        catch_unwind(AssertUnwindSafe(|| self.run(query))).unwrap_or(Err(Error::Panicked))
    }

    fn run(&self, query: &Query) -> Result<Results> {
        let searcher = Known::new(self.reader.searcher(), &self.fields);
        let mut gone = self.gone(&searcher, query)?;
        let typed = self.asked(query, &query.text);
        for term in &typed.terms.without {
            // Excluding them in the query instead would have the engine seek in phrases past their end.
            gone.extend(searcher.search(&left_out(term, &searcher), &DocSetCollector)?);
        }
        let Some(text) = self.corrected(&searcher, &typed, &gone)? else {
            return self.answer(&searcher, &typed, &gone);
        };
        let mut results = self.answer(&searcher, &self.asked(query, &text), &gone)?;
        results.corrected = Some(text);
        Ok(results)
    }

    fn answer(
        &self,
        searcher: &Known,
        asked: &Asked,
        gone: &BTreeSet<DocAddress>,
    ) -> Result<Results> {
        let query = asked.query;
        let mut results = Results {
            words: asked.reading.named.clone(),
            meant: asked.reading.meant.clone(),
            cut: asked.terms.cut,
            ..Results::default()
        };
        let mut facets = Tallies::default();
        let mut skip = query.offset.min(FURTHEST);
        let mut shown = gone.clone();
        for level in Level::ALL {
            if !asked.asks(level) {
                continue;
            }
            let page = (skip, query.limit.min(MOST_HITS) - results.hits.len());
            let reached = self.reach(searcher, asked, level, page, &shown)?;
            let marks = asked.reading.marks(level);
            for address in &reached.page {
                let document = searcher.doc(*address)?;
                results.hits.push(self.hit(&document, level, &marks));
            }
            results.total += reached.total;
            results.levels.push(LevelCount {
                level,
                count: reached.total,
            });
            facets.add(reached.counts);
            let whole = asked.chosen.is_empty() && reached.page.len() == reached.total;
            skip = skip.saturating_sub(reached.total);
            if results.total >= ENOUGH || asked.last(level) {
                break;
            }
            if whole {
                shown.extend(reached.page);
            } else {
                shown.extend(self.screenful(searcher, asked, level, gone)?);
            }
            if shown.len() - gone.len() >= ENOUGH {
                break;
            }
        }
        results.facets = facets.ordered();
        Ok(results)
    }

    /// Those of the changed documents that are here as they are no longer.
    pub(crate) fn gone(&self, searcher: &Known, query: &Query) -> Result<BTreeSet<DocAddress>> {
        let mut gone = BTreeSet::new();
        for now in &query.changed {
            let key = self.fields.key_term(&now.organ, &now.id);
            let named = TermQuery::new(key, IndexRecordOption::Basic);
            for address in searcher.search(&named, &DocSetCollector)? {
                let document: TantivyDocument = searcher.doc(address)?;
                if now.title.as_deref() != Some(stored(&document, self.fields.title).as_str()) {
                    gone.insert(address);
                }
            }
        }
        Ok(gone)
    }

    /// The first hits of a level whatever the filters. Choosing a filter must not widen what is looked for, or the counts beside
    /// the filters would not be kept.
    fn screenful(
        &self,
        searcher: &Known,
        asked: &Asked,
        level: Level,
        gone: &BTreeSet<DocAddress>,
    ) -> Result<Vec<DocAddress>> {
        let compiled = self.compile(searcher, asked, level, &[], false);
        let others = TopDocs::with_limit(ENOUGH).order_by_score();
        let first = Except {
            shown: gone,
            others,
        };
        Ok(addresses(searcher.search(&compiled, &first)?))
    }

    pub(crate) fn asked<'a>(&self, query: &'a Query, text: &str) -> Asked<'a> {
        self.asked_knowing(query, text, &self.synonyms)
    }

    /// The same where no other word is looked for.
    pub(crate) fn asked_literally<'a>(&self, query: &'a Query, text: &str) -> Asked<'a> {
        self.asked_knowing(query, text, &Synonyms::default())
    }

    fn asked_knowing<'a>(&self, query: &'a Query, text: &str, synonyms: &Synonyms) -> Asked<'a> {
        let terms = parse(text);
        let reading = Reading::new(&terms, &self.words, synonyms);
        let (chosen, free) = Dimension::ALL
            .into_iter()
            .partition(|dimension| dimension.wanted(query).is_some());
        Asked {
            query,
            terms,
            reading,
            chosen,
            free,
        }
    }

    /// Whether anything at all, whatever the filters, is found at a level.
    pub(crate) fn finds(
        &self,
        searcher: &Known,
        asked: &Asked,
        level: Level,
        gone: &BTreeSet<DocAddress>,
    ) -> Result<usize> {
        if !asked.asks(level) {
            return Ok(0);
        }
        let compiled = self.compile(searcher, asked, level, &[], false);
        let counted = Except {
            shown: gone,
            others: Count,
        };
        Ok(searcher.search(&compiled, &counted)?)
    }

    /// Whether a row of three characters or more stands somewhere.
    pub(crate) fn stands(
        &self,
        searcher: &Known,
        row: &[Unit],
        gone: &BTreeSet<DocAddress>,
    ) -> Result<bool> {
        let counted = Except {
            shown: gone,
            others: Count,
        };
        Ok(row.len() > 2 && searcher.search(&placed(row, searcher), &counted)? > 0)
    }

    /// Counts the hits of a level and takes those of the page.
    fn reach(
        &self,
        searcher: &Known,
        asked: &Asked,
        level: Level,
        (skip, wanted): (usize, usize),
        shown: &BTreeSet<DocAddress>,
    ) -> Result<Reached> {
        let by_score = asked.query.sort == Sort::Relevance && !asked.terms.blank;
        let compiled = self.compile(searcher, asked, level, &asked.chosen, by_score);
        let top = TopDocs::with_limit(wanted.max(1)).and_offset(skip);
        let counts = Counts(asked.free.clone());
        let (mut page, total, counted) = if by_score {
            let others = (top.order_by_score(), Count, counts);
            let (found, total, counted) = searcher.search(&compiled, &Except { shown, others })?;
            (addresses(found), total, counted)
        } else {
            let newest = top.order_by_fast_field::<i64>("day", Order::Desc);
            let others = (newest, Count, counts);
            let (found, total, counted) = searcher.search(&compiled, &Except { shown, others })?;
            (addresses(found), total, counted)
        };
        page.truncate(wanted);
        let mut counts: Vec<_> = asked.free.iter().copied().zip(counted).collect();
        for dimension in &asked.chosen {
            let others: Vec<Dimension> = asked
                .chosen
                .iter()
                .copied()
                .filter(|other| other != dimension)
                .collect();
            let without = self.compile(searcher, asked, level, &others, false);
            let others = Counts(vec![*dimension]);
            let counted = searcher.search(&without, &Except { shown, others })?;
            counts.extend(counted.into_iter().map(|counted| (*dimension, counted)));
        }
        Ok(Reached {
            total,
            page,
            counts,
        })
    }

    fn compile(
        &self,
        searcher: &Known,
        asked: &Asked,
        level: Level,
        by: &[Dimension],
        rank: bool,
    ) -> BooleanQuery {
        let words = rank.then_some(&self.words);
        let matching = matching(&asked.terms, &asked.reading, level, searcher, words);
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = vec![(Occur::Must, matching)];
        clauses.extend(filters(asked.query, &self.fields, by));
        BooleanQuery::new(clauses)
    }

    fn hit(&self, document: &TantivyDocument, level: Level, terms: &[Vec<Unit>]) -> Hit {
        let fields = &self.fields;
        let title = stored(document, fields.title);
        let texts = [
            stored(document, fields.summary),
            stored(document, fields.body),
            stored(document, fields.files),
        ];
        Hit {
            level,
            organ: stored(document, fields.organ),
            id: stored(document, fields.id),
            kind: stored(document, fields.kind),
            column: stored(document, fields.column),
            title_html: highlight::marked(&title, terms),
            snippet_html: highlight::snippet(&texts, terms, SNIPPET),
            title,
            document_number: stored(document, fields.document_number),
            year: stored(document, fields.year),
            validity: stored(document, fields.validity),
            published_on: stored(document, fields.published_on),
        }
    }
}

impl Asked<'_> {
    /// Whether the level can find what a stricter one does not. Nothing typed lists everything.
    fn asks(&self, level: Level) -> bool {
        (self.terms.blank && level == Level::Exact) || !self.reading.wants(level).is_empty()
    }

    fn last(&self, level: Level) -> bool {
        Level::ALL
            .into_iter()
            .all(|other| other <= level || !self.asks(other))
    }
}

fn addresses<T>(found: Vec<(T, DocAddress)>) -> Vec<DocAddress> {
    found.into_iter().map(|(_, address)| address).collect()
}
