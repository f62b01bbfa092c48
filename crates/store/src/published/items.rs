//! Items: public as long as they stand as published.

use jiff::{Timestamp, civil::Date, tz::Offset};
use law::item::{Gist, Validity, validity_on};
use serde::Deserialize;
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{
    At, Public, PublicFile,
    pages::{titles_of_pages, untold_pages},
};
use crate::{
    Result, Store,
    columns::{date, opt_text, text},
    counts::{self, By},
    public_items::row_of,
};

/// Readers of feeds and site maps count from this year on.
const FIRST_YEAR: i16 = 1970;

/// A published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub organ: String,
    pub id: String,
    pub index_number: String,
    pub column: String,
    pub head: i64,
    pub title: String,
    pub document_number: String,
    pub made_on: Date,
    pub published_on: Date,
    /// Time of day in China, `hh:mm`; empty where only the day is known.
    pub published_time: String,
    /// The day on which this text took the place of another.
    pub changed_on: Option<Date>,
    /// Every change since it was published, the first first.
    pub changes: Vec<ChangeNote>,
    /// The last day of which subscribers are to hear: published, changed in what it says, or repealed.
    pub news_on: Date,
    /// As it was recorded; how it stands on a day is [`Item::validity_on`].
    pub validity: Validity,
    pub summary: String,
    pub body_html: String,
    pub attachments: Vec<PublicFile>,
    pub repealed_on: Option<Date>,
    pub repealed_by: String,
    /// 施行日期.
    pub in_force_from: Option<Date>,
    /// 有效期至.
    pub in_force_until: Option<Date>,
    /// 征求意见截止日期, of a draft that is out for comment (S-10).
    pub comments_until: Option<Date>,
    /// Why that is less than 30 days, or empty.
    pub comments_short: String,
    /// What became of opinions (S-11).
    pub gists: Vec<Gist>,
    pub version: i64,
    /// Hash of the act that made this public.
    pub act_hash: String,
    /// When the public last saw something else of it here, whatever day the document bears.
    pub shown_at: Timestamp,
}

/// 变更说明: what is told of a change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChangeNote {
    pub on: Date,
    pub note: String,
    /// Whether what the text says is another thing since.
    pub major: bool,
}

impl Item {
    /// The moment of the last news of it in China, as exactly as it is known: `2026-03-10T15:00:00`. Of a document that is older than
    /// what machines take for a moment, when it was shown here.
    #[must_use]
    pub fn updated(&self) -> String {
        if self.news_on.year() < FIRST_YEAR {
            let here = Offset::constant(8).to_datetime(self.shown_at);
            return here.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        }
        let minute = if self.news_on == self.published_on {
            self.minute()
        } else {
            "00:00"
        };
        format!("{}T{minute}:00", self.news_on)
    }

    /// Whether the day of publication is one that machines take for a moment.
    #[must_use]
    pub fn has_moment(&self) -> bool {
        self.published_on.year() >= FIRST_YEAR
    }

    /// 有效性 on a day (P-8, P-10).
    #[must_use]
    pub fn validity_on(&self, day: Date) -> Validity {
        validity_on(self.validity, self.repealed_on, self.in_force_until, day)
    }

    /// The moment of publication, as exactly as it is known: the day's first minute where only the day is.
    #[must_use]
    pub fn minute(&self) -> &str {
        match self.published_time.as_str() {
            "" => "00:00",
            time => time,
        }
    }
}

pub type PublicItem = Public<Item>;

/// A page of the items of all organs or of one, those of which there was news last first.
///
/// # Errors
/// The database.
pub async fn news(
    store: &Store,
    organ: Option<&str>,
    at: &At,
    limit: i64,
) -> Result<Vec<PublicItem>> {
    // Two texts each, so that the news of one organ reads that organ's part of the index only.
    const OF_ONE: &str = "SELECT * FROM public_items WHERE organ = $1 AND (news_on, id) < ($2, $3) \
        ORDER BY news_on DESC, id DESC LIMIT $4";
    const OF_ALL: &str = "SELECT * FROM public_items WHERE CAST($1 AS TEXT) IS NULL AND (news_on, id) < ($2, $3) \
        ORDER BY news_on DESC, id DESC LIMIT $4";
    const BACK_OF_ONE: &str = "SELECT * FROM public_items WHERE organ = $1 AND (news_on, id) > ($2, $3) \
        ORDER BY news_on, id LIMIT $4";
    const BACK_OF_ALL: &str = "SELECT * FROM public_items WHERE CAST($1 AS TEXT) IS NULL AND (news_on, id) > ($2, $3) \
        ORDER BY news_on, id LIMIT $4";
    let statement = match (at.is_back(), organ.is_some()) {
        (false, true) => OF_ONE,
        (false, false) => OF_ALL,
        (true, true) => BACK_OF_ONE,
        (true, false) => BACK_OF_ALL,
    };
    let (day, id) = match at {
        At::First => (String::from("9999-12-32"), String::new()),
        At::Last => (String::new(), String::new()),
        At::After(day, id) | At::Before(day, id) => (day.to_string(), id.clone()),
    };
    let rows = sqlx::query(statement)
        .bind(organ)
        .bind(day)
        .bind(id)
        .bind(limit.clamp(1, 201))
        .fetch_all(store.pool())
        .await?;
    let mut items = public_items(&rows)?;
    if at.is_back() {
        items.reverse();
    }
    Ok(items)
}

