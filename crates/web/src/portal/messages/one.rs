//! One question with its answer, without the writer.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use store::published::{self, Kind, PublicMessage, Subject};

use crate::{
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/messages/one.html")]
struct One {
    p: Page,
    message: PublicMessage,
    organ: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((organ, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let found = published::message(store, &organ, &id)
        .await
        .or_problem(&page)?;
    let Some(message) = found else {
        return Err(Problem::new(&page, app::Error::NotFound));
    };
    let organ = published::organ(store, &message.organ)
        .await
        .or_problem(&page)?
        .map_or_else(String::new, |organ| organ.name.clone());
    let p = page
        .at("messages")
        .tag("ColumnName", "互动交流")
        .tag("ColumnType", "互动交流")
        .tag("ArticleTitle", message.title.clone())
        .tag("PubDate", format!("{} 00:00", message.published_on))
        .tag("ContentSource", organ.clone());
    let rests = [Kind::Message, Kind::Organ].map(|kind| Subject::Of(kind, message.organ.clone()));
    Ok(kept(&One { p, message, organ }, rests))
}
