//! 办理期限: the last day, and the chain of reasons that leads to it (law.md 1.4, 1.6, 1.7).

use jiff::civil::Date;

use super::{
    Channel, Settings,
    state::{Consultation, Start, State, Term, Waiting},
};
use crate::{because::Because, calendar::Calendar, editions, rule::Rule};

/// The clock of a case on a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    pub due: Option<Date>,
    pub latest: Option<Date>,
    pub excluded: u32,
    pub because: Vec<Because>,
}

/// The last days by themselves, before they are explained.
struct Days {
    base: u32,
    rule: Rule,
    excluded: u32,
    granted: u32,
    due: Date,
    /// 延迟答复, if it is later than `due`.
    put_off: Option<Date>,
}

/// The last day to answer as things stand on a day; `None` while no period runs.
pub fn due(state: &State, on: Date, calendar: &Calendar, settings: &Settings) -> Option<Date> {
    let days = days(state, on, calendar, settings)?;
    Some(days.put_off.unwrap_or(days.due))
}

/// Runs the clock as of a day, or as of the day of closing, with its reasons.
pub fn run(state: &State, as_of: Date, calendar: &Calendar, settings: &Settings) -> Running {
    let mut running = Running::default();
    let (Some(receipt), Some((start, why))) = (state.receipt, state.start) else {
        return running;
    };
    running.because.push(received(state, receipt));
    if why != Start::Receipt {
        running.because.push(restarted(start, why));
    }
    let Some(days) = days(state, as_of, calendar, settings) else {
        running.because.extend(waiting(state));
        return running;
    };
    let Days {
        base,
        excluded,
        granted,
        ..
    } = days;
    let at = |n| calendar.working_day_after(start, n);
    running.excluded = excluded;
    running.latest = Some(at(2 * base + excluded).max(days.put_off.unwrap_or(Date::MIN)));
    running.due = Some(days.put_off.unwrap_or(days.due));
    let first = at(base);
    let because = &mut running.because;
    because.push(step(
        days.rule,
        start,
        base,
        first,
        format!("自{start}次日起{base}个工作日内答复"),
        format!("Answer within {base} working days after {start}"),
    ));
    let moved = at(base + excluded);
    if excluded > 0 {
        because.push(step(
            Rule::A_33_4,
            first,
            excluded,
            moved,
            format!("征求意见所需时间{excluded}个工作日不计算在内"),
            format!("{excluded} working days of asking others do not count"),
        ));
    }
    if granted > 0 {
        because.push(step(
            Rule::A_33_3,
            moved,
            granted,
            days.due,
            format!("经公开工作机构负责人同意并告知申请人，延长{granted}个工作日"),
            format!("Extended by {granted} working days with consent and notice"),
        ));
    }
    if let Some(later) = days.put_off {
        because.push(Because {
            days: None,
            ..step(
                Rule::A_35_3,
                days.due,
                0,
                later,
                format!("理由合理，确定延迟至{later}前答复并已告知"),
                format!("The reasons are reasonable; put off to {later}, as told"),
            )
        });
    }
    running
}

fn days(state: &State, as_of: Date, calendar: &Calendar, settings: &Settings) -> Option<Days> {
    let (receipt, (start, _)) = (state.receipt?, state.start?);
    if matches!(
        state.waiting,
        Some(Waiting::Correction(_) | Waiting::Payment(_))
    ) {
        return None;
    }
    let until = state.closed.map_or(as_of, |(on, _)| on.min(as_of));
    let (base, rule) = editions::answer_period(receipt);
    let excluded = excluded(state, start, until, calendar, settings);
    let granted = state.extension.map_or(0, |extension| extension.granted);
    let due = calendar.working_day_after(start, base + excluded + granted);
    Some(Days {
        base,
        rule,
        excluded,
        granted,
        due,
        put_off: state.answer_by.filter(|later| *later > due),
    })
}

