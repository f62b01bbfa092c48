//! Trap 38: what is withheld is in no byte of the new file, after inflating every stream.

use std::io::{Cursor, Read, Write};

use documents::{
    fonts::Fonts,
    letter::{self, sample},
    redact::{Hidden, Notice, RedactError, Redacted, What, Withholding, redact},
};
use law::letter::Kind;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::extract::pdf_pages;

const SECRET: &str = "赵某某";
const PHONE: &str = "13900001234";

fn phrase(page: Option<u32>, text: &str) -> Withholding {
    Withholding {
        page,
        what: What::Phrase(text.into()),
        reason: "涉及个人隐私".into(),
    }
}

fn page(number: u32) -> Withholding {
    Withholding {
        page: Some(number),
        what: What::Page,
        reason: "属于过程性信息".into(),
    }
}

fn done(name: &str, bytes: &[u8], withheld: &[Withholding]) -> Redacted {
    redact(name, bytes, withheld, &Fonts::embedded()).unwrap()
}

fn refused(name: &str, bytes: &[u8], withheld: &[Withholding]) -> RedactError {
    redact(name, bytes, withheld, &Fonts::embedded()).unwrap_err()
}

/// All bytes of a file: raw, entries of a ZIP unpacked, and every stream of a PDF inflated.
fn all_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        for place in 0..archive.len() {
            let mut entry = archive.by_index(place).unwrap();
            all.extend(entry.name().unwrap().as_bytes());
            entry.read_to_end(&mut all).unwrap();
        }
    }
    let mark = b"stream";
    for at in 0..bytes.len().saturating_sub(mark.len()) {
        if &bytes[at..at + mark.len()] == mark {
            let from =
                at + mark.len() + usize::from(bytes.get(at + mark.len()) == Some(&b'\r')) + 1;
            let mut inflated = Vec::new();
            let mut decoder = flate2::read::ZlibDecoder::new(bytes.get(from..).unwrap_or_default());
            let _ = decoder.read_to_end(&mut inflated);
            all.extend(inflated);
        }
    }
    all
}

fn nowhere(made: &Redacted, words: &[&str]) {
    let all = all_bytes(&made.bytes);
    for word in words {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (gb, _, _) = encoding_rs::GB18030.encode(word);
        for sought in [word.as_bytes(), &wide, gb.as_ref()] {
            assert!(
                !all.windows(sought.len()).any(|window| window == sought),
                "{word} is in the {}",
                made.ending
            );
        }
    }
}

fn docx(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn word(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r" xmlns:wp="wp"><w:body>{inner}</w:body></w:document>"#
    )
}

