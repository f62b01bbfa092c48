//! What becomes of a letter that is out: taken back while nobody has it (F-D0), and the remedy that the answer leaves by it (D-11).

use law::{
    letter::{Fit, Kind, against, chosen, drafted_with, fitting, left, may_not_void, voided},
    outcome::Code,
    remedy::{Choices, Remedy},
};

use crate::{facts::day, fitting::file};

const SUBMITTED: &str = r#"{"kind":"submitted","channel":"counter"}"#;
const NOTICED: &str = r#"{"kind":"correction_noticed","days":10}"#;
const ARRIVED: &str = r#"{"kind":"correction_noticed","days":10,"reached":"2026-03-03"}"#;
const LETTER: &str = r#"{"kind":"letter_numbered","letter":"correction","number":"云商公开〔2026〕1号","goes_with":2}"#;
const VOID: &str = r#"{"kind":"letter_voided","letter":"correction","number":"云商公开〔2026〕1号","goes_with":2,"why":"写错"}"#;
const AGAIN: &str = r#"{"kind":"letter_numbered","letter":"correction","number":"云商公开〔2026〕2号","goes_with":2}"#;
const SERVED: &str = r#"{"kind":"served","letter":"correction","how":"posted"}"#;

/// Acts, the places of the letters that were taken back, the place of the one that is out.
#[test]
fn a_letter_taken_back_makes_room_for_another() {
    for (acts, back, out) in [
        (vec![SUBMITTED, NOTICED, LETTER], vec![], Some(3)),
        (vec![SUBMITTED, NOTICED, LETTER, VOID], vec![3], None),
        (
            vec![SUBMITTED, NOTICED, LETTER, VOID, AGAIN],
            vec![3],
            Some(5),
        ),
        // What was taken back before it was numbered was nothing.
        (vec![SUBMITTED, NOTICED, VOID, LETTER], vec![], Some(4)),
    ] {
        let entries = file("clerk", &acts);
        assert_eq!(voided(&entries), back, "{acts:?}");
        let fit = fitting(&entries)
            .into_iter()
            .find(|fit| fit.goes_with == 2)
            .unwrap();
        assert_eq!(fit.issued, out, "{acts:?}");
        // A letter that nobody has is served to nobody.
        let proofs = fitting(&entries)
            .iter()
            .filter(|fit| fit.kind.to_string() == "proof")
            .count();
        assert_eq!(proofs, usize::from(out.is_some()), "{acts:?}");
    }
}

