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
            .collect();
        Self {
            weekend: self.weekend.clone(),
            ..Self::of_changes(known)
        }
    }

    fn of_changes(changes: Vec<Change>) -> Self {
        let latest = changes.iter().max_by_key(|change| change.known_from);
        Self {
            version: latest.map_or_else(String::new, |change| change.notice.clone()),
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            known_until: changes
                .iter()
                .map(|change| Date::constant(change.date.year(), 12, 31))
                .max(),
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
            .map(|word| weekday(word).ok_or_else(|| format!("weekend: {word} is no day of the week")))
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
            known_until: None,
        })
    }
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
        let lines = NOTICES.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Calendar::cn().changes.len(), lines);
    }
}
