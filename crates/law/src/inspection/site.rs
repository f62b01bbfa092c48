//! What fails a whole site at once (国办秘函〔2019〕19号): counted over all its organs.

use jiff::civil::Date;

use super::{Class, Indicator, Watch};
use crate::{
    calendar::Calendar,
    publication::{Duty, Settings},
};

/// So many columns of a class that are found at once fail the site (W-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub indicator: &'static str,
    /// Code of the class among which the columns count, or `empty`.
    pub class: &'static str,
    pub count: usize,
}

/// 栏目不更新: 5 of documents, 10 of the others, 5 empty (W-13).
#[must_use]
pub fn limits() -> [Limit; 3] {
    let limit = |indicator, class, count| Limit {
        indicator,
        class,
        count,
    };
    [
        limit("site_behind", Class::Document.code(), 5),
        limit("site_long", Class::Long.code(), 10),
        limit("site_empty", "empty", 5),
    ]
}

/// The day on which a limit is reached, from the first days of the columns that count, the earliest first; `None`: too few.
#[must_use]
pub fn reached(limit: Limit, firsts: &[Date]) -> Option<Watch> {
    let first = firsts.get(limit.count.checked_sub(1)?)?;
    let count = limit.count.to_string();
    watch(limit.indicator, first.yesterday().ok()?, &count)
}

/// 首页不更新: two weeks after the last publication of anybody (W-12).
#[must_use]
pub fn home(newest: Date, calendar: &Calendar, settings: &Settings) -> Option<Watch> {
    let last = Duty::NewsColumn.last_day(newest, calendar, settings);
    watch("site_home", last.date(), "")
}

fn watch(code: &str, last: Date, name: &str) -> Option<Watch> {
    let indicator = Indicator::of(code)?;
    Some(Watch {
        indicator: code.into(),
        rule: indicator.rule,
        place: "site".into(),
        name: [name.into(), name.into()],
        last,
        owner: String::new(),
        class: String::new(),
    })
}
