//! 数量、频次; 同一信息的多次申请 (law.md 1.8, 1.9, 3; traps 12, 44).

use law::{
    case::Applicant,
    finding::Severity,
    frequency::{self, Frequency, frequency},
    outcome::Code,
    repeated::{self, Earlier, is_repeat, may_share_a_document, propose, proposed_by_applicant},
    report::{
        Column, Row,
        tally::{Fact, tally},
    },
};

use crate::facts::day;

fn look(counts: &[(&str, usize)], on: &str) -> Frequency {
    let days: Vec<_> = counts
        .iter()
        .flat_map(|(text, count)| std::iter::repeat_n(day(text), *count))
        .collect();
    frequency(&days, day(on), &frequency::Settings::default())
}

/// F-3, E-3; trap 12. Days of receipt, day looked at: in the month, in the year, 元, asked.
#[test]
fn the_calendar_month_of_one_applicant() {
    for (counts, on, in_month, in_year, yuan, asked) in [
        (vec![("2026-03-02", 1)], "2026-03-02", 1, 1, 0, false),
        (vec![("2026-03-02", 10)], "2026-03-02", 10, 10, 0, false),
        (vec![("2026-03-02", 11)], "2026-03-02", 11, 11, 100, true),
        (
            vec![("2026-03-31", 10), ("2026-04-01", 1)],
            "2026-04-01",
            1,
            11,
            0,
            false,
        ),
        (
            vec![("2025-03-02", 10), ("2026-03-02", 1)],
            "2026-03-02",
            1,
            1,
            0,
            false,
        ),
        (
            vec![("2026-03-02", 30), ("2026-03-05", 1)],
            "2026-03-05",
            31,
            31,
            200,
            true,
        ),
        // What came later does not count.
        (
            vec![("2026-03-02", 1), ("2026-03-05", 20)],
            "2026-03-02",
            1,
            1,
            0,
            false,
        ),
        // Before the fee rules nothing is charged, and reasons may be asked for all the same.
        (vec![("2020-12-31", 11)], "2020-12-31", 11, 11, 0, true),
        (vec![("2021-01-04", 11)], "2021-01-04", 11, 11, 100, true),
    ] {
        let found = look(&counts, on);
        assert_eq!(
            (found.in_month, found.in_year, found.fen),
            (in_month, in_year, yuan * 100),
            "{counts:?}"
        );
        assert_eq!(found.finding.is_some(), asked, "{counts:?}");
        assert!(
            found.finding.is_none_or(
                |finding| finding.id == "A-35.1" && finding.severity == Severity::Question
            )
        );
    }
    let settings = frequency::Settings { many_a_month: 2 };
    assert!(
        frequency(&[day("2026-03-02"); 2], day("2026-03-02"), &settings)
            .finding
            .is_some()
    );
}

/// applicants, outcome, proposed.
#[test]
fn asked_by_several_it_may_be_published() {
    let settings = repeated::Settings::default();
    for (askers, code, proposed) in [
        (vec!["a"], Code::OpenGive, false),
        (vec!["a", "a"], Code::OpenGive, false),
        (vec!["a", "b"], Code::OpenGive, true),
        (vec!["a", "b"], Code::OpenLater, true),
        (vec!["a", "b"], Code::Part, true),
        (vec!["a", "b"], Code::OpenPub, false),
        (vec!["a", "b"], Code::NoProcess, false),
    ] {
        assert_eq!(
            propose(askers.clone(), code, &settings).is_some(),
            proposed,
            "{askers:?} {code:?}"
        );
    }
    let settings = repeated::Settings {
        propose_from: 3,
        ..repeated::Settings::default()
    };
    assert!(propose(["a", "b"], Code::OpenGive, &settings).is_none());
    let found = propose(["a", "b", "c"], Code::OpenGive, &settings).unwrap();
    assert_eq!(
        (found.id.id(), found.severity),
        ("A-44.1", Severity::Question)
    );
    // found proactive, it is published in time.
    for (proactive, published, owed) in [
        (true, false, true),
        (true, true, false),
        (false, false, false),
    ] {
        assert_eq!(
            proposed_by_applicant(proactive, published).is_some(),
            owed,
            "A-44.2"
        );
    }
}

/// another organ's answer is none; another applicant's neither.
#[test]
fn what_is_a_repeat() {
    let yes = Earlier {
        same_applicant: true,
        same_information: true,
        by_this_organ: true,
        disclosed: false,
    };
    for (earlier, expected) in [
        (yes, true),
        (
            Earlier {
                disclosed: true,
                ..yes
            },
            true,
        ),
        (
            Earlier {
                same_applicant: false,
                ..yes
            },
            false,
        ),
        (
            Earlier {
                same_information: false,
                ..yes
            },
            false,
        ),
        (
            Earlier {
                by_this_organ: false,
                ..yes
            },
            false,
        ),
    ] {
        assert_eq!(is_repeat(&earlier), expected, "{earlier:?}");
    }
}

