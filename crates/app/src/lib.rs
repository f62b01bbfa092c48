#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod audit;
pub mod background;
pub mod calendar;
pub mod calendar_feed;
pub mod catalogue;
pub mod chases;
pub mod checkpoint;
pub mod clock;
pub mod consolidation;
pub mod csv;
pub mod doctor;
pub mod door;
pub mod error;
pub mod figures;
pub mod find;
pub mod health;
pub mod import;
pub mod index;
pub mod inspection;
pub mod items;
pub mod jobs;
pub mod mail;
pub mod messages;
pub mod notices;
pub mod once;
pub mod organs;
mod pen;
pub mod plain;
pub mod pools;
pub mod public_log;
pub mod reading;
mod record;
pub mod rectification;
pub mod remedies;
pub mod reminders;
pub mod reports;
pub mod requests;
pub mod rights;
pub mod scanner;
pub mod server;
pub mod staff;
pub mod standards;
pub mod subjects;
pub mod tasks;
mod throttle;
pub mod today;
pub mod tokens;
pub mod unfound;
pub mod upload;
pub mod witness;

use std::sync::Arc;

use jiff::Timestamp;

pub use clock::Clock;
pub use error::{Error, FieldError, Result};
pub use staff::{Role, Staff, powers_of};

/// Named settings that no text of law decides, with visible defaults.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The name shown in the portal's header.
    pub site_name: String,
    /// 网站标识码 (ten digits), printed in the head and foot of every page (W-1, W-5).
    pub site_id_code: String,
    /// 网站域名, printed in the head of every page (W-1).
    pub site_domain: String,
    /// How long a session of staff lives from sign-in, in hours.
    pub session_hours: i64,
    /// After so many minutes without a click a session ends.
    pub session_idle_minutes: i64,
    /// After so many minutes the password is asked for again before keys and rights are changed (N-4); 0: never.
    pub prove_again_minutes: i64,
    /// Of whom a second factor is asked at sign-in (N-4).
    pub second_factor_roles: Vec<Role>,
    /// The largest file accepted from anyone, in bytes.
    pub upload_limit: usize,
    /// How many calls of the API one token may make in a minute.
    pub api_calls_per_minute: u32,
    /// How the statutory clock is run where no text decides.
    pub clock: law::case::Settings,
    /// Dates and habits of the annual report where no text decides.
    pub reports: reports::ReportSettings,
    /// When and whom the clock service reminds.
    pub remind: law::remind::Settings,
    /// Periods of publishing that no national text fixes.
    pub publication: law::publication::Settings,
    /// The mail server; without one no mail is sent.
    pub mail: mail::Settings,
    /// How the house handles a request inside.
    pub handling: law::handling::Settings,
    /// How the house publishes.
    pub items: law::item::Settings,
    /// How long an answer to the public may take.
    pub messages: law::message::Settings,
    /// How far a self-inspection looks ahead, and when December is too much.
    pub inspection: law::inspection::Settings,
    /// From when on an applicant's requests are pointed out as many.
    pub frequency: law::frequency::Settings,
    /// When the same information is proposed for publishing.
    pub repeated: law::repeated::Settings,
    /// How long the files of requests are kept.
    pub archive: law::archive::Settings,
    /// How long the audit log is kept.
    pub audit: law::audit::Settings,
    /// Whether one person may hold several of the three powers.
    pub powers: law::powers::Settings,
    /// How personal data is masked where it is shown.
    pub personal: law::personal::Settings,
    /// How strangers may file requests; `[intake]` in older files.
    #[serde(alias = "intake")]
    pub door: DoorLimits,
    /// Letters.
    pub letters: LetterSettings,
    /// How the server receives visitors.
    pub server: server::ServerSettings,
    /// What reading a file may cost.
    pub reading: reading::Settings,
    /// How searches are understood.
    pub search: find::Settings,
    /// Where checkpoints of the ledger are kept, apart from it.
    pub log: checkpoint::Settings,
}

