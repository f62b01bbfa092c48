//! Words on screen: both languages say everything.

use std::collections::BTreeMap;

use crate::tree::{files, report};

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let path = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&path, inner, into),
            other => {
                into.insert(path, other.as_str().unwrap_or_default().to_string());
            }
        }
    }
}

#[test]
fn every_language_has_the_same_keys_and_no_empty_word() {
    // `portal.zh.toml` and `office.zh.toml` together are what Chinese says.
    let mut catalogues: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in files("crates/web/locales") {
        let Some(stem) = file.name().strip_suffix(".toml") else {
            continue;
        };
        let lang = stem.rsplit('.').next().unwrap_or(stem).to_string();
        flatten(
            "",
            &file.text.parse().unwrap(),
            catalogues.entry(lang).or_default(),
        );
    }
    assert!(catalogues.len() >= 2, "zh and en");
    let mut problems = Vec::new();
    for (name, words) in &catalogues {
        for (key, value) in words {
            if value.trim().is_empty() {
                problems.push(format!("{name}: {key} is empty"));
            }
            for (other, its) in &catalogues {
                match its.get(key) {
                    None => problems.push(format!("{other} lacks {key}")),
                    Some(theirs) if places(theirs) != places(value) => problems.push(format!(
                        "{key}: {name} and {other} fill in different places"
                    )),
                    Some(_) => {}
                }
            }
        }
    }
    report("A string is in every catalogue.", &problems);
}

/// The `{name}` places of a sentence, in order of name.
fn places(sentence: &str) -> Vec<&str> {
    let mut found: Vec<&str> = sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
