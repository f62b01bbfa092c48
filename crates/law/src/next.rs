//! 下一步: the one thing that a request waits for now, by whom and until when (A-45). The page shows it and decides nothing.
//!
//! ```text
//! closed? ─► served?          unconfirmed ─► confirm        awaiting the applicant ─► he, or no more handling once his days are over
//! answered elsewhere (并案)    decision on its way ─► mend, read, sign, send
//! something lacks ─► ask once  others are asked ─► they      an office has it ─► the office      else ─► prepare the answer
//! ```

use jiff::civil::Date;

use crate::{
    case::{self, Assessment, Status},
    handling::{self, File},
    readings::Post,
    rule::Rule,
};

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// 与申请人双方确认.
    Confirm,
    /// 一次性告知补正.
    AskCorrection,
    /// 等待申请人补正.
    AwaitCorrection,
    /// 等待申请人说明理由.
    AwaitReasons,
    /// 等待申请人缴费.
    AwaitPayment,
    /// 期满没有补正或者缴费，不再处理.
    Lapse,
    /// 等待第三方、共同制作机关.
    AwaitOthers,
    /// 等待股室交回.
    AwaitOffice,
    /// 拟写答复.
    Prepare,
    /// 退回后修改.
    Mend,
    /// 科室审核.
    SectionReads,
    /// 法制审核.
    LegalReads,
    /// 签发.
    Sign,
    /// 发出答复.
    Send,
    /// 在并案的那一件上答复.
    AnsweredThere,
    /// 登记送达.
    Serve,
    /// 没有要办的.
    Nothing,
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Post(Post),
    Applicant,
    /// A third party, or an organ that had a part in making the information.
    Others,
    /// The office of the house that it was handed over to.
    Office,
    Nobody,
}

/// The act by which it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Statutory(case::Kind),
    Inner(handling::Kind),
}

/// The next step of a request as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    pub step: Step,
    pub who: Who,
    /// The last day for it, where one runs.
    pub until: Option<Date>,
    pub act: Option<Act>,
    pub rule: Rule,
}

