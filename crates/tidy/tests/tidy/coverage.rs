//! `crates/law/COVERAGE.md`: every rule of the statute book, what carries it and what shows it, made from the sources.
//!
//! After a change in `law`: `COVERAGE=write cargo test -p tidy coverage`.

use std::{collections::BTreeMap, fs};

use crate::{
    mentions::{Book, Mention, mentions},
    tree::{crates, files, report, root, sources},
};

const PATH: &str = "crates/law/COVERAGE.md";
/// More names than this in one cell help nobody.
const SHOWN: usize = 8;

struct Rule {
    id: String,
    chapter: String,
    title: String,
    note: String,
}

fn rules() -> Vec<Rule> {
    let text = fs::read_to_string(root().join("crates/law/data/rules.tsv")).unwrap();
    text.lines()
        // `R-1.row` is R-1, told more narrowly.
        .filter(|line| !line.starts_with('#') && !line.starts_with("R-1."))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, chapter, title, _, _, note] = cells[..] else {
                panic!("rules.tsv: six cells, not {}: {line}", cells.len());
            };
            Rule {
                id: id.into(),
                chapter: chapter.into(),
                title: title.into(),
                note: note.into(),
            }
        })
        .collect()
}

/// For each ID, the items that carry it and the tests that show it, in order of path.
#[derive(Default)]
struct Found {
    carriers: Vec<String>,
    tests: Vec<String>,
}

fn found(book: &Book) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut code = sources("law");
    code.extend(
        files("crates/law/tests")
            .into_iter()
            .filter(|file| file.is("rs")),
    );
    for file in &code {
        for Mention { id, item, test } in mentions(book, file) {
            let entry = all.entry(id).or_default();
            let names = if test {
                &mut entry.tests
            } else {
                &mut entry.carriers
            };
            if !names.contains(&item) {
                names.push(item);
            }
        }
    }
    all
}

fn cell(names: &[String]) -> String {
    let mut shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > SHOWN {
        shown.push(format!("and {} more", names.len() - SHOWN));
    }
    shown.join(", ")
}

fn written(rules: &[Rule], found: &BTreeMap<String, Found>) -> String {
    let nothing = Found::default();
    let of = |rule: &Rule| found.get(&rule.id).unwrap_or(&nothing);
    let carried = rules
        .iter()
        .filter(|rule| !of(rule).carriers.is_empty())
        .count();
    let mut text = format!(
        "# What carries each rule\n\n\
         Made from `data/rules.tsv` and the sources by `COVERAGE=write cargo test -p tidy coverage`; do not edit.\n\
         Of {} rules and traps {carried} are carried here by code, the rest say why not.\n",
        rules.len()
    );
    let mut chapter = "";
    for rule in rules {
        if rule.chapter != chapter {
            chapter = &rule.chapter;
            text += &format!(
                "\n## {chapter}\n\n| rule | what it says | carried by | shown by | note |\n|---|---|---|---|---|\n"
            );
        }
        let Found { carriers, tests } = of(rule);
        text += &format!(
            "| {} | {} | {} | {} | {} |\n",
            rule.id,
            rule.title,
            cell(carriers),
            cell(tests),
            rule.note
        );
    }
    text
}

#[test]
fn coverage_is_current_and_has_no_hole() {
    let rules = rules();
    let book = Book::new(rules.iter().map(|rule| rule.id.clone()).collect());
    let found = found(&book);
    let text = written(&rules, &found);
    if std::env::var_os("COVERAGE").is_some_and(|value| value == "write") {
        fs::write(root().join(PATH), &text).unwrap();
    }
    let mut problems = Vec::new();
    for rule in &rules {
        let (carried, shown) = found.get(&rule.id).map_or((false, false), |found| {
            (!found.carriers.is_empty(), !found.tests.is_empty())
        });
        match (carried, shown) {
            _ if !rule.note.is_empty() => {}
            (false, _) => problems.push(format!(
                "{}: nothing carries it, and rules.tsv does not say why",
                rule.id
            )),
            (true, false) => problems.push(format!(
                "{}: no test names it, and rules.tsv does not say why",
                rule.id
            )),
            (true, true) => {}
        }
    }
    let checked_in = fs::read_to_string(root().join(PATH)).unwrap_or_default();
    if checked_in != text {
        problems.push(format!(
            "{PATH} is stale: COVERAGE=write cargo test -p tidy coverage"
        ));
    }
    report(
        "Every rule has what carries it, or the reason why nothing does.",
        &problems,
    );
}

#[test]
fn a_crate_named_in_a_note_names_the_rule() {
    let rules = rules();
    let book = Book::new(rules.iter().map(|rule| rule.id.clone()).collect());
    let known = crates();
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for krate in &known {
        let ids = sources(krate)
            .iter()
            .flat_map(|file| book.ids(&file.text))
            .collect();
        named.insert(krate.clone(), ids);
    }
    let mut problems = Vec::new();
    for rule in &rules {
        for krate in rule.note.split('`').skip(1).step_by(2) {
            match named.get(krate) {
                None => problems.push(format!("{}: there is no crate {krate}", rule.id)),
                Some(ids) if !ids.contains(&rule.id) => {
                    problems.push(format!("{}: {krate} does not name it", rule.id));
                }
                Some(_) => {}
            }
        }
    }
    report("A note points to code that names the rule.", &problems);
}

#[test]
fn law_names_no_rule_that_is_not_in_the_list() {
    let book = Book::new(rules().into_iter().map(|rule| rule.id).collect());
    let problems: Vec<String> = sources("law")
        .iter()
        .flat_map(|file| {
            book.strangers(&file.text)
                .into_iter()
                .map(|id| format!("{}: {id}", file.path))
        })
        .collect();
    report("A rule that law names is in rules.tsv.", &problems);
}
