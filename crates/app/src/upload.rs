//! A file that someone sends: checked for what it really is, then kept under its hash.

use store::files::ending;
pub use store::files::{ATTACHMENT, EVIDENCE, FileRef, PROOF};

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

/// An act's body as programs may have it: files under the names of [`FileRef::shown_name`].
pub fn hide_names(body: &mut serde_json::Map<String, serde_json::Value>) {
    let Some(files) = body
        .get_mut("files")
        .and_then(serde_json::Value::as_array_mut)
    else {
        return;
    };
    for file in files {
        if let Ok(named) = serde_json::from_value::<FileRef>(file.clone()) {
            file["name"] = serde_json::Value::String(named.shown_name());
            file.as_object_mut().map(|fields| fields.remove("own_name"));
        }
    }
}

/// Checks every file first; only when all pass is any of them stored.
pub async fn keep(app: &App, field: &'static str, uploads: &[Upload]) -> Result<Vec<FileRef>> {
    let mut kept = Vec::new();
    for file in outgoing(app, field, uploads).await? {
        kept.push(FileRef {
            hash: app.files.put(&file.bytes).await?,
            name: file.name,
            media: file.mime,
            size: file.bytes.len() as u64,
            ..FileRef::default()
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

/// Checks files that go out: a picture goes without the place where it was made and the device (law.md 13.2).
pub async fn outgoing(app: &App, field: &'static str, uploads: &[Upload]) -> Result<Vec<Checked>> {
    looked_at(app, field, uploads, app.settings.upload_limit, true).await
}

/// Checks files without keeping them, as they were sent: when and where a picture was made may be what it proves.
pub async fn check(
    app: &App,
    field: &'static str,
    uploads: &[Upload],
    limit: usize,
) -> Result<Vec<Checked>> {
    looked_at(app, field, uploads, limit, false).await
}

async fn looked_at(
    app: &App,
    field: &'static str,
    uploads: &[Upload],
    limit: usize,
    cleaned: bool,
) -> Result<Vec<Checked>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match app.reading.upload(upload, limit).await? {
            Ok(taken) => checked.push(Checked {
                name: taken.media.name,
                mime: taken.media.mime.to_string(),
                bytes: taken
                    .cleaned
                    .filter(|_| cleaned)
                    .unwrap_or_else(|| upload.bytes.clone()),
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

/// What files that a person handed in are called in acts, by number and ending alone: people write their names into the names
/// of their files, and acts hold nothing personal. Their own names are sealed with the person (`own_names`).
#[must_use]
pub fn numbered(what: &str, files: Vec<Checked>) -> (Vec<Checked>, Vec<String>) {
    let mut own = Vec::new();
    let named = files
        .into_iter()
        .zip(1..)
        .map(|(file, number)| {
            let name = format!("{what}{number}{}", ending(&file.name));
            own.push(format!("{name}：{}", file.name));
            Checked { name, ..file }
        })
        .collect();
    (named, own)
}

#[cfg(test)]
mod tests {
    use super::{Checked, numbered};

    #[test]
    fn files_are_called_by_number_and_ending() {
        let file = |name: &str| Checked {
            name: name.into(),
            mime: String::new(),
            bytes: Vec::new(),
        };
        let given = ["王小明身份证.JPG", "a.王小明", "王小明"]
            .map(file)
            .to_vec();
        let (named, own) = numbered("身份证明", given);
        let names: Vec<_> = named.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["身份证明1.jpg", "身份证明2", "身份证明3"]);
        assert_eq!(own[0], "身份证明1.jpg：王小明身份证.JPG");
    }
}
