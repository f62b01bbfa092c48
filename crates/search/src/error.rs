//! What can go wrong, by what the caller can do about it.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process writes to this index; only that one can feed it.
    #[error("another process is writing to the search index")]
    Busy,
    /// The engine panicked on this query; other queries are not affected.
    #[error("the search engine panicked on this query")]
    Panicked,
    /// The index cannot be read or written: disk full, no permission, damaged.
    #[error("search index: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("search index folder: {0}")]
    Folder(#[from] std::io::Error),
}
