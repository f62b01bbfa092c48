//! 文书: a letter on the desk, edited in a form, kept, checked, looked at and issued; one button for each.

mod fields;
mod templates;

use app::{
    Error,
    requests::letters::{self, Opened, Text},
    rights::{Anyone, By, CaseWorker},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use law::{
    finding::{Finding, Severity},
    letter::Kind,
    rule::Rule,
};

use super::{
    again::Said,
    desk::{Desk, Seat},
    page,
    posted::Form,
    problem::{Notice, Problem, line},
};
use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::Query as Asked,
        route::{Route, staff},
    },
    state::State,
};

pub(super) use fields::{read, remedies};
pub use templates::{list as templates, preview as template_preview};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<CaseWorker>(Method::GET, "/office/requests/{id}/letters/{letter}/{act}", get(show)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/letters/{letter}/{act}", post(keep)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/check", post(check)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/preview", post(preview)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/letters/{letter}/{act}/issue", post(issue)),
        staff::<Anyone>(Method::GET, "/office/letters", get(templates)),
        staff::<Anyone>(Method::GET, "/office/letters/{letter}/preview", get(template_preview)),
    ]
}

#[derive(askama::Template)]
#[template(path = "office/letters/letter.html")]
struct LetterPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    spot: &'a Spot,
    rule: Rule,
    kept: bool,
    numbered: bool,
    notices: Vec<Notice>,
    /// What decides the remedy and no act says.
    choices: Vec<Field>,
    chosen: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    version: i64,
    key: String,
}

/// Where a letter is edited.
pub(super) struct Spot {
    /// Which part of the office it belongs to.
    pub place: &'static str,
    /// The list that its file stands in: address and title.
    pub list: (&'static str, String),
    /// The file, and its number.
    pub back: String,
    pub number: String,
    /// The letter itself.
    pub href: String,
    pub kind: Kind,
    pub version: i64,
    /// Whether a draft can be kept here; and whether this is one.
    pub keeps: bool,
    pub kept: bool,
    /// It is numbered when its answer is signed, and has no button of its own.
    pub signed_with: bool,
}

/// The letter that an address names.
type Named = (String, String, usize);

/// Opens the letter: as it was kept, or drafted from the case.
pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(named): Path<(String, String, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let named = desk.ok(place(named))?;
    let afresh = query.contains_key("fresh").then(|| {
        let form = query
            .iter()
            .fold(Form::default(), |form, (key, value)| form.with(key, value));
        fields::choices(&form)
    });
    let opened = desk.ok(open(&state, &by, &named, afresh).await)?;
    let notices = desk.done("letters.done", &query).into_iter().collect();
    let spot = spot(&desk, &named, &opened);
    Ok(render(
        &desk,
        StatusCode::OK,
        &spot,
        &opened.text,
        notices,
        &[],
    ))
}

/// Keeps the draft.
pub async fn keep(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(named): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let named = desk.ok(place(named))?;
    let (opened, text) = desk.ok(typed(&state, &by, &named, &form).await)?;
    let app = &state.app;
    let version = desk.ok(form.version())?;
    match letters::keep(app, &by, &named.0, version, form.key(), named.2, &text).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=drafted", address(&named))).into_response()),
        Err(error) => again(&desk, &spot(&desk, &named, &opened), &text, error),
    }
}

/// Puts the text before the rules, and saves nothing.
pub async fn check(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(named): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let named = desk.ok(place(named))?;
    let (opened, text) = desk.ok(typed(&state, &by, &named, &form).await)?;
    match letters::check(&state.app, &by, &named.0, named.2, &text).await {
        Ok(found) => Ok(judged(&desk, &spot(&desk, &named, &opened), &text, &found)),
        Err(error) => again(&desk, &spot(&desk, &named, &opened), &text, error),
    }
}

/// The text as PDF, without a number and without the applicant's name.
pub async fn preview(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(named): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let named = desk.ok(place(named))?;
    let (opened, text) = desk.ok(typed(&state, &by, &named, &form).await)?;
    match letters::preview(&state.app, &by, &named.0, named.2, &text).await {
        Ok(bytes) => Ok(looked_at(text.draft.kind, bytes)),
        Err(error) => again(&desk, &spot(&desk, &named, &opened), &text, error),
    }
}

/// Signs the letter off and back to the case.
pub async fn issue(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(named): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let named = desk.ok(place(named))?;
    let back = Redirect::to(&format!("/office/requests/{}?done=issued#papers", named.0));
    let app = &state.app;
    let (opened, text) = match typed(&state, &by, &named, &form).await {
        Ok(found) => found,
        // The same form sent twice finds the letter gone out: it is the first one's answer.
        Err(Error::Refused(_))
            if desk.ok(letters::issued_with(app, &by, &named.0, form.key()).await)? =>
        {
            return Ok(back.into_response());
        }
        Err(error) => return Err(Problem::new(&desk, error)),
    };
    let version = desk.ok(form.version())?;
    let key = form.key();
    match letters::issue(app, &by, &named.0, version, key, named.2, &text).await {
        Ok(_) => Ok(back.into_response()),
        Err(error) => again(&desk, &spot(&desk, &named, &opened), &text, error),
    }
}

