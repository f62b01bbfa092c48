//! Reading the tables: a day, and a case written as lines `day kind key=value …`.

use std::sync::OnceLock;

use jiff::civil::Date;
use law::{
    calendar::Calendar,
    case::{self, Act, Assessment, Settings},
};
use serde_json::{Map, Value};

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// China's calendar, read once for all the tests.
pub fn cn() -> &'static Calendar {
    static CN: OnceLock<Calendar> = OnceLock::new();
    CN.get_or_init(Calendar::cn)
}

/// Each line one act: `2026-03-06 third_party_asked ref=a`.
pub fn acts(lines: &str) -> Vec<Act> {
    lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut words = line.split_whitespace();
            let mut act = Map::new();
            act.insert("on".into(), words.next().unwrap().into());
            act.insert("kind".into(), words.next().unwrap().into());
            for word in words {
                let (key, value) = word.split_once('=').unwrap();
                let value = match value.parse::<i64>() {
                    Ok(number) => number.into(),
                    Err(_) if value == "true" || value == "false" => Value::Bool(value == "true"),
                    Err(_) if key == "grounds" => value.split(',').collect(),
                    Err(_) => value.into(),
                };
                act.insert(key.into(), value);
            }
            serde_json::from_value(Value::Object(act)).unwrap()
        })
        .collect()
}

pub fn assess(lines: &str, as_of: &str) -> Assessment {
    case::assess(&acts(lines), day(as_of), cn(), &Settings::default())
}

/// The IDs of the findings, in order.
pub fn ids(case: &Assessment) -> Vec<&str> {
    case.findings
        .iter()
        .map(|finding| finding.id.id())
        .collect()
}

/// The rules of the reasons, in order.
pub fn rules(case: &Assessment) -> Vec<&str> {
    case.because
        .iter()
        .map(|because| because.rule.id())
        .collect()
}
