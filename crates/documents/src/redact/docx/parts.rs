//! The parts of a document's package: which are seen, and the lists that name those that are not.

use super::{
    Hidden, Order, RedactError,
    xml::{self, Act, attributes},
};

/// What becomes of a part.
pub(super) enum Part {
    /// Text that people see, or what it needs.
    Text,
    Picture,
    /// A typeface.
    Face,
    Gone(Hidden),
}

pub(super) fn kind(name: &str) -> Part {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let within = |folder: &str| name.starts_with(folder);
    if within("word/comments") {
        return Part::Gone(Hidden::Comments);
    }
    if within("docProps/") {
        return Part::Gone(Hidden::Properties);
    }
    if within("word/embeddings/") || within("word/afchunk") {
        return Part::Gone(Hidden::Attachments);
    }
    if within("word/activeX/") || within("word/ctrlProps/") {
        return Part::Gone(Hidden::Forms);
    }
    if within("customXml/")
        || within("word/glossary/")
        || within("word/printerSettings/")
        || within("word/customizations")
        || name == "word/webSettings.xml"
        || name == "word/people.xml"
    {
        return Part::Gone(Hidden::Others);
    }
    match ending.as_str() {
        "xml" | "rels" | "vml" => Part::Text,
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "emf" | "wmf" | "wdp"
        | "webp" => Part::Picture,
        "odttf" | "ttf" | "otf" => Part::Face,
        // A document inside the document.
        _ => Part::Gone(Hidden::Attachments),
    }
}

/// Counts what of a part that goes is worth naming, and the phrases in it.
pub(super) fn found(name: &str, content: &[u8], order: &Order<'_>, counts: &mut [usize]) -> usize {
    let text = String::from_utf8_lossy(content);
    if name.ends_with(".xml") || name.ends_with(".rels") {
        let mut here = order.counts();
        if xml::masked(text.trim_start_matches('\u{FEFF}'), order, &mut here).is_ok() {
            for (sum, count) in counts.iter_mut().zip(here) {
                *sum += count;
            }
        }
    }
    let serves_another = name.ends_with(".rels")
        || name.starts_with("customXml/itemProps")
        || name == "word/webSettings.xml"
        || name.starts_with("word/glossary/") && name != "word/glossary/document.xml"
        || name.starts_with("word/comments") && name != "word/comments.xml";
    match name {
        "word/comments.xml" => text.matches("<w:comment ").count(),
        _ => usize::from(!serves_another),
    }
}

/// The list of types without the parts that are gone.
pub(super) fn without_types(text: &str, gone: &[&str]) -> Result<String, RedactError> {
    xml::filtered(text, |tag, _| {
        let part = attributes(tag)?.remove("PartName").unwrap_or_default();
        Ok(match gone.contains(&part.trim_start_matches('/')) {
            true => Act::Drop,
            false => Act::Keep,
        })
    })
}

/// A list of relations without those that lead to what is gone, or to the template the document was made from.
pub(super) fn without_relations(
    name: &str,
    text: &str,
    gone: &[&str],
) -> Result<String, RedactError> {
    let folder = name.split_once("_rels/").map_or("", |(folder, _)| folder);
    xml::filtered(text, |tag, _| {
        let given = attributes(tag)?;
        let of = |key: &str| given.get(key).map_or("", String::as_str);
        let target = match of("Target").strip_prefix('/') {
            Some(absolute) => absolute.to_string(),
            None => resolved(folder, of("Target")),
        };
        let kind = of("Type").rsplit('/').next().unwrap_or_default();
        let unseen = ["attachedTemplate", "mailMergeSource", "thumbnail"].contains(&kind);
        Ok(match unseen || gone.contains(&target.as_str()) {
            true => Act::Drop,
            false => Act::Keep,
        })
    })
}

/// A target from its folder: `word/` and `../customXml/item1.xml` give `customXml/item1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let mut way: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                way.pop();
            }
            "." | "" => {}
            step => way.push(step),
        }
    }
    way.join("/")
}
