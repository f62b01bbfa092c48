//! 政府信息公开工作年度报告 in the 2021 format (国办公开办函〔2021〕30号): one report, five forms, the same numbers.

mod docx;
mod grid;
mod html;
mod pdf;
mod prose;
mod xlsx;

use law::report::{FORM_2021, Report, SECTIONS};

pub use docx::docx;
pub use html::html;
pub use pdf::pdf;
pub use xlsx::xlsx;

use crate::Error;
use grid::Grid;
use prose::Paragraph;

/// Key of the opening paragraph in [`Report::sections`]; it is customary, not prescribed.
pub const OPENING: &str = "导语";

/// The report as JSON, in the shape other offices read.
pub fn json(report: &Report) -> Result<Vec<u8>, Error> {
    serde_json::to_vec_pretty(report).map_err(Error::failed)
}

/// What all forms but JSON are made from.
struct Layout {
    /// The title in its lines: broken after the year when it does not fit on one.
    title: Vec<String>,
    organ: String,
    opening: Vec<Paragraph>,
    sections: Vec<Section>,
}

struct Section {
    /// With its number: 一、总体情况.
    heading: String,
    paragraphs: Vec<Paragraph>,
    table: Option<Grid>,
}

impl Layout {
    fn of(report: &Report) -> Result<Self, Error> {
        if report.format != "2021" {
            return Err(Error::Format(report.format.clone()));
        }
        let opening = match report.sections.get(OPENING) {
            Some(text) => prose::paragraphs(text),
            None => prose::paragraphs(&opening(report.year)),
        };
        // these six, in this order, and nothing else.
        let sections = SECTIONS
            .into_iter()
            .map(|(number, title)| Section {
                heading: format!("{number}、{title}"),
                paragraphs: report
                    .sections
                    .get(number)
                    .map(|text| prose::paragraphs(text))
                    .unwrap_or_default(),
                table: match number {
                    "二" => Some(grid::table2(&report.table2)),
                    "三" => Some(grid::table3(&report.table3)),
                    "四" => Some(grid::table4(&report.table4)),
                    _ => None,
                },
            })
            .collect();
        Ok(Self {
            title: title(report),
            organ: prose::clean(&report.organ),
            opening,
            sections,
        })
    }

    fn title_line(&self) -> String {
        self.title.concat()
    }
}

/// 2号 characters on one line of the 版心.
const TITLE_FITS: usize = 20;

fn title(report: &Report) -> Vec<String> {
    let year = report
        .year
        .map(|year| format!("{year}年"))
        .unwrap_or_default();
    let whose = format!("{}{year}", prose::clean(&report.organ));
    let what = "政府信息公开工作年度报告".to_string();
    if whose.chars().count() + what.chars().count() <= TITLE_FITS {
        vec![whose + &what]
    } else {
        vec![whose, what]
    }
}

/// Basis and period, which hold for every report. Where to download and whom to ask is the organ's to write.
fn opening(year: Option<i16>) -> String {
    let basis = format!(
        "根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国\
         政府信息公开工作年度报告格式〉的通知》（{FORM_2021}）要求，编制本年度报告。"
    );
    match year {
        Some(year) => {
            format!("{basis}本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。")
        }
        None => basis,
    }
}
