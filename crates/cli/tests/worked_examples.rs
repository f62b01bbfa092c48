//! The worked dates and fees of the rules (条例 articles 26 to 35, 109号, the calendar), through `mingbai law`.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::{
    io::Write,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

fn law(args: &[&str], input: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "zh", "law"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Rule, start day, period, unit, last day.
#[rustfmt::skip]
const PERIODS: [(&str, &str, &str, &str, &str); 63] = [
    ("A-18",   "2025-03-03", "12", "months",  "2026-03-03"),
    ("A-26.1", "2024-04-30", "20", "working", "2024-05-30"),
    ("A-26.1", "2025-12-31", "20", "working", "2026-01-29"),
    ("A-26.1", "2026-01-30", "20", "working", "2026-03-05"),
    ("A-26.1", "2026-09-25", "20", "working", "2026-10-29"),
    ("A-26.2", "2026-02-05", "20", "days",    "2026-02-25"),
    ("A-26.5", "2026-02-12", "7",  "working", "2026-02-28"),
    ("A-26.6", "2026-02-12", "20", "working", "2026-03-18"),
    ("A-26.7", "2026-02-13", "3",  "working", "2026-02-25"),
    ("A-31.2", "2026-09-18", "20", "working", "2026-10-22"),
    ("A-30.1", "2025-09-19", "7",  "working", "2025-09-29"),
    ("A-30.2", "2025-09-29", "15", "working", "2025-10-27"),
    ("A-30.2", "2025-10-15", "20", "working", "2025-11-12"),
    ("A-32.2", "2026-03-09", "15", "working", "2026-03-30"),
    ("A-33.4", "2026-03-02", "33", "working", "2026-04-17"),
    ("A-33.4", "2026-03-02", "36", "working", "2026-04-22"),
    ("A-34",   "2026-09-24", "15", "working", "2026-10-22"),
    ("A-33",   "2022-12-15", "7",  "working", "2022-12-26"),
    ("A-33",   "2022-12-15", "15", "working", "2023-01-06"),
    ("A-33",   "2022-12-15", "20", "working", "2023-01-13"),
    ("A-33",   "2022-12-15", "40", "working", "2023-02-15"),
    ("A-33",   "2024-01-31", "7",  "working", "2024-02-08"),
    ("A-33",   "2024-01-31", "15", "working", "2024-02-26"),
    ("A-33",   "2024-01-31", "20", "working", "2024-03-04"),
    ("A-33",   "2024-01-31", "40", "working", "2024-04-01"),
    ("A-33",   "2024-09-02", "7",  "working", "2024-09-11"),
    ("A-33",   "2024-09-02", "15", "working", "2024-09-24"),
    ("A-33",   "2024-09-02", "20", "working", "2024-09-30"),
    ("A-33",   "2024-09-02", "40", "working", "2024-11-01"),
    ("A-33",   "2024-09-13", "7",  "working", "2024-09-25"),
    ("A-33",   "2024-09-13", "15", "working", "2024-10-11"),
    ("A-33",   "2024-09-13", "20", "working", "2024-10-17"),
    ("A-33",   "2024-09-13", "40", "working", "2024-11-14"),
    ("A-33",   "2025-01-20", "7",  "working", "2025-02-05"),
    ("A-33",   "2025-01-20", "15", "working", "2025-02-14"),
    ("A-33",   "2025-01-20", "20", "working", "2025-02-21"),
    ("A-33",   "2025-01-20", "40", "working", "2025-03-21"),
    ("A-33",   "2025-09-19", "15", "working", "2025-10-16"),
    ("A-33",   "2025-09-19", "20", "working", "2025-10-23"),
    ("A-33",   "2025-09-19", "40", "working", "2025-11-20"),
    ("A-33",   "2026-01-31", "7",  "working", "2026-02-10"),
    ("A-33",   "2026-01-31", "15", "working", "2026-02-27"),
    ("A-33",   "2026-01-31", "20", "working", "2026-03-05"),
    ("A-33",   "2026-01-31", "40", "working", "2026-04-02"),
    ("A-33",   "2026-02-14", "7",  "working", "2026-03-03"),
    ("A-33",   "2026-02-14", "15", "working", "2026-03-13"),
    ("A-33",   "2026-02-14", "20", "working", "2026-03-20"),
    ("A-33",   "2026-02-14", "40", "working", "2026-04-20"),
    ("A-33",   "2026-09-18", "7",  "working", "2026-09-29"),
    ("A-33",   "2026-09-18", "15", "working", "2026-10-15"),
    ("A-33",   "2026-09-18", "40", "working", "2026-11-19"),
    ("F-8",    "2026-02-10", "20", "working", "2026-03-16"),
    ("C-2",    "2019-01-07", "20", "working", "2019-02-02"),
    ("C-7",    "2020-01-13", "20", "working", "2020-02-17"),
    ("C-2",    "2020-01-19", "20", "working", "2020-02-24"),
    ("D-5",    "2024-12-03", "60", "days-rolled",   "2025-02-05"),
    ("D-5",    "2026-08-04", "60", "days-rolled",   "2026-10-08"),
    ("D-7",    "2025-09-20", "15", "days-rolled",   "2025-10-09"),
    ("D-8",    "2024-08-31", "6",  "months-rolled", "2025-02-28"),
    ("D-8",    "2025-04-01", "6",  "months-rolled", "2025-10-09"),
    ("D-8",    "2025-08-01", "6",  "months-rolled", "2026-02-02"),
    ("D-12",   "2024-09-29", "10", "working", "2024-10-17"),
    ("D-14",   "2026-01-28", "20", "working", "2026-03-03"),
];

#[test]
fn periods() {
    for (rule, from, count, unit, last) in PERIODS {
        let args = [
            "deadline",
            "--received",
            from,
            "--days",
            count,
            "--unit",
            unit,
        ];
        assert_eq!(law(&args, "")["date"], last, "{rule} {from} {count} {unit}");
    }
}

/// The twenty working days after 2024-09-13, one by one.
#[test]
fn day_by_day() {
    let days = law(
        &["deadline", "--received", "2024-09-13", "--days", "20"],
        "",
    );
    assert_eq!(
        days["days"],
        json!([
            "2024-09-14",
            "2024-09-18",
            "2024-09-19",
            "2024-09-20",
            "2024-09-23",
            "2024-09-24",
            "2024-09-25",
            "2024-09-26",
            "2024-09-27",
            "2024-09-29",
            "2024-09-30",
            "2024-10-08",
            "2024-10-09",
            "2024-10-10",
            "2024-10-11",
            "2024-10-12",
            "2024-10-14",
            "2024-10-15",
            "2024-10-16",
            "2024-10-17",
        ])
    );
}

/// C-7: what the calendar said before the notice of 2020-01-26.
#[test]
fn before_a_notice() {
    let then = [
        "deadline",
        "--received",
        "2020-01-13",
        "--days",
        "20",
        "--known-on",
        "2020-01-25",
    ];
    assert_eq!(law(&then, "")["date"], "2020-02-13");
}

/// Rule, acts, as of, receipt, due, excluded days.
#[test]
fn cases() {
    let counter = |on: &str| json!({"kind": "submitted", "on": on, "channel": "counter"});
    let silent = [
        counter("2026-03-02"),
        json!({"kind": "third_party_asked", "on": "2026-03-06", "ref": "a"}),
        json!({"kind": "third_party_reached", "on": "2026-03-09", "ref": "a"}),
    ];
    let mut answered = silent.to_vec();
    answered.push(
        json!({"kind": "third_party_answered", "on": "2026-03-25", "ref": "a", "consents": true}),
    );
    let mut two = answered.clone();
    two.push(json!({"kind": "third_party_asked", "on": "2026-03-16", "ref": "b"}));
    two.push(json!({"kind": "third_party_reached", "on": "2026-03-17", "ref": "b"}));
    two.push(
        json!({"kind": "third_party_answered", "on": "2026-03-31", "ref": "b", "consents": false}),
    );
    let rows = [
        (
            "A-29.1",
            json!([counter("2026-03-02")]),
            "2026-03-02",
            "2026-03-02",
            "2026-03-30",
            0,
        ),
        (
            "A-31.4",
            json!([
                {"kind": "submitted", "on": "2026-01-31", "channel": "online"},
                {"kind": "confirmed", "on": "2026-02-02"},
            ]),
            "2026-02-03",
            "2026-02-02",
            "2026-03-06",
            0,
        ),
        (
            "A-31.2",
            json!([{"kind": "submitted", "on": "2026-09-18", "channel": "registered_mail"}]),
            "2026-09-21",
            "2026-09-18",
            "2026-10-22",
            0,
        ),
        (
            "A-30.2",
            json!([
                counter("2025-09-19"),
                {"kind": "correction_noticed", "on": "2025-09-28", "days": 15, "reached": "2025-09-29"},
                {"kind": "corrected", "on": "2025-10-15"},
            ]),
            "2025-10-16",
            "2025-09-19",
            "2025-11-12",
            0,
        ),
        (
            "A-33.4",
            json!(answered),
            "2026-03-26",
            "2026-03-02",
            "2026-04-17",
            13,
        ),
        (
            "A-32.3",
            json!(silent),
            "2026-04-01",
            "2026-03-02",
            "2026-04-22",
            16,
        ),
        (
            "A-33.4",
            json!(two),
            "2026-04-01",
            "2026-03-02",
            "2026-04-23",
            17,
        ),
    ];
    for (rule, acts, as_of, receipt, due, excluded) in rows {
        let case = json!({"as_of": as_of, "calendar": "CN", "acts": acts});
        let said = law(&["case", "-"], &case.to_string());
        assert_eq!(
            (&said["receipt"], &said["due"], &said["excluded_days"]),
            (&json!(receipt), &json!(due), &json!(excluded)),
            "{rule}: {case}"
        );
    }
}

/// 109号 (F-3, F-4): how many, 元.
#[rustfmt::skip]
#[test]
fn fees() {
    for (items, yuan) in [
        ("10", 0), ("11", 100), ("30", 2_000), ("31", 2_200), ("40", 4_000), ("41", 4_300), ("45", 5_500),
        ("50", 7_000), ("51", 7_400), ("60", 11_000), ("100", 37_000),
    ] {
        assert_eq!(law(&["fee", "--items", items], "")["fen"], yuan * 100, "{items} requests");
    }
    for (pages, yuan) in [
        ("30", 0), ("31", 10), ("100", 700), ("101", 720), ("200", 2_700), ("201", 2_740), ("250", 4_700),
    ] {
        assert_eq!(law(&["fee", "--pages", pages], "")["fen"], yuan * 100, "{pages} pages");
    }
}

/// The working days of each year, and the Saturdays and Sundays that work (C-2).
#[rustfmt::skip]
#[test]
fn years() {
    for (year, working, make_up) in [
        (2019, 250, "02-02 02-03 04-28 05-05 09-29 10-12"),
        (2020, 249, "01-19 04-26 05-09 06-28 09-27 10-10"),
        (2021, 250, "02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
        (2022, 249, "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
        (2023, 249, "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
        (2024, 251, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, 248, "01-26 02-08 04-27 09-28 10-11"),
        (2026, 248, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ] {
        let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
        let said = law(&["calendar", "--from", &from, "--to", &to], "");
        assert_eq!(said["working_days"], working, "{year}");
        let days: Vec<&str> = said["days"].as_array().unwrap().iter()
            .filter(|day| day["kind"] == "make_up")
            .map(|day| &day["date"].as_str().unwrap()[5..])
            .collect();
        assert_eq!(days.join(" "), make_up, "{year}");
    }
}

/// The working day to warn for, of 01-31, 02-20, 03-10 and 03-31.
#[rustfmt::skip]
#[test]
fn fixed_dates() {
    for (year, warn) in [
        (2022, ["2022-01-30", "2022-02-18", "2022-03-10", "2022-03-31"]),
        (2023, ["2023-01-31", "2023-02-20", "2023-03-10", "2023-03-31"]),
        (2024, ["2024-01-31", "2024-02-20", "2024-03-08", "2024-03-29"]),
        (2025, ["2025-01-27", "2025-02-20", "2025-03-10", "2025-03-31"]),
        (2026, ["2026-01-30", "2026-02-14", "2026-03-10", "2026-03-31"]),
    ] {
        let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
        let said = law(&["calendar", "--from", &from, "--to", &to], "");
        let fixed = said["fixed"].as_array().unwrap();
        for (day, warn) in ["01-31", "02-20", "03-10", "03-31"].iter().zip(warn) {
            let date = format!("{year}-{day}");
            let found = fixed.iter().find(|fixed| fixed["date"] == date.as_str()).unwrap();
            assert_eq!(found["warn"], warn, "{date}");
        }
    }
}
