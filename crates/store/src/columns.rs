//! Reading columns: text, numbers, and dates kept as ISO-8601 text.

use jiff::{Timestamp, civil::Date};
use sqlx::{Row, any::AnyRow};

use crate::{Error, Result};

pub fn text(row: &AnyRow, name: &str) -> Result<String> {
    Ok(row.try_get(name)?)
}

pub fn opt_text(row: &AnyRow, name: &str) -> Result<Option<String>> {
    Ok(row.try_get(name)?)
}

pub fn int(row: &AnyRow, name: &str) -> Result<i64> {
    Ok(row.try_get(name)?)
}

pub fn date(row: &AnyRow, name: &str) -> Result<Date> {
    parse_date(&text(row, name)?, name)
}

pub fn opt_date(row: &AnyRow, name: &str) -> Result<Option<Date>> {
    opt_text(row, name)?
        .map(|value| parse_date(&value, name))
        .transpose()
}

pub fn instant(row: &AnyRow, name: &str) -> Result<Timestamp> {
    let value = text(row, name)?;
    value
        .parse()
        .map_err(|_| Error::Damaged(format!("{name}: {value} is not an instant")))
}

fn parse_date(value: &str, name: &str) -> Result<Date> {
    value
        .parse()
        .map_err(|_| Error::Damaged(format!("{name}: {value} is not a date")))
}

/// A date as it is stored.
pub fn stored(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// An instant as it is stored: fixed width, so that text order is time order.
pub fn stored_instant(instant: Timestamp) -> String {
    format!("{instant:.6}")
}

/// First and last day of a year as stored, or of all years.
pub fn days_of(year: Option<i16>) -> (String, String) {
    match year {
        Some(year) => (format!("{year:04}-01-01"), format!("{year:04}-12-31")),
        None => ("0000-01-01".into(), "9999-12-31".into()),
    }
}

/// The LIKE pattern for "contains this text", with `!` as escape: `%` and `_` mean themselves.
pub fn containing(text: &str) -> String {
    let text = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{text}%")
}