impl Settings {
    /// What rows are derived with, with this calendar; as of the last act of each.
    #[must_use]
    pub fn rules<'a>(&self, calendar: &'a law::calendar::Calendar) -> store::Rules<'a> {
        store::Rules {
            calendar,
            clock: self.clock.clone(),
            publication: self.publication.clone(),
            message: self.messages.clone(),
            today: jiff::civil::Date::MIN,
        }
    }
}

/// 文书.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct LetterSettings {
    /// Folder of the county's own templates, relative to the data folder; empty: the built-in ones alone.
    pub templates: String,
}

/// What keeps strangers from flooding the counter. No text decides these.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DoorLimits {
    /// Requests from one address within an hour before a plain question is asked; 0 asks never.
    pub question_after: i64,
    /// Requests from one address within an hour before no more are taken; 0 sets no limit.
    pub most_an_hour: i64,
    /// The largest file that goes with a request from the portal, in bytes.
    pub file_limit: usize,
    /// How many files may go with it.
    pub most_files: usize,
    /// How many days a saved draft can be opened.
    pub draft_days: i64,
    /// Bytes of files that strangers at one address may leave on a day.
    pub bytes_a_day_per_address: i64,
    /// Bytes of files that all strangers together may leave on a day; requests without files are always taken.
    pub bytes_a_day: i64,
}

impl Default for DoorLimits {
    fn default() -> Self {
        Self {
            question_after: 3,
            most_an_hour: 60,
            file_limit: 5 * 1024 * 1024,
            most_files: 5,
            draft_days: 14,
            bytes_a_day_per_address: 100 * 1024 * 1024,
            bytes_a_day: 2 * 1024 * 1024 * 1024,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_name: "政府信息公开".into(),
            site_id_code: "0000000000".into(),
            site_domain: "localhost".into(),
            session_hours: 10,
            session_idle_minutes: 60,
            prove_again_minutes: 15,
            second_factor_roles: Vec::new(),
            upload_limit: 20 * 1024 * 1024,
            api_calls_per_minute: 300,
            clock: law::case::Settings::default(),
            reports: reports::ReportSettings::default(),
            remind: law::remind::Settings::default(),
            publication: law::publication::Settings::default(),
            mail: mail::Settings::default(),
            handling: law::handling::Settings::default(),
            items: law::item::Settings::default(),
            messages: law::message::Settings::default(),
            inspection: law::inspection::Settings::default(),
            frequency: law::frequency::Settings::default(),
            repeated: law::repeated::Settings::default(),
            archive: law::archive::Settings::default(),
            audit: law::audit::Settings::default(),
            powers: law::powers::Settings::default(),
            personal: law::personal::Settings::default(),
            door: DoorLimits::default(),
            letters: LetterSettings::default(),
            server: server::ServerSettings::default(),
            reading: reading::Settings::default(),
            search: find::Settings::default(),
            log: checkpoint::Settings::default(),
        }
    }
}

/// Everything an operation needs, built once in `cli` and passed down.
#[derive(Clone)]
pub struct App {
    pub store: store::Store,
    pub files: store::files::Files,
    pub search: Arc<search::Index>,
    pub keys: store::people::Keys,
    pub calendar: Arc<law::calendar::Calendar>,
    pub settings: Arc<Settings>,
    pub fonts: Arc<documents::fonts::Fonts>,
    /// Rooms for work that is dear.
    pub pools: Arc<pools::Pools>,
    /// What was looked for and not found, until it is written.
    pub unfound: Arc<unfound::Waiting>,
    /// The templates of letters, the county's own in place of the built-in ones.
    pub letters: Arc<documents::letter::Templates>,
    /// Reads the files that others made, each in a process of its own.
    pub reading: reading::Reading,
    pub clock: Clock,
    /// What requests are called, as far as this node has opened it.
    pub subjects: Arc<subjects::Cache>,
}

impl App {
    /// What rows are derived with besides the acts, today.
    #[must_use]
    pub fn rules(&self) -> store::Rules<'_> {
        store::Rules {
            today: self.clock.today(),
            ..self.settings.rules(&self.calendar)
        }
    }

    /// The same application with its clock held at one instant: how the demo lives through a year.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        Self {
            clock: Clock::fixed(now),
            ..self.clone()
        }
    }
}
