//! `docs/security.md` and the lists below it: a line that says it is met names the test that would see it go, each test that is named
//! is there, and the sums are those of the lines.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::tree::{crates, files, report, root};

const STATES: [&str; 4] = ["met", "in part", "not met", "n/a"];

/// A line of a list.
struct Line {
    /// File and first cell.
    place: String,
    /// The heading it stands under.
    heading: String,
    /// How many points it speaks of: `1.2.6 to 1.2.7` are two.
    ids: Vec<String>,
    state: String,
    by: String,
}

/// Every line of the tables in `docs/security`.
fn lines() -> Vec<Line> {
    let mut found = Vec::new();
    for file in files("docs/security") {
        let mut heading = String::new();
        for text in file.text.lines() {
            if let Some(title) = text.strip_prefix("## ") {
                heading = title.into();
            }
            let cells: Vec<&str> = text.trim_matches('|').split('|').map(str::trim).collect();
            let head = ["id", "article"].contains(&cells[0]) || cells[0].starts_with("---");
            if !text.starts_with('|') || head {
                continue;
            }
            let [id, _, state, by] = cells[..] else {
                panic!("{}: four cells are meant: {text}", file.path);
            };
            found.push(Line {
                place: format!("{} {id}", file.path),
                heading: heading.clone(),
                ids: expanded(id),
                state: state.into(),
                by: by.into(),
            });
        }
    }
    assert!(!found.is_empty(), "docs/security holds no list");
    found
}

fn expanded(id: &str) -> Vec<String> {
    let Some((first, last)) = id.split_once(" to ") else {
        return vec![id.into()];
    };
    let split = |id: &str| -> (String, u32) {
        let at = id.rfind('.').map_or(0, |at| at + 1);
        (id[..at].into(), id[at..].parse().unwrap())
    };
    let ((head, from), (_, until)) = (split(first), split(last));
    (from..=until).map(|n| format!("{head}{n}")).collect()
}

/// The tests that a text names: `crate, test`, several with commas between, and names in quotation marks.
fn named(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let ours = Regex::new(&format!(
        r"\b({}), (`[a-z0-9_]+`(?:, `[a-z0-9_]+`)*)",
        crates().join("|")
    ))
    .unwrap();
    let name = Regex::new("`([a-z0-9_]+)`").unwrap();
    let quoted = Regex::new(r#""([^"|]+)""#).unwrap();
    let mut tests = Vec::new();
    for found in ours.captures_iter(text) {
        for one in name.captures_iter(&found[2]) {
            tests.push((found[1].to_string(), one[1].to_string()));
        }
    }
    let scripts = quoted.captures_iter(text).map(|one| one[1].to_string());
    (tests, scripts.collect())
}

#[test]
fn what_security_names_is_a_test() {
    let scripts: String = files("tests")
        .into_iter()
        .filter(|file| file.is("mjs"))
        .map(|file| file.text)
        .collect();
    let mut rust: BTreeMap<String, String> = BTreeMap::new();
    for krate in crates() {
        let code = files(&format!("crates/{krate}"))
            .into_iter()
            .filter(|file| file.is("rs"));
        rust.insert(krate, code.map(|file| file.text).collect());
    }
    let mut papers = files("docs/security");
    papers.extend(
        files("docs")
            .into_iter()
            .filter(|file| file.path == "docs/security.md"),
    );
    let mut problems = Vec::new();
    for paper in &papers {
        let (tests, names) = named(&paper.text);
        for (krate, test) in tests {
            let head = Regex::new(&format!(
                r"#\[(?:tokio::)?test[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:async )?fn {test}\("
            ))
            .unwrap();
            if !head.is_match(&rust[&krate]) {
                problems.push(format!("{}: {krate} has no test {test}", paper.path));
            }
        }
        for name in names {
            if !scripts.contains(&name) {
                problems.push(format!("{}: tests has no “{name}”", paper.path));
            }
        }
    }
    report(
        "A paper on security names a test that is not there.",
        &problems,
    );
}

#[test]
fn what_is_met_names_its_test() {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for line in lines() {
        let (tests, scripts) = named(&line.by);
        if !STATES.contains(&line.state.as_str()) {
            problems.push(format!("{}: {} is no state", line.place, line.state));
        } else if line.state == "met" && tests.is_empty() && scripts.is_empty() {
            problems.push(format!("{}: met, by which test?", line.place));
        } else if line.state == "not met" && line.by.is_empty() {
            problems.push(format!("{}: not met, why?", line.place));
        }
        for id in &line.ids {
            if !seen.insert(format!("{}/{id}", line.heading)) {
                problems.push(format!("{}: twice", line.place));
            }
        }
    }
    report(
        "A line on security says how it is met, or why not.",
        &problems,
    );
}

/// The table at the head of `docs/security.md` counts the lines: those of a whole file, or under the heading that begins with the name.
#[test]
fn the_sums_of_security_are_those_of_its_lines() {
    let paper = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let row = Regex::new(r"(?m)^\| \[([^\]]+)\]\((security/[a-z]+\.md)\) \|([0-9 |]+)\|$").unwrap();
    let all = lines();
    let (mut problems, mut counted) = (Vec::new(), 0);
    for sum in row.captures_iter(&paper) {
        let (name, file) = (&sum[1], format!("docs/{}", &sum[2]));
        let of_file: Vec<&Line> = all
            .iter()
            .filter(|line| line.place.starts_with(&file))
            .collect();
        let under: Vec<&&Line> = of_file
            .iter()
            .filter(|line| line.heading.starts_with(name))
            .collect();
        let these: Vec<&Line> = if under.is_empty() {
            of_file.clone()
        } else {
            under.into_iter().copied().collect()
        };
        let count = |state: &str| -> usize {
            let of_state = these.iter().filter(|line| line.state == state);
            of_state.map(|line| line.ids.len()).sum()
        };
        let states = STATES.map(count);
        let is = std::iter::once(states.iter().sum())
            .chain(states)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
            .join(" | ");
        if sum[3].trim() != is {
            problems.push(format!("{name}: {is}"));
        }
        counted += these.len();
    }
    if counted != all.len() {
        problems.push(format!("{counted} of {} lines are counted", all.len()));
    }
    report(
        "The sums of docs/security.md are not those of its lists.",
        &problems,
    );
}
