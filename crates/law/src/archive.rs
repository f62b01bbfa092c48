//! 归档: what the file of a request holds, how long it is kept, how it is numbered, when it moves (law.md 12).
//!
//! Scope and retention are approved by the local 档案主管部门 and decide (Z-2); what follows is the default where no local table says
//! otherwise. Packaging (Z-13 to Z-15) belongs to `documents`.

mod paper;
mod reference;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

pub use paper::{CaseFacts, Paper, catalogue, lacking};
pub use reference::Reference;

/// 保管期限 (国家档案局令第8号; Z-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// 定期10年.
    Years10,
    /// 定期30年.
    Years30,
    /// 永久.
    Permanent,
}

impl Keeping {
    pub const ALL: [Self; 3] = [Self::Years10, Self::Years30, Self::Permanent];

    /// The code in a 档号 (Z-10).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Years10 => "D10",
            Self::Years30 => "D30",
            Self::Permanent => "Y",
        }
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Years10 => "定期10年",
            Self::Years30 => "定期30年",
            Self::Permanent => "永久",
        }
    }

    /// Years; `None` for ever.
    #[must_use]
    pub fn years(self) -> Option<i16> {
        match self {
            Self::Years10 => Some(10),
            Self::Years30 => Some(30),
            Self::Permanent => None,
        }
    }
}

/// What no national table names (Z-8): defaults that the local table replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Request files with 复议 or 诉讼, or that end in a refusal.
    pub contested: Keeping,
    /// Other request files.
    pub plain: Keeping,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contested: Keeping::Years30,
            plain: Keeping::Years10,
        }
    }
}

/// 《档案法实施条例》第二十条: years until a county's files go to the archive (Z-16).
const TRANSFER_YEARS: i16 = 10;

/// How long a request file is kept (Z-8): longer if it was contested or refused in whole or part.
#[must_use]
pub fn keeping(code: Code, contested: bool, settings: &Settings) -> Keeping {
    if contested || code == Code::Part || code.withheld() {
        settings.contested
    } else {
        settings.plain
    }
}

/// 《档案法实施条例》第二十条: the year from which a file formed in a year is to be transferred (Z-16).
#[must_use]
pub fn transfer_from(formed: i16) -> i16 {
    formed + TRANSFER_YEARS
}

/// 《档案法》第十五条, 法释〔2025〕8号第九条: whether the organ that made a file still answers requests for it: until the transfer term ends, even if the
/// archive keeps it; afterwards the rules of archives apply once it was transferred (Z-16).
#[must_use]
pub fn original_organ_answers(formed: i16, transferred: bool, asked_on: Date) -> bool {
    !transferred || asked_on.year() < transfer_from(formed)
}

/// The first day of appraisal: the day after the retention ends, counted from the year after the file was formed (Z-18).
/// `None` for ever.
#[must_use]
pub fn appraisal_from(formed: i16, keeping: Keeping) -> Option<Date> {
    let year = formed.checked_add(1)?.checked_add(keeping.years()?)?;
    Date::new(year, 1, 1).ok()
}

/// 《档案法》第二十一条, 《档案法实施条例》第二十四条: the end of the retention starts an appraisal, it deletes nothing (Z-18). What speaks against destroying.
#[must_use]
pub fn against_destroying(
    formed: i16,
    keeping: Keeping,
    appraised: bool,
    approved: bool,
    today: Date,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |zh: &str, en: &str| {
        findings.push(Finding::new(
            Rule::Z_18,
            Severity::Error,
            "archive",
            zh.into(),
            en.into(),
        ));
    };
    match appraisal_from(formed, keeping) {
        None => found(
            "永久保管的档案不得销毁",
            "What is kept for ever is not destroyed",
        ),
        Some(first) if today < first => found("保管期限尚未届满", "The retention has not ended"),
        Some(_) => {}
    }
    if !appraised {
        found("未经鉴定不得销毁", "Nothing is destroyed without appraisal");
    }
    if !approved {
        found(
            "未按程序批准、登记不得销毁",
            "Nothing is destroyed without the procedure",
        );
    }
    findings
}

/// The columns of 归档文件目录 (Z-11); the order is from memory of DA/T 22-2015.
pub const CATALOGUE_COLUMNS: [&str; 9] = [
    "序号",
    "档号",
    "文号",
    "责任者",
    "题名",
    "日期",
    "密级",
    "页数",
    "备注",
];

/// The eight digits of a date in the catalogue (Z-11).
#[must_use]
pub fn catalogue_date(on: Date) -> String {
    format!("{:04}{:02}{:02}", on.year(), on.month(), on.day())
}
