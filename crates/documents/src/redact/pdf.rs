//! PDF: a new one, set from the text of each page. The old text layer, pictures and properties do not come along.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use unpdf::{Block, ErrorKind, ParseOptions};

use super::{Notice, Order, RedactError, Redacted, What};
use crate::{fonts::Fonts, typeset};

const TEMPLATE: &str = include_str!("../../templates/redacted.typ");

pub(super) fn redact(
    bytes: &[u8],
    order: &Order<'_>,
    fonts: &Fonts,
) -> Result<Redacted, RedactError> {
    let source = read(bytes)?;
    order.within(u32::try_from(source.len()).unwrap_or(u32::MAX))?;
    let mut counts = order.counts();
    let mut pictures = 0;
    let mut texts = Vec::new();
    for (number, page) in (1..).zip(&source) {
        pictures += page.pictures;
        if order.whole(number).is_some() {
            texts.push(String::new());
            continue;
        }
        if page.unreadable {
            return Err(RedactError::Unreadable(number));
        }
        if page.text.trim().is_empty() {
            return Err(RedactError::Scan(number));
        }
        texts.push(order.masked(Some(number), &page.text, &mut counts));
    }
    // A phrase that runs over the end of a page.
    let whole = order.masked(None, &texts.join("\u{C}"), &mut counts);
    let mut pages = Vec::new();
    for (number, text) in (1..).zip(whole.split('\u{C}')) {
        let withheld = order.whole(number).map(|(place, reason)| {
            counts[place] += 1;
            format!("第{number}页不予公开：{reason}")
        });
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        pages.push(json!({"number": number, "withheld": withheld, "lines": lines}));
    }
    let reasons: Vec<String> = order
        .withheld
        .iter()
        .filter(|it| matches!(it.what, What::Phrase(_)) && !it.reason.trim().is_empty())
        .map(|it| match it.page {
            Some(page) => format!("第{page}页：{}", it.reason.trim()),
            None => format!("全文：{}", it.reason.trim()),
        })
        .collect();
    let mut reasons_once: Vec<String> = Vec::new();
    for reason in reasons {
        if !reasons_once.contains(&reason) {
            reasons_once.push(reason);
        }
    }
    // A reason that repeats what it withholds would give it away.
    let reasons: Vec<String> = reasons_once
        .into_iter()
        .map(|reason| order.masked(None, &reason, &mut order.counts()))
        .collect();
    let data = json!({"pages": pages, "reasons": reasons});
    Ok(Redacted {
        bytes: typeset::pdf(TEMPLATE, data, fonts)?,
        ending: "pdf".into(),
        counts,
        notices: (pictures > 0)
            .then_some(Notice::PicturesLeftOut(pictures))
            .into_iter()
            .collect(),
    })
}

pub(super) struct Page {
    pub text: String,
    unreadable: bool,
    pictures: usize,
}

/// The text of each page. The reader is young and may panic on a stranger's file: that is damage of the file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Page>, RedactError> {
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
            pictures: page
                .elements
                .iter()
                .filter(|block| matches!(block, Block::Image { .. }))
                .count(),
        })
        .collect())
}
