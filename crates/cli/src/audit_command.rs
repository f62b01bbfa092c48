//! `mingbai audit`: the audit log as a list, or written into a file, which is itself written down.

use std::{
    fs,
    io::{BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use app::audit::{COLUMNS, Kind, cells};
use jiff::civil::Date;
use law::Lang;
use serde_json::json;
use store::audit::{Entry, Filter};

use crate::{
    opening::{self, Place},
    operator, say,
};

/// Rows that one query gives.
const AT_ONCE: i64 = 1000;

#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    #[command(flatten)]
    pub place: Place,
    /// `json` for one JSON document on stdout.
    #[arg(long, global = true, value_parser = ["text", "json"], default_value = "text")]
    pub format: String,
    #[command(subcommand)]
    pub command: AuditCommand,
}

#[derive(Debug, clap::Args)]
pub struct Which {
    /// First day.
    #[arg(long)]
    pub from: Option<Date>,
    /// Last day.
    #[arg(long)]
    pub to: Option<Date>,
    /// What happened, e.g. `sign_in_failed`.
    #[arg(long, value_parser = kind)]
    pub kind: Option<Kind>,
    /// The login of whoever did it, or of whom it was done to.
    #[arg(long)]
    pub person: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
pub enum AuditCommand {
    /// Print rows, the newest first.
    List {
        #[command(flatten)]
        which: Which,
        /// How many at most.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        limit: i64,
    },
    /// Write rows into a CSV file, the newest first, with all that proves them; nothing is overwritten.
    Export {
        file: PathBuf,
        #[command(flatten)]
        which: Which,
    },
}

fn kind(word: &str) -> Result<Kind, String> {
    word.parse().map_err(|()| {
        let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        all.join(", ")
    })
}

impl Which {
    fn filter(self) -> Filter {
        Filter {
            from: self.from,
            to: self.to,
            kind: self.kind.map(|kind| kind.as_str().to_string()),
            person: self.person,
            before: None,
        }
    }
}

pub async fn run(args: AuditArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let json = args.format == "json";
    let app = opening::open_existing(&args.place, lang).await?;
    match args.command {
        AuditCommand::List { which, limit } => {
            let rows = store::audit::page(&app.store, &which.filter(), limit).await?;
            list(&rows, json)?;
        }
        AuditCommand::Export { file, which } => {
            let out = fs::File::create_new(&file).with_context(|| format!("{}", file.display()))?;
            let filter = app::audit::export(&app, &operator::who(), which.filter()).await?;
            let rows = write(&app, BufWriter::new(out), filter).await?;
            told(json, lang, rows);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The rows as CSV; returns how many.
async fn write(
    app: &app::App,
    mut out: BufWriter<fs::File>,
    mut filter: Filter,
) -> anyhow::Result<usize> {
    let mut written = 0;
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(app::csv::line(&COLUMNS.map(String::from)).as_bytes())?;
    loop {
        let rows = store::audit::page(&app.store, &filter, AT_ONCE).await?;
        let Some(last) = rows.last() else { break };
        filter.before = Some(last.seq);
        for row in &rows {
            out.write_all(app::csv::line(&cells(row)).as_bytes())?;
        }
        written += rows.len();
    }
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(written)
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
fn told(json: bool, lang: Lang, rows: usize) {
    if json {
        println!("{}", json!({ "rows": rows }));
    } else {
        println!("{}: {rows}", say(lang, "已导出的记录", "Rows written"));
    }
}

#[expect(clippy::print_stdout, reason = "the list is this command's output")]
fn list(rows: &[Entry], json: bool) -> anyhow::Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(rows)?);
        return Ok(());
    }
    for row in rows {
        println!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}",
            row.seq, row.at, row.kind, row.login, row.whom, row.place, row.detail
        );
    }
    Ok(())
}
