//! 标准目录: rows (G-1, G-2), fields (G-4), periods and the first day on which a row is late (G-5), who reads (S-1, S-7).

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    catalogue::Why,
    item::Reference,
    publication::Settings,
    readings::{Person, Post},
    rule::Rule,
    standard::{
        Approved, Entered, Entry, Event, FIELDS, Formed, Linked, Live, Proposed, Returned, Row,
        Standing, State, Stated, Tracked, digest, field_in, finding, fold, id_of, lacking, refuse,
        standing, term_of, twice,
    },
    term::Term,
};

fn entered() -> Entered {
    Entered {
        number: 1,
        matter: "农业生产发展资金".into(),
        detail: "农机购置补贴".into(),
        content: "政策依据；申请指南；补贴结果".into(),
        basis: "农业机械化促进法".into(),
        period: "信息形成或变更之日起20个工作日内".into(),
        subject: "县级农业农村部门".into(),
        channels: vec!["政府网站".into()],
        everybody: true,
        proactive: true,
        county: true,
        ..Entered::default()
    }
}

fn row() -> Row {
    entered().row().unwrap()
}

fn places(entered: Entered) -> Vec<(Rule, String)> {
    let found = entered.row().unwrap_err();
    found.into_iter().map(|one| (one.id, one.place)).collect()
}

#[test]
fn what_a_row_lacks_is_named_with_its_rule() {
    let blank: [(fn(&mut Entered), &str); 5] = [
        (|one| one.matter.clear(), "matter"),
        (|one| one.content = "  ".into(), "content"),
        (|one| one.basis.clear(), "basis"),
        (|one| one.period.clear(), "period"),
        (|one| one.subject.clear(), "subject"),
    ];
    for (change, place) in blank {
        let mut one = entered();
        change(&mut one);
        assert_eq!(places(one), [(Rule::G_1, place.to_string())]);
    }
    let wrong: [(fn(&mut Entered), &str); 8] = [
        (|one| one.proactive = false, "proactive"),
        (|one| one.on_request = true, "proactive"),
        (|one| one.everybody = false, "everybody"),
        (|one| one.group = Some("种粮农户".into()), "everybody"),
        (
            |one| (one.everybody, one.group) = (false, Some("√".into())),
            "group",
        ),
        (|one| one.channels.clear(), "channels"),
        (|one| one.county = false, "county"),
        (|one| one.content = "字".repeat(4001), "content"),
    ];
    for (change, place) in wrong {
        let mut one = entered();
        change(&mut one);
        let rule = match place {
            "content" => Rule::G_1,
            _ => Rule::G_2,
        };
        assert_eq!(places(one), [(rule, place.to_string())]);
    }
    let group = Entered {
        everybody: false,
        group: Some("种粮农户".into()),
        content: "字".repeat(4000),
        ..entered()
    };
    assert_eq!(group.row().unwrap().group, "种粮农户");
    assert_eq!(row().group, "");
}

#[test]
fn the_same_words_are_the_same_row_whatever_its_number() {
    let renumbered = Row {
        number: 9,
        basis: "别的依据".into(),
        ..row()
    };
    assert_eq!(renumbered.id(), row().id());
    let other = Row {
        detail: "耕地地力保护".into(),
        ..row()
    };
    assert_ne!(other.id(), row().id());
    assert_eq!(twice(&[row(), other, renumbered]), [(2, 0)]);
    assert_eq!(row().name(), "农机购置补贴");
    let alone = Row {
        detail: String::new(),
        ..row()
    };
    assert_eq!(alone.name(), "农业生产发展资金");
    assert_eq!(id_of("就业"), id_of(" 就业 "));
}

