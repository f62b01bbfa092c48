//! 遮盖: a new file without what is withheld (law.md Q-21, trap 38). Text is taken out and not painted over; what was withheld is
//! looked for once more in all bytes of the result, and a file in which it is still found is not given out.
//!
//! | in | out | how |
//! |---|---|---|
//! | DOCX | DOCX | every part: text, headers, footers, notes, comments, tracked changes, properties, link targets |
//! | XLSX | XLSX | the cells people see as they are, with their formats; a page is a sheet |
//! | TXT | TXT | pages end with a form feed |
//! | HTML | HTML | text and attributes; scripts and remarks go |
//! | PDF | PDF | the same pages with boxes; where they cannot be followed, set anew from the text, without pictures and layout |
//!
//! Withheld phrases are found whatever their blanks, line breaks, full-width digits and letters' case.

mod docx;
mod html;
mod notice;
mod pdf;
mod phrase;
mod search;
pub(crate) mod xlsx;
mod xml;

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Error, apart::Stopped, fonts::Fonts, picture, upload};
use phrase::Phrase;

pub use notice::{Hidden, Notice};

/// Larger files are refused.
pub const LIMIT: usize = 64 * 1024 * 1024;
/// What stands where a character was.
const MASK: char = '■';

/// Something to withhold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withholding {
    /// From 1; `None` for the whole document.
    pub page: Option<u32>,
    pub what: What,
    /// Why; for the applicant to read.
    pub reason: String,
}

/// What of a page is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Phrase(String),
    Page,
}

/// A file without what is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted {
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// pdf, docx, xlsx, txt, html.
    pub ending: Cow<'static, str>,
    /// How often each withholding was found, in their order; a page once.
    pub counts: Vec<usize>,
    pub notices: Vec<Notice>,
}

/// Why no file was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RedactError {
    #[error("the file is larger than {LIMIT} bytes")]
    TooLarge,
    #[error("{0} files cannot be redacted: docx, xlsx, txt, html and pdf can")]
    Kind(String),
    #[error("{}", .0.en())]
    Upload(upload::UploadError),
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("the file is encrypted")]
    Encrypted,
    /// A page without a text layer.
    #[error("page {0} has no text layer (a scan?)")]
    Scan(u32),
    /// A page of which not all text could be read.
    #[error("page {0} has text that cannot be read")]
    Unreadable(u32),
    /// A page whose font has an encoding of its own and does not say which character each code is.
    #[error(
        "a font on page {0} does not say which characters its codes are: what is to be withheld could stand there unseen"
    )]
    OwnEncoding(u32),
    /// A page with writing from top to bottom.
    #[error("page {0} has writing from top to bottom, which is not redacted for sure")]
    Vertical(u32),
    /// Text in a pattern, a mask or a glyph that is drawn.
    #[error(
        "text is painted by a pattern, a mask or a drawn glyph, which is not redacted for sure"
    )]
    Painted,
    /// A document inside the document.
    #[error("the file holds another, {0}, that cannot be searched")]
    Embedded(String),
    #[error("a phrase to withhold is empty")]
    EmptyPhrase,
    #[error("{0} pages have no fixed numbers in this kind of file")]
    NoPages(Cow<'static, str>),
    #[error("there is no page {0}")]
    NoSuchPage(u32),
    /// A phrase that is nowhere: the clerk would think it was taken out.
    #[error("not found: {0}")]
    NotFound(String),
    /// The last look found it in the result.
    #[error("{phrase} is still in {place}")]
    Remains { phrase: String, place: String },
    #[error(transparent)]
    Document(#[from] Error),
    /// The reader in its own process was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl RedactError {
    /// The sentence for a person.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::TooLarge => "文件过大".into(),
            Self::Kind(kind) => {
                format!("不能处理{kind}文件，可以处理docx、xlsx、txt、html和有文字层的pdf")
            }
            Self::Upload(error) => error.zh(),
            Self::Damaged(why) => format!("文件损坏：{why}"),
            Self::Encrypted => "文件已加密，请先解除加密".into(),
            Self::Scan(page) => format!(
                "第{page}页没有文字层（可能是扫描件），无法查找其中的文字；请提供电子原件，或者将该页整页不予公开"
            ),
            Self::Unreadable(page) => {
                format!("第{page}页有无法识别的文字，不能保证遮盖完全；请提供电子原件")
            }
            Self::OwnEncoding(page) => format!(
                "第{page}页的字体没有说明各个代码是什么字，应当遮盖的文字可能在其中而查找不到；请从原文件（Word、WPS）重新导出PDF，或者将该页整页不予公开"
            ),
            Self::Vertical(page) => format!(
                "第{page}页有竖排文字，不能保证遮盖完全；请改为横排后重新导出PDF，或者将该页整页不予公开"
            ),
            Self::Painted => {
                "文件中有用图案、蒙版或者绘制的字形画出的文字，不能保证遮盖完全；请从原文件重新导出PDF".into()
            }
            Self::Embedded(name) => {
                format!("文件中嵌有其他文件（{name}），无法查找其中的文字，请先删除")
            }
            Self::EmptyPhrase => "不予公开的词语不能为空".into(),
            Self::NoPages(kind) => {
                format!("{kind}文件没有固定页码，请对全文处理，或者转成pdf后逐页处理")
            }
            Self::NoSuchPage(page) => format!("没有第{page}页"),
            Self::NotFound(phrase) => format!("没有找到“{phrase}”，请核对后重试"),
            Self::Remains { phrase, place } => {
                format!("“{phrase}”仍然存在于{place}，没有生成文件")
            }
            Self::Document(error) => error.message(law::Lang::Zh),
            Self::Stopped(stopped) => stopped.message(law::Lang::Zh),
        }
    }
}

