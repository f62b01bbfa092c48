//! The same story told on SQLite and on PostgreSQL, each time in a fresh database.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use jiff::{Timestamp, civil::Date};
use law::calendar::Calendar;
use serde_json::{Value, json};
use sqlx::{AnyPool, any::AnyPoolOptions};
use store::{Engine, Rules, Store, files::Files, ledger::NewAct, people, verify::Look};

pub struct Bench {
    pub store: Store,
    pub files: Files,
    pub calendar: Calendar,
    pub engine: Engine,
    /// The PostgreSQL database that goes when the bench goes.
    name: Option<String>,
    /// A way in behind the store's back.
    pub raw: AnyPool,
    pub folder: tempfile::TempDir,
}

/// The key of every installation of the tests.
pub fn keys() -> people::Keys {
    people::Keys::new([7; 32])
}

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// Runs the story on both engines.
pub async fn both(story: impl AsyncFn(Bench)) {
    for engine in engines() {
        story(bench(engine).await).await;
    }
}

/// SQLite and PostgreSQL, unless somebody without a PostgreSQL says so in as many words.
pub fn engines() -> Vec<Engine> {
    match std::env::var("MINGBAI_TEST_POSTGRES").as_deref() {
        Ok("skip") => vec![Engine::Sqlite],
        _ => vec![Engine::Sqlite, Engine::Postgres],
    }
}

pub async fn bench(engine: Engine) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (url, name) = match engine {
        Engine::Sqlite => (
            format!("sqlite://{}", folder.path().join("test.db").display()),
            None,
        ),
        Engine::Postgres => {
            let (url, name) = fresh_database().await;
            (url, Some(name))
        }
    };
    let store = Store::open(&url).await.unwrap();
    let raw = AnyPoolOptions::new()
        .max_connections(1)
        .connect(&url)
        .await
        .unwrap();
    let files_folder: PathBuf = folder.path().join("files");
    std::fs::create_dir(&files_folder).unwrap();
    Bench {
        store,
        files: Files::local(&files_folder).unwrap(),
        calendar: Calendar::cn(),
        engine,
        name,
        raw,
        folder,
    }
}

/// Drops the bench's database, on a thread of its own: a test may end in a panic.
impl Drop for Bench {
    fn drop(&mut self) {
        let Some(name) = self.name.take() else { return };
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let pool = maintenance().await;
                let statement = sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
                sqlx::query(statement).execute(&pool).await.unwrap();
                pool.close().await;
            });
        });
        dropping.join().unwrap();
    }
}

fn base() -> String {
    std::env::var("MINGBAI_TEST_POSTGRES")
        .expect("MINGBAI_TEST_POSTGRES names a PostgreSQL to test on; scripts/test starts one")
}

async fn maintenance() -> AnyPool {
    AnyPoolOptions::new()
        .max_connections(1)
        .connect(&base())
        .await
        .unwrap()
}

/// URL and name.
async fn fresh_database() -> (String, String) {
    sqlx::any::install_default_drivers();
    let name = format!(
        "store_{}_{}",
        std::process::id(),
        SERIAL.fetch_add(1, Ordering::Relaxed)
    );
    let pool = maintenance().await;
    let statement = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(statement).execute(&pool).await.unwrap();
    pool.close().await;
    let base = base();
    let (before, _) = base.rsplit_once('/').unwrap();
    (format!("{before}/{name}"), name)
}

