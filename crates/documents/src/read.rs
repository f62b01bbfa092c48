//! Reading reports back in, in the layouts people publish: text with one cell a line, with `|`, with tabs or
//! with blank lines between cells; Markdown, HTML, DOCX, XLSX; and the JSON of `formats.md`.
//!
//! Every source becomes a [`flow::Flow`], a flat run of lines and cells; tables are then read by recognising
//! labels and taking the cells that follow. What differs from the form is read where it is plain what is meant,
//! and said in a note; what is not plain is left out and said too. Nothing is filled in.
//!
//! Notes carry these ids (the rule of `law.md`, with a word behind it where the rule covers several things):
//!
//! | id | what |
//! |---|---|
//! | R-1 | sections or tables that are not there, or foreign ones |
//! | R-1.row | a row of a table that is missing, incomplete or twice there |
//! | R-1.label | a label or heading that is worded or typed otherwise than in the form |
//! | R-1.number | numbers of headings that are mixed |
//! | R-1.leftover | traces of a word processor in the text |
//! | R-5 | a statistical period that is not 01-01 to 12-31 of the year |
//! | R-22, R-34 | cells that hold something else than the number they should |

mod bytes;
mod docx;
mod flow;
mod form;
mod heading;
mod html;
mod json;
mod label;
mod leftover;
mod notes;
mod prose;
mod shape;
mod table2;
mod table3;
mod table4;
mod text;
mod title;
mod value;
mod xlsx;

use law::{
    finding::Finding,
    report::{Report, check},
};

/// Larger files are refused; a report is a few hundred kilobytes.
pub const LIMIT: usize = 32 * 1024 * 1024;

/// A report as read, with what the reader noticed about its form.
#[derive(Debug, Clone)]
pub struct ReadReport {
    pub report: Report,
    pub notes: Vec<Finding>,
}

impl ReadReport {
    /// Everything there is to say of it: the notes, the identities, the written sections and, with last
    /// year's report as somebody handed it in, continuity. A row whose cells a note already names is not named twice.
    #[must_use]
    pub fn findings(&self, previous: Option<&Report>) -> Vec<Finding> {
        let noted = |finding: &Finding| {
            self.notes
                .iter()
                .any(|note| note.id == finding.id && note.place == finding.place)
        };
        let mut findings = self.notes.clone();
        findings.extend(
            check::identities(&self.report)
                .into_iter()
                .filter(|finding| !noted(finding)),
        );
        findings.extend(check::narrative(&self.report));
        if let Some(previous) = previous {
            findings.extend(check::continuity_imported(&self.report, previous));
        }
        findings
    }
}

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is larger than {LIMIT} bytes")]
    TooLarge,
    #[error("the file is empty")]
    Empty,
    #[error("the file holds no text in UTF-8, GB18030 or UTF-16")]
    NotText,
    #[error("{0} files are not read yet: give the report as docx, xlsx, html, md, txt or json")]
    NotReadYet(&'static str),
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("no section heading and no table of an annual report was recognised")]
    NotAReport,
}

impl ReadError {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::TooLarge => format!("文件超过{LIMIT}字节"),
            Self::Empty => "文件为空".into(),
            Self::NotText => "文件不是UTF-8、GB18030或UTF-16编码的文本".into(),
            Self::NotReadYet(kind) => {
                format!("尚不能读取{kind}文件，请提供docx、xlsx、html、md、txt或json")
            }
            Self::Damaged(what) => format!("文件损坏：{what}"),
            Self::NotAReport => "没有识别出年度报告的标题或表格".into(),
        }
    }
}

/// Reads a published report. The name helps only where the content does not tell.
pub fn report(bytes: &[u8], file_name: &str) -> Result<ReadReport, ReadError> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLarge);
    }
    match bytes::source(bytes, file_name)? {
        bytes::Source::Json(text) => json::read(&text),
        bytes::Source::Html(text) => form::read(&html::flow(&text)),
        bytes::Source::Text(text) => form::read(&text::flow(&text)),
        bytes::Source::Docx => form::read(&docx::flow(bytes)?),
        bytes::Source::Xlsx => form::read(&xlsx::flow(bytes)?),
    }
}
