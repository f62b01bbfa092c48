//! `crates/law/COVERAGE.md`: every rule of the statute book, what carries it and what shows it, made from the sources.
//!
//! After a change in `law`: `COVERAGE=write cargo test -p tidy coverage`.

use std::{collections::BTreeMap, fs};

use crate::{
    mentions::{Book, Mention, mentions},
    reach::{Graph, Reached, product},
    tree::{crates, files, report, root, sources},
};

const PATH: &str = "crates/law/COVERAGE.md";
const READY: &str = "crates/law/data/ready.tsv";
/// More names than this in one cell help nobody.
const SHOWN: usize = 8;
/// Of the places where a rule is met, this many.
const MET: usize = 3;
/// The issues that are open: what is ready and not wired waits for one of them.
const OPEN: [&str; 5] = ["12", "13", "14", "15", "16"];

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

/// Where the product meets a rule: the sources that reach what carries it in the fewest steps.
fn met(found: &Found, reached: &Reached) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for carrier in &found.carriers {
        // A variant is met where its type is.
        let whole = carrier.rsplit_once("::").map_or("", |(owner, _)| owner);
        for place in [carrier.as_str(), whole]
            .into_iter()
            .find_map(|name| reached.get(name))
            .into_iter()
            .flatten()
        {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
    }
    places
}

fn written(
    rules: &[Rule],
    found: &BTreeMap<String, Found>,
    reached: &Reached,
    ready: &BTreeMap<String, String>,
) -> String {
    let nothing = Found::default();
    let of = |rule: &Rule| found.get(&rule.id).unwrap_or(&nothing);
    let carried = rules
        .iter()
        .filter(|rule| !of(rule).carriers.is_empty())
        .count();
    let wired = rules
        .iter()
        .filter(|rule| !met(of(rule), reached).is_empty())
        .count();
    let mut text = format!(
        "# What carries each rule\n\n\
         Made from `data/rules.tsv` and the sources by `COVERAGE=write cargo test -p tidy coverage`; do not edit.\n\
         Of {} rules and traps {carried} are carried here by code, the rest say why not. {wired} of them are met: the sources\n\
         under \"met in\" name what carries the rule, or what names that, in the fewest steps. The others are ready, not wired.\n",
        rules.len()
    );
    let mut chapter = "";
    for rule in rules {
        if rule.chapter != chapter {
            chapter = &rule.chapter;
            text += &format!(
                "\n## {chapter}\n\n| rule | what it says | carried by | met in | shown by | note |\n|---|---|---|---|---|---|\n"
            );
        }
        let Found { carriers, tests } = of(rule);
        let mut places = met(of(rule), reached);
        places.truncate(MET);
        let issue = carriers.iter().find_map(|carrier| waits(ready, carrier));
        let place = match issue {
            Some(issue) if places.is_empty() => format!("ready, not wired: issue {issue}"),
            _ => cell(&places),
        };
        text += &format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            rule.id,
            rule.title,
            cell(carriers),
            place,
            cell(tests),
            rule.note
        );
    }
    text
}

/// What is public, carries a rule, and is reached by nothing of the product, unless `ready.tsv` says which open issue will wire it.
/// What is listed there and reached, or not there at all, goes from the list.
fn unwired(
    found: &BTreeMap<String, Found>,
    graph: &Graph,
    reached: &Reached,
    ready: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for item in &graph.items {
        let carries = |found: &Found| found.carriers.contains(&item.said);
        let ids: Vec<&str> = found
            .iter()
            .filter(|(_, found)| carries(found))
            .map(|(id, _)| id.as_str())
            .collect();
        let waits = waits(ready, &item.said).is_some();
        if item.public && !ids.is_empty() && !reached.contains_key(&item.said) && !waits {
            problems.push(format!(
                "{} ({}): nothing of the product reaches it",
                item.said,
                ids.join(", ")
            ));
        }
    }
    for (said, issue) in ready {
        if !OPEN.contains(&issue.as_str()) {
            problems.push(format!(
                "{READY}: {said} waits for issue {issue}, which is not open"
            ));
        }
        let mut meant = graph.items.iter().filter(|item| is_meant(said, &item.said));
        if meant.clone().next().is_none() {
            problems.push(format!("{READY}: there is no {said}"));
        } else if meant.all(|item| reached.contains_key(&item.said)) {
            problems.push(format!("{READY}: {said} is wired by now"));
        }
    }
    problems
}

/// Whether an entry of `ready.tsv` means an item: by its name, or by its room (`item::*`).
fn is_meant(entry: &str, said: &str) -> bool {
    entry == said
        || entry
            .strip_suffix('*')
            .is_some_and(|room| said.starts_with(room))
}

/// The issue that an item waits for.
fn waits<'a>(ready: &'a BTreeMap<String, String>, said: &str) -> Option<&'a String> {
    ready
        .iter()
        .find(|(entry, _)| is_meant(entry, said))
        .map(|(_, issue)| issue)
}

/// What is ready and not wired, with the issue that will do it.
fn ready() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join(READY)).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (said, issue) = line.split_once('\t').unwrap();
            (said.to_string(), issue.to_string())
        })
        .collect()
}

#[test]
fn coverage_is_current_and_has_no_hole() {
    let rules = rules();
    let book = Book::new(rules.iter().map(|rule| rule.id.clone()).collect());
    let found = found(&book);
    let graph = Graph::read(&sources("law"));
    let reached = graph.reached(&product());
    let ready = ready();
    let text = written(&rules, &found, &reached, &ready);
    if std::env::var_os("COVERAGE").is_some_and(|value| value == "write") {
        fs::write(root().join(PATH), &text).unwrap();
    }
    let mut problems = unwired(&found, &graph, &reached, &ready);
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
