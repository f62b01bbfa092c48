use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const LIMIT: usize = 1024 * 1024;

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A compound file in outline: its signature, and the names of its streams as they stand in the directory.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    for stream in streams {
        bytes.extend([0; 8]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    }
    bytes
}

fn office(part: &str) -> Vec<u8> {
    zipped(&[("[Content_Types].xml", b"<Types/>"), (part, b"<x/>")])
}

#[test]
fn honest_files_are_taken_under_their_type() {
    let ods = zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", b"<x/>"),
    ]);
    let gbk = encoding_rs::GB18030.encode("申请表，姓名").0.into_owned();
    let rows: Vec<(&str, Vec<u8>, &str)> = vec![
        ("申请表.pdf", b"%PDF-1.7\n...".to_vec(), "application/pdf"),
        ("A.PDF", b"%PDF-1.4\n...".to_vec(), "application/pdf"),
        (
            "a.docx",
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            office("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.pptx",
            office("ppt/presentation.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (
            "a.wps",
            compound(&["WordDocument"]),
            "application/vnd.ms-works",
        ),
        (
            "a.wps",
            office("word/document.xml"),
            "application/vnd.ms-works",
        ),
        ("a.doc", compound(&["WordDocument"]), "application/msword"),
        ("a.xls", compound(&["Workbook"]), "application/vnd.ms-excel"),
        (
            "a.ofd",
            zipped(&[("OFD.xml", b"<ofd/>")]),
            "application/ofd",
        ),
        (
            "a.ods",
            ods,
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        (
            "a.zip",
            zipped(&[("证明/身份证.jpg", b"x")]),
            "application/zip",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n....".to_vec(), "image/png"),
        ("a.jpeg", b"\xFF\xD8\xFF\xE0....".to_vec(), "image/jpeg"),
        (
            "a.txt",
            "政府信息公开申请".as_bytes().to_vec(),
            "text/plain; charset=utf-8",
        ),
        ("a.txt", gbk.clone(), "text/plain; charset=gb18030"),
        ("a.csv", gbk, "text/csv; charset=gb18030"),
        ("a.rtf", b"{\\rtf1 x}".to_vec(), "application/rtf"),
        (
            "a.txt",
            b"MZ-2026-001 is a number of the register".to_vec(),
            "text/plain; charset=utf-8",
        ),
    ];
    for (name, bytes, mime) in rows {
        let media = check(name, &bytes, LIMIT).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(media.mime, mime, "{name}");
    }
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let bomb = zipped(&[("a.txt", b"x"), ("../../etc/passwd", b"x")]);
    let rows: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.pdf", vec![], "upload.empty"),
        ("a.pdf", vec![b'x'; LIMIT + 1], "upload.size"),
        ("a", b"%PDF-1.7".to_vec(), "upload.type"),
        ("a.html", b"plain".to_vec(), "upload.type"),
        ("a.pdf.exe", b"%PDF-1.7".to_vec(), "upload.type"),
        (
            "a.pdf",
            b"MZ\x90\0\x03\0\0\0rest of a program".to_vec(),
            "upload.program",
        ),
        (
            "a.txt",
            b"\x7FELF\x02\x01\x01\0more of it to be long enough".to_vec(),
            "upload.program",
        ),
        ("a.txt", b"#!/bin/sh\nrm -rf /".to_vec(), "upload.program"),
        ("a.pdf", b"<!DOCTYPE html><html>".to_vec(), "upload.active"),
        ("a.pdf", b"\xEF\xBB\xBF \n<HTML>".to_vec(), "upload.active"),
        ("a.png", b"<svg onload=alert(1)>".to_vec(), "upload.active"),
        (
            "a.txt",
            b"hello <script>alert(1)</script>".to_vec(),
            "upload.active",
        ),
        (
            "a.csv",
            "\u{FEFF}<script>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            "upload.active",
        ),
        ("a.pdf", b"just text".to_vec(), "upload.content"),
        ("a.docx", b"%PDF-1.7".to_vec(), "upload.content"),
        ("a.docx", office("xl/workbook.xml"), "upload.content"),
        ("a.docx", zipped(&[("a.txt", b"x")]), "upload.content"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n....".to_vec(), "upload.content"),
        ("a.txt", vec![0, 1, 2, 3, 4, 5], "upload.content"),
        (
            "a.docx",
            zipped(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/vbaProject.bin", b"x"),
            ]),
            "upload.macro",
        ),
        (
            "a.xlsx",
            zipped(&[
                (
                    "[Content_Types].xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ),
                ("xl/workbook.xml", b"x"),
            ]),
            "upload.macro",
        ),
        (
            "a.doc",
            compound(&["WordDocument", "_VBA_PROJECT"]),
            "upload.macro",
        ),
        (
            "a.docx",
            compound(&["EncryptedPackage"]),
            "upload.encrypted",
        ),
        (
            "a.zip",
            zipped(&[("照片/查看.EXE", b"MZ")]),
            "upload.program",
        ),
        ("a.zip", bomb, "upload.program"),
        (
            "a.zip",
            b"PK\x03\x04 and then nothing".to_vec(),
            "upload.damaged",
        ),
    ];
    for (name, bytes, rule) in rows {
        let error = check(name, &bytes, LIMIT).expect_err(name);
        assert_eq!(error.rule(), rule, "{name}: {error}");
        assert!(!error.zh().is_empty() && !error.en().is_empty());
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![0; 1024 * 1024];
    let bytes = zipped(&[("1.txt", &zeros), ("2.txt", &zeros)]);
    assert!(bytes.len() < 5_000, "a bomb is small: {}", bytes.len());
    assert_eq!(archive::within(&bytes, 2 * 1024 * 1024), Ok(Content::Zip));
    assert_eq!(
        archive::within(&bytes, 2 * 1024 * 1024 - 1),
        Err(UploadError::Bomb)
    );
}

#[test]
fn names_inside_an_archive_may_be_gbk() {
    let name = encoding_rs::GBK.encode("木马程序.exe").0.into_owned();
    let stand_in = "A".repeat(name.len() - 4) + ".exe";
    let mut bytes = zipped(&[(&stand_in, b"MZ")]);
    while let Some(at) = bytes
        .windows(name.len())
        .position(|window| window == stand_in.as_bytes())
    {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    assert_eq!(
        check("a.zip", &bytes, LIMIT),
        Err(UploadError::Inside("木马程序.exe".into()))
    );
}

#[test]
fn names_are_made_safe() {
    let rows = [
        ("../../etc/申请表.txt", "申请表.txt"),
        ("C:\\Users\\某人\\表.txt", "表.txt"),
        ("a\u{0}b\r\nc.txt", "abc.txt"),
        ("表\u{202E}fdp.txt", "表fdp.txt"),
        ("<script>alert(1)<x>.txt", "_script_alert(1)_x_.txt"),
        ("\"; rm -rf.txt", "__ rm -rf.txt"),
        ("...txt", "txt"),
        ("  名 称 .txt", "名 称.txt"),
        ("CON.txt", "_CON.txt"),
        (".txt", "txt"),
        ("\u{200B}.txt", "txt"),
    ];
    for (given, kept) in rows {
        assert_eq!(name::sanitise(given), kept, "{given:?}");
    }
    let long = name::sanitise(&format!("{}.txt", "很".repeat(500)));
    assert_eq!(long.chars().count(), 80);
    assert!(long.ends_with(".txt") && long.len() < 255);
}
