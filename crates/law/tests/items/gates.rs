//! Each gate by itself: what it keeps from the public, at which acts, and what passes it.

use jiff::civil::date;
use law::{
    item::{
        self, Entry, Event, Named, Passage, Reference, Settings, SourceClass, State, Status, Tie,
        Unread, gates,
        kinds::{self, Comments},
    },
    readings::{Person, Post},
    rule::Rule,
};

use crate::play::{
    ROUND, TODAY, act, brought_to, by, content, judge, judge_whole, publishes, reads, submits,
};

/// The acts on a text's way to the public, each with a state in which a fresh hand may do it.
const WAY: [(&str, &str); 5] = [
    ("submitted_for_review", "draft"),
    ("checked", "review_head"),
    ("reviewed", "review_secrecy"),
    ("signed_off", "review_leader"),
    ("published", "cleared"),
];

const ANYBODY: Person = Person {
    id: "fresh",
    posts: &Post::ALL,
};

fn against(state: &State, event: &Event, passages: &[Passage]) -> Vec<(Rule, String)> {
    judge(state, ANYBODY, event, &Settings::default(), passages)
        .into_iter()
        .map(|finding| (finding.id, finding.place))
        .collect()
}

/// S-13: what an explanation names.
fn explains() -> Named {
    Named {
        tie: Tie::Explains,
        item: Reference {
            organ: "QA".into(),
            id: "X".into(),
        },
    }
}

fn rules(state: &State, event: &Event, passages: &[Passage]) -> Vec<Rule> {
    against(state, event, passages)
        .into_iter()
        .map(|(rule, _)| rule)
        .collect()
}

/// An item whose content was forced to be something else before its state, as an earlier program may have taken it.
fn forced(state: &str, change: impl Fn(&mut item::Content)) -> State {
    let mut entries = brought_to(state);
    let mut text = None;
    for entry in &mut entries {
        if let Event::Revised(content) = &mut entry.event {
            change(content);
            text = Some(content.digest());
        }
        if let Some(text) = &text {
            named(entry, text);
        }
    }
    item::fold(&entries)
}

fn named(entry: &mut Entry, text: &law::readings::Digest) {
    let read = Some(text.clone());
    match &mut entry.event {
        Event::SubmittedForReview(submission) => submission.read = read,
        Event::Checked(given) | Event::Reviewed(given) | Event::SignedOff(given) => {
            given.read = read;
        }
        Event::Published(publication) => publication.read = read,
        _ => {}
    }
}

/// Every act of the way passes with a text that has nothing against it; so what follows is the gate's doing.
#[test]
fn a_plain_text_passes_every_gate() {
    let plain = [Passage::new("body", "各市场：摊位应当整洁。")];
    for (kind, state) in WAY {
        let item = item::fold(&brought_to(state));
        assert_eq!(against(&item, &act(kind, &item), &plain), [], "{kind}");
    }
}

/// S-8: what is classed 依申请公开 or 不予公开 goes nowhere, whoever has read it, and an old act that published it bars it.
#[test]
fn the_gate_of_the_source_class() {
    for class in [SourceClass::OnRequest, SourceClass::Withheld] {
        for (kind, state) in WAY {
            let item = forced(state, |content| content.source_class = class);
            assert!(
                rules(&item, &act(kind, &item), &[]).contains(&Rule::S_8),
                "{class:?} {kind}"
            );
        }
        let now = content("甲", class);
        let text = now.digest();
        let mut entries = vec![by("author", Event::Drafted(Box::new(now)))];
        entries.push(by("author", submits(&text)));
        for (post, reader) in ROUND {
            entries.push(by(reader, reads(post, &text)));
        }
        assert_eq!(item::fold(&entries).status, Status::Cleared);
        entries.push(by("publisher", publishes(&text)));
        assert_eq!(item::fold(&entries).status, Status::Barred, "{class:?}");
        assert_eq!(gates::class(class).map(|found| found.id), Some(Rule::S_8));
    }
    assert_eq!(gates::class(SourceClass::Proactive), None);
}

