//! The fixed dates of the year (law.md 1.10, 2.5, 6; traps 25, 26).

use law::rule::Rule;
use law::{
    calendar::Calendar,
    supervision::{Annual, Fault, fault},
};

use crate::facts::day;

/// Year; the days to warn for: 01-31, 02-20, 03-10, 03-31 (A-49.1, A-49.2, R-10, R-11, R-14, X-6; traps 25, 26).
#[test]
fn what_to_warn_for() {
    let cn = Calendar::cn();
    for (year, warn) in [
        (
            2022,
            ["2022-01-30", "2022-02-18", "2022-03-10", "2022-03-31"],
        ),
        (
            2023,
            ["2023-01-31", "2023-02-20", "2023-03-10", "2023-03-31"],
        ),
        (
            2024,
            ["2024-01-31", "2024-02-20", "2024-03-08", "2024-03-29"],
        ),
        (
            2025,
            ["2025-01-27", "2025-02-20", "2025-03-10", "2025-03-31"],
        ),
        (
            2026,
            ["2026-01-30", "2026-02-14", "2026-03-10", "2026-03-31"],
        ),
    ] {
        let [department, county, city, province] = warn.map(day);
        for (annual, date, warn) in [
            (Annual::DepartmentReport, "01-31", department),
            (Annual::EnforcementTotals, "01-31", department),
            (Annual::CountyReport, "02-20", county),
            (Annual::CityReport, "03-10", city),
            (Annual::ProvinceReport, "03-31", province),
        ] {
            let fixed = annual.in_year(year, &cn).unwrap();
            assert_eq!(
                (fixed.date, fixed.warn),
                (day(&format!("{year}-{date}")), warn),
                "{annual:?} {year}"
            );
            assert_eq!(fixed.because.to, Some(fixed.date));
        }
    }
    assert_eq!(Annual::CountyReport.in_year(10_000, &cn), None);
}

/// the head of fault that a finding's rule falls under.
#[test]
fn findings_have_a_head_of_fault() {
    for (rule, expected) in [
        ("A-12.1", Some(Fault::NotUpdating)),
        ("A-26.1", Some(Fault::NotUpdating)),
        ("P-11", Some(Fault::NotUpdating)),
        ("A-33.2", Some(Fault::NotPerforming)),
        ("A-30.5", Some(Fault::NotPerforming)),
        ("A-49.1", Some(Fault::NotPerforming)),
        ("A-27", Some(Fault::Other)),
        ("A-42", Some(Fault::Other)),
        ("R-31", None),
        ("Q-20", None),
    ] {
        assert_eq!(fault(Rule::of(rule).unwrap()), expected, "{rule}");
    }
    for head in [Fault::NotPerforming, Fault::NotUpdating, Fault::Other] {
        assert!(!head.zh().is_empty());
    }
}
