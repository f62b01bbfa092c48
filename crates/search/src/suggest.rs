//! 检索建议: titles that hold what has been typed so far, for whoever is still typing.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use tantivy::{DocAddress, TantivyDocument, collector::TopDocs};

use crate::{
    Error, Index, Query, Result, Standing, except::Except, fields::stored, known::Known,
    query::in_title,
};

/// Characters that are looked at.
const LONGEST: usize = 40;
/// Hits looked at for titles that differ.
const LOOKED_AT: usize = 60;

/// A title, and the document that has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Suggestion {
    pub organ: String,
    pub id: String,
    pub kind: String,
    pub title: String,
}

impl Index {
    /// At most `limit` different titles, best first. `changed` is what [`Query::changed`] is.
    pub fn suggest(
        &self,
        text: &str,
        changed: Vec<Standing>,
        limit: usize,
    ) -> Result<Vec<Suggestion>> {
        let query = Query {
            text: text.chars().take(LONGEST).collect(),
            changed,
            ..Query::default()
        };
        catch_unwind(AssertUnwindSafe(|| self.titles(&query, limit)))
            .unwrap_or(Err(Error::Panicked))
    }

    fn titles(&self, query: &Query, limit: usize) -> Result<Vec<Suggestion>> {
        let asked = self.asked(query, &query.text);
        if asked.terms.blank || asked.terms.units.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = Known::new(self.reader.searcher(), &self.fields);
        let gone: BTreeSet<DocAddress> = self.gone(&searcher, query)?;
        let compiled = in_title(&asked.reading, &searcher);
        let best = Except {
            shown: &gone,
            others: TopDocs::with_limit(LOOKED_AT).order_by_score(),
        };
        let mut found: Vec<Suggestion> = Vec::new();
        for (_, address) in searcher.search(&compiled, &best)? {
            let document: TantivyDocument = searcher.doc(address)?;
            let title = stored(&document, self.fields.title);
            if found.len() < limit && !found.iter().any(|other| other.title == title) {
                found.push(Suggestion {
                    organ: stored(&document, self.fields.organ),
                    id: stored(&document, self.fields.id),
                    kind: stored(&document, self.fields.kind),
                    title,
                });
            }
        }
        Ok(found)
    }
}
