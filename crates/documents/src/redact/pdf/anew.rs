//! A new PDF, set from the text of each page: layout, pictures, properties and all that is drawn do not come along.

use serde_json::json;

use super::{
    super::{Notice, Order, RedactError, Redacted},
    Page, TEMPLATE, reasons,
};
use crate::{fonts::Fonts, typeset};

pub(super) fn redact(
    source: &[Page],
    order: &Order<'_>,
    fonts: &Fonts,
) -> Result<Redacted, RedactError> {
    let mut counts = order.counts();
    let mut pictures = 0;
    let mut texts = Vec::new();
    for (number, page) in (1..).zip(source) {
        pictures += page.pictures;
        if order.whole(number).is_some() {
            texts.push(String::new());
            continue;
        }
        // Set anew, what nobody saw would be seen.
        if page.unreadable || page.unseen > 0 {
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
    let reasons = reasons(order);
    let data = json!({"pages": pages, "reasons": reasons, "boxed": false});
    Ok(Redacted {
        bytes: typeset::pdf(TEMPLATE, data, fonts)?,
        ending: "pdf".into(),
        counts,
        notices: std::iter::once(Notice::SetAnew)
            .chain((pictures > 0).then_some(Notice::PicturesLeftOut(pictures)))
            .collect(),
    })
}
