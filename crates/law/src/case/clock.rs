//! 办理期限: the last day, and the chain of reasons that leads to it.

use jiff::civil::Date;

use super::{
    Channel, Settings,
    citation,
    state::{Consultation, Start, State, Waiting},
};
use crate::{because::Because, calendar::Calendar};

/// 政府信息公开条例 (国务院令第711号): 20 + 20 working days from this day (E-1); 15 + 15 before (E-2).
pub const TWENTY_FROM: Date = Date::constant(2019, 5, 15);

/// The clock of a case on a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    pub due: Option<Date>,
    pub latest: Option<Date>,
    pub excluded: u32,
    pub because: Vec<Because>,
}

/// The ordinary period in working days, by the day of receipt (E-1, E-2).
#[must_use]
pub fn period(receipt: Date) -> (u32, &'static str) {
    if receipt >= TWENTY_FROM {
        (20, "A-33.2")
    } else {
        (15, "E-2")
    }
}

/// Runs the clock as of a day, or as of the day of closing.
#[must_use]
pub fn run(state: &State, as_of: Date, calendar: &Calendar, settings: &Settings) -> Running {
    let mut running = Running::default();
    let (Some(receipt), Some((start, why))) = (state.receipt, state.start) else {
        return running;
    };
    running.because.push(received(state, receipt));
    if why != Start::Receipt {
        running.because.push(restarted(start, why));
    }
    let until = state.closed.map_or(as_of, |(on, _)| on.min(as_of));
    let stopped = matches!(
        state.waiting,
        Some(Waiting::Correction { .. } | Waiting::Payment { .. })
    );
    if stopped {
        return running;
    }
    let (base, rule) = period(receipt);
    let mut due = calendar.nth_working_day(start, base).date;
    running.because.push(step(
        rule,
        start,
        base,
        due,
        format!("自{start}次日起{base}个工作日内答复"),
        format!("Answer within {base} working days after {start}"),
    ));
    let excluded = excluded(state, start, until, calendar, settings);
    running.excluded = excluded;
    if excluded > 0 {
        let from = due;
        due = calendar.nth_working_day(start, base + excluded).date;
        running.because.push(step(
            "A-33.4",
            from,
            excluded,
            due,
            format!("征求意见所需时间{excluded}个工作日不计算在内"),
            format!("{excluded} working days of asking others do not count"),
        ));
    }
    running.latest = Some(calendar.nth_working_day(start, 2 * base + excluded).date);
    if let Some(extension) = state.extension.filter(|extension| extension.granted > 0) {
        let from = due;
        due = calendar
            .nth_working_day(start, base + excluded + extension.granted)
            .date;
        running.because.push(step(
            "A-33.3",
            from,
            extension.granted,
            due,
            format!("经公开工作机构负责人同意并告知，延长{}个工作日", extension.granted),
            format!("Extended by {} working days with consent and notice", extension.granted),
        ));
    }
    if let Some(later) = state.answer_by.filter(|later| *later > due) {
        let mut reason = step(
            "A-35.3",
            due,
            0,
            later,
            format!("理由合理，确定延迟至{later}前答复并已告知"),
            format!("The reasons are reasonable; put off to {later}, as told"),
        );
        reason.days = None;
        running.because.push(reason);
        due = later;
        running.latest = running.latest.max(Some(later));
    }
    running.due = Some(due);
    running
}

/// The union of the times of asking, in working days: parallel letters are united, not added (A-33.4, trap 8).
fn excluded(
    state: &State,
    start: Date,
    until: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> u32 {
    let mut spans: Vec<(Date, Date)> = state
        .consultations
        .iter()
        .map(|letter| {
            let cap = cap(letter, calendar, settings);
            let end = letter.answered.unwrap_or(until).min(until);
            (letter.asked.max(start), cap.map_or(end, |cap| end.min(cap)))
        })
        .filter(|(from, to)| from < to)
        .collect();
    spans.sort_unstable();
    let mut days = 0;
    let mut counted_to = Date::MIN;
    for (from, to) in spans {
        let from = from.max(counted_to);
        if from < to {
            days += calendar.working_days_between(from, to);
            counted_to = to;
        }
    }
    days
}

/// The last day that the addressee has for an answer, once the letter reached him.
#[must_use]
pub fn cap(letter: &Consultation, calendar: &Calendar, settings: &Settings) -> Option<Date> {
    letter.reached.map(|reached| {
        calendar
            .nth_working_day(reached, settings.consultation_cap_days)
            .date
    })
}

fn received(state: &State, receipt: Date) -> Because {
    let channel = state.submitted.map_or(Channel::Counter, |(_, channel)| channel);
    let submitted = state.submitted.map(|(on, _)| on);
    let (rule, zh, en) = match channel {
        Channel::Counter => ("A-31.1", "当面提交，以提交之日为收到之日", "Handed in: received on the day of submission"),
        Channel::RegisteredMail => ("A-31.2", "以行政机关签收之日为收到之日", "Signed for: received on the day the organ signed"),
        Channel::OrdinaryMail => ("A-31.3", "平常信函，以确认之日为收到之日", "Ordinary letter: received on the day of confirmation"),
        Channel::Online => ("A-31.4", "互联网渠道提交，以双方确认之日为收到之日", "Online: received on the day both sides confirmed"),
        Channel::Fax => ("A-31.4", "传真提交，以双方确认之日为收到之日", "Fax: received on the day both sides confirmed"),
    };
    Because {
        rule: rule.into(),
        citation: citation::of(rule).into(),
        from: submitted,
        days: None,
        to: Some(receipt),
        zh: zh.into(),
        en: en.into(),
    }
}

fn restarted(start: Date, why: Start) -> Because {
    let (rule, zh, en) = match why {
        Start::Payment => ("F-9", "已缴费，答复期限自缴费次日起重新计算", "Paid: the period starts anew on the day after payment"),
        _ => ("A-30.2", "收到补正的申请，答复期限重新计算", "Corrected: the period starts anew"),
    };
    Because {
        rule: rule.into(),
        citation: citation::of(rule).into(),
        from: Some(start),
        days: None,
        to: Some(start),
        zh: zh.into(),
        en: en.into(),
    }
}

fn step(rule: &str, from: Date, days: u32, to: Date, zh: String, en: String) -> Because {
    Because {
        rule: rule.into(),
        citation: citation::of(rule).into(),
        from: Some(from),
        days: i32::try_from(days).ok(),
        to: Some(to),
        zh,
        en,
    }
}
