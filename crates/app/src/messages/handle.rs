//! What staff do with a message until it is answered. Each act is judged by `law::message` and recorded at the version that was judged.

use law::{
    message::{
        Aside, Event, From, HandedOver, Outcome, Received, Replying, Returned, SetAside, Signed,
        State, judge, reply_digest,
    },
    readings::{Digest, Person},
};
use serde_json::json;
use store::messages::MessageRow;

use super::{load, secret, settings, stream_of, writer::sent};
use crate::{
    App, Error, FieldError, Result, Staff,
    accounts::new_id,
    error::Findings,
    mail::{Mail, Recipient},
    pen::{At, Line, Page, Pen},
    record::seen,
    rights::{Author, By, Head},
};

/// 拟复: the words, and how it ends.
#[derive(Debug, Clone)]
pub struct Reply {
    pub outcome: Outcome,
    pub words: String,
    /// What was looked at, where the writer is told that he is wrong.
    pub looked_at: String,
}

/// Most messages that one reply answers at a time.
const MOST_ALIKE: usize = 100;

/// Drafts one reply to these messages, each at the version that was seen: one answer to many alike. All of them or none.
pub async fn draft(
    app: &App,
    staff: &By<Author>,
    messages: &[(String, i64)],
    reply: &Reply,
) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.text("words", &reply.words, 4000, "答复内容", "the reply");
    wrong.length(
        "looked_at",
        &reply.looked_at,
        500,
        "核查情况",
        "What was looked at",
    );
    if messages.is_empty() || messages.len() > MOST_ALIKE {
        wrong.add(
            "messages",
            "form",
            format!("请选择 1 至 {MOST_ALIKE} 件留言"),
            format!("Choose 1 to {MOST_ALIKE} messages"),
        );
    }
    wrong.finish()?;
    let words = reply.words.trim();
    let mut page = Page::default();
    for (id, version) in messages {
        let (row, state, stands) = load(app, &staff.organ, id).await?;
        seen(stands, *version)?;
        let person = row.person.parse().map_err(Error::failed)?;
        let event = Event::Drafted(Replying {
            outcome: reply.outcome,
            text: reply_digest(&person, &secret(app, &row.person), reply.outcome, words),
            looked_at: reply.looked_at.trim().into(),
        });
        judged(app, staff, &state, &event, &["outcome", "looked_at"])?;
        let mut data = sealed(app, &row).await?;
        data["draft"] = json!(words);
        page.resealed.push((row.organ.clone(), row.person, data));
        page.lines.push(line(app, staff, id, stands, &event)?);
    }
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Lets the reply out that is before this reader: `read` is the digest of the words he was shown.
pub async fn send(
    app: &App,
    staff: &By<Head>,
    id: &str,
    version: i64,
    (read, exception): (&str, &str),
) -> Result<()> {
    let (row, state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let event = Event::Replied(Signed {
        read: Digest::from(read),
        exception: exception.trim().into(),
    });
    judged(app, staff, &state, &event, &["exception", "read"])?;
    let mut data = sealed(app, &row).await?;
    let words = data["draft"].as_str().unwrap_or_default().to_string();
    let person = row.person.parse().map_err(Error::failed)?;
    let outcome = state.reply.as_ref().map(|reply| reply.outcome);
    let kept =
        outcome.map(|outcome| reply_digest(&person, &secret(app, &row.person), outcome, &words));
    if kept != Some(Digest::from(read)) {
        return Err(Error::failed(
            "the sealed draft is not the text that was read",
        ));
    }
    let mut replies = sent(&data);
    replies.push(words);
    data["replies"] = json!(replies);
    data["draft"] = json!("");
    let mut page = Page {
        lines: vec![line(app, staff, id, stands, &event)?],
        ..Page::default()
    };
    if !data["email"].as_str().unwrap_or_default().is_empty() {
        let mail = Mail {
            organ: &row.organ,
            to: Recipient::Person(&row.person),
            template: "message_replied",
            request: "",
            detail: json!({"number": row.number}),
        };
        page.tasks.push(mail.task(format!("mail/{id}/{stands}")));
    }
    page.resealed.push((row.organ, row.person, data));
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Sends a drafted reply back to be written anew.
pub async fn give_back(
    app: &App,
    staff: &By<Head>,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<()> {
    let event = Event::Returned(Returned {
        reason: reason.trim().into(),
    });
    plain(app, staff, id, version, &event).await
}

/// Puts a message aside on which nothing can be done.
pub async fn set_aside(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    (why, note): (Aside, &str),
) -> Result<()> {
    let event = Event::SetAside(SetAside {
        why,
        note: note.trim().into(),
    });
    plain(app, staff, id, version, &event).await
}

/// Hands a message over to the organ whose it is: ended here and begun there in one transaction, under the same number and code, with
/// the clock of the first day.
pub async fn hand_over(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    (to, reason): (&str, &str),
) -> Result<()> {
    let (row, state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let other = store::organs::get(&app.store, to).await?;
    if to == staff.organ || other.is_none() {
        return Err(Error::Invalid(vec![FieldError::new(
            "to",
            "form",
            "请选择另外一个机关",
            "Choose another organ",
        )]));
    }
    let event = Event::HandedOver(HandedOver {
        to: to.into(),
        reason: reason.trim().into(),
    });
    judged(app, staff, &state, &event, &["reason"])?;
    let received = state.received.as_ref().ok_or(Error::NotFound)?;
    let data = sealed(app, &row).await?;
    let now = app.clock.now();
    let (there, person) = (new_id(now), new_id(now));
    let begun = Event::Received(Box::new(Received {
        person: person.parse().map_err(Error::failed)?,
        from: Some(From {
            organ: staff.organ.clone(),
            since: state.since.unwrap_or(row.received_on),
        }),
        ..Received::clone(received)
    }));
    let page = Page {
        people: vec![store::people::seal_person(
            &app.keys, to, &person, "writer", &data,
        )?],
        lines: vec![
            line(app, staff, id, stands, &event)?,
            Line {
                organ: to.into(),
                ..line(app, staff, &there, 0, &begun)?
            },
        ],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).and(to);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// An act that says a word of its own and changes nothing that is sealed.
pub(super) async fn plain(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    event: &Event,
) -> Result<()> {
    let (_, state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    judged(app, staff, &state, event, &["reason", "exception", "read"])?;
    let page = Page {
        lines: vec![line(app, staff, id, stands, event)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Refuses what the law has against an act: as fields to mend where all of it is of fields of the form.
pub(super) fn judged(
    app: &App,
    staff: &Staff,
    state: &State,
    event: &Event,
    fields: &[&'static str],
) -> Result<()> {
    let posts = staff.item_posts();
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let findings = judge(state, person, app.clock.today(), event, &settings(app));
    crate::items::refuse(findings, fields)
}

/// What is sealed with the writer; refused once it was erased.
async fn sealed(app: &App, row: &MessageRow) -> Result<serde_json::Value> {
    store::people::open(&app.store, &app.keys, &row.organ, &row.person)
        .await?
        .ok_or(Error::NotFound)
}

pub(super) fn line(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    event: &Event,
) -> Result<Line> {
    Ok(Line {
        organ: staff.organ.clone(),
        stream: stream_of(id)?,
        at: At::Version(version),
        kind: event.kind().as_str().into(),
        body: event.body()?,
        on: app.clock.today(),
        actor: staff.id.clone(),
    })
}
