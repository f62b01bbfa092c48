//! From acts, in order, to the state of the case; what the law did not allow is named, never cured.

use jiff::civil::Date;

use super::{
    Act, Channel, Event, Settings, citation, clock,
    state::{Consultation, Extension, Start, State, Waiting},
};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    outcome::Code,
};

/// A correction notice must go out by this working day after receipt.
pub const CORRECTION_NOTICE_DAYS: u32 = 7;
/// A fee must be paid by this working day after the notice was received (F-8).
pub const PAYMENT_DAYS: u32 = 20;

pub fn fold(acts: &[&Act], calendar: &Calendar, settings: &Settings) -> State {
    let mut state = State::default();
    for act in acts {
        apply(&mut state, act, calendar, settings);
    }
    state
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of act reads best in one place")]
fn apply(state: &mut State, act: &Act, calendar: &Calendar, settings: &Settings) {
    let on = act.on;
    let place = format!("{}@{on}", act.event.kind().as_str());
    let mut found = |rule: &'static str, severity, zh: String, en: String| {
        state.findings.push(finding(rule, severity, &place, zh, en));
    };
    if state.closed.is_some() {
        found("A-36.1", Severity::Error, "申请已经办结，不应再有办理动作".into(), "The request is closed; no further act belongs to it".into());
        return;
    }
    if state.submitted.is_none() && !matches!(act.event, Event::Submitted { .. }) {
        found("A-29.1", Severity::Error, "没有提交申请的记录".into(), "There is no record of a submission before this act".into());
    }
    let received = state.receipt.is_some();
    let needs_receipt = !matches!(act.event, Event::Submitted { .. } | Event::Confirmed | Event::Withdrawn);
    if needs_receipt && !received && state.submitted.is_some() {
        found("A-31.4", Severity::Error, "双方尚未确认，申请还没有收到之日".into(), "Both sides have not confirmed: the request has no receipt date yet".into());
    }
    match &act.event {
        Event::Submitted { channel, applicant } => {
            if state.submitted.is_some() {
                found("A-45", Severity::Error, "申请提交了两次".into(), "The request was submitted twice".into());
                return;
            }
            state.submitted = Some((on, *channel));
            state.applicant = *applicant;
            if matches!(channel, Channel::Counter | Channel::RegisteredMail) {
                state.receipt = Some(on);
                state.start = Some((on, Start::Receipt));
            }
        }
        Event::Confirmed => {
            if received {
                found("A-31.4", Severity::Warning, "该申请已有收到之日，不需要再确认".into(), "The request already has a receipt date; no confirmation is needed".into());
                return;
            }
            state.receipt = Some(on);
            state.start = Some((on, Start::Receipt));
        }
        Event::CorrectionNoticed { days, reached } => {
            let last = state.receipt.map(|receipt| calendar.nth_working_day(receipt, CORRECTION_NOTICE_DAYS).date);
            if let Some(last) = last.filter(|last| on > *last && state.corrections == 0) {
                found("A-30.5", Severity::Error, format!("补正告知晚于收到申请后第7个工作日（{last}）"), format!("The correction notice is later than the 7th working day after receipt ({last})"));
            }
            if state.corrections >= settings.correction_rounds {
                found("A-30.4", Severity::Warning, "补正告知原则上只有一次".into(), "In principle there is one correction round only".into());
            }
            if *days > settings.longest_correction_days {
                found("A-30.4", Severity::Warning, format!("补正期限一般不超过{}个工作日", settings.longest_correction_days), format!("A correction period is normally not over {} working days", settings.longest_correction_days));
            }
            state.corrections += 1;
            let until = reached.map(|reached| calendar.nth_working_day(reached, *days).date);
            state.waiting = Some(Waiting::Correction { until });
        }
        Event::Corrected => {
            match state.waiting {
                Some(Waiting::Correction { until: Some(until) }) if on > until => {
                    found("A-30.3", Severity::Warning, format!("补正晚于期限（{until}），继续办理应有正当理由"), format!("Corrected after the period ({until}): going on needs a good reason"));
                }
                Some(Waiting::Correction { .. }) => {}
                _ => found("A-30.2", Severity::Error, "没有告知过补正".into(), "No correction was asked for".into()),
            }
            if received {
                state.restart(on, Start::Correction);
            }
        }
        Event::ReasonsAsked { .. } => {
            state.reasons_asked = true;
            if state.waiting.is_none() {
                state.waiting = Some(Waiting::Reasons);
            }
        }
        Event::ReasonsGiven { reasonable, answer_by } => {
            if !state.reasons_asked {
                found("A-35.1", Severity::Error, "没有要求过说明理由".into(), "No reasons were asked for".into());
            }
            state.reasons = Some(*reasonable);
            if *reasonable {
                state.answer_by = *answer_by;
            }
            if state.waiting == Some(Waiting::Reasons) {
                state.waiting = None;
            }
        }
        Event::ThirdPartyAsked { reference } => ask(state, false, reference, on),
        Event::OrganAsked { reference } => ask(state, true, reference, on),
        Event::ThirdPartyReached { reference } => reach(state, false, reference, on, &place),
        Event::OrganReached { reference } => reach(state, true, reference, on, &place),
        Event::ThirdPartyAnswered { reference, .. } => answer(state, false, reference, on, &place),
        Event::OrganAnswered { reference, .. } => answer(state, true, reference, on, &place),
        Event::Extended { days, consented, noticed } => {
            extend(state, on, *days, (*consented, *noticed), &place, calendar, settings);
        }
        Event::FeeNoticed { reached, .. } => {
            let due = clock::run(state, on, calendar, settings).due;
            if let Some(due) = due.filter(|due| on > *due) {
                state.findings.push(finding("F-7", Severity::Error, &place, format!("收费通知应当在答复期限内发出（{due}）"), format!("A fee notice goes out within the answer period ({due})")));
            }
            state.fee_noticed = true;
            let until = reached.map(|reached| calendar.nth_working_day(reached, PAYMENT_DAYS).date);
            state.waiting = Some(Waiting::Payment { until });
        }
        Event::FeePaid => {
            if !matches!(state.waiting, Some(Waiting::Payment { .. })) {
                found("F-8", Severity::Error, "没有发出过收费通知".into(), "No fee was asked for".into());
            }
            if received {
                state.restart(on, Start::Payment);
            }
        }
        Event::Answered { code, grounds, .. } => close(state, on, *code, grounds, &place, calendar, settings),
        Event::Withdrawn => state.closed = Some((on, Code::Other)),
        Event::Lapsed { code } => lapse(state, on, *code, &place),
    }
}

