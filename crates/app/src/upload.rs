//! A file that someone sends: checked for what it really is, then kept under its hash.

pub use store::files::FileRef;

use crate::{App, Error, FieldError, Result};

/// A file as it arrives.
#[derive(Debug, Clone)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What files are, for telling whether a form was sent before with the same: names and hashes.
pub(crate) fn sent(uploads: &[Upload]) -> Vec<(&str, String)> {
    uploads
        .iter()
        .map(|upload| {
            (
                upload.name.as_str(),
                crate::accounts::sha256_hex(&upload.bytes),
            )
        })
        .collect()
}

/// Checks every file first; only when all pass is any of them stored.
pub async fn keep(app: &App, field: &'static str, uploads: &[Upload]) -> Result<Vec<FileRef>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match app
            .reading
            .upload(upload, app.settings.upload_limit)
            .await?
        {
            Ok(taken) => checked.push((upload, taken)),
            Err(error) => wrong.push(FieldError::new(field, "upload", error.zh(), error.en())),
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut kept = Vec::new();
    for (upload, taken) in checked {
        // A picture goes out without the place where it was made and the device (law.md 13.2).
        let bytes = taken.cleaned.as_deref().unwrap_or(&upload.bytes);
        let hash = app.files.put(bytes).await?;
        kept.push(FileRef {
            hash,
            name: taken.media.name,
            media: taken.media.mime.to_string(),
            size: bytes.len() as u64,
            sealed: false,
            about: String::new(),
        });
    }
    Ok(kept)
}

/// What an upload is, once it has been found to be what its name says.
#[derive(Debug, Clone)]
pub struct Checked {
    pub name: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

/// Checks files without keeping them: for those that are sealed first.
pub async fn check(
    app: &App,
    field: &'static str,
    uploads: &[Upload],
    limit: usize,
) -> Result<Vec<Checked>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match app.reading.upload(upload, limit).await? {
            // As it was sent: when and where a picture was made may be what it proves.
            Ok(taken) => checked.push(Checked {
                name: taken.media.name,
                mime: taken.media.mime.to_string(),
                bytes: upload.bytes.clone(),
            }),
            Err(error) => wrong.push(FieldError::new(field, "upload", error.zh(), error.en())),
        }
    }
    if wrong.is_empty() {
        Ok(checked)
    } else {
        Err(Error::Invalid(wrong))
    }
}
