//! 送达, 更正, 环节, 指南 (law.md 1.1, 1.7, 1.9; trap 11).

use law::{
    calendar::Calendar,
    case::How,
    delivery::{Carrier, Delivery, answered_on, faults, remedies_run_from},
    guide::{
        Entry, Gates, Guide, clarification_owed, closed_gates, entry_gaps, guide_gaps, outdated,
    },
    publication::Settings,
    rectification::{Claim, Step, last_day, step},
    stages::{Passed, Stage, gaps, help_outstanding},
};

use crate::facts::day;

/// trap 11: how, left on, reached on; answered on, remedies from, faults.
#[test]
fn the_day_of_the_answer() {
    let post = Some(Carrier::Post);
    for (how, left, reached, carrier, collect, answered, remedies, count) in [
        (
            How::Handed,
            None,
            Some("2026-03-20"),
            None,
            false,
            Some("2026-03-20"),
            Some("2026-03-20"),
            0,
        ),
        (
            How::Handed,
            Some("2026-03-19"),
            None,
            None,
            false,
            None,
            None,
            1,
        ),
        // Posted on 12-31, signed for on 01-03: answered in the old year.
        (
            How::Posted,
            Some("2025-12-31"),
            Some("2026-01-03"),
            post,
            false,
            Some("2025-12-31"),
            Some("2026-01-03"),
            0,
        ),
        (
            How::Posted,
            Some("2026-03-20"),
            None,
            post,
            false,
            Some("2026-03-20"),
            None,
            0,
        ),
        (
            How::Posted,
            None,
            Some("2026-03-23"),
            post,
            false,
            None,
            Some("2026-03-23"),
            1,
        ),
        // Couriers may not carry it; 到付 is not allowed; who carried it is to be known.
        (
            How::Posted,
            Some("2026-03-20"),
            None,
            Some(Carrier::Courier),
            false,
            Some("2026-03-20"),
            None,
            1,
        ),
        (
            How::Posted,
            Some("2026-03-20"),
            None,
            post,
            true,
            Some("2026-03-20"),
            None,
            1,
        ),
        (
            How::Posted,
            Some("2026-03-20"),
            None,
            None,
            true,
            Some("2026-03-20"),
            None,
            2,
        ),
        (
            How::Electronic,
            Some("2026-03-20"),
            Some("2026-03-21"),
            None,
            false,
            Some("2026-03-20"),
            Some("2026-03-21"),
            0,
        ),
        (How::Electronic, None, None, None, false, None, None, 1),
        // Nothing arrives before it leaves.
        (
            How::Electronic,
            Some("2026-03-20"),
            Some("2026-03-20"),
            None,
            false,
            Some("2026-03-20"),
            Some("2026-03-20"),
            0,
        ),
        (
            How::Electronic,
            Some("2026-03-20"),
            Some("2026-03-19"),
            None,
            false,
            Some("2026-03-20"),
            Some("2026-03-19"),
            1,
        ),
    ] {
        let delivery = Delivery {
            how,
            left_on: left.map(day),
            reached_on: reached.map(day),
            carrier,
            collect,
        };
        assert_eq!(answered_on(&delivery), answered.map(day), "{delivery:?}");
        assert_eq!(
            remedies_run_from(&delivery),
            remedies.map(day),
            "{delivery:?}"
        );
        let found = faults(&delivery);
        assert_eq!(found.len(), count, "{delivery:?}");
        assert!(found.iter().all(|finding| finding.id == "A-33.6"));
    }
}

/// about himself, evidence, wrong, power, another organ known; the step.
#[test]
fn a_record_that_is_wrong() {
    for (about_himself, evidence, wrong, power, other_can_be_reached, expected) in [
        (true, true, true, true, false, Step::CorrectAndTell),
        (true, true, false, true, false, Step::RefuseAndTell),
        (true, true, true, false, true, Step::Forward),
        (true, true, true, false, false, Step::TellWhomToAsk),
        (true, true, false, false, true, Step::Forward),
        (false, true, true, true, true, Step::AskForEvidence),
        (true, false, true, true, true, Step::AskForEvidence),
    ] {
        let claim = Claim {
            about_himself,
            evidence,
            wrong,
            power,
            other_can_be_reached,
        };
        assert_eq!(step(&claim), expected, "{claim:?}");
    }
    // No text gives a period: 20 working days by default.
    let cn = Calendar::cn();
    let due = last_day(day("2026-03-02"), &cn, &Settings::default());
    assert_eq!(
        (due.date(), due.because.rule.id()),
        (day("2026-03-30"), "A-41")
    );
    let settings = Settings {
        rectification_days: 15,
        ..Settings::default()
    };
    assert_eq!(
        last_day(day("2026-03-02"), &cn, &settings).date(),
        day("2026-03-23")
    );
}

