//! Projection: 留言, 找错, 投诉, 意见 of the public, from their `message/…` streams.

use jiff::civil::Date;
use law::message::{self, Entry, Event, State};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, int, opt_date, stored, text},
    counts,
    ledger::Act,
    projection::Row,
    verify::Fault,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageRow {
    pub organ: String,
    pub id: String,
    /// 编号.
    pub number: String,
    pub query_hash: String,
    /// Id of the sealed person.
    pub person: String,
    /// `inquiry`, `fault`, `complaint` or `opinion`.
    pub topic: String,
    /// Path of the page that it is about, or empty.
    pub page: String,
    /// 1: the writer agrees that question and answer are shown.
    pub agreed: i64,
    /// `open`, `drafted`, `replied`, `handed_over`, `set_aside` or `grouped`.
    pub status: String,
    /// Code of the post whose act it waits for, or empty.
    pub waits_for: String,
    pub received_on: Date,
    /// Last day of the first reply: what is late is counted by it.
    pub first_due: Date,
    /// Last day to reply now; none once nothing is owed.
    pub due: Option<Date>,
    pub first_replied_on: Option<Date>,
    pub replied_on: Option<Date>,
    pub doubted_on: Option<Date>,
    /// `answered`, `mended`, `no_fault`, `founded`, `unfounded`, or empty.
    pub outcome: String,
    /// Code of the organ it was handed over to, or empty.
    pub handed_to: String,
    /// Code of the organ it came from, or empty.
    pub handed_from: String,
    /// Why nothing is done about it, or empty.
    pub set_aside: String,
    /// What an opinion says, where it is grouped with others; or empty.
    pub gist: String,
    /// 1: all may read title, question and answer.
    pub public: i64,
    pub title: String,
    pub question: String,
    pub answer: String,
    pub published_on: Option<Date>,
    pub withdrawn_on: Option<Date>,
    /// Hash of the act that made it public, or empty.
    pub act_hash: String,
    pub version: i64,
}

impl MessageRow {
    /// Opinions are counted by the page that they are about.
    fn counted(&self) -> Option<counts::Kind> {
        let opinion = self.topic == message::Topic::Opinion.code();
        opinion.then(|| counts::Kind::opinion(&self.page, &self.status, &self.set_aside))
    }

    /// Moves an opinion that is about to be written to where it is counted from now on.
    async fn counted_anew(&self, tx: &mut Tx) -> Result<()> {
        let Some(now) = self.counted() else {
            return Ok(());
        };
        let before =
            sqlx::query("SELECT status, set_aside FROM messages WHERE organ = $1 AND id = $2")
                .bind(&self.organ)
                .bind(&self.id)
                .fetch_optional(tx.db())
                .await?;
        let before = match &before {
            None => None,
            Some(row) => {
                let (status, aside) = (text(row, "status")?, text(row, "set_aside")?);
                Some(counts::Kind::opinion(&self.page, &status, &aside))
            }
        };
        counts::moved(tx, &self.organ, before, Some(now)).await
    }
}

/// The acts of a message's stream, as the law reads them.
///
/// # Errors
/// [`Error::Act`]: a kind that messages do not know, or a damaged body.
pub fn entries(acts: &[Act]) -> Result<Vec<Entry>> {
    acts.iter()
        .map(|act| {
            Ok(Entry {
                on: act.on_date,
                by: act.actor.clone(),
                event: act.event(Event::read)?,
            })
        })
        .collect()
}

fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<MessageRow> {
    let Stream::Message(id) = stream else {
        return Err(Error::Damaged(format!(
            "{stream} is no stream of a message"
        )));
    };
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a message without acts".into()))?;
    let entries = entries(acts)?;
    let last_day = |state: &State| {
        message::last_day(state, rules.calendar, &rules.message).map(|last| last.date())
    };
    let opened = message::fold(&entries[..1]);
    let state = message::fold(&entries);
    let (Some(received), Some(first_due)) = (state.received.clone(), last_day(&opened)) else {
        return Err(first.unreadable("a message begins with its receipt"));
    };
    let waits_for = state.waits_for().map_or("", law::readings::Post::as_str);
    let due = last_day(&state);
    let outcome = state.outcome().map_or("", message::Outcome::code);
    let public = state.publication.is_public();
    let shown = acts
        .iter()
        .rfind(|act| act.kind == message::Kind::Published.as_str());
    let text = state.publication.text.clone();
    let (title, question, answer) = text.map_or_else(Default::default, |text| {
        (text.title, text.question, text.answer)
    });
    Ok(MessageRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        number: received.number,
        query_hash: received.query_hash,
        person: received.person.to_string(),
        topic: received.topic.code().into(),
        page: received.page,
        agreed: received.agreed.into(),
        status: state.status.code().into(),
        waits_for: waits_for.into(),
        received_on: first.on_date,
        first_due,
        due,
        first_replied_on: state.first_replied_on,
        replied_on: state.replied_on,
        doubted_on: state.doubted_on,
        outcome: outcome.into(),
        handed_to: state.handed_over.map(|over| over.to).unwrap_or_default(),
        handed_from: received.from.map(|from| from.organ).unwrap_or_default(),
        set_aside: state.set_aside.map_or("", message::Aside::code).into(),
        gist: state.gist.unwrap_or_default(),
        public: public.into(),
        title,
        question,
        answer,
        published_on: state.publication.published_on,
        withdrawn_on: state.publication.withdrawn.map(|(on, _)| on),
        act_hash: shown.map(|act| act.hash.clone()).unwrap_or_default(),
        version: acts.last().map(|act| act.version).unwrap_or_default(),
    })
}

impl Row for MessageRow {
    const TABLE: &'static str = "messages";
    const STREAMS: &'static [&'static str] = &["message"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts, rules)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        self.counted_anew(tx).await?;
        sqlx::query(
            "INSERT INTO messages (organ, id, number, query_hash, person, topic, page, agreed, status, waits_for, \
             received_on, first_due, due, first_replied_on, replied_on, doubted_on, outcome, handed_to, handed_from, \
             set_aside, public, title, question, answer, published_on, withdrawn_on, act_hash, version, gist) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
             $22, $23, $24, $25, $26, $27, $28, $29) \
             ON CONFLICT (organ, id) DO UPDATE SET status = excluded.status, waits_for = excluded.waits_for, \
             first_due = excluded.first_due, due = excluded.due, first_replied_on = excluded.first_replied_on, \
             replied_on = excluded.replied_on, doubted_on = excluded.doubted_on, outcome = excluded.outcome, \
             handed_to = excluded.handed_to, set_aside = excluded.set_aside, public = excluded.public, \
             title = excluded.title, question = excluded.question, answer = excluded.answer, \
             published_on = excluded.published_on, withdrawn_on = excluded.withdrawn_on, \
             act_hash = excluded.act_hash, version = excluded.version, gist = excluded.gist",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.number)
        .bind(&self.query_hash)
        .bind(&self.person)
        .bind(&self.topic)
        .bind(&self.page)
        .bind(self.agreed)
        .bind(&self.status)
        .bind(&self.waits_for)
        .bind(self.received_on.to_string())
        .bind(self.first_due.to_string())
        .bind(stored(self.due))
        .bind(stored(self.first_replied_on))
        .bind(stored(self.replied_on))
        .bind(stored(self.doubted_on))
        .bind(&self.outcome)
        .bind(&self.handed_to)
        .bind(&self.handed_from)
        .bind(&self.set_aside)
        .bind(self.public)
        .bind(&self.title)
        .bind(&self.question)
        .bind(&self.answer)
        .bind(stored(self.published_on))
        .bind(stored(self.withdrawn_on))
        .bind(&self.act_hash)
        .bind(self.version)
        .bind(&self.gist)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        message_of(row)
    }

    fn key(&self) -> String {
        self.id.clone()
    }

    fn tallies(&self) -> Vec<String> {
        self.counted().map(|kind| kind.key()).into_iter().collect()
    }

    /// A message that was made public though nobody but its author had read it (S-1, S-7).
    fn faults(acts: &[Act]) -> Result<Vec<Fault>> {
        let entries = entries(acts)?;
        let unread = (1..=entries.len()).find(|upto| {
            let last = &entries[upto - 1].event;
            matches!(last, Event::Published(_)) && !message::fold(&entries[..*upto]).is_covered()
        });
        Ok(unread
            .map(|upto| {
                let fault = "it publishes a text that no reading covers";
                (acts[upto - 1].seq, fault.to_string())
            })
            .into_iter()
            .collect())
    }
}

