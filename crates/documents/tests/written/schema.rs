//! What the schema of WordprocessingML (ISO/IEC 29500-1, transitional) says of the elements that our documents are made of: which
//! children, in which order, and which attributes. Word opens a file that breaks it only after asking whether to repair it.

use quick_xml::events::{BytesStart, Event};

/// Parent, its children in their order.
#[rustfmt::skip]
const ORDER: [(&str, &[&str]); 20] = [
    ("w:document", &["w:background", "w:body"]),
    ("w:tbl", &["w:bookmarkStart", "w:bookmarkEnd", "w:tblPr", "w:tblGrid", "w:tr"]),
    ("w:tblGrid", &["w:gridCol"]),
    ("w:tr", &["w:tblPrEx", "w:trPr", "w:tc"]),
    ("w:tblPr", &["w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription"]),
    ("w:tcPr", &["w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"]),
    ("w:tblBorders", SIDES),
    ("w:tcBorders", &["w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right", "w:insideH", "w:insideV", "w:tl2br", "w:tr2bl"]),
    ("w:tblCellMar", SIDES),
    ("w:tcMar", SIDES),
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"]),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"]),
    ("w:numPr", &["w:ilvl", "w:numId"]),
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings"]),
    ("w:styles", &["w:docDefaults", "w:latentStyles", "w:style"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    ("w:rPrDefault", &["w:rPr"]),
    ("w:pPrDefault", &["w:pPr"]),
    ("w:style", &["w:name", "w:aliases", "w:basedOn", "w:next", "w:link", "w:autoRedefine", "w:hidden", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:qFormat", "w:locked", "w:personal", "w:personalCompose", "w:personalReply", "w:rsid", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"]),
    ("w:r", &["w:rPr", "*"]),
];

#[rustfmt::skip]
const SIDES: &[&str] = &["w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right", "w:insideH", "w:insideV"];

/// Children in any order, each once at most.
#[rustfmt::skip]
const RUN: [&str; 39] = ["w:rtl", "w:cs", "w:eastAsianLayout", "w:specVanish", "w:oMath", "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike", "w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden", "w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:lang", "w:em"];

/// The attributes that an element may have.
#[rustfmt::skip]
const ATTRIBUTES: [(&str, &[&str]); 14] = [
    ("w:gridCol", &["w:w"]),
    ("w:tcW", &["w:w", "w:type"]),
    ("w:tblW", &["w:w", "w:type"]),
    ("w:tblInd", &["w:w", "w:type"]),
    ("w:gridSpan", &["w:val"]),
    ("w:vMerge", &["w:val"]),
    ("w:jc", &["w:val"]),
    ("w:vAlign", &["w:val"]),
    ("w:sz", &["w:val"]),
    ("w:szCs", &["w:val"]),
    ("w:outlineLvl", &["w:val"]),
    ("w:trHeight", &["w:val", "w:hRule"]),
    ("w:pgSz", &["w:w", "w:h", "w:orient", "w:code"]),
    ("w:pgMar", &["w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer", "w:gutter"]),
];

/// What in a part of a document is against the schema.
pub fn faults(part: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(part);
    // Each open element with the place of its last child and the children seen.
    let mut open: Vec<(String, usize, Vec<String>)> = Vec::new();
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                enter(&start, &mut open, &mut found);
                open.push((name(&start), 0, Vec::new()));
            }
            Event::Empty(start) => enter(&start, &mut open, &mut found),
            Event::End(_) => {
                let (name, _, children) = open.pop().unwrap();
                let last = children.last().map(String::as_str);
                if name == "w:tc" && last != Some("w:p") {
                    found.push(format!("w:tc ends with {last:?}"));
                }
                if name == "w:body"
                    && children.iter().any(|it| it == "w:sectPr")
                    && last != Some("w:sectPr")
                {
                    found.push("w:sectPr is not the last of w:body".into());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_string()
}

fn enter(
    start: &BytesStart<'_>,
    open: &mut [(String, usize, Vec<String>)],
    found: &mut Vec<String>,
) {
    let child = name(start);
    if let Some((_, known)) = ATTRIBUTES.iter().find(|(of, _)| *of == child) {
        for attribute in start.attributes().flatten() {
            let attribute = attribute.key.as_ref().to_string();
            if !known.contains(&attribute.as_str()) {
                found.push(format!("{child} has {attribute}"));
            }
        }
    }
    let Some((parent, last, children)) = open.last_mut() else {
        return;
    };
    if let Some((_, order)) = ORDER.iter().find(|(of, _)| of == parent) {
        let any = order.iter().position(|it| *it == "*");
        match order.iter().position(|it| *it == child).or(any) {
            Some(place) if place >= *last => *last = place,
            Some(_) => found.push(format!("{parent}: {child} comes too late")),
            None => found.push(format!("{parent} has {child}")),
        }
    }
    if parent == "w:rPr" {
        if !RUN.contains(&child.as_str()) {
            found.push(format!("w:rPr has {child}"));
        } else if children.contains(&child) {
            found.push(format!("w:rPr has {child} twice"));
        }
    }
    children.push(child);
}
