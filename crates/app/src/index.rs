//! Keeps the search replica of this node in step with the ledger.

use jiff::civil::Date;
use store::published::{PublicItem, PublicOrganPage, searchable};

use crate::{App, Error, Result};

/// How many changed items are taken in one go.
const BATCH: i64 = 500;

/// Characters of an item's files that can be found; what lies beyond them is read by whoever opens the file.
const MOST_OF_FILES: usize = 50_000;

/// The cursor of the day up to which the index was told of documents whose force ended by itself, as `20261130`. No organ has this code.
const ENDED: &str = "@ended";

/// Looks in one query where every organ's ledger stands, and tells what others wrote ([`store::tidings`]). Where one went on, the index
/// is fed from its own cursor. Returns how many items were taken.
///
/// # Errors
/// The database, or the index of some organ; the others are fed all the same.
pub async fn catch_up(app: &App) -> Result<usize> {
    // Before anything of the index, which may fail: a page must not outlive what it shows.
    let mut behind = store::tidings::follow(&app.store).await?;
    behind.retain(|head| head.seq > app.search.cursor(&head.organ));
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
            docs.push(doc(app, item, today).await);
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
        let mut docs = Vec::with_capacity(feed.items.len());
        for item in feed.items {
            docs.push(doc(app, item, app.clock.today()).await);
        }
        let mut gone = feed.gone;
        if let Some(pages) = feed.pages {
            // Somebody who leads it no longer stands in the index under this id.
            gone.push("leader".into());
            docs.extend(pages.into_iter().map(page));
        }
        let (index, code) = (app.search.clone(), organ.to_owned());
        tokio::task::spawn_blocking(move || {
            for id in &gone {
                index.remove(&code, id)?;
            }
            index.put(&docs)?;
            index.commit(&code, feed.upto)
        })
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)?;
    }
}

/// What a reader sees in the files of an item. A file that no program can read is found by its name alone.
async fn in_files(app: &App, item: &PublicItem) -> String {
    let mut all = String::new();
    for file in &item.attachments {
        let room = MOST_OF_FILES.saturating_sub(all.chars().count());
        if room == 0 {
            break;
        }
        let extract = match app.files.get(&file.hash).await {
            Ok(bytes) => app.reading.text(&file.name, &bytes).await,
            Err(error) => Err(error.into()),
        };
        match extract {
            Ok(Ok(extract)) => {
                let seen = extract
                    .pieces
                    .iter()
                    .filter(|piece| piece.seen && piece.place(0) != "file name");
                let text = seen.map(|piece| piece.text.as_str()).collect::<Vec<_>>();
                all.extend(text.join("。 ").chars().take(room));
                all.push_str("。 ");
            }
            Ok(Err(stopped)) => {
                tracing::warn!(organ = %item.organ, id = %item.id, %stopped, "a file can be found by its name only");
            }
            Err(error) => {
                tracing::warn!(organ = %item.organ, id = %item.id, %error, "a file can be found by its name only");
            }
        }
    }
    all
}

/// A page of an organ, as it is found.
fn page(page: PublicOrganPage) -> search::Doc {
    let page = page.into_inner();
    search::Doc {
        organ: page.organ,
        id: page.id,
        kind: page.kind.into(),
        title: page.title,
        year: page.published_on.map_or(0, |day| i64::from(day.year())),
        published_on: page
            .published_on
            .map_or_else(String::new, |day| day.to_string()),
        body: page.text,
        ..search::Doc::default()
    }
}

async fn doc(app: &App, item: PublicItem, today: Date) -> search::Doc {
    let files_text = in_files(app, &item).await;
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
        index_number: item.index_number,
        files: item.attachments.into_iter().map(|file| file.name).collect(),
        files_text,
    }
}
