//! A redacted workbook keeps the cells people see as they stand, with their formats and their epoch; only text is changed.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::io::{Cursor, Read};

use documents::{
    fonts::Fonts,
    redact::{Hidden, Notice, Redacted, What, Withholding, redact},
};
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::ZipArchive;

fn phrase(text: &str) -> Vec<Withholding> {
    vec![Withholding {
        page: None,
        what: What::Phrase(text.into()),
        reason: "个人隐私".into(),
    }]
}

fn done(bytes: &[u8], withheld: &[Withholding]) -> Redacted {
    redact("名单.xlsx", bytes, withheld, &Fonts::embedded()).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// A name, a day, an amount, a share and a number with zeros, each with its format.
fn list() -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "王小明").unwrap();
    for (column, value, format) in [
        (1, 46_083.0, "yyyy-mm-dd"),
        (2, 1_234_567.5, "#,##0.00"),
        (3, 0.856, "0.0%"),
        (4, 123.0, "000000"),
    ] {
        let format = Format::new().set_num_format(format);
        sheet
            .write_number_with_format(0, column, value, &format)
            .unwrap();
    }
    book
}

/// Sets the epoch of a workbook to 1904, with the same numbers.
fn in_1904(bytes: &[u8]) -> Vec<u8> {
    edited(bytes, "<workbookPr ", "<workbookPr date1904=\"1\" ")
}

