#![doc = include_str!("../README.md")]

mod audit_command;
mod background;
mod backup;
mod calendar_command;
mod config_command;
mod demo;
mod doctor;
mod import_command;
mod init;
mod inspection_command;
mod keys;
mod law_command;
mod log_command;
mod memory;
mod opening;
mod operator;
mod privacy;
mod proof_command;
mod read_file;
mod redact_command;
mod report_build;
mod report_check;
mod report_consolidate;
mod scan_command;
mod serve;
mod staff_command;
mod synonyms;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use law::Lang;

/// 明白: a public authority's 政府信息公开, from the year's acts to the statutory report.
#[derive(Debug, Parser)]
#[command(name = "mingbai", version, about)]
struct Cli {
    /// Language of messages for people: zh or en.
    #[arg(long, global = true, env = "MINGBAI_LANG", value_parser = parse_lang)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a fictional county with a year of work and serve it.
    Demo(demo::DemoArgs),
    /// Make an empty installation with one organ and one administrator.
    Init(init::InitArgs),
    /// Add colleagues, and say who may do what.
    Staff(staff_command::StaffArgs),
    /// Read the audit log, or write it into a file.
    Audit(audit_command::AuditArgs),
    /// Serve portal, office and jobs.
    Serve(serve::ServeArgs),
    /// Import organs, items, requests or figures from CSV, XLSX or JSONL.
    Import {
        #[command(flatten)]
        place: opening::Place,
        #[command(flatten)]
        args: import_command::ImportArgs,
    },
    /// Build, check or consolidate annual reports.
    #[command(subcommand)]
    Report(ReportCommand),
    /// The statute engine alone: a case, a date, a fee, a range of days.
    Law(law_command::LawArgs),
    /// Import notices about working days, or show the calendar that is counted with.
    Calendar(calendar_command::CalendarArgs),
    /// What is wrong with this installation, in words, and what to do about it.
    Doctor(doctor::DoctorArgs),
    /// Print a configuration file with every setting, its default and what it means.
    Config(config_command::ConfigArgs),
    /// Checkpoints of the ledger, to be kept elsewhere; the public log, its keys and its witnesses.
    Log(log_command::LogArgs),
    /// Check the chain, the projections, people, numbers, files and the public log, also against a checkpoint kept elsewhere; or,
    /// offline and without an installation, a proof file of the public log.
    Verify(verify::VerifyArgs),
    /// Write a consistent copy of everything into a folder, while serving too.
    Backup(backup::BackupArgs),
    /// Read a backup into an empty installation; a damaged one is refused.
    Restore(backup::RestoreArgs),
    /// What an inspector would find of an organ or of all, today and within two weeks.
    Inspection(inspection_command::InspectionArgs),
    /// Personal data and marks of secrecy in files that are to be published.
    Scan(scan_command::ScanArgs),
    /// A new file without what is withheld and without what a reader cannot see.
    Redact(redact_command::RedactArgs),
    /// Reads one file that somebody else made, in a process of its own.
    #[command(hide = true)]
    ReadFile,
}

#[derive(Debug, Subcommand)]
enum ReportCommand {
    /// Build the annual report of an organ from its acts.
    Build(report_build::BuildArgs),
    /// Read any published report and check it.
    Check(report_check::CheckArgs),
    /// Add up the reports of units, with the missing ones named.
    Consolidate(report_consolidate::ConsolidateArgs),
    /// Reads files for `report check`, in a process of its own.
    #[command(hide = true)]
    Reader(report_check::reader::ReaderArgs),
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("MINGBAI_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let cli = Cli::parse();
    let lang = cli.lang.unwrap_or_else(lang_of_environment);
    if matches!(cli.command, Command::Serve(_) | Command::Demo(_)) {
        memory::give_back();
    }
    match run(cli.command, lang) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mingbai: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, lang: Lang) -> anyhow::Result<ExitCode> {
    match command {
        Command::Law(args) => law_command::run(args, lang),
        Command::Report(ReportCommand::Check(args)) => report_check::run(&args, lang),
        Command::Report(ReportCommand::Reader(args)) => report_check::reader::run(&args, lang),
        Command::Config(args) => config_command::run(&args),
        Command::ReadFile => read_file::run(),
        Command::Scan(args) => scan_command::run(&args, lang),
        Command::Redact(args) => redact_command::run(&args, lang),
        Command::Verify(args) if args.proof.is_some() => verify::proof(args, lang),
        command => {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()?;
            runtime.block_on(run_async(command, lang))
        }
    }
}

async fn run_async(command: Command, lang: Lang) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(args) => demo::run(args, lang).await,
        Command::Init(args) => init::run(args, lang).await,
        Command::Staff(args) => staff_command::run(args, lang).await,
        Command::Audit(args) => audit_command::run(args, lang).await,
        Command::Serve(args) => serve::run(args, lang).await,
        Command::Import { place, args } => {
            if args.needs_no_data() {
                return import_command::write_template(&args, lang);
            }
            let app = opening::open_existing(&place, lang).await?;
            import_command::run(&app, &args, lang).await
        }
        Command::Report(ReportCommand::Build(args)) => report_build::run(args, lang).await,
        Command::Report(ReportCommand::Consolidate(args)) => {
            report_consolidate::run(args, lang).await
        }
        Command::Doctor(args) => doctor::run(args, lang).await,
        Command::Inspection(args) => inspection_command::run(args, lang).await,
        Command::Log(args) => log_command::run(args, lang).await,
        Command::Verify(args) => verify::run(args, lang).await,
        Command::Calendar(args) => calendar_command::run(args, lang).await,
        Command::Backup(args) => backup::backup(args, lang).await,
        Command::Restore(args) => backup::restore(args, lang).await,
        Command::Law(_)
        | Command::Config(_)
        | Command::ReadFile
        | Command::Scan(_)
        | Command::Redact(_)
        | Command::Report(ReportCommand::Check(_) | ReportCommand::Reader(_)) => {
            anyhow::bail!("handled without a runtime")
        }
    }
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    text.parse().map_err(|_| "zh or en".to_string())
}

/// English where the environment speaks English, else Chinese.
fn lang_of_environment() -> Lang {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    match set("LC_ALL")
        .or_else(|| set("LC_MESSAGES"))
        .or_else(|| set("LANG"))
    {
        Some(value) if value.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The sentence in the reader's language.
fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
