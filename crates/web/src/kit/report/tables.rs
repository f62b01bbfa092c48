//! The three tables of the report laid out as the official form prints them, every number a link.

use law::report::{Report, Row};
use serde_json::Value;

use crate::kit::download::encoded;

/// One cell of a printed table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub text: String,
    /// Address of the records behind the number; empty for a heading.
    pub href: String,
    /// Spoken name of the number: row and column.
    pub label: String,
    pub head: bool,
    pub colspan: usize,
    pub rowspan: usize,
    /// The source left it blank.
    pub blank: bool,
    /// A finding names it.
    pub marked: bool,
    /// Name of the row's explanation in plain words.
    pub meaning: String,
    pub zero: bool,
}

pub type Line = Vec<Cell>;

const T3_COLUMNS: [&str; 7] = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
];
const T4_COLUMNS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
const T4_TRACKS: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];

const T2_ROWS: [&str; 6] = [
    "规章",
    "行政规范性文件",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
];

/// Groups of section three of 表三: printed heading, prefix of the keys, how many rows.
const GROUPS: [(&str, &str, usize); 7] = [
    ("（一）予以公开", "三、（一）予以公开", 1),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "三、（二）部分公开",
        1,
    ),
    ("（三）不予公开", "三、（三）不予公开 ", 8),
    ("（四）无法提供", "三、（四）无法提供 ", 3),
    ("（五）不予处理", "三、（五）不予处理 ", 5),
    ("（六）其他处理", "三、（六）其他处理 ", 3),
    ("（七）总计", "三、（七）总计", 1),
];

/// Lays out tables of one year's report.
pub struct Printer<'a> {
    json: Value,
    /// Address of the report's page; its cells open below it.
    base: String,
    /// Places named by findings, such as `table3/自然人`.
    places: Vec<&'a str>,
}

impl<'a> Printer<'a> {
    /// The organ's own report of a year.
    pub fn new(report: &Report, year: i16, places: Vec<&'a str>) -> Self {
        Self::at(report, &format!("/office/reports/{year}"), places)
    }

    /// A report whose page is at `base`.
    pub fn at(report: &Report, base: &str, places: Vec<&'a str>) -> Self {
        Self {
            json: serde_json::to_value(report).unwrap_or(Value::Null),
            base: base.into(),
            places,
        }
    }

    /// 表二 主动公开政府信息情况.
    #[must_use]
    pub fn table2(&self) -> Vec<Line> {
        let made = ["本年制发件数", "本年废止件数", "现行有效件数"];
        let mut lines = vec![
            vec![head("第二十条第（一）项", 4, 1)],
            [
                vec![head("信息内容", 1, 1)],
                made.map(|name| head(name, 1, 1)).to_vec(),
            ]
            .concat(),
        ];
        for row in ["规章", "行政规范性文件"] {
            let numbers = made.iter().enumerate().map(|(at, column)| {
                self.number("2", row, column, &self.json["table2"][row][at], 1)
            });
            lines.push([vec![head(row, 1, 1)], numbers.collect()].concat());
        }
        let blocks: [(&str, &str, &[&str]); 3] = [
            ("第二十条第（五）项", "本年处理决定数量", &["行政许可"]),
            (
                "第二十条第（六）项",
                "本年处理决定数量",
                &["行政处罚", "行政强制"],
            ),
            (
                "第二十条第（八）项",
                "本年收费金额（单位：万元）",
                &["行政事业性收费"],
            ),
        ];
        for (title, column, rows) in blocks {
            lines.push(vec![head(title, 4, 1)]);
            lines.push(vec![head("信息内容", 1, 1), head(column, 3, 1)]);
            for row in rows {
                let number = self.number("2", row, column, &self.json["table2"][*row], 3);
                lines.push(vec![head(row, 1, 1), number]);
            }
        }
        lines
    }

    /// 表三 收到和处理政府信息公开申请情况.
    #[must_use]
    pub fn table3(&self) -> Vec<Line> {
        let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
        let mut lines = vec![
            vec![head(corner, 3, 3), head("申请人情况", 7, 1)],
            vec![
                head("自然人", 1, 2),
                head("法人或其他组织", 5, 1),
                head("总计", 1, 2),
            ],
            T3_COLUMNS[1..6]
                .iter()
                .map(|name| head(name, 1, 1))
                .collect(),
        ];
        for key in [
            "一、本年新收政府信息公开申请数量",
            "二、上年结转政府信息公开申请数量",
        ] {
            lines.push([vec![head(key, 3, 1)], self.row3(key)].concat());
        }
        let keys = self.row_keys();
        for (group, (title, prefix, size)) in GROUPS.iter().enumerate() {
            let rows: Vec<&String> = keys
                .iter()
                .filter(|key| key.starts_with(prefix))
                .take(*size)
                .collect();
            for (at, key) in rows.iter().enumerate() {
                let mut line = Vec::new();
                if group == 0 && at == 0 {
                    let all: usize = GROUPS.iter().map(|(_, _, size)| size).sum();
                    line.push(head("三、本年度办理结果", 1, all));
                }
                if *size == 1 {
                    line.push(head(title, 2, 1));
                } else {
                    if at == 0 {
                        line.push(head(title, 1, rows.len()));
                    }
                    line.push(head(key.trim_start_matches(prefix), 1, 1));
                }
                line.extend(self.row3(key));
                lines.push(line);
            }
        }
        let last = "四、结转下年度继续办理";
        lines.push([vec![head(last, 3, 1)], self.row3(last)].concat());
        lines
    }

