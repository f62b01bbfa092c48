//! From bytes to text: what kind of file it is and how it is encoded.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// A file by what it holds.
pub(super) enum Source {
    Json(String),
    Html(String),
    Text(String),
    Docx,
    Xlsx,
    Pdf,
}

/// Text as large as this is no report; what packs pictures may be larger.
const LONGEST_TEXT: usize = 8 * 1024 * 1024;

/// The source, and its encoding where that is not UTF-8.
pub(super) fn source(
    bytes: &[u8],
    name: &str,
) -> Result<(Source, Option<&'static str>), ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(source) = packed(bytes)? {
        return Ok((source, None));
    }
    if bytes.len() > LONGEST_TEXT {
        return Err(ReadError::TooLarge);
    }
    let (text, encoding) = decode(bytes)?;
    let name = name.to_ascii_lowercase();
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    let encoding = (encoding != UTF_8).then(|| encoding.name());
    let source = if name.ends_with(".json") || (start.starts_with('{') && start.contains("\"table"))
    {
        Source::Json(text)
    } else if looks_like_html(start) {
        Source::Html(text)
    } else {
        Source::Text(text)
    };
    Ok((source, encoding))
}

/// Formats that are not text, by their first bytes.
fn packed(bytes: &[u8]) -> Result<Option<Source>, ReadError> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    // Some servers put a line end or a mark before the first byte.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Some(Source::Pdf));
    }
    if starts(b"PK\x03\x04") {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes))
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        let found = ["word/document.xml", "xl/workbook.xml"]
            .into_iter()
            .find_map(|part| match zip.by_name(part) {
                Ok(_) => Some(Ok(part)),
                Err(zip::result::ZipError::UnsupportedArchive(_)) => Some(Err(())),
                Err(_) => None,
            });
        return match found {
            Some(Ok("word/document.xml")) => Ok(Some(Source::Docx)),
            Some(Ok(_)) => Ok(Some(Source::Xlsx)),
            Some(Err(())) => Err(ReadError::Encrypted("ZIP".into())),
            None if zip.by_name("OFD.xml").is_ok() => Err(ReadError::NotReadYet("OFD".into())),
            None => Err(ReadError::NotReadYet("ZIP".into())),
        };
    }
    if starts(b"\xd0\xcf\x11\xe0") {
        // An encrypted DOCX or XLSX is an old container with one stream of this name, in UTF-16.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        return Err(if bytes.windows(name.len()).any(|window| window == name) {
            ReadError::Encrypted("DOCX/XLSX".into())
        } else {
            ReadError::NotReadYet("DOC/XLS".into())
        });
    }
    if starts(b"{\\rtf") {
        return Err(ReadError::NotReadYet("RTF".into()));
    }
    let picture = starts(b"\x89PNG")
        || starts(b"\xff\xd8\xff")
        || starts(b"GIF8")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || (starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]))
        || (starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"));
    if picture {
        return Err(ReadError::Picture);
    }
    if starts(b"Rar!") || starts(b"7z\xbc\xaf") || starts(b"\x1f\x8b") {
        return Err(ReadError::NotReadYet("RAR/7Z/GZ".into()));
    }
    Ok(None)
}

type Decoded = (String, &'static Encoding);

fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[length..]);
    }
    if let Ok(decoded) = strictly(UTF_8, bytes) {
        return Ok(decoded);
    }
    // A file cut in the middle of a character is readable up to there.
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        return strictly(UTF_8, &bytes[..error.valid_up_to()]);
    }
    // UTF-16 without a mark: ASCII digits and line ends leave zero bytes on one side.
    let zeros = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let many = bytes.len() / 50;
    let (even, odd) = (zeros(0), zeros(1));
    if odd > many && odd > even * 4 {
        return strictly(UTF_16LE, bytes);
    }
    if even > many && even > odd * 4 {
        return strictly(UTF_16BE, bytes);
    }
    strictly(GB18030, bytes)
        .or_else(|_| strictly(GB18030, &bytes[..bytes.len() - 1]))
        .or_else(|_| nearly(bytes))
}

/// Text with a few bytes that are damaged: decoded as what its page says it is, if little is lost.
fn nearly(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let said = head
        .split("charset=")
        .nth(1)
        .map(|rest| rest.trim_start_matches(['"', '\'', ' ']))
        .and_then(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)))?;
            Encoding::for_label(&rest.as_bytes()[..end])
        });
    [said, Some(UTF_8), Some(GB18030)]
        .into_iter()
        .flatten()
        .find_map(|encoding| {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let lost =
                |c: char| c == '\u{fffd}' || (c.is_control() && !"\n\r\t\u{c}\u{b}".contains(c));
            let count = text.chars().filter(|c| lost(*c)).count();
            (count * 200 <= text.chars().count()).then(|| {
                (
                    text.chars()
                        .filter(|c| !(c.is_control() && lost(*c)))
                        .collect(),
                    encoding,
                )
            })
        })
        .ok_or(ReadError::NotText)
}

/// Decodes without replacement; control characters mean it is not text.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, ReadError> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(ReadError::NotText)?;
    let control =
        |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{7}');
    if text.chars().any(|c| control(c) || c == '\u{fffd}') {
        return Err(ReadError::NotText);
    }
    Ok((text.into_owned(), encoding))
}

fn looks_like_html(start: &str) -> bool {
    let head: String = start
        .chars()
        .take(4000)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<body",
        "<table",
        "<div",
        "<p>",
        "<td",
        "<p ",
        "<span",
    ]
    .iter()
    .any(|tag| head.contains(tag))
}
