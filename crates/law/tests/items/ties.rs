//! What items have to do with each other, and how a document stands on a day (P-8, P-10, S-12, S-13).

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    item::{
        self, Content, Event, Facts, Named, Reference, Repeal, Settings, SourceClass, Standing,
        State, Tie, Validity, fold, validity_on,
    },
    personal, publication,
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{MADE, NOW, ROUND, TODAY, by, content, publishes, reads, stands, submits};

fn named(tie: Tie, id: &str) -> Named {
    Named {
        tie,
        item: Reference {
            organ: "QA".into(),
            id: id.into(),
        },
    }
}

fn standing(tie: Tie, id: &str) -> Standing {
    stands(named(tie, id))
}

fn naming(ties: Vec<Named>) -> Content {
    Content {
        ties,
        ..content("关于废止部分文件的通知", SourceClass::Proactive)
    }
}

/// What is said against an act: field and rule of each.
fn against(state: &State, post: Post, event: &Event, known: &[Standing]) -> Vec<(String, Rule)> {
    let posts = [post];
    let id = match post {
        Post::Clerk => "author",
        _ => "publisher",
    };
    let person = Person { id, posts: &posts };
    let facts = Facts {
        now: NOW,
        passages: &[],
        unread: &[],
        standing: known,
        personal: &personal::Settings::default(),
        settings: &Settings::default(),
    };
    let found = item::judge(state, person, event, &facts);
    found.into_iter().map(|one| (one.place, one.id)).collect()
}

/// Drafted and read by all.
fn cleared(content: &Content) -> Vec<item::Entry> {
    let text = content.digest();
    let mut entries = vec![
        by("author", Event::Drafted(Box::new(content.clone()))),
        by("author", submits(&text)),
    ];
    entries.extend(ROUND.map(|(post, reader)| by(reader, reads(post, &text))));
    entries
}

fn said(field: &str, rule: Rule) -> Vec<(String, Rule)> {
    vec![(field.into(), rule)]
}

/// What is written down: the item exists, is another, stands once, and was made before what amends or repeals it.
#[test]
fn a_text_names_items_that_are_there() {
    let nothing = State::default();
    let drafts = |ties: &[Named], known: &[Standing]| {
        let event = Event::Drafted(Box::new(naming(ties.to_vec())));
        against(&nothing, Post::Clerk, &event, known)
    };
    let other = named(Tie::Repeals, "X");
    let known = standing(Tie::Repeals, "X");
    let one = std::slice::from_ref(&other);
    assert_eq!(drafts(one, std::slice::from_ref(&known)), []);
    assert_eq!(drafts(one, &[]), said("repeals", Rule::P_10));
    assert_eq!(
        drafts(
            &[other.clone(), other.clone()],
            std::slice::from_ref(&known)
        ),
        said("repeals", Rule::P_10)
    );
    let fault = |change: fn(&mut Standing)| {
        let mut known = known.clone();
        change(&mut known);
        drafts(one, &[known])
    };
    assert_eq!(
        fault(|known| known.itself = true),
        said("repeals", Rule::P_10)
    );
    assert_eq!(
        fault(|known| known.own = false),
        said("repeals", Rule::P_10)
    );
    assert_eq!(
        fault(|known| known.made_on = date(2026, 3, 3)),
        said("repeals", Rule::P_10)
    );
    // Made on the same day it can be; and a draft may name what is not public yet.
    assert_eq!(fault(|known| known.made_on = MADE), []);
    assert_eq!(fault(|known| known.shown = false), []);
    // What is explained or amended may be another organ's; an explanation may be older than the final text.
    let mut explained = standing(Tie::Explains, "X");
    explained.own = false;
    explained.made_on = TODAY;
    assert_eq!(drafts(&[named(Tie::Explains, "X")], &[explained]), []);
    let mut amended = standing(Tie::Amends, "X");
    amended.own = false;
    let amends = [named(Tie::Amends, "X")];
    assert_eq!(drafts(&amends, std::slice::from_ref(&amended)), []);
    amended.made_on = TODAY;
    assert_eq!(drafts(&amends, &[amended]), said("amends", Rule::P_8));
    // Twenty, and not twenty-one.
    for (many, expected) in [(20, vec![]), (21, said("explains", Rule::S_13))] {
        let ties: Vec<Named> = (0..many)
            .map(|at| named(Tie::Explains, &at.to_string()))
            .collect();
        let known: Vec<Standing> = (0..many)
            .map(|at| standing(Tie::Explains, &at.to_string()))
            .collect();
        assert_eq!(drafts(&ties, &known), expected, "{many}");
    }
}

