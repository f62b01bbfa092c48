//! `docs/law/rules.md`: the statute book that the code cites, made from `crates/law/data/rules.tsv`, and from `sentences.tsv` beside
//! it, which says in a sentence what a title only names.
//!
//! After a change there: `COVERAGE=write cargo test -p tidy manual`.

use std::{collections::BTreeMap, fs};

use crate::tree::{report, root};

const PATH: &str = "docs/law/rules.md";
const CHAPTERS: [(&str, &str); 32] = [
    ("0.2", "Which text applies when"),
    ("1.1", "The 条例: who, and what"),
    ("1.2", "Exemptions and review"),
    ("1.3", "Proactive disclosure"),
    ("1.4", "Requests: how they come in"),
    ("1.5", "补正"),
    ("1.6", "Third parties and other organs"),
    ("1.7", "Periods of answering"),
    ("1.8", "Abnormal number or frequency"),
    ("1.9", "Outcomes"),
    ("1.10", "Supervision"),
    ("2.1", "The annual report: sections"),
    ("2.2", "表二"),
    ("2.3", "表三"),
    ("2.4", "表四"),
    ("2.5", "Who reports, when, to whom"),
    ("3", "信息处理费"),
    ("4", "The platform"),
    ("5.1", "Websites: how they are made"),
    ("5.2", "Websites: what inspections look for"),
    ("5.3", "Access for everyone"),
    ("5.4", "Safety of government applications"),
    ("5.5", "The yearly report of the website"),
    ("5.6", "One county site, the pool, the accounts"),
    ("6", "行政执法公示"),
    ("7", "基层政务公开标准目录"),
    (
        "8",
        "Review before publishing, marking, explanation, consultation",
    ),
    ("9", "复议 and 诉讼"),
    ("10", "Letters"),
    ("11", "Calendar and counting"),
    ("12", "Archives"),
    ("13.1", "Personal data: duties"),
];

fn name_of(chapter: &str) -> &str {
    CHAPTERS
        .iter()
        .find(|(number, _)| *number == chapter)
        .map_or_else(
            || match chapter {
                "13.2" => "Personal data: before publishing",
                "14" => "Traps",
                _ => "",
            },
            |(_, name)| name,
        )
}

fn written(list: &str, sentences: &BTreeMap<&str, &str>) -> String {
    let mut text = String::from(
        "# The rules, one by one\n\n\
         The statute book that the code cites: the number of each rule, what it says in short, the text it restates, and what\n\
         that rests on. Made from `crates/law/data/rules.tsv` and `sentences.tsv` by `COVERAGE=write cargo test -p tidy manual`; do not edit. What\n\
         carries and shows each rule stands in [COVERAGE.md](../../crates/law/COVERAGE.md). Where a comment says `law.md 1.9`, chapter 1.9\n\
         of this list is meant; the shapes of `formats.md` stand in [formats.md](formats.md).\n\n\
         - **read**: the text that is cited says it, and was read.\n\
         - **inferred**: no text says it; a choice, which is a setting where it can differ.\n\
         - **from memory**: a text is believed to say it, but no copy was checked. Wherever the rule is shown, its citation says so.\n",
    );
    let mut chapter = "";
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, of, title, citation, mark, _] = cells[..] else {
            panic!("rules.tsv: six cells, not {}: {line}", cells.len());
        };
        if of != chapter {
            chapter = of;
            text += &format!(
                "\n## {of} {}\n\n| rule | what it says | text | rests on |\n|---|---|---|---|\n",
                name_of(of)
            );
        }
        let mark = if mark == "memory" {
            "from memory"
        } else {
            mark
        };
        let told = sentences.get(id).map_or_else(
            || title.to_string(),
            |sentence| format!("{title}. {sentence}"),
        );
        text += &format!("| {id} | {told} | {citation} | {mark} |\n");
    }
    text
}

#[test]
fn the_manual_is_the_list() {
    let list = fs::read_to_string(root().join("crates/law/data/rules.tsv")).unwrap();
    let sentences = fs::read_to_string(root().join("crates/law/data/sentences.tsv")).unwrap();
    let sentences: BTreeMap<&str, &str> = sentences
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect(line))
        .collect();
    let text = written(&list, &sentences);
    if std::env::var_os("COVERAGE").is_some_and(|value| value == "write") {
        fs::create_dir_all(root().join("docs/law")).unwrap();
        fs::write(root().join(PATH), &text).unwrap();
    }
    let checked_in = fs::read_to_string(root().join(PATH)).unwrap_or_default();
    let mut problems = Vec::new();
    for id in sentences.keys() {
        if !list
            .lines()
            .any(|line| line.split('\t').next() == Some(*id))
        {
            problems.push(format!("sentences.tsv: there is no rule {id}"));
        }
    }
    if checked_in != text {
        problems.push(format!("{PATH}: COVERAGE=write cargo test -p tidy manual"));
    }
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let chapter = line.split('\t').nth(1).unwrap();
        if name_of(chapter).is_empty() {
            problems.push(format!("chapter {chapter} has no name"));
        }
    }
    report("docs/law/rules.md is what rules.tsv says.", &problems);
}
