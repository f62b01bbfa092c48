//! `mingbai verify`: the chain, the projections, the files.

use std::process::ExitCode;

use law::Lang;

use crate::{
    opening::{self, Place},
    say,
};

#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub place: Place,
    /// Only this organ.
    #[arg(long)]
    pub organ: Option<String>,
    /// `json` for one JSON document on stdout.
    #[arg(long)]
    pub format: Option<String>,
}

#[expect(clippy::print_stdout, reason = "the result is this command's output")]
pub async fn run(args: VerifyArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    opening::exists(&args.place, lang)?;
    let store = store::Store::look(&args.place.database_url())
        .await
        .map_err(|error| match error {
            store::Error::Schema { found, known } => anyhow::anyhow!(
                "{} ({found}, {known})",
                say(
                    lang,
                    "数据库的表不是这个版本的程序建立的，没有核验也没有改动。请用同一版本核验，或者备份后先运行新版本的 serve",
                    "another version of the program made these tables: nothing was verified or changed. Verify with that version, or back up and start the new one first"
                )
            ),
            other => other.into(),
        })?;
    let files = store::files::Files::local(&args.place.data.join("files"))?;
    let calendar = app::calendar::of(&store).await?;
    let settings = opening::settings(&args.place)?;
    let rules = settings.rules(&calendar);
    let problems = store::verify::verify(&store, &files, &rules, args.organ.as_deref()).await?;
    if args.format.as_deref() == Some("json") {
        println!("{}", serde_json::to_string_pretty(&problems)?);
    } else if problems.is_empty() {
        println!(
            "{}",
            say(
                lang,
                "核验通过：链、投影、文件一致。",
                "Verified: chain, projections and files agree."
            )
        );
    } else {
        for problem in &problems {
            println!("{problem}");
        }
    }
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}
