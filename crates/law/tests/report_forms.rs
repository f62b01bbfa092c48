//! The older form (E-5, R-27; trap 28), and whose report it is (R-24).

use law::report::{
    Cells, Number, Report, Row, Table3, check,
    table2::{NORMATIVE, REGULATIONS},
};

fn row(natural: i64) -> [Option<i64>; 7] {
    [natural, 0, 0, 0, 0, 0, natural].map(Some)
}

/// 21 closed as 予以公开 and 2 as 其他处理, in the rows that the form of 2019 has.
fn of_2019(year: i16) -> Report {
    let mut report = Report::empty("甲市乙局", year);
    report.format = "2019".into();
    report.table2 = law::report::Table2::default();
    report.table3 = Table3::default();
    for known in Row::ALL {
        if !matches!(known, Row::LapseCorr | Row::LapseFee) {
            report.table3.set_row(known, row(0));
        }
    }
    report.table3.set_row(Row::New, row(23));
    report.table3.set_row(Row::Open, row(21));
    report.table3.set_row(Row::Other, row(2));
    report.table3.set_row(Row::Total, row(23));
    report
}

fn ids(report: &Report) -> Vec<String> {
    let findings = check::identities(report);
    findings
        .iter()
        .map(|finding| finding.id.to_string())
        .collect()
}

/// R-27: the year of a report in the older form; E-5: 2019 and 2020 only.
#[test]
fn the_older_form_is_for_2019_and_2020() {
    for (year, expected) in [
        (2019, vec![]),
        (2020, vec![]),
        (2021, vec!["R-27"]),
        (2022, vec!["R-27"]),
    ] {
        assert_eq!(ids(&of_2019(year)), expected, "{year}");
    }
}

/// R-30: in the older form 其他处理 is one row, and the sum is held to the rows that there are (traps 18, 28).
#[test]
fn the_sum_of_the_older_form_is_exact() {
    for (open, expected) in [
        (21, vec![]),
        (20, vec!["R-30", "R-30"]),
        (22, vec!["R-30", "R-30"]),
    ] {
        let mut report = of_2019(2020);
        report.table3.set_row(Row::Open, row(open));
        let findings = check::identities(&report);
        let ids: Vec<&str> = findings.iter().map(|finding| finding.id.id()).collect();
        assert_eq!(ids, expected, "{open}");
        assert!(
            findings
                .iter()
                .all(|finding| finding.severity == law::finding::Severity::Error)
        );
    }
}

/// R-22: 本年增/减 of the older form may be negative; a count of the newer one may not.
#[test]
fn a_decrease_is_a_number_of_the_older_form() {
    for (format, expected) in [("2019", vec![]), ("2021", vec!["R-22", "R-23"])] {
        let mut report = of_2019(2020);
        if format == "2021" {
            report = Report::empty("甲市乙局", 2026);
        }
        let cells = [3, -1, 2].map(|count| Some(Number::Whole(count))).to_vec();
        report.table2.set(NORMATIVE, Cells::Many(cells));
        assert_eq!(ids(&report), expected, "{format}");
    }
}

/// R-24: the organ, how the overview speaks of itself, warned.
#[test]
fn who_cannot_make_rules() {
    for (organ, overview, warned) in [
        ("甲县乙局", "", true),
        ("甲区人民政府", "", true),
        ("丙镇人民政府", "", true),
        ("甲市乙局", "", false),
        // A city's bureau that speaks of a county is still a city's.
        ("甲市乙局", "我县的工作由县里报告。", false),
        ("内蒙古自治区乙厅", "", false),
        ("", "我县严格落实。", true),
        ("", "我局严格落实。", false),
    ] {
        let mut report = Report::empty(organ, 2026);
        report
            .table2
            .set_documents(REGULATIONS, [Some(1), Some(0), Some(1)]);
        report.sections.insert("一".into(), overview.into());
        let found = ids(&report).contains(&"R-24".to_string());
        assert_eq!(found, warned, "{organ} {overview}");
    }
    let none: Report = serde_json::from_str(r#"{"organ":"甲县乙局","table3":{}}"#).unwrap();
    assert!(!ids(&none).contains(&"R-24".to_string()));
}

/// R-37: 3.其他, （七）, warned: above a fifth, and three at least.
#[test]
fn other_is_for_rare_cases() {
    for (other, total, warned) in [
        (3, 15, false),
        (3, 14, true),
        (4, 15, true),
        (2, 2, false),
        (3, 3, true),
        (0, 0, false),
    ] {
        let mut report = Report::empty("甲县乙局", 2026);
        report.table3.set_row(Row::New, row(total));
        report.table3.set_row(Row::Open, row(total - other));
        report.table3.set_row(Row::Other, row(other));
        report.table3.set_row(Row::Total, row(total));
        let expected: Vec<&str> = if warned { vec!["R-37"] } else { vec![] };
        assert_eq!(ids(&report), expected, "{other} of {total}");
    }
}
