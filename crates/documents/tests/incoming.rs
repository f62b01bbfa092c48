//! Documents as drafts: what is taken, by what it means; what is left out, by name; what hurts, refused in words.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "incoming/word.rs"]
mod word;

use documents::incoming::{self, Incoming, IncomingError, What};
use word::{Word, cell, centred, line, p, package, picture, png};

const LIMIT: usize = 20 * 1024 * 1024;

fn read(word: &Word) -> Incoming {
    incoming::read("通知.docx", &word.bytes(), LIMIT).unwrap().0
}

fn count(draft: &Incoming, what: What) -> usize {
    let found = draft.left.iter().find(|left| left.what == what);
    found.map_or(0, |left| left.count)
}

/// A paper of GB/T 9704: red head, number, title over two lines, addressees, text, date, imprint.
fn red_head() -> String {
    [
        centred(72, "青禾县商务局文件"),
        p(r#"<w:jc w:val="center"/>"#, "", "青商〔2026〕12号"),
        centred(44, "关于加强集贸市场"),
        centred(44, "安全管理工作的通知"),
        line("各乡镇人民政府，各集贸市场："),
        line("为了加强集贸市场安全管理，现将有关事项通知如下。请认真执行。"),
        p("", r#"<w:rFonts w:eastAsia="黑体"/>"#, "一、总体要求"),
        line("落实责任，定期检查。"),
        p(r#"<w:jc w:val="right"/>"#, "", "青禾县商务局"),
        p(r#"<w:jc w:val="right"/>"#, "", "2026年11月20日"),
        line("抄送：县政府办公室。"),
        line("青禾县商务局办公室　2026年11月20日印发"),
    ]
    .concat()
}

#[test]
fn a_paper_says_its_title_number_addressees_and_date() {
    let draft = read(&Word::body(red_head()));
    assert_eq!(draft.title, "关于加强集贸市场安全管理工作的通知");
    assert_eq!(draft.number, "青商〔2026〕12号");
    assert_eq!(draft.addressees, "各乡镇人民政府，各集贸市场");
    assert_eq!(draft.made_on, Some("2026-11-20".parse().unwrap()));
    assert_eq!(
        draft.summary,
        "为了加强集贸市场安全管理，现将有关事项通知如下。请认真执行。"
    );
    assert_eq!(
        draft.html,
        "<p>各乡镇人民政府，各集贸市场：</p>\n<p>为了加强集贸市场安全管理，现将有关事项通知如下。请认真执行。</p>\n<h2>一、总体要求</h2>\n<p>落实责任，定期检查。</p>\n<p>青禾县商务局</p>\n<p>2026年11月20日</p>"
    );
    assert_eq!(count(&draft, What::Particulars), 4);
    assert_eq!(count(&draft, What::Imprint), 2);
    assert_eq!(count(&draft, What::GuessedHeadings), 1);
}

#[test]
fn headings_lists_tables_emphasis_and_links_are_what_they_mean() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="小节"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>"#;
    let numbering = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条　"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let item = |number: u32, level: u32, text: &str| {
        p(
            &format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>"#),
            "",
            text,
        )
    };
    let body = [
        p(r#"<w:pStyle w:val="T"/>"#, "", "集贸市场管理办法"),
        p(r#"<w:pStyle w:val="1"/>"#, "", "总则"),
        item(2, 0, "为了规范集贸市场，制定本办法。"),
        item(2, 0, "本办法适用于本县。"),
        p(r#"<w:pStyle w:val="2"/>"#, "", "材料"),
        item(1, 0, "申请书"),
        item(1, 1, "原件"),
        item(1, 0, "营业执照"),
        r#"<w:p><w:r><w:t xml:space="preserve">详见 </w:t></w:r><w:hyperlink r:id="rId7"><w:r><w:rPr><w:b/></w:rPr><w:t>办事指南</w:t></w:r></w:hyperlink><w:r><w:t>，面积100m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:hyperlink r:id="rId8"><w:r><w:t>点</w:t></w:r></w:hyperlink></w:p>"#.into(),
        format!(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("", "类别"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "金额 &lt;元&gt;"),
            cell(r#"<w:vMerge w:val="restart"/>"#, "摊位费"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "100"),
            cell("<w:vMerge/>", ""),
            cell(r#"<w:gridSpan w:val="2"/>"#, "200"),
        ),
    ]
    .concat();
    let word = Word::body(body)
        .styles(styles)
        .part("rIdN", "numbering", "word/numbering.xml", numbering)
        .link("rId7", "https://www.qinghe.gov.cn/zn?a=1&amp;b=2")
        .link("rId8", "javascript:x()");
    let draft = read(&word);
    assert_eq!(draft.title, "集贸市场管理办法");
    assert_eq!(
        draft.html,
        "<h2>总则</h2>\n<p>第一条　为了规范集贸市场，制定本办法。</p>\n<p>第二条　本办法适用于本县。</p>\n<h3>材料</h3>\n<ol>\n<li>申请书<ul>\n<li>原件</li>\n</ul>\n</li>\n<li>营业执照</li>\n</ol>\n<p>详见 <a href=\"https://www.qinghe.gov.cn/zn?a=1&amp;b=2\"><strong>办事指南</strong></a>，面积100m<sup>2</sup>点</p>\n<table>\n<thead>\n<tr><th scope=\"col\">类别</th><th scope=\"colgroup\" colspan=\"2\">金额 &lt;元&gt;</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">摊位费</td><td colspan=\"2\">100</td></tr>\n<tr><td colspan=\"2\">200</td></tr>\n</tbody>\n</table>"
    );
    assert_eq!(count(&draft, What::Links), 1);
}

/// What readers do not see never reaches the draft, and is all in the extract.
#[test]
fn what_is_not_seen_is_named_and_left_out() {
    const HIDDEN: &str = "11010519491231002X";
    let run =
        |letters: &str, text: &str| format!("<w:r><w:rPr>{letters}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = [
        line("关于检查的通知"),
        format!(
            r#"<w:p>{}<w:del w:id="1" w:author="甲"><w:r><w:delText>{HIDDEN}删</w:delText></w:r></w:del><w:ins w:id="2" w:author="甲">{}</w:ins>{}{}{}</w:p>"#,
            run("", "请各单位认真检查，按时报告结果。"),
            run("", "插入的话。"),
            run("<w:vanish/>", &format!("{HIDDEN}藏")),
            run(r#"<w:color w:val="FFFFFF"/>"#, "白字"),
            run(r#"<w:sz w:val="2"/>"#, "小字"),
        ),
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{}</w:p>"#,
            run("", "样式里的隐藏")
        ),
        // Twice in one place, as office programs write a frame: a reader sees it once.
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"#.into(),
        r#"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#.into(),
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>目录一……1</w:t></w:r></w:p><w:p><w:r><w:t>目录二……2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#.into(),
        r#"<w:p><w:pPr><w:rPr><w:del w:id="9"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>"#.into(),
    ]
    .concat();
    let w = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let word = Word::body(body)
        .styles(r#"<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>"#)
        .part("a", "comments", "word/comments.xml", format!("<w:comments {w}><w:comment w:id=\"0\"><w:p><w:r><w:t>{HIDDEN}</w:t></w:r></w:p></w:comment></w:comments>"))
        .part("b", "footnotes", "word/footnotes.xml", format!("<w:footnotes {w}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote></w:footnotes>"))
        .part("c", "header", "word/header1.xml", format!("<w:hdr {w}><w:p><w:r><w:t>页眉的话</w:t></w:r></w:p></w:hdr>"))
        .part("d", "package", "word/embeddings/oleObject1.bin", "x");
    let draft = read(&word);
    for gone in [HIDDEN, "藏", "删", "白字", "小字", "隐藏", "页眉", "目录"] {
        assert!(!draft.html.contains(gone), "{gone}: {}", draft.html);
    }
    for taken in [
        "插入的话。",
        "<p>前半后半</p>",
        "正文［注1］",
        "［注1］脚注的话",
    ] {
        assert!(draft.html.contains(taken), "{taken}: {}", draft.html);
    }
    assert_eq!(draft.html.matches("框中的话").count(), 1);
    for (what, number) in [
        (What::Deletions, 2),
        (What::Insertions, 1),
        (What::Comments, 1),
        (What::HiddenText, 25),
        (What::FaintText, 4),
        (What::TextBoxes, 1),
        (What::Notes, 1),
        (What::HeadersAndFooters, 1),
        (What::Embedded, 1),
        (What::Contents, 1),
    ] {
        assert_eq!(count(&draft, what), number, "{what:?}: {:?}", draft.left);
    }
    assert!(draft.hides());
    let said: String = draft
        .extract
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(
        said.matches(HIDDEN).count(),
        3,
        "deleted, hidden and remarked"
    );
}

#[test]
fn pictures_are_cleaned_made_smaller_and_wait_for_their_words() {
    let named = {
        let mut bytes = png(40, 30);
        // A text beside the picture, before its end.
        let chunk = b"\0\0\0\x0BtEXtAuthor\0Wang\0\0\0\0";
        let at = bytes.len() - 12;
        bytes.splice(at..at, chunk.iter().copied());
        bytes
    };
    let body = [
        line("关于市场布局的通知"),
        line("市场布局见下图，请各摊位按照图示位置经营。"),
        picture("rId1", "市场&quot;平面&quot;图"),
        picture("rId2", ""),
        picture("rId3", ""),
        picture("rId4", ""),
        picture("rId5", ""),
    ]
    .concat();
    let word = Word::body(body)
        .part("rId1", "image", "word/media/image1.png", named)
        .part("rId2", "image", "word/media/image2.png", png(3_000, 1_000))
        .part("rId3", "image", "word/media/image3.emf", "\u{1}\0\0\0")
        .part("rId4", "image", "word/media/image4.png", png(1, 1))
        .link("rId5", "https://other.example/p.png");
    let (draft, beside) = incoming::read("a.docx", &word.bytes(), LIMIT).unwrap();
    let sizes: usize = draft.pictures.iter().map(|picture| picture.size).sum();
    assert_eq!((draft.pictures.len(), sizes), (2, beside.len()));
    assert!(!beside.windows(4).any(|it| it == b"Wang"));
    let small = image::load_from_memory(&beside[draft.pictures[0].size..]).unwrap();
    assert_eq!((small.width(), small.height()), (1_600, 533));
    let hash = &draft.pictures[0].hash;
    assert!(draft.html.contains(&format!(
        "<figure><img src=\"files/{hash}\" alt=\"市场&quot;平面&quot;图\" width=\"40\" height=\"30\"></figure>"
    )), "{}", draft.html);
    for (what, number) in [
        (What::PictureData, 1),
        (What::PicturesResized, 1),
        (What::Pictures, 1),
        (What::TrackingPixels, 2),
    ] {
        assert_eq!(count(&draft, what), number, "{what:?}");
    }
}

#[test]
fn plain_text_is_paragraphs_headings_lists_and_tables() {
    let text = "# 关于放假的通知\n\n各股室：\n国庆节放假安排如下，请做好值班工作。\n- 值班表\n- **重要**事项\n| 日期 | 人 |\n|---|---|\n| 1日 | 甲 |\n2026年9月20日\n";
    let draft = incoming::read("通知.md", text.as_bytes(), LIMIT).unwrap().0;
    assert_eq!(draft.title, "关于放假的通知");
    assert_eq!(draft.made_on, Some("2026-09-20".parse().unwrap()));
    assert_eq!(
        draft.html,
        "<p>各股室：</p>\n<p>国庆节放假安排如下，请做好值班工作。</p>\n<ul>\n<li>值班表</li>\n<li><strong>重要</strong>事项</li>\n</ul>\n<table>\n<thead>\n<tr><th scope=\"col\">日期</th><th scope=\"col\">人</th></tr>\n</thead>\n<tbody>\n<tr><td>1日</td><td>甲</td></tr>\n</tbody>\n</table>\n<p>2026年9月20日</p>"
    );
    // As Windows in China writes it.
    let (gbk, _, _) =
        encoding_rs::GB18030.encode("关于放假的通知\n各股室放假三天，特此通知大家知晓。");
    let draft = incoming::read("通知.txt", &gbk, LIMIT).unwrap().0;
    assert_eq!(draft.title, "关于放假的通知");
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let refused = |name: &str, bytes: &[u8]| {
        let error = incoming::read(name, bytes, LIMIT).unwrap_err();
        assert!(!error.message(law::Lang::Zh).is_empty());
        error
    };
    let old = {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for name in ["a.doc", "a.wps"] {
        let error = refused(name, &old);
        assert_eq!(error, IncomingError::Old);
        assert!(error.message(law::Lang::Zh).contains("另存为 .docx"));
    }
    assert!(matches!(refused("a.docx", &[]), IncomingError::Upload(_)));
    assert!(matches!(
        refused("a.docx", b"PK\x03\x04"),
        IncomingError::Upload(_)
    ));
    assert_eq!(
        refused("a.png", &png(9, 9)),
        IncomingError::Kind("png".into())
    );
    assert_eq!(
        refused("a.docx", &Word::body("").bytes()),
        IncomingError::Empty
    );
    let macros = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert!(matches!(
        refused("a.docx", &macros),
        IncomingError::Upload(_)
    ));
    let cut = Word::body(line("甲")).bytes();
    assert!(matches!(
        refused("a.docx", &cut[..cut.len() / 2]),
        IncomingError::Upload(_)
    ));
    let open = package(&[
        ("[Content_Types].xml", b"<Types>x</Types>"),
        ("word/document.xml", b"<w:document><w:body><w:p>"),
    ]);
    assert!(matches!(
        refused("a.docx", &open),
        IncomingError::Damaged(_)
    ));
}

#[test]
fn what_is_made_to_hurt_ends_in_words() {
    // Frames in frames in frames.
    let deep = |count: usize| {
        let open = "<w:p><w:r><w:txbxContent>".repeat(count);
        let close = "</w:txbxContent></w:r></w:p>".repeat(count);
        Word::body(format!("{open}{}{close}", line("最里面的话")))
    };
    let draft = read(&deep(60));
    assert!(draft.title.contains("最里面") || draft.html.contains("最里面"));
    let error = incoming::read("a.docx", &deep(5_000).bytes(), LIMIT).unwrap_err();
    assert!(matches!(error, IncomingError::Damaged(_)), "{error:?}");
    // A table of a hundred thousand cells.
    let row = format!("<w:tr>{}</w:tr>", cell("", "1").repeat(100));
    let huge = Word::body(format!("<w:tbl>{}</w:tbl>", row.repeat(1_000)));
    let error = incoming::read("a.docx", &huge.bytes(), LIMIT).unwrap_err();
    assert!(matches!(error, IncomingError::TooLong(_)), "{error:?}");
    // Entities that grow.
    let grows = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    let bomb = package(&[
        ("[Content_Types].xml", b"<Types>x</Types>"),
        ("word/document.xml", grows.as_bytes()),
    ]);
    let error = incoming::read("a.docx", &bomb, LIMIT).unwrap_err();
    assert!(matches!(error, IncomingError::Damaged(_)), "{error:?}");
    // A text longer than an item holds.
    let long = Word::body(line(&"长".repeat(1_000)).repeat(500));
    let error = incoming::read("a.docx", &long.bytes(), LIMIT).unwrap_err();
    assert!(matches!(error, IncomingError::TooLong(_)), "{error:?}");
}
