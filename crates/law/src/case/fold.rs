//! From acts, in order, to the state of the case; what the law did not allow is named, never cured.

use jiff::civil::Date;

use super::{
    Act, Channel, Event, Kind, Settings,
    answer::{self, Reply},
    clock,
    refusal::refusal,
    state::{Consultation, Extension, Start, State, Term, Waiting},
};
use crate::{
    calendar::Calendar,
    editions, fee,
    finding::{Finding, Severity},
    letter::tariff::yuan,
    outcome::Code,
    rule::Rule,
};

/// A fee must be paid by this working day after the notice was received (F-8).
pub const PAYMENT_DAYS: u32 = 20;

/// The state that acts in order amount to (政府信息公开条例第四章).
pub fn fold(acts: &[&Act], calendar: &Calendar, settings: &Settings) -> State {
    let mut fold = Fold {
        state: State::default(),
        calendar,
        settings,
    };
    for act in acts {
        fold.apply(act);
    }
    fold.state
}

struct Fold<'a> {
    state: State,
    calendar: &'a Calendar,
    settings: &'a Settings,
}

impl Fold<'_> {
    fn apply(&mut self, act: &Act) {
        let (on, kind) = (act.on, act.event.kind());
        let place = format!("{}@{on}", kind.as_str());
        let refused = refusal(
            kind,
            &self.state,
            effective(act),
            self.calendar,
            self.settings,
        )
        .map(|finding| Finding {
            place: place.clone(),
            ..finding
        });
        let unlawful = refused.is_some();
        self.state.findings.extend(refused);
        if self.state.closed.is_some() {
            return;
        }
        if ends_the_clock(kind) {
            self.late(on, kind, &place);
        }
        match &act.event {
            Event::Submitted { .. } if self.state.submitted.is_some() => {}
            Event::Confirmed if self.state.receipt.is_some() => {}
            Event::Submitted { channel, applicant } => {
                self.state.submitted = Some((on, *channel));
                self.state.applicant = *applicant;
                if matches!(channel, Channel::Counter | Channel::RegisteredMail) {
                    self.receive(on);
                }
            }
            Event::Confirmed => self.confirm(on, &place),
            Event::CorrectionNoticed { days, reached } => self.correction(*days, *reached, &place),
            Event::Corrected => self.corrected(on, &place),
            Event::ReasonsAsked { days } => {
                let until = (*days > 0).then(|| self.calendar.working_day_after(on, *days));
                self.state.reasons_asked.get_or_insert((on, until));
                if self.state.waiting.is_none() {
                    self.state.waiting = Some(Waiting::Reasons);
                }
            }
            Event::ReasonsGiven { .. } if unlawful => {}
            Event::ReasonsGiven {
                reasonable,
                answer_by,
            } => self.reasons(on, *reasonable, *answer_by, &place),
            Event::ThirdPartyAsked { reference } => self.ask(false, reference, on),
            Event::OrganAsked { reference } => self.ask(true, reference, on),
            Event::ThirdPartyReached { reference } => {
                self.letter((false, true), reference, unlawful, &place, |letter| {
                    letter.reached = Some(on)
                });
            }
            Event::OrganReached { reference } => {
                self.letter((true, true), reference, unlawful, &place, |letter| {
                    letter.reached = Some(on)
                });
            }
            Event::ThirdPartyAnswered {
                reference,
                consents,
                reasons,
                reasonable,
            } => {
                self.letter((false, false), reference, unlawful, &place, |letter| {
                    letter.answered = Some(on);
                    letter.consents = Some(*consents);
                    letter.reasonable = match reasons {
                        Some(false) => Some(false),
                        _ => *reasonable,
                    };
                });
            }
            Event::OrganAnswered {
                reference,
                consents,
            } => {
                self.letter((true, false), reference, unlawful, &place, |letter| {
                    letter.answered = Some(on);
                    letter.consents = Some(*consents);
                });
            }
            Event::Extended {
                days,
                consented,
                noticed,
            } => {
                self.extend(on, *days, (*consented, *noticed), unlawful, &place);
            }
            Event::FeeNoticed { fen, reached } => {
                self.amount(*fen, &place);
                self.state.fee_noticed = true;
                self.state.waiting = Some(Waiting::Payment(self.term(*reached, PAYMENT_DAYS)));
            }
            Event::FeePaid => self.paid(on, &place),
            Event::Answered {
                code,
                how,
                grounds,
                particulars,
            } => {
                let reply = Reply {
                    code: *code,
                    how: *how,
                    grounds,
                    particulars,
                };
                let found = answer::check(&self.state, on, &reply, &place, self.calendar);
                self.state.findings.extend(found);
                self.state.closed = Some((on, *code));
                self.state.grounds.clone_from(grounds);
                self.state.disclosed_before = particulars.disclosed_before;
            }
            // Of a request that is open the refusal has said so; of a closed one it changes nothing here.
            Event::ReDecided { .. } => {}
            Event::Withdrawn => self.state.closed = Some((on, Code::Other)),
            Event::Lapsed { code } => self.lapse(on, *code, unlawful, &place),
        }
    }

    /// The last day had passed before this act: it stays late, whatever the act does to the clock.
    fn late(&mut self, on: Date, kind: Kind, place: &str) {
        let due = clock::due(&self.state, on, self.calendar, self.settings);
        if let Some(due) = due.filter(|due| on > *due) {
            let (zh, en) = if kind == Kind::Answered {
                (
                    format!("答复晚于最后期限{due}"),
                    format!("Answered after the last day, {due}"),
                )
            } else {
                (
                    format!("最后期限{due}已过，当时尚未答复"),
                    format!("The last day, {due}, had passed without an answer"),
                )
            };
            self.found(Rule::A_33_2, Severity::Error, place, zh, en);
        }
    }

    fn receive(&mut self, on: Date) {
        self.state.receipt = Some(on);
        self.state.start = Some((on, Start::Receipt));
    }

    /// An ordinary letter is confirmed on the day it comes; confirming must not delay.
    fn confirm(&mut self, on: Date, place: &str) {
        if let Some((submitted, channel)) = self.state.submitted {
            let (rule, last) = if channel == Channel::OrdinaryMail {
                (Rule::A_31_3, submitted)
            } else {
                let days = self.settings.confirm_within_days;
                (
                    Rule::A_31_4,
                    self.calendar.working_day_after(submitted, days),
                )
            };
            if on > last {
                self.found(
                    rule,
                    Severity::Warning,
                    place,
                    format!("{submitted}提交的申请迟至{on}才确认"),
                    format!("Submitted on {submitted}, confirmed only on {on}"),
                );
            }
        }
        self.receive(on);
    }

    fn correction(&mut self, days: u32, reached: Option<Date>, place: &str) {
        let longest = self.settings.longest_correction_days;
        if days == 0 {
            self.found(
                Rule::A_30_4,
                Severity::Warning,
                place,
                "补正告知应当给出合理的补正期限".into(),
                "A correction notice gives a reasonable period".into(),
            );
        } else if days > longest {
            self.found(
                Rule::A_30_4,
                Severity::Warning,
                place,
                format!("补正期限一般不超过{longest}个工作日"),
                format!("A correction period is normally not over {longest} working days"),
            );
        }
        self.state.corrections += 1;
        self.state.waiting = Some(Waiting::Correction(self.term(reached, days)));
    }

    /// Only a correction that was asked for starts the period anew.
    fn corrected(&mut self, on: Date, place: &str) {
        let Some(Waiting::Correction(term)) = self.state.waiting else {
            return;
        };
        if let Some(until) = term.until.filter(|until| on > *until) {
            self.found(
                Rule::A_30_3,
                Severity::Warning,
                place,
                format!("补正晚于期限（{until}），继续办理应有正当理由"),
                format!("Corrected after the period ({until}): going on needs a good reason"),
            );
        }
        if self.state.receipt.is_some() {
            self.state.restart(on, Start::Correction);
        }
    }

    /// 延迟答复 is fixed and told while the period still runs: what has passed cannot be put off.
    fn reasons(&mut self, on: Date, reasonable: bool, answer_by: Option<Date>, place: &str) {
        let due = clock::due(&self.state, on, self.calendar, self.settings);
        self.state.reasons = Some(reasonable);
        if self.state.waiting == Some(Waiting::Reasons) {
            self.state.waiting = None;
        }
        let Some(later) = answer_by.filter(|_| reasonable) else {
            return;
        };
        match due.filter(|due| on > *due) {
            Some(due) => self.found(
                Rule::A_35_3,
                Severity::Error,
                place,
                format!("期限已于{due}届满，不能再确定延迟答复的日期"),
                format!("The period ended on {due}; it can no longer be put off"),
            ),
            None => self.state.answer_by = Some(later),
        }
    }

    /// A letter sent after the running period has ended excludes nothing.
    fn ask(&mut self, organ: bool, reference: &str, on: Date) {
        let due = clock::due(&self.state, on, self.calendar, self.settings);
        if let Some(due) = due.filter(|due| on > *due) {
            self.found(
                Rule::A_33_4,
                Severity::Warning,
                "excluded_days",
                format!("答复期限已于{due}届满，此后发出的征求意见书不扣除时间"),
                format!("The period ended on {due}: a letter sent after that excludes no time"),
            );
        }
        self.state.consultations.push(Consultation {
            organ,
            reference: reference.into(),
            asked: on,
            reached: None,
            answered: None,
            consents: None,
            reasonable: None,
        });
    }

    /// Finds the letter by its reference; where none fits and the refusal has not said so already, says so. A letter arrives once:
    /// a second record of it moves nothing.
    fn letter(
        &mut self,
        (organ, arrives): (bool, bool),
        reference: &str,
        told: bool,
        place: &str,
        change: impl FnOnce(&mut Consultation),
    ) {
        let letter = self.state.consultations.iter_mut().find(|letter| {
            letter.organ == organ
                && letter.reference == reference
                && letter.answered.is_none()
                && !(arrives && letter.reached.is_some())
        });
        match letter {
            Some(letter) => change(letter),
            None if told => {}
            None => {
                let rule = if organ { Rule::A_34 } else { Rule::A_32_1 };
                self.found(
                    rule,
                    Severity::Error,
                    place,
                    format!("没有编号为“{reference}”的征求意见书"),
                    format!("There is no letter with the reference “{reference}”"),
                );
            }
        }
    }

    /// Consent and notice, at most the ordinary period. What lacks one of them extends nothing.
    fn extend(
        &mut self,
        on: Date,
        days: u32,
        (consented, noticed): (Option<Date>, Option<Date>),
        unlawful: bool,
        place: &str,
    ) {
        let most = self
            .state
            .receipt
            .map_or(20, |receipt| editions::answer_period(receipt).0);
        let rule = Rule::A_33_3;
        if days > most {
            self.found(
                rule,
                Severity::Error,
                place,
                format!("延长答复的期限最长不得超过{most}个工作日"),
                format!("An extension is at most {most} working days"),
            );
        }
        if consented.is_none() {
            self.found(
                rule,
                Severity::Error,
                place,
                "延长答复应当经政府信息公开工作机构负责人同意".into(),
                "An extension needs the consent of the head of the disclosure unit".into(),
            );
        }
        if noticed.is_none() {
            self.found(
                rule,
                Severity::Error,
                place,
                "延长答复应当告知申请人".into(),
                "The applicant must be told of an extension".into(),
            );
        }
        if self.state.extension.is_none() {
            let lawful = !unlawful && consented.is_some() && noticed.is_some();
            let granted = if lawful { days.min(most) } else { 0 };
            self.state.extension = Some(Extension { on, granted });
        }
    }

    /// The amount is what the tariff of one of the two ways gives (F-3, F-4).
    fn amount(&mut self, fen: i64, place: &str) {
        if fen != 0 && !fee::in_tariff(fen) {
            self.found(
                Rule::F_3,
                Severity::Error,
                place,
                format!("{}不是收费标准算得出的金额", yuan(fen)),
                format!("No count gives {} by the tariff", yuan(fen)),
            );
        }
    }

    /// Only a fee that was asked for starts the period anew (F-9, trap 13).
    fn paid(&mut self, on: Date, place: &str) {
        let Some(Waiting::Payment(term)) = self.state.waiting else {
            return;
        };
        if let Some(until) = term.until.filter(|until| on > *until) {
            self.found(
                Rule::F_8,
                Severity::Warning,
                place,
                format!("缴费晚于期限（{until}）"),
                format!("Paid after the period ({until})"),
            );
        }
        if self.state.receipt.is_some() {
            self.state.restart(on, Start::Payment);
        }
    }

    fn lapse(&mut self, on: Date, code: Code, unlawful: bool, place: &str) {
        let fits = matches!(
            (code, &self.state.waiting),
            (Code::LapseCorr, Some(Waiting::Correction(_)))
                | (Code::LapseFee, Some(Waiting::Payment(_)))
        );
        if !fits && !unlawful {
            self.found(
                Rule::A_36_1,
                Severity::Error,
                place,
                "不再处理的情形与所等待的事项不符".into(),
                "The lapse is not of what was awaited".into(),
            );
        }
        self.state.closed = Some((on, code));
    }

    fn term(&self, reached: Option<Date>, days: u32) -> Term {
        Term {
            from: reached,
            days,
            until: reached
                .filter(|_| days > 0)
                .map(|reached| self.calendar.working_day_after(reached, days)),
        }
    }

    fn found(&mut self, rule: Rule, severity: Severity, place: &str, zh: String, en: String) {
        self.state
            .findings
            .push(finding(rule, severity, place, zh, en));
    }
}

/// An extension takes effect with the later of consent and notice; any other act on its day.
pub fn effective(act: &Act) -> Date {
    match act.event {
        Event::Extended {
            consented, noticed, ..
        } => act.on.max(consented.max(noticed).unwrap_or(act.on)),
        _ => act.on,
    }
}

fn ends_the_clock(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CorrectionNoticed | Kind::FeeNoticed | Kind::Answered | Kind::Withdrawn
    )
}

/// A finding with the citation of its rule.
pub fn finding(rule: Rule, severity: Severity, place: &str, zh: String, en: String) -> Finding {
    Finding {
        id: rule,
        severity,
        place: place.into(),
        zh,
        en,
        left: None,
        right: None,
        because: rule.citation(),
    }
}
