//! Words on screen: both languages say everything, each word stands where its key says, and every key is used.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::tree::{File, files, report, sources};

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

/// The catalogues by language: what all its files together say.
fn catalogues() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in files("crates/web/locales") {
        let Some((_, lang)) = subject_of(&file) else {
            continue;
        };
        let words = all.entry(lang.to_string()).or_default();
        flatten("", &file.text.parse().unwrap(), words);
    }
    all
}

/// Subject and language of a locale file: `items.zh.toml` is items, Chinese.
fn subject_of(file: &File) -> Option<(&str, &str)> {
    file.name().strip_suffix(".toml")?.split_once('.')
}

#[test]
fn a_locale_file_holds_the_keys_that_begin_with_its_name() {
    let mut problems = Vec::new();
    for file in files("crates/web/locales") {
        let Some((subject, _)) = subject_of(&file) else {
            continue;
        };
        let table: toml::Table = file.text.parse().unwrap();
        problems.extend(
            table
                .keys()
                .filter(|key| *key != subject)
                .map(|key| format!("{}: {key}", file.path)),
        );
    }
    report(
        "One key, one file: its first word is the file's name.",
        &problems,
    );
}

#[test]
fn every_language_has_the_same_keys_and_no_empty_word() {
    let catalogues = catalogues();
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

/// Names that look like keys and are files.
const FILES: [&str; 11] = [
    "css", "csv", "docx", "html", "ics", "json", "pdf", "svg", "toml", "xlsx", "xml",
];

/// What code and templates say of the catalogue.
#[derive(Default)]
struct Uses {
    problems: Vec<String>,
    alive: BTreeSet<String>,
}

impl Uses {
    /// Reads a file's literals that begin with a subject: a key, a section handed on whole, or a pattern whose last word is filled in.
    fn read(&mut self, file: &File, literal: &Regex, keys: &BTreeSet<String>) {
        let place = Regex::new(r"\{[^}]*\}").unwrap();
        for (number, line) in file.text.lines().enumerate() {
            for found in literal.captures_iter(line) {
                let said = &found[1];
                if FILES.iter().any(|end| said.ends_with(&format!(".{end}"))) {
                    continue;
                }
                let matched: Vec<&String> = if let Some((section, last)) = said.rsplit_once('.') {
                    if section.contains('{') {
                        self.problems.push(format!(
                            "{}:{}: {said}: a pattern names its section",
                            file.path,
                            number + 1
                        ));
                    }
                    let last = place.split(last).map(regex::escape).collect::<Vec<_>>();
                    let whole = format!(
                        "^{}\\.{}(\\..+)?$",
                        regex::escape(section),
                        last.join("[A-Za-z0-9_-]+")
                    );
                    let whole = Regex::new(&whole).unwrap();
                    keys.iter().filter(|key| whole.is_match(key)).collect()
                } else {
                    Vec::new()
                };
                if matched.is_empty() {
                    self.problems
                        .push(format!("{}:{}: {said}", file.path, number + 1));
                }
                self.alive.extend(matched.into_iter().cloned());
            }
        }
    }
}

#[test]
fn every_key_that_is_used_is_there_and_every_key_that_is_there_is_used() {
    let keys: BTreeSet<String> = catalogues()["zh"].keys().cloned().collect();
    let subjects: BTreeSet<&str> = keys
        .iter()
        .filter_map(|key| key.split_once('.').map(|(subject, _)| subject))
        .collect();
    let subjects: Vec<&str> = subjects.into_iter().collect();
    let literal = Regex::new(&format!(
        r#""((?:{})\.[A-Za-z0-9_{{}}.-]+)""#,
        subjects.join("|")
    ))
    .unwrap();
    let mut uses = Uses::default();
    for file in sources("web").iter().chain(&files("crates/web/templates")) {
        uses.read(file, &literal, &keys);
    }
    report("A word that no catalogue has.", &uses.problems);
    let dead: Vec<String> = keys.difference(&uses.alive).cloned().collect();
    report("A word that no page says.", &dead);
}
