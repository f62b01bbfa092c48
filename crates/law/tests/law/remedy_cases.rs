//! 复议、诉讼案件 (law.md 2.4, 9; traps 14 to 16, 20, 27).

use law::{
    calendar::Calendar,
    outcome::Code,
    remedy::{
        course::{Course, Procedure, clocks},
        dispute::{
            Dispute, Ending, Instance, column, column_in, counts_here, table4, track, unusual_track,
        },
        period::Period,
        standing::{
            Against, Defendant, Organ, Reviewed, Reviewer, defendants, review_first, reviewer,
            unanswered, ways,
        },
    },
    report::{Outcome4, Track},
};

use crate::facts::day;

/// D-1 to D-4, trap 14: code, reply of 2023-12-31, of 2024-01-01.
#[test]
fn review_comes_first_for_refusals_only() {
    for (code, then, now) in [
        (Code::NoProcess, false, true),
        (Code::NoThird, false, true),
        (Code::Part, false, true),
        // Trap 20: 查询 stands among 不予公开 in the report, and is no refusal under Articles 14 to 16.
        (Code::Query, false, false),
        (Code::None, false, false),
        (Code::Repeat, false, false),
        (Code::OpenGive, false, false),
        (Code::Other, false, false),
    ] {
        let found = ["2023-12-31", "2024-01-01"].map(|on| review_first(code, day(on)));
        assert_eq!(found, [then, now], "{code:?}");
    }
}

/// D-6, trap 15.
#[test]
fn before_whom() {
    for (organ, expected) in [
        (Organ::Department, Reviewer::SameGovernment),
        (Organ::Justice, Reviewer::SameGovernmentOrSuperior),
        (Organ::Vertical, Reviewer::SuperiorDepartment),
        (Organ::Township, Reviewer::UpperGovernment),
        (Organ::County, Reviewer::UpperGovernment),
    ] {
        assert_eq!(reviewer(organ), expected, "{organ:?}");
    }
}

/// D-9, D-10, F-10, trap 16: 复议, suit.
#[test]
fn what_can_be_attacked() {
    for (against, review, suit) in [
        (Against::CorrectionNotice, false, false),
        (Against::ExtensionNotice, false, false),
        (Against::FeeNotice, false, false),
        (Against::Silence, true, true),
    ] {
        let found = ways(against);
        assert_eq!((found.review, found.suit), (review, suit), "{against:?}");
        assert!(!found.citation.is_empty());
    }
}

/// D-15.
#[test]
fn who_is_sued_after_review() {
    assert_eq!(
        defendants(Reviewed::Upheld),
        [Defendant::Original, Defendant::Reviewer]
    );
    assert_eq!(defendants(Reviewed::Changed), [Defendant::Reviewer]);
}

/// D-13: last day 2024-10-11; answered on, as of, treated as having no evidence.
#[test]
fn no_answer_is_no_evidence() {
    for (answered, as_of, without) in [
        (None, "2024-10-11", false),
        (None, "2024-10-12", true),
        (Some("2024-10-11"), "2024-10-30", false),
        (Some("2024-10-12"), "2024-10-30", true),
        // An answer that is dated after the day looked at has not been given yet.
        (Some("2024-10-14"), "2024-10-11", false),
    ] {
        let found = unanswered(day("2024-10-11"), answered.map(day), day(as_of));
        assert_eq!(found.is_some(), without, "{answered:?} {as_of}");
        assert!(found.is_none_or(|finding| finding.id == "D-13"));
    }
}

