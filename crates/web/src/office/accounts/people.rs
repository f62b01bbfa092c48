//! 人员: who works here, invited by a one-time link, given roles, shut out.

use app::{
    Error, Role,
    accounts::{self, NewStaff},
    rights::Admin,
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use store::staff::StaffRow;

use crate::{
    front::Visitor,
    kit::{download::encoded, field::Field, pager::Query as Asked},
    office::{
        again::Said,
        desk::{Desk, Seat},
        nav::Entry,
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

/// The link to this page.
pub const NAV: Entry = Entry::of::<Admin>("people", "/office/people");

struct Person {
    /// The page of the account.
    href: String,
    login: String,
    name: String,
    organ: String,
    roles: String,
    disabled: bool,
    /// Cannot sign in yet: no password was set.
    invited: bool,
    /// The administrator himself, whom another one changes.
    own: bool,
    fields: Vec<Field>,
}

/// A one-time link just made: shown once.
struct Made {
    name: String,
    address: String,
    until: String,
}

#[derive(askama::Template)]
#[template(path = "office/accounts/people.html")]
struct PeoplePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    made: Option<Made>,
    /// Whose people are shown.
    organ: String,
    /// The organs to choose from, where there are some below his own.
    organs: Vec<(String, String)>,
    people: Vec<Person>,
    fields: Vec<Field>,
    tried: bool,
}

/// What was typed, and what is said of it.
#[derive(Default)]
struct Shown {
    /// Whose people are shown; empty: the administrator's own organ's.
    organ: String,
    typed: Form,
    wrong: Vec<app::FieldError>,
    notices: Vec<Notice>,
    made: Option<Made>,
}

pub async fn show(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = Shown {
        organ: query.get("organ").cloned().unwrap_or_default(),
        notices: seat
            .d
            .done("accounts.people.done", &query)
            .into_iter()
            .collect(),
        ..Shown::default()
    };
    render(&state, &seat, StatusCode::OK, shown).await
}

pub async fn invite(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let text = |name: &str| form.text(name).to_string();
    let new = NewStaff {
        organ: text("organ"),
        login: text("login"),
        name: text("name"),
        roles: roles(&form),
        password: String::new(),
    };
    let made = accounts::invite_colleague(&state.app, &seat.by, &new).await;
    link_or_again(
        &state,
        &seat,
        (&visitor, &new.organ),
        form,
        made.map(|(staff, link)| (staff.name, link)),
    )
    .await
}

/// A new link for somebody who forgot his password.
pub async fn link(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let login = form.text("login").to_string();
    let made = accounts::renew_link(&state.app, &seat.by, &login).await;
    link_or_again(
        &state,
        &seat,
        (&visitor, form.text("at")),
        Form::default(),
        made.map(|link| (login, link)),
    )
    .await
}

async fn link_or_again(
    state: &State,
    seat: &Seat<Admin>,
    (visitor, organ): (&Visitor, &str),
    form: Form,
    made: app::Result<(String, accounts::Link)>,
) -> Result<Response, Problem> {
    match made {
        Ok((name, link)) => {
            let domain = &state.app.settings.site_domain;
            let until = jiff::tz::Offset::constant(8).to_datetime(link.expires_at);
            let shown = Shown {
                organ: organ.into(),
                made: Some(Made {
                    name,
                    address: visitor.address(&link.path, domain),
                    until: until.strftime("%Y-%m-%d %H:%M").to_string(),
                }),
                ..Shown::default()
            };
            render(state, seat, StatusCode::OK, shown).await
        }
        Err(error) => again(state, seat, (organ, form), error).await,
    }
}

pub async fn give_roles(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    form: Form,
) -> Result<Response, Problem> {
    let login = form.text("login");
    let done = accounts::give_roles(&state.app, &seat.by, login, &roles(&form)).await;
    then(&state, &seat, ("roles", form.text("at")), done).await
}

pub async fn shut(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    form: Form,
) -> Result<Response, Problem> {
    let disabled = form.text("disabled") == "yes";
    let done = accounts::shut(&state.app, &seat.by, form.text("login"), disabled).await;
    let word = if disabled { "shut" } else { "opened" };
    then(&state, &seat, (word, form.text("at")), done).await
}

async fn then(
    state: &State,
    seat: &Seat<Admin>,
    (word, organ): (&str, &str),
    done: app::Result<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!(
            "/office/people?organ={}&done={word}",
            encoded(organ)
        ))
        .into_response()),
        Err(error) => again(state, seat, (organ, Form::default()), error).await,
    }
}

