//! What the law does not allow on a day, and why. One answer for both questions: may it be done now
//! (`allowed`), and was it lawful when it was done (`findings`).

use jiff::civil::Date;

use super::{
    Kind, Settings, Status, clock,
    state::{State, Waiting},
};
use crate::{
    calendar::Calendar,
    editions,
    finding::{Finding, Severity},
    rule::Rule,
};

/// A correction notice must go out by this working day after receipt.
pub const CORRECTION_NOTICE_DAYS: u32 = 7;

/// The kinds of act that the law allows on a day, and why not the others.
pub fn sort(
    state: &State,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> (Vec<Kind>, Vec<(Kind, Finding)>) {
    let mut allowed = Vec::new();
    let mut refusals = Vec::new();
    for kind in Kind::ALL {
        match refusal(kind, state, on, calendar, settings) {
            None => allowed.push(kind),
            Some(finding) => refusals.push((kind, finding)),
        }
    }
    (allowed, refusals)
}

/// Why an act of this kind is not allowed on a day; `None` if it is.
pub fn refusal(
    kind: Kind,
    state: &State,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Finding> {
    let error = |rule, zh: &str, en: &str| Some(finding(rule, Severity::Error, kind, zh, en));
    let warning = |rule, zh: &str, en: &str| Some(finding(rule, Severity::Warning, kind, zh, en));
    let status = state.status();
    if kind == Kind::ReDecided {
        return if status == Status::Closed {
            None
        } else {
            error(
                Rule::R_47,
                "还没有答复，没有可以重新作出的决定",
                "There is no answer yet that could be made anew",
            )
        };
    }
    if status == Status::Closed {
        return error(
            Rule::A_36_1,
            "申请已经办结，不应再有办理动作",
            "The request is closed; no further act belongs to it",
        );
    }
    if state.submitted.is_none() {
        return if kind == Kind::Submitted {
            None
        } else {
            error(
                Rule::A_29_1,
                "没有提交申请的记录",
                "There is no record of a submission",
            )
        };
    }
    if kind == Kind::Submitted {
        return error(
            Rule::A_45,
            "申请已经提交过",
            "The request has been submitted already",
        );
    }
    if kind == Kind::Confirmed {
        return if state.receipt.is_some() {
            warning(
                Rule::A_31_4,
                "该申请已有收到之日，不需要再确认",
                "The request already has a receipt date; no confirmation is needed",
            )
        } else {
            None
        };
    }
    if kind == Kind::Withdrawn {
        return None;
    }
    if status == Status::Unconfirmed {
        return error(
            Rule::A_31_4,
            "双方尚未确认，申请还没有收到之日",
            "Both sides have not confirmed: the request has no receipt date yet",
        );
    }
    let stopped = match status {
        Status::AwaitingCorrection => Some((
            Rule::A_30_2,
            "正在等待申请人补正",
            "The applicant's correction is awaited",
        )),
        Status::AwaitingPayment => Some((
            Rule::F_8,
            "正在等待申请人缴费",
            "The applicant's payment is awaited",
        )),
        _ => None,
    };
    if let Some((rule, zh, en)) = stopped {
        match kind {
            Kind::Answered | Kind::ThirdPartyAsked | Kind::OrganAsked | Kind::ReasonsAsked => {
                return warning(rule, zh, en);
            }
            Kind::CorrectionNoticed | Kind::Extended | Kind::FeeNoticed => {
                return error(rule, zh, en);
            }
            _ => {}
        }
    }
    match kind {
        Kind::CorrectionNoticed => correction(state, on, calendar, settings),
        Kind::Corrected if status != Status::AwaitingCorrection => error(
            Rule::A_30_2,
            "没有告知过补正，答复期限不因此重新计算",
            "No correction was asked for; the period does not start anew",
        ),
        Kind::ReasonsAsked if state.reasons_asked.is_some() => error(
            Rule::A_35_1,
            "已经要求过说明理由",
            "Reasons have been asked for already",
        ),
        Kind::ReasonsGiven if state.reasons_asked.is_none() || state.reasons.is_some() => error(
            Rule::A_35_1,
            "没有正在等待的理由说明",
            "No reasons are awaited",
        ),
        Kind::ThirdPartyReached | Kind::OrganReached => {
            let organ = kind == Kind::OrganReached;
            let sent = state
                .outstanding(organ)
                .any(|letter| letter.reached.is_none());
            if sent { None } else { unasked(organ, kind) }
        }
        Kind::ThirdPartyAnswered | Kind::OrganAnswered => {
            let organ = kind == Kind::OrganAnswered;
            let sent = state.outstanding(organ).next().is_some();
            if sent { None } else { unasked(organ, kind) }
        }
        Kind::Extended => extension(state, on, calendar, settings),
        Kind::FeeNoticed => fee_notice(state, on, calendar, settings),
        Kind::FeePaid if status != Status::AwaitingPayment => error(
            Rule::F_8,
            "没有发出过收费通知，答复期限不因此重新计算",
            "No fee was asked for; the period does not start anew",
        ),
        Kind::Lapsed => lapse(state, on),
        _ => None,
    }
}

/// 《政府信息公开条例》第三十条: within 7 working days of the first receipt (trap 6), once.
fn correction(
    state: &State,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Finding> {
    let kind = Kind::CorrectionNoticed;
    let last = calendar.working_day_after(state.receipt?, CORRECTION_NOTICE_DAYS);
    if state.corrections >= settings.correction_rounds {
        return Some(finding(
            Rule::A_30_4,
            Severity::Warning,
            kind,
            "补正告知原则上只有一次",
            "In principle there is one correction round only",
        ));
    }
    (on > last).then(|| {
        finding(
            Rule::A_30_5,
            Severity::Error,
            kind,
            &format!("补正告知应当在收到申请之日起7个工作日内作出（{last}）"),
            &format!("A correction is asked for within 7 working days of receipt ({last})"),
        )
    })
}

/// 《政府信息公开条例》第三十三条第二款: once, before the running period ends (A-33.3, trap 7).
fn extension(state: &State, on: Date, calendar: &Calendar, settings: &Settings) -> Option<Finding> {
    if state.extension.is_some() {
        return Some(finding(
            Rule::A_33_3,
            Severity::Error,
            Kind::Extended,
            "只能延长一次",
            "There is one extension only",
        ));
    }
    let due = clock::due(state, on, calendar, settings)?;
    (on > due).then(|| {
        finding(
            Rule::A_33_3,
            Severity::Error,
            Kind::Extended,
            &format!("期限已于{due}届满，不能再延长"),
            &format!("The period ended on {due}; it can no longer be extended"),
        )
    })
}

/// 国办函〔2020〕109号: since 2021 (E-3), within the answer period (F-7), one notice a request (F-1).
fn fee_notice(
    state: &State,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Finding> {
    let kind = Kind::FeeNoticed;
    if !editions::on(&editions::FEES, on).is_some_and(|rules| rules.value) {
        return Some(finding(
            Rule::E_3,
            Severity::Error,
            kind,
            "信息处理费管理办法尚未施行，不得收费",
            "The fee rules are not yet in force: nothing may be charged",
        ));
    }
    if state.fee_noticed {
        return Some(finding(
            Rule::F_1,
            Severity::Error,
            kind,
            "已经发出过收费通知",
            "A fee notice has been sent already",
        ));
    }
    let due = clock::due(state, on, calendar, settings)?;
    (on > due).then(|| {
        finding(
            Rule::F_7,
            Severity::Error,
            kind,
            &format!("收费通知应当在答复期限内发出（{due}）"),
            &format!("A fee notice goes out within the answer period ({due})"),
        )
    })
}

/// 不再处理 needs a period that has run out (A-30.3, F-8).
fn lapse(state: &State, on: Date) -> Option<Finding> {
    let (rule, until) = match &state.waiting {
        Some(Waiting::Correction(term)) => (Rule::A_30_3, term.until),
        Some(Waiting::Payment(term)) => (Rule::F_8, term.until),
        _ => {
            return Some(finding(
                Rule::A_36_1,
                Severity::Error,
                Kind::Lapsed,
                "没有等待补正或者缴费，不能不再处理",
                "Neither a correction nor a payment is awaited",
            ));
        }
    };
    match until {
        Some(until) if on > until => None,
        Some(until) => Some(finding(
            rule,
            Severity::Error,
            Kind::Lapsed,
            &format!("期限至{until}届满，在此之前不能不再处理"),
            &format!("The period runs until {until}"),
        )),
        None => Some(finding(
            rule,
            Severity::Error,
            Kind::Lapsed,
            "没有记录申请人收到通知之日或者所给期限，期限还没有开始",
            "The day the applicant got the notice, or the period given, is not recorded: no period has started",
        )),
    }
}

fn unasked(organ: bool, kind: Kind) -> Option<Finding> {
    let (rule, zh, en) = if organ {
        (
            Rule::A_34,
            "没有等待答复的征求意见书（共同制作机关）",
            "No letter to a co-producing organ is outstanding",
        )
    } else {
        (
            Rule::A_32_1,
            "没有等待答复的征求意见书（第三方）",
            "No letter to a third party is outstanding",
        )
    };
    Some(finding(rule, Severity::Error, kind, zh, en))
}

fn finding(rule: Rule, severity: Severity, kind: Kind, zh: &str, en: &str) -> Finding {
    Finding {
        id: rule,
        severity,
        place: kind.as_str().into(),
        zh: zh.into(),
        en: en.into(),
        left: None,
        right: None,
        because: rule.citation(),
    }
}
