//! A list by key: where a page begins stands in its address (`after`, `before`, `until`), and its neighbours follow from its rows.

use app::FieldError;
use jiff::civil::Date;
use law::Lang;
use store::published::At;

use super::pager::{Query, address, given};
use crate::i18n;

/// The parameters that say where a page begins.
const PLACES: [&str; 4] = ["after", "before", "until", "page"];
/// The oldest page.
const END: &str = "end";
/// The longest id in a place.
const LONGEST_ID: usize = 40;

/// From where a page is read, whatever a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the beginning.
    First,
    /// From behind a row.
    On,
    /// From before a row, towards the beginning.
    Back,
    /// From the end.
    Last,
}

impl From<&At> for Way {
    fn from(at: &At) -> Self {
        match at {
            At::First => Self::First,
            At::After(..) => Self::On,
            At::Before(..) => Self::Back,
            At::Last => Self::Last,
        }
    }
}

/// Addresses of a page's neighbours; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaf {
    pub first: String,
    pub previous: String,
    pub next: String,
    pub last: String,
}

impl Leaf {
    /// Whether it is the only page.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.first.is_empty() && self.previous.is_empty() && self.next.is_empty()
    }
}

/// Where the page begins that is asked for.
///
/// # Errors
/// A place that cannot be read: the parameter, and how it is written.
pub fn at_of(query: &Query) -> Result<At, FieldError> {
    let placed = |name: &'static str| {
        given(query, name)
            .map(|text| place_of(&text).ok_or_else(|| unread(name, "place")))
            .transpose()
    };
    if let Some((day, id)) = placed("after")? {
        return Ok(At::After(day, id));
    }
    if given(query, "before").as_deref() == Some(END) {
        return Ok(At::Last);
    }
    if let Some((day, id)) = placed("before")? {
        return Ok(At::Before(day, id));
    }
    match given(query, "until") {
        Some(text) => last_of(&text)
            .map(At::until)
            .ok_or_else(|| unread("until", "until")),
        None => Ok(At::First),
    }
}

/// After which row the page of a list begins that is leafed in one direction only. An address that counts pages, as there were once,
/// begins with the first.
///
/// # Errors
/// A place that cannot be read.
pub fn after_of(query: &Query) -> Result<Option<(Date, String)>, FieldError> {
    match given(query, "after").is_some().then(|| at_of(query)) {
        Some(Ok(At::After(day, id))) => Ok(Some((day, id))),
        Some(Err(wrong)) => Err(wrong),
        _ => Ok(None),
    }
}

/// A place as addresses write it: `2026-03-10.01J…`.
#[must_use]
pub fn place(day: Date, id: &str) -> String {
    format!("{day}.{id}")
}

/// The day and id of a place; `None` for anything else.
#[must_use]
pub fn place_of(text: &str) -> Option<(Date, String)> {
    let (day, id) = text.split_once('.')?;
    let plain = id.len() <= LONGEST_ID && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let day = (day.len() == 10).then(|| day.parse().ok())??;
    plain.then(|| (day, id.to_string()))
}

/// The last day of a day, month or year: `2026-03-10`, `2026-03`, `2026`.
fn last_of(text: &str) -> Option<Date> {
    match text.len() {
        4 => Date::new(text.parse().ok()?, 12, 31).ok(),
        7 => format!("{text}-01")
            .parse::<Date>()
            .ok()
            .map(Date::last_of_month),
        10 => text.parse().ok(),
        _ => None,
    }
}

fn unread(field: &'static str, word: &str) -> FieldError {
    let key = format!("portal.leaf.{word}_wrong");
    let says = |lang| i18n::text(lang, &key).replace("{field}", field);
    FieldError::new(field, "form", says(Lang::Zh), says(Lang::En))
}

/// The query without any place, as the first page has it.
#[must_use]
pub fn unplaced(query: &Query) -> Query {
    let mut query = query.clone();
    PLACES.iter().for_each(|name| {
        query.remove(*name);
    });
    query
}

/// The address of a list with one place.
#[must_use]
pub fn placed(base: &str, query: &Query, name: &str, value: &str) -> String {
    let mut query = unplaced(query);
    query.insert(name.into(), value.into());
    address(base, &query)
}

/// The address of the oldest page.
#[must_use]
pub fn end(base: &str, query: &Query) -> String {
    placed(base, query, "before", END)
}

