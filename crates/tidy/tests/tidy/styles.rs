//! Style sheets: what a strict reader of CSS refuses, a browser leaves out without a word.

use crate::tree::{files, report};

/// What is wrong with a sheet: braces that do not match, a selector or a declaration that is none.
fn faults(sheet: &str) -> Vec<String> {
    let plain = plain(sheet);
    let mut problems = Vec::new();
    let mut depth = 0_i32;
    let mut piece = String::new();
    let mut line = 1;
    for c in plain.chars() {
        if c == '\n' {
            line += 1;
        }
        let said = piece.trim();
        match c {
            '{' => {
                if !is_prelude(said) {
                    problems.push(format!("{line}: no selector: {said}"));
                }
                depth += 1;
                piece.clear();
            }
            '}' | ';' => {
                let at_rule = said.starts_with('@');
                if !said.is_empty() && !at_rule && (depth == 0 || !is_declaration(said)) {
                    problems.push(format!("{line}: no declaration: {said}"));
                }
                depth -= i32::from(c == '}');
                if depth < 0 {
                    problems.push(format!("{line}: a brace closes nothing"));
                    depth = 0;
                }
                piece.clear();
            }
            _ => piece.push(c),
        }
    }
    if depth != 0 || !piece.trim().is_empty() {
        problems.push(format!("{line}: the sheet ends inside a rule"));
    }
    problems
}

/// Without comments, and with strings emptied.
fn plain(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            let mut last = ' ';
            for inner in rest.by_ref() {
                if inner == '\n' {
                    out.push(inner);
                }
                if last == '*' && inner == '/' {
                    break;
                }
                last = inner;
            }
        } else if c == '"' || c == '\'' {
            out.push('"');
            for inner in rest.by_ref() {
                if inner == c {
                    break;
                }
            }
            out.push('"');
        } else {
            out.push(c);
        }
    }
    out
}

fn is_prelude(said: &str) -> bool {
    let begins = said.starts_with(|c: char| c.is_ascii_alphanumeric() || "@.#:*[&>+~".contains(c));
    begins
        && said.chars().all(|c| {
            c.is_alphanumeric() || c.is_whitespace() || "@.#:*[]&>+~(),-_=\"^$|%/<".contains(c)
        })
        && !said.contains("<<")
        && !said.contains(">>")
        && !said.contains("==")
}

fn is_declaration(said: &str) -> bool {
    said.split_once(':').is_some_and(|(name, value)| {
        let name = name.trim();
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            && !value.trim().is_empty()
    })
}

#[test]
fn style_sheets_are_read_whole() {
    let problems: Vec<String> = files("crates")
        .iter()
        .filter(|file| file.is("css") && !file.path.contains("/vendor/"))
        .flat_map(|file| {
            faults(&file.text)
                .into_iter()
                .map(|fault| format!("{}:{fault}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    report(
        "A style sheet has only rules that a strict reader takes.",
        &problems,
    );
}

#[test]
fn a_broken_sheet_is_seen() {
    for (sheet, good) in [
        (
            "a, b > c:hover { color: red; margin: 0 }\n@media (max-width: 40em) { .x { --y: \"}\"; } }",
            true,
        ),
        ("@font-face { src: url(\"a;b\"); } /* { */", true),
        ("a { color red; }", false),
        ("a { color: red; ", false),
        ("a { color: red; } }", false),
        ("<<<<<<< HEAD\n.a { color: red; }", false),
        (".a { color: red; }\n=======\n.b { color: red; }", false),
        ("a { : red; }", false),
        ("a { color: ; }", false),
    ] {
        assert_eq!(
            faults(sheet).is_empty(),
            good,
            "{sheet}: {:?}",
            faults(sheet)
        );
    }
}
