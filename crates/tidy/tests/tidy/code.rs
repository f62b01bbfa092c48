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
    let problems: Vec<String> = lines_with(
        r"\bstatic\s+(mut\s+)?\w+\s*:|thread_local!|lazy_static!|\b(LazyLock|OnceLock|LazyCell|OnceCell)\b",
        &code,
        true,
    )
    .into_iter()
    .filter(|line| !LAST_STATIC.iter().any(|path| line.starts_with(path)))
    .collect();
    report(
        "No statics of any kind: what is shared is in `App`.",
        &problems,
    );
}

/// Still there, and to go with the readers' own process; nothing may be added.
const LAST_STATIC: [&str; 1] = ["crates/app/src/reports/adopt.rs:"];

/// An ID made by the library's own call reads a clock of its own.
#[test]
fn there_is_no_second_clock() {
    let code = production();
    let problems: Vec<String> = lines_with(
        r"\bUlid::(new|generate)\(|\bSystemTime::now|\bTimestamp::now|\bZoned::now",
        &code,
        true,
    )
    .into_iter()
    .filter(|line| !SECOND_CLOCKS.iter().any(|path| line.starts_with(path)))
    .collect();
    report("`now` is an argument; `app::clock` reads it.", &problems);
}

/// The clock itself; then what still makes IDs by the library, and is to take them as arguments. Nothing may be added.
const SECOND_CLOCKS: [&str; 4] = [
    "crates/app/src/clock.rs:",
    "crates/store/src/jobs.rs:",
    "crates/store/src/people.rs:",
    "crates/cli/src/opening.rs:",
];

#[test]
fn chance_is_drawn_where_it_is_listed() {
    let code = production();
    let problems: Vec<String> = lines_with(
        r"\brand::(random|rng)\b|\bOsRng\b|\bgetrandom\b|thread_rng",
        &code,
        true,
    )
    .into_iter()
    .filter(|line| !DRAWS.iter().any(|path| line.starts_with(path)))
    .collect();
    report("Keys, nonces and codes are drawn in few rooms.", &problems);
}

/// Ids and codes; the keys and nonces of the sealed people; tokens of forms; the keys of an installation and its first password.
const DRAWS: [&str; 5] = [
    "crates/app/src/accounts.rs:",
    "crates/store/src/people.rs:",
    "crates/web/src/kit/guard.rs:",
    "crates/cli/src/keys.rs:",
    "crates/cli/src/init.rs:",
];

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
