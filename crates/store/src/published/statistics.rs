//! Counts about requests and items that name nobody.

use super::Public;
use crate::{
    Result, Store,
    counts::{self, By},
};

/// Figures about an organ's requests that name nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    pub received: i64,
    pub closed: i64,
    /// Closed after the last day.
    pub late: i64,
    pub items: i64,
}

/// How many requests of a year an organ received, how they stand, and how much it has published in all; of all organs without one.
///
/// # Errors
/// The database.
pub async fn stats(store: &Store, organ: Option<&str>, year: i16) -> Result<Public<Stats>> {
    let wanted = counts::Wanted {
        organ,
        ..counts::Wanted::default()
    };
    let mut stats = Stats {
        items: counts::total(store, "item", wanted).await?,
        ..Stats::default()
    };
    let wanted = counts::Wanted {
        year: Some(year),
        ..wanted
    };
    for sum in counts::by(store, "request", By::Class, wanted).await? {
        stats.received += sum.count;
        if sum.of != "open" {
            stats.closed += sum.count;
        }
        if sum.of == "late" {
            stats.late += sum.count;
        }
    }
    Ok(Public(stats))
}
