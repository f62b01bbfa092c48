//! From what is on record of an organ to its watches.

use jiff::civil::Date;

use super::{Column, Indicator, KeptColumn, Settings, Watch};
use crate::{calendar::Calendar, guide, publication, rule::Rule};

/// A column as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFact {
    pub column: Column,
    /// The day of the newest public text; `None`: nothing stands there.
    pub newest: Option<Date>,
    /// The organ said why nothing of it is published.
    pub not_concerned: bool,
    pub kept: KeptColumn,
}

/// The guide against what it tells of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    pub fields: guide::Guide,
    /// The last day on which a particular of the organ changed.
    pub changed_on: Option<Date>,
}

/// Something with a last day of its own: an item, a message, a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Code of the [`Indicator`].
    pub indicator: &'static str,
    /// The rule, where it is another than the indicator's.
    pub rule: Option<Rule>,
    pub place: String,
    pub name: String,
    pub last: Date,
    pub owner: String,
}

/// What was published in a year: until the end of November, and on each day of December.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct December {
    pub before: i64,
    pub days: Vec<(Date, i64)>,
}

/// All that is on record of one organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub columns: Vec<ColumnFact>,
    pub guide: Guide,
    pub owed: Vec<Owed>,
    pub december: December,
    /// The day of the organ's last act: what no period began stands since then at the latest.
    pub since: Date,
}

/// Every fault that stands or will, with its first day (A-12.1, A-12.3, A-20, A-26.1, N-21, N-26, W-13, W-14).
#[must_use]
pub fn watches(
    facts: &Facts,
    calendar: &Calendar,
    (periods, settings): (&publication::Settings, &Settings),
) -> Vec<Watch> {
    let before = facts.since.yesterday().unwrap_or(facts.since);
    let mut found = Vec::new();
    for fact in &facts.columns {
        found.extend(freshness(fact, before, calendar, periods));
        found.extend(review(fact));
    }
    found.extend(of_the_guide(facts, before));
    found.extend(facts.owed.iter().filter_map(|owed| {
        let name = [owed.name.clone(), owed.name.clone()];
        let mut watch = watch(owed.indicator, &owed.place, name, owed.last)?;
        watch.rule = owed.rule.unwrap_or(watch.rule);
        watch.owner.clone_from(&owed.owner);
        Some(watch)
    }));
    found.extend(bunched(&facts.december, settings));
    found
}

/// What no period began keeps the day on which it was first found, as long as it stands.
pub fn keep_first(now: &mut [Watch], earlier: &[Watch]) {
    for watch in now {
        let dated = Indicator::of(&watch.indicator).is_some_and(|one| one.dated);
        let same = |old: &&Watch| old.indicator == watch.indicator && old.place == watch.place;
        if let (false, Some(old)) = (dated, earlier.iter().find(same)) {
            watch.last = watch.last.min(old.last);
        }
    }
}

fn freshness(
    fact: &ColumnFact,
    before: Date,
    calendar: &Calendar,
    periods: &publication::Settings,
) -> Option<Watch> {
    let column = &fact.column;
    let Some(newest) = fact.newest else {
        let rule = column.empty.filter(|_| !fact.not_concerned)?;
        let mut empty = of_column("column_empty", fact, before)?;
        empty.rule = rule;
        empty.class = "empty".into();
        return Some(empty);
    };
    let last = column.fresh_until(newest, calendar, periods)?;
    let mut stale = of_column("column_stale", fact, last)?;
    stale.class = column.class.code().into();
    Some(stale)
}

/// 复查: a column whose review date has come is looked through again.
fn review(fact: &ColumnFact) -> Option<Watch> {
    of_column("column_review", fact, fact.kept.review_on?)
}

fn of_the_guide(facts: &Facts, before: Date) -> Vec<Watch> {
    let of = |code| facts.columns.iter().find(|fact| fact.column.code == code);
    let Some(fact) = of("guide") else {
        return Vec::new();
    };
    let mut found: Vec<Watch> = guide::guide_gaps(&facts.guide.fields)
        .into_iter()
        .filter_map(|gap| {
            let lacks = [gap.zh.replacen("缺少", "", 1), gap.place.clone()];
            watch("guide_gap", &format!("guide/{}", gap.place), lacks, before)
        })
        .collect();
    let updated = facts.guide.fields.updated_on.zip(facts.guide.changed_on);
    if let Some((updated, changed)) = updated {
        // Late from the day after the change on: the change itself is the last good day.
        let after = changed.tomorrow().unwrap_or(changed);
        if guide::outdated(updated, changed, after).is_some() {
            found.extend(of_column("guide_outdated", fact, changed));
        }
    }
    found.iter_mut().for_each(|watch| {
        watch.owner.clone_from(&fact.kept.owner);
    });
    found
}

/// 扎堆公开: a December with more than its part of the year is asked about, from the day on which it has it. No text forbids it; what was
/// formed all the year was due all the year.
fn bunched(december: &December, settings: &Settings) -> Option<Watch> {
    let mut so_far = 0;
    for (day, count) in &december.days {
        so_far += count;
        let all = december.before + so_far;
        if all >= settings.bunching_from && so_far * 100 > all * settings.bunching_percent {
            let year = day.year();
            let name = [format!("{year}年"), format!("{year}: a great part")];
            return watch(
                "bunched",
                &format!("year/{year}"),
                name,
                day.yesterday().ok()?,
            );
        }
    }
    None
}

fn of_column(indicator: &str, fact: &ColumnFact, last: Date) -> Option<Watch> {
    let Column { code, zh, en, .. } = fact.column;
    let mut watch = watch(indicator, code, [zh.into(), en.into()], last)?;
    watch.owner.clone_from(&fact.kept.owner);
    Some(watch)
}

fn watch(indicator: &str, place: &str, name: [String; 2], last: Date) -> Option<Watch> {
    Some(Watch {
        rule: Indicator::of(indicator)?.rule,
        indicator: indicator.into(),
        place: place.into(),
        name,
        last,
        owner: String::new(),
        class: String::new(),
    })
}
