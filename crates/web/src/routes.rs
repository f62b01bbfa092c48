//! Every address of the site: method, path, audience, handler; one line each.
//!
//! The audience is written down twice on purpose: here for the reader and for the test that tries every line with
//! every audience, and in the handler's extractor (`office::desk`), which is what refuses.

use std::convert::Infallible;

use app::Role;
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, Method, header},
    middleware::{Next, from_fn},
    routing::{MethodRouter, get, post, put},
};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{
    api::{self, caller::Allowed},
    assets, front,
    office::{
        accounts::{link, me, password, sign_in, tokens},
        calendar as working_days, consolidation as roll,
        desk::{CASES, CONSOLIDATORS, HANDLERS, ITEMS, OVERSEERS, RECORDS},
        figures, items, jobs, letters, notices, rectification as corrections, remedies,
        reports as yearly, requests, today,
    },
    portal::{
        calendar,
        items::{feed, one as item, policies, verify},
        organs::{one as organ, tree as organs},
        reports::{compare as reports, one as report, open_data},
        requests::{apply, progress},
        search,
        site::{files, health, home, language, sitemap},
    },
    state::State,
};

/// The largest form that a stranger may send: text only, in bytes.
const FORM_LIMIT: usize = 64 * 1024;

/// The largest form with attachments that a stranger may send, in bytes; what each file may weigh is a setting.
const APPLY_LIMIT: usize = 32 * 1024 * 1024;

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
    handler: MethodRouter<State>,
}

/// Everybody who works here.
const ANYONE: &[Role] = &Role::ALL;
const REVIEWER: &[Role] = &[Role::Reviewer];
const PUBLISHER: &[Role] = &[Role::Publisher];
const DISCLOSURE_HEAD: &[Role] = &[Role::DisclosureHead];
const HEAD: &[Role] = &[Role::Head];
const LEADER: &[Role] = &[Role::Leader];
const SUPERVISOR: &[Role] = &[Role::Supervisor];
const ADMIN: &[Role] = &[Role::Admin];

