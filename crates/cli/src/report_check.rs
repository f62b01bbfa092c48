//! `mingbai report check`: reads published reports and says what does not hold.
//!
//! The files are strangers' and their parsers young, so they are read by other processes of this binary
//! ([`reader`]) with a limit on memory and time, as many as there are cores ([`pool`]).

mod files;
mod pool;
pub mod reader;
mod shown;

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use law::Lang;

use crate::say;
use reader::Reply;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Reports as docx, xlsx, pdf, html, md, txt or json; of a folder everything that may be one.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    how: How,
    /// Files read at once; as many as there are cores unless said, and four for each core at most.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Seconds after which a file is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time_limit: u64,
    /// Megabytes of memory that reading a file may take.
    #[arg(long, value_name = "MB", default_value_t = 2048)]
    memory_limit: u64,
}

/// What every reader has to know.
#[derive(Debug, Clone, Args)]
pub struct How {
    /// Last year's report, to compare 上年结转 with.
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Format {
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// Files from which on a bar is shown.
const MANY: usize = 20;

/// Exit code 0: nothing found; 1: something found; 2: a file could not be read.
pub fn run(args: &CheckArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let found = files::listed(&args.files)?;
    if found.passed_over > 0 {
        eprintln!(
            "mingbai: {}",
            say(
                lang,
                &format!("跳过{}个不是报告格式的文件", found.passed_over),
                &format!("{} files of other kinds passed over", found.passed_over),
            )
        );
    }
    let files = found.files;
    if files.is_empty() {
        anyhow::bail!(
            "{}",
            say(
                lang,
                "文件夹中没有可检查的文件",
                "the folders hold no file that can be checked"
            )
        );
    }
    let bar = bar(files.len());
    let mut out = Printed {
        out: std::io::stdout().lock(),
        list: args.how.format == Format::Json && (files.len() > 1 || found.from_folders),
        count: 0,
    };
    let limits = pool::Limits {
        seconds: args.time_limit.max(1),
        megabytes: args.memory_limit.max(256),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = readers(args.jobs, cores, files.len());
    let (mut failed, mut faulty) = (0usize, 0usize);
    pool::read_all(&files, jobs, limits, &args.how, lang, |_, reply| {
        bar.inc(1);
        match reply {
            Reply::Checked { shown, found } => {
                faulty += usize::from(found);
                out.add(&shown)?;
            }
            Reply::Failed { message } => {
                failed += 1;
                bar.suspend(|| eprintln!("mingbai: {message}"));
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    out.end()?;
    if files.len() > 1 {
        let (zh, en) = (
            format!("共{}份：{faulty}份有发现，{failed}份未能读取", files.len()),
            format!(
                "{} files: findings in {faulty}, {failed} not read",
                files.len()
            ),
        );
        eprintln!("mingbai: {}", say(lang, &zh, &en));
    }
    Ok(match (failed, faulty) {
        (1.., _) => ExitCode::from(2),
        (0, 1..) => ExitCode::from(1),
        (0, 0) => ExitCode::SUCCESS,
    })
}

/// How many readers work at once: each is a process with memory of its own, so that nobody's wish starts one for each file of a folder.
fn readers(asked: Option<usize>, cores: usize, files: usize) -> usize {
    let most = cores.max(1) * 4;
    asked.unwrap_or(cores).min(most).clamp(1, files.max(1))
}

fn bar(count: usize) -> ProgressBar {
    if count <= MANY || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(count as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// Results one after another; as JSON one document, or a list of them.
struct Printed<W: Write> {
    out: W,
    list: bool,
    count: usize,
}

impl<W: Write> Printed<W> {
    fn add(&mut self, shown: &str) -> anyhow::Result<()> {
        if self.list {
            self.out
                .write_all(if self.count == 0 { b"[\n" } else { b",\n" })?;
            self.out.write_all(shown.trim_end().as_bytes())?;
        } else {
            self.out.write_all(shown.as_bytes())?;
        }
        self.count += 1;
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.list {
            self.out
                .write_all(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::readers;

    #[test]
    fn readers_are_bounded_whatever_is_asked_for() {
        for (asked, cores, files, expected) in [
            (None, 8, 500, 8),
            (Some(3), 8, 500, 3),
            (Some(500), 8, 500, 32),
            (Some(usize::MAX), 2, 500, 8),
            (Some(0), 8, 500, 1),
            (None, 8, 2, 2),
            (Some(500), 8, 1, 1),
        ] {
            assert_eq!(readers(asked, cores, files), expected, "{asked:?}");
        }
    }
}
