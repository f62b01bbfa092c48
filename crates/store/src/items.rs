//! Projection: items of 主动公开 as they are worked on, from their `item/…` streams. What the public sees of them is
//! [`crate::public_items`].

mod lists;

use jiff::{civil::Date, tz::Offset};
use law::item::{self, Cover, Entry, Event, State, Status};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, days_of, int, opt_date, stored, text},
    ledger::Act,
    projection::Row,
    verify::Fault,
};

pub use lists::{At, Filter, index_numbers, list, many, page};

/// One zone without summer time.
const CHINA: Offset = Offset::constant(8);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    pub organ: String,
    pub id: String,
    /// 索引号, once published.
    pub index_number: String,
    /// Column of the platform (P-3).
    pub column: String,
    /// Head of Art. 20, 1 to 15, or 0.
    pub head: i64,
    pub title: String,
    /// 文号.
    pub document_number: String,
    /// 成文日期.
    pub made_on: Date,
    pub published_on: Option<Date>,
    /// Time of day in China, `hh:mm` (W-2); empty where only the day is known, as of what was imported.
    pub published_time: String,
    /// `valid`, `repealed`, `expired` or `amended`.
    pub validity: String,
    pub summary: String,
    pub body_html: String,
    /// JSON list of `{hash, name, media, size}`.
    pub attachments: String,
    pub source_class: String,
    /// Where it stands, as `law` reads its acts.
    pub status: Status,
    /// Whether something of it is public, be it an older text than this.
    pub public: bool,
    /// 暂停公开: since when the public does not see it, for the time of a check.
    pub suspended_on: Option<Date>,
    /// 定时: the minute in China, `2026-03-10T15:00`, at which it is to be published.
    pub planned_at: String,
    /// The last day to publish it, as long as it is not public as it stands.
    pub publish_by: Option<Date>,
    /// Who drafted it.
    pub author: String,
    pub repealed_on: Option<Date>,
    pub repealed_by: String,
    pub version: i64,
    /// Hash of the act that made what is public now: "verify this page".
    pub act_hash: String,
}

/// An item's acts as `law` reads them.
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

/// The row that an item's acts amount to.
fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<ItemRow> {
    let damaged = || Error::Damaged("an item without a draft".into());
    let first = acts.first().ok_or_else(damaged)?;
    let Stream::Item(id) = stream else {
        return Err(Error::Damaged(format!("{stream} is no stream of an item")));
    };
    let state = item::fold(&entries(acts)?);
    let publish_by = item::publish_by(&state, rules.calendar, &rules.publication);
    let (public, suspended) = (state.is_shown(), state.suspended);
    let content = state.content.ok_or_else(damaged)?;
    let publication = state.publication;
    let of_kind = |kinds: &[&str]| acts.iter().rfind(|act| kinds.contains(&act.kind.as_str()));
    let published_time = first_time(acts, state.first_on);
    let shown = of_kind(&["published", "repealed"]);
    let (repealed_on, repealed_by) = state.repealed.unzip();
    Ok(ItemRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        index_number: publication
            .as_ref()
            .map(|publication| publication.index_number.clone())
            .unwrap_or_default(),
        column: content.column.as_str().into(),
        head: i64::from(content.head),
        title: content.title,
        document_number: content.document_number,
        made_on: content.made_on,
        published_on: state.first_on,
        published_time,
        validity: state.validity.as_str().into(),
        summary: content.summary,
        body_html: content.body_html,
        attachments: attachments(acts),
        source_class: content.source_class.as_str().into(),
        status: state.status,
        public,
        suspended_on: suspended.map(|(on, _)| on),
        planned_at: state
            .planned
            .map(|planned| planned.schedule.at.strftime("%Y-%m-%dT%H:%M").to_string())
            .unwrap_or_default(),
        publish_by: publish_by.map(|last| last.date()),
        author: state.author,
        repealed_on,
        repealed_by: repealed_by.unwrap_or_default(),
        version: acts.last().map(|act| act.version).unwrap_or_default(),
        act_hash: shown.map(|act| act.hash.clone()).unwrap_or_default(),
    })
}

/// The list as the last draft among these acts holds it, with whatever an act says of a file.
pub(crate) fn attachments(acts: &[Act]) -> String {
    let written = acts
        .iter()
        .rfind(|act| ["drafted", "revised"].contains(&act.kind.as_str()));
    let list = written.and_then(|act| act.told().get("attachments").map(ToString::to_string));
    list.unwrap_or_else(|| "[]".into())
}

/// The time of day of the first publication, which was on this day.
pub(crate) fn first_time(acts: &[Act], on: Option<Date>) -> String {
    let first = acts.iter().find(|act| act.kind == "published");
    match (first, on) {
        (Some(act), Some(on)) => time_of_day(act, on),
        _ => String::new(),
    }
}

/// The time of day in China, where the act was recorded on the day that it names.
fn time_of_day(act: &Act, on: Date) -> String {
    let recorded = CHINA.to_datetime(act.recorded_at);
    if recorded.date() == on {
        recorded.strftime("%H:%M").to_string()
    } else {
        String::new()
    }
}

/// Publications of a text that its readings do not cover (A-17, S-7). What was cleared when acts did not name what was read yet
/// is no fault, nor is what was public in an earlier system.
fn unread(acts: &[Act]) -> Result<Vec<Fault>> {
    let mut state = State::default();
    let mut faults = Vec::new();
    for (act, entry) in acts.iter().zip(entries(acts)?) {
        state.then(&entry);
        if matches!(entry.event, Event::Published(_)) && state.cover == Some(Cover::Nothing) {
            let fault = "it publishes a text that no reading covers";
            faults.push((act.seq, fault.to_string()));
        }
    }
    Ok(faults)
}

