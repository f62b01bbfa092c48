//! 举证: what the file must hold when the reply is signed (D-17), by outcome.

use super::{Decision, File, finding};
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
};

/// What a prepared decision lacks in itself.
pub(super) fn shape(decision: &Decision) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lacks = |rule, place: &str, zh: &str, en: &str| {
        findings.push(finding(rule, Severity::Error, place, zh.into(), en.into()));
    };
    let empty = |text: &str| text.trim().is_empty();
    let code = decision.code;
    if code.lapse() {
        lacks(
            "A-36.1",
            "code",
            "不再处理不是答复，不需要拟办",
            "A lapse is not an answer and is not prepared as one",
        );
    }
    if code == Code::Part && decision.grounds.is_empty() {
        lacks(
            "A-37",
            "grounds",
            "部分公开应当写明不予公开部分的理由",
            "A partial disclosure names the ground for what is withheld",
        );
    }
    if decision.grounds.iter().any(|ground| !ground.withheld()) {
        lacks(
            "A-37",
            "grounds",
            "不予公开部分的理由只能是第十四条、第十五条、第十六条所列情形",
            "What is withheld rests on Articles 14, 15 or 16 only",
        );
    }
    if code == Code::Part && empty(&decision.withheld) {
        lacks(
            "A-37",
            "withheld",
            "请逐页写明哪些内容不予公开",
            "Say page by page what is withheld",
        );
    }
    if needs_reasons(code) && empty(&decision.reasons) {
        lacks(
            if discretion(code) { "A-16" } else { "A-13" },
            "reasons",
            if discretion(code) {
                "这一情形是“可以不予公开”，请写明为什么这样裁量"
            } else {
                "不提供信息的，应当写明理由"
            },
            if discretion(code) {
                "Here the law leaves a choice: give the reason for using it so"
            } else {
                "Information that is not given needs a reason"
            },
        );
    }
    if code == Code::OpenPub && empty(&decision.place) {
        lacks(
            "A-36.4",
            "place",
            "请写明公开的网址或者确切位置",
            "Give the link or the exact place where it is public",
        );
    }
    if code == Code::OtherOrgan
        && (empty(&decision.other_organ) || empty(&decision.contact))
        && empty(&decision.undetermined)
    {
        lacks(
            "A-36.5",
            "other_organ",
            "请写明负责机关的名称和联系方式，不能确定的写明原因",
            "Name the responsible organ and how to reach it, or say why it cannot be determined",
        );
    }
    if code == Code::Repeat && empty(&decision.earlier) {
        lacks(
            "A-36.3",
            "earlier",
            "请写明本机关以前答复的受理编号",
            "Give the number of the request that this organ answered before",
        );
    }
    findings
}

/// What the file as a whole lacks to carry a decision (D-17, A-36.2).
#[must_use]
pub fn missing(file: &File, decision: &Decision) -> Vec<Finding> {
    let mut findings = shape(decision);
    let mut lacks = |rule, place: &str, zh: &str, en: &str| {
        findings.push(finding(rule, Severity::Error, place, zh.into(), en.into()));
    };
    let rests_on = |code: Code| decision.code == code || decision.grounds.contains(&code);
    if decision.code == Code::None && file.searches == 0 {
        lacks(
            "A-36.2",
            "search_recorded",
            "以信息不存在答复，须有检索记录（地点、人员、检索词、时间）",
            "That the information does not exist rests on a recorded search",
        );
    }
    if rests_on(Code::No3s1s) && file.risks == 0 {
        lacks(
            "D-17",
            "risk_noted",
            "以危及“三安全一稳定”不予公开，须有风险评估说明",
            "Withholding for security or stability rests on a recorded assessment of the risk",
        );
    }
    if rests_on(Code::NoThird) && file.third_parties == 0 {
        lacks(
            "A-15",
            "third_party_asked",
            "以第三方合法权益不予公开，须先书面征求第三方意见",
            "Withholding for a third party rests on having asked it in writing",
        );
    }
    findings
}

/// Every "no" says why; so do the replies that give nothing.
fn needs_reasons(code: Code) -> bool {
    code.withheld()
        || matches!(
            code,
            Code::Part
                | Code::Make
                | Code::Petition
                | Code::Abuse
                | Code::Query
                | Code::Confirm
                | Code::Unclear
                | Code::Other
        )
}

/// 可以不予公开, against 不得公开.
fn discretion(code: Code) -> bool {
    matches!(code, Code::NoInternal | Code::NoProcess | Code::NoCasefile)
}
