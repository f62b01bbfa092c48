//! `mingbai log`: checkpoints of the ledger, the public log with its witnesses, and the keys that sign.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use law::Lang;
use serde_json::json;
use transparency::PublicKey;

use crate::{
    opening::{self, Place},
    operator, say,
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
    /// Take a checkpoint of the ledger now, a signed note (C2SP), and print it.
    Checkpoint {
        /// Write it into this file instead; nothing is overwritten.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Print the last checkpoint of the ledger that was taken.
    Last,
    /// Print a public key, for whoever verifies.
    Key {
        /// Which: of checkpoints of the ledger, of the public log, or of this installation as a witness.
        #[arg(value_parser = ["ledger", "public", "witness"], default_value = "ledger")]
        of: String,
    },
    /// Print the SHA-256 of the page that verifies in the browser; write the page into a file.
    Page {
        /// Nothing is overwritten.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Cosign the public log of another site, fetched from its address, if it continues what was cosigned before.
    Witness {
        /// Where the log is: https://example.gov.cn/log
        #[arg(long)]
        from: String,
        /// The key of that log, from a place that is trusted.
        #[arg(long)]
        log_key: PublicKey,
        /// Write the cosigned checkpoint into this file instead; nothing is overwritten.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Take over a checkpoint of the public log that a witness of log.witnesses cosigned.
    Cosigned { file: PathBuf },
}

pub async fn run(args: LogArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let json = args.format == "json";
    // The page is the program's own, whatever is installed.
    if let LogCommand::Page { out } = &args.command {
        return page(out.as_deref(), json);
    }
    let app = opening::open_existing(&args.place, lang).await?;
    if let Some(command) = changes(&args.command) {
        let event = app::audit::Event::new(app::audit::Kind::CommandRun);
        let event = event.saying(json!({ "command": command }));
        app::audit::note(&app, &operator::who(), event).await?;
    }
    let signer = app::checkpoint::key(&app)?.public().to_string();
    match args.command {
        LogCommand::Key { of } => {
            let key = match of.as_str() {
                "public" => app::public_log::public_key(&app)?.to_string(),
                "witness" => app::witness::public_key(&app)?.to_string(),
                _ => signer,
            };
            let told = if json {
                json!({ "key": key }).to_string()
            } else {
                key
            };
            print(&format!("{told}\n"))?;
        }
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
                write(&out, &note)?;
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
        LogCommand::Witness { from, log_key, out } => {
            let fetched = app::witness::outside::fetch(&app, &from, &log_key).await?;
            let note = match fetched.map_err(|wrong| anyhow::anyhow!(wrong))? {
                Ok(note) => note,
                Err(refusal) => {
                    eprintln!("{}: {refusal:?}", say(lang, "不予见证", "not cosigned"));
                    return Ok(ExitCode::from(1));
                }
            };
            match out {
                Some(out) => write(&out, &note)?,
                None => print(&note)?,
            }
        }
        LogCommand::Cosigned { file } => {
            let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
            match app::witness::take(&app, &text).await? {
                Ok(witness) => print(&format!("{}\n", witness.name))?,
                Err(wrong) => anyhow::bail!("{}: {wrong}", file.display()),
            }
        }
        LogCommand::Page { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// What the audit log calls a command that changes something.
fn changes(command: &LogCommand) -> Option<&'static str> {
    match command {
        LogCommand::Checkpoint { .. } => Some("log checkpoint"),
        LogCommand::Witness { .. } => Some("log witness"),
        LogCommand::Cosigned { .. } => Some("log cosigned"),
        LogCommand::Last | LogCommand::Key { .. } | LogCommand::Page { .. } => None,
    }
}

fn page(out: Option<&Path>, json: bool) -> anyhow::Result<ExitCode> {
    use web::portal::log::verifier;
    if let Some(out) = out {
        write(out, &verifier::page())?;
    }
    let hash = verifier::page_hash();
    print(&if json {
        format!("{}\n", json!({ "sha256": hash }))
    } else {
        format!("{hash}\n")
    })?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = fs::File::create_new(path).with_context(|| format!("{}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
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
