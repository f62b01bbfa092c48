//! WebP: chunks in a RIFF file.

use super::{Cleaned, Damaged, Found, at, exif};

const KEPT: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];
/// Flags of the extended head.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Damaged> {
    let mut found = Found::default();
    let head = at(bytes, 4, 4)?;
    let size = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let end = size
        .checked_add(8)
        .filter(|end| *end <= bytes.len())
        .ok_or(Damaged)?;
    found.blocks += usize::from(end < bytes.len());
    let mut chunks = Vec::new();
    let mut turned = None;
    let mut place = 12;
    while place < end {
        let head = at(bytes, place, 8)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let content = at(bytes, place + 8, length)?;
        // Chunks begin at even places.
        place += 8 + length + length % 2;
        let kind = &head[..4];
        if KEPT.iter().any(|it| *it == kind) {
            chunks.push((kind.to_vec(), content.to_vec()));
            continue;
        }
        found.blocks += 1;
        found.place |= content.windows(4).any(|it| it == b"GPSL");
        if kind == b"EXIF" {
            let exif = exif::read(content.strip_prefix(b"Exif\0\0").unwrap_or(content));
            found.place |= exif.place;
            turned = turned.or(exif.orientation);
        }
    }
    for (kind, content) in &mut chunks {
        if kind == b"VP8X"
            && let Some(flags) = content.first_mut()
        {
            *flags &= !(HAS_EXIF | HAS_XMP);
            if turned.is_some() {
                *flags |= HAS_EXIF;
            }
        }
    }
    // Only an extended file may say how it is turned; no other does.
    if let Some(orientation) = turned.filter(|_| chunks.iter().any(|(kind, _)| kind == b"VP8X")) {
        chunks.push((b"EXIF".to_vec(), exif::turned(orientation)));
    }
    let mut body = b"WEBP".to_vec();
    for (kind, content) in chunks {
        body.extend(kind);
        body.extend((content.len() as u32).to_le_bytes());
        body.extend(&content);
        if content.len() % 2 == 1 {
            body.push(0);
        }
    }
    let mut out = b"RIFF".to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    Ok(Cleaned { bytes: out, found })
}
