//! Elements of HTML that stand on lines of their own: what is before and after them does not read on.

const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// Whether an element is a block. Tables and their parts are not here: each reader has its own mind of them.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}
