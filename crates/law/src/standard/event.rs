//! The acts of a catalogue's life, in the shape that the ledger keeps, and what they amount to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::row::Row;
use crate::{
    catalogue::Why,
    id::RowId,
    item::Reference,
    readings::{Course, Digest, Opinion, Post, Reading},
};

/// Who reads a catalogue before it is public (S-1).
pub const ORDER: [Post; 1] = [Post::Secrecy];

/// One act, in the order it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Date,
    /// Who did it: an id of staff, or a word such as `import`.
    pub by: String,
    pub event: Event,
}

/// 拟定: the rows of a field as they would be public, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// 领域.
    pub field: String,
    pub rows: Vec<Row>,
}

/// 审查通过: from now on these rows are public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    pub read: Digest,
    /// Why one person does two steps, in a bureau too small for two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
}

/// 退回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub reason: String,
}

/// 信息形成或者变更: the period of a row runs from this day (G-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formed {
    pub row: RowId,
    pub formed_on: Date,
    /// What it is, in a few words for colleagues.
    pub what: String,
}

/// 关联: an item stands under a row, or does no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    pub row: RowId,
    #[serde(flatten)]
    pub item: Reference,
    /// The link is taken away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
}

/// 不涉及: why nothing of a row is published; `None` takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    pub row: RowId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// An act itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Proposed(Proposed),
    Approved(Approved),
    Returned(Returned),
    Formed(Formed),
    Linked(Linked),
    Stated(Stated),
}

impl Event {
    /// Its kind, as it stands in the ledger.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "standard_proposed",
            Self::Approved(_) => "standard_approved",
            Self::Returned(_) => "standard_returned",
            Self::Formed(_) => "row_formed",
            Self::Linked(_) => "row_linked",
            Self::Stated(_) => "row_stated",
        }
    }

    /// Reads an act.
    ///
    /// # Errors
    /// An unknown kind, or a body of another shape.
    pub fn read(kind: &str, body: Value) -> Result<Self, String> {
        fn of<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, String> {
            serde_json::from_value(body).map_err(|error| error.to_string())
        }
        match kind {
            "standard_proposed" => of(body).map(Self::Proposed),
            "standard_approved" => of(body).map(Self::Approved),
            "standard_returned" => of(body).map(Self::Returned),
            "row_formed" => of(body).map(Self::Formed),
            "row_linked" => of(body).map(Self::Linked),
            "row_stated" => of(body).map(Self::Stated),
            other => Err(format!("unknown kind of act {other}")),
        }
    }

    /// What the ledger keeps.
    ///
    /// # Errors
    /// Never for these shapes.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Proposed(body) => serde_json::to_value(body),
            Self::Approved(body) => serde_json::to_value(body),
            Self::Returned(body) => serde_json::to_value(body),
            Self::Formed(body) => serde_json::to_value(body),
            Self::Linked(body) => serde_json::to_value(body),
            Self::Stated(body) => serde_json::to_value(body),
        }
    }
}

/// What is known of a row beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tracked {
    /// The last day on which information of it was formed or changed, and what it was.
    pub formed: Option<(Date, String)>,
    pub why: Option<Why>,
    pub items: BTreeSet<Reference>,
}

/// A catalogue as its acts tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    pub field: String,
    /// What stands before the reader, or was sent back.
    pub proposed: Vec<Row>,
    pub course: Course,
    /// What the public reads, by number.
    pub public: Vec<Row>,
    /// Since when each row is public: its period runs from there where nobody said when information was formed.
    pub since: BTreeMap<RowId, Date>,
    pub tracked: BTreeMap<RowId, Tracked>,
    pub last_on: Option<Date>,
}

impl State {
    #[must_use]
    pub fn row(&self, id: &RowId) -> Option<&Row> {
        self.public.iter().find(|row| row.id() == *id)
    }

    /// What is known of a row beside its text.
    #[must_use]
    pub fn tracked(&self, id: &RowId) -> Tracked {
        self.tracked.get(id).cloned().unwrap_or_default()
    }

    /// Whether something waits for its reading.
    #[must_use]
    pub fn awaits(&self) -> bool {
        self.course.awaits(&ORDER).is_some()
    }
}

/// What a reading of these rows names: the field and every row, whole.
#[must_use]
pub fn digest(proposed: &Proposed) -> Digest {
    let rows = serde_json::to_string(&proposed.rows).unwrap_or_default();
    Digest::of("standard", &[&proposed.field, &rows])
}

/// Reads the acts, allowed or not.
#[must_use]
pub fn fold(entries: &[Entry]) -> State {
    let mut state = State::default();
    for Entry { on, by, event } in entries {
        state.last_on = state.last_on.max(Some(*on));
        match event {
            Event::Proposed(proposed) => {
                state.field.clone_from(&proposed.field);
                state.proposed.clone_from(&proposed.rows);
                if state.course.is_read(&ORDER) {
                    state.course.begin_anew();
                }
                state.course.written(by, Some(*on), Some(digest(proposed)));
            }
            Event::Approved(approved) => approve(&mut state, *on, by, approved),
            Event::Returned(returned) => {
                let read = state.course.text().cloned();
                state.course.read(reading(
                    by,
                    *on,
                    Opinion::Return,
                    read,
                    &returned.reason,
                    "",
                ));
            }
            Event::Formed(formed) => {
                let tracked = state.tracked.entry(formed.row.clone()).or_default();
                tracked.formed = Some((formed.formed_on, formed.what.clone()));
            }
            Event::Linked(linked) => {
                let tracked = state.tracked.entry(linked.row.clone()).or_default();
                if linked.off {
                    tracked.items.remove(&linked.item);
                } else {
                    tracked.items.insert(linked.item.clone());
                }
            }
            Event::Stated(stated) => {
                state.tracked.entry(stated.row.clone()).or_default().why = stated.why;
            }
        }
    }
    state
}

/// The rows are public from this day; a row that was public before keeps its day.
fn approve(state: &mut State, on: Date, by: &str, approved: &Approved) {
    let read = Some(approved.read.clone());
    let given = reading(by, on, Opinion::Agree, read, "", &approved.exception);
    state.course.read(given);
    if !state.course.is_read(&ORDER) {
        return;
    }
    state.public.clone_from(&state.proposed);
    state.public.sort_by_key(|row| row.number);
    let since = state.public.iter().map(|row| {
        let id = row.id();
        let day = state.since.get(&id).copied().unwrap_or(on);
        (id, day)
    });
    state.since = since.collect();
}

fn reading(
    by: &str,
    on: Date,
    opinion: Opinion,
    read: Option<Digest>,
    note: &str,
    exception: &str,
) -> Reading {
    Reading {
        post: Post::Secrecy,
        by: by.into(),
        on: Some(on),
        opinion,
        read,
        note: note.into(),
        exception: exception.into(),
    }
}
