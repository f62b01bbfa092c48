//! Bytes that almost are what they were, for the tests that give a door what nobody thought of (fuzzing).
//!
//! Coverage-guided fuzzing needs another compiler; this needs none and is the same at every run but for how far it gets.
//! `FUZZ=600` gives each such test ten minutes instead of a few seconds.

use std::time::{Duration, Instant};

use super::dice::Dice;

/// Until when such a test goes on.
pub fn until() -> Instant {
    let seconds = std::env::var("FUZZ")
        .ok()
        .and_then(|text| text.parse().ok());
    Instant::now() + Duration::from_secs(seconds.unwrap_or(3))
}

/// A few changes of a few kinds; `words` are what the format knows.
pub fn mutated(base: &[u8], words: &[&[u8]], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = base.to_vec();
    for _ in 0..=dice.roll(6) {
        if bytes.is_empty() {
            return bytes;
        }
        let length = bytes.len() as i64;
        let at = dice.roll(length) as usize;
        let end = (at + dice.roll(200) as usize).min(bytes.len());
        match dice.roll(8) {
            0 => bytes[at] = dice.roll(256) as u8,
            1 => bytes[at] ^= 1 << dice.roll(8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let part = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len() as i64) as usize;
                bytes.splice(to..to, part);
            }
            5 => {
                let word = dice.pick(words).to_vec();
                bytes.splice(at..at, word);
            }
            6 => {
                let part = bytes[at..end].to_vec();
                for _ in 0..dice.roll(50) {
                    bytes.splice(at..at, part.iter().copied());
                }
            }
            _ => bytes[at..end].reverse(),
        }
        bytes.truncate(4_000_000);
    }
    bytes
}
