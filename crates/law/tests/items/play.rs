//! Items brought to a state by acts, each person by the hand he had in it.

use jiff::civil::{Date, DateTime, date};
use law::{
    finding::Finding,
    item::{
        self, Accounts, Change, Content, Dropped, Entry, Event, Facts, Given, Kind, Named, Passage,
        Publication, Repeal, Restoration, Schedule, Settings, SourceClass, Standing, State,
        Submission, Suspension, Tie, Unread, Withdrawal,
    },
    personal,
    readings::{Digest, Opinion, Person, Post},
};

/// The day on which the items of the tests were made, and the one on which they are judged.
pub const MADE: Date = date(2026, 3, 2);
pub const TODAY: Date = date(2026, 3, 10);
pub const NOW: DateTime = TODAY.at(9, 0, 0, 0);

/// A notice that lacks nothing.
pub fn content(title: &str, class: SourceClass) -> Content {
    Content {
        column: item::Column::Content,
        head: 1,
        kind: Some("general".into()),
        title: title.into(),
        document_number: String::new(),
        made_on: MADE,
        summary: "摊位管理要求".into(),
        body_html: "<p>各市场：</p>".into(),
        source_class: class,
        attachments: Vec::new(),
        in_force_from: None,
        in_force_until: None,
        ties: Vec::new(),
        origin: None,
        masking: None,
        comments_until: None,
        comments_short: String::new(),
        gists: Vec::new(),
    }
}

pub fn by(person: &str, event: Event) -> Entry {
    Entry {
        on: MADE,
        by: person.into(),
        event,
    }
}

/// A reading of a text by a post, agreeing.
pub fn reads(post: Post, text: &Digest) -> Event {
    gives(
        post,
        Given {
            opinion: Opinion::Agree,
            basis: "不涉密".into(),
            read: Some(text.clone()),
            exception: String::new(),
            looked: String::new(),
        },
    )
}

pub fn gives(post: Post, given: Given) -> Event {
    match Kind::reading_of(post) {
        Some(Kind::Checked) => Event::Checked(given),
        Some(Kind::Reviewed) => Event::Reviewed(given),
        _ => Event::SignedOff(given),
    }
}

pub fn submits(text: &Digest) -> Event {
    Event::SubmittedForReview(Submission {
        read: Some(text.clone()),
        lawful_reason: String::new(),
    })
}

pub fn publishes(text: &Digest) -> Event {
    Event::Published(Publication {
        index_number: "QA/2026-00001".into(),
        published_on: TODAY,
        channels: vec!["portal".into()],
        validity: None,
        imported: false,
        read: Some(text.clone()),
        exception: String::new(),
        change: None,
    })
}

/// A text in place of the public one, with a word on what changed.
pub fn replaces(text: &Digest) -> Event {
    let Event::Published(publication) = publishes(text) else {
        unreachable!()
    };
    Event::Published(Publication {
        change: Some(what_changed()),
        ..publication
    })
}

pub fn schedules(text: &Digest) -> Event {
    Event::Scheduled(Schedule {
        at: NOW.date().at(15, 0, 0, 0),
        read: Some(text.clone()),
        exception: String::new(),
        change: Some(what_changed()),
    })
}

pub fn what_changed() -> Change {
    Change {
        note: "摊位费标准有变化".into(),
        major: true,
    }
}

/// The persons of a round: who wrote it and who reads it.
pub const ROUND: [(Post, &str); 3] = [
    (Post::SectionHead, "head"),
    (Post::Secrecy, "secrecy"),
    (Post::Leader, "leader"),
];

