//! `mingbai backup` and `mingbai restore`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use law::Lang;
use serde_json::json;
use store::verify::Look;

use crate::{
    keys,
    opening::{self, Place},
    operator, privacy, say,
    verify::unchecked,
};

#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub place: Place,
    /// Folder to write; must not exist or be empty.
    pub folder: PathBuf,
    /// Lay the key that opens applicants' data beside it. Without it the backup is of use only together with the key,
    /// which is kept elsewhere.
    #[arg(long)]
    pub with_key: bool,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    pub place: Place,
    /// Folder that `backup` wrote.
    pub folder: PathBuf,
    /// Restore although the key that opens applicants' data is missing or another one: their data stays closed.
    #[arg(long)]
    pub without_key: bool,
}

pub async fn backup(args: BackupArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    opening::exists(&args.place, lang)?;
    let before = privacy::keep_to_ourselves();
    let store = store::Store::open(&args.place.database_url()).await?;
    let files = opening::files(&args.place)?;
    let event = app::audit::Event::new(app::audit::Kind::Exported);
    let event = event.saying(json!({ "what": "backup", "with_key": args.with_key }));
    if let Err(why) = record(&store, &args.place, event).await {
        // Without a key or without room in the database a backup is needed most.
        let said = say(
            lang,
            "这次备份没有记入审计日志",
            "this backup is not in the audit log",
        );
        eprintln!("{said}: {why:#}");
    }
    let lacking = store::backup::backup(&store, &files, &args.folder).await?;
    privacy::close(&args.folder)?;
    privacy::as_before(before);
    let key = args.place.data.join("master.key");
    let told = if args.with_key && key.exists() {
        fs::copy(&key, args.folder.join("master.key")).context("master.key")?;
        say(
            lang,
            "备份完成。其中 master.key 可解开申请人信息，请与备份分开保管。",
            "Backed up. master.key in it opens applicants' data: keep it apart from the backup.",
        )
    } else {
        say(
            lang,
            "备份完成，其中没有密钥。请把数据目录中的 master.key 另行妥善保管：没有它，申请人信息再也打不开。",
            "Backed up, without the key. Keep master.key of the data folder elsewhere: without it applicants' data never opens again.",
        )
    };
    eprintln!("{told}");
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
    opening::folder(&args.place)?;
    let settings = opening::settings(&args.place)?;
    let calendar = law::calendar::Calendar::cn();
    let files = opening::files(&args.place)?;
    store::backup::check(&args.folder).await?;
    let taken = key_for(&args, lang)?;
    let store = store::Store::open(&args.place.database_url()).await?;
    store::backup::restore(&store, &files, &settings.rules(&calendar), &args.folder).await?;
    if taken == Key::Backup {
        fs::copy(
            args.folder.join("master.key"),
            args.place.data.join("master.key"),
        )
        .context("master.key")?;
        privacy::close(&args.place.data)?;
    }
    let calendar = app::calendar::of(&store).await?;
    let rules = settings.rules(&calendar);
    let keys = match taken {
        Key::None => None,
        _ => keys::there(&args.place.data)?,
    };
    match &keys {
        Some(keys) => store::key::bind(&store, keys).await?,
        None => {
            store::key::lost(&store).await?;
            eprintln!(
                "{}",
                say(
                    lang,
                    "密钥已换：请先用 mingbai staff list 核对人员，再运行 mingbai staff seal；在此之前谁也不能登录。",
                    "The key is another: look through mingbai staff list, then run mingbai staff seal; nobody can sign in before.",
                )
            );
        }
    }
    if keys.is_some() {
        let event = app::audit::Event::new(app::audit::Kind::CommandRun);
        let event = event.saying(json!({ "command": "restore" }));
        record(&store, &args.place, event).await?;
    }
    let look = Look {
        keys: keys.as_ref(),
        ..Look::default()
    };
    let problems = store::verify::verify(&store, &files, &rules, look).await?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    for left in unchecked(look, lang) {
        eprintln!("{left}");
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

/// Writes a row of the audit log where no application was opened: with the key of the folder.
async fn record(
    store: &store::Store,
    place: &Place,
    event: app::audit::Event,
) -> anyhow::Result<()> {
    let keys = keys::there(&place.data)?.context("master.key")?;
    app::audit::note_in(store, &keys, &operator::who(), event).await?;
    Ok(())
}

/// Which key opens what is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// The one that lies in the data folder already.
    Folder,
    /// The one in the backup.
    Backup,
    /// None, as was asked for.
    None,
}

/// Finds the key that opens the backup's people, before anything is written.
fn key_for(args: &RestoreArgs, lang: Lang) -> anyhow::Result<Key> {
    let opens = |folder: &Path| -> anyhow::Result<Option<bool>> {
        let path = folder.join("master.key");
        if !path.exists() {
            return Ok(None);
        }
        let keys = keys::key_in(&path)?;
        Ok(Some(store::backup::opens(&args.folder, &keys)?))
    };
    let (ours, theirs) = (opens(&args.place.data)?, opens(&args.folder)?);
    match (ours, theirs) {
        (Some(true), _) => Ok(Key::Folder),
        (None, Some(true)) => Ok(Key::Backup),
        _ if args.without_key => Ok(Key::None),
        (Some(false), _) => anyhow::bail!(say(
            lang,
            "数据目录中的 master.key 打不开这份备份中的申请人信息，没有恢复。请放入备份当时的密钥；确实没有，用 --without-key 恢复其余内容",
            "master.key in the data folder does not open the applicants' data of this backup: nothing was restored. Put the key of that time there; if it is lost, --without-key restores the rest"
        )),
        (None, _) => anyhow::bail!(say(
            lang,
            "没有打开申请人信息的密钥，没有恢复。请把备份当时的 master.key 放入数据目录；确实没有，用 --without-key 恢复其余内容",
            "the key that opens applicants' data is missing: nothing was restored. Put master.key of that time into the data folder; if it is lost, --without-key restores the rest"
        )),
    }
}
