//! What a report as it was printed has otherwise than the form: the findings of whoever reads one.
//!
//! How a report is read is not the law's matter. What is said of it is: each kind of finding has its rule, how grave it is, and its
//! words here. What the numbers say, once they are read, is judged by [`check`](super::check).

pub mod cells;
pub mod labels;
pub mod rows;
pub mod sections;
pub mod year;

use super::Row;
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// One of the three tables of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Two,
    Three,
    Four,
}

impl Table {
    const fn key(self) -> &'static str {
        match self {
            Self::Two => "table2",
            Self::Three => "table3",
            Self::Four => "table4",
        }
    }

    const fn zh(self) -> &'static str {
        match self {
            Self::Two => "表二",
            Self::Three => "表三",
            Self::Four => "表四",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::Two => "Table 2",
            Self::Three => "Table 3",
            Self::Four => "Table 4",
        }
    }

    /// Where a row of it stands: `table2/行政许可`.
    fn at(self, row: &str) -> String {
        format!("{}/{row}", self.key())
    }
}

/// Where a row of 表三 stands.
fn in_table3(row: Row) -> String {
    Table::Three.at(row.key())
}

fn warning(id: Rule, place: &str, zh: String, en: String) -> Finding {
    Finding::new(id, Severity::Warning, place, zh, en)
}

fn question(id: Rule, place: &str, zh: String, en: String) -> Finding {
    Finding::new(id, Severity::Question, place, zh, en)
}

fn error(id: Rule, place: &str, zh: String, en: String) -> Finding {
    Finding::new(id, Severity::Error, place, zh, en)
}