impl Row for ItemRow {
    const TABLE: &'static str = "items";
    const STREAMS: &'static [&'static str] = &["item"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts, rules)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO items (organ, id, index_number, placed, head, title, document_number, made_on, \
             published_on, validity, summary, body_html, attachments, source_class, status, author, \
             repealed_on, repealed_by, version, act_hash, published_time, public, planned_at, suspended_on, publish_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) \
             ON CONFLICT (organ, id) DO UPDATE SET index_number = excluded.index_number, \
             placed = excluded.placed, head = excluded.head, title = excluded.title, \
             document_number = excluded.document_number, made_on = excluded.made_on, \
             published_on = excluded.published_on, validity = excluded.validity, summary = excluded.summary, \
             body_html = excluded.body_html, attachments = excluded.attachments, \
             source_class = excluded.source_class, status = excluded.status, author = excluded.author, \
             repealed_on = excluded.repealed_on, repealed_by = excluded.repealed_by, \
             version = excluded.version, act_hash = excluded.act_hash, \
             published_time = excluded.published_time, public = excluded.public, planned_at = excluded.planned_at, \
             suspended_on = excluded.suspended_on, publish_by = excluded.publish_by",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.index_number)
        .bind(&self.column)
        .bind(self.head)
        .bind(&self.title)
        .bind(&self.document_number)
        .bind(self.made_on.to_string())
        .bind(stored(self.published_on))
        .bind(&self.validity)
        .bind(&self.summary)
        .bind(&self.body_html)
        .bind(&self.attachments)
        .bind(&self.source_class)
        .bind(self.status.as_str())
        .bind(&self.author)
        .bind(stored(self.repealed_on))
        .bind(&self.repealed_by)
        .bind(self.version)
        .bind(&self.act_hash)
        .bind(&self.published_time)
        .bind(i64::from(self.public))
        .bind(&self.planned_at)
        .bind(stored(self.suspended_on))
        .bind(stored(self.publish_by))
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        item_of(row)
    }

    fn faults(acts: &[Act]) -> Result<Vec<Fault>> {
        unread(acts)
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<ItemRow>> {
    let row = sqlx::query("SELECT * FROM items WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(item_of).transpose()
}

/// Items that are kept back, whatever their status.
pub async fn withheld(store: &Store, organ: &str) -> Result<Vec<ItemRow>> {
    let rows = sqlx::query(
        "SELECT * FROM items WHERE organ = $1 AND source_class = 'withheld' ORDER BY made_on, id",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(item_of).collect()
}

/// How many items of an organ were published in a year and are still public.
pub async fn count_published(store: &Store, organ: &str, year: i16) -> Result<i64> {
    let (first, last) = days_of(Some(year));
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM public_items WHERE organ = $1 \
         AND published_on >= $2 AND published_on <= $3",
    )
    .bind(organ)
    .bind(first)
    .bind(last)
    .fetch_one(store.pool())
    .await?;
    int(&row, "n")
}

/// The same of an organ and those directly below it, vertical ones left out.
pub async fn published_below(store: &Store, parent: &str, year: i16) -> Result<i64> {
    let (first, last) = days_of(Some(year));
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM organs JOIN public_items i ON i.organ = organs.code \
         WHERE (organs.code = $1 OR organs.parent = $1) AND organs.kind <> 'vertical' \
         AND i.published_on >= $2 AND i.published_on <= $3",
    )
    .bind(parent)
    .bind(first)
    .bind(last)
    .fetch_one(store.pool())
    .await?;
    int(&row, "n")
}

/// Those of one organ by column of the platform: name and number, the fullest first.
pub async fn count_by_column(store: &Store, organ: &str, year: i16) -> Result<Vec<(String, i64)>> {
    let (first, last) = days_of(Some(year));
    let rows = sqlx::query(
        "SELECT placed, COUNT(*) AS n FROM public_items WHERE organ = $1 \
         AND published_on >= $2 AND published_on <= $3 GROUP BY placed ORDER BY n DESC, placed",
    )
    .bind(organ)
    .bind(first)
    .bind(last)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((text(row, "placed")?, int(row, "n")?)))
        .collect()
}

pub(crate) fn item_of(row: &AnyRow) -> Result<ItemRow> {
    Ok(ItemRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        index_number: text(row, "index_number")?,
        column: text(row, "placed")?,
        head: int(row, "head")?,
        title: text(row, "title")?,
        document_number: text(row, "document_number")?,
        made_on: date(row, "made_on")?,
        published_on: opt_date(row, "published_on")?,
        published_time: text(row, "published_time")?,
        validity: text(row, "validity")?,
        summary: text(row, "summary")?,
        body_html: text(row, "body_html")?,
        attachments: text(row, "attachments")?,
        source_class: text(row, "source_class")?,
        status: status(row)?,
        public: int(row, "public")? != 0,
        planned_at: text(row, "planned_at")?,
        suspended_on: opt_date(row, "suspended_on")?,
        publish_by: opt_date(row, "publish_by")?,
        author: text(row, "author")?,
        repealed_on: opt_date(row, "repealed_on")?,
        repealed_by: text(row, "repealed_by")?,
        version: int(row, "version")?,
        act_hash: text(row, "act_hash")?,
    })
}

fn status(row: &AnyRow) -> Result<Status> {
    let code = text(row, "status")?;
    Status::of(&code).ok_or_else(|| Error::Damaged(format!("items know no status {code}")))
}
