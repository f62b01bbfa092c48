//! The engine beside a second model of law.md, which was written apart from it and shares no line with it: own calendar, own state.
//!
//! 3,000 made-up courses of a request, most of them with something in them that the law does not allow, each looked at on several
//! days. `MODEL=n cargo test -p law --test second_model` plays the n-th alone.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

#[path = "model/days.rs"]
mod days;
#[path = "model/draw.rs"]
mod draw;
#[path = "model/reading.rs"]
mod reading;

use std::collections::BTreeSet;

use days::Days;
use jiff::civil::Date;
use law::{
    calendar::Calendar,
    case::{self, Act, Settings},
};
use reading::Verdict;
use serde_json::Value;

const NOTICES: &str = include_str!("../data/holidays.tsv");
const TIMELINES: u64 = 3_000;

/// What the engine says, in the words of the second model: what law.md decides, without the reasons.
fn engine(acts: &[Value], as_of: &str, calendar: &Calendar) -> (Value, BTreeSet<String>) {
    let parsed: Vec<Act> = acts
        .iter()
        .map(|act| serde_json::from_value(act.clone()).unwrap())
        .collect();
    let as_of: Date = as_of.parse().unwrap();
    let found = case::assess(&parsed, as_of, calendar, &Settings::default());
    let rules = found
        .findings
        .iter()
        .map(|finding| finding.id.id().to_owned());
    let rules = rules.collect();
    (serde_json::to_value(&found).unwrap(), rules)
}

fn differences(model: Verdict, acts: &[Value], as_of: &str, calendar: &Calendar) -> Vec<String> {
    let (engine, rules) = engine(acts, as_of, calendar);
    let mut wrong = Vec::new();
    let mut same = |name: &str, model: Value| {
        if engine[name] != model {
            wrong.push(format!("{name}: engine {} model {model}", engine[name]));
        }
    };
    same("status", model.status.into());
    same("due", model.due.into());
    same("latest", model.latest.into());
    same("excluded_days", model.excluded.into());
    same("row", model.row.into());
    same("remedy", model.remedy.into());
    let model: BTreeSet<String> = model.rules.iter().map(|rule| (*rule).to_owned()).collect();
    if rules != model {
        wrong.push(format!("findings: engine {rules:?} model {model:?}"));
    }
    wrong
}

#[test]
fn the_engine_and_a_second_reading_of_the_law_agree() {
    let (days, calendar) = (Days::new(NOTICES), Calendar::cn());
    let only: Option<u64> = std::env::var("MODEL").ok().map(|n| n.parse().unwrap());
    let (mut wrong, mut shown, mut seen) = (0, String::new(), BTreeSet::new());
    for seed in (0..TIMELINES).filter(|seed| only.is_none_or(|only| only == *seed)) {
        let (acts, looked_at) = draw::timeline(seed, &days);
        for as_of in looked_at {
            let model = reading::read(&acts, &as_of, &days);
            seen.extend(model.rules.clone());
            let differs = differences(model, &acts, &as_of, &calendar);
            if !differs.is_empty() {
                wrong += 1;
                if wrong <= 6 {
                    let lines: Vec<String> = acts.iter().map(Value::to_string).collect();
                    shown += &format!(
                        "timeline {seed} as of {as_of}\n  {}\n  {}\n",
                        lines.join("\n  "),
                        differs.join("\n  ")
                    );
                }
                break;
            }
        }
    }
    assert_eq!(wrong, 0, "{wrong} of {TIMELINES} differ:\n{shown}");
    // A generator that no longer reaches a rule would let it rot.
    for rule in draw::REACHED {
        assert!(
            only.is_some() || seen.contains(rule),
            "no timeline shows {rule}"
        );
    }
}

/// The second calendar against the figures of law.md 1.7 that were computed by hand.
#[test]
fn the_second_calendar_counts_as_the_book_does() {
    let days = Days::new(NOTICES);
    for (received, seventh, twentieth, fortieth) in [
        ("2022-12-15", "2022-12-26", "2023-01-13", "2023-02-15"),
        ("2024-01-31", "2024-02-08", "2024-03-04", "2024-04-01"),
        ("2024-09-13", "2024-09-25", "2024-10-17", "2024-11-14"),
        ("2025-01-20", "2025-02-05", "2025-02-21", "2025-03-21"),
        ("2025-09-19", "2025-09-29", "2025-10-23", "2025-11-20"),
        ("2026-02-14", "2026-03-03", "2026-03-20", "2026-04-20"),
        ("2026-09-18", "2026-09-29", "2026-10-22", "2026-11-19"),
    ] {
        let at = |n| days.name(days.t(days.of(received), n)).to_owned();
        assert_eq!(
            [at(7), at(20), at(40)],
            [seventh, twentieth, fortieth],
            "{received}"
        );
    }
}
