//! Who calls: the program behind a token, and whether it holds the right.

use std::{num::NonZeroU32, sync::Arc};

use app::{
    Staff,
    rights::{By, Right},
};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use law::Lang;

use super::problem::Problem;
use crate::{
    front::{Visitor, refusal},
    state::State,
};

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

/// Who calls, and in which language he wants to be answered.
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

/// A program whose token holds the right `R`: the call's data, and the right as the value that operations take.
#[derive(Debug, Clone)]
pub struct Program<R> {
    pub caller: Caller,
    pub by: By<R>,
}

impl<R: Right> FromRequestParts<State> for Program<R> {
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
        let by = match By::of(&staff) {
            Ok(by) => by,
            Err(error) => {
                refusal(parts, state, &staff).await;
                return Err(Problem::from_error(&error, lang).under(R::RULE, lang));
            }
        };
        Ok(Self {
            caller: Caller { staff, lang },
            by,
        })
    }
}
