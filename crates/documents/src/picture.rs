//! Pictures without what they say beside the picture: the place, the hour, the author, the device and its serial number, the
//! small copy that shows what was cut off. How a picture is turned and its colours stay.
//!
//! | format | kept | gone |
//! |---|---|---|
//! | JPEG | the picture, JFIF and Adobe marks, colour profile, orientation | Exif, XMP, IPTC, remarks, small copies, anything behind its end |
//! | PNG | the picture, its colours and its size in print, orientation | texts, times, Exif, unknown chunks, anything behind its end |
//! | GIF | the picture and how often it repeats | remarks, texts, XMP, anything behind its end |
//! | TIFF | what the pages need, colour profile, orientation | every other tag with what it points to, small copies |
//! | WebP | the picture, colour profile, orientation | Exif, XMP, unknown chunks |
//!
//! Nothing is decoded and packed again: the picture itself is the same to the bit. HEIC is not taken.

mod exif;
mod gif;
mod jpeg;
mod png;
mod tiff;
mod webp;

/// A picture without its data, and what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    pub bytes: Vec<u8>,
    pub found: Found,
}

/// What a picture said beside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// Blocks that are gone, of any kind.
    pub blocks: usize,
    /// A place on earth was among them.
    pub place: bool,
}

/// The picture ends before its parts do, or they contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the picture is damaged")]
pub struct Damaged;

/// The picture without its data; `None` for what is no picture of these formats.
///
/// # Errors
/// The picture is damaged, and so cannot be vouched for.
pub fn cleaned(bytes: &[u8]) -> Result<Option<Cleaned>, Damaged> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg::cleaned(bytes).map(Some)
    } else if bytes.starts_with(png::SIGNATURE) {
        png::cleaned(bytes).map(Some)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        gif::cleaned(bytes).map(Some)
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        tiff::cleaned(bytes).map(Some)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp::cleaned(bytes).map(Some)
    } else {
        Ok(None)
    }
}

/// Whether this is a photograph as telephones keep it (HEIC, HEIF, AVIF), which is not read.
#[must_use]
pub fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| {
            [
                b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif",
                b"avis",
            ]
            .iter()
            .any(|it| *it == brand)
        })
}

/// Bytes from a place, or damage.
fn at(bytes: &[u8], start: usize, length: usize) -> Result<&[u8], Damaged> {
    let end = start.checked_add(length).ok_or(Damaged)?;
    bytes.get(start..end).ok_or(Damaged)
}

#[cfg(test)]
mod tests;
