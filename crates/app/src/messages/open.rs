//! One message as staff find it: what was written, what was done, what may be done next.

use law::{
    message::{Assessment, State, assess},
    readings::Person,
};
use serde_json::Value;
use store::{ledger::Act, messages::MessageRow};

use super::{settings, told};
use crate::{
    App, Result, Staff,
    requests::masked,
    rights::{Author, Head, holds},
};

#[derive(Debug, Clone)]
pub struct MessageView {
    pub row: MessageRow,
    pub state: State,
    pub acts: Vec<Act>,
    pub assessment: Assessment,
    /// What is sealed with the writer, name and ways to reach him masked: `text`, `draft`, `replies`, `doubt`. `Null` once erased, and
    /// for whoever neither answers nor reads the reply.
    pub sealed: Value,
    /// Version of the stream that this view shows; sent back with the next act.
    pub version: i64,
}

/// Opens a message of the person's own organ.
pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<MessageView> {
    let (row, state, acts) = told(app, &staff.organ, id).await?;
    let version = acts.last().map(|act| act.version).unwrap_or_default();
    let posts = staff.item_posts();
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let settings = settings(app);
    let today = app.clock.today();
    let assessment = assess(&state, person, today, &app.calendar, &settings);
    let sealed = if holds::<Author>(staff) || holds::<Head>(staff) {
        store::people::open(&app.store, &app.keys, &staff.organ, &row.person).await?
    } else {
        None
    };
    Ok(MessageView {
        row,
        state,
        acts,
        assessment,
        sealed: sealed.as_ref().map(masked).unwrap_or_default(),
        version,
    })
}
