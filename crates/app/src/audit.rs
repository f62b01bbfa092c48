//! 审计日志 (N-1, N-4): who came in or tried to, which rights, accounts and settings were changed, what was carried out and whose
//! particulars were looked at. A row is written in the transaction of what it records: where the log cannot be written, nothing is
//! done. It is read by the auditor alone, and nobody changes it.

mod kind;
mod refusal;
mod who;

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::audit::first_kept;
use serde_json::{Value, json};
use store::{
    Tx,
    audit::{Entry, Filter, NewEntry},
};

pub use kind::Kind;
pub use refusal::refused;
pub use who::Who;

use crate::{
    App, Clock, Result,
    rights::{Auditor, By},
};

/// What happened, beside who did it.
#[derive(Debug, Clone)]
pub struct Event {
    kind: Kind,
    organ: Option<String>,
    whom: String,
    detail: Value,
}

impl Event {
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            organ: None,
            whom: String::new(),
            detail: json!({}),
        }
    }

    /// The organ it concerns, where that is not the one of whoever did it.
    #[must_use]
    pub fn in_organ(self, organ: &str) -> Self {
        Self {
            organ: Some(organ.into()),
            ..self
        }
    }

    /// A login, the id of a request, the name of a token: never an applicant.
    #[must_use]
    pub fn to(self, whom: &str) -> Self {
        Self {
            whom: whom.into(),
            ..self
        }
    }

    /// What else there is to say, as a JSON object; never an applicant's data.
    #[must_use]
    pub fn saying(self, detail: Value) -> Self {
        Self { detail, ..self }
    }

    /// The row that it makes.
    pub(crate) fn by(self, who: &Who) -> NewEntry {
        NewEntry {
            kind: self.kind.as_str(),
            organ: self.organ.unwrap_or_else(|| who.organ.clone()),
            actor: who.actor.clone(),
            login: who.login.clone(),
            whom: self.whom,
            place: who.place.clone(),
            detail: self.detail,
        }
    }
}

/// Writes a row in a transaction, as the last thing in it.
pub(crate) async fn record(app: &App, tx: &mut Tx, who: &Who, event: Event) -> Result<Entry> {
    let now = app.clock.now();
    Ok(store::audit::append(tx, &app.keys, now, &event.by(who)).await?)
}

/// Writes a row for what changes nothing, before it is done: a command that ran, something that is carried out.
///
/// # Errors
/// The row could not be written; then nothing may be handed out.
pub async fn note(app: &App, who: &Who, event: Event) -> Result<Entry> {
    let mut tx = app.store.begin().await?;
    let entry = record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    Ok(entry)
}

/// The same where no application was opened, by a command that copies or brings back the whole.
///
/// # Errors
/// As [`note`].
pub async fn note_in(
    store: &store::Store,
    keys: &store::people::Keys,
    who: &Who,
    event: Event,
) -> Result<Entry> {
    let now = crate::Clock::system().now();
    let mut tx = store.begin().await?;
    let entry = store::audit::append(&mut tx, keys, now, &event.by(who)).await?;
    tx.commit().await?;
    Ok(entry)
}

/// Rows for the auditor, the newest first.
///
/// # Errors
/// The database.
pub async fn page(
    app: &App,
    _auditor: &By<Auditor>,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Entry>> {
    Ok(store::audit::page(&app.store, filter, limit).await?)
}

/// The day of the oldest row that is kept.
///
/// # Errors
/// The database.
pub async fn oldest(app: &App, _auditor: &By<Auditor>) -> Result<Option<Date>> {
    Ok(store::audit::oldest(&app.store).await?)
}

/// Writes down that rows of the log are carried out, and returns which: those before that row.
///
/// # Errors
/// The row could not be written.
pub async fn export(app: &App, who: &Who, filter: Filter) -> Result<Filter> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let event = Event::new(Kind::Exported).saying(json!({
        "what": "audit", "from": day(filter.from), "to": day(filter.to), "kind": filter.kind, "person": filter.person,
    }));
    let entry = note(app, who, event).await?;
    let before = filter.before.unwrap_or(entry.seq).min(entry.seq);
    Ok(Filter {
        before: Some(before),
        ..filter
    })
}

/// The columns of an exported log, in order.
pub const COLUMNS: [&str; 13] = [
    "seq", "at", "day", "kind", "organ", "actor", "login", "whom", "place", "detail", "prev",
    "hash", "seal",
];

/// A row of an exported log, in the order of [`COLUMNS`].
#[must_use]
pub fn cells(entry: &Entry) -> [String; 13] {
    [
        entry.seq.to_string(),
        // As it is hashed.
        format!("{:.6}", entry.at),
        entry.day.to_string(),
        entry.kind.clone(),
        entry.organ.clone(),
        entry.actor.clone(),
        entry.login.clone(),
        entry.whom.clone(),
        entry.place.clone(),
        entry.detail.clone(),
        entry.prev.clone(),
        entry.hash.clone(),
        entry.seal.clone(),
    ]
}

/// Writes down which settings are not as they were when the program last ran, each with what it was and what it is; at the
/// first time those that are not as they come. Returns how many.
///
/// # Errors
/// The database.
pub async fn settings_seen(app: &App, who: &Who) -> Result<usize> {
    let now = flat(&serde_json::to_value(&*app.settings)?);
    let mut tx = app.store.begin().await?;
    let kept = store::audit::settings_seen(&mut tx).await?;
    let before: BTreeMap<String, Value> = if kept.is_empty() {
        flat(&serde_json::to_value(crate::Settings::default())?)
    } else {
        serde_json::from_str(&kept)?
    };
    let names: std::collections::BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    let changed: Vec<Value> = names
        .into_iter()
        .filter(|name| now.get(*name) != before.get(*name))
        .map(|name| json!({"name": name, "before": before.get(name), "after": now.get(name)}))
        .collect();
    let count = changed.len();
    if count > 0 || kept.is_empty() {
        store::audit::see_settings(&mut tx, &serde_json::to_string(&now)?).await?;
    }
    if count > 0 {
        let event = Event::new(Kind::SettingsChanged).saying(json!({ "changed": changed }));
        record(app, &mut tx, who, event).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Settings by their whole name, without what must not be read.
fn flat(value: &Value) -> BTreeMap<String, Value> {
    fn down(value: &Value, name: &str, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let name = if name.is_empty() {
                        key.clone()
                    } else {
                        format!("{name}.{key}")
                    };
                    down(value, &name, into);
                }
            }
            _ if name.ends_with("password") => {}
            value => {
                into.insert(name.into(), value.clone());
            }
        }
    }
    let mut into = BTreeMap::new();
    down(value, "", &mut into);
    into
}

/// Lets go of rows whose time has passed. Returns how many.
pub(crate) async fn trim(app: &App) -> Result<u64> {
    // A clock that was told another day lets nothing go that stands to be kept.
    let today = app.clock.today().min(Clock::system().today());
    let first = first_kept(today, &app.settings.audit);
    let by = Event::new(Kind::LogTrimmed).by(&Who::program());
    let mut tx = app.store.begin().await?;
    let gone = store::audit::trim(&mut tx, &app.keys, app.clock.now(), first, &by).await?;
    tx.commit().await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::flat;

    #[test]
    fn settings_are_named_whole_and_passwords_left_out() {
        let value = json!({"a": 1, "mail": {"password": "x", "password_file": "p", "to": ["b"]}});
        let found: Vec<String> = flat(&value).into_keys().collect();
        assert_eq!(found, ["a", "mail.password_file", "mail.to"]);
    }
}
