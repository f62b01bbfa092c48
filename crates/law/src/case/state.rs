//! What has happened in a case, in the words of the law (law.md 1.4 to 1.9).

use jiff::civil::Date;

use super::{Applicant, Channel, Status};
use crate::{finding::Finding, outcome::Code, remedy::Remedy};

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
    pub consents: Option<bool>,
    /// Of a refusal: it gives reasons, and the organ finds them 合理; `None` while that is not recorded.
    pub reasonable: Option<bool>,
}

/// An extension as it was made; `granted` is what of it the law lets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    pub on: Date,
    pub granted: u32,
}

/// The applicant's own period: from the day he got the notice, if that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub from: Option<Date>,
    pub days: u32,
    pub until: Option<Date>,
}

/// What the applicant is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// 补正.
    Correction(Term),
    /// 说明理由: the answer period runs on.
    Reasons,
    /// 缴费 (F-8).
    Payment(Term),
}

#[derive(Debug, Clone, Default)]
pub struct State {
    pub submitted: Option<(Date, Channel)>,
    pub applicant: Option<Applicant>,
    pub receipt: Option<Date>,
    /// The day from which the running period is counted.
    pub start: Option<(Date, Start)>,
    pub corrections: u32,
    /// The day reasons were asked for, and the last day to give them if one was set.
    pub reasons_asked: Option<(Date, Option<Date>)>,
    /// `Some(false)`: given and not reasonable.
    pub reasons: Option<bool>,
    /// 延迟答复, which is not the extension (trap 10).
    pub answer_by: Option<Date>,
    pub consultations: Vec<Consultation>,
    pub extension: Option<Extension>,
    pub fee_noticed: bool,
    pub waiting: Option<Waiting>,
    pub closed: Option<(Date, Code)>,
    /// What decides the remedy of the answer besides its outcome and its day.
    pub grounds: Vec<Code>,
    pub disclosed_before: Option<bool>,
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
            Some(Waiting::Correction(_)) => Status::AwaitingCorrection,
            Some(Waiting::Reasons) => Status::AwaitingReasons,
            Some(Waiting::Payment(_)) => Status::AwaitingPayment,
            None => Status::Open,
        }
    }

    /// The class of remedy that the answer leaves (law.md 1.9).
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        let (on, code) = self.closed?;
        code.remedy_with(&self.grounds, on, self.disclosed_before)
    }

    /// Starts the period anew: the days used, the extension and the letters' time so far are forgotten
    /// (A-30.2, F-9, trap 6). A letter still out stays out; its time counts from here (see `clock::excluded`).
    pub fn restart(&mut self, on: Date, start: Start) {
        self.start = Some((on, start));
        self.extension = None;
        self.answer_by = None;
        self.waiting = None;
    }

    /// Letters of one kind that have no answer yet.
    pub fn outstanding(&self, organ: bool) -> impl Iterator<Item = &Consultation> {
        self.consultations
            .iter()
            .filter(move |letter| letter.organ == organ && letter.answered.is_none())
    }
}
