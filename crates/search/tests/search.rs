//! Goldens on an index in memory; `folder` is about one on disk.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::collections::BTreeSet;

use search::{Doc, Index, Level, Query, Sort, Standing};

fn doc(id: &str, title: &str, body: &str) -> Doc {
    Doc {
        organ: "A".into(),
        id: id.into(),
        kind: "item".into(),
        column: "content".into(),
        title: title.into(),
        body: body.into(),
        year: 2025,
        validity: "valid".into(),
        published_on: "2025-03-04".into(),
        ..Doc::default()
    }
}

fn filled(docs: &[Doc]) -> Index {
    let index = Index::in_memory().unwrap();
    index.put(docs).unwrap();
    index.commit("A", 1).unwrap();
    index
}

fn ids(index: &Index, text: &str) -> Vec<String> {
    let query = Query {
        text: text.into(),
        limit: 100,
        ..Query::default()
    };
    index
        .search(&query)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

/// What holds every term as it was typed.
fn set(index: &Index, text: &str) -> BTreeSet<String> {
    let found = at(index, text, Level::Exact);
    let set: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(set.len(), found.len(), "a document was found twice");
    set
}

/// The hits of one level.
fn at(index: &Index, text: &str, level: Level) -> Vec<String> {
    let query = Query {
        text: text.into(),
        limit: 100,
        ..Query::default()
    };
    let hits = index.search(&query).unwrap().hits.into_iter();
    hits.filter(|hit| hit.level == level)
        .map(|hit| hit.id)
        .collect()
}

#[test]
fn what_matches() {
    let index = filled(&[
        doc(
            "guide",
            "云川县自然资源局政府信息公开指南",
            "依申请公开的受理机构。电话 0871-12345678。",
        ),
        doc(
            "rule",
            "《云川县土地征收补偿办法》",
            "根据《中华人民共和国土地管理法》第四十七条制定。",
        ),
        Doc {
            document_number: "云政规〔2025〕7号".into(),
            ..doc("number", "关于收费的通知", "2024年度收费标准见附件PDF")
        },
        doc("end", "会议纪要", "会议讨论了公开。申请事项另行研究，第5条"),
    ]);
    let cases: [(&str, &[&str]); 26] = [
        ("信息公开", &["guide"]),
        ("政府信息公开指南", &["guide"]),
        ("资源局政府", &["guide"]),
        ("公开", &["guide", "end"]),
        ("土地征收补偿办法", &["rule"]),
        ("根据中华人民共和国土地管理法第四十七条", &["rule"]),
        ("云政规〔2025〕7号", &["number"]),
        ("云政规[2025]7号", &["number"]),
        ("云政规２０２５", &["number"]),
        ("2024年", &["number"]),
        ("2024年度收费", &["number"]),
        ("2024", &["number"]),
        ("202", &[]),
        ("pdf", &["number"]),
        ("附件pdf", &["number"]),
        ("收", &["rule", "number"]),
        ("件", &["number"]),
        ("第5条", &["end"]),
        ("第5", &["end"]),
        ("0871-12345678", &["guide"]),
        ("公开 指南", &["guide"]),
        ("公开 收费", &[]),
        ("公开申请", &[]),
        ("不存在的话", &[]),
        ("龘", &[]),
        ("***", &[]),
    ];
    for (text, expected) in cases {
        let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(set(&index, text), expected, "{text}");
    }
}

#[test]
fn title_before_text_and_newest_first() {
    let index = filled(&[
        Doc {
            published_on: "2025-12-01".into(),
            ..doc("text", "通知", "各单位报送应急预案，应急预案应当公开。")
        },
        Doc {
            published_on: "2024-01-01".into(),
            ..doc("title", "云川县应急预案", "全文")
        },
        Doc {
            published_on: "2025-06-01".into(),
            ..doc(
                "once",
                "会议",
                "会上提到了应急预案以及许多别的事情，内容很长，此处从略",
            )
        },
    ]);
    assert_eq!(ids(&index, "应急预案"), ["title", "text", "once"]);
    let newest = Query {
        text: "应急预案".into(),
        sort: Sort::Date,
        ..Query::default()
    };
    let found: Vec<String> = index
        .search(&newest)
        .unwrap()
        .hits
        .into_iter()
        .map(|h| h.id)
        .collect();
    assert_eq!(found, ["text", "once", "title"]);
    assert_eq!(ids(&index, ""), ["text", "once", "title"]);
    let second = Query {
        text: "应急预案".into(),
        offset: 1,
        limit: 1,
        ..Query::default()
    };
    let page = index.search(&second).unwrap();
    assert_eq!(
        (page.total, page.hits.len(), page.hits[0].id.as_str()),
        (3, 1, "text")
    );
}

#[test]
fn facets_count_under_the_other_filters() {
    let index = filled(&[
        doc("1", "公开一", ""),
        Doc {
            organ: "B".into(),
            year: 2024,
            ..doc("2", "公开二", "")
        },
        Doc {
            organ: "B".into(),
            validity: "repealed".into(),
            ..doc("3", "公开三", "")
        },
        Doc {
            column: "rules".into(),
            ..doc("4", "别的", "")
        },
    ]);
    let shown = |query: &Query| {
        let found = index.search(query).unwrap();
        let list = |facets: &[search::FacetCount]| {
            facets
                .iter()
                .map(|f| format!("{}:{}", f.value, f.count))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let f = &found.facets;
        format!(
            "{} | {} | {} | {} | {} | {}",
            found.total,
            list(&f.organ),
            list(&f.column),
            list(&f.year),
            list(&f.validity),
            list(&f.kind)
        )
    };
    let all = Query {
        text: "公开".into(),
        ..Query::default()
    };
    assert_eq!(
        shown(&all),
        "3 | B:2 A:1 | content:3 | 2025:2 2024:1 | valid:2 repealed:1 | item:3"
    );
    let one = Query {
        organ: Some("B".into()),
        ..all.clone()
    };
    assert_eq!(
        shown(&one),
        "2 | B:2 A:1 | content:2 | 2025:1 2024:1 | repealed:1 valid:1 | item:2"
    );
    let two = Query {
        year: Some(2024),
        ..one
    };
    assert_eq!(
        shown(&two),
        "1 | B:1 | content:1 | 2025:1 2024:1 | valid:1 | item:1"
    );
    let none = Query {
        organ: Some("' OR 1".into()),
        ..all
    };
    assert_eq!(index.search(&none).unwrap().total, 0);
}

#[test]
fn a_hit_is_marked_where_it_matched() {
    let index = filled(&[Doc {
        summary: "本文件规定收费".into(),
        ..doc(
            "1",
            "<i>收费标准</i>",
            "第一段。\n\n  本县\t收费标准 如下 & 其他",
        )
    }]);
    let found = index
        .search(&Query {
            text: "收费标准".into(),
            ..Query::default()
        })
        .unwrap();
    assert_eq!(
        found.hits[0].title_html,
        "&lt;i&gt;<mark>收费标准</mark>&lt;/i&gt;"
    );
    assert_eq!(
        found.hits[0].snippet_html,
        "第一段。 本县 <mark>收费标准</mark> 如下 &amp; 其他"
    );
}

/// 防汛预案 found nothing where 防汛应急预案 stood: words run together, in either order, beside a phrase.
#[test]
fn words_run_together_find_what_has_them_apart() {
    let index = filled(&[
        doc("plan", "县防汛应急预案", "全文"),
        doc("phrase", "通知", "各单位修订防汛预案"),
        doc("half", "县抗旱预案", "全文"),
        doc("other", "年度报告", "没有相干的内容"),
    ]);
    assert_eq!(ids(&index, "防汛预案"), ["phrase", "plan", "half"]);
    assert_eq!(at(&index, "防汛预案", Level::Words), ["plan"]);
    assert_eq!(at(&index, "防汛预案", Level::Part), ["half"]);
    assert_eq!(ids(&index, "应急防汛"), ["plan", "phrase"]);
    assert_eq!(at(&index, "\"应急预案\" 县", Level::Exact), ["plan"]);
    assert_eq!(at(&index, "\"应急预案\"汛", Level::Exact), ["plan"]);
    assert_eq!(at(&index, "\"防汛预案\"修订全文", Level::Words), [""; 0]);
    assert_eq!(ids(&index, "渔业捕捞"), [""; 0]);
    assert_eq!(ids(&index, "龘"), [""; 0]);
}

#[test]
fn the_results_say_what_was_done() {
    let index = filled(&[
        doc("1", "依申请公开的收费标准", "每件如何计费"),
        doc("2", "公开收费", "收费"),
    ]);
    let query = Query {
        text: "依申请公开怎么收费".into(),
        ..Query::default()
    };
    let found = index.search(&query).unwrap();
    let levels: Vec<(Level, usize)> = found
        .levels
        .iter()
        .map(|level| (level.level, level.count))
        .collect();
    assert_eq!(
        levels,
        [(Level::Exact, 0), (Level::Words, 1), (Level::Part, 1)]
    );
    assert_eq!(found.words, ["依申请公开", "收费"]);
    assert_eq!(
        found.hits[0].title_html,
        "<mark>依申请公开</mark>的<mark>收费</mark>标准"
    );
    assert_eq!(found.hits[1].title_html, "<mark>公开收费</mark>");
}

/// Pages go on where the one before ended, whatever level that was in; nothing twice, nothing lost.
#[test]
fn pages_run_through_the_levels() {
    let docs: Vec<Doc> = (0..7)
        .map(|n| doc(&format!("a{n}"), "防汛预案", ""))
        .chain((0..8).map(|n| doc(&format!("b{n}"), "防汛应急预案", "")))
        .chain((0..30).map(|n| doc(&format!("c{n:02}"), "地震预案", "")))
        .collect();
    let index = filled(&docs);
    let mut all = Vec::new();
    for page in 0..10 {
        let query = Query {
            text: "防汛预案".into(),
            offset: page * 5,
            limit: 5,
            ..Query::default()
        };
        let found = index.search(&query).unwrap();
        assert_eq!(found.total, 45);
        assert_eq!(found.facets.organ[0].count, 45);
        all.extend(found.hits.into_iter().map(|hit| hit.id));
    }
    let once: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), once.len()), (45, 45));
    assert!(all[..7].iter().all(|id| id.starts_with('a')));
    assert!(all[7..15].iter().all(|id| id.starts_with('b')));
}

