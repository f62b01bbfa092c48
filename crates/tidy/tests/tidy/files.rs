//! One idea a file: its length, its name, its folder.

use crate::tree::{crates, files, manifest, report};

const LONGEST: usize = 500;
const WRITTEN_HERE: [&str; 9] = ["rs", "html", "css", "js", "mjs", "typ", "sql", "py", "sh"];
const EMPTY_NAMES: [&str; 9] = [
    "mod", "util", "utils", "helper", "helpers", "common", "manager", "service", "misc",
];

#[test]
fn a_long_file_says_why() {
    let problems: Vec<String> = files("")
        .iter()
        .filter(|file| WRITTEN_HERE.iter().any(|extension| file.is(extension)))
        .filter(|file| !file.path.contains("/vendor/") && !file.name().contains(".min."))
        .filter_map(|file| {
            let lines = file.text.lines().count();
            let explained = file
                .text
                .lines()
                .next()
                .unwrap_or_default()
                .contains("long:");
            (lines > LONGEST && !explained).then(|| {
                format!(
                    "{}: {lines} lines and no first-line reason (`long: …`)",
                    file.path
                )
            })
        })
        .collect();
    report("A file holds one idea.", &problems);
}

#[test]
fn names_say_what_is_inside() {
    let problems: Vec<String> = files("crates")
        .iter()
        .filter(|file| file.is("rs"))
        .filter(|file| {
            file.path
                .trim_end_matches(".rs")
                .split('/')
                .any(|part| EMPTY_NAMES.contains(&part))
        })
        .map(|file| file.path.clone())
        .collect();
    report(
        "A file or folder is named after its idea (no mod, utils, helpers…).",
        &problems,
    );
}

/// A style sheet once went out with them, and the browser dropped the rules behind.
#[test]
fn no_file_holds_the_marks_of_a_merge() {
    let marks = ["<", "|", ">"].map(|sign| format!("{} ", sign.repeat(7)));
    let middle = "=".repeat(7);
    let problems: Vec<String> = files("")
        .iter()
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| {
                    marks.iter().any(|mark| line.starts_with(mark)) || *line == middle
                })
                .map(|(index, _)| format!("{}:{}", file.path, index + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    report("A merge is finished before it is committed.", &problems);
}

#[test]
fn a_crate_is_named_as_its_folder() {
    let problems: Vec<String> = crates()
        .into_iter()
        .filter(|folder| manifest(folder)["package"]["name"].as_str() != Some(folder.as_str()))
        .collect();
    report("Folder name = crate name.", &problems);
}