/// S-3: a mark of secrecy is refused where it is first entered and at every act after it, in every place.
#[test]
fn the_gate_of_the_secrecy_mark() {
    let mut way = vec![("drafted", "nothing"), ("revised", "draft")];
    way.extend(WAY);
    for (kind, state) in way {
        let item = item::fold(&brought_to(state));
        for (place, text) in [
            ("body", "机密★10年\n关于某事的通知"),
            ("title", "机密★10年"),
            ("attachments/1", "秘密★5年\n附件正文"),
            ("attachments/1", "名单\t机密★10年\t备注"),
            ("attachments/1/name", "绝密★30年.pdf"),
        ] {
            let found = against(&item, &act(kind, &item), &[Passage::new(place, text)]);
            assert!(!found.is_empty(), "{kind} {place}");
            for (rule, at) in found {
                assert_eq!(rule, Rule::S_3, "{kind} {place}");
                assert!(at.starts_with(place), "{at} names {place}");
            }
        }
    }
    // No reason lifts it.
    let mut entries = brought_to("draft");
    let text = item::fold(&entries).text().cloned().unwrap();
    let mut event = submits(&text);
    if let Event::SubmittedForReview(submission) = &mut event {
        submission.lawful_reason = "依法公开".into();
    }
    let state = item::fold(&entries);
    let marked = [Passage::new("body", "机密★10年")];
    assert!(rules(&state, &event, &marked).contains(&Rule::S_3));
    entries.push(by("author", event));
    assert!(rules(&item::fold(&entries), &act("checked", &state), &marked).contains(&Rule::S_3));
}

/// S-3: in a title or the name of a file a mark stands before or behind other words, in a text alone in its line.
#[test]
fn a_mark_is_looked_for_where_it_stands() {
    let found = |place: &str, text: &str| -> Vec<String> {
        let found = item::gates::secrecy(&[Passage::new(place, text)]);
        found.into_iter().map(|finding| finding.place).collect()
    };
    for place in ["title", "attachments/1/name"] {
        assert_eq!(found(place, "某方案（机密）").len(), 1, "{place}");
    }
    for place in ["summary", "body", "attachments/1"] {
        assert!(found(place, "某方案（机密）").is_empty(), "{place}");
    }
    // Cells are looked at where no line is marked; a line keeps its number.
    assert_eq!(found("body", "名单\t备注\n机密★10年"), ["body line 2"]);
}

/// where somebody lives stops a text where it stands beside his name, and is shown to people where it does not.
#[test]
fn an_address_is_somebody_s_beside_his_name() {
    let stops = |text: &str| {
        let passages = [Passage::new("body", text)];
        let settings = law::personal::Settings::default();
        let found = item::gates::personal(&passages, crate::play::TODAY, &settings, "");
        found
            .iter()
            .filter(|finding| finding.severity == law::finding::Severity::Error)
            .count()
    };
    let home = "阳光小区13栋2单元501室";
    assert_eq!(stops(&format!("户主：张三，{home}")), 1);
    assert_eq!(stops(home), 0);
    let apart = format!("户主：张三，邮箱 zhang.san@example.com\n{home}");
    assert_eq!(stops(&apart), 0);
    // The mobile of a duty list is for people to decide.
    assert_eq!(stops("值班电话13800138000"), 0);
    assert_eq!(stops("联系电话13800138000"), 1);
}

/// what somebody suffers from and that he is a child stop a text beside him; what is public of an organisation is no find.
#[test]
fn an_illness_and_a_child_stop_a_text_and_a_public_code_does_not() {
    let found = |text: &str| {
        let passages = [Passage::new("body", text)];
        let settings = law::personal::Settings::default();
        item::gates::personal(&passages, crate::play::TODAY, &settings, "")
    };
    let stops = |text: &str| {
        let error = |one: &law::finding::Finding| one.severity == law::finding::Severity::Error;
        found(text).iter().filter(|one| error(one)).count()
    };
    let mail = "邮箱 zhang.san@example.com";
    assert_eq!(stops(mail), 0);
    assert!(stops(&format!("确诊肺病，{mail}")) > 0);
    assert!(stops(&format!("未成年人，{mail}")) > 0);
    assert!(found("统一社会信用代码91110000600037341L").is_empty());
}

