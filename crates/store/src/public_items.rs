//! Projection: what the public sees of items, one row as long as something of an item is public (ADR 21). Drafts, texts under review
//! and the changes that are being made to what is public never stand in this table.

use jiff::{Timestamp, civil::Date};
use law::item::{self, State, Validity};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Result, Rules, Stream, Tx,
    columns::{date, instant, int, opt_date, stored, stored_instant, text},
    counts,
    items::{attachments, entries, first_time},
    ledger::Act,
    projection::Row,
};

/// An item as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicItemRow {
    pub organ: String,
    pub id: String,
    /// 索引号.
    pub index_number: String,
    /// Column of the platform (P-3).
    pub column: String,
    /// Head of Art. 20, 1 to 15, or 0.
    pub head: i64,
    /// Code of the kind; empty for acts from before kinds.
    pub kind: String,
    pub title: String,
    /// 文号.
    pub document_number: String,
    /// 成文日期.
    pub made_on: Date,
    /// The day of the first publication.
    pub published_on: Date,
    /// Its time of day in China, `hh:mm` (W-2); empty where only the day is known.
    pub published_time: String,
    /// The day on which this text took the place of another.
    pub changed_on: Option<Date>,
    /// JSON list of `{on, note, major}`, the first change first.
    pub changes: String,
    /// The last day of which subscribers are to hear: published, changed in what it says, or repealed.
    pub news_on: Date,
    /// `valid`, `repealed`, `expired` or `amended`.
    pub validity: String,
    pub summary: String,
    pub body_html: String,
    /// JSON list of `{hash, name, media, size}`.
    pub attachments: String,
    pub repealed_on: Option<Date>,
    pub repealed_by: String,
    /// 施行日期.
    pub in_force_from: Option<Date>,
    /// 有效期至.
    pub in_force_until: Option<Date>,
    /// 有效期至 by its own words, where nobody entered it and it is shown as in force (P-8, N-26).
    pub says_until: Option<Date>,
    /// 政策解读的最后期限 (S-12), where an explanation is owed.
    pub explain_by: Option<Date>,
    /// 征求意见截止日期 (S-10), of a draft that is out for comment.
    pub comments_until: Option<Date>,
    /// Why that is less than 30 days.
    pub comments_short: String,
    /// JSON list of `{text, outcome, reason, opinions}`: what became of opinions (S-11).
    pub gists: String,
    /// Version of the act that made this public.
    pub version: i64,
    /// Its hash: "verify this page".
    pub act_hash: String,
    /// When the public last saw something else of it here, whatever day the document bears.
    pub shown_at: Timestamp,
}

impl PublicItemRow {
    fn counted(&self) -> counts::Kind {
        counts::Kind::item(&self.published_on.to_string(), &self.column, self.head)
    }
}

/// Where a row that stands is counted.
fn counted(row: &AnyRow) -> Result<counts::Kind> {
    Ok(counts::Kind::item(
        &text(row, "published_on")?,
        &text(row, "placed")?,
        int(row, "head")?,
    ))
}

/// What the acts of an item show the public; nothing before the first publication, after a withdrawal and while it is suspended.
fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Option<PublicItemRow>> {
    let state = item::fold(&entries(acts)?);
    let explain_by = item::explain_by(&state, rules.calendar, &rules.publication);
    row(stream, acts, state, explain_by.map(|last| last.date()))
}

/// The same without what is counted by the calendar.
pub(crate) fn shown(stream: &Stream, acts: &[Act]) -> Result<Option<PublicItemRow>> {
    row(stream, acts, item::fold(&entries(acts)?), None)
}

fn row(
    stream: &Stream,
    acts: &[Act],
    state: State,
    explain_by: Option<Date>,
) -> Result<Option<PublicItemRow>> {
    if !state.is_shown() {
        return Ok(None);
    }
    let (Stream::Item(id), Some(public), Some(publication)) =
        (stream, state.public, state.publication)
    else {
        return Ok(None);
    };
    let at = |kinds: &[&str]| {
        acts.iter()
            .rposition(|act| kinds.contains(&act.kind.as_str()))
    };
    let (Some(published), Some(shown)) = (at(&["published"]), at(&["published", "repealed"]))
    else {
        return Ok(None);
    };
    let shows = |act: &&Act| ["published", "repealed", "restored"].contains(&act.kind.as_str());
    let moments = acts.iter().filter(shows).map(|act| act.recorded_at);
    let shown_at = moments.max().unwrap_or(acts[shown].recorded_at);
    let changes: Vec<_> = state
        .changes
        .iter()
        .map(|(on, change)| serde_json::json!({"on": on, "note": change.note, "major": change.major}))
        .collect();
    let content = public.content;
    let published_on = state.first_on.unwrap_or(publication.published_on);
    let ended = matches!(state.validity, Validity::Repealed | Validity::Expired);
    let says_until = item::says_until(&content).filter(|_| !ended);
    let major = state.changes.iter().filter(|(_, change)| change.major);
    let major = major.map(|(on, _)| *on).max();
    let (repealed_on, repealed_by) = state.repealed.unzip();
    Ok(Some(PublicItemRow {
        organ: acts[shown].organ.clone(),
        id: id.to_string(),
        index_number: publication.index_number,
        column: content.column.as_str().into(),
        head: i64::from(content.head),
        kind: content.kind.unwrap_or_default(),
        title: content.title,
        document_number: content.document_number,
        made_on: content.made_on,
        published_on,
        published_time: first_time(acts, state.first_on),
        changed_on: state.changes.last().map(|(on, _)| *on),
        changes: serde_json::Value::from(changes).to_string(),
        news_on: published_on.max(major.max(repealed_on).unwrap_or(published_on)),
        validity: state.validity.as_str().into(),
        summary: content.summary,
        body_html: content.body_html,
        attachments: attachments(&acts[..published]),
        repealed_on,
        repealed_by: repealed_by.unwrap_or_default(),
        in_force_from: content.in_force_from,
        in_force_until: content.in_force_until,
        says_until,
        explain_by,
        comments_until: content.comments_until,
        comments_short: content.comments_short,
        gists: serde_json::to_string(&content.gists)?,
        version: acts[shown].version,
        act_hash: acts[shown].hash.clone(),
        shown_at,
    }))
}

