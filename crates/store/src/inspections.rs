//! 自查: the faults of an organ that stand or will, each with its first day. Not a projection: what is not there is made again, and what
//! an act or a day moved is made anew before it is read.

use jiff::{Timestamp, ToSpan, civil::Date};
use law::{inspection::Watch, rule::Rule};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{date, instant, int, opt_date, stored, text},
};

/// How an organ stood when it was looked at last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    pub organ: String,
    /// The act up to which it was looked at.
    pub seq: i64,
    /// Names calendar and settings.
    pub rules: String,
    pub on: Date,
    /// From this day on it is to be looked at again, though no act was added.
    pub again_on: Option<Date>,
}

/// How an organ was looked at last; `None`: never.
///
/// # Errors
/// The database.
pub async fn looked(store: &Store, organ: &str) -> Result<Option<Looked>> {
    let row = sqlx::query(
        "SELECT organ, seq, rules, looked_on, again_on FROM inspections WHERE organ = $1",
    )
    .bind(organ)
    .fetch_optional(store.pool())
    .await?;
    row.map(|row| {
        Ok(Looked {
            organ: text(&row, "organ")?,
            seq: int(&row, "seq")?,
            rules: text(&row, "rules")?,
            on: date(&row, "looked_on")?,
            again_on: opt_date(&row, "again_on")?,
        })
    })
    .transpose()
}

/// The number of an organ's last act, and when it was recorded in the ledger; `None`: it has none.
///
/// # Errors
/// The database.
pub async fn stands(store: &Store, organ: &str) -> Result<Option<(i64, Timestamp)>> {
    let row = sqlx::query(
        "SELECT h.seq, a.recorded_at FROM heads h JOIN acts a ON a.organ = h.organ AND a.seq = h.seq \
         WHERE h.organ = $1",
    )
    .bind(organ)
    .fetch_optional(store.pool())
    .await?;
    row.map(|row| Ok((int(&row, "seq")?, instant(&row, "recorded_at")?)))
        .transpose()
}

/// Organs after a code with an act, other rules or a day since they were looked at last, in the order of codes; at most `limit`.
///
/// # Errors
/// The database.
pub async fn to_look(
    store: &Store,
    today: Date,
    rules: &str,
    (after, limit): (&str, i64),
) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT o.code FROM organs o JOIN heads h ON h.organ = o.code \
         LEFT JOIN inspections i ON i.organ = o.code \
         WHERE o.code > $3 AND (i.organ IS NULL OR i.seq <> h.seq OR i.rules <> $2 OR i.again_on <= $1) \
         ORDER BY o.code LIMIT $4",
    )
    .bind(today.to_string())
    .bind(rules)
    .bind(after)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(|row| text(row, "code")).collect()
}

/// Puts what was found in place of what was found before.
///
/// # Errors
/// The database.
pub async fn keep(tx: &mut Tx, looked: &Looked, now: &[Watch], before: &[Watch]) -> Result<()> {
    let organ = &looked.organ;
    for gone in before.iter().filter(|old| !now.contains(old)) {
        sqlx::query("DELETE FROM watches WHERE organ = $1 AND indicator = $2 AND place = $3")
            .bind(organ)
            .bind(&gone.indicator)
            .bind(&gone.place)
            .execute(tx.db())
            .await?;
    }
    for new in now.iter().filter(|new| !before.contains(new)) {
        put(tx, organ, new).await?;
    }
    sqlx::query(
        "INSERT INTO inspections (organ, seq, rules, looked_on, again_on) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (organ) DO UPDATE SET seq = excluded.seq, rules = excluded.rules, \
         looked_on = excluded.looked_on, again_on = excluded.again_on",
    )
    .bind(organ)
    .bind(looked.seq)
    .bind(&looked.rules)
    .bind(looked.on.to_string())
    .bind(stored(looked.again_on))
    .execute(tx.db())
    .await?;
    Ok(())
}