pub fn now() -> Timestamp {
    "2026-03-02T01:00:00Z".parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Bench {
    /// The bench's calendar and nothing set.
    pub fn rules(&self) -> Rules<'_> {
        Rules::plain(&self.calendar)
    }

    /// Appends one act and renews its row, in one transaction.
    pub async fn act(
        &self,
        organ: &str,
        stream: &str,
        expected: i64,
        kind: &str,
        on: &str,
        body: Value,
    ) {
        let about = stream.parse().unwrap();
        let mut tx = self.store.begin().await.unwrap();
        let new = NewAct {
            organ,
            stream: &about,
            expected,
            kind,
            body: &body,
            on: day(on),
            actor: "test",
        };
        store::ledger::append(&mut tx, now(), &new).await.unwrap();
        store::project::apply(&mut tx, &self.rules(), organ, &about)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// An organ with a request answered, an item published, figures, a remedy and a report.
    pub async fn furnish(&self, organ: &str) {
        self.person(organ, "P").await;
        let mut tx = self.store.begin().await.unwrap();
        for series in ["request/2026", "index/2026"] {
            store::counters::next(&mut tx, organ, series).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.act(organ, "organ", 0, "organ_registered", "2026-01-01", json!({"code": organ, "name": "甲局", "short_name": "甲", "kind": "department", "parent": ""})).await;
        let request = format!("request/{organ}R");
        self.act(organ, &request, 0, "submitted", "2026-03-02", json!({"on": "2026-03-02", "kind": "submitted", "channel": "counter", "applicant": "natural", "person": "P", "number": format!("{organ}-2026-0001"), "query_hash": "h"})).await;
        let hash = self.files.put("给您的材料".as_bytes()).await.unwrap();
        self.act(organ, &request, 1, "answered", "2026-03-10", json!({"on": "2026-03-10", "kind": "answered", "code": "OPEN-GIVE", "how": "handed", "files": [{"hash": hash, "name": "答复.txt", "media": "text/plain", "size": 15}]})).await;
        let item = format!("item/{organ}I");
        self.act(organ, &item, 0, "drafted", "2026-02-05", json!({"column": "content", "head": 7, "title": "部门预算100%", "document_number": "", "made_on": "2026-02-05", "summary": "表", "body_html": "<p>x</p>", "source_class": "proactive", "attachments": []})).await;
        self.act(
            organ,
            &item,
            1,
            "submitted_for_review",
            "2026-02-06",
            json!({}),
        )
        .await;
        self.act(
            organ,
            &item,
            2,
            "reviewed",
            "2026-02-07",
            json!({"opinion": "publish", "basis": "不涉密"}),
        )
        .await;
        self.act(organ, &item, 3, "published", "2026-02-08", json!({"index_number": format!("{organ}/2026-00001"), "published_on": "2026-02-08", "channels": ["portal"]})).await;
        self.act(
            organ,
            "figure/2026",
            0,
            "figure_entered",
            "2026-03-01",
            json!({"year": 2026, "row": "行政许可", "value": "12", "source": "台账", "reason": ""}),
        )
        .await;
        self.act(organ, "figure/2026", 1, "figure_entered", "2026-03-02", json!({"year": 2026, "row": "行政许可", "value": "13", "source": "台账", "reason": "更正"})).await;
        let remedy = format!("remedy/{organ}M");
        self.act(
            organ,
            &remedy,
            0,
            "remedy_opened",
            "2026-03-03",
            json!({"track": "review", "request": "", "on": "2026-03-03"}),
        )
        .await;
        self.act(
            organ,
            &remedy,
            1,
            "remedy_closed",
            "2026-05-03",
            json!({"result": "upheld", "on": "2026-05-03"}),
        )
        .await;
        self.act(
            organ,
            "report/2025",
            0,
            "report_drafted",
            "2026-01-10",
            json!({"year": 2025, "sections": {"六": "未收费。"}}),
        )
        .await;
        self.act(
            organ,
            "report/2025",
            1,
            "report_published",
            "2026-01-20",
            json!({"year": 2025, "report": {"year": 2025}, "files": []}),
        )
        .await;
    }

    /// Changes something behind the store's back.
    pub async fn meddle(&self, statement: &'static str) {
        let changed = sqlx::query(statement)
            .execute(&self.raw)
            .await
            .unwrap()
            .rows_affected();
        assert!(changed > 0, "{statement} changed nothing");
    }

    /// A sealed person, for acts to name.
    pub async fn person(&self, organ: &str, id: &str) {
        let data = json!({"name": "申请人甲"});
        let sealed = people::seal_person(&keys(), organ, id, "applicant", &data).unwrap();
        let mut tx = self.store.begin().await.unwrap();
        people::insert(&mut tx, &sealed).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A request of a person, under a number that no series gave.
    pub async fn asked_by(&self, organ: &str, person: &str) {
        let body = json!({"on": "2026-03-02", "kind": "submitted", "channel": "counter", "applicant": "natural",
            "person": person, "number": format!("旧档{organ}{person}"), "query_hash": "h"});
        self.act(
            organ,
            &format!("request/{organ}{person}"),
            0,
            "submitted",
            "2026-03-02",
            body,
        )
        .await;
    }

    /// What verify says now.
    pub async fn problems(&self) -> Vec<String> {
        self.problems_of(Look::default()).await
    }

    /// What verify says of what it is told to look at.
    pub async fn problems_of(&self, look: Look<'_>) -> Vec<String> {
        store::verify::verify(&self.store, &self.files, &self.rules(), look)
            .await
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}
