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

/// What a request says of who made it; empty where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker<'a> {
    /// 身份证明, or a mark of it.
    pub identity: &'a str,
    pub telephone: &'a str,
}

/// Whose a request is, seen from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    SameApplicant,
    /// Another proof of identity, or none, with the same telephone: perhaps one family, one agent, one person. A question.
    SameTelephone,
    Another,
}

/// Same applicant is same proof of identity; a shared telephone alone is a question, never a count (F-3).
#[must_use]
pub fn whose(one: Maker<'_>, other: Maker<'_>) -> Whose {
    let same = |left: &str, right: &str| !left.is_empty() && left == right;
    if same(one.identity, other.identity) {
        Whose::SameApplicant
    } else if same(one.telephone, other.telephone) {
        Whose::SameTelephone
    } else {
        Whose::Another
    }
}

/// The question that requests under the same telephone and another proof of identity put (F-3); none where there are none.
#[must_use]
pub fn same_telephone(count: usize) -> Option<Finding> {
    (count > 0).then(|| {
        Finding::new(
            Rule::F_3,
            Severity::Question,
            "applicant",
            format!("另有{count}件申请留有相同的联系电话，但身份证明不同，没有计入该申请人的件数：是否同一申请人，请核实"),
            format!("{count} more requests name the same telephone and another proof of identity; they are not counted: the same applicant?"),
        )
    })
}

/// One applicant's requests in the calendar month of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InMonth {
    /// Which of the requests given are of that month, in the order in which they count: by receipt, then by number.
    pub order: Vec<usize>,
    /// Which of them the one looked at is, from 1.
    pub place: u32,
    /// What it costs by the item, in 分; zero before the fee rules (F-3, E-3).
    pub fen: i64,
}

/// 按件计收 by calendar month, in order of receipt (F-3, trap 12). `requests`: day of receipt and number of each; `this` is one of them.
#[must_use]
pub fn in_month(requests: &[(Date, &str)], this: (Date, &str)) -> InMonth {
    let month = |on: Date| (on.year(), on.month());
    let mut order: Vec<usize> = (0..requests.len())
        .filter(|at| month(requests[*at].0) == month(this.0))
        .collect();
    order.sort_by_key(|at| requests[*at]);
    let before = order.iter().position(|at| requests[*at] == this);
    let place = u32::try_from(before.unwrap_or_default() + 1).unwrap_or(u32::MAX);
    InMonth {
        order,
        place,
        fen: fee_of(this.0, place),
    }
}

/// What the k-th request of a month costs on a day; nothing before the fee rules (E-3, F-3).
fn fee_of(on: Date, k: u32) -> i64 {
    let charged = editions::on(&editions::FEES, on).is_some_and(|rules| rules.value);
    if charged { fee::of_item(k) } else { 0 }
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
    let fen = fee_of(on, in_month);
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
