//! long: the tables share one small file of entries and its builders.
//!
//! The three readings, their order and persons, and what a signature needs (A-45, D-17): tables a lawyer can read.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use jiff::civil::Date;
use law::{
    case::{self, Channel},
    finding::Severity,
    handling::{
        Answer, Decision, Entry, Event, Given, Kind, Opinion, Person, Post, Settings, Stage, What,
        asked, assess, judge, may_answer, missing, read,
    },
    outcome::Code,
};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn inner(by: &str, on: &str, body: Value) -> Entry {
    Entry {
        on: day(on),
        by: by.into(),
        what: What::Inner(serde_json::from_value(body).unwrap()),
    }
}

fn statutory(by: &str, on: &str, body: Value) -> Entry {
    Entry {
        on: day(on),
        by: by.into(),
        what: What::Statutory(serde_json::from_value(body).unwrap()),
    }
}

fn submitted() -> Entry {
    Entry {
        on: day("2026-03-02"),
        by: "clerk".into(),
        what: What::Statutory(case::Event::Submitted {
            channel: Channel::Counter,
            applicant: None,
        }),
    }
}

fn prepared(code: &str, more: Value) -> Entry {
    let mut body = json!({"kind": "decision_prepared", "code": code});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    inner("clerk", "2026-03-04", body)
}

fn agreed(kind: &str, by: &str, on: &str) -> Entry {
    inner(by, on, json!({"kind": kind, "opinion": "agree"}))
}

const POSTS: [(&str, Post); 4] = [
    ("clerk", Post::Clerk),
    ("section", Post::SectionHead),
    ("legal", Post::Legal),
    ("leader", Post::Leader),
];

/// Which of the three readings each person may do now.
fn turn(entries: &[Entry], settings: &Settings) -> Vec<(&'static str, Kind)> {
    let mut found = Vec::new();
    for (id, post) in POSTS {
        let person = Person { id, posts: &[post] };
        let now = assess(entries, person, day("2026-03-10"), settings);
        for kind in [Kind::SectionReviewed, Kind::LegallyReviewed, Kind::Signed] {
            if now.allowed.contains(&kind) {
                found.push((id, kind));
            }
        }
    }
    found
}

#[test]
fn the_decision_goes_from_hand_to_hand_and_back() {
    let settings = Settings::default();
    let mut entries = vec![submitted()];
    assert_eq!(turn(&entries, &settings), []);
    entries.push(prepared("OPEN-GIVE", json!({})));
    assert_eq!(
        turn(&entries, &settings),
        [("section", Kind::SectionReviewed)]
    );
    entries.push(agreed("section_reviewed", "section", "2026-03-05"));
    assert_eq!(
        turn(&entries, &settings),
        [("legal", Kind::LegallyReviewed)]
    );
    entries.push(agreed("legally_reviewed", "legal", "2026-03-06"));
    assert_eq!(turn(&entries, &settings), [("leader", Kind::Signed)]);

    let mut sent_back = entries.clone();
    sent_back.push(inner(
        "leader",
        "2026-03-09",
        json!({"kind": "signed", "opinion": "return", "note": "理由不充分"}),
    ));
    assert_eq!(turn(&sent_back, &settings), []);
    sent_back.push(prepared("OPEN-GIVE", json!({"reasons": "已补充"})));
    assert_eq!(
        turn(&sent_back, &settings),
        [("section", Kind::SectionReviewed)],
        "a new decision is read from the beginning"
    );

    entries.push(agreed("signed", "leader", "2026-03-09"));
    assert_eq!(turn(&entries, &settings), []);
    let person = Person {
        id: "clerk",
        posts: &[Post::Clerk],
    };
    let now = assess(&entries, person, day("2026-03-10"), &settings);
    assert_eq!(
        (now.stage, now.waits_for),
        (Stage::Answered, Some(Post::Clerk))
    );
    let passed: Vec<(Stage, &str, String)> = now
        .passed
        .iter()
        .map(|one| (one.stage, one.by.as_str(), one.on.to_string()))
        .collect();
    assert_eq!(
        passed,
        [
            (Stage::Registered, "clerk", "2026-03-02".into()),
            (Stage::Examined, "clerk", "2026-03-04".into()),
            (Stage::Handled, "leader", "2026-03-09".into()),
        ],
        "A-45: each stage with its time and person"
    );
}

