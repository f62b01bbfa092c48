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
        (r"(?i)<script", "a script"),
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

/// ADR 23: the verifier is one page of its own, apart from the templates, and the only place with a script.
#[test]
fn there_is_no_script_but_the_verifier() {
    const VERIFIER: &str = "crates/web/verifier";
    let script = Regex::new(r"(?i)<script|javascript:").unwrap();
    let page = |file: &crate::tree::File| ["html", "xml", "svg"].iter().any(|kind| file.is(kind));
    let mut problems = Vec::new();
    for file in files("crates/web") {
        let tests = file.path.contains("/tests/");
        if !file.path.starts_with(VERIFIER)
            && !tests
            && (file.is("js") || file.is("mjs") || page(&file) && script.is_match(&file.text))
        {
            problems.push(file.path);
        }
    }
    let scripts: Vec<_> = files(VERIFIER)
        .into_iter()
        .filter(|file| file.is("js"))
        .collect();
    assert!(!scripts.is_empty(), "the verifier is there");
    let reach = Regex::new(r"https?://|\beval\(|new Function|innerHTML|document\.write|localStorage|cookie|importScripts|import\(").unwrap();
    for file in &scripts {
        for (number, line) in file.text.lines().enumerate() {
            if reach.is_match(line) {
                problems.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    report(
        "There is no script but the verifier, and that one reaches for nothing else.",
        &problems,
    );
}
