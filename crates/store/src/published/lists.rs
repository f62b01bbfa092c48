//! Lists of public items by key: a page is one look into an index, whatever lies before it; how many there are stands in
//! [`crate::counts`], or is counted to a bound.

use jiff::{ToSpan, civil::Date};

use super::{PublicItem, items::public_items};
use crate::{
    Result, Store,
    columns::days_of,
    conditions::{Conditions, Many},
    counts::{self, By},
};

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
    /// At most 201.
    pub limit: i64,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum At {
    #[default]
    First,
    /// After the row of this day and id.
    After(Date, String),
    /// Before it: the page back.
    Before(Date, String),
    /// The oldest.
    Last,
}

impl At {
    /// What was there on a day, and what is older.
    #[must_use]
    pub fn until(day: Date) -> Self {
        Self::After(day.saturating_add(1.day()), String::new())
    }

    /// Whether the page is read from its end.
    #[must_use]
    pub fn is_back(&self) -> bool {
        matches!(self, Self::Before(..) | Self::Last)
    }
}

/// Whatever is in force no longer, or may come to be; word for word the condition of an index.
const MOOT: &str = "(validity <> 'valid' OR repealed_on IS NOT NULL OR in_force_until IS NOT NULL)";

/// A page of published items, the newest first.
///
/// # Errors
/// The database.
pub async fn items(store: &Store, filter: &PublicFilter, at: &At) -> Result<Vec<PublicItem>> {
    let (statement, wanted) = read(filter, at);
    let mut items = public_items(&wanted.rows(store, statement).await?)?;
    if at.is_back() {
        items.reverse();
    }
    Ok(items)
}

/// How a page is read: the statement, and what its places are filled with.
#[doc(hidden)]
#[must_use]
pub fn statement(filter: &PublicFilter, at: &At) -> (String, Vec<String>) {
    let (statement, wanted) = read(filter, at);
    (statement, wanted.binds)
}

fn read(filter: &PublicFilter, at: &At) -> (String, Conditions) {
    let mut wanted = wanted(filter);
    let (than, order) = if at.is_back() {
        (">", "ASC")
    } else {
        ("<", "DESC")
    };
    if let At::After(day, id) | At::Before(day, id) = at {
        let (day, id) = (wanted.place(day.to_string()), wanted.place(id));
        wanted.and(format!("(published_on, id) {than} ({day}, {id})"));
    }
    let statement = format!(
        "SELECT public_items.* FROM {} WHERE {} ORDER BY published_on {order}, id {order} LIMIT {}",
        from(filter),
        wanted.sql(),
        filter.limit.clamp(1, 201)
    );
    (statement, wanted)
}

/// How many published items match: all of them where the filter asks for organ, column, head and year alone, else up to a bound.
///
/// # Errors
/// The database.
pub async fn counted(store: &Store, filter: &PublicFilter) -> Result<Many> {
    if filter.is_plain() {
        let head = filter.head.map(|head| head.to_string());
        let n = counts::total(store, "item", filter.counts(head.as_deref())).await?;
        return Ok(Many { n, more: false });
    }
    wanted(filter).many(store, &from(filter)).await
}

/// In which years the items of a filter were published, and how many in each, the newest year first. Only organ, column and head of
/// the filter are asked for.
///
/// # Errors
/// The database.
pub async fn years(store: &Store, filter: &PublicFilter) -> Result<Vec<(i16, i64)>> {
    let head = filter.head.map(|head| head.to_string());
    let wanted = counts::Wanted {
        year: None,
        ..filter.counts(head.as_deref())
    };
    let mut years: Vec<(i16, i64)> = counts::by(store, "item", By::Year, wanted)
        .await?
        .into_iter()
        .filter_map(|sum| Some((sum.of.parse().ok()?, sum.count)))
        .collect();
    years.reverse();
    Ok(years)
}

