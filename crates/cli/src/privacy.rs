//! An installation's folder is its owner's alone, whatever the umask of the person who starts the program says; and one
//! server at a time works in it.

use std::{
    fs::{self, File, TryLockError},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use anyhow::Context;
use law::Lang;
use rustix::{fs::Mode, process::umask};

use crate::say;

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;

/// From now on this process makes files that only its owner reads. Returns what was so before.
pub fn keep_to_ourselves() -> Mode {
    umask(Mode::RWXG | Mode::RWXO)
}

/// Files that are made for others again, such as a report that was asked for.
pub fn as_before(mode: Mode) {
    umask(mode);
}

/// Closes a data folder to others, together with what lies in it directly: the database and its log, keys, folders.
///
/// # Errors
/// The folder belongs to somebody else.
pub fn close(folder: &Path) -> anyhow::Result<()> {
    set(folder, FOLDER)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            set(&entry.path(), FOLDER)?;
        } else if kind.is_file() {
            set(&entry.path(), FILE)?;
        }
    }
    Ok(())
}

fn set(path: &Path, mode: u32) -> anyhow::Result<()> {
    let now = fs::metadata(path)?.permissions().mode() & 0o777;
    // A stricter mode is somebody's decision.
    if now & !mode == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(now & mode))
        .with_context(|| format!("{}: it cannot be closed to others", path.display()))
}

/// The right to serve from a folder, until dropped or until the process ends in whatever way.
pub struct Serving {
    _lock: File,
}

/// Takes the right to serve from a folder.
///
/// # Errors
/// Another process has it: the search index and jobs of two would be at odds.
pub fn serve_alone(data: &Path, lang: Lang) -> anyhow::Result<Serving> {
    let path = data.join("serving.lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("{}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Serving { _lock: lock }),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "{}: {}",
            data.display(),
            say(
                lang,
                "另一个明白进程正在使用这个数据目录。请先停止它；多个节点请各用一个数据目录，共用 PostgreSQL",
                "another Mingbai is serving from this data folder. Stop it first; several nodes take a folder each and share a PostgreSQL"
            )
        ),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("{}", path.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_is_closed_to_others_and_a_stricter_mode_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (open, strict, inner) = (
            folder.path().join("mingbai.db"),
            folder.path().join("master.key"),
            folder.path().join("files"),
        );
        fs::create_dir(&inner).unwrap();
        for path in [&open, &strict] {
            fs::write(path, "x").unwrap();
        }
        let give = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
        give(folder.path(), 0o755).unwrap();
        give(&inner, 0o777).unwrap();
        give(&open, 0o644).unwrap();
        give(&strict, 0o400).unwrap();
        close(folder.path()).unwrap();
        let found = [
            mode(folder.path()),
            mode(&inner),
            mode(&open),
            mode(&strict),
        ];
        assert_eq!(found, [0o700, 0o700, 0o600, 0o400]);
    }

    #[test]
    fn a_second_server_on_one_folder_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let first = serve_alone(folder.path(), Lang::En).unwrap();
        let refused = serve_alone(folder.path(), Lang::En).err().unwrap();
        assert!(refused.to_string().contains("another Mingbai"), "{refused}");
        drop(first);
        serve_alone(folder.path(), Lang::Zh).unwrap();
    }
}
