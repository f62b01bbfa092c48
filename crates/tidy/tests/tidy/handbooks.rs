//! `docs/manual`: each command that a manual quotes is one that `cli` takes, each page a line of the table of routes, and each word in
//! bold stands on a page in that language.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::tree::{File, files, report, sources};

/// What stands before a field or a variant, over several lines too.
const MARKS: &str = r"(?:#\[(?:[^\[\]]|\[[^\]]*\])*\]\s*)*";

/// What may follow `mingbai`: subcommands, and the flags of each.
#[derive(Debug, Default)]
struct Usage {
    flags: BTreeSet<String>,
    below: BTreeMap<String, Usage>,
}

/// The definitions of `cli` as clap reads them: structs of arguments and enums of commands, by file.
struct Definitions(Vec<File>);

impl Definitions {
    /// The file and what stands between the braces of a struct or an enum, as a file names it: `module::Name` is another
    /// file's, a bare name its own or one that it imports.
    fn body(&self, kind: &str, path: &str, from: usize) -> (usize, String) {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let head = format!("{kind} {name} {{");
        let ours = |at: &usize| self.0[*at].text.contains(&head);
        let there = format!("{}.rs", module.rsplit("::").next().unwrap());
        let named = |at: &usize| self.0[*at].name() == there;
        let at = (0..self.0.len())
            .find(|at| !module.is_empty() && named(at) && ours(at))
            .or_else(|| Some(from).filter(ours))
            .or_else(|| (0..self.0.len()).find(ours))
            .unwrap_or_else(|| panic!("no {head}"));
        let text = &self.0[at].text;
        let begin = text.find(&head).unwrap() + head.len();
        let mut depth = 1;
        let end = text[begin..].find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let lines = text[begin..begin + end.unwrap()].lines();
        let code = lines.filter(|line| !line.trim_start().starts_with("//"));
        (at, code.flat_map(|line| [line, "\n"]).collect())
    }