fn place((id, letter, act): (String, String, String)) -> app::Result<Named> {
    let known = letter.parse::<Kind>().is_ok();
    match act.parse() {
        Ok(act) if known => Ok((id, letter, act)),
        _ => Err(Error::NotFound),
    }
}

fn address((id, letter, act): &Named) -> String {
    format!("/office/requests/{id}/letters/{letter}/{act}")
}

async fn open(
    state: &State,
    by: &By<CaseWorker>,
    (id, letter, act): &Named,
    afresh: Option<letters::Choices>,
) -> app::Result<Opened> {
    let kind: Kind = letter.parse().map_err(|_| Error::NotFound)?;
    letters::open(&state.app, by, id, kind, *act, afresh).await
}

/// The letter as it was before the form, and with what the form says.
async fn typed(
    state: &State,
    by: &By<CaseWorker>,
    named: &Named,
    form: &Form,
) -> app::Result<(Opened, Text)> {
    let opened = open(state, by, named, None).await?;
    let text = fields::read(&opened.text, form)?;
    Ok((opened, text))
}

fn spot(d: &Desk, named: &Named, opened: &Opened) -> Spot {
    Spot {
        place: "requests",
        list: ("/office/requests", d.t("requests.list.title")),
        back: format!("/office/requests/{}", named.0),
        number: opened.number.clone(),
        href: address(named),
        kind: opened.fit.kind,
        version: opened.version,
        keeps: true,
        kept: opened.kept,
        signed_with: opened.signed_with,
    }
}

/// The page again, with what the rules say of the text.
pub(super) fn judged(d: &Desk, spot: &Spot, text: &Text, found: &[Finding]) -> Response {
    let mut notices = found_in(d, found);
    if notices.is_empty() {
        notices.push(Notice::done(&d.t("letters.sound")));
    }
    render(d, StatusCode::OK, spot, text, notices, &[])
}

/// The sheet to look at.
pub(super) fn looked_at(kind: Kind, bytes: Vec<u8>) -> Response {
    let name = format!("{}（预览）.pdf", kind.zh());
    crate::kit::download::file(&name, "application/pdf", bytes)
}

/// The page again, with what was typed and why it was not done.
pub(super) fn again(d: &Desk, spot: &Spot, text: &Text, error: Error) -> Result<Response, Problem> {
    // What the rules say of a letter stands under headings of its own.
    if let Error::Refused(found) = &error {
        let notices = found_in(d, found);
        return Ok(render(
            d,
            StatusCode::UNPROCESSABLE_ENTITY,
            spot,
            text,
            notices,
            &[],
        ));
    }
    let again = d.again(
        error,
        &Said {
            meanwhile: d.t("letters.meanwhile"),
            ..Said::default()
        },
    )?;
    Ok(render(
        d,
        again.status,
        spot,
        text,
        again.notices,
        &again.wrong,
    ))
}

/// What the rules found: what stops the letter, then what a person should look at.
fn found_in(d: &Desk, found: &[Finding]) -> Vec<Notice> {
    [
        (Severity::Error, "error", "letters.stops"),
        (Severity::Warning, "warning", "letters.look"),
    ]
    .into_iter()
    .filter_map(|(severity, level, title)| {
        let lines: Vec<_> = found
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| line(finding, d.lang))
            .collect();
        (!lines.is_empty()).then(|| Notice {
            level,
            title: d.t(title),
            lines,
        })
    })
    .collect()
}

pub(super) fn render(
    d: &Desk,
    status: StatusCode,
    spot: &Spot,
    text: &Text,
    notices: Vec<Notice>,
    wrong: &[app::FieldError],
) -> Response {
    let kind = spot.kind;
    page(
        status,
        &LetterPage {
            d,
            place: spot.place,
            title: name(d, kind),
            spot,
            rule: kind.rule(),
            kept: spot.kept,
            numbered: kind.numbered(),
            notices,
            choices: fields::asked(d, kind, text.choices),
            chosen: fields::hidden(text.choices),
            fields: fields::of(d, text, wrong),
            version: spot.version,
            key: fresh_key(),
        },
    )
}

/// The name of a kind of letter.
#[must_use]
pub fn name(d: &Desk, kind: Kind) -> String {
    d.lang.pick(kind.zh(), &kind.en()).to_string()
}
