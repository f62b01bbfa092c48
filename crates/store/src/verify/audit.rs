//! The audit log by its own chain: a row that was cut out, changed, put elsewhere or added without the installation's key.

use jiff::{Timestamp, civil::Date};
use sqlx::AnyConnection;

use super::{BATCH, Problem, problem};
use crate::{
    Result,
    audit::{self, Entry, SEALED, TRIMMED, entry_of},
    columns::{int, text},
    people::Keys,
};

/// Under what the problems of the whole stand.
const ALL: &str = "*";

/// What is known of the chain when its end is reached.
#[derive(Default)]
struct Walk {
    /// Number and hash of the row before the first that is there.
    start: (i64, String),
    /// Number and hash of the last row.
    end: (i64, String),
    at: Option<Timestamp>,
    begun: bool,
    /// The last row that says which older ones went.
    trimmed: Option<(Entry, i64, String, Option<Date>)>,
    /// Rows whose seal is not that of this key.
    unsealed: Vec<i64>,
    /// The newest row from which on rows must carry the seal of this key.
    sealed_from: i64,
}

/// Every row follows the one before, says what its hash is of and carries its seal; what went before the first went lawfully; and
/// the last is the last that was written.
pub(super) async fn check(
    snapshot: &mut AnyConnection,
    keys: Option<&Keys>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut walk = Walk::default();
    loop {
        let rows = sqlx::query("SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2")
            .bind(walk.end.0)
            .bind(BATCH)
            .fetch_all(&mut *snapshot)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let (seq, prev, hash) = (int(row, "seq")?, text(row, "prev")?, text(row, "hash")?);
            match entry_of(row) {
                Ok(entry) => walk.row(entry, keys, problems),
                Err(error) => wrong(problems, &format!("audit/{seq}"), &error.to_string()),
            }
            walk.follows(seq, &prev, problems);
            walk.end = (seq, hash);
        }
    }
    for seq in walk.unsealed.iter().filter(|seq| **seq >= walk.sealed_from) {
        let what = format!("audit/{seq}");
        wrong(problems, &what, "written or changed outside of the program");
    }
    walk.beginning(problems);
    match audit::head(snapshot).await {
        Ok(head) if head.clone().unwrap_or_default() == walk.end => {}
        Ok(head) => {
            let (last, ends) = (head.unwrap_or_default().0, walk.end.0);
            let detail = format!("the last row written was {last}, the log ends at {ends}");
            wrong(problems, "audit", &detail);
        }
        Err(error) => wrong(problems, "audit", &error.to_string()),
    }
    Ok(())
}

impl Walk {
    /// The row follows the one before.
    fn follows(&mut self, seq: i64, prev: &str, problems: &mut Vec<Problem>) {
        if !self.begun {
            self.begun = true;
            self.start = (seq - 1, prev.into());
            return;
        }
        let what = format!("audit/{seq}");
        if seq != self.end.0 + 1 {
            let detail = format!("rows {} to {} are missing", self.end.0 + 1, seq - 1);
            wrong(problems, &what, &detail);
        } else if prev != self.end.1 {
            wrong(problems, &what, "it does not follow the row before");
        }
    }

    /// The row by itself.
    fn row(&mut self, entry: Entry, keys: Option<&Keys>, problems: &mut Vec<Problem>) {
        let what = format!("audit/{}", entry.seq);
        if entry.computed_hash() != entry.hash {
            wrong(problems, &what, "its content does not match its hash");
        }
        if self.at.is_some_and(|at| entry.at < at) {
            wrong(problems, &what, "it was recorded before the row before");
        }
        self.at = Some(entry.at);
        if let Some(keys) = keys {
            if entry.seal != entry.seal_with(keys) {
                self.unsealed.push(entry.seq);
            } else if entry.kind == SEALED {
                self.sealed_from = entry.seq;
            }
        }
        if entry.kind == TRIMMED {
            let said = entry.said();
            let day = said["day"].as_str().and_then(|day| day.parse().ok());
            let through = said["through"].as_i64().unwrap_or_default();
            let hash = said["hash"].as_str().unwrap_or_default().to_string();
            self.trimmed = Some((entry, through, hash, day));
        }
    }

    /// What is not there any more went because its time had passed, and not before.
    fn beginning(&self, problems: &mut Vec<Problem>) {
        let went = self.trimmed.as_ref();
        let known = went.map(|(_, through, hash, _)| (*through, hash.as_str()));
        let (through, hash) = &self.start;
        if self.begun && (*through, hash.as_str()) != known.unwrap_or_default() {
            let detail = format!("rows up to {through} are missing");
            wrong(problems, &format!("audit/{}", through + 1), &detail);
        }
        if let Some((entry, _, _, day)) = went
            && !day.is_some_and(|last| law::audit::may_go(last, entry.day))
        {
            let detail = "rows went before the time for which they are kept (N-1)";
            wrong(problems, &format!("audit/{}", entry.seq), detail);
        }
    }
}

fn wrong(problems: &mut Vec<Problem>, what: &str, detail: &str) {
    problems.push(problem(ALL, what, detail));
}
