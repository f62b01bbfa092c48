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
        match documents::upload::check(&upload.name, &upload.bytes, app.settings.upload_limit) {
            Ok(media) => checked.push((upload, media)),
            Err(error) => wrong.push(FieldError::new(field, "upload", error.zh(), error.en())),
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut kept = Vec::new();
    for (upload, media) in checked {
        let hash = app.files.put(&upload.bytes).await?;
        kept.push(FileRef {
            hash,
            name: media.name.clone(),
            media: media.mime.to_string(),
            size: upload.bytes.len() as u64,
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
pub fn check(field: &'static str, uploads: &[Upload], limit: usize) -> Result<Vec<Checked>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match documents::upload::check(&upload.name, &upload.bytes, limit) {
            Ok(media) => checked.push(Checked {
                name: media.name.clone(),
                mime: media.mime.to_string(),
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
