//! 签发前的证据 (law.md 1.9, D-17; traps 19, 21, 37).

use std::collections::BTreeMap;

use law::{
    finding::{Finding, Severity},
    outcome::{Code, OfPages, of_pages},
    repeated::Earlier,
    signing::{Held, Need, OtherOrgan, Place, Search, missing, needed},
    supply::{Charge, Form, Wish, form, is_a_form, may_be_charged},
};

use crate::facts::day;

const SIGNED: &str = "2026-03-20";

fn against(code: Code, held: &Held) -> Vec<Finding> {
    missing(code, &[], held, day(SIGNED))
}

fn rules(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.id.id()).collect()
}

/// D-17 and A-36.x: for each of the 24 outcomes, what the file must hold and by which rule it is missed.
#[test]
fn every_outcome_has_its_evidence() {
    for (code, needs, ids) in [
        ("OPEN-PUB", "place", vec!["A-36.4"]),
        ("OPEN-GIVE", "supplied", vec!["A-36.1"]),
        ("OPEN-LATER", "place time", vec!["A-36.4", "A-36.1"]),
        ("PART", "supplied separation", vec!["A-36.1", "A-37"]),
        ("NO-SECRET", "secret_mark", vec!["D-17"]),
        ("NO-LAW", "prohibition", vec!["A-14"]),
        ("NO-3S1S", "danger", vec!["D-17"]),
        ("NO-THIRD", "third_party", vec!["D-17"]),
        ("NO-INTERNAL", "internal discretion", vec!["D-17", "A-16.1"]),
        (
            "NO-PROCESS",
            "before_decision discretion",
            vec!["D-17", "A-16.1"],
        ),
        (
            "NO-CASEFILE",
            "case_file discretion",
            vec!["D-17", "A-16.1"],
        ),
        ("QUERY", "access_rule", vec!["A-36.1"]),
        ("NONE", "search", vec!["A-36.2"]),
        ("OTHER-ORGAN", "other_organ", vec!["A-36.5"]),
        ("MAKE", "making", vec!["A-36.1"]),
        ("UNCLEAR", "correction", vec!["A-30.4"]),
        ("PETITION", "petition", vec!["A-36.1"]),
        ("REPEAT", "earlier", vec!["A-36.3"]),
        ("PRINTED", "publication", vec!["A-36.1"]),
        ("ABUSE", "abuse", vec!["A-35.2"]),
        ("CONFIRM", "obtained", vec!["A-36.1"]),
        ("LAPSE-CORR", "lapse", vec!["A-36.1"]),
        ("LAPSE-FEE", "lapse", vec!["A-36.1"]),
        ("OTHER", "", vec![]),
    ] {
        let code: Code = code.parse().unwrap();
        let words: Vec<&str> = needed(code, &[]).iter().map(|need| need.as_str()).collect();
        assert_eq!(words.join(" "), needs, "{code:?}");
        assert_eq!(rules(&against(code, &Held::default())), ids, "{code:?}");
    }
    for need in Need::ALL {
        assert_eq!(serde_json::to_value(need).unwrap(), need.as_str());
        assert!(
            !need.zh().is_empty() && !need.en().is_empty() && !need.citation().as_str().is_empty()
        );
    }
}

/// Every paper on file, and nothing is missing.
#[test]
fn a_whole_file_may_be_signed() {
    let held = Held {
        searches: vec![Search {
            place: "业务系统、档案室".into(),
            by: "李四".into(),
            on: Some(day("2026-03-10")),
            terms: "项目、批复".into(),
        }],
        lost: String::new(),
        place: Some(Place {
            at: "https://www.example.gov.cn/a".into(),
            is_link: true,
            tried_on: Some(day(SIGNED)),
            opened: true,
        }),
        publish_on: Some(day(SIGNED)),
        other_organ: Some(OtherOrgan {
            name: "县财政局".into(),
            contact: "0795-0000000".into(),
            why_unknown: String::new(),
        }),
        earlier: Some(Earlier {
            same_applicant: true,
            same_information: true,
            by_this_organ: true,
            disclosed: true,
        }),
        papers: Need::ALL
            .into_iter()
            .map(|need| (need, "见案卷第3页".to_string()))
            .collect(),
    };
    for code in Code::ALL {
        assert_eq!(
            missing(code, &[Code::NoThird, Code::NoProcess], &held, day(SIGNED)),
            [],
            "{code:?}"
        );
    }
    // A blank paper is none.
    let held = Held {
        papers: BTreeMap::from([(Need::Danger, "  ".to_string())]),
        ..held
    };
    assert_eq!(rules(&against(Code::No3s1s, &held)), ["D-17"]);
    // What comes and goes as JSON is the same.
    let json = serde_json::to_string(&held).unwrap();
    assert_eq!(serde_json::from_str::<Held>(&json).unwrap(), held);
}

