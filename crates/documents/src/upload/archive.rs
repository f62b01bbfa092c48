//! Files that are ZIP archives inside: office documents, OFD, and archives proper.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{UploadError, content::Content};

/// Together, unpacked. Office documents of a few hundred pages stay far below.
const UNPACKED: u64 = 512 * 1024 * 1024;
const ENTRIES: usize = 20_000;
/// Endings that a system runs when clicked on.
const PROGRAMS: &[&str] = &[
    "exe", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh",
    "hta", "jar", "lnk", "pif", "reg", "dll", "sys", "cpl", "sh", "apk", "docm", "xlsm", "pptm",
    "dotm", "xltm", "html", "htm", "svg",
];

/// What the archive is, after a look at every entry.
pub(super) fn content(bytes: &[u8]) -> Result<Content, UploadError> {
    within(bytes, UNPACKED)
}

/// Like [`content`], refusing what unpacks to more than `limit` bytes.
pub(super) fn within(bytes: &[u8], limit: u64) -> Result<Content, UploadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UploadError::Damaged)?;
    if archive.len() > ENTRIES {
        return Err(UploadError::Bomb);
    }
    let mut names = Vec::new();
    let mut types = String::new();
    let mut mimetype = String::new();
    let mut left = limit;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => UploadError::Encrypted,
            _ => UploadError::Damaged,
        })?;
        if entry.encrypted() {
            return Err(UploadError::Encrypted);
        }
        let name = decoded(entry.name_raw());
        if entry.enclosed_name().is_none() {
            return Err(UploadError::Inside(name));
        }
        // The size in the header may lie, so the entry is unpacked and counted.
        let kept: Option<&mut String> = match name.as_str() {
            "[Content_Types].xml" => Some(&mut types),
            "mimetype" => Some(&mut mimetype),
            _ => None,
        };
        let counted = match kept {
            Some(text) => {
                let mut raw = Vec::new();
                let counted = (&mut entry)
                    .take(1024 * 1024)
                    .read_to_end(&mut raw)
                    .map_err(|_| UploadError::Damaged)?;
                *text = String::from_utf8_lossy(&raw).into_owned();
                counted as u64
            }
            None => std::io::copy(&mut (&mut entry).take(left + 1), &mut std::io::sink())
                .map_err(|_| UploadError::Damaged)?,
        };
        left = left.checked_sub(counted).ok_or(UploadError::Bomb)?;
        names.push(name);
    }
    if names.iter().any(|name| is_macro(name)) || types.contains("macroEnabled") {
        return Err(UploadError::Macro);
    }
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if !types.is_empty() {
        for (part, content) in [
            ("word/", Content::Docx),
            ("xl/", Content::Xlsx),
            ("ppt/", Content::Pptx),
        ] {
            if has(part) {
                return Ok(content);
            }
        }
    }
    match mimetype.trim() {
        "application/vnd.oasis.opendocument.text" => return Ok(Content::Odt),
        "application/vnd.oasis.opendocument.spreadsheet" => return Ok(Content::Ods),
        _ => {}
    }
    if names.iter().any(|name| name == "OFD.xml") {
        return Ok(Content::Ofd);
    }
    let program = names.iter().find(|name| {
        name.rsplit_once('.')
            .is_some_and(|(_, ending)| PROGRAMS.contains(&ending.to_ascii_lowercase().as_str()))
    });
    match program {
        Some(name) => Err(UploadError::Inside(name.clone())),
        None => Ok(Content::Zip),
    }
}

/// Names are UTF-8 or, from Windows in China, GBK without saying so.
fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.into(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling(name)
            .0
            .into_owned(),
    }
}

/// Parts in which office suites keep macros: VBA, Excel 4 macro sheets, Basic.
fn is_macro(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("vbaproject.bin")
        || name.starts_with("xl/macrosheets/")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
}
