//! 核验: the chain, the heads, every projection against a rebuild, every file against its hash, people against the acts that name
//! them, staff and what opens doors against their seals, running numbers and keys of forms against what they were taken for, the public
//! log against the public acts, the audit log by its own chain; and all of it against a checkpoint kept elsewhere.

mod anchor;
mod audit;
mod doors;
mod leaves;
mod numbers;
mod people;
mod staff;

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::Serialize;
use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};
use transparency::PublicKey;

use crate::{
    Error, Result, Store, Stream,
    columns::{date, int, stored_instant, text},
    counts,
    files::Files,
    ledger::{self, Act, Head},
    people::Keys,
    projection::{self, Derived, Projection},
    rules::Rules,
    tallies,
};

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub organ: String,
    /// What it is: `act 12`, `requests/01J…`, `file 3fb2…`.
    pub what: String,
    pub detail: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}: {}", self.organ, self.what, self.detail)
    }
}

/// How many acts are read at a time.
const BATCH: i64 = 5_000;

/// After so many days nothing is being asked any more.
const SETTLED: i64 = 1000;

/// Rows by table and key, as JSON, to be compared.
type Rows = BTreeMap<String, Value>;

/// What is looked at, and with what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// Only this organ. The log and a checkpoint, which are of all, are then left out.
    pub organ: Option<&'a str>,
    /// The key that opens people; without it is only seen whether they are there.
    pub keys: Option<&'a Keys>,
    /// A checkpoint that was kept elsewhere, as a signed note.
    pub checkpoint: Option<&'a str>,
    /// The key that must have signed it.
    pub signer: Option<&'a PublicKey>,
}

impl<'a> Look<'a> {
    /// One organ alone, or all.
    #[must_use]
    pub fn at(organ: Option<&'a str>) -> Self {
        Self {
            organ,
            ..Self::default()
        }
    }
}

/// Everything wrong in the installation, or in one organ of it. Empty means that all holds. The
/// database is read as it stands at one moment, so it may go on serving.
///
/// # Errors
/// The database cannot be read, or the checkpoint is none.
pub async fn verify(
    store: &Store,
    files: &Files,
    rules: &Rules<'_>,
    look: Look<'_>,
) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let (mut hashes, mut actors) = (BTreeMap::new(), BTreeMap::new());
    let mut snapshot = store.snapshot().await?;
    for (code, head) in organs_of(&mut snapshot).await? {
        if look.organ.is_some_and(|only| only != code) {
            continue;
        }
        one(
            &mut snapshot,
            rules,
            &code,
            head,
            (&mut hashes, &mut actors),
            &mut problems,
        )
        .await?;
        people::check(&mut snapshot, &code, look.keys, &mut problems).await?;
        numbers::check(&mut snapshot, &code, &mut problems).await?;
    }
    if let Some(keys) = look.keys {
        staff::check(&mut snapshot, keys, look.organ, &mut problems).await?;
        doors::check(&mut snapshot, keys, look.organ, &mut problems).await?;
    }
    staff::actors(&mut snapshot, &actors, &mut problems).await?;
    if look.organ.is_none() {
        anchor::check(&mut snapshot, look, &mut problems).await?;
        audit::check(&mut snapshot, look.keys, &mut problems).await?;
        leaves::of_all(&mut snapshot, look, &mut problems).await?;
    }
    snapshot.rollback().await?;
    for (hash, organ) in hashes {
        let detail = match files.get(&hash).await {
            Ok(_) => continue,
            Err(Error::NotFound) => "the file is missing".to_string(),
            Err(error) => error.to_string(),
        };
        problems.push(Problem {
            organ,
            what: format!("file {hash}"),
            detail,
        });
    }
    Ok(problems)
}

/// Every organ that has a head, an act or a row, with its head if it has one.
async fn organs_of(snapshot: &mut AnyConnection) -> Result<BTreeMap<String, Option<Head>>> {
    let tables = projection::ALL
        .iter()
        .map(|projection| (projection.organ, projection.table));
    let everywhere: Vec<String> = tables
        .chain(
            [
                "acts", "tallies", "counts", "people", "counters", "claims", "leaves",
            ]
            .map(|table| ("organ", table)),
        )
        .map(|(organ, table)| format!("SELECT {organ} AS organ FROM {table}"))
        .collect();
    let rows = sqlx::query(AssertSqlSafe(everywhere.join(" UNION ")))
        .fetch_all(&mut *snapshot)
        .await?;
    let mut organs = BTreeMap::new();
    for row in &rows {
        organs.insert(text(row, "organ")?, None);
    }
    for head in ledger::heads_in(snapshot).await? {
        organs.insert(head.organ.clone(), Some(head));
    }
    Ok(organs)
}

