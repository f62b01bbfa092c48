//! 监督和保障: the fixed dates of the year (law.md 1.10, 2.5, 6).
//!
//! They are dates, not periods: nothing moves them when they fall on a rest day, and 前 includes the day. So the system
//! warns for the last working day on or before (traps 25, 26). Training, inspection and the systems of
//! assessment have no dates; they are records of people and are not computed here.

use jiff::civil::Date;

use crate::{because::Because, calendar::Calendar, rule::Citation, rule::Rule};

/// A date that the year brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Annual {
    /// 部门年度报告: submit and publish by 01-31.
    DepartmentReport,
    /// 行政执法年度统计 by 01-31.
    EnforcementTotals,
    /// 县级政府年度报告 by 02-20, its real date (R-14, trap 26).
    CountyReport,
    /// 设区的市 by 03-10.
    CityReport,
    /// 省, and the outer limit of the 条例 for every government: 03-31.
    ProvinceReport,
}

/// A fixed date: the date itself, and the working day to warn for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    pub date: Date,
    pub warn: Date,
    pub because: Because,
}

impl Annual {
    pub const ALL: [Self; 5] = [
        Self::DepartmentReport,
        Self::EnforcementTotals,
        Self::CountyReport,
        Self::CityReport,
        Self::ProvinceReport,
    ];

    /// The date in a year; the report is on the year before. `None` for a year outside the calendar of dates.
    #[must_use]
    pub fn in_year(self, year: i16, calendar: &Calendar) -> Option<Fixed> {
        let (rule, citation, month, day, zh, en) = match self {
            Self::DepartmentReport => (
                Rule::A_49_1,
                "政府信息公开条例第四十九条第一款",
                1,
                31,
                "向主管部门提交并公布上一年度报告",
                "Submit and publish last year's report",
            ),
            Self::EnforcementTotals => (
                Rule::X_6,
                "国办发〔2018〕118号",
                1,
                31,
                "公布上一年度行政执法总体情况",
                "Publish last year's enforcement totals",
            ),
            Self::CountyReport => (
                Rule::R_14,
                "国办公开办函〔2021〕30号",
                2,
                20,
                "县级政府提交并公布汇总的年度报告",
                "The county submits and publishes its report",
            ),
            Self::CityReport => (
                Rule::R_14,
                "国办公开办函〔2021〕30号",
                3,
                10,
                "设区的市提交并公布汇总的年度报告",
                "The city submits and publishes its report",
            ),
            Self::ProvinceReport => (
                Rule::A_49_2,
                "政府信息公开条例第四十九条第二款",
                3,
                31,
                "政府年度报告公布的最后日期",
                "The outer limit for a government's report",
            ),
        };
        let date = Date::new(year, month, day).ok()?;
        let warn = calendar.last_working_day_by(date);
        Some(Fixed {
            date,
            warn,
            because: Because {
                rule,
                citation: Citation::text(citation),
                from: None,
                days: None,
                to: Some(date),
                zh: zh.into(),
                en: en.into(),
            },
        })
    }
}

/// 《政府信息公开条例》第五十三条: the heads of fault, used as labels of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// 不依法履行政府信息公开职能.
    NotPerforming,
    /// 不及时更新公开内容、指南、目录.
    NotUpdating,
    /// 违反本条例规定的其他情形.
    Other,
}

impl Fault {
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::NotPerforming => "不依法履行政府信息公开职能",
            Self::NotUpdating => "不及时更新公开的政府信息内容、政府信息公开指南和目录",
            Self::Other => "违反本条例规定的其他情形",
        }
    }
}

/// The head under which a finding falls, by its rule; `None` for what is no breach of the 条例 itself, such as a figure of the report.
#[must_use]
pub fn fault(rule: Rule) -> Option<Fault> {
    let updating = ["A-12.", "A-18", "A-26.", "P-11"];
    let performing = [
        "A-17", "A-30", "A-31", "A-33", "A-34", "A-36", "A-37", "A-41", "A-43", "A-45", "A-49",
    ];
    let begins = |heads: &[&str]| heads.iter().any(|head| rule.id().starts_with(head));
    if begins(&updating) {
        Some(Fault::NotUpdating)
    } else if begins(&performing) {
        Some(Fault::NotPerforming)
    } else if rule.id().starts_with("A-") {
        Some(Fault::Other)
    } else {
        None
    }
}
