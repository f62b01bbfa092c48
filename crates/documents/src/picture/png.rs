//! PNG: chunks, each with its length, its kind and its sum.

use super::{Cleaned, Damaged, Found, at, exif};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What the picture needs to look as it does.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
];

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Damaged> {
    let mut found = Found::default();
    let mut out = SIGNATURE.to_vec();
    let mut place = SIGNATURE.len();
    loop {
        let head = at(bytes, place, 8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let kind = &head[4..8];
        let chunk = at(bytes, place, length.checked_add(12).ok_or(Damaged)?)?;
        place += chunk.len();
        if KEPT.iter().any(|it| *it == kind) {
            out.extend(chunk);
        } else {
            let content = &chunk[8..8 + length];
            found.blocks += 1;
            found.place |= content.windows(4).any(|it| it == b"GPSL");
            if kind == b"eXIf" {
                let exif = exif::read(content);
                found.place |= exif.place;
                if let Some(orientation) = exif.orientation {
                    out.extend(chunk_of(b"eXIf", &exif::turned(orientation)));
                }
            }
        }
        if kind == b"IEND" {
            found.blocks += usize::from(place < bytes.len());
            return Ok(Cleaned { bytes: out, found });
        }
    }
}

fn chunk_of(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut summed = kind.to_vec();
    summed.extend(content);
    let mut chunk = (content.len() as u32).to_be_bytes().to_vec();
    chunk.extend(&summed);
    chunk.extend(sum(&summed).to_be_bytes());
    chunk
}

/// CRC-32 as PNG and ZIP use it.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_is_that_of_the_standard() {
        assert_eq!(super::sum(b"123456789"), 0xCBF4_3926);
    }
}