async fn put(tx: &mut Tx, organ: &str, watch: &Watch) -> Result<()> {
    sqlx::query(
        "INSERT INTO watches (organ, indicator, place, rule, name_zh, name_en, first_on, owner, class) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (organ, indicator, place) DO UPDATE SET \
         rule = excluded.rule, name_zh = excluded.name_zh, name_en = excluded.name_en, \
         first_on = excluded.first_on, owner = excluded.owner, class = excluded.class",
    )
    .bind(organ)
    .bind(&watch.indicator)
    .bind(&watch.place)
    .bind(watch.rule.id())
    .bind(&watch.name[0])
    .bind(&watch.name[1])
    .bind(watch.first().to_string())
    .bind(&watch.owner)
    .bind(&watch.class)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// All watches of an organ as the transaction sees them.
///
/// # Errors
/// The database.
pub async fn all(tx: &mut Tx, organ: &str) -> Result<Vec<Watch>> {
    let rows = sqlx::query("SELECT * FROM watches WHERE organ = $1 ORDER BY first_on, place")
        .bind(organ)
        .fetch_all(tx.db())
        .await?;
    rows.iter().map(watch_of).collect()
}

/// The watches of an organ that stand by a day, the oldest first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn until(store: &Store, organ: &str, day: Date, limit: i64) -> Result<Vec<Watch>> {
    let rows = sqlx::query(
        "SELECT * FROM watches WHERE organ = $1 AND first_on <= $2 ORDER BY first_on, indicator, place LIMIT $3",
    )
    .bind(organ)
    .bind(day.to_string())
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(watch_of).collect()
}

/// One watch of an organ.
///
/// # Errors
/// The database.
pub async fn get(
    store: &Store,
    organ: &str,
    indicator: &str,
    place: &str,
) -> Result<Option<Watch>> {
    let row =
        sqlx::query("SELECT * FROM watches WHERE organ = $1 AND indicator = $2 AND place = $3")
            .bind(organ)
            .bind(indicator)
            .bind(place)
            .fetch_optional(store.pool())
            .await?;
    row.as_ref().map(watch_of).transpose()
}

/// The first days of a class over all organs, the earliest first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn firsts(store: &Store, class: &str, limit: i64) -> Result<Vec<Date>> {
    let rows =
        sqlx::query("SELECT first_on FROM watches WHERE class = $1 ORDER BY first_on LIMIT $2")
            .bind(class)
            .bind(limit)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(|row| date(row, "first_on")).collect()
}

/// How much stands of an organ today, and by a later day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub organ: String,
    pub name: String,
    pub today: i64,
    /// Of these, the ones that stand today included.
    pub soon: i64,
    /// The first day of the oldest.
    pub oldest: Option<Date>,
}

/// An organ and those directly below it, the worst first.
///
/// # Errors
/// The database.
pub async fn counts(store: &Store, parent: &str, today: Date, soon: Date) -> Result<Vec<Count>> {
    let rows = sqlx::query(
        "SELECT o.code, o.name, COUNT(w.place) FILTER (WHERE w.first_on <= $2) AS today, \
         COUNT(w.place) AS soon, MIN(w.first_on) AS oldest \
         FROM organs o LEFT JOIN watches w ON w.organ = o.code AND w.first_on <= $3 \
         WHERE o.code = $1 OR o.parent = $1 GROUP BY o.code, o.name ORDER BY today DESC, soon DESC, o.code",
    )
    .bind(parent)
    .bind(today.to_string())
    .bind(soon.to_string())
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Count {
                organ: text(row, "code")?,
                name: text(row, "name")?,
                today: int(row, "today")?,
                soon: int(row, "soon")?,
                oldest: opt_date(row, "oldest")?,
            })
        })
        .collect()
}

fn watch_of(row: &AnyRow) -> Result<Watch> {
    let rule = text(row, "rule")?;
    let rule = Rule::of(&rule).ok_or_else(|| Error::Damaged(format!("watches know no {rule}")))?;
    let first = date(row, "first_on")?;
    Ok(Watch {
        indicator: text(row, "indicator")?,
        rule,
        place: text(row, "place")?,
        name: [text(row, "name_zh")?, text(row, "name_en")?],
        last: first.saturating_sub(1.day()),
        owner: text(row, "owner")?,
        class: text(row, "class")?,
    })
}

