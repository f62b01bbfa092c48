//! One made-up report in every layout: the same cells come back, and nothing is found that is not there.

#[path = "read_samples/samples.rs"]
mod samples;

use documents::read::{self, ReadReport};
use encoding_rs::GB18030;
use law::{
    finding::Finding,
    report::{Column, Report, Row, Track},
};
use samples::*;

type Writer = fn(&[Vec<String>]) -> String;

const LAYOUTS: [(&str, Writer); 8] = [
    ("tabbed", tabbed),
    ("tab separated", tab_separated),
    ("piped", piped),
    ("pipe lines", pipe_lines),
    ("paragraphs", paragraphs),
    ("spaced", spaced),
    ("markdown", markdown),
    ("html", html),
];

fn write(report: &Report, name: &str, writer: Writer) -> String {
    let text = document(report, writer);
    if name == "html" { page(&text) } else { text }
}

fn read(text: &str) -> ReadReport {
    read::report(text.as_bytes(), "report.txt").expect("a report")
}

fn ids(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.id, finding.place))
        .collect()
}

fn same_tables(found: &Report, expected: &Report, what: &str) {
    assert_eq!(found.table2, expected.table2, "{what}");
    for row in Row::ALL {
        assert_eq!(
            found.table3.row(row),
            expected.table3.row(row),
            "{what} {row}"
        );
    }
    assert_eq!(found.table4, expected.table4, "{what}");
}

#[test]
fn every_layout_gives_the_same_cells_and_no_finding() {
    for seed in 0..6 {
        let expected = report(seed);
        for (name, writer) in LAYOUTS {
            let text = write(&expected, name, writer);
            let read = read(&text);
            same_tables(&read.report, &expected, name);
            assert_eq!(
                (read.report.organ.as_str(), read.report.year),
                ("甲县乙局", Some(2023)),
                "{name}"
            );
            assert_eq!(read.report.sections.len(), 3, "{name}");
            assert_eq!(
                ids(&read.findings(None)),
                Vec::<String>::new(),
                "{name} {seed}"
            );
        }
    }
}

#[test]
fn blank_cells_stay_blank_where_the_layout_shows_them() {
    let mut expected = report(1);
    expected.table3.set(Row::Repeat, Column::Research, None);
    expected
        .table3
        .set_row(Row::Abuse, [None, None, None, None, None, None, Some(0)]);
    expected
        .table3
        .set_row(Row::Printed, [Some(4), None, None, None, None, None, None]);
    for (name, writer) in LAYOUTS
        .into_iter()
        .filter(|(name, _)| !["paragraphs", "spaced"].contains(name))
    {
        let read = read(&write(&expected, name, writer));
        same_tables(&read.report, &expected, name);
        let blanks = read
            .findings(None)
            .iter()
            .filter(|finding| finding.id == "R-34")
            .count();
        assert_eq!(blanks, 3, "{name}");
    }
}

/// Cut anywhere, a report gives only rows that are whole, and they are right.
#[test]
fn a_cut_text_gives_only_whole_rows() {
    let whole = report(2);
    for (name, writer) in LAYOUTS {
        let text = write(&whole, name, writer);
        let ends = text.char_indices().map(|(at, _)| at).skip(60).step_by(23);
        for end in ends {
            let Ok(read) = read::report(&text.as_bytes()[..end], "cut") else {
                continue;
            };
            for (row, cells) in read.report.table3.rows() {
                assert_eq!(
                    Some(cells),
                    whole.table3.row(row),
                    "{name} cut at {end}: {row}"
                );
            }
            for (row, cells) in read.report.table2.rows() {
                assert_eq!(
                    Some(cells),
                    whole.table2.get(row),
                    "{name} cut at {end}: {row}"
                );
            }
            for track in Track::ALL {
                if let Some(cells) = read.report.table4.get(track) {
                    assert_eq!(Some(cells), whole.table4.get(track), "{name} cut at {end}");
                }
            }
        }
    }
}

