//! Dated coverage: for the first of each month 2019 to 2030 exactly one edition of each rule applies (law.md 0.2).

use jiff::{ToSpan, civil::date};
use law::editions::{
    ANSWER_PERIOD, ARCHIVE_RULES, ARCHIVES, Edition, FEES, HOLIDAYS, NO_SUIT, PERSONAL,
    REPORT_FORM, REVIEW_FIRST, SECRECY, SECRECY_RULES, answer_period, on,
};
use law::rule::Rule;

use crate::facts::day;

fn exactly_one<T>(name: &str, table: &[Edition<T>]) {
    for month in date(2019, 1, 1)
        .series(1.month())
        .take_while(|month| month.year() <= 2030)
    {
        let in_force = table
            .iter()
            .filter(|edition| edition.in_force(month))
            .count();
        assert_eq!(in_force, 1, "{name} on {month}");
    }
    // And without a gap or an overlap of a single day.
    assert!(
        table.first().is_some_and(|first| first.from.is_none()),
        "{name}"
    );
    assert!(table.last().is_some_and(|last| last.to.is_none()), "{name}");
    for pair in table.windows(2) {
        assert_eq!(
            pair[0].to.map(|to| to.tomorrow().unwrap()),
            pair[1].from,
            "{name}"
        );
    }
}

/// E-1 to E-11.
#[test]
fn every_month_has_exactly_one_edition() {
    exactly_one("E-1, E-2 answer period", &ANSWER_PERIOD);
    exactly_one("E-3 fees", &FEES);
    exactly_one("E-4, E-5 report form", &REPORT_FORM);
    exactly_one("E-6 review first", &REVIEW_FIRST);
    exactly_one("E-7 no suit", &NO_SUIT);
    exactly_one("E-8 secrecy", &SECRECY);
    exactly_one("E-8 secrecy rules", &SECRECY_RULES);
    exactly_one("E-9 archives", &ARCHIVES);
    exactly_one("E-9 archive rules", &ARCHIVE_RULES);
    exactly_one("E-10 holidays", &HOLIDAYS);
    exactly_one("E-11 personal data", &PERSONAL);
}

/// The day before and the day itself (E-1 to E-11).
#[test]
fn each_rule_begins_on_its_day() {
    assert_eq!(
        (
            answer_period(day("2019-05-14")),
            answer_period(day("2019-05-15"))
        ),
        ((15, Rule::E_2), (20, Rule::A_33_2))
    );
    for (table, first) in [
        (&FEES, "2021-01-01"),
        (&REVIEW_FIRST, "2024-01-01"),
        (&NO_SUIT, "2025-06-01"),
        (&PERSONAL, "2021-11-01"),
    ] {
        let value = |day| on(table, day).unwrap().value;
        assert_eq!(
            (value(day(first).yesterday().unwrap()), value(day(first))),
            (false, true),
            "{first}"
        );
    }
    for (table, first, before, after) in [
        (&SECRECY, "2024-05-01", "2010", "2024"),
        (&SECRECY_RULES, "2024-09-01", "2014", "2024"),
        (&ARCHIVES, "2021-01-01", "2016", "2020"),
        (&ARCHIVE_RULES, "2024-03-01", "", "2024"),
    ] {
        let value = |day| on(table, day).unwrap().value;
        assert_eq!(
            (value(day(first).yesterday().unwrap()), value(day(first))),
            (before, after),
            "{first}"
        );
    }
    let form = |year| on(&REPORT_FORM, date(year, 12, 31)).unwrap().value;
    assert_eq!(
        [form(2019), form(2020), form(2021), form(2030)],
        ["2019", "2019", "2021", "2021"]
    );
    assert_eq!(
        (
            on(&HOLIDAYS, day("2024-12-31")).unwrap().value,
            on(&HOLIDAYS, day("2025-01-01")).unwrap().value
        ),
        (11, 13)
    );
}

/// Every dated table of the file is asked above: none can be added and forgotten (E-1 to E-11).
#[test]
fn no_dated_table_is_left_out() {
    let tables = include_str!("../../src/editions.rs")
        .matches("\npub const ")
        .count();
    let asked = include_str!("editions.rs")
        .matches("    exactly_one(\"")
        .count();
    assert_eq!(tables, asked);
    let source = include_str!("../../src/editions.rs");
    for number in 1..=11 {
        assert!(source.contains(&format!("Rule::E_{number},")), "E-{number}");
    }
}
