//! What a query finds.

#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Results {
    pub total: usize,
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// Where nothing was found: the query cut into words, with which something would be. To be offered, not used unasked.
    pub suggestion: Option<String>,
    /// Whether the query was longer than was looked at.
    pub cut: bool,
}

/// One document found. The two `_html` texts are escaped and hold no tag but `<mark>`.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Hit {
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