/// D-12, D-14: the clocks of a case, as of 2026-06-15.
#[test]
fn a_remedy_case_has_its_own_clocks() {
    let cn = Calendar::cn();
    let course = Course {
        copy_reached: Some(day("2024-09-29")),
        accepted: Some(day("2026-03-02")),
        ordered: Some(day("2026-01-28")),
        ..Course::default()
    };
    for (course, expected) in [
        (
            course,
            [
                (Period::AnswerSimple, "2024-10-11", true, true),
                (Period::DecisionSimple, "2026-04-01", true, false),
                (Period::CourtOrder, "2026-03-03", true, true),
            ],
        ),
        (
            Course {
                procedure: Procedure::Ordinary,
                answered: Some(day("2024-10-17")),
                decided: Some(day("2026-05-06")),
                disclosed: Some(day("2026-03-03")),
                ..course
            },
            [
                (Period::AnswerOrdinary, "2024-10-17", false, true),
                (Period::DecisionOrdinary, "2026-05-06", false, false),
                (Period::CourtOrder, "2026-03-03", false, true),
            ],
        ),
        (
            Course {
                procedure: Procedure::Ordinary,
                extended: true,
                answered: Some(day("2024-10-18")),
                decided: Some(day("2026-06-02")),
                disclosed: Some(day("2026-03-04")),
                ..course
            },
            [
                (Period::AnswerOrdinary, "2024-10-17", true, true),
                (Period::DecisionExtended, "2026-06-01", true, false),
                (Period::CourtOrder, "2026-03-03", true, true),
            ],
        ),
    ] {
        let found = clocks(&course, day("2026-06-15"), &cn);
        let seen: Vec<_> = found
            .iter()
            .map(|clock| (clock.period, clock.last.date(), clock.late, clock.ours))
            .collect();
        assert_eq!(
            seen,
            expected.map(|(period, last, late, ours)| (period, day(last), late, ours)),
            "{course:?}"
        );
    }
    assert_eq!(clocks(&Course::default(), day("2026-06-15"), &cn), []);
    // On the last day itself nothing is late, and what is done later is not done yet.
    let course = Course {
        copy_reached: Some(day("2024-09-29")),
        answered: Some(day("2024-10-12")),
        ..Course::default()
    };
    let found = clocks(&course, day("2024-10-11"), &cn);
    assert_eq!((found[0].late, found[0].done), (false, None));
    let found = clocks(&course, day("2024-10-12"), &cn);
    assert_eq!(
        (found[0].late, found[0].done),
        (true, Some(day("2024-10-12")))
    );
}

/// ending, column of 表四.
#[test]
fn which_ending_is_which_column() {
    for (column_expected, endings) in [
        (
            Outcome4::Upheld,
            vec![Ending::Upheld, Ending::ClaimRejected],
        ),
        (
            Outcome4::Corrected,
            vec![
                Ending::Changed,
                Ending::Revoked,
                Ending::PartlyRevoked,
                Ending::DeclaredUnlawful,
                Ending::Ordered,
            ],
        ),
        (
            Outcome4::Otherwise,
            vec![
                Ending::NotAccepted,
                Ending::Dismissed,
                Ending::Terminated,
                Ending::Withdrawn,
                Ending::Mediated,
            ],
        ),
    ] {
        for ending in endings {
            assert_eq!(column(ending), column_expected, "{ending:?}");
        }
    }
    let zh: std::collections::BTreeSet<&str> = Ending::ALL.iter().map(|e| e.zh()).collect();
    let en: std::collections::BTreeSet<&str> = Ending::ALL.iter().map(|e| e.en()).collect();
    assert_eq!((zh.len(), en.len()), (12, 12));
    assert!(!zh.contains("") && !en.contains(""));
}

/// trap 27.
#[test]
fn which_group_and_who_counts() {
    assert_eq!(track(false, false), Track::Review);
    assert_eq!(track(false, true), Track::Review);
    assert_eq!(track(true, false), Track::DirectSuit);
    assert_eq!(track(true, true), Track::SuitAfterReview);
    assert!(counts_here(true) && !counts_here(false));
}

fn dispute(track: Track, instances: &[(&str, Option<(&str, Ending)>)]) -> Dispute {
    Dispute {
        track,
        opened_on: day(instances[0].0),
        instances: instances
            .iter()
            .map(|(opened, ended)| Instance {
                opened_on: day(opened),
                ended: ended.map(|(on, ending)| (day(on), ending)),
            })
            .collect(),
    }
}

