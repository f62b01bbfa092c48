//! What the index holds at all, as one search looks it up: each token once. A phrase with a token that stands nowhere is not looked for,
//! and most of the ways to say something otherwise are such.

use std::{cell::RefCell, collections::HashMap, ops::Deref};

use tantivy::{Searcher, Term};

use crate::fields::Fields;

/// A state of the index, and what was seen of it.
pub(crate) struct Known<'a> {
    searcher: Searcher,
    pub(crate) fields: &'a Fields,
    seen: RefCell<HashMap<Term, bool>>,
}

impl<'a> Known<'a> {
    pub(crate) fn new(searcher: Searcher, fields: &'a Fields) -> Self {
        Self {
            searcher,
            fields,
            seen: RefCell::default(),
        }
    }

    /// Whether the token stands in some document, perhaps in one that is gone. Where that cannot be read, it may.
    pub(crate) fn stands(&self, token: &Term) -> bool {
        if let Some(seen) = self.seen.borrow().get(token) {
            return *seen;
        }
        let stands = self.searcher.segment_readers().iter().any(|segment| {
            segment
                .inverted_index(token.field())
                .and_then(|index| Ok(index.terms().get(token.serialized_value_bytes())?.is_some()))
                .unwrap_or(true)
        });
        self.seen.borrow_mut().insert(token.clone(), stands);
        stands
    }
}

impl Deref for Known<'_> {
    type Target = Searcher;

    fn deref(&self) -> &Searcher {
        &self.searcher
    }
}
