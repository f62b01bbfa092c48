//! Files that are ZIP archives inside: office documents, OFD, and archives proper.

use super::{UploadError, content::Content};
use crate::packed::{PackFault, Packed};

/// Together, unpacked. Office documents of a few hundred pages stay far below.
const UNPACKED: u64 = 512 * 1024 * 1024;
/// Endings that a system runs when clicked on.
const PROGRAMS: &[&str] = &[
    "exe", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh",
    "hta", "jar", "lnk", "pif", "reg", "dll", "sys", "cpl", "sh", "apk", "docm", "xlsm", "pptm",
    "dotm", "xltm", "html", "htm", "svg",
];

impl From<PackFault> for UploadError {
    fn from(fault: PackFault) -> Self {
        match fault {
            PackFault::Damaged(_) => Self::Damaged,
            PackFault::Encrypted => Self::Encrypted,
            PackFault::Repeated => Self::Repeated,
            PackFault::Overlapping => Self::Overlapping,
            PackFault::TooLarge => Self::Bomb,
            PackFault::Escapes(name) => Self::Inside(name),
        }
    }
}

/// What the archive is, after a look at every entry.
pub(super) fn content(bytes: &[u8]) -> Result<Content, UploadError> {
    within(bytes, UNPACKED)
}

/// Like [`content`], refusing what unpacks to more than `limit` bytes.
pub(super) fn within(bytes: &[u8], limit: u64) -> Result<Content, UploadError> {
    let mut packed = Packed::open(bytes, limit)?;
    let names = packed.names().to_vec();
    // The size in the header may lie, so each entry is unpacked and counted.
    for place in 0..names.len() {
        packed.prove(place)?;
    }
    let mut text = |name: &str| -> Result<String, UploadError> {
        let part = packed.part(name)?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&part[..part.len().min(1024 * 1024)]).into_owned())
    };
    let (types, mimetype) = (text("[Content_Types].xml")?, text("mimetype")?);
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

/// Parts in which office suites keep macros: VBA, Excel 4 macro sheets, Basic.
fn is_macro(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("vbaproject.bin")
        || name.starts_with("xl/macrosheets/")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
}
