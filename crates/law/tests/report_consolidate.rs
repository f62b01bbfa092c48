//! Consolidation as tables: which units are added, which are named instead, and what is said of the sum.

use law::{
    finding::Severity,
    report::{
        Column, Report, Row, Track,
        cell::{Cell, Figures},
        consolidate::{Kind, Part, Standing, Unit, consolidate},
    },
};

/// A report that holds: `open` requests of natural persons received and disclosed, `left` carried over.
fn report(name: &str, open: i64, left: i64) -> Report {
    let mut report = Report::empty(name, 2025);
    for column in [Column::Natural, Column::Total] {
        report.table3.set(Row::New, column, Some(open + left));
        report.table3.set(Row::Open, column, Some(open));
        report.table3.set(Row::Total, column, Some(open));
        report.table3.set(Row::CarriedOut, column, Some(left));
    }
    report.table2.set_fees(Some("0.1".into()));
    report.table2.set_decisions("行政许可", Some(open * 10));
    report
}

fn part(code: &str, kind: Kind, report: Option<Report>) -> Part {
    Part {
        unit: Unit {
            code: code.into(),
            name: format!("{code}局"),
            kind,
        },
        report,
        previous: None,
    }
}

fn new_total() -> Cell {
    Cell::of_table3(Row::New, Column::Total)
}

#[test]
fn cells_are_added_and_open_into_their_parts() {
    let parts = [
        part("甲", Kind::Own, Some(report("甲局", 1, 0))),
        part("乙", Kind::Department, Some(report("乙局", 3, 2))),
        part("丙", Kind::Township, Some(report("丙局", 0, 0))),
        part("丁", Kind::Vertical, Some(report("丁局", 100, 0))),
    ];
    let sum = consolidate("某县人民政府", 2025, &parts);
    assert_eq!(sum.report.organ, "某县人民政府");
    assert!(sum.findings.is_empty(), "{:?}", sum.findings);
    assert!(sum.is_complete());
    assert_eq!(sum.counted(), 3);
    let shares: Vec<(&str, Standing, Option<i64>)> = sum
        .parts(new_total())
        .map(|share| (share.unit.code.as_str(), share.standing, share.value))
        .collect();
    assert_eq!(
        shares,
        [
            ("甲", Standing::Counted, Some(1)),
            ("乙", Standing::Counted, Some(5)),
            ("丙", Standing::Counted, Some(0)),
            // handed in, but of a vertical system.
            ("丁", Standing::Excluded, None),
        ]
    );
    // Money is added in 分: 0.1 three times is exactly 0.3.
    assert_eq!(sum.report.table2.fees(), Some("0.3"));
    let figures = Figures::of(&sum.report);
    for cell in Cell::all() {
        let parts: i64 = sum.parts(cell).filter_map(|share| share.value).sum();
        assert_eq!(figures.get(cell), Some(parts), "{}", cell.place());
    }
}

#[test]
fn who_is_not_in_the_sum_is_named_and_never_zero() {
    let mut other_year = report("丙局", 1, 0);
    other_year.year = Some(2024);
    let mut old_form = report("丁局", 1, 0);
    old_form.format = "2019".into();
    let rows = [
        (None, Standing::Missing, vec!["R-19"]),
        (Some(other_year), Standing::Unusable, vec!["R-19"]),
        (Some(old_form), Standing::Unusable, vec!["R-19"]),
    ];
    for (handed_in, standing, rules) in rows {
        let parts = [
            part("甲", Kind::Own, Some(report("甲局", 2, 0))),
            part("乙", Kind::Department, handed_in),
        ];
        let sum = consolidate("县", 2025, &parts);
        assert_eq!(sum.lines[1].standing, standing);
        let ids: Vec<&str> = sum.findings.iter().map(|f| f.id.id()).collect();
        assert_eq!(ids, rules);
        assert_eq!(sum.findings[0].severity, Severity::Error);
        assert_eq!(
            sum.missing()
                .map(|unit| unit.code.as_str())
                .collect::<Vec<_>>(),
            ["乙"]
        );
        assert!(!sum.is_complete());
        assert_eq!(sum.parts(new_total()).nth(1).unwrap().value, None);
        assert_eq!(
            sum.report.table3.get(Row::New, Column::Total),
            Some(2),
            "the sum is of those who reported"
        );
    }
    // Nobody reported: blank, not zero.
    let sum = consolidate("县", 2025, &[part("甲", Kind::Own, None)]);
    assert_eq!(sum.report.table3.get(Row::New, Column::Total), None);
    assert_eq!(sum.report.table2.fees(), None);
}

