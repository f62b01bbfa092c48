//! 再审视 of what is public (N-26): what is found is taken away, and comes back only for a reason that the law knows.

use law::{
    finding::Finding,
    item::{
        self, Event, Passage, Restoration, Settings, State, Status,
        stock::{self, What},
    },
    personal::{self, Kind},
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{TODAY, brought_to, by, judge, replaces, restores, suspends, withdraws};

const REVIEWER: Person = Person {
    id: "secrecy",
    posts: &[Post::Secrecy],
};

/// What is found in a passage, and in which of its lines; and it is what the gates would stop.
fn look(place: &str, text: &str, reason: &str) -> Vec<(What, usize)> {
    let passages = [Passage::new(place, text)];
    let settings = personal::Settings::default();
    let found = stock::look(&passages, TODAY, &settings, reason);
    let stops = item::gates::stops(&passages, TODAY, &settings, reason);
    assert_eq!(found.len(), stops.len(), "{stops:?}");
    assert!(found.iter().all(|one| one.place == place));
    found.into_iter().map(|one| (one.what, one.line)).collect()
}

#[test]
fn what_is_found_is_what_would_not_be_published() {
    let identity = What::Personal(Kind::Identity);
    let text = "一、\n联系人身份证号11010519491231002X";
    assert_eq!(look("body", text, ""), [(identity, 2)]);
    assert_eq!(
        look("body", "通知\n机密★10年", ""),
        [(What::SecrecyMark, 2)]
    );
    assert_eq!(look("title", "方案（机密）", ""), [(What::SecrecyMark, 1)]);
    assert!(look("body", "联系电话0795-2506846", "").is_empty());
    // What is never public in full is found whatever reason is on record.
    assert_eq!(look("body", text, "名单"), [(identity, 2)]);
    // An act keeps what was found as a word.
    assert_eq!(serde_json::to_value(identity).unwrap(), "identity");
    assert_eq!(
        serde_json::to_value(What::SecrecyMark).unwrap(),
        "secrecy_mark"
    );
    let read: What = serde_json::from_value("secrecy_mark".into()).unwrap();
    assert_eq!(read, What::SecrecyMark);
}

fn against(state: &State, event: &Event, text: &str) -> Vec<Finding> {
    let passages = [Passage::new("body", text)];
    judge(state, REVIEWER, event, &Settings::default(), &passages)
}

#[test]
fn nothing_comes_back_with_what_is_never_public() {
    let state = item::fold(&brought_to("suspended"));
    assert!(against(&state, &restores(), "纳税人识别号113609230143456750").is_empty());
    let found = against(&state, &restores(), "身份证号11010519491231002X");
    assert_eq!(found[0].id, Rule::Q_20);
    let silent = Event::Restored(Restoration::default());
    let found = against(&state, &silent, "");
    assert_eq!(
        (found[0].id, found[0].place.as_str()),
        (Rule::Q_20, "reason")
    );
}

/// Restored, the reason stands for the next look; published anew or withdrawn, the suspension is over.
#[test]
fn a_suspension_ends_by_a_word_by_another_text_or_by_withdrawal() {
    let mut entries = brought_to("suspended");
    entries.push(by("secrecy", restores()));
    let back = item::fold(&entries);
    assert!(back.is_shown());
    let reason = back.public.unwrap().lawful_reason().to_string();
    assert!(reason.contains("统一社会信用代码"));

    let mut entries = brought_to("changing_read");
    let text = item::fold(&entries).text().cloned().unwrap();
    entries.push(by("scan", suspends()));
    assert!(!item::fold(&entries).is_shown());
    entries.push(by("publisher", replaces(&text)));
    assert!(item::fold(&entries).is_shown());

    let mut entries = brought_to("suspended");
    entries.push(by("publisher", withdraws()));
    let gone = item::fold(&entries);
    assert_eq!((gone.status, gone.suspended), (Status::Withdrawn, None));
}

/// A pattern that finds a great part of the stock is not believed without a person (N-26).
#[test]
fn many_finds_of_one_kind_wait_for_a_person() {
    let settings = Settings::default();
    for (items, stock, waits) in [
        (1, 10, false),
        (20, 100, false),
        (21, 100, true),
        (21, 2_000, true),
        (21, 2_100, false),
        (200, 20_000, false),
        (201, 20_000, true),
    ] {
        assert_eq!(
            stock::waits_for_a_person(items, stock, &settings),
            waits,
            "{items} of {stock}"
        );
    }
}