/// With a screenful of the phrase itself nothing looser is shown; and a filter does not widen what is looked for.
#[test]
fn a_screenful_of_the_phrase_is_enough() {
    let docs: Vec<Doc> = (0..20)
        .map(|n| Doc {
            organ: if n == 0 { "B" } else { "A" }.into(),
            ..doc(&format!("a{n}"), "防汛预案", "")
        })
        .chain((0..5).map(|n| Doc {
            organ: "B".into(),
            ..doc(&format!("b{n}"), "防汛应急预案", "")
        }))
        .collect();
    let index = filled(&docs);
    let all = Query {
        text: "防汛预案".into(),
        ..Query::default()
    };
    assert_eq!(index.search(&all).unwrap().total, 20);
    let of_b = Query {
        organ: Some("B".into()),
        ..all
    };
    let found = index.search(&of_b).unwrap();
    assert_eq!((found.total, found.facets.organ[1].count), (1, 1));
}

#[test]
fn hostile_queries_are_answered() {
    let index = filled(&[doc("1", "公开", "正文a")]);
    let queries = [
        "".into(),
        " ".into(),
        "\"".into(),
        "\"\"".into(),
        "“”".into(),
        "AND OR NOT".into(),
        "title:*".into(),
        "(((".into(),
        "公开~99999".into(),
        "a\0b".into(),
        "\u{202e}开公".into(),
        "公开^1e999".into(),
        "[* TO *]".into(),
        "\\".into(),
        "公".repeat(10_000),
        "公 ".repeat(10_000),
        "a".repeat(10_000),
        "\"公 ".repeat(5_000),
        "😀".repeat(50),
        "İ".into(),
        "é\u{301}".into(),
        "𠮷".into(),
        "<script>alert(1)</script>".into(),
        "'; DROP TABLE acts; --".into(),
    ];
    for text in queries {
        for limit in [0, 1, usize::MAX] {
            let query = Query {
                text: text.clone(),
                limit,
                offset: limit,
                ..Query::default()
            };
            let found = index.search(&query).unwrap();
            assert!(
                found
                    .hits
                    .iter()
                    .all(|hit| !hit.title_html.contains("<script"))
            );
        }
    }
    let long = Query {
        text: "公".repeat(10_000),
        ..Query::default()
    };
    assert!(index.search(&long).unwrap().cut);
}

