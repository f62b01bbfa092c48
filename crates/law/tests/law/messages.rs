//! 留言, 找错, 投诉 (W-5, W-14, A-47): clocks to the day, who may do what, what becomes public.

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    message::{
        Aside, Entry, Event, Kind, Outcome, PublicText, Received, Replying, Returned, SetAside,
        Settings, Signed, State, Status, Topic, Withdrawal, assess, doubt, fold, judge, last_day,
        reply_digest, vetoes,
    },
    readings::{Digest, Person, Post},
};

const MONDAY: Date = date(2026, 3, 2);

fn received(topic: Topic, on: Date) -> Entry {
    Entry {
        on,
        by: "writer".into(),
        event: Event::Received(Box::new(Received {
            topic,
            number: "QH03-LY-2026-0001".into(),
            person: "P1".parse().unwrap(),
            query_hash: String::new(),
            page: String::new(),
            agreed: true,
            closes: None,
            from: None,
        })),
    }
}

fn text() -> Digest {
    reply_digest(
        &"P1".parse().unwrap(),
        "secret",
        Outcome::Answered,
        "已补充说明。",
    )
}

fn by(who: &str, event: Event) -> Entry {
    Entry {
        on: MONDAY,
        by: who.into(),
        event,
    }
}

fn drafted(who: &str) -> Entry {
    by(who, Event::Drafted(replying(Outcome::Answered)))
}

fn replying(outcome: Outcome) -> Replying {
    Replying {
        outcome,
        text: text(),
        looked_at: String::new(),
    }
}

fn signed(read: Digest) -> Signed {
    Signed {
        read,
        exception: String::new(),
    }
}

fn replied(who: &str) -> Entry {
    by(who, Event::Replied(signed(text())))
}

fn shown() -> PublicText {
    PublicText {
        title: "低保申请材料".into(),
        question: "申请低保要带什么？".into(),
        answer: "带户口簿和收入证明。".into(),
    }
}

fn may(state: &State, who: &str, posts: &[Post], small: bool) -> Vec<Kind> {
    let person = Person { id: who, posts };
    let settings = Settings::default().in_house(small);
    assess(state, person, MONDAY, &Calendar::cn(), &settings).allowed
}

/// Topic, day it came in, last day: the day of receipt never counts; 清明 2026 is 04-04 to 04-06.
#[test]
fn each_kind_has_its_last_day() {
    let table = [
        (Topic::Inquiry, MONDAY, date(2026, 3, 23), "W-14"),
        (Topic::Fault, MONDAY, date(2026, 3, 5), "W-5"),
        (Topic::Complaint, MONDAY, date(2026, 3, 23), "A-47"),
        (Topic::Fault, date(2026, 3, 6), date(2026, 3, 11), "W-5"),
        (Topic::Fault, date(2026, 3, 7), date(2026, 3, 11), "W-5"),
        (Topic::Fault, date(2026, 4, 3), date(2026, 4, 9), "W-5"),
    ];
    for (topic, on, expected, rule) in table {
        let state = fold(&[received(topic, on)]);
        let last = last_day(&state, &Calendar::cn(), &Settings::default()).unwrap();
        assert_eq!(last.date(), expected, "{topic:?} {on}");
        assert_eq!(last.because.rule.id(), rule);
    }
}

#[test]
fn what_was_handed_over_counts_from_the_first_day() {
    let mut first = received(Topic::Fault, date(2026, 3, 4));
    if let Event::Received(one) = &mut first.event {
        one.from = Some(law::message::From {
            organ: "QH02".into(),
            since: MONDAY,
        });
    }
    let last = last_day(&fold(&[first]), &Calendar::cn(), &Settings::default()).unwrap();
    assert_eq!(last.date(), date(2026, 3, 5));
}

#[test]
fn nothing_is_owed_on_what_is_answered_handed_over_or_set_aside() {
    let aside = Event::SetAside(SetAside {
        why: Aside::Empty,
        note: "无内容".into(),
    });
    for (acts, status) in [
        (vec![drafted("a"), replied("b")], Status::Replied),
        (vec![by("a", aside)], Status::SetAside),
    ] {
        let mut all = vec![received(Topic::Inquiry, MONDAY)];
        all.extend(acts);
        let state = fold(&all);
        assert_eq!(state.status, status);
        assert_eq!(
            last_day(&state, &Calendar::cn(), &Settings::default()),
            None
        );
        assert!(!vetoes(&state, date(2027, 1, 1), &Settings::default()));
    }
}

