//! Who calls: the program behind a token, and whether the table of routes lets it in.

use std::{num::NonZeroU32, sync::Arc};

use app::{Role, Staff};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use law::Lang;

use super::problem::Problem;
use crate::{front::Visitor, state::State};

/// The roles that a line of the table lets in; a route without it lets nobody in.
#[derive(Debug, Clone, Copy)]
pub struct Allowed(pub &'static [Role]);

/// How often each token may call.
#[derive(Debug, Clone)]
pub struct Throttle(Arc<DefaultKeyedRateLimiter<String>>);

impl Throttle {
    /// So many calls a minute for each token.
    #[must_use]
    pub fn new(calls_per_minute: u32) -> Self {
        let most = NonZeroU32::new(calls_per_minute).unwrap_or(NonZeroU32::MIN);
        Self(Arc::new(RateLimiter::keyed(Quota::per_minute(most))))
    }

    fn passes(&self, token: &String) -> bool {
        self.0.check_key(token).is_ok()
    }
}

/// A program that may call this route.
#[derive(Debug, Clone)]
pub struct Caller {
    pub staff: Staff,
    pub lang: Lang,
}

impl Caller {
    /// Turns an operation's error into a problem.
    pub fn ok<T>(&self, result: Result<T, impl Into<app::Error>>) -> Result<T, Problem> {
        result.map_err(|error| Problem::from_error(&error.into(), self.lang))
    }

    /// A field to mend.
    #[must_use]
    pub fn wrong(&self, field: &str, rule: &str, zh: &str, en: &str) -> Problem {
        Problem::field(field, rule, zh, en, self.lang)
    }

    #[must_use]
    pub fn problem(&self, kind: &str) -> Problem {
        Problem::of(kind, self.lang)
    }
}

impl FromRequestParts<State> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let lang = crate::i18n::lang_of(&parts.headers);
        let remote = Visitor::of(parts, state).counted();
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        // Without a token nothing is guessed, so nothing is counted.
        let header = header.ok_or_else(|| Problem::of("unauthorized", lang))?;
        let staff = app::tokens::program(&state.app, header, &remote)
            .await
            .map_err(|error| Problem::from_error(&error, lang))?
            .ok_or_else(|| Problem::of("unauthorized", lang))?;
        if !state.throttle.passes(&staff.id) {
            return Err(Problem::of("throttled", lang));
        }
        let allowed = parts
            .extensions
            .get::<Allowed>()
            .is_some_and(|Allowed(roles)| staff.require(roles).is_ok());
        if !allowed {
            return Err(Problem::of("forbidden", lang));
        }
        Ok(Self { staff, lang })
    }
}
