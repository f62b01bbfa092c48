//! 标准目录: what is to be published in each field of work, and what stands under each line (G-1, G-5).

use askama::Template;
use axum::{
    extract::{Path, Query as Parameters, State as Shared},
    response::Response,
    routing::get,
};
use law::standard::Row;
use store::published::{self, Catalogue, Found, Kind, Public, Subject, Under};

use super::{
    page::{self, Page, ROWS},
    problem::{OrProblem, Problem},
};
use crate::{
    kit::{
        leaf,
        pager::Query,
        route::{Route, kept},
        standards::Told,
    },
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/standards", get(list)),
        kept("/standards/{organ}/{id}", get(one)),
        kept("/standards/{organ}/{id}/{line}", get(line)),
    ]
}

/// The catalogues of one field.
struct Field {
    name: String,
    organs: Vec<(String, Public<Catalogue>)>,
}

#[derive(Template)]
#[template(path = "portal/standards/list.html")]
struct ListPage {
    p: Page,
    fields: Vec<Field>,
}

/// Every field of work with the organs that have a catalogue of it.
pub async fn list(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let store = &state.app.store;
    let organs = published::names(store).await.or_problem(&page)?;
    let mut fields: Vec<Field> = Vec::new();
    for catalogue in published::catalogues(store).await.or_problem(&page)? {
        let organ = organs.iter().find(|organ| organ.code == catalogue.organ);
        let name = organ.map_or_else(|| catalogue.organ.clone(), |organ| organ.name.clone());
        match fields
            .last_mut()
            .filter(|field| field.name == catalogue.field)
        {
            Some(field) => field.organs.push((name, catalogue)),
            None => fields.push(Field {
                name: catalogue.field.clone(),
                organs: vec![(name, catalogue)],
            }),
        }
    }
    let p = tagged(page);
    Ok(page::kept(&ListPage { p, fields }, rests()))
}

/// A line with what is public under it.
struct Line {
    id: String,
    row: Told,
    found: Option<Public<Found>>,
}

#[derive(Template)]
#[template(path = "portal/standards/one.html")]
struct OnePage {
    p: Page,
    organ: String,
    organ_name: String,
    id: String,
    field: String,
    lines: Vec<Line>,
}

/// A catalogue, line by line, each with the newest of what is public under it.
pub async fn one(
    Shared(state): Shared<State>,
    Path((organ, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let (organ_name, field, rows) = known(&state, &page, &organ, &id).await?;
    let store = &state.app.store;
    let mut found = published::found(store, &organ, &id)
        .await
        .or_problem(&page)?;
    let lines = rows
        .into_iter()
        .map(|row| {
            let id = row.id().to_string();
            let found = found.remove(&id);
            let row = Told::of(row, page.lang);
            Line { id, row, found }
        })
        .collect();
    Ok(page::kept(
        &OnePage {
            p: tagged(page),
            organ,
            organ_name,
            id,
            field,
            lines,
        },
        rests(),
    ))
}

#[derive(Template)]
#[template(path = "portal/standards/line.html")]
struct LinePage {
    p: Page,
    organ: String,
    organ_name: String,
    id: String,
    field: String,
    row: Told,
    items: Vec<Public<Under>>,
    /// Where those published earlier are; empty on the last page.
    older: String,
}

/// A line with everything that it says, and everything under it.
pub async fn line(
    Shared(state): Shared<State>,
    Path((organ, id, line)): Path<(String, String, String)>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let (organ_name, field, rows) = known(&state, &page, &organ, &id).await?;
    let row = rows.into_iter().find(|row| row.id().as_str() == line);
    let Some(row) = row else {
        return Err(Problem::new(&page, app::Error::NotFound));
    };
    let row = Told::of(row, page.lang);
    let after = leaf::after_of(&query)
        .map_err(|wrong| Problem::new(&page, app::Error::Invalid(vec![wrong])))?;
    let place = (organ.as_str(), id.as_str(), line.as_str());
    let mut items = published::under_line(&state.app.store, place, after.as_ref(), ROWS + 1)
        .await
        .or_problem(&page)?;
    let most = usize::try_from(ROWS).unwrap_or_default();
    let further = items.len() > most;
    items.truncate(most);
    let older = items.last().filter(|_| further).map(|last| {
        let place = leaf::place(last.published_on, &last.id);
        format!("/standards/{organ}/{id}/{line}?after={place}")
    });
    let older = older.unwrap_or_default();
    Ok(page::kept(
        &LinePage {
            p: tagged(page),
            organ,
            organ_name,
            id,
            field,
            row,
            items,
            older,
        },
        rests(),
    ))
}

/// Items of any organ may stand under a line.
fn rests() -> [Subject; 3] {
    [Kind::Standard, Kind::Item, Kind::Organ].map(Subject::All)
}

/// The organ's name, the field and the public lines of a catalogue.
async fn known(
    state: &State,
    page: &Page,
    organ: &str,
    id: &str,
) -> Result<(String, String, Vec<Row>), Problem> {
    let store = &state.app.store;
    let catalogue = published::catalogue(store, organ, id)
        .await
        .or_problem(page)?;
    let organ = published::organ(store, organ).await.or_problem(page)?;
    let (Some(catalogue), Some(organ)) = (catalogue, organ) else {
        return Err(Problem::new(page, app::Error::NotFound));
    };
    let (field, rows) = catalogue.into_inner();
    Ok((organ.name.clone(), field, rows))
}

fn tagged(page: Page) -> Page {
    page.at("organs")
        .tag("ColumnName", "基层政务公开标准目录")
        .tag("ColumnType", "政务公开")
}