/// S-13, P-10: the public is not sent to what it cannot read; nothing is repealed twice, but by its own text again.
#[test]
fn what_a_public_text_names_is_public() {
    let text = naming(vec![named(Tie::Repeals, "X")]);
    let state = fold(&cleared(&text));
    let publish = publishes(&text.digest());
    let tried = |change: fn(&mut Standing)| {
        let mut known = standing(Tie::Repeals, "X");
        change(&mut known);
        against(&state, Post::Publisher, &publish, &[known])
    };
    assert_eq!(tried(|_| ()), []);
    assert_eq!(
        tried(|known| known.shown = false),
        said("repeals", Rule::P_10)
    );
    assert_eq!(
        tried(|known| known.repealed = true),
        said("repeals", Rule::P_10)
    );

    // Published, then changed: the change says the same of X, which is repealed by now.
    let mut entries = cleared(&text);
    entries.push(by("publisher", publish));
    let change = Content {
        summary: "摊位管理".into(),
        ..text.clone()
    };
    entries.push(by("author", Event::Revised(Box::new(change.clone()))));
    entries.extend(cleared(&change).split_off(1));
    let state = fold(&entries);
    let again = crate::play::replaces(&change.digest());
    let mut known = standing(Tie::Repeals, "X");
    known.repealed = true;
    assert_eq!(against(&state, Post::Publisher, &again, &[known]), []);
}

/// S-13: an explanation that names nothing is not sent on its way; as a draft it may wait for its document.
#[test]
fn an_explanation_names_what_it_explains() {
    let explanation = |ties: Vec<Named>| Content {
        kind: Some("explanation".into()),
        ..naming(ties)
    };
    let bare = explanation(Vec::new());
    let drafted = [by("author", Event::Drafted(Box::new(bare.clone())))];
    let state = fold(&drafted);
    let event = Event::Drafted(Box::new(bare.clone()));
    assert_eq!(against(&State::default(), Post::Clerk, &event, &[]), []);
    let submit = submits(&bare.digest());
    assert_eq!(
        against(&state, Post::Clerk, &submit, &[]),
        said("explains", Rule::S_13)
    );

    let whole = explanation(vec![named(Tie::Explains, "X")]);
    let state = fold(&[by("author", Event::Drafted(Box::new(whole.clone())))]);
    let known = [standing(Tie::Explains, "X")];
    assert_eq!(
        against(&state, Post::Clerk, &submits(&whole.digest()), &known),
        []
    );
    // To amend a document is not to explain it.
    let other = explanation(vec![named(Tie::Amends, "X")]);
    let state = fold(&[by("author", Event::Drafted(Box::new(other.clone())))]);
    let known = [standing(Tie::Amends, "X")];
    let submit = submits(&other.digest());
    assert_eq!(
        against(&state, Post::Clerk, &submit, &known),
        said("explains", Rule::S_13)
    );
}

/// Readers read what a text names: another tie is another text. Texts without any keep the digest of before.
#[test]
fn ties_and_force_are_part_of_what_is_read() {
    let plain = content("通知", SourceClass::Proactive);
    let tied = |tie, id| Content {
        ties: vec![named(tie, id)],
        ..plain.clone()
    };
    let until = |from, until| Content {
        in_force_from: from,
        in_force_until: until,
        ..plain.clone()
    };
    let digests: std::collections::BTreeSet<String> = [
        plain.clone(),
        tied(Tie::Explains, "X"),
        tied(Tie::Amends, "X"),
        tied(Tie::Explains, "Y"),
        until(Some(TODAY), None),
        until(None, Some(TODAY)),
        until(Some(TODAY), Some(TODAY)),
    ]
    .iter()
    .map(|content| content.digest().as_str().to_string())
    .collect();
    assert_eq!(digests.len(), 7);
    assert_eq!(plain.digest().short(), "ab36a728");
}

/// P-8: in force from a day that is not before it was made, until a day that is not before that.
#[test]
fn force_begins_before_it_ends() {
    let day = |day: i8| Some(date(2026, 3, day));
    for (from, until, wrong) in [
        (None, None, None),
        (day(1), None, Some("in_force_from")),
        (day(2), None, None),
        (day(20), day(19), Some("in_force_until")),
        (day(20), day(20), None),
        (None, day(1), Some("in_force_until")),
        (None, day(2), None),
    ] {
        let text = Content {
            in_force_from: from,
            in_force_until: until,
            ..content("办法", SourceClass::Proactive)
        };
        let event = Event::Drafted(Box::new(text));
        let found = against(&State::default(), Post::Clerk, &event, &[]);
        let expected: Vec<_> = wrong
            .into_iter()
            .map(|field| (field.to_string(), Rule::P_8))
            .collect();
        assert_eq!(found, expected, "{from:?} {until:?}");
    }
}

