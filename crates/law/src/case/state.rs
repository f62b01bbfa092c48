//! What has happened in a case, in the words of the law.

use jiff::civil::Date;

use super::{Applicant, Channel, Status};
use crate::{finding::Finding, outcome::Code};

/// Why the running period started where it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Receipt.
    Receipt,
    /// The corrected request came.
    Correction,
    /// The fee was paid (F-9).
    Payment,
}

/// A letter to a third party or to a co-producing organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    pub organ: bool,
    pub reference: String,
    pub asked: Date,
    pub reached: Option<Date>,
    pub answered: Option<Date>,
}

/// An extension as it was made; `granted` is what of it the law lets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    pub on: Date,
    pub granted: u32,
}

/// What the applicant is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// 补正, until the last day of the period if it is known.
    Correction { until: Option<Date> },
    /// 说明理由.
    Reasons,
    /// 缴费.
    Payment { until: Option<Date> },
}

#[derive(Debug, Clone, Default)]
pub struct State {
    pub submitted: Option<(Date, Channel)>,
    pub applicant: Option<Applicant>,
    pub receipt: Option<Date>,
    /// The day from which the running period is counted.
    pub start: Option<(Date, Start)>,
    pub corrections: u32,
    pub reasons_asked: bool,
    /// `Some(false)`: given and not reasonable.
    pub reasons: Option<bool>,
    /// 延迟答复.
    pub answer_by: Option<Date>,
    pub consultations: Vec<Consultation>,
    pub extension: Option<Extension>,
    pub fee_noticed: bool,
    pub waiting: Option<Waiting>,
    pub closed: Option<(Date, Code)>,
    pub findings: Vec<Finding>,
}

impl State {
    #[must_use]
    pub fn status(&self) -> Status {
        if self.closed.is_some() {
            return Status::Closed;
        }
        if self.receipt.is_none() {
            return Status::Unconfirmed;
        }
        match self.waiting {
            Some(Waiting::Correction { .. }) => Status::AwaitingCorrection,
            Some(Waiting::Reasons) => Status::AwaitingReasons,
            Some(Waiting::Payment { .. }) => Status::AwaitingPayment,
            None => Status::Open,
        }
    }

    /// Starts the period anew: the days used, letters and extension so far are forgotten (A-30.2, trap 6).
    pub fn restart(&mut self, on: Date, start: Start) {
        self.start = Some((on, start));
        self.consultations.clear();
        self.extension = None;
        self.answer_by = None;
        self.waiting = None;
    }

    /// Letters of one kind that still want something.
    pub fn letters(&self, organ: bool) -> impl Iterator<Item = &Consultation> {
        self.consultations
            .iter()
            .filter(move |letter| letter.organ == organ && letter.answered.is_none())
    }
}
