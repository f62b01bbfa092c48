//! `mingbai scan` and `mingbai redact` by their contract: JSON, exit codes, nothing written where nothing could be done.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn mingbai(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_scan_says_what_where_and_how_grave() {
    let folder = tempfile::tempdir().unwrap();
    written(
        folder.path(),
        "名单.txt",
        "姓名：王小明，电话13912345678\n机密★10年\n",
    );
    written(
        folder.path(),
        "通知.txt",
        "全年进出口总额13812345678元，咨询电话0795-2506846\n",
    );
    let output = mingbai(
        folder.path(),
        &["scan", "名单.txt", "通知.txt", "--format", "json"],
    );
    assert_eq!(output.status.code(), Some(1));
    let scanned = json(&output);
    assert_eq!(scanned[0]["file"], "名单.txt");
    let hits = scanned[0]["hits"].as_array().unwrap();
    let kinds: Vec<&str> = hits.iter().filter_map(|hit| hit["kind"].as_str()).collect();
    assert_eq!(kinds, ["phone", "secrecy"]);
    assert_eq!(hits[0]["severity"], "block");
    assert_eq!(hits[0]["rule"], "Q-20");
    assert_eq!(hits[0]["where"], "text");
    assert_eq!(hits[0]["masked"], "139****5678");
    assert_eq!(scanned[1]["hits"], serde_json::json!([]));
    assert_eq!(scanned[1]["unread"], serde_json::json!([]));
    // A site that shows less of a number shows less of it here.
    written(
        folder.path(),
        "site.toml",
        "[personal]\nphone_head = 0\nphone_tail = 2\n",
    );
    let of_site = [
        "scan",
        "名单.txt",
        "--format",
        "json",
        "--config",
        "site.toml",
    ];
    let scanned = json(&mingbai(folder.path(), &of_site));
    assert_eq!(scanned[0]["hits"][0]["masked"], "*********78");
    let clean = mingbai(folder.path(), &["scan", "通知.txt", "--format", "json"]);
    assert_eq!(clean.status.code(), Some(0));
    let missing = mingbai(folder.path(), &["scan", "没有.txt", "--format", "json"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn what_cannot_be_read_blocks() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "a.rtf", "{\\rtf1 text}");
    let output = mingbai(folder.path(), &["scan", "a.rtf", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)[0]["unread"][0], "RTF document");
}

#[test]
fn redaction_takes_texts_and_kinds_out() {
    let folder = tempfile::tempdir().unwrap();
    written(
        folder.path(),
        "名单.txt",
        "王小明，电话13912345678，身份证11010519491231002X，补贴10万元\n",
    );
    written(
        folder.path(),
        "marks.json",
        r#"{"texts": ["王小明"], "kinds": ["id", "phone"]}"#,
    );
    let arguments = [
        "redact",
        "名单.txt",
        "--marks",
        "marks.json",
        "--out",
        "公开.txt",
        "--format",
        "json",
    ];
    let output = mingbai(folder.path(), &arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let made = fs::read_to_string(folder.path().join("公开.txt")).unwrap();
    assert!(made.contains("补贴10万元"), "{made}");
    for gone in ["王小明", "13912345678", "11010519491231002X"] {
        assert!(!made.contains(gone), "{made}");
    }
    assert_eq!(json(&output)["masked"], 3);
    // A file that is there is not written over.
    assert_eq!(mingbai(folder.path(), &arguments).status.code(), Some(2));
}

#[test]
fn what_is_wrong_with_the_marks_is_named() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "a.txt", "正文\n");
    for (marks, code) in [
        (r#"{"kinds": ["telephone"]}"#, 2),
        (r#"{"text": ["a"]}"#, 2),
        (r#"{"texts": ["没有的词"]}"#, 1),
    ] {
        written(folder.path(), "marks.json", marks);
        let output = mingbai(
            folder.path(),
            &["redact", "a.txt", "--marks", "marks.json", "--out", "b.txt"],
        );
        assert_eq!(output.status.code(), Some(code), "{marks}");
        assert_eq!(folder.path().join("b.txt").exists(), code == 1, "{marks}");
    }
}

#[test]
fn a_hidden_column_is_found_by_the_scan_and_left_out_by_the_redaction() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    sheet.write_string(0, 0, "姓名").unwrap();
    sheet.write_string(0, 2, "身份证").unwrap();
    sheet.write_string(1, 0, "甲某").unwrap();
    sheet.write_string(1, 2, "11010519491231002X").unwrap();
    sheet.set_column_hidden(2).unwrap();
    written(folder.path(), "名单.xlsx", book.save_to_buffer().unwrap());
    let scanned = json(&mingbai(
        folder.path(),
        &["scan", "名单.xlsx", "--format", "json"],
    ));
    assert_eq!(scanned[0]["hits"][0]["where"], "sheet 名单 hidden column C");
    assert_eq!(scanned[0]["hits"][0]["kind"], "id");
    written(folder.path(), "marks.json", "{}");
    let output = mingbai(
        folder.path(),
        &[
            "redact",
            "名单.xlsx",
            "--marks",
            "marks.json",
            "--out",
            "公开.xlsx",
            "--format",
            "json",
        ],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(json(&output)["left_out"]["columns"], 1);
    let again = json(&mingbai(
        folder.path(),
        &["scan", "公开.xlsx", "--format", "json"],
    ));
    assert_eq!(again[0]["hits"], serde_json::json!([]));
}
