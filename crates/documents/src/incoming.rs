//! 来稿: a document of an office program, a page or a table as the draft of an item: its text as plain HTML by what it means and
//! not by how it looks, what it says of itself (标题, 发文字号, 主送机关, 成文日期: GB/T 9704), its pictures, and the name of
//! everything that was left out. Nothing that a reader of the document does not see is taken in; all of it is in the extract, for
//! those who look for what must not go out.

mod block;
mod docx;
mod head;
mod html;
mod left;
mod line;
mod markup;
mod opendocument;
mod page;
mod picture;
mod sheet;
mod xml;

use std::borrow::Cow;

use jiff::civil::Date;
use law::Lang;
use serde::{Deserialize, Serialize};

use crate::{
    apart::Stopped,
    packed::PackFault,
    text::{self, Extract},
    upload::{self, UploadError},
};

pub use left::{Left, What};
pub use picture::Picture;

use block::Block;
use left::Tally;

/// Characters of HTML that the text of one item may have.
pub const LONGEST: usize = 400_000;

/// A document as a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Incoming {
    /// What it was: `docx`, `odt`, `pdf`, `html`, `xlsx`, `text` …
    pub format: Cow<'static, str>,
    /// What it seems to say of itself; empty where it does not say it. People look at each.
    pub title: String,
    pub number: String,
    pub addressees: String,
    pub made_on: Option<Date>,
    pub summary: String,
    /// The text; pictures stand in it as `files/HASH`.
    pub html: String,
    /// Characters of text that a reader sees.
    pub words: usize,
    /// Pictures and pages without text: what may carry a text that nobody can read out.
    pub pictured: usize,
    pub left: Vec<Left>,
    /// Cleaned and of a size for pages, in the order of the text. Their bytes travel beside them.
    pub pictures: Vec<Picture>,
    /// All that the document says, seen or not.
    pub extract: Extract,
}

impl Incoming {
    /// Whether the document holds what its readers do not see: it does not go out as it is.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.left.iter().any(|left| left.what.is_hidden())
    }
}

/// Why a document is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum IncomingError {
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// Word and WPS before 2007, RTF.
    #[error("a document in a format before 2007")]
    Old,
    /// No text is taken from it; the text is its ending.
    #[error("no text is taken from files of type {0}")]
    Kind(String),
    /// Characters of text as HTML.
    #[error("{0} characters are more than an item holds")]
    TooLong(usize),
    #[error("there is nothing in it")]
    Empty,
    #[error("the document is damaged: {0}")]
    Damaged(String),
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl IncomingError {
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Upload(error) => error.message(lang),
            Self::Stopped(stopped) => stopped.message(lang),
            Self::Old => lang
                .pick(
                    "这是2007年以前的格式（.doc、.wps、.rtf），不能可靠地读出正文。请用 Word 或者 WPS 打开，另存为 .docx 后再导入。",
                    "This is a format of before 2007 (.doc, .wps, .rtf), whose text cannot be read reliably. Open it in Word or WPS, save it as .docx and bring that.",
                )
                .into(),
            Self::Kind(ending) => match lang {
                Lang::Zh => format!("不能从 .{ending} 文件读入正文。可以导入 docx、odt、html、pdf、ofd、xlsx、ods、csv、txt、md；其他文件请作为附件上传。"),
                Lang::En => format!("No text is taken from .{ending} files. Bring docx, odt, html, pdf, ofd, xlsx, ods, csv, txt or md, and attach other files to the item."),
            },
            Self::TooLong(length) => match lang {
                Lang::Zh => format!("正文有{length}个字符，超过一条信息的上限{LONGEST}。请把文件作为附件上传，正文写摘要。"),
                Lang::En => format!("The text has {length} characters, more than the {LONGEST} of an item. Attach the file and write a summary as the text."),
            },
            Self::Empty => lang
                .pick(
                    "文件里没有可以读入的文字。",
                    "There is no text in the file.",
                )
                .into(),
            Self::Damaged(_) => lang
                .pick(
                    "文件已损坏或者结构不完整，没有读入。请用办公软件打开并另存后再试。",
                    "The file is damaged or incomplete and was not read. Open it in an office program, save it anew and try again.",
                )
                .into(),
        }
    }
}

impl From<PackFault> for IncomingError {
    fn from(fault: PackFault) -> Self {
        Self::Upload(fault.into())
    }
}

fn damaged(error: impl std::fmt::Display) -> IncomingError {
    IncomingError::Damaged(error.to_string())
}

/// What one reader made of a document.
#[derive(Default)]
struct Read {
    blocks: Vec<Block>,
    /// As the document has them, by number.
    pictures: Vec<picture::Raw>,
    left: Tally,
    /// Pages that show something and have no text.
    blank_pages: usize,
}

/// A document as a draft; the bytes of its pictures beside it, one behind the other.
///
/// # Errors
/// It is of no kind whose text is taken, is damaged, or says too much for one item.
pub fn read(name: &str, bytes: &[u8], limit: usize) -> Result<(Incoming, Vec<u8>), IncomingError> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    let page = ["html", "htm", "xhtml"].contains(&ending.as_str());
    let plain = ending == "md";
    if !page && !plain {
        upload::check(name, bytes, limit)?;
    } else if bytes.is_empty() || bytes.len() > limit {
        upload::check("a.txt", bytes, limit)?;
    }
    let old = bytes.starts_with(b"\xD0\xCF\x11\xE0") || bytes.starts_with(b"{\\rtf");
    let (format, read) = match ending.as_str() {
        "doc" | "wps" | "rtf" if old => return Err(IncomingError::Old),
        "docx" | "wps" => ("docx", docx::read(bytes)?),
        "odt" => ("odt", opendocument::read(bytes)?),
        "html" | "htm" | "xhtml" => ("html", html::read(bytes)?),
        "pdf" => ("pdf", page::read(bytes)?),
        "ofd" => ("ofd", page::fixed(name, bytes)?),
        "xlsx" | "xls" | "et" | "ods" | "csv" => ("sheet", sheet::read(name, bytes)?),
        "txt" | "md" => ("text", line::read(bytes)?),
        _ => return Err(IncomingError::Kind(ending)),
    };
    made(name, bytes, format, read)
}

fn made(
    name: &str,
    bytes: &[u8],
    format: &'static str,
    read: Read,
) -> Result<(Incoming, Vec<u8>), IncomingError> {
    let Read {
        mut blocks,
        pictures,
        mut left,
        blank_pages,
    } = read;
    let said = head::of(&mut blocks, &mut left);
    let shown = picture::shown(&pictures, &blocks, &mut left);
    let html = markup::of(&blocks, &shown);
    let length = html.chars().count();
    if length > LONGEST {
        return Err(IncomingError::TooLong(length));
    }
    let words = blocks.iter().map(Block::words).sum::<usize>() + said.title.chars().count();
    let pictured = pictures.len() + blank_pages;
    if words == 0 && pictured == 0 {
        return Err(IncomingError::Empty);
    }
    let (pictures, beside) = picture::apart(shown, &blocks);
    Ok((
        Incoming {
            format: format.into(),
            title: said.title,
            number: said.number,
            addressees: said.addressees,
            made_on: said.made_on,
            summary: said.summary,
            html,
            words,
            pictured,
            left: left.named(),
            pictures,
            extract: text::of(name, bytes),
        },
        beside,
    ))
}

/// An address that a reader may follow; none of a script, a file or another program.
fn followed(target: &str) -> Option<String> {
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|start| lower.starts_with(start))
        .then(|| target.to_string())
}
