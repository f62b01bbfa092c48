//! Ways in which published reports were read wrongly, or refused without the true reason: one test each, named after the
//! fault, with the value that is right.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use documents::read::{ReadError, ReadReport, report};
use law::{
    finding::Severity,
    report::{Row, Track},
};
use serde_json::{Value, json};

const TITLE: &str = "青石县人民政府2024年政府信息公开工作年度报告\n";
const HEADS: &str = "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n";

fn read(name: &str, text: &str) -> ReadReport {
    report(text.as_bytes(), name).unwrap()
}

fn cells(read: &ReadReport, row: Row) -> Option<Vec<Option<i64>>> {
    read.report.table3.row(row).map(|cells| cells.to_vec())
}

fn numbers(row: [i64; 7]) -> Option<Vec<Option<i64>>> {
    Some(row.into_iter().map(Some).collect())
}

/// Rule and gravity of everything found.
fn found(read: &ReadReport) -> Vec<(String, Severity)> {
    read.findings(None)
        .iter()
        .map(|finding| (finding.id.to_string(), finding.severity))
        .collect()
}

fn json_of(read: &ReadReport) -> Value {
    serde_json::to_value(&read.report).unwrap()
}

#[test]
fn f01_sums_decide_against_a_head_flattened_out_of_order() {
    let text = format!(
        "{TITLE}三、收到和处理政府信息公开申请情况\n申请人情况 |\n自然人 | 总计 | 法人或其他组织 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n\
         一、本年新收政府信息公开申请数量 | 34 | 2 | 0 | 0 | 1 | 0 | 37 |\n二、上年结转政府信息公开申请数量 | 3 | 1 | 0 | 0 | 0 | 0 | 4 |\n\
         （七）总计 | 30 | 3 | 0 | 0 | 1 | 0 | 34 |\n四、结转下年度继续办理 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |\n"
    );
    let read = read("F01.txt", &text);
    assert_eq!(cells(&read, Row::New), numbers([34, 2, 0, 0, 1, 0, 37]));
    assert_eq!(
        cells(&read, Row::CarriedOut),
        numbers([7, 0, 0, 0, 0, 0, 7])
    );
    let found = found(&read);
    assert!(
        found.contains(&("R-1.label".into(), Severity::Question)),
        "{found:?}"
    );
    assert!(!found.iter().any(|(id, _)| id == "R-32"), "{found:?}");
}

