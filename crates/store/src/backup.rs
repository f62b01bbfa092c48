//! A backup is a folder: one JSONL file a table of record, the files, and a manifest with a SHA-256
//! of each. The same form from either engine into either engine; projections are rebuilt.

mod manifest;
mod plain;

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use futures::TryStreamExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, any::AnyRow};

use manifest::{FORM, MANIFEST, Manifest, manifest_of, tables_of};

use crate::{
    Error, Result, Store, Tx, audit,
    columns::{int, text},
    files::Files,
    ledger::{self, Act},
    people, project, public_log,
    rules::Rules,
    staff::{self, StaffRow},
};

/// The order of the log, which nothing else tells.
const LOG: (&str, &str) = ("log", "SELECT * FROM log ORDER BY place");
/// The public log and how far it has come, of which the order is told by nothing else; and what was witnessed of others, without which
/// this installation could cosign two histories. Tiles are made anew, cosignatures asked for again.
const PUBLIC: [(&str, &str); 3] = [
    ("leaves", "SELECT * FROM leaves ORDER BY place"),
    ("followed", "SELECT * FROM followed ORDER BY organ"),
    ("witnessed", "SELECT * FROM witnessed ORDER BY origin"),
];

/// The audit log, with the end of its chain as it was kept: a log that was cut stays one.
const AUDIT: [(&str, &str); 2] = [
    ("audit", "SELECT * FROM audit ORDER BY seq"),
    (
        "audit_head",
        "SELECT name, value FROM marks WHERE name IN ('audit', 'audit-settings') ORDER BY name",
    ),
];

/// So many files in a row that the place of the files cannot hand out: it is not there at all.
const GONE: usize = 5;

/// A file that an act names and that is not in the backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    pub hash: String,
    /// The first act that names it, as `organ/seq`.
    pub act: String,
    pub reason: String,
}

impl std::fmt::Display for Lacking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: file {}: {}", self.act, self.hash, self.reason)
    }
}

/// Tables of record, in the order in which they are read back.
const TABLES: [(&str, &str); 7] = [
    ("heads", "SELECT * FROM heads ORDER BY organ"),
    ("acts", "SELECT * FROM acts ORDER BY organ, seq"),
    ("claims", "SELECT * FROM claims ORDER BY organ, key"),
    ("counters", "SELECT * FROM counters ORDER BY organ, name"),
    ("people", "SELECT * FROM people ORDER BY organ, id"),
    ("staff", "SELECT * FROM staff ORDER BY id"),
    ("jobs", "SELECT * FROM jobs ORDER BY id"),
];

/// Writes a backup, consistent while others write: all tables are read in one snapshot. A file that is missing or damaged is
/// left out and named: acts cannot be changed, so it would else stand in the way of every later backup.
///
/// # Errors
/// The folder is not empty, or something cannot be read or written.
pub async fn backup(store: &Store, files: &Files, folder: &Path) -> Result<Vec<Lacking>> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(Error::NotEmpty(format!("folder {}", folder.display())));
    }
    fs::create_dir(folder.join("files"))?;
    let mut manifest = Manifest {
        form: FORM.into(),
        files: BTreeMap::new(),
        lacking: BTreeMap::new(),
    };
    let mut snapshot = store.snapshot().await?;
    let mut hashes = BTreeMap::new();
    let plain = plain::ALL.iter().map(|plain| (plain.table, plain.select));
    for (table, statement) in TABLES
        .into_iter()
        .chain(plain)
        .chain([LOG])
        .chain(PUBLIC)
        .chain(AUDIT)
    {
        let name = format!("{table}.jsonl");
        let hash = dump(
            &mut snapshot,
            table,
            statement,
            &folder.join(&name),
            &mut hashes,
        )
        .await?;
        manifest.files.insert(name, hash);
    }
    snapshot.rollback().await?;
    let lacking = copy(files, hashes, folder, &mut manifest).await?;
    let text = serde_json::to_vec_pretty(&manifest)?;
    let mut file = fs::File::create(folder.join(MANIFEST))?;
    file.write_all(&text)?;
    file.sync_all()?;
    for place in [folder.join("files"), folder.to_path_buf()] {
        fs::File::open(place)?.sync_all()?;
    }
    Ok(lacking)
}

