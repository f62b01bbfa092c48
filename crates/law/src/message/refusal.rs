//! What a person may not do with a message on a day, and why: its order, its person (S-1, S-7, W-14).

use jiff::civil::Date;

use super::{Kind, Settings, State, Status, opinion};
use crate::{
    finding::{Finding, Severity},
    readings::{Hand, No, Person, Post, Rules},
    rule::Rule,
};

/// Why this person may not do this now; `None` if he may.
pub(super) fn refusal(
    kind: Kind,
    state: &State,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Option<Finding> {
    let post = kind.post();
    if !person.posts.contains(&post) {
        return no(
            Rule::S_7,
            kind,
            format!("由{}办理", post.zh()),
            format!("This is for {}", post.en()),
        );
    }
    if let Some(last) = state.last_on.filter(|last| on < *last) {
        return no(
            Rule::W_14,
            kind,
            format!("上一步是{last}，日期不能更早"),
            format!("The step before was on {last}; the date cannot be earlier"),
        );
    }
    if let Some(finding) = opinion::refusal(kind, state) {
        return Some(finding);
    }
    match kind {
        Kind::Grouped => opinion::sorting(kind, state),
        Kind::SetAside if state.is_opinion() => opinion::sorting(kind, state),
        Kind::Received | Kind::Doubted => {
            no(Rule::W_14, kind, "由来信人提出", "This is for the writer")
        }
        Kind::HandedOver | Kind::SetAside => open(kind, state),
        Kind::Drafted => open(kind, state).or_else(|| another(kind, state, person)),
        Kind::Returned => (state.status != Status::Drafted)
            .then(|| nothing(kind))
            .flatten(),
        Kind::Replied => {
            if state.status != Status::Drafted {
                return nothing(kind);
            }
            reading(kind, Post::SectionHead, state, person, on, settings)
        }
        Kind::PublicDrafted => public_draft(kind, state),
        Kind::PublicReturned | Kind::Published => {
            if state.publishing.awaits(&[Post::Secrecy]).is_none() {
                return nothing(kind);
            }
            if kind == Kind::PublicReturned {
                return None;
            }
            reading(kind, Post::Secrecy, state, person, on, settings)
        }
        Kind::Withdrawn => (!state.publication.is_public())
            .then(|| {
                no(
                    Rule::W_7,
                    kind,
                    "只有已公开的留言可以撤下",
                    "Only what is public can be withdrawn",
                )
            })
            .flatten(),
    }
}

/// 来信人认为未予答复: once, after a reply, in time (W-14).
pub(super) fn doubt(state: &State, on: Date, settings: &Settings) -> Option<Finding> {
    let kind = Kind::Doubted;
    let Some(replied) = state.replied_on.filter(|_| state.status == Status::Replied) else {
        return no(Rule::W_14, kind, "还没有答复", "There is no reply yet");
    };
    if state.doubted_on.is_some() {
        return no(
            Rule::W_14,
            kind,
            "已经请另外的人员重新办理过一次",
            "Another person has looked at it once already",
        );
    }
    let last = replied.saturating_add(jiff::Span::new().days(settings.doubt_days));
    if on > last {
        return no(
            Rule::W_14,
            kind,
            format!("可以提出的最后一天是{last}"),
            format!("The last day to say so was {last}"),
        );
    }
    None
}

fn open(kind: Kind, state: &State) -> Option<Finding> {
    if state.owes_a_reply() {
        return None;
    }
    no(
        Rule::W_14,
        kind,
        "这件留言已经办结",
        "Nothing is owed on this message any more",
    )
}

/// 换人办理: who did not answer the first time does not write the second answer (W-14).
fn another(kind: Kind, state: &State, person: Person) -> Option<Finding> {
    if !state.doubted.iter().any(|author| author == person.id) {
        return None;
    }
    no(
        Rule::W_14,
        kind,
        "来信人认为没有答复到问题，应由另外的人员重新拟复",
        "The writer was not answered: another person drafts the second reply",
    )
}

/// Only what was answered is shown, and only where the writer agreed.
fn public_draft(kind: Kind, state: &State) -> Option<Finding> {
    if state.status != Status::Replied {
        return no(
            Rule::W_14,
            kind,
            "答复以后才能公开",
            "It can be shown once it is answered",
        );
    }
    if state.publication.published_on.is_some() {
        return no(
            Rule::S_1,
            kind,
            "已经公开过",
            "It has been made public already",
        );
    }
    let agreed = state.received.as_ref().is_some_and(|one| one.agreed);
    (!agreed)
        .then(|| {
            no(
                Rule::Q_20,
                kind,
                "来信人不同意公开",
                "The writer does not agree to it being shown",
            )
        })
        .flatten()
}

fn reading(
    kind: Kind,
    post: Post,
    state: &State,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Option<Finding> {
    let order = [post];
    let rules = Rules {
        order: &order,
        small_bureau: settings.small_bureau,
    };
    match state.course(kind).turn(post, person.id, Some(on), rules)? {
        No::SameHand(hand) => no(
            Rule::S_7,
            kind,
            format!("不能是{}", hand_zh(hand)),
            format!("It takes another person than {}", hand_en(hand)),
        ),
        _ => nothing(kind),
    }
}

pub(super) fn hand_zh(hand: Hand) -> String {
    match hand {
        Hand::Wrote => "起草的人".into(),
        Hand::Read(post) => format!("以{}身份审过的人", post.zh()),
    }
}

pub(super) fn hand_en(hand: Hand) -> String {
    match hand {
        Hand::Wrote => "who wrote it".into(),
        Hand::Read(post) => format!("who read it as {}", post.en()),
    }
}

fn nothing(kind: Kind) -> Option<Finding> {
    no(
        Rule::S_1,
        kind,
        "没有等待审核的文稿",
        "There is nothing waiting to be read",
    )
}

fn no(rule: Rule, kind: Kind, zh: impl Into<String>, en: impl Into<String>) -> Option<Finding> {
    Some(Finding::new(
        rule,
        Severity::Error,
        kind.as_str(),
        zh.into(),
        en.into(),
    ))
}
