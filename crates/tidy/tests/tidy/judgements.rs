//! A judgement of law is made in `law`: elsewhere a rule may be looked at, not cited anew. Whoever finds something asks `law` for the
//! finding, whoever asks for a field takes it from the tables of `law::fields`.

use regex::Regex;

use crate::tree::{crates, report, sources};

#[test]
fn rules_are_cited_in_law() {
    let rule =
        Regex::new(r#""[A-Z]-D?\d+(?:\.\w+)?"|\bRule::[A-Z]+_D?\d|\bFinding::new\("#).unwrap();
    let mut problems = Vec::new();
    for krate in crates() {
        if ["law", "tidy"].contains(&krate.as_str()) {
            continue;
        }
        for file in sources(&krate).iter().filter(|file| !file.is_test()) {
            for (number, line) in file.lines_outside_tests() {
                if !line.trim_start().starts_with("//") && rule.is_match(line) {
                    problems.push(format!("{}:{number}: {}", file.path, line.trim()));
                }
            }
        }
    }
    report(
        "A rule is written in law alone: a finding, a field or a citation under a rule is law's, and asked of it.",
        &problems,
    );
}
