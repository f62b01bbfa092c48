//! A report as printed: its lines and the cells of its tables, before they are laid out.

use law::report::Report;

use crate::samples;

type Rows = Vec<Vec<String>>;
pub type Layout = (&'static str, fn(&[Vec<String>]) -> String);

/// Layouts that show blank cells as such.
pub const LAYOUTS: [Layout; 6] = [
    ("html", samples::html),
    ("tabbed", samples::tabbed),
    ("tab separated", samples::tab_separated),
    ("piped", samples::piped),
    ("pipe lines", samples::pipe_lines),
    ("markdown", samples::markdown),
];

#[derive(Clone)]
pub struct Paper {
    pub opening: Vec<String>,
    pub headings: Vec<String>,
    /// Text under each heading, and the place of the table in it.
    pub texts: Vec<Vec<String>>,
    pub tables: [Rows; 3],
    /// What stands behind the report.
    pub after: Vec<String>,
}

impl Paper {
    pub fn of(report: &Report) -> Self {
        let year = report.year.expect("a year");
        let lines = |key: &str| -> Vec<String> {
            let text = report.sections.get(key).cloned().unwrap_or_default();
            text.lines().map(String::from).collect()
        };
        Self {
            opening: vec![
                format!("{}{year}年政府信息公开工作年度报告", report.organ),
                format!("本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"),
            ],
            headings: law::report::SECTIONS
                .map(|(number, title)| format!("{number}、{title}"))
                .into(),
            texts: ["一", "二", "三", "四", "五", "六"].map(lines).into(),
            tables: [
                samples::table2(report),
                samples::table3(report),
                samples::table4(report),
            ],
            after: Vec::new(),
        }
    }

    pub fn write(&self, (name, write): Layout) -> Vec<u8> {
        let mut out = self.opening.join("\n") + "\n";
        for (at, (heading, text)) in self.headings.iter().zip(&self.texts).enumerate() {
            if !heading.is_empty() {
                out += heading;
                out += "\n";
            }
            if let Some(table) = at.checked_sub(1).and_then(|at| self.tables.get(at))
                && !table.is_empty()
            {
                out += &write(table);
                out += "\n";
            }
            for line in text {
                out += line;
                out += "\n";
            }
        }
        for line in &self.after {
            out += line;
            out += "\n";
        }
        if name == "html" {
            samples::page(&out)
        } else {
            out
        }
        .into_bytes()
    }

    /// The printed row of 表二 or 表三 with this label.
    pub fn row(&mut self, table: usize, label: &str) -> &mut Vec<String> {
        self.tables[table]
            .iter_mut()
            .find(|row| row.iter().any(|cell| cell == label))
            .unwrap_or_else(|| panic!("no row {label}"))
    }
}
