//! 隔离: files that others made are read in a process of its own, with limits of memory, time, output and depth.
//!
//! The parsers behind office files, PDF and archives are young, and a file may be made to hurt them: to nest until the
//! stack ends, to unpack to a hundred gigabytes, never to finish. None of that can be caught inside a process, so the file
//! is handed to another one that holds nothing: no database, no key, no environment. What it does wrong ends it alone, and
//! whoever asked is told in words which limit the file broke ([`Stopped`]).
//!
//! ```no_run
//! use documents::apart::{Limits, Program, Readers};
//!
//! // The program is this binary with a hidden subcommand that calls `apart::serve`.
//! let program = Program::new(std::env::current_exe()?, ["read-file"]);
//! let readers = Readers::new(program, Limits::default(), vec![]);
//! let bytes = std::fs::read("附件.docx")?;
//! let taken = readers.upload("附件.docx", &bytes, 20 * 1024 * 1024);
//! let report = readers.report("年报.pdf", &bytes);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! The calls wait for the process and block: `app::reading` runs them aside and bounds how many run at once. A test gives
//! its own binary as the program, with the name of a test that calls [`serve`] when [`asked`].

mod child;
mod frame;
mod parent;
mod stopped;

use std::path::PathBuf;

use jiff::civil::Date;
use law::personal;
use serde::{Deserialize, Serialize};

use crate::{
    incoming::{Incoming, IncomingError},
    read::{ReadError, ReadReport},
    redact::{RedactError, Redacted, Withholding},
    scan::Scan,
    sheet::{Sheet, SheetError},
    text::Extract,
    upload::{Media, UploadError},
};

pub use child::{asked, serve};
pub use parent::{Program, Readers};
pub use stopped::{Limit, Stopped};

/// A file that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub media: Media,
    /// The picture without what it says beside itself, where it says anything: for what is published or given out.
    pub cleaned: Option<Vec<u8>>,
}

/// What one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Of memory, in megabytes, for the whole process.
    pub megabytes: u64,
    /// Of time, in seconds, on the clock and on the processor.
    pub seconds: u64,
    /// Of what the reader gives back, in megabytes.
    pub answer_megabytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            megabytes: 768,
            seconds: 30,
            answer_megabytes: 96,
        }
    }
}

/// What to do with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Job {
    /// What it really is, and whether to take it: [`crate::upload::check`].
    Upload { name: String, limit: usize },
    /// A published report: [`crate::read::report`].
    Report { name: String },
    /// The file without what is withheld: [`crate::redact::redact`].
    Redact {
        name: String,
        withheld: Vec<Withholding>,
        fonts: Vec<PathBuf>,
    },
    /// Rows of a table: [`crate::sheet::read`].
    Sheets { name: String },
    /// All text, with its places: [`crate::text::of`].
    Text { name: String },
    /// A document as the draft of an item: [`crate::incoming::read`].
    Incoming { name: String, limit: usize },
    /// What must not go out: [`crate::scan::of`].
    Scan {
        name: String,
        today: Date,
        personal: personal::Settings,
    },
}

/// What came of it. The bytes of a file made travel beside it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// A picture that said more than it shows travels beside it, cleaned.
    Upload(Result<Media, UploadError>),
    Report(Result<Box<ReadReport>, ReadError>),
    Redact(Result<Redacted, RedactError>),
    Sheets(Result<Vec<Sheet>, SheetError>),
    Text(Extract),
    /// Its pictures travel beside it.
    Incoming(Result<Box<Incoming>, IncomingError>),
    Scan(Scan),
}
