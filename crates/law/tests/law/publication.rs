//! 主动公开的期限 (law.md 1.2, 1.3, 4 to 8; traps 25, 34).

use law::{
    calendar::Calendar,
    publication::{Duty, Settings, dates},
};

use crate::facts::day;

/// Duty, the day that sets it off, last day, rule (A-26.1 to; trap 34).
#[test]
fn the_last_day_to_publish() {
    let cn = Calendar::cn();
    for (duty, from, last, rule) in [
        (Duty::Information, "2024-04-30", "2024-05-30", "A-26.1"),
        (Duty::Information, "2025-12-31", "2026-01-29", "A-26.1"),
        (Duty::Information, "2026-01-30", "2026-03-05", "A-26.1"),
        (Duty::Information, "2026-09-25", "2026-10-29", "A-26.1"),
        (Duty::Budget, "2026-02-05", "2026-02-25", "A-26.2"),
        (Duty::LicenceOrPenalty, "2026-02-12", "2026-02-28", "A-26.5"),
        (Duty::OtherEnforcement, "2026-02-12", "2026-03-18", "A-26.6"),
        (Duty::PenaltyUndone, "2026-02-13", "2026-02-25", "A-26.7"),
        // 02-13 Friday: 02-14 works, then 02-24.
        (
            Duty::ProcurementResult,
            "2026-02-13",
            "2026-02-24",
            "A-26.3",
        ),
        (
            Duty::ProcurementContract,
            "2026-02-13",
            "2026-02-24",
            "A-26.4",
        ),
        (Duty::ReviewOfWithheld, "2025-03-03", "2026-03-03", "A-18"),
        (Duty::Comments, "2026-03-02", "2026-04-01", "S-10"),
        (Duty::Explanation, "2026-02-13", "2026-02-25", "S-12"),
        (Duty::DocumentColumn, "2025-08-20", "2026-02-20", "W-13"),
        (Duty::NewsColumn, "2026-03-02", "2026-03-16", "W-12"),
        (Duty::SecrecyDoubt, "2026-03-02", "2026-03-16", "S-4"),
        (Duty::Rectification, "2026-03-02", "2026-03-30", "A-41"),
    ] {
        let found = duty.last_day(day(from), &cn, &Settings::default());
        assert_eq!(
            (found.date(), found.because.rule.id()),
            (day(last), rule),
            "{duty:?} from {from}"
        );
        assert_eq!(
            (found.because.from, found.because.to),
            (Some(day(from)), Some(day(last)))
        );
        assert!(
            !found.because.citation.as_str().is_empty()
                && !found.because.zh.is_empty()
                && !found.because.en.is_empty()
        );
    }
}

#[test]
fn what_no_text_fixes_is_a_setting() {
    let settings = Settings {
        review_months: 6,
        explanation_days: 5,
        rectification_days: 10,
        ..Settings::default()
    };
    let cn = Calendar::cn();
    for (duty, from, last) in [
        (Duty::ReviewOfWithheld, "2025-08-31", "2026-02-28"),
        (Duty::Explanation, "2026-02-13", "2026-02-27"),
        (Duty::Rectification, "2026-03-02", "2026-03-16"),
    ] {
        assert_eq!(
            duty.last_day(day(from), &cn, &settings).date(),
            day(last),
            "{duty:?}"
        );
    }
    for duty in Duty::ALL {
        assert_eq!(
            duty.last_day(day("2026-03-02"), &cn, &settings)
                .because
                .rule,
            duty.rule()
        );
    }
}

/// P-11: made, published, today, severities.
#[test]
fn made_before_published_before_today() {
    let cn = Calendar::cn();
    for (made, published, today, expected) in [
        ("2026-09-25", "2026-10-29", "2026-10-30", vec![]),
        ("2026-03-02", "2026-03-02", "2026-03-02", vec![]),
        (
            "2026-09-25",
            "2026-10-30",
            "2026-10-30",
            vec!["公开晚于最后期限2026-10-29，迟1个工作日"],
        ),
        (
            "2026-03-02",
            "2026-03-01",
            "2026-10-30",
            vec!["发布日期早于成文日期"],
        ),
        (
            "2026-03-02",
            "2026-03-04",
            "2026-03-03",
            vec!["发布日期晚于今天"],
        ),
    ] {
        let found = dates(day(made), day(published), day(today), &cn);
        let messages: Vec<&str> = found.iter().map(|finding| finding.zh.as_str()).collect();
        assert_eq!(messages, expected, "{made} {published} {today}");
        assert!(found.iter().all(|finding| finding.id == "P-11"));
    }
}

/// The texts behind the terms.
#[test]
fn every_duty_cites_its_text() {
    for (duty, citation) in [
        (Duty::Information, "政府信息公开条例第二十六条"),
        (Duty::Budget, "预算法第十四条第二款"),
        (Duty::ProcurementResult, "政府采购法实施条例第四十三条"),
        (Duty::ProcurementContract, "政府采购法实施条例第五十条"),
        (Duty::LicenceOrPenalty, "国办发〔2018〕118号"),
        (Duty::PenaltyUndone, "行政处罚法第四十八条、第八十五条"),
    ] {
        assert_eq!(duty.rule().citation().as_str(), citation, "{duty:?}");
    }
}
