//! 政策库: every published item, filtered in the address bar.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use store::published::{self, At, Kind, Many, PublicFilter, PublicItem, Subject};

use crate::{
    kit::{
        leaf::{self, Leaf, Way},
        pager::{Query, address, given, page_of},
    },
    portal::{
        page::{Page, ROWS, kept, public},
        problem::{OrProblem, Problem},
    },
    state::State,
};

const BASE: &str = "/policies";
/// How many rows are walked for an old address.
const EXACTLY: i64 = 1000;

struct Select {
    name: &'static str,
    label: String,
    chosen: String,
    options: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/items/policies.html")]
struct Policies {
    p: Page,
    /// Part of a title.
    text: String,
    /// The day as of which is asked, or empty.
    as_at: String,
    /// What was typed as a day is none.
    no_day: bool,
    selects: Vec<Select>,
    many: Many,
    items: Vec<PublicItem>,
    leaf: Leaf,
    years: Vec<Jump>,
    months: Vec<Jump>,
}

/// A year or a month that one can go to.
struct Jump {
    href: String,
    label: String,
    /// How many are of it, or empty.
    count: String,
    /// Whether the page begins there.
    here: bool,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let typed = given(&query, "as_at").unwrap_or_default();
    let as_at: Option<Date> = typed.parse().ok();
    let filter = PublicFilter {
        organ: given(&query, "organ"),
        column: given(&query, "column"),
        head: given(&query, "head").and_then(|head| head.parse().ok()),
        year: given(&query, "year").and_then(|year| year.parse().ok()),
        validity: given(&query, "validity"),
        day: as_at.unwrap_or(page.today),
        known_on: as_at,
        text: given(&query, "text"),
        numbered: false,
        limit: ROWS + 1,
    };
    if query.contains_key("page") {
        return Ok(old(&state, &page, &query, &filter).await?.into_response());
    }
    let at = leaf::at_of(&query)
        .map_err(|wrong| Problem::new(&page, app::Error::Invalid(vec![wrong])))?;
    let mut items = published::items(store, &filter, &at)
        .await
        .or_problem(&page)?;
    if items.is_empty() && at.is_back() {
        // Nothing is newer than the newest.
        let first = address(BASE, &leaf::unplaced(&query));
        return Ok(Redirect::to(&first).into_response());
    }
    let leaf = leaf::cut((BASE, &query, Way::from(&at)), &mut items, ROWS, |item| {
        leaf::place(item.published_on, &item.id)
    });
    let many = published::counted(store, &filter).await.or_problem(&page)?;
    let (years, months) = if leaf.is_alone() {
        Default::default()
    } else {
        let years = published::years(store, &filter).await.or_problem(&page)?;
        jumps(&page, &query, &filter, &years, items.first())
    };
    let organs = published::names(store).await.or_problem(&page)?;
    let of_all = published::years(store, &PublicFilter::default())
        .await
        .or_problem(&page)?;
    let mut p = page.at("policies");
    // Marks in the list are of the day that is asked for.
    p.today = filter.day;
    let select = |name: &'static str, options| Select {
        name,
        label: p.t2("items.filter_by", name),
        chosen: query.get(name).cloned().unwrap_or_default(),
        options,
    };
    let selects = vec![
        select(
            "organ",
            organs
                .iter()
                .map(|organ| (organ.code.clone(), organ.name.clone()))
                .collect(),
        ),
        select(
            "column",
            ["rules", "content"]
                .map(|c| (c.to_string(), p.column(c)))
                .to_vec(),
        ),
        select(
            "head",
            (1..=15)
                .map(|head| (head.to_string(), p.head(head)))
                .collect(),
        ),
        select(
            "year",
            of_all
                .iter()
                .map(|(year, _)| (year.to_string(), year.to_string()))
                .collect(),
        ),
        select(
            "validity",
            ["valid", "amended", "expired", "repealed"]
                .map(|v| (v.to_string(), p.validity(v)))
                .to_vec(),
        ),
    ];
    let items_of = match (&filter.organ, &filter.validity) {
        (Some(organ), None) => Subject::Of(Kind::Item, organ.clone()),
        // What amends or repeals a text may be another organ's.
        _ => Subject::All(Kind::Item),
    };
    let list = Policies {
        p,
        text: given(&query, "text").unwrap_or_default(),
        no_day: !typed.is_empty() && as_at.is_none(),
        as_at: as_at.map_or(typed, |day| day.to_string()),
        selects,
        many,
        items,
        leaf,
        years,
        months,
    };
    // What somebody typed is his own.
    if !list.text.is_empty() || !list.as_at.is_empty() {
        return Ok(public(StatusCode::OK, &list));
    }
    Ok(kept(&list, [items_of, Subject::All(Kind::Organ)]))
}

/// Where the list begins in a year, and in a month of the year that is read.
fn jumps(
    p: &Page,
    query: &Query,
    filter: &PublicFilter,
    years: &[(i16, i64)],
    first: Option<&PublicItem>,
) -> (Vec<Jump>, Vec<Jump>) {
    let read = first.map(|item| item.published_on);
    // How many of a year match is known where nothing else is asked for.
    let counted = filter.validity.is_none() && filter.known_on.is_none() && filter.text.is_none();
    let within = |year: i16| filter.year.is_none_or(|only| only == year);
    let years_there = years
        .iter()
        .filter(|(year, _)| within(*year))
        .map(|(year, count)| Jump {
            href: leaf::placed(BASE, query, "until", &format!("{year:04}")),
            label: year.to_string(),
            count: if counted {
                count.to_string()
            } else {
                String::new()
            },
            here: read.is_some_and(|day| day.year() == *year),
        });
    let months = read.into_iter().flat_map(|day| {
        (1..=12).rev().map(move |month| Jump {
            href: leaf::placed(
                BASE,
                query,
                "until",
                &format!("{:04}-{month:02}", day.year()),
            ),
            label: p
                .tn("portal.leaf.month", "year", day.year())
                .replace("{month}", &month.to_string()),
            count: String::new(),
            here: day.month() == month,
        })
    });
    (years_there.collect(), months.collect())
}

/// Where a page by its number, as addresses had it once, is now: exactly within the first thousand rows, by its year beyond.
async fn old(
    state: &State,
    page: &Page,
    query: &Query,
    filter: &PublicFilter,
) -> Result<Redirect, Problem> {
    let store = &state.app.store;
    let before = (page_of(query) - 1) * ROWS;
    if before == 0 {
        return Ok(Redirect::permanent(&address(BASE, &leaf::unplaced(query))));
    }
    let there = if before <= EXACTLY {
        match published::nth(store, filter, before)
            .await
            .or_problem(page)?
        {
            Some(At::After(day, id)) => leaf::placed(BASE, query, "after", &leaf::place(day, &id)),
            _ => leaf::end(BASE, query),
        }
    } else {
        let mut passed = 0;
        let years = published::years(store, filter).await.or_problem(page)?;
        let year = years.iter().find(|(_, count)| {
            passed += count;
            passed > before
        });
        match year {
            Some((year, _)) => leaf::placed(BASE, query, "until", &format!("{year:04}")),
            None => leaf::end(BASE, query),
        }
    };
    // What stands on a page by its number is another thing tomorrow.
    Ok(Redirect::to(&there))
}
