//! A case of 复议 or 诉讼 as it is recorded: what may follow on what, and where it stands in 表四 (D-12, D-14, R-52 to R-55).

use law::{
    remedy::{
        dispute::stands_in,
        steps::{Recorded, Step, against_opening, against_step},
    },
    report::{Outcome4, Track},
    rule::Rule,
};

use crate::facts::day;

fn open(track: Track) -> Recorded {
    Recorded {
        track,
        opened_on: day("2026-03-02"),
        copied: false,
        answered: false,
        closed: false,
        ordered: false,
        complied: false,
    }
}

/// Case, step, day: rule and place of each finding.
#[test]
fn a_step_follows_on_what_is_there() {
    let review = open(Track::Review);
    let suit = open(Track::DirectSuit);
    let ended = Step::Closed(Outcome4::Upheld);
    let pending = Step::Closed(Outcome4::Pending);
    let with = |change: fn(&mut Recorded)| {
        let mut case = review;
        change(&mut case);
        case
    };
    let copied = with(|case| case.copied = true);
    let answered = with(|case| case.answered = true);
    let closed = with(|case| case.closed = true);
    let ordered = with(|case| {
        case.closed = true;
        case.ordered = true;
    });
    let complied = with(|case| {
        case.ordered = true;
        case.complied = true;
    });
    let cases: [(Recorded, Step, &[(Rule, &str)]); 17] = [
        (review, Step::Copied, &[]),
        (review, Step::Answered, &[]),
        (review, Step::Extended, &[]),
        (review, ended, &[]),
        (suit, Step::Answered, &[]),
        (suit, ended, &[]),
        (suit, Step::Copied, &[(Rule::D_12, "step")]),
        (suit, Step::Extended, &[(Rule::D_12, "step")]),
        (copied, Step::Copied, &[(Rule::D_12, "step")]),
        (answered, Step::Answered, &[(Rule::D_12, "step")]),
        (review, pending, &[(Rule::R_53, "result")]),
        (closed, Step::Copied, &[(Rule::R_53, "step")]),
        (closed, Step::Extended, &[(Rule::R_53, "step")]),
        (closed, ended, &[(Rule::R_53, "step")]),
        (review, Step::Complied, &[(Rule::D_14, "step")]),
        (ordered, Step::Complied, &[]),
        (complied, Step::Complied, &[(Rule::D_14, "step")]),
    ];
    for (case, step, expected) in cases {
        let found = against_step(&case, step, day("2026-03-02"));
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.id, one.place.as_str()))
            .collect();
        assert_eq!(found, expected, "{case:?} {step:?}");
        let early = against_step(&case, step, day("2026-03-01"));
        assert_eq!(early.len(), expected.len() + 1);
        assert_eq!((early[0].id, early[0].place.as_str()), (Rule::R_53, "on"));
    }
}

#[test]
fn a_case_is_no_older_than_its_request() {
    let on = day("2026-03-02");
    assert_eq!(against_opening(on, Some(on)), None);
    assert_eq!(against_opening(on, Some(day("2026-03-01"))), None);
    let place = |submitted| against_opening(on, submitted).map(|one| (one.id, one.place));
    let late = Some((Rule::R_52, "on".to_string()));
    assert_eq!(place(Some(day("2026-03-03"))), late);
    assert_eq!(place(None), Some((Rule::R_52, "request".to_string())));
}

/// Opened, ended with its result, year: the column.
#[test]
fn a_case_stands_under_its_result_or_as_pending() {
    let ended = |on: &str| Some((day(on), Outcome4::Corrected));
    for (opened, ended, year, column) in [
        ("2025-12-31", None, 2025, Some(Outcome4::Pending)),
        ("2025-12-31", None, 2026, Some(Outcome4::Pending)),
        ("2025-12-31", None, 2024, None),
        (
            "2025-12-31",
            ended("2026-01-01"),
            2025,
            Some(Outcome4::Pending),
        ),
        (
            "2025-12-31",
            ended("2026-01-01"),
            2026,
            Some(Outcome4::Corrected),
        ),
        ("2025-12-31", ended("2026-12-31"), 2027, None),
        (
            "2025-01-01",
            ended("2025-06-01"),
            2025,
            Some(Outcome4::Corrected),
        ),
        ("2025-01-01", ended("2025-06-01"), 2024, None),
    ] {
        assert_eq!(
            stands_in(day(opened), ended, year),
            column,
            "{opened} {year}"
        );
    }
}
