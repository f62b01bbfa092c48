//! Where a PDF hides things.

use lopdf::{Document, Object};

use super::{Case, PUBLIC};

/// Text as a string of a font whose codes are Unicode.
fn text(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<{}>", units.collect::<String>())
}

/// A text of the file's own, such as a title.
fn told(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

fn line(y: u32, words: &str) -> String {
    format!("BT /F 12 Tf 40 {y} Td {} Tj ET\n", text(words))
}

fn stream(dict: &str, content: &str) -> String {
    format!(
        "<<{dict}/Length {}>>stream\n{content}\nendstream",
        content.len()
    )
}

/// What the codes of the font stand for: each for the character of its number.
pub fn map() -> String {
    let ranges: Vec<String> = (0..=255_u8)
        .map(|high| format!("<{high:02X}00> <{high:02X}FF> <{high:02X}00>"))
        .collect();
    let blocks: Vec<String> = ranges
        .chunks(100)
        .map(|part| {
            format!(
                "{} beginbfrange\n{}\nendbfrange\n",
                part.len(),
                part.join("\n")
            )
        })
        .collect();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n{}endcmap end end",
        blocks.concat()
    )
}

/// A page with what is public, and: more content, more of the page, of the catalogue, of the trailer, and objects from number 9 on.
fn pdf(content: &str, page: &str, catalog: &str, trailer: &str, objects: &[String]) -> Vec<u8> {
    let map = map();
    let mut parts = vec![
        format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R{page}\
             /Resources<</Font<</F 5 0 R>>/XObject<</X 9 0 R>>/Properties<</L 8 0 R>>/ExtGState<</G<</ca 1>>>>>>>>"
        ),
        stream("", &(line(300, PUBLIC) + content)),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".into(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>".into(),
        stream("", &map),
        "<</Type/OCG/Name(x)>>".into(),
    ];
    parts.extend(objects.iter().cloned());
    if objects.is_empty() {
        parts.push("null".into());
    }
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, part) in (1..).zip(&parts) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{part}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", parts.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = parts.len() + 1;
    file.extend(
        format!("trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}

pub fn cases(s: &str) -> Vec<Case> {
    let hidden = line(150, s);
    let form = |more: &str, content: &str| {
        stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 400 400]{more}/Resources<</Font<</F 5 0 R>>>>"
            ),
            content,
        )
    };
    let (t, none) = (told(s), || Vec::<String>::new());
    let off = "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>";
    let all: [(&'static str, String, String, String, String, Vec<String>); 21] = [
        (
            "text without ink",
            format!("3 Tr {hidden} 0 Tr"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "text that only clips",
            format!("q 7 Tr {hidden} Q"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "white text",
            format!("1 g {hidden} 0 g"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "white text in colours",
            format!("1 1 1 rg {hidden} 0 g"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "text under a bar",
            format!("{hidden} 0 g 30 140 300 30 re f"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "text under a picture",
            format!("{hidden} q 400 0 0 100 0 120 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "text beside the page",
            format!("q 1 0 0 1 800 0 cm {hidden} Q"),
            String::new(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "text outside the cut",
            hidden.clone(),
            "/CropBox[0 200 400 400]".into(),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "a layer that is off",
            format!("/OC /L BDC {hidden} EMC"),
            String::new(),
            off.into(),
            String::new(),
            none(),
        ),
        (
            "a form of a layer",
            "/X Do".into(),
            String::new(),
            off.into(),
            String::new(),
            vec![form("/OC 8 0 R", &hidden)],
        ),
        (
            "a form that nobody draws",
            String::new(),
            String::new(),
            "/Outlines<<>>".into(),
            String::new(),
            vec![form("", &hidden)],
        ),
        (
            "another text for reading aloud",
            format!("/Span <</ActualText {t}>> BDC EMC"),
            String::new(),
            "/Outlines<<>>".into(),
            String::new(),
            none(),
        ),
        (
            "properties of the file",
            String::new(),
            String::new(),
            String::new(),
            format!("/Info<</Title {t}/Author {t}>>"),
            none(),
        ),
        (
            "metadata",
            String::new(),
            String::new(),
            "/Metadata 9 0 R".into(),
            String::new(),
            vec![stream("/Type/Metadata/Subtype/XML", &format!("<x>{s}</x>"))],
        ),
        (
            "a comment",
            String::new(),
            format!("/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents {t}>>]"),
            String::new(),
            String::new(),
            none(),
        ),
        (
            "a hidden stamp",
            String::new(),
            "/Annots[<</Type/Annot/Subtype/Stamp/F 2/Rect[0 0 9 9]/AP<</N 9 0 R>>>>]".into(),
            String::new(),
            String::new(),
            vec![form("", &hidden)],
        ),
        (
            "an attached file",
            String::new(),
            String::new(),
            format!("/Names<</EmbeddedFiles<</Names[{t}<</F {t}/EF<</F 9 0 R>>>>]>>>>"),
            String::new(),
            vec![stream("", s)],
        ),
        (
            "a script",
            String::new(),
            String::new(),
            format!("/OpenAction<</S/JavaScript/JS {t}>>"),
            String::new(),
            none(),
        ),
        (
            "an outline",
            String::new(),
            String::new(),
            format!("/Outlines<</First<</Title {t}>>>>"),
            String::new(),
            none(),
        ),
        (
            "a form field",
            String::new(),
            String::new(),
            format!("/AcroForm<</Fields[<</T(a)/V {t}>>]>>"),
            String::new(),
            none(),
        ),
        (
            "what a program left",
            String::new(),
            format!("/PieceInfo<</P<</Private {t}>>>>"),
            "/Outlines<<>>".into(),
            String::new(),
            none(),
        ),
    ];
    all.into_iter()
        .map(|(place, content, page, catalog, trailer, objects)| Case {
            place,
            ending: "pdf",
            bytes: pdf(&content, &page, &catalog, &trailer, &objects),
        })
        .collect()
}

/// All that a file says: its strings and streams, unpacked; texts in UTF-8, whatever they were in.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    unpacked_with(bytes, true)
}

/// The same; `mapped` where the codes that a page draws are UTF-16, as [`map`] says. Where that is broken they are another text.
pub fn unpacked_with(bytes: &[u8], mapped: bool) -> Vec<u8> {
    let doc = Document::load_mem(bytes).unwrap();
    let mut all = Vec::new();
    said(&Object::Dictionary(doc.trailer.clone()), mapped, &mut all);
    for object in doc.objects.values() {
        said(object, mapped, &mut all);
    }
    all
}

fn said(object: &Object, mapped: bool, all: &mut Vec<u8>) {
    match object {
        Object::String(bytes, _) => {
            all.extend(bytes);
            all.extend(
                encoding_rs::UTF_16BE
                    .decode_without_bom_handling(bytes)
                    .0
                    .bytes(),
            );
        }
        Object::Array(list) => list.iter().for_each(|object| said(object, mapped, all)),
        Object::Dictionary(dict) => dict
            .iter()
            .for_each(|(_, object)| said(object, mapped, all)),
        Object::Stream(stream) => {
            stream
                .dict
                .iter()
                .for_each(|(_, object)| said(object, mapped, all));
            let plain = stream
                .get_plain_content()
                .unwrap_or_else(|_| stream.content.clone());
            if mapped && let Ok(content) = lopdf::content::Content::decode(&plain) {
                for operation in content.operations {
                    operation
                        .operands
                        .iter()
                        .for_each(|object| said(object, mapped, all));
                }
            }
            all.extend(plain);
        }
        _ => {}
    }
}
