//! The one place that reads the wall clock. Dates are Asia/Shanghai civil dates (C-9).

use jiff::{Timestamp, civil::Date, tz::Offset};

/// China keeps one zone without summer time, so a fixed offset is exact and needs no zone database.
const SHANGHAI: Offset = Offset::constant(8);

/// Where "now" comes from: the machine, or one held instant in tests and in the demo.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock(Option<Timestamp>);

impl Clock {
    #[must_use]
    pub fn system() -> Self {
        Self(None)
    }

    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self(Some(now))
    }

    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the single reading of the wall clock"
    )]
    pub fn now(&self) -> Timestamp {
        self.0.unwrap_or_else(Timestamp::now)
    }

    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Date {
        date_of(self.now())
    }
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

/// The instant at which an hour begins on a day in China.
#[must_use]
pub fn instant_of(date: Date, hour: i8) -> Option<Timestamp> {
    SHANGHAI.to_timestamp(date.at(hour, 0, 0, 0)).ok()
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
