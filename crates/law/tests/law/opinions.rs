//! 意见 on a draft (S-10, S-11): heard while the term runs, sorted by a clerk, accounted for together.

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    message::{
        Aside, Asking, Entry, Event, Grouping, HandedOver, Kind, Outcome, Received, Replying,
        SetAside, Settings, State, Status, Topic, account_by, assess, fold, judge, last_day,
        unheard, vetoes,
    },
    readings::{Digest, Person, Post},
    rule::Rule,
};

const CLOSES: Date = date(2026, 4, 1);
const DAY: Date = date(2026, 3, 10);

fn received(topic: Topic) -> Entry {
    Entry {
        on: DAY,
        by: "writer".into(),
        event: Event::Received(Box::new(Received {
            topic,
            number: "QH03-LY-2026-0001".into(),
            person: "P1".parse().unwrap(),
            query_hash: String::new(),
            page: "/items/QH03/X".into(),
            agreed: false,
            closes: (topic == Topic::Opinion).then_some(CLOSES),
            from: None,
        })),
    }
}

fn by(event: Event) -> Entry {
    Entry {
        on: DAY,
        by: "clerk".into(),
        event,
    }
}

fn grouped(gist: &str) -> Event {
    Event::Grouped(Grouping { gist: gist.into() })
}

fn aside() -> Event {
    Event::SetAside(SetAside {
        why: Aside::Repeated,
        note: "与0002号相同".into(),
    })
}

fn opinion(acts: &[Event]) -> State {
    let mut all = vec![received(Topic::Opinion)];
    all.extend(acts.iter().cloned().map(by));
    fold(&all)
}

const POSTS: [Post; 2] = [Post::Clerk, Post::SectionHead];

fn clerk() -> Person<'static> {
    Person {
        id: "clerk",
        posts: &POSTS,
    }
}

fn said(state: &State, event: &Event) -> Vec<(String, Rule)> {
    let found = judge(state, clerk(), DAY, event, &Settings::default());
    found.into_iter().map(|one| (one.place, one.id)).collect()
}

/// Published 2026-03-02, 30 days: the last day is heard, the day after is not.
#[test]
fn an_opinion_is_heard_up_to_the_last_day() {
    let asking = Asking {
        until: CLOSES,
        repealed: false,
    };
    for (on, heard) in [
        (date(2026, 3, 2), true),
        (date(2026, 3, 31), true),
        (CLOSES, true),
        (date(2026, 4, 2), false),
    ] {
        let refused = unheard(Some(asking), on);
        assert_eq!(refused.is_none(), heard, "{on}");
        assert!(refused.is_none_or(|finding| finding.id == Rule::S_10));
    }
    let repealed = Asking {
        repealed: true,
        ..asking
    };
    assert!(unheard(Some(repealed), DAY).unwrap().zh.contains("废止"));
    assert!(unheard(None, DAY).is_some());
}

/// S-11: thirty working days from the day after the last day for comments, whenever the opinion came in.
#[test]
fn the_account_is_due_after_the_last_day() {
    let calendar = Calendar::cn();
    let last = account_by(CLOSES, &calendar, &Settings::default());
    assert_eq!(last.date(), date(2026, 5, 18));
    assert_eq!(last.because.rule, Rule::S_11);
    let state = opinion(&[]);
    assert_eq!(
        last_day(&state, &calendar, &Settings::default()),
        Some(last)
    );
    let ten = Settings {
        opinion_days: 1,
        ..Settings::default()
    };
    assert_eq!(account_by(CLOSES, &calendar, &ten).date(), date(2026, 4, 2));
    // It is late like any other, and fails no site by itself: that is for messages that wait for a reply.
    let late = assess(&state, clerk(), date(2026, 9, 1), &calendar, &ten).findings;
    assert_eq!(late.len(), 1);
    assert!(!vetoes(&state, date(2026, 9, 1), &ten));
}

/// What may be done with an opinion in each place where it can stand.
#[test]
fn opinions_are_sorted_and_not_answered() {
    let group = || grouped("降低摊位费");
    let table = [
        (vec![], Status::Open, vec![Kind::Grouped, Kind::SetAside]),
        (
            vec![group()],
            Status::Grouped,
            vec![Kind::Grouped, Kind::SetAside],
        ),
        (vec![aside()], Status::SetAside, vec![Kind::Grouped]),
        (
            vec![aside(), group()],
            Status::Grouped,
            vec![Kind::Grouped, Kind::SetAside],
        ),
        (
            vec![group(), aside()],
            Status::SetAside,
            vec![Kind::Grouped],
        ),
    ];
    for (acts, status, expected) in table {
        let mut state = opinion(&acts);
        assert_eq!(state.status, status);
        let may = |state: &State| {
            assess(state, clerk(), DAY, &Calendar::cn(), &Settings::default()).allowed
        };
        assert_eq!(may(&state), expected, "{acts:?}");
        assert_eq!(state.gist.is_some(), status == Status::Grouped);
        assert_eq!(state.set_aside.is_some(), status == Status::SetAside);
        state.told = true;
        assert_eq!(may(&state), [], "the result is public");
    }
    let state = opinion(&[]);
    let refused = |event: &Event, rule: Rule| {
        assert_eq!(said(&state, event), [(event.kind().as_str().into(), rule)]);
    };
    refused(
        &Event::Drafted(Replying {
            outcome: Outcome::Answered,
            text: Digest::from("x"),
            looked_at: String::new(),
        }),
        Rule::S_11,
    );
    refused(
        &Event::HandedOver(HandedOver {
            to: "QH02".into(),
            reason: "归其办理".into(),
        }),
        Rule::S_11,
    );
    for topic in Topic::ANSWERED {
        let state = fold(&[received(topic)]);
        assert_eq!(
            said(&state, &group()),
            [("opinion_grouped".into(), Rule::S_11)],
            "{topic:?}"
        );
        assert!(!state.is_opinion());
    }
}

/// S-11, Q-20: a gist is words of the organ's own, in which nobody is named by his numbers.
#[test]
fn a_gist_says_something_and_nothing_of_a_person() {
    let state = opinion(&[]);
    let table = [
        ("降低摊位费", true),
        ("  ", false),
        ("请回复 11010519491231002X", false),
        ("机密★10年", false),
    ];
    for (gist, fine) in table {
        assert_eq!(said(&state, &grouped(gist)).is_empty(), fine, "{gist}");
    }
    assert!(said(&state, &grouped(&"夜".repeat(200))).is_empty());
    assert_eq!(
        said(&state, &grouped(&"夜".repeat(201))),
        [("gist".into(), Rule::S_11)]
    );
}

/// An act comes back from the ledger as it went in; an act of before has no last day for comments.
#[test]
fn opinions_are_kept_as_acts() {
    for event in [received(Topic::Opinion).event, grouped("降低摊位费")] {
        let body = event.body().unwrap();
        assert_eq!(Event::read(event.kind().as_str(), body).unwrap(), event);
    }
    let plain = received(Topic::Fault).event.body().unwrap();
    assert!(plain.get("closes").is_none());
}
