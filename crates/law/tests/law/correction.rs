//! 补正 (A-30; trap 6).

use law::case::{Kind, Status};

use crate::facts::{assess, day, ids, rules};

const NOTICED: &str = "2025-09-19 submitted channel=counter
                       2025-09-28 correction_noticed days=15 reached=2025-09-29";

/// trap 6.
#[test]
fn the_period_starts_anew_at_zero() {
    let case = assess(NOTICED, "2025-09-30");
    assert_eq!(case.status, Status::AwaitingCorrection);
    assert_eq!((case.due, case.latest, case.overdue), (None, None, false));
    assert_eq!(rules(&case), ["A-31.1", "A-30.1"]);
    assert_eq!(case.because[1].to, Some(day("2025-10-27")));

    let case = assess(&format!("{NOTICED}\n2025-10-15 corrected"), "2025-10-15");
    assert_eq!(case.status, Status::Open);
    assert_eq!(case.due, Some(day("2025-11-12")));
    assert_eq!(case.receipt, Some(day("2025-09-19")));
    assert_eq!(rules(&case), ["A-31.1", "A-30.2", "A-33.2"]);
    assert!(case.findings.is_empty());
}

/// the day of the notice, what is found.
#[test]
fn the_notice_goes_out_by_the_seventh_working_day() {
    for (on, expected) in [
        ("2025-09-28", vec![]),
        ("2025-09-29", vec![]),
        ("2025-09-30", vec!["A-30.5"]),
        // After the last day to answer, 10-23, the case stays late as well.
        ("2025-10-24", vec!["A-30.5", "A-33.2"]),
    ] {
        let facts = format!(
            "2025-09-19 submitted channel=counter\n{on} correction_noticed days=15 reached={on}"
        );
        assert_eq!(ids(&assess(&facts, on)), expected, "{on}");
        // A late restart runs, but is never clean.
        let case = assess(&format!("{facts}\n2025-11-03 corrected"), "2025-11-03");
        assert_eq!(case.due, Some(day("2025-12-01")));
        assert!(ids(&case).starts_with(&expected), "{on}");
    }
}

/// no correction in time.
#[test]
fn the_request_lapses_after_the_applicants_period_and_not_before() {
    for (on, allowed, found) in [
        ("2025-10-27", false, vec!["A-30.3"]),
        ("2025-10-28", true, vec![]),
    ] {
        assert_eq!(
            assess(NOTICED, on).allowed.contains(&Kind::Lapsed),
            allowed,
            "{on}"
        );
        let case = assess(&format!("{NOTICED}\n{on} lapsed code=LAPSE-CORR"), on);
        assert_eq!((case.status, ids(&case)), (Status::Closed, found), "{on}");
        assert!(case.row.unwrap().contains("（六）其他处理 1."));
    }
    let case = assess(&format!("{NOTICED}\n2025-10-28 corrected"), "2025-10-28");
    assert_eq!(ids(&case), ["A-30.3"]);
    // The wrong lapse: nobody was asked to pay.
    let case = assess(
        &format!("{NOTICED}\n2025-10-28 lapsed code=LAPSE-FEE"),
        "2025-10-28",
    );
    assert_eq!(ids(&case), ["A-36.1"]);
    // Whose notice has no arrival has no period that could end.
    let unreached = "2025-09-19 submitted channel=counter\n2025-09-28 correction_noticed days=15";
    assert!(
        !assess(unreached, "2026-09-28")
            .allowed
            .contains(&Kind::Lapsed)
    );
}

///
#[test]
fn one_round_and_a_reasonable_period() {
    for (facts, expected) in [
        (
            "2025-09-22 correction_noticed days=16 reached=2025-09-22",
            vec!["A-30.4"],
        ),
        (
            "2025-09-22 correction_noticed reached=2025-09-22",
            vec!["A-30.4"],
        ),
        (
            "2025-09-22 correction_noticed days=5 reached=2025-09-22\n2025-09-23 corrected
             2025-09-24 correction_noticed days=5 reached=2025-09-24",
            vec!["A-30.4"],
        ),
        (
            "2025-09-22 answered code=UNCLEAR how=posted",
            vec!["A-30.4"],
        ),
        (
            "2025-09-22 correction_noticed days=5 reached=2025-09-22\n2025-09-23 corrected
             2025-09-24 answered code=UNCLEAR how=posted",
            vec![],
        ),
    ] {
        let case = assess(
            &format!("2025-09-19 submitted channel=counter\n{facts}"),
            "2025-09-30",
        );
        assert_eq!(ids(&case), expected, "{facts}");
    }
}

#[test]
fn what_nobody_asked_for_starts_nothing_anew() {
    let case = assess(
        "2025-09-19 submitted channel=counter\n2025-10-15 corrected",
        "2025-10-15",
    );
    assert_eq!(
        (case.due, ids(&case)),
        (Some(day("2025-10-23")), vec!["A-30.2"])
    );
    let case = assess(
        "2025-09-19 submitted channel=counter\n2025-10-15 fee_paid",
        "2025-10-15",
    );
    assert_eq!(
        (case.due, ids(&case)),
        (Some(day("2025-10-23")), vec!["F-8"])
    );
}

/// a notice without a period starts none, so nothing lapses by it.
#[test]
fn without_a_period_nothing_lapses() {
    let facts = "2026-03-02 submitted channel=counter\n2026-03-03 correction_noticed reached=2026-03-03\n2026-03-30 lapsed code=LAPSE-CORR";
    assert_eq!(ids(&assess(facts, "2026-03-30")), ["A-30.4", "A-30.3"]);
}
