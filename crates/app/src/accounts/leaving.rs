//! 移交: what hangs on the account of somebody who leaves. Requests, items and reports hang on their organ and on roles, not on a
//! person; what does hang on one are reminders that he has not read, the tokens of programs and the preview links that he made, and his
//! calendar feed.

use serde_json::json;
use store::{Tx, staff::StaffRow};

use super::colleagues::known;
use crate::{
    App, Error, FieldError, Result,
    audit::{Event, Kind, Who, record},
};

/// What went over, or ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gone {
    /// Reminders that another person reads now.
    pub notices: u64,
    /// Tokens and feeds that open nothing any more: whoever made one has seen its secret.
    pub tokens: u64,
    /// Preview links that open nothing any more, for the same reason.
    pub previews: u64,
}

/// Hands everything that hangs on `from` over to a colleague of the same organ: reminders go to him, tokens, feeds and preview links end. `from`
/// stays as he is, so that work can be handed over before he leaves.
///
/// # Errors
/// One of them is not known, they are of two organs, are one person, or the colleague's account is shut: nothing is done.
pub async fn hand_over(app: &App, who: &Who, from: &str, to: &str) -> Result<Gone> {
    let (leaves, takes) = (known(app, from).await?, known(app, to).await?);
    let no = |zh: &str, en: &str| Err(Error::Invalid(vec![FieldError::new("to", "form", zh, en)]));
    if leaves.id == takes.id {
        return no("接手人不能是本人", "Work is handed to somebody else");
    }
    if leaves.organ != takes.organ {
        return no(
            "接手人应当是同一机关的人员",
            "Whoever takes it over is of the same organ",
        );
    }
    if takes.disabled {
        return no(
            "接手人的账户已停用",
            "The account of whoever should take it over is shut",
        );
    }
    let mut tx = app.store.begin().await?;
    let gone = let_go(app, &mut tx, &leaves, &takes.id).await?;
    let detail = json!({
        "heir": takes.login, "notices": gone.notices, "tokens": gone.tokens, "previews": gone.previews,
    });
    let event = Event::new(Kind::HandedOver).to(&leaves.login);
    let event = event.in_organ(&leaves.organ).saying(detail);
    record(app, &mut tx, who, event).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Takes from an account what hangs on it. Reminders go to `to`, or where it is empty to whoever holds the role.
pub(super) async fn let_go(app: &App, tx: &mut Tx, row: &StaffRow, to: &str) -> Result<Gone> {
    let now = app.clock.now();
    Ok(Gone {
        notices: store::notices::hand_on(tx, &row.organ, &row.id, to).await?,
        tokens: store::tokens::end_of(tx, &app.keys, &row.organ, &row.id, now).await?,
        previews: store::previews::end_of(tx, &app.keys, (&row.organ, &row.id), now).await?,
    })
}
