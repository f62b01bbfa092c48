//! 年度任务: who may do what, in which order, by which day; what counts as done, and whether it was in time.

use jiff::civil::Date;
use law::{
    Lang,
    calendar::Calendar,
    inspection::Column,
    item::{self, Change, Content, Publication, kinds},
    task::{
        CalledOff, Entry, Event, Extended, Facts, Given, HandedIn, Kind, Published, Returned, Side,
        Source, State, Status, Taken, Wants, allowed, already, fold, judge, made_public,
    },
};
use serde_json::json;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn point(due: &str, wants: Wants) -> Given {
    Given {
        above: "QH01".into(),
        lot: "01LOT".into(),
        year: 2026,
        text: "公开重大建设项目批准和实施信息".into(),
        source: Source {
            title: "2026年政务公开工作要点".into(),
            point: "第三条".into(),
        },
        due: day(due),
        wants,
    }
}

fn given(due: &str) -> Event {
    Event::Given(Box::new(point(due, Wants::Material)))
}

fn wanted(due: &str) -> Event {
    Event::Given(Box::new(point(due, Wants::Column("head/10".into()))))
}

fn handed(text: &str, item: &str) -> Event {
    Event::HandedIn(HandedIn {
        text: text.into(),
        item: item.into(),
    })
}

fn returned(reason: &str, due: &str) -> Event {
    Event::Returned(Returned {
        reason: reason.into(),
        due: due.parse().ok(),
    })
}

fn extended(due: &str, reason: &str) -> Event {
    Event::Extended(Extended {
        due: day(due),
        reason: reason.into(),
    })
}

fn taken(note: &str) -> Event {
    Event::Taken(Taken { note: note.into() })
}

fn off(reason: &str) -> Event {
    Event::CalledOff(CalledOff {
        reason: reason.into(),
    })
}

