//! Exif: the one thing that is kept of it, how the picture is turned, and whether it holds a place.

use super::at;

const ORIENTATION: u16 = 0x0112;
const GPS: u16 = 0x8825;

/// What of a block matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Exif {
    /// 2 to 8; `None` for a picture that stands upright.
    pub orientation: Option<u8>,
    pub place: bool,
}

/// Reads the first directory of a TIFF block; what is damaged says nothing.
pub(super) fn read(tiff: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let big = tiff.starts_with(b"MM");
    let number = |start: usize, length: usize| -> Option<usize> {
        let bytes = at(tiff, start, length).ok()?;
        let fold = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(match big {
            true => bytes.iter().fold(0, fold),
            false => bytes.iter().rev().fold(0, fold),
        })
    };
    let Some(start) = number(4, 4) else {
        return exif;
    };
    for entry in 0..number(start, 2).unwrap_or(0) {
        let place = start + 2 + entry * 12;
        let Some(tag) = number(place, 2) else { break };
        match u16::try_from(tag) {
            Ok(ORIENTATION) => {
                exif.orientation = number(place + 8, 2)
                    .and_then(|value| u8::try_from(value).ok())
                    .filter(|value| (2..=8).contains(value));
            }
            Ok(GPS) => exif.place = true,
            _ => {}
        }
    }
    exif
}

/// A block that says how the picture is turned and nothing else.
pub(super) fn turned(orientation: u8) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    block.extend(ORIENTATION.to_be_bytes());
    // A short, one of it, in the first two of four bytes; no further directory.
    block.extend([0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_picture_says_so_and_no_more() {
        let block = turned(6);
        assert_eq!(
            read(&block),
            Exif {
                orientation: Some(6),
                place: false
            }
        );
        assert_eq!(block.len(), 26);
    }
}
