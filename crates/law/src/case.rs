//! 一件申请: its legal events, and what follows from them (law.md 1.4 to 1.9).

mod event;

pub use event::{Act, Applicant, Channel, Event, How, Kind};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{because::Because, finding::Finding, outcome::Code, remedy::Remedy};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Unconfirmed,
    Open,
    AwaitingCorrection,
    AwaitingReasons,
    AwaitingPayment,
    Closed,
}

/// What follows from a case's acts on a day, in the shape of `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    pub receipt: Option<Date>,
    pub status: Status,
    /// Last day to answer as things stand; `None` where no clock runs.
    pub due: Option<Date>,
    /// The latest day an extension could reach.
    pub latest: Option<Date>,
    pub excluded_days: u32,
    pub provisional: bool,
    pub overdue: bool,
    pub closed_on: Option<Date>,
    pub code: Option<Code>,
    /// Key of the row of 表三.
    pub row: Option<&'static str>,
    pub remedy: Option<Remedy>,
    /// The kinds of act that the law allows now.
    pub allowed: Vec<Kind>,
    #[serde(skip)]
    pub refusals: Vec<(Kind, Finding)>,
    #[serde(skip)]
    pub findings: Vec<Finding>,
    pub because: Vec<Because>,
}
