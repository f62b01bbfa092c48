//! 栏目责任: who answers for a column, and when it is looked through again. Acts of the organ's own stream.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Column as Known;
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// A review further off than this is none.
const LONGEST_MONTHS: i32 = 24;

/// 明确责任: a column with the office and the person who answer for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Code of the column.
    pub column: String,
    /// 责任股室.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Id of the member of staff.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// By when it is looked through again.
    pub review_on: Date,
}

/// 已复查: somebody looked it through, and it is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    pub column: String,
    /// By when again.
    pub review_on: Date,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Kept(Kept),
    Reviewed(Reviewed),
}

/// An act with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub on: Date,
    pub event: Event,
}

impl Event {
    pub const KINDS: [&str; 2] = ["column_kept", "column_reviewed"];

    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Kept(_) => Self::KINDS[0],
            Self::Reviewed(_) => Self::KINDS[1],
        }
    }

    /// Code of its column.
    #[must_use]
    pub fn column(&self) -> &str {
        match self {
            Self::Kept(kept) => &kept.column,
            Self::Reviewed(reviewed) => &reviewed.column,
        }
    }

    fn review_on(&self) -> Date {
        match self {
            Self::Kept(kept) => kept.review_on,
            Self::Reviewed(reviewed) => reviewed.review_on,
        }
    }

    /// Reads an act.
    ///
    /// # Errors
    /// An unknown kind, or a body of another shape.
    pub fn read(kind: &str, body: Value) -> Result<Self, String> {
        let wrong = |error: serde_json::Error| error.to_string();
        match kind {
            "column_kept" => serde_json::from_value(body).map(Self::Kept).map_err(wrong),
            "column_reviewed" => serde_json::from_value(body)
                .map(Self::Reviewed)
                .map_err(wrong),
            other => Err(format!("unknown kind of act {other}")),
        }
    }

    /// What the ledger keeps.
    ///
    /// # Errors
    /// Never for these shapes.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Kept(body) => serde_json::to_value(body),
            Self::Reviewed(body) => serde_json::to_value(body),
        }
    }
}

/// What is known of who answers for a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    pub office: String,
    /// Id of the member of staff, or empty.
    pub owner: String,
    pub review_on: Option<Date>,
    pub reviewed_on: Option<Date>,
}

/// The columns that somebody answers for, or looked through, by code.
#[must_use]
pub fn fold(entries: &[Entry]) -> BTreeMap<String, Column> {
    let mut columns: BTreeMap<String, Column> = BTreeMap::new();
    for Entry { on, event } in entries {
        let column = columns.entry(event.column().into()).or_default();
        column.review_on = Some(event.review_on());
        match event {
            Event::Kept(kept) => {
                column.office.clone_from(&kept.office);
                column.owner.clone_from(&kept.owner);
            }
            Event::Reviewed(_) => column.reviewed_on = Some(*on),
        }
    }
    columns
}

/// A column is looked through by whoever answers for it, or by the head of the disclosure unit.
#[must_use]
pub fn not_yours() -> Finding {
    Finding::new(
        Rule::A_4,
        Severity::Error,
        "column",
        "由栏目责任人或者公开工作机构负责人记录复查".into(),
        "This is for whoever answers for the column, or the head of the disclosure unit".into(),
    )
}

/// What is wrong with an act before it is recorded: no such column, nobody named, a person who does not work here, a review date that
/// has passed or is too far off. `people` are the ids of those who work in the organ.
#[must_use]
pub fn refuse(event: &Event, people: &[&str], today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut wrong = |rule, place: &str, zh: String, en: String| {
        found.push(Finding::new(rule, Severity::Error, place, zh, en));
    };
    if Known::of(event.column()).is_none() {
        wrong(
            Rule::A_12_3,
            "column",
            "请选择栏目".into(),
            "Choose a column".into(),
        );
    }
    if let Event::Kept(kept) = event {
        if kept.owner.is_empty() && kept.office.trim().is_empty() {
            wrong(
                Rule::A_4,
                "owner",
                "请写明责任股室或者责任人".into(),
                "Name the office or the person who answers for it".into(),
            );
        }
        if !kept.owner.is_empty() && !people.contains(&kept.owner.as_str()) {
            wrong(
                Rule::A_4,
                "owner",
                "责任人应当是本机关在岗人员".into(),
                "The person must work in this organ".into(),
            );
        }
    }
    let review = event.review_on();
    let furthest = today.saturating_add(LONGEST_MONTHS.months());
    if review <= today || review > furthest {
        wrong(
            Rule::A_12_3,
            "review_on",
            format!("下次复查日期应当在明天到{furthest}之间"),
            format!("The next review must be between tomorrow and {furthest}"),
        );
    }
    found
}
