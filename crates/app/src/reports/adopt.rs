//! An earlier year's report that was published before this system came: taken over from its file, so that the next
//! one can be compared with it. It is marked as taken over; a break in R-33 against it only warns.

use documents::read::{ReadError, ReadReport};
use jiff::civil::Date;
use law::{
    fields::report::FILE,
    report::{dates::unpublished, workflow::Step},
};
use serde_json::json;

use super::{Key, Scope, Taking, standing};
use crate::{
    App, Error, FieldError, Result,
    error::Findings,
    rights::{By, CaseWorker},
    upload::{self, FileRef, Upload},
};

/// Reads a published report from a file of any readable kind and keeps it with the file.
pub async fn adopt(
    app: &App,
    staff: &By<CaseWorker>,
    key: Key,
    published_on: Date,
    file: &Upload,
) -> Result<i64> {
    let name = crate::organs::get(app, &staff.organ).await?.name;
    let mut report = read(app, file, key.year).await?.report;
    report.organ = name;
    report.year = Some(key.year);
    let mut wrong = Findings::default();
    let unpublished = unpublished(key.year, published_on, app.clock.today());
    wrong.law(unpublished, &["published_on"]);
    wrong.finish()?;
    let now = standing(app, &staff.organ, Scope::Own, key.year).await?;
    let files = keep(app, file).await?;
    let body = json!({
        "year": key.year, "report": report, "files": files, "published_on": published_on,
    });
    Taking::of(staff, key, Step::Adopt)
        .write(app, &now, &body)
        .await
}

/// A report out of a file; of another year, or no report at all, is told in words.
pub(crate) async fn read(app: &App, file: &Upload, year: i16) -> Result<ReadReport> {
    let wrong = |zh: String, en: String| Error::at(&FILE, zh, en);
    let read = app
        .reading
        .report(file)
        .await?
        .map_err(|error| match error {
            ReadError::Stopped(stopped) if stopped.is_ours() => Error::failed(stopped),
            error => wrong(
                format!("{}：{}", file.name, error.zh()),
                format!("{}: {error}", file.name),
            ),
        })?;
    match read.report.year {
        Some(stated) if stated != year => Err(wrong(
            format!("{}是{stated}年的报告，不是{year}年的", file.name),
            format!("{} is the report on {stated}, not on {year}", file.name),
        )),
        _ => Ok(read),
    }
}

/// Keeps the file of a report that was read. Web pages, Markdown and JSON are no attachments elsewhere; as reports they
/// are, and they are only ever sent as downloads.
pub(crate) async fn keep(app: &App, file: &Upload) -> Result<Vec<FileRef>> {
    let extension = file
        .name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let media = match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "json" => "application/json",
        _ => return upload::keep(app, "file", std::slice::from_ref(file)).await,
    };
    let most = app.settings.upload_limit;
    if file.bytes.len() > most {
        return Err(Error::Invalid(vec![FieldError::new(
            "file",
            "upload",
            format!("文件超过{most}字节"),
            format!("The file is larger than {most} bytes"),
        )]));
    }
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
    Ok(vec![FileRef {
        hash: app.files.put(&file.bytes).await?,
        name: name.chars().filter(|c| !c.is_control()).take(120).collect(),
        media: media.into(),
        size: file.bytes.len() as u64,
        ..FileRef::default()
    }])
}