#[test]
fn three_months_without_a_reply_fail_the_site() {
    let state = fold(&[received(Topic::Inquiry, MONDAY)]);
    for (on, fails) in [
        (date(2026, 6, 1), false),
        (date(2026, 6, 2), false),
        (date(2026, 6, 3), true),
    ] {
        assert_eq!(vetoes(&state, on, &Settings::default()), fails, "{on}");
        let person = Person {
            id: "a",
            posts: &[Post::Clerk],
        };
        let said = assess(&state, person, on, &Calendar::cn(), &Settings::default()).findings;
        assert_eq!(said.len(), 1 + usize::from(fails), "{said:?}");
    }
}

#[test]
fn who_may_do_what() {
    let clerk: &[Post] = &[Post::Clerk];
    let head: &[Post] = &[Post::SectionHead];
    let both: &[Post] = &[Post::Clerk, Post::SectionHead];
    let fresh = fold(&[received(Topic::Inquiry, MONDAY)]);
    let waiting = fold(&[received(Topic::Inquiry, MONDAY), drafted("a")]);
    let open = vec![Kind::Drafted, Kind::HandedOver, Kind::SetAside];
    assert_eq!(may(&fresh, "a", clerk, false), open);
    assert_eq!(may(&fresh, "b", head, false), []);
    assert_eq!(may(&waiting, "a", clerk, false), open);
    assert_eq!(
        may(&waiting, "b", head, false),
        [Kind::Replied, Kind::Returned]
    );
    let own: Vec<Kind> = may(&waiting, "a", both, false);
    assert!(!own.contains(&Kind::Replied), "nobody reads his own reply");
    let small = may(&waiting, "a", both, true);
    assert!(small.contains(&Kind::Replied));
}

#[test]
fn in_a_small_bureau_one_person_gives_a_reason() {
    let posts: &[Post] = &[Post::Clerk, Post::SectionHead];
    let person = Person { id: "a", posts };
    let state = fold(&[received(Topic::Inquiry, MONDAY), drafted("a")]);
    let small = Settings::default().in_house(true);
    let bare = Event::Replied(signed(text()));
    let wrong = judge(&state, person, MONDAY, &bare, &small);
    assert_eq!(wrong.len(), 1);
    assert_eq!(
        (wrong[0].id.id(), wrong[0].place.as_str()),
        ("S-7", "exception")
    );
    let explained = Event::Replied(Signed {
        read: text(),
        exception: "科室只有一人".into(),
    });
    assert_eq!(judge(&state, person, MONDAY, &explained, &small), []);
}

#[test]
fn a_reading_is_of_the_text_that_stands() {
    let head = Person {
        id: "b",
        posts: &[Post::SectionHead],
    };
    let state = fold(&[received(Topic::Inquiry, MONDAY), drafted("a")]);
    let other = Event::Replied(signed(Digest::of("message.reply", &["another"])));
    let wrong = judge(&state, head, MONDAY, &other, &Settings::default());
    assert_eq!((wrong[0].id.id(), wrong[0].place.as_str()), ("S-1", "read"));
    let denied = reply_digest(
        &"P1".parse().unwrap(),
        "secret",
        Outcome::Unfounded,
        "已补充说明。",
    );
    assert_ne!(denied, text(), "how it ends is read with the words");
}

/// Who tells a writer that nothing is wrong says what he looked at; a question does not end as a fault.
#[test]
fn an_outcome_fits_its_topic() {
    let clerk = Person {
        id: "a",
        posts: &[Post::Clerk],
    };
    let settings = Settings::default();
    for topic in Topic::ANSWERED {
        let state = fold(&[received(topic, MONDAY)]);
        for outcome in Outcome::ALL {
            let mut reply = replying(outcome);
            let places = |reply: &Replying| -> Vec<String> {
                let event = Event::Drafted(reply.clone());
                judge(&state, clerk, MONDAY, &event, &settings)
                    .into_iter()
                    .map(|finding| finding.place)
                    .collect()
            };
            let fits = topic.outcomes().contains(&outcome);
            let first = places(&reply);
            assert_eq!(first.contains(&"outcome".to_string()), !fits);
            assert_eq!(first.contains(&"looked_at".to_string()), outcome.denies());
            reply.looked_at = "查看了页面和办事指南".into();
            assert_eq!(places(&reply).is_empty(), fits, "{topic:?} {outcome:?}");
        }
    }
}

