//! `mingbai calendar`: notices about working days that came after this version (C-7).

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;
use law::Lang;

use crate::{
    init::failure,
    opening::{self, Place},
    operator, say,
};

#[derive(Debug, clap::Args)]
pub struct CalendarArgs {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: CalendarCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum CalendarCommand {
    /// Take a file of notices: date, off|work|usual, holiday, day of the notice, notice, with tabs between. All or nothing;
    /// open last days are counted anew, and nodes that run take it up within seconds.
    Import { file: PathBuf },
    /// Show the calendar's version and until when it is known.
    Show,
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
pub async fn run(args: CalendarArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open_existing(&args.place, lang).await?;
    match args.command {
        CalendarCommand::Show => show(&app, lang),
        CalendarCommand::Import { file } => {
            let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
            let new = app::calendar::import(&app, &text, &operator::who(), "command line")
                .await
                .map_err(|error| failure(&error, lang))?;
            if !new {
                println!("{}", say(lang, "没有新的内容", "Nothing new in it"));
                return Ok(ExitCode::SUCCESS);
            }
            let app = opening::with_calendar(app).await?;
            let moved = app::calendar::renew(&app).await?.unwrap_or_default();
            show(&app, lang);
            println!(
                "{}: {moved}",
                say(lang, "变动的办理期限", "Last days moved")
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
fn show(app: &app::App, lang: Lang) {
    let known = app
        .calendar
        .known_until()
        .map_or_else(|| "—".into(), |day| day.to_string());
    println!(
        "{}: {}",
        say(lang, "最新通知", "Latest notice"),
        app.calendar.version()
    );
    println!("{}: {known}", say(lang, "已知至", "Known until"));
}
