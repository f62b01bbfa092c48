//! The forms of the office: taken only from our own pages and only with the session's token.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::Response,
};

use super::{desk::Desk, problem::Problem};
pub use crate::kit::form::Form;
use crate::{
    front::Visitor,
    kit::{
        form::read,
        guard::{Origin, origin, same},
    },
    state::State,
};

impl FromRequest<State> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, state).await?;
        let visitor = Visitor::of(&parts, state);
        let domain = &state.app.settings.site_domain;
        if origin(&parts.headers, &visitor, domain) != Origin::Ours {
            return Err(desk.forged());
        }
        let form = read(Request::from_parts(parts, body), state)
            .await
            .map_err(|error| Response::from(Problem::new(&desk, error)))?;
        if !same(form.text("csrf"), &desk.csrf) {
            return Err(desk.forged());
        }
        Ok(form)
    }
}
