//! 意见征集: drafts that are out for comment or were, how many opinions came in, and whether it is told what became of them. Counts alone:
//! what somebody wrote is nobody else's.

use jiff::civil::Date;

use super::Public;
use crate::{
    Result, Store,
    columns::{date, int, opt_text, text},
    counts::{self, By},
    opinions::page_of,
};

/// A draft out for comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    pub organ: String,
    pub id: String,
    pub title: String,
    pub published_on: Date,
    /// The last day for comments.
    pub comments_until: Date,
    pub received: i64,
    /// Address of the result, where it is public.
    pub result: Option<String>,
}

/// Which consultations.
#[derive(Debug, Clone)]
pub struct Consulted {
    /// Those that can be commented on this day, or those that ended before it.
    pub open: bool,
    pub day: Date,
    /// Of those that ended: after which last day and id.
    pub after: Option<(Date, String)>,
    pub limit: i64,
}

/// What is told of each; the condition follows.
macro_rules! told {
    () => {
        "SELECT p.organ, p.id, p.title, p.published_on, p.comments_until, \
         (SELECT CAST(COALESCE(SUM(c.count), 0) AS BIGINT) FROM counts c WHERE c.organ = p.organ AND c.subject = 'opinion' \
         AND c.year = '' AND c.class = '/items/' || p.organ || '/' || p.id) AS received, \
         (SELECT MIN('/items/' || t.organ || '/' || t.id) FROM ties t WHERE t.other_organ = p.organ AND t.other_id = p.id \
         AND t.tie = 'answers') AS result FROM public_items p WHERE "
    };
}

/// Consultations: of the open ones that which ends first comes first, of the ended ones the last.
///
/// # Errors
/// The database.
pub async fn consultations(store: &Store, asked: &Consulted) -> Result<Vec<Public<Consultation>>> {
    const OPEN: &str = concat!(
        told!(),
        "p.comments_until >= $1 AND p.repealed_on IS NULL AND (p.comments_until, p.id) < ($2, $3) \
         ORDER BY p.comments_until, p.id LIMIT $4"
    );
    const ENDED: &str = concat!(
        told!(),
        "(p.comments_until, p.id) < ($2, $3) AND (p.comments_until < $1 OR p.repealed_on IS NOT NULL) \
         ORDER BY p.comments_until DESC, p.id DESC LIMIT $4"
    );
    let (day, id) = asked.after.as_ref().map_or_else(
        || (String::from("9999-12-32"), String::new()),
        |(day, id)| (day.to_string(), id.clone()),
    );
    let rows = sqlx::query(if asked.open { OPEN } else { ENDED })
        .bind(asked.day.to_string())
        .bind(day)
        .bind(id)
        .bind(asked.limit.clamp(1, 200))
        .fetch_all(store.pool())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(Consultation {
                organ: text(row, "organ")?,
                id: text(row, "id")?,
                title: text(row, "title")?,
                published_on: date(row, "published_on")?,
                comments_until: date(row, "comments_until")?,
                received: int(row, "received")?,
                result: opt_text(row, "result")?,
            }))
        })
        .collect()
}

/// How much the public was heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// Consultations that ended.
    pub ended: i64,
    /// Those of them on which nobody said anything.
    pub silent: i64,
    /// Those of them whose result is public.
    pub told: i64,
    /// Opinions on them.
    pub opinions: i64,
}

/// The sums over all consultations that ended before a day.
///
/// # Errors
/// The database.
pub async fn heard(store: &Store, day: Date) -> Result<Public<Heard>> {
    const SUMS: &str = concat!(
        "SELECT COUNT(*) AS ended, CAST(COALESCE(SUM(CASE WHEN c.received = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS silent, \
         CAST(COALESCE(SUM(CASE WHEN c.result IS NULL THEN 0 ELSE 1 END), 0) AS BIGINT) AS told, \
         CAST(COALESCE(SUM(c.received), 0) AS BIGINT) AS opinions FROM (",
        told!(),
        "p.comments_until < $1) c"
    );
    let row = sqlx::query(SUMS)
        .bind(day.to_string())
        .fetch_one(store.pool())
        .await?;
    Ok(Public(Heard {
        ended: int(&row, "ended")?,
        silent: int(&row, "silent")?,
        told: int(&row, "told")?,
        opinions: int(&row, "opinions")?,
    }))
}

/// How the opinions on one public item stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opinions {
    pub received: i64,
    pub grouped: i64,
    /// Set aside: code of the reason and how many.
    pub refused: Vec<(String, i64)>,
}

/// How many opinions came in on a public item, and what was done with them; `None` where it is not public or never asked for any.
///
/// # Errors
/// The database.
pub async fn opinions(store: &Store, organ: &str, id: &str) -> Result<Option<Public<Opinions>>> {
    let item = super::item(store, organ, id).await?;
    if item.is_none_or(|item| item.comments_until.is_none()) {
        return Ok(None);
    }
    let page = page_of(organ, id);
    let wanted = counts::Wanted {
        organ: Some(organ),
        class: Some(&page),
        ..counts::Wanted::default()
    };
    let mut found = Opinions::default();
    for sum in counts::by(store, "opinion", By::Part, wanted).await? {
        found.received += sum.count;
        match sum.of.split_once(' ') {
            Some(("set_aside", why)) => found.refused.push((why.into(), sum.count)),
            None if sum.of == "grouped" => found.grouped += sum.count,
            _ => {}
        }
    }
    Ok(Some(Public(found)))
}
