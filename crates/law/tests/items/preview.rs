//! 预览 of what is not public yet (S-1): what may be shown to somebody without an account, for how long, and what its link opens later.

use law::{
    finding::Finding,
    item::{
        self, Facts, Given, Passage, Settings, SourceClass, State, Status, Unread,
        preview::{self, Asked, Opens},
    },
    personal,
    readings::{Digest, Opinion, Post},
};

use crate::play::{NOW, brought_to, by, content, gives, replaces};

const SETTINGS: Settings = Settings {
    publisher_apart: item::Apart::Authors,
    most_suspended: 20,
    most_percent_suspended: 1,
    preview_hours: 72,
    preview_longest_hours: 100,
    small_bureau: false,
};

/// A link for three days to the text as it stands, against which nothing speaks but what is given.
fn asked(text: Option<&Digest>) -> Asked<'_> {
    Asked {
        read: text,
        purpose: "县司法局核对法律依据",
        hours: Some(72),
    }
}

fn refused(asked: &Asked, state: &State, passages: &[Passage], unread: &[Unread]) -> Vec<Finding> {
    let facts = Facts {
        now: NOW,
        passages,
        unread,
        standing: &[],
        personal: &personal::Settings::default(),
        settings: &SETTINGS,
    };
    preview::refused(asked, state, &facts)
}

fn said(found: &[Finding]) -> Vec<(&'static str, &str)> {
    let said = found.iter().map(|one| (one.id.id(), one.place.as_str()));
    said.collect()
}

/// Where an item stands decides first; `-`: it may have a link.
#[test]
fn what_waits_to_become_public_may_be_shown_and_nothing_else() {
    for (state, rule) in [
        ("nothing", "S-1"),
        ("draft", "-"),
        ("draft_on_request", "S-8"),
        ("draft_withheld", "S-8"),
        ("review_head", "-"),
        ("review_secrecy", "-"),
        ("review_leader", "-"),
        ("returned", "S-1"),
        ("cleared", "-"),
        ("scheduled", "-"),
        ("published", "S-1"),
        ("suspended", "S-1"),
        ("repealed", "S-1"),
        ("withdrawn", "W-7"),
        ("barred", "S-8"),
        ("changing", "-"),
        ("changing_read", "-"),
    ] {
        let item = item::fold(&brought_to(state));
        let found = refused(&asked(item.text()), &item, &[], &[]);
        let first = found.first().map_or("-", |one| one.id.id());
        assert_eq!(first, rule, "{state}: {found:?}");
        assert!(found.len() <= 1, "{state}: {found:?}");
    }
}

#[test]
fn a_link_is_for_the_text_that_was_read_for_somebody_and_for_some_hours() {
    let item = item::fold(&brought_to("draft"));
    let other = Digest::from("00");
    let whole = asked(item.text());
    let (long, full) = ("核".repeat(101), "核".repeat(100));
    let rows: [(&str, Asked, &[(&str, &str)]); 10] = [
        ("whole", whole, &[]),
        (
            "no text",
            Asked {
                read: None,
                ..whole
            },
            &[("A-17", "read")],
        ),
        (
            "another text",
            Asked {
                read: Some(&other),
                ..whole
            },
            &[("A-17", "read")],
        ),
        (
            "for nobody",
            Asked {
                purpose: " ",
                ..whole
            },
            &[("S-1", "purpose")],
        ),
        (
            "100 characters",
            Asked {
                purpose: &full,
                ..whole
            },
            &[],
        ),
        (
            "101",
            Asked {
                purpose: &long,
                ..whole
            },
            &[("S-1", "purpose")],
        ),
        (
            "no hours",
            Asked {
                hours: None,
                ..whole
            },
            &[("S-1", "hours")],
        ),
        (
            "none",
            Asked {
                hours: Some(0),
                ..whole
            },
            &[("S-1", "hours")],
        ),
        (
            "the most",
            Asked {
                hours: Some(100),
                ..whole
            },
            &[],
        ),
        (
            "more",
            Asked {
                hours: Some(101),
                purpose: "",
                ..whole
            },
            &[("S-1", "purpose"), ("S-1", "hours")],
        ),
    ];
    for (what, asked, expected) in rows {
        let found = refused(&asked, &item, &[], &[]);
        assert_eq!(said(&found), expected, "{what}: {found:?}");
    }
}

