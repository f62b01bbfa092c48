//! 检查点: signed statements of where the ledger stands, kept where whoever can change the database cannot write.
//!
//! What is anchored, and what `mingbai verify --checkpoint` then finds, is told in [`store::log`]. Taking one is work for the
//! house; handing it on is a mail, a file in another folder, and a line in the yearly register.

use std::{fs, io::Write, path::Path};

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::{jobs::NewJob, log::Checkpoint};

use transparency::SigningKey;

use crate::{App, Result, jobs::Ran, mail};

/// Where checkpoints go. No text decides these.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name of the log and its key; empty: the site's domain and `/mingbai`.
    pub name: String,
    /// Hours between two checkpoints; 0: none by itself.
    pub every_hours: i64,
    /// A folder on another machine or medium; empty: none.
    pub folder: String,
    /// An address outside of this installation; empty: none.
    pub mail: String,
    /// The name of the public log and its key; empty: the site's domain and `/log`.
    pub public_name: String,
    /// Witnesses of the public log, each its address and its key with a blank between.
    pub witnesses: Vec<String>,
    /// The keys of others' public logs that this installation witnesses.
    pub witness_of: Vec<String>,
    /// The name of the key with which it does; empty: the site's domain and `/witness`.
    pub witness_name: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            every_hours: 24,
            folder: String::new(),
            mail: String::new(),
            public_name: String::new(),
            witnesses: Vec::new(),
            witness_of: Vec::new(),
            witness_name: String::new(),
        }
    }
}

/// The kind of job that takes one.
pub(crate) const JOB: &str = "checkpoint";

/// The name of the log.
#[must_use]
pub fn name(settings: &crate::Settings) -> String {
    let own = settings.log.name.trim();
    if own.is_empty() {
        format!("{}/mingbai", settings.site_domain)
    } else {
        own.into()
    }
}

/// The key with which checkpoints are signed.
///
/// # Errors
/// The log's name is none.
pub fn key(app: &App) -> Result<SigningKey> {
    Ok(store::log::key(&app.keys, &name(&app.settings))?)
}

/// Takes a checkpoint now; returns it with its signed text.
///
/// # Errors
/// The log's name is none, or the database.
pub async fn take(app: &App) -> Result<(Checkpoint, String)> {
    let key = key(app)?;
    Ok(store::log::take(&app.store, &app.keys, &key, app.clock.now()).await?)
}

/// Leaves the work of taking one when the last is old enough.
///
/// # Errors
/// The database.
pub async fn enqueue(app: &App) -> Result<()> {
    let hours = app.settings.log.every_hours;
    let now = app.clock.now();
    let due = match store::log::last_taken(&app.store).await? {
        _ if hours <= 0 => false,
        None => true,
        Some(last) => last
            .checked_add(hours.hours())
            .is_ok_and(|next| next <= now),
    };
    let Some(organ) = first_organ(app).await?.filter(|_| due) else {
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    let job = NewJob {
        id: &crate::accounts::new_id(now),
        organ: &organ,
        kind: JOB,
        body: &json!({}),
        run_at: now,
        unique_key: Some(JOB),
    };
    store::jobs::enqueue(&mut tx, &job).await?;
    tx.commit().await?;
    Ok(())
}

/// Jobs belong to an organ; this one belongs to all.
async fn first_organ(app: &App) -> Result<Option<String>> {
    let organs = store::organs::list(&app.store).await?;
    Ok(organs.into_iter().map(|organ| organ.code).min())
}

/// Takes one and hands it on. A folder that cannot be written is tried again later; the mail goes its own way.
pub(crate) async fn run(app: &App, organ: &str) -> Result<Ran> {
    let (checkpoint, note) = take(app).await?;
    let now = app.clock.now();
    let settings = &app.settings.log;
    if !settings.mail.is_empty() {
        let mut tx = app.store.begin().await?;
        let detail = json!({ "note": note, "number": checkpoint.size.to_string() });
        let unique = format!("checkpoint/{}", checkpoint.size);
        let mail = mail::Mail {
            organ,
            to: mail::Recipient::Keeper,
            template: JOB,
            request: "",
            detail,
        };
        mail.enqueue(&mut tx, now, Some(&unique)).await?;
        tx.commit().await?;
    }
    if !settings.folder.is_empty()
        && let Err(error) = lay(Path::new(&settings.folder), &checkpoint, &note)
    {
        return Ok(Ran::Later(format!(
            "log.folder {}: {error}",
            settings.folder
        )));
    }
    Ok(Ran::Done)
}

/// Lays the note into a folder under its size and instant. What lies there is never overwritten.
fn lay(folder: &Path, checkpoint: &Checkpoint, note: &str) -> std::io::Result<()> {
    let name = file_name(checkpoint.size, checkpoint.taken);
    match fs::File::create_new(folder.join(name)) {
        Ok(mut file) => {
            file.write_all(note.as_bytes())?;
            file.sync_all()
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// The name of a checkpoint's file: in the order of names stand the sizes.
#[must_use]
pub fn file_name(size: u64, taken: Timestamp) -> String {
    let taken = taken.strftime("%Y%m%dT%H%M%SZ");
    format!("checkpoint-{size:012}-{taken}.txt")
}

/// The line under a printed register: of how many acts, with what root, when; `None` before the first.
///
/// # Errors
/// The database, or a kept checkpoint that is none.
pub async fn line(app: &App) -> Result<Option<String>> {
    let Some(note) = store::log::last(&app.store).await? else {
        return Ok(None);
    };
    let note = note.parse().map_err(store::Error::from)?;
    let checkpoint = Checkpoint::in_note(&note)?;
    Ok(Some(format!(
        "台账检查点：{}，共 {} 个办理动作，根 {}，{}",
        checkpoint.origin,
        checkpoint.size,
        checkpoint.root_text(),
        checkpoint.taken.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )))
}
