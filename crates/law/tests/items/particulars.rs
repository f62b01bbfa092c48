//! What is wrong with an act that is in order: its reasons, its day, the text that it names (A-17, S-7, P-10, P-11, W-7, Q-20).

use law::{
    finding::Finding,
    item::{
        self, Apart, Dropped, Event, Given, Kind, Passage, Settings, SourceClass, State, Submission,
    },
    personal,
    readings::{Opinion, Person, Post},
    rule::Rule,
};

use crate::play::{
    NOW, act, brought_to, by, content, gives, judge, publishes, reads, replaces, submits,
};

const ANYBODY: Person = Person {
    id: "fresh",
    posts: &Post::ALL,
};

fn against(state: &State, event: &Event) -> Vec<Finding> {
    judge(state, ANYBODY, event, &Settings::default(), &[])
}

/// Rule, field and Chinese words of each thing that is wrong.
fn said(state: &State, event: &Event) -> Vec<(Rule, String, String)> {
    let found = against(state, event).into_iter();
    found.map(|one| (one.id, one.place, one.zh)).collect()
}

/// An act with other words in one of its fields.
fn with(event: Event, field: &str, text: &str) -> Event {
    let text = text.to_string();
    match (event, field) {
        (Event::SubmittedForReview(it), "lawful_reason") => Event::SubmittedForReview(Submission {
            lawful_reason: text,
            ..it
        }),
        (Event::Checked(it), _) => Event::Checked(in_reading(it, field, text)),
        (Event::Reviewed(it), _) => Event::Reviewed(in_reading(it, field, text)),
        (Event::SignedOff(it), _) => Event::SignedOff(in_reading(it, field, text)),
        (Event::Published(mut it), "exception") => {
            it.exception = text;
            Event::Published(it)
        }
        (Event::Published(mut it), "note") => {
            it.change.as_mut().unwrap().note = text;
            Event::Published(it)
        }
        (Event::Scheduled(mut it), "exception") => {
            it.exception = text;
            Event::Scheduled(it)
        }
        (Event::Unscheduled(_), _) => Event::Unscheduled(Dropped { reason: text }),
        (Event::Discarded(_), _) => Event::Discarded(Dropped { reason: text }),
        (Event::Suspended(mut it), _) => {
            it.reason = text;
            Event::Suspended(it)
        }
        (Event::Restored(mut it), _) => {
            it.reason = text;
            Event::Restored(it)
        }
        (Event::Repealed(mut it), _) => {
            it.reason = text;
            Event::Repealed(it)
        }
        (Event::Withdrawn(mut it), _) => {
            it.reason = text;
            Event::Withdrawn(it)
        }
        other => panic!("{other:?}"),
    }
}

fn in_reading(mut given: Given, field: &str, text: String) -> Given {
    match field {
        "basis" => given.basis = text,
        "exception" => given.exception = text,
        _ => given.looked = text,
    }
    given
}

/// Act, a state in which it may be done, field.
const FIELDS: [(&str, &str, &str); 15] = [
    ("submitted_for_review", "draft", "lawful_reason"),
    ("checked", "review_head", "basis"),
    ("reviewed", "review_secrecy", "basis"),
    ("signed_off", "review_leader", "basis"),
    ("reviewed", "review_secrecy", "exception"),
    ("reviewed", "review_secrecy", "looked"),
    ("published", "cleared", "exception"),
    ("published", "changing_read", "note"),
    ("scheduled", "cleared", "exception"),
    ("unscheduled", "scheduled", "reason"),
    ("discarded", "changing", "reason"),
    ("suspended", "published", "reason"),
    ("restored", "suspended", "reason"),
    ("repealed", "published", "reason"),
    ("withdrawn", "published", "reason"),
];

#[test]
fn a_reason_has_five_hundred_characters_and_no_more() {
    for (kind, state, field) in FIELDS {
        let state = item::fold(&brought_to(state));
        let of = |length: usize| with(act(kind, &state), field, &"字".repeat(length));
        assert_eq!(said(&state, &of(500)), [], "{kind} {field}");
        let zh = "理由不能超过500字，现有501字".to_string();
        assert_eq!(
            said(&state, &of(501)),
            [(Rule::A_17, field.into(), zh)],
            "{kind}"
        );
        assert_eq!(
            against(&state, &of(501))[0].en,
            "A reason can have at most 500 characters; it has 501"
        );
    }
}

