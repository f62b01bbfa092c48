//! What holds for every case, not only for the examples.

use std::collections::BTreeSet;

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use law::case::{self, Act, Assessment, Kind, Settings, Status};
use proptest::prelude::*;

use crate::facts::{acts, cn};

const CODES: [&str; 6] = [
    "OPEN-GIVE",
    "PART",
    "NO-THIRD",
    "UNCLEAR",
    "ABUSE",
    "LAPSE-CORR",
];

fn some_day() -> impl Strategy<Value = Date> {
    (0..2_800_i64).prop_map(|n| date(2019, 1, 1).saturating_add(n.days()))
}

/// A line for each act, after a first day: (days since the act before, which kind, a number for its fields).
fn some_case() -> impl Strategy<Value = (Date, Vec<(i64, usize, u32)>)> {
    (
        some_day(),
        prop::collection::vec((0..12_i64, 0..Kind::ALL.len(), 0..30_u32), 0..9),
    )
}

fn write(start: Date, steps: &[(i64, usize, u32)]) -> Vec<Act> {
    let channel = ["counter", "online"][steps.len() % 2];
    let mut lines = format!("{start} submitted channel={channel}\n");
    let mut on = start;
    for (gap, kind, number) in steps {
        on = on.saturating_add(gap.days());
        lines += &line(on, Kind::ALL[*kind], *number);
    }
    acts(&lines)
}

fn line(on: Date, kind: Kind, number: u32) -> String {
    let letter = number % 2;
    let fields = match kind {
        Kind::Submitted => "channel=fax".into(),
        Kind::CorrectionNoticed => format!("days={number} reached={on}"),
        Kind::ReasonsAsked => format!("days={number}"),
        Kind::ReasonsGiven => format!("reasonable={}", !number.is_multiple_of(3)),
        Kind::ThirdPartyAsked | Kind::ThirdPartyReached | Kind::OrganAsked | Kind::OrganReached => {
            format!("ref=r{letter}")
        }
        Kind::ThirdPartyAnswered | Kind::OrganAnswered => {
            format!("ref=r{letter} consents={}", !number.is_multiple_of(3))
        }
        Kind::Extended => format!("days={number} consented={on} noticed={on}"),
        Kind::FeeNoticed => format!("fen=10000 reached={on}"),
        Kind::Answered => format!("code={} how=posted", CODES[number as usize % CODES.len()]),
        Kind::Lapsed => format!("code={}", ["LAPSE-CORR", "LAPSE-FEE"][letter as usize]),
        Kind::Confirmed | Kind::Corrected | Kind::FeePaid | Kind::Withdrawn | Kind::ReDecided => {
            String::new()
        }
    };
    format!("{on} {} {fields}\n", kind.as_str())
}

