//! A judgement of law is made in `law`: elsewhere a rule may be looked at, not cited anew.

use regex::Regex;

use crate::tree::{crates, report, sources};

/// Rules written by hand outside `law` today, most of them checks of single fields. The number may only fall.
const AT_MOST: usize = 119;

#[test]
fn rules_are_cited_in_law() {
    let rule = Regex::new(r#""[A-Z]-D?\d+(?:\.\d+)?"|\bRule::[A-Z]_D?\d"#).unwrap();
    let mut found = Vec::new();
    for krate in crates() {
        if ["law", "tidy"].contains(&krate.as_str()) {
            continue;
        }
        for file in sources(&krate).iter().filter(|file| !file.is_test()) {
            for (number, line) in file.lines_outside_tests() {
                if !line.trim_start().starts_with("//") {
                    let hits = rule.find_iter(line).count();
                    found.extend((0..hits).map(|_| format!("{}:{number}", file.path)));
                }
            }
        }
    }
    let problems: Vec<String> = (found.len() > AT_MOST)
        .then(|| format!("{} places, {AT_MOST} at most", found.len()))
        .into_iter()
        .collect();
    report(
        "A finding under a rule is made in law; what app and web still make themselves only gets fewer.",
        &problems,
    );
}