#[test]
fn hostile_documents_are_taken_in() {
    let index = filled(&[
        doc("long", &"长".repeat(50_000), &"字母abc".repeat(20_000)),
        doc("word", "x", &"a".repeat(300_000)),
        doc("odd", "\0\u{feff}\u{202e}", "é\u{301}😀𠮷"),
    ]);
    assert_eq!(index.count(), 3);
    assert_eq!(ids(&index, "字母abc字母"), ["long"]);
    assert_eq!(ids(&index, "𠮷"), ["odd"]);
}

#[test]
fn replaced_removed_cleared() {
    let index = filled(&[doc("1", "旧标题", ""), doc("2", "另一个标题", "")]);
    index.put(&[doc("1", "新标题", "")]).unwrap();
    assert_eq!(
        at(&index, "旧标题", Level::Exact),
        ["1"],
        "not seen before the commit"
    );
    index.commit("A", 2).unwrap();
    assert!(set(&index, "旧标题").is_empty());
    assert_eq!(at(&index, "新标题", Level::Exact), ["1"]);
    index.remove("A", "1").unwrap();
    index.remove("B", "2").unwrap();
    index.commit("A", 3).unwrap();
    assert_eq!(ids(&index, "标题"), ["2"]);
    index.clear().unwrap();
    assert_eq!((index.count(), index.cursor("A")), (0, 0));
}

