//! Items: public as long as they stand as published.

use jiff::civil::Date;
use law::item::{Gist, Validity, validity_on};
use serde::Deserialize;
use sqlx::any::AnyRow;

use super::{
    Public, PublicFile,
    pages::{titles_of_pages, untold_pages},
};
use crate::{
    Result, Store,
    columns::{containing, date, days_of, int, opt_text, stored, text},
    public_items::row_of,
};

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
    /// The moment of the last news of it, as exactly as it is known: `2026-03-10T15:00:00`.
    #[must_use]
    pub fn updated(&self) -> String {
        let minute = if self.news_on == self.published_on {
            self.minute()
        } else {
            "00:00"
        };
        format!("{}T{minute}:00", self.news_on)
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

/// Which items to list; newest first.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    pub organ: Option<String>,
    pub column: Option<String>,
    pub head: Option<i64>,
    pub year: Option<i16>,
    /// 有效性 on [`PublicFilter::day`].
    pub validity: Option<String>,
    /// The day of that validity.
    pub day: Date,
    /// Only what was published and in force from this day or before, as of that day.
    pub known_on: Option<Date>,
    /// Part of the title.
    pub text: Option<String>,
    /// Only items with a 文号.
    pub numbered: bool,
    /// At most 200.
    pub limit: i64,
    pub offset: i64,
}

/// What a filter asks of an item besides its organ. The validity on a day is that of [`law::item::validity_on`], and what another
/// public document changes is amended.
macro_rules! matching {
    () => {
        "(CAST($2 AS TEXT) IS NULL OR placed = $2) \
         AND (CAST($3 AS BIGINT) IS NULL OR head = $3) AND published_on >= $4 AND published_on <= $5 \
         AND (CAST($6 AS TEXT) IS NULL OR CASE \
         WHEN validity = 'repealed' AND (repealed_on IS NULL OR repealed_on <= $9) THEN 'repealed' \
         WHEN validity = 'expired' OR in_force_until < $9 THEN 'expired' \
         WHEN validity = 'amended' OR EXISTS (SELECT 1 FROM ties t WHERE t.other_organ = public_items.organ \
         AND t.other_id = public_items.id AND t.tie = 'amends') THEN 'amended' ELSE 'valid' END = $6) \
         AND (CAST($7 AS TEXT) IS NULL OR LOWER(title) LIKE LOWER($7) ESCAPE '!') \
         AND ($8 = 0 OR document_number <> '') \
         AND (CAST($10 AS TEXT) IS NULL OR published_on <= $10 AND (in_force_from IS NULL OR in_force_from <= $10))"
    };
}

/// Published items and how many match in all.
pub async fn items(store: &Store, filter: &PublicFilter) -> Result<(Vec<PublicItem>, i64)> {
    // Two texts each, so that the list of one organ reads that organ's part of the index only.
    const TOTAL: &str = concat!(
        "SELECT COUNT(*) AS n FROM public_items WHERE CAST($1 AS TEXT) IS NULL AND ",
        matching!()
    );
    const TOTAL_OF_ONE: &str = concat!(
        "SELECT COUNT(*) AS n FROM public_items WHERE organ = $1 AND ",
        matching!()
    );
    const PAGE: &str = concat!(
        "SELECT * FROM public_items WHERE CAST($1 AS TEXT) IS NULL AND ",
        matching!(),
        " ORDER BY published_on DESC, id DESC LIMIT $11 OFFSET $12"
    );
    const PAGE_OF_ONE: &str = concat!(
        "SELECT * FROM public_items WHERE organ = $1 AND ",
        matching!(),
        " ORDER BY published_on DESC, id DESC LIMIT $11 OFFSET $12"
    );
    let (total, page) = match filter.organ {
        Some(_) => (TOTAL_OF_ONE, PAGE_OF_ONE),
        None => (TOTAL, PAGE),
    };
    let bound = |statement: &'static str| {
        let (first, last) = days_of(filter.year);
        sqlx::query(statement)
            .bind(filter.organ.as_deref())
            .bind(filter.column.as_deref())
            .bind(filter.head)
            .bind(first)
            .bind(last)
            .bind(filter.validity.as_deref())
            .bind(filter.text.as_deref().map(containing))
            .bind(i64::from(filter.numbered))
            .bind(filter.day.to_string())
            .bind(stored(filter.known_on))
    };
    let total = bound(total).fetch_one(store.pool()).await?;
    let rows = bound(page)
        .bind(filter.limit.clamp(1, 200))
        .bind(filter.offset.max(0))
        .fetch_all(store.pool())
        .await?;
    Ok((public_items(&rows)?, int(&total, "n")?))
}

/// The items of which there was news last, of all organs or of one.
pub async fn news(store: &Store, organ: Option<&str>, limit: i64) -> Result<Vec<PublicItem>> {
    // Two texts, so that the news of one organ reads that organ's part of the index only.
    let statement = match organ {
        Some(_) => {
            "SELECT * FROM public_items WHERE organ = $1 ORDER BY news_on DESC, id DESC LIMIT $2"
        }
        None => {
            "SELECT * FROM public_items WHERE CAST($1 AS TEXT) IS NULL ORDER BY news_on DESC, id DESC LIMIT $2"
        }
    };
    let rows = sqlx::query(statement)
        .bind(organ)
        .bind(limit.clamp(1, 200))
        .fetch_all(store.pool())
        .await?;
    public_items(&rows)
}

/// The newest items of all organs.
pub async fn latest(store: &Store, limit: i64) -> Result<Vec<PublicItem>> {
    let rows =
        sqlx::query("SELECT * FROM public_items ORDER BY published_on DESC, id DESC LIMIT $1")
            .bind(limit.clamp(1, 200))
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
    let rows = sqlx::query(
        "SELECT head, COUNT(*) AS n, MAX(published_on) AS newest FROM public_items WHERE organ = $1 \
         AND placed = 'content' GROUP BY head ORDER BY head",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(HeadCount {
                head: int(row, "head")?,
                items: int(row, "n")?,
                newest: date(row, "newest")?,
            })
        })
        .collect()
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
    }))
}
