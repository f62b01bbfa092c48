//! Where pages are being written: one writes, the others who want the same wait for him.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;

use super::{asked::Key, whole::Whole};

type Coming = watch::Receiver<Option<Arc<Whole>>>;

/// So many pages are written at once for others to wait for.
const MOST: usize = 256;

#[derive(Debug, Default, Clone)]
pub struct Desk(Arc<Mutex<HashMap<Key, Coming>>>);

/// What somebody finds who wants a page.
pub enum Turn {
    Ours(Place),
    /// Too many are being written already: he asks for himself.
    Alone,
    /// Somebody writes it; the channel closes where it cannot be kept.
    Wait(Coming),
}

/// The right to write a page; given up when dropped.
#[derive(Debug)]
pub struct Place {
    desk: Desk,
    key: Key,
    tell: watch::Sender<Option<Arc<Whole>>>,
}

impl Desk {
    pub fn turn(&self, key: &Key) -> Turn {
        let mut desk = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(coming) = desk.get(key) {
            return Turn::Wait(coming.clone());
        }
        if desk.len() >= MOST {
            return Turn::Alone;
        }
        let (tell, coming) = watch::channel(None);
        desk.insert(key.clone(), coming);
        Turn::Ours(Place {
            desk: self.clone(),
            key: key.clone(),
            tell,
        })
    }
}

impl Place {
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Hands the page to all who wait.
    pub fn done(self, page: Arc<Whole>) {
        self.tell.send_replace(Some(page));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut desk = self.desk.0.lock().unwrap_or_else(PoisonError::into_inner);
        desk.remove(&self.key);
    }
}
