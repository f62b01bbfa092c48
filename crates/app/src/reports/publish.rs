//! Onto the portal: every form rendered, read back, and kept with the report in one act. A second time it is a
//! further edition, with the difference shown.

use law::report::{Report, workflow::Step};
use serde_json::{Value, json};

use super::{Format, Releasing, Taking, prove, render, standing};
use crate::{App, Error, Result, record::seen, rights::May, upload::FileRef};

/// Whether a year's figures are final: they stand as at its last day.
#[must_use]
pub fn is_over(app: &App, year: i16) -> bool {
    year < app.clock.today().year()
}

/// Publishes the report as it was signed off and, where an organ stands above, accepted.
pub async fn publish(app: &App, may: &May<Releasing>) -> Result<i64> {
    let (staff, Releasing(key)) = (may.staff(), *may.deed());
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    seen(now.row.version, key.seen)?;
    let refusals = now.refusals(Step::Publish, &staff.id, false);
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let report = now.subject()?;
    let body = publication(app, &report, key.year).await?;
    Taking::of(staff, key, Step::Publish)
        .write(app, &now, &body)
        .await
}

/// Renders, proves and keeps the five files; the body of the act that publishes them.
pub(crate) async fn publication(app: &App, report: &Report, year: i16) -> Result<Value> {
    let mut files = Vec::new();
    for format in Format::ALL {
        let bytes = render(app, report, format).await?;
        prove(report, format, &bytes)?;
        files.push(FileRef {
            hash: app.files.put(&bytes).await?,
            name: format!(
                "{}{year}年政府信息公开工作年度报告.{}",
                report.organ,
                format.extension()
            ),
            media: format.media().into(),
            size: bytes.len() as u64,
            ..FileRef::default()
        });
    }
    Ok(published_body(report, year, &files))
}

/// The body of a publishing act.
pub(crate) fn published_body(report: &Report, year: i16, files: &[FileRef]) -> Value {
    json!({"year": year, "report": report, "files": files})
}
