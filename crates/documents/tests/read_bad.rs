//! What people send by mistake, and what strangers send on purpose.

#[expect(dead_code, reason = "the layouts are for the test beside this one")]
#[path = "read_samples/samples.rs"]
mod samples;

use std::time::{Duration, Instant};

use documents::read::{self, ReadError};
use law::{
    finding::Severity,
    report::{Column, Row},
};
use samples::*;

/// A name, bytes, and whether the reason is the right one.
type Refusal<'a> = (&'a str, &'a [u8], fn(&ReadError) -> bool);

#[test]
fn what_is_no_report_is_refused_with_its_reason() {
    let garbage: Vec<u8> = (0..4096u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let big5 = encoding_rs::BIG5
        .encode("這是一份沒有表格的文件，裡面什麼報告都沒有。")
        .0
        .into_owned();
    let table: [Refusal; 10] = [
        ("empty", b"", |error| *error == ReadError::Empty),
        ("spaces", b" \n\t\n", |error| *error == ReadError::Empty),
        ("garbage", &garbage, |error| {
            matches!(error, ReadError::NotText | ReadError::NotAReport)
        }),
        ("big5", &big5, |error| {
            matches!(error, ReadError::NotText | ReadError::NotAReport)
        }),
        ("pdf", b"%PDF-1.7 ...", |error| {
            matches!(error, ReadError::Damaged(_))
        }),
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1", |error| {
            *error == ReadError::NotReadYet("DOC/XLS".into())
        }),
        ("zip", b"PK\x03\x04 and no more", |error| {
            matches!(error, ReadError::Damaged(_))
        }),
        (
            "letter",
            "关于召开会议的通知\n请准时参加。\n".as_bytes(),
            |error| *error == ReadError::NotAReport,
        ),
        ("json", b"{\"a\": 1}", |error| {
            *error == ReadError::NotAReport
        }),
        ("cut.json", b"{\"table3\": {", |error| {
            matches!(error, ReadError::Damaged(_))
        }),
    ];
    for (name, bytes, expected) in table {
        let name = if name == "json" { "a.json" } else { name };
        match read::report(bytes, name) {
            Ok(read) => panic!("{name}: {:?}", read.report),
            Err(error) => {
                assert!(expected(&error), "{name}: {error:?}");
                assert!(!error.zh().is_empty() && !error.to_string().is_empty());
            }
        }
    }
}

/// A cell is never filled in: what is no whole number is blank, and an error that shows what was printed.
#[test]
fn cells_that_are_no_numbers() {
    let table: [(&str, Option<i64>, Option<&str>); 10] = [
        ("/", None, Some("“/”")),
        ("_", None, Some("“_”")),
        ("—", None, Some("“—”")),
        ("无", None, Some("“无”")),
        ("1.5", None, Some("“1.5”")),
        ("1/2", None, Some("“1/2”")),
        ("-3", Some(-3), None),
        ("１２", Some(12), None),
        ("1,024", Some(1024), None),
        (
            "99999999999999999999999",
            None,
            Some("“99999999999999999999999”"),
        ),
    ];
    for (printed, value, said) in table {
        for writer in [tabbed, piped, markdown, html] {
            let mut rows = table3(&report(1));
            let row = rows
                .iter_mut()
                .find(|row| row.contains(&"2.重复申请".to_string()))
                .expect("a row");
            let at = row.len() - 3;
            row[at] = printed.to_string();
            let text = format!("三、收到和处理政府信息公开申请情况\n{}", writer(&rows));
            let read = read::report(text.as_bytes(), "report").expect("read");
            assert_eq!(
                read.report.table3.get(Row::Repeat, Column::LegalService),
                value,
                "{printed}"
            );
            let findings = read.findings(None);
            let errors: Vec<_> = findings
                .iter()
                .filter(|finding| finding.id == "R-34")
                .collect();
            match (said, value) {
                (Some(said), _) => {
                    assert_eq!(errors.len(), 1, "{printed}: {errors:?}");
                    assert!(
                        errors[0].zh.contains(said) && errors[0].severity == Severity::Error,
                        "{}",
                        errors[0].zh
                    );
                }
                (None, Some(-3)) => assert_eq!(errors.len(), 1, "{printed}"),
                (None, _) => assert!(errors.is_empty(), "{printed}: {errors:?}"),
            }
        }
    }
}

