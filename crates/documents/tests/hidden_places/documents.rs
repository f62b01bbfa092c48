//! Where a document hides things.

use super::{Case, PUBLIC, package};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A document with a public paragraph, `body` behind it, and further parts, each with its kind of relation.
fn document(place: &'static str, body: &str, beside: &[(&str, &str, String)]) -> Case {
    let relations: String = beside
        .iter()
        .enumerate()
        .filter(|(_, (name, kind, _))| name.starts_with("word/") && !kind.is_empty())
        .map(|(number, (name, kind, _))| {
            let target = name.trim_start_matches("word/");
            format!(
                r#"<Relationship Id="rId{}" Type="{DOC}/{kind}" Target="{target}"/>"#,
                number + 1
            )
        })
        .collect();
    let mut parts = vec![
        (
            "[Content_Types].xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="{MEDIA}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{MEDIA}.styles+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{DOC}/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{DOC}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body><w:p><w:r><w:t>{PUBLIC}</w:t></w:r></w:p>{body}</w:body></w:document>"#
            ),
        ),
        (
            "word/styles.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="SecretP"><w:name w:val="secret p"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" Type="{DOC}/styles" Target="styles.xml"/>{relations}</Relationships>"#
            ),
        ),
    ];
    parts.extend(
        beside
            .iter()
            .map(|(name, _, content)| (*name, content.clone())),
    );
    Case {
        place,
        ending: "docx",
        bytes: package(&parts),
    }
}

pub fn cases(s: &str) -> Vec<Case> {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{s}</w:t></w:r>");
    let plain = format!("<w:r><w:t>{s}</w:t></w:r>");
    let p = |inner: String| format!("<w:p>{inner}</w:p>");
    let body = |place, inner: String| document(place, &inner, &[]);
    let beside = |place, name, kind, content: String| document(place, "", &[(name, kind, content)]);
    let comments = format!(
        r#"<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{s}"><w:p>{plain}</w:p></w:comment></w:comments>"#
    );
    vec![
        body(
            "deleted text",
            p(format!(
                r#"<w:del w:id="1" w:author="a"><w:r><w:delText>{s}</w:delText></w:r></w:del>"#
            )),
        ),
        body(
            "moved text",
            p(format!(
                r#"<w:moveFrom w:id="1" w:author="a">{plain}</w:moveFrom>"#
            )),
        ),
        body(
            "author of an insertion",
            p(format!(
                r#"<w:ins w:id="1" w:author="{s}"><w:r><w:t>甲</w:t></w:r></w:ins>"#
            )),
        ),
        body(
            "author of a format",
            p(format!(
                r#"<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="{s}"><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>"#
            )),
        ),
        body(
            "author of a paragraph",
            format!(
                r#"<w:p><w:pPr><w:pPrChange w:id="1" w:author="{s}"><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"#
            ),
        ),
        body(
            "deleted row",
            format!(
                r#"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc><w:p>{plain}</w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"#
            ),
        ),
        body("hidden text", p(run("<w:vanish/>"))),
        body(
            "hidden text that says so",
            p(run(r#"<w:vanish w:val="true"/>"#)),
        ),
        body(
            "style of hidden text",
            p(run(r#"<w:rStyle w:val="Secret"/>"#)),
        ),
        body(
            "paragraph of hidden text",
            format!(r#"<w:p><w:pPr><w:pStyle w:val="SecretP"/></w:pPr>{plain}</w:p>"#),
        ),
        body(
            "hidden text in a table",
            format!(
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p/>",
                run("<w:vanish/>")
            ),
        ),
        document(
            "comment",
            r#"<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>"#,
            &[("word/comments.xml", "comments", comments)],
        ),
        beside(
            "person who commented",
            "word/people.xml",
            "people",
            format!(r#"<w15:people xmlns:w15="w15"><w15:person w15:author="{s}"/></w15:people>"#)
                .replace("people.xml", ""),
        ),
        beside(
            "author",
            "docProps/core.xml",
            "",
            format!(
                r#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:creator>{s}</dc:creator></cp:coreProperties>"#
            ),
        ),
        beside(
            "company",
            "docProps/app.xml",
            "",
            format!("<Properties><Company>{s}</Company></Properties>"),
        ),
        beside(
            "own property",
            "docProps/custom.xml",
            "",
            format!(r#"<Properties><property name="a"><v>{s}</v></property></Properties>"#),
        ),
        beside(
            "data beside",
            "customXml/item1.xml",
            "",
            format!("<a>{s}</a>"),
        ),
        beside(
            "building block",
            "word/glossary/document.xml",
            "glossaryDocument",
            format!(
                r#"<w:glossaryDocument xmlns:w="{W}"><w:docParts><w:docPart><w:docPartBody><w:p>{plain}</w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"#
            ),
        ),
        beside(
            "embedded object",
            "word/embeddings/oleObject1.bin",
            "oleObject",
            s.to_string(),
        ),
        beside(
            "embedded workbook",
            "word/embeddings/book.xlsx",
            "package",
            s.to_string(),
        ),
        beside(
            "control",
            "word/activeX/activeX1.xml",
            "control",
            format!("<a>{s}</a>"),
        ),
    ]
}
