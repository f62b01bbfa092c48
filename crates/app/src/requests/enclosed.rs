//! Files that go with an act: sealed under the applicant's key like letters, and so is what they are called. People write
//! names into the names of files, and acts hold nothing personal: there a file is called by number and ending.

use std::collections::BTreeMap;

use store::{ledger::Act, people};

use super::{file::seal, open::files_of};
use crate::{
    App, Error, Result,
    upload::{Checked, FileRef, numbered},
};

/// What files are called in acts, before their number.
pub(super) const ENCLOSURE: &str = "附件";

/// Seals files under the key of an organ's applicant and keeps them; called `what` and their number in the act.
pub(super) async fn kept(
    app: &App,
    (organ, person): (&str, &str),
    what: &str,
    about: &str,
    files: &[Checked],
) -> Result<Vec<FileRef>> {
    let mut refs = Vec::new();
    for (file, own) in numbered(what, files.to_vec()).0.iter().zip(files) {
        let parts = (
            file.name.as_str(),
            file.mime.as_str(),
            file.bytes.as_slice(),
        );
        let sealed = match seal(app, organ, person, about, parts).await {
            Ok(sealed) => FileRef {
                own_name: sealed_name(app, organ, person, &own.name).await?,
                ..sealed
            },
            // Of a case without a person on record, such as one from an old register, nobody's key can seal it.
            Err(Error::NotFound) => FileRef {
                hash: app.files.put(&file.bytes).await?,
                name: own.name.clone(),
                media: file.mime.clone(),
                size: file.bytes.len() as u64,
                about: about.into(),
                ..FileRef::default()
            },
            Err(error) => return Err(error),
        };
        refs.push(sealed);
    }
    Ok(refs)
}

async fn sealed_name(app: &App, organ: &str, person: &str, name: &str) -> Result<String> {
    let sealed = people::seal_file(&app.store, &app.keys, organ, person, name.as_bytes()).await?;
    let sealed = sealed.ok_or(Error::NotFound)?;
    String::from_utf8(sealed).map_err(Error::failed)
}

/// The file under its own name, for those who may know it; by its number once the person was erased.
pub(super) async fn named(app: &App, organ: &str, person: &str, file: FileRef) -> Result<FileRef> {
    if file.own_name.is_empty() {
        return Ok(file);
    }
    let sealed = file.own_name.as_bytes();
    let own = people::open_file(&app.store, &app.keys, organ, person, sealed).await?;
    Ok(FileRef {
        name: own
            .and_then(|own| String::from_utf8(own).ok())
            .unwrap_or(file.name),
        own_name: String::new(),
        ..file
    })
}

/// The own names of the files of a case, by hash.
pub(super) async fn names(
    app: &App,
    organ: &str,
    person: &str,
    acts: &[Act],
) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for file in acts.iter().flat_map(files_of) {
        if !file.own_name.is_empty() {
            let file = named(app, organ, person, file).await?;
            names.insert(file.hash, file.name);
        }
    }
    Ok(names)
}
