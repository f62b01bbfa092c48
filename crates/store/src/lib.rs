#![doc = include_str!("../README.md")]

pub mod audit;
pub mod backup;
pub mod calendar;
pub mod chases;
mod columns;
mod conditions;
pub mod counters;
mod counts;
pub mod door;
pub mod error;
pub mod figures;
pub mod files;
pub mod inspections;
pub mod items;
pub mod jobs;
pub mod kept_columns;
pub mod key;
pub mod ledger;
pub mod links;
pub mod log;
pub mod looks;
pub mod mails;
mod marks;
pub mod messages;
mod migrations;
pub mod notices;
pub mod opinions;
pub mod organs;
pub mod people;
pub mod previews;
pub mod project;
mod projection;
mod public_items;
pub mod public_log;
pub mod published;
pub mod rectifications;
pub mod remedies;
pub mod reports;
pub mod requests;
mod rules;
pub mod seals;
pub mod sessions;
pub mod staff;
pub mod standards;
pub mod stream;
pub mod tallies;
pub mod tasks;
pub mod tidings;
pub mod ties;
pub mod tokens;
mod told;
pub mod unfound;
pub mod verify;

use std::{sync::Arc, time::Duration};

use sqlx::{
    AnyConnection, AnyPool, Connection, Executor,
    any::{AnyPoolOptions, install_default_drivers},
};

pub use conditions::Many;
pub use error::{Error, Result};
pub use rules::Rules;
pub use stream::Stream;
use tidings::{Changes, Tidings};
pub use told::Told;

/// Which engine is behind the pools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database: reads take `&Store`, writes `&mut Tx`.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
    read: AnyPool,
    write: AnyPool,
    tidings: Arc<Tidings>,
}

/// A write transaction; dropped without [`Tx::commit`] it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    inner: sqlx::Transaction<'static, sqlx::Any>,
    changes: Changes,
}

/// What the writing SQLite connection is told first. FULL keeps the last commit over a power cut;
/// secure_delete overwrites what is erased, keys above all.
const WRITER: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";
/// What a reading one is told: it cannot write, whatever statement it is given.
const READER: &str = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA query_only = ON;";

impl Store {
    /// Opens `sqlite:///path/to/file.db` (made if missing) or `postgres://…` and runs the migrations.
    ///
    /// # Errors
    /// The URL is of neither kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self> {
        install_default_drivers();
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path == ":memory:" {
                return Self::in_memory().await;
            }
            Self::open_sqlite(&std::path::absolute(path)?).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // Whoever waits for an organ's turn to write keeps nobody from reading.
            let (write, read) = (postgres(url).await?, postgres(url).await?);
            Self::migrated(Engine::Postgres, read, write).await
        } else {
            Err(other_url(url))
        }
    }

    /// One writer, so that no transaction meets SQLITE_BUSY half way; several readers beside it.
    ///
    /// A transaction that could not end, such as one whose commit met a full disk, takes its connection along: the next
    /// one begins on a fresh connection, and works as soon as there is room.
    async fn open_sqlite(path: &std::path::Path) -> Result<Self> {
        let url = format!("{}?mode=rwc", sqlite_url(path));
        let write = sqlite_pool(1, WRITER)
            .after_release(|connection, _| {
                Box::pin(async move {
                    // The ping runs the rollback that a dropped transaction asked for.
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
            .connect(&url)
            .await?;
        let read = sqlite_pool(4, READER).connect(&url).await?;
        Self::migrated(Engine::Sqlite, read, write).await
    }

    /// Opens what is there without changing it: nothing is made, nothing migrated, and the connections cannot write.
    ///
    /// # Errors
    /// [`Error::Schema`] when another version of the program made the tables; else as [`Store::open`].
    pub async fn look(url: &str) -> Result<Self> {
        install_default_drivers();
        let (engine, read) = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = std::path::absolute(path.strip_prefix("//").unwrap_or(path))?;
            let url = format!("{}?mode=rw", sqlite_url(&path));
            (Engine::Sqlite, sqlite_pool(4, READER).connect(&url).await?)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            (Engine::Postgres, postgres(url).await?)
        } else {
            return Err(other_url(url));
        };
        migrations::current(&read).await?;
        Ok(Self {
            engine,
            write: read.clone(),
            read,
            tidings: Arc::default(),
        })
    }

    /// A store that vanishes with the value: for tests.
    ///
    /// # Errors
    /// A migration fails.
    pub async fn in_memory() -> Result<Self> {
        install_default_drivers();
        let pool = AnyPoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect("sqlite::memory:")
            .await?;
        Self::migrated(Engine::Sqlite, pool.clone(), pool).await
    }

    async fn migrated(engine: Engine, read: AnyPool, write: AnyPool) -> Result<Self> {
        migrations::all().run(&write).await?;
        Ok(Self {
            engine,
            read,
            write,
            tidings: Arc::default(),
        })
    }

    /// What has changed in the ledger, as far as this process knows.
    #[must_use]
    pub fn tidings(&self) -> &Arc<Tidings> {
        &self.tidings
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Begins a write transaction. Only `app` and this crate's own tools call it.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn begin(&self) -> Result<Tx> {
        let tx = match self.engine {
            Engine::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => self.write.begin().await?,
        };
        Ok(Tx {
            inner: tx,
            changes: Changes::new(self.tidings.clone()),
        })
    }

    /// Begins a transaction that reads everything as it stands at one moment, while others write.
    pub(crate) async fn snapshot(&self) -> Result<sqlx::Transaction<'static, sqlx::Any>> {
        Ok(match self.engine {
            Engine::Sqlite => self.read.begin().await?,
            Engine::Postgres => {
                self.read
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?
            }
        })
    }

    pub(crate) fn pool(&self) -> &AnyPool {
        &self.read
    }

    /// Lets go of every connection.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// What follows the scheme may hold a password, and is not repeated.
fn other_url(url: &str) -> Error {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    Error::Damaged(format!(
        "database URL {scheme}://…: sqlite:// or postgres:// is meant"
    ))
}

/// A path as URL: in one, these characters mean something else than themselves.
fn sqlite_url(path: &std::path::Path) -> String {
    let path = path.display().to_string();
    let path = path
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23");
    format!("sqlite://{path}")
}

fn sqlite_pool(most: u32, pragmas: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(most)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(pragmas).await?;
                Ok(())
            })
        })
}

