//! What an author had before him, and what stands.

use std::cmp::Ordering;

use crate::{Error, Result};

/// Whether what an operation judged, the record at version `stands`, is what its author had before him. An operation appends
/// at the version it judged, never at the one it was told.
pub(crate) fn seen(stands: i64, seen: i64) -> Result<()> {
    match seen.cmp(&stands) {
        Ordering::Less => Err(Error::Conflict),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::ahead()),
    }
}