#[test]
fn f02_radicals_out_of_a_pdf_are_characters() {
    let text = format!(
        "⻘⽯县⼈⺠政府2024年政府信息公开⼯作年度报告\n三、收到和处理政府信息公开申请情况\n{HEADS}⼀、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    );
    let read = read("F02.txt", &text);
    assert_eq!(read.report.organ, "青石县人民政府");
    assert_eq!(cells(&read, Row::New), numbers([1, 0, 0, 0, 0, 0, 1]));
}

#[test]
fn f03_table_four_as_three_small_tables() {
    let head = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n";
    let text = format!(
        "# {TITLE}\n## 四、政府信息公开行政复议、行政诉讼情况\n\n### 行政复议\n{head}| 6 | 1 | 0 | 2 | 9 |\n\n\
         ### 行政诉讼（未经复议直接起诉）\n{head}| 1 | 0 | 0 | 0 | 1 |\n\n### 行政诉讼（复议后起诉）\n{head}| 2 | 0 | 1 | 0 | 3 |\n\n## 五、存在的主要问题及改进情况\n"
    );
    let read = read("F03.md", &text);
    let of = |track| read.report.table4.get(track).copied();
    assert_eq!(of(Track::ALL[0]), Some([6, 1, 0, 2, 9].map(Some)));
    assert_eq!(of(Track::ALL[1]), Some([1, 0, 0, 0, 1].map(Some)));
    assert_eq!(of(Track::ALL[2]), Some([2, 0, 1, 0, 3].map(Some)));
}

#[test]
fn f04_fees_of_the_2019_form_are_a_list_and_procurement_is_in_yuan() {
    let text = "青石县柳溪镇2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（八）项 |\n\
        信息内容 | 上一年项目数量 | 本年增/减 |\n行政事业性收费 | 3 | -1 |\n第二十条第（九）项 |\n信息内容 | 采购项目数量 | 采购总金额 |\n政府集中采购 | 6 | 251000元 |\n";
    let read = read("F04.txt", text);
    let table = &json_of(&read)["table2"];
    assert_eq!(table["行政事业性收费"], json!([3, -1]));
    assert_eq!(table["政府集中采购"][0], json!(6));
    assert!(
        ["251000", "\"251000\""].contains(&table["政府集中采购"][1].to_string().as_str()),
        "{table}"
    );
    assert!(
        !found(&read)
            .iter()
            .any(|(id, severity)| id == "R-22" && *severity == Severity::Error)
    );
}

#[test]
fn f05_a_label_that_lost_letters_is_told_by_its_number_and_place() {
    let text = format!(
        "{TITLE}三、收到和处理政府信息公开申请情况\n申请人情况 |\n{HEADS}（三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\
         2.其他法律行政止公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    );
    let read = read("F05.txt", &text);
    assert_eq!(cells(&read, Row::NoLaw), numbers([2, 0, 0, 0, 0, 0, 2]));
    assert!(found(&read).iter().any(|(id, _)| id == "R-1.label"));
}

#[test]
fn f06_traditional_characters_are_read() {
    let text = "一、總體情況\n2022年,青石縣水務局通過政府門戶網站共發布信息18篇。\n二、主動公開政府信息情況\n規章 | 0 | 0 | 0 |\n行政規范性文件 | 1 | 0 | 4 |\n\
        三、收到和處理政府信息公開申請情況\n自然人 | 法人或其他組織 | 總計 |\n商業企業 | 科研機構 | 社會公益組織 | 法律服務機構 | 其他 |\n\
        一、本年新收政府信息公開申請數量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n二、上年結轉政府信息公開申請數量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
    let read = read("F06.txt", text);
    assert_eq!(cells(&read, Row::New), numbers([2, 0, 0, 0, 0, 0, 2]));
    assert_eq!(json_of(&read)["table2"]["行政规范性文件"], json!([1, 0, 4]));
}

fn one_line(apart: &str) -> String {
    let row = |label: &str, numbers: &[i64]| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("{label}{apart}{}{apart}", numbers.join(apart))
    };
    [
        "标题: 青石县水务局2024年度政府信息公开工作年度报告\n本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        apart,
        "一、总体情况",
        apart,
        "本年度收到申请3件。",
        apart,
        "二、主动公开政府信息情况",
        apart,
        &row("规章", &[0, 0, 0]),
        &row("行政规范性文件", &[2, 1, 14]),
        "三、收到和处理政府信息公开申请情况",
        apart,
        &["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""].join(apart),
        &row("一、本年新收政府信息公开申请数量", &[2, 1, 0, 0, 0, 0, 3]),
        &row("二、上年结转政府信息公开申请数量", &[0; 7]),
        &row("三、本年度办理结果", &[]),
        &row("（一）予以公开", &[2, 1, 0, 0, 0, 0, 3]),
        &row("（七）总计", &[2, 1, 0, 0, 0, 0, 3]),
        &row("四、结转下年度继续办理", &[0; 7]),
        &row("四、政府信息公开行政复议、行政诉讼情况", &[0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "五、存在的主要问题及改进情况",
        apart,
        "无。",
        apart,
        "六、其他需要报告的事项",
        apart,
        "无。",
    ]
    .concat()
}

#[test]
fn f07_a_report_on_one_line_with_blanks_is_read() {
    let read = read("F07.txt", &one_line(" "));
    assert_eq!(cells(&read, Row::New), numbers([2, 1, 0, 0, 0, 0, 3]));
    assert_eq!(cells(&read, Row::CarriedOut), numbers([0; 7]));
    assert_eq!(
        json_of(&read)["table2"]["行政规范性文件"],
        json!([2, 1, 14])
    );
    assert_eq!(
        read.report.table4.get(Track::ALL[0]).copied(),
        Some([0, 0, 0, 1, 1].map(Some))
    );
}

#[test]
fn f08_numbers_that_run_together_are_refused_with_the_true_reason() {
    let refused = report(one_line("").as_bytes(), "F08.txt").unwrap_err();
    assert_eq!(refused, ReadError::RunTogether);
    assert!(refused.zh().contains("连在一起"));
}

#[test]
fn f09_blank_cells_as_lone_bars() {
    let blank = "|\n".repeat(6);
    let text = format!(
        "{TITLE}三、收到和处理政府信息公开申请情况\n申请人情况 |\n一、本年新收政府信息公开申请数量 |\n{blank}0 |\n||\n二、上年结转政府信息公开申请数量 |\n{blank}0 |\n||\n三、本年度办理结果 |\n"
    );
    let read = read("F09.txt", &text);
    let right = Some(vec![None, None, None, None, None, None, Some(0)]);
    assert_eq!(cells(&read, Row::New), right);
    assert_eq!(cells(&read, Row::CarriedIn), right);
    assert!(
        !found(&read).iter().any(|(id, _)| id == "R-1.row"),
        "{:?}",
        found(&read)
    );
}

#[test]
fn f10_blank_cells_as_blank_paragraphs() {
    let row = |label: &str| format!("{label}\n\n\n\n\n\n\n\n 0\n\n");
    let text = format!(
        "{TITLE}\n三、收到和处理政府信息公开申请情况\n\n申请人情况\n\n{}{}",
        row("一、本年新收政府信息公开申请数量"),
        row("二、上年结转政府信息公开申请数量")
    );
    let read = read("F10.txt", &text);
    assert_eq!(
        cells(&read, Row::New),
        Some(vec![None, None, None, None, None, None, Some(0)])
    );
}

#[test]
fn f11_the_last_cell_of_a_row_closes_it() {
    let text = format!(
        "{TITLE}二、主动公开政府信息情况\n| \n 行政规范性文件  | \n 1  | \n 0  | \n 3  | \n| \n 第二十条第(五)项  | |||\n| \n 信息内容  | \n 本年处理决定数量  | ||\n| \n 行政许可  | \n 8  | ||\n| \n 第二十条第(六)项  | |||\n| \n 行政处罚  | \n 5  | ||\n"
    );
    let read = read("F11.txt", &text);
    assert_eq!(read.report.table2.licences(), Some(8));
    assert_eq!(read.report.table2.penalties(), Some(5));
}

/// The sentence names one office of the whole; the table is the whole's.
#[test]
fn f12_a_part_of_the_whole_is_no_contradiction() {
    let text = format!(
        "{TITLE}一、总体情况\n（二）依申请公开情况。2024年，县政府办代表县政府受理政府信息公开申请4件，均已在法定期限内予以答复。\n三、收到和处理政府信息公开申请情况\n{HEADS}\
         一、本年新收政府信息公开申请数量 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n\
         （七）总计 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    );
    let of_prose = |text: &str| -> Vec<Severity> {
        let found = found(&read("F12.txt", text));
        found
            .into_iter()
            .filter(|(id, _)| id == "R-35")
            .map(|(_, severity)| severity)
            .collect()
    };
    let part = of_prose(&text);
    assert!(
        part.iter().all(|severity| *severity == Severity::Question),
        "{part:?}"
    );
    // Of the whole itself it is one.
    let whole = of_prose(&text.replace("县政府办代表县政府受理", "全县共受理"));
    assert!(
        whole.iter().any(|severity| *severity != Severity::Question),
        "{whole:?}"
    );
}

#[test]
fn f13_a_heading_in_other_words_is_the_section() {
    let text = format!(
        "{TITLE}四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及整改措施\n各科室人员公开意识有所松懈。\n六、其他需要报告的事项\n2024年未收取信息处理费。\n"
    );
    let read = read("F13.txt", &text);
    assert_eq!(read.report.sections["五"], "各科室人员公开意识有所松懈。");
    assert!(!read.report.sections.keys().any(|key| key.contains("整改")));
}

#[test]
fn f14_misprinted_heads_are_reported() {
    let text = format!(
        "{TITLE}二、主动公开政府信息情况\n第二十条第（一）项 |\n信息内容 | 本年制发件数 | 本年废纸件数 | 先行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 2 | 0 | 5 |\n"
    );
    let read = read("F14.txt", &text);
    let told: Vec<&str> = read
        .notes
        .iter()
        .filter(|note| note.id == "R-1.label")
        .map(|note| note.zh.as_str())
        .collect();
    assert!(
        told.iter().any(|note| note.contains("本年废纸件数")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|note| note.contains("先行有效件数")),
        "{told:?}"
    );
}

#[test]
fn f15_the_text_tells_the_organ_and_not_the_page() {
    let text = "索 引 号 | qs0001 | 发布机构 | 青石县政府 |\n按照有关文件要求,现将柳溪镇2022年度政府信息公开工作报告如下:\n一、总体情况\n2022年,全镇政府信息公开66条。\n二、主动公开政府信息情况\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 0 | 0 | 0 |\n";
    let read = read("F15.txt", text);
    assert_eq!(
        (read.report.organ.as_str(), read.report.year),
        ("柳溪镇", Some(2022))
    );
}

#[test]
fn f17_the_single_row_of_the_2019_form_has_its_own_key() {
    let text = format!(
        "青石县柳溪镇2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n规章 | 0 | 0 | 0 |\n规范性文件 | 1 | 1 | 3 |\n\
         三、收到和处理政府信息公开申请情况\n{HEADS}一、本年新收政府信息公开申请数量 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n三、本年度办理结果 | （一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n（六）其他处理 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n（七）总计 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    );
    let read = read("F17.txt", &text);
    let json = json_of(&read);
    assert_eq!(
        json["table3"]["三、（六）其他处理"],
        json!([4, 0, 0, 0, 0, 0, 4])
    );
    assert_eq!(json["table3"].get("三、（六）其他处理 3.其他"), None);
    assert!(
        !found(&read).iter().any(|(id, _)| id == "R-37"),
        "{:?}",
        found(&read)
    );
    // It comes back as it went.
    let back: law::report::Report = serde_json::from_value(json).unwrap();
    assert_eq!(back, read.report);
}

/// Rows whose cells the conversion displaced are told apart by nobody: what stands whole is read, what does not is named and not guessed.
#[test]
fn f16_displaced_cells_are_not_guessed() {
    let text = format!(
        "{TITLE}二、主动公开政府信息情况\n第二十条第（一）项\n12\n（其中修订 6 件）\n25\n（含自然失效 9 件）\n第二十条第（五）项\n行政许可 0\n\
         | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n| 规章 | 12 | 135 |\n|---|---|---|\n| 行政规范性文件 | 14 | 89 |\n|---|---|---|\n\n\
         三、收到和处理政府信息公开申请情况\n| 一、本年新收政府信息公开申请数量 | 20 | 3 | 0 | 0 | 0 | 0 | 23 |\n|---|---|---|---|---|---|---|---|\n\
         | 4.无正当理由大量反复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|---|---|---|---|---|---|---|\n\
         | 3.其他 | 14 | 2 | 0 | 0 | 0 | 0 | 16 |\n|---|---|---|---|---|---|---|---|\n| （七）总计 | 19 | 3 | 0 | 0 | 2 | 0 | 24 |\n"
    );
    let read = read("F16.md", &text);
    assert_eq!(cells(&read, Row::New), numbers([20, 3, 0, 0, 0, 0, 23]));
    let rules = serde_json::to_value(&read.report.table2).unwrap()["规章"].clone();
    assert_ne!(rules, json!([12, 135, 25]), "{rules}");
    assert_ne!(rules, json!([12, 25, 135]), "nobody said so: {rules}");
    assert!(
        read.notes.iter().any(|note| note.id == "R-1.row"),
        "{:?}",
        read.notes
    );
}
