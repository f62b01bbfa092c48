//! A line of the table of routes: method, path, audience, handler. Each wing writes its own lines beside its handlers.

use std::convert::Infallible;

use app::{Role, rights::Right};
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

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub audience: Audience,
    /// Whether its pages may be kept: one that says what it rests on is, any other is written for each visitor.
    pub kept: bool,
    pub(crate) handler: MethodRouter<State>,
}

/// A line for anybody.
#[must_use]
pub fn open(method: Method, path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        method,
        path,
        audience: Audience::Public,
        kept: false,
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
