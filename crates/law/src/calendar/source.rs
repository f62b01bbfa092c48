//! Where calendars come from: the notices of 2019 to 2026, or a file of one's own.

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::{
    Calendar,
    day::{Change, DayKind},
};

const NOTICES: &str = include_str!("../../data/holidays.tsv");

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
        Self::of_changes(changes)
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
        Self {
            weekend: self.weekend.clone(),
            known: self
                .known
                .and_then(|_| covered(&known).or(Some((Date::MAX, Date::MIN)))),
            version: latest(&known),
            changes: known,
        }
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

    fn of_changes(changes: Vec<Change>) -> Self {
        Self {
            version: latest(&changes),
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            known: covered(&changes),
            changes,
        }
    }

    /// A calendar file of `formats.md`, so that another country's can be tried.
    ///
    /// # Errors
    /// The text is not such a file; the message says where.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let weekend = file
            .weekend
            .iter()
            .map(|word| {
                weekday(word).ok_or_else(|| format!("weekend: {word} is no day of the week"))
            })
            .collect::<Result<_, _>>()?;
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
        Ok(Self {
            version: "file".into(),
            weekend,
            changes,
            known: None,
        })
    }
}

/// A notice covers a whole year, so the years of the first and the last change are known.
fn covered(changes: &[Change]) -> Option<(Date, Date)> {
    let first = changes.first()?.date.year();
    let last = changes.last()?.date.year();
    Some((Date::constant(first, 1, 1), Date::constant(last, 12, 31)))
}

fn latest(changes: &[Change]) -> String {
    changes
        .iter()
        .max_by_key(|change| change.known_from)
        .map_or_else(String::new, |change| change.notice.clone())
}

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

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
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