/// trap 44: one document for many is lawful, and each counts in 表三.
#[test]
fn one_reply_many_requests() {
    for (same_applicant, same_information, allowed) in [
        (true, true, true),
        (true, false, true),
        (false, true, true),
        (false, false, false),
    ] {
        assert_eq!(
            may_share_a_document(same_applicant, same_information),
            allowed
        );
    }
    let fact = Fact {
        received_on: Some(day("2026-03-02")),
        applicant: Applicant::Natural,
        closed: Some((day("2026-03-20"), Code::OpenGive)),
    };
    let counted = tally([fact; 5], 2026);
    assert_eq!(
        (
            counted.get(Row::Open, Column::Natural),
            counted.get(Row::Total, Column::Total)
        ),
        (5, 5)
    );
}
/// F-3: the calendar month, in order of receipt; day and number of the one looked at, place, how many, 分.
#[test]
fn a_request_has_its_place_in_the_month() {
    use law::frequency::in_month;
    let many: Vec<String> = (1..=12).map(|n| format!("{n:02}")).collect();
    let march = day("2026-03-02");
    let mut all: Vec<(jiff::civil::Date, &str)> =
        many.iter().map(|number| (march, number.as_str())).collect();
    all.push((day("2026-02-27"), "00"));
    all.push((day("2026-03-01"), "13"));
    for (this, place, count, fen) in [
        ((march, "01"), 2, 13, 0),
        ((day("2026-03-01"), "13"), 1, 13, 0),
        ((march, "09"), 10, 13, 0),
        ((march, "10"), 11, 13, 10_000),
        ((march, "12"), 13, 13, 10_000),
        ((day("2026-02-27"), "00"), 1, 1, 0),
    ] {
        let month = in_month(&all, this);
        let found = (month.place, month.order.len(), month.fen);
        assert_eq!(found, (place, count, fen), "{this:?}");
    }
    // Before the fee rules nothing was charged (E-3).
    let old = day("2020-12-31");
    let before: Vec<_> = many.iter().map(|number| (old, number.as_str())).collect();
    assert_eq!(in_month(&before, (old, "12")).fen, 0);
    assert_eq!(in_month(&before, (old, "12")).place, 12);
}

/// C.8, F-3: two proofs of identity with one telephone are two applicants, and a question.
#[test]
fn the_same_applicant_is_the_same_proof_of_identity() {
    use law::frequency::{Maker, Whose, same_telephone, whose};
    let maker = |(identity, telephone)| Maker {
        identity,
        telephone,
    };
    for (one, other, expected) in [
        (("a", "1"), ("a", "2"), Whose::SameApplicant),
        (("a", "1"), ("a", ""), Whose::SameApplicant),
        (("a", "1"), ("b", "1"), Whose::SameTelephone),
        (("a", "1"), ("", "1"), Whose::SameTelephone),
        (("", "1"), ("", "1"), Whose::SameTelephone),
        (("a", "1"), ("b", "2"), Whose::Another),
        (("", ""), ("", ""), Whose::Another),
    ] {
        assert_eq!(
            whose(maker(one), maker(other)),
            expected,
            "{one:?} {other:?}"
        );
    }
    assert!(same_telephone(0).is_none());
    let found = same_telephone(2).unwrap();
    assert_eq!((found.id.id(), found.severity), ("F-3", Severity::Question));
}

/// C.5, A-36.3: the outcome of the request that a repeat names, whether its applicant is the same, whether it is refused.
#[test]
fn a_repeat_names_an_answered_request() {
    use law::repeated::{Named, against_earlier};
    let named = |outcome, same_applicant| {
        Some(Named {
            outcome,
            same_applicant,
        })
    };
    for (earlier, refused) in [
        (named(Some(Code::OpenGive), Some(true)), false),
        (named(Some(Code::NoLaw), Some(true)), false),
        // Without a proof of identity nobody can say that he is another.
        (named(Some(Code::NoLaw), None), false),
        (named(Some(Code::NoLaw), Some(false)), true),
        (named(None, Some(true)), true),
        (named(Some(Code::LapseFee), Some(true)), true),
        (named(Some(Code::Other), Some(true)), true),
        (None, true),
    ] {
        let found = against_earlier(earlier);
        assert_eq!(found.is_some(), refused, "{earlier:?}");
        assert!(found.is_none_or(|finding| finding.id.id() == "A-36.3"));
    }
}
