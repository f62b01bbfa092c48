//! What of a package is not copied, counted by what it is.

use super::{Book, Hidden, Making, Packed, RedactError, xml};

/// Counts every part that does not come along, and in it what was to be withheld; gives back the number of pictures.
pub(super) fn left_out(
    packed: &mut Packed<'_>,
    book: &Book,
    making: &mut Making<'_>,
) -> Result<usize, RedactError> {
    let mut pictures = 0;
    let copied = |name: &str| {
        let [own, rels] = &book.own;
        [own, rels, &book.strings, &book.styles, &book.theme]
            .into_iter()
            .any(|it| it.eq_ignore_ascii_case(name))
            || book
                .sheets
                .iter()
                .any(|sheet| sheet.part.eq_ignore_ascii_case(name))
    };
    let names = packed.names().to_vec();
    let legacy = names.iter().any(|name| name.starts_with("xl/comments"));
    for (place, name) in names.iter().enumerate() {
        if copied(name) || name.ends_with('/') || name == "[Content_Types].xml" {
            continue;
        }
        let content = packed.content(place)?;
        let text = String::from_utf8_lossy(&content);
        if name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml") {
            // A part that is not well-formed is left out like the others.
            let mut counts = making.order.counts();
            if xml::masked(
                text.trim_start_matches('\u{FEFF}'),
                making.order,
                &mut counts,
            )
            .is_ok()
            {
                for (sum, count) in making.counts.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        if name.starts_with("xl/media/") {
            pictures += 1;
            continue;
        }
        if let Some((what, count)) = kind(name, &text, legacy) {
            making.left_out.add(what, count);
        }
    }
    Ok(pictures)
}

/// What a part is; `None` for what only serves another part or the printer.
fn kind(name: &str, text: &str, legacy_comments: bool) -> Option<(Hidden, usize)> {
    let within = |folder: &str| name.starts_with(folder) && name.ends_with(".xml");
    Some(if name.starts_with("xl/comments") {
        (Hidden::Comments, text.matches("<comment ").count().max(1))
    } else if within("xl/threadedComments/") {
        let count = text.matches("<threadedComment ").count().max(1);
        (Hidden::Comments, if legacy_comments { 0 } else { count })
    } else if within("xl/pivotCache/pivotCacheDefinition") {
        (Hidden::PivotCaches, 1)
    } else if within("xl/externalLinks/externalLink") {
        (Hidden::ExternalLinks, 1)
    } else if name.starts_with("xl/model/")
        || name.starts_with("xl/customData/")
        || within("xl/queryTables/")
        || name == "xl/connections.xml"
    {
        (Hidden::DataModels, 1)
    } else if within("xl/charts/chart") || within("xl/diagrams/data") {
        (Hidden::Charts, 1)
    } else if within("xl/drawings/drawing") {
        (Hidden::Charts, text.matches(":sp>").count() / 2)
    } else if within("xl/tables/") {
        (Hidden::Tables, 1)
    } else if within("xl/slicers/") || within("xl/timelines/") {
        (Hidden::Filters, 1)
    } else if within("docProps/") {
        (Hidden::Properties, 1)
    } else if name.starts_with("xl/embeddings/") {
        (Hidden::Attachments, 1)
    } else if name.starts_with("xl/ctrlProps/") || name.starts_with("xl/activeX/activeX") {
        (Hidden::Forms, 1)
    } else if name.ends_with(".rels")
        || name.ends_with(".vml")
        || name == "xl/calcChain.xml"
        || name == "xl/metadata.xml"
        || [
            "xl/printerSettings/",
            "xl/theme/",
            "xl/charts/",
            "xl/diagrams/",
            "xl/pivotTables/",
            "xl/pivotCache/",
            "xl/slicerCaches/",
            "xl/activeX/",
            "xl/externalLinks/",
        ]
        .iter()
        .any(|folder| name.starts_with(folder))
    {
        return None;
    } else {
        (Hidden::Others, 1)
    })
}
