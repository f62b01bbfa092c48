//! 政府信息公开工作年度报告: its three tables, how they are counted, what must hold (law.md 2).

pub mod check;
mod rows;
mod table2;
mod table3;
mod table4;
pub mod tally;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use rows::{Column, Row};
pub use table2::Table2;
pub use table3::Table3;
pub use table4::{Outcome4, Table4, Track};

/// A report in the shape of `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub organ: String,
    pub year: Option<i16>,
    /// `2021` (国办公开办函〔2021〕30号) or `2019` (国办公开办函〔2019〕60号).
    #[serde(default = "format_2021")]
    pub format: String,
    #[serde(default)]
    pub table2: Table2,
    #[serde(default)]
    pub table3: Table3,
    #[serde(default)]
    pub table4: Table4,
    /// Texts of the written sections, by their Chinese number: 一 to 六.
    #[serde(default)]
    pub sections: BTreeMap<String, String>,
}

fn format_2021() -> String {
    "2021".into()
}

impl Report {
    /// A report whose tables are all zero.
    #[must_use]
    pub fn empty(organ: &str, year: i16) -> Self {
        Self {
            organ: organ.into(),
            year: Some(year),
            format: format_2021(),
            table2: Table2::zero(),
            table3: Table3::zero(),
            table4: Table4::zero(),
            sections: BTreeMap::new(),
        }
    }
}
