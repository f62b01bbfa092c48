//! What may follow on what in a case of 复议 or 诉讼 as it is recorded (D-12, D-14, R-52, R-53).

use jiff::civil::Date;

use crate::{
    finding::{Finding, Severity},
    report::{Outcome4, Track},
    rule::Rule,
};

/// A case as its record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    pub track: Track,
    pub opened_on: Date,
    /// The copy of the application has come.
    pub copied: bool,
    pub answered: bool,
    pub closed: bool,
    /// Something was ordered that is to be done.
    pub ordered: bool,
    pub complied: bool,
}

/// One more step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Copied,
    Answered,
    Extended,
    Closed(Outcome4),
    Complied,
}

/// A case about a request is no older than the request. `submitted_on` of the request; `None`: there is no such request.
#[must_use]
pub fn against_opening(on: Date, submitted_on: Option<Date>) -> Option<Finding> {
    match submitted_on {
        None => wrong(
            Rule::R_52,
            "request",
            "没有这件申请",
            "There is no such request",
        ),
        Some(submitted_on) if on < submitted_on => wrong(
            Rule::R_52,
            "on",
            "立案日期不能早于申请提交日期",
            "A case cannot be older than the request it is about",
        ),
        Some(_) => None,
    }
}

/// What is said against a step on a day; `place` is `on`, `step` or `result` (D-12, D-14, R-53).
#[must_use]
pub fn against_step(case: &Recorded, step: Step, on: Date) -> Vec<Finding> {
    let early = (on < case.opened_on)
        .then(|| {
            wrong(
                Rule::R_53,
                "on",
                "日期不能早于立案日期",
                "The date cannot be before the case was opened",
            )
        })
        .flatten();
    early.into_iter().chain(out_of_order(case, step)).collect()
}

fn out_of_order(case: &Recorded, step: Step) -> Option<Finding> {
    match step {
        Step::Closed(Outcome4::Pending) => {
            wrong(Rule::R_53, "result", "请选择审结结果", "Choose a result")
        }
        Step::Copied | Step::Extended if case.track != Track::Review => wrong(
            Rule::D_12,
            "step",
            "简易、普通程序和延长审理是行政复议的",
            "Simple and ordinary procedure and extension belong to a review",
        ),
        Step::Copied if case.copied => wrong(
            Rule::D_12,
            "step",
            "已经登记收到副本的日期",
            "The day the copy came is on record",
        ),
        Step::Answered if case.answered => wrong(
            Rule::D_12,
            "step",
            "已经登记提交答复",
            "The answer is on record",
        ),
        Step::Copied | Step::Answered | Step::Extended | Step::Closed(_) if case.closed => {
            wrong(Rule::R_53, "step", "案件已经审结", "The case has ended")
        }
        Step::Complied if !case.ordered || case.complied => wrong(
            Rule::D_14,
            "step",
            "没有等待履行的决定或者判决",
            "There is no order waiting to be carried out",
        ),
        _ => None,
    }
}

fn wrong(rule: Rule, place: &str, zh: &str, en: &str) -> Option<Finding> {
    Some(Finding::new(
        rule,
        Severity::Error,
        place,
        zh.into(),
        en.into(),
    ))
}
