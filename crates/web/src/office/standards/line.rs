//! A line: when information was formed, which items stand under it, why nothing does.

use app::{
    Error,
    rights::{Author, DisclosureHead, Reader, holds},
    standards::{self, Line, Said as Place},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::{catalogue::Why, standard::Row};

use super::forms::ActForm;
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        tried::Tried,
    },
    state::State,
};

/// How many of the linked items are told.
const MOST: usize = 100;

/// An item under the line, or one that may belong there.
struct Item {
    organ: String,
    id: String,
    title: String,
}

#[derive(askama::Template)]
#[template(path = "office/standards/line.html")]
struct LinePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    id: String,
    line: String,
    field: String,
    row: Row,
    standing: String,
    last_day: String,
    /// When information was formed, and what; empty where nobody said so.
    formed: String,
    items: Vec<Item>,
    proposed: Vec<Item>,
    forms: Vec<ActForm>,
    may_link: bool,
    version: i64,
    key: String,
}

/// Catalogue and line of an address.
type At = Path<(String, String)>;

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d, .. }: Seat<Reader>,
    Path((id, line)): At,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = d.done("standards.done", &query).into_iter().collect();
    let none = Tried::default();
    render(&state, &d, (&id, &line), StatusCode::OK, &none, notices).await
}

pub async fn formed(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path((id, line)): At,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let said = (form.date("formed_on"), form.text("what"));
        standards::formed(&state.app, &by, at(&id, &line, &form)?, said).await
    }
    .await;
    then(&state, &d, (&id, &line), ("formed", form), done).await
}

pub async fn link(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path((id, line)): At,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let place = at(&id, &line, &form)?;
        standards::link(&state.app, &by, place, form.text("item")).await
    }
    .await;
    then(&state, &d, (&id, &line), ("link", form), done).await
}

pub async fn unlink(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path((id, line)): At,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let place = at(&id, &line, &form)?;
        let item = (form.text("organ"), form.text("item"));
        standards::unlink(&state.app, &by, place, item).await
    }
    .await;
    then(&state, &d, (&id, &line), ("unlink", form), done).await
}

pub async fn why(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<DisclosureHead>,
    Path((id, line)): At,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let place = at(&id, &line, &form)?;
        standards::say_why(&state.app, &by, place, form.text("why")).await
    }
    .await;
    then(&state, &d, (&id, &line), ("why", form), done).await
}

fn at<'a>(id: &'a str, row: &'a str, form: &Form) -> Result<Place<'a>, Error> {
    Ok(Place {
        id,
        version: form.version()?,
        row,
    })
}

async fn then(
    state: &State,
    d: &Desk,
    (id, line): (&str, &str),
    (act, typed): (&'static str, Form),
    done: app::Result<()>,
) -> Result<Response, Problem> {
    let Err(error) = done else {
        let to = format!("/office/standards/{id}/{line}?done={act}");
        return Ok(Redirect::to(&to).into_response());
    };
    let (status, tried, notices) = d.tried(act, typed, error)?;
    render(state, d, (id, line), status, &tried, notices).await
}

async fn render(
    state: &State,
    d: &Desk,
    (id, line): (&str, &str),
    status: StatusCode,
    tried: &Tried,
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let app = &state.app;
    let opened = d.ok(standards::open(app, &d.staff, id).await)?;
    let found = opened
        .lines
        .into_iter()
        .find(|one| one.row.id().as_str() == line);
    let found = d.ok(found.ok_or(Error::NotFound))?;
    let may_link = holds::<Author>(&d.staff);
    let proposed = if may_link {
        d.ok(standards::candidates(app, &d.staff, &found.row, &found.tracked.items).await)?
    } else {
        Vec::new()
    };
    let items = d.ok(linked(state, &found).await)?;
    let day = found.standing.last_day();
    let day = day.map(|day| d.t("standards.last_day").replace("{day}", &day.to_string()));
    let formed = found.tracked.formed.as_ref().map(|(on, what)| {
        let words = d.t("standards.formed_said");
        words
            .replace("{day}", &on.to_string())
            .replace("{what}", what)
    });
    Ok(page(
        status,
        &LinePage {
            d,
            place: "catalogue",
            notices,
            id: id.into(),
            line: line.into(),
            field: opened.state.field,
            standing: d.t(&format!("standards.state.{}", found.standing.code())),
            last_day: day.unwrap_or_default(),
            formed: formed.unwrap_or_default(),
            items,
            proposed: proposed
                .iter()
                .map(|hit| Item {
                    organ: hit.organ.clone(),
                    id: hit.id.clone(),
                    title: hit.title.clone(),
                })
                .collect(),
            forms: forms(d, (id, line), &found, tried),
            row: found.row,
            may_link,
            version: opened.version,
            key: fresh_key(),
        },
    ))
}

/// What is linked, by title where it is public at this moment, by its id where it is not.
async fn linked(state: &State, line: &Line) -> app::Result<Vec<Item>> {
    let mut items = Vec::new();
    for item in line.tracked.items.iter().take(MOST) {
        let found = store::published::item(&state.app.store, &item.organ, &item.id).await?;
        items.push(Item {
            organ: item.organ.clone(),
            id: item.id.clone(),
            title: found.map_or_else(|| item.id.clone(), |found| found.title.clone()),
        });
    }
    Ok(items)
}

fn forms(d: &Desk, (id, line): (&str, &str), found: &Line, tried: &Tried) -> Vec<ActForm> {
    let to = |act: &str| format!("/office/standards/{id}/{line}/{act}");
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("standards.{name}")));
    let mut forms = Vec::new();
    if holds::<Author>(&d.staff) {
        let day = vec![
            field("date", "formed_on").required(),
            field("text", "what").required(),
        ];
        forms.push(tried.form(
            d,
            "formed",
            to("formed"),
            ("track", "track_lead", "track_save"),
            day,
        ));
        let item = vec![field("text", "item").required()];
        forms.push(tried.form(d, "link", to("link"), ("link", "", "link_save"), item));
    }
    if holds::<DisclosureHead>(&d.staff) {
        let mut whys = vec![(String::new(), d.t("catalogue.take_back"))];
        whys.extend(Why::ALL.map(|why| {
            let code = why.code();
            (code.to_string(), d.t(&format!("organs.why.{code}")))
        }));
        let stands = found.tracked.why.map_or("", Why::code);
        let stands = Form::of(&[("why", stands)]);
        let why = vec![field("select", "why").choices(whys).filled(&stands)];
        forms.push(tried.form(d, "why", to("why"), ("why", "why_lead", "why_save"), why));
    }
    forms
}
