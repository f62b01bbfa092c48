//! `mingbai demo`: a fictional county, made once and served.

use std::{path::PathBuf, process::ExitCode};

use indicatif::{ProgressBar, ProgressStyle};
use law::Lang;

use crate::{
    init::failure,
    opening::{self, Place},
    say, serve,
};

#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Address to listen on; port 0 picks a free one and prints it.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Folder of the demo; a second start on the same folder reuses it.
    #[arg(long, default_value = "mingbai-demo")]
    pub data: PathBuf,
    /// Database URL; SQLite inside the data folder unless given.
    #[arg(long, env = "MINGBAI_DATABASE")]
    pub database: Option<String>,
    /// The same seed makes the same county.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many items to make.
    #[arg(long, default_value_t = 1500)]
    pub items: usize,
    /// How many finished requests to make, beside the ones that are due now.
    #[arg(long, default_value_t = 200)]
    pub requests: usize,
    /// Make the county and stop.
    #[arg(long)]
    pub only_make: bool,
}

pub async fn run(args: DemoArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let listener = serve::bind(&args.listen).await?;
    let place = Place {
        data: args.data,
        database: args.database,
        config: None,
    };
    let app = opening::open(&place).await?;
    if !::demo::exists(&app)
        .await
        .map_err(|error| failure(&error, lang))?
    {
        let size = ::demo::Size {
            items: args.items,
            requests: args.requests,
        };
        let bar = bar(lang)?;
        ::demo::make(&app, args.seed, size, |done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        })
        .await
        .map_err(|error| failure(&error, lang))?;
        bar.finish_and_clear();
    }
    serve::began(&app, "demo").await?;
    print_sign_ins(lang);
    if args.only_make {
        return Ok(ExitCode::SUCCESS);
    }
    serve::serve(app, &place.data, listener, lang).await
}

fn bar(lang: Lang) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{msg} {bar:32} {pos}/{len} {eta}")?;
    Ok(ProgressBar::new(1)
        .with_style(style)
        .with_message(say(lang, "生成演示数据", "Making the demo").to_string()))
}

#[expect(
    clippy::print_stdout,
    reason = "the sign-ins are this command's output"
)]
fn print_sign_ins(lang: Lang) {
    let password = ::demo::PASSWORD;
    println!(
        "{}: {password}",
        say(lang, "所有演示账号的密码", "Password of every demo sign-in")
    );
    let mut organ = String::new();
    for sign_in in ::demo::sign_ins() {
        if sign_in.organ != organ {
            println!("{}", sign_in.organ);
            organ.clone_from(&sign_in.organ);
        }
        let role = say(lang, sign_in.role.zh(), sign_in.role.en());
        println!("  {:<18} {role}", sign_in.login);
    }
}
