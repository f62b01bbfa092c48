//! A query as a person types it, and what it asks of the index.

mod compile;
mod reading;
mod spots;
mod terms;

pub(crate) use compile::{filters, in_title, left_out, matching, placed};
pub(crate) use reading::{Reading, Want};
pub(crate) use terms::{Terms, parse};

/// What to find. An absent filter lets everything through; an empty text lists everything, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What a person types. Terms are separated by spaces; quotation marks keep words together; `-` before a word leaves out what
    /// holds it.
    pub text: String,
    /// Nothing is corrected: what is typed is meant.
    pub as_typed: bool,
    pub organ: Option<String>,
    pub column: Option<String>,
    pub year: Option<i64>,
    pub validity: Option<String>,
    pub kind: Option<String>,
    pub sort: Sort,
    pub offset: usize,
    /// At most 100.
    pub limit: usize,
    /// Documents that have changed since the index took them in. One that stands otherwise by now is neither found nor counted.
    pub changed: Vec<Standing>,
}

/// How a document stands at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub organ: String,
    pub id: String,
    /// `None`: nobody may see it.
    pub title: Option<String>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            as_typed: false,
            organ: None,
            column: None,
            year: None,
            validity: None,
            kind: None,
            sort: Sort::Relevance,
            offset: 0,
            limit: 20,
            changed: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    #[default]
    Relevance,
    /// Newest first.
    Date,
}
