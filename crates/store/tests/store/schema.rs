//! `schema.sql` is what the migrations make, on either engine.

use std::fmt::Write;

use sqlx::{AnyPool, Executor, Row};
use store::{Engine, Store};

use crate::engines::{bench, engines};

/// The file says so itself; `MINGBAI_WRITE=1` writes it anew.
const HEAD: &str = "-- The schema as the migrations make it (long: every table). Generated: MINGBAI_WRITE=1 cargo test -p store schema\n";

#[tokio::test]
async fn the_file_is_what_the_migrations_make() {
    let bench = bench(Engine::Sqlite).await;
    let rows = sqlx::query(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> '_sqlx_migrations' \
         ORDER BY tbl_name, type DESC, name",
    )
    .fetch_all(&bench.raw)
    .await
    .unwrap();
    let mut made = HEAD.to_string();
    for row in &rows {
        write!(made, "\n{};\n", row.get::<String, _>(0)).unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    if std::env::var_os("MINGBAI_WRITE").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert_eq!(kept, made, "schema.sql is not what the migrations make");
}

/// Tables, columns and indices as PostgreSQL sees them.
async fn seen(pool: &AnyPool) -> Vec<String> {
    let rows = sqlx::query(
        "SELECT CAST(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS TEXT) AS line \
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' \
         UNION ALL SELECT CAST(indexdef AS TEXT) FROM pg_indexes \
         WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations' ORDER BY line",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    rows.iter().map(|row| row.get("line")).collect()
}

#[tokio::test]
async fn the_file_makes_the_same_on_postgresql() {
    if !engines().contains(&Engine::Postgres) {
        return;
    }
    let migrated = bench(Engine::Postgres).await;
    let expected = seen(&migrated.raw).await;
    assert!(expected.len() > 100, "{expected:?}");
    let file = bench(Engine::Postgres).await;
    file.raw
        .execute("DROP SCHEMA public CASCADE")
        .await
        .unwrap();
    file.raw.execute("CREATE SCHEMA public").await.unwrap();
    file.raw
        .execute(include_str!("../../schema.sql"))
        .await
        .unwrap();
    assert_eq!(seen(&file.raw).await, expected);
}

#[tokio::test]
async fn a_second_start_changes_nothing_and_finds_everything() {
    let bench = bench(Engine::Sqlite).await;
    bench.furnish("A").await;
    let url = format!("sqlite://{}", bench.folder.path().join("test.db").display());
    bench.store.close().await;
    let again = Store::open(&url).await.unwrap();
    assert_eq!(store::ledger::heads(&again).await.unwrap()[0].seq, 13);
}
