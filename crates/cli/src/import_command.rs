//! `mingbai import`: organs, items, requests, figures and standard catalogues from tables, all or nothing.

use std::{
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use app::{
    App,
    import::{self, BadCell, File, ImportError, Imported, Options, What},
};
use indicatif::ProgressBar;
use law::Lang;
use serde_json::json;

use crate::{init::failure, say};

#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// What the files hold: organs, items, requests, figures or standards.
    pub what: What,
    /// CSV, XLSX or JSONL files.
    #[arg(required_unless_present = "template")]
    pub files: Vec<PathBuf>,
    /// Write an empty sheet to this file (.xlsx or .csv) instead of importing anything.
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    pub template: Option<PathBuf>,
    /// Code of the organ for rows that name none.
    #[arg(long)]
    pub organ: Option<String>,
    /// Folder with the attachments that items name.
    #[arg(long, value_name = "DIR")]
    pub attachments: Option<PathBuf>,
    /// Answer for people, or one JSON document on stdout.
    #[arg(long, value_enum, default_value_t)]
    pub format: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Answer {
    #[default]
    Text,
    Json,
}

impl ImportArgs {
    /// Whether the command touches no installation.
    #[must_use]
    pub fn needs_no_data(&self) -> bool {
        self.template.is_some()
    }
}

/// Writes the empty sheet.
pub fn write_template(args: &ImportArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let Some(path) = &args.template else {
        anyhow::bail!("no file for the template");
    };
    let Some(kind) = import::SheetKind::of(path) else {
        anyhow::bail!(
            "--template {}: {}",
            path.display(),
            say(
                lang,
                "文件名应当以.xlsx或者.csv结尾",
                "the name ends in .xlsx or .csv"
            )
        );
    };
    let bytes = import::template(args.what, lang == Lang::Zh, kind)
        .map_err(|error| failure(&error, lang))?;
    fs::write(path, bytes).with_context(|| path.display().to_string())?;
    eprintln!("{}", path.display());
    Ok(ExitCode::SUCCESS)
}

pub async fn run(app: &App, args: &ImportArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let files = read(&args.files)?;
    let options = options(args);
    let outcome = match args.what {
        What::Organs => import::organs(app, files, &options, "import").await,
        What::Items => import::items(app, files, &options, "import").await,
        What::Requests => import::requests(app, files, &options, "import").await,
        What::Figures => import::figures(app, files, &options, "import").await,
        What::Standards => import::standards(app, files, &options, "import").await,
    };
    match outcome {
        Ok(imported) => {
            told(&imported, args.format, lang);
            Ok(ExitCode::SUCCESS)
        }
        Err(ImportError::Cells(cells)) => {
            refused(&cells, args.format, lang);
            Ok(ExitCode::from(2))
        }
        Err(ImportError::Failed(error)) => Err(failure(&error, lang)),
    }
}

fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<File>> {
    paths
        .iter()
        .map(|path| {
            let name = path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            );
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            Ok((name, bytes))
        })
        .collect()
}

fn options(args: &ImportArgs) -> Options {
    let mut options = Options {
        organ: args.organ.clone(),
        who: crate::operator::who(),
        ..Options::default()
    };
    if let Some(folder) = args.attachments.clone() {
        options.attachment = Some(Box::new(move |name| attachment(&folder, name)));
    }
    if std::io::stderr().is_terminal() && args.format == Answer::Text {
        let bar = ProgressBar::new(0);
        options.progress = Some(Box::new(move |done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            if done == of {
                bar.finish_and_clear();
            }
        }));
    }
    options
}

/// A file of the folder itself: a name that leads elsewhere is no file of it.
fn attachment(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let plain = Path::new(name).file_name().is_some_and(|last| last == name);
    if plain {
        fs::read(folder.join(name)).ok()
    } else {
        None
    }
}

fn told(imported: &Imported, format: Answer, lang: Lang) {
    if format == Answer::Json {
        let warnings: Vec<_> = imported
            .warnings
            .iter()
            .map(|cell| view(cell, lang))
            .collect();
        print(
            &json!({"added": imported.added, "already": imported.already, "errors": [], "warnings": warnings}),
        );
        return;
    }
    for cell in &imported.warnings {
        eprintln!("{}{}", say(lang, "提示：", "Note: "), cell.message(lang));
    }
    let Imported { added, already, .. } = imported;
    match lang {
        Lang::Zh => eprintln!("导入{added}条；此前已有{already}条，未重复写入。"),
        Lang::En => {
            eprintln!("{added} imported; {already} were there already and were left alone.")
        }
    }
}

fn refused(cells: &[BadCell], format: Answer, lang: Lang) {
    if format == Answer::Json {
        let errors: Vec<_> = cells.iter().map(|cell| view(cell, lang)).collect();
        print(&json!({"added": 0, "already": 0, "errors": errors, "warnings": []}));
        return;
    }
    for cell in cells {
        eprintln!("{}", cell.message(lang));
    }
    match lang {
        Lang::Zh => eprintln!("有{}处需要修改；没有导入任何内容。", cells.len()),
        Lang::En => eprintln!("{} to mend; nothing was imported.", cells.len()),
    }
}

fn view(cell: &BadCell, lang: Lang) -> serde_json::Value {
    json!({
        "file": cell.file, "sheet": cell.sheet, "row": cell.row, "column": cell.column, "rule": cell.rule,
        "message": say(lang, &cell.zh, &cell.en),
    })
}

#[expect(
    clippy::print_stdout,
    reason = "the one JSON document of --format json"
)]
fn print(document: &serde_json::Value) {
    println!("{document}");
}
