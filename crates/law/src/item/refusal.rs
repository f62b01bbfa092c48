//! What a person may not do with an item on a day, and why: its order, its person (A-17, S-1, S-7, P-10, W-7).

use jiff::civil::Date;

use super::{POSTS, Settings, event::Kind, gates, state::State, status::Status};
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
            POSTS,
            kind,
            format!("由{}办理", post.zh()),
            format!("This is for {}", post.en()),
        );
    }
    let found = match kind {
        Kind::Drafted => drafting(state),
        Kind::Revised => revising(state),
        Kind::SubmittedForReview => submitting(state),
        Kind::Checked | Kind::Reviewed | Kind::SignedOff => {
            return reading(kind, state, person, on, settings);
        }
        Kind::Scheduled | Kind::Published => return publishing(kind, state, person, on, settings),
        Kind::Unscheduled => unscheduling(state),
        Kind::Discarded => discarding(state),
        Kind::Suspended => suspending(state),
        Kind::Restored => restoring(state),
        Kind::Repealed => repealing(state),
        Kind::Withdrawn => withdrawing(state),
    };
    found.or_else(|| earlier(kind, state, on))
}

fn drafting(state: &State) -> Option<Finding> {
    state.content.as_ref()?;
    no(
        Rule::S_1,
        Kind::Drafted,
        "已经起草",
        "It is drafted already",
    )
}

/// 先审查、后公开: what is public is changed beside itself, and the change is read like any text (S-1).
fn revising(state: &State) -> Option<Finding> {
    if state.content.is_none() {
        return nothing(Kind::Revised);
    }
    match state.status {
        Status::Published if state.repealed.is_some() => no(
            Rule::P_10,
            Kind::Revised,
            "已经废止的信息不再修改",
            "A repealed item is not changed any more",
        ),
        Status::Draft
        | Status::Returned
        | Status::InReview
        | Status::Cleared
        | Status::Published => None,
        Status::Withdrawn | Status::Barred => no(
            Rule::S_1,
            Kind::Revised,
            "已撤回或者不得公开的信息不能修改",
            "A withdrawn item, or one kept from the public, is not changed",
        ),
    }
}

fn submitting(state: &State) -> Option<Finding> {
    let Some(content) = &state.content else {
        return nothing(Kind::SubmittedForReview);
    };
    match state.status {
        Status::Draft | Status::Returned => gates::class(content.source_class),
        _ => no(
            Rule::A_17,
            Kind::SubmittedForReview,
            "只有草稿或者被退回的信息可以送审",
            "Only a draft or a returned item can be sent for review",
        ),
    }
}

