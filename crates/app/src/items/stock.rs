//! 公开存量的再审视 (N-26): every night the whole stock is looked through with the patterns of today. An item that was looked at
//! as it stands with these patterns has nothing new to say, so a night costs what changed, and a new pattern costs one whole look.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use law::{
    item::{
        Event, Facts, Passage, Suspension,
        stock::{self, Found, What},
    },
    readings::{Person, Post},
};
use serde_json::json;
use store::{jobs::NewJob, looks::Look, published::PublicItem};

use super::{
    Place,
    judged::{load, settings},
    line, passages, row, stream_of,
};
use crate::{
    App, Result, Role,
    accounts::{new_id, sha256_hex},
    jobs::Ran,
    notices,
    pen::{Page, Pen},
};

/// The kind of job that looks through an organ's stock.
pub const LOOK: &str = "look";
/// The actor of what the look takes away.
const ACTOR: &str = "look";
/// How many items are read at a time.
const BATCH: i64 = 20;
/// How long one job looks; what is left is for the next.
const TIME: Duration = Duration::from_secs(45);
/// Raised when patterns change, so that everything is looked at again.
const PATTERNS: u32 = 1;

/// Leaves one job an organ and day.
pub async fn enqueue(app: &App) -> Result<()> {
    let now = app.clock.now();
    let today = app.clock.today();
    let organs = store::organs::list(&app.store).await?;
    let mut tx = app.store.begin().await?;
    for organ in organs {
        let key = format!("{LOOK}/{}/{today}", organ.code);
        leave(&mut tx, &organ.code, now, &key).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn leave(tx: &mut store::Tx, organ: &str, now: jiff::Timestamp, key: &str) -> Result<()> {
    let job = NewJob {
        id: &new_id(now),
        organ,
        kind: LOOK,
        body: &json!({}),
        run_at: now,
        unique_key: Some(key),
    };
    store::jobs::enqueue(tx, &job).await?;
    Ok(())
}

/// Looks at what was not looked at yet, as long as a job may; then takes away what was found.
pub async fn look(app: &App, organ: &str) -> Result<Ran> {
    let began = Instant::now();
    let scanner = scanner(app);
    let mut after = String::new();
    loop {
        let items = store::published::unseen(&app.store, organ, &scanner, &after, BATCH).await?;
        let Some(last) = items.last() else { break };
        after.clone_from(&last.id);
        for item in &items {
            let found = match found_in(app, item).await {
                Ok(found) => found,
                // A file that is missing keeps nobody from the rest; it is tried again the next night.
                Err(error) => {
                    tracing::error!(%organ, item = %item.id, %error, "a public item could not be looked through");
                    continue;
                }
            };
            let look = Look {
                organ: organ.into(),
                id: item.id.clone(),
                version: item.version,
                scanner: scanner.clone(),
                found: if found.is_empty() {
                    String::new()
                } else {
                    serde_json::to_string(&found)?
                },
            };
            let mut tx = app.store.begin().await?;
            store::looks::keep(&mut tx, &look).await?;
            tx.commit().await?;
        }
        if began.elapsed() > TIME {
            let mut tx = app.store.begin().await?;
            let now = app.clock.now();
            leave(&mut tx, organ, now, &format!("{LOOK}/{organ}/{after}")).await?;
            tx.commit().await?;
            return Ok(Ran::Done);
        }
    }
    take_away(app, organ).await?;
    Ok(Ran::Done)
}

/// Names patterns and settings: what another scanner saw is looked at again.
fn scanner(app: &App) -> String {
    let said = format!("{PATTERNS} {}", json!(app.settings.personal));
    sha256_hex(said.as_bytes())
}

/// Everything of a public item, as the gates look at it before it becomes public.
async fn found_in(app: &App, item: &PublicItem) -> Result<Vec<Found>> {
    let (state, _) = load(app, &item.organ, &item.id).await?;
    let Some(public) = &state.public else {
        return Ok(Vec::new());
    };
    let mut whole = passages::of_content(app, &public.content).await?;
    // What was said of its changes is public, too.
    let notes = state.changes.iter().map(|(_, change)| &change.note);
    whole
        .passages
        .extend(notes.map(|note| Passage::new("note", note)));
    let today = app.clock.today();
    let reason = public.lawful_reason();
    Ok(stock::look(
        &whole.passages,
        today,
        &app.settings.personal,
        reason,
    ))
}

/// What was found goes from the public first; so many of one kind that the pattern may be wrong wait for a person.
async fn take_away(app: &App, organ: &str) -> Result<()> {
    let mut kinds: BTreeMap<What, Vec<(String, Vec<Found>)>> = BTreeMap::new();
    for id in store::looks::found(&app.store, organ).await? {
        let found = still_found(app, organ, &id).await?;
        let of: BTreeSet<What> = found.iter().map(|one| one.what).collect();
        for what in of {
            let items = kinds.entry(what).or_default();
            items.push((id.clone(), found.clone()));
        }
    }
    let public = store::published::stock(&app.store, organ).await?;
    let public = usize::try_from(public).unwrap_or_default();
    for (what, items) in kinds {
        if stock::waits_for_a_person(items.len(), public, &settings(app)) {
            let detail = json!({"organ": organ, "said": what.zh(), "said_en": what.en(), "days": items.len()});
            tell(app, organ, ("stock.many", "", detail)).await?;
            continue;
        }
        for (id, found) in items {
            suspend(app, organ, &id, &found).await?;
        }
    }
    Ok(())
}

/// What a find still is: a reason may have been recorded since.
async fn still_found(app: &App, organ: &str, id: &str) -> Result<Vec<Found>> {
    match store::published::item(&app.store, organ, id).await? {
        Some(item) => found_in(app, &item).await,
        None => Ok(Vec::new()),
    }
}

/// Suspends one item and tells who can help; nothing where it is not shown any more.
async fn suspend(app: &App, organ: &str, id: &str, found: &[Found]) -> Result<()> {
    let (state, version) = load(app, organ, id).await?;
    let (zh, en) = named(found);
    let event = Event::Suspended(Suspension {
        reason: format!("再审视发现{zh}"),
        found: found.to_vec(),
    });
    let person = Person {
        id: ACTOR,
        posts: &[Post::Publisher],
    };
    let house = settings(app);
    let facts = Facts {
        now: app.clock.minute(),
        passages: &[],
        unread: &[],
        standing: &[],
        personal: &app.settings.personal,
        settings: &house,
    };
    if !law::item::judge(&state, person, &event, &facts).is_empty() {
        return Ok(());
    }
    let place = Place {
        organ,
        id,
        version,
        actor: ACTOR,
    };
    let page = Page {
        lines: vec![line(app, place, &event)?],
        ..Page::default()
    };
    Pen::of(app, organ).write(|_| Ok(Some(page))).await?;
    let name = row(app, organ, id).await?.title;
    let detail = json!({"organ": organ, "name": name, "said": zh, "said_en": en});
    let about = stream_of(id)?.to_string();
    tell(app, organ, ("stock.suspended", &about, detail)).await
}

/// What was found, each kind once.
fn named(found: &[Found]) -> (String, String) {
    let kinds: BTreeSet<What> = found.iter().map(|one| one.what).collect();
    let zh: Vec<_> = kinds.iter().map(|what| what.zh()).collect();
    let en: Vec<_> = kinds.iter().map(|what| what.en()).collect();
    (zh.join("、"), en.join(", "))
}

/// On the desks of who can help.
async fn tell(app: &App, organ: &str, said: (&str, &str, serde_json::Value)) -> Result<()> {
    let helps = [Role::Publisher, Role::Reviewer, Role::Clerk];
    notices::tell(app, organ, &helps, said).await
}
