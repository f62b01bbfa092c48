//! What clippy does not see, or sees only where it is asked.

use regex::Regex;

use crate::tree::{File, files, report};

fn rust_files() -> Vec<File> {
    files("crates")
        .into_iter()
        .filter(|file| file.is("rs") && !file.path.starts_with("crates/tidy/"))
        .collect()
}

/// What runs in production: no tests, and no build scripts, which may stop a build.
fn production() -> Vec<File> {
    rust_files()
        .into_iter()
        .filter(|file| !file.is_test() && file.name() != "build.rs")
        .collect()
}

fn lines_with(pattern: &str, files: &[File], outside_tests: bool) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let mut problems = Vec::new();
    for file in files {
        let lines: Vec<(usize, &str)> = if outside_tests {
            file.lines_outside_tests().collect()
        } else {
            file.text
                .lines()
                .enumerate()
                .map(|(index, line)| (index + 1, line))
                .collect()
        };
        for (number, line) in lines {
            if pattern.is_match(line) && !line.trim_start().starts_with("//") {
                problems.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    problems
}

#[test]
fn a_panic_is_argued_for() {
    let code = production();
    // A proof is a sentence: four words at least.
    let proved = Regex::new(r#"\.expect\(\s*"\S+\s+\S+\s+\S+\s+\S+"#).unwrap();
    let problems: Vec<String> = lines_with(r"\.unwrap\(\)|\.expect\(", &code, true)
        .into_iter()
        .filter(|line| !proved.is_match(line))
        .collect();
    report(
        "No unwrap, and no expect without a sentence that proves it, outside tests.",
        &problems,
    );
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    let problems = lines_with(
        r"#!?\[allow\(|#!?\[cfg_attr\(.*allow\(",
        &rust_files(),
        false,
    );
    report("Use #[expect(…, reason = \"…\")].", &problems);
}

#[test]
fn nothing_is_left_unfinished() {
    let problems = lines_with(
        r"todo!\(|unimplemented!\(|dbg!\(|#\[ignore",
        &rust_files(),
        false,
    );
    report("No stub, no ignored test.", &problems);
}

#[test]
fn state_is_passed_not_hidden() {
    let code = production();
    let problems = lines_with(
        r"\bstatic\s+mut\b|thread_local!|lazy_static!|\bLazyLock\b|static\s+\w+:\s*\S*(OnceLock|OnceCell|Mutex|RwLock|Atomic)",
        &code,
        true,
    );
    report("No mutable or lazy statics.", &problems);
}

#[test]
fn tests_do_not_sleep() {
    let tests: Vec<File> = rust_files()
        .into_iter()
        .filter(|file| file.path.contains("/tests/"))
        .collect();
    let problems = lines_with(r"\bsleep\(", &tests, false);
    report("A test waits for a thing, not for a while.", &problems);
}

#[test]
fn unsafe_is_nowhere() {
    let problems = lines_with(r"\bunsafe\s*(\{|fn|impl)", &rust_files(), false);
    report("No unsafe.", &problems);
}
