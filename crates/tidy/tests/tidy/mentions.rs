//! Which item of a source file names which rule.

use regex::Regex;

use crate::tree::File;

/// The IDs that there are, in order, and how to find them in a text.
pub struct Book {
    ids: Vec<String>,
    /// `Rule::A_33_3` as code names it.
    constant: Regex,
    id: Regex,
    range: Regex,
    trap: Regex,
}

pub struct Mention {
    pub id: String,
    /// Module and item, as `case::clock::due`.
    pub item: String,
    pub test: bool,
}

impl Book {
    pub fn new(ids: Vec<String>) -> Self {
        const ID: &str = r"[EARFPWXGSDCZQN]-D?\d+(?:\.\d+)?";
        Self {
            ids,
            constant: Regex::new(r"\bRule::([A-Z])_(D?\d+)(?:_(\d+))?\b").unwrap(),
            id: Regex::new(&format!(r"\b{ID}\b")).unwrap(),
            range: Regex::new(&format!(r"\b({ID})(?: to |\.\.|–)({ID})\b")).unwrap(),
            trap: Regex::new(r"(?i)\btraps? (\d+(?:(?:, | and | to )\d+)*)").unwrap(),
        }
    }

    /// The rules that a text names: single, by a parent (`A-31` is all of A-31.x), in a range, and the traps.
    pub fn ids(&self, text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for hit in self.constant.captures_iter(text) {
            let id = match hit.get(3) {
                Some(part) => format!("{}-{}.{}", &hit[1], &hit[2], part.as_str()),
                None => format!("{}-{}", &hit[1], &hit[2]),
            };
            found.extend(self.ids.iter().filter(|known| **known == id).cloned());
        }
        for hit in self.range.captures_iter(text) {
            if let (Some(from), Some(to)) = (self.place(&hit[1]), self.place(&hit[2])) {
                found.extend(self.ids.iter().take(to + 1).skip(from).cloned());
            }
        }
        for hit in self.id.find_iter(text) {
            found.extend(self.named(hit.as_str()));
        }
        for hit in self.trap.captures_iter(text) {
            found.extend(
                traps(&hit[1])
                    .into_iter()
                    .map(|number| format!("trap {number}")),
            );
        }
        found.sort();
        found.dedup();
        found
    }

    /// What looks like a rule and is in no list.
    pub fn strangers(&self, text: &str) -> Vec<String> {
        self.id
            .find_iter(text)
            .map(|hit| hit.as_str())
            .filter(|id| self.named(id).is_empty())
            .map(str::to_string)
            .collect()
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| known == id)
    }

    fn named(&self, id: &str) -> Vec<String> {
        let parent = format!("{id}.");
        let is = |known: &&String| known.as_str() == id || known.starts_with(&parent);
        self.ids.iter().filter(is).cloned().collect()
    }
}

/// `1 to 4, 30` and `25 and 26`.
fn traps(list: &str) -> Vec<u32> {
    let number = |text: &str| text.trim().parse::<u32>().unwrap();
    list.replace(" and ", ", ")
        .split(", ")
        .flat_map(|part| match part.split_once(" to ") {
            Some((from, to)) => number(from)..=number(to),
            None => number(part)..=number(part),
        })
        .collect()
}

