//! What is wrong with what an act says, once its turn has come (W-14, S-3, S-7, Q-20).

use jiff::civil::Date;

use super::{Event, Outcome, PublicText, Settings, Signed, State, opinion, refusal};
use crate::{
    finding::{Finding, Severity},
    item::gates::{self, Passage},
    personal,
    readings::{Course, Opinion, Person, Post, Reading, Rules},
    rule::Rule,
};

/// Everything wrong with it, each at the field that is to be mended.
pub(super) fn particulars(
    event: &Event,
    state: &State,
    person: Person,
    on: Date,
    (settings, rules): (&Settings, &personal::Settings),
) -> Vec<Finding> {
    match event {
        Event::HandedOver(over) => reason(&over.reason),
        Event::SetAside(aside) => reason(&aside.note),
        Event::Grouped(grouping) => opinion::gist(grouping, on, rules),
        Event::Returned(back) | Event::PublicReturned(back) => reason(&back.reason),
        Event::Withdrawn(withdrawal) => reason(&withdrawal.reason),
        Event::Drafted(reply) => reply_of(state, reply.outcome, &reply.looked_at),
        Event::PublicDrafted(text) => public_text(text, on, rules),
        Event::Replied(signed) => {
            signed_by(signed, &state.replying, Post::SectionHead, person, settings)
        }
        Event::Published(signed) => {
            let mut wrong = signed_by(signed, &state.publishing, Post::Secrecy, person, settings);
            if let Some(text) = &state.publication.text {
                wrong.extend(public_text(text, on, rules));
            }
            wrong
        }
        Event::Received(_) | Event::Doubted => Vec::new(),
    }
}

fn reason(text: &str) -> Vec<Finding> {
    if text.trim().is_empty() {
        return vec![at(
            Rule::W_14,
            "reason",
            "请写明理由",
            "Give the reason in words",
        )];
    }
    Vec::new()
}

/// An outcome fits the topic; who is told that he is wrong is told after somebody has looked.
fn reply_of(state: &State, outcome: Outcome, looked_at: &str) -> Vec<Finding> {
    let topic = state.received.as_ref().map(|received| received.topic);
    let rule = topic.map_or(Rule::W_14, super::Topic::rule);
    let mut wrong = Vec::new();
    if topic.is_none_or(|topic| !topic.outcomes().contains(&outcome)) {
        wrong.push(at(
            rule,
            "outcome",
            "办理结果与类别不符",
            "A message of this kind does not end so",
        ));
    }
    if outcome.denies() && looked_at.trim().is_empty() {
        wrong.push(at(
            rule,
            "looked_at",
            "请写明核查了什么",
            "Say what was looked at",
        ));
    }
    wrong
}

/// What all would read holds no mark of secrecy and nobody's data.
fn public_text(text: &PublicText, on: Date, rules: &personal::Settings) -> Vec<Finding> {
    let mut wrong = Vec::new();
    let mut passages = Vec::new();
    for (name, value) in [
        ("title", &text.title),
        ("question", &text.question),
        ("answer", &text.answer),
    ] {
        if value.trim().is_empty() {
            wrong.push(at(
                Rule::W_14,
                name,
                "请填写这一项",
                "This has to be filled in",
            ));
        }
        passages.push(Passage::new(name, value.as_str()));
    }
    wrong.extend(gates::secrecy(&passages));
    wrong.extend(
        gates::personal(&passages, on, rules, "")
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error),
    );
    wrong
}

fn signed_by(
    signed: &Signed,
    course: &Course,
    post: Post,
    person: Person,
    settings: &Settings,
) -> Vec<Finding> {
    let order = [post];
    let rules = Rules {
        order: &order,
        small_bureau: settings.small_bureau,
    };
    let reading = Reading {
        post,
        by: person.id.into(),
        on: None,
        opinion: Opinion::Agree,
        read: Some(signed.read.clone()),
        note: String::new(),
        exception: signed.exception.clone(),
    };
    course
        .particulars(&reading, rules)
        .into_iter()
        .map(|no| match no {
            crate::readings::No::Unexplained(hand) => at(
                Rule::S_7,
                "exception",
                format!("本人是{}，请写明由一人办理的理由", refusal::hand_zh(hand)),
                format!(
                    "You are {}: give the reason why one person does both",
                    refusal::hand_en(hand)
                ),
            ),
            _ => at(
                Rule::S_1,
                "read",
                "文稿在您阅读之后有改动，请重新阅读",
                "The text was changed after you read it: read it again",
            ),
        })
        .collect()
}

fn at(rule: Rule, place: &str, zh: impl Into<String>, en: impl Into<String>) -> Finding {
    Finding::new(rule, Severity::Error, place, zh.into(), en.into())
}
