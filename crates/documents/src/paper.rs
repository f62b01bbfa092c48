//! 公开信息 on paper (P-8): what stands on the page of a published item, as PDF and DOCX, with its header (P-9) and where it can be
//! checked.

mod blocks;
mod docx;
mod pdf;
mod table;

use jiff::civil::Date;
use serde::Serialize;

pub use docx::docx;
pub use pdf::pdf;

/// A published item as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    pub title: String,
    pub organ: String,
    /// The header: label and value of each line.
    pub facts: Vec<(String, String)>,
    /// What is to be read first, such as that it is repealed; or empty.
    pub notice: String,
    pub summary: String,
    /// Cleaned HTML.
    #[serde(skip)]
    pub body_html: String,
    /// Label and names of the attachments, which are not part of it.
    pub attachments: (String, Vec<String>),
    /// Where it stands and by what it can be checked, a line each.
    pub source: Vec<String>,
    /// The day of its text.
    #[serde(skip)]
    pub on: Date,
}
