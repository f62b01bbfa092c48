//! Databases in which several writers meet: SQLite in a file, and PostgreSQL.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyPool, any::AnyPoolOptions};
use store::Store;

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// A fresh database that goes when the value goes.
pub struct Database {
    pub store: Store,
    pub name: &'static str,
    url: String,
    /// The database of PostgreSQL to be dropped.
    made: Option<String>,
    _folder: tempfile::TempDir,
}

impl Database {
    /// Opened once more, as by another process.
    pub async fn again(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

/// SQLite and PostgreSQL, unless somebody without a PostgreSQL says so in as many words.
pub async fn both() -> Vec<Database> {
    sqlx::any::install_default_drivers();
    let mut made = vec![sqlite().await];
    if std::env::var("MINGBAI_TEST_POSTGRES").as_deref() != Ok("skip") {
        made.push(postgres().await);
    }
    made
}

async fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    Database {
        store: Store::open(&url).await.unwrap(),
        url,
        name: "SQLite",
        made: None,
        _folder: folder,
    }
}

async fn postgres() -> Database {
    let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
    let name = format!("app_{}_{serial}", std::process::id());
    execute(format!("CREATE DATABASE {name}")).await;
    let base = base();
    let (before, _) = base.rsplit_once('/').unwrap();
    let url = format!("{before}/{name}");
    Database {
        store: Store::open(&url).await.unwrap(),
        url,
        name: "PostgreSQL",
        made: Some(name),
        _folder: tempfile::tempdir().unwrap(),
    }
}

fn base() -> String {
    std::env::var("MINGBAI_TEST_POSTGRES")
        .expect("MINGBAI_TEST_POSTGRES names a PostgreSQL to test on; scripts/test starts one")
}

async fn execute(statement: String) {
    let pool: AnyPool = AnyPoolOptions::new()
        .max_connections(1)
        .connect(&base())
        .await
        .unwrap();
    let statement = sqlx::AssertSqlSafe(statement);
    sqlx::query(statement).execute(&pool).await.unwrap();
    pool.close().await;
}

/// On a thread of its own: a test may end in a panic.
impl Drop for Database {
    fn drop(&mut self) {
        let Some(name) = self.made.take() else { return };
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(execute(format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        dropping.join().unwrap();
    }
}
