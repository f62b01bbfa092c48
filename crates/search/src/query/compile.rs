//! The engine's query for a set of terms and filters.

use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
        Occur, PhrasePrefixQuery, PhraseQuery, Query as EngineQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{Query, Reading, Terms, Want};
use crate::{
    bigram::{Phrase, phrase},
    facets::Dimension,
    fields::Fields,
    known::Known,
    results::Level,
    units::Unit,
    words::Words,
};

/// A term in the title counts this many times.
const TITLE: f32 = 3.0;
/// What is said otherwise counts this part of what is said as typed.
const OTHERWISE: f32 = 0.7;
/// A document with the very number comes before all others.
const NUMBER: f32 = 1_000.0;
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
    known: &Known,
    rank: Option<&Words>,
) -> Box<dyn EngineQuery> {
    let mut clauses = wanted(terms, reading, level, known);
    if level == Level::Words && rank.is_some() {
        // Of those that hold all words, what holds them as near each other as they were typed comes first.
        clauses.extend(
            reading
                .wants(Level::Part)
                .iter()
                .map(|pair| (Occur::Should, anywhere(pair, known))),
        );
    }
    if let Some(words) = rank {
        clauses.extend(raising(&words.cut(&terms.text), known));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// What must stand.
fn wanted(terms: &Terms, reading: &Reading, level: Level, known: &Known) -> Vec<Clause> {
    if terms.blank {
        return vec![(Occur::Must, Box::new(AllQuery))];
    }
    if reading.wants(level).is_empty() {
        return vec![(Occur::Must, Box::new(EmptyQuery))];
    }
    match level {
        Level::Exact if !reading.keys.is_empty() => {
            let typed: Box<dyn EngineQuery> =
                Box::new(BooleanQuery::new(all(reading.wants(level), known)));
            let mut either = vec![(Occur::Should, typed)];
            either.extend(numbered(&reading.keys, known));
            vec![(Occur::Must, Box::new(BooleanQuery::new(either)))]
        }
        Level::Exact | Level::Words => all(reading.wants(level), known),
        Level::Part => vec![(Occur::Must, most(reading, known))],
    }
}

/// Documents that are left out: those that hold the term, or were published in that year.
pub(crate) fn left_out(term: &[Unit], known: &Known) -> BooleanQuery {
    let mut any: Vec<Clause> = vec![
        (
            Occur::Should,
            standing(term, known.fields.title_match, known),
        ),
        (
            Occur::Should,
            standing(term, known.fields.text_match, known),
        ),
    ];
    if let [Unit::Word(year)] | [Unit::Word(year), Unit::Char('年')] = term {
        let year = Term::from_field_text(known.fields.year, year);
        any.push((
            Occur::Should,
            Box::new(TermQuery::new(year, IndexRecordOption::Basic)),
        ));
    }
    BooleanQuery::new(any)
}

fn numbered<'a>(keys: &'a [String], known: &'a Known<'a>) -> impl Iterator<Item = Clause> + 'a {
    keys.iter().map(|key| {
        let term = Term::from_field_text(known.fields.number_keys, key);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let first: Box<dyn EngineQuery> = Box::new(ConstScoreQuery::new(Box::new(query), NUMBER));
        (Occur::Should, first)
    })
}

fn all(wants: &[Want], known: &Known) -> Vec<Clause> {
    wants
        .iter()
        .map(|want| (Occur::Must, anywhere(want, known)))
        .collect()
}

/// Enough of the pairs. One that can be said otherwise belongs to a word that people have two of: it counts twice.
fn most(reading: &Reading, known: &Known) -> Box<dyn EngineQuery> {
    let pairs = reading.wants(Level::Part);
    let clauses = pairs
        .iter()
        .flat_map(|pair| std::iter::repeat_n(pair, if pair.is_a_word() { 2 } else { 1 }))
        .map(|pair| (Occur::Should, anywhere(pair, known)))
        .collect();
    let least = (pairs.len() * LEAST).div_ceil(100);
    Box::new(BooleanQuery::with_minimum_required_clauses(clauses, least))
}

fn raising<'a>(words: &'a [String], known: &'a Known<'a>) -> impl Iterator<Item = Clause> + 'a {
    words.iter().flat_map(move |word| {
        [
            (known.fields.title_words, TITLE_WORD),
            (known.fields.text_words, TEXT_WORD),
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

/// In the title or the text, as it was typed or said otherwise; of several ways the one that counts most.
fn anywhere(want: &Want, known: &Known) -> Box<dyn EngineQuery> {
    let typed = placed(&want.typed, known);
    if want.others.is_empty() && want.keys.is_empty() {
        return typed;
    }
    let others = want.others.iter().map(|other| {
        let other = placed(other, known);
        Box::new(BoostQuery::new(other, OTHERWISE)) as Box<dyn EngineQuery>
    });
    let mut ways: Vec<Box<dyn EngineQuery>> = std::iter::once(typed).chain(others).collect();
    ways.extend(numbered(&want.keys, known).map(|(_, query)| query));
    Box::new(DisjunctionMaxQuery::new(ways))
}

/// Titles that hold all that was typed.
pub(crate) fn in_title(reading: &Reading, known: &Known) -> BooleanQuery {
    let wants = reading.wants(Level::Exact).iter().map(|want| {
        let ways = std::iter::once(&want.typed).chain(&want.others);
        let ways = ways.map(|way| standing(way, known.fields.title_match, known));
        let any: Box<dyn EngineQuery> = Box::new(DisjunctionMaxQuery::new(ways.collect()));
        (Occur::Must, any)
    });
    BooleanQuery::new(wants.collect())
}

/// Documents that hold a row of characters.
pub(crate) fn placed(term: &[Unit], known: &Known) -> Box<dyn EngineQuery> {
    Box::new(BooleanQuery::new(vec![
        (
            Occur::Should,
            Box::new(BoostQuery::new(
                standing(term, known.fields.title_match, known),
                TITLE,
            )),
        ),
        (
            Occur::Should,
            standing(term, known.fields.text_match, known),
        ),
    ]))
}

fn standing(term: &[Unit], field: Field, known: &Known) -> Box<dyn EngineQuery> {
    let Phrase { tokens, prefix } = phrase(term);
    let placed = |(offset, token): (usize, String)| (offset, Term::from_field_text(field, &token));
    let mut tokens: Vec<(usize, Term)> = tokens.into_iter().map(placed).collect();
    if !tokens.iter().all(|(_, token)| known.stands(token)) {
        return Box::new(EmptyQuery);
    }
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
