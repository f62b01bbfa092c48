//! Which files are meant: those named, and of folders those that may be reports.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Kinds that are read, and kinds that people publish reports in and that are refused with a reason.
const KINDS: [&str; 20] = [
    "docx", "docm", "xlsx", "xlsm", "pdf", "html", "htm", "shtml", "md", "txt", "json", "doc",
    "xls", "wps", "rtf", "jpg", "jpeg", "png", "tif", "tiff",
];
/// Folders inside folders.
const DEEPEST: usize = 20;

pub struct Listed {
    pub files: Vec<PathBuf>,
    pub passed_over: usize,
    pub from_folders: bool,
}

/// In the order given; those of a folder by name.
pub fn listed(given: &[PathBuf]) -> anyhow::Result<Listed> {
    let mut listed = Listed {
        files: Vec::new(),
        passed_over: 0,
        from_folders: false,
    };
    for path in given {
        if path.is_dir() {
            listed.from_folders = true;
            folder(path, 0, &mut listed)?;
        } else {
            listed.files.push(path.clone());
        }
    }
    Ok(listed)
}

fn folder(path: &Path, depth: usize, listed: &mut Listed) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut sorted = BTreeSet::new();
    for entry in entries {
        sorted.insert(entry.with_context(|| path.display().to_string())?.path());
    }
    for path in sorted {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name.starts_with(['.', '~']) {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST && !path.is_symlink() {
                folder(&path, depth + 1, listed)?;
            }
            continue;
        }
        let kind = path
            .extension()
            .map(|kind| kind.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        if KINDS.contains(&kind.as_str()) {
            listed.files.push(path);
        } else {
            listed.passed_over += 1;
        }
    }
    Ok(())
}
