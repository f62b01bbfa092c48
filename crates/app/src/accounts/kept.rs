//! What somebody typed into a form whose session had ended meanwhile: sealed for him, carried by his own browser through the door, and
//! laid before him again once he is in. Nothing of it is kept here, and nobody else who signs in there gets to see it.

use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::{sessions, sha256_hex};
use crate::{App, Result, Staff};

/// Minutes for which it can be taken up again.
const KEPT_MINUTES: i64 = 60;
/// The longest text that is carried along, in bytes.
const LONGEST: usize = 128 * 1024;
/// What it is sealed for.
const PURPOSE: &str = "kept-form";

/// A form as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// Where it was sent.
    pub path: String,
    pub fields: Vec<(String, String)>,
    /// Files went with it, which are not carried along.
    pub had_files: bool,
}

#[derive(Serialize, Deserialize)]
struct Carried {
    staff: String,
    until: Timestamp,
    form: KeptForm,
}

/// Seals a form that came with the session `token`, where that was somebody's and has run out or was not used for too long; `csrf` is
/// what the form carried, and must be that session's. `None`: the session is nobody's, still open, or was ended on purpose, or the form
/// is too long.
///
/// # Errors
/// The database.
pub async fn keep_form(
    app: &App,
    token: &str,
    csrf: &str,
    form: KeptForm,
) -> Result<Option<String>> {
    let hash = sha256_hex(token.as_bytes());
    let now = app.clock.now();
    let Some(begun) = store::staff::begun(&app.store, &app.keys, &hash).await? else {
        return Ok(None);
    };
    let ended = begun.expires_at <= now || begun.seen_at <= sessions::idle_since(app, now);
    let length: usize = form
        .fields
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    if !ended || begun.csrf != csrf || length > LONGEST {
        return Ok(None);
    }
    Ok(Some(seal(app, &begun.person.id, form)?))
}

/// The form as it travels, for one person and an hour.
pub(super) fn seal(app: &App, staff: &str, form: KeptForm) -> Result<String> {
    let carried = Carried {
        staff: staff.into(),
        until: app.clock.now() + KEPT_MINUTES.minutes(),
        form,
    };
    let text = serde_json::to_string(&carried).map_err(crate::Error::failed)?;
    Ok(app.keys.seal_text(PURPOSE, &text)?)
}

/// The form again, for whoever filled it in; `None` for anybody else, and once its time has passed.
#[must_use]
pub fn kept_form(app: &App, staff: &Staff, sealed: &str) -> Option<KeptForm> {
    let text = app.keys.open_text(PURPOSE, sealed).ok()?;
    let carried: Carried = serde_json::from_str(&text).ok()?;
    let his = carried.staff == staff.id && carried.until > app.clock.now();
    his.then_some(carried.form)
}