fn assess(acts: &[Act], as_of: Date) -> Assessment {
    case::assess(acts, as_of, cn(), &Settings::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_later_start_or_a_longer_period_never_ends_earlier(start in some_day(), gap in 0..40_i64, n in 0..60_u32) {
        let cn = cn();
        let end = cn.nth_working_day(start, n).date;
        prop_assert!(cn.nth_working_day(start.saturating_add(gap.days()), n).date >= end);
        prop_assert!(cn.nth_working_day(start, n + 1).date > end);
    }

    #[test]
    fn no_period_ends_on_a_day_off(start in some_day(), n in 1..60_u32, days in 0..200_i32, months in 0..20_i32) {
        let cn = cn();
        let deadline = cn.nth_working_day(start, n);
        prop_assert!(deadline.days.iter().all(|day| cn.is_working(*day)));
        prop_assert_eq!(deadline.days.last(), Some(&deadline.date));
        prop_assert!(cn.is_working(cn.add_calendar_days_rolled(start, days).date));
        prop_assert!(cn.is_working(cn.add_months_rolled(start, months).date));
        prop_assert!(cn.is_working(cn.last_working_day_by(start)));
    }

    #[test]
    fn counting_and_between_are_inverse(start in some_day(), n in 0..60_u32) {
        let cn = cn();
        prop_assert_eq!(cn.working_days_between(start, cn.nth_working_day(start, n).date), n);
    }

    /// whatever was done before the corrected request, T(20) runs from it.
    #[test]
    fn a_restart_forgets(start in some_day(), notice in 0..7_u32, took in 0..15_u32, asked in any::<bool>(), extended in any::<bool>()) {
        let cn = cn();
        let noticed = cn.nth_working_day(start, notice).date;
        let corrected = cn.nth_working_day(noticed, took).date;
        let mut lines = format!("{start} submitted channel=counter\n");
        if asked {
            lines += &format!("{start} third_party_asked ref=a\n{noticed} third_party_answered ref=a consents=true\n");
        }
        if extended && start >= date(2019, 5, 15) {
            lines += &format!("{noticed} extended days=20 consented={noticed} noticed={noticed}\n");
        }
        lines += &format!("{noticed} correction_noticed days=15 reached={noticed}\n{corrected} corrected\n");
        let case = assess(&acts(&lines), corrected);
        let base = if start >= date(2019, 5, 15) { 20 } else { 15 };
        prop_assert_eq!(case.due, Some(cn.nth_working_day(corrected, base).date));
        prop_assert_eq!(case.excluded_days, 0);
    }

    /// the working days in any span of asking that began while the period ran, each once.
    #[test]
    fn excluded_time_is_a_union(start in some_day(), letters in prop::collection::vec((0..16_i64, 0..5_i64, 0..30_i64), 0..5)) {
        let cn = cn();
        let mut lines = format!("{start} submitted channel=counter\n");
        let mut union = BTreeSet::new();
        for (place, (sent, arrival, answer)) in letters.iter().enumerate() {
            let sent = start.saturating_add(sent.days());
            let reached = sent.saturating_add(arrival.days());
            let answered = reached.saturating_add(answer.days());
            lines += &format!("{sent} third_party_asked ref=l{place}\n{reached} third_party_reached ref=l{place}\n{answered} third_party_answered ref=l{place} consents=true\n");
            let end = answered.min(cn.nth_working_day(reached, 15).date);
            union.extend(sent.series(1.day()).skip(1).take_while(|day| *day <= end).filter(|day| cn.is_working(*day)));
        }
        let case = assess(&acts(&lines), start.saturating_add(100.days()));
        prop_assert_eq!(case.excluded_days as usize, union.len());
    }

    /// never later than T(40 + excluded), whatever is done; and only a working day.
    #[test]
    fn the_last_day_has_a_limit((start, steps) in some_case(), later in 0..60_i64) {
        let acts = write(start, &steps);
        let as_of = acts.iter().map(|act| act.on).max().unwrap().saturating_add(later.days());
        let case = assess(&acts, as_of);
        if let (Some(due), Some(latest)) = (case.due, case.latest) {
            prop_assert!(due <= latest);
            prop_assert!(cn().is_working(due));
            prop_assert_eq!(case.because.last().unwrap().to, Some(due));
            let step = case.because.iter().find(|because| matches!(because.rule.id(), "A-33.2" | "E-2")).unwrap();
            let most = 2 * u32::try_from(step.days.unwrap()).unwrap() + case.excluded_days;
            let limit = cn().nth_working_day(step.from.unwrap(), most).date;
            let put_off = case.because.iter().any(|because| because.rule == "A-35.3");
            prop_assert!(latest == limit || (put_off && latest > limit), "{latest} {limit}");
        }
    }

    /// One answer to both questions: what is refused today is found tomorrow, and what is allowed is not.
    #[test]
    fn refused_now_and_found_later_agree((start, steps) in some_case(), gap in 0..25_i64, kind in 0..Kind::ALL.len()) {
        let kind = Kind::ALL[kind];
        let mut acts = write(start, &steps);
        let on = acts.iter().map(|act| act.on).max().unwrap().saturating_add(gap.days());
        let before = assess(&acts, on);
        let place = format!("{}@{on}", kind.as_str());
        prop_assume!(!before.findings.iter().any(|finding| finding.place == place));
        acts.extend(crate::facts::acts(&line(on, kind, 4)));
        let after = assess(&acts, on);
        match before.refusals.iter().find(|(refused, _)| *refused == kind) {
            Some((_, why)) => prop_assert!(after.findings.iter().any(|found| found.place == place && found.id == why.id)),
            None => {
                prop_assert!(before.allowed.contains(&kind));
                let wrong: Vec<_> = after.findings.iter().filter(|found| found.place == place && found.id != "A-33.2").collect();
                // What is left can only be about the fields of the act.
                prop_assert!(wrong.is_empty() || matches!(kind, Kind::Answered | Kind::Lapsed | Kind::Confirmed | Kind::Corrected | Kind::FeePaid
                    | Kind::ThirdPartyReached | Kind::ThirdPartyAnswered | Kind::OrganReached | Kind::OrganAnswered), "{wrong:?}");
            }
        }
    }

    /// Waiting never moves the last day back, and never makes a late case good.
    #[test]
    fn time_alone_cures_nothing((start, steps) in some_case(), gap in 0..60_i64) {
        let acts = write(start, &steps);
        let on = acts.iter().map(|act| act.on).max().unwrap();
        let (now, later) = (assess(&acts, on), assess(&acts, on.saturating_add(gap.days())));
        prop_assert!(later.due >= now.due);
        prop_assert!(later.findings.len() >= now.findings.iter().filter(|finding| finding.place.contains('@')).count());
        if now.status == Status::Closed {
            prop_assert_eq!(now, later);
        }
    }
}
