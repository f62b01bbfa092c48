//! What rows are derived with besides the acts: the calendar, and the settings that no text of law decides.

use law::calendar::Calendar;

/// All that a derivation may depend on. A row that depends on anything else could not be made again.
#[derive(Debug, Clone)]
pub struct Rules<'a> {
    pub calendar: &'a Calendar,
    /// How the statutory clock of a request runs.
    pub clock: law::case::Settings,
    /// Periods of publishing and of rectification.
    pub publication: law::publication::Settings,
}

impl<'a> Rules<'a> {
    /// A calendar, and the settings of an installation that sets none.
    #[must_use]
    pub fn plain(calendar: &'a Calendar) -> Self {
        Self {
            calendar,
            clock: law::case::Settings::default(),
            publication: law::publication::Settings::default(),
        }
    }

    /// Names this program with this calendar and these settings: rows that another one derived may differ.
    pub(crate) fn fingerprint(&self) -> String {
        let settings = serde_json::json!({"clock": self.clock, "publication": self.publication});
        format!(
            "{} with calendar {} {:016x} and settings {settings}",
            env!("CARGO_PKG_VERSION"),
            self.calendar.version(),
            self.calendar.fingerprint(),
        )
    }
}