#[test]
fn a_doubted_reply_is_written_by_another_once_and_in_time() {
    let mut acts = vec![received(Topic::Inquiry, MONDAY), drafted("a"), replied("b")];
    let settings = Settings::default();
    let state = fold(&acts);
    assert_eq!(doubt(&state, date(2026, 4, 1), &settings), None);
    let late = doubt(&state, date(2026, 4, 2), &settings).unwrap();
    assert_eq!(late.id.id(), "W-14");
    acts.push(Entry {
        on: date(2026, 3, 9),
        ..by("writer", Event::Doubted)
    });
    let state = fold(&acts);
    let day = date(2026, 3, 9);
    let last = last_day(&state, &Calendar::cn(), &settings).unwrap();
    assert_eq!(last.date(), date(2026, 3, 30), "the clock begins again");
    let allowed = |who: &str| {
        let posts: &[Post] = &[Post::Clerk];
        let person = Person { id: who, posts };
        assess(&state, person, day, &Calendar::cn(), &settings)
            .allowed
            .contains(&Kind::Drafted)
    };
    assert!(!allowed("a"), "who did not answer does not answer again");
    assert!(allowed("c"));
    let again = Entry {
        on: day,
        ..drafted("c")
    };
    let out = Entry {
        on: day,
        ..replied("b")
    };
    acts.extend([again, out]);
    let state = fold(&acts);
    assert_eq!(state.first_replied_on, Some(MONDAY));
    assert!(doubt(&state, day, &settings).is_some(), "only once");
}

#[test]
fn what_becomes_public_was_read_by_another_and_names_nobody() {
    let answered = vec![received(Topic::Inquiry, MONDAY), drafted("a"), replied("b")];
    let clerk = Person {
        id: "a",
        posts: &[Post::Clerk],
    };
    let settings = Settings::default();
    let with = |answer: &str| {
        let text = PublicText {
            answer: answer.into(),
            ..shown()
        };
        let event = Event::PublicDrafted(text);
        judge(&fold(&answered), clerk, MONDAY, &event, &settings)
    };
    assert_eq!(with("带户口簿和收入证明。"), []);
    assert_eq!(with("")[0].place, "answer");
    let number = with("请打 13800138000 找他。");
    assert_eq!(number.len(), 1, "{number:?}");
    let marked = with("机密★3年\n内容");
    assert!(marked.iter().any(|finding| finding.id.id() == "S-3"));

    let mut acts = answered.clone();
    acts.push(by("a", Event::PublicDrafted(shown())));
    let secrecy: &[Post] = &[Post::Secrecy];
    assert_eq!(
        may(&fold(&acts), "s", secrecy, false),
        [Kind::Published, Kind::PublicReturned]
    );
    assert_eq!(
        may(&fold(&acts), "a", secrecy, false),
        [Kind::PublicReturned],
        "not by who wrote it"
    );
    let digest = shown().digest();
    acts.push(by("s", Event::Published(signed(digest.clone()))));
    assert!(fold(&acts).publication.is_public() && fold(&acts).is_covered());
    let gone = Event::Withdrawn(Withdrawal {
        reason: "内容有误".into(),
    });
    acts.push(by("p", gone));
    assert!(!fold(&acts).publication.is_public());

    let mut unread = answered;
    unread.push(by("a", Event::PublicDrafted(shown())));
    unread.push(by("a", Event::Published(signed(digest))));
    assert!(!fold(&unread).is_covered(), "its author read it himself");
}

#[test]
fn who_does_not_agree_is_not_shown() {
    let mut first = received(Topic::Inquiry, MONDAY);
    if let Event::Received(one) = &mut first.event {
        one.agreed = false;
    }
    let state = fold(&[first, drafted("a"), replied("b")]);
    assert_eq!(may(&state, "a", &[Post::Clerk], false), []);
}

#[test]
fn what_is_sent_back_is_written_anew() {
    let back = Event::Returned(Returned {
        reason: "没有说期限".into(),
    });
    let mut acts = vec![
        received(Topic::Inquiry, MONDAY),
        drafted("a"),
        by("b", back),
    ];
    let state = fold(&acts);
    assert_eq!(state.status, Status::Open);
    assert_eq!(state.sent_back(Kind::Replied), Some("没有说期限"));
    assert_eq!(may(&state, "b", &[Post::SectionHead], false), []);
    acts.push(drafted("a"));
    assert_eq!(fold(&acts).waits_for(), Some(Post::SectionHead));
}

#[test]
fn acts_are_read_as_they_are_written() {
    let acts = [
        received(Topic::Complaint, MONDAY),
        drafted("a"),
        replied("b"),
        by("writer", Event::Doubted),
        by("a", Event::PublicDrafted(shown())),
    ];
    for act in acts {
        let kind = act.event.kind();
        let read = Event::read(kind.as_str(), act.event.body().unwrap()).unwrap();
        assert_eq!(read, act.event);
    }
    assert!(Event::read("message_eaten", serde_json::Value::Null).is_err());
}
