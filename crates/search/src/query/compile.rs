//! The engine's query for a set of terms and filters.

use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery,
        PhraseQuery, Query as EngineQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{Query, Terms};
use crate::{
    bigram::{Phrase, phrase},
    facets::Dimension,
    fields::Fields,
    units::Unit,
    words::Words,
};

/// A term in the title counts this many times.
const TITLE: f32 = 3.0;
/// A word of the dictionary in the title, and in the text.
const TITLE_WORD: f32 = 2.0;
const TEXT_WORD: f32 = 0.5;
/// More continuations than any character has.
const CONTINUATIONS: u32 = 20_000;

type Clause = (Occur, Box<dyn EngineQuery>);

/// Every term must stand somewhere; words only add to the score.
pub(crate) fn matching(
    terms: &Terms,
    fields: &Fields,
    words: &Words,
    rank: bool,
) -> Box<dyn EngineQuery> {
    if terms.blank {
        return Box::new(AllQuery);
    }
    if terms.units.is_empty() {
        return Box::new(EmptyQuery);
    }
    let mut clauses: Vec<Clause> = terms
        .units
        .iter()
        .map(|term| (Occur::Must, anywhere(term, fields)))
        .collect();
    if rank {
        for word in words.cut(&terms.text) {
            for (field, boost) in [
                (fields.title_words, TITLE_WORD),
                (fields.text_words, TEXT_WORD),
            ] {
                let term = Term::from_field_text(field, &word);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                clauses.push((
                    Occur::Should,
                    Box::new(BoostQuery::new(Box::new(query), boost)),
                ));
            }
        }
    }
    Box::new(BooleanQuery::new(clauses))
}

/// The filters of a query, but for one dimension: its own counts show what choosing otherwise would give.
pub(crate) fn filters(query: &Query, fields: &Fields, but: Option<Dimension>) -> Vec<Clause> {
    Dimension::ALL
        .into_iter()
        .filter(|dimension| Some(*dimension) != but)
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
