//! What the checks find, rule by rule: a report that holds, one change, the findings.

use law::{
    finding::Severity,
    report::{Cells, Column, Number, Report, Row, Track, check, fen_of_wan, table2::FEES},
};

/// A report with numbers that hold.
fn whole() -> Report {
    let mut report = Report::empty("甲县乙局", 2026);
    report.table3.set_row(Row::New, row([11, 2, 0, 0, 1, 0]));
    report
        .table3
        .set_row(Row::CarriedIn, row([1, 1, 0, 0, 0, 0]));
    report.table3.set_row(Row::Open, row([7, 2, 0, 0, 0, 0]));
    report.table3.set_row(Row::Part, row([2, 0, 0, 0, 1, 0]));
    report
        .table3
        .set_row(Row::NoProcess, row([0, 1, 0, 0, 0, 0]));
    report.table3.set_row(Row::Other, row([2, 0, 0, 0, 0, 0]));
    report.table3.set_row(Row::Total, row([11, 3, 0, 0, 1, 0]));
    report
        .table3
        .set_row(Row::CarriedOut, row([1, 0, 0, 0, 0, 0]));
    report.table4.set(
        Track::Review,
        [Some(25), Some(3), Some(8), Some(0), Some(36)],
    );
    report.sections.insert(
        "一".into(),
        "本年收到政府信息公开申请14件，上年结转2件，办结15件，结转下年度1件。".into(),
    );
    report.sections.insert(
        "五".into(),
        "目录更新不够及时，已安排专人每月核对，并请业务股室提前一周报送材料清单。".into(),
    );
    report
        .sections
        .insert("六".into(), "未收取信息处理费。".into());
    report
}

fn row(kinds: [i64; 6]) -> [Option<i64>; 7] {
    std::array::from_fn(|at| Some(kinds.get(at).copied().unwrap_or_else(|| kinds.iter().sum())))
}

type Found = (String, Severity, String, Option<String>, Option<String>);

fn found(report: &Report) -> Vec<Found> {
    let mut findings = check::identities(report);
    findings.extend(check::narrative(report));
    shown(findings)
}

fn shown(findings: Vec<law::finding::Finding>) -> Vec<Found> {
    findings
        .into_iter()
        .map(|finding| {
            (
                finding.id.to_string(),
                finding.severity,
                finding.place,
                finding.left,
                finding.right,
            )
        })
        .collect()
}

fn one(id: &str, severity: Severity, place: &str, sides: Option<(&str, &str)>) -> Vec<Found> {
    let (left, right) = sides.unzip();
    vec![(
        id.into(),
        severity,
        place.into(),
        left.map(Into::into),
        right.map(Into::into),
    )]
}

#[test]
fn nothing_is_found_where_everything_holds() {
    assert_eq!(found(&whole()), []);
    assert_eq!(found(&Report::empty("", 2026)), []);
    assert_eq!(
        found(&Report::blank()),
        [],
        "a fragment without rows has no false alarm"
    );
}

