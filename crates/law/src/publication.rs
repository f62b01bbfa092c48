//! 主动公开的期限: how long an organ has to publish, to take down, to look again (law.md 1.2, 1.3, 4 to 8).
//!
//! The clock restarts when the information changes: call it with the day of the change. A shorter term in a law
//! or regulation prevails, so a duty below that fits beats `Information`.

use jiff::civil::Date;

use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    rule::Rule,
    term::Term,
};

/// Periods that no national text fixes, with visible defaults.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Months until a withheld item is looked at again.
    pub review_months: i32,
    /// Working days from a document to its explanation (S-12).
    pub explanation_days: u32,
    /// Working days to rectify a record about a person; `correction_days` in older files.
    #[serde(alias = "correction_days")]
    pub rectification_days: u32,
    /// Months after which a column for which no text names a period counts as long not updated (W-13).
    pub long_months: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            review_months: 12,
            explanation_days: 3,
            rectification_days: 20,
            long_months: 12,
        }
    }
}

/// 重大行政决策草案征求意见的期限 (S-10).
const COMMENT_DAYS: i32 = 30;

/// What has to be done by a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// 主动公开，自形成或者变更之日起.
    Information,
    /// 部门预算、决算，自批复之日起.
    Budget,
    /// 中标、成交结果，自确定之日起.
    ProcurementResult,
    /// 政府采购合同，自签订之日起.
    ProcurementContract,
    /// 行政许可、行政处罚决定.
    LicenceOrPenalty,
    /// 其他行政执法决定.
    OtherEnforcement,
    /// 处罚决定被变更、撤销、确认违法或者无效：撤回并说明理由.
    PenaltyUndone,
    /// 不予公开的信息，定期评估.
    ReviewOfWithheld,
    /// 个人信息更正.
    Rectification,
    /// 是否属于国家秘密不明确，报请确定 (S-4).
    SecrecyDoubt,
    /// 重大行政决策草案征求意见 (S-10): the earliest end, not the latest.
    Comments,
    /// 政策解读 (S-12).
    Explanation,
    /// 首页、动态要闻栏目 (W-12, W-13).
    NewsColumn,
    /// 通知公告、政策文件栏目 (W-13).
    DocumentColumn,
}

impl Duty {
    pub const ALL: [Self; 14] = [
        Self::Information,
        Self::Budget,
        Self::ProcurementResult,
        Self::ProcurementContract,
        Self::LicenceOrPenalty,
        Self::OtherEnforcement,
        Self::PenaltyUndone,
        Self::ReviewOfWithheld,
        Self::Rectification,
        Self::SecrecyDoubt,
        Self::Comments,
        Self::Explanation,
        Self::NewsColumn,
        Self::DocumentColumn,
    ];

    /// The period.
    #[must_use]
    pub fn term(self, settings: &Settings) -> Term {
        match self {
            Self::Information | Self::OtherEnforcement => Term::WorkingDays(20),
            Self::Budget => Term::Days(20),
            Self::ProcurementResult | Self::ProcurementContract => Term::WorkingDays(2),
            Self::LicenceOrPenalty => Term::WorkingDays(7),
            Self::PenaltyUndone => Term::WorkingDays(3),
            Self::ReviewOfWithheld => Term::Months(settings.review_months),
            Self::Rectification => Term::WorkingDays(settings.rectification_days),
            Self::SecrecyDoubt => Term::WorkingDays(10),
            Self::Comments => Term::Days(COMMENT_DAYS),
            Self::Explanation => Term::WorkingDays(settings.explanation_days),
            Self::NewsColumn => Term::Days(14),
            Self::DocumentColumn => Term::Months(6),
        }
    }

    /// The last day, counted from the day that sets the duty off.
    #[must_use]
    pub fn last_day(self, from: Date, calendar: &Calendar, settings: &Settings) -> LastDay {
        let rule = self.rule();
        self.term(settings)
            .last_day(rule, rule.citation(), from, calendar)
    }

    /// The rule that sets the period.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Information => Rule::A_26_1,
            Self::Budget => Rule::A_26_2,
            Self::ProcurementResult => Rule::A_26_3,
            Self::ProcurementContract => Rule::A_26_4,
            Self::LicenceOrPenalty => Rule::A_26_5,
            Self::OtherEnforcement => Rule::A_26_6,
            Self::PenaltyUndone => Rule::A_26_7,
            Self::ReviewOfWithheld => Rule::A_18,
            Self::Rectification => Rule::A_41,
            Self::SecrecyDoubt => Rule::S_4,
            Self::Comments => Rule::S_10,
            Self::Explanation => Rule::S_12,
            Self::NewsColumn => Rule::W_12,
            Self::DocumentColumn => Rule::W_13,
        }
    }
}

/// The earliest last day for comments on a draft that was published on this day (S-10).
#[must_use]
pub fn comments_end(published_on: Date) -> Date {
    published_on.saturating_add(jiff::Span::new().days(COMMENT_DAYS))
}

/// 成文日期 ≤ 发布日期 ≤ 今天, and not more than 20 working days between the first two (P-11, A-26.1).
#[must_use]
pub fn dates(made_on: Date, published_on: Date, today: Date, calendar: &Calendar) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |severity, zh: String, en: String, left: Date, right: Date| {
        findings.push(Finding {
            id: Rule::P_11,
            severity,
            place: "published_on".into(),
            zh,
            en,
            left: Some(left.to_string()),
            right: Some(right.to_string()),
            because: Rule::P_11.citation(),
        });
    };
    if published_on < made_on {
        found(
            Severity::Error,
            "发布日期早于成文日期".into(),
            "Published before it was made".into(),
            made_on,
            published_on,
        );
    }
    if published_on > today {
        found(
            Severity::Error,
            "发布日期晚于今天".into(),
            "Published after today".into(),
            published_on,
            today,
        );
    }
    let last = Duty::Information
        .last_day(made_on, calendar, &Settings::default())
        .date();
    if published_on > last {
        let late = calendar.working_days_between(last, published_on).max(1);
        found(
            Severity::Warning,
            format!("公开晚于最后期限{last}，迟{late}个工作日"),
            format!("Published after the last day, {last}: {late} working days late"),
            published_on,
            last,
        );
    }
    findings
}
