//! 答复: whether an outcome fits what happened before it (law.md 1.6, 1.8, 1.9).
//!
//! Acts hold no evidence: the search behind NONE, the live link of OPEN-PUB, the right organ of OTHER-ORGAN and the earlier answer of
//! REPEAT are asked for before signing, by `signing::missing`.

use jiff::civil::Date;

use super::{answer_until, fold::finding, state::State};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// What is wrong with closing the case by this outcome on this day.
pub fn check(
    state: &State,
    on: Date,
    code: Code,
    grounds: &[Code],
    place: &str,
    calendar: &Calendar,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |rule, severity, zh: &str, en: &str| {
        findings.push(finding(rule, severity, place, zh.into(), en.into()));
    };
    if code.lapse() {
        found(
            Rule::A_36_1,
            Severity::Error,
            "不再处理不是答复，应当记为不再处理",
            "A lapse is not an answer; record it as lapsed",
        );
    }
    if code == Code::Part && grounds.is_empty() {
        found(
            Rule::A_37,
            Severity::Warning,
            "部分公开应当说明不予公开部分的理由",
            "A partial disclosure gives the ground for what is withheld",
        );
    }
    if code == Code::Part && grounds.iter().any(|ground| !ground.withheld()) {
        found(
            Rule::A_37,
            Severity::Error,
            "不予公开部分的理由只能是第十四条、第十五条、第十六条所列情形",
            "What is withheld rests on Articles 14, 15 or 16 only",
        );
    }
    if code == Code::Unclear && state.corrections == 0 {
        found(
            Rule::A_30_4,
            Severity::Error,
            "没有经过补正，不能以补正后仍不明确答复",
            "Without a correction round the request cannot be still unclear",
        );
    }
    let silent = state.reasons.is_none()
        && state
            .reasons_asked
            .is_some_and(|(_, until)| until.is_some_and(|until| on > until));
    if code == Code::Abuse && state.reasons != Some(false) && !silent {
        found(
            Rule::A_35_2,
            Severity::Error,
            "申请人的理由尚未被认定为不合理，不能不予处理",
            "The applicant's reasons have not been found unreasonable",
        );
    }
    let third: Vec<_> = state
        .consultations
        .iter()
        .filter(|letter| !letter.organ)
        .collect();
    if code == Code::NoThird && third.is_empty() {
        found(
            Rule::A_32_1,
            Severity::Warning,
            "以保护第三方合法权益为由不予公开，应当书面征求过第三方意见",
            "The third party should have been asked in writing",
        );
    }
    if code == Code::NoThird
        && !third.is_empty()
        && third.iter().all(|letter| letter.consents == Some(true))
    {
        found(
            Rule::A_15,
            Severity::Error,
            "第三方同意公开，不能以保护第三方合法权益为由不予公开",
            "The third party agrees: its interests are no ground to withhold",
        );
    }
    if matches!(code, Code::OpenGive | Code::OpenLater) {
        if third.iter().any(|letter| letter.consents == Some(false)) {
            found(
                Rule::A_32_5,
                Severity::Question,
                "第三方不同意公开：应当认定其理由不合理或者不公开对公共利益造成重大影响，并书面告知第三方",
                "The third party refused: its reasons must be found wanting or the public interest decisive, and it must be told in writing",
            );
        }
        let early = third.iter().any(|letter| {
            letter.answered.is_none()
                && letter
                    .reached
                    .is_none_or(|reached| on <= answer_until(reached, calendar))
        });
        if early {
            found(
                Rule::A_32_2,
                Severity::Warning,
                "第三方15个工作日的答复期限尚未届满",
                "The third party's 15 working days have not ended",
            );
        }
    }
    findings
}
