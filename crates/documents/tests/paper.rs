//! A published item as PDF and DOCX: every word of it is there, in order, and the table stands as it was.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::{
    io::{Cursor, Read},
    process::Command,
};

use documents::{
    fonts::Fonts,
    paper::{self, Paper},
};
use jiff::civil::date;

const BODY: &str = "<h2>一、总则</h2><p>第一条 为了规范<strong>摊位管理</strong>，制定本办法。</p>\
    <ol><li>统一编号；</li><li>公示价格：<ul><li>每日每摊五元；</li></ul></li></ol>\
    <table><tr><th colspan=\"2\">收费</th><th rowspan=\"2\">依据</th></tr><tr><th>项目</th><th>标准</th></tr>\
    <tr><td rowspan=\"2\">摊位费</td><td>每日五元</td><td>甲发改〔2026〕3号</td></tr><tr><td>每月一百元<br>（按月）</td><td>同上</td></tr></table>\
    <blockquote>附则：本办法自发布之日起施行。</blockquote>";

/// What must be found, in this order.
const SAID: [&str; 14] = [
    "摊位管理办法",
    "本文件已废止",
    "索引号",
    "QA/2026-00001",
    "适用于县城各市场",
    "一、总则",
    "第一条",
    "1.",
    "统一编号",
    "每日每摊五元",
    "收费",
    "每月一百元",
    "附则",
    "来源：https://www.example.gov.cn/items/QA/X",
];

fn item(body: &str) -> Paper {
    Paper {
        title: "关于印发《摊位管理办法》的通知".into(),
        organ: "甲县商务局".into(),
        facts: vec![
            ("索引号".into(), "QA/2026-00001".into()),
            ("发文字号".into(), "甲商发〔2026〕9号".into()),
        ],
        notice: "本文件已废止。 2026-03-10".into(),
        summary: "适用于县城各市场。".into(),
        body_html: body.into(),
        attachments: ("附件".into(), vec!["摊位分布图.pdf".into()]),
        source: vec!["来源：https://www.example.gov.cn/items/QA/X".into()],
        on: date(2026, 3, 2),
    }
}

#[track_caller]
fn in_order(text: &str) {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut from = 0;
    for said in SAID {
        let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
        let at = text[from..].find(&said);
        from += at.unwrap_or_else(|| panic!("{said} is not there in its turn:\n{text}"));
    }
}

/// Needs `pdftotext` (poppler-utils), which scripts/test installs.
#[test]
fn a_pdf_says_everything_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("item.pdf");
    std::fs::write(&file, paper::pdf(&item(BODY), &Fonts::load(&[])).unwrap()).unwrap();
    let out = Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    in_order(&String::from_utf8(out.stdout).unwrap());
}

fn document(bytes: Vec<u8>) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    parts
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_docx_has_headings_lists_and_merged_cells() {
    let xml = document(paper::docx(&item(BODY), &Fonts::load(&[])).unwrap());
    let mut text = String::new();
    for part in xml.split("<w:t").skip(1) {
        let (_, rest) = part.split_once('>').unwrap();
        text.push_str(rest.split("</w:t>").next().unwrap_or_default());
    }
    in_order(&text);
    assert!(xml.contains("<w:outlineLvl w:val=\"0\""), "{xml}");
    assert_eq!(xml.matches("<w:gridSpan w:val=\"2\"").count(), 1);
    assert_eq!(xml.matches("w:val=\"restart\"").count(), 2);
    assert_eq!(xml.matches("w:val=\"continue\"").count(), 2);
}

/// Whatever stands in a body, there is a paper: no tables without rows, spans out of the table, a very wide table, nothing at all.
#[test]
fn odd_bodies_make_papers_too() {
    let fonts = Fonts::load(&[]);
    let wide = format!("<table><tr>{}</tr></table>", "<td>格</td>".repeat(80));
    for body in [
        "",
        "<table></table>",
        "<table><tr><td rowspan=\"99\" colspan=\"99\">大</td></tr></table>",
        "<table><tr><th>只有表头</th></tr></table>",
        "<ul></ul><h2></h2><p></p>",
        "#set page(height: 1pt) $x$ *y* _z_ @ref <label>",
        wide.as_str(),
    ] {
        let odd = item(body);
        assert!(
            paper::pdf(&odd, &fonts).unwrap().starts_with(b"%PDF"),
            "{body}"
        );
        assert!(
            paper::docx(&odd, &fonts).unwrap().starts_with(b"PK"),
            "{body}"
        );
    }
}
