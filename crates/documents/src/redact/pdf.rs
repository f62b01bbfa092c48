//! PDF: the same pages, in which what is withheld and what nobody sees is gone from the text itself, with a box where something stood
//! (`kept`); where a file cannot be followed so far, a new one, set from the text of each page (`anew`).

mod anew;
mod drawn;
mod font;
mod insert;
mod kept;
mod matrix;
mod odd;
mod page;
mod rewrite;
mod strip;
mod told;
mod walk;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use unpdf::{Block, ErrorKind, ParseOptions};

use super::{Order, RedactError, Redacted, What};
use crate::{fonts::Fonts, pdf_fonts, typeset};
use kept::{Failure, Papers};

const TEMPLATE: &str = include_str!("../../templates/redacted.typ");

/// The file as it is laid out, with boxes where something stood; where that cannot be done, set anew from its text.
pub(super) fn redact(
    bytes: &[u8],
    order: &Order<'_>,
    fonts: &Fonts,
) -> Result<Redacted, RedactError> {
    let source = read(bytes)?;
    order.within(u32::try_from(source.len()).unwrap_or(u32::MAX))?;
    let papers = papers(&source, order, fonts)?;
    // The reader of objects is young as well: where it breaks, the other way is left.
    let kept = catch_unwind(AssertUnwindSafe(|| {
        kept::redact(bytes, order, &source, &papers)
    }));
    match kept {
        Ok(Ok(kept)) => {
            let made = Redacted {
                bytes: kept.bytes,
                ending: "pdf".into(),
                counts: kept.counts,
                notices: kept.notices,
            };
            // Looked at by the reader that did not make it; what it still finds is set anew.
            match super::search::nothing_remains(&made, order) {
                Ok(()) => Ok(made),
                Err(_) => set_anew(bytes, &source, order, fonts),
            }
        }
        Ok(Err(Failure::Refused(refused))) => Err(refused),
        Ok(Err(Failure::Odd)) | Err(_) => set_anew(bytes, &source, order, fonts),
    }
}

/// Set anew only where the text of every page is known for what it is.
fn set_anew(
    bytes: &[u8],
    source: &[Page],
    order: &Order<'_>,
    fonts: &Fonts,
) -> Result<Redacted, RedactError> {
    let told = catch_unwind(AssertUnwindSafe(|| told::every_font(bytes, order)));
    told.map_err(|_| RedactError::Damaged("无法解析".into()))??;
    anew::redact(source, order, fonts)
}

/// Our own pages: for those that are withheld whole, and for the reasons.
fn papers(source: &[Page], order: &Order<'_>, fonts: &Fonts) -> Result<Papers, RedactError> {
    let whole: Vec<_> = (1..)
        .zip(source)
        .filter_map(|(number, _)| {
            let (_, reason) = order.whole(number)?;
            let withheld = format!("第{number}页不予公开：{reason}");
            Some(json!({"number": number, "withheld": withheld, "lines": []}))
        })
        .collect();
    let reasons = reasons(order);
    let set = |pages: Vec<Value>, reasons: Vec<String>| -> Result<_, RedactError> {
        if pages.is_empty() && reasons.is_empty() {
            return Ok(None);
        }
        let data = json!({"pages": pages, "reasons": reasons, "boxed": true});
        Ok(Some(typeset::pdf(TEMPLATE, data, fonts)?))
    };
    Ok(Papers {
        whole: set(whole, Vec::new())?,
        reasons: set(Vec::new(), reasons)?,
    })
}

/// Why phrases are withheld, each reason once. One that repeats what it withholds would give it away.
fn reasons(order: &Order<'_>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for it in order.withheld {
        if !matches!(it.what, What::Phrase(_)) || it.reason.trim().is_empty() {
            continue;
        }
        let reason = match it.page {
            Some(page) => format!("第{page}页：{}", it.reason.trim()),
            None => format!("全文：{}", it.reason.trim()),
        };
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    once.into_iter()
        .map(|reason| order.masked(None, &reason, &mut order.counts()))
        .collect()
}

/// What one stream may unpack to.
const MOST: usize = 256 * 1024 * 1024;

pub(super) struct Page {
    pub text: String,
    unreadable: bool,
    pictures: usize,
    /// Characters that are drawn without being seen.
    unseen: u32,
}

/// The text of each page. The reader is young and may panic on a stranger's file: that is damage of the file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Page>, RedactError> {
    if !pdf_fonts::countable(bytes) {
        return Err(RedactError::Damaged("字体的编码数不清".into()));
    }
    let options = ParseOptions::new()
        .sequential()
        .with_resources(false)
        .with_ocr_suppression(false);
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        unpdf::parse_bytes_with_options(bytes, options)
    }))
    .map_err(|_| RedactError::Damaged("无法解析".into()))?;
    let document = parsed.map_err(|error| match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => RedactError::Encrypted,
        _ => RedactError::Damaged(error.to_string()),
    })?;
    let mut pages: Vec<&unpdf::Page> = document.pages.iter().collect();
    pages.sort_by_key(|page| page.number);
    Ok(pages
        .into_iter()
        .map(|page| Page {
            text: page.plain_text().replace('\u{C}', "\n"),
            unreadable: page.suppressed_text_runs > 0,
            unseen: page.invisible_text_chars,
            pictures: page
                .elements
                .iter()
                .filter(|block| matches!(block, Block::Image { .. }))
                .count(),
        })
        .collect())
}