#[test]
fn what_needs_a_reason_says_which() {
    for (kind, at, field, rule, zh, en) in [
        (
            "checked",
            "review_head",
            "basis",
            Rule::A_17,
            "请填写审查依据或者理由",
            "Enter the basis or reason",
        ),
        (
            "reviewed",
            "review_secrecy",
            "basis",
            Rule::A_17,
            "请填写审查依据或者理由",
            "Enter the basis or reason",
        ),
        (
            "signed_off",
            "review_leader",
            "basis",
            Rule::A_17,
            "请填写审查依据或者理由",
            "Enter the basis or reason",
        ),
        (
            "published",
            "changing_read",
            "note",
            Rule::A_26_1,
            "请填写变更说明",
            "Enter what changed",
        ),
        (
            "suspended",
            "published",
            "reason",
            Rule::N_26,
            "请填写暂停公开的理由",
            "Enter the reason",
        ),
        (
            "restored",
            "suspended",
            "reason",
            Rule::Q_20,
            "请填写恢复公开的理由",
            "Enter the reason",
        ),
        (
            "repealed",
            "published",
            "reason",
            Rule::P_10,
            "请填写废止理由",
            "Enter the reason",
        ),
        (
            "withdrawn",
            "published",
            "reason",
            Rule::W_7,
            "请填写撤回理由",
            "Enter the reason",
        ),
    ] {
        let state = item::fold(&brought_to(at));
        for nothing in ["", " 　\n"] {
            let event = with(act(kind, &state), field, nothing);
            assert_eq!(said(&state, &event), [(rule, field.into(), zh.into())]);
            assert_eq!(against(&state, &event)[0].en, en);
        }
    }
    // What takes back what was only begun needs none.
    for (kind, at) in [("unscheduled", "scheduled"), ("discarded", "changing")] {
        let state = item::fold(&brought_to(at));
        assert_eq!(said(&state, &act(kind, &state)), [], "{kind}");
    }
}

/// S-1: an act names the text that it is about, and that is the text as it stands.
#[test]
fn an_act_about_another_text_is_refused() {
    let another = "所读的不是现在的文本：信息已经被修改，请重新阅读";
    let other = content("另一个文本", SourceClass::Proactive).digest();
    for (at, event) in [
        ("draft", submits(&other)),
        ("review_head", reads(Post::SectionHead, &other)),
        ("review_secrecy", reads(Post::Secrecy, &other)),
        ("review_leader", reads(Post::Leader, &other)),
        ("cleared", publishes(&other)),
    ] {
        let state = item::fold(&brought_to(at));
        assert_eq!(
            said(&state, &event),
            [(Rule::A_17, "read".into(), another.into())],
            "{at}"
        );
    }
    let state = item::fold(&brought_to("cleared"));
    let Event::Published(mut nameless) = act("published", &state) else {
        unreachable!()
    };
    nameless.read = None;
    let found = said(&state, &Event::Published(nameless));
    assert_eq!(found, [(Rule::A_17, "read".into(), another.into())]);
}

/// A change that changes nothing is nothing to read; an item that is not public yet changes nothing public.
#[test]
fn a_change_says_something_else() {
    let mut entries = brought_to("published");
    let same = content("关于规范摊位管理的通知", SourceClass::Proactive);
    entries.push(by("author", Event::Revised(Box::new(same.clone()))));
    let state = item::fold(&entries);
    let found = said(&state, &submits(&same.digest()));
    let zh = "与已公开的文本相同，没有需要审查的修改";
    assert_eq!(found, [(Rule::A_26_1, "read".into(), zh.into())]);
    for at in ["draft", "changing"] {
        let state = item::fold(&brought_to(at));
        assert_eq!(said(&state, &submits(state.text().unwrap())), [], "{at}");
    }
}

