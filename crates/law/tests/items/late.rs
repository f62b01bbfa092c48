//! 公开期限 of an item: its last day by its kind, and late is named and not refused.

use law::{
    calendar::Calendar,
    finding::Finding,
    item::{self, Content, Event, SourceClass, State, kinds},
    publication::{Duty, Settings},
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{MADE, brought_to, by, content, publishes, withdraws};

/// A draft of a kind, made on the day of the tests.
fn draft(change: impl Fn(&mut Content)) -> State {
    let mut now = content("甲", SourceClass::Proactive);
    change(&mut now);
    item::fold(&[by("author", Event::Drafted(Box::new(now)))])
}

fn assess(state: &State, on: &str) -> (Option<String>, Vec<Finding>) {
    let person = Person {
        id: "author",
        posts: &Post::ALL,
    };
    let found = item::assess(
        state,
        person,
        on.parse().unwrap(),
        &Calendar::cn(),
        &item::Settings::default(),
        &Settings::default(),
    );
    let last = found.last_day.map(|day| day.date().to_string());
    (last, found.findings)
}

/// Each kind has the last day of its own duty, counted from the day it was made.
#[test]
fn the_last_day_is_that_of_the_kind() {
    let cn = Calendar::cn();
    let periods = Settings::default();
    let codes: Vec<&str> = kinds::all().iter().map(|kind| kind.code).collect();
    assert_eq!(
        (codes.len(), codes[0], codes[1]),
        (25, "general", "normative")
    );
    for kind in kinds::all() {
        let state = draft(|content| {
            content.kind = Some(kind.code.into());
            content.column = kind.column;
        });
        let found = item::last_day(&state, &cn, &periods).unwrap();
        assert_eq!(
            found,
            kind.duty.last_day(MADE, &cn, &periods),
            "{}",
            kind.code
        );
    }
    let state = draft(|content| content.kind = Some("licence".into()));
    let (last, _) = assess(&state, "2026-03-02");
    let licence = Duty::LicenceOrPenalty.last_day(MADE, &cn, &periods);
    assert_eq!(last, Some(licence.date().to_string()));
    assert_eq!(licence.because.rule, Rule::A_26_5);
}

/// What is not to be published has no last day, and nobody is late with it.
#[test]
fn what_is_not_for_publication_has_no_last_day() {
    for class in [SourceClass::OnRequest, SourceClass::Withheld] {
        let state = draft(|content| content.source_class = class);
        assert_eq!(assess(&state, "2027-03-02"), (None, vec![]), "{class:?}");
    }
    assert_eq!(assess(&State::default(), "2027-03-02"), (None, vec![]));
}

/// Twenty working days from 2026-03-02 end on 03-30; day, working days late.
#[test]
fn an_item_that_is_late_is_named_so() {
    let state = draft(|_| {});
    for (on, late) in [
        ("2026-03-30", None),
        ("2026-03-31", Some(1)),
        // 04-04 to 04-06 are days off (清明).
        ("2026-04-07", Some(5)),
    ] {
        let (last, found) = assess(&state, on);
        assert_eq!(last.as_deref(), Some("2026-03-30"));
        let Some(days) = late else {
            assert_eq!(found, [], "{on}");
            continue;
        };
        let [found] = &found[..] else {
            panic!("{on}: {found:?}")
        };
        assert_eq!(
            (found.id, found.place.as_str()),
            (Rule::A_26_1, "published_on")
        );
        assert!(
            found.zh.contains(&format!("已迟{days}个工作日")),
            "{}",
            found.zh
        );
        assert!(found.en.contains(&format!("{days} working days late")));
        assert_eq!(found.left.as_deref(), Some(on));
        assert_eq!(found.right.as_deref(), Some("2026-03-30"));
    }
}

/// Once published it is late by the day of publication, whatever today is; once withdrawn without ever being public, not at all.
#[test]
fn what_is_published_is_late_by_its_day_alone() {
    let mut entries = brought_to("cleared");
    let text = item::fold(&entries).text().cloned().unwrap();
    let on = |day: &str| {
        let mut event = publishes(&text);
        if let Event::Published(publication) = &mut event {
            publication.published_on = day.parse().unwrap();
        }
        event
    };
    for (day, late) in [("2026-03-30", false), ("2026-04-01", true)] {
        let mut all = entries.clone();
        all.push(by("publisher", on(day)));
        let (_, found) = assess(&item::fold(&all), "2027-01-04");
        assert_eq!(found.len(), usize::from(late), "{day}");
        if late {
            assert!(
                found[0].zh.starts_with("公开晚于最后期限2026-03-30，迟2"),
                "{}",
                found[0].zh
            );
        }
    }
    entries.push(by("publisher", withdraws()));
    assert_eq!(assess(&item::fold(&entries), "2027-01-04").1, []);
}
