//! Codes that the ledger keeps for ever, the words of people beside them, and the digest by which a text is named.

use law::{
    item::{Attachment, Column, Content, Event, Kind, SourceClass, Status, Validity, stock::What},
    personal,
    readings::{Digest, Post, person_behind, program},
};
use serde_json::json;

use crate::play::content;

#[test]
fn where_an_item_stands() {
    let table = [
        (Status::Draft, "draft", "草稿", "a draft"),
        (Status::InReview, "in_review", "审查中", "under review"),
        (Status::Returned, "returned", "已退回", "sent back"),
        (Status::Cleared, "cleared", "待发布", "cleared"),
        (Status::Published, "published", "已发布", "published"),
        (Status::Withdrawn, "withdrawn", "已撤回", "withdrawn"),
        (Status::Barred, "barred", "不得公开", "kept from the public"),
    ];
    assert_eq!(table.map(|(status, ..)| status), Status::ALL);
    for (status, code, zh, en) in table {
        assert_eq!((status.as_str(), status.zh(), status.en()), (code, zh, en));
        assert_eq!(status.to_string(), code);
        assert_eq!(Status::of(code), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), code);
        for (other, its_code, ..) in table {
            assert_eq!(status == its_code, status == other, "{code} {its_code}");
        }
    }
    assert_eq!(Status::of("public"), None);
}

#[test]
fn columns_classes_and_validity() {
    for (column, code) in [
        (Column::Guide, "guide"),
        (Column::Rules, "rules"),
        (Column::Content, "content"),
        (Column::Reports, "reports"),
    ] {
        assert_eq!((column.as_str(), code.parse()), (code, Ok(column)));
    }
    assert_eq!("news".parse::<Column>(), Err(()));
    for (class, code, zh, en) in [
        (
            SourceClass::Proactive,
            "proactive",
            "主动公开",
            "for publication",
        ),
        (
            SourceClass::OnRequest,
            "on_request",
            "依申请公开",
            "on request only",
        ),
        (SourceClass::Withheld, "withheld", "不予公开", "withheld"),
    ] {
        assert_eq!((class.as_str(), class.zh(), class.en()), (code, zh, en));
        assert_eq!(code.parse(), Ok(class));
    }
    assert_eq!("secret".parse::<SourceClass>(), Err(()));
    for (validity, code) in [
        (Validity::Valid, "valid"),
        (Validity::Repealed, "repealed"),
        (Validity::Expired, "expired"),
        (Validity::Amended, "amended"),
    ] {
        assert_eq!(validity.as_str(), code);
        assert_eq!(serde_json::to_value(validity).unwrap(), code);
    }
}

/// Who does each act, and which of them read and make public (S-7).
#[test]
fn acts_and_posts() {
    use Post::{Clerk, Leader, Publisher, Secrecy, SectionHead};
    let table = [
        ("drafted", "起草", "draft", Clerk, false, false),
        ("revised", "修改", "revise", Clerk, false, false),
        (
            "submitted_for_review",
            "送审",
            "submit",
            Clerk,
            false,
            false,
        ),
        ("checked", "复审", "check", SectionHead, true, false),
        ("reviewed", "保密审查", "review", Secrecy, true, false),
        ("signed_off", "终审", "sign off", Leader, true, false),
        ("scheduled", "定时发布", "schedule", Publisher, false, true),
        (
            "unscheduled",
            "取消定时",
            "take back the schedule",
            Publisher,
            false,
            false,
        ),
        ("published", "发布", "publish", Publisher, false, true),
        (
            "discarded",
            "放弃修改",
            "give up the change",
            Clerk,
            false,
            false,
        ),
        ("suspended", "暂停公开", "suspend", Publisher, false, false),
        ("restored", "恢复公开", "restore", Secrecy, false, false),
        ("repealed", "废止", "repeal", Publisher, false, false),
        ("withdrawn", "撤回", "withdraw", Publisher, false, false),
    ];
    assert_eq!(table.len(), Kind::ALL.len());
    for (kind, (code, zh, en, post, reads, publishes)) in Kind::ALL.into_iter().zip(table) {
        assert_eq!(
            (kind.as_str(), kind.zh(), kind.en(), kind.post()),
            (code, zh, en, post)
        );
        assert_eq!(
            (kind.reads(), kind.publishes()),
            (reads.then_some(post), publishes),
            "{code}"
        );
        if reads {
            assert_eq!(Kind::reading_of(post), Some(kind));
        }
    }
    for post in [Clerk, Post::Legal, Publisher] {
        assert_eq!(Kind::reading_of(post), None, "{post:?} reads no item");
    }
    for (post, code, zh, en) in [
        (Clerk, "clerk", "经办人", "the clerk"),
        (
            SectionHead,
            "section_head",
            "科室负责人",
            "the section head",
        ),
        (Post::Legal, "legal", "法制审核员", "the legal reviewer"),
        (Secrecy, "secrecy", "保密审查员", "the secrecy reviewer"),
        (Leader, "leader", "分管领导", "the leader in charge"),
        (Publisher, "publisher", "发布员", "the publisher"),
    ] {
        assert_eq!((post.as_str(), post.zh(), post.en()), (code, zh, en));
        assert_eq!(Post::of(code), Some(post));
    }
    assert_eq!(Post::of("admin"), None);
}

