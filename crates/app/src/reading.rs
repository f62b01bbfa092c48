//! 读取: files that others made are read in processes of their own (`documents::apart`): so many at once, the others wait a
//! little and are then told to come again.

use std::{sync::Arc, time::Duration};

use documents::{
    apart::{Limits, Program, Readers, Stopped, Taken},
    incoming::{Incoming, IncomingError},
    read::{ReadError, ReadReport},
    redact::{RedactError, Redacted, Withholding},
    sheet::{Sheet, SheetError},
    text::Extract,
    upload::UploadError,
};
use tokio::sync::Semaphore;

use crate::{Error, Result, scanner::Scanner, upload::Upload};

/// What reading one file may cost, and how many are read at once.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Memory of one reader, in megabytes.
    pub megabytes: u64,
    /// Seconds after which a reader is stopped.
    pub seconds: u64,
    /// Readers at once.
    pub at_once: usize,
    /// Seconds that a file waits for its turn before its sender is told to come again.
    pub wait_seconds: u64,
    /// Where clamd listens: `127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`; empty: no files are shown to one.
    pub scanner: String,
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            megabytes: limits.megabytes,
            seconds: limits.seconds,
            at_once: 2,
            wait_seconds: 20,
            scanner: String::new(),
        }
    }
}

/// Reads files, each in a process of its own.
#[derive(Debug, Clone)]
pub struct Reading {
    readers: Readers,
    places: Arc<Semaphore>,
    wait: Duration,
    scanner: Option<Scanner>,
}

impl Reading {
    /// `fonts`: folders with the site's own fonts, in which what is redacted is set.
    #[must_use]
    pub fn new(program: Program, settings: &Settings, fonts: Vec<std::path::PathBuf>) -> Self {
        let limits = Limits {
            megabytes: settings.megabytes,
            seconds: settings.seconds,
            ..Limits::default()
        };
        Self {
            readers: Readers::new(program, limits, fonts),
            places: Arc::new(Semaphore::new(settings.at_once.max(1))),
            wait: Duration::from_secs(settings.wait_seconds),
            scanner: Scanner::at(&settings.scanner),
        }
    }

    /// What a file really is, and whether to take it.
    ///
    /// # Errors
    /// [`Error::Busy`] where no reader was free in time, as with the others.
    pub async fn upload(
        &self,
        upload: &Upload,
        limit: usize,
    ) -> Result<std::result::Result<Taken, UploadError>> {
        if let Err(found) = self.looked_at(&upload.bytes).await {
            return Ok(Err(found));
        }
        let upload = upload.clone();
        let result = self
            .run(move |readers| readers.upload(&upload.name, &upload.bytes, limit))
            .await?;
        match result {
            Err(UploadError::Stopped(stopped)) if stopped.is_ours() => Err(Error::failed(stopped)),
            result => Ok(result),
        }
    }

    /// What the county's scanner says of a file that somebody hands in, before anything reads it.
    async fn looked_at(&self, bytes: &[u8]) -> std::result::Result<(), UploadError> {
        match &self.scanner {
            Some(scanner) => scanner.look(bytes).await,
            None => Ok(()),
        }
    }

    /// A document as the draft of an item, and the bytes of its pictures.
    pub async fn incoming(
        &self,
        document: &Upload,
        limit: usize,
    ) -> Result<std::result::Result<(Incoming, Vec<Vec<u8>>), IncomingError>> {
        if let Err(found) = self.looked_at(&document.bytes).await {
            return Ok(Err(found.into()));
        }
        let document = document.clone();
        let result = self
            .run(move |readers| readers.incoming(&document.name, &document.bytes, limit))
            .await?;
        match result {
            Err(IncomingError::Stopped(stopped)) if stopped.is_ours() => {
                Err(Error::failed(stopped))
            }
            result => Ok(result),
        }
    }

    /// A published report.
    pub async fn report(
        &self,
        upload: &Upload,
    ) -> Result<std::result::Result<ReadReport, ReadError>> {
        let upload = upload.clone();
        self.run(move |readers| readers.report(&upload.name, &upload.bytes))
            .await
    }

    /// The file without what is withheld.
    pub async fn redact(
        &self,
        name: &str,
        bytes: &[u8],
        withheld: &[Withholding],
    ) -> Result<std::result::Result<Redacted, RedactError>> {
        let (name, bytes, withheld) = (name.to_owned(), bytes.to_vec(), withheld.to_vec());
        self.run(move |readers| readers.redact(&name, &bytes, &withheld))
            .await
    }

    /// The rows of a table.
    pub async fn sheets(
        &self,
        name: &str,
        bytes: &[u8],
    ) -> Result<std::result::Result<Vec<Sheet>, SheetError>> {
        let (name, bytes) = (name.to_owned(), bytes.to_vec());
        self.run(move |readers| readers.sheets(&name, &bytes)).await
    }

    /// All text of a file with its places, for the search.
    pub async fn text(
        &self,
        name: &str,
        bytes: &[u8],
    ) -> Result<std::result::Result<Extract, Stopped>> {
        let (name, bytes) = (name.to_owned(), bytes.to_vec());
        self.run(move |readers| readers.text(&name, &bytes)).await
    }

    /// Waits for a place and runs aside, so that no page waits for a file of somebody else.
    async fn run<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Readers) -> T + Send + 'static,
    ) -> Result<T> {
        let places = Arc::clone(&self.places);
        let Ok(Ok(place)) = tokio::time::timeout(self.wait, places.acquire_owned()).await else {
            return Err(Error::Busy);
        };
        let readers = self.readers.clone();
        tokio::task::spawn_blocking(move || {
            let _place = place;
            ask(&readers)
        })
        .await
        .map_err(Error::failed)
    }
}
