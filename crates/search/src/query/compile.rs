//! The engine's query for a set of terms and filters.

use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery,
        PhraseQuery, Query as EngineQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{Query, Reading, Terms};
use crate::{
    bigram::{Phrase, phrase},
    facets::Dimension,
    fields::Fields,
    results::Level,
    units::Unit,
    words::Words,
};

/// A term in the title counts this many times.
const TITLE: f32 = 3.0;
/// A word of the dictionary in the title, and in the text.
const TITLE_WORD: f32 = 2.0;
const TEXT_WORD: f32 = 0.5;
/// Of a hundred pairs of a query so many must stand, at the last level.
const LEAST: usize = 30;
/// More continuations than any character has.
const CONTINUATIONS: u32 = 20_000;

type Clause = (Occur, Box<dyn EngineQuery>);

/// What a document holds that is found at this level; words of the dictionary only add to the score.
pub(crate) fn matching(
    terms: &Terms,
    reading: &Reading,
    level: Level,
    fields: &Fields,
    rank: Option<&Words>,
) -> Box<dyn EngineQuery> {
    if terms.blank {
        return Box::new(AllQuery);
    }
    if reading.terms(level).is_empty() {
        return Box::new(EmptyQuery);
    }
    let mut clauses = match level {
        Level::Exact | Level::Words => all(reading.terms(level), fields),
        Level::Part => vec![(Occur::Must, most(reading, fields))],
    };
    if level == Level::Words && rank.is_some() {
        // Of those that hold all words, what holds them as near each other as they were typed comes first.
        clauses.extend(
            reading
                .terms(Level::Part)
                .iter()
                .map(|pair| (Occur::Should, anywhere(pair, fields))),
        );
    }
    if let Some(words) = rank {
        clauses.extend(raising(&words.cut(&terms.text), fields));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn all(terms: &[Vec<Unit>], fields: &Fields) -> Vec<Clause> {
    terms
        .iter()
        .map(|term| (Occur::Must, anywhere(term, fields)))
        .collect()
}

/// Enough of the pairs.
fn most(reading: &Reading, fields: &Fields) -> Box<dyn EngineQuery> {
    let pairs = reading.terms(Level::Part);
    let clauses = pairs
        .iter()
        .map(|pair| (Occur::Should, anywhere(pair, fields)))
        .collect();
    let least = (pairs.len() * LEAST).div_ceil(100);
    Box::new(BooleanQuery::with_minimum_required_clauses(clauses, least))
}

fn raising<'a>(words: &'a [String], fields: &'a Fields) -> impl Iterator<Item = Clause> + 'a {
    words.iter().flat_map(move |word| {
        [
            (fields.title_words, TITLE_WORD),
            (fields.text_words, TEXT_WORD),
        ]
        .map(|(field, boost)| {
            let term = Term::from_field_text(field, word);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            let raised: Box<dyn EngineQuery> = Box::new(BoostQuery::new(Box::new(query), boost));
            (Occur::Should, raised)
        })
    })
}

/// The filters of a query in some dimensions.
pub(crate) fn filters(query: &Query, fields: &Fields, by: &[Dimension]) -> Vec<Clause> {
    by.iter()
        .filter_map(|dimension| {
            let term = Term::from_field_text(dimension.field(fields), &dimension.wanted(query)?);
            let filter = TermQuery::new(term, IndexRecordOption::Basic);
            let silent = ConstScoreQuery::new(Box::new(filter), 0.0);
            Some((Occur::Must, Box::new(silent) as Box<dyn EngineQuery>))
        })
        .collect()
}

fn anywhere(term: &[Unit], fields: &Fields) -> Box<dyn EngineQuery> {
    Box::new(BooleanQuery::new(vec![
        (
            Occur::Should,
            Box::new(BoostQuery::new(standing(term, fields.title_match), TITLE)),
        ),
        (Occur::Should, standing(term, fields.text_match)),
    ]))
}

fn standing(term: &[Unit], field: Field) -> Box<dyn EngineQuery> {
    let Phrase { tokens, prefix } = phrase(term);
    let placed = |(offset, token): (usize, String)| (offset, Term::from_field_text(field, &token));
    let mut tokens: Vec<(usize, Term)> = tokens.into_iter().map(placed).collect();
    if let Some(prefix) = prefix {
        tokens.push(placed(prefix));
        let mut query = PhrasePrefixQuery::new_with_offset(tokens);
        query.set_max_expansions(CONTINUATIONS);
        return Box::new(query);
    }
    match tokens.as_slice() {
        [] => Box::new(EmptyQuery),
        [(_, only)] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new_with_offset(tokens)),
    }
}
