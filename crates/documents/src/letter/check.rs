//! 签发前审核: a draft with the facts behind it, put before the rules of `law::letter`.

use jiff::civil::Date;
use law::{
    finding::Finding,
    letter::{
        Element, Letter,
        check::{Fact, dated},
        date::written,
        recourse, tariff,
    },
    outcome::Code,
};

use super::{draft::Draft, facts::Facts, places};
use law::letter::Kind;

/// What is wrong with a draft; an error keeps it from being signed. The date of the draft decides the remedy, that of the
/// facts where the draft has none.
#[must_use]
pub fn check(draft: &Draft, facts: &Facts) -> Vec<Finding> {
    let body = [
        draft.body.as_str(),
        &draft.attachments,
        &draft.note,
        &draft.annexes,
    ]
    .join("\n");
    let known = known(draft.kind, facts);
    let mut dated_facts = facts.clone();
    dated_facts.date = dated(&draft.date).or(facts.date);
    let recourse = places::recourse_of(&dated_facts).unwrap_or(recourse::Circumstances {
        // No date at all: that is found by itself, and the latest edition of the rules is asked.
        on: Date::MAX,
        disclosed_before: facts.outcome.disclosed_before,
        chosen: facts.outcome.remedy,
        review_body: &facts.organ.review_body,
        court: &facts.organ.court,
        how: facts.how,
        site: None,
    });
    law::letter::check(&Letter {
        kind: draft.kind,
        title: &draft.title,
        number: &draft.number,
        addressee: &draft.addressee,
        body: &body,
        signature: &draft.signature,
        date: &draft.date,
        basis: places::circumstances(facts),
        recourse,
        facts: &known,
    })
}

/// What is known of the elements.
fn known(kind: Kind, facts: &Facts) -> Vec<(Element, Fact)> {
    use Element as E;
    let mut known = Vec::new();
    let mut exact = |element, value: String| {
        if !value.trim().is_empty() {
            known.push((element, Fact::Exact(value)));
        }
    };
    let day = |date: Option<Date>| date.map_or_else(String::new, written);
    let number = |count: u32| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    if kind.to_applicant() {
        exact(E::Addressee, facts.applicant.name.clone());
        exact(E::Request, day(facts.request.received));
        exact(E::RequestNumber, facts.request.number.clone());
        exact(E::Received, day(facts.request.received));
        exact(E::Submitted, day(facts.request.submitted));
    } else if kind != Kind::Forwarding {
        exact(E::Addressee, facts.consultation.name.clone());
    }
    exact(E::Organ, facts.organ.name.clone());
    match kind {
        Kind::Receipt => exact(E::LastDay, day(facts.request.last_day)),
        Kind::Correction => exact(E::Period, number(facts.correction.days)),
        Kind::Extension => exact(E::LastDay, day(facts.extension.last_day)),
        Kind::Reasons => {
            exact(E::Frequency, number(facts.frequency.count));
            exact(E::Period, number(facts.frequency.days));
        }
        Kind::Delay => exact(E::LastDay, day(facts.frequency.answer_by)),
        Kind::ThirdParty | Kind::CoProducer => exact(E::Period, "15个工作日".into()),
        Kind::Fee => {
            exact(E::Count, number(facts.fee.count));
            if facts.fee.fen > 0 {
                exact(E::Amount, tariff::yuan(facts.fee.fen));
            }
            exact(E::Period, "20个工作日".into());
        }
        Kind::Decision(Code::NoLaw) => exact(E::NamedLaw, facts.outcome.law.clone()),
        Kind::Decision(Code::OtherOrgan) => exact(E::RightOrgan, facts.outcome.right_organ.clone()),
        Kind::Proof => {
            exact(E::Served, facts.service.document_number.clone());
            exact(E::ServedOn, day(facts.service.on));
            exact(E::By, facts.service.by.clone());
        }
        Kind::Forwarding => exact(E::ForwardedTo, facts.rectification.forwarded_to.clone()),
        _ => {}
    }
    // Where all is refused, no part of it is.
    let (nothing, part) = (String::new(), kind == Kind::Decision(Code::Part));
    let withheld = if part {
        &facts.outcome.withheld
    } else {
        &nothing
    };
    let about = [
        (E::Request, &facts.request.wanted),
        (E::Reason, reason(kind, facts)),
        (E::Guidance, &facts.correction.guidance),
        (E::Concerned, &facts.consultation.concerned),
        (E::Disclosed, &facts.consultation.disclosed),
        (E::Withheld, withheld),
        (E::Given, &facts.outcome.given),
        (E::ThirdPartyView, &facts.consultation.view),
        (E::Search, &facts.outcome.search.places),
        (E::Place, &facts.outcome.place),
        (E::When, &facts.outcome.when),
        (E::RightContact, &facts.outcome.right_contact),
        (E::Payment, &facts.fee.payment),
        (E::Rectified, &facts.rectification.record),
    ];
    for (element, value) in about {
        if !value.trim().is_empty() {
            known.push((element, Fact::About(value.clone())));
        }
    }
    for item in &facts.correction.items {
        known.push((E::ToCorrect, Fact::About(item.clone())));
    }
    for page in &facts.outcome.pages {
        known.push((E::PageByPage, Fact::Exact(page.pages.clone())));
    }
    known
}

/// The reason that belongs to the kind.
fn reason(kind: Kind, facts: &Facts) -> &String {
    match kind {
        Kind::Extension => &facts.extension.reason,
        Kind::ThirdPartyTold => &facts.consultation.why,
        Kind::Rectification => &facts.rectification.decision,
        _ => &facts.outcome.reasons,
    }
}
