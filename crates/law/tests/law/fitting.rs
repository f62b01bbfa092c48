//! Which letters a file has occasion for (law.md 10.1): acts in order, then the letters with the act each goes with; `+` means
//! that it is out, `~` that a draft was kept.

use law::{
    handling::{Ending, Entry, Kind, What},
    letter::{days, ending_refusal, fitting, for_ending, for_the_applicant, refusal},
};
use serde_json::Value;

const SUBMITTED: &str = r#"{"kind":"submitted","channel":"counter"}"#;
const ONLINE: &str = r#"{"kind":"submitted","channel":"online"}"#;
const PREPARED: &str = r#"{"kind":"decision_prepared","code":"OPEN-GIVE"}"#;
const SIGNED: &str = r#"{"kind":"signed","opinion":"agree"}"#;
const GIVEN: &str = r#"{"kind":"answered","code":"OPEN-GIVE","how":"handed"}"#;

pub fn file(by: &str, acts: &[&str]) -> Vec<Entry> {
    acts.iter()
        .map(|text| {
            let body: Value = serde_json::from_str(text).unwrap();
            let inner = body["kind"].as_str().unwrap().parse::<Kind>().is_ok();
            Entry {
                on: jiff::civil::date(2026, 3, 2),
                by: by.into(),
                what: if inner {
                    What::Inner(serde_json::from_value(body).unwrap())
                } else {
                    What::Statutory(serde_json::from_value(body).unwrap())
                },
            }
        })
        .collect()
}

fn letters(entries: &[Entry]) -> String {
    let fits = fitting(entries);
    let words: Vec<String> = fits
        .iter()
        .map(|fit| {
            let mark = match (fit.issued, fit.drafted) {
                (Some(_), _) => "+",
                (None, Some(_)) => "~",
                _ => "",
            };
            format!("{}@{}{mark}", fit.kind, fit.goes_with)
        })
        .collect();
    words.join(" ")
}

