//! A line of the table of routes: method, path, audience, handler. Each wing writes its own lines beside its handlers.

use std::convert::Infallible;

use app::{Role, Staff, rights::Right};
use axum::{
    extract::{DefaultBodyLimit, Request},
    http::Method,
    middleware::{Next, from_fn},
    routing::MethodRouter,
};

use crate::{front, state::State};

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anybody, without signing in.
    Public,
    /// Signed-in staff who hold one of these roles.
    Staff(&'static [Role]),
    /// Programs whose token holds one of these roles.
    Token(&'static [Role]),
}

impl Audience {
    /// Whether a member of staff holds one of the roles.
    #[must_use]
    pub fn admits(self, staff: &Staff) -> bool {
        match self {
            Self::Staff(roles) => roles.iter().any(|role| staff.has(*role)),
            Self::Public | Self::Token(_) => false,
        }
    }
}

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub audience: Audience,
    /// Whether its pages may be kept: one that says what it rests on is, any other is written for each visitor.
    pub kept: bool,
    /// Whether it changes keys or rights: whoever sits at the session proves anew who he is, where that was long ago.
    pub anew: bool,
    pub(crate) handler: MethodRouter<State>,
}

/// The same line, which changes keys or rights.
#[must_use]
pub fn anew(route: Route) -> Route {
    Route {
        anew: true,
        ..route
    }
}

/// A line for anybody.
#[must_use]
pub fn open(method: Method, path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        method,
        path,
        audience: Audience::Public,
        kept: false,
        anew: false,
        handler,
    }
}

/// A line for anybody whose pages are written once for all, and kept (docs/adr/0030).
#[must_use]
pub fn kept(path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        kept: true,
        ..open(Method::GET, path, handler)
    }
}

/// A line for staff with the right `R`; the handler takes it as `Seat<R>`, which is what refuses.
#[must_use]
pub fn staff<R: Right>(method: Method, path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        method,
        path,
        audience: Audience::Staff(R::ROLES),
        kept: false,
        anew: false,
        handler,
    }
}

/// A line for programs with the right `R`; the handler takes it as `Program<R>`, which is what refuses.
#[must_use]
pub fn token<R: Right>(method: Method, path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        method,
        path,
        audience: Audience::Token(R::ROLES),
        kept: false,
        anew: false,
        handler,
    }
}

/// A line that takes files: its forms may be large, in bytes, and come in over the disk.
pub fn large(limit: usize, handler: MethodRouter<State>) -> MethodRouter<State> {
    handler
        .layer::<_, Infallible>(from_fn(move |request: Request, next: Next| {
            front::spool::large(limit as u64, request, next)
        }))
        .layer(DefaultBodyLimit::max(limit))
}