/// A-37, trap 19: of a part also the grounds of what is withheld, each once.
#[test]
fn a_part_needs_what_its_grounds_need() {
    let needs = |grounds: &[Code]| -> Vec<&str> {
        needed(Code::Part, grounds)
            .iter()
            .map(|need| need.as_str())
            .collect()
    };
    assert_eq!(
        needs(&[Code::NoThird]),
        ["supplied", "separation", "third_party"]
    );
    assert_eq!(
        needs(&[Code::NoInternal, Code::NoProcess]),
        [
            "supplied",
            "separation",
            "internal",
            "before_decision",
            "discretion"
        ]
    );
    // Another outcome's grounds are not asked about.
    assert_eq!(needed(Code::OpenGive, &[Code::NoThird]), [Need::Supplied]);
}

/// the searches, how many things are missing.
#[test]
fn a_search_says_where_by_whom_when_and_for_what() {
    let whole = || Search {
        place: "档案室".into(),
        by: "李四".into(),
        on: Some(day("2026-03-20")),
        terms: "批复".into(),
    };
    for (searches, lost, count) in [
        (vec![], "", 1),
        (vec![whole()], "", 0),
        (
            vec![Search {
                place: " ".into(),
                ..whole()
            }],
            "",
            1,
        ),
        (
            vec![Search {
                by: String::new(),
                ..whole()
            }],
            "",
            1,
        ),
        (
            vec![Search {
                on: None,
                ..whole()
            }],
            "",
            1,
        ),
        (
            vec![Search {
                terms: String::new(),
                ..whole()
            }],
            "",
            1,
        ),
        (vec![whole(), Search::default()], "", 4),
        // On the day of the signature, not after it.
        (
            vec![Search {
                on: Some(day("2026-03-21")),
                ..whole()
            }],
            "",
            1,
        ),
        // Loss, lawful destruction, expiry of keeping.
        (vec![], "2014年依法销毁，销毁清册第12号", 0),
        (vec![], "  ", 1),
    ] {
        let held = Held {
            searches: searches.clone(),
            lost: lost.into(),
            ..Held::default()
        };
        let found = against(Code::None, &held);
        assert_eq!(found.len(), count, "{searches:?} {lost}");
        assert!(
            found
                .iter()
                .all(|finding| finding.id == "A-36.2" && finding.severity == Severity::Error)
        );
    }
}

/// Each search is named by its place in the order.
#[test]
fn the_search_that_lacks_something_is_named() {
    let whole = Search {
        place: "档案室".into(),
        by: "经办人".into(),
        on: Some(day("2026-03-19")),
        terms: "立项".into(),
    };
    for (first, second, named) in [
        (Search::default(), whole.clone(), "第1次检索"),
        (whole.clone(), Search::default(), "第2次检索"),
    ] {
        let held = Held {
            searches: vec![first, second],
            ..Held::default()
        };
        let found = against(Code::None, &held);
        assert_eq!(found.len(), 4);
        assert!(
            found.iter().all(|one| one.zh.starts_with(named)),
            "{found:?}"
        );
    }
}

/// a link opens on the day of the reply; an exact place needs no trying.
#[test]
fn what_is_public_can_be_found() {
    let link = Place {
        at: "https://www.example.gov.cn/a".into(),
        is_link: true,
        tried_on: Some(day(SIGNED)),
        opened: true,
    };
    for (place, expected) in [
        (None, vec![Severity::Error]),
        (Some(link.clone()), vec![]),
        (
            Some(Place {
                opened: false,
                ..link.clone()
            }),
            vec![Severity::Error],
        ),
        (
            Some(Place {
                tried_on: Some(day("2026-03-19")),
                ..link.clone()
            }),
            vec![Severity::Warning],
        ),
        (
            Some(Place {
                tried_on: None,
                ..link.clone()
            }),
            vec![Severity::Warning],
        ),
        (
            Some(Place {
                at: " ".into(),
                ..link.clone()
            }),
            vec![Severity::Error],
        ),
        (
            Some(Place {
                at: "县图书馆政府信息查阅点".into(),
                is_link: false,
                tried_on: None,
                opened: false,
            }),
            vec![],
        ),
    ] {
        let held = Held {
            place: place.clone(),
            ..Held::default()
        };
        let found: Vec<Severity> = against(Code::OpenPub, &held)
            .iter()
            .map(|finding| finding.severity)
            .collect();
        assert_eq!(found, expected, "{place:?}");
    }
    for (publish_on, count) in [
        (None, 1),
        (Some("2026-03-19"), 1),
        (Some("2026-03-20"), 0),
        (Some("2026-06-01"), 0),
    ] {
        let held = Held {
            place: Some(link.clone()),
            publish_on: publish_on.map(day),
            ..Held::default()
        };
        assert_eq!(
            against(Code::OpenLater, &held).len(),
            count,
            "{publish_on:?}"
        );
    }
}

