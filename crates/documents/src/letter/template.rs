//! 文书模板: plain text with `{placeholders}`, built in and overridden by files that a county writes itself.
//!
//! A template has the sections of [`Draft`]; a line that begins with `#` is a remark. `{名称}` stands for a fact, and leaves a
//! visible blank where the fact is not known; a line with `{名称?}` is left out whole when that fact is empty.

use std::{collections::BTreeMap, path::Path};

use law::letter::{Kind, check::BLANK};

use super::{
    built_in::BUILT_IN,
    check,
    draft::{Draft, NoDraft, sections},
    facts::Facts,
    places::PLACES,
    sample,
};

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {en}")]
pub struct Fault {
    pub file: String,
    /// From 1; 0 where it is about the whole file.
    pub line: usize,
    pub zh: String,
    pub en: String,
}

impl Fault {
    /// The sentence for a person, with file and line.
    #[must_use]
    pub fn message(&self, lang: law::Lang) -> String {
        let text = lang.pick(&self.zh, &self.en);
        match (self.line, lang) {
            (0, law::Lang::Zh) => format!("{}：{text}", self.file),
            (line, law::Lang::Zh) => format!("{}第{line}行：{text}", self.file),
            (0, law::Lang::En) => format!("{}: {text}", self.file),
            (line, law::Lang::En) => format!("{}, line {line}: {text}", self.file),
        }
    }
}

/// The templates in use.
#[derive(Debug, Clone)]
pub struct Templates(BTreeMap<Kind, String>);

/// Larger is no letter.
const LIMIT: usize = 256 * 1024;

impl Templates {
    /// Those that come with Mingbai.
    #[must_use]
    pub fn built_in() -> Self {
        Self(
            Kind::all()
                .zip(BUILT_IN)
                .map(|(kind, text)| (kind, text.to_string()))
                .collect(),
        )
    }

    /// The built-in ones, replaced where a file of the folder is named after a kind: `correction.txt`. A folder that is not
    /// there replaces nothing. One faulty file refuses all, with every fault, so that no letter is drafted from half a change.
    pub fn load(folder: &Path) -> Result<Self, Vec<Fault>> {
        let unreadable = |file: &Path, error: &dyn std::fmt::Display| Fault {
            file: file.display().to_string(),
            line: 0,
            zh: format!("读取失败：{error}"),
            en: format!("cannot be read: {error}"),
        };
        let mut files = Vec::new();
        if folder.is_dir() {
            let entries =
                std::fs::read_dir(folder).map_err(|error| vec![unreadable(folder, &error)])?;
            for entry in entries {
                let path = entry
                    .map_err(|error| vec![unreadable(folder, &error)])?
                    .path();
                if path.extension().is_some_and(|end| end == "txt") {
                    let bytes =
                        std::fs::read(&path).map_err(|error| vec![unreadable(&path, &error)])?;
                    let name = path.file_name().unwrap_or_default();
                    files.push((name.to_string_lossy().into_owned(), bytes));
                }
            }
        }
        files.sort();
        Self::with(&files)
    }

    /// The built-in ones, replaced by these files: name and content, UTF-8 or GB18030.
    pub fn with(files: &[(String, Vec<u8>)]) -> Result<Self, Vec<Fault>> {
        let mut templates = Self::built_in();
        let mut faults = Vec::new();
        for (name, bytes) in files {
            let whole = |zh: String, en: String| Fault {
                file: name.clone(),
                line: 0,
                zh,
                en,
            };
            let Some(kind) = name
                .strip_suffix(".txt")
                .and_then(|stem| stem.parse::<Kind>().ok())
            else {
                faults.push(whole(
                    "文件名不是任何一种文书，例如补正告知书的模板应当命名为correction.txt".into(),
                    "no kind of letter has this name; e.g. correction.txt".into(),
                ));
                continue;
            };
            if bytes.len() > LIMIT {
                faults.push(whole("模板过大".into(), "too large".into()));
                continue;
            }
            let text = decoded(bytes);
            let found = validate(kind, name, &text);
            if found.is_empty() {
                templates.0.insert(kind, text);
            }
            faults.extend(found);
        }
        if faults.is_empty() {
            Ok(templates)
        } else {
            Err(faults)
        }
    }

    /// The text of a template, to show or to begin a county's own from.
    #[must_use]
    pub fn text(&self, kind: Kind) -> &str {
        self.0.get(&kind).map_or("", String::as_str)
    }

    /// Drafts a letter. What is not known yet stands in it as 【待填：名称】.
    #[must_use]
    pub fn draft(&self, kind: Kind, facts: &Facts) -> Draft {
        // Built-in templates are tested and others validated, so there is no fault left to report.
        fill(kind, self.text(kind), facts).unwrap_or_else(|_| Draft::empty(kind))
    }
}

