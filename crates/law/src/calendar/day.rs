//! One day, and why it works or not.

use jiff::civil::Date;
use serde::Serialize;

/// What kind of day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day.
    Ordinary,
    Weekend,
    /// Off by notice: a holiday or a day moved to it.
    Holiday,
    /// 调休: a weekend day that works by notice.
    MakeUp,
}

/// A day with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    pub date: Date,
    pub working: bool,
    pub kind: DayKind,
    /// The holiday that it belongs to.
    pub name: Option<String>,
    /// The notice that says so.
    pub notice: Option<String>,
    pub provisional: bool,
}

/// One line of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub date: Date,
    pub kind: DayKind,
    pub name: String,
    /// The day from which it was known.
    pub known_from: Date,
    pub notice: String,
}