/// stages passed (stage, on, by), up to where, how many gaps.
#[test]
fn five_stages_each_with_time_and_person() {
    let passed = |stage, on: &str, by: &str| Passed {
        stage,
        on: (!on.is_empty()).then(|| day(on)),
        by: by.into(),
    };
    let [registered, examined, handled, answered, filed] = Stage::ALL;
    let all = || {
        vec![
            passed(registered, "2026-03-02", "甲"),
            passed(examined, "2026-03-02", "甲"),
            passed(handled, "2026-03-10", "乙"),
            passed(answered, "2026-03-20", "丙"),
            passed(filed, "2026-04-01", "丁"),
        ]
    };
    let changed = |at: usize, to: Passed| {
        let mut stages = all();
        stages[at] = to;
        stages
    };
    for (stages, upto, count) in [
        (all(), filed, 0),
        (vec![], registered, 1),
        (vec![], filed, 5),
        (all()[..2].to_vec(), examined, 0),
        (all()[..2].to_vec(), answered, 2),
        (changed(2, passed(handled, "2026-03-10", " ")), filed, 1),
        (changed(2, passed(handled, "", "乙")), filed, 1),
        (changed(2, passed(handled, "2026-03-01", "乙")), filed, 1),
        // A day that is out of order is not measured against.
        (changed(3, passed(answered, "2026-03-09", "丙")), filed, 1),
    ] {
        let found = gaps(&stages, upto);
        assert_eq!(found.len(), count, "{stages:?}");
        assert!(found.iter().all(|finding| finding.id == "A-45"));
    }
    for stage in Stage::ALL {
        assert!(!stage.zh().is_empty() && !stage.en().is_empty());
    }
    // a need has its answer on the record.
    for (need, done, outstanding) in [
        ("", "", false),
        ("盲文", "", true),
        ("盲文", " ", true),
        ("盲文", "当面宣读", false),
        (" ", "", false),
    ] {
        assert_eq!(
            help_outstanding(need, done).is_some(),
            outstanding,
            "A-43 {need} {done}"
        );
    }
}

///
#[test]
fn guide_and_catalogue() {
    let text = || "有".to_string();
    let whole = || Guide {
        classification: text(),
        arrangement: text(),
        obtaining: text(),
        unit: text(),
        address: text(),
        hours: text(),
        telephone: text(),
        fax: text(),
        internet: text(),
        updated_on: Some(day("2026-01-05")),
    };
    assert_eq!(guide_gaps(&whole()), []);
    assert_eq!(guide_gaps(&Guide::default()).len(), 10);
    let found = guide_gaps(&Guide {
        fax: " ".into(),
        ..whole()
    });
    assert_eq!(
        (found.len(), found[0].id.id(), found[0].place.as_str()),
        (1, "A-12.1", "fax")
    );
    assert_eq!(
        guide_gaps(&Guide {
            updated_on: None,
            ..whole()
        })[0]
            .place,
        "updated_on"
    );
    // The telephone changed on 2026-03-02 and the guide was not updated.
    for (updated, today, late) in [
        ("2026-01-05", "2026-03-02", false),
        ("2026-01-05", "2026-03-03", true),
        ("2026-03-02", "2026-03-03", false),
    ] {
        assert_eq!(
            outdated(day(updated), day("2026-03-02"), day(today)).is_some(),
            late,
            "A-12.3 {updated} {today}"
        );
    }
    let entry = || Entry {
        index: text(),
        name: text(),
        summary: text(),
        made_on: Some(day("2026-01-05")),
    };
    assert_eq!(entry_gaps(&entry()), []);
    assert_eq!(entry_gaps(&Entry::default()).len(), 4);
    // With three of the four it is refused.
    for (entry, place) in [
        (
            Entry {
                index: String::new(),
                ..entry()
            },
            "index",
        ),
        (
            Entry {
                name: " ".into(),
                ..entry()
            },
            "name",
        ),
        (
            Entry {
                summary: String::new(),
                ..entry()
            },
            "summary",
        ),
        (
            Entry {
                made_on: None,
                ..entry()
            },
            "made_on",
        ),
    ] {
        let found = entry_gaps(&entry);
        assert_eq!(
            (found.len(), found[0].place.as_str(), found[0].id.id()),
            (1, place, "A-12.2")
        );
    }
}

/// touches others, agreed, approval prescribed, approved; the gates that are closed. A-6.
#[test]
fn the_gates_before_publishing() {
    for (touches_others, coordinated, approval_prescribed, approved, closed) in [
        (false, false, false, false, vec![]),
        (true, false, false, false, vec!["coordinated"]),
        (true, true, false, false, vec![]),
        (false, false, true, false, vec!["approved"]),
        (false, false, true, true, vec![]),
        (true, false, true, false, vec!["coordinated", "approved"]),
    ] {
        let found = closed_gates(Gates {
            touches_others,
            coordinated,
            approval_prescribed,
            approved,
        });
        let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, closed);
    }
    for (wrong, disturbs, clarified, owed) in [
        (true, true, false, true),
        (true, true, true, false),
        (true, false, false, false),
        (false, true, false, false),
    ] {
        assert_eq!(clarification_owed(wrong, disturbs, clarified), owed, "A-6");
    }
}
