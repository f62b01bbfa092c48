//! What a newcomer reads, and what must not be written down.

use regex::Regex;

use crate::tree::{crates, files, report, root};

const NEEDED: [&str; 17] = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "NOTICE",
    "docs/glossary.md",
    "docs/adding/rule.md",
    "docs/adding/table.md",
    "docs/adding/operation.md",
    "docs/adding/page.md",
    "docs/adding/document.md",
    "docs/security.md",
    "bench/README.md",
    "docs/law/rules.md",
    "docs/law/formats.md",
    ".ci/run",
];

#[test]
fn the_papers_are_there() {
    let mut problems: Vec<String> = NEEDED
        .iter()
        .filter(|path| !root().join(path).is_file())
        .map(|path| (*path).to_string())
        .collect();
    for krate in crates() {
        let path = format!("crates/{krate}/README.md");
        if !root().join(&path).is_file() {
            problems.push(path);
        }
    }
    report("A document is missing.", &problems);
}

#[test]
fn architecture_fits_in_one_reading() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let lines = text.lines().count();
    assert!(
        lines <= 150,
        "ARCHITECTURE.md has {lines} lines; 150 is the limit"
    );
    assert!(
        text.contains("Invariant"),
        "ARCHITECTURE.md says what is deliberately absent"
    );
}

#[test]
fn links_between_documents_work() {
    let link = Regex::new(r"\]\(([^)#\s]+)(?:#[^)]*)?\)").unwrap();
    let mut problems = Vec::new();
    for file in files("").iter().filter(|file| file.is("md")) {
        let folder = root().join(&file.path).parent().unwrap().to_path_buf();
        for found in link.captures_iter(&file.text) {
            let target = &found[1];
            if !target.contains("://")
                && !target.starts_with("mailto:")
                && !folder.join(target).exists()
            {
                problems.push(format!("{} -> {target}", file.path));
            }
        }
    }
    report("A link leads nowhere.", &problems);
}

#[test]
fn decisions_are_numbered_and_dated() {
    let name = Regex::new(r"^\d{4}-[a-z0-9-]+\.md$").unwrap();
    let date = Regex::new(r"\b20\d\d-\d\d-\d\d\b").unwrap();
    let decisions = files("docs/adr");
    assert!(!decisions.is_empty());
    let problems: Vec<String> = decisions
        .iter()
        .filter(|file| !name.is_match(file.name()) || !date.is_match(&file.text))
        .map(|file| file.path.clone())
        .collect();
    report("docs/adr/NNNN-title.md, with its date.", &problems);
}

/// The tree is read by strangers on other machines: no folder of one machine, no host of a package registry.
#[test]
fn nothing_names_a_machine() {
    let forbidden = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/home/", "user"),
        concat!("registry.", "npmjs"),
        concat!("crates", ".io"),
        concat!("pypi", ".org"),
        concat!("deb.", "debian.org"),
        concat!("BEGIN ", "PRIVATE KEY"),
        concat!("BEGIN OPENSSH ", "PRIVATE KEY"),
    ];
    let mut problems = Vec::new();
    for file in files("") {
        // Cargo writes its index into its own lockfile.
        if file.path == "Cargo.lock" {
            continue;
        }
        for word in forbidden {
            if file.text.contains(word) {
                problems.push(format!("{}: {word}", file.path));
            }
        }
    }
    report(
        "A machine's folder, a registry's host or a key in the tree.",
        &problems,
    );
}

/// A fault is mended as long as the test that would see it again is there, under the name that the table gives.
#[test]
fn the_faults_name_tests_that_are_there() {
    let table = std::fs::read_to_string(root().join("docs/faults.md")).unwrap();
    let all = |under: &str, ending: &str| -> String {
        files(under)
            .into_iter()
            .filter(|file| file.is(ending))
            .map(|file| file.text)
            .collect()
    };
    let (rust, scripts) = (all("crates", "rs"), all("tests", "mjs"));
    let ours = Regex::new(r"`([a-z0-9]+(?:_[a-z0-9]+){2,})`").unwrap();
    let quoted = Regex::new(r#""([^"|]+)""#).unwrap();
    let mut problems = Vec::new();
    for name in ours.captures_iter(&table) {
        if !rust.contains(&format!("fn {}(", &name[1])) {
            problems.push(format!("no test {}", &name[1]));
        }
    }
    for name in quoted.captures_iter(&table) {
        if !scripts.contains(&name[1]) {
            problems.push(format!("tests/faults has no “{}”", &name[1]));
        }
    }
    report("docs/faults.md names a test that is not there.", &problems);
}