/// personal data stops a text; a recorded reason lifts some of it, and never a number of identity or of a telephone.
#[test]
fn the_gate_of_personal_data() {
    let identity = [Passage::new("body", "张三，身份证号11010519491231002X")];
    let mobile = [Passage::new("body", "联系人手机13800138000")];
    let passport = [Passage::new("body", "持护照E12345678入境")];
    for (kind, state) in WAY {
        let item = item::fold(&brought_to(state));
        for passages in [&identity, &mobile, &passport] {
            let found = rules(&item, &act(kind, &item), passages);
            assert!(
                !found.is_empty() && found.iter().all(|rule| *rule == Rule::Q_20),
                "{kind} {passages:?}: {found:?}"
            );
        }
    }
    let mut entries = brought_to("draft");
    let state = item::fold(&entries);
    let mut event = submits(state.text().unwrap());
    if let Event::SubmittedForReview(submission) = &mut event {
        submission.lawful_reason = "出入境证件挂失公告，依法应当载明".into();
    }
    assert_eq!(rules(&state, &event, &passport), Vec::<Rule>::new());
    assert!(rules(&state, &event, &identity).contains(&Rule::Q_20));
    assert!(rules(&state, &event, &mobile).contains(&Rule::Q_20));
    // The reason goes with the text to its readers and to its publisher, and falls when the text is changed.
    entries.push(by("author", event));
    let text = state.text().cloned().unwrap();
    for (post, reader) in ROUND {
        let now = item::fold(&entries);
        assert_eq!(
            rules(&now, &reads(post, &text), &passport),
            Vec::<Rule>::new(),
            "{post:?}"
        );
        assert!(rules(&now, &reads(post, &text), &identity).contains(&Rule::Q_20));
        entries.push(by(reader, reads(post, &text)));
    }
    let now = item::fold(&entries);
    assert_eq!(
        rules(&now, &publishes(&text), &passport),
        Vec::<Rule>::new()
    );
    assert!(rules(&now, &publishes(&text), &mobile).contains(&Rule::Q_20));
    let changed = content("另一文本", SourceClass::Proactive);
    entries.push(by("author", Event::Revised(Box::new(changed))));
    let now = item::fold(&entries);
    assert!(rules(&now, &act("submitted_for_review", &now), &passport).contains(&Rule::Q_20));
}

/// content stands under a head of Article 20, where it is entered and before it goes on its way.
#[test]
fn the_gate_of_the_missing_head() {
    let mut headless = content("甲", SourceClass::Proactive);
    headless.head = 0;
    let nothing = item::fold(&[]);
    let found = against(&nothing, &Event::Drafted(Box::new(headless)), &[]);
    assert_eq!(found, [(Rule::A_20, "head".into())]);
    for (kind, state) in WAY {
        for head in [0, 16] {
            let item = forced(state, |content| content.head = head);
            let found = against(&item, &act(kind, &item), &[]);
            assert_eq!(found, [(Rule::A_20, "head".into())], "{kind} {head}");
        }
    }
    // A kind stands under its own heads.
    let item = forced("draft", |content| {
        content.kind = Some("budget".into());
        content.head = 1;
    });
    let found = against(&item, &act("submitted_for_review", &item), &[]);
    assert_eq!(found, [(Rule::A_20, "head".into())]);
    let item = forced("draft", |content| {
        content.kind = Some("budget".into());
        content.head = 7;
    });
    assert_eq!(against(&item, &act("submitted_for_review", &item), &[]), []);
}

/// P-8: what a kind asks for is there, for every kind and every field that it asks for.
#[test]
fn the_gate_of_the_kind_s_fields() {
    let mut tried = 0;
    for kind in kinds::all() {
        let whole = |content: &mut item::Content| {
            content.column = kind.column;
            content.kind = Some(kind.code.into());
            content.head = kind.heads.first().copied().unwrap_or(0);
            content.document_number = "甲商〔2026〕3号".into();
            content.ties = if kind.explains {
                vec![explains()]
            } else if kind.comments == Some(Comments::Answered) {
                vec![Named {
                    tie: Tie::Answers,
                    ..explains()
                }]
            } else {
                Vec::new()
            };
            content.comments_until = kind
                .required
                .iter()
                .any(|(field, _)| *field == "comments_until")
                .then_some(date(2026, 4, 20));
        };
        for (way, state) in WAY {
            let item = forced(state, whole);
            assert_eq!(
                against(&item, &act(way, &item), &[]),
                [],
                "{} {way}",
                kind.code
            );
        }
        for (field, rule) in &kind.required {
            // A day it was made on stands in every content; a head is the gate above.
            if ["made_on", "head"].contains(field) {
                continue;
            }
            tried += 1;
            let item = forced("draft", |content| {
                whole(content);
                match *field {
                    "title" => content.title = " ".into(),
                    "summary" => content.summary.clear(),
                    "document_number" => content.document_number.clear(),
                    "body" => content.body_html.clear(),
                    "comments_until" => content.comments_until = None,
                    other => panic!("{other}"),
                }
            });
            let found = against(&item, &act("submitted_for_review", &item), &[]);
            assert_eq!(found, [(*rule, (*field).into())], "{} {field}", kind.code);
        }
    }
    assert!(tried >= 3 * kinds::all().len());
    // A day after today is none (P-11).
    let item = forced("draft", |content| {
        content.made_on = TODAY.tomorrow().unwrap()
    });
    let found = against(&item, &act("submitted_for_review", &item), &[]);
    assert_eq!(found, [(Rule::P_11, "made_on".into())]);
}

