//! The one place that reads the wall clock. Dates are Asia/Shanghai civil dates (C-9).

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

/// China keeps one zone without summer time, so a fixed offset is exact and needs no zone database.
const SHANGHAI: Offset = Offset::constant(8);

/// Where "now" comes from: the machine, one held instant in tests and in the demo, or the machine put off by so much.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock(Source);

#[derive(Debug, Clone, Copy, Default)]
enum Source {
    #[default]
    System,
    Held(Timestamp),
    Shifted(SignedDuration),
}

impl Clock {
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self(Source::Held(now))
    }

    /// A clock that shows `start` now and runs on from there: for trying out a year in an hour.
    #[must_use]
    pub fn starting(start: Timestamp) -> Self {
        Self(Source::Shifted(start.duration_since(machine())))
    }

    /// The same from nine in the morning of a day in China.
    #[must_use]
    pub fn morning_of(day: Date) -> Self {
        let nine = SHANGHAI.to_timestamp(day.at(9, 0, 0, 0));
        Self::starting(nine.unwrap_or_default())
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self.0 {
            Source::System => machine(),
            Source::Held(now) => now,
            Source::Shifted(by) => machine() + by,
        }
    }

    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Date {
        date_of(self.now())
    }

    /// Day and minute in China.
    #[must_use]
    pub fn minute(&self) -> DateTime {
        SHANGHAI.to_datetime(self.now())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the single reading of the wall clock"
)]
fn machine() -> Timestamp {
    Timestamp::now()
}

/// The civil date in China of an instant.
#[must_use]
pub fn date_of(instant: Timestamp) -> Date {
    SHANGHAI.to_datetime(instant).date()
}

/// An instant as people in China read it, to the minute.
#[must_use]
pub fn moment(instant: Timestamp) -> String {
    SHANGHAI
        .to_datetime(instant)
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// The instant of a day and a minute in China; the last there is where that lies beyond it.
#[must_use]
pub fn instant_of(minute: DateTime) -> Timestamp {
    SHANGHAI.to_timestamp(minute).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        let cases = [
            ("2026-03-01T15:59:59Z", "2026-03-01"),
            ("2026-03-01T16:00:00Z", "2026-03-02"),
            ("2026-12-31T16:00:00Z", "2027-01-01"),
        ];
        for (instant, day) in cases {
            let clock = Clock::fixed(instant.parse().unwrap());
            assert_eq!(clock.today().to_string(), day, "{instant}");
        }
    }
}
