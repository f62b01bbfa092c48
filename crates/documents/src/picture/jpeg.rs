//! JPEG: segments, each behind a marker, then the picture itself.

use super::{Cleaned, Damaged, Found, at, exif};

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Damaged> {
    let mut found = Found::default();
    let mut kept: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut turned = None;
    let mut place = 2;
    loop {
        if at(bytes, place, 1)?[0] != 0xFF {
            return Err(Damaged);
        }
        // Any number of FF may stand before a marker.
        while at(bytes, place + 1, 1)?[0] == 0xFF {
            place += 1;
        }
        let marker = bytes[place + 1];
        if marker == 0xD9 {
            kept.extend([0xFF, 0xD9]);
            found.blocks += usize::from(place + 2 < bytes.len());
            break;
        }
        let length = at(bytes, place + 2, 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = at(bytes, place, 2 + length)?;
        let content = segment.get(4..).ok_or(Damaged)?;
        place += 2 + length;
        match marker {
            0xE0 if content.starts_with(b"JFIF\0") => kept.extend(without_small_copy(content)?),
            0xE1 if content.starts_with(b"Exif\0\0") => {
                let exif = exif::read(&content[6..]);
                found.place |= exif.place;
                found.blocks += 1;
                turned = turned.or(exif.orientation);
            }
            // The colour profile, and Adobe's note on how colours are mixed.
            0xE2 if content.starts_with(b"ICC_PROFILE\0") => kept.extend(segment),
            0xEE if content.starts_with(b"Adobe") => kept.extend(segment),
            0xE0..=0xEF | 0xFE => {
                found.blocks += 1;
                found.place |= content.windows(4).any(|it| it == b"GPSL");
            }
            0xDA => {
                kept.extend(segment);
                let end = end_of_scan(bytes, place)?;
                kept.extend(&bytes[place..end]);
                place = end;
            }
            _ => kept.extend(segment),
        }
    }
    let mut out = vec![0xFF, 0xD8];
    if let Some(orientation) = turned {
        let block = [b"Exif\0\0".as_slice(), &exif::turned(orientation)].concat();
        out.extend([0xFF, 0xE1]);
        out.extend((block.len() as u16 + 2).to_be_bytes());
        out.extend(block);
    }
    out.extend(kept);
    Ok(Cleaned { bytes: out, found })
}

/// The JFIF segment with its small copy set to nothing.
fn without_small_copy(content: &[u8]) -> Result<Vec<u8>, Damaged> {
    let mut segment = vec![0xFF, 0xE0, 0, 16];
    segment.extend(at(content, 0, 12)?);
    segment.extend([0, 0]);
    Ok(segment)
}

/// The next marker that is none of the picture's own.
fn end_of_scan(bytes: &[u8], start: usize) -> Result<usize, Damaged> {
    let mut place = start;
    loop {
        match at(bytes, place, 2)? {
            [0xFF, 0x00 | 0xFF | 0xD0..=0xD7] => place += 1,
            [0xFF, _] => return Ok(place),
            _ => place += 1,
        }
    }
}
