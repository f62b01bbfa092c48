//! 放假通知的补充: notices that came after this version of the program (C-7), or a local overlay (C-6).

use std::fmt::Write;

use jiff::civil::Date;

use super::{
    Calendar,
    day::{Change, DayKind},
    source::covered,
};

impl Calendar {
    /// This calendar with further notices, in the format of the embedded table: date, `off`, `work` or `usual`, holiday,
    /// day of the notice, notice, with tabs between; lines that begin with `#` are remarks. A later notice about a date
    /// prevails over an earlier one (C-7).
    ///
    /// # Errors
    /// Each line that is wrong, with its number; then nothing of the text is taken.
    pub fn with_notices(&self, text: &str) -> Result<Self, Vec<String>> {
        let mut changes = self.changes.clone();
        let mut wrong = Vec::new();
        let mut taken = 0;
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match change(line) {
                Ok(change) => {
                    taken += 1;
                    if !changes.contains(&change) {
                        changes.push(change);
                    }
                }
                Err(why) => wrong.push(format!("{number}: {why}")),
            }
        }
        if taken == 0 && wrong.is_empty() {
            wrong.push("1: no line is a notice".into());
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        changes.sort_by_key(|change| (change.date, change.known_from));
        let known = self.known.and(covered(&changes));
        Ok(Self::new(self.weekend, changes, known))
    }

    /// Sixty-four bits over everything that counting reads: two calendars that count otherwise differ in it, even where
    /// their latest notice is the same (C-7).
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut text = format!("{:?} {:?} ", self.weekend, self.known);
        for (date, working) in &self.exceptions {
            let _ = write!(text, "{date}{}", u8::from(*working));
        }
        // FNV-1a: no secret depends on it.
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// The days of a year that differ from the week, in order: for a page that shows the calendar.
    pub fn exceptions_of(&self, year: i16) -> impl Iterator<Item = super::Day> {
        self.exceptions
            .iter()
            .filter(move |(date, _)| date.year() == year)
            .map(|(date, _)| self.day(*date))
    }
}

fn change(line: &str) -> Result<Change, String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [date, kind, name, known_from, notice] = cells[..] else {
        return Err(format!(
            "five cells with tabs between are meant, not {}",
            cells.len()
        ));
    };
    let day = |cell: &str| -> Result<Date, String> {
        cell.parse()
            .map_err(|_| format!("{cell} is no date (YYYY-MM-DD)"))
    };
    if notice.is_empty() {
        return Err("the notice has no name".into());
    }
    Ok(Change {
        date: day(date)?,
        kind: match kind {
            "off" => DayKind::Holiday,
            "work" => DayKind::MakeUp,
            "usual" => DayKind::Ordinary,
            other => return Err(format!("{other}: off, work or usual is meant")),
        },
        name: name.into(),
        known_from: day(known_from)?,
        notice: notice.into(),
    })
}
