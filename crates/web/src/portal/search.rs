//! Search: words and phrases, marked snippets, facets and sort in the address bar, and suggestions.

pub mod suggest;

use app::find::Found;
use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};
use search::{FacetCount, Hit, Level, Query as Ask, Sort, Suggestion};
use store::published::Public;

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::{
    kit::{
        pager::{Pager, Query, given, page_of, pager, with},
        route::{Route, kept, open},
    },
    portal::page::ROWS,
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/search", get(show)),
        open(Method::GET, "/search/suggest", get(suggest::titles)),
        kept("/search/opensearch.xml", get(suggest::description)),
    ]
}

struct Choice {
    label: String,
    href: String,
    count: u64,
    chosen: bool,
}

struct Facet {
    label: String,
    options: Vec<Choice>,
}

/// Hits of one level, under a line that says how they differ from what was typed.
struct Group {
    heading: String,
    hits: Vec<Row>,
}

/// A hit as it is shown: whose it is, and where it stands.
struct Row {
    hit: Public<Hit>,
    organ: String,
    href: String,
}

#[derive(Template)]
#[template(path = "portal/search.html")]
struct SearchPage {
    p: Page,
    q: String,
    /// The same, short enough for a sentence.
    echo: String,
    asked: bool,
    /// That something else was looked for than was typed, and the address that looks for what was typed.
    corrected: Option<(String, String)>,
    /// Words that were also looked for in another way, in a sentence.
    meant: Vec<String>,
    /// Titles near to what was typed.
    suggested: Vec<Public<Suggestion>>,
    /// What the search box offers while somebody types.
    offered: Vec<String>,
    total: usize,
    by_date: bool,
    sort_href: String,
    groups: Vec<Group>,
    facets: Vec<Facet>,
    pager: Pager,
    /// The question was longer than was looked at.
    cut: bool,
}

impl SearchPage {
    fn address(&self, one: &Suggestion) -> String {
        address(&one.kind, &one.organ, &one.id)
    }
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let by_date = query.get("sort").is_some_and(|sort| sort == "date");
    let q = given(&query, "q").unwrap_or_default();
    let p = page.at("search");
    let asked = !q.is_empty();
    let found = if asked {
        let ask = Ask {
            text: q.clone(),
            organ: given(&query, "organ"),
            column: given(&query, "column"),
            year: given(&query, "year").and_then(|year| year.parse().ok()),
            validity: given(&query, "validity"),
            kind: given(&query, "kind"),
            as_typed: query.get("as").is_some_and(|how| how == "typed"),
            sort: if by_date { Sort::Date } else { Sort::Relevance },
            offset: usize::try_from((page_of(&query) - 1) * ROWS).unwrap_or(0),
            limit: usize::try_from(ROWS).unwrap_or(20),
            ..Ask::default()
        };
        app::find::search(&state.app, ask).await.or_problem(&p)?
    } else {
        Found::default()
    };
    let names = store::published::organs(&state.app.store)
        .await
        .or_problem(&p)?;
    if asked && found.total == 0 && query.len() == 1 {
        // A search that narrows another is none of its own.
        app::unfound::count(&state.app, &q);
    }
    let suggested = if asked && found.total == 0 {
        suggest::nearby(&state, &q).await.or_problem(&p)?
    } else {
        Vec::new()
    };
    let facet = |name: &'static str, counts: &[FacetCount], label: &dyn Fn(&str) -> String| Facet {
        label: p.t2("items.filter_by", name),
        options: counts
            .iter()
            .take(12)
            .map(|count| {
                let chosen = query.get(name).is_some_and(|value| *value == count.value);
                let to = if chosen { "" } else { &count.value };
                Choice {
                    label: label(&count.value),
                    href: with("/search", &query, name, to),
                    count: count.count,
                    chosen,
                }
            })
            .collect(),
    };
    let organ = |code: &str| {
        names
            .iter()
            .find(|o| o.code == code)
            .map_or_else(|| code.to_string(), |o| o.name.clone())
    };
    let mut facets = vec![
        facet("organ", &found.facets.organ, &organ),
        facet("year", &found.facets.year, &|year| year.to_string()),
        facet("column", &found.facets.column, &|column| p.column(column)),
        facet("validity", &found.facets.validity, &|validity| {
            p.validity(validity)
        }),
        facet("kind", &found.facets.kind, &|kind| {
            p.t2("search.kind", kind)
        }),
    ];
    let one_kind = found.facets.kind.len() < 2 && !query.contains_key("kind");
    if one_kind {
        // Where all is of one kind there is nothing to choose.
        facets.pop();
    }
    facets.retain(|facet| !facet.options.is_empty());
    let total = i64::try_from(found.total).unwrap_or(i64::MAX);
    let pager = pager("/search", &query, ROWS, total);
    let (all, cut) = (found.total, found.cut);
    let corrected = found.corrected.as_ref().map(|meant| {
        // What a visitor typed comes last: it may itself look like a place to fill.
        let line = p.tn("search.corrected", "meant", echoed(meant));
        let typed = with("/search", &query, "as", "typed");
        (line.replace("{q}", &echoed(&q)), typed)
    });
    let meant = meant(&p, &found);
    let offered = names.iter().map(|organ| organ.name.clone()).collect();
    let groups = groups(&p, &q, found, &organ);
    let sort_href = with("/search", &query, "sort", if by_date { "" } else { "date" });
    Ok(public(
        StatusCode::OK,
        &SearchPage {
            echo: echoed(&q),
            q,
            asked,
            corrected,
            meant,
            suggested,
            offered,
            total: all,
            by_date,
            sort_href,
            groups,
            facets,
            pager,
            cut,
            p,
        },
    ))
}

