//! Under which organ another stands: its report is a part of that one's sum.

use std::collections::BTreeMap;

use crate::{
    fields::organ::PARENT,
    finding::{Finding, Severity},
};

/// Why an organ cannot stand under this one: it is on no record, or it would stand below itself. `above` has the organ above each
/// organ, the new ones included; empty at the top.
#[must_use]
pub fn misplaced(code: &str, parent: &str, above: &BTreeMap<String, String>) -> Option<Finding> {
    let no = |zh: String, en: String| {
        Some(Finding::new(
            PARENT.rule,
            Severity::Error,
            PARENT.name,
            zh,
            en,
        ))
    };
    if parent.is_empty() {
        return None;
    }
    if !above.contains_key(parent) {
        return no(
            format!("没有代码为“{parent}”的上级机关"),
            format!("there is no organ with the code “{parent}”"),
        );
    }
    let mut at = parent;
    for _ in 0..=above.len() {
        if at == code {
            return no(
                "上级机关不能是本机关或者其下级".into(),
                "an organ cannot stand below itself".into(),
            );
        }
        at = above.get(at).map_or("", String::as_str);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_stands_under_himself_or_under_nobody() {
        let above: BTreeMap<String, String> = [("A", ""), ("B", "A"), ("C", "D"), ("D", "C")]
            .map(|(code, parent)| (code.to_string(), parent.to_string()))
            .into();
        let table = [
            ("A", "", None),
            ("B", "A", None),
            // A circle of others is their fault.
            ("E", "C", None),
            ("B", "X", Some("there is no organ")),
            ("A", "A", Some("below itself")),
            ("A", "B", Some("below itself")),
            ("C", "D", Some("below itself")),
        ];
        for (code, parent, expected) in table {
            let found = misplaced(code, parent, &above);
            match expected {
                None => assert_eq!(found, None, "{code} under {parent}"),
                Some(words) => {
                    let found = found.unwrap();
                    assert!(
                        found.en.contains(words),
                        "{code} under {parent}: {}",
                        found.en
                    );
                    assert_eq!((found.id.id(), found.place.as_str()), ("R-18", "parent"));
                }
            }
        }
    }
}
