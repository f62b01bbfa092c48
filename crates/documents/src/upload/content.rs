//! What a file is by its first bytes and its inside, and which extensions may carry it.

use super::{UploadError, archive};

/// What was found inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Ofd,
    Zip,
    /// Office documents before 2007, and WPS Office's.
    OldWord,
    OldExcel,
    OldPowerPoint,
    Rtf,
    Png,
    Jpeg,
    Gif,
    Tiff,
    Webp,
    Text,
    Gbk,
    Unknown,
}

impl Content {
    pub fn zh(self) -> &'static str {
        match self {
            Self::Pdf => " PDF 文档",
            Self::Docx => " DOCX 文档",
            Self::Xlsx => " XLSX 表格",
            Self::Pptx => " PPTX 演示文稿",
            Self::Odt | Self::Ods => " OpenDocument 文档",
            Self::Ofd => " OFD 文档",
            Self::Zip => " ZIP 压缩包",
            Self::OldWord => " DOC 文档",
            Self::OldExcel => " XLS 表格",
            Self::OldPowerPoint => " PPT 演示文稿",
            Self::Rtf => " RTF 文档",
            Self::Png => " PNG 图片",
            Self::Jpeg => " JPEG 图片",
            Self::Gif => " GIF 图片",
            Self::Tiff => " TIFF 图片",
            Self::Webp => " WebP 图片",
            Self::Text | Self::Gbk => "纯文本",
            Self::Unknown => "无法识别的数据",
        }
    }
}

/// An extension that is taken, what may stand inside, and the type to serve it under.
pub(super) struct Kind {
    pub extension: &'static str,
    pub mime: &'static str,
    pub contents: &'static [Content],
}

const fn kind(extension: &'static str, mime: &'static str, contents: &'static [Content]) -> Kind {
    Kind {
        extension,
        mime,
        contents,
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind("pdf", "application/pdf", &[Content::Pdf]),
    kind("ofd", "application/ofd", &[Content::Ofd]),
    kind("doc", "application/msword", &[Content::OldWord, Content::Rtf]),
    kind("docx", DOCX, &[Content::Docx]),
    kind("xls", "application/vnd.ms-excel", &[Content::OldExcel]),
    kind("xlsx", XLSX, &[Content::Xlsx]),
    kind("ppt", "application/vnd.ms-powerpoint", &[Content::OldPowerPoint]),
    kind("pptx", PPTX, &[Content::Pptx]),
    kind("wps", "application/vnd.ms-works", &[Content::OldWord, Content::Docx]),
    kind("et", "application/vnd.ms-excel", &[Content::OldExcel, Content::Xlsx]),
    kind("dps", "application/vnd.ms-powerpoint", &[Content::OldPowerPoint, Content::Pptx]),
    kind("odt", "application/vnd.oasis.opendocument.text", &[Content::Odt]),
    kind("ods", "application/vnd.oasis.opendocument.spreadsheet", &[Content::Ods]),
    kind("rtf", "application/rtf", &[Content::Rtf]),
    kind("txt", "text/plain; charset=utf-8", &[Content::Text, Content::Gbk]),
    kind("csv", "text/csv; charset=utf-8", &[Content::Text, Content::Gbk]),
    kind("zip", "application/zip", &[Content::Zip]),
    kind("png", "image/png", &[Content::Png]),
    kind("jpg", "image/jpeg", &[Content::Jpeg]),
    kind("jpeg", "image/jpeg", &[Content::Jpeg]),
    kind("gif", "image/gif", &[Content::Gif]),
    kind("tif", "image/tiff", &[Content::Tiff]),
    kind("tiff", "image/tiff", &[Content::Tiff]),
    kind("webp", "image/webp", &[Content::Webp]),
];

/// The extensions, for messages.
pub(super) fn allowed() -> String {
    KINDS
        .iter()
        .map(|kind| kind.extension)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Decides by content alone. Programs and pages are refused whatever the name says.
pub(super) fn of(bytes: &[u8]) -> Result<Content, UploadError> {
    for (magic, content) in [
        (&b"%PDF-"[..], Content::Pdf),
        (b"{\\rtf", Content::Rtf),
        (b"\x89PNG\r\n\x1a\n", Content::Png),
        (b"\xFF\xD8\xFF", Content::Jpeg),
        (b"GIF87a", Content::Gif),
        (b"GIF89a", Content::Gif),
        (b"II*\0", Content::Tiff),
        (b"MM\0*", Content::Tiff),
    ] {
        if bytes.starts_with(magic) {
            return Ok(content);
        }
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Content::Webp);
    }
    if crate::picture::is_heic(bytes) {
        return Err(UploadError::Heic);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::content(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    if is_page(bytes) {
        return Err(UploadError::Active);
    }
    let found = text(bytes);
    // A text may begin with MZ; a program is never all text, and a script always is.
    let program = match found {
        Content::Unknown => infer::is_app(bytes) || bytes.starts_with(b"\x7FELF"),
        _ => bytes.starts_with(b"#!"),
    };
    if program {
        Err(UploadError::Executable)
    } else {
        Ok(found)
    }
}

/// The container of office files before 2007: streams are told by their names, which stand in it as UTF-16.
fn compound(bytes: &[u8]) -> Result<Content, UploadError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        return Err(UploadError::Encrypted);
    }
    if has("_VBA_PROJECT") {
        return Err(UploadError::Macro);
    }
    for (stream, content) in [
        ("WordDocument", Content::OldWord),
        ("Workbook", Content::OldExcel),
        ("PowerPoint Document", Content::OldPowerPoint),
    ] {
        if has(stream) {
            return Ok(content);
        }
    }
    Ok(Content::Unknown)
}

/// Anything a browser would run: looked for at the start, behind blanks and byte order marks.
fn is_page(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    // In UTF-16 every other byte of markup is zero.
    let start: Vec<u8> = start
        .iter()
        .copied()
        .filter(|byte| *byte != 0 && *byte < 0xFE)
        .collect();
    let start = start.trim_ascii_start().to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "<?xml",
        "<?php",
        "<%",
        "<!--",
        "<meta",
        "<a ",
        "<img",
        "<div",
    ]
    .iter()
    .any(|tag| start.starts_with(tag.as_bytes()))
        || [&b"<script"[..], b"<html", b"<iframe"]
            .iter()
            .any(|tag| start.windows(tag.len()).any(|window| window == *tag))
}

fn text(bytes: &[u8]) -> Content {
    let printable = |text: &str| {
        !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if printable(text) {
            Content::Text
        } else {
            Content::Unknown
        };
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    if !broken && printable(&text) {
        Content::Gbk
    } else {
        Content::Unknown
    }
}
