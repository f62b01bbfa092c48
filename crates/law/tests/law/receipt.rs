//! 收到之日 (A-31; traps 4, 5) and the ordinary period (A-33.2, E-1, E-2).

use law::case::Status;

use crate::facts::{assess, day, ids, rules};

/// Facts, receipt, last day, rule (A-31; traps 4, 5).
#[test]
fn the_day_of_receipt_by_channel() {
    for (facts, receipt, due, rule) in [
        (
            "2026-03-02 submitted channel=counter",
            "2026-03-02",
            "2026-03-30",
            "A-31.1",
        ),
        // Signed at the gate on Friday, seen by the unit on Monday: Friday counts.
        (
            "2026-09-18 submitted channel=registered_mail",
            "2026-09-18",
            "2026-10-22",
            "A-31.2",
        ),
        (
            "2026-01-31 submitted channel=online\n2026-01-31 confirmed",
            "2026-01-31",
            "2026-03-05",
            "A-31.4",
        ),
        (
            "2026-01-31 submitted channel=online\n2026-02-02 confirmed",
            "2026-02-02",
            "2026-03-06",
            "A-31.4",
        ),
        (
            "2026-02-14 submitted channel=fax\n2026-02-14 confirmed",
            "2026-02-14",
            "2026-03-20",
            "A-31.4",
        ),
        (
            "2025-09-19 submitted channel=ordinary_mail\n2025-09-19 confirmed",
            "2025-09-19",
            "2025-10-23",
            "A-31.3",
        ),
    ] {
        let case = assess(facts, "2026-09-18");
        assert_eq!(
            (case.receipt, case.due),
            (Some(day(receipt)), Some(day(due))),
            "{facts}"
        );
        assert_eq!(case.because[0].rule, rule);
        assert_eq!(
            (case.because[1].rule.id(), case.because[1].days),
            ("A-33.2", Some(20))
        );
        assert_eq!(
            (case.because[1].from, case.because[1].to),
            (case.receipt, case.due)
        );
        assert_eq!(
            case.because[1].citation.as_str(),
            "政府信息公开条例第三十三条第二款"
        );
    }
}

/// Facts, the findings of confirming late.
#[test]
fn confirming_must_not_delay() {
    for (facts, expected) in [
        (
            "2026-01-31 submitted channel=online\n2026-02-02 confirmed",
            vec![],
        ),
        (
            "2026-01-31 submitted channel=online\n2026-02-03 confirmed",
            vec!["A-31.4"],
        ),
        (
            "2026-03-02 submitted channel=ordinary_mail\n2026-03-02 confirmed",
            vec![],
        ),
        (
            "2026-03-02 submitted channel=ordinary_mail\n2026-03-03 confirmed",
            vec!["A-31.3"],
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 confirmed",
            vec!["A-31.4"],
        ),
    ] {
        assert_eq!(ids(&assess(facts, "2026-03-03")), expected, "{facts}");
    }
}

#[test]
fn nothing_runs_before_both_sides_confirmed() {
    let facts = "2026-01-31 submitted channel=online";
    let case = assess(facts, "2026-02-02");
    assert_eq!(case.status, Status::Unconfirmed);
    assert_eq!((case.receipt, case.due, case.latest), (None, None, None));
    assert!(case.because.is_empty() && case.findings.is_empty());
    assert_eq!(ids(&assess(facts, "2026-02-03")), ["A-31.4"]);
}

/// E-1, E-2: the day of receipt chooses the period. Received, last day, latest day, rule.
#[test]
fn before_2019_05_15_the_period_was_fifteen_days() {
    for (received, due, rule) in [
        ("2019-05-14", "2019-06-04", "E-2"),
        ("2019-05-15", "2019-06-13", "A-33.2"),
    ] {
        let case = assess(&format!("{received} submitted channel=counter"), received);
        assert_eq!(
            (case.due, rules(&case)),
            (Some(day(due)), vec!["A-31.1", rule])
        );
    }
}

/// and overdue only after the last day (C-10).
#[test]
fn the_last_day_and_the_day_after() {
    let facts = "2024-09-13 submitted channel=counter";
    for (as_of, overdue, findings) in [
        ("2024-10-16", false, vec![]),
        ("2024-10-17", false, vec![]),
        ("2024-10-18", true, vec!["A-33.2"]),
    ] {
        let case = assess(facts, as_of);
        assert_eq!((case.overdue, ids(&case)), (overdue, findings), "{as_of}");
        assert_eq!(
            (case.due, case.latest),
            (Some(day("2024-10-17")), Some(day("2024-11-14")))
        );
    }
}

/// Trap 30, C-8.
#[test]
fn a_last_day_in_an_unknown_year_is_provisional() {
    let case = assess("2026-12-04 submitted channel=counter", "2026-12-04");
    assert!(case.provisional);
    let case = assess("2026-12-03 submitted channel=counter", "2026-12-03");
    assert!(!case.provisional);
}

#[test]
fn acts_after_the_day_of_assessment_are_not_known() {
    let facts =
        "2026-03-02 submitted channel=counter\n2026-03-20 answered code=OPEN-GIVE how=handed";
    assert_eq!(assess(facts, "2026-03-19").status, Status::Open);
    assert_eq!(assess(facts, "2026-03-20").status, Status::Closed);
}