/// The day of the newest public text of a column of an organ, and of the whole site where no organ is named.
///
/// # Errors
/// The database.
pub async fn newest(store: &Store, organ: &str, placed: &str, head: i64) -> Result<Option<Date>> {
    let row = sqlx::query(
        "SELECT published_on FROM public_items WHERE organ = $1 AND placed = $2 AND head = $3 \
         ORDER BY published_on DESC LIMIT 1",
    )
    .bind(organ)
    .bind(placed)
    .bind(head)
    .fetch_optional(store.pool())
    .await?;
    row.map(|row| date(&row, "published_on")).transpose()
}

/// The day of the newest public text of anybody.
///
/// # Errors
/// The database.
pub async fn newest_of_all(store: &Store) -> Result<Option<Date>> {
    let row =
        sqlx::query("SELECT published_on FROM public_items ORDER BY published_on DESC, id LIMIT 1")
            .fetch_optional(store.pool())
            .await?;
    row.map(|row| date(&row, "published_on")).transpose()
}

/// A text with a day that concerns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    pub id: String,
    pub title: String,
    pub day: Date,
    /// Id of whoever drafted it, or empty.
    pub author: String,
}

/// Texts that are to be public by a day and are not, the earliest day first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn unpublished(store: &Store, organ: &str, limit: i64) -> Result<Vec<Dated>> {
    let rows = sqlx::query(
        "SELECT id, title, publish_by AS day, author FROM items WHERE organ = $1 \
         AND publish_by IS NOT NULL ORDER BY publish_by, id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(dated_of).collect()
}

/// Texts that the second look took from the public and on which nobody has decided, the earliest first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn suspended(store: &Store, organ: &str, limit: i64) -> Result<Vec<Dated>> {
    let rows = sqlx::query(
        "SELECT id, title, suspended_on AS day, author FROM items WHERE organ = $1 \
         AND suspended_on IS NOT NULL ORDER BY suspended_on, id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(dated_of).collect()
}

/// Public texts that say of themselves until when they hold, which nobody entered, the earliest first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn self_ending(store: &Store, organ: &str, limit: i64) -> Result<Vec<Dated>> {
    let rows = sqlx::query(
        "SELECT id, title, says_until AS day, '' AS author FROM public_items WHERE organ = $1 \
         AND says_until IS NOT NULL ORDER BY says_until, id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(dated_of).collect()
}

/// Drafts that are or were out for comment and of which nothing was told since, by the last day for comments; at most `limit`.
///
/// # Errors
/// The database.
pub async fn consulted(store: &Store, organ: &str, limit: i64) -> Result<Vec<Dated>> {
    let rows = sqlx::query(
        "SELECT p.id, p.title, p.comments_until AS day, '' AS author FROM public_items p WHERE p.organ = $1 \
         AND p.comments_until IS NOT NULL AND p.repealed_on IS NULL AND NOT EXISTS (SELECT 1 FROM ties t \
         WHERE t.other_organ = p.organ AND t.other_id = p.id AND t.tie = 'answers') \
         ORDER BY p.comments_until, p.id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(dated_of).collect()
}

fn dated_of(row: &AnyRow) -> Result<Dated> {
    Ok(Dated {
        id: text(row, "id")?,
        title: text(row, "title")?,
        day: date(row, "day")?,
        author: text(row, "author")?,
    })
}

/// How many items were published on each day of a span, the first first, of what is public still.
///
/// # Errors
/// The database.
pub async fn by_day(
    store: &Store,
    organ: &str,
    (from, to): (Date, Date),
) -> Result<Vec<(Date, i64)>> {
    let rows = sqlx::query(
        "SELECT published_on, COUNT(*) AS n FROM public_items WHERE organ = $1 AND published_on >= $2 \
         AND published_on <= $3 GROUP BY published_on ORDER BY published_on",
    )
    .bind(organ)
    .bind(from.to_string())
    .bind(to.to_string())
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((date(row, "published_on")?, int(row, "n")?)))
        .collect()
}

/// The day of the last word on the guide's own texts; `None`: there are none.
///
/// # Errors
/// The database.
pub async fn guide_changed(store: &Store, organ: &str) -> Result<Option<Date>> {
    let row = sqlx::query(
        "SELECT MAX(COALESCE(changed_on, published_on)) AS day FROM public_items \
         WHERE organ = $1 AND placed = 'guide'",
    )
    .bind(organ)
    .fetch_one(store.pool())
    .await?;
    opt_date(&row, "day")
}
