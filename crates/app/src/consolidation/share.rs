//! A cell of the sum opened into its parts, and further into the records of a unit.

use law::report::cell::Cell;
use store::reports::Scope;

use super::{Roll, unit_of};
use crate::{
    App, Error, Result,
    reports::{self, Entry},
    rights::{By, Supervisor},
};

/// What one unit adds to a cell.
#[derive(Debug, Clone)]
pub struct Share {
    pub code: String,
    pub name: String,
    pub value: Option<i64>,
    pub before: Option<i64>,
    pub standing: law::report::consolidate::Standing,
    /// The unit works in this installation: its records can be opened.
    pub opens: bool,
}

impl Roll {
    /// The units behind a cell, with last year's number of each.
    #[must_use]
    pub fn shares(&self, cell: Cell) -> Vec<Share> {
        self.sum
            .parts(cell)
            .zip(&self.returns)
            .map(|(part, its)| Share {
                code: part.unit.code.clone(),
                name: part.unit.name.clone(),
                value: part.value,
                before: its
                    .previous
                    .as_ref()
                    .and_then(|report| law::report::cell::Figures::of(report).get(cell)),
                standing: part.standing,
                opens: !its.by_file && its.scope == Scope::Own,
            })
            .collect()
    }
}

/// The records of a unit behind one of its cells: numbers and dates, never a person. For the supervisor of the organ
/// above only. Empty where the unit reported by file: its records are not here.
pub async fn unit_cell(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    cell: Cell,
) -> Result<Vec<Entry>> {
    let unit = unit_of(app, staff, unit).await?;
    let row = store::reports::get(&app.store, &unit.code, year).await?;
    if row.is_none_or(|row| row.via == "file") {
        return Err(Error::NotFound);
    }
    reports::cell(
        app,
        &unit.code,
        year,
        cell.table(),
        cell.row(),
        cell.column(),
    )
    .await
}
