//! Reading reports back in: text, Markdown, HTML and JSON, in the layouts people publish.

use law::{finding::Finding, report::Report};

/// A report as read, with what the reader noticed about its form.
#[derive(Debug, Clone)]
pub struct ReadReport {
    pub report: Report,
    pub notes: Vec<Finding>,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the file holds no text in UTF-8, GB18030 or UTF-16")]
    NotText,
}

/// Reads a published report.
pub fn report(_bytes: &[u8], _file_name: &str) -> Result<ReadReport, ReadError> {
    Err(ReadError::NotText)
}
