//! What a statutory act is asked.

use super::{Field, Input, ON, may, must};
use crate::{case, rule::Rule};

/// 办理结果: exactly one for each request.
pub const CODE: Field = must("code", Input::Code, Rule::A_36_1);

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
                    CODE,
                    may("grounds", Input::Grounds, Rule::A_37),
                    must("how", Input::How, Rule::A_33_6),
                    may("tried", Input::Date, Rule::A_36_4),
                    ON,
                ]
            }
        }
        case::Kind::Lapsed => const { &[ON, must("code", Input::Lapse, Rule::A_36_1)] },
    }
}
