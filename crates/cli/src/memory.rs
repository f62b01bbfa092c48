//! What a server holds in memory goes back to the system once it is done with it.
//!
//! The C library's allocator learns from each large piece that is given back to keep the next one of that size. Hashing a password takes
//! 19 MiB, a form with files as much as it is long: after a flood of them a server would hold for ever what it needed at its worst
//! (741 MB instead of 182 MB after a hostile round). It can be told not to learn, but only before a program starts.

use std::{env, os::unix::process::CommandExt, process::Command};

/// What the C library is told: pieces from one mebibyte on are the system's, and go back to it.
const TUNABLES: &str = "glibc.malloc.mmap_threshold=1048576";

/// Starts this program again in this process with that word, unless whoever started it has given one of his own. Nothing else may
/// have been opened or begun. Where it cannot be done, the program goes on as it is.
pub fn give_back() {
    let told = ["GLIBC_TUNABLES", "MALLOC_MMAP_THRESHOLD_"];
    if told.iter().any(|name| env::var_os(name).is_some()) {
        return;
    }
    let Ok(program) = env::current_exe() else {
        return;
    };
    let mut words = env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = words.next() {
        again.arg0(name);
    }
    // It returns only when it failed.
    let error = again.args(words).env(told[0], TUNABLES).exec();
    tracing::debug!(%error, "large pieces of memory may be kept");
}
