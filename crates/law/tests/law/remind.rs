//! 提醒 (A-33.2, A-31.4, A-47, A-49.1, D-12): on which days who is told.

use jiff::{ToSpan, civil::Date};
use law::{
    calendar::Calendar,
    remind::{Matter, Settings, Step, Told, step, told},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn on(matter: Matter, due: &str, today: &str) -> Option<String> {
    step(
        matter,
        day(due),
        day(today),
        &Calendar::cn(),
        &Settings::default(),
    )
    .map(Step::key)
}

#[test]
fn a_request_is_told_of_five_two_and_no_working_days_before_and_every_working_day_after() {
    // Due Thursday 2026-10-22. 10-10 is a Saturday that works; 10-17 and 10-18 rest.
    let cases = [
        ("2026-10-14", None),
        ("2026-10-15", Some("before/5")),
        ("2026-10-16", Some("before/5")),
        ("2026-10-17", Some("before/5")),
        ("2026-10-19", Some("before/5")),
        ("2026-10-20", Some("before/2")),
        ("2026-10-21", Some("before/2")),
        ("2026-10-22", Some("before/0")),
        ("2026-10-23", Some("late/2026-10-23")),
        ("2026-10-24", None),
        ("2026-10-25", None),
        ("2026-10-26", Some("late/2026-10-26")),
    ];
    for (today, expected) in cases {
        assert_eq!(
            on(Matter::Request, "2026-10-22", today).as_deref(),
            expected,
            "{today}"
        );
    }
}

#[test]
fn holidays_do_not_shorten_the_warning() {
    // Due Friday 2026-10-09, the second working day after the holidays of 10-01 to 10-07.
    let cases = [
        ("2026-09-23", None),
        ("2026-09-24", Some("before/5")),
        ("2026-09-27", Some("before/5")),
        ("2026-09-29", Some("before/5")),
        ("2026-09-30", Some("before/2")),
        ("2026-10-03", Some("before/2")),
        ("2026-10-08", Some("before/2")),
        ("2026-10-09", Some("before/0")),
        ("2026-10-10", Some("late/2026-10-10")),
    ];
    for (today, expected) in cases {
        assert_eq!(
            on(Matter::Request, "2026-10-09", today).as_deref(),
            expected,
            "{today}"
        );
    }
}

#[test]
fn each_matter_has_its_own_days() {
    let cases = [
        (
            Matter::Confirmation,
            "2026-11-25",
            "2026-11-24",
            Some("before/2"),
        ),
        (
            Matter::Confirmation,
            "2026-11-25",
            "2026-11-25",
            Some("before/0"),
        ),
        (
            Matter::Confirmation,
            "2026-11-25",
            "2026-11-26",
            Some("late/2026-11-26"),
        ),
        (Matter::Chase, "2026-11-27", "2026-11-24", None),
        (Matter::Chase, "2026-11-27", "2026-11-25", Some("before/2")),
        (Matter::Chase, "2026-11-27", "2026-11-27", Some("before/0")),
        (
            Matter::Chase,
            "2026-11-27",
            "2026-11-30",
            Some("late/2026-11-30"),
        ),
        (Matter::RemedyAnswer, "2026-11-27", "2026-11-24", None),
        (
            Matter::RemedyAnswer,
            "2026-11-27",
            "2026-11-25",
            Some("before/2"),
        ),
        // 2026-01-31 is a Saturday: warned for on Friday 01-30, late from Monday 02-02.
        (Matter::AnnualReport, "2026-01-31", "2025-12-31", None),
        (
            Matter::AnnualReport,
            "2026-01-31",
            "2026-01-04",
            Some("before/20"),
        ),
        (
            Matter::AnnualReport,
            "2026-01-31",
            "2026-01-28",
            Some("before/2"),
        ),
        (
            Matter::AnnualReport,
            "2026-01-31",
            "2026-01-30",
            Some("before/0"),
        ),
        (
            Matter::AnnualReport,
            "2026-01-31",
            "2026-01-31",
            Some("before/0"),
        ),
        (Matter::AnnualReport, "2026-01-31", "2026-02-01", None),
        (
            Matter::AnnualReport,
            "2026-01-31",
            "2026-02-02",
            Some("late/2026-02-02"),
        ),
        (Matter::Review, "2026-03-03", "2026-03-03", Some("before/0")),
        (
            Matter::Review,
            "2026-03-03",
            "2026-03-04",
            Some("late/2026-03-04"),
        ),
    ];
    for (matter, due, today, expected) in cases {
        assert_eq!(
            on(matter, due, today).as_deref(),
            expected,
            "{matter:?} {due} {today}"
        );
    }
}

#[test]
fn who_is_late_is_told_higher_up_too() {
    let settings = Settings::default();
    let near = [Told::Clerk, Told::DisclosureHead];
    assert_eq!(told(Matter::Request, Step::Before(5), &settings), near);
    assert_eq!(told(Matter::Request, Step::Before(0), &settings), near);
    assert_eq!(
        told(Matter::Request, Step::Late(day("2026-11-24")), &settings),
        [
            Told::Clerk,
            Told::DisclosureHead,
            Told::Leader,
            Told::Supervisor
        ]
    );
    let twice = Settings {
        tell_when_late: vec![Told::Clerk, Told::Leader],
        ..settings
    };
    assert_eq!(
        told(Matter::Request, Step::Late(day("2026-11-24")), &twice).len(),
        3
    );
}

#[test]
fn a_fault_of_the_inspection_is_told_three_days_before_and_daily_after_and_not_higher_up() {
    // Last good day Thursday 2026-10-22; 10-17 and 10-18, 10-24 and 10-25 rest.
    let cases = [
        ("2026-10-18", None),
        ("2026-10-19", Some("before/3")),
        ("2026-10-22", Some("before/3")),
        ("2026-10-23", Some("late/2026-10-23")),
        ("2026-10-24", None),
        ("2026-10-26", Some("late/2026-10-26")),
    ];
    for (today, expected) in cases {
        let step = on(Matter::Watch, "2026-10-22", today);
        assert_eq!(step.as_deref(), expected, "{today}");
    }
    let late = Step::Late(day("2026-10-23"));
    let near = [Told::Clerk, Told::DisclosureHead];
    assert_eq!(told(Matter::Watch, late, &Settings::default()), near);
}

#[test]
fn a_yearly_task_is_told_three_days_before_and_once_when_its_day_passed() {
    // Last day Thursday 2026-10-22; 10-24 and 10-25 rest.
    let cases = [
        ("2026-10-18", None),
        ("2026-10-19", Some("before/3")),
        ("2026-10-22", Some("before/3")),
        ("2026-10-23", Some("late/2026-10-23")),
        ("2026-10-24", None),
        ("2026-10-26", Some("late/2026-10-23")),
        ("2026-12-01", Some("late/2026-10-23")),
    ];
    for (today, expected) in cases {
        let step = on(Matter::Task, "2026-10-22", today);
        assert_eq!(step.as_deref(), expected, "{today}");
    }
    let settings = Settings::default();
    let near = [Told::Clerk, Told::DisclosureHead];
    assert_eq!(told(Matter::Task, Step::Before(3), &settings), near);
    let late = told(Matter::Task, Step::Late(day("2026-10-23")), &settings);
    assert_eq!(late, [Told::Clerk, Told::DisclosureHead, Told::Leader]);
}

#[test]
fn whatever_the_last_day_each_step_comes_in_time() {
    let calendar = Calendar::cn();
    let settings = Settings::default();
    let mut due = day("2025-01-02");
    while due < day("2026-12-20") {
        due = due.saturating_add(1.day());
        if !calendar.is_working(due) {
            continue;
        }
        for least in [5, 2, 0] {
            // The first day on which this step, or a nearer one, is told.
            let first = (0..40)
                .rev()
                .map(|back: i32| due.saturating_sub(back.days()))
                .find(|today| {
                    matches!(step(Matter::Request, due, *today, &calendar, &settings),
                        Some(Step::Before(days)) if days <= least)
                })
                .unwrap();
            assert!(
                calendar.working_days_between(first, due) >= least,
                "due {due}, step {least} first told on {first}"
            );
        }
    }
}

#[test]
fn a_later_notice_renews_the_calendar_and_bad_lines_are_named() {
    let calendar = Calendar::cn();
    assert!(calendar.provisional(day("2027-01-04")));
    let notice = "# 2027\n2027-01-01\toff\t元旦\t2026-11-20\t国办发明电〔2026〕9号\n2027-01-03\twork\t元旦\t2026-11-20\t国办发明电〔2026〕9号\n";
    let renewed = calendar.with_notices(notice).unwrap();
    assert_eq!(renewed.version(), "国办发明电〔2026〕9号");
    assert!(!renewed.is_working(day("2027-01-01")));
    assert!(renewed.is_working(day("2027-01-03")));
    assert!(!renewed.provisional(day("2027-01-04")));
    assert_ne!(renewed.fingerprint(), calendar.fingerprint());
    assert_eq!(renewed.exceptions_of(2027).count(), 2);
    // The same lines again change nothing.
    assert_eq!(renewed.with_notices(notice).unwrap(), renewed);
    // A correction of a running year under an older notice counts too, though the version is the same.
    let overlay = "2026-11-25\toff\t地方节日\t2025-01-01\t地方通知\n";
    let local = calendar.with_notices(overlay).unwrap();
    assert_eq!(local.version(), calendar.version());
    assert!(!local.is_working(day("2026-11-25")));
    assert_ne!(local.fingerprint(), calendar.fingerprint());
    let wrong = calendar
        .with_notices("2027-02-30\toff\t春节\t2026-11-20\tx\n2027-01-01\tfree\t元旦\t2026-11-20\tx\n2027-01-01\toff\n")
        .unwrap_err();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(wrong[0].starts_with("1: 2027-02-30"), "{wrong:?}");
    assert!(wrong[1].contains("free"), "{wrong:?}");
    assert!(wrong[2].starts_with("3: five cells"), "{wrong:?}");
    assert!(calendar.with_notices("# nothing\n").is_err());
}