/// 表三 without its first label column reads as before; without its first number column no row is whole.
#[test]
fn a_first_column_that_is_missing() {
    let expected = report(2);
    let without_labels: Vec<Vec<String>> = table3(&expected)
        .into_iter()
        .map(|row| {
            let skip = row.len().saturating_sub(8);
            if row.len() >= 8 {
                row[skip..].to_vec()
            } else {
                row
            }
        })
        .collect();
    let text = format!(
        "三、收到和处理政府信息公开申请情况\n{}",
        tabbed(&without_labels)
    );
    let read = read::report(text.as_bytes(), "report").expect("read");
    assert_eq!(read.report.table3, expected.table3);

    let without_numbers: Vec<Vec<String>> = table3(&expected)
        .into_iter()
        .map(|mut row| {
            if row.len() >= 8 {
                row.remove(row.len() - 7);
            }
            row
        })
        .collect();
    for writer in [tabbed, piped, markdown, html, pipe_lines] {
        let text = format!(
            "一、总体情况\n无。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n{}",
            writer(&without_numbers)
        );
        let text = if text.contains("<td") {
            page(&text)
        } else {
            text
        };
        let read = read::report(text.as_bytes(), "report").expect("read");
        assert!(
            read.report.table3.is_empty(),
            "six numbers are no row of seven: {:?}",
            read.report.table3
        );
        let broken = read
            .notes
            .iter()
            .filter(|note| note.id == "R-1.row")
            .count();
        assert_eq!(broken, 25);
    }

    let bare: Vec<Vec<String>> = table3(&expected)
        .into_iter()
        .map(|row| {
            if row.len() >= 8 {
                row[row.len() - 7..].to_vec()
            } else {
                row
            }
        })
        .collect();
    let text = format!(
        "一、总体情况\n无。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n{}",
        tab_separated(&bare)
    );
    let read = read::report(text.as_bytes(), "report").expect("read");
    assert!(
        read.report.table3.is_empty(),
        "rows without any label are not guessed"
    );
    assert!(
        read.notes
            .iter()
            .any(|note| note.zh.contains("25行数字没有标签"))
    );
}

#[test]
fn columns_in_another_order_follow_their_headings() {
    let expected = report(3);
    let mut rows = table3(&expected);
    rows[2].swap(0, 1);
    for row in rows.iter_mut().filter(|row| row.len() >= 8) {
        let first = row.len() - 7;
        row.swap(first + 1, first + 2);
    }
    let text = format!("三、收到和处理政府信息公开申请情况\n{}", piped(&rows));
    let read = read::report(text.as_bytes(), "report").expect("read");
    assert_eq!(read.report.table3, expected.table3);
    assert!(
        read.notes
            .iter()
            .any(|note| note.place == "table3" && note.zh.contains("顺序"))
    );
}

/// Nothing grows faster than the file: each of these is a few megabytes made to be awkward.
#[test]
fn large_and_awkward_files_are_read_in_bounded_time() {
    let times = 40_000;
    let files = [
        (
            "rows without end",
            format!(
                "申请人情况\n{}",
                "一、本年新收政府信息公开申请数量\n".repeat(times)
            ),
        ),
        (
            "numbers without end",
            format!("规章\n0\n0\n0\n{}", "1\n".repeat(times * 10)),
        ),
        (
            "half a label",
            format!(
                "申请人情况\n{}",
                "申请人无正当理由逾期不补正\n".repeat(times)
            ),
        ),
        ("pipes", "|".repeat(times * 20)),
        (
            "pipe lines",
            format!("信息内容\n{}", "|\n".repeat(times * 4)),
        ),
        ("tabs", format!("申请人情况\n{}", "\t\n".repeat(times * 4))),
        ("one line", "政府信息公开申请1件，".repeat(times)),
        ("deep", format!("<table>{}", "<tr><td><table>".repeat(1000))),
        (
            "cells",
            format!(
                "<table><tr>{}</tr></table>",
                "<td>行政复议</td>".repeat(times)
            ),
        ),
        ("titles", "2022年政府信息公开\n".repeat(times)),
    ];
    for (name, text) in files {
        let start = Instant::now();
        let _ = read::report(text.as_bytes(), name).map(|read| read.findings(None));
        let took = start.elapsed();
        assert!(took < Duration::from_secs(60), "{name}: {took:?}");
    }
    assert!(matches!(
        read::report(&vec![b'a'; read::LIMIT + 1], "huge"),
        Err(ReadError::TooLarge)
    ));
}

