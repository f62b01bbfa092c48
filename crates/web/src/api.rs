//! 接口 `/api/v1`: the operations of the office for programs. Handlers parse, call one operation, and write JSON; who may
//! call what is the right that a handler takes ([`caller::Program`]).
//!
//! Applicants' names, numbers and addresses are taken in when a request is filed and never given out again: a program
//! that works cases needs none of them, and the office shows them with a record of who looked.

pub mod attachment;
pub mod calendar;
pub mod caller;
pub mod figures;
pub mod input;
pub mod items;
pub mod log;
pub mod page;
pub mod problem;
pub mod remedies;
pub mod reports;
pub mod requests;
pub mod today;

use utoipa::{
    Modify, OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};

use crate::kit::route::Route;

/// The addresses of all wings.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        page::routes(),
        today::routes(),
        requests::routes(),
        items::routes(),
        figures::routes(),
        reports::routes(),
        remedies::routes(),
        calendar::routes(),
        log::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The description of the API (OpenAPI 3.1), as it is served and as `docs/openapi.json` holds it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "明白 Mingbai",
        version = "1",
        description = "政府信息公开 for programs. A token is made by the administrator in the office, is bound to one organ and to roles, and goes into `Authorization: Bearer …`. \
            What is written carries an `Idempotency-Key`; what changes a record carries the version that was seen in `If-Match`. \
            Errors are `application/problem+json`: `errors` name field and rule, `findings` the article that refuses an act. \
            Dates are civil dates of China. Messages come in Chinese, or in English by `Accept-Language: en`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "this installation")),
    paths(
        today::me,
        today::today,
        requests::list,
        requests::file,
        requests::one,
        requests::act,
        requests::handling::handle,
        requests::letters::list,
        requests::letters::draft,
        requests::letters::issue,
        requests::download,
        items::list,
        items::one,
        items::document::read,
        items::steps::draft,
        items::steps::revise,
        items::steps::submit,
        items::steps::check,
        items::steps::review,
        items::steps::sign,
        items::publishing::publish,
        items::publishing::schedule,
        items::publishing::unschedule,
        items::publishing::discard,
        items::publishing::suspend,
        items::publishing::restore,
        items::steps::repeal,
        items::steps::withdraw,
        figures::list,
        figures::enter,
        reports::build,
        reports::cell,
        remedies::list,
        remedies::open,
        remedies::close,
        remedies::step,
        calendar::list,
        calendar::deadline,
        log::inclusion,
        log::consistency,
    ),
    components(schemas(problem::Problem)),
    security(("token" = [])),
    modifiers(&Token)
)]
pub struct Api;

struct Token;

impl Modify for Token {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let mut http = Http::new(HttpAuthScheme::Bearer);
        http.description = Some("A token of the administrator, mb1_…".into());
        api.components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(http));
    }
}

/// The description as text, the same bytes every time.
#[must_use]
pub fn description() -> String {
    let mut text = Api::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