/// The next day on which the last day is another one although nobody acts.
pub fn moves_on(
    state: &State,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Date> {
    if state.closed.is_some() {
        return None;
    }
    let counted_to = state
        .consultations
        .iter()
        .filter(|letter| letter.answered.is_none())
        .map(|letter| excludes_until(letter, calendar, settings))
        .max()?;
    let now = due(state, as_of, calendar, settings)?;
    let mut day = as_of;
    while day < counted_to {
        day = day.tomorrow().ok()?;
        if due(state, day, calendar, settings) != Some(now) {
            return Some(day);
        }
    }
    None
}

/// The time of asking, in working days.
fn excluded(
    state: &State,
    start: Date,
    until: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> u32 {
    if state.consultations.is_empty() {
        return 0;
    }
    let letters = state.consultations.iter();
    let mut letters: Vec<_> = letters.filter(|letter| letter.asked < until).collect();
    letters.sort_by_key(|letter| letter.asked);
    let mut covered = Covered::default();
    for letter in letters {
        // As things stood when it was sent; a letter sent after the period ended excludes nothing.
        let before = covered.days(letter.asked, calendar);
        if letter.asked > ended(state, before, start, calendar) {
            continue;
        }
        let end = letter.answered.unwrap_or(Date::MAX);
        let most = excludes_until(letter, calendar, settings);
        covered.add(letter.asked.max(start), end.min(most), calendar);
    }
    covered.days(until, calendar)
}

/// When the running period ended, so many days excluded.
fn ended(state: &State, excluded: u32, start: Date, calendar: &Calendar) -> Date {
    let base = state
        .receipt
        .map_or(0, |receipt| editions::answer_period(receipt).0);
    let granted = state.extension.map_or(0, |extension| extension.granted);
    let last = calendar.working_day_after(start, base + excluded + granted);
    state.answer_by.map_or(last, |later| later.max(last))
}

/// Time covered by spans that are added in the order of their first days. Parallel letters are united, not added (trap 8).
#[derive(Debug, Default)]
struct Covered {
    /// Working days of the stretches that are over.
    days: u32,
    /// The last stretch.
    last: Option<(Date, Date)>,
}

impl Covered {
    fn add(&mut self, from: Date, to: Date, calendar: &Calendar) {
        if from >= to {
            return;
        }
        match &mut self.last {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            last => {
                if let Some((from, to)) = last.replace((from, to)) {
                    self.days += calendar.working_days_between(from, to);
                }
            }
        }
    }

    /// Working days of it up to a day, which is not before the last stretch began.
    fn days(&self, until: Date, calendar: &Calendar) -> u32 {
        let last = self.last.map(|(from, to)| (from, to.min(until)));
        let last = last.filter(|(from, to)| from < to);
        self.days + last.map_or(0, |(from, to)| calendar.working_days_between(from, to))
    }
}

/// The last day that a letter can exclude: counted from its arrival, or from its sending where nothing shows that it arrived
/// . A way of counting, not the addressee's own period (`voice::answer_until`).
fn excludes_until(letter: &Consultation, calendar: &Calendar, settings: &Settings) -> Date {
    let from = letter.reached.unwrap_or(letter.asked);
    calendar.working_day_after(from, settings.exclusion_cap_days)
}

/// Why the receipt date is what it is (A-31, trap 5).
fn received(state: &State, receipt: Date) -> Because {
    let (submitted, channel) = state
        .submitted
        .map_or((None, Channel::Counter), |(on, channel)| {
            (Some(on), channel)
        });
    let (rule, zh, en) = match channel {
        Channel::Counter => (
            Rule::A_31_1,
            "当面提交，以提交之日为收到之日",
            "Handed in: received on the day of submission",
        ),
        Channel::RegisteredMail => (
            Rule::A_31_2,
            "以行政机关签收之日为收到之日",
            "Signed for: received on the day the organ signed",
        ),
        Channel::OrdinaryMail => (
            Rule::A_31_3,
            "平常信函，以确认之日为收到之日",
            "Ordinary letter: received on the day of confirmation",
        ),
        Channel::Online => (
            Rule::A_31_4,
            "互联网渠道提交，以双方确认之日为收到之日",
            "Online: received on the day both sides confirmed",
        ),
        Channel::Fax => (
            Rule::A_31_4,
            "传真提交，以双方确认之日为收到之日",
            "Fax: received on the day both sides confirmed",
        ),
    };
    Because {
        rule,
        citation: rule.citation(),
        from: submitted,
        days: None,
        to: Some(receipt),
        zh: zh.into(),
        en: en.into(),
    }
}

fn restarted(start: Date, why: Start) -> Because {
    let (rule, zh, en) = match why {
        Start::Payment => (
            Rule::F_9,
            "已缴费，答复期限自缴费次日起重新计算",
            "Paid: the period starts anew on the day after payment",
        ),
        _ => (
            Rule::A_30_2,
            "收到补正后的申请，答复期限重新计算",
            "Corrected: the period starts anew",
        ),
    };
    Because {
        rule,
        citation: rule.citation(),
        from: Some(start),
        days: None,
        to: Some(start),
        zh: zh.into(),
        en: en.into(),
    }
}

/// The applicant's own period, while it runs instead of the organ's.
fn waiting(state: &State) -> Option<Because> {
    let (rule, term, zh, en) = match state.waiting? {
        Waiting::Correction(term) => (
            Rule::A_30_1,
            term,
            "申请人补正的期限",
            "The applicant's period to correct",
        ),
        Waiting::Payment(term) => (
            Rule::F_8,
            term,
            "申请人缴费的期限",
            "The applicant's period to pay",
        ),
        Waiting::Reasons => return None,
    };
    let Term {
        from: Some(from),
        days,
        until: Some(until),
    } = term
    else {
        return None;
    };
    Some(step(rule, from, days, until, zh.into(), en.into()))
}

fn step(rule: Rule, from: Date, days: u32, to: Date, zh: String, en: String) -> Because {
    Because {
        rule,
        citation: rule.citation(),
        from: Some(from),
        days: i32::try_from(days).ok(),
        to: Some(to),
        zh,
        en,
    }
}