/// P-8, P-10, written by hand: recorded, repealed on, in force until, the day, how it stands.
#[test]
fn how_a_document_stands_on_a_day() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let some = |text: &str| (!text.is_empty()).then(|| day(text));
    for (recorded, repealed, until, on, expected) in [
        ("valid", "", "", "2026-03-10", "valid"),
        ("valid", "", "2026-03-10", "2026-03-10", "valid"),
        ("valid", "", "2026-03-10", "2026-03-11", "expired"),
        ("repealed", "2026-03-10", "", "2026-03-09", "valid"),
        ("repealed", "2026-03-10", "", "2026-03-10", "repealed"),
        (
            "repealed",
            "2026-03-10",
            "2026-02-28",
            "2026-03-01",
            "expired",
        ),
        (
            "repealed",
            "2026-03-10",
            "2026-02-28",
            "2026-03-10",
            "repealed",
        ),
        ("repealed", "", "", "2020-01-01", "repealed"),
        ("expired", "", "", "2026-03-10", "expired"),
        ("amended", "", "", "2026-03-10", "amended"),
        ("amended", "", "2026-03-09", "2026-03-10", "expired"),
        ("amended", "2026-03-11", "", "2026-03-10", "amended"),
    ] {
        let found = validity_on(Validity::of(recorded), some(repealed), some(until), day(on));
        assert_eq!(
            found.as_str(),
            expected,
            "{recorded} {repealed} {until} {on}"
        );
    }
    assert_eq!(Validity::of("no such code"), Validity::Valid);
}

/// S-12, the example of law.md: published on 2026-02-13, three working days: 2026-02-25. What needs no explanation, what is repealed and
/// what an earlier system had published owes none.
#[test]
fn a_normative_document_owes_its_explanation() {
    let (calendar, periods) = (Calendar::cn(), publication::Settings::default());
    let on = date(2026, 2, 13);
    let of = |kind: &str, imported: bool| {
        let text = Content {
            kind: Some(kind.into()),
            document_number: "甲商发〔2026〕9号".into(),
            made_on: on,
            ..content("摊位管理办法", SourceClass::Proactive)
        };
        let mut entries = if imported {
            vec![by("import", Event::Drafted(Box::new(text.clone())))]
        } else {
            cleared(&text)
        };
        let mut published = publishes(&text.digest());
        if let Event::Published(one) = &mut published {
            one.published_on = on;
            one.imported = imported;
            one.read = one.read.take().filter(|_| !imported);
        }
        entries.push(by("publisher", published));
        entries
    };
    let due = |entries: &[item::Entry]| {
        item::explain_by(&fold(entries), &calendar, &periods).map(|last| last.date())
    };
    assert_eq!(due(&of("normative", false)), Some(date(2026, 2, 25)));
    assert_eq!(due(&of("general", false)), None);
    assert_eq!(due(&of("explanation", false)), None);
    assert_eq!(due(&of("normative", true)), None);
    let whole = of("normative", false);
    assert_eq!(due(&whole[..whole.len() - 1]), None, "not public yet");
    let mut repealed = whole.clone();
    repealed.push(by("publisher", crate::play::repeals()));
    assert_eq!(due(&repealed), None);
}

/// P-10: the document that repeals another is told in words and linked.
#[test]
fn a_repeal_tells_its_document() {
    let by_number = Content {
        document_number: "甲商发〔2026〕9号".into(),
        ..content("摊位管理办法", SourceClass::Proactive)
    };
    let item = Reference {
        organ: "QA".into(),
        id: "Y".into(),
    };
    let repeal = Repeal::by_document(&by_number, item.clone());
    assert_eq!(repeal.by, "《摊位管理办法》（甲商发〔2026〕9号）");
    assert_eq!(repeal.item, Some(item.clone()));
    let plain = Repeal::by_document(&content("办法", SourceClass::Proactive), item.clone());
    assert_eq!(plain.by, "《办法》");
    let text = content("旧办法", SourceClass::Proactive);
    let mut entries = cleared(&text);
    entries.push(by("publisher", publishes(&text.digest())));
    entries.push(by("publisher", Event::Repealed(repeal)));
    let state = fold(&entries);
    assert_eq!(state.repealed_by, Some(item));
    assert_eq!(state.validity, Validity::Repealed);
}