/// An item's acts up to a state of the table. Before it all three read an earlier text, which was revised since.
pub fn brought_to(state: &str) -> Vec<Entry> {
    if state == "nothing" {
        return Vec::new();
    }
    let class = match state {
        "draft_on_request" => SourceClass::OnRequest,
        "draft_withheld" | "barred" => SourceClass::Withheld,
        _ => SourceClass::Proactive,
    };
    let now = content("关于规范摊位管理的通知", class);
    let text = now.digest();
    if state == "barred" {
        let mut old = publishes(&text);
        if let Event::Published(publication) = &mut old {
            publication.read = None;
        }
        return vec![
            by("author", Event::Drafted(Box::new(now))),
            by("publisher", old),
        ];
    }
    let earlier = content("摊位管理", SourceClass::Proactive);
    let mut entries = vec![by("author", Event::Drafted(Box::new(earlier.clone())))];
    entries.push(by("author", submits(&earlier.digest())));
    for (post, reader) in ROUND {
        entries.push(by(reader, reads(post, &earlier.digest())));
    }
    entries.push(by("author", Event::Revised(Box::new(now))));
    let readings = match state {
        "draft" | "draft_on_request" | "draft_withheld" => return entries,
        "review_head" => 0,
        "review_secrecy" | "returned" => 1,
        "review_leader" => 2,
        _ => 3,
    };
    entries.push(by("author", submits(&text)));
    for (post, reader) in &ROUND[..readings] {
        entries.push(by(reader, reads(*post, &text)));
    }
    match state {
        "returned" => entries.push(by(
            "secrecy",
            gives(
                Post::Secrecy,
                Given {
                    opinion: Opinion::Return,
                    basis: "附件含身份证号".into(),
                    read: Some(text),
                    exception: String::new(),
                    looked: String::new(),
                },
            ),
        )),
        "published" | "repealed" | "withdrawn" | "suspended" => {
            entries.push(by("publisher", publishes(&text)));
            match state {
                "repealed" => entries.push(by("publisher", repeals())),
                "withdrawn" => entries.push(by("publisher", withdraws())),
                "suspended" => entries.push(by("scan", suspends())),
                _ => {}
            }
        }
        "scheduled" => entries.push(by("publisher", schedules(&text))),
        "changing" | "changing_read" => {
            entries.push(by("publisher", publishes(&text)));
            let changed = content("关于调整摊位管理的通知", SourceClass::Proactive);
            let text = changed.digest();
            entries.push(by("author", Event::Revised(Box::new(changed))));
            if state == "changing_read" {
                entries.push(by("author", submits(&text)));
                for (post, reader) in ROUND {
                    entries.push(by(reader, reads(post, &text)));
                }
            }
        }
        _ => {}
    }
    entries
}

pub fn repeals() -> Event {
    Event::Repealed(Repeal {
        item: None,
        reason: "被新办法代替".into(),
        by: String::new(),
    })
}

pub fn suspends() -> Event {
    Event::Suspended(Suspension {
        reason: "查出身份证号".into(),
        found: Vec::new(),
    })
}

pub fn restores() -> Event {
    Event::Restored(Restoration {
        reason: "是统一社会信用代码，不是身份证号".into(),
    })
}

pub fn withdraws() -> Event {
    Event::Withdrawn(Withdrawal {
        reason: "附件有误".into(),
    })
}

/// An act of a kind that lacks nothing, about the item as it stands.
pub fn act(kind: &str, state: &State) -> Event {
    let text = state.text().cloned().unwrap_or_else(|| "00".into());
    let written = || {
        Box::new(content(
            "关于规范摊位管理的补充通知",
            SourceClass::Proactive,
        ))
    };
    match kind {
        "drafted" => Event::Drafted(written()),
        "revised" => Event::Revised(written()),
        "submitted_for_review" => submits(&text),
        "checked" => reads(Post::SectionHead, &text),
        "reviewed" => reads(Post::Secrecy, &text),
        "signed_off" => reads(Post::Leader, &text),
        "published" if state.public.is_some() => replaces(&text),
        "published" => publishes(&text),
        "scheduled" => schedules(&text),
        "unscheduled" => Event::Unscheduled(Dropped::default()),
        "discarded" => Event::Discarded(Dropped::default()),
        "suspended" => suspends(),
        "restored" => restores(),
        "repealed" => repeals(),
        "withdrawn" => withdraws(),
        other => panic!("{other}"),
    }
}

/// The posts that a role of the office holds in the making of an item.
pub fn posts(role: &str) -> &'static [Post] {
    match role {
        "clerk" => &[Post::Clerk],
        "head" => &[Post::SectionHead],
        "reviewer" => &[Post::Secrecy],
        "leader" => &[Post::Leader],
        "publisher" => &[Post::Publisher, Post::Clerk],
        "legal" | "disclosure_head" | "supervisor" | "admin" => &[],
        other => panic!("{other}"),
    }
}

/// What a text names is an own public document of the day before; a consultation on which nobody said anything.
pub fn stands(named: Named) -> Standing {
    let heard = Accounts {
        until: Some(MADE),
        ..Accounts::default()
    };
    Standing {
        title: "摊位管理办法".into(),
        itself: false,
        own: true,
        shown: true,
        repealed: false,
        made_on: date(2026, 3, 1),
        accounts: (named.tie == Tie::Answers).then_some(heard),
        named,
    }
}

/// What the law says against an act today; `passages` is what would become public.
pub fn judge(
    state: &State,
    person: Person,
    event: &Event,
    settings: &Settings,
    passages: &[Passage],
) -> Vec<Finding> {
    judge_whole(state, person, event, settings, (passages, &[]))
}

/// The same where parts of it cannot be read by any program.
pub fn judge_whole(
    state: &State,
    person: Person,
    event: &Event,
    settings: &Settings,
    (passages, unread): (&[Passage], &[Unread]),
) -> Vec<Finding> {
    let ties = state.content.as_ref().map(|content| content.ties.clone());
    let standing: Vec<Standing> = ties.unwrap_or_default().into_iter().map(stands).collect();
    let facts = Facts {
        now: NOW,
        passages,
        unread,
        standing: &standing,
        personal: &personal::Settings::default(),
        settings,
    };
    item::judge(state, person, event, &facts)
}
