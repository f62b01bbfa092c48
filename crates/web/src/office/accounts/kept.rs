//! A form that was sent after its session had ended: what was typed goes with the person through the door and is there again behind it.

use app::{
    Staff,
    accounts::{self, KeptForm},
};
use axum::{
    extract::{FromRequestParts, Request, State as Shared},
    http::{Method, StatusCode, request::Parts},
    middleware::Next,
    response::Response,
};

use http_body::Body as _;

use super::{
    door::{self, Door},
    sign_in,
};
use crate::{
    front::Visitor,
    i18n::cookie,
    kit::{
        form,
        guard::{self, Origin},
    },
    office::{
        desk::{COOKIE, Desk},
        page,
        posted::Form,
    },
    state::State,
};

/// The longest form that is read to be kept, in bytes; one with files is mostly longer.
const LONGEST: u64 = 1024 * 1024;
/// The longest sign-in form, in bytes: it may carry a kept one, sealed.
pub(super) const ROOM: usize = 512 * 1024;
/// The field of the sign-in form in which it travels.
pub(super) const FIELD: &str = "kept";
/// What every form of ours carries beside what was typed.
const OURS: [&str; 3] = ["csrf", "key", "version"];

#[derive(askama::Template)]
#[template(path = "office/accounts/kept.html")]
struct KeptPage {
    d: Door,
    site: String,
    csrf: String,
    /// What became of the form so far.
    lead: String,
    form: KeptForm,
    /// What was typed, to be known again.
    typed: Vec<String>,
    notice: Option<crate::office::problem::Notice>,
}

/// Looks at each form of the office whether its session still stands; where it has ended, shows the door with what was typed.
pub async fn keep(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let ours = path.starts_with("/office") && !path.starts_with("/office/sign-");
    if !ours || request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match Desk::from_request_parts(&mut parts, &state).await {
        // The handler finds the person in the request.
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => {
            let request = Request::from_parts(parts.clone(), body);
            let door = at_the_door(&state, parts, request).await;
            door.unwrap_or(refused)
        }
    }
}

/// The door with the form in it; nothing where it cannot be kept.
async fn at_the_door(state: &State, mut parts: Parts, request: Request) -> Option<Response> {
    let token = cookie(&parts.headers, COOKIE)?.to_string();
    if request.body().size_hint().upper()? > LONGEST {
        return None;
    }
    let visitor = Visitor::from_request_parts(&mut parts, state).await.ok()?;
    let domain = &state.app.settings.site_domain;
    if guard::origin(&parts.headers, &visitor, domain) != Origin::Ours {
        return None;
    }
    let form = form::read(request, state).await.ok()?;
    let kept = KeptForm {
        path: parts.uri.path_and_query()?.to_string(),
        fields: form.fields().to_vec(),
        had_files: form.has_files(),
    };
    let sealed = match accounts::keep_form(&state.app, &token, form.text("csrf"), kept).await {
        Ok(sealed) => sealed?,
        Err(error) => {
            tracing::error!(%error, "a form could not be kept");
            return None;
        }
    };
    let lang = crate::i18n::lang_of(&parts.headers);
    let notice = door::refusal(crate::i18n::text(lang, "accounts.kept.ended"));
    let form = Form::default().with(FIELD, &sealed);
    let status = StatusCode::FORBIDDEN;
    Some(sign_in::whole(
        state,
        &visitor,
        &parts.headers,
        status,
        &form,
        Some(notice),
    ))
}

/// Whether a person wrote it: not the word by which a form knows what was chosen.
fn is_typed(value: &str) -> bool {
    let a_word = |c: char| c.is_ascii_alphabetic() || "_-".contains(c);
    !value.trim().chars().all(a_word)
}

/// What somebody typed before he came in, or proved anew who he is, to be sent with one click; nothing where there is none, or it is somebody else's.
pub(super) fn again(
    state: &State,
    door: Door,
    (staff, csrf): (&Staff, &str),
    (sealed, lead): (&str, &str),
) -> Option<Response> {
    let mut form = accounts::kept_form(&state.app, staff, sealed)?;
    form.fields.retain(|(name, _)| name != "csrf");
    let typed = form
        .fields
        .iter()
        .filter(|(name, value)| !OURS.contains(&name.as_str()) && is_typed(value))
        .map(|(_, value)| value.clone())
        .collect();
    Some(page(
        StatusCode::OK,
        &KeptPage {
            site: state.app.settings.site_name.clone(),
            csrf: csrf.into(),
            lead: door.t(lead),
            notice: None,
            form,
            typed,
            d: door,
        },
    ))
}