/// The rules a file names, each with the item that names it: by its doc comment, or inside its body. What a file says of itself
/// (`//!`) carries nothing.
pub fn mentions(book: &Book, file: &File) -> Vec<Mention> {
    let function = Regex::new(r"^(\s*)(?:pub(?:\([a-z]+\))? )?(?:const )?fn (\w+)").unwrap();
    let shape = Regex::new(r"^(?:pub(?:\([a-z]+\))? )?(?:enum|struct|const|type) (\w+)").unwrap();
    let block = Regex::new(r"^impl(?:<[^>]*>)? (?:[\w:]+(?:<[^>]*>)? for )?(\w+)").unwrap();
    let member = Regex::new(r"^\s+(?:pub )?(\w+)\b").unwrap();
    let module = module_of(&file.path);
    let mut test = file.is_test();
    let (mut owner, mut inside): (String, Option<(usize, String)>) = (String::new(), None);
    let mut waiting: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for line in file.text.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("//!") {
            continue;
        }
        if line.starts_with("#[cfg(test)]") {
            test = true;
        }
        if trimmed.starts_with("///") {
            waiting.extend(book.ids(trimmed));
            continue;
        }
        if trimmed.starts_with("#[") || trimmed.starts_with("#![") {
            continue;
        }
        let item = if let Some(hit) = function.captures(line) {
            let name = if hit[1].is_empty() || owner.is_empty() || test {
                hit[2].to_string()
            } else {
                format!("{owner}::{}", &hit[2])
            };
            inside = Some((hit[1].len(), name.clone()));
            name
        } else if let Some(hit) = shape.captures(line) {
            owner = hit[1].to_string();
            owner.clone()
        } else if let Some(hit) = block.captures(line) {
            owner = hit[1].to_string();
            owner.clone()
        } else if let Some((_, name)) = &inside {
            name.clone()
        } else if let Some(hit) = member.captures(line).filter(|_| !waiting.is_empty()) {
            format!("{owner}::{}", &hit[1])
        } else {
            owner.clone()
        };
        let mut ids = std::mem::take(&mut waiting);
        ids.extend(book.ids(trimmed));
        found.extend(ids.into_iter().map(|id| Mention {
            id,
            item: joined(&module, &item),
            test,
        }));
        if let Some((indent, _)) = &inside
            && line.len() == indent + 1
            && trimmed == "}"
        {
            inside = None;
        }
        if line == "}" || (line.ends_with(';') && !line.starts_with(' ') && inside.is_none()) {
            owner.clear();
        }
    }
    found
}

fn joined(module: &str, item: &str) -> String {
    [module, item]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("::")
}

/// `crates/law/src/case/clock.rs` is `case::clock`, `crates/law/tests/law/fees.rs` is `fees`.
fn module_of(path: &str) -> String {
    let path = path.trim_end_matches(".rs");
    let within = path
        .split_once("/src/")
        .or_else(|| path.split_once("/tests/law/"))
        .or_else(|| path.split_once("/tests/"))
        .map_or(path, |(_, within)| within);
    if within == "lib" {
        String::new()
    } else {
        within.replace('/', "::")
    }
}

#[test]
fn rules_are_found_in_every_way_of_naming_them() {
    let ids = [
        "A-31.1", "A-31.2", "R-30", "R-31", "R-32", "F-3", "F-D1", "trap 1", "trap 2",
    ];
    let book = Book::new(ids.map(str::to_string).to_vec());
    for (text, expected) in [
        ("(A-31)", vec!["A-31.1", "A-31.2"]),
        ("A-31.2, F-3", vec!["A-31.2", "F-3"]),
        ("R-30 to R-32", vec!["R-30", "R-31", "R-32"]),
        ("R-30..R-31", vec!["R-30", "R-31"]),
        ("F-D1", vec!["F-D1"]),
        ("Rule::A_31_2 | Rule::F_D1", vec!["A-31.2", "F-D1"]),
        ("traps 1 and 2", vec!["trap 1", "trap 2"]),
        ("Trap 1: x", vec!["trap 1"]),
        ("R-3, XA-31.1, R-300", vec![]),
    ] {
        assert_eq!(book.ids(text), expected, "{text}");
    }
    assert_eq!(book.strangers("R-30 R-99 UTF-8"), ["R-99"]);
    let file = File {
        path: "crates/law/src/a/b.rs".into(),
        text: "//! R-32\n/// F-3\n#[must_use]\npub fn one() {\n    let x = 1; // R-30\n}\n\n/// R-31\npub enum Two {\n    /// A-31.1\n    Three,\n}\n\nimpl Two {\n    fn four() -> &str {\n        \"A-31.2\"\n    }\n}\n".into(),
    };
    let found: Vec<String> = mentions(&book, &file)
        .iter()
        .map(|mention| format!("{} {}", mention.id, mention.item))
        .collect();
    assert_eq!(
        found,
        [
            "F-3 a::b::one",
            "R-30 a::b::one",
            "R-31 a::b::Two",
            "A-31.1 a::b::Two::Three",
            "A-31.2 a::b::Two::four"
        ]
    );
}
