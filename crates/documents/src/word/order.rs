//! The order of elements that the schema of WordprocessingML (ISO/IEC 29500-1) fixes and docx-rs does not keep: paragraphs,
//! sections, styles, tables and cells say of themselves what they say in that order, or Word offers to repair the file.

use quick_xml::{Reader, events::Event};

use crate::Error;

/// Parent, its children in their order. What is not named stays behind the one before it.
#[rustfmt::skip]
const ORDER: [(&str, &[&str]); 5] = [
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"]),
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings"]),
    ("w:style", &["w:name", "w:aliases", "w:basedOn", "w:next", "w:link", "w:autoRedefine", "w:hidden", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:qFormat", "w:locked", "w:rsid", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"]),
    ("w:tblPr", &["w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription"]),
    ("w:tcPr", &["w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"]),
];

/// An element that is still open: its name, its first tag, and its children with their names as they stand.
#[derive(Default)]
struct Open<'a> {
    name: String,
    first: &'a str,
    children: Vec<(String, String)>,
}

impl Open<'_> {
    /// The whole element in order, with its last tag.
    fn closed(mut self, last: &str) -> (String, String) {
        if let Some((_, order)) = ORDER.iter().find(|(of, _)| *of == self.name) {
            let mut place = 0;
            let mut placed: Vec<(usize, String)> = Vec::with_capacity(self.children.len());
            for (name, text) in self.children.drain(..) {
                place = order.iter().position(|it| *it == name).unwrap_or(place);
                placed.push((place, text));
            }
            placed.sort_by_key(|(place, _)| *place);
            let text: String = placed.into_iter().map(|(_, text)| text).collect();
            return (self.name, format!("{}{text}{last}", self.first));
        }
        let text: String = self.children.into_iter().map(|(_, text)| text).collect();
        (self.name, format!("{}{text}{last}", self.first))
    }
}

/// A part of a document with its elements in order; else as it was, byte by byte.
///
/// # Errors
/// It is not XML.
pub(super) fn in_order(part: &str) -> Result<String, Error> {
    let mut reader = Reader::from_str(part);
    let mut open = vec![Open::default()];
    let mut from = 0;
    loop {
        let event = reader.read_event().map_err(Error::failed)?;
        let to = usize::try_from(reader.buffer_position()).map_err(Error::failed)?;
        let text = part.get(from..to).unwrap_or_default();
        from = to;
        let child = match event {
            Event::Start(start) => {
                open.push(Open {
                    name: start.name().as_ref().to_string(),
                    first: text,
                    children: Vec::new(),
                });
                continue;
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { continue };
                element.closed(text)
            }
            Event::Empty(start) => (start.name().as_ref().to_string(), text.to_string()),
            Event::Eof => break,
            _ => (String::new(), text.to_string()),
        };
        if let Some(parent) = open.last_mut() {
            parent.children.push(child);
        }
    }
    Ok(open
        .into_iter()
        .map(|element| element.closed("").1)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn what_a_paragraph_says_of_itself_stands_in_order() {
        let mixed = r#"<?xml version="1.0"?><w:p><w:pPr><w:rPr><w:b/><w:a/></w:rPr><w:jc w:val="both"/><w:pStyle w:val="a"/></w:pPr><w:r>a &amp; b</w:r></w:p>"#;
        let ordered = r#"<?xml version="1.0"?><w:p><w:pPr><w:pStyle w:val="a"/><w:jc w:val="both"/><w:rPr><w:b/><w:a/></w:rPr></w:pPr><w:r>a &amp; b</w:r></w:p>"#;
        assert_eq!(in_order(mixed).unwrap(), ordered);
        assert_eq!(in_order(ordered).unwrap(), ordered);
    }
}