fn published() -> Event {
    Event::Published(Published {
        item: "01ITEM".into(),
    })
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

/// The places of what is found on a day; of an item that is named, whether it is public.
fn found(state: &State, side: Side, event: &Event, today: &str, shown: bool) -> String {
    let facts = Facts {
        today: day(today),
        calendar: &Calendar::cn(),
        personal: &law::personal::Settings::default(),
        shown,
    };
    let found = judge(state, side, event, facts);
    let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
    places.join(" ")
}

#[test]
fn what_each_side_may_do_at_each_step() {
    use Kind::{CalledOff, Extended, Given, HandedIn, Returned, Taken};
    let begun = ("2026-03-02", given("2026-03-31"));
    let by_item = ("2026-03-02", wanted("2026-03-31"));
    let done = ("2026-03-05", handed("已公开", ""));
    let back = ("2026-03-06", returned("没有说明项目", ""));
    let more = ("2026-03-09", extended("2026-04-30", "等待批复"));
    let end = ("2026-03-06", taken(""));
    let none = ("2026-03-06", off("合并到另一项"));
    let public = ("2026-03-06", published());
    let cases = [
        (vec![], vec![Given], vec![], vec![]),
        (
            vec![&begun],
            vec![Extended, CalledOff],
            vec![HandedIn],
            vec![],
        ),
        (
            vec![&by_item],
            vec![Extended, CalledOff],
            vec![],
            vec![Kind::Published],
        ),
        (
            vec![&begun, &done],
            vec![Taken, Returned, CalledOff],
            vec![],
            vec![],
        ),
        (
            vec![&begun, &done, &back, &more],
            vec![Extended, CalledOff],
            vec![HandedIn],
            vec![],
        ),
        (vec![&begun, &done, &end], vec![], vec![], vec![]),
        (vec![&begun, &none], vec![], vec![], vec![]),
        (vec![&by_item, &public], vec![], vec![], vec![]),
    ];
    for (acts, above, below, by_itself) in cases {
        let acts: Vec<_> = acts.into_iter().cloned().collect();
        let state = state(&acts);
        assert_eq!(allowed(&state, Side::Above), above, "{acts:?}");
        assert_eq!(allowed(&state, Side::Below), below, "{acts:?}");
        assert_eq!(allowed(&state, Side::Publication), by_itself, "{acts:?}");
    }
}

#[test]
fn an_act_of_the_ledger_is_read_as_it_was_written() {
    let acts = [
        wanted("2026-03-31"),
        handed("已公开", "QH03/01ITEM"),
        taken(""),
        returned("没有说明项目", "2026-04-30"),
        extended("2026-04-30", "等待批复"),
        published(),
        off("合并到另一项"),
    ];
    let kinds: Vec<Kind> = acts.iter().map(Event::kind).collect();
    assert_eq!(kinds, Kind::ALL);
    for act in acts {
        let kind = act.kind();
        assert_eq!(Kind::of(kind.word()), Some(kind));
        let body = act.body().unwrap();
        assert_eq!(Event::read(kind.as_str(), body).unwrap(), act);
    }
    assert!(Event::read("task_forgotten", json!({})).is_err());
    assert!(Event::read("task_handed_in", json!({"words": "x"})).is_err());
    let mut odd = wanted("2026-03-31").body().unwrap();
    odd["wants"] = json!("something");
    assert!(Event::read("task_given", odd).is_err());
}

#[test]
fn days_and_words() {
    let none = State::default();
    let open = state(&[("2026-03-02", given("2026-03-09"))]);
    let item = state(&[("2026-03-02", wanted("2026-03-09"))]);
    let before = state(&[
        ("2026-03-02", given("2026-03-09")),
        ("2026-03-05", handed("已公开", "")),
    ]);
    let change = |change: fn(&mut Given)| {
        let mut given = point("2026-03-31", Wants::Material);
        change(&mut given);
        Event::Given(Box::new(given))
    };
    let person = "请联系11010519491231002X";
    let (above, below) = (Side::Above, Side::Below);
    // On Friday 2026-03-06. 2026-03-07 is a Saturday, 2026-03-09 a Monday.
    let cases = [
        (&none, above, given("2026-03-09"), ""),
        (&none, above, wanted("2026-03-09"), ""),
        (&none, below, given("2026-03-09"), "task_given"),
        (&none, above, given("2026-03-06"), "due"),
        (&none, above, given("2026-03-05"), "due"),
        (&none, above, given("2026-03-07"), "due"),
        (&none, above, given("2027-12-31"), ""),
        (&none, above, given("2028-01-03"), "due"),
        (&none, above, change(|one| one.year = 2025), "year"),
        (&none, above, change(|one| one.year = 2027), ""),
        (&none, above, change(|one| one.year = 2028), "year"),
        (&none, above, change(|one| one.text = " ".into()), "text"),
        (
            &none,
            above,
            change(|one| one.text = "请联系11010519491231002X".into()),
            "text",
        ),
        (
            &none,
            above,
            change(|one| one.source.title = String::new()),
            "source",
        ),
        (
            &none,
            above,
            change(|one| one.source.point = "11010519491231002X".into()),
            "point",
        ),
        (
            &none,
            above,
            change(|one| one.wants = Wants::Column("head/16".into())),
            "wants",
        ),
        (
            &none,
            above,
            change(|one| one.wants = Wants::Kind("song".into())),
            "wants",
        ),
        (
            &none,
            above,
            change(|one| one.wants = Wants::Kind("budget".into())),
            "",
        ),
        (&open, above, given("2026-03-09"), "task_given"),
        (&open, below, handed("已公开", ""), ""),
        (&open, below, handed(" ", ""), "text"),
        (&open, below, handed(person, ""), "text"),
        (&open, above, handed("已公开", ""), "task_handed_in"),
        (&open, below, handed("已公开", "QH03/01ITEM"), "address"),
        (&item, below, handed("已公开", ""), "task_handed_in"),
        (&item, Side::Publication, published(), ""),
        (&item, above, published(), "task_published"),
        (&open, Side::Publication, published(), "task_published"),
        (&open, above, taken(""), "task_taken"),
        (&open, above, extended("2026-03-10", "等待批复"), ""),
        (&open, above, extended("2026-03-09", "等待批复"), "due"),
        (&open, above, extended("2026-03-14", ""), "text due"),
        (&open, above, off(""), "text"),
        (&open, above, off("合并到另一项"), ""),
        (&before, below, handed("再次", ""), "task_handed_in"),
        (&before, above, taken(""), ""),
        (&before, above, taken(person), "text"),
        (&before, above, returned("", ""), "text"),
        (&before, above, returned("没有说明项目", ""), ""),
        (
            &before,
            above,
            returned("没有说明项目", "2026-03-09"),
            "due",
        ),
        (&before, above, returned("没有说明项目", "2026-03-10"), ""),
        (
            &before,
            above,
            extended("2026-03-10", "等待批复"),
            "task_extended",
        ),
    ];
    for (state, side, event, expected) in cases {
        assert_eq!(
            found(state, side, &event, "2026-03-06", false),
            expected,
            "{side:?} {event:?}"
        );
    }
    let shown = handed("已公开", "QH03/01ITEM");
    assert_eq!(found(&open, below, &shown, "2026-03-06", true), "");
    assert_eq!(already("商务局").place, "organs");
}

/// A last day on Thursday 2026-04-30, before the holidays: the day before, the day, the day after.
#[test]
fn on_time_or_late() {
    let begun = ("2026-03-02", given("2026-04-30"));
    let by_item = ("2026-03-02", wanted("2026-04-30"));
    let late = |acts: &[(&str, Event)], today: &str| state(acts).is_late(day(today));
    for (on, expected) in [
        ("2026-04-29", false),
        ("2026-04-30", false),
        ("2026-05-01", true),
        ("2026-05-06", true),
    ] {
        assert_eq!(
            late(std::slice::from_ref(&begun), on),
            expected,
            "owed on {on}"
        );
        let mut acts = vec![begun.clone(), (on, handed("已公开", ""))];
        assert_eq!(late(&acts, "2026-12-31"), expected, "handed in on {on}");
        acts.push(("2026-06-01", taken("")));
        assert_eq!(late(&acts, "2026-12-31"), expected, "taken since: {on}");
        let by_itself = [by_item.clone(), (on, published())];
        assert_eq!(late(&by_itself, "2026-12-31"), expected, "public on {on}");
        let off = [begun.clone(), (on, off("合并到另一项"))];
        assert!(!late(&off, "2026-12-31"), "called off on {on}");
    }
}

#[test]
fn what_came_back_is_open_again_and_the_first_day_is_kept() {
    let mut acts = vec![
        ("2026-03-02", given("2026-04-30")),
        ("2026-04-29", handed("已公开", "")),
    ];
    // In time, and sent back on the last day: nobody could be in time any more without a further one.
    let waits = state(&acts);
    let back = |due: &str| returned("没有说明项目", due);
    for (today, due, expected) in [
        ("2026-04-29", "", ""),
        ("2026-04-30", "", "due"),
        ("2026-05-06", "", "due"),
        ("2026-04-30", "2026-05-01", "due"),
        ("2026-04-30", "2026-05-08", ""),
    ] {
        let said = found(&waits, Side::Above, &back(due), today, false);
        assert_eq!(said, expected, "{today} {due}");
    }
    acts.push(("2026-04-30", back("2026-05-08")));
    let open = state(&acts);
    assert_eq!(
        (open.status, open.due, open.first_on),
        (
            Status::Open,
            Some(day("2026-05-08")),
            Some(day("2026-04-29"))
        )
    );
    assert!(open.returned.is_some() && !open.is_late(day("2026-05-08")));
    assert!(open.is_late(day("2026-05-09")));
    let mut in_time = acts.clone();
    in_time.push(("2026-05-08", handed("已公开项目清单", "")));
    let in_time = state(&in_time);
    assert!(!in_time.is_late(day("2026-12-31")) && in_time.returned.is_none());
    assert_eq!(in_time.first_on, Some(day("2026-04-29")));
    // Late once is late, whatever day is given afterwards.
    acts.push(("2026-05-11", handed("已公开项目清单", "")));
    acts.push(("2026-05-12", back("2026-06-30")));
    acts.push(("2026-05-13", handed("已公开项目清单和进度", "")));
    acts.push(("2026-05-14", taken("")));
    let end = state(&acts);
    assert!(end.is_late(day("2026-05-14")) && end.is_closed());
    assert_eq!(end.closed_on, Some(day("2026-05-14")));
    assert_eq!(end.handed.unwrap().0, day("2026-05-13"));
}

#[test]
fn more_time_is_another_last_day() {
    let acts = [
        ("2026-03-02", given("2026-04-30")),
        ("2026-05-06", extended("2026-05-29", "等待批复")),
        ("2026-05-29", handed("已公开", "")),
    ];
    assert!(state(&acts[..1]).is_late(day("2026-05-06")));
    assert!(!state(&acts[..2]).is_late(day("2026-05-29")));
    assert!(!state(&acts).is_late(day("2026-12-31")));
}

#[test]
fn what_is_published_is_what_was_wanted() {
    let content = |value| -> Content { serde_json::from_value(value).unwrap() };
    let budget =
        content(json!({"column": "content", "head": 7, "kind": "budget", "made_on": "2026-03-02"}));
    let older = content(json!({"column": "content", "head": 7, "made_on": "2026-03-02"}));
    let guide = content(json!({"column": "guide", "made_on": "2026-03-02"}));
    let column = |code: &str| Wants::Column(code.into());
    let kind = |code: &str| Wants::Kind(code.into());
    for (wants, meets) in [
        (Wants::Material, [false, false, false]),
        (column("head/7"), [true, true, false]),
        (column("head/10"), [false, false, false]),
        (column("guide"), [false, false, true]),
        (kind("budget"), [true, false, false]),
        (kind("general"), [false, true, false]),
        (kind("guide"), [false, false, true]),
    ] {
        let met = [&budget, &older, &guide].map(|content| wants.met_by(content));
        assert_eq!(met, meets, "{wants}");
    }
    let all = Wants::all();
    assert_eq!(all.len(), 1 + Column::all().len() + kinds::all().len());
    for wants in all {
        assert_eq!(wants.to_string().parse(), Ok(wants.clone()));
        let named = wants.name(Lang::Zh).is_empty() || wants.name(Lang::En).is_empty();
        assert_eq!(named, wants == Wants::Material, "{wants}");
    }
}

/// New is what was not public before, and a text that says another thing; not a slip of the pen, nor what an older site published.
#[test]
fn which_publications_count() {
    let publication = |imported: bool, change: Option<bool>| {
        item::Event::Published(Publication {
            index_number: "QH03/2026-00001".into(),
            published_on: day("2026-03-06"),
            channels: Vec::new(),
            validity: None,
            imported,
            read: None,
            exception: String::new(),
            change: change.map(|major| Change {
                note: "更新".into(),
                major,
            }),
        })
    };
    for (imported, change, expected) in [
        (false, None, true),
        (false, Some(true), true),
        (false, Some(false), false),
        (true, None, false),
    ] {
        let on = made_public(&publication(imported, change));
        assert_eq!(on.is_some(), expected, "{imported} {change:?}");
    }
}
