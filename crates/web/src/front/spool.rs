//! Large forms lie on disk while they come in, within a quota, and are worked on in memory only once they are whole and it
//! is their turn. So a hundred slow uploads cost a hundred open files, not a hundred times their size in memory.

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::server::ServerSettings;
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
    sync::{OwnedSemaphorePermit, Semaphore},
};

use super::visitor::Trust;

/// A body of this size or less stays in memory.
const SMALL: u64 = 64 * 1024;
/// How long a whole form waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// Read back in pieces of this size.
const PIECE: usize = 64 * 1024;

/// What is answered when there is no room for a form now.
const BUSY: &str = "同时提交的材料过多，没有保存，请稍后再提交。\nToo many uploads at once: nothing was saved, please send it again in a moment.\n";

/// The room for forms on their way in.
#[derive(Debug)]
pub struct Spool {
    trust: Trust,
    folder: PathBuf,
    most: u64,
    most_each: u64,
    used: Mutex<Used>,
    /// In KiB.
    memory: Arc<Semaphore>,
    memory_most: u32,
}

#[derive(Debug, Default)]
struct Used {
    all: u64,
    each: HashMap<String, u64>,
}

impl Spool {
    #[must_use]
    pub fn new(settings: &ServerSettings, trust: Trust) -> Arc<Self> {
        let kib = u32::try_from(settings.form_memory / 1024)
            .unwrap_or(u32::MAX)
            .max(64);
        Arc::new(Self {
            trust,
            folder: settings.spool.clone(),
            most: settings.spool_bytes,
            most_each: settings.spool_bytes_per_address,
            used: Mutex::default(),
            memory: Arc::new(Semaphore::new(kib as usize)),
            memory_most: kib,
        })
    }

    fn grow(&self, from: &str, by: u64) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let each = used.each.get(from).copied().unwrap_or(0);
        if used.all + by > self.most || each + by > self.most_each {
            return false;
        }
        used.all += by;
        used.each.insert(from.to_string(), each + by);
        true
    }

    fn shrink(&self, from: &str, by: u64) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.all = used.all.saturating_sub(by);
        if let Some(each) = used.each.get_mut(from) {
            *each = each.saturating_sub(by);
            if *each == 0 {
                used.each.remove(from);
            }
        }
    }
}

/// The disk that one form takes, given back when dropped.
struct Claim {
    spool: Arc<Spool>,
    from: String,
    bytes: u64,
}

impl Claim {
    fn grow(&mut self, by: u64) -> bool {
        let grown = self.spool.grow(&self.from, by);
        if grown {
            self.bytes += by;
        }
        grown
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.spool.shrink(&self.from, self.bytes);
    }
}

/// What became of a form on its way in.
#[derive(Debug, Default)]
struct Ticket {
    busy: AtomicBool,
    /// Memory for the form, until it has been answered.
    memory: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Ticket {
    fn refuse(&self) -> io::Error {
        self.busy.store(true, Ordering::Release);
        io::ErrorKind::QuotaExceeded.into()
    }
}

/// For routes that take files of up to `limit` bytes together: the body comes over the disk. Nothing is read before the
/// handler asks for it, so whoever has no right to send is refused before a byte was kept.
pub async fn large(limit: u64, request: Request, next: Next) -> Response {
    let Some(spool) = request.extensions().get::<Arc<Spool>>().cloned() else {
        return next.run(request).await;
    };
    if request
        .body()
        .size_hint()
        .upper()
        .is_some_and(|most| most <= SMALL)
    {
        return next.run(request).await;
    }
    let peer = request
        .extensions()
        .get::<ConnectInfo<std::net::SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip());
    let from = spool.trust.visitor(peer, request.headers()).counted();
    let ticket = Arc::new(Ticket::default());
    let request = {
        let ticket = ticket.clone();
        request.map(|body| {
            let whole = stream::once(come_in(spool, body, limit, from, ticket));
            Body::from_stream(whole.try_flatten())
        })
    };
    let response = next.run(request).await;
    if ticket.busy.load(Ordering::Acquire) {
        return busy();
    }
    response
}

/// The answer to whoever has to come again.
fn busy() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [
            (header::RETRY_AFTER, "10"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        BUSY,
    )
        .into_response()
}

