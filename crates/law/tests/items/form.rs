//! What is wrong with an item as it is entered: each refusal by its field, its rule and its words, and the value beside it that is
//! taken (A-12.2, A-20, P-3, P-8, P-11, F-D0).

use jiff::civil::date;
use law::{
    finding::Finding,
    item::{Entered, faults},
    rule::Rule,
};

use crate::play::TODAY;

/// A notice under head 1 that lacks nothing.
const WHOLE: Entered<'static> = Entered {
    column: "content",
    head: 1,
    kind: "general",
    title: "关于规范摊位管理的通知",
    document_number: "",
    made_on: Some(TODAY),
    summary: "摊位管理要求",
    holds_text: true,
    source_class: "proactive",
    in_force_from: None,
    in_force_until: None,
    comments_until: None,
    comments_short: "",
    gists: &[],
};

fn only(entered: &Entered) -> Option<Finding> {
    let mut found = faults(entered, TODAY);
    assert!(found.len() < 2, "{found:?}");
    found.pop()
}

/// Field, rule, Chinese and English words of the one thing that is wrong.
fn said(entered: &Entered) -> (String, Rule, String, String) {
    let found = only(entered).unwrap_or_else(|| panic!("nothing is wrong with {entered:?}"));
    (found.place, found.id, found.zh, found.en)
}

#[test]
fn what_lacks_nothing_is_taken() {
    assert_eq!(faults(&WHOLE, TODAY), []);
}

#[test]
fn each_field_that_is_missing_is_asked_for_by_its_name() {
    let normative = Entered {
        kind: "normative",
        document_number: "青商〔2026〕9号",
        ..WHOLE
    };
    assert_eq!(only(&normative), None);
    for (entered, field, rule, zh, en) in [
        (
            Entered {
                title: "　 ",
                ..WHOLE
            },
            "title",
            Rule::A_12_2,
            "请填写名称",
            "Enter a title",
        ),
        (
            Entered {
                summary: "",
                ..WHOLE
            },
            "summary",
            Rule::A_12_2,
            "请填写内容概述",
            "Enter a summary",
        ),
        (
            Entered {
                made_on: None,
                ..WHOLE
            },
            "made_on",
            Rule::A_12_2,
            "请填写成文日期",
            "Enter the date it was made",
        ),
        (
            Entered {
                holds_text: false,
                ..WHOLE
            },
            "body",
            Rule::A_24,
            "请填写正文或者上传附件",
            "Enter a text or attach a file",
        ),
        (
            Entered {
                holds_text: false,
                kind: "clarification",
                ..WHOLE
            },
            "body",
            Rule::A_6,
            "请填写正文或者上传附件",
            "Enter a text or attach a file",
        ),
        (
            Entered {
                document_number: "",
                ..normative
            },
            "document_number",
            Rule::P_8,
            "请填写文号",
            "Enter the document number",
        ),
        (
            Entered {
                source_class: "",
                ..WHOLE
            },
            "source_class",
            Rule::S_8,
            "请选择公开属性",
            "Choose the disclosure class",
        ),
        (
            Entered {
                kind: "nothing",
                ..WHOLE
            },
            "kind",
            Rule::P_3,
            "没有这个信息种类，或者它不属于所选的栏目",
            "There is no such kind of item, or it does not belong to the column",
        ),
        (
            Entered {
                kind: "guide",
                ..WHOLE
            },
            "kind",
            Rule::P_3,
            "没有这个信息种类，或者它不属于所选的栏目",
            "There is no such kind of item, or it does not belong to the column",
        ),
        (
            Entered {
                column: "news",
                ..WHOLE
            },
            "column",
            Rule::P_3,
            "请选择栏目",
            "Choose a column",
        ),
    ] {
        assert_eq!(said(&entered), (field.into(), rule, zh.into(), en.into()));
    }
    // Where the kind is unknown, what every kind asks for is asked for all the same.
    let unknown = Entered {
        kind: "nothing",
        title: "",
        summary: "",
        ..WHOLE
    };
    let fields: Vec<String> = faults(&unknown, TODAY)
        .into_iter()
        .map(|one| one.place)
        .collect();
    assert_eq!(fields, ["title", "summary", "kind"]);
}

/// A paper is made today at the latest (P-11).
#[test]
fn the_day_it_was_made_has_been() {
    for (made_on, taken) in [
        (date(1949, 10, 1), true),
        (date(2026, 3, 9), true),
        (TODAY, true),
        (date(2026, 3, 11), false),
    ] {
        let entered = Entered {
            made_on: Some(made_on),
            ..WHOLE
        };
        let found = only(&entered);
        assert_eq!(found.is_none(), taken, "{made_on}");
        if let Some(found) = found {
            assert_eq!((found.place.as_str(), found.id), ("made_on", Rule::P_11));
            assert_eq!(found.zh, "成文日期不能晚于今天");
        }
    }
}