/// What a request waits for: its clock, its file, whether it lacks something that a correction would bring, and whether the house
/// lets an answer out unsigned (A-45).
#[must_use]
pub fn next(case: &Assessment, file: &File, lacking: bool, settings: &handling::Settings) -> Next {
    let (due, waits) = (case.due, case.waits);
    let clerk = Who::Post(Post::Clerk);
    let inner = |step, who, until, kind, rule| Next {
        step,
        who,
        until,
        act: Some(Act::Inner(kind)),
        rule,
    };
    let outer = |step, who, until, kind, rule| Next {
        step,
        who,
        until,
        act: Some(Act::Statutory(kind)),
        rule,
    };
    let allows = |kind| case.allowed.contains(&kind);
    match case.status {
        Status::Closed => {
            return if file.answered && !file.imported && file.served.is_empty() {
                inner(
                    Step::Serve,
                    clerk,
                    None,
                    handling::Kind::Served,
                    Rule::F_D15,
                )
            } else {
                Next {
                    step: Step::Nothing,
                    who: Who::Nobody,
                    until: None,
                    act: None,
                    rule: Rule::A_45,
                }
            };
        }
        Status::Unconfirmed => {
            let (until, kind) = (waits.confirm_by, case::Kind::Confirmed);
            return outer(Step::Confirm, clerk, until, kind, Rule::A_31_4);
        }
        Status::AwaitingCorrection | Status::AwaitingPayment if allows(case::Kind::Lapsed) => {
            let rule = if case.status == Status::AwaitingPayment {
                Rule::F_8
            } else {
                Rule::A_30_3
            };
            return outer(Step::Lapse, clerk, None, case::Kind::Lapsed, rule);
        }
        Status::AwaitingCorrection => {
            let (until, kind) = (waits.applicant_until, case::Kind::Corrected);
            return outer(
                Step::AwaitCorrection,
                Who::Applicant,
                until,
                kind,
                Rule::A_30_2,
            );
        }
        Status::AwaitingPayment => {
            let (until, kind) = (waits.applicant_until, case::Kind::FeePaid);
            return outer(Step::AwaitPayment, Who::Applicant, until, kind, Rule::F_8);
        }
        Status::Open | Status::AwaitingReasons => {}
    }
    if file.lead.is_some() {
        return Next {
            step: Step::AnsweredThere,
            who: clerk,
            until: due,
            act: None,
            rule: Rule::A_36_6,
        };
    }
    if let Some(standing) = &file.decision {
        let prepares = handling::Kind::DecisionPrepared;
        if standing.course.returned().is_some() {
            return inner(Step::Mend, clerk, due, prepares, Rule::A_45);
        }
        let (step, post, kind) = match file.waits_for(settings) {
            Some(Post::SectionHead) if settings.sign_before_answer => (
                Step::SectionReads,
                Post::SectionHead,
                handling::Kind::SectionReviewed,
            ),
            Some(Post::Legal) if settings.sign_before_answer => (
                Step::LegalReads,
                Post::Legal,
                handling::Kind::LegallyReviewed,
            ),
            Some(Post::Leader) if settings.sign_before_answer => {
                (Step::Sign, Post::Leader, handling::Kind::Signed)
            }
            _ => return outer(Step::Send, clerk, due, case::Kind::Answered, Rule::A_33_2),
        };
        return inner(step, Who::Post(post), due, kind, Rule::A_45);
    }
    if case.status == Status::AwaitingReasons {
        let until = waits.applicant_until;
        let kind = case::Kind::ReasonsGiven;
        return outer(
            Step::AwaitReasons,
            Who::Applicant,
            until,
            kind,
            Rule::A_35_1,
        );
    }
    if lacking && allows(case::Kind::CorrectionNoticed) {
        let (until, kind) = (waits.correct_by, case::Kind::CorrectionNoticed);
        return outer(Step::AskCorrection, clerk, until, kind, Rule::A_30_1);
    }
    if waits.others > 0 {
        let kind = if allows(case::Kind::ThirdPartyAnswered) {
            case::Kind::ThirdPartyAnswered
        } else {
            case::Kind::OrganAnswered
        };
        return outer(
            Step::AwaitOthers,
            Who::Others,
            waits.others_until,
            kind,
            Rule::A_33_4,
        );
    }
    if let Some(one) = file.consigned.iter().find(|one| one.returned.is_none()) {
        let (until, kind) = (one.due.or(due), handling::Kind::ReturnedByOffice);
        return inner(Step::AwaitOffice, Who::Office, until, kind, Rule::A_45);
    }
    let prepares = handling::Kind::DecisionPrepared;
    inner(Step::Prepare, clerk, due, prepares, Rule::A_33_2)
}

impl Step {
    pub const ALL: [Self; 17] = [
        Self::Confirm,
        Self::AskCorrection,
        Self::AwaitCorrection,
        Self::AwaitReasons,
        Self::AwaitPayment,
        Self::Lapse,
        Self::AwaitOthers,
        Self::AwaitOffice,
        Self::Prepare,
        Self::Mend,
        Self::SectionReads,
        Self::LegalReads,
        Self::Sign,
        Self::Send,
        Self::AnsweredThere,
        Self::Serve,
        Self::Nothing,
    ];

    /// The word of the catalogue.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::AskCorrection => "ask_correction",
            Self::AwaitCorrection => "await_correction",
            Self::AwaitReasons => "await_reasons",
            Self::AwaitPayment => "await_payment",
            Self::Lapse => "lapse",
            Self::AwaitOthers => "await_others",
            Self::AwaitOffice => "await_office",
            Self::Prepare => "prepare",
            Self::Mend => "mend",
            Self::SectionReads => "section_reads",
            Self::LegalReads => "legal_reads",
            Self::Sign => "sign",
            Self::Send => "send",
            Self::AnsweredThere => "answered_there",
            Self::Serve => "serve",
            Self::Nothing => "nothing",
        }
    }
}

impl Act {
    /// The word in acts and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statutory(kind) => kind.as_str(),
            Self::Inner(kind) => kind.as_str(),
        }
    }
}