/// A body as acts hold it is the event, and back; what no act has is refused in words.
#[test]
fn acts_are_read_as_they_were_written() {
    let given = json!({"opinion": "publish", "basis": "不涉密"});
    for (kind, body) in [
        (
            "submitted_for_review",
            json!({"lawful_reason": "已取得同意"}),
        ),
        ("checked", given.clone()),
        (
            "reviewed",
            json!({"opinion": "return", "basis": "附件含身份证号"}),
        ),
        ("signed_off", given.clone()),
        (
            "scheduled",
            json!({"at": "2026-03-10T15:00:00", "read": "ab"}),
        ),
        ("unscheduled", json!({"reason": "改期"})),
        (
            "published",
            json!({"index_number": "QA/2026-00001", "published_on": "2026-03-10", "channels": ["portal"]}),
        ),
        ("discarded", json!({})),
        ("suspended", json!({"reason": "核实中"})),
        ("restored", json!({"reason": "已取得同意"})),
        (
            "repealed",
            json!({"reason": "被新办法代替", "by": "青商〔2026〕9号"}),
        ),
        ("withdrawn", json!({"reason": "附件有误"})),
    ] {
        let event = Event::read(kind, body.clone()).unwrap();
        assert_eq!(event.kind().as_str(), kind);
        assert_eq!(event.body().unwrap(), body, "{kind}");
        let reads = ["checked", "reviewed", "signed_off"].contains(&kind);
        assert_eq!(event.given().is_some(), reads, "{kind}");
    }
    for kind in ["drafted", "revised"] {
        let whole = content("通知", SourceClass::Proactive);
        let body = serde_json::to_value(&whole).unwrap();
        let event = Event::read(kind, body.clone()).unwrap();
        assert_eq!((event.kind().as_str(), event.body().unwrap()), (kind, body));
        assert!(event.given().is_none());
    }
    for (kind, body) in [
        ("answered", json!({})),
        ("checked", json!({"opinion": "agree"})),
        ("published", json!({"index_number": "QA/2026-00001"})),
    ] {
        assert!(Event::read(kind, body).is_err(), "{kind}");
    }
    // Acts of the first version have no list where there are no attachments.
    let old: Content =
        serde_json::from_value(json!({"made_on": "2026-03-02", "attachments": null})).unwrap();
    assert_eq!(old.attachments, []);
    let file =
        json!({"made_on": "2026-03-02", "attachments": [{"hash": "ab", "name": "附件.pdf"}]});
    let one: Content = serde_json::from_value(file).unwrap();
    assert_eq!(one.attachments.len(), 1);
}

/// Computed apart: SHA-256 over each field with its length before it.
#[test]
fn a_text_is_named_by_all_that_the_public_would_see() {
    let plain = "6a7b4eb00ce702f736788a39e7a7771b066f878c0bc5669af8ac9c48115890f5";
    let digest = Digest::of("mingbai.item.1", &["通知", ""]);
    assert_eq!((digest.as_str(), digest.short()), (plain, &plain[..8]));
    assert_eq!(
        Digest::from(format!(" {} ", plain.to_uppercase()).as_str()),
        digest
    );
    assert_eq!(Digest::from("ab").short(), "ab");
    let mut item = content("通知", SourceClass::Proactive);
    assert_eq!(
        item.digest().as_str(),
        "ab36a7281f76a94a61df61164a07442aeb4b3235ab4dde877e499dfe8252719b"
    );
    item.attachments.push(Attachment {
        hash: "ab".into(),
        name: "附件.pdf".into(),
        ..Attachment::default()
    });
    assert_eq!(
        item.digest().as_str(),
        "38073e8d8952c129487ac16851c066fa26d3da43e5342e8d5cbb3b36867ac769"
    );
}

/// A program is the hand of whoever made its token (S-7).
#[test]
fn behind_a_program_stands_who_made_it() {
    assert_eq!(program("T", "M"), "token/T/M");
    for (actor, person) in [
        ("token/T/M", "M"),
        ("token/T", "token/T"),
        ("token/T/", "token/T/"),
        ("M", "M"),
        ("T/M", "T/M"),
    ] {
        assert_eq!(person_behind(actor), person);
    }
}

#[test]
fn finds_of_the_stock_have_names() {
    assert_eq!(
        (What::SecrecyMark.zh(), What::SecrecyMark.en()),
        ("国家秘密标志", "a mark of secrecy")
    );
    let phone = personal::Kind::Mobile;
    let found = What::Personal(phone);
    assert_eq!((found.zh(), found.en()), (phone.zh(), phone.en()));
    assert!(!phone.zh().is_empty() && phone.zh() != phone.en());
}
