//! 变更 of what is public, and 定时发布: the public text stays until another was read by all (A-26.1, S-1, P-11).

use jiff::civil::Date;
use law::{
    calendar::Calendar,
    finding::Finding,
    item::{self, Cover, Dropped, Entry, Event, Settings, SourceClass, State, Status},
    publication,
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{
    MADE, NOW, ROUND, TODAY, act, brought_to, by, content, judge, publishes, reads, replaces,
    schedules, submits, withdraws,
};

const PUBLISHER: Person = Person {
    id: "publisher",
    posts: &[Post::Publisher, Post::Clerk],
};

fn against(state: &State, event: &Event) -> Vec<Finding> {
    judge(state, PUBLISHER, event, &Settings::default(), &[])
}

fn then(mut entries: Vec<Entry>, more: impl IntoIterator<Item = Entry>) -> State {
    entries.extend(more);
    item::fold(&entries)
}

fn titles(state: &State) -> (Option<&str>, Option<&str>) {
    (
        state
            .public
            .as_ref()
            .map(|public| public.content.title.as_str()),
        state.content.as_ref().map(|content| content.title.as_str()),
    )
}

#[test]
fn the_public_text_stays_until_the_change_is_published() {
    let before = Some("关于规范摊位管理的通知");
    let after = Some("关于调整摊位管理的通知");
    for state in ["changing", "changing_read"] {
        assert_eq!(
            titles(&item::fold(&brought_to(state))),
            (before, after),
            "{state}"
        );
    }
    let cleared = item::fold(&brought_to("changing_read"));
    let event = replaces(cleared.text().unwrap());
    assert!(against(&cleared, &event).is_empty());
    let changed = then(brought_to("changing_read"), [by("publisher", event)]);
    assert_eq!(titles(&changed), (after, after));
    assert_eq!(changed.status, Status::Published);
    assert_eq!(changed.cover, Some(Cover::Read));
    assert_eq!(changed.first_on, Some(TODAY), "the first day stays");
    assert_eq!(changed.changes.len(), 1);
    assert_eq!(changed.changes[0].1.note, "摊位费标准有变化");
}

/// Without a word on what changed, nothing takes the place of a public text; the first publication needs none.
#[test]
fn a_change_says_what_changed() {
    let state = item::fold(&brought_to("changing_read"));
    let found = against(&state, &publishes(state.text().unwrap()));
    let [found] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((found.id, found.place.as_str()), (Rule::A_26_1, "note"));
    let first = item::fold(&brought_to("cleared"));
    assert!(against(&first, &publishes(first.text().unwrap())).is_empty());
}

#[test]
fn what_says_the_same_is_no_change() {
    let same = content("关于规范摊位管理的通知", SourceClass::Proactive);
    let state = then(
        brought_to("published"),
        [by("author", Event::Revised(Box::new(same.clone())))],
    );
    let found = judge(
        &state,
        PUBLISHER,
        &submits(&same.digest()),
        &Settings::default(),
        &[],
    );
    let [found] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(found.id, Rule::A_26_1);
    assert!(found.zh.contains("没有需要审查的修改"));
}

/// Given up, a change leaves the public text and its readings as they were; and a later change is not its author's.
#[test]
fn a_change_given_up_leaves_everything_as_it_was() {
    let published = item::fold(&brought_to("published"));
    let dropped = by("author", Event::Discarded(Dropped::default()));
    for state in ["changing", "changing_read"] {
        let back = then(brought_to(state), [dropped.clone()]);
        assert_eq!(titles(&back), titles(&published));
        assert_eq!(back.course, published.course);
        assert_eq!(back.status, Status::Published);
        assert!(!back.is_changing());
        assert!(against(&back, &act("repealed", &back)).is_empty());
    }
}

/// The authors of a change are those who make it: who read the first text may, the change's author may not.
#[test]
fn a_change_has_its_own_authors() {
    let changed = content("关于调整摊位管理的通知", SourceClass::Proactive);
    let text = changed.digest();
    let state = then(
        brought_to("published"),
        [
            by("head", Event::Revised(Box::new(changed))),
            by("head", submits(&text)),
        ],
    );
    let may = |id: &'static str| {
        let person = Person {
            id,
            posts: &[Post::SectionHead],
        };
        judge(
            &state,
            person,
            &reads(Post::SectionHead, &text),
            &Settings::default(),
            &[],
        )
    };
    assert!(may("author").is_empty());
    assert_eq!(may("head")[0].id, Rule::S_7);
}