/// The newest items under each head of 法定主动公开内容 of an organ, so many of each.
///
/// # Errors
/// The database.
pub async fn newest_by_head(store: &Store, organ: &str, most: i64) -> Result<Vec<PublicItem>> {
    // One look into the index for each head, all in one statement.
    let looks: Vec<String> = (1..=15)
        .map(|head| {
            format!(
                "SELECT * FROM (SELECT * FROM public_items WHERE organ = $1 AND placed = 'content' AND head = {head} \
                 ORDER BY published_on DESC, id DESC LIMIT $2) AS head_{head}"
            )
        })
        .collect();
    let rows = sqlx::query(AssertSqlSafe(looks.join(" UNION ALL ")))
        .bind(organ)
        .bind(most.clamp(1, 50))
        .fetch_all(store.pool())
        .await?;
    public_items(&rows)
}

/// The published item with an 索引号 of an organ.
pub async fn item_by_index(
    store: &Store,
    organ: &str,
    index_number: &str,
) -> Result<Option<PublicItem>> {
    let row = sqlx::query(
        "SELECT * FROM public_items WHERE organ = $1 AND index_number = $2 \
         ORDER BY id LIMIT 1",
    )
    .bind(organ)
    .bind(index_number)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(public_item).transpose()
}

/// The published items with a 文号, at most three: more than one is more than a number can tell.
pub async fn items_numbered(store: &Store, document_number: &str) -> Result<Vec<PublicItem>> {
    let rows = sqlx::query(
        "SELECT * FROM public_items WHERE document_number = $1 AND document_number <> '' ORDER BY published_on, id LIMIT 3",
    )
    .bind(document_number)
    .fetch_all(store.pool())
    .await?;
    public_items(&rows)
}

/// The published items whose force ended after the day before `since` and before `today`.
pub async fn ended(store: &Store, since: Date, today: Date) -> Result<Vec<PublicItem>> {
    let rows = sqlx::query(
        "SELECT * FROM public_items WHERE in_force_until >= $1 AND in_force_until < $2",
    )
    .bind(since.to_string())
    .bind(today.to_string())
    .fetch_all(store.pool())
    .await?;
    public_items(&rows)
}

/// One published item; `None` if there is none, or if it is not public.
pub async fn item(store: &Store, organ: &str, id: &str) -> Result<Option<PublicItem>> {
    let row = sqlx::query("SELECT * FROM public_items WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(public_item).transpose()
}

/// A head of Art. 20 under which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadCount {
    pub head: i64,
    pub items: i64,
    /// The day of the newest.
    pub newest: Date,
}

/// The heads of Art. 20 under which something of an organ stands, for the tree of 法定主动公开内容.
pub async fn heads(store: &Store, organ: &str) -> Result<Vec<HeadCount>> {
    let wanted = counts::Wanted {
        organ: Some(organ),
        class: Some("content"),
        ..counts::Wanted::default()
    };
    let mut heads = Vec::new();
    for sum in counts::by(store, "item", By::Part, wanted).await? {
        let Ok(head) = sum.of.parse() else { continue };
        let newest = sqlx::query(
            "SELECT published_on FROM public_items WHERE organ = $1 AND placed = 'content' AND head = $2 \
             ORDER BY published_on DESC LIMIT 1",
        )
        .bind(organ)
        .bind(head)
        .fetch_optional(store.pool())
        .await?;
        if let Some(row) = newest {
            heads.push(HeadCount {
                head,
                items: sum.count,
                newest: date(&row, "published_on")?,
            });
        }
    }
    heads.sort_by_key(|one| one.head);
    Ok(heads)
}

/// How an item, or a page of the organ, stands now that has an act since the search index was told of its organ last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    pub id: String,
    /// `None`: it is not public.
    pub title: Option<String>,
}

