//! What may not be done with a task, and why.

use jiff::civil::Date;

use super::{Event, Given, Kind, State, Status, Wants};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    personal,
    rule::Rule,
};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 主管部门, which gave it.
    Above,
    /// The organ that has it.
    Below,
    /// A publication, which does it by itself.
    Publication,
}

/// What is known besides the acts.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub today: Date,
    pub calendar: &'a Calendar,
    /// How what may be a person's is masked where it is pointed out.
    pub personal: &'a personal::Settings,
    /// The item that is named with the material is public.
    pub shown: bool,
}

impl Kind {
    fn side(self) -> Side {
        match self {
            Self::HandedIn => Side::Below,
            Self::Published => Side::Publication,
            Self::Given | Self::Taken | Self::Returned | Self::Extended | Self::CalledOff => {
                Side::Above
            }
        }
    }
}

/// The acts that a side may do now, in the order in which they are usually done.
#[must_use]
pub fn allowed(state: &State, side: Side) -> Vec<Kind> {
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.side() == side);
    kinds.filter(|kind| order(*kind, state).is_none()).collect()
}

/// 已经下达: the same point of the same document is not given to an organ twice.
#[must_use]
pub fn already(organ: &str) -> Finding {
    no(
        "organs",
        format!("这项任务已经下达给{organ}，不重复下达"),
        format!("{organ} has this task already"),
    )
}

/// What is wrong with an act before it is recorded: whose act it is, its order, its day, its words. Empty: it may be recorded.
/// The place is the kind where the act may not be done now, else the field to mend: `text`, `source`, `point`, `year`, `wants`, `due`
/// or `address`.
#[must_use]
pub fn judge(state: &State, side: Side, event: &Event, facts: Facts<'_>) -> Vec<Finding> {
    let kind = event.kind();
    if kind.side() != side {
        return vec![no(
            kind.as_str(),
            "这一步由另一方办理".into(),
            "This is for the other side".into(),
        )];
    }
    if let Some(finding) = order(kind, state) {
        return vec![finding];
    }
    let mut found = Vec::new();
    match event {
        Event::Given(given) => found = given_of(given, facts),
        Event::HandedIn(handed) => {
            found.extend(said(
                "text",
                &handed.text,
                facts,
                ["办理情况", "what was done"],
            ));
            if !handed.item.is_empty() && !facts.shown {
                found.push(no(
                    "address",
                    "这个地址没有公开的信息；没有公开页面的，请留空".into(),
                    "No public item stands at this address; leave it empty where there is none"
                        .into(),
                ));
            }
        }
        Event::Taken(taken) => found.extend(persons("text", &taken.note, facts)),
        Event::Returned(returned) => {
            found.extend(said("text", &returned.reason, facts, ["退回的理由", "why"]));
            let stands = state.due.unwrap_or_default();
            match returned.due {
                Some(due) => found.extend(later(due, state, facts)),
                // Nobody can be in time on a day that is over.
                None if stands <= facts.today => found.push(no(
                    "due",
                    format!("期限{stands}已到，退回时请另定期限"),
                    format!("The last day ({stands}) is not ahead any more: name a further one"),
                )),
                None => {}
            }
        }
        Event::Extended(extended) => {
            found.extend(said("text", &extended.reason, facts, ["延期的理由", "why"]));
            found.extend(later(extended.due, state, facts));
        }
        Event::CalledOff(off) => {
            found.extend(said("text", &off.reason, facts, ["取消的理由", "why"]));
        }
        Event::Published(_) => {}
    }
    found
}

fn given_of(given: &Given, facts: Facts<'_>) -> Vec<Finding> {
    let mut found = said(
        "text",
        &given.text,
        facts,
        ["任务内容", "what is to be done"],
    );
    let title = ["要点文件名称", "the title of the document"];
    found.extend(said("source", &given.source.title, facts, title));
    found.extend(persons("point", &given.source.point, facts));
    let this = facts.today.year();
    if given.year != this && given.year != this + 1 {
        found.push(no(
            "year",
            format!("任务年度应当是{this}年或者{}年", this + 1),
            format!("A task is for {this} or {}", this + 1),
        ));
    } else {
        found.extend(day(given.due, given.year, facts));
    }
    if !given.wants.is_known() {
        found.push(no(
            "wants",
            "请选择怎样算完成".into(),
            "Say what counts as done".into(),
        ));
    }
    found
}

fn order(kind: Kind, state: &State) -> Option<Finding> {
    let item = state
        .given
        .as_ref()
        .is_some_and(|given| given.wants != Wants::Material);
    let may = match kind {
        Kind::Given => state.given.is_none(),
        Kind::HandedIn if state.is_owed() && item => {
            return Some(no(
                kind.as_str(),
                "这项任务以公开信息完成，不报送材料".into(),
                "This is done by publishing, not by handing in".into(),
            ));
        }
        Kind::HandedIn | Kind::Extended => state.is_owed(),
        Kind::Published => state.is_owed() && item,
        Kind::Taken | Kind::Returned => state.status == Status::Handed,
        Kind::CalledOff => state.given.is_some() && !state.is_closed(),
    };
    (!may).then(|| {
        no(
            kind.as_str(),
            "任务现在不能办理这一步".into(),
            "This cannot be done with it now".into(),
        )
    })
}

/// The words that must be there, naming nobody.
fn said(place: &str, text: &str, facts: Facts<'_>, [zh, en]: [&str; 2]) -> Vec<Finding> {
    if text.trim().is_empty() {
        return vec![no(place, format!("请写明{zh}"), format!("Say {en}"))];
    }
    persons(place, text, facts)
}

/// An act is never changed, so nothing of a person's enters it.
fn persons(place: &str, text: &str, facts: Facts<'_>) -> Vec<Finding> {
    personal::kept_out((place, "任务记录"), text, facts.today, facts.personal)
}

fn later(due: Date, state: &State, facts: Facts<'_>) -> Vec<Finding> {
    let year = state.given.as_ref().map_or(due.year(), |given| given.year);
    let mut found: Vec<Finding> = day(due, year, facts).into_iter().collect();
    if found.is_empty() && state.due.is_some_and(|stands| due <= stands) {
        found.push(no(
            "due",
            "新的期限应当晚于原来的期限".into(),
            "It must be after the day that stands".into(),
        ));
    }
    found
}

/// A last day: ahead, a working day, and by the end of the year after the task's.
fn day(due: Date, year: i16, facts: Facts<'_>) -> Option<Finding> {
    if due <= facts.today || due.year() > year + 1 {
        let until = year + 1;
        return Some(no(
            "due",
            format!("期限应当在明天到{until}年底之间"),
            format!("The last day must be between tomorrow and the end of {until}"),
        ));
    }
    (!facts.calendar.is_working(due)).then(|| {
        no(
            "due",
            format!("{due}不是工作日"),
            format!("{due} is not a working day"),
        )
    })
}

fn no(place: &str, zh: String, en: String) -> Finding {
    Finding::new(Rule::A_47, Severity::Error, place, zh, en)
}
