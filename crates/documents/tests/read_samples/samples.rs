//! A made-up report, written out in the layouts people publish.

use law::report::{Cells, Column, Number, Report, Row, Track};

pub const OPENING: &str = "甲县乙局2023年政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n一、总体情况\n全年共收到政府信息公开申请{new}件，办结{closed}件。\n";
pub const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
pub const CLOSING: &str = "五、存在的主要问题及改进情况\n公开目录更新不够及时，已明确专人按月核对。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n";

/// Numbers that hold together, different in every cell that may differ.
pub fn report(seed: i64) -> Report {
    let mut report = Report::empty("甲县乙局", 2023);
    let mut closed = [0i64; 7];
    for (place, row) in Row::LEAVES.into_iter().enumerate() {
        // Too few under 其他处理 3.其他 to be called high.
        let cells = kinds(
            seed + i64::try_from(place).expect("small"),
            if row == Row::Other { 2 } else { 40 },
        );
        for (sum, cell) in closed.iter_mut().zip(cells) {
            *sum += cell;
        }
        report.table3.set_row(row, cells.map(Some));
    }
    let carried = kinds(seed + 50, 9);
    let left = kinds(seed + 60, 5).map(|cell| cell.min(1));
    let left = with_total(left);
    let new: [i64; 7] = std::array::from_fn(|at| closed[at] + left[at] - carried[at]);
    report.table3.set_row(Row::Total, closed.map(Some));
    report.table3.set_row(Row::CarriedIn, carried.map(Some));
    report.table3.set_row(Row::CarriedOut, left.map(Some));
    report.table3.set_row(Row::New, new.map(Some));
    report
        .table2
        .set_documents("行政规范性文件", [Some(seed + 3), Some(1), Some(seed + 41)]);
    report.table2.set_decisions("行政许可", Some(seed + 1517));
    report.table2.set_decisions("行政处罚", Some(seed + 6));
    report.table2.set_decisions("行政强制", Some(0));
    report.table2.set_fees(Some("41.662419".into()));
    report
        .table4
        .set(Track::Review, [Some(3), Some(1), Some(2), Some(0), Some(6)]);
    report.table4.set(
        Track::SuitAfterReview,
        [Some(10), Some(0), Some(0), Some(12), Some(22)],
    );
    report
}

fn kinds(seed: i64, below: i64) -> [i64; 7] {
    let mut state = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let mut cells = [0; 7];
    for cell in &mut cells[..6] {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        *cell = (state >> 33).rem_euclid(below);
    }
    with_total(cells)
}

fn with_total(mut cells: [i64; 7]) -> [i64; 7] {
    cells[6] = cells[..6].iter().sum();
    cells
}

pub fn opening(report: &Report) -> String {
    let of = |row| {
        report
            .table3
            .get(row, Column::Total)
            .expect("filled")
            .to_string()
    };
    OPENING
        .replace("{new}", &of(Row::New))
        .replace("{closed}", &of(Row::Total))
}

/// The rows of 表二: label cells and values as a form prints them.
pub fn table2(report: &Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (name, cells) in report.table2.rows() {
        let (block, header): (&str, &[&str]) = match name {
            "规章" => (
                "第二十条第（一）项",
                &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ),
            "行政许可" => ("第二十条第（五）项", &["信息内容", "本年处理决定数量"]),
            "行政处罚" => ("第二十条第（六）项", &["信息内容", "本年处理决定数量"]),
            "行政事业性收费" => (
                "第二十条第（八）项",
                &["信息内容", "本年收费金额（单位：万元）"],
            ),
            _ => ("", &[]),
        };
        if !block.is_empty() {
            rows.push(vec![block.to_string()]);
            rows.push(header.iter().map(ToString::to_string).collect());
        }
        let values: Vec<String> = match cells {
            Cells::One(value) => vec![shown(*value)],
            Cells::Wan(wan) => vec![wan.clone().unwrap_or_default()],
            Cells::Many(cells) => cells
                .iter()
                .map(|cell| match cell {
                    Some(Number::Whole(value)) => value.to_string(),
                    Some(Number::Decimal(text)) => text.clone(),
                    None => String::new(),
                })
                .collect(),
        };
        rows.push(std::iter::once(name.to_string()).chain(values).collect());
    }
    rows
}

