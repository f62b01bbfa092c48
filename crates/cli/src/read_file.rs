//! `mingbai read-file`: this binary as the reader of one file (`documents::apart`), and how the others start it.

use std::{path::Path, process::ExitCode};

use anyhow::Context;
use documents::apart::{self, Program};

/// Reads the file in its input, answers and ends.
pub fn run() -> anyhow::Result<ExitCode> {
    apart::serve(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

/// What to start for a file.
pub fn program() -> anyhow::Result<Program> {
    let binary = std::env::current_exe().context("the path of this program")?;
    Ok(Program::new(binary, ["read-file"]))
}

/// Readers for a command that has no installation.
pub fn readers(fonts: &Path) -> anyhow::Result<apart::Readers> {
    let limits = apart::Limits::default();
    Ok(apart::Readers::new(program()?, limits, vec![fonts.into()]))
}