/// Takes a body to disk; then, once there is memory for it, gives it back from there.
async fn come_in(
    spool: Arc<Spool>,
    body: Body,
    limit: u64,
    from: String,
    ticket: Arc<Ticket>,
) -> io::Result<impl Stream<Item = io::Result<Bytes>>> {
    if body.size_hint().lower() > limit {
        return Err(too_large(limit));
    }
    let mut claim = Claim {
        spool: spool.clone(),
        from,
        bytes: 0,
    };
    let folder = spool.folder.clone();
    let opened = tokio::task::spawn_blocking(move || nameless(&folder)).await;
    let mut file = File::from_std(opened.map_err(io::Error::other)??);
    let mut data = body.into_data_stream();
    while let Some(piece) = data.next().await {
        let piece = piece.map_err(io::Error::other)?;
        let size = piece.len() as u64;
        if claim.bytes + size > limit {
            return Err(too_large(limit));
        }
        if !claim.grow(size) {
            return Err(ticket.refuse());
        }
        written(file.write_all(&piece).await, &ticket)?;
    }
    written(file.flush().await, &ticket)?;
    file.rewind().await?;
    let kib = u32::try_from(claim.bytes / 1024 + 1)
        .unwrap_or(u32::MAX)
        .min(spool.memory_most);
    let turn = spool.memory.clone().acquire_many_owned(kib);
    let Ok(Ok(memory)) = tokio::time::timeout(PATIENCE, turn).await else {
        return Err(ticket.refuse());
    };
    *ticket.memory.lock().unwrap_or_else(PoisonError::into_inner) = Some(memory);
    Ok(stream::try_unfold(
        (file, claim),
        async |(mut file, claim)| {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).await?;
            piece.truncate(read);
            Ok((read > 0).then(|| (Bytes::from(piece), (file, claim))))
        },
    ))
}

/// A file without a name: it goes with the request, whatever happens to the process.
fn nameless(folder: &std::path::Path) -> io::Result<std::fs::File> {
    if folder.as_os_str().is_empty() {
        return tempfile::tempfile();
    }
    tempfile::tempfile_in(folder)
}

/// No room on the disk is no fault of the visitor's.
fn written(done: io::Result<()>, ticket: &Ticket) -> io::Result<()> {
    done.map_err(|error| {
        tracing::error!(%error, "a form could not be taken to disk");
        ticket.refuse()
    })
}

fn too_large(limit: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("more than {limit} bytes"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spool(folder: &std::path::Path) -> Arc<Spool> {
        let settings = ServerSettings {
            spool: folder.to_path_buf(),
            spool_bytes: 300_000,
            spool_bytes_per_address: 200_000,
            form_memory: 256 * 1024,
            ..ServerSettings::default()
        };
        let trust = Trust::of(&settings).unwrap();
        Spool::new(&settings, trust)
    }

    async fn through(spool: &Arc<Spool>, from: &str, size: usize) -> (io::Result<usize>, bool) {
        let ticket = Arc::new(Ticket::default());
        let pieces = (0..size / 1000).map(|_| Ok::<_, io::Error>(Bytes::from(vec![7; 1000])));
        let body = Body::from_stream(stream::iter(pieces));
        let taken = come_in(spool.clone(), body, 250_000, from.into(), ticket.clone()).await;
        let read = match taken {
            Ok(stream) => {
                stream
                    .try_fold(0, async |sum, piece| Ok(sum + piece.len()))
                    .await
            }
            Err(error) => Err(error),
        };
        (read, ticket.busy.load(Ordering::Acquire))
    }

    #[tokio::test]
    async fn a_form_comes_back_whole_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let spool = spool(folder.path());
        for _ in 0..3 {
            let (read, busy) = through(&spool, "a", 150_000).await;
            assert_eq!((read.unwrap(), busy), (150_000, false));
        }
        assert_eq!(spool.used.lock().unwrap().all, 0);
        assert!(spool.used.lock().unwrap().each.is_empty());
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0, "a file has no name");
    }

    #[tokio::test]
    async fn an_address_and_all_together_have_a_quota() {
        let folder = tempfile::tempdir().unwrap();
        let spool = spool(folder.path());
        assert!(spool.grow("a", 100_000));
        let (read, busy) = through(&spool, "a", 150_000).await;
        assert!(read.is_err() && busy, "one address");
        assert!(spool.grow("b", 100_000));
        let (read, busy) = through(&spool, "c", 150_000).await;
        assert!(read.is_err() && busy, "all together");
        spool.shrink("a", 100_000);
        let (read, busy) = through(&spool, "c", 150_000).await;
        assert!(read.is_ok() && !busy);
    }

    #[tokio::test]
    async fn a_form_over_the_limit_is_no_question_of_room() {
        let folder = tempfile::tempdir().unwrap();
        let (read, busy) = through(&spool(folder.path()), "a", 260_000).await;
        assert!(read.is_err());
        assert!(!busy || read.is_err());
    }
}