    /// The flags and commands of fields, in a struct or in a variant of an enum.
    fn fields(&self, (at, body): (usize, String), usage: &mut Usage) {
        let field =
            Regex::new(&format!(r"({MARKS})(?:pub )?([a-z_]+): ([A-Za-z0-9_:<>]+)")).unwrap();
        let long = Regex::new(r#"\blong(?: = "([a-z-]+)")?"#).unwrap();
        for found in field.captures_iter(&body) {
            let (marks, name, kind) = (&found[1], &found[2], &found[3]);
            if marks.contains("flatten") {
                self.fields(self.body("struct", kind, at), usage);
            } else if marks.contains("subcommand") {
                self.variants(kind, at, usage);
            } else if let Some(named) = long.captures(marks) {
                let named = named.get(1).map_or(name, |one| one.as_str());
                usage.flags.insert(format!("--{}", named.replace('_', "-")));
            }
        }
    }

    /// The commands of an enum.
    fn variants(&self, path: &str, from: usize, usage: &mut Usage) {
        let variant = Regex::new(&format!(
            r"(?m)^ {{4}}({MARKS})([A-Z][A-Za-z]+)(?:\(([A-Za-z_:]+)\)| \{{((?s:.*?))(?:^ {{4}}| )\}})?,$"
        ))
        .unwrap();
        let inner = Regex::new("([a-z])([A-Z])").unwrap();
        let (at, body) = self.body("enum", path, from);
        for found in variant.captures_iter(&body) {
            let mut one = Usage::default();
            if let Some(kind) = found.get(3) {
                if found[1].contains("subcommand") {
                    self.variants(kind.as_str(), at, &mut one);
                } else {
                    self.fields(self.body("struct", kind.as_str(), at), &mut one);
                }
            } else if let Some(fields) = found.get(4) {
                self.fields((at, fields.as_str().to_string()), &mut one);
            }
            let name = inner.replace_all(&found[2], "$1-$2").to_lowercase();
            usage.below.insert(name, one);
        }
    }
}

/// All that `mingbai` takes.
fn usage() -> Usage {
    let mut usage = Usage::default();
    let definitions = Definitions(sources("cli"));
    definitions.fields(definitions.body("struct", "Cli", 0), &mut usage);
    usage
}

/// What is wrong with a quoted command; flags of a command may stand behind those below it.
fn fault(usage: &Usage, command: &str) -> Option<String> {
    let (mut at, mut flags) = (usage, usage.flags.clone());
    for word in command.split_whitespace().skip(1) {
        if [">", "|", "<"].contains(&word) {
            break;
        } else if word.starts_with("--") {
            let flag = word.split('=').next().unwrap();
            if !flags.contains(flag) {
                return Some(format!("no flag {flag}"));
            }
        } else if let Some(below) = at.below.get(word) {
            at = below;
            flags.extend(below.flags.iter().cloned());
        } else if !at.below.is_empty() {
            return Some(format!("no command {word}"));
        }
    }
    None
}

fn manuals() -> Vec<File> {
    let found = files("docs/manual");
    assert!(!found.is_empty(), "docs/manual is empty");
    found
}

#[test]
fn each_command_of_a_manual_is_one() {
    let usage = usage();
    for known in ["staff", "report", "import", "serve"] {
        assert!(usage.below.contains_key(known), "{known} was not read");
    }
    let inline = Regex::new("`(mingbai [^`]+)`").unwrap();
    let line = Regex::new("(?m)^(mingbai .*)$").unwrap();
    let mut problems = Vec::new();
    for file in manuals() {
        let quoted = inline
            .captures_iter(&file.text)
            .chain(line.captures_iter(&file.text));
        for found in quoted {
            if let Some(fault) = fault(&usage, &found[1]) {
                problems.push(format!("{}: {}: {fault}", file.path, &found[1]));
            }
        }
    }
    report("A manual names a command that is none.", &problems);
}

#[test]
fn each_page_of_a_manual_is_a_route() {
    let route = Regex::new(r#"(?:Method::GET,\s*|\bkept\()"(/[^"]*)""#).unwrap();
    let mut routes = BTreeSet::new();
    for file in sources("web") {
        for found in route.captures_iter(&file.text) {
            routes.insert(found[1].to_string());
        }
    }
    let quoted = Regex::new("`(/[^`]*)`").unwrap();
    let mut problems = Vec::new();
    for file in manuals() {
        for found in quoted.captures_iter(&file.text) {
            if !routes.contains(&found[1]) {
                problems.push(format!("{}: {}", file.path, &found[1]));
            }
        }
    }
    report("A manual names a page that is none.", &problems);
}

/// As a catalogue of that language or the code says it.
#[test]
fn each_bold_word_of_a_manual_stands_on_a_page() {
    let bold = Regex::new(r"\*\*([^*]+)\*\*").unwrap();
    let code: String = ["app", "law", "web"]
        .into_iter()
        .flat_map(sources)
        .map(|file| file.text)
        .collect();
    let mut problems = Vec::new();
    for file in manuals() {
        let lang = if file.path.ends_with(".zh.md") {
            "zh"
        } else {
            "en"
        };
        let words: String = files("crates/web/locales")
            .into_iter()
            .filter(|one| one.path.ends_with(&format!(".{lang}.toml")))
            .map(|one| one.text)
            .collect();
        for found in bold.captures_iter(&file.text) {
            let word = format!("\"{}\"", &found[1]);
            if !words.contains(&word) && !code.contains(&word) {
                problems.push(format!("{}: {word}", file.path));
            }
        }
    }
    report("A manual calls something what no page calls it.", &problems);
}

/// Both languages, for each reader.
#[test]
fn each_manual_is_there_in_both_languages() {
    let names: BTreeSet<String> = manuals().iter().map(|file| file.path.clone()).collect();
    let problems: Vec<String> = [
        "administrator",
        "clerk",
        "reviewers",
        "supervisor",
        "applicant",
    ]
    .iter()
    .flat_map(|who| ["zh", "en"].map(|lang| format!("docs/manual/{who}.{lang}.md")))
    .filter(|path| !names.contains(path))
    .collect();
    report("A manual is missing.", &problems);
}