#[test]
fn faults_are_found_in_the_part_and_in_the_sum() {
    let mut wrong = report("乙局", 3, 0);
    wrong.table3.set(Row::New, Column::Natural, Some(4));
    let parts = [
        part("甲", Kind::Own, Some(report("甲局", 1, 0))),
        part("乙", Kind::Department, Some(wrong)),
    ];
    let sum = consolidate("县", 2025, &parts);
    let ids = |findings: &[law::finding::Finding]| -> Vec<String> {
        findings
            .iter()
            .map(|f| format!("{} {}", f.id, f.place))
            .collect()
    };
    assert_eq!(
        ids(&sum.lines[1].findings),
        [
            "R-31 table3/自然人",
            "R-32 table3/一、本年新收政府信息公开申请数量"
        ]
    );
    assert_eq!(ids(&sum.findings), ids(&sum.lines[1].findings));
    assert_eq!(sum.lines[1].errors(), 2);
    assert!(sum.lines[0].findings.is_empty());
}

#[test]
fn a_fault_that_was_accepted_is_asked_about_and_one_that_can_go_back_is_not() {
    let mut wrong = report("乙局", 3, 0);
    wrong.table3.set(Row::New, Column::Natural, Some(4));
    let mut other = report("丙局", 3, 0);
    other.table3.set(Row::New, Column::Total, Some(9));
    let parts = [
        part("甲", Kind::Own, Some(report("甲局", 1, 0))),
        part("乙", Kind::Department, Some(wrong)),
        part("丙", Kind::Department, Some(other)),
        part("丁", Kind::Department, None),
    ];
    let severities = |accepted: &[&str]| -> Vec<(String, Severity)> {
        let mut sum = consolidate("县", 2025, &parts);
        sum.settle(|unit| accepted.contains(&unit.code.as_str()));
        sum.findings
            .iter()
            .map(|f| (format!("{} {}", f.id, f.place), f.severity))
            .collect()
    };
    let places = [
        "R-19 units/丁",
        "R-31 table3/自然人",
        "R-31 table3/总计",
        "R-32 table3/一、本年新收政府信息公开申请数量",
    ];
    let (error, question) = (Severity::Error, Severity::Question);
    // A missing unit is no fault of a return; what 丙 broke as well is not settled by 乙 alone.
    for (accepted, expected) in [
        (&[][..], [error; 4]),
        (&["乙"][..], [error, question, error, error]),
        (&["丙"][..], [error, error, question, error]),
        (
            &["乙", "丙", "丁"][..],
            [error, question, question, question],
        ),
    ] {
        let expected: Vec<(String, Severity)> = places
            .map(ToString::to_string)
            .into_iter()
            .zip(expected)
            .collect();
        assert_eq!(severities(accepted), expected, "{accepted:?}");
    }
    let mut sum = consolidate("县", 2025, &parts);
    sum.settle(|_| true);
    assert!(
        sum.findings[3]
            .zh
            .ends_with("；乙局、丙局报送的数即如此，已经接收"),
        "{}",
        sum.findings[3].zh
    );
}

#[test]
fn a_blank_that_breaks_the_sum_is_settled_with_its_own_unit() {
    // 丙 left one cell blank: no identity of its own fails, that of the sum does.
    let mut blank = report("丙局", 3, 0);
    blank.table3.set(Row::New, Column::Natural, None);
    let parts = [
        part("甲", Kind::Own, Some(report("甲局", 1, 0))),
        part("丙", Kind::Department, Some(blank)),
    ];
    let errors = |accepted: bool| {
        let mut sum = consolidate("县", 2025, &parts);
        let natural = |f: &law::finding::Finding| f.id == "R-31" && f.place == "table3/自然人";
        assert!(!sum.lines[1].findings.iter().any(natural), "judged nowhere");
        assert!(sum.findings.iter().any(natural));
        sum.settle(|unit| accepted && unit.code == "丙");
        let left = sum.findings.iter();
        left.filter(|f| f.severity == Severity::Error).count()
    };
    assert!(errors(false) > 0);
    assert_eq!(errors(true), 0);
}