impl Row for PublicItemRow {
    const TABLE: &'static str = "public_items";
    const STREAMS: &'static [&'static str] = &["item"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(derive(stream, acts, rules)?.into_iter().collect())
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        let before = sqlx::query(
            "SELECT published_on, placed, head FROM public_items WHERE organ = $1 AND id = $2",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .fetch_optional(tx.db())
        .await?;
        let before = before.as_ref().map(counted).transpose()?;
        counts::moved(tx, &self.organ, before, Some(self.counted())).await?;
        sqlx::query(
            "INSERT INTO public_items (organ, id, index_number, placed, head, kind, title, document_number, made_on, \
             published_on, published_time, changed_on, changes, news_on, validity, summary, body_html, attachments, \
             repealed_on, repealed_by, version, act_hash, in_force_from, in_force_until, explain_by, \
             comments_until, comments_short, gists, says_until, shown_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30) \
             ON CONFLICT (organ, id) DO UPDATE SET index_number = excluded.index_number, \
             placed = excluded.placed, head = excluded.head, kind = excluded.kind, title = excluded.title, \
             document_number = excluded.document_number, made_on = excluded.made_on, \
             published_on = excluded.published_on, published_time = excluded.published_time, \
             changed_on = excluded.changed_on, changes = excluded.changes, news_on = excluded.news_on, validity = excluded.validity, \
             summary = excluded.summary, body_html = excluded.body_html, attachments = excluded.attachments, \
             repealed_on = excluded.repealed_on, repealed_by = excluded.repealed_by, \
             version = excluded.version, act_hash = excluded.act_hash, \
             in_force_from = excluded.in_force_from, in_force_until = excluded.in_force_until, explain_by = excluded.explain_by, \
             comments_until = excluded.comments_until, comments_short = excluded.comments_short, gists = excluded.gists, \
             says_until = excluded.says_until, shown_at = excluded.shown_at",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.index_number)
        .bind(&self.column)
        .bind(self.head)
        .bind(&self.kind)
        .bind(&self.title)
        .bind(&self.document_number)
        .bind(self.made_on.to_string())
        .bind(self.published_on.to_string())
        .bind(&self.published_time)
        .bind(stored(self.changed_on))
        .bind(&self.changes)
        .bind(self.news_on.to_string())
        .bind(&self.validity)
        .bind(&self.summary)
        .bind(&self.body_html)
        .bind(&self.attachments)
        .bind(stored(self.repealed_on))
        .bind(&self.repealed_by)
        .bind(self.version)
        .bind(&self.act_hash)
        .bind(stored(self.in_force_from))
        .bind(stored(self.in_force_until))
        .bind(stored(self.explain_by))
        .bind(stored(self.comments_until))
        .bind(&self.comments_short)
        .bind(&self.gists)
        .bind(stored(self.says_until))
        .bind(stored_instant(self.shown_at))
        .execute(tx.db())
        .await?;
        Ok(())
    }

    async fn clear(tx: &mut Tx, organ: &str, stream: &Stream) -> Result<()> {
        let Stream::Item(id) = stream else {
            return Ok(());
        };
        let gone = sqlx::query(
            "DELETE FROM public_items WHERE organ = $1 AND id = $2 RETURNING published_on, placed, head",
        )
        .bind(organ)
        .bind(id.to_string())
        .fetch_optional(tx.db())
        .await?;
        match gone {
            Some(row) => counts::moved(tx, organ, Some(counted(&row)?), None).await,
            None => Ok(()),
        }
    }

    fn read(row: &AnyRow) -> Result<Self> {
        row_of(row)
    }

    fn key(&self) -> String {
        self.id.clone()
    }

    fn tallies(&self) -> Vec<String> {
        vec![self.counted().key()]
    }
}

pub(crate) fn row_of(row: &AnyRow) -> Result<PublicItemRow> {
    Ok(PublicItemRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        index_number: text(row, "index_number")?,
        column: text(row, "placed")?,
        head: int(row, "head")?,
        kind: text(row, "kind")?,
        title: text(row, "title")?,
        document_number: text(row, "document_number")?,
        made_on: date(row, "made_on")?,
        published_on: date(row, "published_on")?,
        published_time: text(row, "published_time")?,
        changed_on: opt_date(row, "changed_on")?,
        changes: text(row, "changes")?,
        news_on: date(row, "news_on")?,
        validity: text(row, "validity")?,
        summary: text(row, "summary")?,
        body_html: text(row, "body_html")?,
        attachments: text(row, "attachments")?,
        repealed_on: opt_date(row, "repealed_on")?,
        repealed_by: text(row, "repealed_by")?,
        version: int(row, "version")?,
        act_hash: text(row, "act_hash")?,
        in_force_from: opt_date(row, "in_force_from")?,
        in_force_until: opt_date(row, "in_force_until")?,
        says_until: opt_date(row, "says_until")?,
        explain_by: opt_date(row, "explain_by")?,
        comments_until: opt_date(row, "comments_until")?,
        comments_short: text(row, "comments_short")?,
        gists: text(row, "gists")?,
        shown_at: instant(row, "shown_at")?,
    })
}
