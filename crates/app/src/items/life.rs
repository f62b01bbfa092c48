//! From draft to repeal: each act judged by `law::item` and recorded at the version that was judged.

use law::{
    item::{
        Dropped, Event, Given, Kind, Repeal, Restoration, State, Submission, Suspension, Withdrawal,
    },
    readings::{Digest, Post},
};

use super::{
    Whole,
    judged::{load, record},
    passages, ties,
};
use crate::{
    App, Result, Role, Staff,
    record::seen,
    rights::{Author, By, Deed, Head, Leader, May, Publisher, Reviewer, Right},
};

pub use law::readings::Opinion;

/// What a reader says of an item.
#[derive(Debug, Clone)]
pub struct ReadingForm {
    /// As which post he reads.
    pub post: Post,
    pub opinion: Opinion,
    pub basis: String,
    /// Why one person does two steps, in a bureau too small for two.
    pub exception: String,
    /// What he saw in attachments that no program can read (S-1).
    pub looked: String,
    /// The digest of the text that was before him; `None`: the text of the version that he names.
    pub read: Option<String>,
}

impl ReadingForm {
    /// A post that agrees, for a reason.
    #[must_use]
    pub fn agrees(post: Post, basis: &str) -> Self {
        Self {
            post,
            opinion: Opinion::Agree,
            basis: basis.into(),
            exception: String::new(),
            looked: String::new(),
            read: None,
        }
    }
}

impl Deed for ReadingForm {
    fn roles(&self) -> &'static [Role] {
        match self.post {
            Post::SectionHead => Head::ROLES,
            Post::Secrecy => Reviewer::ROLES,
            Post::Leader => Leader::ROLES,
            _ => &[],
        }
    }
}

/// Hands a draft to its readers. `lawful_reason`: why personal data in it may be public all the same.
pub async fn submit(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    lawful_reason: &str,
) -> Result<i64> {
    let (state, stands) = at(app, staff, id, version).await?;
    let event = Event::SubmittedForReview(Submission {
        read: state.text().cloned(),
        lawful_reason: lawful_reason.trim().into(),
    });
    let whole = whole(app, (&staff.organ, id), &state).await?;
    let fields: &[&'static str] = &["lawful_reason"];
    record(app, staff, (id, &state, stands), &event, (&whole, fields)).await
}

/// A reading by one of the posts (A-17, S-7).
pub async fn read(app: &App, reader: &May<ReadingForm>, id: &str, version: i64) -> Result<i64> {
    let (staff, form) = (reader.staff(), reader.deed());
    let (state, stands) = at(app, staff, id, version).await?;
    let given = Given {
        opinion: form.opinion,
        basis: form.basis.trim().into(),
        read: form
            .read
            .as_deref()
            .map(Digest::from)
            .or_else(|| state.text().cloned()),
        exception: form.exception.trim().into(),
        looked: form.looked.trim().into(),
    };
    let event = match Kind::reading_of(form.post) {
        Some(Kind::Checked) => Event::Checked(given),
        Some(Kind::SignedOff) => Event::SignedOff(given),
        _ => Event::Reviewed(given),
    };
    let whole = whole(app, (&staff.organ, id), &state).await?;
    let fields: &[&'static str] = &["basis", "exception", "looked"];
    record(app, staff, (id, &state, stands), &event, (&whole, fields)).await
}

/// Gives up the change of a published item: what is public stays as it is.
pub async fn discard(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    let event = Event::Discarded(Dropped {
        reason: reason.trim().into(),
    });
    because(app, staff, (id, version), &event).await
}

/// 暂停公开: takes what is published from the public for the time of a check (N-26).
pub async fn suspend(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    let event = Event::Suspended(Suspension {
        reason: reason.trim().into(),
        found: Vec::new(),
    });
    because(app, staff, (id, version), &event).await
}

/// 恢复公开: what was found may be public, for a recorded reason.
pub async fn restore(
    app: &App,
    staff: &By<Reviewer>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    let (state, stands) = at(app, staff, id, version).await?;
    let event = Event::Restored(Restoration {
        reason: reason.trim().into(),
    });
    let whole = match &state.public {
        Some(public) => passages::of_content(app, &public.content).await?,
        None => Whole::default(),
    };
    record(
        app,
        staff,
        (id, &state, stands),
        &event,
        (&whole, &["reason"]),
    )
    .await
}

/// Marks a published document repealed: it stays visible and leaves the stock in force (P-10).
pub async fn repeal(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    reason: &str,
    by: &str,
) -> Result<i64> {
    let mut repeal = Repeal {
        reason: reason.trim().into(),
        by: by.trim().into(),
        item: None,
    };
    // A document of this site is linked; any other is told by its words.
    if !repeal.by.is_empty()
        && let Ok(item) = ties::one(app, &staff.organ, by).await?
        && let Some(found) = store::published::item(&app.store, &item.organ, &item.id).await?
    {
        repeal.by = law::item::told(&found.title, &found.document_number);
        repeal.item = Some(item);
    }
    let event = Event::Repealed(repeal);
    because(app, staff, (id, version), &event).await
}

/// Takes a published item off the portal, with the reason on record.
pub async fn withdraw(
    app: &App,
    staff: &By<Publisher>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    let event = Event::Withdrawn(Withdrawal {
        reason: reason.trim().into(),
    });
    because(app, staff, (id, version), &event).await
}

/// Records an act about an item seen at `version` that says why and nothing of its text.
pub(super) async fn because(
    app: &App,
    staff: &Staff,
    (id, version): (&str, i64),
    event: &Event,
) -> Result<i64> {
    let (state, stands) = at(app, staff, id, version).await?;
    let nothing = Whole::default();
    record(
        app,
        staff,
        (id, &state, stands),
        event,
        (&nothing, &["reason"]),
    )
    .await
}

/// The item at the version that its author saw; `Conflict` where it has moved on.
pub(super) async fn at(app: &App, staff: &Staff, id: &str, version: i64) -> Result<(State, i64)> {
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    Ok((state, stands))
}

/// Everything of it that would become public.
pub(super) async fn whole(app: &App, (organ, id): (&str, &str), state: &State) -> Result<Whole> {
    let Some(content) = &state.content else {
        return Ok(Whole::default());
    };
    let mut whole = passages::of_content(app, content).await?;
    whole.standing = ties::standing(app, organ, id, &content.ties).await?;
    Ok(whole)
}