#[test]
fn each_rule_by_one_change() {
    use Severity::{Error, Question, Warning};
    type Change = fn(&mut Report);
    let table: Vec<(Change, Vec<Found>)> = vec![
        (
            |r| r.table3.set_row(Row::Part, row([3, 0, 0, 0, 1, 0])),
            [
                one("R-30", Error, "table3/自然人", Some(("12", "11"))),
                one("R-30", Error, "table3/总计", Some(("16", "15"))),
            ]
            .concat(),
        ),
        (
            |r| r.table3.set_row(Row::CarriedOut, row([2, 0, 0, 0, 0, 0])),
            [
                one("R-31", Error, "table3/自然人", Some(("12", "13"))),
                one("R-31", Error, "table3/总计", Some(("16", "17"))),
                one("R-35", Warning, "sections/一", Some(("1", "2"))),
            ]
            .concat(),
        ),
        (
            |r| r.table3.set(Row::NoSecret, Column::Total, Some(1)),
            [
                one("R-30", Error, "table3/总计", Some(("16", "15"))),
                one(
                    "R-32",
                    Error,
                    "table3/三、（三）不予公开 1.属于国家秘密",
                    Some(("0", "1")),
                ),
            ]
            .concat(),
        ),
        (
            |r| r.table3.set(Row::Repeat, Column::Other, None),
            one("R-34", Error, "table3/三、（五）不予处理 2.重复申请", None),
        ),
        (|r| r.table3.remove(Row::Unclear), vec![]),
        (
            |r| r.table3.remove(Row::Other),
            [
                one("R-30", Question, "table3/自然人", Some(("9", "11"))),
                one("R-30", Question, "table3/总计", Some(("13", "15"))),
            ]
            .concat(),
        ),
        (
            |r| {
                r.table4.set(
                    Track::Review,
                    [Some(25), Some(3), Some(8), Some(0), Some(35)],
                )
            },
            one("R-50", Error, "table4/行政复议", Some(("36", "35"))),
        ),
        (
            |r| r.table2.set_fees(Some("1.2345678".into())),
            vec![(
                "R-22".into(),
                Error,
                format!("table2/{FEES}"),
                Some("1.2345678".into()),
                None,
            )],
        ),
        (
            |r| r.table2.set_fees(Some("-1".into())),
            vec![(
                "R-22".into(),
                Error,
                format!("table2/{FEES}"),
                Some("-1".into()),
                None,
            )],
        ),
        (
            |r| r.table2.set_decisions("行政许可", Some(-1)),
            one("R-22", Error, "table2/行政许可", None),
        ),
        (
            |r| r.table2.set_decisions("行政许可", None),
            one("R-22", Warning, "table2/行政许可", None),
        ),
        (
            |r| r.table2.set_documents("规章", [Some(0), Some(0), Some(6)]),
            one("R-24", Warning, "table2/规章", None),
        ),
        (
            |r| {
                r.organ = "丙市".into();
                r.table2.set_documents("规章", [Some(1), Some(0), Some(6)]);
            },
            vec![],
        ),
        (
            |r| r.format = "2019".into(),
            one("R-27", Warning, "table2", None),
        ),
        (
            |r| {
                r.table3.set_row(Row::Open, row([5, 2, 0, 0, 0, 0]));
                r.table3.set_row(Row::Other, row([4, 0, 0, 0, 0, 0]));
            },
            one(
                "R-37",
                Warning,
                "table3/三、（六）其他处理 3.其他",
                Some(("4", "15")),
            ),
        ),
        (
            |r| {
                r.table3.set_row(Row::LapseFee, row([2, 0, 0, 0, 0, 0]));
                r.table3.set_row(Row::Open, row([5, 2, 0, 0, 0, 0]));
            },
            vec![], // R-36: cases that lapsed for the fee go with no fee in section six
        ),
        (
            |r| drop(r.sections.insert("一".into(), "字".repeat(1001))),
            [
                one("R-2", Warning, "sections/一", Some(("1001", "1000"))),
                one("R-2", Question, "sections/一", None),
            ]
            .concat(),
        ),
        (
            |r| drop(r.sections.insert("一".into(), "字 \n".repeat(1000))),
            one("R-2", Question, "sections/一", None),
        ),
        (
            |r| drop(r.sections.insert("一".into(), "字 \n".repeat(149))),
            vec![],
        ),
        (
            |r| {
                drop(r.sections.insert(
                    "六".into(),
                    "未收取信息处理费。联系人：李某，13912345678。".into(),
                ))
            },
            one("Q-20", Error, "sections/六:1:17", None),
        ),
        (
            |r| {
                drop(
                    r.sections
                        .insert("六".into(), "未收取信息处理费，电话0795-2506846。".into()),
                )
            },
            vec![],
        ),
        (|r| r.year = Some(2020), one("E-5", Warning, "table2", None)),
        (
            |r| {
                r.table2
                    .set_documents("行政规范性文件", [Some(9), Some(1), Some(7)]);
            },
            one("R-23", Question, "table2/行政规范性文件", Some(("8", "7"))),
        ),
        (
            |r| r.table2.set_fees(Some("1000001".into())),
            vec![(
                "R-22".into(),
                Question,
                format!("table2/{FEES}"),
                Some("1000001".into()),
                None,
            )],
        ),
        (
            |r| {
                let text = r.sections.get_mut("一").unwrap();
                text.push_str("\n其中予以公开10件，部分公开3件。行政复议36件，其中结果维持26件。作出行政处罚决定1件。");
            },
            [
                one("R-35", Question, "sections/一", Some(("10", "9"))),
                one("R-35", Question, "sections/一", Some(("26", "25"))),
                one("R-20", Question, "sections/一", Some(("1", "0"))),
            ]
            .concat(),
        ),
        (
            |r| drop(r.sections.insert("六".into(), "无其他事项。".into())),
            one("R-4", Warning, "sections/六", None),
        ),
        (
            |r| {
                drop(
                    r.sections
                        .insert("一".into(), "共收到政府信息公开申请16件。".into()),
                )
            },
            one("R-35", Warning, "sections/一", Some(("16", "14"))),
        ),
        (
            |r| {
                drop(
                    r.sections
                        .insert("一".into(), "未收到政府信息公开申请。".into()),
                )
            },
            one("R-35", Warning, "sections/一", Some(("0", "14"))),
        ),
    ];
    for (place, (change, expected)) in table.into_iter().enumerate() {
        let mut report = whole();
        change(&mut report);
        assert_eq!(found(&report), expected, "case {place}");
    }
}

