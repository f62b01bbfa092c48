//! Hard cases that were played and went wrong, each with what is right (law.md 1.6, 1.9, 3; R-47).

use law::{
    calendar::Calendar,
    case::{Assessment, Kind},
    fee,
    outcome::Code,
    remedy::Remedy,
};

use crate::facts::{assess, day, ids};

const RECEIVED: &str = "2026-03-02 submitted channel=counter";
const ASKED: &str = "2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a";

/// The case as of its last act.
fn played(lines: &str) -> Assessment {
    let last = lines
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let last = last.max().unwrap();
    assess(lines, last)
}

/// C.1: a consultation sent after the period had ended moved the last day by 13 working days, and nobody said a word.
#[test]
fn a_consultation_after_the_period_moves_nothing() {
    let lines = format!(
        "{RECEIVED}\n2026-03-31 third_party_asked ref=a\n2026-03-31 third_party_reached ref=a\n2026-04-20 third_party_answered ref=a consents=true"
    );
    let case = assess(&lines, "2026-04-21");
    assert_eq!(
        (case.due, case.latest, case.excluded_days),
        (Some(day("2026-03-30")), Some(day("2026-04-28")), 0)
    );
    assert!(ids(&case).contains(&"A-33.4"), "{:?}", ids(&case));
}

/// C.2: a letter that reached nobody excluded 137 days.
#[test]
fn a_letter_that_reached_nobody_excludes_fifteen_days() {
    let case = assess(
        &format!("{RECEIVED}\n2026-03-06 third_party_asked ref=a"),
        "2026-09-20",
    );
    assert_eq!(case.excluded_days, 15);
    assert!(ids(&case).contains(&"A-33.4"), "{:?}", ids(&case));
}

/// A letter arrives once: a second arrival moved the end of the time of asking, here from 03-30 to 04-22, though it was refused.
#[test]
fn a_letter_arrives_once() {
    let lines = format!("{RECEIVED}\n{ASKED}");
    let before = assess(&lines, "2026-05-29");
    let case = assess(
        &format!("{lines}\n2026-03-27 third_party_reached ref=a"),
        "2026-05-29",
    );
    assert_eq!(
        (case.due, case.excluded_days),
        (before.due, before.excluded_days)
    );
    assert!(ids(&case).contains(&"A-32.1"), "{:?}", ids(&case));
    let other = "2026-03-26 third_party_asked ref=b";
    let case = assess(
        &format!("{lines}\n{other}\n2026-03-27 third_party_reached ref=a"),
        "2026-03-30",
    );
    assert!(ids(&case).contains(&"A-32.1"), "{:?}", ids(&case));
}

/// C.3: NO-THIRD three days after asking, "逾期未提出意见" while the third party still had twelve working days. Reached 03-09, its
/// fifteen working days end on 03-30.
#[test]
fn no_refusal_rests_on_a_third_party_that_may_still_answer() {
    let rows = [
        ("2026-03-10 answered code=NO-THIRD", vec!["A-32.2"]),
        ("2026-03-30 answered code=NO-THIRD", vec!["A-32.2"]),
        ("2026-03-31 answered code=NO-THIRD", vec![]),
        (
            "2026-03-10 answered code=PART grounds=NO-THIRD",
            vec!["A-32.2"],
        ),
        (
            "2026-03-10 answered code=PART grounds=NO-INTERNAL,NO-THIRD",
            vec!["A-32.2"],
        ),
        ("2026-03-10 answered code=PART grounds=NO-INTERNAL", vec![]),
        ("2026-03-10 answered code=NO-INTERNAL", vec![]),
        (
            "2026-03-10 third_party_answered ref=a consents=false reasons=true reasonable=true
             2026-03-11 answered code=NO-THIRD",
            vec![],
        ),
        (
            "2026-03-10 third_party_answered ref=a consents=true
             2026-03-11 answered code=PART grounds=NO-THIRD",
            vec!["A-15"],
        ),
    ];
    for (then, expected) in rows {
        let case = played(&format!("{RECEIVED}\n{ASKED}\n{then}"));
        assert_eq!(ids(&case), expected, "{then}");
    }
    // A letter that is not known to have arrived has not begun the third party's period.
    let unreached = format!(
        "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-27 answered code=NO-THIRD"
    );
    assert_eq!(ids(&played(&unreached)), ["A-32.2"]);
}

/// a refusal whose reasons the organ found wanting is no longer asked about when the information is given.
#[test]
fn reasons_are_judged_and_the_judgement_counts() {
    let rows = [
        ("consents=false", vec!["A-32.5"]),
        (
            "consents=false reasons=true reasonable=true",
            vec!["A-32.5"],
        ),
        ("consents=false reasons=true reasonable=false", vec![]),
        ("consents=false reasons=false", vec![]),
        ("consents=true", vec![]),
    ];
    for (said, expected) in rows {
        let case = played(&format!(
            "{RECEIVED}\n{ASKED}\n2026-03-12 third_party_answered ref=a {said}\n2026-03-13 answered code=OPEN-GIVE"
        ));
        assert_eq!(ids(&case), expected, "{said}");
    }
}

/// C.5: `disclosed_before` was ignored in silence, and REPEAT always said that no suit lies (D-11).
#[test]
fn a_repeat_of_what_was_not_disclosed_can_be_sued() {
    let rows = [
        (
            "disclosed_before=true earlier=云公开〔2025〕3号",
            Some(Remedy::NoSuit),
        ),
        ("disclosed_before=false", Some(Remedy::Free)),
    ];
    for (how, remedy) in rows {
        let case = played(&format!(
            "{RECEIVED}\n2026-03-10 answered code=REPEAT {how}"
        ));
        assert_eq!(
            (case.remedy, case.row),
            (remedy, Some(Code::Repeat.row().key())),
            "{how}"
        );
        assert_eq!(ids(&case), [""; 0], "{how}");
    }
}