/// Cuts the rows of a page to `most`, where one more was read to see whether the list goes on, and says where its neighbours are.
pub fn cut<T>(
    (base, query, way): (&str, &Query, Way),
    rows: &mut Vec<T>,
    most: i64,
    key: impl Fn(&T) -> String,
) -> Leaf {
    let most = usize::try_from(most).unwrap_or_default();
    let further = rows.len() > most;
    let back = matches!(way, Way::Back | Way::Last);
    if further && back {
        rows.remove(0);
    }
    rows.truncate(most);
    let to = |there: bool, name: &str, row: Option<&T>| match row {
        Some(row) if there => placed(base, query, name, &key(row)),
        _ => String::new(),
    };
    let behind = way == Way::Back || (!back && further);
    let front = if back { further } else { way != Way::First };
    Leaf {
        first: if way == Way::First || (back && !further) {
            String::new()
        } else {
            address(base, &unplaced(query))
        },
        previous: to(front, "before", rows.first()),
        next: to(behind, "after", rows.last()),
        last: if behind {
            end(base, query)
        } else {
            String::new()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_string(), (*value).to_string()))
            .collect()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_is_read_as_it_is_written_and_no_other() {
        let written = place(day("1949-10-01"), "01JABC");
        assert_eq!(
            place_of(&written),
            Some((day("1949-10-01"), "01JABC".into()))
        );
        for wrong in [
            "",
            "2026-03-10",
            "2026-3-10.A",
            "2026-02-30.A",
            "2026-03-10.A'B",
            "2026-03-10.%",
            "+002026-03-10.A",
        ] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
        let long = format!("2026-03-10.{}", "A".repeat(LONGEST_ID + 1));
        assert_eq!(place_of(&long), None);
        let at = |name: &str, value: &str| at_of(&query(&[(name, value)]));
        assert_eq!(at("before", "end").unwrap(), At::Last);
        assert_eq!(
            at("until", "2024-02").unwrap(),
            At::until(day("2024-02-29"))
        );
        assert_eq!(at("until", "2024").unwrap(), At::until(day("2024-12-31")));
        assert_eq!(at("until", "").unwrap(), At::First);
        for (name, value) in [
            ("until", "2024-13"),
            ("until", "20240"),
            ("after", "x"),
            ("before", "1"),
        ] {
            let wrong = at(name, value).unwrap_err();
            assert_eq!(
                (wrong.field, wrong.en.contains(name)),
                (name, true),
                "{value}"
            );
        }
    }

    #[test]
    fn neighbours_keep_the_filters_and_end_where_the_list_ends() {
        let asked = query(&[("organ", "A"), ("page", "3"), ("after", "x")]);
        let of = |at: At, number: usize| {
            let mut rows: Vec<usize> = (0..number).collect();
            let leaf = cut(
                ("/p", &asked, Way::from(&at)),
                &mut rows,
                2,
                ToString::to_string,
            );
            (rows, leaf)
        };
        let (rows, first) = of(At::First, 3);
        assert_eq!(rows, [0, 1]);
        assert_eq!((first.first.as_str(), first.previous.as_str()), ("", ""));
        assert_eq!(first.next, "/p?after=1&organ=A");
        assert_eq!(first.last, "/p?before=end&organ=A");
        let after = At::After(day("2026-01-01"), "A".into());
        let (_, middle) = of(after.clone(), 3);
        assert_eq!(
            (middle.first.as_str(), middle.previous.as_str()),
            ("/p?organ=A", "/p?before=0&organ=A")
        );
        let (_, last) = of(after, 1);
        assert_eq!((last.next.as_str(), last.last.as_str()), ("", ""));
        let before = At::Before(day("2026-01-01"), "A".into());
        let (rows, middle) = of(before.clone(), 3);
        assert_eq!(rows, [1, 2], "the nearest of those before");
        assert_eq!(
            (middle.previous.as_str(), middle.next.as_str()),
            ("/p?before=1&organ=A", "/p?after=2&organ=A")
        );
        let (_, newest) = of(before, 2);
        assert_eq!((newest.first.as_str(), newest.previous.as_str()), ("", ""));
        assert_eq!(newest.next, "/p?after=1&organ=A");
        let (_, oldest) = of(At::Last, 3);
        assert_eq!(
            (oldest.next.as_str(), oldest.previous.as_str()),
            ("", "/p?before=1&organ=A")
        );
        assert!(of(At::First, 2).1.is_alone());
    }
}