/// Totals and facets counted what had been withdrawn, or said something else by now, until the index was told of it.
#[test]
fn what_has_changed_since_is_neither_found_nor_counted() {
    let other = Doc {
        column: "guide".into(),
        ..doc("2", "集市管理办法", "集市")
    };
    let renamed = doc("3", "集市改造方案", "集市");
    let index = filled(&[doc("1", "集市摊位价格", "集市"), other, renamed]);
    let standing = |id: &str, title: Option<&str>| Standing {
        organ: "A".into(),
        id: id.into(),
        title: title.map(str::to_string),
    };
    let query = Query {
        text: "集市".into(),
        changed: vec![
            standing("1", Some("集市摊位价格")),
            standing("2", None),
            standing("3", Some("市场改造方案")),
            standing("4", None),
        ],
        ..Query::default()
    };
    let found = index.search(&query).unwrap();
    assert_eq!((found.hits.len(), found.total), (1, 1));
    assert_eq!(found.hits[0].id, "1");
    let columns: Vec<(&str, u64)> = found
        .facets
        .column
        .iter()
        .map(|facet| (facet.value.as_str(), facet.count))
        .collect();
    assert_eq!(columns, [("content", 1)]);
    assert_eq!(
        found.levels.iter().map(|level| level.count).sum::<usize>(),
        1
    );
}
