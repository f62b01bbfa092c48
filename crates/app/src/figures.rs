//! Figures of 表二 and 表四 that no act in the ledger counts: entered by hand, each with source and reason.

use law::report::figure::{self, normalised};
use store::{
    Stream,
    figures::{ENTERED, Entered, FigureRow},
};

use crate::{
    App, Result, Staff,
    error::Findings,
    pen::{At, Line, Page, Pen},
    rights::{By, CaseWorker},
};

#[derive(Debug, Clone)]
pub struct NewFigure {
    pub year: i16,
    pub row: String,
    /// A whole number; for 行政事业性收费 a decimal in 万元 with at most six places.
    pub value: String,
    /// Where the number comes from.
    pub source: String,
    /// Why it differs from last year's or from an earlier entry, if it does.
    pub reason: String,
}

/// Enters or replaces one figure. The earlier value stays in the ledger.
pub async fn enter(app: &App, staff: &By<CaseWorker>, new: &NewFigure) -> Result<()> {
    validate(app, new)?;
    let page = Page {
        lines: vec![line(app, &staff.organ, new, &staff.id)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// One figure as an act of today. A later entry replaces an earlier one, so that none in between makes it wrong.
pub(crate) fn line(app: &App, organ: &str, new: &NewFigure, actor: &str) -> Result<Line> {
    let body = serde_json::to_value(Entered {
        year: i64::from(new.year),
        row: new.row.clone(),
        value: normalised(&new.value),
        source: new.source.trim().into(),
        reason: new.reason.trim().into(),
    })?;
    Ok(Line {
        organ: organ.into(),
        stream: Stream::Figures(new.year),
        at: At::End,
        kind: ENTERED.into(),
        body,
        on: app.clock.today(),
        actor: actor.into(),
    })
}

pub async fn list(app: &App, staff: &Staff, year: i16) -> Result<Vec<FigureRow>> {
    Ok(store::figures::list(&app.store, &staff.organ, year).await?)
}

/// Everything wrong with the figure, at once.
pub(crate) fn validate(app: &App, new: &NewFigure) -> Result<()> {
    let mut wrong = Findings::default();
    let (value, this_year) = (normalised(&new.value), app.clock.today().year());
    wrong.law(
        figure::faults(new.year, &new.row, &value, this_year),
        &["year", "row", "value"],
    );
    wrong.asked(&figure::SOURCE, &new.source, 200, "数据来源", "the source");
    wrong.length("reason", &new.reason, 500, "说明", "The reason");
    wrong.finish()
}