/// trap 21: name and contact, or why not.
#[test]
fn the_right_organ_is_named() {
    for (name, contact, why, count) in [
        ("县财政局", "0795-0000000", "", 0),
        ("县财政局", " ", "", 1),
        ("县财政局", "", "有原因", 1),
        ("", "", "涉及多个部门，无法确定", 0),
        ("", "0795-0000000", "", 1),
        ("", "", "", 1),
    ] {
        let other_organ = Some(OtherOrgan {
            name: name.into(),
            contact: contact.into(),
            why_unknown: why.into(),
        });
        let found = against(
            Code::OtherOrgan,
            &Held {
                other_organ,
                ..Held::default()
            },
        );
        assert_eq!(found.len(), count, "{name} {contact} {why}");
        assert!(found.iter().all(|finding| finding.id == "A-36.5"));
    }
}

/// trap 19: pages, outcome.
#[test]
fn from_pages_to_an_outcome() {
    let one = |code, grounds: &[Code]| {
        Some(OfPages::One {
            code,
            grounds: grounds.to_vec(),
        })
    };
    let (third, process) = (Some(Code::NoThird), Some(Code::NoProcess));
    for (pages, expected) in [
        (vec![], None),
        (vec![None, None], one(Code::OpenGive, &[])),
        (vec![None, third], one(Code::Part, &[Code::NoThird])),
        (
            vec![process, None, third, process],
            one(Code::Part, &[Code::NoThird, Code::NoProcess]),
        ),
        (vec![third, third], one(Code::NoThird, &[])),
        (
            vec![process, third],
            Some(OfPages::Choose(vec![Code::NoThird, Code::NoProcess])),
        ),
        (vec![None, Some(Code::Make)], None),
    ] {
        assert_eq!(of_pages(&pages), expected, "{pages:?}");
    }
}

/// A-40, trap 37: asked for, kept as, harms, costs too much, supplied.
#[test]
fn the_form_of_supply() {
    use Form::{Electronic, Inspection, Medium, Paper};
    for (asked, kept, harms, costs, expected) in [
        (Paper, vec![Paper], false, false, Paper),
        (
            Electronic,
            vec![Paper, Electronic],
            false,
            false,
            Electronic,
        ),
        (Electronic, vec![Paper], false, false, Paper),
        (Paper, vec![Paper, Electronic], true, false, Electronic),
        (Paper, vec![Paper, Electronic], false, true, Electronic),
        (Paper, vec![Paper], true, false, Inspection),
        (Electronic, vec![Paper], true, false, Inspection),
        (Electronic, vec![Paper], false, true, Inspection),
        (Inspection, vec![Paper], false, false, Inspection),
        (Medium, vec![Medium], true, false, Inspection),
        (Medium, vec![Electronic], false, false, Electronic),
        (Electronic, vec![Electronic], true, false, Inspection),
    ] {
        assert_eq!(
            form(asked, &kept, harms, costs),
            expected,
            "{asked:?} of {kept:?} {harms} {costs}"
        );
    }
    for (wish, expected) in [
        (Wish::Form(Paper), true),
        (Wish::StampOnEachPage, false),
        (Wish::StampAcrossPages, false),
        (Wish::Certification, false),
    ] {
        assert_eq!(is_a_form(wish), expected, "{wish:?}");
    }
    // nothing but the 信息处理费.
    for (charge, allowed) in [
        (Charge::Search, false),
        (Charge::Copying, false),
        (Charge::Postage, false),
        (Charge::Processing, true),
    ] {
        assert_eq!(may_be_charged(charge), allowed, "A-42 {charge:?}");
    }
}
