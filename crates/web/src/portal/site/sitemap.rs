//! 站点地图: for people, and what machines should leave alone.

use askama::Template;
use axum::{
    extract::State as Shared,
    http::header,
    response::{IntoResponse, Response},
};
use store::published::{self, Kind, PublicName, Subject};

use crate::{
    kit::rests,
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/site/sitemap.html")]
struct Map {
    p: Page,
    organs: Vec<PublicName>,
}

pub async fn show(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let organs = published::names(&state.app.store).await.or_problem(&page)?;
    let rests = [Subject::All(Kind::Organ)];
    Ok(kept(&Map { p: page, organs }, rests))
}

pub async fn robots(page: Page) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /office\nDisallow: /progress\nDisallow: /apply\nDisallow: /preview/\nDisallow: /lang/\nDisallow: /elder/\n\
         Sitemap: https://{}/sitemap.xml\n",
        page.site_domain
    );
    rests::on_nothing(text.into_response())
}

/// A document for machines.
pub fn written(
    page: &Page,
    media: &'static str,
    template: &impl Template,
) -> Result<Response, Problem> {
    let text = template
        .render()
        .map_err(|error| Problem::new(page, app::Error::failed(error)))?;
    // Texts that were kept before every door cleaned them would make it ill-formed.
    let text = app::plain::clean(&text).into_owned();
    Ok(([(header::CONTENT_TYPE, media)], text).into_response())
}