#[test]
fn encodings() {
    let expected = report(3);
    let text = write(&expected, "tabbed", tabbed);
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let files = [
        ("UTF-8", text.clone().into_bytes()),
        (
            "UTF-8 with a mark",
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ),
        ("GB18030", GB18030.encode(&text).0.into_owned()),
        ("UTF-16LE", utf16(false, true)),
        ("UTF-16BE", utf16(true, true)),
        ("UTF-16LE without a mark", utf16(false, false)),
        ("UTF-16BE without a mark", utf16(true, false)),
        (
            "line ends of Windows",
            text.replace('\n', "\r\n").into_bytes(),
        ),
    ];
    for (name, bytes) in files {
        let read = read::report(&bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        same_tables(&read.report, &expected, name);
    }
}

/// Labels typed or worded otherwise: the same cells, and a note that names the difference.
#[test]
fn label_variants_are_read_and_said() {
    let expected = report(4);
    let table: [(&str, &str, &str, &str); 9] = [
        ("（", "(", "R-1.label tables", "半角括号"),
        ("1.属于", "1、属于", "R-1.label tables", "序号后的标点"),
        (
            "“三安全一稳定”",
            "\"三安全一稳定\"",
            "R-1.label tables",
            "引号",
        ),
        ("2.重复申请", "2. 重复 申请", "R-1.label tables", "空格"),
        ("2.重复申请", "重复申请", "R-1.label tables", "缺少序号"),
        (
            "\t行政规范性文件",
            "\t规范性文件",
            "R-1.label table2/行政规范性文件",
            "规范性文件",
        ),
        (
            "7.属于行政执法案卷",
            "7.属于行政执法案卷信息",
            "R-1.label table3/三、（三）不予公开 7.属于行政执法案卷",
            "案卷信息",
        ),
        (
            "五、存在的主要问题及改进情况",
            "五、存在的问题和改进措施",
            "R-1.label sections/五",
            "改进措施",
        ),
        (
            "二、主动公开",
            "2、主动公开",
            "R-1.number sections",
            "2、主动公开",
        ),
    ];
    for (form, printed, id, said) in table {
        let text = document(&expected, tabbed).replace(form, printed);
        let read = read(&text);
        same_tables(&read.report, &expected, printed);
        let findings = read.findings(None);
        assert_eq!(ids(&findings), [id], "{printed}");
        assert!(
            findings[0].zh.contains(said),
            "{printed}: {}",
            findings[0].zh
        );
    }
}

#[test]
fn what_is_missing_or_left_over_is_said_once() {
    let mut lacking = report(0);
    lacking.table3.set_row(Row::Other, [Some(0); 7]);
    let closed: [Option<i64>; 7] = Column::ALL.map(|column| {
        Some(
            Row::LEAVES
                .iter()
                .filter_map(|row| lacking.table3.get(*row, column))
                .sum(),
        )
    });
    let before = lacking.table3.row(Row::Total).copied().expect("there");
    lacking.table3.set_row(Row::Total, closed);
    for column in Column::ALL {
        let at = column as usize;
        let new = lacking
            .table3
            .get(Row::New, column)
            .zip(closed[at])
            .zip(before[at]);
        lacking.table3.set(
            Row::New,
            column,
            new.map(|((new, now), before)| new + now - before),
        );
    }
    let whole = document(&lacking, tabbed);
    lacking.table3.remove(Row::Other);
    let without_row = document(&lacking, tabbed);
    let cases = [
        (
            without_row,
            vec!["R-1.row table3/三、（六）其他处理 3.其他"],
        ),
        (
            whole.replace("公开目录", "[bookmark: _GoBack]公开目录"),
            vec!["R-1.leftover sections/五"],
        ),
        (
            whole.replace("12月31日止", "11月31日止"),
            vec!["R-5 opening"],
        ),
        (
            whole.replace("本年度未收取信息处理费。", "无。"),
            vec!["R-4 sections/六"],
        ),
        (
            whole.replace("六、其他需要报告的事项\n本年度未收取信息处理费。\n", ""),
            vec!["R-1 report"],
        ),
        (
            whole.replace("五、存在", "五、荣誉表彰\n三面锦旗。\n五、存在"),
            vec!["R-1 sections"],
        ),
        (
            whole.replace("公开目录", "（一）甲。\n（2）乙。公开目录"),
            vec!["R-1.number sections"],
        ),
        (
            whole.replace("2023年政府", "2022年政府"),
            vec!["R-5 opening"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(ids(&read(&text).findings(None)), expected, "{}", &text[..0]);
    }
}

/// 试行 form of 2019: other widths, the older row names, one row under （六）.
#[test]
fn the_2019_form() {
    let text = "丙县丁局2020年政府信息公开工作年度报告\n一、总体情况\n无依申请公开事项。\n二、主动公开政府信息情况\n\
        \n第二十条第（一）项\n\n信息内容\n\n本年新\n制作数量\n\n本年新\n公开数量\n\n对外公开总数量\n\n规章\n\n0\n\n0\n\n0\n\n规范性文件\n\n1\n\n1\n\n9\n\
        \n第二十条第（五）项\n\n信息内容\n\n上一年项目数量\n\n本年增/减\n\n处理决定数量\n\n行政许可\n\n34\n\n-2\n\n773\n\n其他对外管理服务事项\n\n9\n\n/\n\n11\n\
        \n第二十条第（六）项\n\n信息内容\n\n上一年项目数量\n\n本年增/减\n\n处理决定数量\n\n行政处罚\n\n0\n\n0\n\n0\n\n行政强制\n\n0\n\n0\n\n0\n\
        \n第二十条第（八）项\n\n信息内容\n\n上一年项目数量\n\n本年增/减\n\n行政事业性收费\n\n2\n\n0\n\
        \n第二十条第（九）项\n\n信息内容\n\n采购项目数量\n\n采购总金额\n\n政府集中采购\n\n3\n\n12.5\n";
    let read = read(text);
    let json = serde_json::to_value(&read.report).expect("JSON");
    assert_eq!(read.report.format, "2019");
    assert_eq!(
        json["table2"],
        serde_json::json!({
            "规章": [0, 0, 0], "规范性文件": [1, 1, 9], "行政许可": [34, -2, 773], "其他对外管理服务事项": [9, null, 11],
            "行政处罚": [0, 0, 0], "行政强制": [0, 0, 0], "行政事业性收费": [2, 0], "政府集中采购": [3, "12.5"],
        })
    );
    let again = read::report(json.to_string().as_bytes(), "again.json").expect("our own JSON");
    assert_eq!(again.report, read.report);
    assert!(
        !ids(&read.findings(None))
            .iter()
            .any(|id| id.starts_with("R-27"))
    );
    let late = text.replace("丁局2020年", "丁局2023年");
    assert!(ids(&self::read(&late).findings(None)).contains(&"R-27 table2".to_string()));
}

#[test]
fn our_own_json_comes_back_as_it_was() {
    let mut expected = report(5);
    expected
        .sections
        .insert("六".into(), "未收取信息处理费。".into());
    let json = serde_json::to_vec(&expected).expect("JSON");
    let read = read::report(&json, "report.json").expect("read");
    assert_eq!(read.report, expected);
    assert_eq!(ids(&read.findings(None)), Vec::<String>::new());
}

/// What `report build` writes, `report check` reads.
#[test]
fn our_own_documents_come_back_cell_by_cell() {
    let mut expected = report(2);
    for (key, text) in [
        ("一", "全年收到的申请均已登记。"),
        ("五", "公开目录更新不够及时，已明确专人按月核对。"),
        ("六", "本年度未收取信息处理费。"),
    ] {
        expected.sections.insert(key.into(), text.into());
    }
    let fonts = documents::fonts::Fonts::embedded();
    let files = [
        ("docx", documents::report::docx(&expected, &fonts)),
        ("xlsx", documents::report::xlsx(&expected)),
        ("html", documents::report::html(&expected)),
        ("json", documents::report::json(&expected)),
        ("pdf", documents::report::pdf(&expected, &fonts)),
    ];
    for (name, made) in files {
        let bytes = made.unwrap_or_else(|error| panic!("{name}: {error}"));
        let read = read::report(&bytes, &format!("report.{name}"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        same_tables(&read.report, &expected, name);
        assert_eq!(
            (read.report.organ.as_str(), read.report.year),
            ("甲县乙局", Some(2023)),
            "{name}"
        );
        assert_eq!(read.report.sections, expected.sections, "{name}");
        assert_eq!(ids(&read.findings(None)), Vec::<String>::new(), "{name}");
    }
}
