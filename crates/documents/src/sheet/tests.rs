use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;

fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

#[test]
fn csv_is_read_in_the_encodings_and_forms_people_send() {
    let expected = vec![
        vec!["标题", "说明"],
        vec!["通知", "含,逗号与\"引号\"\n换行"],
        vec!["公告", ""],
    ];
    let comma = "标题,说明\r\n通知,\"含,逗号与\"\"引号\"\"\n换行\"\r\n,\r\n 公告 ,\r\n";
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(comma.as_bytes());
    let wide: Vec<u8> = format!("\u{FEFF}{comma}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let rows = [
        ("UTF-8", comma.as_bytes().to_vec()),
        ("with a mark", marked),
        ("GBK", encoding_rs::GBK.encode(comma).0.into_owned()),
        ("UTF-16", wide),
        (
            "tabs",
            "标题\t说明\n通知\t\"含,逗号与\"\"引号\"\"\n换行\"\n\t\n公告\t\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "semicolons",
            "标题;说明\n通知;\"含,逗号与\"\"引号\"\"\n换行\"\n;\n公告;\n"
                .as_bytes()
                .to_vec(),
        ),
    ];
    for (what, bytes) in rows {
        let sheets = read(&bytes, "目录.CSV").unwrap();
        assert_eq!(sheets[0].name, "目录");
        assert_eq!(texts(&sheets[0]), expected, "{what}");
        // The quoted line break counts: the last row stands on line 5.
        let last = &sheets[0].rows[2][0];
        assert_eq!(sheets[0].place(last, Lang::Zh), "工作表“目录”A5", "{what}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let rows: [(&str, &[u8], &str); 5] = [
        ("a.csv", b"\x81\x20\xFF\xFF", "UTF-8"),
        ("a.pdf", b"%PDF", "csv"),
        ("a.jsonl", b"{\"a\":1}\n{\"a\":", "2"),
        ("a.jsonl", b"[1]", "1"),
        ("a.xlsx", b"PK\x03\x04 no workbook", "工作簿"),
    ];
    for (name, bytes, part) in rows {
        let message = read(bytes, name).unwrap_err().message(Lang::Zh);
        assert!(message.contains(part), "{name}: {message}");
    }
    assert_eq!(read(b" \n\n", "a.csv"), Ok(vec![]));
}

#[test]
fn jsonl_keys_become_columns() {
    let text = "{\"b\":\"x\",\"n\":3}\n\n{\"n\":null,\"c\":[1,2],\"b\":true}\n";
    let sheets = read(text.as_bytes(), "dir/items.jsonl").unwrap();
    let found = texts(&sheets[0]);
    assert_eq!(found[0].len(), 3);
    let column = |key: &str| found[0].iter().position(|heading| *heading == key).unwrap();
    assert_eq!(
        (
            found[1][column("b")],
            found[1][column("n")],
            found[1][column("c")]
        ),
        ("x", "3", "")
    );
    assert_eq!(
        (
            found[2][column("b")],
            found[2][column("n")],
            found[2][column("c")]
        ),
        ("true", "", "[1,2]")
    );
    assert_eq!(sheets[0].rows[2][0].row, 3);
}

#[test]
fn workbooks_keep_places_dates_and_numbers() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("申请").unwrap();
    sheet.write(2, 1, "受理编号").unwrap();
    sheet.write(2, 2, "申请日期").unwrap();
    sheet.write(4, 1, 12).unwrap();
    sheet
        .write_with_format(4, 2, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &date)
        .unwrap();
    sheet.write(4, 3, 4166.241619).unwrap();
    book.add_worksheet().set_name("空").unwrap();
    let sheets = read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(
        texts(&sheets[0]),
        vec![
            vec!["", "受理编号", "申请日期"],
            vec!["", "12", "2026-01-31", "4166.241619"]
        ]
    );
    assert_eq!(
        sheets[0].place(&sheets[0].rows[1][2], Lang::En),
        "sheet “申请” C5"
    );
}

#[test]
fn an_empty_template_reads_back_as_its_headings() {
    let columns = [
        TemplateColumn {
            heading: "受理编号",
            note: "必填",
            choices: &[],
        },
        TemplateColumn {
            heading: "渠道",
            note: "",
            choices: &["online", "fax"],
        },
        "申请日期".into(),
    ];
    let sheets = read(&write_template(&columns).unwrap(), "t.xlsx").unwrap();
    assert_eq!(
        texts(&sheets[0]),
        vec![vec!["受理编号", "渠道", "申请日期"]]
    );
    assert_eq!(
        [1, 26, 27, 702, 703].map(letters),
        ["A", "Z", "AA", "ZZ", "AAA"]
    );
}
