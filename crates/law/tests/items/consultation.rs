//! 意见征集 and 采纳情况: how long a draft is out (S-10), and every opinion accounted for (S-11).

use jiff::civil::{Date, date};
use law::{
    item::{
        self, Accounts, Change, Content, Event, Facts, Gist, Named, Publication, Reference,
        Schedule, Settings, SourceClass, Standing, State, Taken, Tie, fold,
    },
    personal, publication,
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{ROUND, by, content, reads, stands, submits};

/// The day of the example: 30 days end on 2026-04-01, day 1 being 03-03.
const DAY: Date = date(2026, 3, 2);
const END: Date = date(2026, 4, 1);

type Said = Vec<(String, Rule)>;

fn said(field: &str, rule: Rule) -> Said {
    vec![(field.into(), rule)]
}

fn against(state: &State, post: Post, event: &Event, on: Date, known: &[Standing]) -> Said {
    let posts = [post];
    let id = match post {
        Post::Clerk => "author",
        _ => "publisher",
    };
    let facts = Facts {
        now: on.at(9, 0, 0, 0),
        passages: &[],
        unread: &[],
        standing: known,
        personal: &personal::Settings::default(),
        settings: &Settings::default(),
    };
    let person = Person { id, posts: &posts };
    let found = item::judge(state, person, event, &facts);
    found.into_iter().map(|one| (one.place, one.id)).collect()
}

/// A draft out for comment.
fn asking(until: Option<Date>, short: &str) -> Content {
    Content {
        kind: Some("consultation".into()),
        made_on: date(2026, 3, 1),
        comments_until: until,
        comments_short: short.into(),
        ..content("摊位管理办法（征求意见稿）", SourceClass::Proactive)
    }
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

fn publication(content: &Content, on: Date, change: Option<&str>) -> Event {
    Event::Published(Publication {
        index_number: "QA/2026-00001".into(),
        published_on: on,
        channels: Vec::new(),
        validity: None,
        imported: false,
        read: Some(content.digest()),
        exception: String::new(),
        change: change.map(|note| Change {
            note: note.into(),
            major: true,
        }),
    })
}

/// S-10: 30 days from the day of publication; the day itself never counts; for less with a reason; never none.
#[test]
fn a_draft_is_out_for_thirty_days_or_says_why_not() {
    assert_eq!(publication::comments_end(DAY), END);
    let short = said("comments_short", Rule::S_10);
    let never = said("comments_until", Rule::S_10);
    let table = [
        (date(2026, 4, 2), "", vec![]),
        (END, "", vec![]),
        (date(2026, 3, 31), "", short.clone()),
        (date(2026, 3, 31), "  ", short.clone()),
        (date(2026, 3, 31), "汛期将至，须在四月前施行", vec![]),
        (date(2026, 3, 3), "汛期将至", vec![]),
        (DAY, "汛期将至", never),
    ];
    for (until, why, expected) in table {
        let text = asking(Some(until), why);
        let state = fold(&cleared(&text));
        let found = against(
            &state,
            Post::Publisher,
            &publication(&text, DAY, None),
            DAY,
            &[],
        );
        assert_eq!(found, expected, "{until} {why}");
    }
}

/// S-10: scheduled, the days are counted from the day of its minute.
#[test]
fn a_schedule_counts_from_its_minute() {
    for (until, expected) in [
        (date(2026, 4, 3), vec![]),
        (date(2026, 4, 2), vec![]),
        (END, said("comments_short", Rule::S_10)),
    ] {
        let text = asking(Some(until), "");
        let state = fold(&cleared(&text));
        let event = Event::Scheduled(Schedule {
            at: date(2026, 3, 3).at(8, 0, 0, 0),
            read: Some(text.digest()),
            exception: String::new(),
            change: None,
        });
        let found = against(&state, Post::Publisher, &event, DAY, &[]);
        assert_eq!(found, expected, "{until}");
    }
}

/// S-10: what is public can be put off; it is never ended in the past; it is counted from its first publication.
#[test]
fn a_term_that_runs_can_be_put_off() {
    let first = asking(Some(END), "");
    let later = date(2026, 3, 20);
    for (until, why, expected) in [
        (date(2026, 4, 10), "", vec![]),
        // The text is changed and the end is not: nothing is counted anew.
        (END, "", vec![]),
        (date(2026, 3, 31), "", said("comments_short", Rule::S_10)),
        (date(2026, 3, 20), "已无必要", vec![]),
        (
            date(2026, 3, 19),
            "已无必要",
            said("comments_until", Rule::S_10),
        ),
    ] {
        let change = Content {
            summary: "摊位管理".into(),
            ..asking(Some(until), why)
        };
        let mut entries = cleared(&first);
        entries.push(by("publisher", publication(&first, DAY, None)));
        entries.push(by("author", Event::Revised(Box::new(change.clone()))));
        entries.extend(cleared(&change).split_off(1));
        let event = publication(&change, later, Some("延长期限"));
        let found = against(&fold(&entries), Post::Publisher, &event, later, &[]);
        assert_eq!(found, expected, "{until} {why}");
    }
    // After the end a change that leaves it alone is no new end.
    let change = Content {
        summary: "摊位管理".into(),
        ..first.clone()
    };
    let mut entries = cleared(&first);
    entries.push(by("publisher", publication(&first, DAY, None)));
    entries.push(by("author", Event::Revised(Box::new(change.clone()))));
    entries.extend(cleared(&change).split_off(1));
    let after = date(2026, 4, 20);
    let event = publication(&change, after, Some("更正错字"));
    let found = against(&fold(&entries), Post::Publisher, &event, after, &[]);
    assert_eq!(found, []);
}

/// S-10, S-11: a consultation says until when; what is none says nothing of it.
#[test]
fn a_consultation_says_until_when() {
    let drafts = |content: Content| {
        let event = Event::Drafted(Box::new(content));
        against(&State::default(), Post::Clerk, &event, DAY, &[])
    };
    let until = said("comments_until", Rule::S_10);
    assert_eq!(drafts(asking(Some(END), "")), []);
    assert_eq!(drafts(asking(None, "")), until);
    assert_eq!(drafts(asking(Some(date(2026, 3, 1)), "")), until);
    let general = |content: Content| Content {
        kind: Some("general".into()),
        ..content
    };
    assert_eq!(drafts(general(asking(Some(END), ""))), until);
    assert_eq!(drafts(general(asking(None, "汛期将至"))), until);
    assert_eq!(drafts(general(asking(None, ""))), []);
    let told = Content {
        gists: vec![gist("降低摊位费", Some(Taken::Adopted), "", 2)],
        ..asking(Some(END), "")
    };
    assert_eq!(drafts(told), said("gists", Rule::S_11));
    let long = "因".repeat(501);
    assert_eq!(
        drafts(asking(Some(END), &long)),
        said("comments_short", Rule::A_12_2)
    );
}

fn gist(text: &str, outcome: Option<Taken>, reason: &str, opinions: u32) -> Gist {
    Gist {
        text: text.into(),
        outcome,
        reason: reason.into(),
        opinions,
    }
}

fn named() -> Named {
    Named {
        tie: Tie::Answers,
        item: Reference {
            organ: "QA".into(),
            id: "X".into(),
        },
    }
}

/// Three opinions that say one thing, one that says another, one set aside.
fn accounts() -> Accounts {
    let groups = [("降低摊位费".to_string(), 3), ("保留夜市".to_string(), 1)];
    Accounts {
        until: Some(END),
        open: 0,
        refused: 1,
        groups: groups.into(),
        answered: false,
    }
}

fn standing(accounts: Accounts) -> Standing {
    Standing {
        accounts: Some(accounts),
        made_on: date(2026, 3, 1),
        ..stands(named())
    }
}

fn result(gists: Vec<Gist>) -> Content {
    Content {
        kind: Some("adoption".into()),
        gists,
        ties: vec![named()],
        ..content("摊位管理办法意见采纳情况", SourceClass::Proactive)
    }
}

fn whole() -> Vec<Gist> {
    vec![
        gist("降低摊位费", Some(Taken::Adopted), "", 3),
        gist("保留夜市", Some(Taken::NotAdopted), "与道路通行规定不符", 1),
    ]
}

/// S-11: the last day before the result, and the numbers of opinions, groups and reasons.
#[test]
fn every_opinion_is_accounted_for_before_the_result_goes_out() {
    let ended = date(2026, 4, 2);
    let sent = |content: &Content, accounts: Accounts, on: Date| {
        let state = fold(&cleared(content));
        let event = publication(content, on, None);
        against(&state, Post::Publisher, &event, on, &[standing(accounts)])
    };
    let gists = || said("gists", Rule::S_11);
    assert_eq!(accounts().received(), 5);
    let fits = result(whole());
    assert_eq!(sent(&fits, accounts(), ended), []);
    assert_eq!(sent(&fits, accounts(), END), said("answers", Rule::S_11));
    let open = Accounts {
        open: 1,
        ..accounts()
    };
    assert_eq!(sent(&fits, open, ended), gists());
    let mut other = accounts();
    other.groups.insert("降低摊位费".into(), 4);
    assert_eq!(sent(&fits, other, ended), gists(), "a number");
    let mut other = accounts();
    other.groups.insert("增加公厕".into(), 1);
    assert_eq!(sent(&fits, other, ended), gists(), "a group not told");
    let mut other = accounts();
    other.groups.remove("保留夜市");
    assert_eq!(sent(&fits, other, ended), gists(), "a group of nobody");
    for (outcome, reason, fine) in [
        (Some(Taken::Adopted), "", true),
        (Some(Taken::Partly), "", false),
        (Some(Taken::Partly), "只在周末", true),
        (Some(Taken::NotAdopted), " ", false),
        (None, "再议", false),
    ] {
        let mut some = whole();
        some[1].outcome = outcome;
        some[1].reason = reason.into();
        let found = sent(&result(some), accounts(), ended);
        let expected = if fine { Vec::new() } else { gists() };
        assert_eq!(found, expected, "{outcome:?} {reason}");
    }
    let twice = Accounts {
        answered: true,
        ..accounts()
    };
    assert_eq!(sent(&fits, twice, ended), said("answers", Rule::S_11));
    // Nobody said anything: there is nothing to account for.
    let nobody = Accounts {
        until: Some(END),
        ..Accounts::default()
    };
    assert_eq!(nobody.received(), 0);
    assert_eq!(sent(&result(Vec::new()), nobody, ended), []);
}

/// S-11: a result is of one consultation, of the organ's own.
#[test]
fn a_result_names_its_one_consultation() {
    let drafts = |known: Standing| {
        let event = Event::Drafted(Box::new(result(whole())));
        against(&State::default(), Post::Clerk, &event, DAY, &[known])
    };
    let answers = said("answers", Rule::S_11);
    assert_eq!(drafts(standing(accounts())), []);
    assert_eq!(
        drafts(standing(Accounts {
            until: None,
            ..accounts()
        })),
        answers
    );
    assert_eq!(
        drafts(Standing {
            accounts: None,
            ..standing(accounts())
        }),
        answers
    );
    assert_eq!(
        drafts(Standing {
            own: false,
            ..standing(accounts())
        }),
        answers
    );
    // A draft may name none yet; it is not sent on its way.
    let bare = Content {
        ties: Vec::new(),
        ..result(whole())
    };
    let event = Event::Drafted(Box::new(bare.clone()));
    assert_eq!(
        against(&State::default(), Post::Clerk, &event, DAY, &[]),
        []
    );
    let state = fold(&[by("author", event)]);
    let found = against(&state, Post::Clerk, &submits(&bare.digest()), DAY, &[]);
    assert_eq!(found, answers);
}

/// What is told of opinions is written out, once, within its length.
#[test]
fn gists_are_written_once() {
    let drafts = |gists: Vec<Gist>| {
        let event = Event::Drafted(Box::new(result(gists)));
        let known = [standing(accounts())];
        against(&State::default(), Post::Clerk, &event, DAY, &known).len()
    };
    let of = |text: &str| gist(text, None, "", 1);
    assert_eq!(drafts(vec![of("保留夜市"), of("降低摊位费")]), 0);
    assert_eq!(drafts(vec![of("保留夜市"), of(" 保留夜市 ")]), 1);
    assert_eq!(drafts(vec![of(" ")]), 1);
    assert_eq!(drafts(vec![of(&"夜".repeat(200))]), 0);
    assert_eq!(drafts(vec![of(&"夜".repeat(201))]), 1);
    let long = |many| gist("保留夜市", None, &"因".repeat(many), 1);
    assert_eq!(drafts(vec![long(500)]), 0);
    assert_eq!(drafts(vec![long(501)]), 1);
    let many = |many: u32| (0..many).map(|at| of(&at.to_string())).collect();
    assert_eq!(drafts(many(200)), 0);
    assert_eq!(drafts(many(201)), 1);
}

/// Readers name what they read: every particular of it is in the digest, and texts of before keep theirs.
#[test]
fn the_digest_holds_what_is_said_of_opinions() {
    let plain = content("摊位管理办法（征求意见稿）", SourceClass::Proactive);
    let with = |change: fn(&mut Content)| {
        let mut other = plain.clone();
        change(&mut other);
        other.digest()
    };
    let told = |change: fn(&mut Gist)| {
        let mut one = whole().remove(1);
        change(&mut one);
        Content {
            gists: vec![one],
            ..plain.clone()
        }
        .digest()
    };
    let all = [
        plain.digest(),
        with(|one| one.comments_until = Some(END)),
        with(|one| one.comments_until = Some(DAY)),
        with(|one| one.comments_short = "汛期将至".into()),
        told(|_| ()),
        told(|one| one.text.push('！')),
        told(|one| one.outcome = None),
        told(|one| one.outcome = Some(Taken::Partly)),
        told(|one| one.reason.clear()),
        told(|one| one.opinions = 2),
    ];
    let different: std::collections::BTreeSet<String> =
        all.iter().map(|one| one.as_str().to_string()).collect();
    assert_eq!(different.len(), all.len());
    for taken in Taken::ALL {
        assert_eq!(Taken::of(taken.code()), Some(taken));
        assert_eq!(taken.leaves_out(), taken != Taken::Adopted);
        assert!(!taken.zh().is_empty());
    }
}
