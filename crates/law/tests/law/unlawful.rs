//! Acts of the past that the law did not allow: a fact, named, never cured.

use law::case::Status;

use crate::facts::{assess, day, ids};

/// Facts, findings.
#[test]
fn out_of_order() {
    let received = "2026-03-02 submitted channel=counter";
    for (facts, expected) in [
        ("2026-03-03 answered code=OPEN-GIVE".into(), vec!["A-29.1"]),
        (
            "2026-03-02 submitted channel=online\n2026-03-03 answered code=OPEN-GIVE".into(),
            vec!["A-31.4"],
        ),
        (
            format!("{received}\n2026-03-03 submitted channel=online"),
            vec!["A-45"],
        ),
        (
            format!("{received}\n2026-03-03 reasons_given reasonable=true"),
            vec!["A-35.1"],
        ),
        (
            format!("{received}\n2026-03-03 reasons_asked days=5\n2026-03-04 reasons_asked days=5"),
            vec!["A-35.1"],
        ),
        (
            format!("{received}\n2026-03-03 third_party_reached ref=a"),
            vec!["A-32.1"],
        ),
        (
            format!("{received}\n2026-03-03 organ_reached ref=a"),
            vec!["A-34"],
        ),
        (
            format!("{received}\n2026-03-03 lapsed code=LAPSE-CORR"),
            vec!["A-36.1"],
        ),
        (
            format!("{received}\n2026-03-03 withdrawn\n2026-03-04 answered code=NONE"),
            vec!["A-36.1"],
        ),
        (
            format!(
                "{received}\n2026-03-03 answered code=NONE\n2026-03-04 answered code=OPEN-GIVE"
            ),
            vec!["A-36.1"],
        ),
        (
            format!(
                "{received}\n2026-03-03 correction_noticed days=15 reached=2026-03-03\n2026-03-04 answered code=OPEN-GIVE"
            ),
            vec!["A-30.2"],
        ),
        (
            format!(
                "{received}\n2026-03-03 correction_noticed days=15 reached=2026-03-03\n2026-03-04 extended days=20 consented=2026-03-04 noticed=2026-03-04"
            ),
            vec!["A-30.2"],
        ),
    ] {
        assert_eq!(ids(&assess(&facts, "2026-03-05")), expected, "{facts}");
    }
}

/// The first answer stands; what came after it does not change it.
#[test]
fn the_first_closing_counts() {
    let case = assess(
        "2026-03-02 submitted channel=counter\n2026-03-03 answered code=NONE\n2026-03-04 answered code=OPEN-GIVE",
        "2026-03-05",
    );
    assert_eq!(
        (case.closed_on, case.code.map(law::outcome::Code::as_str)),
        (Some(day("2026-03-03")), Some("NONE"))
    );
}

/// Acts may be written in any order; their days decide.
#[test]
fn days_decide_the_order() {
    let case = assess(
        "2026-03-30 answered code=NONE\n2026-03-02 submitted channel=counter",
        "2026-03-30",
    );
    assert_eq!((case.status, case.findings.len()), (Status::Closed, 0));
}

/// An answer before both sides confirmed: closed, though no period ever ran.
#[test]
fn an_answer_without_receipt() {
    let case = assess(
        "2026-03-02 submitted channel=online\n2026-03-03 answered code=OPEN-GIVE",
        "2026-03-05",
    );
    assert_eq!(
        (case.status, case.due, case.row),
        (Status::Closed, None, None)
    );
}

/// What is refused changes nothing: facts, receipt, last day, status.
#[test]
fn what_is_refused_moves_nothing() {
    let received = "2026-03-02 submitted channel=counter";
    for (facts, due, status) in [
        // A second submission, a confirmation of what was received already.
        (
            format!("{received}\n2026-03-05 submitted channel=counter"),
            "2026-03-30",
            Status::Open,
        ),
        (
            format!("{received}\n2026-03-05 submitted channel=online"),
            "2026-03-30",
            Status::Open,
        ),
        (
            format!("{received}\n2026-03-05 confirmed"),
            "2026-03-30",
            Status::Open,
        ),
        // Reasons given twice: the first count.
        (
            format!(
                "{received}\n2026-03-03 reasons_asked days=5\n2026-03-04 reasons_given reasonable=true\n2026-03-05 reasons_given reasonable=true answer_by=2026-06-30"
            ),
            "2026-03-30",
            Status::Open,
        ),
        // A correction or a payment that nobody asked for (A-30.2, F-8).
        (
            format!("{received}\n2026-03-05 corrected"),
            "2026-03-30",
            Status::Open,
        ),
        (
            format!("{received}\n2026-03-05 fee_paid"),
            "2026-03-30",
            Status::Open,
        ),
        // A second extension.
        (
            format!(
                "{received}\n2026-03-05 extended days=5 consented=2026-03-05 noticed=2026-03-05\n2026-03-06 extended days=20 consented=2026-03-06 noticed=2026-03-06"
            ),
            "2026-04-07",
            Status::Open,
        ),
    ] {
        let case = assess(&facts, "2026-03-06");
        assert_eq!(
            (case.receipt, case.due, case.status),
            (Some(day("2026-03-02")), Some(day(due)), status),
            "{facts}"
        );
        assert_eq!(case.findings.len(), 1, "{facts}");
    }
}
