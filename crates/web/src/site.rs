//! The whole site: what is kept, in front of what is written.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use app::App;
use axum::{Router, extract::Request, response::Response};
use futures::future::BoxFuture;
use tower::Service;

use crate::{
    front::kept::{Kept, through},
    routes,
};

/// Portal for the public, office for staff, API for programs.
#[derive(Debug, Clone)]
pub struct Site {
    router: Router,
    kept: Arc<Kept>,
}

impl Site {
    #[must_use]
    pub fn new(app: App) -> Self {
        let lines = routes::all();
        let lines: Vec<&str> = lines
            .iter()
            .filter(|line| line.kept)
            .map(|line| line.path)
            .collect();
        let kept = Kept::new(
            app.settings.server.kept_bytes,
            &lines,
            app.store.tidings().clone(),
            app.clock,
        );
        Self {
            kept: Arc::new(kept),
            router: crate::router(app),
        }
    }

    /// What is kept of it.
    #[must_use]
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The answer written anew, whatever is kept.
    pub async fn anew(&self, request: Request) -> Response {
        through(&self.router, request).await
    }

    pub async fn answer(&self, request: Request) -> Response {
        match self
            .kept
            .page(request.method(), request.uri(), request.headers())
        {
            Some(page) => page,
            None => self.kept.answer(&self.router, request).await,
        }
    }
}

impl Service<Request> for Site {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let site = self.clone();
        Box::pin(async move { Ok(site.answer(request).await) })
    }
}
