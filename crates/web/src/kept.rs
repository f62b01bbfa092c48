//! Pages already written, kept in memory. A key names everything that the page shows, so a page is never stale:
//! what changed has another key, and the old page is forgotten when the room is full.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::body::Bytes;

/// About 20 MB of item pages.
const MOST: usize = 2_000;

#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<HashMap<String, Bytes>>,
}

impl Kept {
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Bytes> {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    pub fn put(&self, key: String, page: Bytes) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_bounded() {
        let kept = Kept::default();
        for number in 0..=MOST {
            kept.put(number.to_string(), Bytes::from_static(b"page"));
        }
        assert_eq!(kept.get("0"), None);
        assert_eq!(
            kept.get(&MOST.to_string()),
            Some(Bytes::from_static(b"page"))
        );
    }
}