/// The table.
#[rustfmt::skip]
#[must_use]
pub fn all() -> Vec<Route> {
    vec![
        open(Method::GET, "/", get(home::show)),
        open(Method::GET, "/organs", get(organs::show)),
        open(Method::GET, "/organs/{code}", get(organ::show)),
        open(Method::GET, "/organs/{code}/guide", get(organ::guide)),
        open(Method::GET, "/organs/{code}/rules", get(organ::rules)),
        open(Method::GET, "/organs/{code}/content", get(organ::content)),
        open(Method::GET, "/organs/{code}/reports", get(organ::reports)),
        open(Method::GET, "/organs/{code}/apply", get(organ::apply)),
        open(Method::GET, "/policies", get(policies::show)),
        open(Method::GET, "/items/{organ}/{id}", get(item::show)),
        open(Method::GET, "/items/{organ}/{id}/verify", get(verify::show)),
        open(Method::GET, "/files/{organ}/{id}/{hash}", get(files::of_item)),
        open(Method::GET, "/reports", get(reports::show)),
        open(Method::GET, "/reports/meaning", get(reports::meaning)),
        open(Method::GET, "/reports/data.csv", get(open_data::csv)),
        open(Method::GET, "/reports/data.json", get(open_data::json)),
        open(Method::GET, "/reports/{organ}/{year}", get(report::show)),
        open(Method::GET, "/reports/{organ}/{year}/consolidated", get(report::consolidated)),
        open(Method::GET, "/reports/{organ}/{year}/{hash}", get(files::of_report)),
        open(Method::GET, "/search", get(search::show)),
        open(Method::GET, "/apply", get(apply::show)),
        open(Method::POST, "/apply", large(APPLY_LIMIT, post(apply::send))),
        open(Method::POST, "/apply/draft", large(APPLY_LIMIT, post(apply::keep))),
        open(Method::GET, "/apply/paper", get(apply::paper)),
        open(Method::GET, "/progress", get(progress::ask)),
        open(Method::POST, "/progress", post(progress::show)),
        open(Method::POST, "/progress/files", post(progress::download)),
        open(Method::POST, "/progress/opinion", post(progress::rate)),
        open(Method::GET, "/lang/{lang}", get(language::choose)),
        open(Method::GET, "/elder/{on}", get(language::elder)),
        open(Method::GET, "/sitemap", get(sitemap::show)),
        open(Method::GET, "/sitemap.xml", get(sitemap::xml)),
        open(Method::GET, "/feed.xml", get(feed::show)),
        open(Method::GET, "/robots.txt", get(sitemap::robots)),
        open(Method::GET, "/calendar/{name}", get(calendar::feed)),
        open(Method::GET, "/assets/{*name}", get(assets::serve)),
        open(Method::GET, "/healthz", get(health::show)),

        open(Method::GET, "/api", get(api::page::show)),
        open(Method::GET, "/api/v1/openapi.json", get(api::page::json)),
        token(Method::GET, "/api/v1/me", RECORDS, get(api::today::me)),
        token(Method::GET, "/api/v1/today", RECORDS, get(api::today::today)),
        token(Method::GET, "/api/v1/requests", RECORDS, get(api::requests::list)),
        token(Method::POST, "/api/v1/requests", CASES, post(api::requests::file)),
        token(Method::GET, "/api/v1/requests/{id}", RECORDS, get(api::requests::one)),
        token(Method::POST, "/api/v1/requests/{id}/acts", CASES, post(api::requests::act)),
        token(Method::POST, "/api/v1/requests/{id}/handling", HANDLERS, post(api::requests::handling::handle)),
        token(Method::GET, "/api/v1/requests/{id}/letters", RECORDS, get(api::requests::letters::list)),
        token(Method::GET, "/api/v1/requests/{id}/letters/{letter}/{act}", CASES, get(api::requests::letters::draft)),
        token(Method::POST, "/api/v1/requests/{id}/letters/{letter}/{act}", CASES, post(api::requests::letters::issue)),
        token(Method::GET, "/api/v1/requests/{id}/files/{hash}", RECORDS, get(api::requests::download)),
        token(Method::GET, "/api/v1/items", RECORDS, get(api::items::list)),
        token(Method::POST, "/api/v1/items", ITEMS, post(api::items::steps::draft)),
        token(Method::PUT, "/api/v1/items/{id}", ITEMS, put(api::items::steps::revise)),
        token(Method::POST, "/api/v1/items/{id}/submit", ITEMS, post(api::items::steps::submit)),
        token(Method::POST, "/api/v1/items/{id}/review", REVIEWER, post(api::items::steps::review)),
        token(Method::POST, "/api/v1/items/{id}/publish", PUBLISHER, post(api::items::steps::publish)),
        token(Method::POST, "/api/v1/items/{id}/repeal", PUBLISHER, post(api::items::steps::repeal)),
        token(Method::POST, "/api/v1/items/{id}/withdraw", PUBLISHER, post(api::items::steps::withdraw)),
        token(Method::GET, "/api/v1/items/{id}", RECORDS, get(api::items::one)),
        token(Method::GET, "/api/v1/figures/{year}", RECORDS, get(api::figures::list)),
        token(Method::PUT, "/api/v1/figures/{year}", CASES, put(api::figures::enter)),
        token(Method::GET, "/api/v1/reports/{year}", RECORDS, get(api::reports::build)),
        token(Method::GET, "/api/v1/reports/{year}/cells", RECORDS, get(api::reports::cell)),
        token(Method::GET, "/api/v1/remedies", RECORDS, get(api::remedies::list)),
        token(Method::POST, "/api/v1/remedies", CASES, post(api::remedies::open)),
        token(Method::POST, "/api/v1/remedies/{id}/close", CASES, post(api::remedies::close)),
        token(Method::POST, "/api/v1/remedies/{id}/steps", CASES, post(api::remedies::step)),
        token(Method::GET, "/api/v1/calendar", RECORDS, get(api::calendar::list)),
        token(Method::GET, "/api/v1/calendar/deadline", RECORDS, get(api::calendar::deadline)),

        open(Method::GET, "/office/sign-in", get(sign_in::show)),
        open(Method::POST, "/office/sign-in", post(sign_in::enter)),
        open(Method::GET, "/office/sign-in/{secret}", get(link::show)),
        open(Method::POST, "/office/sign-in/{secret}", post(link::set_password)),
        staff(Method::POST, "/office/sign-out", ANYONE, post(sign_in::leave)),
        staff(Method::GET, "/office", ANYONE, get(today::show)),
        staff(Method::GET, "/office/notices", ANYONE, get(notices::show)),
        staff(Method::POST, "/office/notices/read", ANYONE, post(notices::read)),
        staff(Method::GET, "/office/calendar", ANYONE, get(working_days::show)),
        staff(Method::GET, "/office/me", ANYONE, get(me::show)),
        staff(Method::POST, "/office/me", ANYONE, post(me::save)),
        staff(Method::GET, "/office/me/password", ANYONE, get(password::show)),
        staff(Method::POST, "/office/me/password", ANYONE, post(password::change)),
        staff(Method::POST, "/office/me/feed", ANYONE, post(me::feed)),
        staff(Method::GET, "/office/tokens", ADMIN, get(tokens::show)),
        staff(Method::POST, "/office/tokens", ADMIN, post(tokens::create)),
        staff(Method::POST, "/office/tokens/{id}/revoke", ADMIN, post(tokens::revoke)),
        staff(Method::GET, "/office/jobs", ADMIN, get(jobs::show)),
        staff(Method::POST, "/office/jobs/{id}/revive", ADMIN, post(jobs::revive)),
        staff(Method::POST, "/office/jobs/{id}/discard", ADMIN, post(jobs::discard)),
        staff(Method::GET, "/office/requests", RECORDS, get(requests::list)),
        staff(Method::POST, "/office/requests", CASES, post(requests::file)),
        staff(Method::GET, "/office/requests/new", CASES, get(requests::blank)),
        staff(Method::GET, "/office/requests/register", RECORDS, get(requests::register)),
        staff(Method::GET, "/office/requests/{id}", RECORDS, get(requests::show)),
        staff(Method::POST, "/office/requests/{id}/acts", CASES, post(requests::act)),
        staff(Method::POST, "/office/requests/{id}/handling", HANDLERS, post(requests::handle)),
        staff(Method::POST, "/office/requests/{id}/reveal", HANDLERS, post(requests::reveal)),
        staff(Method::POST, "/office/requests/{id}/proof/{hash}", HANDLERS, post(requests::proof)),
        staff(Method::POST, "/office/requests/{id}/package", HANDLERS, post(requests::package)),
        staff(Method::POST, "/office/requests/{id}/redact", CASES, post(requests::redact)),
        staff(Method::POST, "/office/requests/{id}/split", CASES, post(requests::split)),
        staff(Method::POST, "/office/requests/{id}/join", CASES, post(requests::join)),
        staff(Method::POST, "/office/requests/{id}/code", CASES, post(requests::code)),
        staff(Method::GET, "/office/requests/{id}/similar", HANDLERS, get(requests::similar)),
        staff(Method::GET, "/office/requests/{id}/files/{hash}", RECORDS, get(requests::download)),
        staff(Method::GET, "/office/requests/{id}/letters/{letter}/{act}", CASES, get(letters::show)),
        staff(Method::POST, "/office/requests/{id}/letters/{letter}/{act}", CASES, post(letters::keep)),
        staff(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/check", CASES, post(letters::check)),
        staff(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/preview", CASES, post(letters::preview)),
        staff(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/issue", CASES, post(letters::issue)),
        staff(Method::GET, "/office/letters", ANYONE, get(letters::templates)),
        staff(Method::GET, "/office/letters/{letter}/preview", ANYONE, get(letters::template_preview)),
        staff(Method::GET, "/office/corrections", RECORDS, get(corrections::list)),
        staff(Method::POST, "/office/corrections", CASES, post(corrections::file)),
        staff(Method::GET, "/office/corrections/{id}", RECORDS, get(corrections::show)),
        staff(Method::POST, "/office/corrections/{id}/close", CASES, post(corrections::close)),
        staff(Method::GET, "/office/corrections/{id}/letter", CASES, get(corrections::letter::show)),
        staff(Method::POST, "/office/corrections/{id}/letter/check", CASES, post(corrections::letter::check)),
        staff(Method::POST, "/office/corrections/{id}/letter/preview", CASES, post(corrections::letter::preview)),
        staff(Method::POST, "/office/corrections/{id}/letter/issue", CASES, post(corrections::letter::issue)),
        staff(Method::GET, "/office/corrections/{id}/files/{hash}", CASES, get(corrections::download)),
        staff(Method::GET, "/office/items", RECORDS, get(items::list)),
        staff(Method::POST, "/office/items", ITEMS, post(items::draft)),
        staff(Method::GET, "/office/items/new", ITEMS, get(items::blank)),
        staff(Method::GET, "/office/items/{id}", RECORDS, get(items::show)),
        staff(Method::POST, "/office/items/{id}", ITEMS, post(items::revise)),
        staff(Method::GET, "/office/items/{id}/edit", ITEMS, get(items::edit)),
        staff(Method::POST, "/office/items/{id}/submit", ITEMS, post(items::submit)),
        staff(Method::POST, "/office/items/{id}/review", REVIEWER, post(items::review)),
        staff(Method::POST, "/office/items/{id}/publish", PUBLISHER, post(items::publish)),
        staff(Method::POST, "/office/items/{id}/repeal", PUBLISHER, post(items::repeal)),
        staff(Method::POST, "/office/items/{id}/withdraw", PUBLISHER, post(items::withdraw)),
        staff(Method::GET, "/office/items/{id}/files/{hash}", RECORDS, get(items::download)),
        staff(Method::GET, "/office/figures/{year}", RECORDS, get(figures::show)),
        staff(Method::POST, "/office/figures/{year}", CASES, post(figures::enter)),
        staff(Method::GET, "/office/remedies", RECORDS, get(remedies::show)),
        staff(Method::POST, "/office/remedies", CASES, post(remedies::open)),
        staff(Method::POST, "/office/remedies/{id}/steps", CASES, post(remedies::step)),
        staff(Method::POST, "/office/remedies/{id}/close", CASES, post(remedies::close)),
        staff(Method::GET, "/office/reports", RECORDS, get(yearly::list)),
        staff(Method::GET, "/office/reports/{year}", RECORDS, get(yearly::show)),
        staff(Method::GET, "/office/reports/{year}/cells/{table}/{row}/{col}", RECORDS, get(yearly::cell)),
        staff(Method::GET, "/office/reports/{year}/files/{format}", RECORDS, get(yearly::download)),
        staff(Method::POST, "/office/reports/{year}/sections", CASES, post(yearly::save)),
        staff(Method::GET, "/office/reports/{year}/beside", RECORDS, get(yearly::beside)),
        staff(Method::GET, "/office/reports/{year}/history", RECORDS, get(yearly::history)),
        staff(Method::POST, "/office/reports/{year}/answers", CASES, post(yearly::answer)),
        staff(Method::POST, "/office/reports/{year}/review", HEAD, post(yearly::review)),
        staff(Method::POST, "/office/reports/{year}/sign", LEADER, post(yearly::sign)),
        staff(Method::POST, "/office/reports/{year}/send-back", OVERSEERS, post(yearly::send_back)),
        staff(Method::POST, "/office/reports/{year}/submit", CASES, post(yearly::submit)),
        staff(Method::POST, "/office/reports/{year}/publish", DISCLOSURE_HEAD, post(yearly::publish)),
        staff(Method::POST, "/office/reports/{year}/reopen", DISCLOSURE_HEAD, post(yearly::reopen)),
        staff(Method::POST, "/office/reports/{year}/adopt", CASES, post(yearly::adopt)),
        staff(Method::GET, "/office/consolidation", CONSOLIDATORS, get(roll::latest)),
        staff(Method::GET, "/office/consolidation/{year}", CONSOLIDATORS, get(roll::show)),
        staff(Method::GET, "/office/consolidation/{year}/cells/{table}/{row}/{col}", CONSOLIDATORS, get(roll::cell)),
        staff(Method::GET, "/office/consolidation/{year}/files/{format}", CONSOLIDATORS, get(roll::download)),
        staff(Method::POST, "/office/consolidation/{year}/sections", SUPERVISOR, post(roll::save)),
        staff(Method::POST, "/office/consolidation/{year}/answers", SUPERVISOR, post(roll::answer)),
        staff(Method::POST, "/office/consolidation/{year}/review", HEAD, post(roll::review)),
        staff(Method::POST, "/office/consolidation/{year}/sign", LEADER, post(roll::sign)),
        staff(Method::POST, "/office/consolidation/{year}/send-back", OVERSEERS, post(roll::send_back)),
        staff(Method::POST, "/office/consolidation/{year}/submit", SUPERVISOR, post(roll::submit)),
        staff(Method::POST, "/office/consolidation/{year}/publish", SUPERVISOR, post(roll::publish)),
        staff(Method::POST, "/office/consolidation/{year}/reopen", SUPERVISOR, post(roll::reopen)),
        staff(Method::POST, "/office/consolidation/{year}/chase", SUPERVISOR, post(roll::chase_all)),
        staff(Method::GET, "/office/consolidation/{year}/units/{code}", SUPERVISOR, get(roll::unit)),
        staff(Method::GET, "/office/consolidation/{year}/units/{code}/file", SUPERVISOR, get(roll::unit_file)),
        staff(Method::GET, "/office/consolidation/{year}/units/{code}/cells/{table}/{row}/{col}", SUPERVISOR, get(roll::unit_cell)),
        staff(Method::POST, "/office/consolidation/{year}/units/{code}/accept", SUPERVISOR, post(roll::accept)),
        staff(Method::POST, "/office/consolidation/{year}/units/{code}/return", SUPERVISOR, post(roll::return_it)),
        staff(Method::POST, "/office/consolidation/{year}/units/{code}/chase", SUPERVISOR, post(roll::chase)),
        staff(Method::POST, "/office/consolidation/{year}/units/{code}/receive", SUPERVISOR, post(roll::receive)),
    ]
}

/// The table as a router. Whatever asks for a session or a token is nobody else's, and kept by no cache. `upload_limit` is the largest single file in bytes; several may come with one form of the office.
pub fn router(upload_limit: usize) -> Router<State> {
    let (mut portal, mut office) = (Router::new(), Router::new());
    for route in all() {
        let room = if route.audience == Audience::Public {
            &mut portal
        } else {
            &mut office
        };
        let handler = if route.audience == Audience::Public || route.method == Method::GET {
            route.handler
        } else {
            large(upload_limit.saturating_mul(5), route.handler)
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

/// A line that takes files: its forms may be large, and come in over the disk.
fn large(limit: usize, handler: MethodRouter<State>) -> MethodRouter<State> {
    handler
        .layer::<_, Infallible>(from_fn(move |request: Request, next: Next| {
            front::spool::large(limit as u64, request, next)
        }))
        .layer(DefaultBodyLimit::max(limit))
}

fn open(method: Method, path: &'static str, handler: MethodRouter<State>) -> Route {
    Route {
        method,
        path,
        audience: Audience::Public,
        handler,
    }
}

/// A line for programs: the roles travel with the route, so that the table itself is what refuses (`api::caller`).
fn token(
    method: Method,
    path: &'static str,
    roles: &'static [Role],
    handler: MethodRouter<State>,
) -> Route {
    Route {
        method,
        path,
        audience: Audience::Token(roles),
        handler: handler.layer(Extension(Allowed(roles))),
    }
}

fn staff(
    method: Method,
    path: &'static str,
    roles: &'static [Role],
    handler: MethodRouter<State>,
) -> Route {
    Route {
        method,
        path,
        audience: Audience::Staff(roles),
        handler,
    }
}