/// Acts, the number named, why it cannot be taken back.
#[test]
fn only_what_reached_nobody_is_taken_back() {
    let decision = r#"{"kind":"letter_numbered","letter":"decision-none","number":"云商公开〔2026〕3号","goes_with":1}"#;
    let given = r#"{"kind":"answered","code":"NONE","how":"handed"}"#;
    let anew = r#"{"kind":"re_decided","code":"NONE","after":"复议决定"}"#;
    let first = ("correction", "云商公开〔2026〕1号", 2);
    let third = ("decision-none", "云商公开〔2026〕3号", 1);
    for (acts, (letter, number, act), why) in [
        (vec![SUBMITTED, NOTICED, LETTER], first, None),
        (vec![SUBMITTED, NOTICED], first, Some("没有签发过")),
        (
            vec![SUBMITTED, NOTICED, LETTER],
            ("correction", "云商公开〔2026〕9号", 2),
            Some("没有签发过"),
        ),
        (
            vec![SUBMITTED, NOTICED, LETTER],
            ("extension", "云商公开〔2026〕1号", 2),
            Some("没有签发过"),
        ),
        (
            vec![SUBMITTED, NOTICED, LETTER],
            ("correction", "云商公开〔2026〕1号", 1),
            Some("没有签发过"),
        ),
        (
            vec![SUBMITTED, NOTICED, LETTER, VOID],
            first,
            Some("已经作废"),
        ),
        (
            vec![SUBMITTED, NOTICED, LETTER, SERVED],
            first,
            Some("已经送达"),
        ),
        // Served was an earlier one.
        (vec![SUBMITTED, NOTICED, SERVED, LETTER], first, None),
        (vec![SUBMITTED, decision], third, None),
        (vec![SUBMITTED, decision, given], third, Some("已经送达")),
        (vec![SUBMITTED, decision, anew], third, Some("已经送达")),
        (vec![SUBMITTED, given, decision], third, Some("已经送达")),
        (
            vec![SUBMITTED, NOTICED, LETTER, r#"{"kind":"corrected"}"#],
            first,
            Some("已经送达"),
        ),
        (vec![SUBMITTED, ARRIVED, LETTER], first, Some("已经送达")),
        // A notice is not reached by the answer.
        (vec![SUBMITTED, NOTICED, LETTER, given], first, None),
    ] {
        let found = may_not_void(&file("clerk", &acts), letter, number, act);
        match (found, why) {
            (None, None) => {}
            (Some(found), Some(why)) => {
                assert_eq!(found.id, "F-D0");
                assert!(found.zh.contains(why), "{acts:?}: {}", found.zh);
            }
            (found, _) => panic!("{acts:?} {letter} {number} {act}: {found:?}"),
        }
    }
}

fn prepared(code: &str, more: &str) -> String {
    format!(r#"{{"kind":"decision_prepared","code":"{code}"{more}}}"#)
}

fn numbered(letter: &str, more: &str) -> String {
    format!(
        r#"{{"kind":"letter_numbered","letter":"{letter}","number":"云商公开〔2026〕5号","goes_with":3{more}}}"#
    )
}

/// D-11, law.md 1.9: what was signed, what the letter says, the outcome and its day; the class of remedy.
#[test]
fn the_answer_leaves_the_remedy_that_was_chosen() {
    const SIGNED: &str = r#"{"kind":"signed","opinion":"agree"}"#;
    const TAKEN_BACK: &str = r#"{"kind":"letter_voided","letter":"decision-repeat","number":"云商公开〔2026〕5号","goes_with":3,"why":"写错"}"#;
    let (yes, no) = (
        r#","disclosed_before":true"#,
        r#","disclosed_before":false"#,
    );
    let free = r#","remedy":"R-FREE""#;
    let (early, late) = ("2025-05-30", "2026-03-02");
    for (decision, letter, void, code, on, class) in [
        (
            ("REPEAT", no),
            None,
            false,
            "REPEAT",
            late,
            Some(Remedy::Free),
        ),
        (
            ("REPEAT", yes),
            None,
            false,
            "REPEAT",
            late,
            Some(Remedy::NoSuit),
        ),
        (
            ("REPEAT", yes),
            None,
            false,
            "REPEAT",
            early,
            Some(Remedy::Free),
        ),
        // The letter has the last word, unless it was taken back; one of another outcome has none.
        (
            ("REPEAT", yes),
            Some(("decision-repeat", no)),
            false,
            "REPEAT",
            late,
            Some(Remedy::Free),
        ),
        (
            ("REPEAT", yes),
            Some(("decision-repeat", no)),
            true,
            "REPEAT",
            late,
            Some(Remedy::NoSuit),
        ),
        (
            ("REPEAT", yes),
            Some(("decision-none", no)),
            false,
            "REPEAT",
            late,
            Some(Remedy::NoSuit),
        ),
        (
            ("OTHER", free),
            None,
            false,
            "OTHER",
            late,
            Some(Remedy::Free),
        ),
        (("OTHER", ""), None, false, "OTHER", late, None),
        (
            ("OTHER", ""),
            Some(("decision-other", free)),
            false,
            "OTHER",
            late,
            Some(Remedy::Free),
        ),
        // What was signed for another outcome decides nothing here.
        (
            ("OTHER", free),
            None,
            false,
            "NONE",
            late,
            Some(Remedy::Free),
        ),
        (("REPEAT", no), None, false, "OTHER", late, None),
        (
            ("NO-PROCESS", ""),
            None,
            false,
            "NO-PROCESS",
            late,
            Some(Remedy::Review),
        ),
        (
            ("NO-PROCESS", ""),
            None,
            false,
            "NO-PROCESS",
            "2023-12-29",
            Some(Remedy::Free),
        ),
    ] {
        let mut acts = vec![
            SUBMITTED.to_string(),
            prepared(decision.0, decision.1),
            SIGNED.to_string(),
        ];
        acts.extend(letter.map(|(word, more)| numbered(word, more)));
        acts.extend(void.then(|| TAKEN_BACK.to_string()));
        let acts: Vec<&str> = acts.iter().map(String::as_str).collect();
        let entries = file("clerk", &acts);
        let code: Code = code.parse().unwrap();
        assert_eq!(left(&entries, code, day(on)), class, "{acts:?}");
    }
    let asked = file("clerk", &[SUBMITTED]);
    assert_eq!(chosen(&asked, Code::Repeat), Choices::default());
}

/// What is still open before an answer goes out: outcome, choices, the rule.
#[test]
fn what_the_law_leaves_to_the_organ_is_asked() {
    let with = |disclosed_before, remedy| Choices {
        disclosed_before,
        remedy,
    };
    for (code, choices, rule) in [
        (Code::Repeat, with(None, None), Some("D-11")),
        (Code::Repeat, with(None, Some(Remedy::Free)), Some("D-11")),
        (Code::Repeat, with(Some(false), None), None),
        (Code::Other, with(Some(true), None), Some("A-36.1")),
        (Code::Other, with(None, Some(Remedy::NoSuit)), None),
        (Code::None, with(None, None), None),
    ] {
        let found = choices.open(code).map(|finding| finding.id.to_string());
        assert_eq!(found.as_deref(), rule, "{code:?} {choices:?}");
    }
    let both = with(Some(true), None).or(with(Some(false), Some(Remedy::Review)));
    assert_eq!(both, with(Some(true), Some(Remedy::Review)));
}

/// A-45, R-47: an answer's letter is drafted as it was signed and chooses nothing else; one of a decision made anew starts anew;
/// a withdrawal chooses nothing.
#[test]
fn a_letter_does_not_choose_another_remedy_than_was_signed() {
    const SIGNED: &str = r#"{"kind":"signed","opinion":"agree"}"#;
    let signed_no = prepared("REPEAT", r#","disclosed_before":false"#);
    let given = r#"{"kind":"answered","code":"REPEAT","how":"handed"}"#;
    let anew = r#"{"kind":"re_decided","code":"REPEAT","after":"复议决定"}"#;
    let withdrawn = r#"{"kind":"withdrawn"}"#;
    let fit = |code, goes_with| Fit {
        kind: Kind::Decision(code),
        goes_with,
        drafted: None,
        issued: None,
    };
    let with = |disclosed_before| Choices {
        disclosed_before,
        remedy: None,
    };
    let answered = [SUBMITTED, &signed_no, SIGNED, given, anew];
    for (acts, fit, said, drafted, rules) in [
        (
            &answered[..3],
            fit(Code::Repeat, 3),
            Some(false),
            Some(false),
            vec![],
        ),
        (
            &answered[..3],
            fit(Code::Repeat, 3),
            Some(true),
            Some(false),
            vec!["A-45"],
        ),
        (
            &answered[..3],
            fit(Code::Repeat, 3),
            None,
            Some(false),
            vec!["D-11"],
        ),
        (
            &answered[..],
            fit(Code::Repeat, 5),
            Some(true),
            None,
            vec![],
        ),
        (
            &answered[..],
            fit(Code::Repeat, 5),
            None,
            None,
            vec!["D-11"],
        ),
        (
            &[SUBMITTED, withdrawn][..],
            fit(Code::Other, 2),
            None,
            None,
            vec![],
        ),
        (
            &[SUBMITTED][..],
            fit(Code::Other, 1),
            None,
            None,
            vec!["A-36.1"],
        ),
    ] {
        let entries = file("clerk", acts);
        assert_eq!(drafted_with(&entries, fit), with(drafted), "{acts:?}");
        let found: Vec<_> = against(&entries, fit, with(said))
            .into_iter()
            .map(|finding| finding.id.to_string())
            .collect();
        assert_eq!(found, rules, "{acts:?} {said:?}");
    }
}
