//! The titles that a node has opened, by organ, for the search of words: in memory alone, bounded, and let go when nobody asks.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use store::people::titles;

use crate::{App, Result};

/// The most titles that are kept of one organ; the newest requests.
pub(super) const MOST: usize = 200_000;
/// Organs whose titles are kept at once.
const ORGANS: usize = 24;
/// The titles of an organ that nobody searched for so long are let go.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Titles that one query gives.
const AT_ONCE: i64 = 5_000;

/// What one organ's requests are called.
#[derive(Debug, Default, Clone)]
pub(super) struct Titles {
    /// Lower-cased, by the request's id: in the order in which they came.
    pub by_request: BTreeMap<Arc<str>, Arc<str>>,
    /// Up to which number they are known.
    no: i64,
    /// Older ones were left out.
    pub cut: bool,
}

type Kept = (Timestamp, Arc<tokio::sync::Mutex<Arc<Titles>>>);

/// Kept in an [`App`], shared by its clones.
#[derive(Debug, Default)]
pub struct Cache {
    organs: Mutex<HashMap<String, Kept>>,
}

impl Cache {
    /// The titles of an organ as they are now: what changed since the last look is read, the rest is there.
    pub(super) async fn of(&self, app: &App, organ: &str) -> Result<Arc<Titles>> {
        let kept = self.kept(organ, app.clock.now());
        // One reads, the others wait for it: nobody opens the same hundred thousand twice.
        let mut titles = kept.lock().await;
        loop {
            let news = titles::after(&app.store, &app.keys, organ, titles.no, AT_ONCE).await?;
            let read = i64::try_from(news.len()).unwrap_or(AT_ONCE);
            if news.is_empty() {
                break;
            }
            let changed = Arc::make_mut(&mut titles);
            for one in news {
                changed.no = changed.no.max(one.title.no);
                match one.title.text {
                    Some(text) => {
                        let text = super::search::plain(&text).into();
                        changed.by_request.insert(one.request.into(), text);
                    }
                    None => {
                        changed.by_request.remove(one.request.as_str());
                    }
                }
            }
            while changed.by_request.len() > MOST {
                changed.by_request.pop_first();
                changed.cut = true;
            }
            if read < AT_ONCE {
                break;
            }
        }
        Ok(Arc::clone(&titles))
    }

    /// Lets go of what nobody asked for lately.
    pub fn sweep(&self, now: Timestamp) {
        let mut organs = self.organs.lock().unwrap_or_else(PoisonError::into_inner);
        organs.retain(|_, (at, _)| now.duration_since(*at) < IDLE);
    }

    /// The place of an organ; those that nobody asked for lately are let go, and the longest unasked where there are too many.
    fn kept(&self, organ: &str, now: Timestamp) -> Arc<tokio::sync::Mutex<Arc<Titles>>> {
        let mut organs = self.organs.lock().unwrap_or_else(PoisonError::into_inner);
        organs.retain(|code, (at, _)| code == organ || now.duration_since(*at) < IDLE);
        while organs.len() >= ORGANS && !organs.contains_key(organ) {
            let oldest = organs.iter().min_by_key(|(_, (at, _))| *at);
            let Some(code) = oldest.map(|(code, _)| code.clone()) else {
                break;
            };
            organs.remove(&code);
        }
        let (at, titles) = organs
            .entry(organ.to_string())
            .or_insert_with(|| (now, Arc::default()));
        *at = now;
        Arc::clone(titles)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn what_nobody_asked_for_is_let_go() {
        let (cache, then) = (Cache::default(), Timestamp::UNIX_EPOCH);
        let organs = || cache.organs.lock().unwrap().len();
        cache.kept("A", then);
        cache.kept("B", then + 20.minutes());
        cache.sweep(then + 31.minutes());
        assert_eq!(organs(), 1);
        cache.sweep(then + 51.minutes());
        assert_eq!(organs(), 0);
        for number in 0..100 {
            cache.kept(&number.to_string(), then);
        }
        assert_eq!(organs(), ORGANS);
    }
}