#[test]
fn what_a_file_has_occasion_for() {
    let correction = r#"{"kind":"correction_noticed","days":10}"#;
    let asked = r#"{"kind":"third_party_asked","ref":"甲公司"}"#;
    let refused = r#"{"kind":"third_party_answered","ref":"甲公司","consents":false}"#;
    let numbered = r#"{"kind":"letter_numbered","letter":"correction","number":"云商公开〔2026〕1号","goes_with":2}"#;
    let drafted = r#"{"kind":"letter_drafted","letter":"correction","goes_with":2}"#;
    let returned = r#"{"kind":"signed","opinion":"return","note":"重写"}"#;
    let joined = r#"{"kind":"joined","lead":"x","number":"y"}"#;
    for (acts, expected) in [
        (vec![SUBMITTED], "receipt@1"),
        (vec![ONLINE], ""),
        (vec![ONLINE, r#"{"kind":"confirmed"}"#], "receipt@2"),
        (vec![SUBMITTED, correction], "receipt@1 correction@2"),
        (
            vec![SUBMITTED, correction, drafted],
            "receipt@1 correction@2~",
        ),
        (
            vec![SUBMITTED, correction, drafted, numbered],
            "receipt@1 correction@2+ proof@4",
        ),
        (
            vec![SUBMITTED, asked],
            "receipt@1 third-party@2 consultation@2",
        ),
        // A third party that refuses is told only of a decision to give all the same (A-32.5).
        (
            vec![SUBMITTED, asked, refused],
            "receipt@1 third-party@2 consultation@2",
        ),
        (
            vec![SUBMITTED, asked, refused, PREPARED, SIGNED],
            "receipt@1 third-party@2 consultation@2 third-party-told@3 decision-open-give@5",
        ),
        // An answer rests on its signature, before and after it is given.
        (vec![SUBMITTED, PREPARED], "receipt@1"),
        (vec![SUBMITTED, PREPARED, returned], "receipt@1"),
        (
            vec![SUBMITTED, PREPARED, SIGNED],
            "receipt@1 decision-open-give@3",
        ),
        (
            vec![SUBMITTED, PREPARED, SIGNED, GIVEN],
            "receipt@1 decision-open-give@3",
        ),
        (vec![SUBMITTED, GIVEN], "receipt@1 decision-open-give@2"),
        (
            vec![SUBMITTED, r#"{"kind":"withdrawn"}"#],
            "receipt@1 decision-other@2",
        ),
        (
            vec![
                SUBMITTED,
                correction,
                r#"{"kind":"lapsed","code":"LAPSE-CORR"}"#,
            ],
            "receipt@1 correction@2 decision-lapse-corr@3",
        ),
        (
            vec![
                SUBMITTED,
                GIVEN,
                r#"{"kind":"re_decided","code":"NONE","after":"云复决〔2026〕1号"}"#,
            ],
            "receipt@1 decision-open-give@2 decision-none@3",
        ),
        // Of two answered together one carries the letter (A-36.6).
        (vec![SUBMITTED, joined, GIVEN], "receipt@1"),
    ] {
        assert_eq!(letters(&file("clerk", &acts)), expected, "{acts:?}");
    }
    assert_eq!(letters(&file("import", &[SUBMITTED, GIVEN])), "");
}

#[test]
fn what_has_no_occasion_or_is_out_is_refused() {
    let receipt = r#"{"kind":"letter_numbered","letter":"receipt","number":"1","goes_with":1}"#;
    let entries = file("clerk", &[SUBMITTED, receipt]);
    for (letter, goes_with, expected) in [
        ("receipt", 1, Some("F-D1")),
        ("receipt", 2, Some("F-D1")),
        ("extension", 1, Some("F-D3")),
        ("decision-none", 1, Some("F-D12")),
    ] {
        let found = refusal(&entries, letter.parse().unwrap(), goes_with);
        assert_eq!(found.as_ref().map(|it| it.id.id()), expected, "{letter}");
    }
    assert_eq!(refusal(&entries[..1], "receipt".parse().unwrap(), 1), None);
}

/// Letter, whether the applicant sees it before the case is closed, and after.
#[test]
fn what_the_applicant_sees() {
    for (letter, open, closed) in [
        ("receipt", true, true),
        ("correction", true, true),
        ("consultation", true, true),
        ("third-party", false, false),
        ("third-party-told", false, false),
        ("co-producer", false, false),
        ("proof", false, false),
        ("decision-none", false, true),
    ] {
        let kind = letter.parse().unwrap();
        assert_eq!(for_the_applicant(kind, false), open, "{letter}");
        assert_eq!(for_the_applicant(kind, true), closed, "{letter}");
    }
}

/// The days a letter may bear: the file's acts a day apart from 2026-03-02, then letter, first and last day.
#[test]
fn a_letter_bears_a_day_between_its_act_and_what_it_led_to() {
    let redone = r#"{"kind":"re_decided","code":"OPEN-GIVE","after":"x"}"#;
    for (acts, letter, first, last) in [
        (vec![SUBMITTED, PREPARED, SIGNED], "receipt@1", 2, None),
        (
            vec![SUBMITTED, PREPARED, SIGNED],
            "decision-open-give@3",
            4,
            None,
        ),
        (
            vec![SUBMITTED, PREPARED, SIGNED, GIVEN],
            "decision-open-give@3",
            4,
            Some(5),
        ),
        // What the day does not decide is not bound by the answer.
        (
            vec![SUBMITTED, PREPARED, SIGNED, GIVEN],
            "receipt@1",
            2,
            None,
        ),
        (
            vec![SUBMITTED, GIVEN, redone],
            "decision-open-give@3",
            4,
            Some(4),
        ),
    ] {
        let mut entries = file("clerk", &acts);
        for (at, entry) in (2..).zip(&mut entries) {
            entry.on = jiff::civil::date(2026, 3, at);
        }
        let fit = fitting(&entries)
            .into_iter()
            .find(|fit| format!("{}@{}", fit.kind, fit.goes_with) == letter)
            .unwrap_or_else(|| panic!("{letter} in {}", letters(&entries)));
        let day = |day| jiff::civil::date(2026, 3, day);
        assert_eq!(days(&entries, fit), (day(first), last.map(day)), "{letter}");
    }
}

/// F-D16: how a request for rectification ended, its letter, whether one may be written, and once it is out.
#[test]
fn a_rectification_has_its_letter() {
    for (ending, letter, now, after) in [
        (None, "", true, true),
        (Some(Ending::Corrected), "rectification", false, true),
        (Some(Ending::Refused), "rectification", false, true),
        (Some(Ending::ToldWhom), "rectification", false, true),
        (Some(Ending::Forwarded), "forwarding", false, true),
        (Some(Ending::Withdrawn), "", true, true),
    ] {
        let kind = ending.and_then(for_ending);
        assert_eq!(kind.map_or(String::new(), |kind| kind.to_string()), letter);
        let refused = |issued| ending_refusal(ending, issued).is_some();
        assert_eq!((refused(false), refused(true)), (now, after), "{ending:?}");
    }
}