#[test]
fn against_last_year() {
    let now = whole();
    let mut last = Report::empty("甲县乙局", 2025);
    last.table3
        .set_row(Row::CarriedOut, row([1, 1, 0, 0, 0, 0]));
    assert_eq!(check::continuity(&now, &last), []);
    // Trap 22: equal in total is not enough.
    last.table3
        .set_row(Row::CarriedOut, row([2, 0, 0, 0, 0, 0]));
    let expected = |severity| {
        [
            one("R-33", severity, "table3/自然人", Some(("1", "2"))),
            one("R-33", severity, "table3/商业企业", Some(("1", "0"))),
        ]
        .concat()
    };
    assert_eq!(
        shown(check::continuity(&now, &last)),
        expected(Severity::Error)
    );
    assert_eq!(
        shown(check::continuity_imported(&now, &last)),
        expected(Severity::Warning)
    );
    last.year = Some(2024);
    assert_eq!(
        shown(check::continuity(&now, &last)),
        one("R-33", Severity::Question, "year", Some(("2026", "2024")))
    );
    last = whole();
    last.year = Some(2025);
    last.table3
        .set_row(Row::CarriedOut, row([1, 1, 0, 0, 0, 0]));
    let alike = check::continuity(&now, &last);
    assert!(alike[0].zh.contains("“目录更新不够及时"), "{}", alike[0].zh);
    assert_eq!(
        shown(alike),
        [
            one("R-3", Severity::Warning, "sections/五", Some(("100", "50"))),
            one(
                "R-3",
                Severity::Question,
                "sections/一",
                Some(("100", "80"))
            ),
        ]
        .concat()
    );
    last.sections.clear();
    last.table3
        .set_row(Row::CarriedOut, row([1, 0, 0, 0, 0, 0]));
    let mut copied = now.clone();
    copied
        .table3
        .set_row(Row::CarriedIn, row([1, 0, 0, 0, 0, 0]));
    last.table3.set_row(Row::CarriedIn, row([1, 0, 0, 0, 0, 0]));
    assert_eq!(
        shown(check::continuity(&copied, &last)),
        one("R-60", Severity::Warning, "report", None)
    );
    last.table3
        .set_row(Row::CarriedOut, row([1, 1, 0, 0, 0, 0]));
    last.table4.set(
        Track::Review,
        [Some(0), Some(0), Some(0), Some(40), Some(40)],
    );
    assert_eq!(
        shown(check::continuity(&now, &last)),
        one(
            "R-54",
            Severity::Question,
            "table4/行政复议",
            Some(("36", "40"))
        )
    );
    last.table4 = now.table4;
    last.table3.set_row(Row::New, row([140, 0, 0, 0, 0, 0]));
    assert_eq!(
        shown(check::continuity(&now, &last)),
        one(
            "R-61",
            Severity::Question,
            "table3/一、本年新收政府信息公开申请数量",
            Some(("14", "140"))
        )
    );
    last.table3.set_row(Row::New, row([14, 0, 0, 0, 0, 0]));
    last.table2
        .set_documents("行政规范性文件", [Some(0), Some(0), Some(698)]);
    assert_eq!(
        shown(check::continuity(&now, &last)),
        one(
            "R-23",
            Severity::Question,
            "table2/行政规范性文件",
            Some(("698", "0"))
        )
    );
}

/// 万元 and 分 (R-22): 0.000001 万元 is 1 分, exactly.
#[test]
fn money() {
    let table = [
        ("4166.241619", Some(4_166_241_619)),
        ("0.092", Some(92_000)),
        ("18651.06", Some(18_651_060_000)),
        ("0", Some(0)),
        ("0.10", Some(100_000)),
        ("0.0000010", Some(1)),
        ("0.0000001", None),
        ("-1", None),
        ("1.", None),
        (".5", None),
        ("", None),
        ("1e3", None),
        ("9999999999999999999", None),
    ];
    for (wan, fen) in table {
        assert_eq!(fen_of_wan(wan), fen, "{wan}");
    }
}

/// The JSON of `formats.md`.
#[test]
fn json() {
    let report = whole();
    let json = serde_json::to_string(&report).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Report>(&json).expect("read back"),
        report
    );
    let keys = [
        Row::New.key(),
        Row::NoSecret.key(),
        Row::Total.key(),
        Row::CarriedOut.key(),
    ];
    let places: Vec<Option<usize>> = keys.iter().map(|key| json.find(key)).collect();
    assert!(
        places.is_sorted() && places[0].is_some(),
        "rows keep the order of the form"
    );
    let mut old = Report::blank();
    old.table2
        .set(FEES, Cells::Many(vec![Some(Number::Whole(2)), None]));
    let json = serde_json::to_value(&old).expect("JSON");
    assert_eq!(json["table2"][FEES], serde_json::json!([2, null]));
    assert_eq!(
        serde_json::from_value::<Report>(json).expect("read back"),
        old
    );
    assert!(
        serde_json::from_str::<Report>(r#"{"table3": {"三、（八）": [0,0,0,0,0,0,0]}}"#).is_err()
    );
}

#[test]
fn a_section_that_holds_the_mark_of_the_draft_is_not_finished() {
    let mut report = whole();
    assert_eq!(check::unfinished(&report, "（请填写）"), None);
    for section in ["五", "六"] {
        report
            .sections
            .insert(section.into(), "（一）存在的问题。（请填写）".into());
    }
    let found = check::unfinished(&report, "（请填写）").unwrap();
    assert_eq!((found.id.id(), found.severity), ("R-2", Severity::Error));
    assert_eq!(found.place, "sections/五");
    assert!(found.zh.contains("五、六"), "{}", found.zh);
}
