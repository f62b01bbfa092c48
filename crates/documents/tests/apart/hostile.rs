//! Small files that cost their reader much: made here, as each is a pattern and a number.

use std::io::{Cursor, Write};

use flate2::{Compress, Compression, FlushCompress, write::ZlibEncoder};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A PDF of one page with this content stream, compressed; `extra` stands in its catalogue.
fn pdf(content: &[u8], extra: &str) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{extra}>>").into_bytes(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_vec(),
        [
            format!("<</Length {}/Filter/FlateDecode>>stream\n", content.len()).as_bytes(),
            content,
            b"\nendstream",
        ]
        .concat(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(content).unwrap();
    out.finish().unwrap()
}

/// A content stream of so many `[`.
pub fn deep_content(depth: usize) -> Vec<u8> {
    pdf(&deflated(&vec![b'['; depth]), "")
}

/// So many arrays in each other, in the catalogue.
pub fn deep_array(depth: usize) -> Vec<u8> {
    let nested = format!("/X {}{}", "[".repeat(depth), "]".repeat(depth));
    pdf(&deflated(b"BT ET"), &nested)
}

/// A content stream that unpacks to so many megabytes of text commands: one megabyte compressed once, and repeated.
pub fn flate_content(megabytes: usize) -> Vec<u8> {
    let text = b"BT /F1 12 Tf (aaaaaaaaaaaaaaaa) Tj ET\n".repeat(1024 * 1024 / 38);
    let mut compress = Compress::new(Compression::best(), true);
    let mut block = Vec::with_capacity(1024 * 1024);
    compress
        .compress_vec(&text, &mut block, FlushCompress::Full)
        .unwrap();
    // Behind the two bytes of the head: whole blocks that refer to nothing before them.
    let (head, body) = block.split_at(2);
    let mut stream = head.to_vec();
    for _ in 0..megabytes {
        stream.extend(body);
    }
    // The last block, empty, and a sum that few readers look at.
    stream.extend([0x03, 0x00, 0, 0, 0, 1]);
    pdf(&stream, "")
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        out.start_file(*name, options).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A ZIP whose directory names one entry of a megabyte so many times.
pub fn overlapping(times: u16) -> Vec<u8> {
    let one = package(&[("00000", &[0; 1024 * 1024])]);
    let start = one.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    let end = one.windows(4).rposition(|it| it == b"PK\x05\x06").unwrap();
    let entry = &one[start..end];
    let name = entry.windows(5).position(|it| it == b"00000").unwrap();
    let mut out = one[..start].to_vec();
    for number in 0..times {
        let mut entry = entry.to_vec();
        entry[name..name + 5].copy_from_slice(format!("{number:05}").as_bytes());
        out.extend(entry);
    }
    let size = (out.len() - start) as u32;
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&times.to_le_bytes());
    tail[10..12].copy_from_slice(&times.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    out.extend(tail);
    out
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#;
const RELATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/"#;

/// A workbook with A1 and one far corner.
pub fn sparse(corner: &str) -> Vec<u8> {
    let row: String = corner.chars().filter(char::is_ascii_digit).collect();
    let types = format!(
        r#"{TYPES}<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#
    );
    let root = format!(r#"{RELATION}officeDocument" Target="xl/workbook.xml"/></Relationships>"#);
    let rels = format!(r#"{RELATION}worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#);
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>王小明</t></is></c></row><row r="{row}"><c r="{corner}" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>"#
    );
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A document with so many megabytes of one letter.
pub fn big_text(megabytes: usize) -> Vec<u8> {
    let types = format!(
        r#"{TYPES}<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
    );
    let root = format!(r#"{RELATION}officeDocument" Target="word/document.xml"/></Relationships>"#);
    let mut text = br#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>"#.to_vec();
    text.extend(vec![b'a'; megabytes * 1024 * 1024]);
    text.extend(b"</w:t></w:r></w:p></w:body></w:document>");
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", &text),
    ])
}