/// A message of an organ.
pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<MessageRow>> {
    let row = sqlx::query("SELECT * FROM messages WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(message_of).transpose()
}

/// The message with a number, whichever organ has it now: the last one of those that it was handed to.
pub async fn by_number(store: &Store, number: &str) -> Result<Option<MessageRow>> {
    let row = sqlx::query(
        "SELECT * FROM messages WHERE number = $1 ORDER BY CASE status WHEN 'handed_over' THEN 1 ELSE 0 END, id DESC LIMIT 1",
    )
    .bind(number)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(message_of).transpose()
}

/// What is owed, by last day; at most `limit`. Opinions on a draft are worked on beside it.
pub async fn owed(store: &Store, organ: &str, limit: i64) -> Result<Vec<MessageRow>> {
    let rows = sqlx::query(
        "SELECT * FROM messages WHERE organ = $1 AND status IN ('open', 'drafted') AND topic <> 'opinion' ORDER BY due, id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(message_of).collect()
}

/// What waits for the reading of a text that would become public; at most `limit`.
pub async fn to_clear(store: &Store, organ: &str, limit: i64) -> Result<Vec<MessageRow>> {
    let rows = sqlx::query(
        "SELECT * FROM messages WHERE organ = $1 AND status = 'replied' AND waits_for <> '' ORDER BY id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(message_of).collect()
}

/// What is answered, handed on or set aside, the newest first: those before the message `before`, or all where it is empty.
pub async fn done(store: &Store, organ: &str, before: &str, limit: i64) -> Result<Vec<MessageRow>> {
    let rows = sqlx::query(
        "SELECT * FROM messages WHERE organ = $1 AND status IN ('replied', 'handed_over', 'set_aside') \
         AND topic <> 'opinion' AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3",
    )
    .bind(organ)
    .bind(before)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(message_of).collect()
}

pub(crate) fn message_of(row: &AnyRow) -> Result<MessageRow> {
    Ok(MessageRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        number: text(row, "number")?,
        query_hash: text(row, "query_hash")?,
        person: text(row, "person")?,
        topic: text(row, "topic")?,
        page: text(row, "page")?,
        agreed: int(row, "agreed")?,
        status: text(row, "status")?,
        waits_for: text(row, "waits_for")?,
        received_on: date(row, "received_on")?,
        first_due: date(row, "first_due")?,
        due: opt_date(row, "due")?,
        first_replied_on: opt_date(row, "first_replied_on")?,
        replied_on: opt_date(row, "replied_on")?,
        doubted_on: opt_date(row, "doubted_on")?,
        outcome: text(row, "outcome")?,
        handed_to: text(row, "handed_to")?,
        handed_from: text(row, "handed_from")?,
        set_aside: text(row, "set_aside")?,
        gist: text(row, "gist")?,
        public: int(row, "public")?,
        title: text(row, "title")?,
        question: text(row, "question")?,
        answer: text(row, "answer")?,
        published_on: opt_date(row, "published_on")?,
        withdrawn_on: opt_date(row, "withdrawn_on")?,
        act_hash: text(row, "act_hash")?,
        version: int(row, "version")?,
    })
}