/// Everything wrong with a template: marks, placeholders, and the required elements that a letter drafted from it with all
/// facts known would lack.
#[must_use]
pub fn validate(kind: Kind, file: &str, text: &str) -> Vec<Fault> {
    let fault = |line, zh: String, en: String| Fault {
        file: file.into(),
        line,
        zh,
        en,
    };
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in parts(line) {
            match part {
                Part::Unclosed => faults.push(fault(
                    index + 1,
                    "“{”没有对应的“}”".into(),
                    "a { without its }".into(),
                )),
                Part::Place(name, _) if !known(name) => faults.push(fault(
                    index + 1,
                    format!("没有“{{{name}}}”这个占位符{}", nearest(name)),
                    format!("there is no placeholder {{{name}}}"),
                )),
                _ => {}
            }
        }
    }
    let facts = sample::facts(kind);
    match fill(kind, text, &facts) {
        Err(wrong) => faults.push(fault(wrong.line, wrong.zh, wrong.en)),
        Ok(draft) if faults.is_empty() => {
            for finding in check(&draft, &facts) {
                if finding.severity == law::finding::Severity::Error {
                    faults.push(fault(0, finding.zh, finding.en));
                }
            }
        }
        Ok(_) => {}
    }
    faults
}

/// Fills a template.
pub(super) fn fill(kind: Kind, text: &str, facts: &Facts) -> Result<Draft, NoDraft> {
    let without_remarks: Vec<&str> = text
        .lines()
        .map(|line| if line.starts_with('#') { "" } else { line })
        .collect();
    let text = without_remarks.join("\n");
    let mut filled = String::new();
    for section in sections(&text)? {
        let mut lines = Vec::new();
        for (_, line) in &section.lines {
            if line.trim().is_empty() {
                continue;
            }
            if let Some(line) = fill_line(kind, line, facts) {
                lines.push(line);
            }
        }
        filled.push_str(&format!("【{}】\n", section.name));
        for line in lines.join("\n").lines() {
            if line.starts_with('【') && !line.starts_with(BLANK) {
                filled.push('\\');
            }
            filled.push_str(line);
            filled.push('\n');
        }
    }
    Draft::parse(kind, &filled).map_err(|wrong| NoDraft {
        // The line of the filled text is not one of the template; the mark it speaks of is.
        line: text
            .lines()
            .position(|line| line.starts_with("【版式】"))
            .map_or(0, |index| index + 1),
        ..wrong
    })
}

/// `None` where an optional fact of the line is empty.
fn fill_line(kind: Kind, line: &str, facts: &Facts) -> Option<String> {
    let mut filled = String::new();
    for part in parts(line) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Brace => filled.push('{'),
            Part::Unclosed => {}
            Part::Place(name, optional) => {
                let value = PLACES
                    .iter()
                    .find(|place| place.name == name)
                    .map_or_else(String::new, |place| (place.value)(kind, facts));
                if !value.is_empty() {
                    filled.push_str(&value);
                } else if optional {
                    return None;
                } else {
                    filled.push_str(&format!("{BLANK}{name}】"));
                }
            }
        }
    }
    Some(filled)
}

enum Part<'a> {
    Text(&'a str),
    /// `{{`.
    Brace,
    /// Its name, and whether the line goes when it is empty.
    Place(&'a str, bool),
    Unclosed,
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        if open > 0 {
            parts.push(Part::Text(&rest[..open]));
        }
        let after = &rest[open + 1..];
        if let Some(after) = after.strip_prefix('{') {
            parts.push(Part::Brace);
            rest = after;
            continue;
        }
        let Some((name, after)) = after.split_once('}') else {
            parts.push(Part::Unclosed);
            return parts;
        };
        let optional = name.strip_suffix(['?', '？']);
        parts.push(Part::Place(
            optional.unwrap_or(name).trim(),
            optional.is_some(),
        ));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

fn known(name: &str) -> bool {
    PLACES.iter().any(|place| place.name == name)
}

/// A known name that shares most characters with a wrong one.
fn nearest(name: &str) -> String {
    PLACES
        .iter()
        .map(|place| {
            let shared = name.chars().filter(|c| place.name.contains(*c)).count();
            (shared, place.name)
        })
        .filter(|(shared, _)| *shared >= 2)
        .max_by_key(|(shared, name)| (*shared, std::cmp::Reverse(name.len())))
        .map_or_else(String::new, |(_, name)| format!("，是否应为“{{{name}}}”"))
}

/// Notepad writes GBK or a byte order mark.
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_string(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}