/// P-11: the day of publication is the day on which it is published, neither before nor after.
#[test]
fn nothing_is_published_on_another_day() {
    let state = item::fold(&brought_to("cleared"));
    for (on, taken) in [
        ("2026-03-09", false),
        ("2026-03-10", true),
        ("2026-03-11", false),
    ] {
        let mut event = publishes(state.text().unwrap());
        if let Event::Published(publication) = &mut event {
            publication.published_on = on.parse().unwrap();
        }
        let expected = (
            Rule::P_11,
            "published_on".to_string(),
            "发布日期就是发布的当天".to_string(),
        );
        let found = said(&state, &event);
        assert_eq!(found, if taken { vec![] } else { vec![expected] }, "{on}");
    }
}

/// S-7: in a bureau too small for two, whoever had a hand in it publishes it with the reason on record, and a fourth person needs none.
#[test]
fn who_had_a_hand_in_it_publishes_with_a_reason() {
    let state = item::fold(&brought_to("cleared"));
    let small = Settings {
        small_bureau: true,
        ..Settings::default()
    };
    let fourth = Settings {
        publisher_apart: Apart::Everybody,
        ..small.clone()
    };
    let unexplained = vec![(
        Rule::S_7,
        "exception".to_string(),
        "同一人办理两个环节，请写明原因".to_string(),
    )];
    for (settings, id, needs) in [
        (&small, "author", true),
        (&small, "leader", false),
        (&small, "fresh", false),
        (&fourth, "leader", true),
        (&fourth, "fresh", false),
    ] {
        let person = Person {
            id,
            posts: &Post::ALL,
        };
        for kind in ["published", "scheduled"] {
            let judged = |event: &Event| -> Vec<(Rule, String, String)> {
                let found = judge(&state, person, event, settings, &[]);
                found
                    .into_iter()
                    .map(|one| (one.id, one.place, one.zh))
                    .collect()
            };
            let plain = act(kind, &state);
            let expected = if needs {
                unexplained.clone()
            } else {
                Vec::new()
            };
            assert_eq!(judged(&plain), expected, "{id} {kind}");
            assert_eq!(
                judged(&with(plain.clone(), "exception", " ")),
                expected,
                "{id} {kind}"
            );
            let explained = with(plain, "exception", "全局仅两人");
            assert_eq!(judged(&explained), [], "{id} {kind}");
        }
    }
}

/// what was taken away for a find comes back with the reason on record; what carries a mark of secrecy does not (S-3).
#[test]
fn what_was_found_comes_back_for_a_reason_alone() {
    let state = item::fold(&brought_to("suspended"));
    let restored = |text: &str| {
        let passages = [Passage::new("body", text)];
        let found = judge(
            &state,
            ANYBODY,
            &act("restored", &state),
            &Settings::default(),
            &passages,
        );
        found.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(restored("各市场："), Vec::<Rule>::new());
    assert_eq!(restored("机密★10年"), [Rule::S_3]);
}

/// A text that is sent back is not asked to be fit for the public: that is why it is sent back (S-6).
#[test]
fn a_text_is_sent_back_whatever_it_holds() {
    let passages = [Passage::new("body", "身份证号11010519491231002X")];
    for (at, post) in [
        ("review_head", Post::SectionHead),
        ("review_secrecy", Post::Secrecy),
        ("review_leader", Post::Leader),
    ] {
        let state = item::fold(&brought_to(at));
        for (opinion, taken) in [(Opinion::Return, true), (Opinion::Agree, false)] {
            let event = gives(
                post,
                Given {
                    opinion,
                    basis: "正文含身份证号".into(),
                    read: state.text().cloned(),
                    exception: String::new(),
                    looked: String::new(),
                },
            );
            let found = judge(&state, ANYBODY, &event, &Settings::default(), &passages);
            assert_eq!(found.is_empty(), taken, "{at} {opinion:?}: {found:?}");
        }
    }
}

/// The day of an act is the day of its minute.
#[test]
fn facts_are_of_their_minute() {
    let facts = item::Facts {
        now: NOW,
        passages: &[],
        unread: &[],
        standing: &[],
        personal: &personal::Settings::default(),
        settings: &Settings::default(),
    };
    assert_eq!(facts.on(), NOW.date());
    let state = item::fold(&brought_to("changing_read"));
    assert_eq!(said(&state, &replaces(state.text().unwrap())), []);
    assert!(Kind::Published.publishes());
}