/// Copies the files, given with the act that names each, and lists them.
async fn copy(
    files: &Files,
    hashes: BTreeMap<String, String>,
    folder: &Path,
    manifest: &mut Manifest,
) -> Result<Vec<Lacking>> {
    let mut lacking = Vec::new();
    let mut unreachable = 0;
    for (hash, act) in hashes {
        let reason = match files.get(&hash).await {
            Ok(bytes) => {
                let mut copy = fs::File::create(folder.join("files").join(&hash))?;
                copy.write_all(&bytes)?;
                copy.sync_all()?;
                manifest.files.insert(format!("files/{hash}"), hash);
                unreachable = 0;
                continue;
            }
            Err(Error::NotFound) => "is missing".to_string(),
            Err(Error::Damaged(_)) => "its bytes were changed".to_string(),
            Err(Error::Files(error)) if unreachable < GONE => {
                unreachable += 1;
                error.to_string()
            }
            Err(error) => return Err(error),
        };
        manifest.lacking.insert(hash.clone(), reason.clone());
        lacking.push(Lacking { hash, act, reason });
    }
    Ok(lacking)
}

async fn dump(
    snapshot: &mut AnyConnection,
    table: &str,
    statement: &'static str,
    path: &Path,
    hashes: &mut BTreeMap<String, String>,
) -> Result<String> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    let mut hasher = Sha256::new();
    let mut rows = sqlx::query(statement).fetch(snapshot);
    while let Some(row) = rows.try_next().await? {
        let value = line_of(table, &row)?;
        if table == "acts" {
            let body: Value = serde_json::from_str(value["body"].as_str().unwrap_or("null"))?;
            let act = format!(
                "{}/{}",
                value["organ"].as_str().unwrap_or_default(),
                value["seq"]
            );
            for hash in crate::verify::files_of(&body) {
                hashes.entry(hash).or_insert_with(|| act.clone());
            }
        }
        let mut line = value.to_string();
        line.push('\n');
        hasher.update(line.as_bytes());
        file.write_all(line.as_bytes())?;
    }
    file.into_inner()
        .map_err(|error| error.into_error())?
        .sync_all()?;
    Ok(hex::encode(hasher.finalize()))
}

fn line_of(table: &str, row: &AnyRow) -> Result<Value> {
    if let Some(plain) = plain::of(table) {
        return plain.line(row);
    }
    Ok(match table {
        "heads" => {
            json!({"organ": text(row, "organ")?, "seq": int(row, "seq")?, "hash": text(row, "hash")?})
        }
        "acts" => {
            let name = format!("act {}/{}", text(row, "organ")?, int(row, "seq")?);
            let act =
                ledger::act_of(row).map_err(|error| Error::Damaged(format!("{name}: {error}")))?;
            serde_json::to_value(act)?
        }
        "claims" => {
            json!({"organ": text(row, "organ")?, "key": text(row, "key")?, "reference": text(row, "reference")?})
        }
        "counters" => {
            json!({"organ": text(row, "organ")?, "name": text(row, "name")?, "value": int(row, "value")?})
        }
        "people" => {
            let person = people::sealed_of(row)?;
            json!({"organ": person.organ, "id": person.id, "kind": person.kind, "wrapped": person.wrapped, "sealed": person.sealed,
                "id_mark": person.marks.id, "phone_mark": person.marks.phone, "name_mark": person.marks.name,
                "subject": person.subject})
        }
        "log" => {
            json!({"place": int(row, "place")?, "organ": text(row, "organ")?, "seq": int(row, "seq")?})
        }
        "leaves" => json!({
            "place": int(row, "place")?, "organ": text(row, "organ")?, "seq": int(row, "seq")?,
            "address": text(row, "address")?, "entry": text(row, "entry")?,
        }),
        "followed" => json!({"organ": text(row, "organ")?, "seq": int(row, "seq")?}),
        "witnessed" => json!({
            "origin": text(row, "origin")?, "size": int(row, "size")?, "root": text(row, "root")?,
            "note": text(row, "note")?, "seen_at": text(row, "seen_at")?,
        }),
        "audit" => serde_json::to_value(audit::entry_of(row)?)?,
        "audit_head" => json!({"name": text(row, "name")?, "value": text(row, "value")?}),
        "staff" => json!({
            "id": text(row, "id")?, "organ": text(row, "organ")?, "login": text(row, "login")?, "name": text(row, "name")?,
            "roles": text(row, "roles")?, "password_hash": text(row, "password_hash")?, "disabled": int(row, "disabled")? != 0,
            "mail": text(row, "mail")?, "lang": text(row, "lang")?,
            "factor": text(row, "factor")?, "asked": text(row, "asked")?, "seal": text(row, "seal")?,
        }),
        _ => json!({
            "id": text(row, "id")?, "organ": text(row, "organ")?, "kind": text(row, "kind")?, "body": text(row, "body")?,
            "unique_key": crate::columns::opt_text(row, "unique_key")?, "run_at": text(row, "run_at")?,
            "dead_at": text(row, "dead_at")?, "last_error": text(row, "last_error")?,
        }),
    })
}

