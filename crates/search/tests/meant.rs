//! What people mean by what they type: other words, years, numbers, one wrong character, what is to be left out; and titles while
//! they are still typing.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use search::{Doc, Index, Query, Results, Standing, Synonyms};

fn doc(id: &str, title: &str, body: &str) -> Doc {
    Doc {
        organ: "QH01".into(),
        id: id.into(),
        kind: "item".into(),
        title: title.into(),
        body: body.into(),
        year: 2026,
        published_on: "2026-03-04".into(),
        ..Doc::default()
    }
}

fn filled(docs: &[Doc]) -> Index {
    let index = Index::in_memory()
        .unwrap()
        .knowing(Synonyms::shipped().unwrap());
    index.put(docs).unwrap();
    index.commit("QH01", 1).unwrap();
    index
}

fn asked(index: &Index, text: &str) -> Results {
    let query = Query {
        text: text.into(),
        ..Query::default()
    };
    index.search(&query).unwrap()
}

/// What is found at the strictest level that finds something.
fn ids(index: &Index, text: &str) -> Vec<String> {
    let hits = asked(index, text).hits;
    let level = hits.first().map(|hit| hit.level);
    let first = hits.into_iter().filter(|hit| Some(hit.level) == level);
    let mut ids: Vec<String> = first.map(|hit| hit.id).collect();
    ids.sort();
    ids
}

fn county() -> Index {
    filled(&[
        doc("subsidy", "就业补贴申领办法", "吸纳就业的企业可以申领。"),
        doc("flood", "防汛应急预案", "二〇二六年修订。"),
        doc("aid", "最低生活保障标准", "每人每月七百二十元。"),
        Doc {
            document_number: "青政办〔2026〕12号".into(),
            index_number: "QH01/2026-00045".into(),
            ..doc("notice", "关于消防排查的通知", "各单位照此办理。")
        },
        Doc {
            year: 2025,
            published_on: "2025-02-01".into(),
            ..doc("old", "关于放假的通知", "各单位照此办理。")
        },
        Doc {
            files: vec!["岗位需求表.xlsx".into()],
            files_text: "动物医学".into(),
            ..doc("hire", "2026年公开招聘公告", "见附件。")
        },
    ])
}

#[test]
fn what_is_said_otherwise_is_found() {
    let index = county();
    let cases: [(&str, &[&str]); 16] = [
        ("低保标准", &["aid"]),
        ("\"低保\"", &[]),
        ("招考", &["hire"]),
        ("26年公开招聘", &["hire"]),
        ("2026年修订", &["flood"]),
        ("二〇二六年公开招聘", &["hire"]),
        ("防汛應急預案", &["flood"]),
        ("青政办[26]第012号", &["notice"]),
        ("青政办字〔二〇二六〕十二号", &["notice"]),
        ("qh01 2026 45", &["notice"]),
        ("索引号：QH01／2026－00045", &["notice"]),
        ("动物医学", &["hire"]),
        ("岗位需求表", &["hire"]),
        ("通知 -2025", &["notice"]),
        ("通知 -消防", &["old"]),
        ("-通知 －招聘 -最低 -防汛", &["subsidy"]),
    ];
    for (text, expected) in cases {
        assert_eq!(ids(&index, text), expected, "{text}");
    }
    let found = asked(&index, "低保标准");
    assert_eq!(found.meant[0].typed, "低保");
    assert!(
        found.hits[0]
            .title_html
            .contains("<mark>最低生活保障标准</mark>")
    );
    let found = asked(&index, "動物醫學");
    assert!(found.hits[0].snippet_html.contains("<mark>动物医学</mark>"));
}

#[test]
fn one_wrong_character_is_corrected_and_the_answer_says_so() {
    let index = county();
    for (typed, meant) in [
        ("就业补帖", Some("就业补贴")),
        ("防讯预案", Some("防汛预案")),
        ("最低生活保彰标准", Some("最低生活保障标准")),
        ("放汛 应急", Some("防汛 应急")),
        ("就业补贴", None),
        ("龘龘龘", None),
        ("\"就业补帖\"", None),
        ("预案修订", None),
    ] {
        let found = asked(&index, typed);
        assert_eq!(found.corrected.as_deref(), meant, "{typed}");
        assert!(meant.is_none() || found.total > 0, "{typed}");
    }
    let literal = Query {
        text: "就业补帖".into(),
        as_typed: true,
        ..Query::default()
    };
    let found = index.search(&literal).unwrap();
    assert_eq!(found.corrected, None);
}

/// A correction and a suggestion would tell that a document was there.
#[test]
fn what_is_gone_neither_corrects_nor_is_suggested() {
    let index = county();
    let suggested = |changed: Vec<Standing>| {
        let titles = index.suggest("补贴", changed, 8).unwrap();
        titles.into_iter().map(|one| one.title).collect::<Vec<_>>()
    };
    assert_eq!(suggested(Vec::new()), ["就业补贴申领办法"]);
    let gone = Standing {
        organ: "QH01".into(),
        id: "subsidy".into(),
        title: None,
    };
    let query = Query {
        text: "就业补帖".into(),
        changed: vec![gone.clone()],
        ..Query::default()
    };
    assert_eq!(index.search(&query).unwrap().corrected, None);
    assert_eq!(suggested(vec![gone]), Vec::<String>::new());
    index.remove("QH01", "subsidy").unwrap();
    index.commit("QH01", 2).unwrap();
    assert_eq!(asked(&index, "就业补帖").corrected, None);
    assert_eq!(suggested(Vec::new()), Vec::<String>::new());
}

#[test]
fn suggestions_are_titles_that_hold_what_is_typed() {
    let index = county();
    let suggested = |text: &str| {
        let titles = index.suggest(text, Vec::new(), 2).unwrap();
        titles.into_iter().map(|one| one.title).collect::<Vec<_>>()
    };
    assert_eq!(suggested("应急"), ["防汛应急预案"]);
    assert_eq!(suggested("低保"), ["最低生活保障标准"]);
    assert_eq!(suggested("通").len(), 2);
    for nothing in ["", "  ", "照此办理", "***", "-通知"] {
        assert!(suggested(nothing).is_empty(), "{nothing}");
    }
    assert!(suggested(&"补".repeat(5_000)).is_empty());
}
