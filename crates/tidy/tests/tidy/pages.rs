//! Pages load nothing from elsewhere and work under a strict content security policy.

use regex::Regex;

use crate::tree::{files, report};

#[test]
fn templates_load_nothing_from_elsewhere() {
    let patterns = [
        (
            r#"(?i)(src|action)\s*=\s*["']?(https?:)?//"#,
            "loads from another host",
        ),
        (
            r#"(?i)<link[^>]+href\s*=\s*["'](https?:)?//"#,
            "loads from another host",
        ),
        (r"(?i)<script\s*>", "inline script"),
        (
            r#"(?i)\son(click|change|submit|load|input|error)\s*="#,
            "inline handler",
        ),
        (r#"(?i)\sstyle\s*=\s*""#, "inline style"),
        (r"(?i)<style[\s>]", "inline style sheet"),
    ]
    .map(|(pattern, what)| (Regex::new(pattern).unwrap(), what));
    let templates = files("crates/web/templates");
    assert!(!templates.is_empty());
    let mut problems = Vec::new();
    for file in templates.iter().filter(|file| file.is("html")) {
        for (number, line) in file.text.lines().enumerate() {
            for (pattern, what) in &patterns {
                if pattern.is_match(line) {
                    problems.push(format!("{}:{}: {what}", file.path, number + 1));
                }
            }
        }
    }
    report(
        "default-src 'self' must be enough for every page.",
        &problems,
    );
}
