//! A house too small for different persons, and who may publish where a house wants it otherwise (S-7).

use law::{
    calendar::Calendar,
    item::{self, Apart, Event, Kind, Settings},
    publication,
    readings::Person,
    rule::Rule,
};

use crate::{
    play::{TODAY, act, brought_to, judge, posts},
    table::cases,
};

fn small() -> Settings {
    Settings::default().in_house(true)
}

/// Gives an act the reason why one person does two steps.
fn explained(mut event: Event) -> Event {
    match &mut event {
        Event::Checked(given) | Event::Reviewed(given) | Event::SignedOff(given) => {
            given.exception = "全局仅一人".into();
        }
        Event::Published(publication) => publication.exception = "全局仅一人".into(),
        Event::Scheduled(schedule) => schedule.exception = "全局仅一人".into(),
        other => panic!("{other:?}"),
    }
    event
}

/// What the table refuses for the same hand may be done with a recorded reason, and nothing else changes (S-7).
#[test]
fn only_the_same_hand_is_excepted_and_each_time_with_its_reason() {
    let mut excepted = 0;
    for case in cases() {
        if ["never", "absent"].contains(&case.verdict) {
            continue;
        }
        let state = item::fold(&brought_to(case.state));
        let person = Person {
            id: case.hand,
            posts: posts(case.role),
        };
        let event = act(case.act, &state);
        let bare = judge(&state, person, &event, &small(), &[]);
        let listed = item::assess(
            &state,
            person,
            TODAY,
            &Calendar::cn(),
            &small(),
            &publication::Settings::default(),
        );
        let in_list = listed.excepted.iter().any(|kind| kind.as_str() == case.act);
        assert_eq!(in_list, case.why == "hand", "{case:?}");
        if case.why != "hand" {
            assert_eq!(bare.is_empty(), case.verdict == "allowed", "{case:?}");
            continue;
        }
        excepted += 1;
        let found: Vec<_> = bare
            .iter()
            .map(|finding| (finding.id, finding.place.as_str()))
            .collect();
        assert_eq!(found, [(Rule::S_7, "exception")], "{case:?}");
        let with_reason = judge(&state, person, &explained(event), &small(), &[]);
        assert_eq!(with_reason, [], "{case:?}");
    }
    assert_eq!(
        excepted, 11,
        "the author's three and the earlier readers' three, the author who publishes (in three states) or schedules (in two)"
    );
}

/// Setting, hand, whether he may publish (S-7: the publisher is a fourth role).
#[test]
fn who_is_kept_from_publishing_is_a_setting() {
    let cleared = item::fold(&brought_to("cleared"));
    for (apart, hand, may) in [
        (Apart::Nobody, "fresh", true),
        (Apart::Nobody, "author", true),
        (Apart::Nobody, "secrecy", true),
        (Apart::Authors, "fresh", true),
        (Apart::Authors, "author", false),
        (Apart::Authors, "secrecy", true),
        (Apart::Everybody, "fresh", true),
        (Apart::Everybody, "author", false),
        (Apart::Everybody, "head", false),
        (Apart::Everybody, "secrecy", false),
        (Apart::Everybody, "leader", false),
    ] {
        let settings = Settings {
            publisher_apart: apart,
            ..Settings::default()
        };
        let person = Person {
            id: hand,
            posts: posts("publisher"),
        };
        let event = act("published", &cleared);
        let against = judge(&cleared, person, &event, &settings, &[]);
        let rules: Vec<Rule> = against.iter().map(|finding| finding.id).collect();
        let expected: &[Rule] = if may { &[] } else { &[Rule::S_7] };
        assert_eq!(rules, expected, "{apart:?} {hand}");
        let kinds = Kind::ALL.len();
        let listed = item::assess(
            &cleared,
            person,
            TODAY,
            &Calendar::cn(),
            &settings,
            &publication::Settings::default(),
        );
        assert_eq!(listed.allowed.len() + listed.refusals.len(), kinds);
        assert_eq!(
            listed.excepted,
            [],
            "no exceptions in a house of the usual size"
        );
    }
}
