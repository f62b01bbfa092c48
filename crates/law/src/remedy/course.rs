//! 复议、诉讼案件的时限: a remedy case has clocks of its own (law.md 9: D-12, D-14).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::period::Period;
use crate::{because::LastDay, calendar::Calendar};

/// 复议程序.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 简易程序: disclosure cases may go it.
    #[default]
    Simple,
    /// 普通程序.
    Ordinary,
}

/// What has happened in a remedy case; the days that have not come are absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    pub procedure: Procedure,
    /// 复议: the copy of the application reached the organ.
    pub copy_reached: Option<Date>,
    /// The organ's written answer and evidence.
    pub answered: Option<Date>,
    /// 复议: accepted.
    pub accepted: Option<Date>,
    /// 复议: the decision was put off by 30 days (普通程序 only).
    pub extended: bool,
    pub decided: Option<Date>,
    /// A judgment that orders disclosure was served.
    pub ordered: Option<Date>,
    /// The organ did what it was ordered.
    pub disclosed: Option<Date>,
}

/// One clock of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub period: Period,
    pub last: LastDay,
    pub done: Option<Date>,
    /// Done after its last day, or not done and the day has passed.
    pub late: bool,
    /// Whether this organ has to do it; the decision is the reviewer's.
    pub ours: bool,
}

/// 《行政复议法》第四十八条、第五十三条、第五十四条、第六十二条, 法释〔2025〕8号第十一条: the answer within 5 working days of the copy (普通程序 10), the
/// decision within 30 days of acceptance (普通程序 60, put off 90), disclosure within 20 working days of the judgment (D-12, D-14).
#[must_use]
pub fn clocks(course: &Course, as_of: Date, calendar: &Calendar) -> Vec<Clock> {
    let (answer, decision) = match (course.procedure, course.extended) {
        (Procedure::Simple, _) => (Period::AnswerSimple, Period::DecisionSimple),
        (Procedure::Ordinary, false) => (Period::AnswerOrdinary, Period::DecisionOrdinary),
        (Procedure::Ordinary, true) => (Period::AnswerOrdinary, Period::DecisionExtended),
    };
    [
        (answer, course.copy_reached, course.answered, true),
        (decision, course.accepted, course.decided, false),
        (Period::CourtOrder, course.ordered, course.disclosed, true),
    ]
    .into_iter()
    .filter_map(|(period, from, done, ours)| {
        let last = period.last_day(from?, calendar);
        let done = done.filter(|on| *on <= as_of);
        let late = done.unwrap_or(as_of) > last.date();
        Some(Clock {
            period,
            last,
            done,
            late,
            ours,
        })
    })
    .collect()
}
