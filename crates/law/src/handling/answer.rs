//! 答复 rests on a signed decision with the same outcome.

use jiff::civil::Date;

use super::{File, Settings, finding};
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// Why an answer with this outcome may not go out on this day; empty if it may.
/// `lead`: the file of the request that answers for this one, where they are answered together.
#[must_use]
pub fn may_answer(
    file: &File,
    lead: Option<&File>,
    code: Code,
    grounds: &[Code],
    on: Date,
    settings: &Settings,
) -> Vec<Finding> {
    if !settings.sign_before_answer {
        return Vec::new();
    }
    let refused =
        |rule, zh: String, en: String| vec![finding(rule, Severity::Error, "answered", zh, en)];
    let Some(standing) = lead.unwrap_or(file).signed() else {
        return refused(
            Rule::A_45,
            "答复须先拟办、审核并由分管领导签发".into(),
            "An answer is prepared, read and signed before it goes out".into(),
        );
    };
    let decided = &standing.decision;
    if decided.code != code {
        return refused(
            Rule::A_36_1,
            format!("签发的办理结果是“{}”，与答复不一致", decided.code.zh()),
            format!(
                "What was signed is “{}”, not this outcome",
                decided.code.en()
            ),
        );
    }
    let mut signed: Vec<Code> = decided.grounds.clone();
    let mut given: Vec<Code> = grounds.to_vec();
    signed.sort_unstable();
    given.sort_unstable();
    if signed != given {
        return refused(
            Rule::A_36_1,
            "不予公开部分的理由与签发的不一致".into(),
            "The grounds of the withheld part are not those that were signed".into(),
        );
    }
    let last = standing.last_on();
    if on < last {
        return refused(
            Rule::A_45,
            format!("签发日期是{last}，答复不能早于签发"),
            format!("It was signed on {last}; the answer cannot be earlier"),
        );
    }
    Vec::new()
}
