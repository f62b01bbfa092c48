//! A file that someone sends: checked for what it really is, then kept under its hash.

use serde::{Deserialize, Serialize};

use crate::{App, Error, FieldError, Result};

/// A file as it arrives.
#[derive(Debug, Clone)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A file as an act names it: by SHA-256, with the name and type to serve it under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub hash: String,
    pub name: String,
    pub media: String,
    /// In bytes.
    pub size: u64,
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
        });
    }
    Ok(kept)
}
