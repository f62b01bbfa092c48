//! What rests on memory says so wherever it is shown, in both languages; what was read does not (law.md 0.1).

use law::{
    Lang,
    finding::{Finding, Severity},
    publication::{Duty, Settings},
    rule::{Basis, Rule},
};

use crate::facts::{cn, day};

const ZH: &str = "凭记忆，未与原文核对";
const EN: &str = "from memory, not checked against a text";

#[test]
fn a_rule_from_memory_says_so_and_no_other() {
    let mut remembered = 0;
    for rule in Rule::all() {
        let memory = rule.basis() == Basis::Memory;
        remembered += usize::from(memory);
        assert_eq!(rule.caveat(Lang::Zh), memory.then_some(ZH), "{rule}");
        assert_eq!(rule.caveat(Lang::En), memory.then_some(EN), "{rule}");
        let finding = Finding::new(rule, Severity::Error, "x", "甲".into(), "a".into());
        assert_eq!(finding.cited(Lang::Zh).contains(ZH), memory, "{rule}");
        assert_eq!(finding.cited(Lang::En).contains(EN), memory, "{rule}");
        assert!(
            finding
                .cited(Lang::En)
                .starts_with(rule.citation().as_str())
        );
        let shown = finding.view(Lang::En);
        assert_eq!(shown.because.contains(EN), memory, "{rule}");
    }
    assert!(remembered > 10, "{remembered}");
}

/// A reason for a date: 政策解读 is practice (S-12), 主动公开 in twenty working days was read.
#[test]
fn a_date_that_rests_on_memory_says_so() {
    for (duty, memory) in [(Duty::Explanation, true), (Duty::Information, false)] {
        let found = duty.last_day(day("2026-03-02"), cn(), &Settings::default());
        let because = found.because;
        assert_eq!(because.cited(Lang::Zh).contains(ZH), memory, "{duty:?}");
        assert_eq!(because.cited(Lang::En).contains(EN), memory, "{duty:?}");
    }
}
