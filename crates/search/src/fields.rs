//! The document and the fields it is kept in.

use tantivy::{
    TantivyDocument, Term,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions, Value,
    },
    tokenizer::TokenizerManager,
};

use crate::{
    bigram::Bigrams,
    numbers,
    units::{Unit, units},
    words::Words,
};

/// One public item. Texts are plain, dates are `YYYY-MM-DD`, unknown texts are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// Code of the organ 公开主体.
    pub organ: String,
    pub id: String,
    /// What it is: `item`, `organ`, `guide`, `leader`, `report`.
    pub kind: String,
    /// 栏目.
    pub column: String,
    pub title: String,
    pub summary: String,
    /// 文号.
    pub document_number: String,
    /// Year of publication; 0 if unknown.
    pub year: i64,
    /// 有效性.
    pub validity: String,
    /// 发布日期.
    pub published_on: String,
    pub body: String,
    /// 索引号.
    pub index_number: String,
    /// Names of the files that belong to it.
    pub files: Vec<String>,
    /// What can be read in those files.
    pub files_text: String,
}

/// Changes when the fields or the tokens do; an index of another version is left and a new one fed.
pub(crate) const VERSION: &str = "v3";

const BIGRAMS: &str = "bigrams";
const WORDS: &str = "words";

#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) key: Field,
    pub(crate) organ: Field,
    pub(crate) id: Field,
    pub(crate) kind: Field,
    pub(crate) column: Field,
    pub(crate) year: Field,
    pub(crate) validity: Field,
    pub(crate) published_on: Field,
    pub(crate) day: Field,
    pub(crate) title: Field,
    pub(crate) summary: Field,
    pub(crate) document_number: Field,
    pub(crate) body: Field,
    /// Names of files and what they say.
    pub(crate) files: Field,
    /// Matching: 文号 and 索引号 in one spelling.
    pub(crate) number_keys: Field,
    /// Matching: the title.
    pub(crate) title_match: Field,
    /// Matching: everything else.
    pub(crate) text_match: Field,
    /// Ranking: words of the title.
    pub(crate) title_words: Field,
    /// Ranking: words of everything else.
    pub(crate) text_words: Field,
}

impl Fields {
    pub(crate) fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let facet = || (STRING | STORED).set_fast("raw");
        let indexed = |tokenizer, record| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(record),
            )
        };
        let matching = || indexed(BIGRAMS, IndexRecordOption::WithFreqsAndPositions);
        let ranking = || indexed(WORDS, IndexRecordOption::WithFreqs);
        let fields = Self {
            key: schema.add_text_field("key", STRING),
            organ: schema.add_text_field("organ", facet()),
            id: schema.add_text_field("id", STORED),
            kind: schema.add_text_field("kind", facet()),
            column: schema.add_text_field("column", facet()),
            year: schema.add_text_field("year", facet()),
            validity: schema.add_text_field("validity", facet()),
            published_on: schema.add_text_field("published_on", STORED),
            day: schema.add_i64_field("day", INDEXED | FAST),
            title: schema.add_text_field("title", STORED),
            summary: schema.add_text_field("summary", STORED),
            document_number: schema.add_text_field("document_number", STORED),
            body: schema.add_text_field("body", STORED),
            files: schema.add_text_field("files", STORED),
            number_keys: schema.add_text_field("number_keys", STRING),
            title_match: schema.add_text_field("title_match", matching()),
            text_match: schema.add_text_field("text_match", matching()),
            title_words: schema.add_text_field("title_words", ranking()),
            text_words: schema.add_text_field("text_words", ranking()),
        };
        (schema.build(), fields)
    }

    pub(crate) fn document(&self, doc: &Doc) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        let body = one_line(&doc.body);
        let summary = one_line(&doc.summary);
        let files = one_line(&format!("{}。 {}", doc.files.join("。 "), doc.files_text));
        let files = if doc.files.is_empty() { "" } else { &files };
        let year = if doc.year == 0 {
            String::new()
        } else {
            doc.year.to_string()
        };
        for (field, text) in [
            (self.key, key(&doc.organ, &doc.id).as_str()),
            (self.organ, &doc.organ),
            (self.id, &doc.id),
            (self.kind, &doc.kind),
            (self.column, &doc.column),
            (self.year, &year),
            (self.validity, &doc.validity),
            (self.published_on, &doc.published_on),
            (self.title, &doc.title),
            (self.summary, &summary),
            (self.document_number, &doc.document_number),
            (self.body, &body),
            (self.files, files),
            (self.title_match, &doc.title),
            (self.title_words, &doc.title),
        ] {
            out.add_text(field, text);
        }
        for text in [
            &summary,
            &doc.document_number,
            &doc.index_number,
            body.as_str(),
            files,
        ] {
            out.add_text(self.text_match, text);
            out.add_text(self.text_words, text);
        }
        for number in [&doc.document_number, &doc.index_number] {
            for key in numbers::keys(&units_of(number)) {
                out.add_text(self.number_keys, key);
            }
        }
        out.add_i64(self.day, day(&doc.published_on));
        out
    }

    pub(crate) fn key_term(&self, organ: &str, id: &str) -> Term {
        Term::from_field_text(self.key, &key(organ, id))
    }
}

pub(crate) fn tokenizers(words: &Words) -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(BIGRAMS, Bigrams);
    manager.register(WORDS, words.clone());
    manager
}

/// A stored text, empty if it was not kept.
pub(crate) fn stored(document: &TantivyDocument, field: Field) -> String {
    document
        .get_first(field)
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn key(organ: &str, id: &str) -> String {
    format!("{organ}/{id}")
}

/// `2022-03-08` as 20220308, so that days sort; 0 if it is none.
fn day(date: &str) -> i64 {
    date.replace('-', "").parse().unwrap_or(0)
}

fn units_of(text: &str) -> Vec<Unit> {
    units(text).into_iter().map(|(unit, _)| unit).collect()
}

/// White space in a row becomes one space: snippets are one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
