//! What a query finds.

#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Results {
    /// All hits of the levels that were looked at.
    pub total: usize,
    /// How many of them there are at each level, strictest first.
    pub levels: Vec<LevelCount>,
    /// The words that a hit of [`Level::Words`] holds, as they were typed.
    pub words: Vec<String>,
    /// Words that were also looked for in another way.
    pub meant: Vec<Meant>,
    /// What was looked for instead, because nothing holds what was typed.
    pub corrected: Option<String>,
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// Whether the query was longer than was looked at.
    pub cut: bool,
}

/// A word, and what means the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Meant {
    pub typed: String,
    pub others: Vec<String>,
}

/// How much of a query a document holds. Hits are ordered by this first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Every term as it was typed.
    #[default]
    Exact,
    /// Every word, wherever it stands.
    Words,
    /// The most pairs of characters.
    Part,
}

impl Level {
    /// Strictest first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Words, Self::Part];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LevelCount {
    pub level: Level,
    pub count: usize,
}

/// One document found. The two `_html` texts are escaped and hold no tag but `<mark>`.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Hit {
    pub level: Level,
    pub organ: String,
    pub id: String,
    pub kind: String,
    pub column: String,
    pub title: String,
    pub title_html: String,
    pub snippet_html: String,
    pub document_number: String,
    pub year: String,
    pub validity: String,
    pub published_on: String,
}

/// Counts under the query and all filters but the dimension's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Facets {
    pub organ: Vec<FacetCount>,
    pub column: Vec<FacetCount>,
    pub year: Vec<FacetCount>,
    pub validity: Vec<FacetCount>,
    pub kind: Vec<FacetCount>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct FacetCount {
    pub value: String,
    pub count: u64,
}
