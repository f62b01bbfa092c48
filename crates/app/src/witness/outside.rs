//! Over the network: handing our checkpoints to witnesses, and fetching a log that is to be witnessed. Never inside a transaction, and with
//! limits of time and size: what is at the other end may be anything.

use std::time::Duration;

use store::public_log::cosigned;
use transparency::{
    Checkpoint, Note, PublicKey, Tiles,
    tile::{self, Tile},
    tiles::needed,
    tree::consistency,
    witness::Request,
};

use super::{Decided, Told, Witness, accept, decide, request};
use crate::{App, Error, Result};

/// How long a call may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest answer, in bytes.
const LARGEST: u64 = 1 << 20;

/// Hands the newest checkpoint to every witness of the settings that did not see it; what went wrong with which, in words.
///
/// # Errors
/// The database.
pub async fn submit(app: &App, witnesses: &[Witness]) -> Result<Vec<(String, String)>> {
    let Some(newest) = store::public_log::checkpoint(&app.store).await? else {
        return Ok(Vec::new());
    };
    let known = cosigned(&app.store).await?;
    let mut failed = Vec::new();
    for witness in witnesses {
        let last = known
            .iter()
            .find(|one| one.witness == witness.key.to_string());
        if last.is_some_and(|last| last.note == newest) {
            continue;
        }
        let old = last.map_or(0, |last| last.size);
        if let Err(wrong) = hand_over(app, witness, old).await? {
            failed.push((witness.url.clone(), wrong));
        }
    }
    Ok(failed)
}

/// Sends once, and once more where the witness names another size.
async fn hand_over(app: &App, witness: &Witness, old: u64) -> Result<Told<()>> {
    let mut old = old;
    for _ in 0..2 {
        let Some(request) = request(app, old).await? else {
            return Ok(Err(format!("it saw {old} leaves, more than there are")));
        };
        let url = format!("{}/add-checkpoint", witness.url);
        let (status, answer) = match call(&url, Some(request.to_string())).await {
            Ok((status, bytes)) => (status, String::from_utf8_lossy(&bytes).into_owned()),
            Err(wrong) => return Ok(Err(wrong)),
        };
        match (status, answer.trim().parse::<u64>()) {
            (200, _) => return accept(app, &witness.key, &request.note, &answer).await,
            (409, Ok(size)) if size != old => old = size,
            (422, _) => return Ok(Err("it says that this is another history".into())),
            _ => return Ok(Err(format!("it answered {status}"))),
        }
    }
    Ok(Err("it names another size each time".into()))
}

/// Fetches the newest checkpoint of a log from its address, with the tiles that prove that it continues what was cosigned here before, and
/// cosigns it. The note with both signatures, or why not.
///
/// # Errors
/// What is at the other end is not reached or not understood, in words; or the database.
pub async fn fetch(app: &App, url: &str, key: &PublicKey) -> Result<Told<Decided>> {
    let url = url.trim_end_matches('/');
    let note = match got(&format!("{url}/checkpoint")).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(wrong) => return Ok(Err(wrong)),
    };
    let read: Note = match note.parse() {
        Ok(read) => read,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let checkpoint: Checkpoint = match read.text.parse() {
        Ok(checkpoint) => checkpoint,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let mut tx = app.store.begin().await?;
    let old = store::public_log::lock(&mut tx, &checkpoint.origin)
        .await?
        .size;
    tx.commit().await?;
    let hashes = match proof(url, old, checkpoint.size).await {
        Ok(hashes) => hashes,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let request = Request { old, hashes, note };
    let decided = decide(app, &request, std::slice::from_ref(key)).await?;
    Ok(Ok(decided.map(|line| format!("{}{line}", request.note))))
}

/// The proof of continuity out of the log's tiles.
async fn proof(url: &str, old: u64, new: u64) -> Told<Vec<transparency::Hash>> {
    // A tree that shrank is refused for its size.
    let ranges = consistency(old, new).unwrap_or_default();
    let mut tiles = Tiles::default();
    for (level, index) in needed(&ranges) {
        let Some(name) = Tile::at(level, index, new) else {
            return Err("a tile of the log is not there".into());
        };
        let bytes = got(&format!("{url}/tile/{name}")).await?;
        let hashes = tile::hashes(&bytes).map_err(|error| error.to_string())?;
        tiles.take((level, index), hashes);
    }
    tiles.proof(&ranges).map_err(|error| error.to_string())
}

async fn got(url: &str) -> Told<Vec<u8>> {
    match call(url, None).await? {
        (200, bytes) => Ok(bytes),
        (status, _) => Err(format!("{url}: status {status}")),
    }
}

/// Asks, or sends a text; status and bytes.
async fn call(url: &str, body: Option<String>) -> Told<(u16, Vec<u8>)> {
    let url = url.to_string();
    let told = url.clone();
    let called = tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let mut answer = match body {
            Some(body) => agent
                .post(&url)
                .content_type("text/plain; charset=utf-8")
                .send(body)?,
            None => agent.get(&url).call()?,
        };
        let status = answer.status().as_u16();
        let bytes = answer
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_to_vec()?;
        Ok::<_, ureq::Error>((status, bytes))
    })
    .await;
    match called {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(format!("{told}: {error}")),
        Err(error) => Err(Error::failed(error).to_string()),
    }
}