/// The file without what is withheld. The name tells text from web page; the content decides what else it is.
pub fn redact(
    file_name: &str,
    bytes: &[u8],
    withheld: &[Withholding],
    fonts: &Fonts,
) -> Result<Redacted, RedactError> {
    if bytes.len() > LIMIT {
        return Err(RedactError::TooLarge);
    }
    let order = Order::of(withheld)?;
    let ending = file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    let redacted = match ending.as_str() {
        "txt" => text(bytes, &order),
        "html" | "htm" => html::redact(bytes, &order),
        "jpg" | "jpeg" | "png" | "gif" | "tif" | "tiff" | "webp" => picture(bytes, &ending, &order),
        "docx" | "xlsx" | "pdf" => {
            upload::check(file_name, bytes, LIMIT).map_err(|error| match error {
                upload::UploadError::Encrypted => RedactError::Encrypted,
                error => RedactError::Upload(error),
            })?;
            match ending.as_str() {
                "docx" => docx::redact(bytes, &order),
                "xlsx" => xlsx::redact(bytes, &order),
                _ => pdf::redact(bytes, &order, fonts),
            }
        }
        _ => Err(RedactError::Kind(ending)),
    }?;
    // First of all: what stands where nothing is masked was not counted, and is not to be called absent.
    search::nothing_remains(&redacted, &order)?;
    for (withholding, count) in withheld.iter().zip(&redacted.counts) {
        if let (What::Phrase(phrase), 0) = (&withholding.what, count) {
            return Err(RedactError::NotFound(phrase.clone()));
        }
    }
    Ok(redacted)
}

/// The withholdings, ready to be looked for.
struct Order<'a> {
    withheld: &'a [Withholding],
    phrases: Vec<Option<Phrase>>,
}