#[test]
fn no_house_lets_a_link_open_longer_than_a_week() {
    for (usual, longest, kept) in [
        (72, 168, (72, 168)),
        (72, 1000, (72, 168)),
        (72, 24, (24, 24)),
        (0, 0, (1, 1)),
        (-5, -5, (1, 1)),
    ] {
        let settings = Settings {
            preview_hours: usual,
            preview_longest_hours: longest,
            ..Settings::default()
        };
        assert_eq!(
            (settings.usual_preview(), settings.longest_preview()),
            kept,
            "{usual} {longest}"
        );
    }
}

/// What keeps a text from the public keeps it from a stranger who checks it: marks (S-3), personal data, what nobody read (S-1).
#[test]
fn what_may_not_be_public_is_shown_to_nobody() {
    let item = item::fold(&brought_to("review_leader"));
    let whole = asked(item.text());
    for (place, text, rule) in [
        ("body", "联系人身份证号11010519491231002X", "Q-20"),
        ("attachments/1", "受助人手机13912345678", "Q-20"),
        ("title", "方案（机密）", "S-3"),
        ("body", "通知\n秘密★5年", "S-3"),
    ] {
        let passages = [Passage::new(place, text)];
        let found = refused(&whole, &item, &passages, &[]);
        assert!(!found.is_empty(), "{place}: {text}");
        for one in &found {
            assert_eq!(one.id.id(), rule, "{found:?}");
        }
    }
    let unread = [Unread {
        place: "attachments/1".into(),
        part: "picture".into(),
    }];
    let found = refused(&whole, &item, &[], &unread);
    assert_eq!(said(&found), [("S-1", "looked")]);
    // Once the reader whose post it is has looked and said so, it may.
    let mut looked = item;
    looked.looked = "照片为空白现场".into();
    assert!(refused(&asked(looked.text()), &looked, &[], &unread).is_empty());
    // A recorded reason lifts what it lifts on the way to the public, and no more.
    let passages = [Passage::new(
        "body",
        "救助名单：王小明，身份证号11010519491231002X",
    )];
    looked.lawful_reason = "依法公示".into();
    assert!(!refused(&asked(looked.text()), &looked, &passages, &[]).is_empty());
}

/// What a link to the text of `made` opens once the item is another.
#[test]
fn a_link_opens_its_text_as_long_as_that_waits() {
    let at = |state: &str| item::fold(&brought_to(state));
    let text = at("draft").text().unwrap().as_str().to_string();
    for (state, opens) in [
        ("nothing", Opens::Nothing),
        ("draft", Opens::Text),
        // By the secrecy reviewer.
        ("returned", Opens::Nothing),
        ("cleared", Opens::Text),
        ("scheduled", Opens::Text),
        ("published", Opens::Public),
        ("repealed", Opens::Public),
        ("suspended", Opens::Nothing),
        ("withdrawn", Opens::Nothing),
        // Another text is on its way by now.
        ("changing", Opens::Changed),
        ("draft_on_request", Opens::Nothing),
    ] {
        assert_eq!(preview::opens(&at(state), &text), opens, "{state}");
    }
    // Sent back by the section head it is a text that is worked on.
    let mut entries = brought_to("review_head");
    let given = Given {
        opinion: Opinion::Return,
        basis: "标题太长".into(),
        read: Some(Digest::from(text.as_str())),
        exception: String::new(),
        looked: String::new(),
    };
    entries.push(by("head", gives(Post::SectionHead, given)));
    let returned = item::fold(&entries);
    assert_eq!(returned.status, Status::Returned);
    assert_eq!(preview::opens(&returned, &text), Opens::Text);
    assert_eq!(preview::opens(&at("cleared"), "00"), Opens::Changed);
    assert_eq!(preview::opens(&at("published"), "00"), Opens::Changed);
    assert_eq!(preview::opens(&at("withdrawn"), "00"), Opens::Nothing);
    // A new version of a public item, read by all and put in its place.
    let mut entries = brought_to("changing_read");
    let changed = content("关于调整摊位管理的通知", SourceClass::Proactive).digest();
    let opens = |entries: &[item::Entry]| preview::opens(&item::fold(entries), changed.as_str());
    assert_eq!(opens(&entries), Opens::Text);
    entries.push(by("publisher", replaces(&changed)));
    assert_eq!(opens(&entries), Opens::Public);
}
