//! Reading the tree: every text file of the project, with its path from the root.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold nothing written here.
const NOT_OURS: [&str; 6] = [
    ".git",
    "target",
    "node_modules",
    "out",
    "fonts",
    "mingbai-demo",
];

pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is(&self, extension: &str) -> bool {
        self.path.ends_with(&format!(".{extension}"))
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Lines with their numbers, those of `#[cfg(test)]` modules at the end of a file left out.
    pub fn lines_outside_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    /// Whether the whole file is a test, a bench or an example.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.contains("/examples/")
            || self.path.contains("/benches/")
            || self.name() == "tests.rs"
    }
}

/// The tree that is read: this one, or the copy that `scripts/break-tidy` breaks.
pub fn root() -> PathBuf {
    std::env::var_os("TIDY_ROOT").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."),
        PathBuf::from,
    )
}

/// Every text file under a folder of the root (`""` for all).
pub fn files(under: &str) -> Vec<File> {
    let mut found = Vec::new();
    walk(&root().join(under), under, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust files of one crate's `src`.
pub fn sources(krate: &str) -> Vec<File> {
    files(&format!("crates/{krate}/src"))
        .into_iter()
        .filter(|file| file.is("rs"))
        .collect()
}

pub fn crates() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub fn manifest(krate: &str) -> toml::Table {
    let path = root().join("crates").join(krate).join("Cargo.toml");
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// Fails with one line for each problem.
pub fn report(rule: &str, problems: &[String]) {
    assert!(problems.is_empty(), "{rule}\n  {}\n", problems.join("\n  "));
}

fn walk(folder: &Path, path: &str, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}/{name}")
        };
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                walk(&entry.path(), &path, found);
            }
        } else if kind.is_file()
            && !NOT_OURS.contains(&name.as_str())
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(File { path, text });
        }
    }
}