/// A page that waits for a connection longer than this answers that the site is busy.
const POSTGRES_WAIT: Duration = Duration::from_secs(8);

async fn postgres(url: &str) -> Result<AnyPool> {
    Ok(AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(POSTGRES_WAIT)
        .connect(url)
        .await?)
}

impl Tx {
    /// Makes everything of this transaction durable at once.
    ///
    /// # Errors
    /// The commit did not happen.
    pub async fn commit(self) -> Result<()> {
        let Self { inner, mut changes } = self;
        changes.begin();
        inner.commit().await?;
        changes.done();
        Ok(())
    }

    pub(crate) fn db(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pragma(pool: &AnyPool, statement: &'static str) -> String {
        use sqlx::Row;
        let row = sqlx::query(statement).fetch_one(pool).await.unwrap();
        row.try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
            .unwrap()
    }

    #[tokio::test]
    async fn sqlite_keeps_the_last_commit_and_overwrites_what_is_erased() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("明白 100%?#.db");
        let store = Store::open(&format!("sqlite://{}", path.display()))
            .await
            .unwrap();
        assert!(path.is_file(), "the path means itself");
        for (pool, statement, value) in [
            (&store.write, "PRAGMA journal_mode", "wal"),
            (&store.write, "PRAGMA synchronous", "2"),
            (&store.write, "PRAGMA foreign_keys", "1"),
            (&store.write, "PRAGMA secure_delete", "1"),
            (&store.write, "PRAGMA busy_timeout", "10000"),
            (&store.write, "PRAGMA query_only", "0"),
            (&store.read, "PRAGMA journal_mode", "wal"),
            (&store.read, "PRAGMA query_only", "1"),
        ] {
            assert_eq!(pragma(pool, statement).await, value, "{statement}");
        }
        let written = sqlx::query("DELETE FROM acts").execute(store.pool()).await;
        assert!(written.is_err(), "a reader cannot write");
    }

    /// What a full disk does: SQLite ends the transaction by itself, and the commit fails.
    #[tokio::test]
    async fn a_commit_that_failed_does_not_poison_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("a.db").display());
        let store = Store::open(&url).await.unwrap();
        for _ in 0..3 {
            let mut tx = store.begin().await.unwrap();
            counters::next(&mut tx, "A", "lost").await.unwrap();
            tx.db().execute("ROLLBACK").await.unwrap();
            assert!(tx.commit().await.is_err(), "nothing is left to commit");
            let mut tx = store.begin().await.expect("the writer lives");
            counters::next(&mut tx, "A", "kept").await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.begin().await.unwrap();
        assert_eq!(counters::next(&mut tx, "A", "kept").await.unwrap(), 4);
        assert_eq!(counters::next(&mut tx, "A", "lost").await.unwrap(), 1);
    }

    #[tokio::test]
    async fn a_full_database_takes_writes_again_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("a.db").display());
        let store = Store::open(&url).await.unwrap();
        let write = async |name: String| {
            let mut tx = store.begin().await?;
            counters::next(&mut tx, "A", &name).await?;
            tx.commit().await
        };
        let pages = pragma(&store.write, "PRAGMA page_count").await;
        let limit = format!("PRAGMA max_page_count = {pages}");
        let mut connection = store.write.acquire().await.unwrap();
        connection
            .execute(sqlx::AssertSqlSafe(limit))
            .await
            .unwrap();
        drop(connection);
        let mut refused = 0;
        for number in 0..200 {
            let long = format!("{number}-{}", "x".repeat(4000));
            refused += usize::from(write(long).await.is_err());
        }
        assert!(refused > 0, "there was no room");
        let mut connection = store.write.acquire().await.unwrap();
        let open = "PRAGMA max_page_count = 1000000";
        connection.execute(open).await.unwrap();
        drop(connection);
        write("y".repeat(4000)).await.expect("there is room again");
    }

    #[tokio::test]
    async fn looking_makes_and_migrates_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let url = format!("sqlite://{}", path.display());
        assert!(Store::look(&url).await.is_err());
        assert!(!path.exists());
        let store = Store::open(&url).await.unwrap();
        Store::look(&url).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let last = "DELETE FROM _sqlx_migrations WHERE version = \
                    (SELECT MAX(version) FROM _sqlx_migrations)";
        tx.db().execute(last).await.unwrap();
        tx.commit().await.unwrap();
        let older = Store::look(&url).await.unwrap_err();
        assert!(matches!(older, Error::Schema { .. }), "{older}");
    }

    #[tokio::test]
    async fn other_urls_are_refused_by_name() {
        for url in ["mysql://x:secret@y/z", "mingbai.db?secret", ""] {
            let refused = Store::open(url).await.unwrap_err().to_string();
            assert!(refused.contains("sqlite:// or postgres://"), "{refused}");
            assert!(!refused.contains("secret"), "{refused}");
        }
        assert_eq!(
            Store::open("sqlite::memory:").await.unwrap().engine(),
            Engine::Sqlite
        );
    }
}
