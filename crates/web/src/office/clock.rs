//! The clock of a case in a word, an icon and a level: never by colour alone.

use app::App;
use jiff::civil::Date;

use super::desk::Desk;

/// Where a case stands against its last day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clock {
    /// `late`, `soon` (at most 2 working days), `near` (at most 5), `later`, `waiting` or `closed`.
    pub level: &'static str,
    pub icon: &'static str,
    pub text: String,
    /// The last day, where one runs.
    pub date: String,
    /// Its day of the week in a word.
    pub weekday: String,
}

/// The icon of a level.
#[must_use]
pub fn icon(level: &str) -> &'static str {
    match level {
        "late" | "error" => "✕",
        "soon" | "warning" => "▲",
        "near" | "question" => "◆",
        "waiting" => "…",
        "closed" | "done" => "✓",
        _ => "○",
    }
}

/// The clock of a case: closed, waiting, or so many working days from its last day.
#[must_use]
pub fn clock(d: &Desk, app: &App, due: Option<Date>, closed: Option<Date>) -> Clock {
    if let Some(on) = closed {
        return Clock {
            level: "closed",
            icon: icon("closed"),
            text: d.tn("office.clock.closed", "date", on),
            ..Clock::default()
        };
    }
    let Some(due) = due else {
        return word(d, "waiting", "office.clock.waiting", 0, None);
    };
    let left = app::today::left(app, d.today, due);
    let (level, key) = match left {
        -1 => ("late", "office.clock.late_one"),
        i64::MIN..0 => ("late", "office.clock.late"),
        0 => ("soon", "office.clock.today"),
        1 => ("soon", "office.clock.left_one"),
        2 => ("soon", "office.clock.left"),
        3..=5 => ("near", "office.clock.left"),
        _ => ("later", "office.clock.left"),
    };
    word(d, level, key, left.abs(), Some(due))
}

fn word(d: &Desk, level: &'static str, key: &str, days: i64, due: Option<Date>) -> Clock {
    Clock {
        level,
        icon: icon(level),
        text: d.tn(key, "n", days),
        date: due.map(|date| date.to_string()).unwrap_or_default(),
        weekday: due.map(|date| weekday(d, date)).unwrap_or_default(),
    }
}

/// The day of the week in a short word.
#[must_use]
pub fn weekday(d: &Desk, date: Date) -> String {
    let day = date.weekday().to_monday_one_offset();
    d.t(&format!("office.weekday.{day}"))
}
