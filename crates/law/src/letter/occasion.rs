//! 何时用何种文书: which letters go with an act of the case (law.md 1.4 to 1.9, 10.1).

use super::Kind;
use crate::{
    case::Event,
    finding::{Finding, Severity},
    handling::Ending,
    outcome::Code,
    rule::Rule,
};

/// The letters that go with an act, the one that carries it first; none where the act is not the organ's.
///
/// - 《条例》第三十条, 第三十二条 to 第三十五条, 费用办法: each notice has its letter.
/// - A consultation is also told to the applicant, since its time does not count (F-D6, A-33.4).
/// - A fee not paid or a correction not made ends with a reply of that code; so does a withdrawal.
/// - What is handed over or posted has its 送达回证 (F-D15).
#[must_use]
pub fn for_act(event: &Event) -> Vec<Kind> {
    match event {
        Event::Submitted { .. } | Event::Confirmed => vec![Kind::Receipt],
        Event::CorrectionNoticed { .. } => vec![Kind::Correction, Kind::Proof],
        Event::ReasonsAsked { .. } => vec![Kind::Reasons, Kind::Proof],
        Event::ReasonsGiven {
            reasonable: true,
            answer_by: Some(_),
        } => vec![Kind::Delay, Kind::Proof],
        Event::ThirdPartyAsked { .. } => vec![Kind::ThirdParty, Kind::Consultation, Kind::Proof],
        Event::OrganAsked { .. } => vec![Kind::CoProducer, Kind::Consultation, Kind::Proof],
        Event::Extended { .. } => vec![Kind::Extension, Kind::Proof],
        Event::FeeNoticed { .. } => vec![Kind::Fee, Kind::Proof],
        Event::Answered { code, .. } | Event::ReDecided { code, .. } | Event::Lapsed { code } => {
            vec![Kind::Decision(*code), Kind::Proof]
        }
        Event::Withdrawn => vec![Kind::Decision(Code::Other)],
        Event::Corrected
        | Event::ReasonsGiven { .. }
        | Event::ThirdPartyReached { .. }
        | Event::ThirdPartyAnswered { .. }
        | Event::OrganReached { .. }
        | Event::OrganAnswered { .. }
        | Event::FeePaid => Vec::new(),
    }
}

/// The letters of an answer: its 答复书, and where a third party refused and the information is given all the same, the
/// letter that tells it so (A-32.5, F-D7).
#[must_use]
pub fn for_outcome(code: Code, third_party_refused: bool) -> Vec<Kind> {
    let mut letters = vec![Kind::Decision(code)];
    let given = matches!(code, Code::OpenGive | Code::OpenLater | Code::Part);
    if third_party_refused && given {
        letters.push(Kind::ThirdPartyTold);
    }
    letters.push(Kind::Proof);
    letters
}

/// The letter with which a request for rectification ends (《条例》第四十一条, F-D16): the decision is told to the applicant, a
/// transfer is written to the organ that has the power. One that was withdrawn has none.
#[must_use]
pub fn for_ending(ending: Ending) -> Option<Kind> {
    match ending {
        Ending::Corrected | Ending::Refused | Ending::ToldWhom => Some(Kind::Rectification),
        Ending::Forwarded => Some(Kind::Forwarding),
        Ending::Withdrawn => None,
    }
}

/// Why the letter of a request for rectification cannot be written now: it has not ended, it was withdrawn, or the letter is out.
#[must_use]
pub fn ending_refusal(ending: Option<Ending>, issued: bool) -> Option<Finding> {
    let (zh, en) = if ending.and_then(for_ending).is_none() {
        (
            "办结以后才能制作文书；申请人撤回的不制作",
            "The letter follows the ending; one that was withdrawn has none",
        )
    } else if issued {
        ("文书已经签发，不能重复签发", "The letter is out already")
    } else {
        return None;
    };
    Some(Finding::new(
        Rule::A_41,
        Severity::Error,
        "letter",
        zh.into(),
        en.into(),
    ))
}
