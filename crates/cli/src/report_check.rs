//! `mingbai report check`: reads published reports and says what does not hold.

use std::{
    fs::File,
    io::{IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};
use documents::read::{self, ReadReport};
use indicatif::ProgressBar;
use law::{
    Lang,
    finding::{Finding, FindingView, Severity},
    report::Report,
};
use serde::Serialize;

use crate::say;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Reports as txt, md, html, docx, xlsx or json.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
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

/// Exit code 0: nothing found; 1: something found; 2: a file could not be read.
pub fn run(args: &CheckArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let previous = match &args.previous {
        Some(file) => Some(load(file, lang)?.report),
        None => None,
    };
    let bar = match args.files.len() > 20 && std::io::stderr().is_terminal() {
        true => ProgressBar::new(args.files.len() as u64),
        false => ProgressBar::hidden(),
    };
    let mut checked = Vec::new();
    let mut failed = false;
    for file in &args.files {
        match load(file, lang) {
            Ok(read) => checked.push((file, read)),
            Err(error) => {
                failed = true;
                bar.suspend(|| eprintln!("mingbai: {error:#}"));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut found = false;
    let results: Vec<_> = checked
        .iter()
        .map(|(file, read)| (file, &read.report, read.findings(previous.as_ref())))
        .collect();
    let mut out = std::io::stdout().lock();
    for (file, report, findings) in &results {
        found |= !findings.is_empty();
        if args.format == Format::Text {
            print(&mut out, file, report, findings, lang)?;
        }
    }
    if args.format == Format::Json && !results.is_empty() {
        let documents: Vec<Document> = results
            .iter()
            .map(|(file, report, findings)| Document {
                file: file.display().to_string(),
                report,
                findings: findings.iter().map(|finding| finding.view(lang)).collect(),
            })
            .collect();
        let text = match (args.files.len(), documents.as_slice()) {
            (1, [only]) => serde_json::to_string_pretty(only)?,
            _ => serde_json::to_string_pretty(&documents)?,
        };
        writeln!(out, "{text}")?;
    }
    Ok(match (failed, found) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn load(file: &Path, lang: Lang) -> anyhow::Result<ReadReport> {
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|open| open.take(read::LIMIT as u64 + 1).read_to_end(&mut bytes))
        .with_context(|| name.clone())?;
    read::report(&bytes, &name).map_err(|error| match lang {
        Lang::Zh => anyhow!("{name}：{}", error.zh()),
        Lang::En => anyhow!("{name}: {error}"),
    })
}

/// One file's result, in the shape of `formats.md`; rows keep the order of the form.
#[derive(Serialize)]
struct Document<'a> {
    file: String,
    report: &'a Report,
    findings: Vec<FindingView>,
}

fn print(
    out: &mut impl Write,
    file: &Path,
    report: &Report,
    findings: &[Finding],
    lang: Lang,
) -> anyhow::Result<()> {
    let year = report.year.map_or_else(
        || say(lang, "年度未写明", "year not stated").to_string(),
        |year| year.to_string(),
    );
    writeln!(out, "{}  {} {year}", file.display(), report.organ)?;
    if findings.is_empty() {
        writeln!(out, "  {}", say(lang, "未发现问题", "nothing found"))?;
    }
    for finding in findings {
        let grade = match finding.severity {
            Severity::Error => say(lang, "错误", "error"),
            Severity::Warning => say(lang, "提醒", "warning"),
            Severity::Question => say(lang, "请核实", "question"),
        };
        writeln!(out, "  [{grade}] {} {}", finding.id, finding.message(lang))?;
        writeln!(out, "      {} · {}", finding.place, finding.because)?;
    }
    Ok(())
}
