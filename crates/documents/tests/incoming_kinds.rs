//! Pages, workbooks, PDF and OpenDocument as drafts.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[expect(dead_code, reason = "other tests need the rest of it")]
#[path = "incoming/word.rs"]
mod word;

use documents::{
    fonts::Fonts,
    incoming::{self, Incoming, IncomingError, What},
    paper::{self, Paper},
};
use word::package;

const LIMIT: usize = 20 * 1024 * 1024;

fn read(name: &str, bytes: &[u8]) -> Incoming {
    incoming::read(name, bytes, LIMIT)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .0
}

fn count(draft: &Incoming, what: What) -> usize {
    let found = draft.left.iter().find(|left| left.what == what);
    found.map_or(0, |left| left.count)
}

#[test]
fn a_page_keeps_what_it_means() {
    let page = r#"<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style><script>steal()</script></head>
<body><!-- 11010519491231002X --><p style="display:none">11010519491231002X</p>
<h1 style="text-align:center">关于加强消防安全工作的通知</h1>
<p class="MsoNormal" style="mso-pagination:none"><span style="font-family:仿宋">各<b>股室</b>：</span><o:p></o:p></p>
<p onclick="x()">请做好消防安全工作，<a href="javascript:x()">点</a>见<a href="https://www.qinghe.gov.cn/a">附件</a>。<img src="https://count.example/p.gif" width=1 height=1></p>
<ol start="3"><li>检查<ul><li>灭火器</li></ul></li><li>整改</li></ol>
<table><tr><th>单位</th><th colspan=2>数量</th></tr><tr><td rowspan=2>甲</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>
<p>2026年11月20日</p></body></html>"#;
    let draft = read("通知.html", page.as_bytes());
    assert_eq!(draft.title, "关于加强消防安全工作的通知");
    assert_eq!(
        draft.html,
        "<p>各<strong>股室</strong>：</p>\n<p>请做好消防安全工作，点见<a href=\"https://www.qinghe.gov.cn/a\">附件</a>。</p>\n<ol start=\"3\">\n<li>检查<ul>\n<li>灭火器</li>\n</ul>\n</li>\n<li>整改</li>\n</ol>\n<table>\n<thead>\n<tr><th scope=\"col\">单位</th><th scope=\"colgroup\" colspan=\"2\">数量</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">甲</td><td>1</td><td>2</td></tr>\n<tr><td>3</td><td>4</td></tr>\n</tbody>\n</table>\n<p>2026年11月20日</p>"
    );
    for (what, number) in [
        (What::HiddenElements, 2),
        (What::TrackingPixels, 1),
        (What::Links, 1),
    ] {
        assert_eq!(count(&draft, what), number, "{what:?}: {:?}", draft.left);
    }
    let deep = format!("<p>甲</p>{}", "<div>".repeat(20_000));
    let error = incoming::read("a.html", deep.as_bytes(), LIMIT).unwrap_err();
    assert!(matches!(error, IncomingError::Damaged(_)), "{error:?}");
}

#[test]
fn a_sheet_is_a_table_and_what_it_hides_stays() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    sheet.write(0, 0, "2026年补贴发放情况表").unwrap();
    for (column, text) in ["乡镇", "户数", "身份证号"].iter().enumerate() {
        sheet
            .write(1, u16::try_from(column).unwrap(), *text)
            .unwrap();
    }
    sheet.write(2, 0, "东乡").unwrap();
    sheet.write(2, 1, 12).unwrap();
    sheet.write(2, 2, "11010519491231002X").unwrap();
    sheet.write(3, 0, "隐藏的行").unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.set_column_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let draft = read("表.xlsx", &bytes);
    assert_eq!(draft.title, "2026年补贴发放情况表");
    assert_eq!(
        draft.html,
        "<table>\n<thead>\n<tr><th scope=\"col\">乡镇</th><th scope=\"col\">户数</th></tr>\n</thead>\n<tbody>\n<tr><td>东乡</td><td>12</td></tr>\n</tbody>\n</table>"
    );
    assert_eq!(
        (
            count(&draft, What::HiddenColumns),
            count(&draft, What::HiddenRows)
        ),
        (1, 1)
    );
    assert!(draft.hides());
    let draft = read("表.csv", "乡镇,户数\n东乡,12\n".as_bytes());
    assert!(
        draft.html.contains("<td>东乡</td><td>12</td>"),
        "{}",
        draft.html
    );
}