#[test]
fn periods_are_read_from_peoples_words() {
    for (words, expected) in [
        (
            "信息形成或变更之日起20个工作日内",
            Some(Term::WorkingDays(20)),
        ),
        (
            "制定或获取信息之日起 10 个工作日之内",
            Some(Term::WorkingDays(10)),
        ),
        (
            "自收到之日起二十个工作日内；法律法规另有规定的从其规定",
            Some(Term::WorkingDays(20)),
        ),
        ("十五个工作日", Some(Term::WorkingDays(15))),
        ("作出决定之日起７个工作日内", Some(Term::WorkingDays(7))),
        ("批复后20日内", Some(Term::Days(20))),
        ("30个自然日内", Some(Term::Days(30))),
        ("两个月内", Some(Term::Months(2))),
        ("每年1月31日前", None),
        ("及时公开", None),
        ("长期公开", None),
        ("2024年起", None),
        ("自2024年3月1日起20个工作日内", Some(Term::WorkingDays(20))),
        ("", None),
    ] {
        assert_eq!(term_of(words), expected, "{words}");
    }
}

#[test]
fn a_heading_names_its_field() {
    for (heading, field) in [
        ("青禾县就业领域基层政务公开标准目录", Some("就业")),
        (
            "（三）城市综合执法领域基层政务公开标准目录",
            Some("城市综合执法"),
        ),
        (
            "青禾县城市综合执法领域基层政务公开标准目录",
            Some("城市综合执法"),
        ),
        ("5、旅游 领域基层政务公开标准目录", Some("旅游")),
        ("涉农补贴基层政务公开目录", Some("涉农补贴")),
        ("基层政务公开标准目录", None),
        ("采购清单", None),
    ] {
        assert_eq!(field_in(heading).as_deref(), field, "{heading}");
    }
    assert_eq!(FIELDS.len(), 26);
    let found = lacking(["就业", "社会救助", "涉农补贴领域", ""]).unwrap();
    assert_eq!(found.id, Rule::G_4);
    let named = |field: &str| found.zh.contains(field) && found.en.contains(field);
    let left: Vec<_> = FIELDS.into_iter().filter(|field| named(field)).collect();
    assert_eq!(left.len(), 23);
    assert!(!left.contains(&"就业创业") && left.contains(&"税收管理"));
    assert_eq!(lacking(FIELDS), None);
}

fn on(day: Date, row: &Row, tracked: &Tracked, live: Option<Live>) -> Standing {
    let (calendar, settings) = (Calendar::cn(), Settings::default());
    let since = date(2026, 1, 5);
    standing(row, since, tracked, live, (day, &calendar, &settings))
}

/// The example of the manual: formed on 2026-01-30, 20 working days end on 2026-03-05.
#[test]
fn a_row_is_late_from_the_day_after_its_last() {
    let tracked = Tracked {
        formed: Some((date(2026, 1, 30), "政策文件".into())),
        ..Tracked::default()
    };
    let last = date(2026, 3, 5);
    for (day, expected) in [
        (date(2026, 3, 4), Standing::Waiting(last)),
        (last, Standing::Waiting(last)),
        (date(2026, 3, 6), Standing::Late(last)),
    ] {
        assert_eq!(on(day, &row(), &tracked, None), expected);
    }
    let found = finding(&row(), Standing::Late(last)).unwrap();
    assert_eq!(
        (found.id, found.place),
        (Rule::G_5, format!("rows/{}", row().id()))
    );
    assert!(found.zh.contains("2026-03-05") && found.en.contains("2026-03-05"));
    assert_eq!(finding(&row(), Standing::Waiting(last)), None);
    // What was public before does not answer for what was formed since.
    let live = |newest| Some(Live { items: 1, newest });
    let day = date(2026, 3, 6);
    assert_eq!(
        on(day, &row(), &tracked, live(date(2026, 1, 29))),
        Standing::Late(last)
    );
    assert_eq!(
        on(day, &row(), &tracked, live(date(2026, 1, 30))),
        Standing::Open
    );
}

