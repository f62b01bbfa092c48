//! What is asked of whoever enters something: fields by name, how each is entered, whether it must be there, and the rule that asks
//! for it.
//!
//! One table for every door: the office draws its forms from it, a form, a sheet and a call of the API are read by it, and what is
//! missing is named with its rule. Every kind of act has its line; one that is entered nowhere has an empty one.

pub mod act;
pub mod calendar;
pub mod handling;
pub mod item;
pub mod letter;
pub mod organ;
pub mod rectification;
pub mod redaction;
pub mod remedy;
pub mod report;
pub mod request;
pub mod standard;

use crate::rule::Rule;

pub use act::of_act;
pub use handling::{READING, WITH_FORM, of_handling};

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

pub(crate) const fn must(name: &'static str, input: Input, rule: Rule) -> Field {
    Field {
        name,
        input,
        required: true,
        rule,
    }
}

pub(crate) const fn may(name: &'static str, input: Input, rule: Rule) -> Field {
    Field {
        name,
        input,
        required: false,
        rule,
    }
}

/// The day on which the act happened.
pub const ON: Field = must("on", Input::Date, Rule::A_45);

/// Which act it is, and that it is whole.
pub const KIND: Field = must("kind", Input::Line, Rule::A_45);

#[cfg(test)]
mod tests {
    use super::{handling::DECISION, *};
    use crate::case;

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
            for asked in crate::handling::asked(code) {
                assert!(
                    DECISION.iter().any(|field| field.name == asked),
                    "{asked} is asked of {code:?} and has no field"
                );
            }
        }
    }
}