fn hidden_everywhere() -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", r#"<?xml version="1.0"?><Types xmlns="t"><Override PartName="/word/document.xml" ContentType="x"/></Types>"#.into()),
        ("_rels/.rels", r#"<?xml version="1.0"?><Relationships xmlns="r"><Relationship Id="1" Type="x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="2" Type="x" Target="word/document.xml"/></Relationships>"#.into()),
        ("docProps/thumbnail.jpeg", "赵某某".into()),
        ("docProps/core.xml", r#"<c xmlns:dc="d"><dc:creator>赵某某</dc:creator></c>"#.into()),
        ("docProps/app.xml", "<p><Company>赵某某公司</Company></p>".into()),
        ("docProps/custom.xml", r#"<p><property name="联系人"><v>赵某某</v></property></p>"#.into()),
        ("word/_rels/document.xml.rels", r#"<Relationships xmlns="r"><Relationship Id="9" Target="mailto:13900001234@example.com" TargetMode="External"/></Relationships>"#.into()),
        ("word/document.xml", word(
            r#"<!-- 赵某某 --><w:p><w:r><w:t>申请人赵</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>某某</w:t></w:r><w:r><w:t>，电话１３９ 0000 1234。公开的部分。</w:t></w:r></w:p>
            <w:p><w:r><w:t>赵</w:t></w:r><w:del w:author="赵某某"><w:r><w:delText>小</w:delText></w:r></w:del><w:ins w:author="甲"><w:r><w:t>某</w:t></w:r></w:ins><w:r><w:t>某</w:t></w:r></w:p>
            <w:p><w:r><w:t>赵某</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>某</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A&amp;B 赵&#x67D0;某</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:drawing><wp:docPr id="1" descr="赵某某的签名"/></w:drawing></w:r><w:bookmarkStart w:name="赵某某"/></w:p>"#)),
        ("word/header1.xml", word("<w:p><w:r><w:t>赵某某案</w:t></w:r></w:p>")),
        ("word/footer1.xml", word("<w:p><w:r><w:t>赵 某 某</w:t></w:r></w:p>")),
        ("word/footnotes.xml", word("<w:p><w:r><w:t>见赵某某笔录</w:t></w:r></w:p>")),
        ("word/comments.xml", word(r#"<w:comment w:author="赵某某"><w:p><w:r><w:t>给赵某某打电话13900001234</w:t></w:r></w:p></w:comment>"#)),
        ("customXml/item1.xml", "<a><b>赵某某</b></a>".into()),
        ("word/media/image1.png", "\u{89}PNG".into()),
    ]
}

#[test]
fn a_docx_keeps_nothing_anywhere() {
    let made = done(
        "材料.docx",
        &docx(&hidden_everywhere()),
        &[phrase(None, SECRET), phrase(None, PHONE)],
    );
    nowhere(&made, &[SECRET, "赵", PHONE, "１３９", "0000 1234"]);
    assert!(
        made.counts[0] >= 12 && made.counts[1] >= 3,
        "{:?}",
        made.counts
    );
    let mut archive = ZipArchive::new(Cursor::new(&made.bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert!(!names.iter().any(|name| name.contains("thumbnail")));
    let mut document = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut document)
        .unwrap();
    // What is not withheld stays, and so does the shape of the text.
    assert!(
        document.contains("公开的部分。") && document.contains("<w:b/>"),
        "{document}"
    );
    assert!(
        document.contains("申请人■") && document.contains("A&amp;B ■■■"),
        "{document}"
    );
    assert!(made.notices.contains(&Notice::Pictures(1)));
    // A letter of our own, through the same door.
    let draft = letter::draft(Kind::Receipt, &sample::facts(Kind::Receipt));
    let bytes = letter::render_docx(&draft, &Fonts::embedded()).unwrap();
    let made = done("回执.docx", &bytes, &[phrase(None, "李明")]);
    nowhere(&made, &["李明"]);
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let with = |name: &'static str| {
        let mut parts = hidden_everywhere();
        parts.push((name, "x".into()));
        docx(&parts)
    };
    // A document inside the document goes, and is counted.
    let made = done(
        "a.docx",
        &with("word/embeddings/oleObject1.bin"),
        &[phrase(None, SECRET)],
    );
    nowhere(&made, &["embeddings"]);
    let gone = Notice::LeftOut(Hidden::Attachments, 1);
    assert!(made.notices.contains(&gone), "{:?}", made.notices);
    let sound = docx(&hidden_everywhere());
    for (file, bytes, withheld, says) in [
        ("a.docx", &sound, vec![phrase(None, " ")], "不能为空"),
        (
            "a.docx",
            &sound,
            vec![phrase(None, "钱某某")],
            "没有找到“钱某某”",
        ),
        (
            "a.docx",
            &sound,
            vec![phrase(Some(1), SECRET)],
            "没有固定页码",
        ),
        ("a.docx", &sound, vec![page(1)], "没有固定页码"),
        ("a.doc", &sound, vec![phrase(None, SECRET)], "不能处理doc"),
        ("a.pdf", &sound, vec![phrase(None, SECRET)], ""),
        (
            "a.pdf",
            &b"%PDF-1.7\nnothing".to_vec(),
            vec![phrase(None, SECRET)],
            "",
        ),
        (
            "a.txt",
            &b"\0\0\0".to_vec(),
            vec![phrase(None, SECRET)],
            "文本",
        ),
    ] {
        let error = refused(file, bytes, &withheld);
        assert!(error.zh().contains(says), "{file}: {}", error.zh());
    }
    // The name of a part is part of the file.
    let mut parts = hidden_everywhere();
    parts.push(("word/赵某某.xml", "<a/>".into()));
    assert!(matches!(
        refused("a.docx", &docx(&parts), &[phrase(None, SECRET)]),
        RedactError::Remains { .. }
    ));
}

#[test]
fn a_workbook_is_written_anew() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_author("赵某某"));
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    sheet
        .merge_range(
            0,
            0,
            0,
            2,
            "补贴名单（赵某某制）",
            &rust_xlsxwriter::Format::new(),
        )
        .unwrap();
    sheet.write_string(1, 0, "赵 某某").unwrap();
    sheet.write_number(1, 1, 13_900_001_234_f64).unwrap();
    sheet.write_number(1, 2, 2500.5).unwrap();
    sheet
        .write_formula(
            2,
            2,
            rust_xlsxwriter::Formula::new("=CONCATENATE(\"赵某某\",C2)").set_result("赵某某2500.5"),
        )
        .unwrap();
    sheet
        .insert_note(1, 0, &rust_xlsxwriter::Note::new("赵某某，13900001234"))
        .unwrap();
    let second = book.add_worksheet();
    second.set_name("内部").unwrap();
    second.write_string(0, 0, "讨论记录").unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("底稿").unwrap().set_hidden(true);
    hidden.write_string(0, 0, "赵某某的身份证号").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let made = done(
        "名单.xlsx",
        &bytes,
        &[phrase(None, SECRET), phrase(None, PHONE), page(2)],
    );
    nowhere(&made, &[SECRET, PHONE, "讨论记录", "身份证", "CONCATENATE"]);
    for expected in [
        Notice::HiddenSheet("底稿".into()),
        Notice::Formulas(1),
        Notice::LeftOut(Hidden::Comments, 1),
    ] {
        assert!(made.notices.contains(&expected), "{:?}", made.notices);
    }
    use calamine::Reader;
    let mut back: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(&made.bytes)).unwrap();
    assert_eq!(back.sheet_names(), ["名单", "内部"]);
    let range = back.worksheet_range("名单").unwrap();
    assert_eq!(
        range.get_value((0, 0)).unwrap().to_string(),
        "补贴名单（■■■制）"
    );
    assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "■ ■■");
    assert_eq!(range.get_value((1, 1)).unwrap().to_string(), "■".repeat(11));
    assert_eq!(
        range.get_value((1, 2)),
        Some(&calamine::Data::Float(2500.5))
    );
    assert_eq!(
        back.worksheet_range("内部")
            .unwrap()
            .get_value((0, 0))
            .unwrap()
            .to_string(),
        "第2页不予公开：属于过程性信息"
    );
    assert_eq!(
        refused("名单.xlsx", &bytes, &[page(3)]),
        RedactError::NoSuchPage(3)
    );
}

#[test]
fn text_and_web_pages() {
    let made = done(
        "a.txt",
        "第一页 赵某某\n\u{C}第二页 赵某\n某与钱某\u{C}第三页 内部讨论".as_bytes(),
        &[phrase(None, SECRET), phrase(Some(2), "钱某"), page(3)],
    );
    let text = String::from_utf8(made.bytes.clone()).unwrap();
    assert_eq!(
        text,
        "第一页 ■■■\n\u{C}第二页 ■■\n■与■■\u{C}第3页不予公开：属于过程性信息\n"
    );
    assert_eq!(made.counts, [2, 1, 1]);
    let (gbk, _, _) = encoding_rs::GB18030.encode("甲赵某某乙");
    assert_eq!(
        done("a.txt", &gbk, &[phrase(None, SECRET)]).bytes,
        "甲■■■乙".as_bytes()
    );

    let page = "<!doctype html><html><head><title>赵某某</title><meta name=author content=赵某某><script>var a='赵某某'</script></head>\
        <body><!-- 赵某某 --><p>申请人<b>赵</b>某<i>某</i>，<a href='mailto:13900001234@x' title='赵某某'>信</a></p><p>赵</p><p>某某</p></body></html>";
    let made = done(
        "a.html",
        page.as_bytes(),
        &[phrase(None, SECRET), phrase(None, PHONE)],
    );
    nowhere(&made, &[SECRET, PHONE]);
    let text = String::from_utf8(made.bytes.clone()).unwrap();
    assert!(
        text.contains("申请人<b>■</b>■<i>■</i>") && !text.contains("script"),
        "{text}"
    );
    // Two paragraphs are not one word.
    assert!(text.contains("<p>赵</p><p>某某</p>"), "{text}");
}

#[test]
fn a_pdf_keeps_its_pages_and_says_why() {
    let kind = Kind::ThirdParty;
    let mut draft = letter::draft(kind, &sample::facts(kind));
    draft.title = "关于赵某某的征询书".into();
    draft.organ = "云河县商务局".into();
    draft.body = format!(
        "{}\n联系电话{PHONE}，经办人赵某某。公开的部分。",
        "本机关依法办理，".repeat(60)
    );
    draft.annexes = "附件\n内部讨论\n讨论记录的全部内容".into();
    let source = letter::render_pdf(&draft, &Fonts::embedded()).unwrap();
    let before = pdf_pages(&source);
    assert!(before.concat().contains(SECRET) && before.concat().contains(PHONE));
    let last = u32::try_from(before.len()).unwrap();
    let made = done(
        "征询书.pdf",
        &source,
        &[phrase(None, SECRET), phrase(None, PHONE), page(last)],
    );
    let after = pdf_pages(&made.bytes);
    let text = after.concat();
    assert!(
        !text.contains(SECRET) && !text.contains(PHONE) && !text.contains("讨论记录"),
        "{text}"
    );
    assert!(
        text.contains("公开的部分。") && !text.contains('■'),
        "{text}"
    );
    assert!(
        text.contains(&format!("第{last}页不予公开：属于过程性信息")),
        "{text}"
    );
    assert!(
        text.contains("涂黑的内容不予公开") && text.contains("涉及个人隐私"),
        "{text}"
    );
    nowhere(&made, &[SECRET, PHONE]);
    assert_eq!(made.counts[1], 1);
    assert_eq!(
        refused("a.pdf", &source, &[page(99)]),
        RedactError::NoSuchPage(99)
    );
}

/// A scan has pictures and no text: nothing in it can be found, so nothing can be taken out.
#[test]
fn a_scan_is_refused() {
    let scan = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n4 0 obj<</Length 22>>stream\n0 0 100 100 re f      \nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    let error = refused("scan.pdf", scan, &[phrase(None, SECRET)]);
    assert_eq!(error, RedactError::Scan(1));
    assert!(error.zh().contains("扫描件"));
}