#[test]
fn a_row_of_which_nobody_said_when_counts_from_its_own_day() {
    let nothing = Tracked::default();
    // 2026-01-05 and 20 working days.
    let last = date(2026, 2, 2);
    assert_eq!(on(last, &row(), &nothing, None), Standing::Waiting(last));
    assert_eq!(
        on(date(2026, 2, 3), &row(), &nothing, None),
        Standing::Late(last)
    );
    let promptly = Row {
        period: "及时公开".into(),
        ..row()
    };
    assert_eq!(on(last, &promptly, &nothing, None), Standing::Waiting(last));
    let shorter = Row {
        period: "10个工作日内".into(),
        ..row()
    };
    assert_eq!(
        on(last, &shorter, &nothing, None),
        Standing::Late(date(2026, 1, 19))
    );
    let live = Some(Live {
        items: 3,
        newest: date(2020, 1, 1),
    });
    assert_eq!(on(last, &row(), &nothing, live), Standing::Open);
    let stated = Tracked {
        why: Some(Why::NoDuty),
        ..Tracked::default()
    };
    assert_eq!(
        on(date(2027, 1, 1), &row(), &stated, None),
        Standing::NotConcerned
    );
    assert_eq!(on(date(2027, 1, 1), &row(), &stated, live), Standing::Open);
    let asked = Entered {
        proactive: false,
        on_request: true,
        ..entered()
    };
    let asked = asked.row().unwrap();
    assert_eq!(
        on(date(2027, 1, 1), &asked, &nothing, None),
        Standing::OnRequest
    );
    assert_eq!(Standing::Late(last).last_day(), Some(last));
    assert_eq!(Standing::Open.last_day(), None);
}

fn proposed(rows: Vec<Row>) -> Proposed {
    Proposed {
        field: "涉农补贴".into(),
        rows,
    }
}

fn entry(by: &str, event: Event) -> Entry {
    Entry {
        on: date(2026, 1, 5),
        by: by.into(),
        event,
    }
}

fn approved(of: &Proposed) -> Event {
    Event::Approved(Approved {
        read: digest(of),
        exception: String::new(),
    })
}

fn against(state: &State, event: &Event, id: &str, posts: &[Post], small: bool) -> Option<Rule> {
    let person = Person { id, posts };
    refuse(event, state, person, date(2026, 1, 6), small).map(|found| found.id)
}

#[test]
fn nothing_is_public_that_the_secrecy_reviewer_did_not_read() {
    let of = proposed(vec![row()]);
    let mut acts = vec![entry("import", Event::Proposed(of.clone()))];
    let state = fold(&acts);
    assert!(state.awaits() && state.public.is_empty());
    let secrecy = [Post::Secrecy];
    let no = |event: &Event, id, posts: &[Post]| against(&state, event, id, posts, false);
    assert_eq!(no(&approved(&of), "r", &[Post::Clerk]), Some(Rule::S_7));
    assert_eq!(
        no(&approved(&proposed(Vec::new())), "r", &secrecy),
        Some(Rule::S_1)
    );
    assert_eq!(no(&approved(&of), "import", &secrecy), Some(Rule::S_7));
    assert_eq!(no(&approved(&of), "r", &secrecy), None);
    assert_eq!(
        against(&state, &approved(&of), "import", &secrecy, true),
        Some(Rule::S_7)
    );
    let explained = Event::Approved(Approved {
        read: digest(&of),
        exception: "本机关只有一人".into(),
    });
    assert_eq!(against(&state, &explained, "import", &secrecy, true), None);
    let back = |reason: &str| {
        Event::Returned(Returned {
            reason: reason.into(),
        })
    };
    assert_eq!(no(&back(" "), "r", &secrecy), Some(Rule::S_6));
    assert_eq!(no(&back("依据不对"), "r", &[Post::Clerk]), Some(Rule::S_7));
    assert_eq!(no(&back("依据不对"), "r", &secrecy), None);

    acts.push(entry("r", back("依据不对")));
    let state = fold(&acts);
    assert!(!state.awaits() && state.course.returned().is_some());
    assert_eq!(
        against(&state, &approved(&of), "r", &secrecy, false),
        Some(Rule::S_1)
    );
    let again = proposed(vec![Row {
        basis: "新依据".into(),
        ..row()
    }]);
    acts.push(entry("c", Event::Proposed(again.clone())));
    acts.push(entry("r", approved(&again)));
    let state = fold(&acts);
    assert_eq!(state.public, again.rows);
    assert_eq!(state.since[&row().id()], date(2026, 1, 5));
    assert!(!state.awaits());
    assert_eq!(
        against(&state, &back("x"), "r", &secrecy, false),
        Some(Rule::S_1)
    );

    // The next text waits beside what is public; an approval that names another text makes nothing public.
    acts.push(entry("c", Event::Proposed(of.clone())));
    acts.push(entry("r", approved(&again)));
    let state = fold(&acts);
    assert_eq!(state.public, again.rows);
    assert!(state.awaits());
}

