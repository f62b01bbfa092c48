//! Timelines that nobody thought of: the law says what follows from each, or what is wrong with it. `FUZZ=600` for ten minutes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use jiff::civil::Date;
use law::{
    calendar::Calendar,
    case::{self, Act, Settings, Status},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    dice::Dice,
    facts::cn,
    mutated::until,
    timelines::{broken, timeline},
};

/// As the command reads it.
#[derive(Deserialize)]
struct Case {
    as_of: Option<Date>,
    calendar: Option<Value>,
    #[serde(default)]
    settings: Settings,
    acts: Vec<Act>,
}

#[test]
fn every_timeline_has_an_answer_or_a_finding() {
    let (mut dice, end) = (Dice::new(1), until());
    let (mut tried, mut read) = (0_u32, 0_u32);
    while Instant::now() < end {
        let whole = timeline(&mut dice);
        let bytes = if tried.is_multiple_of(8) {
            whole.into_bytes()
        } else {
            broken(&whole, &mut dice)
        };
        tried += 1;
        let text = String::from_utf8_lossy(&bytes);
        let outcome = catch_unwind(AssertUnwindSafe(|| judged(&bytes)));
        match outcome {
            Ok(Ok(is_read)) => read += u32::from(is_read),
            Ok(Err(wrong)) => panic!("{tried}: {wrong}\n{text}"),
            Err(_) => panic!("{tried}: it breaks the program\n{text}"),
        }
    }
    assert!(read * 8 > tried, "only {read} of {tried} could be read");
}

/// Whether it is a timeline; in words, what is wrong with what follows from it.
fn judged(bytes: &[u8]) -> Result<bool, String> {
    let Ok(case) = serde_json::from_slice::<Case>(bytes) else {
        return Ok(false);
    };
    let inline = match &case.calendar {
        None | Some(Value::String(_)) => None,
        Some(inline) => match Calendar::from_json(&inline.to_string()) {
            Ok(calendar) => Some(calendar),
            Err(_) => return Ok(false),
        },
    };
    let calendar = inline.as_ref().unwrap_or_else(|| cn());
    let as_of = case.as_of.unwrap_or(jiff::civil::date(2026, 11, 24));
    let found = case::assess(&case.acts, as_of, calendar, &case.settings);
    serde_json::to_value(&found).map_err(|error| error.to_string())?;
    for finding in &found.findings {
        if finding.zh.is_empty() || finding.en.is_empty() {
            return Err(format!("{} says nothing", finding.id));
        }
    }
    let known = case.acts.iter().any(|act| act.on <= as_of);
    let said = found.due.is_some() || found.code.is_some() || !found.findings.is_empty();
    let waits = found.status != Status::Open;
    if known && !said && !waits {
        return Err("an open case has neither a last day nor a finding".into());
    }
    if let (Some(due), Some(latest)) = (found.due, found.latest)
        && due > latest
    {
        return Err(format!("due {due} after the latest day {latest}"));
    }
    Ok(true)
}
