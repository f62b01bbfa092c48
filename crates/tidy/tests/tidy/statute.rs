//! Law beside code: a subject file cites what it carries.

use regex::Regex;

use crate::tree::{report, sources};

/// Shapes, not rules.
const WITHOUT_RULES: [&str; 5] = ["lib.rs", "because.rs", "finding.rs", "lang.rs", "table3.rs"];

#[test]
fn every_subject_file_of_law_cites_its_rules() {
    let citation = Regex::new(r"\b(?:[A-Z]{1,3}-\d|[ACERWSPXNQ]-[\d.]+)|《|第.{1,6}条").unwrap();
    let files = sources("law");
    assert!(files.len() > 10, "law was not read: {} files", files.len());
    let problems: Vec<String> = files
        .iter()
        .filter(|file| !WITHOUT_RULES.contains(&file.name()))
        .filter(|file| file.text.contains("pub fn "))
        .filter(|file| !citation.is_match(&file.text))
        .map(|file| file.path.clone())
        .collect();
    report(
        "A file of law with functions names the rules it carries.",
        &problems,
    );
}

#[test]
fn every_public_function_of_law_is_described() {
    let mut problems = Vec::new();
    for file in sources("law") {
        let lines: Vec<&str> = file.lines_outside_tests().map(|(_, line)| line).collect();
        for (index, line) in lines.iter().enumerate() {
            // Rules are free functions; methods of shapes explain themselves.
            let Some(rest) = line.strip_prefix("pub fn ") else {
                continue;
            };
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            let above = lines[..index]
                .iter()
                .rev()
                .find(|line| !line.trim_start().starts_with("#["))
                .copied()
                .unwrap_or_default();
            if !above.starts_with("///") && !above.ends_with(")]") {
                problems.push(format!("{}:{}: {name}", file.path, index + 1));
            }
        }
    }
    report("A public function of law has a doc comment.", &problems);
}