/// The items of an organ with an act after `after`, and its pages where one of them may have changed.
pub async fn untold(store: &Store, organ: &str, after: i64) -> Result<Vec<Untold>> {
    let rows = sqlx::query(
        "SELECT i.id, p.title FROM items i LEFT JOIN public_items p ON p.organ = i.organ AND p.id = i.id \
         WHERE i.organ = $1 AND i.id IN \
         (SELECT SUBSTR(stream, 6) FROM acts WHERE organ = $1 AND seq > $2 AND stream LIKE 'item/%')",
    )
    .bind(organ)
    .bind(after)
    .fetch_all(store.pool())
    .await?;
    let items = rows.iter().map(|row| {
        Ok(Untold {
            id: text(row, "id")?,
            title: opt_text(row, "title")?,
        })
    });
    let mut untold: Vec<Untold> = items.collect::<Result<_>>()?;
    untold.extend(untold_pages(store, organ, after).await?);
    Ok(untold)
}

/// Hits of the search index, at most twenty, with organ, id and title of each: those that are still public under that title.
/// The index runs behind the ledger, for a moment or, while it cannot be written, for longer: what was withdrawn since is not
/// shown, nor what says something else by now.
pub async fn still_public<T>(
    store: &Store,
    hits: Vec<T>,
    named: impl Fn(&T) -> (&str, &str, &str),
) -> Result<Vec<Public<T>>> {
    let mut shown = Vec::with_capacity(hits.len());
    let mut found = titles(store, hits.iter().map(&named)).await?;
    // The id of an item holds no small letter, that of a page does.
    let pages = hits
        .iter()
        .map(&named)
        .filter(|hit| hit.1.contains(char::is_lowercase));
    found.extend(titles_of_pages(store, &pages.map(|hit| hit.0).collect()).await?);
    for hit in hits {
        let (organ, id, title) = named(&hit);
        let same = |row: &(String, String, String)| row.0 == organ && row.1 == id && row.2 == title;
        if found.iter().any(same) {
            shown.push(Public(hit));
        }
    }
    Ok(shown)
}

/// Organ, id and title of the published ones among these.
async fn titles<'a>(
    store: &Store,
    hits: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) -> Result<Vec<(String, String, String)>> {
    let mut query = sqlx::query(
        "SELECT organ, id, title FROM public_items WHERE (\
         organ = $1 AND id = $2 OR organ = $3 AND id = $4 OR organ = $5 AND id = $6 OR \
         organ = $7 AND id = $8 OR organ = $9 AND id = $10 OR organ = $11 AND id = $12 OR \
         organ = $13 AND id = $14 OR organ = $15 AND id = $16 OR organ = $17 AND id = $18 OR \
         organ = $19 AND id = $20 OR organ = $21 AND id = $22 OR organ = $23 AND id = $24 OR \
         organ = $25 AND id = $26 OR organ = $27 AND id = $28 OR organ = $29 AND id = $30 OR \
         organ = $31 AND id = $32 OR organ = $33 AND id = $34 OR organ = $35 AND id = $36 OR \
         organ = $37 AND id = $38 OR organ = $39 AND id = $40)",
    );
    let places = hits
        .map(|(organ, id, _)| (organ, id))
        .chain(std::iter::repeat(("", "")));
    for (organ, id) in places.take(20) {
        query = query.bind(organ).bind(id);
    }
    query
        .fetch_all(store.pool())
        .await?
        .iter()
        .map(|row| Ok((text(row, "organ")?, text(row, "id")?, text(row, "title")?)))
        .collect()
}

pub(super) fn public_items(rows: &[AnyRow]) -> Result<Vec<PublicItem>> {
    rows.iter().map(public_item).collect()
}

/// The one place that turns a row into something public.
fn public_item(row: &AnyRow) -> Result<PublicItem> {
    let row = row_of(row)?;
    Ok(Public(Item {
        attachments: serde_json::from_str(&row.attachments)?,
        changes: serde_json::from_str(&row.changes)?,
        gists: serde_json::from_str(&row.gists)?,
        organ: row.organ,
        id: row.id,
        index_number: row.index_number,
        column: row.column,
        head: row.head,
        title: row.title,
        document_number: row.document_number,
        made_on: row.made_on,
        published_on: row.published_on,
        published_time: row.published_time,
        changed_on: row.changed_on,
        news_on: row.news_on,
        validity: Validity::of(&row.validity),
        in_force_from: row.in_force_from,
        in_force_until: row.in_force_until,
        comments_until: row.comments_until,
        comments_short: row.comments_short,
        summary: row.summary,
        body_html: row.body_html,
        repealed_on: row.repealed_on,
        repealed_by: row.repealed_by,
        version: row.version,
        act_hash: row.act_hash,
        shown_at: row.shown_at,
    }))
}
