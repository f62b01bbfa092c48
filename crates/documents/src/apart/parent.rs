//! The process that asks: starts a reader, hands it the file, waits no longer than allowed.

use std::{
    ffi::OsString,
    io::{self, Read},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::{Duration, Instant},
};

use jiff::civil::Date;
use law::personal;

use super::{Answer, Job, Limit, Limits, Stopped, Taken, child::ASKED, frame};
use crate::{
    incoming::{Incoming, IncomingError},
    read::{ReadError, ReadReport},
    redact::{RedactError, Redacted, Withholding},
    scan::Scan,
    sheet::{Sheet, SheetError},
    text::Extract,
    upload::UploadError,
};

/// What of a reader's complaints is kept: enough to tell what ended it.
const COMPLAINT: u64 = 64 * 1024;

/// What to start as a reader: it calls [`super::serve`] on its standard input and output.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl Program {
    pub fn new<A: Into<OsString>>(
        path: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = A>,
    ) -> Self {
        Self {
            path: path.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
        }
    }
}

/// Readers in processes of their own, one for each file.
#[derive(Debug, Clone)]
pub struct Readers {
    program: Program,
    limits: Limits,
    /// Folders with a site's own fonts, in which a redacted PDF is set.
    fonts: Vec<PathBuf>,
}

impl Readers {
    #[must_use]
    pub fn new(program: Program, limits: Limits, fonts: Vec<PathBuf>) -> Self {
        Self {
            program,
            limits,
            fonts,
        }
    }

    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// [`crate::upload::check`] elsewhere.
    pub fn upload(&self, name: &str, bytes: &[u8], limit: usize) -> Result<Taken, UploadError> {
        // What is refused by its size alone needs no reader.
        if bytes.is_empty() || bytes.len() > limit {
            return crate::upload::check(name, bytes, limit).map(|media| Taken {
                media,
                cleaned: None,
            });
        }
        let job = Job::Upload {
            name: name.into(),
            limit,
        };
        match self.ask(name, &job, bytes)? {
            (Answer::Upload(result), made) => result.map(|media| Taken {
                media,
                cleaned: (!made.is_empty()).then_some(made),
            }),
            _ => Err(foreign(name).into()),
        }
    }

    /// [`crate::read::report`] elsewhere.
    pub fn report(&self, name: &str, bytes: &[u8]) -> Result<ReadReport, ReadError> {
        if bytes.len() > crate::read::LIMIT {
            return Err(ReadError::TooLarge);
        }
        let job = Job::Report { name: name.into() };
        match self.ask(name, &job, bytes)? {
            (Answer::Report(result), _) => result.map(|report| *report),
            _ => Err(foreign(name).into()),
        }
    }

    /// [`crate::redact::redact`] elsewhere.
    pub fn redact(
        &self,
        name: &str,
        bytes: &[u8],
        withheld: &[Withholding],
    ) -> Result<Redacted, RedactError> {
        if bytes.len() > crate::redact::LIMIT {
            return Err(RedactError::TooLarge);
        }
        let job = Job::Redact {
            name: name.into(),
            withheld: withheld.to_vec(),
            fonts: self.fonts.clone(),
        };
        match self.ask(name, &job, bytes)? {
            (Answer::Redact(result), made) => result.map(|redacted| Redacted {
                bytes: made,
                ..redacted
            }),
            _ => Err(foreign(name).into()),
        }
    }

    /// [`crate::sheet::read`] elsewhere.
    pub fn sheets(&self, name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
        let job = Job::Sheets { name: name.into() };
        match self.ask(name, &job, bytes)? {
            (Answer::Sheets(result), _) => result,
            _ => Err(foreign(name).into()),
        }
    }

    /// [`crate::text::of`] elsewhere.
    pub fn text(&self, name: &str, bytes: &[u8]) -> Result<Extract, Stopped> {
        match self.ask(name, &Job::Text { name: name.into() }, bytes)? {
            (Answer::Text(extract), _) => Ok(extract),
            _ => Err(foreign(name)),
        }
    }

    /// [`crate::incoming::read`] elsewhere; the bytes of each picture in the order of the draft's own list.
    pub fn incoming(
        &self,
        name: &str,
        bytes: &[u8],
        limit: usize,
    ) -> Result<(Incoming, Vec<Vec<u8>>), IncomingError> {
        let job = Job::Incoming {
            name: name.into(),
            limit,
        };
        match self.ask(name, &job, bytes)? {
            (Answer::Incoming(result), made) => {
                let draft = *result?;
                let mut rest = made.as_slice();
                let mut pictures = Vec::with_capacity(draft.pictures.len());
                for picture in &draft.pictures {
                    let (own, behind) = rest
                        .split_at_checked(picture.size)
                        .ok_or_else(|| foreign(name))?;
                    pictures.push(own.to_vec());
                    rest = behind;
                }
                Ok((draft, pictures))
            }
            _ => Err(foreign(name).into()),
        }
    }

