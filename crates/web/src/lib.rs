#![doc = include_str!("../README.md")]

pub mod api;
pub mod assets;
pub mod front;
pub mod i18n;
pub mod kit;
mod meant;
pub mod office;
pub mod portal;
pub mod routes;
mod site;
pub mod state;

use std::borrow::Cow;

use app::App;
use axum::{
    Router,
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::IntoResponse,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, predicate::Predicate},
    set_header::SetResponseHeaderLayer,
    trace::TraceLayer,
};

pub use site::Site;
use state::State;

/// What a browser may load: nothing but our own.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What is written for each request: the lines of all wings within their layers.
fn router(app: App) -> Router {
    let state = State::new(app);
    routes::router(&state)
        .fallback(missing)
        .layer(from_fn_with_state(
            state.clone(),
            office::accounts::kept::keep,
        ))
        .layer(axum::Extension(state.spool.clone()))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ))
        .layer(fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ))
        .layer(map_response(come_again))
        .layer(from_fn(kit::ranges::answer))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_page)))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

/// Who is told that all are busy is told when to come again.
async fn come_again(mut response: axum::response::Response) -> axum::response::Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .entry(header::RETRY_AFTER)
            .or_insert(HeaderValue::from_static("60"));
    }
    response
}

/// A file goes out as it is: a part of it must fit the rest, and its tag means its bytes.
fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// An address that leads nowhere: a page for people, a problem for programs. Where another one was meant it leads there.
async fn missing(method: Method, page: portal::page::Page) -> axum::response::Response {
    if let Some(address) = meant::by(&page.path, &method) {
        return axum::response::Redirect::permanent(&address).into_response();
    }
    if page.path.starts_with("/api/") {
        return api::problem::Problem::of("not_found", page.lang).into_response();
    }
    portal::problem::missing(page).await
}

/// Addresses that are secrets: a feed's, a one-time link's, a preview's.
const SECRET: [&str; 3] = ["/calendar/", "/office/sign-in/", "/preview/"];

/// What the log knows of a visit: method and path. The query may hold a name that somebody searched for, and some addresses are
/// secrets.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), path = %told(request.uri().path()))
}

/// Whether a path is a secret of whoever came by it.
pub(crate) fn is_secret(path: &str) -> bool {
    SECRET.iter().any(|secret| path.starts_with(secret))
}

fn told(path: &str) -> Cow<'_, str> {
    match SECRET.iter().find(|secret| path.starts_with(*secret)) {
        Some(secret) => format!("{secret}…").into(),
        None => path.into(),
    }
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_log_holds_no_address_that_is_a_secret() {
        for (path, told) in [
            ("/calendar/4f1c.ics", "/calendar/…"),
            ("/office/sign-in/4f1c", "/office/sign-in/…"),
            ("/office/sign-in", "/office/sign-in"),
            ("/preview/4f1c/files/9a", "/preview/…"),
            ("/items/1", "/items/1"),
        ] {
            assert_eq!(super::told(path), told);
        }
    }
}
