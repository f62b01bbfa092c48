//! A report as a page, laid out as offices lay theirs out: each time a little otherwise.

use law::report::{Cells, Number, Report, Row, SECTIONS, Track};

use crate::clean::Dice;

const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// How this page differs from the form.
struct Style {
    /// Cells that the form merges are merged; else the first has the text and the others are blank.
    merged: bool,
    /// A column of spaces on the left or on the right.
    spare: i64,
    /// Attributes in this order.
    rows_first: bool,
    upper: bool,
    half_width: bool,
    number_mark: &'static str,
    spaced: bool,
    short_name: bool,
    /// 表三 goes on in a second table with its head again.
    split: bool,
    /// A table around everything.
    framed: bool,
}

pub fn written(report: &Report, charset: &str, dice: &mut Dice) -> String {
    let mut one_in = |times: i64| dice.roll(times) == 0;
    let style = Style {
        merged: !one_in(3),
        rows_first: one_in(2),
        upper: one_in(3),
        half_width: one_in(3),
        number_mark: if one_in(3) { "、" } else { "." },
        spaced: one_in(4),
        short_name: one_in(3),
        split: one_in(4),
        framed: one_in(3),
        spare: dice.roll(4),
    };
    let year = report.year.unwrap_or_default();
    let title = format!("{}{year}年政府信息公开工作年度报告", report.organ);
    let mut body = format!(
        "<h1>{title}</h1>\n<p>本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>\n"
    );
    for (number, name) in SECTIONS {
        body += &format!("<p>{number}、{name}</p>\n");
        let tables = match number {
            "二" => vec![table2(report, &style)],
            "三" => table3(report, &style),
            "四" => vec![table4(report, &style)],
            _ => vec![],
        };
        body += &tables.join("<p>&nbsp;</p>\n");
        for line in report
            .sections
            .get(number)
            .into_iter()
            .flat_map(|text| text.lines())
        {
            body += &format!("<p>&emsp;&emsp;{line}</p>\n");
        }
    }
    if style.framed {
        body = format!("<table width=\"100%\"><tr><td>\n{body}</td></tr></table>\n");
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>{title}</title>\n<style>@page {{ size: 29.7cm 21cm; margin: 1.5cm }}</style></head>\n<body>\n{body}</body></html>\n"
    )
}

/// A cell: its text, and over how many rows and columns it reaches.
type Cell = (String, usize, usize);

fn one(text: impl Into<String>) -> Cell {
    (text.into(), 1, 1)
}

impl Style {
    fn label(&self, text: &str) -> String {
        let mut text = text.to_string();
        if self.half_width {
            text = text.replace('（', "(").replace('）', ")");
        }
        if self.number_mark != "." && text.starts_with(|c: char| c.is_ascii_digit()) {
            text = text.replacen('.', self.number_mark, 1);
        }
        if self.spaced && text.chars().count() > 3 {
            text.insert_str(text.char_indices().nth(2).map_or(0, |(at, _)| at), "&nbsp;");
        }
        text
    }

    fn cell(&self, (text, rows, columns): &Cell) -> String {
        let (rows, columns) = match (rows, columns) {
            (1, 1) => (String::new(), String::new()),
            (1, columns) => (String::new(), format!(" colspan=\"{columns}\"")),
            (rows, 1) => (format!(" rowspan={rows}"), String::new()),
            (rows, columns) => (format!(" rowspan='{rows}'"), format!(" colspan={columns}")),
        };
        let attributes = if self.rows_first {
            rows + &columns
        } else {
            columns + &rows
        };
        format!("<td{attributes} style=\"border:1px solid #000\"><p>{text}</p></td>")
    }

    fn table(&self, rows: &[Vec<Cell>], height_of_spare: bool) -> String {
        let mut out = String::from("<table border=1 cellspacing=\"0\">\n");
        for row in rows {
            let mut cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            let blank = "<td>&nbsp;&nbsp;</td>".to_string();
            match self.spare {
                1 if height_of_spare => cells.insert(0, blank),
                2 => cells.push(blank),
                _ => {}
            }
            out += &format!("<tr>{}</tr>\n", cells.concat());
        }
        out += "</table>\n";
        if self.upper {
            out = ["table", "tr", "td"].iter().fold(out, |out, tag| {
                out.replace(&format!("<{tag}"), &format!("<{}", tag.to_uppercase()))
                    .replace(&format!("</{tag}>"), &format!("</{}>", tag.to_uppercase()))
            });
        }
        out
    }
}

fn shown(value: Option<i64>) -> Cell {
    one(value.map_or_else(String::new, |value| value.to_string()))
}

