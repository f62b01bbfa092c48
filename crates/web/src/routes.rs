//! Every address of the site: the lines of all wings, one after another.
//!
//! Who may come in is written down once, as a right of `app::rights`: the line names it for the reader and for the test
//! that tries every line with every audience, the handler takes it as a value, and the operation behind asks for that value.

use std::convert::Infallible;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Method, header},
    middleware::from_fn_with_state,
};
use tower_http::set_header::SetResponseHeaderLayer;

pub use crate::kit::route::{Audience, Route};
use crate::{api, assets, kit::route::large, office, portal, state::State};

/// The largest form that a stranger may send: text only, in bytes.
const FORM_LIMIT: usize = 64 * 1024;

/// The table.
#[must_use]
pub fn all() -> Vec<Route> {
    [
        portal::routes(),
        assets::routes(),
        api::routes(),
        office::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The table as a router. Whatever changes keys or rights asks anew who sits there. Whatever asks for a session or a token is nobody else's, and kept by no cache. `upload_limit` is the
/// largest single file in bytes; several may come with one form of the office.
pub fn router(state: &State) -> Router<State> {
    let upload_limit = state.app.settings.upload_limit;
    let (mut portal, mut office) = (Router::new(), Router::new());
    for route in all() {
        let room = if route.audience == Audience::Public {
            &mut portal
        } else {
            &mut office
        };
        let handler = if route.anew {
            let known = (state.clone(), route.audience);
            let ask = from_fn_with_state(known, office::accounts::prove::ask);
            route.handler.layer::<_, Infallible>(ask)
        } else {
            route.handler
        };
        let handler = if route.audience == Audience::Public || route.method == Method::GET {
            handler
        } else {
            large(upload_limit.saturating_mul(5), handler)
        };
        *room = std::mem::take(room).route(route.path, handler);
    }
    portal
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .merge(office.layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        )))
}