/// Whether a key opens the people of a backup: the first that is not erased tells. A backup without people opens with any.
///
/// # Errors
/// The backup cannot be read.
pub fn opens(folder: &Path, keys: &people::Keys) -> Result<bool> {
    let file = BufReader::new(fs::File::open(folder.join("people.jsonl"))?);
    for line in file.lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default();
        if let Some(wrapped) = line["wrapped"].as_str() {
            return Ok(keys.unwraps(field("organ"), field("id"), wrapped));
        }
    }
    Ok(true)
}

/// Refuses a backup that is not whole: a file missing, changed, or cut short.
///
/// # Errors
/// [`Error::Damaged`] naming the file.
pub async fn check(folder: &Path) -> Result<()> {
    manifest_of(folder).map(|_| ())
}

/// Reads a whole backup into an empty installation, in one transaction, and rebuilds every projection.
///
/// # Errors
/// The backup is damaged, the installation is not empty, or a row does not fit. What was wrong in
/// the ledger when the backup was made is restored as it was, for `verify` to name.
pub async fn restore(store: &Store, files: &Files, rules: &Rules<'_>, folder: &Path) -> Result<()> {
    let manifest = manifest_of(folder)?;
    let mut tx = store.begin().await?;
    if !empty(&mut tx).await? {
        return Err(Error::NotEmpty("installation".into()));
    }
    for name in manifest
        .files
        .keys()
        .filter(|name| name.starts_with("files/"))
    {
        files.put(&fs::read(folder.join(name))?).await?;
    }
    for table in tables_of(&manifest) {
        let file = BufReader::new(fs::File::open(folder.join(format!("{table}.jsonl")))?);
        for line in file.lines() {
            load(&mut tx, table, &serde_json::from_str(&line?)?).await?;
        }
    }
    // Rows are counted with the notices that the installation had taken.
    let calendar = crate::calendar::with_kept(&mut tx, rules.calendar).await?;
    let rules = Rules {
        calendar: &calendar,
        ..rules.clone()
    };
    ledger::set_instants(&mut tx).await?;
    public_log::rebuild(&mut tx).await?;
    project::rebuild(&mut tx, &rules).await?;
    tx.commit().await
}

async fn empty(tx: &mut Tx) -> Result<bool> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM heads) + (SELECT COUNT(*) FROM acts) + (SELECT COUNT(*) FROM people) \
         + (SELECT COUNT(*) FROM staff) + (SELECT COUNT(*) FROM jobs) + (SELECT COUNT(*) FROM organs) \
         + (SELECT COUNT(*) FROM audit) AS n",
    )
    .fetch_one(tx.db())
    .await?;
    Ok(int(&row, "n")? == 0)
}