pub fn table3(report: &Report) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = vec![
        vec![CORNER.into(), "申请人情况".into()],
        ["自然人", "法人或其他组织", "总计"]
            .map(String::from)
            .into(),
        [
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
        ]
        .map(String::from)
        .into(),
    ];
    let mut group = "";
    for (row, cells) in report.table3.rows() {
        let mut printed = Vec::new();
        if row == Row::Open {
            printed.push("三、本年度办理结果".to_string());
        }
        if !row.group().is_empty() && row.group() != group {
            printed.push(row.group().to_string());
        }
        group = row.group();
        printed.push(row.zh().to_string());
        printed.extend(cells.iter().map(|cell| shown(*cell)));
        rows.push(printed);
    }
    rows
}

pub fn table4(report: &Report) -> Vec<Vec<String>> {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].map(String::from);
    let mut second: Vec<String> = results.to_vec();
    second.extend(["未经复议直接起诉".to_string(), "复议后起诉".to_string()]);
    let third: Vec<String> = results.iter().chain(&results).cloned().collect();
    let values = Track::ALL
        .into_iter()
        .flat_map(|track| report.table4.get(track).expect("there").map(shown))
        .collect();
    vec![
        vec!["行政复议".into(), "行政诉讼".into()],
        second,
        third,
        values,
    ]
}

fn shown(value: Option<i64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The whole report, each table written by `write`.
pub fn document(report: &Report, write: impl Fn(&[Vec<String>]) -> String) -> String {
    format!(
        "{}二、主动公开政府信息情况\n{}\n三、收到和处理政府信息公开申请情况\n{}\n四、政府信息公开行政复议、行政诉讼情况\n{}\n{CLOSING}",
        opening(report),
        write(&table2(report)),
        write(&table3(report)),
        write(&table4(report)),
    )
}

/// One cell a line behind a tab, a blank line between rows.
pub fn tabbed(rows: &[Vec<String>]) -> String {
    rows.iter()
        .map(|row| {
            row.iter()
                .map(|cell| format!("\t{cell}\n"))
                .collect::<String>()
                + "\n"
        })
        .collect()
}

/// A row a line, cells between tabs.
pub fn tab_separated(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}

/// `a | b | c |`, short rows filled up with `|`.
pub fn piped(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    rows.iter()
        .map(|row| format!("{} |{}\n", row.join(" | "), "|".repeat(width - row.len())))
        .collect()
}

/// A cell a line, `|` on a line of its own.
pub fn pipe_lines(rows: &[Vec<String>]) -> String {
    rows.iter()
        .flatten()
        .map(|cell| {
            if cell.is_empty() {
                "|\n".into()
            } else {
                format!("{cell}\n|\n")
            }
        })
        .collect()
}

/// A cell a paragraph.
pub fn paragraphs(rows: &[Vec<String>]) -> String {
    rows.iter()
        .flatten()
        .map(|cell| format!("\n{cell}\n"))
        .collect()
}

/// A row a line, one space between, as text out of a PDF.
pub fn spaced(rows: &[Vec<String>]) -> String {
    rows.iter()
        .map(|row| {
            let labels = row
                .iter()
                .position(|cell| cell.parse::<f64>().is_ok())
                .unwrap_or(row.len());
            let label: String = row[..labels]
                .iter()
                .map(|cell| format!("{cell}\n"))
                .collect();
            format!("{} {}\n", label.trim_end(), row[labels..].join(" "))
        })
        .collect()
}

pub fn markdown(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |row: &Vec<String>| {
        format!(
            "| {} |{}\n",
            row.join(" | "),
            "  |".repeat(width - row.len())
        )
    };
    let (head, rest) = rows.split_first().expect("rows");
    let body: String = rest.iter().map(line).collect();
    format!("{}|{}\n{body}", line(head), "---|".repeat(width))
}

pub fn html(rows: &[Vec<String>]) -> String {
    let body: String = rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .map(|cell| format!("<td colspan=\"2\"><p>{cell}</p></td>\n"))
                .collect();
            format!("<tr>{cells}</tr>\n")
        })
        .collect();
    format!("<table><tbody>{body}</tbody></table>")
}

/// A page around it: lines as paragraphs, and everything inside a table that only lays out.
pub fn page(document: &str) -> String {
    let body: String = document
        .lines()
        .map(|line| {
            if line.contains('<') {
                format!("{line}\n")
            } else {
                format!("<p>{line}</p>\n")
            }
        })
        .collect();
    format!(
        "<html><head><script>var a = '规章';</script></head><body><table><tr><td>{body}</td></tr></table></body></html>\n"
    )
}
