//! 我的设置: mail address, language, calendar feed.

use app::{
    Error,
    accounts::{self, Contact},
    tokens,
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::sessions::{Line, lines};
use crate::{
    front::Visitor,
    kit::{field::Field, pager::Query as Asked},
    office::{
        desk::Desk,
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/accounts/me.html")]
struct MePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notice: Option<Notice>,
    fields: Vec<Field>,
    mail_is_on: bool,
    has_feed: bool,
    has_factor: bool,
    sessions: Vec<Line>,
    /// Somebody is signed in elsewhere, too.
    elsewhere: bool,
    /// The address of a feed just made: shown once.
    feed: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    desk: Desk,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let done = query
        .get("done")
        .filter(|word| ["contact", "feed_ended", "sessions"].contains(&word.as_str()))
        .map(|word| Notice::done(&desk.t(&format!("accounts.me.done_{word}"))));
    let contact = desk.ok(accounts::contact(&state.app, &desk.staff).await)?;
    let form = Form::of(&[("mail", &contact.mail), ("lang", &contact.lang)]);
    whole(
        &state,
        &desk,
        StatusCode::OK,
        done,
        &form,
        &[],
        String::new(),
    )
    .await
}

/// Saves mail address and language.
pub async fn save(
    Shared(state): Shared<State>,
    desk: Desk,
    form: Form,
) -> Result<Response, Problem> {
    let contact = Contact {
        mail: form.text("mail").into(),
        lang: form.text("lang").into(),
    };
    match accounts::set_contact(&state.app, &desk.staff, &contact).await {
        Ok(()) => Ok(Redirect::to("/office/me?done=contact").into_response()),
        Err(Error::Invalid(wrong)) => {
            let notice = desk.invalid(&wrong, "");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            whole(
                &state,
                &desk,
                status,
                Some(notice),
                &form,
                &wrong,
                String::new(),
            )
            .await
        }
        Err(error) => Err(Problem::new(&desk, error)),
    }
}

/// Makes the feed anew, or ends it.
pub async fn feed(
    Shared(state): Shared<State>,
    desk: Desk,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Problem> {
    if form.text("do") == "end" {
        desk.ok(tokens::end_feed(&state.app, &desk.staff).await)?;
        return Ok(Redirect::to("/office/me?done=feed_ended").into_response());
    }
    let secret = desk.ok(tokens::make_feed(&state.app, &desk.staff).await)?;
    let path = format!("/calendar/{secret}.ics");
    let address = visitor.address(&path, &state.app.settings.site_domain);
    let notice = Notice::done(&desk.t("accounts.me.done_feed"));
    let contact = desk.ok(accounts::contact(&state.app, &desk.staff).await)?;
    let form = Form::of(&[("mail", &contact.mail), ("lang", &contact.lang)]);
    whole(
        &state,
        &desk,
        StatusCode::OK,
        Some(notice),
        &form,
        &[],
        address,
    )
    .await
}

async fn whole(
    state: &State,
    d: &Desk,
    status: StatusCode,
    notice: Option<Notice>,
    form: &Form,
    wrong: &[app::FieldError],
    feed: String,
) -> Result<Response, Problem> {
    let fields = vec![
        Field::new("email", "mail", &d.t("accounts.me.mail"))
            .hint(&d.t("accounts.me.mail_hint"))
            .autocomplete("email")
            .filled(form)
            .checked(wrong, d.lang),
        Field::new("radio", "lang", &d.t("accounts.me.lang"))
            .required()
            .choices(vec![
                ("zh".into(), "中文".into()),
                ("en".into(), "English".into()),
            ])
            .filled(form)
            .checked(wrong, d.lang),
    ];
    let sessions = d.ok(accounts::sessions(&state.app, &d.staff, &d.token).await)?;
    Ok(page(
        status,
        &MePage {
            d,
            place: "me",
            notice,
            fields,
            mail_is_on: state.app.settings.mail.on(),
            has_feed: d.ok(tokens::has_feed(&state.app, &d.staff).await)?,
            has_factor: d
                .ok(accounts::second_factor(&state.app, &d.staff).await)?
                .has,
            elsewhere: sessions.iter().any(|one| !one.this),
            sessions: lines(sessions),
            feed,
        },
    ))
}
