//! 自查 (W-12, W-13, W-14, A-12.1, A-12.3, A-18, A-20, A-26.1, A-31.4, A-33.2, A-49.1, D-12, G-5, N-21, N-26, S-11, S-12): on the day
//! before, the day, the day after.

use jiff::{ToSpan, civil::Date};
use law::{
    Lang,
    calendar::Calendar,
    finding::Severity,
    inspection::{
        Column, ColumnFact, December, Event, Facts, Guide, Indicator, Kept, KeptColumn, Owed,
        Reviewed, Settings, Watch, fold, home, keep_first, limits, reached, refuse, watches,
    },
    publication,
    rule::Rule,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn full_guide(updated: &str) -> law::guide::Guide {
    let word = || "有".to_string();
    law::guide::Guide {
        classification: word(),
        arrangement: word(),
        obtaining: word(),
        unit: word(),
        address: word(),
        hours: word(),
        telephone: word(),
        fax: word(),
        internet: word(),
        updated_on: Some(day(updated)),
    }
}

/// An organ of which nothing is found: every column said not to concern it.
fn clean() -> Facts {
    let columns = Column::all().into_iter().map(|column| ColumnFact {
        newest: None,
        not_concerned: true,
        kept: KeptColumn::default(),
        column,
    });
    Facts {
        columns: columns.collect(),
        guide: Guide {
            fields: full_guide("2026-01-05"),
            changed_on: None,
        },
        owed: Vec::new(),
        december: December::default(),
        since: day("2026-01-05"),
    }
}

fn with_column(code: &str, change: impl Fn(&mut ColumnFact)) -> Facts {
    let mut facts = clean();
    let at = facts.columns.iter().position(|one| one.column.code == code);
    change(&mut facts.columns[at.unwrap()]);
    facts
}

fn found(facts: &Facts, on: &str) -> Vec<(String, Rule)> {
    let periods = publication::Settings::default();
    let all = watches(facts, &Calendar::cn(), (&periods, &Settings::default()));
    all.into_iter()
        .filter_map(|watch| {
            let finding = watch.finding(day(on))?;
            Some((watch.indicator, finding.id))
        })
        .collect()
}

/// Nothing on the last good day and the day before it, this one from the day after on.
fn begins(facts: &Facts, indicator: &str, rule: Rule, last: &str) {
    let before = day(last).yesterday().unwrap().to_string();
    let after = day(last).tomorrow().unwrap().to_string();
    assert_eq!(found(facts, &before), [], "{indicator} {before}");
    assert_eq!(found(facts, last), [], "{indicator} {last}");
    let expected = [(indicator.to_string(), rule)];
    assert_eq!(found(facts, &after), expected, "{after}");
}

#[test]
fn a_clean_organ_has_nothing() {
    assert_eq!(found(&clean(), "2030-01-01"), []);
}

#[test]
fn columns_go_stale_on_their_first_day() {
    // 政策文件: the example of law.md 5.2; six and twelve months end on the corresponding day, or at the month's end.
    let cases = [
        ("head/1", "2025-08-20", "2026-02-20"),
        ("head/1", "2025-08-31", "2026-02-28"),
        ("head/1", "2026-06-30", "2026-12-30"),
        ("head/3", "2025-03-01", "2026-03-01"),
        ("head/14", "2024-02-29", "2025-02-28"),
        ("head/4", "2025-12-31", "2026-12-31"),
        ("head/15", "2025-05-20", "2026-05-20"),
    ];
    for (code, newest, last) in cases {
        let facts = with_column(code, |fact| fact.newest = Some(day(newest)));
        begins(&facts, "column_stale", Rule::W_13, last);
    }
    // What stands is measured by no date but its review.
    for code in ["head/2", "head/8", "guide", "rules"] {
        let facts = with_column(code, |fact| fact.newest = Some(day("2019-01-01")));
        assert_eq!(found(&facts, "2030-01-01"), [], "{code}");
    }
}

#[test]
fn an_empty_column_is_found_from_the_day_of_the_act_that_left_it_so() {
    for (code, rule) in [("head/7", Rule::A_20), ("rules", Rule::N_21)] {
        let facts = with_column(code, |fact| fact.not_concerned = false);
        assert_eq!(found(&facts, "2026-01-04"), []);
        let expected = [("column_empty".to_string(), rule)];
        assert_eq!(found(&facts, "2026-01-05"), expected);
    }
    // Later acts of the organ do not make it younger; a stale one has its own day.
    let periods = publication::Settings::default();
    let mut facts = with_column("head/7", |fact| fact.not_concerned = false);
    let calendar = Calendar::cn();
    let of = |facts: &Facts| watches(facts, &calendar, (&periods, &Settings::default()));
    let earlier = of(&facts);
    facts.since = day("2026-03-09");
    let mut now = of(&facts);
    assert_eq!(now[0].first(), day("2026-03-09"));
    keep_first(&mut now, &earlier);
    assert_eq!(now[0].first(), day("2026-01-05"));
}

#[test]
fn reviews_and_the_guide() {
    let facts = with_column("rules", |fact| {
        fact.kept.review_on = Some(day("2026-07-01"));
    });
    begins(&facts, "column_review", Rule::A_12_3, "2026-07-01");
    // The telephone changed on 2026-03-02 (law.md ): found from the day after.
    let mut facts = clean();
    facts.guide.changed_on = Some(day("2026-03-02"));
    begins(&facts, "guide_outdated", Rule::A_12_3, "2026-03-02");
    facts.guide.fields.updated_on = Some(day("2026-03-02"));
    assert_eq!(found(&facts, "2030-01-01"), []);
    facts.guide.fields.fax.clear();
    let expected = [("guide_gap".to_string(), Rule::A_12_1)];
    assert_eq!(found(&facts, "2026-01-05"), expected);
}

#[test]
fn what_has_a_last_day_of_its_own_is_found_the_day_after() {
    let dated = [
        ("item_late", Some(Rule::A_26_5), Rule::A_26_5),
        ("item_late", None, Rule::A_26_1),
        ("message_late", Some(Rule::W_5), Rule::W_5),
        ("message_late", None, Rule::W_14),
        ("message_veto", None, Rule::W_14),
        ("ended_shown", None, Rule::N_26),
        ("item_suspended", None, Rule::N_26),
        ("explanation_late", None, Rule::S_12),
        ("opinions_late", None, Rule::S_11),
        ("row_late", None, Rule::G_5),
        ("request_late", None, Rule::A_33_2),
        ("request_unconfirmed", None, Rule::A_31_4),
        ("remedy_late", None, Rule::D_12),
        ("report_late", None, Rule::A_49_1),
        ("withheld_late", None, Rule::A_18),
    ];
    for (indicator, rule, expected) in dated {
        let mut facts = clean();
        facts.owed.push(Owed {
            indicator,
            rule,
            place: "item/1".into(),
            name: "一".into(),
            last: day("2026-06-30"),
            owner: String::new(),
        });
        begins(&facts, indicator, expected, "2026-06-30");
    }
    let all = Indicator::all();
    for one in all
        .iter()
        .filter(|one| one.code.contains("_late") || one.told_apart)
    {
        assert!(
            dated.iter().any(|(code, ..)| *code == one.code),
            "{}",
            one.code
        );
    }
}

#[test]
fn december_is_asked_about_from_the_day_on_which_it_is_too_much() {
    let mut facts = clean();
    // 30 before; 20 of 50 are 40 in a hundred, 21 of 51 are more.
    facts.december = December {
        before: 30,
        days: vec![
            (day("2026-12-07"), 12),
            (day("2026-12-14"), 8),
            (day("2026-12-21"), 1),
        ],
    };
    begins(&facts, "bunched", Rule::A_26_1, "2026-12-20");
    facts.december.days.pop();
    assert_eq!(
        found(&facts, "2027-01-15"),
        [],
        "exactly the part that is allowed"
    );
    facts.december = December {
        before: 2,
        days: vec![(day("2026-12-07"), 17)],
    };
    assert_eq!(found(&facts, "2027-01-15"), [], "too few to ask");
    facts.december.days[0].1 = 18;
    begins(&facts, "bunched", Rule::A_26_1, "2026-12-06");
}

#[test]
fn what_fails_the_whole_site() {
    let periods = publication::Settings::default();
    // Two weeks without news on the home page: 03-02 and fourteen days.
    let watch = home(day("2026-03-02"), &Calendar::cn(), &periods).unwrap();
    assert_eq!(watch.last, day("2026-03-16"));
    for (on, expected) in [
        ("2026-03-15", None),
        ("2026-03-16", None),
        ("2026-03-17", Some(Rule::W_12)),
    ] {
        let finding = watch.finding(day(on));
        assert_eq!(finding.as_ref().map(|one| one.id), expected, "{on}");
        assert!(finding.is_none_or(|one| one.severity == Severity::Error));
    }
    // The fifth, the tenth, the fifth column decides.
    for (limit, count) in limits().into_iter().zip([5, 10, 5]) {
        let firsts: Vec<Date> = (1..=count)
            .map(|n| day("2026-05-01") + i64::from(n).days())
            .collect();
        let watch = reached(limit, &firsts).unwrap();
        let last = firsts[firsts.len() - 1];
        assert_eq!((watch.first(), watch.rule), (last, Rule::W_13), "{limit:?}");
        assert!(watch.finding(watch.last).is_none());
        assert!(watch.finding(last).is_some());
        assert_eq!(reached(limit, &firsts[1..]), None, "one too few");
    }
}

#[test]
fn every_finding_has_its_words() {
    for one in Indicator::all() {
        let watch = Watch {
            indicator: one.code.into(),
            rule: one.rule,
            place: "head/1".into(),
            name: ["名".into(), "name".into()],
            last: day("2026-03-02"),
            owner: String::new(),
            class: String::new(),
        };
        for lang in [Lang::Zh, Lang::En] {
            for said in [watch.todo(lang), watch.found(lang)] {
                assert!(!said.contains('{') && !said.is_empty(), "{said}");
            }
        }
    }
}

#[test]
fn who_answers_for_a_column() {
    let today = day("2026-03-02");
    let kept = |column: &str, office: &str, owner: &str, review: &str| {
        Event::Kept(Kept {
            column: column.into(),
            office: office.into(),
            owner: owner.into(),
            review_on: day(review),
        })
    };
    let reviewed = |column: &str, review: &str| {
        Event::Reviewed(Reviewed {
            column: column.into(),
            review_on: day(review),
        })
    };
    let cases = [
        (kept("head/3", "办公室", "", "2026-09-01"), ""),
        (kept("head/3", "", "s1", "2026-03-03"), ""),
        (kept("head/3", "", "s1", "2028-03-02"), ""),
        (kept("head/3", " ", "", "2026-09-01"), "owner"),
        (kept("head/3", "", "s9", "2026-09-01"), "owner"),
        (kept("head/16", "", "s1", "2026-09-01"), "column"),
        (kept("guide", "", "s1", "2026-03-02"), "review_on"),
        (kept("guide", "", "s1", "2028-03-03"), "review_on"),
        (reviewed("guide", "2026-09-01"), ""),
        (reviewed("none", "2026-03-01"), "column review_on"),
    ];
    for (event, expected) in &cases {
        let places: Vec<String> = refuse(event, &["s1", "s2"], today)
            .into_iter()
            .map(|one| one.place)
            .collect();
        assert_eq!(places.join(" "), *expected, "{event:?}");
    }
    let entry = |on: &str, event: Event| law::inspection::Entry { on: day(on), event };
    let columns = fold(&[
        entry("2026-03-02", kept("guide", "办公室", "s1", "2026-09-01")),
        entry("2026-08-20", reviewed("guide", "2027-08-20")),
        entry("2026-08-21", kept("rules", "", "s2", "2027-01-01")),
    ]);
    let guide = &columns["guide"];
    assert_eq!(
        (guide.owner.as_str(), guide.office.as_str()),
        ("s1", "办公室")
    );
    assert_eq!(guide.reviewed_on, Some(day("2026-08-20")));
    assert_eq!(guide.review_on, Some(day("2027-08-20")));
    assert_eq!(columns.len(), 2);
}
