//! A file from a stranger: what it really is, whether it may be taken, and under which name and type it is kept.

mod archive;
mod content;
mod name;

use std::borrow::Cow;

use law::Lang;
use serde::{Deserialize, Serialize};

use crate::apart::Stopped;

use content::Content;

/// A file that may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Safe to show, to store and to offer for download.
    pub name: String,
    /// To serve it under.
    pub mime: Cow<'static, str>,
    /// Lower case, without the dot.
    pub extension: Cow<'static, str>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum UploadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {size} bytes, more than {limit}")]
    TooLarge { size: usize, limit: usize },
    /// With the extension, or nothing when there is none.
    #[error("files of type {0:?} are not taken")]
    Extension(String),
    /// A photograph as telephones keep it: it says where it was made, and is not read here.
    #[error("HEIC pictures are not taken")]
    Heic,
    #[error("the content is a program")]
    Executable,
    #[error("the content is a web page or a script")]
    Active,
    /// The name says one thing and the content another.
    #[error("the name says {named}, the content is {found}")]
    Mismatch {
        named: Cow<'static, str>,
        found: Cow<'static, str>,
    },
    #[error("the document contains macros")]
    Macro,
    #[error("the document is encrypted")]
    Encrypted,
    /// An archive that holds a program, or a path that leads out of it.
    #[error("the archive contains {0}")]
    Inside(String),
    /// A name stands twice in it.
    #[error("a name stands twice in the archive")]
    Repeated,
    /// Its entries share bytes.
    #[error("entries of the archive lie over each other")]
    Overlapping,
    /// It would unpack to more than anything honest does.
    #[error("the archive unpacks to too much")]
    Bomb,
    #[error("the file is damaged")]
    Damaged,
    /// The county's scanner for viruses knows it by this name.
    #[error("the scanner found {0}")]
    Infected(String),
    /// The scanner did not answer: what nobody looked at is not taken.
    #[error("the scanner does not answer")]
    Unscanned,
    /// The reader in its own process was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl UploadError {
    /// A short name of the rule that refuses the file.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Empty => "upload.empty",
            Self::TooLarge { .. } => "upload.size",
            Self::Extension(_) => "upload.type",
            Self::Heic => "upload.type",
            Self::Executable | Self::Inside(_) => "upload.program",
            Self::Active => "upload.active",
            Self::Mismatch { .. } => "upload.content",
            Self::Macro => "upload.macro",
            Self::Encrypted => "upload.encrypted",
            Self::Bomb | Self::Repeated | Self::Overlapping => "upload.bomb",
            Self::Damaged => "upload.damaged",
            Self::Infected(_) | Self::Unscanned => "upload.virus",
            Self::Stopped(_) => "upload.reader",
        }
    }

    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "附件是空文件。".into(),
            Self::TooLarge { size, limit } => {
                format!(
                    "附件大小为{}，超过上限{}。",
                    megabytes(*size),
                    megabytes(*limit)
                )
            }
            Self::Extension(extension) if extension.is_empty() => {
                format!(
                    "附件名称没有扩展名，无法判断类型。可上传：{}。",
                    content::allowed()
                )
            }
            Self::Extension(extension) => format!(
                "不接收 .{extension} 类型的附件。可上传：{}。",
                content::allowed()
            ),
            Self::Heic => "不接收 HEIC 照片（其中通常带有拍摄地点），请另存为 JPEG 后上传。".into(),
            Self::Executable => "附件内容是可执行程序，不予接收。".into(),
            Self::Active => "附件内容是网页或脚本，不予接收。".into(),
            Self::Mismatch { named, found } => {
                format!("附件扩展名为 .{named}，实际内容是{found}，请更正后重新上传。")
            }
            Self::Macro => "附件含有宏，请另存为不含宏的文件后上传。".into(),
            Self::Encrypted => "附件已加密，请取消密码后上传。".into(),
            Self::Inside(name) => format!("压缩包内含不允许的文件“{name}”。"),
            Self::Repeated => "压缩包内有重名的文件，不予接收。".into(),
            Self::Overlapping => "压缩包的目录不真实（几个文件共用同一段数据），不予接收。".into(),
            Self::Bomb => "压缩包解压后过大，不予接收。".into(),
            Self::Damaged => "附件已损坏或格式不完整，无法读取。".into(),
            Self::Infected(name) => {
                format!("病毒扫描发现“{name}”，文件没有接收。请报告管理员。")
            }
            Self::Unscanned => {
                "病毒扫描服务没有响应，文件没有接收。请稍后再试，或者报告管理员。".into()
            }
            Self::Stopped(stopped) => stopped.message(Lang::Zh),
        }
    }

    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Empty => "The file is empty.".into(),
            Self::TooLarge { size, limit } => {
                format!(
                    "The file has {}, more than the limit of {}.",
                    megabytes(*size),
                    megabytes(*limit)
                )
            }
            Self::Extension(extension) if extension.is_empty() => {
                format!(
                    "The file name has no extension. Accepted: {}.",
                    content::allowed()
                )
            }
            Self::Extension(extension) => {
                format!(
                    "Files of type .{extension} are not accepted. Accepted: {}.",
                    content::allowed()
                )
            }
            Self::Heic => {
                "HEIC photographs are not accepted, as they usually say where they were made. Save it as JPEG."
                    .into()
            }
            Self::Executable => "The file is a program and is not accepted.".into(),
            Self::Active => "The file is a web page or a script and is not accepted.".into(),
            Self::Mismatch { named, found } => {
                format!(
                    "The file name ends in .{named} but the content is something else ({found})."
                )
            }
            Self::Macro => "The file contains macros. Save it without macros and try again.".into(),
            Self::Encrypted => "The file is encrypted. Remove the password and try again.".into(),
            Self::Inside(name) => {
                format!("The archive contains a file that is not allowed: {name}.")
            }
            Self::Repeated => "A name stands twice in the archive; it is not accepted.".into(),
            Self::Overlapping => {
                "The archive lies about its contents (files share the same bytes); it is not accepted."
                    .into()
            }
            Self::Bomb => "The archive unpacks to too much data and is not accepted.".into(),
            Self::Damaged => "The file is damaged or incomplete.".into(),
            Self::Infected(name) => {
                format!("The scanner for viruses found {name}; the file is not taken. Tell the administrator.")
            }
            Self::Unscanned => {
                "The scanner for viruses does not answer, so the file is not taken. Try again later, or tell the administrator."
                    .into()
            }
            Self::Stopped(stopped) => stopped.message(Lang::En),
        }
    }
}

