//! The process that reads files of strangers: a path a line in, a reply a line out, until its input ends.

use std::{
    fs::File,
    io::{BufRead, Read, Write},
    path::Path,
    process::ExitCode,
};

use clap::Args;
use documents::read::{self, ReadReport};
use law::Lang;
use serde::{Deserialize, Serialize};

use super::{Format, How, shown};

#[derive(Debug, Args)]
pub struct ReaderArgs {
    #[command(flatten)]
    how: How,
}

/// What became of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// `shown`: the result as it is to be printed; `found`: whether anything was found.
    Checked {
        shown: String,
        found: bool,
    },
    Failed {
        message: String,
    },
}

pub fn run(args: &ReaderArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    // A panic of a parser is a reply, not a trace.
    std::panic::set_hook(Box::new(|_| {}));
    let previous = args.how.previous.as_deref().map(|file| load(file, lang));
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let file: String = serde_json::from_str(&line?)?;
        let reply = match &previous {
            Some(Err(message)) => Reply::Failed {
                message: message.clone(),
            },
            Some(Ok(previous)) => check(Path::new(&file), Some(previous), args, lang)?,
            None => check(Path::new(&file), None, args, lang)?,
        };
        serde_json::to_writer(&mut out, &reply)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(
    file: &Path,
    previous: Option<&ReadReport>,
    args: &ReaderArgs,
    lang: Lang,
) -> anyhow::Result<Reply> {
    let read = match load(file, lang) {
        Ok(read) => read,
        Err(message) => return Ok(Reply::Failed { message }),
    };
    let findings = read.findings(previous.map(|previous| &previous.report));
    let shown = match args.how.format {
        Format::Text => shown::text(file, &read, &findings, lang),
        Format::Json => shown::json(file, &read, &findings, lang)?,
    };
    Ok(Reply::Checked {
        shown,
        found: !findings.is_empty(),
    })
}

fn load(file: &Path, lang: Lang) -> Result<ReadReport, String> {
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|open| open.take(read::LIMIT as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{name}: {error}"))?;
    read::report(&bytes, &name).map_err(|error| match lang {
        Lang::Zh => format!("{name}：{}", error.zh()),
        Lang::En => format!("{name}: {error}"),
    })
}
