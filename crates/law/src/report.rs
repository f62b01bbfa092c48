//! The annual report 政府信息公开工作年度报告: its three tables, its counting and its checks.
//!
//! 国办公开办函〔2021〕30号 for the years from 2021, 国办公开办函〔2019〕60号 for 2019 and 2020 (E-4, E-5).
//! The JSON of every type here is the contract "A report" of `formats.md`.

pub mod cell;
pub mod check;
mod column;
pub mod compare;
pub mod consolidate;
pub mod dates;
pub mod figure;
pub mod printed;
mod row;
pub mod table2;
mod table3;
mod table4;
pub mod tally;
pub mod workflow;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use column::Column;
pub use row::Row;
pub use table2::{Cells, Number, Table2, fen_of_wan};
pub use table3::Table3;
pub use table4::{Outcome4, Table4, Track};

/// 国办公开办函〔2021〕30号, the form for reports on 2021 and later (E-4).
pub const FORM_2021: &str = "国办公开办函〔2021〕30号";
/// 国办公开办函〔2019〕60号, the form (试行) for reports on 2019 and 2020 (E-5).
pub const FORM_2019: &str = "国办公开办函〔2019〕60号";

/// The six section titles of the form, in order.
pub const SECTIONS: [(&str, &str); 6] = [
    ("一", "总体情况"),
    ("二", "主动公开政府信息情况"),
    ("三", "收到和处理政府信息公开申请情况"),
    ("四", "政府信息公开行政复议、行政诉讼情况"),
    ("五", "存在的主要问题及改进情况"),
    ("六", "其他需要报告的事项"),
];

/// The sections that are written; the others are tables.
pub const WRITTEN: [&str; 3] = ["一", "五", "六"];

/// One published or computed report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    #[serde(default)]
    pub organ: String,
    /// The year reported on, not the year of publishing; `None` where a text does not say.
    #[serde(default)]
    pub year: Option<i16>,
    /// `2021` or `2019`.
    #[serde(default = "form_2021")]
    pub format: String,
    #[serde(default)]
    pub table2: Table2,
    #[serde(default)]
    pub table3: Table3,
    #[serde(default)]
    pub table4: Table4,
    /// Written sections by their number: 一, 五, 六; a foreign section by its printed heading.
    #[serde(default)]
    pub sections: BTreeMap<String, String>,
}

fn form_2021() -> String {
    "2021".into()
}

impl Report {
    /// A 2021 report in which every cell is zero.
    #[must_use]
    pub fn empty(organ: &str, year: i16) -> Self {
        Self {
            organ: organ.into(),
            year: Some(year),
            format: form_2021(),
            table2: Table2::zero(),
            table3: Table3::zero(),
            table4: Table4::zero(),
            sections: BTreeMap::new(),
        }
    }

    /// A report in which nothing has been read: every row absent.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            organ: String::new(),
            year: None,
            format: form_2021(),
            table2: Table2::default(),
            table3: Table3::default(),
            table4: Table4::default(),
            sections: BTreeMap::new(),
        }
    }

    /// A report whose 表三 is counted; the rest is zero.
    #[must_use]
    pub fn from_tally(organ: &str, year: i16, tally: &tally::Tally) -> Self {
        Self {
            table3: tally.table(),
            ..Self::empty(organ, year)
        }
    }

    /// Whether 表二 has the rows of the older form.
    #[must_use]
    pub fn is_2019(&self) -> bool {
        self.format == "2019"
    }
}
