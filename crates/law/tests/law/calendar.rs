//! law.md 11 and 1.7; traps 1 to 4, 30.

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use law::calendar::{Calendar, DayKind};

use crate::facts::day;

/// A-33.2, C-1: received, T(7), T(15), T(20), T(40).
const PERIODS: [[&str; 5]; 9] = [
    [
        "2022-12-15",
        "2022-12-26",
        "2023-01-06",
        "2023-01-13",
        "2023-02-15",
    ],
    [
        "2024-01-31",
        "2024-02-08",
        "2024-02-26",
        "2024-03-04",
        "2024-04-01",
    ],
    [
        "2024-09-02",
        "2024-09-11",
        "2024-09-24",
        "2024-09-30",
        "2024-11-01",
    ],
    [
        "2024-09-13",
        "2024-09-25",
        "2024-10-11",
        "2024-10-17",
        "2024-11-14",
    ],
    [
        "2025-01-20",
        "2025-02-05",
        "2025-02-14",
        "2025-02-21",
        "2025-03-21",
    ],
    [
        "2025-09-19",
        "2025-09-29",
        "2025-10-16",
        "2025-10-23",
        "2025-11-20",
    ],
    [
        "2026-01-31",
        "2026-02-10",
        "2026-02-27",
        "2026-03-05",
        "2026-04-02",
    ],
    [
        "2026-02-14",
        "2026-03-03",
        "2026-03-13",
        "2026-03-20",
        "2026-04-20",
    ],
    [
        "2026-09-18",
        "2026-09-29",
        "2026-10-15",
        "2026-10-22",
        "2026-11-19",
    ],
];

/// A-33.2, C-1, C-4; trap 4: receipt on a rest day starts the next working day.
#[test]
fn working_days_after_the_day_of_receipt() {
    let cn = Calendar::cn();
    for row in PERIODS {
        for (n, expected) in [7, 15, 20, 40].into_iter().zip(&row[1..]) {
            let deadline = cn.nth_working_day(day(row[0]), n);
            assert_eq!(deadline.date, day(expected), "T({n}) of {}", row[0]);
            assert_eq!(deadline.days.len(), n as usize);
            assert!(!deadline.provisional);
            assert_eq!(cn.working_days_between(day(row[0]), deadline.date), n);
        }
    }
}

/// Trap 2: what Monday-to-Friday counting gives for the same days; right once, by luck.
#[test]
fn counting_monday_to_friday_is_wrong() {
    let expected = [
        "2023-01-12",
        "2024-02-28",
        "2024-09-30",
        "2024-10-11",
        "2025-02-17",
        "2025-10-17",
        "2026-02-27",
        "2026-03-13",
        "2026-10-16",
    ];
    for (row, wrong) in PERIODS.iter().zip(expected) {
        assert_eq!(naive(day(row[0])), day(wrong));
    }
}

/// Trap 1: counting the day of receipt ends one working day early.
#[test]
fn the_day_of_receipt_never_counts() {
    let cn = Calendar::cn();
    let expected = [
        "2023-01-12",
        "2024-03-01",
        "2024-09-29",
        "2024-10-16",
        "2025-02-20",
        "2025-10-22",
        "2026-03-05",
        "2026-03-19",
        "2026-10-21",
    ];
    for (row, wrong) in PERIODS.iter().zip(expected) {
        let counted_from_the_day_before = cn
            .nth_working_day(day(row[0]).yesterday().unwrap(), 20)
            .date;
        assert_eq!(counted_from_the_day_before, day(wrong), "{}", row[0]);
    }
}

#[test]
fn the_twenty_days_one_by_one() {
    let days: Vec<String> = Calendar::cn()
        .nth_working_day(day("2024-09-13"), 20)
        .days
        .iter()
        .map(|day| day.strftime("%m-%d").to_string())
        .collect();
    let expected = "09-14 09-18 09-19 09-20 09-23 09-24 09-25 09-26 09-27 09-29 09-30 \
                    10-08 10-09 10-10 10-11 10-12 10-14 10-15 10-16 10-17";
    assert_eq!(days.join(" "), expected);
}