fn ask(state: &mut State, organ: bool, reference: &str, on: Date) {
    state.consultations.push(Consultation {
        organ,
        reference: reference.into(),
        asked: on,
        reached: None,
        answered: None,
    });
}

fn letter<'a>(state: &'a mut State, organ: bool, reference: &str) -> Option<&'a mut Consultation> {
    state
        .consultations
        .iter_mut()
        .find(|letter| letter.organ == organ && letter.reference == reference && letter.answered.is_none())
}

fn reach(state: &mut State, organ: bool, reference: &str, on: Date, place: &str) {
    match letter(state, organ, reference) {
        Some(letter) => letter.reached = Some(on),
        None => state.findings.push(unasked(organ, place)),
    }
}

fn answer(state: &mut State, organ: bool, reference: &str, on: Date, place: &str) {
    match letter(state, organ, reference) {
        Some(letter) => letter.answered = Some(on),
        None => state.findings.push(unasked(organ, place)),
    }
}

fn unasked(organ: bool, place: &str) -> Finding {
    let rule = if organ { "A-34" } else { "A-32.1" };
    finding(rule, Severity::Error, place, "没有向其征求过意见".into(), "This party was not asked".into())
}

/// Consent and notice must both fall before the running period ends; once; at most the ordinary period (A-33.3, trap 7).
fn extend(
    state: &mut State,
    on: Date,
    days: u32,
    (consented, noticed): (Option<Date>, Option<Date>),
    place: &str,
    calendar: &Calendar,
    settings: &Settings,
) {
    let most = state.receipt.map_or(20, |receipt| clock::period(receipt).0);
    let effective = consented.max(noticed).unwrap_or(on).max(on);
    let due = clock::run(state, effective, calendar, settings).due;
    let mut granted = days.min(most);
    let mut found = |zh: String, en: String| {
        state.findings.push(finding("A-33.3", Severity::Error, place, zh, en));
    };
    if days > most {
        found(format!("延长答复的期限最长不得超过{most}个工作日"), format!("An extension is at most {most} working days"));
    }
    if consented.is_none() {
        found("延长答复应当经政府信息公开工作机构负责人同意".into(), "An extension needs the consent of the head of the disclosure unit".into());
        granted = 0;
    }
    if noticed.is_none() {
        found("延长答复应当告知申请人".into(), "The applicant must be told of an extension".into());
        granted = 0;
    }
    match due {
        Some(due) if effective > due => {
            found(format!("延期应当在期限届满前同意并告知（{due}）"), format!("Consent and notice must come before the period ends ({due})"));
            granted = 0;
        }
        None => {
            found("期限没有在计算，不能延长".into(), "No period is running that could be extended".into());
            granted = 0;
        }
        Some(_) => {}
    }
    if state.extension.is_some() {
        state.findings.push(finding("A-33.3", Severity::Error, place, "只能延长一次".into(), "There is one extension only".into()));
        return;
    }
    state.extension = Some(Extension { on, granted });
}

