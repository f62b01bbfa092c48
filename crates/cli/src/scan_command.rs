//! `mingbai scan FILE…`: personal data and marks of secrecy in any file that may be uploaded, before it goes out.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use documents::scan::{Hit, Scan, Severity};
use law::Lang;
use serde::Serialize;

use crate::{opening, read_file, say};

#[derive(Debug, Args)]
pub struct ScanArgs {
    // Whose settings say how numbers are masked; without an installation the defaults do.
    #[command(flatten)]
    place: opening::Place,
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// One file, in the shape of formats.md.
#[derive(Debug, Serialize)]
struct Scanned {
    file: String,
    #[serde(flatten)]
    scan: Scan,
}

/// Exit code 0: nothing blocks; 1: something blocks, or could not be read; 2: a file is not there.
#[expect(
    clippy::print_stdout,
    reason = "what was found is this command's output"
)]
pub fn run(args: &ScanArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let readers = read_file::readers(Path::new("fonts"))?;
    let today = app::Clock::system().today();
    let personal = opening::settings(&args.place)?.personal;
    let mut scanned = Vec::new();
    let mut missing = false;
    for path in &args.files {
        let file = path.display().to_string();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("mingbai: {file}: {error}");
                missing = true;
                continue;
            }
        };
        // A file that breaks its reader was not read, and so blocks.
        let scan = readers
            .scan(&file, &bytes, today, &personal)
            .unwrap_or_else(|stopped| {
                eprintln!("mingbai: {}", stopped.message(lang));
                Scan {
                    hits: Vec::new(),
                    unread: vec![stopped.message(lang)],
                }
            });
        scanned.push(Scanned { file, scan });
    }
    match args.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&scanned)?),
        Format::Text => scanned.iter().for_each(|it| print!("{}", shown(it, lang))),
    }
    let blocks = scanned.iter().any(|it| it.scan.blocks());
    Ok(match (missing, blocks) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn shown(scanned: &Scanned, lang: Lang) -> String {
    let Scanned { file, scan } = scanned;
    if scan.hits.is_empty() && scan.unread.is_empty() {
        return format!("{file}: {}\n", say(lang, "没有发现", "nothing found"));
    }
    let mut out = format!("{file}:\n");
    for Hit {
        kind,
        place,
        masked,
        rule,
        severity,
    } in &scan.hits
    {
        let weight = match severity {
            Severity::Block => say(lang, "不得公开", "blocks"),
            Severity::Warn => say(lang, "请核对", "look at it"),
        };
        out.push_str(&format!(
            "  {weight}  {kind}  {masked}  {place}  ({rule})\n"
        ));
    }
    for part in &scan.unread {
        let unread = say(
            lang,
            "未能读取，请人工查看",
            "not read, look at it yourself",
        );
        out.push_str(&format!("  {unread}: {part}\n"));
    }
    out
}
