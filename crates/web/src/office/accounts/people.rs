//! 人员: who works here, invited by a one-time link, given roles, shut out; each by whom it belongs to (三员分立).

use app::{
    Error, Role,
    accounts::{self, NewStaff},
    rights::{Admin, By, Keeper, Security, holds},
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
pub const NAV: Entry = Entry::of::<Keeper>("people", "/office/people");

struct Person {
    /// The page of the account.
    href: String,
    login: String,
    name: String,
    organ: String,
    roles: String,
    /// Roles that were asked for and wait, or empty.
    asked: String,
    disabled: bool,
    /// Cannot sign in yet: no password was set.
    invited: bool,
    /// Whoever looks, whom another one changes.
    own: bool,
    /// Whoever looks keeps this account: makes links to it, shuts it.
    kept: bool,
    /// The roles to tick, for whoever gives them.
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
    /// The form to invite somebody; empty for whoever opens no accounts.
    fields: Vec<Field>,
    tried: bool,
    /// Whoever looks holds what should be two people's.
    both: bool,
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
    Seat { d, .. }: Seat<Keeper>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = Shown {
        organ: query.get("organ").cloned().unwrap_or_default(),
        notices: d.done("accounts.people.done", &query).into_iter().collect(),
        ..Shown::default()
    };
    render(&state, &d, StatusCode::OK, shown).await
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
    let made = made.map(|(added, link)| (added.staff.name, link));
    link_or_again(&state, &seat.d, (&visitor, &new.organ), form, made).await
}

/// A new link for somebody who forgot his password.
pub async fn link(
    Shared(state): Shared<State>,
    seat: Seat<Keeper>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let login = form.text("login").to_string();
    let made = accounts::renew_link(&state.app, &seat.by, &login).await;
    let made = made.map(|link| (login, link));
    let (at, again) = (form.text("at"), Form::default());
    link_or_again(&state, &seat.d, (&visitor, at), again, made).await
}

async fn link_or_again(
    state: &State,
    d: &Desk,
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
            render(state, d, StatusCode::OK, shown).await
        }
        Err(error) => again(state, d, (organ, form), error).await,
    }
}

pub async fn give_roles(
    Shared(state): Shared<State>,
    seat: Seat<Security>,
    form: Form,
) -> Result<Response, Problem> {
    let login = form.text("login");
    let done = accounts::give_roles(&state.app, &seat.by, login, &roles(&form)).await;
    then(&state, &seat.d, ("roles", form.text("at")), done).await
}

pub async fn shut(
    Shared(state): Shared<State>,
    seat: Seat<Keeper>,
    form: Form,
) -> Result<Response, Problem> {
    let disabled = form.text("disabled") == "yes";
    let done = accounts::shut(&state.app, &seat.by, form.text("login"), disabled).await;
    let word = if disabled { "shut" } else { "opened" };
    then(&state, &seat.d, (word, form.text("at")), done).await
}

async fn then(
    state: &State,
    d: &Desk,
    (word, organ): (&str, &str),
    done: app::Result<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!(
            "/office/people?organ={}&done={word}",
            encoded(organ)
        ))
        .into_response()),
        Err(error) => again(state, d, (organ, Form::default()), error).await,
    }
}

async fn again(
    state: &State,
    d: &Desk,
    (organ, typed): (&str, Form),
    error: Error,
) -> Result<Response, Problem> {
    let again = d.again(error, &Said::default())?;
    let shown = Shown {
        organ: organ.into(),
        typed,
        wrong: again.wrong,
        notices: again.notices,
        made: None,
    };
    render(state, d, again.status, shown).await
}

fn roles(form: &Form) -> Vec<Role> {
    form.all("roles")
        .iter()
        .filter_map(|role| role.parse().ok())
        .collect()
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    shown: Shown,
) -> Result<Response, Problem> {
    let by = d.ok(By::<Keeper>::of(&d.staff))?;
    let organ = Some(shown.organ.as_str()).filter(|code| !code.is_empty());
    let organ = organ.unwrap_or(&d.staff.organ).to_string();
    let people = d.ok(accounts::people(&state.app, &by, &organ).await)?;
    let his = d.ok(accounts::kept_organs(&state.app, &by).await)?;
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
    let tried = !shown.typed.text("login").is_empty();
    let typed = if tried {
        shown.typed
    } else {
        Form::of(&[("organ", &organ)])
    };
    let powers = d.staff.powers();
    Ok(page(
        status,
        &PeoplePage {
            d,
            place: "people",
            notices: shown.notices,
            made: shown.made,
            both: law::powers::two_in_one_hand(&powers, &state.app.settings.powers),
            organs: if his.len() > 1 {
                kept.clone()
            } else {
                Vec::new()
            },
            organ,
            people: people.iter().map(|one| person(d, &organs, one)).collect(),
            fields: invitation(d, kept)
                .into_iter()
                .map(|field| field.filled(&typed).checked(&shown.wrong, d.lang))
                .collect(),
            tried,
        },
    ))
}

/// The form to invite somebody, for whoever opens accounts. Who gives no rights asks for them.
fn invitation(d: &Desk, organs: Vec<(String, String)>) -> Vec<Field> {
    if !holds::<Admin>(&d.staff) {
        return Vec::new();
    }
    let text = |kind, name: &str| Field::new(kind, name, &d.t(&format!("accounts.people.{name}")));
    let roles = text("check", "roles").required().choices(choices(d));
    let roles = match holds::<Security>(&d.staff) {
        true => roles,
        false => roles.hint(&d.t("accounts.people.asks_hint")),
    };
    vec![
        text("select", "organ").required().choices(organs),
        text("text", "name").required(),
        text("text", "login")
            .required()
            .hint(&d.t("accounts.people.login_hint")),
        roles,
    ]
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
    let (held, asked) = (roles_in(&row.roles), roles_in(&row.asked));
    // What was asked for is ticked beside what is held: one click gives it.
    let form = held
        .iter()
        .chain(&asked)
        .fold(Form::default(), |form, role| {
            form.with("roles", role.as_str())
        });
    let organ = organs.iter().find(|(code, _)| *code == row.organ);
    let own = row.id == d.staff.id;
    let fields = if holds::<Security>(&d.staff) && !own {
        let roles = Field::new("check", "roles", &d.t("accounts.people.roles"))
            .required()
            .choices(choices(d))
            .within(&format!("of-{}", row.id))
            .filled(&form);
        vec![roles]
    } else {
        Vec::new()
    };
    Person {
        href: format!("/office/people/{}", encoded(&row.login)),
        login: row.login.clone(),
        name: row.name.clone(),
        organ: organ.map_or_else(|| row.organ.clone(), |(_, name)| name.clone()),
        roles: names(d, &held),
        asked: names(d, &asked),
        disabled: row.disabled,
        invited: row.password_hash.is_empty(),
        kept: law::powers::keeps(&d.staff.powers(), &app::powers_of(&held)).is_none() && !own,
        own,
        fields,
    }
}

/// The roles in a row of staff.
#[must_use]
pub fn roles_in(words: &str) -> Vec<Role> {
    let words = words.split(',');
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Roles in words.
#[must_use]
pub fn names(d: &Desk, roles: &[Role]) -> String {
    let names: Vec<&str> = roles
        .iter()
        .map(|role| d.lang.pick(role.zh(), role.en()))
        .collect();
    names.join(d.lang.pick("、", ", "))
}