#[test]
fn the_lines_of_a_pdf_become_paragraphs() {
    let text = "为了加强集贸市场安全管理，保护经营者和消费者的合法权益，根据有关法律法规，结合本县实际，现将有关事项通知如下，请认真执行。";
    let paper = Paper {
        title: "关于加强集贸市场管理的通知".into(),
        organ: "青禾县商务局".into(),
        facts: Vec::new(),
        notice: String::new(),
        summary: String::new(),
        body_html: format!("<p>{text}</p><p>一、检查时间</p><p>{text}</p>"),
        attachments: (String::new(), Vec::new()),
        source: Vec::new(),
        on: "2026-11-20".parse().unwrap(),
    };
    let bytes = paper::pdf(&paper, &Fonts::embedded()).unwrap();
    let draft = read("通知.pdf", &bytes);
    assert!(
        draft.title.contains("关于加强集贸市场管理的通知"),
        "{}",
        draft.title
    );
    assert_eq!(draft.html.matches(text).count(), 2, "{}", draft.html);
    assert!(
        draft.html.contains("<h2>一、检查时间</h2>"),
        "{}",
        draft.html
    );
}

#[test]
fn an_open_document_is_read() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:fo="f" xmlns:xlink="x"><office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="H"><style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>删掉的话</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level="1">关于放假的通知</text:h><text:p>各股室：</text:p><text:p>国庆节放假<text:span text:style-name="B">三天</text:span>，<text:span text:style-name="H">藏</text:span><text:change/>请做好值班<office:annotation><text:p>批注</text:p></office:annotation>工作。</text:p><text:list><text:list-item><text:p>值班表</text:p></text:list-item></text:list><table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>日期</text:p></table:table-cell><table:table-cell><text:p>人</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", b"<s/>"),
    ]);
    let draft = read("通知.odt", &bytes);
    assert_eq!(draft.title, "关于放假的通知");
    assert_eq!(
        draft.html,
        "<p>各股室：</p>\n<p>国庆节放假<strong>三天</strong>，请做好值班工作。</p>\n<ul>\n<li>值班表</li>\n</ul>\n<table>\n<thead>\n<tr><th scope=\"col\">日期</th><th scope=\"col\">人</th></tr>\n</thead>\n<tbody>\n<tr><td>甲</td><td>甲</td></tr>\n</tbody>\n</table>"
    );
    for (what, number) in [
        (What::Deletions, 1),
        (What::Comments, 1),
        (What::HiddenText, 1),
    ] {
        assert_eq!(count(&draft, what), number, "{what:?}: {:?}", draft.left);
    }
}

/// The pages in the order that the document names, their texts in that of the eye; what no page names is looked through all the same.
#[test]
fn an_ofd_is_read_by_place() {
    let object = |x: u32, y: u32, text: &str| {
        format!(
            r#"<ofd:TextObject Boundary="{x} {y} 30 5" Size="4"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>"#
        )
    };
    let page = |objects: &str| {
        format!(
            r#"<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer><ofd:PageBlock>{objects}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"#
        )
    };
    let first = page(
        &[
            object(20, 60, "各股室放假三天，"),
            object(50, 60, "请做好值班工作安排。"),
            object(60, 20, "关于放假的通知"),
            object(20, 40, "各股室："),
        ]
        .concat(),
    );
    let second = page(&object(20, 20, "第二页&amp;末"));
    let document = r#"<ofd:Document xmlns:ofd="o"><ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="Tpls/T.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="2" BaseLoc="Pages/b.xml"/><ofd:Page ID="3" BaseLoc="Pages/a.xml"/><ofd:Page ID="4" BaseLoc="../../etc/x.xml"/></ofd:Pages></ofd:Document>"#;
    let root = r#"<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:Author>张三</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;
    let bytes = package(&[
        ("OFD.xml", root.as_bytes()),
        ("Doc_0/Document.xml", document.as_bytes()),
        ("Doc_0/Pages/a.xml", second.as_bytes()),
        ("Doc_0/Pages/b.xml", first.as_bytes()),
        (
            "Doc_0/Pages/c.xml",
            page(&object(1, 1, "11010519491231002X")).as_bytes(),
        ),
        (
            "Doc_0/Tpls/T.xml",
            page(&object(1, 1, "机密★10年")).as_bytes(),
        ),
    ]);
    let extract = documents::text::of("a.ofd", &bytes);
    let of = |place: &str| {
        let found = extract.pieces.iter().find(|piece| piece.place(0) == place);
        found.map_or("", |piece| piece.text.as_str()).trim()
    };
    assert_eq!(
        of("page 1"),
        "关于放假的通知\n各股室：\n各股室放假三天，请做好值班工作安排。"
    );
    assert_eq!((of("page 2"), of("template")), ("第二页&末", "机密★10年"));
    assert_eq!(
        (of("property"), of("other part")),
        ("张三", "11010519491231002X")
    );
    assert_eq!(extract.unread, ["page 3 (outside of the file)"]);
    let draft = read("通知.ofd", &bytes);
    assert_eq!(
        (draft.title.as_str(), draft.addressees.as_str()),
        ("关于放假的通知", "各股室")
    );
    assert!(
        !draft.html.contains("机密") && !draft.html.contains("1949"),
        "{}",
        draft.html
    );
}