#[test]
fn one_person_does_one_step_unless_the_house_is_small_and_says_why() {
    let both = [Post::Clerk, Post::SectionHead];
    let person = Person {
        id: "clerk",
        posts: &both,
    };
    let entries = vec![submitted(), prepared("OPEN-GIVE", json!({}))];
    let given = |exception: &str| {
        Event::SectionReviewed(Given {
            opinion: Opinion::Agree,
            note: String::new(),
            exception: exception.into(),
            read: None,
        })
    };
    let small = Settings {
        small_bureau: true,
        ..Settings::default()
    };
    let cases = [
        (Settings::default(), "只有一人", vec!["section_reviewed"]),
        (small.clone(), "", vec!["exception"]),
        (small, "本科室只有一人", vec![]),
    ];
    for (settings, exception, expected) in cases {
        let found = judge(
            &entries,
            person,
            &given(exception),
            day("2026-03-05"),
            &settings,
        );
        let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, expected, "{exception} {settings:?}");
    }
}

#[test]
fn without_a_legal_reviewer_the_leader_follows_the_section_head() {
    let settings = Settings {
        legal_review: false,
        ..Settings::default()
    };
    let entries = vec![
        submitted(),
        prepared("OPEN-GIVE", json!({})),
        agreed("section_reviewed", "section", "2026-03-05"),
    ];
    assert_eq!(turn(&entries, &settings), [("leader", Kind::Signed)]);
}

#[test]
fn dates_run_forward() {
    let entries = vec![submitted(), prepared("OPEN-GIVE", json!({}))];
    let person = Person {
        id: "section",
        posts: &[Post::SectionHead],
    };
    let settings = Settings::default();
    for (on, expected) in [("2026-03-03", false), ("2026-03-04", true)] {
        let now = assess(&entries, person, day(on), &settings);
        assert_eq!(
            now.allowed.contains(&Kind::SectionReviewed),
            expected,
            "{on}"
        );
    }
}

