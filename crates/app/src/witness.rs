//! 见证: others cosign our public log, and this installation cosigns theirs (C2SP tlog-witness, ADR 23).
//!
//! A cosignature says: at that time the largest tree that this witness saw of that log had this root, and it continues every tree seen
//! before. What was seen is kept in the transaction in which it was judged, before the answer goes out.

pub mod outside;

use jiff::Timestamp;
use store::public_log::{self as kept, Cosigned};
use transparency::{
    Checkpoint, Note, PublicKey, SigningKey,
    key::Kind,
    witness::{self, Refusal, Request},
};

use crate::{App, Error, Result, Settings};

/// Something, or why not in words.
pub type Told<T> = std::result::Result<T, String>;
/// A cosignature, or the refusal of the protocol.
pub type Decided = std::result::Result<String, Refusal>;

/// A witness of our log: where it takes checkpoints, and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The submission prefix, without a slash at its end.
    pub url: String,
    pub key: PublicKey,
}

/// The witnesses of our log, as the settings name them.
///
/// # Errors
/// A line that is not of the form `URL KEY`, in words.
pub fn witnesses(settings: &Settings) -> Told<Vec<Witness>> {
    settings
        .log
        .witnesses
        .iter()
        .map(|line| {
            let wrong = || {
                format!(
                    "log.witnesses: \"{line}\" is not of the form URL KEY, with a witness's key"
                )
            };
            let (url, key) = line.trim().split_once(' ').ok_or_else(wrong)?;
            let key: PublicKey = key.trim().parse().map_err(|_| wrong())?;
            let http = url.starts_with("https://") || url.starts_with("http://");
            if key.kind != Kind::Cosignature || !http {
                return Err(wrong());
            }
            Ok(Witness {
                url: url.trim_end_matches('/').into(),
                key,
            })
        })
        .collect()
}

/// The keys of the logs that this installation witnesses.
///
/// # Errors
/// A key that is none, in words.
pub fn witnessed(settings: &Settings) -> Told<Vec<PublicKey>> {
    settings
        .log
        .witness_of
        .iter()
        .map(|key| {
            let wrong = || format!("log.witness_of: \"{key}\" is not the key of a log");
            let key: PublicKey = key.parse().map_err(|_| wrong())?;
            Some(key)
                .filter(|key| key.kind == Kind::Text)
                .ok_or_else(wrong)
        })
        .collect()
}

/// The key with which this installation cosigns, as others are given it.
///
/// # Errors
/// Its name is none.
pub fn public_key(app: &App) -> Result<PublicKey> {
    Ok(key(app)?.public().clone())
}

fn key(app: &App) -> Result<SigningKey> {
    let own = app.settings.log.witness_name.trim();
    let name = if own.is_empty() {
        format!("{}/witness", app.settings.site_domain)
    } else {
        own.into()
    };
    Ok(kept::witness_key(&app.keys, &name)?)
}

/// Judges what the log of somebody sent, and cosigns it; the signature line, or why not.
///
/// # Errors
/// The database.
pub async fn cosign(app: &App, sent: &str) -> Result<Decided> {
    let known = witnessed(&app.settings).map_err(Error::failed)?;
    let request: Request = match sent.parse() {
        Ok(request) => request,
        Err(error) => return Ok(Err(Refusal::Malformed(error.to_string()))),
    };
    decide(app, &request, &known).await
}

async fn decide(app: &App, request: &Request, known: &[PublicKey]) -> Result<Decided> {
    let (checkpoint, note) = match witness::read(request, known) {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let key = key(app)?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let seen = kept::lock(&mut tx, &checkpoint.origin).await?;
    if let Err(refusal) = witness::judge(request, &checkpoint, seen) {
        if refusal == Refusal::Inconsistent {
            tracing::error!(origin = %checkpoint.origin, size = checkpoint.size, seen = seen.size,
                "a log that is witnessed shows another history than before");
        }
        return Ok(Err(refusal));
    }
    let line = key.cosign(&note.text, seconds(now));
    kept::remember(
        &mut tx,
        &checkpoint,
        &format!("{}{line}", request.note),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(line))
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default()
}

/// The last cosigned checkpoint of a log, named by the hexadecimal SHA-256 of its origin; `None` if it was never cosigned here.
///
/// # Errors
/// The database.
pub async fn last(app: &App, named: &str) -> Result<Option<String>> {
    let seen = kept::seen(&app.store).await?;
    Ok(seen
        .into_iter()
        .find(|(origin, _)| transparency::leaf::digest(origin) == named)
        .map(|(_, note)| note))
}

/// Takes the cosignatures of our log's checkpoint from a witness: checked by his key, and kept.
///
/// # Errors
/// The lines are not signed by that key over that text, in words; or the database.
pub async fn accept(app: &App, witness: &PublicKey, note: &str, lines: &str) -> Result<Told<()>> {
    let text = match note.parse::<Note>() {
        Ok(note) => note.text,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let cosigned = Note::under(&text, lines).ok();
    if cosigned
        .and_then(|note| note.cosigned_at(witness))
        .is_none()
    {
        return Ok(Err(format!("no good cosignature of {}", witness.name)));
    }
    let checkpoint: Checkpoint = text.parse().map_err(store::Error::from)?;
    let begins = format!("\u{2014} {} ", witness.name);
    let line: String = lines
        .split_inclusive('\n')
        .filter(|line| line.starts_with(&begins))
        .collect();
    let mut tx = app.store.begin().await?;
    let new = Cosigned {
        witness: witness.to_string(),
        size: checkpoint.size,
        note: note.into(),
        line,
    };
    kept::keep_cosignature(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What to send to a witness that saw our tree last at size `old`; `None` where there is no news for it.
///
/// # Errors
/// The database.
pub async fn request(app: &App, old: u64) -> Result<Option<Request>> {
    let Some(note) = kept::checkpoint(&app.store).await? else {
        return Ok(None);
    };
    let read: Note = note.parse().map_err(store::Error::from)?;
    let checkpoint: Checkpoint = read.text.parse().map_err(store::Error::from)?;
    let hashes = store::published::log::consistency(&app.store, old, checkpoint.size).await?;
    Ok(hashes.map(|hashes| Request { old, hashes, note }))
}

/// Takes over what stands in a file that a witness gave back: the checkpoint with his cosignature. By whose key, is returned.
///
/// # Errors
/// It is not our log's, no witness of the settings signed it, in words; or the database.
pub async fn take(app: &App, text: &str) -> Result<Told<PublicKey>> {
    let witnesses = match witnesses(&app.settings) {
        Ok(witnesses) => witnesses,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let note: Note = match text.parse() {
        Ok(note) => note,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let ours = crate::public_log::public_key(app)?;
    if note.signed_by(&ours) != Some(true) {
        return Ok(Err(format!(
            "it is not signed with the key of {}",
            ours.name
        )));
    }
    let Some(witness) = witnesses
        .into_iter()
        .find(|witness| note.cosigned_at(&witness.key).is_some())
    else {
        return Ok(Err("no witness of log.witnesses cosigned it".into()));
    };
    let (alone, lines) =
        text.split_at(note.text.len() + 1 + first_line(&text[note.text.len() + 1..]));
    match accept(app, &witness.key, alone, lines).await? {
        Ok(()) => Ok(Ok(witness.key)),
        Err(wrong) => Ok(Err(wrong)),
    }
}

/// How long the first line is, with its end.
fn first_line(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |end| end + 1)
}
