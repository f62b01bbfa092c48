//! Reading files by plain means: zip and quick-xml, scraper, calamine, poppler.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
    process::Command,
};

use calamine::{Data, Reader, Xlsx};
use quick_xml::{XmlVersion, events::Event};

/// The cells of the three tables that hold values, in reading order.
pub type Tables = [Vec<String>; 3];

/// Which cells of a row of a table are values: 表二 all but the first in rows of numbers, 表三 the last seven
/// below the head, 表四 the last row.
fn values(table: usize, rows: &[Vec<String>]) -> Vec<String> {
    match table {
        0 => rows
            .iter()
            .filter(|row| {
                [
                    "规章",
                    "行政规范性文件",
                    "行政许可",
                    "行政处罚",
                    "行政强制",
                    "行政事业性收费",
                ]
                .contains(&row[0].as_str())
            })
            .flat_map(|row| row[1..].to_vec())
            .collect(),
        1 => rows[3..]
            .iter()
            .flat_map(|row| row[row.len() - 7..].to_vec())
            .collect(),
        _ => rows[3].clone(),
    }
}

fn tables(found: Vec<Vec<Vec<String>>>) -> Tables {
    assert_eq!(found.len(), 3, "three tables");
    [0, 1, 2].map(|table| values(table, &found[table]))
}

pub fn docx_part(docx: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut entry = archive.by_name(part).unwrap();
    assert_eq!(
        entry.compression(),
        zip::CompressionMethod::Deflated,
        "{part}"
    );
    let mut text = String::new();
    entry.read_to_string(&mut text).unwrap();
    text
}

/// The parts with text of our making, by name.
pub fn docx_parts(docx: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let ours = ["document", "styles", "header", "footer"];
        if ours
            .iter()
            .any(|it| name.starts_with(&format!("word/{it}")))
            && name.ends_with(".xml")
        {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.push((name, text));
        }
    }
    parts
}

pub fn docx_core(docx: &[u8]) -> String {
    docx_part(docx, "docProps/core.xml")
}

/// Every `tc` of every table, by rows; a cell merged upwards is empty.
pub fn docx_tables(docx: &[u8]) -> Tables {
    let xml = docx_part(docx, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found: Vec<Vec<Vec<String>>> = Vec::new();
    let mut cell: Option<String> = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tbl" => found.push(Vec::new()),
                "w:tr" => found.last_mut().unwrap().push(Vec::new()),
                "w:tc" => cell = Some(String::new()),
                _ => {}
            },
            Event::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::End(tag) if tag.name().as_ref() == "w:tc" => {
                let row = found.last_mut().unwrap().last_mut().unwrap();
                row.push(cell.take().unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    tables(found)
}

/// All text, a line a paragraph.
pub fn docx_text(docx: &[u8]) -> String {
    let xml = docx_part(docx, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(run) => text.push_str(&run.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => {
                text.push_str(match name.xml_content(XmlVersion::Implicit1_0).as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                })
            }
            Event::End(tag) if tag.name().as_ref() == "w:p" => text.push('\n'),
            Event::Eof => return text,
            _ => {}
        }
    }
}

pub fn html_tables(html: &[u8]) -> Tables {
    let select = |selector: &str| scraper::Selector::parse(selector).unwrap();
    let page = scraper::Html::parse_document(std::str::from_utf8(html).unwrap());
    let found = page
        .select(&select("table"))
        .map(|table| {
            assert_eq!(table.select(&select("caption")).count(), 1);
            assert_eq!(
                table.select(&select("th:not([scope])")).count(),
                0,
                "a head without its scope"
            );
            table
                .select(&select("tr"))
                .map(|row| {
                    row.select(&select("th, td"))
                        .map(|cell| cell.text().collect())
                        .collect()
                })
                .collect()
        })
        .collect();
    tables(found)
}

pub fn xlsx_tables(xlsx: &[u8]) -> Tables {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let names = ["表二", "表三", "表四"];
    assert_eq!(book.sheet_names()[1..4], names);
    let found = names
        .iter()
        .map(|name| {
            let range = book.worksheet_range(name).unwrap();
            // Below the title and the heading; of merged cells only the first is text.
            let mut rows: Vec<Vec<String>> = range
                .rows()
                .skip(2)
                .map(|row| {
                    row.iter()
                        .map(|cell| {
                            if let Data::Empty = cell {
                                String::new()
                            } else {
                                cell.to_string()
                            }
                        })
                        .collect()
                })
                .collect();
            if *name == "表二" {
                // A merged row of one value is one cell.
                for row in rows
                    .iter_mut()
                    .filter(|row| !["规章", "行政规范性文件"].contains(&row[0].as_str()))
                {
                    row.truncate(2);
                }
            }
            rows
        })
        .collect();
    tables(found)
}

fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let path = file.path().to_str().unwrap();
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| if *argument == "FILE" { path } else { argument })
        .collect();
    let output = Command::new(tool)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{tool} of poppler-utils is needed (scripts/test installs it): {error}")
        });
    assert!(
        output.status.success(),
        "{tool}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Text as it stands on the page.
pub fn pdf_text(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-layout", "FILE", "-"], pdf)
}

/// The text of each page in reading order, without any blanks.
pub fn pdf_pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-raw", "FILE", "-"], pdf);
    let mut pages: Vec<String> = text
        .split('\u{C}')
        .map(|page| page.split_whitespace().collect())
        .collect();
    assert_eq!(
        pages.pop().as_deref(),
        Some(""),
        "every page ends with a form feed"
    );
    pages
}

pub fn pdf_info(pdf: &[u8]) -> BTreeMap<String, String> {
    poppler("pdfinfo", &["FILE"], pdf)
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.into(), value.trim().into()))
        .collect()
}
