//! What is wrong with a case as it stands on a day, though nobody did anything.

use jiff::civil::Date;

use super::{Settings, fold::finding, state::State};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    rule::Rule,
};

/// What is wrong with the case as it stands on a day, without any act: the last day passed (《政府信息公开条例》第三十三条, A-33.2),
/// nothing confirmed, a letter that nobody knows to have arrived.
pub fn standing(
    state: &State,
    due: Option<Date>,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if state.closed.is_some() {
        return findings;
    }
    if let Some(due) = due.filter(|due| as_of > *due) {
        findings.push(finding(
            Rule::A_33_2,
            Severity::Error,
            "due",
            format!("已超过最后期限{due}"),
            format!("The last day, {due}, has passed"),
        ));
    }
    if let (Some((on, _)), None) = (state.submitted, state.receipt) {
        let last = calendar.working_day_after(on, settings.confirm_within_days);
        if as_of > last {
            findings.push(finding(
                Rule::A_31_4,
                Severity::Warning,
                "confirmed",
                format!("{on}提交的申请至今未确认"),
                format!("Submitted on {on} and still not confirmed"),
            ));
        }
    }
    // Without the day it arrived, a letter is counted from the day it was sent.
    for letter in state
        .consultations
        .iter()
        .filter(|letter| letter.reached.is_none() && letter.answered.is_none())
    {
        let last = calendar.working_day_after(letter.asked, settings.exclusion_cap_days);
        if as_of > last {
            let asked = letter.asked;
            findings.push(finding(
                Rule::A_33_4,
                Severity::Warning,
                "excluded_days",
                format!("{asked}发出的征求意见书没有送达记录，扣除的时间只算到{last}"),
                format!(
                    "The letter of {asked} has no record of arrival: time is excluded up to {last} only"
                ),
            ));
        }
    }
    findings
}
