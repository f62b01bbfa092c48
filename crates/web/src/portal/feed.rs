//! For machines: Atom feed, sitemap, robots.

use askama::Template;
use axum::{
    extract::State as Shared,
    http::header,
    response::{IntoResponse, Response},
};
use store::published::{self, PublicFilter, PublicItem};

use super::{
    page::Page,
    problem::{OrProblem, Problem},
};
use crate::state::State;

#[derive(Template)]
#[template(
    source = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ title }}</title><id>https://{{ domain }}/feed.xml</id><updated>{{ updated }}T00:00:00+08:00</updated><author><name>{{ title }}</name></author>
{% for item in items %}<entry><title>{{ item.title }}</title><id>https://{{ domain }}/items/{{ item.organ }}/{{ item.id }}</id><link href="https://{{ domain }}/items/{{ item.organ }}/{{ item.id }}"/><updated>{{ item.published_on }}T00:00:00+08:00</updated><summary>{{ item.summary }}</summary></entry>
{% endfor %}</feed>
"#,
    ext = "xml"
)]
struct Atom {
    title: String,
    domain: String,
    updated: String,
    items: Vec<PublicItem>,
}

pub async fn atom(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let items = newest(&state, &page, 50).await?;
    let feed = Atom {
        title: page.site_name.clone(),
        domain: page.site_domain.clone(),
        updated: items.first().map_or_else(
            || state.app.clock.today().to_string(),
            |item| item.published_on.to_string(),
        ),
        items,
    };
    xml(&page, "application/atom+xml; charset=utf-8", &feed)
}

#[derive(Template)]
#[template(
    source = r#"<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://{{ domain }}/</loc></url>
{% for code in organs %}<url><loc>https://{{ domain }}/organs/{{ code }}</loc></url>
{% endfor %}{% for item in items %}<url><loc>https://{{ domain }}/items/{{ item.organ }}/{{ item.id }}</loc><lastmod>{{ item.published_on }}</lastmod></url>
{% endfor %}</urlset>
"#,
    ext = "xml"
)]
struct Sitemap {
    domain: String,
    organs: Vec<String>,
    items: Vec<PublicItem>,
}

pub async fn sitemap(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let organs = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let map = Sitemap {
        domain: page.site_domain.clone(),
        organs: organs.into_iter().map(|organ| organ.code).collect(),
        items: newest(&state, &page, 200).await?,
    };
    xml(&page, "application/xml; charset=utf-8", &map)
}

pub async fn robots(page: Page) -> String {
    format!(
        "User-agent: *\nDisallow: /office\nDisallow: /progress\nSitemap: https://{}/sitemap.xml\n",
        page.site_domain
    )
}

async fn newest(state: &State, page: &Page, limit: i64) -> Result<Vec<PublicItem>, Problem> {
    let filter = PublicFilter {
        limit,
        ..PublicFilter::default()
    };
    Ok(published::items(&state.app.store, &filter)
        .await
        .or_problem(page)?
        .0)
}

fn xml(page: &Page, media: &'static str, template: &impl Template) -> Result<Response, Problem> {
    let text = template
        .render()
        .map_err(|error| Problem::new(page, app::Error::Failed(error.to_string())))?;
    Ok(([(header::CONTENT_TYPE, media)], text).into_response())
}