#[test]
fn a_blank_cell_is_named_and_added_as_nothing() {
    let mut blank = report("乙局", 3, 0);
    blank.table3.remove(Row::Other);
    let parts = [
        part("甲", Kind::Own, Some(report("甲局", 1, 0))),
        part("乙", Kind::Department, Some(blank)),
    ];
    let sum = consolidate("县", 2025, &parts);
    assert_eq!(sum.findings.len(), 1, "{:?}", sum.findings);
    assert_eq!(
        (sum.findings[0].id.id(), sum.findings[0].severity),
        ("R-34", Severity::Warning)
    );
    assert!(sum.findings[0].zh.contains("7格空白"));
    assert_eq!(sum.report.table3.get(Row::Other, Column::Total), Some(0));
}

#[test]
fn suits_against_the_reviewing_government_are_asked_about() {
    let with_suit = |name: &str| {
        let mut report = report(name, 1, 0);
        report.table4.set(
            Track::SuitAfterReview,
            [Some(1), Some(0), Some(0), Some(0), Some(1)],
        );
        report
    };
    let rows = [
        (true, Kind::Department, true, 1),
        (true, Kind::Department, false, 0),
        (false, Kind::Department, true, 0),
        // A lower government's own consolidation has asked already.
        (true, Kind::Government, true, 0),
    ];
    for (own, kind, theirs, expected) in rows {
        let make = |suit: bool, name: &str| {
            if suit {
                with_suit(name)
            } else {
                report(name, 1, 0)
            }
        };
        let parts = [
            part("甲", Kind::Own, Some(make(own, "甲局"))),
            part("乙", kind, Some(make(theirs, "乙局"))),
        ];
        let asked = consolidate("县", 2025, &parts)
            .findings
            .iter()
            .filter(|finding| finding.id == "R-51" && finding.severity == Severity::Question)
            .count();
        assert_eq!(asked, expected, "{own} {kind:?} {theirs}");
    }
}

#[test]
fn it_works_on_its_own_output_four_levels_deep() {
    let bureau = |open| part("局", Kind::Department, Some(report("局", open, 1)));
    let mut level = consolidate(
        "县",
        2025,
        &[bureau(1), part("办", Kind::Own, Some(report("办", 2, 0)))],
    );
    let mut expected = 4;
    for name in ["市", "省", "国"] {
        let below = part("下级", Kind::Government, Some(level.report.clone()));
        level = consolidate(
            name,
            2025,
            &[below, part("办", Kind::Own, Some(report("办", 3, 0)))],
        );
        expected += 3;
        assert!(level.findings.is_empty(), "{name}: {:?}", level.findings);
        assert_eq!(
            level.report.table3.get(Row::New, Column::Total),
            Some(expected)
        );
    }
}

#[test]
fn hostile_numbers_do_not_wrap() {
    let mut huge = report("甲局", 1, 0);
    huge.table2.set_decisions("行政许可", Some(i64::MAX));
    let parts = [
        part("甲", Kind::Own, Some(huge.clone())),
        part("乙", Kind::Department, Some(huge.clone())),
        part("乙", Kind::Department, Some(huge)),
    ];
    let sum = consolidate("县", 2025, &parts);
    assert_eq!(sum.report.table2.licences(), None);
    assert!(
        sum.findings
            .iter()
            .any(|f| f.place.starts_with("table2/行政许可"))
    );
    // The same unit twice is counted once.
    assert_eq!(sum.lines[2].standing, Standing::Unusable);
    assert_eq!(sum.lines[2].findings.last().unwrap().id, "R-18");
}

#[test]
fn last_year_s_report_of_the_unit_is_looked_at_too() {
    let mut second = part("乙", Kind::Department, Some(report("乙局", 1, 0)));
    let mut last = report("乙局", 1, 2);
    last.year = Some(2024);
    second.previous = Some(last);
    let sum = consolidate("县", 2025, &[second]);
    let ids: Vec<&str> = sum.lines[0].findings.iter().map(|f| f.id.id()).collect();
    assert_eq!(ids, ["R-33", "R-33"], "natural persons and the total");
}