fn megabytes(bytes: usize) -> String {
    if bytes < 1024 * 1024 {
        format!("{} KB", bytes.div_ceil(1024))
    } else {
        format!("{:.1} MB", bytes as f64 / (1024.0 * 1024.0))
    }
}

/// Takes or refuses a file. `limit` is in bytes. The type is decided by content; the name must agree with it.
pub fn check(file_name: &str, bytes: &[u8], limit: usize) -> Result<Media, UploadError> {
    let name = name::sanitise(file_name);
    if bytes.is_empty() {
        return Err(UploadError::Empty);
    }
    if bytes.len() > limit {
        return Err(UploadError::TooLarge {
            size: bytes.len(),
            limit,
        });
    }
    let extension = name::extension(&name);
    let found = content::of(bytes)?;
    let kind = content::KINDS
        .iter()
        .find(|kind| kind.extension == extension)
        .ok_or(UploadError::Extension(extension))?;
    if !kind.contents.contains(&found) {
        return Err(UploadError::Mismatch {
            named: kind.extension.into(),
            found: found.zh().into(),
        });
    }
    let mime = match (kind.extension, found) {
        ("txt", Content::Gbk) => "text/plain; charset=gb18030",
        ("csv", Content::Gbk) => "text/csv; charset=gb18030",
        _ => kind.mime,
    };
    Ok(Media {
        name,
        mime: mime.into(),
        extension: kind.extension.into(),
    })
}

/// Whether a package asks for a password.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    matches!(archive::content(bytes), Err(UploadError::Encrypted))
}

#[cfg(test)]
mod tests;
