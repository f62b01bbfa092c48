//! Reading reports back in, in the layouts people publish: text with one cell a line, with `|`, with tabs or
//! with blank lines between cells; Markdown, HTML, DOCX, XLSX, PDF with a text layer; and the JSON of `formats.md`.
//! What is a picture is refused: nothing is guessed from pixels.
//!
//! Every source becomes a [`flow::Flow`], a flat run of lines and cells; tables are then read by recognising
//! labels and taking the cells that follow. What differs from the form is read where it is plain what is meant,
//! and said in a note; what is not plain is left out and said too. Nothing is filled in.
//!
//! The parsers behind DOCX, XLSX and PDF are other people's and young. [`report`] bounds what it takes in and keeps a
//! panic of theirs to itself; files that others made are read through [`crate::apart`], in a process with limits.
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
mod glued;
mod glyph;
mod heading;
mod html;
mod json;
mod label;
mod leftover;
mod notes;
mod pdf;
mod prose;
mod second;
mod shape;
mod table2;
mod table3;
mod table4;
mod text;
mod title;
mod value;
mod variant;
mod xlsx;

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use law::{
    finding::Finding,
    report::{Report, check},
};
use serde::{Deserialize, Serialize};

use crate::apart::Stopped;

pub(crate) use html::is_too_deep;
pub use variant::{How, Variant};

/// Larger files are refused; a report is a few hundred kilobytes.
pub const LIMIT: usize = 32 * 1024 * 1024;

/// A report as read, with what the reader noticed about its form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadReport {
    pub report: Report,
    pub notes: Vec<Finding>,
    /// What was written otherwise than in the form and how it was understood, each with its place.
    pub variants: Vec<Variant>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReadError {
    #[error("the file is larger than a report can be (32 MB, as text 8 MB)")]
    TooLarge,
    #[error("the PDF has {0} pages, a report has some ten")]
    TooManyPages(usize),
    #[error("the file is empty")]
    Empty,
    #[error("the file holds no text in UTF-8, GB18030 or UTF-16")]
    NotText,
    #[error(
        "{0} files are not read: give the report as docx, xlsx, pdf, html, md, txt or json (Word and WPS save as docx)"
    )]
    NotReadYet(Cow<'static, str>),
    #[error("the {0} is encrypted: save it without a password first")]
    Encrypted(Cow<'static, str>),
    #[error("the file is a picture: give the report as text, nothing is guessed from pictures")]
    Picture,
    #[error(
        "the pages are pictures without a text layer, as from a scanner: give the file they were printed from"
    )]
    Scanned,
    #[error(
        "the fonts of the PDF do not tell which characters they draw: give the file it was made from"
    )]
    UnreadableFonts,
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("no section heading and no table of an annual report was recognised")]
    NotAReport,
    #[error("{} formulas were never calculated ({}): open the file in Excel or WPS, save it, and try again", .0.len(), crate::sheet::few(.0))]
    NeverCalculated(Vec<String>),
    #[error(
        "the numbers of the tables run together and cannot be told apart: give a file that keeps the cells"
    )]
    RunTogether,
    /// The reader in its own process was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl ReadError {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::TooLarge => "文件过大，不像是一份年度报告（上限32MB，文本8MB）".into(),
            Self::TooManyPages(pages) => format!("PDF有{pages}页，不像是一份年度报告"),
            Self::Empty => "文件为空".into(),
            Self::NotText => "文件不是UTF-8、GB18030或UTF-16编码的文本".into(),
            Self::NotReadYet(kind) => {
                format!(
                    "不能读取{kind}文件，请提供docx、xlsx、pdf、html、md、txt或json（Word、WPS可另存为docx）"
                )
            }
            Self::Encrypted(kind) => format!("{kind}文件已加密，请先去掉密码再检查"),
            Self::Picture => {
                "这是图片，无法读取；请提供有文字的文件，本程序不从图片猜测文字".into()
            }
            Self::Scanned => {
                "页面是图片（扫描件），没有文字层，无法读取；请提供打印或扫描之前的文件".into()
            }
            Self::UnreadableFonts => {
                "PDF的字体没有说明所画的是什么字，无法读取；请提供转换之前的文件".into()
            }
            Self::Damaged(what) => format!("文件损坏：{what}"),
            Self::NotAReport => "没有识别出年度报告的标题或表格".into(),
            Self::NeverCalculated(cells) => format!(
                "有{}个公式从未计算过，没有结果（{}）；请用Excel或者WPS打开文件并保存后再读取",
                cells.len(),
                crate::sheet::few(cells)
            ),
            Self::RunTogether => {
                "找到了年度报告的标题和表格，但是表中的数字连在一起，无法分开，没有读取；请提供保留单元格的文件"
                    .into()
            }
            Self::Stopped(stopped) => stopped.message(law::Lang::Zh),
        }
    }
}

/// The text of a PDF in reading order: paragraphs, and cells of ruled tables with the number of their row.
pub(crate) fn pages_of(bytes: &[u8]) -> Result<Vec<(Option<u32>, String)>, ReadError> {
    let pieces = pdf::flow(bytes)?.pieces.into_iter();
    Ok(pieces.map(|piece| (piece.row, piece.text)).collect())
}

/// Reads a published report. The name helps only where the content does not tell.
pub fn report(bytes: &[u8], file_name: &str) -> Result<ReadReport, ReadError> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLarge);
    }
    // What makes a parser panic is a damaged file to whoever asked.
    catch_unwind(AssertUnwindSafe(|| read(bytes, file_name)))
        .unwrap_or_else(|_| Err(ReadError::Damaged("it breaks the reader".into())))
}

fn read(bytes: &[u8], file_name: &str) -> Result<ReadReport, ReadError> {
    let (source, encoding) = bytes::source(bytes, file_name)?;
    let mut flow = match source {
        bytes::Source::Json(text) => return json::read(&text),
        bytes::Source::Html(text) => html::flow(&text)?,
        bytes::Source::Text(text) => text::flow(&text),
        bytes::Source::Docx => docx::flow(bytes)?,
        bytes::Source::Xlsx => xlsx::flow(bytes)?,
        bytes::Source::Pdf => pdf::flow(bytes)?,
    };
    if let Some(encoding) = encoding {
        flow.note(How::Encoding, encoding);
    }
    glyph::plain(&mut flow);
    glued::part(&mut flow);
    form::read(flow, file_name)
}