/// 自变更之日起: the term of a change runs from the day on which it was begun, not from the first text's day.
#[test]
fn the_term_of_a_change_runs_from_the_change() {
    let cn = Calendar::cn();
    let periods = publication::Settings::default();
    let last = |state: &State| item::last_day(state, &cn, &periods).unwrap().date();
    let mut entries = brought_to("published");
    assert_eq!(last(&item::fold(&entries)), cn.working_day_after(MADE, 20));
    let began: Date = "2026-06-01".parse().unwrap();
    entries.push(Entry {
        on: began,
        by: "author".into(),
        event: Event::Revised(Box::new(content("另一通知", SourceClass::Proactive))),
    });
    let changing = item::fold(&entries);
    assert_eq!(last(&changing), cn.working_day_after(began, 20));
    let late: Date = "2026-08-03".parse().unwrap();
    let found = item::assess(
        &changing,
        PUBLISHER,
        late,
        &cn,
        &Settings::default(),
        &periods,
    );
    assert_eq!(found.findings.len(), 1, "a change that is late is named");
    entries.push(by("author", Event::Discarded(Dropped::default())));
    let back = item::fold(&entries);
    assert_eq!(last(&back), cn.working_day_after(MADE, 20));
    let found = item::assess(&back, PUBLISHER, late, &cn, &Settings::default(), &periods);
    assert!(
        found.findings.is_empty(),
        "what was published in time stays so"
    );
}

#[test]
fn a_minute_is_still_to_come_and_not_for_the_year_after_next() {
    let state = item::fold(&brought_to("cleared"));
    let text = state.text().unwrap();
    let at = |minute: &str| {
        let Event::Scheduled(mut schedule) = schedules(text) else {
            unreachable!()
        };
        schedule.at = minute.parse().unwrap();
        let found = against(&state, &Event::Scheduled(schedule));
        found.first().map(|one| (one.id, one.place.clone()))
    };
    assert_eq!(at("2026-03-10T09:01"), None);
    assert_eq!(at("2027-12-31T23:59"), None);
    assert_eq!(at(&NOW.to_string()), Some((Rule::P_11, "at".into())));
    assert_eq!(at("2026-03-09T15:00"), Some((Rule::P_11, "at".into())));
    assert_eq!(at("2028-01-01T00:00"), Some((Rule::A_26_1, "at".into())));
}

/// A schedule falls with its text: whatever is done to the item but waiting takes it back.
#[test]
fn a_schedule_falls_with_its_text() {
    let scheduled = item::fold(&brought_to("scheduled"));
    let planned = scheduled.planned.as_ref().unwrap();
    assert_eq!(planned.by, "publisher");
    assert_eq!(planned.schedule.read.as_ref(), scheduled.text());
    let text = scheduled.text().unwrap().clone();
    for event in [
        act("revised", &scheduled),
        submits(&text),
        reads(Post::Leader, &text),
        publishes(&text),
        withdraws(),
        Event::Unscheduled(Dropped::default()),
    ] {
        let kind = event.kind();
        let after = then(brought_to("scheduled"), [by("author", event)]);
        assert!(after.planned.is_none(), "{kind:?}");
    }
}

/// An act that calls itself imported puts nothing unread in the place of a public text.
#[test]
fn no_change_is_imported() {
    let Event::Published(mut publication) = publishes(&"00".into()) else {
        unreachable!()
    };
    publication.imported = true;
    publication.read = None;
    let state = then(
        brought_to("changing"),
        [by("publisher", Event::Published(publication))],
    );
    assert_eq!(state.cover, Some(Cover::Nothing));
}

/// A withdrawal takes both away: what is public, and the way of the change to the public.
#[test]
fn a_withdrawal_ends_the_change_too() {
    for before in ["changing", "changing_read"] {
        let state = then(brought_to(before), [by("publisher", withdraws())]);
        assert_eq!(
            (state.status, state.public.is_none()),
            (Status::Withdrawn, true)
        );
        let text = state.text().cloned().unwrap();
        for (post, _) in ROUND {
            let reader = Person {
                id: "fresh",
                posts: &Post::ALL,
            };
            let found = judge(
                &state,
                reader,
                &reads(post, &text),
                &Settings::default(),
                &[],
            );
            assert!(!found.is_empty());
        }
        assert!(!against(&state, &replaces(&text)).is_empty());
    }
}
