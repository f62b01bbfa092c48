//! 表二: ten numbers in the 2021 format; other rows in the 2019 format.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Rows by label. In the 2021 format 规章 and 行政规范性文件 have three cells, the decisions one,
/// the fee a decimal text in 万元. A blank cell is `null`, an absent row absent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table2(BTreeMap<String, Value>);

pub const REGULATIONS: &str = "规章";
pub const NORMATIVE: &str = "行政规范性文件";
pub const LICENCES: &str = "行政许可";
pub const PENALTIES: &str = "行政处罚";
pub const COERCIONS: &str = "行政强制";
pub const FEES: &str = "行政事业性收费";

impl Table2 {
    #[must_use]
    pub fn zero() -> Self {
        let mut table = Self::default();
        table.set_documents(REGULATIONS, [Some(0); 3]);
        table.set_documents(NORMATIVE, [Some(0); 3]);
        for row in [LICENCES, PENALTIES, COERCIONS] {
            table.set_decisions(row, Some(0));
        }
        table.set_fees(Some("0".into()));
        table
    }

    /// 本年制发, 本年废止, 现行有效 of 规章 or 行政规范性文件.
    pub fn set_documents(&mut self, row: &str, cells: [Option<i64>; 3]) {
        self.0.insert(row.into(), Value::from(cells.map(Value::from).to_vec()));
    }

    /// 本年处理决定数量.
    pub fn set_decisions(&mut self, row: &str, count: Option<i64>) {
        self.0.insert(row.into(), count.into());
    }

    /// 本年收费金额 in 万元.
    pub fn set_fees(&mut self, amount: Option<String>) {
        self.0.insert(FEES.into(), amount.into());
    }

    pub fn set(&mut self, row: &str, value: Value) {
        self.0.insert(row.into(), value);
    }

    #[must_use]
    pub fn get(&self, row: &str) -> Option<&Value> {
        self.0.get(row)
    }

    /// `None` where the row is absent or not of three cells.
    #[must_use]
    pub fn documents(&self, row: &str) -> Option<[Option<i64>; 3]> {
        let cells = self.0.get(row)?.as_array()?;
        match cells.as_slice() {
            [a, b, c] => Some([a.as_i64(), b.as_i64(), c.as_i64()]),
            _ => None,
        }
    }

    #[must_use]
    pub fn decisions(&self, row: &str) -> Option<i64> {
        self.0.get(row).and_then(Value::as_i64)
    }

    #[must_use]
    pub fn licences(&self) -> Option<i64> {
        self.decisions(LICENCES)
    }

    #[must_use]
    pub fn penalties(&self) -> Option<i64> {
        self.decisions(PENALTIES)
    }

    #[must_use]
    pub fn coercions(&self) -> Option<i64> {
        self.decisions(COERCIONS)
    }

    /// 万元, as written.
    #[must_use]
    pub fn fees(&self) -> Option<&str> {
        self.0.get(FEES).and_then(Value::as_str)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn rows(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(row, value)| (row.as_str(), value))
    }
}
