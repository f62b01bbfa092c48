//! Why a step is not allowed: one finding a reason, each with its rule (R-10, R-13, R-21, R-22, R-23, R-60, S-7, A-49).

use super::{Past, Stage, Step};
use crate::{
    finding::{Finding, Severity},
    readings::Hand,
    report::FORM_2021,
    rule::Citation,
    rule::Rule,
};

/// What the state machine must know besides the acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// The organ hands its report to one above it; a vertical unit does not.
    pub supervised: bool,
    /// Setting, as no text decides it: a supervised organ publishes what was accepted, not earlier.
    pub needs_acceptance: bool,
    /// The year is over: figures stand as at 12-31.
    pub over: bool,
    /// Identities that fail, and cells nobody filled in.
    pub errors: usize,
    /// Questions of the checks without a reason.
    pub questions: usize,
    /// The numbers or the text are not those that were reviewed or signed off.
    pub changed: bool,
    /// Identities that fail in what the 主管部门 has in hand.
    pub faults: usize,
    /// A reason is given for what is allowed with one only: one person does what three should, in a bureau too small for it
    /// (S-7); a report whose identities fail is accepted.
    pub exception: bool,
}

fn no(id: Rule, because: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Finding {
    Finding {
        id,
        severity: Severity::Error,
        place: "workflow".into(),
        zh: zh.into(),
        en: en.into(),
        left: None,
        right: None,
        because: Citation::text(because),
    }
}

const THREE_PERSONS: &str = "三审三校：起草、审核、签发由三人分别负责";
const LIABLE: &str = "国办公开办函〔2021〕30号；政府信息公开条例第四十七条";
const SUBMIT: &str = "政府信息公开条例第四十九条；国办公开办函〔2021〕30号";

/// Everything that stands against a step; empty where it is allowed.
///
/// - Stage: each step follows from the stage before it.
/// - S-7: who reviews did not draft, who signs off did neither, unless the exception is recorded.
/// - nothing is reviewed or leaves the organ while the year runs, an identity fails, a cell is blank
///   or a question is open.
/// - what leaves is what was signed off.
/// - a wrong report is not accepted without a word: it goes back, or the reason why not is recorded. No text forbids
///   taking it: the unit answers for its numbers, the 主管部门 for having seen them.
#[must_use]
pub fn refusals(past: &Past, step: Step, by: &str, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    stage(past, step, facts, &mut found);
    if matches!(step, Step::Review | Step::Sign) && !facts.exception {
        persons(past, step, by, &mut found);
    }
    if matches!(
        step,
        Step::Review | Step::Sign | Step::Submit | Step::Publish
    ) {
        content(facts, &mut found);
    }
    if step == Step::Accept && facts.faults > 0 && !facts.exception && found.is_empty() {
        found.push(unexplained(facts.faults));
    }
    if matches!(step, Step::Sign | Step::Submit | Step::Publish)
        && facts.changed
        && found.is_empty()
    {
        found.push(no(
            Rule::R_61,
            FORM_2021,
            "审核以后数据或者文字又有变化，请重新保存并送审",
            "The figures or the text have changed since the review: save and have it reviewed again",
        ));
    }
    found
}

fn stage(past: &Past, step: Step, facts: &Facts, found: &mut Vec<Finding>) {
    use Stage::{Accepted, Drafted, Open, Published, Returned, Reviewed, Signed, Submitted};
    let from: &[Stage] = match step {
        Step::Draft | Step::Answer => &[Open, Drafted, Reviewed, Signed, Returned],
        Step::Review => &[Drafted],
        Step::SendBack => &[Drafted, Reviewed, Signed],
        Step::Sign => &[Reviewed],
        Step::Submit => &[Signed],
        Step::Receive => &[Open, Drafted, Submitted, Returned],
        Step::Return | Step::Accept => &[Submitted],
        Step::Publish if facts.supervised && facts.needs_acceptance => &[Accepted],
        Step::Publish => &[Signed, Submitted, Accepted],
        Step::Reopen => &[Accepted, Published],
        Step::Chase => &[Open, Drafted, Reviewed, Signed, Returned],
        Step::Adopt => &[Open, Drafted],
    };
    if matches!(
        step,
        Step::Submit | Step::Receive | Step::Return | Step::Accept | Step::Chase
    ) && !facts.supervised
    {
        found.push(no(
            Rule::R_13,
            FORM_2021,
            "本机关没有需要向其报送的上级主管部门（或者属垂直管理），直接公布即可",
            "This organ hands its report to nobody in this installation (or is of a vertical system): it publishes",
        ));
        return;
    }
    if from.contains(&past.stage) {
        return;
    }
    let (zh, en) = match (past.stage, step) {
        (Submitted | Accepted, Step::Draft | Step::Answer) => (
            "报告已报送，修改须先由主管部门退回".to_string(),
            "The report is with the supervisor: it has to be returned before it can be changed"
                .to_string(),
        ),
        (Published, Step::Draft | Step::Answer | Step::Review | Step::Sign | Step::Submit) => (
            "报告已公布，修改须先启动更正".into(),
            "The report is published: open a further edition first".into(),
        ),
        (_, Step::Adopt) => (
            "这一年的报告已在系统中办理，不能补录".into(),
            "This year's report is already in work here and cannot be taken over from a file"
                .into(),
        ),
        _ => (
            format!(
                "现在是“{}”，不能{}；须先{}",
                past.stage.zh(),
                step.zh(),
                from.iter()
                    .map(|stage| stage.zh())
                    .collect::<Vec<_>>()
                    .join("或者")
            ),
            format!(
                "The report is {}; to {} it has to be {}",
                past.stage.en(),
                step.en(),
                from.iter()
                    .map(|stage| stage.en())
                    .collect::<Vec<_>>()
                    .join(" or ")
            ),
        ),
    };
    found.push(no(Rule::R_10, SUBMIT, zh, en));
}

fn persons(past: &Past, step: Step, by: &str, found: &mut Vec<Finding>) {
    for hand in past.course.hands(by) {
        let (zh, en) = match (step, hand) {
            (Step::Sign, Hand::Wrote) => {
                ("签发人不能是起草人", "Who signs off cannot be who drafted")
            }
            (_, Hand::Wrote) => ("审核人不能是起草人", "Who reviews cannot be who drafted"),
            (Step::Sign, Hand::Read(_)) => {
                ("签发人不能是审核人", "Who signs off cannot be who reviewed")
            }
            (_, Hand::Read(_)) => continue,
        };
        found.push(no(Rule::S_7, THREE_PERSONS, zh, en));
    }
}

fn unexplained(faults: usize) -> Finding {
    Finding {
        place: "note".into(),
        ..no(
            Rule::R_60,
            LIABLE,
            format!(
                "报来的数据有{faults}处勾稽关系不成立：请退回修改；确需接收的，在“意见”中写明理由"
            ),
            format!(
                "{faults} identities fail in what was handed in: return it, or give the reason for accepting it in the opinion"
            ),
        )
    }
}

fn content(facts: &Facts, found: &mut Vec<Finding>) {
    if !facts.over {
        found.push(no(
            Rule::R_21,
            FORM_2021,
            "这一年还没有结束，数据以12月31日为准，次年1月1日以后才能送审和公布",
            "The year is not over: the figures stand as at 31 December, so it is reviewed and published after that",
        ));
    }
    if facts.errors > 0 {
        let count = facts.errors;
        found.push(no(
            Rule::R_34,
            FORM_2021,
            format!("有{count}处不成立的勾稽关系或者空白，先改正"),
            format!("{count} identities fail or cells are blank: mend them first"),
        ));
    }
    if facts.questions > 0 {
        let count = facts.questions;
        found.push(no(
            Rule::R_23,
            FORM_2021,
            format!("有{count}个问题还没有说明原因"),
            format!("{count} questions have no reason yet"),
        ));
    }
}
