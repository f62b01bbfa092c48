//! C.12: what letters of an answer said wrongly when hard cases were played (law.md 9, 10.1).

use law::{
    case::How,
    finding::Severity,
    handling::{Entry, What},
    letter::{Kind, Letter, basis, check, course, recourse},
    outcome::Code,
    signing::{self, Need},
};

use crate::facts::{acts, day};

fn entries(lines: &str) -> Vec<Entry> {
    acts(lines)
        .into_iter()
        .map(|act| Entry {
            what: What::Statutory(act.event),
            on: act.on,
            by: "clerk".into(),
        })
        .collect()
}

/// 补正, 征求意见 and 延期 were mentioned by no answer.
#[test]
fn an_answer_says_what_happened_on_the_way() {
    let lines = "2026-03-02 submitted channel=counter
        2026-03-04 correction_noticed days=15 reached=2026-03-04
        2026-03-10 corrected
        2026-03-12 third_party_asked ref=a
        2026-03-12 third_party_asked ref=b
        2026-03-13 organ_asked ref=c
        2026-03-20 extended days=20 consented=2026-03-20 noticed=2026-03-23";
    let told = "办理过程中，本机关于2026年3月4日告知补正，于2026年3月10日收到补正后的申请，于2026年3月12日书面征求第三方的意见，\
        于2026年3月13日书面征求共同制作机关的意见，于2026年3月23日告知延长答复期限20个工作日";
    assert_eq!(course(&entries(lines), Code::OpenGive), told);
    // What the letter itself says of 补正 is not said twice.
    let unclear = course(&entries(lines), Code::Unclear);
    assert!(
        !unclear.contains("补正") && unclear.contains("征求"),
        "{unclear}"
    );
    let nothing = entries("2026-03-02 submitted channel=counter\n2026-03-03 withdrawn");
    assert_eq!(course(&nothing, Code::Other), "");
}

/// All four kinds of process information were recited; a reply names the one that it is.
#[test]
fn a_reply_names_the_kind_and_recites_no_article() {
    for (code, said, expected) in [
        (
            Code::NoProcess,
            "会议的讨论记录",
            "在履行行政管理职能过程中形成的讨论记录，系过程性信息",
        ),
        (
            Code::NoProcess,
            "尚未定稿",
            "在履行行政管理职能过程中形成的过程性信息",
        ),
        (
            Code::NoInternal,
            "属于后勤管理",
            "后勤管理方面的内部事务信息",
        ),
        (Code::NoInternal, "", "内部事务信息"),
        (Code::NoCasefile, "", "行政执法案卷信息"),
    ] {
        assert_eq!(
            basis::ground_said(code, said).as_deref(),
            Some(expected),
            "{said}"
        );
    }
    assert_eq!(basis::ground_said(Code::OpenGive, ""), None);
    let found = |body: &str| {
        let letter = Letter {
            kind: Kind::Decision(Code::NoProcess),
            title: "答复书",
            number: "云商公开〔2026〕1号",
            addressee: "李明",
            body,
            signature: "云河县商务局",
            date: "2026年3月20日",
            basis: basis::Circumstances::default(),
            recourse: recourse::Circumstances {
                on: day("2026-03-20"),
                disclosed_before: None,
                chosen: None,
                review_body: "云河县人民政府",
                court: "云河县人民法院",
                how: Some(How::Handed),
                site: None,
            },
            facts: &[],
        };
        let found = check(&letter).into_iter();
        found
            .filter(|finding| finding.zh.contains("哪一种"))
            .map(|finding| finding.severity)
            .collect::<Vec<_>>()
    };
    let all = "属于讨论记录、过程稿、磋商信函、请示报告等过程性信息";
    assert_eq!(found(all), [Severity::Error]);
    assert_eq!(found("属于过程性信息"), [Severity::Warning]);
    assert_eq!(found("属于讨论记录，系过程性信息"), []);
}

/// CONFIRM cited Article 36 bare, ABUSE too; MAKE was stopped by the search that NONE asks for.
#[test]
fn each_answer_stands_on_its_own_text_and_needs() {
    let line = |code| basis::line(Kind::Decision(code), &basis::Circumstances::default()).unwrap();
    assert!(line(Code::Confirm).ends_with("答复规范》第四部分第（四）项第5目"));
    assert!(line(Code::Abuse).ends_with("条例》第三十五条"));
    for code in [Code::Confirm, Code::Abuse] {
        assert!(!line(code).contains("第三十六条"), "{code:?}");
    }
    assert!(!signing::needed(Code::Make, &[]).contains(&Need::Search));
    assert!(signing::needed(Code::None, &[]).contains(&Need::Search));
}
