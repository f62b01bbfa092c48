//! From a report to files.

use law::report::Report;

use crate::{App, Error, Result};

/// The forms in which a report is given out; each carries the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Xlsx,
    Json,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Html, Self::Xlsx, Self::Json];

    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == text)
            .ok_or_else(|| format!("unknown format {text}: one of pdf, docx, html, xlsx, json"))
    }
}

/// One file of a report. Typesetting takes tens of milliseconds: done off the threads that answer pages, by few at a time.
///
/// # Errors
/// [`Error::Busy`]: too many are being made. The typesetter.
pub async fn render(app: &App, report: &Report, format: Format) -> Result<Vec<u8>> {
    let fonts = app.fonts.clone();
    let report = report.clone();
    let made = app.pools.papers.run(move || match format {
        Format::Pdf => documents::report::pdf(&report, &fonts),
        Format::Docx => documents::report::docx(&report, &fonts),
        Format::Html => documents::report::html(&report),
        Format::Xlsx => documents::report::xlsx(&report),
        Format::Json => documents::report::json(&report),
    });
    made.await?.map_err(Error::failed)
}