fn close(
    state: &mut State,
    on: Date,
    code: Code,
    grounds: &[Code],
    place: &str,
    calendar: &Calendar,
    settings: &Settings,
) {
    let due = clock::run(state, on, calendar, settings).due;
    let mut found = |rule, severity, zh: String, en: String| {
        state.findings.push(finding(rule, severity, place, zh, en));
    };
    if let Some(due) = due.filter(|due| on > *due) {
        found("A-33.2", Severity::Error, format!("答复晚于最后期限{due}"), format!("Answered after the last day, {due}"));
    }
    if code.lapse() {
        found("A-36.1", Severity::Error, "不再处理不是答复，应记为终止办理".into(), "A lapse is not an answer; record it as lapsed".into());
    }
    if code == Code::Part && grounds.is_empty() {
        found("A-37", Severity::Warning, "部分公开应当说明不予公开部分的理由".into(), "A partial disclosure gives the ground for what is withheld".into());
    }
    if code == Code::Unclear && state.corrections == 0 {
        found("A-30.4", Severity::Error, "没有经过补正，不能以补正后仍不明确答复".into(), "Without a correction round the request cannot be still unclear".into());
    }
    if code == Code::Abuse && state.reasons != Some(false) {
        found("A-35.2", Severity::Error, "申请人的理由尚未被认定为不合理，不能不予处理".into(), "The applicant's reasons have not been found unreasonable".into());
    }
    if code == Code::NoThird && !state.consultations.iter().any(|letter| !letter.organ) {
        found("A-32.1", Severity::Warning, "以保护第三方合法权益为由不予公开，应当书面征求过第三方意见".into(), "The third party should have been asked in writing".into());
    }
    state.closed = Some((on, code));
}

fn lapse(state: &mut State, on: Date, code: Code, place: &str) {
    let (rule, until) = match (code, state.waiting) {
        (Code::LapseCorr, Some(Waiting::Correction { until })) => ("A-30.3", until),
        (Code::LapseFee, Some(Waiting::Payment { until })) => ("F-8", until),
        _ => {
            let zh = "没有等待补正或者缴费，不能不再处理".into();
            let en = "Neither a correction nor a payment was awaited".into();
            state.findings.push(finding("A-36.1", Severity::Error, place, zh, en));
            state.closed = Some((on, code));
            return;
        }
    };
    if until.is_none_or(|until| on <= until) {
        let last = until.map_or_else(|| "—".into(), |until| until.to_string());
        let zh = format!("期限尚未届满（{last}），不能不再处理");
        let en = format!("The period has not ended ({last})");
        state.findings.push(finding(rule, Severity::Error, place, zh, en));
    }
    state.closed = Some((on, code));
}

/// What is wrong with the case as it stands on a day, without any act.
pub fn standing(
    state: &State,
    running: &clock::Running,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if state.closed.is_some() {
        return findings;
    }
    if let Some(due) = running.due.filter(|due| as_of > *due) {
        findings.push(finding("A-33.2", Severity::Error, "due", format!("已超过最后期限{due}"), format!("The last day, {due}, has passed")));
    }
    if let (Some((on, _)), None) = (state.submitted, state.receipt) {
        let last = calendar.nth_working_day(on, settings.confirm_within_days).date;
        if as_of > last {
            findings.push(finding("A-31.4", Severity::Warning, "confirmed", format!("{on}提交的申请至今未确认"), format!("Submitted on {on} and still not confirmed")));
        }
    }
    findings
}

pub fn finding(
    rule: &'static str,
    severity: Severity,
    place: &str,
    zh: String,
    en: String,
) -> Finding {
    Finding {
        id: rule.into(),
        severity,
        place: place.into(),
        zh,
        en,
        left: None,
        right: None,
        because: citation::of(rule).into(),
    }
}