/// The hits of a page by level, each with a line that says what was done, but for those that hold what was typed.
fn groups(p: &Page, q: &str, found: Found, organ: &dyn Fn(&str) -> String) -> Vec<Group> {
    let words = found.words.join(p.t("search.between").as_str());
    let shown = echoed(found.corrected.as_deref().unwrap_or(q));
    let mut hits = found.hits.into_iter().peekable();
    let (mut groups, mut stricter) = (Vec::new(), false);
    for level in found.levels {
        let key = match (level.level, stricter) {
            (Level::Exact, _) => None,
            (Level::Words, false) => Some("search.words_only"),
            (Level::Words, true) => Some("search.words_too"),
            (Level::Part, false) => Some("search.part_only"),
            (Level::Part, true) => Some("search.part_too"),
        };
        let mut here = Vec::new();
        while let Some(hit) = hits.next_if(|hit| hit.level == level.level) {
            here.push(Row {
                organ: organ(&hit.organ),
                href: address(&hit.kind, &hit.organ, &hit.id),
                hit,
            });
        }
        if !here.is_empty() {
            groups.push(Group {
                heading: key.map_or_else(String::new, |key| {
                    // What a visitor typed comes last: it may itself look like a place to fill.
                    let line = p.tn(key, "n", level.count);
                    line.replace("{words}", &words).replace("{q}", &shown)
                }),
                hits: here,
            });
        }
        stricter |= level.count > 0;
    }
    groups
}

/// Which words were also looked for in another way.
fn meant(p: &Page, found: &Found) -> Vec<String> {
    const MOST: usize = 6;
    let line = |meant: &search::Meant| {
        let others: Vec<&str> = meant.others.iter().take(MOST).map(String::as_str).collect();
        let others = others.join(p.t("search.between").as_str());
        p.tn("search.meant", "others", others)
            .replace("{word}", &meant.typed)
    };
    found.meant.iter().take(4).map(line).collect()
}

/// Where a document of a kind stands.
fn address(kind: &str, organ: &str, id: &str) -> String {
    match kind {
        "organ" | "leader" => format!("/organs/{organ}"),
        "guide" => format!("/organs/{organ}/guide"),
        "report" => format!("/reports/{organ}/{}", id.trim_start_matches("report-")),
        _ => format!("/items/{organ}/{id}"),
    }
}

/// What was typed, short enough to stand in a sentence.
fn echoed(q: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = q.chars().take(MOST).collect();
    if q.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