async fn again(
    state: &State,
    seat: &Seat<Admin>,
    (organ, typed): (&str, Form),
    error: Error,
) -> Result<Response, Problem> {
    let again = seat.d.again(error, &Said::default())?;
    let shown = Shown {
        organ: organ.into(),
        typed,
        wrong: again.wrong,
        notices: again.notices,
        made: None,
    };
    render(state, seat, again.status, shown).await
}

fn roles(form: &Form) -> Vec<Role> {
    form.all("roles")
        .iter()
        .filter_map(|role| role.parse().ok())
        .collect()
}

async fn render(
    state: &State,
    seat: &Seat<Admin>,
    status: StatusCode,
    shown: Shown,
) -> Result<Response, Problem> {
    let d = &seat.d;
    let organ = Some(shown.organ.as_str()).filter(|code| !code.is_empty());
    let organ = organ.unwrap_or(&d.staff.organ).to_string();
    let people = d.ok(accounts::people(&state.app, &seat.by, &organ).await)?;
    let his = d.ok(accounts::kept_organs(&state.app, &seat.by).await)?;
    let organs: Vec<(String, String)> = d
        .ok(store::organs::list(&state.app.store).await)?
        .into_iter()
        .map(|organ| (organ.code, organ.name))
        .collect();
    let kept: Vec<(String, String)> = organs
        .iter()
        .filter(|(code, _)| his.contains(code))
        .cloned()
        .collect();
    let text = |kind, name: &str| Field::new(kind, name, &d.t(&format!("accounts.people.{name}")));
    let fields = [
        text("select", "organ").required().choices(kept.clone()),
        text("text", "name").required(),
        text("text", "login")
            .required()
            .hint(&d.t("accounts.people.login_hint")),
        text("check", "roles").required().choices(choices(d)),
    ];
    let blank = Form::of(&[("organ", &organ)]);
    let tried = !shown.typed.text("login").is_empty();
    let typed = if tried { &shown.typed } else { &blank };
    Ok(page(
        status,
        &PeoplePage {
            d,
            place: "people",
            notices: shown.notices,
            made: shown.made,
            organs: if his.len() > 1 {
                kept.clone()
            } else {
                Vec::new()
            },
            organ,
            people: people.iter().map(|one| person(d, &organs, one)).collect(),
            fields: fields
                .into_iter()
                .map(|field| field.filled(typed).checked(&shown.wrong, d.lang))
                .collect(),
            tried,
        },
    ))
}

fn choices(d: &Desk) -> Vec<(String, String)> {
    Role::ALL
        .into_iter()
        .map(|role| {
            (
                role.as_str().to_string(),
                d.lang.pick(role.zh(), role.en()).to_string(),
            )
        })
        .collect()
}

fn person(d: &Desk, organs: &[(String, String)], row: &StaffRow) -> Person {
    let held: Vec<Role> = row
        .roles
        .split(',')
        .filter_map(|word| word.parse().ok())
        .collect();
    let names: Vec<&str> = held
        .iter()
        .map(|role| d.lang.pick(role.zh(), role.en()))
        .collect();
    let own = row.id == d.staff.id;
    let form = held.iter().fold(Form::default(), |form, role| {
        form.with("roles", role.as_str())
    });
    let organ = organs.iter().find(|(code, _)| *code == row.organ);
    let roles = Field::new("check", "roles", &d.t("accounts.people.roles"))
        .required()
        .choices(choices(d))
        .within(&format!("of-{}", row.id))
        .filled(&form);
    Person {
        href: format!("/office/people/{}", encoded(&row.login)),
        login: row.login.clone(),
        name: row.name.clone(),
        organ: organ.map_or_else(|| row.organ.clone(), |(_, name)| name.clone()),
        roles: names.join(d.lang.pick("、", ", ")),
        disabled: row.disabled,
        invited: row.password_hash.is_empty(),
        own,
        fields: vec![roles],
    }
}
