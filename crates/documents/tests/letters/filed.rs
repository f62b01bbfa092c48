//! The yearly register and the case file, read back by other means (law.md Z-6 to Z-11, Z-14).

use std::io::{Cursor, Read, Write};

use calamine::Reader;
use documents::{
    Error,
    fonts::Fonts,
    package::{self, CaseFile, Fault, Piece},
    register::{self, Register, Row},
};
use jiff::civil::date;
use law::archive::{Keeping, Paper};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn register() -> Register {
    Register {
        organ: "云河县商务局".into(),
        year: 2026,
        rows: vec![
            Row {
                number: "YSW-2026-0012".into(),
                kind: "自然人".into(),
                channel: "互联网".into(),
                submitted: Some(date(2026, 2, 28)),
                received: Some(date(2026, 3, 2)),
                wanted: "=HYPERLINK(\"x\")专项资金分配方案".into(),
                extended: true,
                answered: Some(date(2026, 3, 25)),
                outcome: "予以公开，提供信息".into(),
                document: "云商公开〔2026〕3号".into(),
                fen: 550_050,
                ..Row::default()
            },
            Row::default(),
        ],
        foot: "台账检查点：一处".into(),
    }
}

#[test]
fn the_register_is_a_workbook_of_typed_cells() {
    let bytes = register::xlsx(&register()).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["2026年"]);
    let range = book.worksheet_range("2026年").unwrap();
    let cell = |row, column| range.get_value((row, column)).unwrap().clone();
    assert_eq!(
        cell(0, 0).to_string(),
        "云河县商务局2026年度依申请公开登记台账"
    );
    let heads: Vec<String> = (0..21).map(|column| cell(1, column).to_string()).collect();
    assert_eq!(heads[..4], ["序号", "受理编号", "申请人", "申请人类别"]);
    let at =
        |name: &str| u32::try_from(heads.iter().position(|head| head == name).unwrap()).unwrap();
    let calamine::Data::DateTime(day) = cell(2, at("收到日期")) else {
        panic!("not a date");
    };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 3, 2, 0, 0, 0, 0));
    assert_eq!(cell(2, at("收费（元）")), calamine::Data::Float(5500.5));
    assert_eq!(cell(2, at("延期")).to_string(), "是");
    // What an applicant typed is text and no formula.
    assert_eq!(
        cell(2, at("申请内容")),
        calamine::Data::String("=HYPERLINK(\"x\")专项资金分配方案".into())
    );
    assert_eq!(cell(3, 0), calamine::Data::Float(2.0));
    // An empty year is a register too; a text that no cell holds is refused by its place.
    let mut year = register();
    year.rows.clear();
    assert!(register::xlsx(&year).is_ok());
    let mut year = register();
    year.rows[1].note = "长".repeat(32_768);
    assert_eq!(
        register::xlsx(&year),
        Err(Error::TooLong {
            row: 2,
            column: "备注".into()
        })
    );
}

fn piece(paper: Paper, title: &str, ending: &str, bytes: &[u8]) -> Piece {
    Piece {
        paper,
        title: title.into(),
        number: String::new(),
        author: "云河县商务局".into(),
        date: Some(date(2026, 3, 25)),
        secrecy: String::new(),
        pages: Some(1),
        note: String::new(),
        ending: ending.into(),
        bytes: bytes.into(),
    }
}

fn file() -> CaseFile {
    CaseFile {
        organ: "云河县商务局".into(),
        number: "YSW-2026-0012".into(),
        title: "关于“专项资金”<分配>的申请".into(),
        reference: Some("Z109-WS·2026-D10-BGS-0001".parse().unwrap()),
        keeping: Keeping::Years10,
        year: 2026,
        pieces: vec![
            piece(Paper::Reply, "答复书", "pdf", b"reply"),
            piece(Paper::Application, "../申请/表", "pdf", b"application"),
            piece(Paper::Application, "../申请/表", "pdf", b"a second"),
        ],
    }
}

fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut entry = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_case_file_says_what_it_holds() {
    let fonts = Fonts::embedded();
    let bytes = package::build(&file(), &fonts).unwrap();
    assert_eq!(package::verify(&bytes), []);
    assert_eq!(package::build(&file(), &fonts).unwrap().len(), bytes.len());
    let found = entries(&bytes);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..2], ["目录.xml", "卷内目录.docx"]);
    // In the order of Z-6: the application first; names that every system takes.
    assert!(
        names[2].starts_with("文件/001_申请表_") && names[4].starts_with("文件/003_"),
        "{names:?}"
    );
    assert!(!names.iter().any(|name| name.contains("..")));
    let xml = String::from_utf8(found[0].1.clone()).unwrap();
    // SHA-256 of "reply", computed elsewhere.
    assert!(
        xml.contains("5782b18687e6cf8a482fc32d2db5b196d8821c458a0c069c6acf3953446e7bb5"),
        "{xml}"
    );
    assert!(
        xml.contains("档号=\"Z109-WS·2026-D10-BGS-0001\"") && xml.contains("&lt;分配&gt;"),
        "{xml}"
    );
    let catalogue = crate::extract::docx_text(&found[1].1);
    for word in [
        "卷内目录",
        "序号",
        "档号",
        "责任者",
        "题名",
        "20260325",
        "答复书",
        "定期10年",
    ] {
        assert!(catalogue.contains(word), "{word}");
    }
}

#[test]
fn a_package_that_was_touched_is_not_whole() {
    let bytes = package::build(&file(), &Fonts::embedded()).unwrap();
    let sound = entries(&bytes);
    let path = sound[4].0.clone();
    let with = |change: &dyn Fn(&mut Vec<(String, Vec<u8>)>)| {
        let mut entries = sound.clone();
        change(&mut entries);
        package::verify(&zipped(&entries))
    };
    assert_eq!(with(&|_| {}), []);
    assert!(with(&|all| all[4].1.push(b'!')).contains(&Fault::Changed(path.clone())));
    assert!(
        with(&|all| {
            all.remove(4);
        })
        .contains(&Fault::Missing(path.clone()))
    );
    assert!(
        with(&|all| all.push(("文件/x.pdf".into(), vec![1])))
            .contains(&Fault::Foreign("文件/x.pdf".into()))
    );
    assert!(
        with(&|all| {
            all.pop();
        })
        .iter()
        .any(|fault| matches!(fault, Fault::NoPackage(_)))
    );
    assert!(with(&|all| all.last_mut().unwrap().1.extend(b"x")).contains(&Fault::Line(6)));
    assert!(matches!(package::verify(b"PK")[..], [Fault::NoPackage(_)]));
    assert!(Fault::Changed(path).zh().contains("散列值"));
}
