//! Searching what is public.

use search::{Facets, Hit, LevelCount, Meant, Query, Results, Standing, Suggestion};
use store::published::{Public, still_public, untold};

use crate::{App, Error, Result};

/// How searches are understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The county's own list of words that mean the same, beside the one that the program brings: a file in the data folder.
    pub synonyms: String,
}

/// What a visitor is shown of an answer.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Those of the page that are public at this moment. Nothing else is counted, in all, at a level or beside a filter.
    pub hits: Vec<Public<Hit>>,
    pub total: usize,
    /// How many there are at each level, strictest first.
    pub levels: Vec<LevelCount>,
    /// The words that a hit of all words holds, as they were typed.
    pub words: Vec<String>,
    /// Words that were also looked for in another way.
    pub meant: Vec<Meant>,
    /// What was looked for instead of what was typed, which nothing holds.
    pub corrected: Option<String>,
    pub facets: Facets,
    /// The question was longer than was looked at.
    pub cut: bool,
}

/// The most hits on a page.
pub const MOST: usize = 20;

/// How often a query is run again without what has ceased to be public since it was begun.
const ROUNDS: usize = 5;

/// Runs a query on the node's own replica, off the threads that answer pages, without what has changed since the replica was
/// told; then asks the ledger's rows which hits are public. What is not is no hit, and the query is run again without it.
pub async fn search(app: &App, mut query: Query) -> Result<Found> {
    query.limit = query.limit.min(MOST);
    query.changed = changed(app).await?;
    let mut rounds = 0;
    loop {
        rounds += 1;
        let mut found = run(app, query.clone()).await?;
        let hits = still_public(&app.store, found.hits.clone(), named).await?;
        if hits.len() == found.hits.len() {
            return Ok(answer(hits, found));
        }
        if rounds == ROUNDS {
            // The replica is of another ledger: it is not asked how many there are.
            found.total = hits.len();
            found.facets = Facets::default();
            for level in &mut found.levels {
                level.count = hits.iter().filter(|hit| hit.level == level.level).count();
            }
            return Ok(answer(hits, found));
        }
        let shown = |hit: &Hit| hits.iter().any(|public| named(public) == named(hit));
        let hidden = found.hits.iter().filter(|hit| !shown(hit));
        query.changed.extend(hidden.map(|hit| Standing {
            organ: hit.organ.clone(),
            id: hit.id.clone(),
            title: None,
        }));
    }
}

/// How many titles are suggested at most.
pub const SUGGESTED: usize = 8;

/// Titles of what is public that hold what has been typed so far, best first.
pub async fn suggest(app: &App, text: String) -> Result<Vec<Public<Suggestion>>> {
    let changed = changed(app).await?;
    let index = app.search.clone();
    let found = tokio::task::spawn_blocking(move || index.suggest(&text, changed, SUGGESTED))
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)?;
    Ok(still_public(&app.store, found, suggested).await?)
}

/// The items that have an act which the replica has not been told of, as they stand.
async fn changed(app: &App) -> Result<Vec<Standing>> {
    let mut changed = Vec::new();
    for head in store::ledger::heads(&app.store).await? {
        let after = app.search.cursor(&head.organ);
        if head.seq > after {
            let items = untold(&app.store, &head.organ, after).await?;
            changed.extend(items.into_iter().map(|item| Standing {
                organ: head.organ.clone(),
                id: item.id,
                title: item.title,
            }));
        }
    }
    Ok(changed)
}

async fn run(app: &App, query: Query) -> Result<Results> {
    let index = app.search.clone();
    tokio::task::spawn_blocking(move || index.search(&query))
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)
}

fn answer(hits: Vec<Public<Hit>>, found: Results) -> Found {
    Found {
        hits,
        total: found.total,
        levels: found.levels,
        words: found.words,
        meant: found.meant,
        corrected: found.corrected,
        facets: found.facets,
        cut: found.cut,
    }
}

/// Organ, id and title of a hit.
fn named(hit: &Hit) -> (&str, &str, &str) {
    (&hit.organ, &hit.id, &hit.title)
}

/// The same of a suggestion.
fn suggested(one: &Suggestion) -> (&str, &str, &str) {
    (&one.organ, &one.id, &one.title)
}
