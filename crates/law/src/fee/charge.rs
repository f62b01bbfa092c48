//! Choosing the way and applying it to one request (law.md 3: F-1, F-5, F-6; E-3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Fee, Step, by_pages, of_item};
use crate::{
    editions,
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// 按件 or 按量: one for each request, never both (F-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Way {
    /// 按件: which item of the applicant's calendar month it is (F-3).
    Items { in_month: u32 },
    /// 按量: sides up to A4 of this request alone (F-4, F-5).
    Pages { pages: u32 },
}

impl Way {
    /// The fee of one request (F-3, F-4).
    #[must_use]
    pub fn fee(self) -> Fee {
        match self {
            Self::Pages { pages } => by_pages(pages),
            Self::Items { in_month } => {
                let fen = of_item(in_month);
                Fee {
                    fen,
                    steps: vec![Step {
                        from: in_month,
                        to: in_month,
                        count: 1,
                        each_fen: fen,
                        fen,
                    }],
                }
            }
        }
    }
}

/// What the law says against charging a request this way, by the day of the notice: before 2021-01-01 nothing may be charged (E-3);
/// 按量 does not fit where the applicant is only told where to find what is public (第三十六条第（一）项、第（二）项; F-6), nor where nothing
/// is supplied; 按件 fits every outcome (F-2). `None`: it may be charged.
#[must_use]
pub fn against_charging(way: Way, code: Option<Code>, noticed_on: Date) -> Option<Finding> {
    let refused = |rule, zh: &str, en: &str| {
        Some(Finding::new(
            rule,
            Severity::Error,
            "fee",
            zh.into(),
            en.into(),
        ))
    };
    if !editions::on(&editions::FEES, noticed_on).is_some_and(|rules| rules.value) {
        return refused(
            Rule::E_3,
            "信息处理费管理办法尚未施行，不得收费",
            "The fee rules are not yet in force: nothing may be charged",
        );
    }
    let supplied = code.is_none_or(|code| matches!(code, Code::OpenGive | Code::Part));
    if matches!(way, Way::Pages { .. }) && !supplied {
        return refused(
            Rule::F_6,
            "只告知获取方式或者没有提供信息的，不适用按量计收",
            "By the page only where information is supplied",
        );
    }
    None
}
