//! Pictures in a text: each says in words what it shows, and none is the only carrier of a document (W-21).

use super::refusal::finding;
use crate::{finding::Finding, rule::Rule};

/// What a tag says of itself in an attribute; `None` where it has none.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[start..].find('"')?;
    Some(&tag[start..start + end])
}

/// GB/T 37668-2019: a picture without a text alternative says nothing to who cannot see it (W-21). A finding for each, by its
/// number in the text; `html` is cleaned.
#[must_use]
pub fn undescribed(html: &str) -> Vec<Finding> {
    html.match_indices("<img ")
        .zip(1..)
        .filter(|((at, _), _)| {
            let tag = &html[*at..];
            attribute(tag, "alt").is_none_or(|words| words.trim().is_empty())
        })
        .map(|(_, number)| {
            finding(
                Rule::W_21,
                "body",
                format!("图片{number}没有替代文字，请写明图片表示什么"),
                format!("Picture {number} has no text alternative: say in words what it shows"),
            )
        })
        .collect()
}

/// A document whose words stand in pictures alone is not read, searched or looked through by anybody's program (W-21).
///
/// `words`: characters of text; `pictured`: pictures, and pages without text.
#[must_use]
pub fn only_carrier(words: usize, pictured: usize) -> Option<Finding> {
    (pictured > 0 && words < FEWEST).then(|| {
        finding(
            Rule::W_21,
            "document",
            "文件只有图片或者扫描页，没有文字：图片不能作为公文的唯一载体，请提供可编辑的文本，图片可以作为附件".into(),
            "The document is pictures or scanned pages without text: a picture is no document's only carrier. Bring the text; the scan may be attached".into(),
        )
    })
}

/// Characters: a caption or a page number, but no text.
const FEWEST: usize = 20;