/// instances; column in 2024, 2025, 2026, 2027.
#[test]
fn a_dispute_counts_by_its_state_at_the_end_of_the_year() {
    use Ending::{Dismissed, Revoked, Upheld};
    let (up, fix, other, open) = (
        Some(Outcome4::Upheld),
        Some(Outcome4::Corrected),
        Some(Outcome4::Otherwise),
        Some(Outcome4::Pending),
    );
    for (instances, expected) in [
        // Opened and ended in one year.
        (
            vec![("2025-03-03", Some(("2025-06-03", Upheld)))],
            [None, up, None, None],
        ),
        // pending at 12-31, and again under its result.
        (
            vec![("2025-11-03", Some(("2026-01-05", Revoked)))],
            [None, open, fix, None],
        ),
        (
            vec![("2025-11-03", Some(("2025-12-31", Revoked)))],
            [None, fix, None, None],
        ),
        (vec![("2025-11-03", None)], [None, open, open, open]),
        // an appeal is the same case: its latest state.
        (
            vec![
                ("2025-03-03", Some(("2025-06-03", Dismissed))),
                ("2025-07-01", Some(("2025-10-09", Revoked))),
            ],
            [None, fix, None, None],
        ),
        (
            vec![
                ("2025-03-03", Some(("2025-06-03", Dismissed))),
                ("2025-07-01", None),
            ],
            [None, open, open, open],
        ),
        (
            vec![
                ("2025-03-03", Some(("2025-06-03", Dismissed))),
                ("2026-01-05", Some(("2026-04-07", Upheld))),
            ],
            [None, other, up, None],
        ),
    ] {
        let dispute = dispute(Track::DirectSuit, &instances);
        assert_eq!(
            [2024, 2025, 2026, 2027].map(|year| column_in(&dispute, year)),
            expected,
            "{instances:?}"
        );
    }
    let unopened = Dispute {
        track: Track::Review,
        opened_on: day("2025-03-03"),
        instances: Vec::new(),
    };
    assert_eq!(
        [2024, 2025].map(|year| column_in(&unopened, year)),
        [None, open]
    );
}

/// the cells and their 总计.
#[test]
fn table_four_is_counted() {
    let disputes = [
        dispute(
            Track::Review,
            &[("2025-03-03", Some(("2025-06-03", Ending::Upheld)))],
        ),
        dispute(
            Track::Review,
            &[("2025-03-03", Some(("2025-06-03", Ending::Upheld)))],
        ),
        dispute(
            Track::Review,
            &[("2025-03-03", Some(("2025-06-03", Ending::Withdrawn)))],
        ),
        dispute(Track::DirectSuit, &[("2025-03-03", None)]),
        dispute(
            Track::SuitAfterReview,
            &[("2025-03-03", Some(("2025-06-03", Ending::Ordered)))],
        ),
        dispute(
            Track::SuitAfterReview,
            &[("2024-03-04", Some(("2024-06-03", Ending::Ordered)))],
        ),
    ];
    let table = table4(&disputes, 2025);
    assert_eq!(table.get(Track::Review), Some(&[2, 0, 1, 0, 3].map(Some)));
    assert_eq!(
        table.get(Track::DirectSuit),
        Some(&[0, 0, 0, 1, 1].map(Some))
    );
    assert_eq!(
        table.get(Track::SuitAfterReview),
        Some(&[0, 1, 0, 0, 1].map(Some))
    );
}

/// The last line of law.md 9 (R-52, D-1): code, reply, group, warned.
#[test]
fn a_direct_suit_about_a_refusal_is_asked_about() {
    for (code, replied, track, warned) in [
        (Code::NoProcess, "2024-01-01", Track::DirectSuit, true),
        (Code::Part, "2024-01-01", Track::DirectSuit, true),
        (Code::NoProcess, "2023-12-31", Track::DirectSuit, false),
        (Code::NoProcess, "2024-01-01", Track::SuitAfterReview, false),
        (Code::NoProcess, "2024-01-01", Track::Review, false),
        (Code::None, "2024-01-01", Track::DirectSuit, false),
    ] {
        let found = unusual_track(code, day(replied), track);
        assert_eq!(found.is_some(), warned, "{code:?} {replied} {track:?}");
        assert!(found.is_none_or(
            |finding| finding.id == "R-52" && finding.place == "table4/未经复议直接起诉"
        ));
    }
}
