//! 申请数量、频次明显超过合理范围 (《政府信息公开条例》第三十五条、第四十二条): shown to a person, never acted on by itself (law.md 1.8, 3).
//!
//! The 条例 gives no threshold. The one used here, the first item of a calendar month that the fee rules charge, is a setting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    editions, fee,
    finding::{Finding, Severity},
    rule::Rule,
};

/// From which number on an applicant's requests of a month are called many. No text decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub many_a_month: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { many_a_month: 11 }
    }
}

/// An applicant's requests, as of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// How many he has made in the calendar month, this one included.
    pub in_month: u32,
    /// And in the calendar year.
    pub in_year: u32,
    /// What this one costs by the item, in 分 (F-3); zero before the fee rules (E-3).
    pub fen: i64,
    /// Reasons may be asked for: a question, as only a person can say what is beyond reason.
    pub finding: Option<Finding>,
}

/// Looks at one applicant's requests by their days of receipt; `on` is the day of the one looked at, and one of them.
/// Per applicant and calendar month, not per thirty days (A-35.1, F-3, trap 12).
#[must_use]
pub fn frequency(received: &[Date], on: Date, settings: &Settings) -> Frequency {
    let until = received.iter().filter(|day| **day <= on);
    let (mut in_month, mut in_year) = (0, 0);
    for day in until {
        in_year += u32::from(day.year() == on.year());
        in_month += u32::from((day.year(), day.month()) == (on.year(), on.month()));
    }
    let charged = editions::on(&editions::FEES, on).is_some_and(|rules| rules.value);
    let fen = if charged { fee::of_item(in_month) } else { 0 };
    let month = on.month();
    let finding = (in_month >= settings.many_a_month).then(|| {
        Finding::new(Rule::A_35_1, Severity::Question, "applicant", format!("该申请人{month}月已提出{in_month}件申请：是否明显超过合理范围，可以要求说明理由"), format!("{in_month} requests of this applicant in month {month}: beyond reason? Reasons may be asked for"))
    });
    Frequency {
        in_month,
        in_year,
        fen,
        finding,
    }
}
