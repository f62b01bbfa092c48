//! Settings: every one has a name, a default and a sentence (law.md 15).

use law::settings::{DESCRIBED, Settings, Unit};
use serde_json::{Value, json};

/// The defaults as they are shown (A-18, A-26.1, A-30.4, A-31.4, A-33.4, A-35.1, A-41, A-44.1, S-1, S-12, Z-8, Q-21, W-5, W-13, W-14, A-47, N-1, N-4).
#[test]
fn every_setting_is_named_and_has_its_default() {
    let defaults = serde_json::to_value(Settings::default()).unwrap();
    assert_eq!(
        defaults,
        json!({
            "clock": {"exclusion_cap_days": 15, "confirm_within_days": 1, "longest_correction_days": 15, "correction_rounds": 1},
            "publication": {"review_months": 12, "explanation_days": 3, "rectification_days": 20, "long_months": 12},
            "frequency": {"many_a_month": 11},
            "repeated": {"propose_from": 2, "same_percent": 60},
            "remind": {
                "before_days": [5, 2, 0], "before_days_short": [2, 0], "before_days_long": [20, 5, 2, 0], "before_days_watch": [3], "before_days_task": [3],
                "tell": ["clerk", "disclosure_head"], "tell_when_late": ["leader", "supervisor"], "assume_simple_procedure": true,
            },
            "handling": {"sign_before_answer": true, "legal_review": true, "small_bureau": false},
            "items": {"publisher_apart": "authors", "most_suspended": 20, "most_percent_suspended": 1, "preview_hours": 72, "preview_longest_hours": 168},
            "archive": {"contested": "years30", "plain": "years10"},
            "audit": {"keep_days": 1096},
            "powers": {"together": false},
            "personal": {"phone_head": 3, "phone_tail": 4, "card_tail": 4, "identity_head": 6},
            "messages": {"inquiry_days": 15, "fault_days": 3, "complaint_days": 15, "opinion_days": 30, "doubt_days": 30, "veto_months": 3},
            "inspection": {"soon_days": 14, "bunching_percent": 40, "bunching_from": 20, "chase_after_days": 10, "chase_answer_days": 5, "chase_longest_days": 60, "chase_at_once": 3},
        })
    );
    let names: Vec<String> = defaults
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(group, fields)| {
            fields
                .as_object()
                .unwrap()
                .keys()
                .map(move |field| format!("{group}.{field}"))
        })
        .collect();
    let mut described: Vec<&str> = DESCRIBED.iter().map(|setting| setting.name).collect();
    described.sort_unstable();
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    assert_eq!(described, sorted);
    for setting in DESCRIBED {
        assert!(
            !setting.zh.is_empty() && !setting.en.is_empty() && setting.rule.id().contains('-'),
            "{}",
            setting.name
        );
        let default = setting.default();
        assert!(!default.is_null(), "{}", setting.name);
        let number = default.is_u64() || default.as_array().is_some_and(|list| list[0].is_u64());
        let counted = !matches!(setting.unit, Unit::Words | Unit::YesNo | Unit::Retention);
        assert_eq!(
            number, counted,
            "{} is counted in {:?}",
            setting.name, setting.unit
        );
        assert_eq!(
            default.is_boolean(),
            setting.unit == Unit::YesNo,
            "{}",
            setting.name
        );
    }
}

/// A file that names one setting leaves the others as they are; the older name of one is understood.
#[test]
fn what_a_file_leaves_out_keeps_its_default() {
    let file: Value =
        json!({"clock": {"consultation_cap_days": 10}, "archive": {"plain": "years30"}});
    let settings: Settings = serde_json::from_value(file).unwrap();
    assert_eq!(
        (
            settings.clock.exclusion_cap_days,
            settings.clock.confirm_within_days
        ),
        (10, 1)
    );
    assert_eq!(settings.archive.plain, settings.archive.contested);
    assert_eq!(settings.publication, Settings::default().publication);
}
