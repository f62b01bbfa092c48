//! Pages already written, kept as whole answers in front of the router (docs/adr/0030).
//!
//! A page is kept only if its line of the table of routes and its handler both say so. It is written for a visitor of whom nothing is
//! known but language and 长者模式, so it cannot hold anything of a person; and it is given only while nothing that it rests on has
//! changed. How much is kept is bounded in bytes, and what was asked for once makes room before what is asked for often.

mod asked;
mod desk;
mod whole;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use app::Clock;
use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};
use store::published::Tidings;
use tokio::time::timeout;
use tower::ServiceExt;

use asked::{Asked, Key};
use desk::{Desk, Turn};
use whole::{Other, Whole};

/// So long others wait for a page that somebody writes; then each asks for himself.
const LONGEST_WRITING: Duration = Duration::from_secs(30);
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
        Self {
            pages: pages(room),
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
                    // A task of its own: whoever goes away takes nobody's page along. Not without end: others wait for it.
                    let written = tokio::spawn(timeout(LONGEST_WRITING, async move {
                        kept.write(&router, place).await
                    }));
                    return written.await.ok().and_then(Result::ok).unwrap_or(Err(None));
                }
                Turn::Alone => return Err(None),
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

/// Few parts, whatever the number of processors: each has room for the largest page in both its forms.
fn pages(room: u64) -> Cache<Key, Arc<Whole>, Weight> {
    let likely = usize::try_from(room / (16 * 1024)).unwrap_or(usize::MAX);
    let likely = likely.clamp(128, 1 << 20);
    let parts = usize::try_from(room / (3 * whole::LARGEST as u64)).unwrap_or(1);
    let options = OptionsBuilder::new()
        .estimated_items_capacity(likely)
        .weight_capacity(room)
        .shards(parts.clamp(1, 4))
        .build();
    match options {
        Ok(options) => Cache::with_options(
            options,
            Weight,
            DefaultHashBuilder::default(),
            DefaultLifecycle::default(),
        ),
        Err(_) => Cache::with_weighter(likely, room, Weight),
    }
}

/// What the router alone answers.
pub async fn through(router: &Router, request: Request) -> Response {
    let Ok(response) = router.clone().oneshot(request).await;
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, routing::get};

    use super::*;
    use crate::kit::rests;

    fn router(length: usize) -> Router {
        let page =
            move || async move { rests::on(Response::new(Body::from("x".repeat(length))), []) };
        Router::new().route("/x", get(page))
    }

    fn kept(now: &str) -> Kept {
        let clock = Clock::fixed(now.parse().unwrap());
        Kept::new(48 << 20, &["/x"], Arc::default(), clock)
    }

    async fn visit(kept: &Arc<Kept>, router: &Router) -> u64 {
        let request = Request::get("/x").body(Body::empty()).unwrap();
        assert!(kept.answer(router, request).await.status().is_success());
        kept.written()
    }

    #[tokio::test]
    async fn a_page_is_of_its_day() {
        let (evening, router) = (Arc::new(kept("2026-11-24T15:59:00Z")), router(10));
        assert_eq!(visit(&evening, &router).await, 1);
        assert_eq!(visit(&evening, &router).await, 1);
        let mut evening = Arc::into_inner(evening).unwrap();
        evening.clock = Clock::fixed("2026-11-24T16:00:00Z".parse().unwrap());
        assert_eq!(visit(&Arc::new(evening), &router).await, 2);
    }

    #[tokio::test]
    async fn the_largest_page_has_room_whatever_the_processors() {
        let (kept, router) = (
            Arc::new(kept("2026-11-24T02:00:00Z")),
            router(whole::LARGEST),
        );
        assert_eq!(visit(&kept, &router).await, 1);
        assert_eq!(visit(&kept, &router).await, 1);
    }
}
