//! `mingbai backup` and `mingbai restore`.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;
use law::Lang;

use crate::{
    opening::{self, Place},
    say,
};

#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub place: Place,
    /// Folder to write; must not exist or be empty.
    pub folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    pub place: Place,
    /// Folder that `backup` wrote.
    pub folder: PathBuf,
}

pub async fn backup(args: BackupArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let store = store::Store::open(&args.place.database_url()).await?;
    let files = opening::files(&args.place)?;
    let lacking = store::backup::backup(&store, &files, &args.folder).await?;
    let key = args.place.data.join("master.key");
    if key.exists() {
        fs::copy(&key, args.folder.join("master.key")).context("master.key")?;
    }
    eprintln!(
        "{}",
        say(
            lang,
            "备份完成。其中 master.key 可解开申请人信息，请与备份分开保管。",
            "Backed up. master.key in it opens applicants' data: keep it apart from the backup.",
        )
    );
    for file in &lacking {
        eprintln!("{file}");
    }
    if lacking.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "{}: {}",
        say(
            lang,
            "以上文件缺失或者损坏，不在备份中，其余已全部备份",
            "The files above are missing or damaged and not in the backup; all the rest is",
        ),
        lacking.len()
    );
    Ok(ExitCode::from(1))
}

pub async fn restore(args: RestoreArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    fs::create_dir_all(&args.place.data)?;
    let settings = opening::settings(&args.place)?;
    let calendar = law::calendar::Calendar::cn();
    let files = opening::files(&args.place)?;
    store::backup::check(&args.folder).await?;
    let store = store::Store::open(&args.place.database_url()).await?;
    store::backup::restore(&store, &files, &settings.rules(&calendar), &args.folder).await?;
    let (from, to) = (
        args.folder.join("master.key"),
        args.place.data.join("master.key"),
    );
    if from.exists() && !to.exists() {
        fs::copy(&from, &to).context("master.key")?;
    }
    let calendar = app::calendar::of(&store).await?;
    let rules = settings.rules(&calendar);
    let problems = store::verify::verify(&store, &files, &rules, None).await?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() {
        eprintln!(
            "{}",
            say(lang, "恢复完成，核验通过。", "Restored and verified.")
        );
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::from(1))
    }
}
