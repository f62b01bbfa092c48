//! GIF: blocks, of which remarks, texts and what programs add are left out.

use super::{Cleaned, Damaged, Found, at};

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Damaged> {
    let mut found = Found::default();
    let head = at(bytes, 0, 13)?;
    let mut place = 13 + colours(head[10]);
    let mut out = at(bytes, 0, place)?.to_vec();
    loop {
        let start = place;
        match at(bytes, place, 1)?[0] {
            // A picture: its frame, its colours, the size of its codes, its blocks.
            0x2C => {
                let frame = at(bytes, place, 10)?;
                place += 10 + colours(frame[9]) + 1;
                place = behind_blocks(bytes, place)?;
                out.extend(at(bytes, start, place - start)?);
            }
            0x21 => {
                let kind = at(bytes, place + 1, 1)?[0];
                place = behind_blocks(bytes, place + 2)?;
                let block = at(bytes, start, place - start)?;
                let repeats = [b"NETSCAPE2.0", b"ANIMEXTS1.0"]
                    .iter()
                    .any(|name| block.get(3..14) == Some(name.as_slice()));
                if kind == 0xF9 || kind == 0xFF && repeats {
                    out.extend(block);
                } else {
                    found.blocks += 1;
                    found.place |= block.windows(3).any(|it| it == b"GPS");
                }
            }
            0x3B => {
                out.push(0x3B);
                found.blocks += usize::from(place + 1 < bytes.len());
                return Ok(Cleaned { bytes: out, found });
            }
            _ => return Err(Damaged),
        }
    }
}

/// The bytes of a table of colours, by the byte that announces it.
fn colours(packed: u8) -> usize {
    match packed & 0x80 {
        0 => 0,
        _ => 3 << ((packed & 7) + 1),
    }
}

fn behind_blocks(bytes: &[u8], start: usize) -> Result<usize, Damaged> {
    let mut place = start;
    loop {
        let length = usize::from(at(bytes, place, 1)?[0]);
        place += 1 + length;
        if length == 0 {
            return Ok(place);
        }
    }
}
