//! Whether an act may be recorded is judged as of its own day, not of the day it is typed in.

use law::{
    calendar::Calendar,
    case::{self, Settings},
    finding::Finding,
};

use crate::facts::acts;

fn against(facts: &str, act: &str) -> Vec<Finding> {
    case::allowed_on(
        &acts(facts),
        &acts(act)[0],
        &Calendar::cn(),
        &Settings::default(),
    )
}

const RECEIVED: &str = "2026-03-02 submitted channel=counter";

/// T(7) of 2026-03-02 is 03-11, T(20) is 03-30. Facts, the act, the rules against it.
#[test]
fn the_day_of_the_act_decides() {
    let asked = "2026-03-02 submitted channel=counter\n2026-03-06 third_party_asked ref=a";
    for (facts, act, expected) in [
        // Sent on working day 7, typed in whenever: lawful. On day 8: not.
        (
            RECEIVED,
            "2026-03-11 correction_noticed days=15 reached=2026-03-12",
            vec![],
        ),
        (
            RECEIVED,
            "2026-03-12 correction_noticed days=15 reached=2026-03-12",
            vec!["A-30.5"],
        ),
        (
            RECEIVED,
            "2026-03-30 extended days=20 consented=2026-03-30 noticed=2026-03-30",
            vec![],
        ),
        (
            RECEIVED,
            "2026-03-31 extended days=20 consented=2026-03-30 noticed=2026-03-31",
            vec!["A-33.3"],
        ),
        // An extension takes effect with its notice, whatever day it is entered under.
        (
            RECEIVED,
            "2026-03-30 extended days=20 consented=2026-03-30 noticed=2026-03-31",
            vec!["A-33.3"],
        ),
        // The fields of the act.
        (
            RECEIVED,
            "2026-03-30 extended days=20 consented=2026-03-30",
            vec!["A-33.3"],
        ),
        (RECEIVED, "2026-03-05 answered code=UNCLEAR", vec!["A-30.4"]),
        (RECEIVED, "2026-03-05 answered code=PART", vec![]),
        // Late is a fault, and recorded all the same.
        (
            RECEIVED,
            "2026-04-30 answered code=OPEN-GIVE how=posted",
            vec![],
        ),
        // Before there was anything; twice; before the submission.
        ("", "2026-03-02 submitted channel=counter", vec![]),
        ("", "2026-03-02 answered code=NONE", vec!["A-29.1"]),
        (RECEIVED, "2026-03-01 answered code=NONE", vec!["A-29.1"]),
        (RECEIVED, "2026-03-02 submitted channel=fax", vec!["A-45"]),
        (RECEIVED, "2026-03-01 submitted channel=fax", vec!["A-45"]),
        // The same day, in the order of recording.
        (
            RECEIVED,
            "2026-03-02 answered code=OPEN-GIVE how=handed",
            vec![],
        ),
        // An arrival learnt of later, for a case that has been answered since.
        (
            "2026-03-02 submitted channel=counter\n2026-03-06 third_party_asked ref=a\n2026-03-27 answered code=NO-THIRD",
            "2026-03-09 third_party_reached ref=a",
            vec![],
        ),
        (
            asked,
            "2026-03-09 third_party_reached ref=b",
            vec!["A-32.1"],
        ),
        // After the closing nothing; before it, only what leaves the closing lawful.
        (
            "2026-03-02 submitted channel=counter\n2026-03-12 answered code=NONE",
            "2026-03-13 third_party_asked ref=a",
            vec!["A-36.1"],
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-12 answered code=NONE",
            "2026-03-10 withdrawn",
            vec!["A-36.1"],
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-04 correction_noticed days=5 reached=2026-03-04\n2026-03-12 lapsed code=LAPSE-CORR",
            "2026-03-11 corrected",
            vec!["A-36.1"],
        ),
    ] {
        let found = against(facts, act);
        let ids: Vec<&str> = found.iter().map(|finding| finding.id.id()).collect();
        assert_eq!(ids, expected, "{facts}\n+ {act}");
        assert!(
            found
                .iter()
                .all(|finding| !finding.zh.is_empty() && !finding.because.as_str().is_empty())
        );
    }
}

/// What is wrong already does not speak against a further act.
#[test]
fn old_faults_are_not_held_against_a_new_act() {
    let facts = "2026-03-02 submitted channel=counter\n2026-03-16 correction_noticed days=15 reached=2026-03-16";
    assert_eq!(against(facts, "2026-03-18 corrected"), []);
}

/// a late or second correction notice goes out only with a recorded override; nothing else can be set aside.
#[test]
fn only_correction_notices_can_be_overridden() {
    for (facts, act, expected) in [
        (RECEIVED, "2026-03-12 correction_noticed days=15", true),
        (
            "2026-03-02 submitted channel=counter\n2026-03-04 correction_noticed days=5 reached=2026-03-04\n2026-03-05 corrected",
            "2026-03-06 correction_noticed days=15",
            true,
        ),
        (
            RECEIVED,
            "2026-03-31 extended days=20 consented=2026-03-31 noticed=2026-03-31",
            false,
        ),
        (RECEIVED, "2026-03-03 fee_paid", false),
    ] {
        let found = against(facts, act);
        assert_eq!(
            found
                .iter()
                .map(case::may_be_overridden)
                .collect::<Vec<_>>(),
            [expected],
            "{act}"
        );
    }
}
