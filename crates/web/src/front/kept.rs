//! Pages already written, kept as whole answers in front of the router (docs/adr/0030).
//!
//! A page is kept only if its line of the table of routes and its handler both say so. It is written for a visitor of whom nothing is
//! known but language and 长者模式, so it cannot hold anything of a person; and it is given only while nothing that it rests on has
//! changed. How much is kept is bounded in bytes, and what was asked for once makes room before what is asked for often.

mod asked;
mod desk;
mod whole;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use app::Clock;
use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use quick_cache::{Weighter, sync::Cache};
use store::published::Tidings;
use tower::ServiceExt;

use asked::{Asked, Key};
use desk::{Desk, Turn};
use whole::{Other, Whole};

/// What a kept page costs beside its bytes.
const ROOM: usize = 2048;

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Key, Arc<Whole>> for Weight {
    fn weight(&self, key: &Key, page: &Arc<Whole>) -> u64 {
        (key.address.len() + page.bytes() + ROOM) as u64
    }
}

/// The pages, what they are written with, and when they are good.
pub struct Kept {
    pages: Cache<Key, Arc<Whole>, Weight>,
    desk: Desk,
    /// Which addresses may be kept.
    lines: matchit::Router<()>,
    tidings: Arc<Tidings>,
    clock: Clock,
    written: AtomicU64,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Kept")
            .field("pages", &self.pages.len())
            .field("bytes", &self.pages.weight())
            .finish_non_exhaustive()
    }
}

impl Kept {
    /// `room` in bytes for all pages together; 0 keeps none.
    #[must_use]
    pub fn new(room: u64, lines: &[&str], tidings: Arc<Tidings>, clock: Clock) -> Self {
        let mut known = matchit::Router::new();
        for line in lines {
            if let Err(error) = known.insert(*line, ()) {
                tracing::error!(line, %error, "pages of a line cannot be kept");
            }
        }
        let likely = usize::try_from(room / (16 * 1024)).unwrap_or(usize::MAX);
        Self {
            pages: Cache::with_weighter(likely.clamp(16, 1 << 20), room, Weight),
            desk: Desk::default(),
            lines: known,
            tidings,
            clock,
            written: AtomicU64::new(0),
        }
    }

    /// How many pages have been written to be kept.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// How many bytes are kept.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pages.weight()
    }

    /// The page that is kept for this request, if it is still as it would be written.
    #[must_use]
    pub fn page(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let asked = Asked::of(method, uri, headers)?;
        let page = self.standing(&asked)?;
        tracing::debug!(%method, path = uri.path(), "a kept page");
        Some(page.answer(method, headers))
    }

    fn standing(&self, asked: &Asked<'_>) -> Option<Arc<Whole>> {
        self.pages.get(asked).filter(|page| self.stands(page))
    }

    fn stands(&self, page: &Whole) -> bool {
        page.day == self.clock.today() && self.tidings.stands(page.since, &page.places)
    }

    /// Answers a request: from what is kept, else by what is written now and kept from then on, else by the router alone.
    pub async fn answer(self: &Arc<Self>, router: &Router, request: Request) -> Response {
        let (method, headers) = (request.method().clone(), request.headers());
        let key = Asked::of(&method, request.uri(), headers)
            .filter(|_| self.lines.at(request.uri().path()).is_ok())
            .map(|asked| (asked.key(), headers.clone()));
        match key {
            Some((key, headers)) => match self.wait_for(router, &key).await {
                Ok(page) => page.answer(&method, &headers),
                Err(Some(other)) => *other,
                Err(None) => through(router, request).await,
            },
            None => through(router, request).await,
        }
    }

    /// The page of an address, written once for all who wait for it. `Err`: it cannot be kept; with what was answered, if it was this
    /// visitor's turn to ask.
    async fn wait_for(self: &Arc<Self>, router: &Router, key: &Key) -> Result<Arc<Whole>, Other> {
        let came = self.tidings.now();
        loop {
            if let Some(page) = self.standing(&key.asked()) {
                return Ok(page);
            }
            match self.desk.turn(key) {
                Turn::Ours(place) => {
                    let (kept, router) = (self.clone(), router.clone());
                    // A task of its own: whoever goes away takes nobody's page along.
                    let written = tokio::spawn(async move { kept.write(&router, place).await });
                    return written.await.unwrap_or(Err(None));
                }
                Turn::Wait(mut page) => {
                    let Ok(page) = page
                        .wait_for(Option::is_some)
                        .await
                        .map(|page| page.clone())
                    else {
                        return Err(None);
                    };
                    // What was begun before he came may be older than what he knows.
                    let fresh = |page: &Arc<Whole>| page.since >= came || self.stands(page);
                    if let Some(page) = page.filter(fresh) {
                        return Ok(page);
                    }
                }
            }
        }
    }

    async fn write(&self, router: &Router, place: desk::Place) -> Result<Arc<Whole>, Other> {
        // Before anything is read.
        let (since, day) = (self.tidings.now(), self.clock.today());
        let Some(request) = place.key().request() else {
            return Err(None);
        };
        let response = through(router, request).await;
        let page = Arc::new(Whole::of(response, since, day).await?);
        self.written.fetch_add(1, Ordering::Relaxed);
        self.pages.insert(place.key().clone(), page.clone());
        place.done(page.clone());
        Ok(page)
    }
}

/// What the router alone answers.
pub async fn through(router: &Router, request: Request) -> Response {
    let Ok(response) = router.clone().oneshot(request).await;
    response
}