/// Trap 2, over the 2,881 start days of 2019-01-01 to 2026-11-20.
#[test]
fn how_often_monday_to_friday_counting_is_wrong() {
    let cn = Calendar::cn();
    let (mut right, mut early, mut late, mut worst) = (0, 0, 0, (0, Date::MIN));
    for start in date(2019, 1, 1)
        .series(1.day())
        .take_while(|day| *day <= date(2026, 11, 20))
    {
        let truth = cn.nth_working_day(start, 20).date;
        let guess = naive(start);
        let (first, last) = (truth.min(guess), truth.max(guess));
        let off = cn.working_days_between(first, last);
        if off > worst.0 {
            worst = (off, start);
        }
        match guess.cmp(&truth) {
            std::cmp::Ordering::Equal => right += 1,
            std::cmp::Ordering::Less => early += 1,
            std::cmp::Ordering::Greater => late += 1,
        }
    }
    assert_eq!((right, early, late), (1384, 1386, 111));
    assert_eq!(worst.0, 6);
    // Two of the rows that law.md names.
    assert_eq!(
        (
            naive(day("2019-01-07")),
            cn.nth_working_day(day("2019-01-07"), 20).date
        ),
        (day("2019-02-04"), day("2019-02-02"))
    );
    assert_eq!(
        (
            naive(day("2020-01-19")),
            cn.nth_working_day(day("2020-01-19"), 20).date
        ),
        (day("2020-02-14"), day("2020-02-24"))
    );
}

fn naive(start: Date) -> Date {
    start
        .series(1.day())
        .skip(1)
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        .nth(19)
        .unwrap()
}