/// what is read, submitted or published is the text as it stands.
#[test]
fn the_gate_of_the_text_that_was_read() {
    for (kind, state) in WAY {
        let item = item::fold(&brought_to(state));
        let mut entry = by("fresh", act(kind, &item));
        named(&mut entry, &"00ff".into());
        let found = against(&item, &entry.event, &[]);
        assert!(
            found.contains(&(Rule::A_17, "read".into())),
            "{kind}: {found:?}"
        );
    }
    // It is published on the day on which it is published (P-11).
    let item = item::fold(&brought_to("cleared"));
    let mut event = act("published", &item);
    if let Event::Published(publication) = &mut event {
        publication.published_on = TODAY.yesterday().unwrap();
    }
    assert_eq!(
        against(&item, &event, &[]),
        [(Rule::P_11, "published_on".into())]
    );
}

/// S-1: what no program can read waits until the secrecy reviewer has looked and said so; nobody else's word is enough.
#[test]
fn the_gate_of_what_no_program_can_read() {
    let picture = [Unread {
        place: "attachments/1".into(),
        part: "picture".into(),
    }];
    let against = |state: &State, event: &Event| -> Vec<(Rule, String)> {
        judge_whole(state, ANYBODY, event, &Settings::default(), (&[], &picture))
            .into_iter()
            .map(|finding| (finding.id, finding.place))
            .collect()
    };
    let looked = vec![(Rule::S_1, "looked".to_string())];
    for (kind, state, expected) in [
        ("submitted_for_review", "draft", vec![]),
        ("checked", "review_head", vec![]),
        ("reviewed", "review_secrecy", looked.clone()),
        ("signed_off", "review_leader", vec![]),
        ("published", "cleared", looked.clone()),
    ] {
        let item = item::fold(&brought_to(state));
        assert_eq!(against(&item, &act(kind, &item)), expected, "{kind}");
    }
    // With the statement both pass, and it falls with the text and with a new round.
    let says = |words: &str| {
        let mut entries = brought_to("review_secrecy");
        let state = item::fold(&entries);
        let text = state.text().cloned().unwrap();
        let mut event = reads(Post::Secrecy, &text);
        if let Event::Reviewed(given) = &mut event {
            given.looked = words.into();
        }
        let found = against(&state, &event);
        entries.push(by("secrecy", event));
        entries.push(by("leader", reads(Post::Leader, &text)));
        (found, entries, text)
    };
    let (found, _, _) = says("  ");
    assert_eq!(found, looked, "a blank is no statement");
    let (found, mut entries, text) = says("附件为会场照片，不涉密，无个人信息");
    assert_eq!(found, []);
    let cleared = item::fold(&entries);
    assert_eq!(against(&cleared, &publishes(&text)), []);
    // Sent back, it says nothing of the text.
    let item = item::fold(&brought_to("review_secrecy"));
    let mut back = act("reviewed", &item);
    if let Event::Reviewed(given) = &mut back {
        given.opinion = law::readings::Opinion::Return;
    }
    assert_eq!(against(&item, &back), []);
    let changed = content("另一文本", SourceClass::Proactive);
    entries.push(by("author", Event::Revised(Box::new(changed))));
    let now = item::fold(&entries);
    assert_eq!(now.looked, "");
    entries.pop();
    entries.push(by("author", submits(&text)));
    assert_eq!(item::fold(&entries).looked, "");
    // A statement about another text is none about this one.
    let mut other = act("reviewed", &item);
    if let Event::Reviewed(given) = &mut other {
        given.read = Some("00ff".into());
        given.looked = "看过".into();
    }
    let mut entries = brought_to("review_secrecy");
    entries.push(by("secrecy", other));
    assert_eq!(item::fold(&entries).looked, "");
    assert_eq!(
        (
            gates::looks(&[Post::SectionHead, Post::Secrecy, Post::Leader]),
            gates::looks(&[Post::SectionHead, Post::Leader]),
            gates::looks(&[])
        ),
        (Some(Post::Secrecy), Some(Post::Leader), None)
    );
}
