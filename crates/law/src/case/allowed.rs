//! What the law allows to be done next, and why not the rest.

use jiff::civil::Date;

use super::{
    Kind, Settings, Status,
    clock::Running,
    fold::{CORRECTION_NOTICE_DAYS, finding},
    state::{State, Waiting},
};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
};

/// A reason against an act: the rule, in Chinese, in English.
type Why = (&'static str, String, String);

pub fn allowed(
    state: &State,
    running: &Running,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> (Vec<Kind>, Vec<(Kind, Finding)>) {
    let mut allowed = Vec::new();
    let mut refusals = Vec::new();
    for kind in Kind::ALL {
        match why_not(kind, state, running, as_of, calendar, settings) {
            None => allowed.push(kind),
            Some((rule, zh, en)) => {
                refusals.push((kind, finding(rule, Severity::Error, kind.as_str(), zh, en)));
            }
        }
    }
    (allowed, refusals)
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of act reads best in one place")]
fn why_not(
    kind: Kind,
    state: &State,
    running: &Running,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Why> {
    let status = state.status();
    if state.submitted.is_none() {
        return (kind != Kind::Submitted).then(|| why("A-29.1", "还没有提交申请", "Nothing has been submitted yet"));
    }
    if status == Status::Closed {
        return Some(why("A-36.1", "申请已经办结", "The request is closed"));
    }
    if kind == Kind::Submitted {
        return Some(why("A-45", "申请已经提交", "The request has been submitted"));
    }
    if kind == Kind::Withdrawn {
        return None;
    }
    if status == Status::Unconfirmed {
        return (kind != Kind::Confirmed).then(|| {
            why("A-31.4", "双方尚未确认，期限还没有开始", "Both sides have not confirmed; no period has started")
        });
    }
    let stopped = matches!(status, Status::AwaitingCorrection | Status::AwaitingPayment);
    let wait = || match status {
        Status::AwaitingPayment => why("F-8", "正在等待申请人缴费", "Waiting for the applicant to pay"),
        _ => why("A-30.2", "正在等待申请人补正", "Waiting for the applicant's correction"),
    };
    match kind {
        Kind::Confirmed => Some(why("A-31.4", "该申请已有收到之日", "The request already has a receipt date")),
        Kind::CorrectionNoticed => {
            if stopped {
                return Some(wait());
            }
            if state.corrections >= settings.correction_rounds {
                return Some(why("A-30.4", "补正告知原则上只有一次", "In principle there is one correction round only"));
            }
            let last = state.receipt.map(|receipt| calendar.nth_working_day(receipt, CORRECTION_NOTICE_DAYS).date);
            last.filter(|last| as_of > *last).map(|last| {
                ("A-30.1", format!("应当在收到申请后7个工作日内告知补正（{last}）"), format!("A correction is asked for within 7 working days of receipt ({last})"))
            })
        }
        Kind::Corrected => (status != Status::AwaitingCorrection)
            .then(|| why("A-30.2", "没有告知过补正", "No correction was asked for")),
        Kind::ReasonsAsked => {
            if stopped {
                Some(wait())
            } else {
                state.reasons_asked.then(|| why("A-35.1", "已经要求过说明理由", "Reasons have been asked for"))
            }
        }
        Kind::ReasonsGiven => (!state.reasons_asked || state.reasons.is_some())
            .then(|| why("A-35.1", "没有正在等待的理由说明", "No reasons are awaited")),
        Kind::ThirdPartyAsked | Kind::OrganAsked => stopped.then(wait),
        Kind::ThirdPartyReached | Kind::OrganReached => {
            let organ = kind == Kind::OrganReached;
            state
                .letters(organ)
                .all(|letter| letter.reached.is_some())
                .then(|| unasked(organ))
        }
        Kind::ThirdPartyAnswered | Kind::OrganAnswered => {
            let organ = kind == Kind::OrganAnswered;
            state.letters(organ).next().is_none().then(|| unasked(organ))
        }
        Kind::Extended => {
            if stopped {
                return Some(wait());
            }
            if state.extension.is_some() {
                return Some(why("A-33.3", "已经延长过一次", "It has been extended once"));
            }
            running.due.filter(|due| as_of > *due).map(|due| {
                ("A-33.3", format!("期限已于{due}届满，不能再延长"), format!("The period ended on {due}; it can no longer be extended"))
            })
        }
        Kind::FeeNoticed => {
            if stopped {
                return Some(wait());
            }
            if state.fee_noticed {
                return Some(why("F-1", "已经发出过收费通知", "A fee notice has been sent"));
            }
            running.due.filter(|due| as_of > *due).map(|due| {
                ("F-7", format!("收费通知应当在答复期限内发出（{due}）"), format!("A fee notice goes out within the answer period ({due})"))
            })
        }
        Kind::FeePaid => (status != Status::AwaitingPayment)
            .then(|| why("F-8", "没有发出过收费通知", "No fee was asked for")),
        Kind::Answered => stopped.then(wait),
        Kind::Lapsed => match state.waiting {
            Some(Waiting::Correction { until } | Waiting::Payment { until }) => match until {
                Some(until) if as_of > until => None,
                Some(until) => Some((
                    if status == Status::AwaitingPayment { "F-8" } else { "A-30.3" },
                    format!("期限至{until}届满"),
                    format!("The period runs until {until}"),
                )),
                None => Some(why("A-30.3", "尚未记录申请人收到通知之日，期限还没有开始", "The day the applicant got the notice is not recorded; the period has not started")),
            },
            _ => Some(why("A-36.1", "没有等待补正或者缴费", "Neither a correction nor a payment is awaited")),
        },
        Kind::Submitted | Kind::Withdrawn => None,
    }
}

fn unasked(organ: bool) -> Why {
    if organ {
        why("A-34", "没有等待答复的征求意见函（共同制作机关）", "No letter to a co-producing organ is outstanding")
    } else {
        why("A-32.1", "没有等待答复的征求意见书（第三方）", "No letter to a third party is outstanding")
    }
}

fn why(rule: &'static str, zh: &str, en: &str) -> Why {
    (rule, zh.into(), en.into())
}