impl<'a> Order<'a> {
    fn of(withheld: &'a [Withholding]) -> Result<Self, RedactError> {
        let phrases = withheld
            .iter()
            .map(|it| match &it.what {
                What::Page => Ok(None),
                What::Phrase(phrase) => {
                    Phrase::of(phrase).map(Some).ok_or(RedactError::EmptyPhrase)
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { withheld, phrases })
    }

    /// Phrases for a page (or for a text without pages), with their places in the list.
    fn phrases(&self, page: Option<u32>) -> impl Iterator<Item = (usize, &Phrase)> {
        self.phrases
            .iter()
            .enumerate()
            .filter(move |(place, _)| {
                let of = self.withheld[*place].page;
                of.is_none() || of == page
            })
            .filter_map(|(place, phrase)| Some((place, phrase.as_ref()?)))
    }

    /// Why a page is withheld whole.
    fn whole(&self, page: u32) -> Option<(usize, &str)> {
        self.withheld
            .iter()
            .enumerate()
            .find(|(_, it)| it.what == What::Page && it.page.is_none_or(|of| of == page))
            .map(|(place, it)| (place, it.reason.as_str()))
    }

    /// For a kind of file without pages: only phrases of the whole.
    fn without_pages(&self, kind: &'static str) -> Result<(), RedactError> {
        let paged = |it: &Withholding| it.page.is_some() || it.what == What::Page;
        if self.withheld.iter().any(paged) {
            Err(RedactError::NoPages(kind.into()))
        } else {
            Ok(())
        }
    }

    /// Every page named must be there.
    fn within(&self, pages: u32) -> Result<(), RedactError> {
        let named: BTreeSet<u32> = self.withheld.iter().filter_map(|it| it.page).collect();
        match named.into_iter().find(|page| *page == 0 || *page > pages) {
            Some(page) => Err(RedactError::NoSuchPage(page)),
            None => Ok(()),
        }
    }

    fn counts(&self) -> Vec<usize> {
        vec![0; self.withheld.len()]
    }

    /// A text of a page with its phrases masked.
    fn masked(&self, page: Option<u32>, text: &str, counts: &mut [usize]) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let original = characters.clone();
        for (place, phrase) in self.phrases(page) {
            for hit in phrase.hits(&original) {
                counts[place] += 1;
                for c in characters[hit].iter_mut().filter(|c| !c.is_whitespace()) {
                    *c = MASK;
                }
            }
        }
        characters.into_iter().collect()
    }
}

/// A picture without what it says beside itself. What is drawn on it nobody reads here, so that no phrase can be taken out.
fn picture(bytes: &[u8], ending: &str, order: &Order<'_>) -> Result<Redacted, RedactError> {
    let made = picture::cleaned(bytes)
        .map_err(|damaged| RedactError::Damaged(damaged.to_string()))?
        .ok_or_else(|| RedactError::Kind(ending.to_string()))?;
    let mut left_out = notice::LeftOut::default();
    left_out.add(Hidden::PictureData, made.found.blocks);
    Ok(Redacted {
        bytes: made.bytes,
        ending: ending.to_string().into(),
        counts: order.counts(),
        notices: std::iter::once(Notice::Pictures(1))
            .chain(left_out.notices())
            .collect(),
    })
}

/// TXT: pages end with a form feed.
fn text(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    let text = decoded(bytes)?;
    let pages: Vec<&str> = text.split('\u{C}').collect();
    order.within(u32::try_from(pages.len()).unwrap_or(u32::MAX))?;
    let mut counts = order.counts();
    let pages: Vec<String> = (1..)
        .zip(&pages)
        .map(|(number, page)| match order.whole(number) {
            Some((place, reason)) => {
                counts[place] += 1;
                format!("第{number}页不予公开：{reason}\n")
            }
            None => order.masked(Some(number), page, &mut counts),
        })
        .collect();
    // A phrase that runs over the end of a page is no phrase of either.
    let whole = order.masked(None, &pages.join("\u{C}"), &mut counts);
    Ok(Redacted {
        bytes: whole.into_bytes(),
        ending: "txt".into(),
        counts,
        notices: Vec::new(),
    })
}

/// UTF-8, with or without its mark, or GB18030.
pub(crate) fn decoded(bytes: &[u8]) -> Result<String, RedactError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_string(),
        Err(_) => {
            let (text, _, wrong) = encoding_rs::GB18030.decode(bytes);
            if wrong {
                return Err(RedactError::Damaged(
                    "不是UTF-8或者GB18030编码的文本".into(),
                ));
            }
            text.into_owned()
        }
    };
    if text.contains('\0') {
        return Err(RedactError::Damaged("不是文本".into()));
    }
    Ok(text)
}