/// The post's turn, by a hand that had none in it before (S-7).
fn reading(
    kind: Kind,
    state: &State,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Option<Finding> {
    let post = kind.reads()?;
    if state.content.is_none() {
        return nothing(kind);
    }
    if state.status != Status::InReview {
        return no(
            Rule::A_17,
            kind,
            "信息不在审查中",
            "The item is not under review",
        );
    }
    let order = state.order();
    let rules = rules(&order, settings);
    match state.course.turn(post, person.id, Some(on), rules)? {
        No::Earlier(last) => too_early(kind, last),
        No::SameHand(hand) => same_hand(kind, hand),
        No::Turn(next) => {
            let next = next.unwrap_or(Post::Clerk);
            no(
                Rule::S_7,
                kind,
                format!("现在轮到{}", next.zh()),
                format!("It is the turn of {}", next.en()),
            )
        }
        _ => nothing(kind),
    }
}

/// Nothing is published that was not read by all, of the class that may be, now or at its minute (A-17, S-1, S-8).
fn publishing(
    kind: Kind,
    state: &State,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Option<Finding> {
    let Some(content) = &state.content else {
        return nothing(kind);
    };
    match state.status {
        Status::Cleared if kind == Kind::Scheduled && state.planned.is_some() => {
            return no(
                Rule::S_1,
                kind,
                "已经定时，请先取消",
                "It is scheduled already: take that back first",
            );
        }
        Status::Cleared => {}
        Status::Draft | Status::Returned | Status::InReview => {
            return gates::class(content.source_class).or_else(|| {
                no(
                    Rule::A_17,
                    kind,
                    "信息尚未通过审查，不能发布",
                    "The item has not been cleared by a review",
                )
            });
        }
        Status::Published | Status::Withdrawn | Status::Barred => {
            return no(
                Rule::S_1,
                kind,
                "已经发布过的信息不能再次发布；内容有变化的，先修改并送审",
                "It has been published already; what changed in it is written and read first",
            );
        }
    }
    if let Some(found) = gates::class(content.source_class).or_else(|| earlier(kind, state, on)) {
        return Some(found);
    }
    let hand = kept_off(state, person.id, settings)?;
    if settings.small_bureau {
        return None;
    }
    same_hand(kind, hand)
}

/// The hand that keeps this person from publishing, if one does.
pub(super) fn kept_off(state: &State, by: &str, settings: &Settings) -> Option<Hand> {
    let hands = state.course.hands(by);
    let apart = settings.publisher_apart;
    hands.into_iter().find(|hand| apart.keeps_off(*hand))
}

fn unscheduling(state: &State) -> Option<Finding> {
    if state.planned.is_some() {
        return None;
    }
    no(
        Rule::S_1,
        Kind::Unscheduled,
        "没有定时",
        "Nothing is scheduled",
    )
}

/// Only a change of what is public is given up; a draft that never was public stays a draft (S-1).
fn discarding(state: &State) -> Option<Finding> {
    if state.is_changing() {
        return None;
    }
    no(
        Rule::S_1,
        Kind::Discarded,
        "没有正在修改的已发布信息",
        "There is no change of a published item under way",
    )
}

/// What the public reads can be taken away for the time of a check (N-26).
fn suspending(state: &State) -> Option<Finding> {
    if state.is_shown() {
        return None;
    }
    no(
        Rule::N_26,
        Kind::Suspended,
        "只有正在公开的信息可以暂停公开",
        "Only what the public can read now can be suspended",
    )
}

fn restoring(state: &State) -> Option<Finding> {
    if state.suspended.is_some() {
        return None;
    }
    no(
        Rule::N_26,
        Kind::Restored,
        "没有暂停公开",
        "It is not suspended",
    )
}

/// A repealed document stays visible and is repealed once (P-10).
fn repealing(state: &State) -> Option<Finding> {
    if state.public.is_none() {
        return no(
            Rule::P_10,
            Kind::Repealed,
            "只有已发布的信息可以废止",
            "Only a published item can be repealed",
        );
    }
    state.repealed.as_ref()?;
    no(
        Rule::P_10,
        Kind::Repealed,
        "信息已经废止",
        "It is repealed already",
    )
}

/// What is taken off the portal was on it (W-7).
fn withdrawing(state: &State) -> Option<Finding> {
    if state.public.is_some() || state.status == Status::Barred {
        return None;
    }
    no(
        Rule::W_7,
        Kind::Withdrawn,
        "只有已发布的信息可以撤回",
        "Only a published item can be withdrawn",
    )
}

pub(super) fn rules<'a>(order: &'a [Post], settings: &Settings) -> Rules<'a> {
    Rules {
        order,
        small_bureau: settings.small_bureau,
    }
}

/// Acts of one item run forward.
fn earlier(kind: Kind, state: &State, on: Date) -> Option<Finding> {
    let last = state.last_on.filter(|last| on < *last)?;
    too_early(kind, last)
}

fn too_early(kind: Kind, last: Date) -> Option<Finding> {
    no(
        Rule::A_17,
        kind,
        format!("上一步是{last}，日期不能更早"),
        format!("The step before was on {last}; the date cannot be earlier"),
    )
}

fn nothing(kind: Kind) -> Option<Finding> {
    no(
        Rule::A_17,
        kind,
        "还没有起草",
        "Nothing has been drafted yet",
    )
}

/// Who did what, where two acts must be of two persons (S-7).
fn same_hand(kind: Kind, hand: Hand) -> Option<Finding> {
    let (zh, en) = match hand {
        Hand::Wrote => (
            "起草或者修改过的人".to_string(),
            "who wrote or changed it".to_string(),
        ),
        Hand::Read(post) => (
            format!("以{}身份审过的人", post.zh()),
            format!("who read it as {}", post.en().trim_start_matches("the ")),
        ),
    };
    no(
        Rule::S_7,
        kind,
        format!("{}人不能是{zh}", kind.zh()),
        format!("To {} it takes another person than {en}", kind.en()),
    )
}

fn no(rule: Rule, kind: Kind, zh: impl Into<String>, en: impl Into<String>) -> Option<Finding> {
    Some(finding(rule, kind.as_str(), zh.into(), en.into()))
}

pub(super) fn finding(rule: Rule, place: &str, zh: String, en: String) -> Finding {
    Finding::new(rule, Severity::Error, place, zh, en)
}
