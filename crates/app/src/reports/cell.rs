//! What a cell counts: the records behind a number.

use jiff::civil::Date;
use law::{
    case::Applicant,
    report::{Column, Outcome4, Row, Track, tally},
};

use super::build::counted;
use crate::{App, Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Request,
    Remedy,
    Figure,
}

/// One record that a cell counts.
#[derive(Debug, Clone)]
pub struct Entry {
    pub kind: EntryKind,
    pub id: String,
    /// Number of the request, name of the figure.
    pub title: String,
    /// What the request is called; empty of anything else.
    pub subject: String,
    pub on: Option<Date>,
    /// What it adds to the cell.
    pub value: String,
    /// For figures: source and reason.
    pub note: String,
}

/// The records behind one cell. `table` is `2`, `3` or `4`; `row` and `column` are the keys of `formats.md`.
pub async fn cell(
    app: &App,
    organ: &str,
    year: i16,
    table: &str,
    row: &str,
    column: &str,
) -> Result<Vec<Entry>> {
    match table {
        "2" => {
            figures(app, organ, year, |name| {
                name == row
                    || name
                        == format!(
                            "{row}.{}",
                            column.trim_start_matches("本年").trim_end_matches("件数")
                        )
            })
            .await
        }
        "3" => requests(app, organ, year, row, column).await,
        "4" => remedies(app, organ, year, row, column).await,
        _ => Err(Error::NotFound),
    }
}

/// Of so many requests of a cell the subject is opened.
const WITH_SUBJECT: usize = 200;

async fn requests(
    app: &App,
    organ: &str,
    year: i16,
    row: &str,
    column: &str,
) -> Result<Vec<Entry>> {
    let row = Row::ALL
        .into_iter()
        .find(|known| known.key() == row)
        .ok_or(Error::NotFound)?;
    let column = Column::ALL
        .into_iter()
        .find(|known| known.key() == column)
        .ok_or(Error::NotFound)?;
    let mut counted = store::requests::counted(&app.store, organ, year).await?;
    counted.retain(|request| {
        in_column(request.fact.applicant, column)
            && tally::rows_of(&request.fact, year).any(|counted| counted == row)
    });
    // A row of totals holds a whole year: of the others the number says which they are.
    let pairs = counted
        .iter()
        .take(WITH_SUBJECT)
        .map(|one| (one.id.as_str(), one.person.as_str()));
    let mut titles = crate::subjects::of(app, organ, pairs).await?;
    Ok(counted
        .into_iter()
        .map(|request| Entry {
            kind: EntryKind::Request,
            subject: titles.remove(&request.id).unwrap_or_default(),
            id: request.id,
            title: request.number,
            on: request
                .fact
                .closed
                .map(|(on, _)| on)
                .or(request.fact.received_on),
            value: "1".into(),
            note: String::new(),
        })
        .collect())
}

fn in_column(applicant: Applicant, column: Column) -> bool {
    column == Column::Total || Column::of(applicant) == column
}

async fn remedies(
    app: &App,
    organ: &str,
    year: i16,
    row: &str,
    column: &str,
) -> Result<Vec<Entry>> {
    let track = Track::ALL
        .into_iter()
        .find(|known| known.key() == row)
        .ok_or(Error::NotFound)?;
    let total = column == "总计";
    if !total && !Outcome4::ALL.into_iter().any(|known| known.key() == column) {
        return Err(Error::NotFound);
    }
    let mut entries: Vec<Entry> = store::remedies::for_year(&app.store, organ, year)
        .await?
        .into_iter()
        .filter(|remedy| {
            counted(remedy, year)
                .is_some_and(|(its, outcome)| its == track && (total || outcome.key() == column))
        })
        .map(|remedy| Entry {
            kind: EntryKind::Remedy,
            title: remedy.id.clone(),
            subject: String::new(),
            on: remedy.closed_on.or(Some(remedy.opened_on)),
            note: String::new(),
            value: "1".into(),
            id: remedy.id,
        })
        .collect();
    let prefix = format!("{row}.");
    entries.extend(
        figures(app, organ, year, |name| {
            name.strip_prefix(&prefix)
                .is_some_and(|rest| total || rest == column)
        })
        .await?,
    );
    Ok(entries)
}

async fn figures(
    app: &App,
    organ: &str,
    year: i16,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>> {
    Ok(store::figures::list(&app.store, organ, year)
        .await?
        .into_iter()
        .filter(|figure| wanted(&figure.row))
        .map(|figure| Entry {
            kind: EntryKind::Figure,
            id: figure.seq.to_string(),
            title: figure.row,
            subject: String::new(),
            on: None,
            value: figure.value,
            note: [figure.source, figure.reason]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("；"),
        })
        .collect())
}
