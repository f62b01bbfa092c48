//! 节假日安排调整 (law.md 11: C-6, C-7; trap 30), and what a working day is (C-1 to C-5, C-10).

use law::{
    calendar::Calendar,
    case::{self, Act, Settings, Status},
};

use crate::facts::{acts, assess, day};

/// Trap 30, C-7: received 2020-01-13, T(20) was 2020-02-13 and became 2020-02-17.
#[test]
fn a_new_notice_moves_open_deadlines_and_shows_it() {
    let after = Calendar::cn();
    let before = after.as_known_on(day("2020-01-25"));
    let cases: Vec<(&str, Vec<Act>)> = [
        ("moves", "2020-01-13 submitted channel=counter"),
        ("waits", "2020-01-10 submitted channel=counter\n2020-01-13 correction_noticed days=15 reached=2020-01-20"),
        ("pays", "2021-01-10 submitted channel=counter"),
        ("answered", "2020-01-13 submitted channel=counter\n2020-01-20 answered code=OPEN-GIVE how=handed"),
        ("stays", "2019-11-01 submitted channel=counter"),
        ("unconfirmed", "2020-01-13 submitted channel=online"),
        // T(20) was 2020-01-19, before what changed; only what an extension could reach moved.
        ("later", "2019-12-20 submitted channel=counter"),
    ]
    .map(|(name, lines)| (name, acts(lines)))
    .to_vec();
    let moved = case::moved(
        cases.iter().map(|(name, acts)| (*name, acts.as_slice())),
        &before,
        &after,
        day("2020-01-27"),
        &Settings::default(),
    );
    let names: Vec<&str> = moved.iter().map(|moved| moved.case).collect();
    assert_eq!(names, ["moves", "waits", "later"]);
    assert_eq!(
        moved[2].due,
        (Some(day("2020-01-19")), Some(day("2020-01-19")))
    );
    assert_eq!(moved[0].status, Status::Open);
    assert_eq!(
        moved[0].due,
        (Some(day("2020-02-13")), Some(day("2020-02-17")))
    );
    assert_eq!(
        moved[0].latest,
        (Some(day("2020-03-12")), Some(day("2020-03-16")))
    );
    assert_eq!(moved[0].applicant, (None, None));
    // While the applicant's own period runs, that is what moved: 15 working days after 2020-01-20:
    // 01-21 to 23, 01-31, 02-01, 02-03 to 07, 02-10 to 14; without 01-31 and 02-01 two more, 02-17 and 18.
    assert_eq!(
        (moved[1].status, moved[1].due),
        (Status::AwaitingCorrection, (None, None))
    );
    assert_eq!(
        moved[1].applicant,
        (Some(day("2020-02-14")), Some(day("2020-02-18")))
    );
    // By the same calendar nothing moves.
    let same = case::moved(
        [("a", acts("2020-01-13 submitted channel=counter").as_slice())],
        &after,
        &after,
        day("2020-01-27"),
        &Settings::default(),
    );
    assert_eq!(same, []);
}

/// C-6: a holiday of a minority area, laid over the notices.
#[test]
fn local_days_are_laid_over() {
    let cn = Calendar::cn();
    // 2026-04-15 a Wednesday off, 2026-04-18 a Saturday worked for it.
    let local = cn.with_local("三月三", &[day("2026-04-15")], &[day("2026-04-18")]);
    assert_eq!(
        local.version(),
        cn.version(),
        "local days make no other calendar"
    );
    for (date, national, here) in [
        ("2026-04-15", true, false),
        ("2026-04-18", false, true),
        ("2026-04-16", true, true),
        ("2026-04-19", false, false),
    ] {
        assert_eq!(
            (cn.is_working(day(date)), local.is_working(day(date))),
            (national, here),
            "{date}"
        );
    }
    let found = local.day(day("2026-04-15"));
    assert_eq!(
        (found.name.as_deref(), found.notice.as_deref()),
        (Some("三月三"), Some("三月三"))
    );
    assert_eq!(
        local.nth_working_day(day("2026-04-14"), 3).date,
        day("2026-04-18")
    );
    assert_eq!(local.version(), cn.version());
    // A local day wins over the notice of that day; what is known does not grow by it.
    let local = cn.with_local("节", &[day("2026-02-14"), day("2027-04-09")], &[]);
    assert!(!local.is_working(day("2026-02-14")) && !local.is_working(day("2027-04-09")));
    assert!(local.provisional(day("2027-04-09")));
    assert_eq!(local.known_until(), cn.known_until());
    // And stays over any earlier version.
    let then = local.as_known_on(day("2025-01-01"));
    assert!(!then.is_working(day("2027-04-09")));
    assert_eq!(then.known_until(), Some(day("2025-12-31")));
}

/// C-3, C-4, C-5: a statutory holiday is none; the end needs no rolling; 03-08, 05-04 and 08-01 change nothing.
#[test]
fn holidays_and_half_holidays() {
    let cn = Calendar::cn();
    for (date, working) in [
        ("2026-01-01", false),
        ("2026-10-01", false),
        // 2024-03-08 a Friday, 2027-03-08 a Monday, 2022-08-01 a Monday: work as ever. 2026-03-08 is a Sunday, not made up for.
        ("2024-03-08", true),
        ("2027-03-08", true),
        ("2022-08-01", true),
        ("2026-03-08", false),
        ("2026-03-09", true),
    ] {
        assert_eq!(cn.is_working(day(date)), working, "{date}");
    }
}

/// C-10: a day is a date: confirmed on it counts for it, and nothing is late on its own last day.
#[test]
fn the_day_ends_at_midnight() {
    let facts = "2026-03-02 submitted channel=online\n2026-03-02 confirmed\n2026-03-30 answered code=OPEN-GIVE how=electronic";
    let case = assess(facts, "2026-03-30");
    assert_eq!(
        (case.receipt, case.overdue, case.findings.len()),
        (Some(day("2026-03-02")), false, 0)
    );
}