async fn one(
    snapshot: &mut AnyConnection,
    rules: &Rules<'_>,
    organ: &str,
    head: Option<Head>,
    (hashes, actors): (&mut BTreeMap<String, String>, &mut staff::Actors),
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut streams: BTreeMap<String, Vec<Act>> = BTreeMap::new();
    let (mut seq, mut prev) = (0, String::new());
    let mut recorded = Timestamp::MIN;
    loop {
        let rows = raw_acts(snapshot, organ, seq).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let number = int(row, "seq")?;
            let what = format!("act {number}");
            if number != seq + 1 {
                let missing = format!("acts {} to {} are missing", seq + 1, number - 1);
                problems.push(problem(organ, &format!("act {}", seq + 1), &missing));
            } else if text(row, "prev")? != prev {
                problems.push(problem(organ, &what, "it does not follow the act before"));
            }
            seq = number;
            prev = text(row, "hash")?;
            let act = match ledger::act_of(row) {
                Ok(act) => act,
                Err(error) => {
                    problems.push(problem(organ, &what, &error.to_string()));
                    continue;
                }
            };
            if act.recorded_at < recorded {
                problems.push(problem(
                    organ,
                    &what,
                    "it was recorded before the act before",
                ));
            }
            recorded = act.recorded_at;
            if act.computed_hash() != act.hash {
                problems.push(problem(organ, &what, "its content does not match its hash"));
            }
            // What else is wrong with a body, the stream's rows tell.
            for hash in files_of(&act.body().unwrap_or_default()) {
                hashes.entry(hash).or_insert_with(|| organ.to_string());
            }
            if !actors.contains_key(&act.actor) {
                actors.insert(act.actor.clone(), (organ.to_string(), act.seq));
            }
            streams.entry(act.stream.clone()).or_default().push(act);
        }
    }
    match head {
        Some(head) if seq == head.seq && prev == head.hash => {
            let noted = noted(snapshot, organ).await?;
            if seq > 0 && noted != stored_instant(recorded) {
                let detail = format!(
                    "the head says {noted:?}, the last act was recorded at another instant"
                );
                problems.push(problem(organ, "head", &detail));
            }
        }
        Some(head) => {
            let detail = format!("the head says act {}, the ledger ends at {seq}", head.seq);
            problems.push(problem(organ, "head", &detail));
        }
        None if seq > 0 => problems.push(problem(organ, "head", "acts without a head row")),
        None => {}
    }
    let moving = moving(snapshot, organ).await?;
    let expected = derived(organ, &mut streams, rules, &moving, problems);
    let stored = stored(snapshot, organ, problems).await?;
    compare(organ, &expected, &stored, problems);
    leaves::of_organ(snapshot, organ, &streams, problems).await
}

/// The instant of the last act as the head has it.
async fn noted(snapshot: &mut AnyConnection, organ: &str) -> Result<String> {
    let row = sqlx::query("SELECT recorded_at FROM heads WHERE organ = $1")
        .bind(organ)
        .fetch_one(snapshot)
        .await?;
    text(&row, "recorded_at")
}

/// Streams of requests whose last day moves without an act, with the last day on which the row as it stands holds: it is compared
/// as of that day, and counted anew as soon as somebody looks. So a verification does not depend on the day on which it is made.
async fn moving(snapshot: &mut AnyConnection, organ: &str) -> Result<BTreeMap<String, Date>> {
    let rows = sqlx::query(
        "SELECT id, recount_on FROM requests WHERE organ = $1 AND recount_on IS NOT NULL",
    )
    .bind(organ)
    .fetch_all(snapshot)
    .await?;
    let mut moving = BTreeMap::new();
    for row in &rows {
        // A day or a number that cannot be read is named where the row is read.
        let stream = Stream::request(&text(row, "id")?);
        if let (Ok(on), Ok(stream)) = (date(row, "recount_on"), stream) {
            let holds = on.yesterday().unwrap_or(on);
            moving.insert(stream.to_string(), holds);
        }
    }
    Ok(moving)
}