/// law.md 11: working days of each year, and the Saturdays and Sundays that work (C-2, trap 3).
#[test]
fn the_years() {
    let cn = Calendar::cn();
    let years = [
        (2019, 250, "02-02 02-03 04-28 05-05 09-29 10-12"),
        (2020, 249, "01-19 04-26 05-09 06-28 09-27 10-10"),
        (2021, 250, "02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
        (2022, 249, "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
        (2023, 249, "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
        (2024, 251, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, 248, "01-26 02-08 04-27 09-28 10-11"),
        (2026, 248, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ];
    for (year, working, makeup) in years {
        let days: Vec<_> = date(year, 1, 1)
            .series(1.day())
            .take_while(|day| day.year() == year)
            .map(|day| cn.day(day))
            .collect();
        assert_eq!(
            days.iter().filter(|day| day.working).count(),
            working,
            "{year}"
        );
        let found: Vec<String> = days
            .iter()
            .filter(|day| day.kind == DayKind::MakeUp)
            .map(|day| day.date.strftime("%m-%d").to_string())
            .collect();
        assert_eq!(found.join(" "), makeup, "{year}");
    }
}

/// Days that a published package has wrong (law.md 11).
#[test]
fn single_days() {
    let cn = Calendar::cn();
    for (text, working, name) in [
        ("2020-01-31", false, Some("春节")),
        ("2020-02-01", false, None),
        ("2023-01-03", true, None),
        ("2026-01-05", true, None),
        ("2026-09-25", false, Some("中秋节")),
        ("2026-10-10", true, Some("国庆节")),
        ("2026-03-08", false, None), // C-5: a half-day holiday on a Sunday changes nothing.
        ("2026-05-04", false, Some("劳动节")),
        ("2026-08-01", false, None),
    ] {
        let found = cn.day(day(text));
        assert_eq!(
            (found.working, found.name.as_deref()),
            (working, name),
            "{text}"
        );
    }
}

/// C-7: a notice changes the running year.
#[test]
fn a_date_can_be_explained_with_the_calendar_of_its_day() {
    let cn = Calendar::cn();
    for (received, known_on, expected) in [
        ("2020-01-13", "2020-01-25", "2020-02-13"),
        ("2020-01-13", "2020-01-26", "2020-02-17"),
        ("2020-01-13", "2026-11-24", "2020-02-17"),
    ] {
        let then = cn.as_known_on(day(known_on));
        assert_eq!(
            then.nth_working_day(day(received), 20).date,
            day(expected),
            "{received} as known on {known_on}"
        );
    }
    let before = cn.as_known_on(day("2019-03-21"));
    for (text, was, is) in [
        ("2019-04-28", false, true),
        ("2019-05-01", false, false),
        ("2019-05-02", true, false),
        ("2019-05-03", true, false),
        ("2019-05-05", false, true),
    ] {
        assert_eq!(
            (before.is_working(day(text)), cn.is_working(day(text))),
            (was, is),
            "{text}"
        );
    }
}

#[test]
fn a_version_is_the_latest_notice() {
    let cn = Calendar::cn();
    assert_eq!(cn.version(), "国办发明电〔2025〕7号");
    assert_eq!(cn.versions().len(), 10);
    let before = cn.as_known_on(day("2020-01-20"));
    assert_eq!(before.version(), "国办发明电〔2019〕16号");
    assert_eq!(cn.at_version("国办发明电〔2019〕16号"), Some(before));
    assert_eq!(
        cn.at_version("国办发明电〔2020〕1号"),
        Some(cn.as_known_on(day("2020-01-26")))
    );
    assert_eq!(cn.at_version("no such notice"), None);
}

/// C-8: no notice, weekends only, and the date says so.
#[test]
fn later_years_are_provisional() {
    let cn = Calendar::cn();
    assert_eq!(cn.known_until(), Some(day("2026-12-31")));
    for (on, provisional) in [
        ("2018-12-31", true),
        ("2019-01-01", false),
        ("2026-12-31", false),
        ("2027-01-01", true),
    ] {
        assert_eq!(cn.provisional(day(on)), provisional, "{on}");
    }
    for (received, n, expected, provisional) in [
        ("2026-12-01", 20, "2026-12-29", false),
        ("2026-12-03", 20, "2026-12-31", false),
        ("2026-12-04", 20, "2027-01-01", true),
        ("2018-12-03", 20, "2018-12-31", true),
    ] {
        let deadline = cn.nth_working_day(day(received), n);
        assert_eq!(
            (deadline.date, deadline.provisional),
            (day(expected), provisional),
            "{received}"
        );
    }
    // Before any notice was made, nothing is known for sure.
    assert!(
        cn.as_known_on(day("2018-01-01"))
            .nth_working_day(day("2020-01-13"), 20)
            .provisional
    );
    // In November 2025 the year 2026 became known.
    assert!(
        cn.as_known_on(day("2025-11-03"))
            .provisional(day("2026-01-05"))
    );
    assert!(
        !cn.as_known_on(day("2025-11-04"))
            .provisional(day("2026-01-05"))
    );
}

#[test]
fn another_country_can_be_tried() {
    let file = r#"{"weekend": ["fri", "sat"], "off": ["2026-03-03"], "work": ["2026-03-06"]}"#;
    let calendar = Calendar::from_json(file).unwrap();
    assert_eq!(calendar.version(), "file");
    // Sun 03-01 is the start; Mon 02, Wed 04, Thu 05, Fri 06 (works), Sun 08.
    let deadline = calendar.nth_working_day(day("2026-03-01"), 5);
    assert_eq!(deadline.date, day("2026-03-08"));
    assert!(!deadline.provisional);
    for (broken, word) in [
        (r#"{"weekend": ["holiday"]}"#, "holiday"),
        (r#"{"weekend": [], "off": ["2026-02-30"]}"#, "column 36"),
        (r#"{"off": []}"#, "weekend"),
        (
            r#"{"weekend": [], "off": ["2026-03-03"], "work": ["2026-03-03"]}"#,
            "2026-03-03 stands twice",
        ),
        ("{", "EOF"),
    ] {
        let error = Calendar::from_json(broken).unwrap_err();
        assert!(error.contains(word), "{broken}: {error}");
    }
}

#[test]
fn a_calendar_without_working_days_ends() {
    let file = r#"{"weekend": ["mon","tue","wed","thu","fri","sat","sun"]}"#;
    let calendar = Calendar::from_json(file).unwrap();
    assert!(
        calendar
            .nth_working_day(day("2026-03-01"), 1)
            .days
            .is_empty()
    );
    // Looking for one stops somewhere, far off.
    let start = day("2026-03-01");
    assert!(calendar.last_working_day_by(start) < day("1926-03-01"));
    assert!(calendar.add_calendar_days_rolled(start, 1).date > day("2126-03-01"));
    assert!(calendar.add_months_rolled(start, 1).date > day("2126-03-01"));
}
