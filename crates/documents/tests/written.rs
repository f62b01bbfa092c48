//! Reports as written, read back by other means than ours: what stands in the files is what was in the report.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "written/extract.rs"]
mod extract;
#[path = "written/reports.rs"]
mod reports;
#[path = "written/schema.rs"]
mod schema;

use documents::{
    Error,
    fonts::Fonts,
    letter,
    report::{self, OPENING},
};
use law::{
    letter::Kind,
    report::{Cells, Report, Row},
};

use extract::{
    docx_core, docx_parts, docx_tables, docx_text, html_tables, pdf_info, pdf_pages, pdf_text,
    xlsx_tables,
};
use reports::{distinct, random, values};

#[test]
fn numbers_in_docx_html_and_xlsx_equal_those_of_random_reports() {
    let fonts = Fonts::embedded();
    for seed in 1..=12 {
        let made = random(seed);
        let expected = values(&made);
        let docx = docx_tables(&report::docx(&made, &fonts).unwrap());
        assert_eq!(docx, expected, "docx, seed {seed}");
        let html = html_tables(&report::html(&made).unwrap());
        assert_eq!(html, expected, "html, seed {seed}");
        let xlsx = xlsx_tables(&report::xlsx(&made).unwrap());
        assert_eq!(xlsx, expected, "xlsx, seed {seed}");
    }
}