/// The place of a row so many rows from the newest, at most a thousand; `None` beyond the end. For addresses that count pages.
///
/// # Errors
/// The database.
pub async fn nth(store: &Store, filter: &PublicFilter, n: i64) -> Result<Option<At>> {
    let mut at = At::First;
    let mut left = n.clamp(0, 1000);
    while left > 0 {
        let step = PublicFilter {
            limit: left.min(200),
            ..filter.clone()
        };
        let rows = items(store, &step, &at).await?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        left -= i64::try_from(rows.len()).unwrap_or(left);
        at = At::After(last.published_on, last.id.clone());
    }
    Ok(Some(at))
}

impl PublicFilter {
    fn is_plain(&self) -> bool {
        self.validity.is_none() && self.known_on.is_none() && self.text.is_none() && !self.numbered
    }

    fn counts<'a>(&'a self, head: Option<&'a str>) -> counts::Wanted<'a> {
        counts::Wanted {
            organ: self.organ.as_deref(),
            year: self.year,
            class: self.column.as_deref(),
            part: head,
        }
    }
}

/// Where a filter looks. What was amended is little beside what is public: it is looked up first, and then row by row; an engine that went
/// through the list and asked each row whether it is among these would read all of it.
fn from(filter: &PublicFilter) -> String {
    match filter.validity.as_deref() {
        Some("amended") => format!(
            "(SELECT other_organ, other_id FROM ties WHERE tie = 'amends' UNION \
             SELECT organ, id FROM public_items WHERE validity = 'amended' AND {MOOT}) amended CROSS JOIN public_items"
        ),
        _ => "public_items".into(),
    }
}

/// What a filter asks for.
fn wanted(filter: &PublicFilter) -> Conditions {
    let mut wanted = Conditions::default();
    for (column, value) in [("organ", &filter.organ), ("placed", &filter.column)] {
        if let Some(value) = value {
            wanted.equals(column, value);
        }
    }
    if let Some(head) = filter.head {
        wanted.and(format!("head = {head}"));
    }
    if filter.year.is_some() {
        let (first, last) = days_of(filter.year);
        let (first, last) = (wanted.place(first), wanted.place(last));
        wanted.and(format!(
            "published_on >= {first} AND published_on <= {last}"
        ));
    }
    if filter.numbered {
        wanted.and("document_number <> ''");
    }
    if let Some(day) = filter.known_on {
        let day = wanted.place(day.to_string());
        wanted.and(format!(
            "published_on <= {day} AND (in_force_from IS NULL OR in_force_from <= {day})"
        ));
    }
    if let Some(validity) = &filter.validity {
        let day = wanted.place(filter.day.to_string());
        wanted.and(stands(validity, &day));
    }
    if let Some(text) = &filter.text {
        wanted.contains("title", text);
    }
    wanted
}

/// The validity on a day is that of [`law::item::validity_on`], and what another public document changes is amended. `day` is the
/// place of the day.
fn stands(validity: &str, day: &str) -> String {
    match validity {
        "repealed" => format!(
            "{MOOT} AND validity = 'repealed' AND (repealed_on IS NULL OR repealed_on <= {day})"
        ),
        "expired" => format!(
            "{MOOT} AND (validity <> 'repealed' OR repealed_on > {day}) AND (validity = 'expired' OR in_force_until < {day})"
        ),
        "amended" => format!(
            "organ = amended.other_organ AND id = amended.other_id \
             AND (validity <> 'repealed' OR repealed_on > {day}) \
             AND validity <> 'expired' AND (in_force_until IS NULL OR in_force_until >= {day})"
        ),
        "valid" => format!(
            "(validity <> 'repealed' OR repealed_on > {day}) AND validity <> 'expired' AND validity <> 'amended' \
             AND (in_force_until IS NULL OR in_force_until >= {day}) \
             AND NOT EXISTS (SELECT 1 FROM ties t WHERE t.other_organ = public_items.organ \
             AND t.other_id = public_items.id AND t.tie = 'amends')"
        ),
        // There is no other.
        _ => format!("{day} IS NULL"),
    }
}
