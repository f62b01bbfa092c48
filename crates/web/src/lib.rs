#![doc = include_str!("../README.md")]

pub mod assets;
pub mod download;
pub mod i18n;
pub mod office;
pub mod portal;
pub mod state;

use app::App;
use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer,
    set_header::SetResponseHeaderLayer, trace::TraceLayer,
};

use state::State;

/// What a browser may load: nothing but our own.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The whole site: portal for the public, office for staff.
pub fn router(app: App) -> Router {
    let upload_limit = app.settings.upload_limit;
    let state = State { app };
    Router::new()
        .merge(portal::routes())
        .merge(office::routes(upload_limit))
        .route("/assets/{*name}", get(assets::serve))
        .route("/healthz", get(portal::health::show))
        .fallback(portal::problem::missing)
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
