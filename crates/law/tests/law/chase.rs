//! 督办: who may do what, in which order, by which day; the leader above is told once for each last day.

use jiff::civil::Date;
use law::{
    calendar::Calendar,
    chase::{
        About, Accepted, Answered, Entry, Escalated, Event, Extended, Facts, Kind, Ordered,
        Returned, Side, State, Status, TimeAsked, TimeRefused, Withdrawn, allowed, answer_by,
        by_rule, escalates, fold, judge,
    },
    inspection::{Settings, Watch},
    rule::Rule,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ordered(by: &str) -> Event {
    Event::Ordered(Box::new(Ordered {
        above: "QH01".into(),
        number: "QH01-DB-2026-0001".into(),
        about: About {
            indicator: "column_stale".into(),
            place: "head/1".into(),
            rule: "W-13".into(),
            zh: "栏目没有更新".into(),
            en: "nothing new".into(),
        },
        answer_by: day(by),
        note: String::new(),
        by_rule: false,
    }))
}

fn answered(text: &str) -> Event {
    Event::Answered(Answered { text: text.into() })
}

fn extended(by: &str, reason: &str) -> Event {
    Event::Extended(Extended {
        answer_by: day(by),
        reason: reason.into(),
    })
}

fn returned(by: &str) -> Event {
    Event::Returned(Returned {
        reason: "没有说明何时改正".into(),
        answer_by: day(by),
    })
}

fn asked(by: &str, reason: &str) -> Event {
    Event::TimeAsked(TimeAsked {
        answer_by: day(by),
        reason: reason.into(),
    })
}

fn refused(reason: &str) -> Event {
    Event::TimeRefused(TimeRefused {
        reason: reason.into(),
    })
}

fn accepted(note: &str) -> Event {
    Event::Accepted(Accepted { note: note.into() })
}

fn escalated(due: &str) -> Event {
    Event::Escalated(Escalated { due: day(due) })
}

fn state(acts: &[(&str, Event)]) -> State {
    let entries: Vec<Entry> = acts
        .iter()
        .map(|(on, event)| Entry {
            on: day(on),
            event: event.clone(),
        })
        .collect();
    fold(&entries)
}

fn places(state: &State, side: Side, event: &Event, today: &str) -> String {
    found(state, side, event, today, false)
}

fn found(state: &State, side: Side, event: &Event, today: &str, stands: bool) -> String {
    let facts = Facts {
        today: day(today),
        calendar: &Calendar::cn(),
        settings: &Settings::default(),
        personal: &law::personal::Settings::default(),
        stands,
    };
    let found = judge(state, side, event, facts);
    let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
    places.join(" ")
}

#[test]
fn what_each_side_may_do_at_each_step() {
    use Kind::{
        Accepted, Answered, Extended, Ordered, Received, Returned, TimeAsked, TimeRefused,
        Withdrawn,
    };
    let begun = ("2026-03-02", ordered("2026-03-09"));
    let got = ("2026-03-03", Event::Received);
    let more = ("2026-03-04", asked("2026-03-16", "等待审签"));
    let done = ("2026-03-05", answered("已更新"));
    let back = ("2026-03-06", returned("2026-03-12"));
    let end = ("2026-03-06", accepted(""));
    let cases = [
        (vec![], vec![Ordered], vec![]),
        (
            vec![&begun],
            vec![Extended, Withdrawn],
            vec![Received, Answered, TimeAsked],
        ),
        (
            vec![&begun, &got],
            vec![Extended, Withdrawn],
            vec![Answered, TimeAsked],
        ),
        (
            vec![&begun, &got, &more],
            vec![Extended, TimeRefused, Withdrawn],
            vec![Answered],
        ),
        (
            vec![&begun, &got, &more, &done],
            vec![Accepted, Returned, Withdrawn],
            vec![],
        ),
        (
            vec![&begun, &done, &back],
            vec![Extended, Withdrawn],
            vec![Answered, TimeAsked],
        ),
        (vec![&begun, &done, &end], vec![], vec![]),
    ];
    for (acts, above, below) in cases {
        let acts: Vec<_> = acts.into_iter().cloned().collect();
        let state = state(&acts);
        assert_eq!(allowed(&state, Side::Above), above, "{acts:?}");
        assert_eq!(allowed(&state, Side::Below), below, "{acts:?}");
    }
}

#[test]
fn an_act_of_the_ledger_is_read_as_it_was_written() {
    let acts = [
        ordered("2026-03-09"),
        Event::Received,
        answered("已更新"),
        asked("2026-03-16", "等待审签"),
        extended("2026-03-16", "等待审签"),
        refused("时间足够"),
        escalated("2026-03-09"),
        accepted(""),
        returned("2026-03-12"),
        Event::Withdrawn(Withdrawn {
            reason: "误发".into(),
        }),
    ];
    let kinds: Vec<Kind> = acts.iter().map(Event::kind).collect();
    assert_eq!(kinds, Kind::ALL);
    for act in acts {
        let kind = act.kind();
        assert_eq!(Kind::of(kind.word()), Some(kind));
        let body = act.body().unwrap();
        assert_eq!(Event::read(kind.as_str(), body).unwrap(), act);
    }
    assert!(Event::read("chase_forgotten", serde_json::json!({})).is_err());
    assert!(Event::read("chase_answered", serde_json::json!({"words": "x"})).is_err());
}

#[test]
fn days_and_words() {
    let none = State::default();
    let open = state(&[("2026-03-02", ordered("2026-03-09"))]);
    let answer = state(&[
        ("2026-03-02", ordered("2026-03-09")),
        ("2026-03-05", answered("已更新")),
    ]);
    let waits = state(&[
        ("2026-03-02", ordered("2026-03-09")),
        ("2026-03-03", asked("2026-03-16", "等待审签")),
    ]);
    let withdrawn = |reason: &str| {
        Event::Withdrawn(Withdrawn {
            reason: reason.into(),
        })
    };
    let (above, below) = (Side::Above, Side::Below);
    // On Monday 2026-03-02. 2026-03-07 is a Saturday, 2026-04-30 a Thursday, 2026-05-06 the first working day after the holidays.
    let cases = [
        (&none, above, ordered("2026-03-03"), ""),
        (&none, Side::Clock, ordered("2026-03-03"), ""),
        (&none, below, ordered("2026-03-03"), "chase_ordered"),
        (&none, above, ordered("2026-03-02"), "answer_by"),
        (&none, above, ordered("2026-03-01"), "answer_by"),
        (&none, above, ordered("2026-03-07"), "answer_by"),
        (&none, above, ordered("2026-04-30"), ""),
        (&none, above, ordered("2026-05-01"), "answer_by"),
        (&none, above, ordered("2026-05-06"), "answer_by"),
        (&open, above, ordered("2026-03-03"), "chase_ordered"),
        (&open, below, Event::Received, ""),
        (&open, above, Event::Received, "chase_received"),
        (&open, below, answered(" "), "text"),
        (&open, below, answered("已更新"), ""),
        // Nothing that names a person enters an act: a number made up with a check digit that is right.
        (&open, below, answered("请联系11010519491231002X"), "text"),
        (&open, above, answered("已更新"), "chase_answered"),
        (&open, below, asked("2026-03-16", "等待审签"), ""),
        (&open, below, asked("2026-03-09", ""), "text answer_by"),
        (
            &waits,
            below,
            asked("2026-03-16", "再等"),
            "chase_time_asked",
        ),
        (&open, above, refused("时间足够"), "chase_time_refused"),
        (&waits, above, refused("时间足够"), ""),
        (&waits, above, refused(" "), "text"),
        (&open, above, extended("2026-03-16", "等待审签"), ""),
        (&open, above, extended("2026-03-10", "等待审签"), ""),
        (&open, above, extended("2026-03-09", ""), "text answer_by"),
        (&open, above, extended("2026-03-06", "早些"), "answer_by"),
        (&open, below, extended("2026-03-16", "x"), "chase_extended"),
        (&open, above, withdrawn(""), "text"),
        (&open, above, withdrawn("误发"), ""),
        (&open, above, accepted(""), "chase_accepted"),
        (&answer, above, returned("2026-03-12"), ""),
        (&answer, above, returned("2026-03-02"), "answer_by"),
        (&answer, below, answered("再次"), "chase_answered"),
        (&answer, above, accepted(""), ""),
    ];
    for (state, side, event, expected) in cases {
        assert_eq!(
            places(state, side, &event, "2026-03-02"),
            expected,
            "{side:?} {event:?}"
        );
    }
}

#[test]
fn a_fault_that_is_still_found_is_done_only_for_a_reason() {
    let answer = state(&[
        ("2026-03-02", ordered("2026-03-09")),
        ("2026-03-05", answered("已更新")),
    ]);
    for (stands, note, expected) in [
        (false, "", ""),
        (true, " ", "text"),
        (true, "改由县政府办公室公开", ""),
    ] {
        let said = found(&answer, Side::Above, &accepted(note), "2026-03-06", stands);
        assert_eq!(said, expected, "{stands} {note}");
    }
}

#[test]
fn the_leader_above_is_told_once_for_each_last_day() {
    let calendar = Calendar::cn();
    // A last day on Friday: nobody is told at the weekend.
    let friday = [("2026-03-02", ordered("2026-03-06"))];
    for (today, expected) in [
        ("2026-03-06", None),
        ("2026-03-07", None),
        ("2026-03-08", None),
        ("2026-03-09", Some("2026-03-06")),
    ] {
        let told = escalates(&state(&friday), day(today), &calendar);
        assert_eq!(told, expected.map(day), "{today}");
    }
    let mut acts = vec![("2026-03-02", ordered("2026-03-09"))];
    let cases = [
        ("2026-03-08", None),
        ("2026-03-09", None),
        ("2026-03-10", Some("2026-03-09")),
    ];
    for (today, expected) in cases {
        let told = escalates(&state(&acts), day(today), &calendar);
        assert_eq!(told, expected.map(day), "{today}");
        let act = places(&state(&acts), Side::Clock, &escalated("2026-03-09"), today);
        assert_eq!(act.is_empty(), expected.is_some(), "{today}");
    }
    acts.push(("2026-03-10", escalated("2026-03-09")));
    assert_eq!(escalates(&state(&acts), day("2026-03-20"), &calendar), None);
    // A further day begins anew; an answer ends it.
    acts.push(("2026-03-11", extended("2026-03-16", "等待审签")));
    assert_eq!(escalates(&state(&acts), day("2026-03-16"), &calendar), None);
    assert_eq!(
        escalates(&state(&acts), day("2026-03-17"), &calendar),
        Some(day("2026-03-16"))
    );
    acts.push(("2026-03-17", answered("已更新")));
    assert_eq!(escalates(&state(&acts), day("2026-03-18"), &calendar), None);
    assert_eq!(state(&acts).status, Status::Answered);
}

#[test]
fn a_fault_that_stands_too_long_is_chased_by_rule() {
    let (calendar, settings) = (Calendar::cn(), Settings::default());
    let watch = |indicator: &str, last: &str| Watch {
        indicator: indicator.into(),
        rule: Rule::of("W-13").unwrap(),
        place: "head/1".into(),
        name: ["一".into(), "one".into()],
        last: day(last),
        owner: String::new(),
        class: String::new(),
    };
    // Ten working days from Monday 2026-03-02 on: Monday 2026-03-16. A question is no fault, and what no period began has no age.
    for (indicator, today, expected) in [
        ("column_stale", "2026-03-01", false),
        ("column_stale", "2026-03-13", false),
        ("column_stale", "2026-03-14", false),
        ("column_stale", "2026-03-16", true),
        ("column_stale", "2026-03-17", true),
        ("column_stale", "2026-03-21", false),
        ("bunched", "2026-03-16", false),
        ("column_empty", "2026-03-16", false),
    ] {
        let fault = watch(indicator, "2026-03-01");
        assert_eq!(
            by_rule(&fault, day(today), &calendar, &settings),
            expected,
            "{indicator} {today}"
        );
    }
    let never = Settings {
        chase_after_days: 0,
        ..settings.clone()
    };
    let old = watch("column_stale", "2025-03-01");
    assert!(!by_rule(&old, day("2026-03-16"), &calendar, &never));
    assert_eq!(
        answer_by(day("2026-03-16"), &calendar, &settings),
        day("2026-03-23")
    );
}