fn table2(report: &Report, style: &Style) -> String {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let old = report.is_2019();
    for (name, cells) in report.table2.rows() {
        let (block, heads): (&str, &[&str]) = match (old, name) {
            (false, "规章") => ("（一）", &["本年制发件数", "本年废止件数", "现行有效件数"]),
            (true, "规章") => (
                "（一）",
                &["本年新制作数量", "本年新公开数量", "对外公开总数量"],
            ),
            (false, "行政许可") => ("（五）", &["本年处理决定数量"]),
            (true, "行政许可") => ("（五）", &["上一年项目数量", "本年增/减", "处理决定数量"]),
            (false, "行政处罚") => ("（六）", &["本年处理决定数量"]),
            (true, "行政处罚") => ("（六）", &["上一年项目数量", "本年增/减", "处理决定数量"]),
            (false, "行政事业性收费") => ("（八）", &["本年收费金额（单位：万元）"]),
            (true, "行政事业性收费") => ("（八）", &["上一年项目数量", "本年增/减"]),
            (true, "政府集中采购") => ("（九）", &["采购项目数量", "采购总金额"]),
            _ => ("", &[]),
        };
        let widths = match heads.len() {
            3 => vec![1, 1, 1],
            2 => vec![1, 2],
            _ => vec![3],
        };
        let line = |texts: Vec<String>, widths: &[usize]| -> Vec<Cell> {
            let mut row = vec![one(texts[0].clone())];
            row.extend(
                texts[1..]
                    .iter()
                    .zip(widths)
                    .map(|(text, width)| (text.clone(), 1, *width)),
            );
            row
        };
        if !heads.is_empty() {
            rows.push(vec![(style.label(&format!("第二十条第{block}项")), 1, 4)]);
            let mut texts = vec!["信息内容".to_string()];
            texts.extend(heads.iter().map(|head| style.label(head)));
            rows.push(line(texts, &widths));
        }
        let values: Vec<String> = match cells {
            Cells::One(value) => vec![shown(*value).0],
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
        let widths = match values.len() {
            3 => vec![1, 1, 1],
            2 => vec![1, 2],
            _ => vec![3],
        };
        let name = if style.short_name && name == "行政规范性文件" {
            "规范性文件"
        } else {
            name
        };
        let mut texts = vec![style.label(name)];
        texts.extend(values);
        rows.push(line(texts, &widths));
    }
    style.table(&rows, true)
}

fn heads(style: &Style) -> Vec<Vec<Cell>> {
    let corner = style.label(CORNER);
    let kinds = [
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
    .map(one);
    if style.merged {
        vec![
            vec![(corner, 3, 3), ("申请人情况".into(), 1, 7)],
            vec![
                ("自然人".into(), 2, 1),
                ("法人或其他组织".into(), 1, 5),
                ("总计".into(), 2, 1),
            ],
            kinds.into(),
        ]
    } else {
        let mut third = vec![("".into(), 1, 3), one("")];
        third.extend(kinds);
        third.push(one(""));
        vec![
            vec![(corner, 1, 3), ("申请人情况".into(), 1, 7)],
            vec![
                ("".into(), 1, 3),
                one("自然人"),
                ("法人或其他组织".into(), 1, 5),
                one("总计"),
            ],
            third,
        ]
    }
}

fn table3(report: &Report, style: &Style) -> Vec<String> {
    let mut rows = heads(style);
    let mut second = heads(style);
    let present: Vec<Row> = report.table3.rows().map(|(row, _)| row).collect();
    let cut = present.len() / 2;
    let group_of = |row: Row| match (report.is_2019(), row) {
        (true, Row::Other) => "",
        _ => row.group(),
    };
    for (place, row) in present.iter().enumerate() {
        let in_second = style.split && place >= cut;
        let part = |other: &usize| !style.split || (*other >= cut) == in_second;
        let mut cells: Vec<Cell> = Vec::new();
        let group = group_of(*row);
        let is_result = row.is_leaf() || *row == Row::Total;
        let first_of = |same: &dyn Fn(Row) -> bool| {
            let members: Vec<usize> = (0..present.len())
                .filter(part)
                .filter(|at| same(present[*at]))
                .collect();
            (members.first() == Some(&place), members.len())
        };
        if is_result {
            let (first, count) = first_of(&|other| other.is_leaf() || other == Row::Total);
            match (style.merged, first) {
                (true, true) => cells.push(("三、本年度办理结果".into(), count, 1)),
                (false, true) => cells.push(one("三、本年度办理结果")),
                (false, false) => cells.push(one("")),
                (true, false) => {}
            }
            if group.is_empty() {
                let label = match (report.is_2019(), row) {
                    (true, Row::Other) => "（六）其他处理",
                    _ => row.zh(),
                };
                cells.push((style.label(label), 1, 2));
            } else {
                let (first, count) = first_of(&|other| group_of(other) == group);
                match (style.merged, first) {
                    (true, true) => cells.push((style.label(group), count, 1)),
                    (false, true) => cells.push(one(style.label(group))),
                    (false, false) => cells.push(one("")),
                    (true, false) => {}
                }
                cells.push(one(style.label(row.zh())));
            }
        } else {
            cells.push((style.label(row.zh()), 1, 3));
        }
        let values = report.table3.row(*row).copied().unwrap_or([None; 7]);
        cells.extend(values.map(shown));
        if in_second {
            second.push(cells)
        } else {
            rows.push(cells)
        }
    }
    let mut tables = vec![style.table(&rows, false)];
    if style.split {
        tables.push(style.table(&second, false));
    }
    tables
}

fn table4(report: &Report, style: &Style) -> String {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let mut second: Vec<Cell> = results
        .map(|name| (name.to_string(), if style.merged { 2 } else { 1 }, 1))
        .into();
    second.push(("未经复议直接起诉".into(), 1, 5));
    second.push(("复议后起诉".into(), 1, 5));
    let mut third: Vec<Cell> = if style.merged {
        vec![]
    } else {
        vec![one(""); 5]
    };
    third.extend(results.iter().chain(&results).map(|name| one(*name)));
    let values = Track::ALL
        .into_iter()
        .flat_map(|track| report.table4.get(track).copied().unwrap_or([None; 5]))
        .map(shown)
        .collect();
    let rows = vec![
        vec![("行政复议".into(), 1, 5), ("行政诉讼".into(), 1, 10)],
        second,
        third,
        values,
    ];
    style.table(&rows, false)
}