#[test]
fn what_may_be_done_with_a_row() {
    let of = proposed(vec![row()]);
    let mut acts = vec![
        entry("import", Event::Proposed(of.clone())),
        entry("r", approved(&of)),
    ];
    let state = fold(&acts);
    let no = |event: Event| against(&state, &event, "c", &[Post::Clerk], false);
    let other = Row {
        detail: "别的".into(),
        ..row()
    };
    let formed = |row: &Row, day, what: &str| {
        Event::Formed(Formed {
            row: row.id(),
            formed_on: day,
            what: what.into(),
        })
    };
    let today = date(2026, 1, 6);
    assert_eq!(no(formed(&row(), today, "实施方案")), None);
    assert_eq!(no(formed(&other, today, "实施方案")), Some(Rule::G_1));
    assert_eq!(
        no(formed(&row(), date(2026, 1, 7), "实施方案")),
        Some(Rule::G_5)
    );
    assert_eq!(no(formed(&row(), today, " ")), Some(Rule::G_5));
    assert_eq!(
        no(formed(&row(), today, &"字".repeat(201))),
        Some(Rule::G_5)
    );
    let link = |row: &Row, off| {
        let item = Reference {
            organ: "NY".into(),
            id: "I".into(),
        };
        Event::Linked(Linked {
            row: row.id(),
            item,
            off,
        })
    };
    assert_eq!(no(link(&row(), false)), None);
    assert_eq!(no(link(&row(), true)), Some(Rule::G_5));
    assert_eq!(no(link(&other, false)), Some(Rule::G_1));
    let stated = |row: &Row, why| Event::Stated(Stated { row: row.id(), why });
    assert_eq!(no(stated(&row(), Some(Why::NothingYet))), None);
    assert_eq!(no(stated(&row(), None)), Some(Rule::G_5));
    assert_eq!(no(stated(&other, None)), Some(Rule::G_1));
    assert_eq!(no(Event::Proposed(of.clone())), Some(Rule::G_1));
    assert_eq!(no(Event::Proposed(proposed(Vec::new()))), Some(Rule::G_1));
    assert_eq!(
        no(Event::Proposed(proposed(vec![row(); 2001]))),
        Some(Rule::G_1)
    );
    let person = Person {
        id: "c",
        posts: &[Post::Clerk],
    };
    let before = refuse(
        &link(&row(), false),
        &state,
        person,
        date(2026, 1, 4),
        false,
    );
    assert_eq!(before.unwrap().id, Rule::S_7);

    acts.push(entry("c", link(&row(), false)));
    acts.push(entry("c", stated(&row(), Some(Why::NothingYet))));
    acts.push(entry("c", formed(&row(), today, "实施方案")));
    let tracked = fold(&acts).tracked(&row().id());
    assert_eq!(tracked.items.len(), 1);
    assert_eq!(tracked.why, Some(Why::NothingYet));
    assert_eq!(tracked.formed, Some((today, "实施方案".into())));
    acts.push(entry("c", link(&row(), true)));
    acts.push(entry("c", stated(&row(), None)));
    let tracked = fold(&acts).tracked(&row().id());
    assert!(tracked.items.is_empty() && tracked.why.is_none());
    for entry in acts {
        let read = Event::read(entry.event.kind(), entry.event.body().unwrap());
        assert_eq!(read.unwrap(), entry.event);
    }
    assert!(Event::read("row_painted", serde_json::json!({})).is_err());
}
