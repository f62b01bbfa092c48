//! Where calendars come from: the notices of 2019 to 2026, or a file of one's own.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Calendar,
    day::{Change, DayKind},
};

const NOTICES: &str = include_str!("../../data/holidays.tsv");

/// 星期六和星期日为周休息日 (国务院关于职工工作时间的规定第七条; C-2).
const SATURDAY_SUNDAY: [bool; 7] = [false, false, false, false, false, true, true];

impl Calendar {
    /// China's calendar with every notice that this version of Mingbai carries (C-2).
    #[must_use]
    pub fn cn() -> Self {
        let mut changes = Vec::new();
        for line in NOTICES.lines().filter(|line| !line.starts_with('#')) {
            if let Some(change) = change(line) {
                changes.push(change);
            }
        }
        let known = covered(&changes);
        Self::new(SATURDAY_SUNDAY, changes, known)
    }

    /// The same calendar as it was known on a day: later notices left out (C-7, trap 30).
    #[must_use]
    pub fn as_known_on(&self, day: Date) -> Self {
        let known = self
            .changes
            .iter()
            .filter(|change| change.known_from <= day)
            .cloned()
            .collect::<Vec<_>>();
        let covered = covered(&known).or(Some((Date::MAX, Date::MIN)));
        Self::new(self.weekend, known, self.known.and(covered))
    }

    /// The calendar of an earlier `version()`, to explain a date that was computed with it (C-7).
    #[must_use]
    pub fn at_version(&self, version: &str) -> Option<Self> {
        let (day, _) = self
            .versions()
            .into_iter()
            .find(|(_, notice)| notice == version)?;
        Some(self.as_known_on(day))
    }

    /// Every version: the day of its latest notice and that notice, in order.
    #[must_use]
    pub fn versions(&self) -> Vec<(Date, String)> {
        let mut versions: Vec<(Date, String)> = self
            .changes
            .iter()
            .map(|change| (change.known_from, change.notice.clone()))
            .collect();
        versions.sort();
        versions.dedup();
        versions
    }

    /// The same calendar with days off and working days of one's own place, such as a holiday of a minority area
    /// (全国年节及纪念日放假办法第四条; C-6). A local day off on a day that works by notice wins; what is known does not grow by it.
    #[must_use]
    pub fn with_local(&self, name: &str, off: &[Date], work: &[Date]) -> Self {
        let days = off
            .iter()
            .map(|date| (*date, DayKind::Holiday))
            .chain(work.iter().map(|date| (*date, DayKind::MakeUp)));
        let mut changes = self.changes.clone();
        changes.extend(days.map(|(date, kind)| Change {
            date,
            kind,
            name: name.into(),
            known_from: Date::MIN,
            notice: name.into(),
        }));
        // Sorting keeps the order of equals, so that a local day stands after the notice's and wins.
        changes.sort_by_key(|change| change.date);
        Self {
            version: self.version.clone(),
            ..Self::new(self.weekend, changes, self.known)
        }
    }

    pub(super) fn new(
        weekend: [bool; 7],
        changes: Vec<Change>,
        known: Option<(Date, Date)>,
    ) -> Self {
        let mut exceptions: Vec<(Date, bool)> = Vec::with_capacity(changes.len());
        for change in &changes {
            if exceptions
                .last()
                .is_some_and(|(date, _)| *date == change.date)
            {
                exceptions.pop();
            }
            match change.kind {
                DayKind::Holiday => exceptions.push((change.date, false)),
                DayKind::MakeUp => exceptions.push((change.date, true)),
                DayKind::Ordinary | DayKind::Weekend => {}
            }
        }
        Self {
            version: latest(&changes),
            weekend,
            exceptions,
            changes,
            known,
        }
    }

    /// A calendar file of `formats.md`, so that another country's can be tried.
    ///
    /// # Errors
    /// The text is not such a file; the message says where.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut weekend = [false; 7];
        for word in &file.weekend {
            let day = WEEK
                .iter()
                .position(|day| day == word)
                .ok_or_else(|| format!("weekend: {word} is no day of the week"))?;
            weekend[day] = true;
        }
        let mut changes: Vec<Change> = file
            .off
            .into_iter()
            .map(|date| (date, DayKind::Holiday))
            .chain(file.work.into_iter().map(|date| (date, DayKind::MakeUp)))
            .map(|(date, kind)| Change {
                date,
                kind,
                name: String::new(),
                known_from: Date::MIN,
                notice: String::new(),
            })
            .collect();
        changes.sort_by_key(|change| change.date);
        if let Some(pair) = changes.windows(2).find(|pair| pair[0].date == pair[1].date) {
            return Err(format!("{} stands twice in off and work", pair[0].date));
        }
        Ok(Self {
            version: "file".into(),
            ..Self::new(weekend, changes, None)
        })
    }
}

/// A notice covers a whole year, so the years of the first and the last change are known.
/// Local days (C-6) say nothing of a year.
pub(super) fn covered(changes: &[Change]) -> Option<(Date, Date)> {
    let mut by_notice = changes
        .iter()
        .filter(|change| change.known_from > Date::MIN);
    let first = by_notice.next()?.date.year();
    let last = by_notice
        .next_back()
        .map_or(first, |change| change.date.year());
    Some((Date::constant(first, 1, 1), Date::constant(last, 12, 31)))
}

fn latest(changes: &[Change]) -> String {
    changes
        .iter()
        .max_by_key(|change| change.known_from)
        .map_or_else(String::new, |change| change.notice.clone())
}

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weekend: Vec<String>,
    #[serde(default)]
    off: Vec<Date>,
    #[serde(default)]
    work: Vec<Date>,
}

fn change(line: &str) -> Option<Change> {
    let mut cells = line.split('\t');
    Some(Change {
        date: cells.next()?.parse().ok()?,
        kind: match cells.next()? {
            "off" => DayKind::Holiday,
            "work" => DayKind::MakeUp,
            _ => DayKind::Ordinary,
        },
        name: cells.next()?.into(),
        known_from: cells.next()?.parse().ok()?,
        notice: cells.next()?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_notices_is_read() {
        let lines = NOTICES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .count();
        assert_eq!(Calendar::cn().changes.len(), lines);
    }
}
