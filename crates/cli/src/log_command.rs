//! `mingbai log`: checkpoints of the ledger, and the key that signs them.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use law::Lang;
use serde_json::json;

use crate::{
    opening::{self, Place},
    say,
};

#[derive(Debug, clap::Args)]
pub struct LogArgs {
    #[command(flatten)]
    pub place: Place,
    /// `json` for one JSON document on stdout.
    #[arg(long, global = true, value_parser = ["text", "json"], default_value = "text")]
    pub format: String,
    #[command(subcommand)]
    pub command: LogCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum LogCommand {
    /// Take a checkpoint now, a signed note (C2SP), and print it.
    Checkpoint {
        /// Write it into this file instead; nothing is overwritten.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Print the last checkpoint that was taken.
    Last,
    /// Print the public key of the log, for whoever verifies.
    Key,
}

pub async fn run(args: LogArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open_existing(&args.place, lang).await?;
    let signer = app::checkpoint::key(&app)?.public().to_string();
    let json = args.format == "json";
    match args.command {
        LogCommand::Key if json => print(&format!("{}\n", json!({ "key": signer })))?,
        LogCommand::Key => print(&format!("{signer}\n"))?,
        LogCommand::Last => {
            let Some(note) = store::log::last(&app.store).await? else {
                eprintln!(
                    "{}",
                    say(lang, "还没有检查点。", "No checkpoint was taken yet.")
                );
                return Ok(ExitCode::from(1));
            };
            print(&if json { told(&note, &signer)? } else { note })?;
        }
        LogCommand::Checkpoint { out } => {
            let (_, note) = app::checkpoint::take(&app).await?;
            if let Some(out) = out {
                let mut file = std::fs::File::create_new(&out)
                    .with_context(|| format!("{}", out.display()))?;
                file.write_all(note.as_bytes())?;
                file.sync_all()?;
                eprintln!(
                    "{}",
                    say(
                        lang,
                        "检查点已写入。请保存在能够改动数据库的人改不到的地方。",
                        "The checkpoint is written. Keep it where whoever can change the database cannot write."
                    )
                );
                if json {
                    print(&told(&note, &signer)?)?;
                }
            } else {
                print(&if json { told(&note, &signer)? } else { note })?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The note beside what it says.
fn told(note: &str, signer: &str) -> anyhow::Result<String> {
    let checkpoint = store::log::Checkpoint::in_note(&note.parse()?)?;
    let value = json!({
        "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root_text(),
        "taken": checkpoint.taken, "note": note, "key": signer,
    });
    Ok(format!("{value:#}\n"))
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