/// The heads of Article 20 are 1 to 15, and a kind stands under its own.
#[test]
fn an_item_stands_under_a_head_of_its_kind() {
    let choose = Some("请选择《条例》第二十条的公开事项");
    for (column, kind, head, expected) in [
        ("content", "general", 1, None),
        ("content", "general", 15, None),
        ("content", "general", 0, choose),
        ("content", "general", 16, choose),
        ("content", "budget", 7, None),
        ("content", "budget", 0, choose),
        (
            "content",
            "budget",
            1,
            Some("“预算、决算”应归入第二十条第（7）项"),
        ),
        (
            "content",
            "budget",
            15,
            Some("“预算、决算”应归入第二十条第（7）项"),
        ),
        ("content", "budget", 16, choose),
        ("content", "enforcement", 6, None),
        (
            "content",
            "enforcement",
            7,
            Some("“其他行政执法决定”应归入第二十条第（5）、（6）项"),
        ),
        // The other columns know no heads; a head that is none is refused there too.
        ("guide", "guide", 0, None),
        ("guide", "guide", 15, None),
        ("guide", "guide", 16, choose),
    ] {
        let entered = Entered {
            column,
            kind,
            head,
            ..WHOLE
        };
        let found = only(&entered);
        assert_eq!(
            found.as_ref().map(|one| one.zh.as_str()),
            expected,
            "{kind} {head}"
        );
        if let Some(found) = found {
            assert_eq!((found.place.as_str(), found.id), ("head", Rule::A_20));
        }
    }
    let english = Entered {
        kind: "enforcement",
        head: 7,
        ..WHOLE
    };
    assert_eq!(
        said(&english).3,
        "This kind of item stands under head 5 or 6 of Art. 20"
    );
}

/// Trap 32: the year of a document number stands in 〔〕; what is no document number is left alone.
#[test]
fn the_year_of_a_number_stands_in_its_own_brackets() {
    for (number, better) in [
        ("青商[2026]9号", Some("青商〔2026〕9号")),
        ("青商［2026］9号", Some("青商〔2026〕9号")),
        ("青商【2026】9号", Some("青商〔2026〕9号")),
        ("青商（2026）9号", Some("青商〔2026〕9号")),
        ("青商(2026)9号", Some("青商〔2026〕9号")),
        ("青商﹝２０２６﹞9号", Some("青商〔2026〕9号")),
        (" 青商[2026]9号 ", Some("青商〔2026〕9号")),
        ("青商〔2026〕9号", None),
        ("[2026]9号", None),
        ("青商[26]9号", None),
        ("青商[20260]9号", None),
        ("青商[2026]9", None),
        ("GB/T 9704（党政机关公文格式）", None),
        ("青商2026年9号", None),
    ] {
        let entered = Entered {
            document_number: number,
            ..WHOLE
        };
        let Some(better) = better else {
            assert_eq!(only(&entered), None, "{number}");
            continue;
        };
        let expected = (
            "document_number".to_string(),
            Rule::F_D0,
            format!("文号的年份用六角括号〔〕括入，请写作“{better}”"),
            format!("The year of a document number stands in 〔〕: write {better}"),
        );
        assert_eq!(said(&entered), expected, "{number}");
    }
}

#[test]
fn the_longest_text_is_taken_and_one_character_more_is_not() {
    for (field, most, zh, en) in [
        ("title", 200, "名称", "a title"),
        ("summary", 500, "内容概述", "a summary"),
        ("document_number", 80, "文号", "the document number"),
        (
            "comments_short",
            500,
            "期限较短的理由",
            "The reason for a short term",
        ),
    ] {
        let of = |length: usize| "字".repeat(length);
        let with = |text: &str| {
            let mut entered = WHOLE;
            // A text lives as long as the question.
            let text: &'static str = Box::leak(text.to_string().into_boxed_str());
            match field {
                "title" => entered.title = text,
                "summary" => entered.summary = text,
                "comments_short" => {
                    entered.kind = "consultation";
                    entered.comments_until = Some(date(2027, 12, 31));
                    entered.comments_short = text;
                }
                _ => entered.document_number = text,
            }
            entered
        };
        assert_eq!(only(&with(&of(most))), None, "{field}");
        let more = most + 1;
        let expected = (
            field.to_string(),
            Rule::A_12_2,
            format!("{zh}不能超过{most}字，现有{more}字"),
            format!("{en} can have at most {most} characters; it has {more}"),
        );
        assert_eq!(said(&with(&of(more))), expected);
    }
}
