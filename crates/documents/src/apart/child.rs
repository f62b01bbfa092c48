//! The process that reads one file: it bounds itself, reads, answers and ends.

use std::{
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{Answer, Job, Limits, frame};
use crate::{
    fonts::Fonts,
    incoming, picture, read, redact, scan, sheet, text,
    upload::{self, Media, UploadError},
};

/// Set for the process that reads; see [`asked`].
pub(super) const ASKED: &str = "MINGBAI_READS_A_FILE";
/// The same on every machine, whatever the shell allows.
const STACK: usize = 8 * 1024 * 1024;

/// So much less urgent than the server is a reader.
#[cfg(unix)]
const BEHIND: i32 = 10;

/// Whether this process was started to read a file: how a test's binary tells that it is to call [`serve`].
#[must_use]
pub fn asked() -> bool {
    std::env::var_os(ASKED).is_some()
}

/// Reads the one file that stands in the input and writes what came of it.
///
/// # Errors
/// The other side is gone, or speaks otherwise.
pub fn serve(mut input: impl Read, mut out: impl Write) -> io::Result<()> {
    // A panic of a parser is an answer, not a trace.
    std::panic::set_hook(Box::new(|_| {}));
    let (limits, _): (Limits, Vec<u8>) = frame::read(&mut input)?;
    bound(limits)?;
    let (job, bytes): (Job, Vec<u8>) = frame::read(&mut input)?;
    let worker = std::thread::Builder::new().stack_size(STACK);
    let answered = worker.spawn(move || {
        catch_unwind(AssertUnwindSafe(|| done(job, &bytes)))
            .map_err(|_| io::Error::other("the reader broke"))
    })?;
    let (answer, made) = answered
        .join()
        .map_err(|_| io::Error::other("the reader is gone"))??;
    out.write_all(frame::MARK)?;
    frame::write(&mut out, &answer, &made)
}

fn done(job: Job, bytes: &[u8]) -> (Answer, Vec<u8>) {
    match job {
        Job::Upload { name, limit } => {
            let (result, cleaned) = taken(&name, bytes, limit);
            (Answer::Upload(result), cleaned)
        }
        Job::Text { name } => (Answer::Text(text::of(&name, bytes)), Vec::new()),
        Job::Incoming { name, limit } => match incoming::read(&name, bytes, limit) {
            Ok((draft, pictures)) => (Answer::Incoming(Ok(Box::new(draft))), pictures),
            Err(error) => (Answer::Incoming(Err(error)), Vec::new()),
        },
        Job::Scan {
            name,
            today,
            personal,
        } => {
            let scan = scan::of(&text::of(&name, bytes), today, &personal);
            (Answer::Scan(scan), Vec::new())
        }
        Job::Report { name } => (
            Answer::Report(read::report(bytes, &name).map(Box::new)),
            Vec::new(),
        ),
        Job::Sheets { name } => (Answer::Sheets(sheet::read(bytes, &name)), Vec::new()),
        Job::Redact {
            name,
            withheld,
            fonts,
        } => {
            let mut made = redact::redact(&name, bytes, &withheld, &Fonts::load(&fonts));
            let file = made
                .as_mut()
                .map(|made| std::mem::take(&mut made.bytes))
                .unwrap_or_default();
            (Answer::Redact(made), file)
        }
    }
}

/// What a file is, and a picture without what it says beside itself.
fn taken(name: &str, bytes: &[u8], limit: usize) -> (Result<Media, UploadError>, Vec<u8>) {
    let media = match upload::check(name, bytes, limit) {
        Ok(media) => media,
        Err(error) => return (Err(error), Vec::new()),
    };
    match picture::cleaned(bytes) {
        Ok(Some(made)) if made.bytes != bytes => (Ok(media), made.bytes),
        Ok(_) => (Ok(media), Vec::new()),
        Err(picture::Damaged) => (Err(UploadError::Damaged), Vec::new()),
    }
}

/// Memory, processor time and core files, by the system where it knows such limits. The parent bounds time and output
/// too; what it cannot do is end a reader whose parent was killed.
#[cfg(unix)]
fn bound(limits: Limits) -> io::Result<()> {
    use rlimit::Resource;
    // Pages come before files: where processors are few, a reader takes what is left of them.
    let _ = rustix::process::nice(BEHIND);
    let memory = limits.megabytes.saturating_mul(1024 * 1024);
    for (resource, most) in [
        (Resource::CORE, 0),
        (Resource::CPU, limits.seconds.saturating_add(1)),
        (Resource::AS, memory),
        // Nothing is written to a disk.
        (Resource::FSIZE, 0),
    ] {
        // What is bounded already may be bounded more tightly.
        let most = most.min(resource.get_hard()?);
        resource.set(most, most)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn bound(_: Limits) -> io::Result<()> {
    Ok(())
}
