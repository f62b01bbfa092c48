//! 意见征集: drafts that can be commented on now, those that ended, and how much was said.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    response::Response,
};
use store::published::{self, Consultation, Consulted, Heard, Kind, Public, Subject};

use crate::{
    kit::{leaf, pager::Query},
    portal::{
        page::{Page, ROWS, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

/// The most open ones that one page shows; the earlier their last day, the sooner.
const OPEN: i64 = 200;

#[derive(Template)]
#[template(path = "portal/items/consultations.html")]
struct Consultations {
    p: Page,
    open: Vec<Public<Consultation>>,
    ended: Vec<Public<Consultation>>,
    sums: Public<Heard>,
    /// Of the ended ones, in per cent, those on which nobody said anything.
    silent_share: i64,
    /// Where those that ended earlier are; empty on the last page.
    older: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let asked = Consulted {
        open: true,
        day: page.today,
        after: None,
        limit: OPEN,
    };
    let open = published::consultations(store, &asked)
        .await
        .or_problem(&page)?;
    let asked = Consulted {
        open: false,
        after: leaf::after_of(&query)
            .map_err(|wrong| Problem::new(&page, app::Error::Invalid(vec![wrong])))?,
        limit: ROWS + 1,
        ..asked
    };
    let mut ended = published::consultations(store, &asked)
        .await
        .or_problem(&page)?;
    let most = usize::try_from(ROWS).unwrap_or_default();
    let further = ended.len() > most;
    ended.truncate(most);
    let older = ended.last().filter(|_| further).map(|last| {
        let place = leaf::place(last.comments_until, &last.id);
        format!("/consultations?after={place}")
    });
    let older = older.unwrap_or_default();
    let sums = published::heard(store, page.today)
        .await
        .or_problem(&page)?;
    let p = page
        .at("messages")
        .tag("ColumnName", "意见征集")
        .tag("ColumnType", "互动交流");
    Ok(kept(
        &Consultations {
            p,
            open,
            ended,
            silent_share: (sums.silent * 100 + sums.ended / 2)
                .checked_div(sums.ended)
                .unwrap_or_default(),
            sums,
            older,
        },
        [Kind::Item, Kind::Message].map(Subject::All),
    ))
}
