//! From the built report to files, and onto the portal.

use law::{
    finding::{Finding, Severity},
    report::Report,
};
use serde_json::json;

use super::{build, sections::append};
use crate::{App, Error, Result, Role, Staff, upload::FileRef};

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

/// One file of a report. Typesetting takes tens of milliseconds: done off the threads that answer pages.
pub async fn render(app: &App, report: &Report, format: Format) -> Result<Vec<u8>> {
    let fonts = app.fonts.clone();
    let report = report.clone();
    tokio::task::spawn_blocking(move || {
        let made = match format {
            Format::Pdf => documents::report::pdf(&report, &fonts),
            Format::Docx => documents::report::docx(&report, &fonts),
            Format::Html => documents::report::html(&report),
            Format::Xlsx => documents::report::xlsx(&report),
            Format::Json => documents::report::json(&report),
        };
        made.map_err(|error| Error::Failed(error.to_string()))
    })
    .await
    .map_err(|error| Error::Failed(error.to_string()))?
}

/// Whether the organ's own report cannot be published before this is mended: an identity that fails, or a
/// cell of 表二 that nobody has entered. In a stranger's report a blank is only a warning.
#[must_use]
pub fn stops(finding: &Finding) -> bool {
    finding.severity == Severity::Error || finding.id == "R-22"
}

/// Whether a year's figures are final: they stand as at its last day.
#[must_use]
pub fn is_over(app: &App, year: i16) -> bool {
    year < app.clock.today().year()
}

/// Publishes the report as it stands. Refused while the year runs, an identity fails or a cell is blank.
pub async fn publish(app: &App, staff: &Staff, year: i16) -> Result<()> {
    staff.require(&[Role::DisclosureHead])?;
    let built = build(app, &staff.organ, year).await?;
    let mut errors: Vec<_> = built
        .findings
        .iter()
        .filter(|finding| stops(finding))
        .cloned()
        .collect();
    if !is_over(app, year) {
        errors.insert(0, still_running(year));
    }
    if !errors.is_empty() {
        return Err(Error::Refused(errors));
    }
    let mut files = Vec::new();
    for format in Format::ALL {
        let bytes = render(app, &built.report, format).await?;
        files.push(FileRef {
            hash: app.files.put(&bytes).await?,
            name: format!("{year}年政府信息公开工作年度报告.{}", format.extension()),
            media: format.media().into(),
            size: bytes.len() as u64,
            ..FileRef::default()
        });
    }
    let body = json!({"year": year, "report": built.report, "files": files});
    append(app, staff, year, "report_published", &body).await
}

fn still_running(year: i16) -> Finding {
    Finding {
        id: "R-21".into(),
        severity: Severity::Error,
        place: "year".into(),
        zh: format!("{year}年还没有结束，年报数据以12月31日为准，次年1月1日以后才能发布"),
        en: format!(
            "{year} is not over: the figures stand as at 31 December, so it is published after that"
        ),
        left: None,
        right: None,
        because: "国办公开办函〔2021〕30号".into(),
    }
}
