#![doc = include_str!("../README.md")]

pub mod backup;
mod columns;
pub mod counters;
pub mod error;
pub mod figures;
pub mod files;
pub mod items;
pub mod jobs;
pub mod ledger;
pub mod organs;
pub mod people;
pub mod project;
pub mod published;
pub mod remedies;
pub mod reports;
pub mod requests;
pub mod staff;
pub mod verify;

use std::time::Duration;

use sqlx::{
    AnyConnection, AnyPool, Executor,
    any::{AnyPoolOptions, install_default_drivers},
};

pub use error::{Error, Result};

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
}

/// A write transaction; dropped without [`Tx::commit`] it leaves nothing behind.
#[derive(Debug)]
pub struct Tx(sqlx::Transaction<'static, sqlx::Any>);

/// What every SQLite connection is told first. FULL keeps the last commit over a power cut.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;";

impl Store {
    /// Opens `sqlite:///path/to/file.db` (made if missing) or `postgres://…` and runs the migrations.
    ///
    /// # Errors
    /// The URL is of neither kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self> {
        install_default_drivers();
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            Self::open_sqlite(&std::path::absolute(path)?).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = AnyPoolOptions::new()
                .max_connections(8)
                .acquire_timeout(Duration::from_secs(30))
                .connect(url)
                .await?;
            Self::migrated(Engine::Postgres, pool.clone(), pool).await
        } else {
            Err(Error::Damaged(format!(
                "database URL {url}: sqlite:// or postgres:// is meant"
            )))
        }
    }

    /// One writer, so that no transaction meets SQLITE_BUSY half way; several readers beside it.
    async fn open_sqlite(path: &std::path::Path) -> Result<Self> {
        let url = format!("sqlite://{}?mode=rwc", path.display());
        let pool = |most| {
            AnyPoolOptions::new()
                .max_connections(most)
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        connection.execute(PRAGMAS).await?;
                        Ok(())
                    })
                })
        };
        let write = pool(1).connect(&url).await?;
        let read = pool(4).connect(&url).await?;
        Self::migrated(Engine::Sqlite, read, write).await
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
        sqlx::migrate!("./migrations").run(&write).await?;
        Ok(Self {
            engine,
            read,
            write,
        })
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
        Ok(Tx(tx))
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

impl Tx {
    /// Makes everything of this transaction durable at once.
    ///
    /// # Errors
    /// The commit did not happen.
    pub async fn commit(self) -> Result<()> {
        self.0.commit().await?;
        Ok(())
    }

    pub(crate) fn db(&mut self) -> &mut AnyConnection {
        &mut self.0
    }
}