    /// [`crate::scan::of`] elsewhere; `today` bounds dates of birth, and numbers are told as the site masks them.
    pub fn scan(
        &self,
        name: &str,
        bytes: &[u8],
        today: Date,
        personal: &personal::Settings,
    ) -> Result<Scan, Stopped> {
        let job = Job::Scan {
            name: name.into(),
            today,
            personal: personal.clone(),
        };
        match self.ask(name, &job, bytes)? {
            (Answer::Scan(scan), _) => Ok(scan),
            _ => Err(foreign(name)),
        }
    }

    fn ask(&self, name: &str, job: &Job, bytes: &[u8]) -> Result<(Answer, Vec<u8>), Stopped> {
        let stopped = |limit| Stopped {
            file: name.into(),
            limit,
        };
        let mut running = Running(
            self.start()
                .map_err(|error| stopped(Limit::NotStarted(error.to_string())))?,
        );
        let spoken = running
            .speak(self.limits, job, bytes)
            .map_err(|error| stopped(Limit::NotStarted(error.to_string())))?;
        if let Some(answer) = frame::behind_mark(&spoken.answer) {
            if spoken.answer.len() as u64 > self.limits.answer_megabytes * 1024 * 1024 {
                return Err(stopped(Limit::Answer(self.limits.answer_megabytes)));
            }
            if let Ok(answer) = frame::read(answer) {
                return Ok(answer);
            }
        }
        Err(stopped(spoken.ended(self.limits)))
    }

    fn start(&self) -> io::Result<Child> {
        Command::new(&self.program.path)
            .args(&self.program.arguments)
            // It needs nothing of what this process was told: no database, no password.
            .env_clear()
            .env(ASKED, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }
}

/// A reader of this very version answers what it was asked.
fn foreign(name: &str) -> Stopped {
    Stopped {
        file: name.into(),
        limit: Limit::NotStarted("the reader answers something else".into()),
    }
}

/// Ended when nobody waits for it any longer.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may be gone already; that it is gone is all that matters.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// All that a reader said until its end, or until its time was up.
struct Spoken {
    answer: Vec<u8>,
    complaint: String,
    in_time: bool,
}

impl Running {
    fn speak(&mut self, limits: Limits, job: &Job, bytes: &[u8]) -> io::Result<Spoken> {
        let (Some(mut stdin), Some(stdout), Some(stderr)) = (
            self.0.stdin.take(),
            self.0.stdout.take(),
            self.0.stderr.take(),
        ) else {
            return Err(io::Error::other("a reader without pipes"));
        };
        let until = Instant::now() + Duration::from_secs(limits.seconds);
        let answer = all_of(stdout, limits.answer_megabytes * 1024 * 1024 + 1);
        let complaint = all_of(stderr, COMPLAINT);
        let mut sent = Vec::new();
        frame::write(&mut sent, &limits, &[])?;
        frame::write(&mut sent, job, bytes)?;
        // A reader that dies early leaves its input unread; what it says tells why.
        std::thread::spawn(move || io::Write::write_all(&mut stdin, &sent));
        let left = |until: Instant| until.saturating_duration_since(Instant::now());
        let said = answer.recv_timeout(left(until));
        let in_time = said.is_ok();
        if !in_time {
            self.0.kill()?;
        }
        Ok(Spoken {
            answer: said.unwrap_or_default(),
            complaint: complaint
                .recv_timeout(Duration::from_secs(1))
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .unwrap_or_default(),
            in_time,
        })
    }
}

/// Everything that comes out of a pipe up to `most` bytes, once it is closed or that many have come.
fn all_of(pipe: impl Read + Send + 'static, most: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks says as much as one that ends.
        let _ = pipe.take(most).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}

impl Spoken {
    /// What ended a reader that gave no answer, by what the runtime says as it goes down.
    fn ended(&self, limits: Limits) -> Limit {
        let says = |words: &str| self.complaint.contains(words);
        if !self.in_time {
            Limit::Time(limits.seconds)
        } else if self.answer.len() as u64 > limits.answer_megabytes * 1024 * 1024 {
            Limit::Answer(limits.answer_megabytes)
        } else if says("overflowed its stack") {
            Limit::Depth
        } else if says("memory allocation of") || says("Cannot allocate memory") {
            Limit::Memory(limits.megabytes)
        } else {
            Limit::Broke
        }
    }
}
