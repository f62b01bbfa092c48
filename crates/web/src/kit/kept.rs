//! Pages already written, kept in memory for one generation of the ledger: the first act after them makes all of them
//! forgotten, so a page never shows what the ledger no longer holds. An act of another node is seen within a second.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::body::Bytes;

/// So many bytes, and so many pages, are kept at most.
const MOST_BYTES: usize = 32 * 1024 * 1024;
const MOST: usize = 2_000;

#[derive(Debug, Default)]
pub struct Kept {
    room: Mutex<Room>,
}

#[derive(Debug, Default)]
struct Room {
    generation: u64,
    pages: HashMap<String, Bytes>,
    /// Of all pages together.
    bytes: usize,
}

impl Kept {
    /// A page written in this generation ([`store::Store::generation`]).
    #[must_use]
    pub fn get(&self, generation: u64, key: &str) -> Option<Bytes> {
        let room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        if room.generation == generation {
            room.pages.get(key).cloned()
        } else {
            None
        }
    }

    /// Keeps a page that was written from what was read after `generation` was asked for.
    pub fn put(&self, generation: u64, key: String, page: Bytes) {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        if generation < room.generation {
            return;
        }
        let full = room.pages.len() >= MOST || room.bytes + page.len() > MOST_BYTES;
        if generation > room.generation || full {
            room.pages.clear();
            room.bytes = 0;
            room.generation = generation;
        }
        room.bytes += page.len();
        if let Some(before) = room.pages.insert(key, page) {
            room.bytes -= before.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Bytes = Bytes::from_static(b"page");

    #[test]
    fn a_page_lives_as_long_as_its_generation() {
        let kept = Kept::default();
        kept.put(3, "a".into(), PAGE);
        assert_eq!(kept.get(3, "a"), Some(PAGE));
        assert_eq!((kept.get(4, "a"), kept.get(2, "a")), (None, None));
        kept.put(4, "b".into(), PAGE);
        kept.put(3, "c".into(), PAGE);
        assert_eq!((kept.get(4, "a"), kept.get(4, "c")), (None, None));
        assert_eq!(kept.get(4, "b"), Some(PAGE));
    }

    #[test]
    fn the_room_is_bounded() {
        let kept = Kept::default();
        for number in 0..=MOST {
            kept.put(0, number.to_string(), PAGE);
        }
        assert_eq!(kept.get(0, "0"), None);
        assert_eq!(kept.get(0, &MOST.to_string()), Some(PAGE));

        // In bytes too; the same page again counts once.
        let kept = Kept::default();
        let half = Bytes::from(vec![0; MOST_BYTES / 2]);
        for _ in 0..3 {
            kept.put(0, "a".into(), half.clone());
        }
        kept.put(0, "b".into(), PAGE);
        assert!(kept.get(0, "a").is_some());
        kept.put(0, "c".into(), half);
        assert_eq!((kept.get(0, "a"), kept.get(0, "b")), (None, None));
    }
}