    /// 表四 政府信息公开行政复议、行政诉讼情况.
    #[must_use]
    pub fn table4(&self) -> Vec<Line> {
        let names = |rows| T4_COLUMNS.iter().map(move |name| head(name, 1, rows));
        vec![
            vec![head("行政复议", 5, 1), head("行政诉讼", 10, 1)],
            names(2)
                .chain([head("未经复议直接起诉", 5, 1), head("复议后起诉", 5, 1)])
                .collect(),
            names(1).chain(names(1)).collect(),
            T4_TRACKS
                .iter()
                .flat_map(|track| {
                    T4_COLUMNS.iter().enumerate().map(move |(at, column)| {
                        self.number("4", track, column, &self.json["table4"][*track][at], 1)
                    })
                })
                .collect(),
        ]
    }

    /// The printed number of one cell; `None` where the form has no such cell.
    #[must_use]
    pub fn value(&self, table: &str, row: &str, column: &str) -> Option<String> {
        let lines = match table {
            "2" => self.table2(),
            "3" => self.table3(),
            "4" => self.table4(),
            _ => return None,
        };
        let wanted = address_in(&self.base, table, row, column);
        lines
            .into_iter()
            .flatten()
            .find(|cell| cell.href == wanted)
            .map(|cell| cell.text)
    }

    fn row_keys(&self) -> Vec<String> {
        Row::ALL.iter().map(|row| row.key().to_string()).collect()
    }

    fn row3(&self, key: &str) -> Line {
        let row = &self.json["table3"][key];
        T3_COLUMNS
            .iter()
            .enumerate()
            .map(|(at, column)| self.number("3", key, column, &row[at], 1))
            .collect()
    }

    fn number(&self, table: &str, row: &str, column: &str, value: &Value, colspan: usize) -> Cell {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Cell {
            blank: text.is_empty(),
            text,
            href: address_in(&self.base, table, row, column),
            meaning: meaning(table, row),
            zero: matches!(value, Value::Number(number) if number.as_i64() == Some(0)),
            label: format!("{row}，{column}"),
            head: false,
            colspan,
            rowspan: 1,
            marked: self.marked(table, row, column),
        }
    }

    /// A finding marks the cell if each part of its place after the table is the cell's row or column.
    fn marked(&self, table: &str, row: &str, column: &str) -> bool {
        let table = format!("table{table}");
        self.places.iter().any(|place| {
            let mut parts = place.split('/');
            parts.next() == Some(table.as_str())
                && place.contains('/')
                && parts.all(|part| part == row || part == column)
        })
    }
}

/// Address of the page that lists what a cell of the organ's own report counts.
#[must_use]
pub fn address(year: i16, table: &str, row: &str, column: &str) -> String {
    address_in(&format!("/office/reports/{year}"), table, row, column)
}

/// The same below another page.
#[must_use]
pub fn address_in(base: &str, table: &str, row: &str, column: &str) -> String {
    format!(
        "{base}/cells/table{table}/{}/{}",
        encoded(row),
        encoded(column)
    )
}

/// Name of the explanation of a row in plain words: `r3-04` for the fourth row of 表三.
#[must_use]
pub fn meaning(table: &str, row: &str) -> String {
    let place = match table {
        "2" => T2_ROWS.iter().position(|known| *known == row),
        "3" => Row::from_key(row).map(Row::index),
        _ => T4_TRACKS.iter().position(|known| *known == row),
    };
    format!("r{table}-{:02}", place.map_or(0, |place| place + 1))
}

fn head(text: &str, colspan: usize, rowspan: usize) -> Cell {
    Cell {
        text: text.into(),
        head: true,
        colspan,
        rowspan,
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row of a printed table covers the same number of columns once spans are counted.
    fn widths(lines: &[Line]) -> Vec<usize> {
        let mut carried = vec![0usize; lines.len() + 32];
        for (at, line) in lines.iter().enumerate() {
            for cell in line {
                for below in 0..cell.rowspan {
                    carried[at + below] += cell.colspan;
                }
            }
        }
        carried.truncate(lines.len());
        carried
    }

    #[test]
    fn the_tables_have_the_official_shape_and_every_number_is_a_link() {
        let report = Report::empty("某局", 2026);
        let printer = Printer::new(&report, 2026, vec![]);
        let cases = [
            ("表二", printer.table2(), 4, 10),
            ("表三", printer.table3(), 10, 175),
            ("表四", printer.table4(), 15, 15),
        ];
        for (name, lines, width, numbers) in cases {
            assert!(
                widths(&lines).iter().all(|w| *w == width),
                "{name}: {:?}",
                widths(&lines)
            );
            let cells: Vec<&Cell> = lines.iter().flatten().filter(|cell| !cell.head).collect();
            assert_eq!(cells.len(), numbers, "{name}");
            assert!(
                cells
                    .iter()
                    .all(|cell| cell.href.starts_with("/office/reports/2026/cells/"))
            );
        }
    }

    #[test]
    fn a_finding_marks_its_column_or_its_cell() {
        let report = Report::empty("某局", 2026);
        let printer = Printer::new(&report, 2026, vec!["table3/自然人", "table4/行政复议/总计"]);
        let marked = |lines: Vec<Line>| lines.iter().flatten().filter(|cell| cell.marked).count();
        assert_eq!(marked(printer.table3()), 25);
        assert_eq!(marked(printer.table4()), 1);
        assert_eq!(marked(printer.table2()), 0);
    }

    #[test]
    fn addresses_are_ascii() {
        let address = address(
            2026,
            "3",
            "三、（三）不予公开 3.危及“三安全一稳定”",
            "自然人",
        );
        assert!(address.is_ascii() && !address.contains(' '), "{address}");
    }
}