/// What each outcome needs before it is prepared, and before it is signed.
#[test]
fn each_outcome_has_its_evidence() {
    let search = json!({"kind": "search_recorded", "where": "档案室", "by": "经办人", "terms": "立项 批复", "result": "没有"});
    let asked = statutory(
        "clerk",
        "2026-03-03",
        json!({"kind": "third_party_asked", "on": "2026-03-03", "ref": "甲"}),
    );
    let risk = json!({"kind": "risk_noted", "note": "公开将危及公共安全"});
    let cases: Vec<(&str, Value, Vec<Entry>, Vec<&str>, Vec<&str>)> = vec![
        ("OPEN-GIVE", json!({}), vec![], vec![], vec![]),
        (
            "OPEN-PUB",
            json!({}),
            vec![],
            vec!["A-36.4"],
            vec!["A-36.4"],
        ),
        (
            "OPEN-PUB",
            json!({"place": "https://qinghe.example/1"}),
            vec![],
            vec![],
            vec!["A-36.4"],
        ),
        (
            "OPEN-PUB",
            json!({"place": "https://qinghe.example/1", "tried": "2026-03-04"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "OPEN-PUB",
            json!({"place": "县图书馆政府信息查阅点"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "OPEN-LATER",
            json!({"place": "县政府网站"}),
            vec![],
            vec![],
            vec!["A-36.1"],
        ),
        (
            "OPEN-LATER",
            json!({"place": "县政府网站", "publish_on": "2026-03-05"}),
            vec![],
            vec![],
            vec!["A-36.1"],
        ),
        (
            "OPEN-LATER",
            json!({"place": "县政府网站", "publish_on": "2026-03-30"}),
            vec![],
            vec![],
            vec![],
        ),
        ("NONE", json!({}), vec![], vec![], vec!["A-36.2"]),
        // What the file holds otherwise is no search.
        (
            "NONE",
            json!({"evidence": "档案室查过，没有"}),
            vec![],
            vec![],
            vec!["A-36.2"],
        ),
        (
            "NONE",
            json!({"lost": "2019年依法销毁，附销毁清册"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "MAKE",
            json!({"reasons": "须汇总分析"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "UNCLEAR",
            json!({"reasons": "补正后仍不明确"}),
            vec![],
            vec![],
            vec!["A-30.4"],
        ),
        ("PRINTED", json!({}), vec![], vec![], vec!["A-36.1"]),
        (
            "PRINTED",
            json!({"place": "新华书店有售"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "NONE",
            json!({}),
            vec![inner("clerk", "2026-03-03", search)],
            vec![],
            vec![],
        ),
        (
            "OTHER-ORGAN",
            json!({"other_organ": "县水利局"}),
            vec![],
            vec!["A-36.5"],
            vec!["A-36.5"],
        ),
        (
            "OTHER-ORGAN",
            json!({"other_organ": "县水利局", "contact": "0000-2506840"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "OTHER-ORGAN",
            json!({"other_organ": "县水利局", "undetermined": "联系不上"}),
            vec![],
            vec!["A-36.5"],
            vec!["A-36.5"],
        ),
        (
            "OPEN-PUB",
            json!({"place": "www.qinghe.example", "tried": "2027-01-01"}),
            vec![],
            vec![],
            vec!["A-36.4"],
        ),
        (
            "OPEN-GIVE",
            json!({"grounds": ["NO-INTERNAL"]}),
            vec![],
            vec!["A-37"],
            vec!["A-37"],
        ),
        (
            "OTHER-ORGAN",
            json!({"undetermined": "无法判断由哪一机关制作"}),
            vec![],
            vec![],
            vec![],
        ),
        // C.6: a part that does not exist, is another organ's or would have to be made is no error; a petition is.
        (
            "PART",
            json!({"grounds": ["NONE"], "reasons": "没有制作过", "withheld": "第三部分"}),
            vec![inner(
                "clerk",
                "2026-03-03",
                json!({"kind": "search_recorded", "where": "档案室", "by": "经办人", "terms": "批复", "result": "没有"}),
            )],
            vec![],
            vec![],
        ),
        (
            "PART",
            json!({"grounds": ["PETITION"], "reasons": "反映问题", "withheld": "第三部分"}),
            vec![],
            vec!["A-37"],
            vec!["A-37"],
        ),
        // C.4: a provincial regulation prohibits nothing (A-14, trap 36).
        (
            "NO-LAW",
            json!({"reasons": "禁止公开", "evidence": "《某省商务条例》第五条"}),
            vec![],
            vec!["A-14"],
            vec!["A-14"],
        ),
        (
            "NO-LAW",
            json!({"reasons": "禁止公开", "evidence": "《中华人民共和国统计法》第二十五条"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "PART",
            json!({"grounds": ["NO-INTERNAL"], "reasons": "内部流程"}),
            vec![],
            vec!["A-37"],
            vec!["A-37", "D-17"],
        ),
        (
            "PART",
            json!({"grounds": ["NO-INTERNAL"], "reasons": "内部流程", "withheld": "第2页"}),
            vec![],
            vec![],
            vec!["D-17"],
        ),
        (
            "PART",
            json!({"grounds": ["NO-INTERNAL"], "reasons": "内部流程", "withheld": "第2页", "evidence": "流转单"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "NO-PROCESS",
            json!({}),
            vec![],
            vec!["A-16.2"],
            vec!["A-16.2", "D-17"],
        ),
        (
            "NO-CASEFILE",
            json!({"reasons": "涉案企业经营信息", "evidence": "卷内目录"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "NO-SECRET",
            json!({}),
            vec![],
            vec!["A-13"],
            vec!["A-13", "D-17"],
        ),
        (
            "NO-LAW",
            json!({"reasons": "统计资料"}),
            vec![],
            vec![],
            vec!["A-14"],
        ),
        (
            "QUERY",
            json!({"reasons": "不动产登记"}),
            vec![],
            vec![],
            vec!["A-36.1"],
        ),
        (
            "NO-THIRD",
            json!({"reasons": "第三方不同意"}),
            vec![],
            vec![],
            vec!["D-17"],
        ),
        (
            "NO-THIRD",
            json!({"reasons": "第三方不同意"}),
            vec![asked],
            vec![],
            vec![],
        ),
        (
            "NO-3S1S",
            json!({"reasons": "危及公共安全"}),
            vec![],
            vec![],
            vec!["D-17"],
        ),
        (
            "NO-3S1S",
            json!({"reasons": "危及公共安全"}),
            vec![inner("clerk", "2026-03-03", risk)],
            vec![],
            vec![],
        ),
        (
            "REPEAT",
            json!({}),
            vec![],
            vec!["A-36.3", "D-11"],
            vec!["A-36.3", "D-11"],
        ),
        (
            "REPEAT",
            json!({"earlier": "QA-2025-0003", "disclosed_before": false}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "OTHER",
            json!({"reasons": "无法归入其他情形"}),
            vec![],
            vec!["A-36.1"],
            vec!["A-36.1"],
        ),
        (
            "OTHER",
            json!({"reasons": "无法归入其他情形", "remedy": "R-FREE"}),
            vec![],
            vec![],
            vec![],
        ),
        (
            "LAPSE-CORR",
            json!({}),
            vec![],
            vec!["A-36.1"],
            vec!["A-36.1"],
        ),
    ];
    let clerk = Person {
        id: "clerk",
        posts: &[Post::Clerk],
    };
    let leader = Person {
        id: "leader",
        posts: &[Post::Leader],
    };
    let settings = Settings::default();
    for (code, more, before, at_preparing, at_signing) in cases {
        let mut entries = vec![submitted()];
        entries.extend(before);
        let decision = prepared(code, more.clone());
        let What::Inner(event) = decision.what.clone() else {
            unreachable!()
        };
        let ids = |found: Vec<law::finding::Finding>| -> Vec<String> {
            assert!(found.iter().all(|one| one.severity == Severity::Error));
            found.iter().map(|one| one.id.to_string()).collect()
        };
        let found = judge(&entries, clerk, &event, day("2026-03-04"), &settings);
        assert_eq!(ids(found), at_preparing, "{code} {more} prepared");
        entries.push(decision);
        entries.push(agreed("section_reviewed", "section", "2026-03-05"));
        entries.push(agreed("legally_reviewed", "legal", "2026-03-06"));
        let sign = Event::Signed(Given {
            opinion: Opinion::Agree,
            note: String::new(),
            exception: String::new(),
            read: None,
        });
        let found = judge(&entries, leader, &sign, day("2026-03-09"), &settings);
        assert_eq!(ids(found), at_signing, "{code} {more} signed");
    }
}

#[test]
fn an_answer_is_what_was_signed_and_not_before() {
    let mut entries = vec![
        submitted(),
        prepared(
            "PART",
            json!({"grounds": ["NO-INTERNAL"], "reasons": "内部流程", "withheld": "第2页"}),
        ),
        agreed("section_reviewed", "section", "2026-03-05"),
        agreed("legally_reviewed", "legal", "2026-03-06"),
    ];
    let settings = Settings::default();
    let ask = |entries: &[Entry], code, grounds: &[Code], on| {
        let sent = json!({"letter": "云商公开〔2026〕1号", "dated": "2026-03-04"});
        let sent = serde_json::from_value(sent).unwrap();
        let answer = Answer {
            code,
            grounds,
            sent: Some(&sent),
            on: day(on),
        };
        let found = may_answer(&read(entries), None, answer, &settings);
        found.first().map(|one| one.id.to_string())
    };
    let internal = [Code::NoInternal];
    assert_eq!(
        ask(&entries, Code::Part, &internal, "2026-03-09").as_deref(),
        Some("A-45")
    );
    entries.push(agreed("signed", "leader", "2026-03-09"));
    let cases: [(Code, &[Code], &str, Option<&str>); 5] = [
        (Code::Part, &internal, "2026-03-09", None),
        (Code::Part, &internal, "2026-03-06", Some("A-45")),
        (Code::OpenGive, &[], "2026-03-09", Some("A-36.1")),
        (Code::Part, &[], "2026-03-09", Some("A-36.1")),
        (Code::Part, &[Code::NoThird], "2026-03-09", Some("A-36.1")),
    ];
    for (code, grounds, on, expected) in cases {
        assert_eq!(
            ask(&entries, code, grounds, on).as_deref(),
            expected,
            "{code:?} {on}"
        );
    }
    entries.push(statutory(
        "clerk",
        "2026-03-10",
        json!({"kind": "corrected", "on": "2026-03-10"}),
    ));
    assert_eq!(
        ask(&entries, Code::Part, &internal, "2026-03-11").as_deref(),
        Some("A-45"),
        "a corrected request is decided anew (A-30.2)"
    );
    let open = Settings {
        sign_before_answer: false,
        ..settings
    };
    let answer = Answer {
        code: Code::None,
        grounds: &[],
        sent: None,
        on: day("2026-03-09"),
    };
    let found = may_answer(&read(&[]), None, answer, &open);
    assert_eq!(found[0].id, "F-D17", "nor without its letter");
}

#[test]
fn what_the_house_may_not_do_says_why() {
    let closed = statutory(
        "clerk",
        "2026-03-09",
        json!({"kind": "withdrawn", "on": "2026-03-09"}),
    );
    let clerk = Person {
        id: "clerk",
        posts: &[Post::Clerk],
    };
    let cases: [(&[Entry], Value, &str); 9] = [
        (
            &[submitted()],
            json!({"kind": "served", "how": "posted"}),
            "F-D15",
        ),
        (
            &[submitted()],
            json!({"kind": "re_decided", "code": "OPEN-GIVE", "after": "x"}),
            "R-47",
        ),
        (
            &[submitted()],
            json!({"kind": "returned_by_office", "office": "股"}),
            "A-45",
        ),
        (
            &[submitted()],
            json!({"kind": "handed_over", "office": " ", "due": "2026-03-01"}),
            "A-45",
        ),
        (
            &[submitted()],
            json!({"kind": "search_recorded", "where": "", "by": "", "terms": "", "result": ""}),
            "A-36.2",
        ),
        (
            &[submitted()],
            json!({"kind": "shown_in_full", "why": " "}),
            "Q-5",
        ),
        (
            &[submitted()],
            json!({"kind": "split", "parts": []}),
            "R-44",
        ),
        (
            &[submitted()],
            json!({"kind": "satisfaction", "score": 5}),
            "A-45",
        ),
        (
            &[submitted(), closed],
            json!({"kind": "decision_prepared", "code": "OPEN-GIVE"}),
            "A-45",
        ),
    ];
    for (entries, body, rule) in cases {
        let event: Event = serde_json::from_value(body.clone()).unwrap();
        let found = judge(
            entries,
            clerk,
            &event,
            day("2026-03-10"),
            &Settings::default(),
        );
        assert!(found.iter().any(|one| one.id == rule), "{body}: {found:?}");
    }
}

#[test]
fn standing_findings_name_what_is_late_or_lacking() {
    let given = json!({"kind": "handed_over", "office": "建设股", "due": "2026-03-06"});
    let entries = vec![
        submitted(),
        inner("clerk", "2026-03-03", given),
        statutory(
            "clerk",
            "2026-03-09",
            json!({"kind": "answered", "on": "2026-03-09", "code": "OPEN-GIVE"}),
        ),
    ];
    let clerk = Person {
        id: "clerk",
        posts: &[Post::Clerk],
    };
    let at = |entries: &[Entry], on: &str| -> Vec<String> {
        assess(entries, clerk, day(on), &Settings::default())
            .findings
            .iter()
            .map(|one| format!("{} {}", one.id, one.place))
            .collect()
    };
    assert_eq!(at(&entries[..2], "2026-03-06"), Vec::<String>::new());
    assert_eq!(at(&entries[..2], "2026-03-07"), ["A-45 handed_over"]);
    assert_eq!(at(&entries, "2026-03-10"), ["F-D15 served", "A-45 signed"]);
}

#[test]
fn a_decision_is_written_as_it_is_read() {
    let decision = Decision {
        code: Code::OtherOrgan,
        grounds: vec![],
        how: None,
        reasons: "由水利部门制作".into(),
        withheld: String::new(),
        place: String::new(),
        tried: None,
        publish_on: None,
        evidence: String::new(),
        lost: String::new(),
        other_organ: "县水利局".into(),
        contact: "0000-2506840".into(),
        undetermined: String::new(),
        earlier: String::new(),
        choices: law::remedy::Choices::default(),
        paper: None,
    };
    let event = Event::DecisionPrepared(Box::new(decision));
    let text = serde_json::to_value(&event).unwrap();
    assert_eq!(
        text,
        json!({"kind": "decision_prepared", "code": "OTHER-ORGAN", "reasons": "由水利部门制作",
               "other_organ": "县水利局", "contact": "0000-2506840"})
    );
    assert_eq!(serde_json::from_value::<Event>(text).unwrap(), event);
}

/// Decision on its way, whether a file may be redacted for it.
#[test]
fn only_a_partial_disclosure_is_redacted() {
    let person = Person {
        id: "clerk",
        posts: &[Post::Clerk],
    };
    let event: Event =
        serde_json::from_value(json!({"kind": "redacted", "phrases": 1, "pages": 0})).unwrap();
    let part = json!({"grounds": ["NO-THIRD"], "withheld": "第3页"});
    let closed = statutory("clerk", "2026-03-05", json!({"kind": "withdrawn"}));
    for (acts, expected) in [
        (vec![submitted()], vec!["A-37"]),
        (
            vec![submitted(), prepared("OPEN-GIVE", json!({}))],
            vec!["A-37"],
        ),
        (vec![submitted(), prepared("PART", part.clone())], vec![]),
        (
            vec![submitted(), prepared("PART", part), closed],
            vec!["A-45"],
        ),
    ] {
        let found = judge(
            &acts,
            person,
            &event,
            day("2026-03-05"),
            &Settings::default(),
        );
        let rules: Vec<&str> = found.iter().map(|one| one.id.id()).collect();
        assert_eq!(rules, expected, "{acts:?}");
    }
}

/// A form that leaves out what an outcome does not ask for loses nothing that its signature needs: whatever is missed, but for acts
/// of the file and the reasons that every form has, is among the fields asked for.
#[test]
fn what_is_asked_covers_what_is_missed() {
    const ALWAYS: [&str; 5] = [
        "reasons",
        "search_recorded",
        "risk_noted",
        "third_party_asked",
        "correction_noticed",
    ];
    for code in Code::ALL.into_iter().filter(|code| !code.lapse()) {
        let Event::DecisionPrepared(decision) =
            serde_json::from_value(json!({"kind": "decision_prepared", "code": code})).unwrap()
        else {
            unreachable!()
        };
        let fields = asked(code);
        for finding in missing(&read(&[submitted()]), &decision, day("2026-03-10")) {
            let place = finding.place.as_str();
            assert!(
                ALWAYS.contains(&place) || fields.contains(&place),
                "{code:?}: {place}"
            );
        }
    }
    assert_eq!(asked(Code::OpenGive), ["place"]);
    assert_eq!(asked(Code::NoSecret), ["evidence"]);
    assert_eq!(asked(Code::OpenLater), ["place", "publish_on", "tried"]);
}

/// C.11: a letter dated 11-30 stood for an asking of 11-27, from which time was excluded.
#[test]
fn a_letter_dated_after_its_asking_is_named() {
    let asked = |kind: &str| {
        statutory(
            "clerk",
            "2026-11-27",
            json!({"kind": kind, "on": "2026-11-27", "ref": "甲"}),
        )
    };
    let entries = [
        submitted(),
        asked("third_party_asked"),
        asked("organ_asked"),
    ];
    for (goes_with, on, named) in [
        (2, "2026-11-30", true),
        (3, "2026-11-28", true),
        (2, "2026-11-27", false),
        (2, "2026-11-26", false),
        (1, "2026-11-30", false),
        (0, "2026-11-30", false),
        (9, "2026-11-30", false),
    ] {
        let fit = law::letter::Fit {
            kind: law::letter::Kind::ThirdParty,
            goes_with,
            drafted: None,
            issued: None,
        };
        let found = law::letter::dated(&entries, fit, day(on));
        assert_eq!(found.is_some(), named, "{goes_with} {on}");
        if let Some(found) = found {
            assert_eq!(
                (found.id.id(), found.severity),
                ("A-33.4", Severity::Warning)
            );
        }
    }
}
