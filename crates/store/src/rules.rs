//! What rows are derived with besides the acts: the calendar, and the settings that no text of law decides.

use jiff::civil::Date;
use law::calendar::Calendar;

/// All that a derivation may depend on. A row that depends on anything else could not be made again.
#[derive(Debug, Clone)]
pub struct Rules<'a> {
    pub calendar: &'a Calendar,
    /// How the statutory clock of a request runs.
    pub clock: law::case::Settings,
    /// Periods of publishing and of rectification.
    pub publication: law::publication::Settings,
    /// How long an answer to the public may take.
    pub message: law::message::Settings,
    /// The day as of which last days are counted: while others are being asked they move each working day without an act. A
    /// stream is never counted as of a day before its last act, so [`Date::MIN`] counts as of that.
    pub today: Date,
}

/// How rows are derived from acts. Whoever changes a `derive` so that old acts give other rows raises it: rows are then renewed.
const DERIVATION: u32 = 6;

impl<'a> Rules<'a> {
    /// A calendar, and the settings of an installation that sets none; as of the last act.
    #[must_use]
    pub fn plain(calendar: &'a Calendar) -> Self {
        Self {
            calendar,
            clock: law::case::Settings::default(),
            publication: law::publication::Settings::default(),
            message: law::message::Settings::default(),
            today: Date::MIN,
        }
    }

    /// Names this program with this calendar and these settings: rows that another one derived may differ. The day is not part
    /// of it: a row whose last day moves says itself when (`requests::RequestRow::recount_on`).
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let settings = serde_json::json!({"clock": self.clock, "publication": self.publication, "message": self.message});
        format!(
            "{}.{DERIVATION} with calendar {} {:016x} and settings {settings}",
            env!("CARGO_PKG_VERSION"),
            self.calendar.version(),
            self.calendar.fingerprint(),
        )
    }
}
