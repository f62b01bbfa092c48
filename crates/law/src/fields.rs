//! What an act is asked: its fields by name, how each is entered, whether it must be there, and the rule that asks for it.
//!
//! One table for every door: the office draws its forms from it, a form and a call of the API are read by it, and what is missing
//! is named with its rule. Every kind of act has its line; one that is entered nowhere has an empty one.

use crate::{case, handling, rule::Rule};

/// How a field is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Line,
    /// Several lines of text.
    Area,
    Date,
    /// Working days, at least 1 and at most this many.
    Days(u32),
    /// 元 on a form, 分 in the act.
    Yuan,
    YesNo,
    /// A label for one consulted party, without personal data.
    Party,
    /// One of the outcome codes.
    Code,
    /// `LAPSE-CORR` or `LAPSE-FEE`.
    Lapse,
    /// How something reached the applicant.
    How,
    /// Grounds of the withheld part; several.
    Grounds,
    /// Agreed, or returned.
    Opinion,
    /// One of the letters that can be served.
    Letter,
    /// One of the offices that have the case now.
    Office,
    /// The place of an act, from 1.
    Act,
    /// A class of remedy, where the law leaves it to the organ.
    Remedy,
}

/// One field of one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub input: Input,
    pub required: bool,
    /// The rule that asks for it.
    pub rule: Rule,
}

const fn must(name: &'static str, input: Input, rule: Rule) -> Field {
    Field {
        name,
        input,
        required: true,
        rule,
    }
}

const fn may(name: &'static str, input: Input, rule: Rule) -> Field {
    Field {
        name,
        input,
        required: false,
        rule,
    }
}

/// The day on which the act happened.
pub const ON: Field = must("on", Input::Date, Rule::A_45);

/// What a reader or the signer enters.
pub const READING: &[Field] = &[
    must("opinion", Input::Opinion, Rule::A_45),
    may("note", Input::Area, Rule::A_45),
    ON,
];

/// The fields of a statutory act, in the order of the form. `submitted` has a form of its own and none here; an extension stands
/// on the later day of consent and notice, and is not asked for another.
#[must_use]
pub const fn of_act(kind: case::Kind) -> &'static [Field] {
    match kind {
        // A decision made anew is entered as the act of handling that it is.
        case::Kind::Submitted | case::Kind::ReDecided => &[],
        case::Kind::Confirmed
        | case::Kind::Corrected
        | case::Kind::FeePaid
        | case::Kind::Withdrawn => const { &[ON] },
        case::Kind::CorrectionNoticed => {
            const {
                &[
                    ON,
                    must("days", Input::Days(60), Rule::A_30_1),
                    may("reached", Input::Date, Rule::A_30_4),
                ]
            }
        }
        case::Kind::ReasonsAsked => const { &[ON, must("days", Input::Days(60), Rule::A_35_1)] },
        case::Kind::ReasonsGiven => {
            const {
                &[
                    ON,
                    must("reasonable", Input::YesNo, Rule::A_35_2),
                    may("answer_by", Input::Date, Rule::A_35_3),
                ]
            }
        }
        case::Kind::ThirdPartyAsked | case::Kind::ThirdPartyReached => {
            const { &[ON, must("ref", Input::Party, Rule::A_32_1)] }
        }
        case::Kind::ThirdPartyAnswered => {
            const {
                &[
                    ON,
                    must("ref", Input::Party, Rule::A_32_2),
                    must("consents", Input::YesNo, Rule::A_32_4),
                ]
            }
        }
        case::Kind::OrganAsked | case::Kind::OrganReached => {
            const { &[ON, must("ref", Input::Party, Rule::A_34)] }
        }
        case::Kind::OrganAnswered => {
            const {
                &[
                    ON,
                    must("ref", Input::Party, Rule::A_34),
                    must("consents", Input::YesNo, Rule::A_34),
                ]
            }
        }
        case::Kind::Extended => {
            const {
                &[
                    must("days", Input::Days(20), Rule::A_33_3),
                    must("consented", Input::Date, Rule::A_33_3),
                    must("noticed", Input::Date, Rule::A_33_3),
                ]
            }
        }
        case::Kind::FeeNoticed => {
            const {
                &[
                    ON,
                    must("fen", Input::Yuan, Rule::A_42),
                    may("reached", Input::Date, Rule::A_42),
                ]
            }
        }
        case::Kind::Answered => {
            const {
                &[
                    must("code", Input::Code, Rule::A_36_1),
                    may("grounds", Input::Grounds, Rule::A_37),
                    must("how", Input::How, Rule::A_33_6),
                    ON,
                ]
            }
        }
        case::Kind::Lapsed => const { &[ON, must("code", Input::Lapse, Rule::A_36_1)] },
    }
}

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
                    must("code", Input::Code, Rule::A_36_1),
                    must("after", Input::Line, Rule::R_47),
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
const DECISION: &[Field] = &[
    must("code", Input::Code, Rule::A_36_1),
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
    may("remedy", Input::Remedy, Rule::A_36_1),
    may("how", Input::How, Rule::A_33_6),
    ON,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_stands_twice_and_every_act_but_the_extension_has_its_day() {
        for kind in case::Kind::ALL {
            let fields = of_act(kind);
            let mut names: Vec<_> = fields.iter().map(|field| field.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), fields.len(), "{kind:?}");
            let dated = !matches!(kind, case::Kind::Submitted | case::Kind::Extended);
            assert_eq!(fields.contains(&ON), dated, "{kind:?}");
        }
        for code in crate::outcome::Code::ALL {
            for asked in handling::asked(code) {
                assert!(
                    DECISION.iter().any(|field| field.name == asked),
                    "{asked} is asked of {code:?} and has no field"
                );
            }
        }
    }
}