async fn load(tx: &mut Tx, table: &str, line: &Value) -> Result<()> {
    if let Some(plain) = plain::of(table) {
        return plain.load(tx, line).await;
    }
    let field = |name: &str| line[name].as_str().unwrap_or_default();
    match table {
        "heads" => {
            sqlx::query("INSERT INTO heads (organ, seq, hash) VALUES ($1, $2, $3)")
                .bind(field("organ"))
                .bind(line["seq"].as_i64().unwrap_or_default())
                .bind(field("hash"))
                .execute(tx.db())
                .await?;
            Ok(())
        }
        "acts" => {
            let act: Act = serde_json::from_value(line.clone())?;
            ledger::insert(tx, &act).await
        }
        "audit" => audit::insert(tx, &serde_json::from_value(line.clone())?).await,
        "audit_head" => crate::marks::set(tx, field("name"), field("value")).await,
        "log" => {
            sqlx::query("INSERT INTO log (place, organ, seq) VALUES ($1, $2, $3)")
                .bind(line["place"].as_i64().unwrap_or_default())
                .bind(field("organ"))
                .bind(line["seq"].as_i64().unwrap_or_default())
                .execute(tx.db())
                .await?;
            Ok(())
        }
        "leaves" => {
            let place = line["place"].as_u64().unwrap_or_default();
            let seq = line["seq"].as_i64().unwrap_or_default();
            let (organ, address) = (field("organ"), field("address"));
            public_log::insert(tx, place, organ, seq, address, field("entry")).await
        }
        "followed" => {
            let seq = line["seq"].as_i64().unwrap_or_default();
            public_log::followed(tx, field("organ"), seq).await
        }
        "witnessed" => {
            sqlx::query(
                "INSERT INTO witnessed (origin, size, root, note, seen_at) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(field("origin"))
            .bind(line["size"].as_i64().unwrap_or_default())
            .bind(field("root"))
            .bind(field("note"))
            .bind(field("seen_at"))
            .execute(tx.db())
            .await?;
            Ok(())
        }
        "claims" => {
            ledger::claim(tx, field("organ"), field("key"), field("reference")).await?;
            Ok(())
        }
        "counters" => {
            let value = line["value"].as_i64().unwrap_or_default();
            crate::counters::raise(tx, field("organ"), field("name"), value).await
        }
        "people" => {
            let opt = |name: &str| line[name].as_str().map(ToString::to_string);
            let person = people::Sealed {
                organ: field("organ").into(),
                id: field("id").into(),
                kind: field("kind").into(),
                wrapped: opt("wrapped"),
                sealed: opt("sealed"),
                marks: people::Marks {
                    id: field("id_mark").into(),
                    phone: field("phone_mark").into(),
                    name: field("name_mark").into(),
                },
                subject: opt("subject"),
            };
            people::insert(tx, &person).await
        }
        "staff" => {
            let row = StaffRow {
                id: field("id").into(),
                organ: field("organ").into(),
                login: field("login").into(),
                name: field("name").into(),
                roles: field("roles").into(),
                asked: field("asked").into(),
                password_hash: field("password_hash").into(),
                disabled: line["disabled"].as_bool().unwrap_or_default(),
                mail: field("mail").into(),
                lang: line["lang"].as_str().unwrap_or("zh").into(),
                factor: field("factor").into(),
                seal: field("seal").into(),
            };
            staff::insert(tx, &row).await
        }
        _ => {
            sqlx::query(
                "INSERT INTO jobs (id, organ, kind, body, unique_key, run_at, leased_by, leased_until, attempts, last_error, dead_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, '', '', 0, $7, $8)",
            )
            .bind(field("id"))
            .bind(field("organ"))
            .bind(field("kind"))
            .bind(field("body"))
            .bind(line["unique_key"].as_str())
            .bind(field("run_at"))
            .bind(field("last_error"))
            .bind(field("dead_at"))
            .execute(tx.db())
            .await?;
            Ok(())
        }
    }
}