/// The workbook with a piece of its parts written otherwise.
fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let content = content.replace(from, to);
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn t07_numbers_keep_their_formats() {
    let source = list().save_to_buffer().unwrap();
    let made = done(&source, &phrase("王小明"));
    let (before, after) = (
        part(&source, "xl/worksheets/sheet1.xml"),
        part(&made.bytes, "xl/worksheets/sheet1.xml"),
    );
    for cell in [
        "<v>46083</v>",
        "<v>1234567.5</v>",
        "<v>0.856</v>",
        "<v>123</v>",
    ] {
        assert!(
            before.contains(cell) && after.contains(cell),
            "{cell}: {after}"
        );
    }
    // Each cell keeps its style, and the styles are those of the source.
    for place in ["B1", "C1", "D1", "E1"] {
        let style = |sheet: &str| {
            let at = sheet.find(&format!("r=\"{place}\"")).unwrap();
            sheet[at..]
                .split("s=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_string()
        };
        assert_eq!(style(&before), style(&after), "{place}");
    }
    assert_eq!(
        part(&source, "xl/styles.xml"),
        part(&made.bytes, "xl/styles.xml")
    );
    assert!(part(&made.bytes, "xl/sharedStrings.xml").contains("■■■"));
    assert!(
        made.bytes.len() * 10 <= source.len() * 12,
        "{} from {}",
        made.bytes.len(),
        source.len()
    );
}

#[test]
fn t07_the_epoch_of_1904_stays() {
    let source = in_1904(&list().save_to_buffer().unwrap());
    let made = done(&source, &phrase("王小明"));
    assert!(part(&made.bytes, "xl/workbook.xml").contains("date1904=\"1\""));
    assert!(part(&made.bytes, "xl/worksheets/sheet1.xml").contains("<v>46083</v>"));
    // A day is found as people see it there: four years and a day later than elsewhere.
    let made = done(&source, &phrase("2030-03-03"));
    assert_eq!(made.counts, [1]);
    assert!(!part(&made.bytes, "xl/worksheets/sheet1.xml").contains("46083"));
}

#[test]
fn a_number_is_found_as_it_is_shown_and_as_it_is_kept() {
    let source = list().save_to_buffer().unwrap();
    for seen in ["1,234,567.50", "1234567.5", "85.6%", "000123", "2026-03-02"] {
        let made = done(&source, &phrase(seen));
        assert_eq!(made.counts, [1], "{seen}");
    }
}

#[test]
fn t26_what_is_hidden_goes_and_is_counted() {
    let mut book = list();
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_string(0, 6, "11010519491231002X").unwrap();
    sheet.set_column_hidden(6).unwrap();
    sheet.write_string(3, 0, "藏在行里").unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet
        .insert_note(0, 0, &rust_xlsxwriter::Note::new("藏在批注里"))
        .unwrap();
    book.define_name("内部", "=Sheet1!$A$1").unwrap();
    let deep = book.add_worksheet();
    deep.set_name("深藏").unwrap().set_very_hidden(true);
    deep.write_string(0, 0, "藏在表里").unwrap();
    let made = done(&book.save_to_buffer().unwrap(), &phrase("王小明"));
    for expected in [
        Notice::LeftOut(Hidden::Columns, 1),
        Notice::LeftOut(Hidden::Rows, 1),
        Notice::LeftOut(Hidden::Comments, 1),
        Notice::LeftOut(Hidden::Names, 1),
        Notice::HiddenSheet("深藏".into()),
    ] {
        assert!(
            made.notices.contains(&expected),
            "{expected:?}: {:?}",
            made.notices
        );
    }
    let sheet = part(&made.bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("hidden=\"1\""),
        "the column stays hidden, and empty: {sheet}"
    );
}

#[test]
fn t23_a_formula_that_was_never_calculated_is_named() {
    let mut book = list();
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet
        .write_formula(1, 2, Formula::new("=SUM(C1:C1)").set_result("77"))
        .unwrap();
    sheet
        .write_formula(1, 3, Formula::new("=D1").set_result("0.856"))
        .unwrap();
    let source = edited(&book.save_to_buffer().unwrap(), "<v>77</v>", "<v></v>");
    let made = done(&source, &phrase("王小明"));
    assert!(
        made.notices.contains(&Notice::Formulas(1)),
        "{:?}",
        made.notices
    );
    assert!(
        made.notices
            .contains(&Notice::NeverCalculated(vec!["Sheet1!C2".into()])),
        "{:?}",
        made.notices
    );
    let refused = documents::sheet::read(&source, "a.xlsx").unwrap_err();
    assert!(
        refused.message(law::Lang::Zh).contains("Excel 或者 WPS"),
        "{refused}"
    );
    assert!(refused.to_string().contains("Sheet1!C2"), "{refused}");
}

/// Found by bytes that almost are a workbook: the root of a sheet was another element.
#[test]
fn a_sheet_that_is_none_is_refused_in_words() {
    let source = edited(&list().save_to_buffer().unwrap(), "<worksheet", "<worxml");
    let source = edited(&source, "</worksheet", "</worxml");
    let refused = redact("名单.xlsx", &source, &phrase("王小明"), &Fonts::embedded());
    let refused = refused.unwrap_err();
    assert_eq!(refused.zh(), "文件损坏：一张工作表不是工作表");
}

/// Found by bytes that almost are a workbook: what stood in a tag that only says how a sheet looks was said to be nowhere, and went out.
#[test]
fn what_stands_in_a_tag_goes_too_or_nothing_goes_out() {
    let plain = list().save_to_buffer().unwrap();
    for (from, to) in [
        ("<worksheet ", "<worksheet x=\"欧阳某某\" "),
        ("<sheetViews>", "<sheetViews x=\"欧阳某某\">"),
        ("<pageMargins ", "<pageMargins x=\"欧阳某某\" "),
        ("<a:theme ", "<a:theme x=\"欧阳某某\" "),
        ("<cellXfs ", "<cellXfs x=\"欧阳某某\" "),
    ] {
        let source = edited(&plain, from, to);
        assert_ne!(source, edited(&plain, "", ""), "{from}");
        let made = done(&source, &phrase("欧阳某某"));
        assert_eq!(made.counts, [1], "{from}");
        assert!(!package(&made.bytes).contains("欧阳某某"), "{from}");
    }
    let source = edited(&plain, "<row ", "<row x=\"欧阳某某\" ");
    let refused = redact(
        "名单.xlsx",
        &source,
        &phrase("欧阳某某"),
        &Fonts::embedded(),
    );
    let refused = refused.unwrap_err().zh();
    assert!(
        refused.contains("仍然存在于xl/worksheets/sheet1.xml"),
        "{refused}"
    );
}

/// All parts together.
fn package(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        archive
            .by_index(place)
            .unwrap()
            .read_to_string(&mut all)
            .unwrap();
    }
    all
}
