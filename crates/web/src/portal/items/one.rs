//! One item with its header (P-9), text, attachments, and how to verify it.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use jiff::civil::Date;
use law::item::Validity;
use store::published::{
    self, Kind, Place, Public, PublicFile, PublicItem, PublicRelated, Subject, Way,
};

use super::consultation::{self, Asked, Told};
use crate::{
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/items/one.html")]
struct ItemPage {
    p: Page,
    item: PublicItem,
    organ: String,
    facts: Vec<(&'static str, String)>,
    /// `valid`, `amended`, `expired` or `repealed`, today.
    validity: &'static str,
    /// What else belongs to it, by what it is to it.
    related: Vec<(&'static str, Vec<PublicRelated>)>,
    /// Its lines in standard catalogues.
    places: Vec<Public<Place>>,
    /// The text, its pictures with their addresses.
    body: String,
    /// Attachments that the text does not show itself.
    files: Vec<PublicFile>,
    asked: Option<Asked>,
    told: Option<Told>,
    /// SVG.
    qr: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((organ, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let today = state.app.clock.today();
    let Some(item) = published::item(store, &organ, &id)
        .await
        .or_problem(&page)?
    else {
        return Err(Problem::no_item(&page, &state.app, &organ, &id).await);
    };
    let related = published::related(store, &item.organ, &item.id)
        .await
        .or_problem(&page)?;
    let asked = consultation::asked(&state.app, (&item, &related), today)
        .await
        .or_problem(&page)?;
    let told = consultation::told(&state.app, (&item, &related))
        .await
        .or_problem(&page)?;
    let places = published::places(store, &item.organ, &item.id)
        .await
        .or_problem(&page)?;
    let organ = published::organ(store, &organ)
        .await
        .or_problem(&page)?
        .map_or(organ, |organ| organ.into_inner().name);
    let rests = rests(&item, &related);
    let written = ItemPage {
        asked,
        told,
        places,
        ..written(page, (item, related), organ, today)
    };
    Ok(kept(&written, rests))
}

/// What its page and its paper rest on: the item and those that belong to it, the opinions on a draft, the names of organ and
/// catalogues. That another item says something about it from now on touches the item itself ([`store::published::Subject`]).
pub(super) fn rests(item: &PublicItem, related: &[PublicRelated]) -> Vec<Subject> {
    let one = |organ: &str, id: &str| Subject::Item(organ.into(), id.into());
    let mut rests = vec![
        one(&item.organ, &item.id),
        Subject::Of(Kind::Organ, item.organ.clone()),
        Subject::All(Kind::Standard),
    ];
    rests.extend(related.iter().map(|other| one(&other.organ, &other.id)));
    let answers = related.iter().filter(|other| other.way == Way::Answers);
    let drafts = answers.map(|draft| &draft.organ);
    let asks = item.comments_until.map(|_| &item.organ);
    rests.extend(
        drafts
            .chain(asks)
            .map(|organ| Subject::Of(Kind::Message, organ.clone())),
    );
    rests
}

fn written(
    page: Page,
    (item, related): (PublicItem, Vec<PublicRelated>),
    organ: String,
    today: Date,
) -> ItemPage {
    let validity = standing(&item, &related, today);
    let related = by_way(related);
    let p = page
        .at("policies")
        .tag("ArticleTitle", item.title.clone())
        .tag(
            "PubDate",
            format!("{} {}", item.published_on, item.minute()),
        )
        .tag("ContentSource", organ.clone())
        .tag("Description", item.summary.clone());
    let facts = facts(&p, &item, &organ, validity);
    let address = format!("https://{}/items/{}/{}", p.site_domain, item.organ, item.id);
    let qr = crate::kit::qr::svg(&address, &p.t("items.page.qr"));
    let files = format!("/files/{}/{}/", item.organ, item.id);
    let body = app::items::shown_at(&item.body_html, &files);
    let pictures = app::items::pictures(&item.body_html);
    let mut files = item.attachments.clone();
    files.retain(|file| pictures.iter().all(|picture| picture.hash != file.hash));
    ItemPage {
        body,
        files,
        p,
        item,
        organ,
        facts,
        validity: validity.as_str(),
        related,
        places: Vec::new(),
        asked: None,
        told: None,
        qr,
    }
}

/// How an item stands today: what another public document changes is amended.
pub(super) fn standing(item: &PublicItem, related: &[PublicRelated], today: Date) -> Validity {
    match item.validity_on(today) {
        Validity::Valid if related.iter().any(|one| one.way == Way::AmendedBy) => Validity::Amended,
        other => other,
    }
}

/// The header (P-9), by the names of its labels.
pub(super) fn facts(
    p: &Page,
    item: &PublicItem,
    organ: &str,
    validity: Validity,
) -> Vec<(&'static str, String)> {
    let topic = if item.head > 0 {
        p.head(item.head)
    } else {
        p.column(&item.column)
    };
    [
        ("index_number", item.index_number.clone()),
        ("topic", topic),
        ("organ", organ.to_string()),
        ("document_number", item.document_number.clone()),
        ("made_on", item.made_on.to_string()),
        ("published_on", item.published_on.to_string()),
        (
            "changed_on",
            item.changed_on
                .map_or_else(String::new, |on| on.to_string()),
        ),
        ("validity", p.validity(validity.as_str())),
        (
            "in_force_from",
            item.in_force_from
                .map_or_else(String::new, |on| on.to_string()),
        ),
        (
            "in_force_until",
            item.in_force_until
                .map_or_else(String::new, |on| on.to_string()),
        ),
        (
            "comments_until",
            item.comments_until
                .map_or_else(String::new, |on| on.to_string()),
        ),
        (
            "repealed_on",
            item.repealed_on
                .map_or_else(String::new, |on| on.to_string()),
        ),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// The same in groups, in the order in which they come.
fn by_way(related: Vec<PublicRelated>) -> Vec<(&'static str, Vec<PublicRelated>)> {
    let mut groups: Vec<(&'static str, Vec<PublicRelated>)> = Vec::new();
    for one in related {
        let way = one.way.as_str();
        match groups.last_mut() {
            Some((last, group)) if *last == way => group.push(one),
            _ => groups.push((way, vec![one])),
        }
    }
    groups
}