fn derived(
    organ: &str,
    streams: &mut BTreeMap<String, Vec<Act>>,
    rules: &Rules<'_>,
    moving: &BTreeMap<String, Date>,
    problems: &mut Vec<Problem>,
) -> Rows {
    let mut rows = Rows::new();
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (stream, acts) in streams {
        acts.sort_by_key(|act| act.version);
        for (place, act) in (1_i64..).zip(acts.iter()) {
            if act.version != place {
                problems.push(problem(
                    organ,
                    &format!("act {}", act.seq),
                    &format!("{stream} has no version {place}"),
                ));
                break;
            }
        }
        let last = acts.iter().map(|act| act.on_date).max();
        let settled = last.map_or(rules.today, |last| last.saturating_add(SETTLED.days()));
        let rules = Rules {
            // Whatever no longer moves stands for ever: counted long after the last letter stopped excluding days.
            today: moving.get(stream).copied().unwrap_or(settled),
            ..rules.clone()
        };
        match made(acts, &rules) {
            Ok((made, faults)) => {
                for row in made {
                    for tally in row.tallies {
                        *counts.entry(tally).or_default() += 1;
                    }
                    rows.insert(row.key, row.value);
                }
                for (seq, fault) in faults {
                    problems.push(problem(organ, &format!("act {seq}"), &fault));
                }
            }
            Err(Error::Act { seq, detail, .. }) => {
                problems.push(problem(organ, &format!("act {seq}"), &detail));
            }
            Err(error) => problems.push(problem(organ, stream, &error.to_string())),
        }
    }
    rows.extend(counts.into_iter().map(|(key, count)| (key, count.into())));
    rows
}

/// A fault of an act: its number and what is wrong.
pub(crate) type Fault = (i64, String);

/// The rows of a stream, and what its acts do that no operation would have done.
fn made(acts: &[Act], rules: &Rules<'_>) -> Result<(Vec<Derived>, Vec<Fault>)> {
    let Some(first) = acts.first() else {
        return Ok((Vec::new(), Vec::new()));
    };
    let about = first.about()?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for projection in Projection::fed_by(&about)? {
        rows.extend((projection.derive)(&about, acts, rules)?);
        faults.extend((projection.faults)(acts)?);
    }
    Ok((rows, faults))
}

/// Acts as rows, so that one that cannot be read is named instead of stopping everything.
async fn raw_acts(snapshot: &mut AnyConnection, organ: &str, after: i64) -> Result<Vec<AnyRow>> {
    Ok(
        sqlx::query("SELECT * FROM acts WHERE organ = $1 AND seq > $2 ORDER BY seq LIMIT $3")
            .bind(organ)
            .bind(after)
            .bind(BATCH)
            .fetch_all(snapshot)
            .await?,
    )
}

/// Every projection row of an organ as it is stored; one that cannot be read is a problem of its own.
async fn stored(
    snapshot: &mut AnyConnection,
    organ: &str,
    problems: &mut Vec<Problem>,
) -> Result<Rows> {
    let mut rows = Rows::new();
    for projection in &projection::ALL {
        let Projection {
            table,
            organ: column,
            key,
            ..
        } = projection;
        let statement = AssertSqlSafe(format!("SELECT * FROM {table} WHERE {column} = $1"));
        let found = sqlx::query(statement)
            .bind(organ)
            .fetch_all(&mut *snapshot)
            .await?;
        for row in &found {
            match (projection.read)(row) {
                Ok(Derived { key, value, .. }) => {
                    rows.insert(key, value);
                }
                Err(error) => {
                    let what = format!("{table}/{}", text(row, key)?);
                    problems.push(problem(organ, &what, &error.to_string()));
                }
            }
        }
    }
    let tallied = sqlx::query("SELECT * FROM tallies WHERE organ = $1")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    let counted = sqlx::query("SELECT * FROM counts WHERE organ = $1")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    let tallied = tallied.iter().map(tallies::stored);
    for stored in tallied.chain(counted.iter().map(counts::stored)) {
        let (key, count) = stored?;
        rows.insert(key, count.into());
    }
    Ok(rows)
}

fn compare(organ: &str, expected: &Rows, stored: &Rows, problems: &mut Vec<Problem>) {
    for (key, row) in expected {
        match stored.get(key) {
            None => problems.push(problem(organ, key, "the projection lacks this row")),
            Some(found) if found != row => {
                let fields = differing(row, found).join(", ");
                problems.push(problem(
                    organ,
                    key,
                    &format!("the projection differs from the acts in: {fields}"),
                ));
            }
            Some(_) => {}
        }
    }
    for key in stored.keys().filter(|key| !expected.contains_key(*key)) {
        problems.push(problem(organ, key, "no act made this row"));
    }
}

fn differing(left: &Value, right: &Value) -> Vec<String> {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => left
            .iter()
            .filter(|(name, value)| right.get(*name) != Some(value))
            .map(|(name, _)| name.clone())
            .collect(),
        _ => vec!["row".into()],
    }
}

/// Hashes of the files that an act's body names, of whatever kind it is and however damaged.
pub(crate) fn files_of(said: &Value) -> Vec<String> {
    ["files", "attachments"]
        .into_iter()
        .filter_map(|name| said[name].as_array())
        .flatten()
        .filter_map(|file| file["hash"].as_str().map(ToString::to_string))
        .collect()
}

fn problem(organ: &str, what: &str, detail: &str) -> Problem {
    Problem {
        organ: organ.into(),
        what: what.into(),
        detail: detail.into(),
    }
}
