//! Documents of an office program, made part by part.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MC: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// A document and its parts.
#[derive(Default)]
pub struct Word {
    pub body: String,
    pub parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Word {
    pub fn body(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            ..Self::default()
        }
    }

    /// Adds a part of the package, with its relation to the text.
    pub fn part(mut self, id: &str, kind: &str, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.relations.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{R}/{kind}" Target="{}"/>"#,
            name.trim_start_matches("word/")
        ));
        self.parts.push((name.into(), content.into()));
        self
    }

    pub fn link(mut self, id: &str, target: &str) -> Self {
        self.relations.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{R}/hyperlink" Target="{target}" TargetMode="External"/>"#
        ));
        self
    }

    pub fn styles(self, styles: &str) -> Self {
        let content = format!(r#"<w:styles xmlns:w="{W}">{styles}</w:styles>"#);
        self.part("rIdS", "styles", "word/styles.xml", content)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:a="a" xmlns:wp="wp" xmlns:pic="pic" xmlns:m="m"><w:body>{}</w:body></w:document>"#,
            self.body
        );
        let relations = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
            self.relations
        );
        let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", types.as_bytes()),
            ("word/document.xml", document.as_bytes()),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
        ];
        parts.extend(
            self.parts
                .iter()
                .map(|(name, content)| (name.as_str(), content.as_slice())),
        );
        package(&parts)
    }
}

pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph, with properties of its own and of its text.
pub fn p(properties: &str, letters: &str, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

pub fn line(text: &str) -> String {
    p("", "", text)
}

pub fn centred(size: u32, text: &str) -> String {
    p(
        r#"<w:jc w:val="center"/>"#,
        &format!(r#"<w:sz w:val="{size}"/>"#),
        text,
    )
}

/// A cell of a table.
pub fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", line(text))
}

pub fn picture(id: &str, shows: &str) -> String {
    format!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{shows}"/><a:graphic><a:graphicData uri="pic"><pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

/// A PNG of one colour.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height)
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}
