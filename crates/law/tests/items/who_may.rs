//! Who may do what: every combination of the hand-written table, as `law` judges it and as it lists what may be done.

use law::{
    calendar::Calendar,
    item::{self, Facts, Kind, Settings},
    personal, publication,
    readings::Person,
    rule::Rule,
};

use crate::{
    play::{MADE, TODAY, act, brought_to, judge, posts},
    table::{Case, STATES, cases},
};

/// The law's own word for a combination: verdict, rule, why.
fn said(case: &Case, settings: &Settings) -> (&'static str, &'static str, &'static str) {
    let state = item::fold(&brought_to(case.state));
    let person = Person {
        id: case.hand,
        posts: posts(case.role),
    };
    let against = judge(&state, person, &act(case.act, &state), settings, &[]);
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == case.act)
        .unwrap();
    let listed = item::assess(
        &state,
        person,
        TODAY,
        &Calendar::cn(),
        settings,
        &publication::Settings::default(),
    );
    let refusal = listed.refusals.iter().find(|(refused, _)| *refused == kind);
    assert_eq!(
        listed.allowed.contains(&kind),
        refusal.is_none(),
        "{case:?}"
    );
    let Some(first) = against.first() else {
        assert!(refusal.is_none(), "{case:?}: {refusal:?}");
        return ("allowed", "-", "-");
    };
    assert_eq!(
        refusal.map(|(_, finding)| finding),
        Some(first),
        "what is refused is what is listed as refused: {case:?}"
    );
    assert!(!first.because.as_str().is_empty());
    let why = [
        ("This is for", "post"),
        ("It is the turn of", "turn"),
        ("takes another person than", "hand"),
        ("An item classed as", "class"),
    ]
    .into_iter()
    .find(|(words, _)| first.en.contains(words))
    .map_or("order", |(_, why)| why);
    let verdict = if why == "post" { "door" } else { "refused" };
    (verdict, first.id.id(), why)
}

#[test]
fn the_table_holds_on_every_line() {
    let cases = cases();
    assert_eq!(cases.len(), 14 * STATES.len() * 9 * 2 * 5);
    let mut wrong = Vec::new();
    let mut played = 0;
    for case in &cases {
        // The law is asked about one organ's items at a time, and knows no other.
        if ["never", "absent"].contains(&case.verdict) {
            continue;
        }
        played += 1;
        let said = said(case, &Settings::default());
        if said != (case.verdict, case.rule, case.why) {
            wrong.push(format!("{case:?}\n    the law says {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(played > 5000, "{played}");
}

/// The states of the table are what their names say.
#[test]
fn the_states_of_the_table_are_reached() {
    for (state, status, waits_for) in [
        ("nothing", "draft", Some("clerk")),
        ("draft", "draft", Some("clerk")),
        ("draft_on_request", "draft", Some("clerk")),
        ("draft_withheld", "draft", Some("clerk")),
        ("review_head", "in_review", Some("section_head")),
        ("review_secrecy", "in_review", Some("secrecy")),
        ("review_leader", "in_review", Some("leader")),
        ("returned", "returned", Some("clerk")),
        ("cleared", "cleared", Some("publisher")),
        ("published", "published", None),
        ("repealed", "published", None),
        ("withdrawn", "withdrawn", None),
        ("barred", "barred", None),
        ("scheduled", "cleared", Some("publisher")),
        ("changing", "draft", Some("clerk")),
        ("changing_read", "cleared", Some("publisher")),
        ("suspended", "published", None),
    ] {
        let item = item::fold(&brought_to(state));
        assert_eq!(item.status, status, "{state}");
        assert_eq!(
            item.waits_for().map(law::readings::Post::as_str),
            waits_for,
            "{state}"
        );
        assert_eq!(item.repealed.is_some(), state == "repealed");
        assert_eq!(item.content.is_none(), state == "nothing");
        let public = ["published", "repealed", "changing", "changing_read"];
        assert_eq!(item.is_shown(), public.contains(&state), "{state}");
        assert_eq!(item.is_changing(), state.starts_with("changing"), "{state}");
        assert_eq!(item.planned.is_some(), state == "scheduled", "{state}");
    }
}

/// What may be done today may not be dated before the step before it.
#[test]
fn no_step_is_dated_before_the_one_before_it() {
    let before = MADE.yesterday().unwrap();
    let mut tried = 0;
    for case in cases() {
        if case.verdict != "allowed" || case.state == "nothing" {
            continue;
        }
        tried += 1;
        let state = item::fold(&brought_to(case.state));
        let person = Person {
            id: case.hand,
            posts: posts(case.role),
        };
        let facts = Facts {
            now: before.at(9, 0, 0, 0),
            passages: &[],
            unread: &[],
            standing: &[],
            personal: &personal::Settings::default(),
            settings: &Settings::default(),
        };
        let found = item::judge(&state, person, &act(case.act, &state), &facts);
        let [found] = &found[..] else {
            panic!("{case:?}: {found:?}")
        };
        assert_eq!((found.id, found.place.as_str()), (Rule::A_17, case.act));
        assert!(
            found.en.contains("cannot be earlier"),
            "{case:?}: {}",
            found.en
        );
    }
    assert!(tried > 100, "{tried}");
}
