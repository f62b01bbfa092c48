//! Question and answer on their way to all: written without the writer, read by the secrecy reviewer, shown, withdrawn (S-1, S-7).

use law::{
    message::{Event, PublicText, Returned, Signed, Withdrawal},
    readings::Digest,
};

use super::{
    handle::{judged, line, plain},
    load,
};
use crate::{
    App, Result,
    error::Findings,
    pen::{Page, Pen},
    record::seen,
    rights::{Author, By, Publisher, Reviewer},
};

/// Drafts what all would read.
pub async fn draft_public(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    text: &PublicText,
) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.length("title", &text.title, 100, "标题", "The title");
    wrong.length("question", &text.question, 2000, "问题", "The question");
    wrong.length("answer", &text.answer, 4000, "答复", "The answer");
    wrong.finish()?;
    let (_, state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let event = Event::PublicDrafted(PublicText {
        title: text.title.trim().into(),
        question: text.question.trim().into(),
        answer: text.answer.trim().into(),
    });
    judged(app, staff, &state, &event, &["title", "question", "answer"])?;
    let page = Page {
        lines: vec![line(app, staff, id, stands, &event)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Clears the text that is before this reader, and shows it: `read` is its digest.
pub async fn publish(
    app: &App,
    staff: &By<Reviewer>,
    id: &str,
    version: i64,
    (read, exception): (&str, &str),
) -> Result<()> {
    let event = Event::Published(Signed {
        read: Digest::from(read),
        exception: exception.trim().into(),
    });
    plain(app, staff, id, version, &event).await
}

/// Sends the text back to be written anew.
pub async fn give_back_public(
    app: &App,
    staff: &By<Reviewer>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<()> {
    let event = Event::PublicReturned(Returned {
        reason: reason.trim().into(),
    });
    plain(app, staff, id, version, &event).await
}

/// Takes it off the portal, with the reason on record.
pub async fn withdraw(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<()> {
    let event = Event::Withdrawn(Withdrawal {
        reason: reason.trim().into(),
    });
    plain(app, staff, id, version, &event).await
}
