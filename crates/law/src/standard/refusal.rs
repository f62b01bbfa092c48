//! What may not be done with a catalogue, and why (G-1, G-5, S-1).

use jiff::civil::Date;

use super::event::{Event, ORDER, State};
use crate::{
    finding::{Finding, Severity},
    readings::{Hand, No, Opinion, Person, Post, Reading, Rules},
    rule::Rule,
};

/// Most rows of one field.
const MOST_ROWS: usize = 2000;
/// Most items under one row.
const MOST_ITEMS: usize = 5000;
/// Longest words on what was formed, in characters.
const LONGEST: usize = 200;

/// Why this person may not do this on this day; `None` if he may. Whether an item is there is for whoever can look.
#[must_use]
pub fn refuse(
    event: &Event,
    state: &State,
    person: Person,
    on: Date,
    small_bureau: bool,
) -> Option<Finding> {
    if let Some(last) = state.last_on.filter(|last| on < *last) {
        let zh = format!("上一步是{last}，日期不能更早");
        let en = format!("The step before was on {last}; the date cannot be earlier");
        return no(Rule::S_7, "on", zh, en);
    }
    match event {
        Event::Proposed(proposed) => {
            if proposed.rows.is_empty() || proposed.field.trim().is_empty() {
                return no(
                    Rule::G_1,
                    "rows",
                    "目录没有领域或者没有事项",
                    "The catalogue has no field or no row",
                );
            }
            if proposed.rows.len() > MOST_ROWS {
                let zh = format!("一个领域最多{MOST_ROWS}行");
                let en = format!("At most {MOST_ROWS} rows a field");
                return no(Rule::G_1, "rows", zh, en);
            }
            if proposed.field == state.field && proposed.rows == state.proposed {
                return no(
                    Rule::G_1,
                    "rows",
                    "与现有的目录完全相同",
                    "The catalogue is this one already",
                );
            }
            None
        }
        Event::Approved(approved) => {
            let rules = Rules {
                order: &ORDER,
                small_bureau,
            };
            if !person.posts.contains(&Post::Secrecy) {
                return turn(&No::Turn(Some(Post::Secrecy)));
            }
            if let Some(wrong) = state.course.turn(Post::Secrecy, person.id, Some(on), rules) {
                return turn(&wrong);
            }
            let reading = Reading {
                post: Post::Secrecy,
                by: person.id.into(),
                on: Some(on),
                opinion: Opinion::Agree,
                read: Some(approved.read.clone()),
                note: String::new(),
                exception: approved.exception.clone(),
            };
            let wrong = state.course.particulars(&reading, rules);
            wrong.first().and_then(turn)
        }
        Event::Returned(returned) => {
            if !person.posts.contains(&Post::Secrecy) {
                return turn(&No::Turn(Some(Post::Secrecy)));
            }
            if !state.awaits() {
                return turn(&No::NothingToRead);
            }
            if returned.reason.trim().is_empty() {
                return turn(&No::ReturnedWithoutReason);
            }
            None
        }
        Event::Formed(formed) => {
            if state.row(&formed.row).is_none() {
                return unknown();
            }
            if formed.formed_on > on {
                return no(
                    Rule::G_5,
                    "formed_on",
                    "形成日期不能晚于今天",
                    "It cannot be formed after today",
                );
            }
            let words = formed.what.trim().chars().count();
            (words == 0 || words > LONGEST)
                .then(|| {
                    let zh = format!("请写明是什么信息，不超过{LONGEST}个字");
                    let en = format!("Say what it is, in at most {LONGEST} characters");
                    no(Rule::G_5, "what", zh, en)
                })
                .flatten()
        }
        Event::Linked(linked) => {
            if state.row(&linked.row).is_none() {
                return unknown();
            }
            let there = &state.tracked(&linked.row).items;
            if there.contains(&linked.item) != linked.off {
                return no(
                    Rule::G_5,
                    "item",
                    "这条信息的关联已经是这样",
                    "The link of this item is so already",
                );
            }
            (!linked.off && there.len() >= MOST_ITEMS)
                .then(|| {
                    let zh = format!("一行最多关联{MOST_ITEMS}条");
                    let en = format!("At most {MOST_ITEMS} items a row");
                    no(Rule::G_5, "item", zh, en)
                })
                .flatten()
        }
        Event::Stated(stated) => match state.row(&stated.row) {
            None => unknown(),
            Some(_) if stated.why == state.tracked(&stated.row).why => no(
                Rule::G_5,
                "why",
                "已经是这样说明的",
                "This is what it says already",
            ),
            Some(_) => None,
        },
    }
}

fn unknown() -> Option<Finding> {
    no(
        Rule::G_1,
        "row",
        "目录中没有这一行",
        "The catalogue has no such row",
    )
}

/// Why it is not his turn, in words.
fn turn(wrong: &No) -> Option<Finding> {
    let (rule, place, zh, en): (_, _, String, String) = match wrong {
        No::NothingToRead => (
            Rule::S_1,
            "step",
            "没有等待审查的目录".into(),
            "Nothing waits to be read".into(),
        ),
        No::Turn(Some(post)) => (
            Rule::S_7,
            "step",
            format!("由{}办理", post.zh()),
            format!("This is for {}", post.en()),
        ),
        No::Turn(None) => (
            Rule::S_1,
            "step",
            "已经退回或者已经通过".into(),
            "It was sent back, or is read already".into(),
        ),
        No::Earlier(last) => (
            Rule::S_7,
            "on",
            format!("上一步是{last}，日期不能更早"),
            format!("The step before was on {last}; the date cannot be earlier"),
        ),
        No::SameHand(Hand::Wrote | Hand::Read(_)) => (
            Rule::S_7,
            "step",
            "审查人不能是拟定人".into(),
            "Who wrote it cannot read it".into(),
        ),
        No::Unexplained(_) => (
            Rule::S_7,
            "exception",
            "一人办理两步，请说明理由".into(),
            "One person does two steps: say why".into(),
        ),
        No::AnotherText => (
            Rule::S_1,
            "read",
            "目录已经改过，请重新审阅".into(),
            "The catalogue has changed: read it anew".into(),
        ),
        No::ReturnedWithoutReason => (
            Rule::S_6,
            "reason",
            "退回时请写明理由".into(),
            "Say why it is sent back".into(),
        ),
    };
    no(rule, place, zh, en)
}

fn no(rule: Rule, place: &str, zh: impl Into<String>, en: impl Into<String>) -> Option<Finding> {
    Some(Finding::new(
        rule,
        Severity::Error,
        place,
        zh.into(),
        en.into(),
    ))
}
