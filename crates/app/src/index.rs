//! Keeps what this node holds in memory and on its own disk in step with the ledger: kept pages and the search replica.

use jiff::civil::Date;
use store::published::{PublicItem, searchable};

use crate::{App, Error, Result};

/// How many changed items are taken in one go.
const BATCH: i64 = 500;

/// The cursor of the day up to which the index was told of documents whose force ended by itself, as `20261130`. No organ has this code.
const ENDED: &str = "@ended";

/// Looks in one query where every organ's ledger stands. Where one went on, whoever wrote it, kept pages are forgotten at
/// once and the index is fed from its own cursor. Returns how many items were taken.
///
/// # Errors
/// The database, or the index of some organ; the others are fed all the same.
pub async fn catch_up(app: &App) -> Result<usize> {
    let mut behind = store::ledger::heads(&app.store).await?;
    behind.retain(|head| head.seq > app.search.cursor(&head.organ));
    if !behind.is_empty() {
        // Before anything of the index, which may fail: a page must not outlive what it shows.
        app.store.changed();
    }
    let mut taken = ended(app).await.map(|()| 0);
    for head in behind {
        taken = match (taken, feed(app, &head.organ).await) {
            (Ok(so_far), Ok(more)) => Ok(so_far + more),
            (Err(first), _) | (Ok(_), Err(first)) => Err(first),
        };
    }
    taken
}

/// 失效: a document whose force ended with yesterday says so from today on, without an act.
async fn ended(app: &App) -> Result<()> {
    let today = app.clock.today();
    let number = today.strftime("%Y%m%d").to_string();
    let number: i64 = number.parse().map_err(Error::failed)?;
    let told = app.search.cursor(ENDED);
    if told >= number {
        return Ok(());
    }
    let mut docs = Vec::new();
    if told > 0 {
        let since = Date::strptime("%Y%m%d", told.to_string()).map_err(Error::failed)?;
        for item in store::published::ended(&app.store, since, today).await? {
            docs.push(doc(item, today));
        }
    }
    let index = app.search.clone();
    tokio::task::spawn_blocking(move || {
        index.put(&docs)?;
        index.commit(ENDED, number)
    })
    .await
    .map_err(Error::failed)?
    .map_err(Error::failed)
}

async fn feed(app: &App, organ: &str) -> Result<usize> {
    let mut taken = 0;
    loop {
        let after = app.search.cursor(organ);
        let feed = searchable(&app.store, organ, after, BATCH).await?;
        if feed.upto <= after {
            return Ok(taken);
        }
        taken += feed.items.len() + feed.gone.len();
        let docs: Vec<search::Doc> = feed
            .items
            .into_iter()
            .map(|item| doc(item, app.clock.today()))
            .collect();
        let (index, code) = (app.search.clone(), organ.to_owned());
        tokio::task::spawn_blocking(move || {
            index.put(&docs)?;
            for id in &feed.gone {
                index.remove(&code, id)?;
            }
            index.commit(&code, feed.upto)
        })
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)?;
    }
}

fn doc(item: PublicItem, today: Date) -> search::Doc {
    let validity = item.validity_on(today).as_str().into();
    let item = item.into_inner();
    search::Doc {
        organ: item.organ,
        id: item.id,
        kind: "item".into(),
        column: item.column,
        title: item.title,
        summary: item.summary,
        document_number: item.document_number,
        year: i64::from(item.published_on.year()),
        validity,
        published_on: item.published_on.to_string(),
        body: documents::plain_text::of_html(&item.body_html),
    }
}
