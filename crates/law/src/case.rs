//! 一件申请: its legal events, and what follows from them on any day (law.md 1.4 to 1.9).
//!
//! ```text
//! acts ──► fold ──► state (what happened) ──► clock (last day, and why)
//!           │                      └────────► refusal (what may be done now, and why not the rest)
//!           └─► findings: acts of the past that the same `refusal` would not have allowed
//! ```

mod allowed;
mod answer;
mod clock;
mod event;
mod fold;
mod recount;
mod refusal;
mod sent;
mod settings;
mod standing;
mod state;
mod voice;
mod waits;

pub use allowed::{allowed_on, may_be_overridden};
pub use event::{Act, Applicant, Channel, Courier, Event, How, Kind, Particulars};
pub use recount::{Moved, moved};
pub use sent::{Sent, is_link};
pub use settings::Settings;
pub use voice::{Addressee, CONSULTATION_DAYS, Voice, answer_until, voice};
pub use waits::Waits;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use crate::{
    because::Because, calendar::Calendar, finding::Finding, outcome::Code, remedy::Remedy,
};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Submitted, but both sides have not confirmed: not yet received.
    Unconfirmed,
    Open,
    AwaitingCorrection,
    AwaitingReasons,
    AwaitingPayment,
    Closed,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::Unconfirmed,
        Self::Open,
        Self::AwaitingCorrection,
        Self::AwaitingReasons,
        Self::AwaitingPayment,
        Self::Closed,
    ];
}

/// What follows from a case's acts on a day, in the shape of `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    pub receipt: Option<Date>,
    pub status: Status,
    /// Last day to answer as things stand; `None` where no clock runs.
    pub due: Option<Date>,
    /// The latest day that an extension could reach: T(40 + excluded) (A-33.5).
    pub latest: Option<Date>,
    pub excluded_days: u32,
    /// Computed partly from weekends and the fixed holidays only (C-8).
    pub provisional: bool,
    /// The same of `latest`, which lies further ahead.
    pub latest_provisional: bool,
    pub overdue: bool,
    /// The next day on which `due` is another one although nobody acts: an answer is awaited, so that days go on being excluded
    /// (A-33.4). `None` while it stands still.
    #[serde(skip)]
    pub moves_on: Option<Date>,
    /// For whom the case waits, and until when.
    #[serde(skip)]
    pub waits: Waits,
    pub closed_on: Option<Date>,
    pub code: Option<Code>,
    /// Key of the row of 表三; `None` too for what was withdrawn before it was received, which counts nowhere (R-41).
    pub row: Option<&'static str>,
    pub remedy: Option<Remedy>,
    /// The kinds of act that the law allows on the day of the assessment.
    pub allowed: Vec<Kind>,
    /// Why each other kind is not allowed.
    #[serde(skip)]
    pub refusals: Vec<(Kind, Finding)>,
    #[serde(serialize_with = "short")]
    pub findings: Vec<Finding>,
    pub because: Vec<Because>,
}

/// Assesses a case as of a day. Acts after that day are left out; acts that the law did not allow
/// stand as facts and are named in `findings`.
#[must_use]
pub fn assess(acts: &[Act], as_of: Date, calendar: &Calendar, settings: &Settings) -> Assessment {
    let mut known: Vec<&Act> = acts.iter().filter(|act| act.on <= as_of).collect();
    known.sort_by_key(|act| act.on);
    let state = fold::fold(&known, calendar, settings);
    let running = clock::run(&state, as_of, calendar, settings);
    let moves_on = clock::moves_on(&state, as_of, calendar, settings);
    let (allowed, refusals) = refusal::sort(&state, as_of, calendar, settings);
    let standing = standing::standing(&state, running.due, as_of, calendar, settings);
    let waits = waits::waits(&state, as_of, calendar, settings);
    let (closed, status, receipt) = (state.closed, state.status(), state.receipt);
    let remedy = state.remedy();
    let mut findings = state.findings;
    findings.extend(standing);
    Assessment {
        receipt,
        status,
        due: running.due,
        latest: running.latest,
        excluded_days: running.excluded,
        provisional: running.due.is_some_and(|due| calendar.provisional(due)),
        latest_provisional: running
            .latest
            .is_some_and(|latest| calendar.provisional(latest)),
        overdue: running
            .due
            .is_some_and(|due| closed.map_or(as_of, |(on, _)| on) > due),
        moves_on,
        waits,
        closed_on: closed.map(|(on, _)| on),
        code: closed.map(|(_, code)| code),
        row: closed
            .filter(|_| receipt.is_some())
            .map(|(_, code)| code.row().key()),
        remedy,
        allowed,
        refusals,
        findings,
        because: running.because,
    }
}

/// Findings as `formats.md` writes them in a case: id, severity, message (in Chinese).
fn short<S: Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(|finding| finding.view(crate::Lang::Zh)))
}