/// C.6: PART with a part that does not exist was an error and asked for 复议 first. R-45, D-3: row （二）, and 前置 only for a part under
/// Articles 14 to 16.
#[test]
fn a_part_may_be_other_than_withheld() {
    let rows = [
        ("NONE", Remedy::Free, vec![]),
        ("OTHER-ORGAN", Remedy::Free, vec![]),
        ("MAKE", Remedy::NoSuit, vec![]),
        ("QUERY", Remedy::NoSuit, vec![]),
        ("MAKE,NONE", Remedy::Free, vec![]),
        ("NONE,NO-PROCESS", Remedy::Review, vec![]),
        ("NO-SECRET", Remedy::Review, vec![]),
        ("PETITION", Remedy::NoSuit, vec!["A-37"]),
        ("LAPSE-FEE,NO-LAW", Remedy::Review, vec!["A-37"]),
    ];
    for (grounds, remedy, findings) in rows {
        let case = played(&format!(
            "{RECEIVED}\n2026-03-10 answered code=PART grounds={grounds}"
        ));
        assert_eq!(case.remedy, Some(remedy), "{grounds}");
        assert_eq!(case.row, Some(Code::Part.row().key()), "{grounds}");
        assert_eq!(ids(&case), findings, "{grounds}");
    }
    // Before 复议 had to come first, and before suits were closed, everything was free.
    let old = played(
        "2023-03-02 submitted channel=counter\n2023-03-10 answered code=PART grounds=NO-LAW",
    );
    assert_eq!(old.remedy, Some(Remedy::Free));
    let old =
        played("2025-03-03 submitted channel=counter\n2025-03-10 answered code=PART grounds=MAKE");
    assert_eq!(old.remedy, Some(Remedy::Free));
}

/// C.7: a fee notice of 99,999 元. The tariffs go in steps; what no count gives is refused (F-3).
#[test]
fn a_fee_notice_asks_what_the_tariff_gives() {
    for count in 1..=400 {
        for fen in [
            fee::of_item(count),
            fee::by_items(count).fen,
            fee::by_pages(count).fen,
        ] {
            assert!(fen == 0 || fee::in_tariff(fen), "{count}: {fen}");
        }
    }
    let rows = [
        (10_000, vec![]),
        (1_000, vec![]),
        (274_000, vec![]),
        (9_999_900, vec!["F-3"]),
        (500, vec!["F-3"]),
        (72_500, vec!["F-3"]),
        (10_001, vec!["F-3"]),
        (-10_000, vec!["F-3"]),
    ];
    for (fen, findings) in rows {
        let case = played(&format!(
            "{RECEIVED}\n2026-03-10 fee_noticed fen={fen} reached=2026-03-10"
        ));
        assert_eq!(ids(&case), findings, "{fen}");
    }
}

/// an answer sent with another courier than the postal service.
#[test]
fn only_the_postal_service_carries_an_answer() {
    let rows = [
        ("how=posted courier=other", vec!["A-33.6"]),
        ("how=posted courier=post", vec![]),
        ("how=posted", vec![]),
        ("how=handed courier=other", vec![]),
    ];
    for (how, findings) in rows {
        let case = played(&format!(
            "{RECEIVED}\n2026-03-10 answered code=OPEN-GIVE {how}"
        ));
        assert_eq!(ids(&case), findings, "{how}");
    }
}

/// What is called a process although its decision was made is asked about.
#[test]
fn a_process_that_has_ended_is_asked_about() {
    let rows = [
        ("decided_on=2026-03-09", vec!["A-16.2"]),
        ("decided_on=2026-03-10", vec!["A-16.2"]),
        ("decided_on=2026-05-10", vec![]),
        ("", vec![]),
    ];
    for (decided, findings) in rows {
        let case = played(&format!(
            "{RECEIVED}\n2026-03-10 answered code=NO-PROCESS {decided}"
        ));
        assert_eq!(ids(&case), findings, "{decided}");
    }
}

/// decided anew after a remedy: a fact of a closed request that changes neither its day, its row nor its first outcome.
#[test]
fn decided_anew_is_no_second_answer() {
    let first = format!("{RECEIVED}\n2026-03-10 answered code=NO-LAW how=handed");
    let before = assess(&first, "2026-06-30");
    let after = assess(
        &format!(
            "{first}\n2026-06-10 re_decided code=PART grounds=NO-LAW remedy=青府复决〔2026〕1号"
        ),
        "2026-06-30",
    );
    assert_eq!(after, before);
    let open = played(&format!(
        "{RECEIVED}\n2026-03-10 re_decided code=OPEN-GIVE remedy=x"
    ));
    assert_eq!((ids(&open), open.closed_on), (vec!["R-47"], None));
    assert!(!Kind::ALL.contains(&Kind::ReDecided));
}

/// C-8: the latest day an extension could reach lay past the last known day, and was shown without its mark.
#[test]
fn the_latest_day_has_a_mark_of_its_own() {
    let case = assess("2026-11-20 submitted channel=counter", "2026-11-20");
    let known = Calendar::cn().known_until();
    let marks = |date: Option<jiff::civil::Date>| {
        date.is_some_and(|date| known.is_some_and(|known| date > known))
    };
    assert_eq!(
        (case.provisional, case.latest_provisional),
        (marks(case.due), marks(case.latest))
    );
    assert_eq!((case.provisional, case.latest_provisional), (false, true));
}