/// A zip of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn files_that_are_locked_packed_or_pictures() {
    // The name of the one stream that an encrypted DOCX has, in UTF-16, somewhere in the old container.
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend([0; 600]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let nothing = vec![b' '; 40_000_000];
    let bomb = zipped(&[("word/document.xml", &nothing)]);
    let sheets = zipped(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &vec![b' '; 70_000_000]),
    ]);
    let whole = documents::report::docx(&report(1), &documents::fonts::Fonts::embedded())
        .expect("a document");
    let pdf = documents::report::pdf(&report(1), &documents::fonts::Fonts::embedded())
        .expect("a document");
    let scan = scan();
    let photographed = zipped(&[(
        "word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>政府信息公开年度报告</w:t></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p></w:body></w:document>"
            .as_bytes(),
    )]);
    let table: Vec<(&str, &[u8], fn(&ReadError) -> bool)> = vec![
        ("locked docx", &locked, |it| {
            *it == ReadError::Encrypted("DOCX/XLSX".into())
        }),
        ("a bomb of text", &bomb, |it| *it == ReadError::TooLarge),
        ("a bomb of sheets", &sheets, |it| *it == ReadError::TooLarge),
        ("half a docx", &whole[..whole.len() / 2], |it| {
            matches!(it, ReadError::Damaged(_))
        }),
        ("half a pdf", &pdf[..pdf.len() / 3], |it| {
            matches!(it, ReadError::Damaged(_) | ReadError::NotAReport)
        }),
        ("a scan", &scan, |it| *it == ReadError::Scanned),
        ("a photograph in a docx", &photographed, |it| {
            *it == ReadError::Scanned
        }),
        ("png", b"\x89PNG\r\n\x1a\n....", |it| {
            *it == ReadError::Picture
        }),
        ("jpeg", b"\xff\xd8\xff\xe0....", |it| {
            *it == ReadError::Picture
        }),
        ("tiff", b"II*\0........", |it| *it == ReadError::Picture),
        ("html of 9 MB", &[b'<'; 9_000_000], |it| {
            *it == ReadError::TooLarge
        }),
    ];
    for (name, bytes, expected) in table {
        match read::report(bytes, name) {
            Ok(read) => panic!("{name}: {:?}", read.report.table3),
            Err(error) => assert!(expected(&error), "{name}: {error:?}"),
        }
    }
}

/// A page that is one picture.
fn scan() -> Vec<u8> {
    let content = "q 595 0 0 842 0 0 cm /I Do Q";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>".to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream".to_string(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = pdf.len();
    pdf += &format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        pdf += &format!("{place:010} 00000 n \n");
    }
    pdf += &format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    pdf.into_bytes()
}

/// One column too many in a row: that row is not read, and said.
#[test]
fn a_row_with_a_column_too_many() {
    let expected = report(4);
    for writer in [tabbed, tab_separated, html] {
        let mut rows = table3(&expected);
        let row = rows
            .iter_mut()
            .find(|row| row.contains(&"2.重复申请".to_string()))
            .expect("a row");
        row.push("5".into());
        let text = format!("三、收到和处理政府信息公开申请情况\n{}", writer(&rows));
        let read = read::report(text.as_bytes(), "report").expect("read");
        assert!(!read.report.table3.has(Row::Repeat));
        assert_eq!(
            read.report.table3.row(Row::Printed),
            expected.table3.row(Row::Printed)
        );
        let place = format!("table3/{}", Row::Repeat);
        let said = read
            .notes
            .iter()
            .find(|note| note.place == place)
            .expect("said");
        assert!(said.zh.contains("8格"), "{}", said.zh);
    }
}

/// Nesting costs the parser the square of its depth: it is refused before it is parsed.
#[test]
fn elements_without_end_inside_each_other() {
    let start = Instant::now();
    for tag in ["div", "span", "b", "table"] {
        let page = format!("<html>{}", format!("<{tag}>").repeat(200_000));
        let read = read::report(page.as_bytes(), "deep.html");
        assert!(
            matches!(read, Err(ReadError::Damaged(_))),
            "{tag}: {read:?}"
        );
    }
    assert!(start.elapsed() < Duration::from_secs(30));
    // Elements that end by themselves are not deep, however many.
    let list = format!("<html>{}", "<p>一<li>二<td>三<br>".repeat(20_000));
    assert_eq!(
        read::report(list.as_bytes(), "list.html").map(|_| ()),
        Err(ReadError::NotAReport)
    );
}
