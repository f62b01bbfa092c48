//! What an act of handling is asked, and what the house asks where it works on a request without a form of acts.

use super::{Field, Input, ON, act::CODE, may, must};
use crate::{handling, rule::Rule};

/// What a reader or the signer enters.
pub const READING: &[Field] = &[
    must("opinion", Input::Opinion, Rule::A_45),
    may("note", Input::Area, Rule::A_45),
    ON,
];

/// Handling acts that somebody enters in a form, in the order of need.
pub const WITH_FORM: [handling::Kind; 11] = {
    use handling::Kind;
    [
        Kind::SectionReviewed,
        Kind::LegallyReviewed,
        Kind::Signed,
        Kind::DecisionPrepared,
        Kind::Served,
        Kind::HandedOver,
        Kind::ReturnedByOffice,
        Kind::SearchRecorded,
        Kind::RiskNoted,
        Kind::HelpGiven,
        Kind::ReDecided,
    ]
};

/// The fields of a handling act, in the order of the form; empty for what an operation records by itself.
#[must_use]
pub const fn of_handling(kind: handling::Kind) -> &'static [Field] {
    use handling::Kind;
    match kind {
        Kind::HandedOver => {
            const {
                &[
                    must("office", Input::Line, Rule::A_45),
                    may("due", Input::Date, Rule::A_45),
                    may("note", Input::Area, Rule::A_45),
                    ON,
                ]
            }
        }
        Kind::ReturnedByOffice => {
            const {
                &[
                    must("office", Input::Office, Rule::A_45),
                    may("note", Input::Area, Rule::A_45),
                    ON,
                ]
            }
        }
        Kind::SearchRecorded => {
            const {
                &[
                    must("where", Input::Line, Rule::A_36_2),
                    must("by", Input::Line, Rule::A_36_2),
                    must("terms", Input::Line, Rule::A_36_2),
                    must("result", Input::Area, Rule::A_36_2),
                    ON,
                ]
            }
        }
        Kind::DecisionPrepared => DECISION,
        Kind::SectionReviewed | Kind::LegallyReviewed | Kind::Signed => READING,
        Kind::Served => {
            const {
                &[
                    may("letter", Input::Letter, Rule::F_D15),
                    must("how", Input::How, Rule::F_D15),
                    ON,
                    may("reached", Input::Date, Rule::F_D15),
                    may("proof", Input::Line, Rule::F_D15),
                ]
            }
        }
        Kind::LetterVoided => {
            const {
                &[
                    must("letter", Input::Line, Rule::F_D0),
                    may("number", Input::Line, Rule::F_D0),
                    must("goes_with", Input::Act, Rule::F_D0),
                    must("why", Input::Line, Rule::F_D0),
                    ON,
                ]
            }
        }
        Kind::RiskNoted => const { &[must("note", Input::Area, Rule::D_17), ON] },
        Kind::HelpGiven => {
            const {
                &[
                    must("need", Input::Line, Rule::A_43),
                    must("done", Input::Line, Rule::A_43),
                    ON,
                ]
            }
        }
        Kind::ReDecided => {
            const {
                &[
                    CODE,
                    must("after", Input::Line, Rule::R_47),
                    may("earlier", Input::Line, Rule::A_36_3),
                    ON,
                ]
            }
        }
        Kind::Split
        | Kind::Joined
        | Kind::Leads
        | Kind::LetterDrafted
        | Kind::LetterNumbered
        | Kind::Redacted
        | Kind::ShownInFull
        | Kind::ProofKept
        | Kind::CodeGiven
        | Kind::Satisfaction => &[],
    }
}

/// The clerk's proposal; which of its particulars an outcome asks for says [`handling::asked`].
pub(super) const DECISION: &[Field] = &[
    CODE,
    may("reasons", Input::Area, Rule::A_13),
    may("evidence", Input::Area, Rule::D_17),
    may("lost", Input::Area, Rule::A_36_2),
    may("grounds", Input::Grounds, Rule::A_37),
    may("withheld", Input::Area, Rule::A_37),
    may("place", Input::Line, Rule::A_36_4),
    may("tried", Input::Date, Rule::A_36_4),
    may("publish_on", Input::Date, Rule::A_36_1),
    may("other_organ", Input::Line, Rule::A_36_5),
    may("contact", Input::Line, Rule::A_36_5),
    may("undetermined", Input::Line, Rule::A_36_5),
    may("earlier", Input::Line, Rule::A_36_3),
    may("disclosed_before", Input::YesNo, Rule::D_11),
    REMEDY,
    may("how", Input::How, Rule::A_33_6),
    ON,
];

/// Why the applicant's particulars are shown in full.
pub const WHY_SHOWN: Field = must("why", Input::Line, Rule::Q_5);

/// The parts of a letter that is split, a text each.
pub const PARTS: Field = must("parts", Input::Area, Rule::R_44);

/// The number of the request with which another is answered together.
pub const LEAD: Field = must("lead", Input::Line, Rule::A_36_6);

/// The class of remedy against an outcome that the law leaves to the organ.
pub const REMEDY: Field = may("remedy", Input::Remedy, Rule::A_36_1);
