//! `mingbai report build`: the annual report of an organ from its acts.

use std::{fs, path::PathBuf, process::ExitCode};

use app::reports::{self, Format};
use law::{Lang, finding::Severity};

use crate::{
    init::failure,
    opening::{self, Place},
    say,
};

#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub place: Place,
    /// Code of the organ.
    #[arg(long)]
    pub organ: String,
    #[arg(long)]
    pub year: i16,
    /// Folder for the files.
    #[arg(long)]
    pub out: PathBuf,
    /// Which files: any of docx, pdf, html, xlsx, json.
    #[arg(long = "as", value_delimiter = ',', default_values = ["docx", "pdf", "html", "xlsx", "json"])]
    pub formats: Vec<Format>,
}

pub async fn run(args: BuildArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open_existing(&args.place, lang).await?;
    let built = reports::build(&app, &args.organ, args.year)
        .await
        .map_err(|error| failure(&error, lang))?;
    let mut files = Vec::new();
    for format in &args.formats {
        let bytes = reports::render(&app, &built.report, *format)
            .await
            .map_err(|error| failure(&error, lang))?;
        files.push((format.extension(), bytes));
    }
    fs::create_dir_all(&args.out)?;
    for (extension, bytes) in files {
        let path = args
            .out
            .join(format!("{}-{}.{extension}", args.organ, args.year));
        fs::write(&path, bytes)?;
        eprintln!("{}", path.display());
    }
    let mut wrong = false;
    for finding in &built.findings {
        wrong |= finding.severity == Severity::Error;
        eprintln!(
            "{} {} {}",
            finding.id,
            finding.place,
            say(lang, &finding.zh, &finding.en)
        );
    }
    Ok(ExitCode::from(u8::from(wrong)))
}