/// Word asks whether to repair a file that is against the schema; `w:type` on `w:gridCol` was one of ours.
#[test]
fn every_docx_keeps_to_the_schema() {
    let fonts = Fonts::embedded();
    let mut made = vec![(
        "report".to_string(),
        report::docx(&distinct(), &fonts).unwrap(),
    )];
    for kind in Kind::all() {
        let draft = letter::draft(kind, &letter::sample::facts(kind));
        made.push((
            kind.to_string(),
            letter::render_docx(&draft, &fonts).unwrap(),
        ));
    }
    let mut wrong = Vec::new();
    for (what, docx) in &made {
        for (part, text) in docx_parts(docx) {
            wrong.extend(
                schema::faults(&text)
                    .into_iter()
                    .map(|fault| format!("{what}, {part}: {fault}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The check sees what it is there for.
    for (broken, fault) in [
        (
            r#"<w:tblGrid><w:gridCol w:w="20" w:type="dxa"/></w:tblGrid>"#,
            "w:gridCol has w:type",
        ),
        (
            "<w:pPr><w:jc/><w:ind/></w:pPr>",
            "w:pPr: w:ind comes too late",
        ),
        ("<w:tc><w:tcPr/></w:tc>", "w:tc ends with"),
        ("<w:rPr><w:b/><w:b/></w:rPr>", "w:rPr has w:b twice"),
    ] {
        let faults = schema::faults(broken);
        assert!(faults[0].starts_with(fault), "{faults:?}");
    }
}

#[test]
fn json_comes_back_as_the_same_report() {
    for seed in 1..=12 {
        let made = random(seed);
        let back: Report = serde_json::from_slice(&report::json(&made).unwrap()).unwrap();
        assert_eq!(back, made);
    }
}

/// Needs `pdftotext` and `pdfinfo` (poppler-utils), which scripts/test installs; without them this fails.
#[test]
fn every_row_of_the_pdf_holds_its_numbers_in_order() {
    let made = distinct();
    let pdf = report::pdf(&made, &Fonts::embedded()).unwrap();
    let text = pdf_text(&pdf);
    let numbers: Vec<Vec<&str>> = text
        .lines()
        .map(|line| {
            line.split_whitespace()
                .filter(|word| word.parse::<f64>().is_ok())
                .collect()
        })
        .collect();
    for (row, cells) in made.table3.rows() {
        let expected: Vec<String> = cells.iter().flatten().map(i64::to_string).collect();
        assert!(
            numbers.iter().any(|found| *found == expected),
            "{}: {expected:?} not in\n{text}",
            row.key()
        );
    }
    let four: Vec<String> = values(&made)[2].clone();
    assert!(
        numbers.iter().any(|found| *found == four),
        "{four:?} not in\n{text}"
    );
    for (row, cells) in made.table2.rows() {
        let expected: Vec<String> = match cells {
            Cells::One(count) => count.iter().map(i64::to_string).collect(),
            Cells::Wan(amount) => amount.iter().cloned().collect(),
            Cells::Many(_) => made
                .table2
                .documents(row)
                .unwrap()
                .iter()
                .flatten()
                .map(i64::to_string)
                .collect(),
        };
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(row))
            .unwrap_or_else(|| panic!("{row}"));
        let found: Vec<&str> = line.split_whitespace().skip(1).collect();
        assert_eq!(found, expected, "{row}");
    }
    // Labels on one line stand in the line of their numbers.
    for row in [
        Row::New,
        Row::CarriedIn,
        Row::Open,
        Row::NoLaw,
        Row::Unclear,
        Row::Petition,
        Row::Total,
        Row::CarriedOut,
    ] {
        let first = made.table3.row(row).unwrap()[0].unwrap().to_string();
        let line = text
            .lines()
            .find(|line| line.split_whitespace().any(|word| word == first))
            .unwrap();
        assert!(line.contains(row.zh()), "{} not in {line}", row.zh());
    }
}

#[test]
fn the_pdf_has_the_pages_sections_and_metadata_of_a_report() {
    let made = random(3);
    let pdf = report::pdf(&made, &Fonts::embedded()).unwrap();
    let info = pdf_info(&pdf);
    assert_eq!(info["Title"], "云河县商务局2026年政府信息公开工作年度报告");
    assert_eq!(info["Author"], "云河县商务局");
    assert_eq!(info["Tagged"], "yes");
    assert_eq!(info["Pages"], "3");
    assert!(info["Page size"].contains("A4"), "{}", info["Page size"]);
    let pages = pdf_pages(&pdf);
    let text = pages.concat();
    let mut from = 0;
    for (number, title) in law::report::SECTIONS {
        let heading = format!("{number}、{title}");
        let at = text[from..]
            .find(&heading)
            .unwrap_or_else(|| panic!("{heading} after {from} in\n{text}"));
        from += at + heading.len();
    }
    // Page numbers with their dashes, and 表三 with its heading on one page.
    for (place, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("—{}—", place + 1)),
            "page {}:\n{page}",
            place + 1
        );
    }
    let whole = |page: &&String| {
        page.contains("三、收到和处理政府信息公开申请情况")
            && page.contains("四、结转下年度继续办理")
    };
    assert_eq!(pages.iter().filter(whole).count(), 1);
}

#[test]
fn long_prose_takes_more_pages_and_leaves_the_tables_whole() {
    let mut made = random(4);
    for lines in [5, 9, 14, 60] {
        made.sections.insert(
            "一".into(),
            "（一）主动公开。全年公开信息若干条，均按时限发布并逐条核对来源。\n".repeat(lines),
        );
        let pages = pdf_pages(&report::pdf(&made, &Fonts::embedded()).unwrap());
        for (first, last) in [
            ("二、主动公开政府信息情况", "行政事业性收费"),
            (
                "三、收到和处理政府信息公开申请情况",
                "四、结转下年度继续办理",
            ),
            ("四、政府信息公开行政复议、行政诉讼情况", "复议后起诉"),
        ] {
            assert!(
                pages
                    .iter()
                    .any(|page| page.contains(first) && page.contains(last)),
                "{first} with {lines} paragraphs"
            );
        }
    }
}

#[test]
fn text_never_acts_as_markup() {
    let hostile =
        "#panic(\"x\") *粗* _斜_ $x$ @a <b>&amp;</b> <script>alert(1)</script> \\ [x](y) 〔2026〕";
    let mut made = random(5);
    made.organ = "某局<i>&\"甲\"".into();
    made.sections.insert("六".into(), hostile.into());
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let fonts = Fonts::embedded();
    let pdf = pdf_pages(&report::pdf(&made, &fonts).unwrap()).concat();
    assert!(pdf.contains(&bare(hostile)), "{pdf}");
    let docx = report::docx(&made, &fonts).unwrap();
    assert!(docx_text(&docx).contains(hostile));
    assert!(docx_core(&docx).contains("<dc:creator>某局&lt;i&gt;&amp;&quot;甲&quot;</dc:creator>"));
    let html = String::from_utf8(report::html(&made).unwrap()).unwrap();
    assert!(!html.contains("<script") && !html.contains("<i>") && !html.contains("<b>&amp;"));
    let page = scraper::Html::parse_document(&html);
    let text: String = page.root_element().text().collect();
    assert!(text.contains(hostile));
}

#[test]
fn a_character_without_a_font_is_printed_as_a_box_with_its_code() {
    let mut made = random(6);
    made.sections
        .insert("五".into(), "改进情况：由\u{E5E5}同志负责。".into());
    let printed = pdf_pages(&report::pdf(&made, &Fonts::embedded()).unwrap()).concat();
    assert!(
        printed.contains("由□〔U+E5E5字库缺字〕同志负责"),
        "{printed}"
    );
    // Control characters are not text, and are dropped.
    made.sections
        .insert("五".into(), "改进\u{1}情况：\t由某同志负责。\u{7F}".into());
    assert!(report::pdf(&made, &Fonts::embedded()).is_ok());
}

#[test]
fn the_opening_is_the_organs_or_the_customary_one() {
    let mut made = random(7);
    let fonts = Fonts::embedded();
    let given = docx_text(&report::docx(&made, &fonts).unwrap());
    assert!(
        given.contains("本报告所列数据的统计期限自2026年1月1日起至2026年12月31日止。"),
        "{given}"
    );
    made.sections
        .insert(OPENING.into(), "本局编制本报告。".into());
    let own = docx_text(&report::docx(&made, &fonts).unwrap());
    assert!(own.contains("本局编制本报告。") && !own.contains("统计期限"));
    made.year = None;
    assert!(report::pdf(&made, &fonts).is_ok());
}

#[test]
fn another_format_is_refused() {
    let mut made = random(8);
    made.format = "2019".into();
    let error = report::html(&made).unwrap_err();
    assert_eq!(error, Error::Format("2019".into()));
    assert!(
        error
            .message(law::Lang::Zh)
            .contains("国办公开办函〔2021〕30号")
    );
}

/// Parts are compressed, the head of a table repeats, east-Asian fonts are named.
#[test]
fn the_docx_is_what_an_office_expects() {
    let docx = report::docx(&random(9), &Fonts::embedded()).unwrap();
    assert!(docx.len() < 30_000, "{} bytes", docx.len());
    let document = extract::docx_part(&docx, "word/document.xml");
    assert_eq!(
        document.matches("<w:tblHeader/>").count(),
        6,
        "three head rows in 表三 and three in 表四"
    );
    let styles = extract::docx_part(&docx, "word/styles.xml");
    for face in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"] {
        assert!(styles.contains(&format!("w:eastAsia=\"{face}\"")), "{face}");
    }
    let text = docx_text(&docx);
    assert!(
        text.starts_with("云河县商务局2026年\n政府信息公开工作年度报告\n"),
        "{text}"
    );
}
