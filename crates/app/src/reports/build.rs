//! The report of one organ and year, computed from its acts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{
    finding::Finding,
    remedy::dispute,
    report::{Outcome4, Report, Track, check, table2::FEES, tally},
};
use store::reports::{ReportRow, Scope};

use super::narrative;
use crate::{App, Error, Result};

/// A report with what the checks say of it.
#[derive(Debug, Clone)]
pub struct Built {
    pub report: Report,
    pub findings: Vec<Finding>,
    pub built_on: Date,
    /// Last year's published report, if this installation holds one.
    pub previous: Option<Report>,
    /// Last year's was taken over from a file: a break in R-33 against it only warns.
    pub previous_adopted: bool,
}

/// Builds the report as the ledger stands today.
pub async fn build(app: &App, organ: &str, year: i16) -> Result<Built> {
    let form = crate::organs::get(app, organ).await?;
    let mut report = Report::empty(&form.name, year);
    fill_table2(app, organ, year, &mut report).await?;
    let mut counted = tally::Tally::default();
    for alike in store::tallies::alike(&app.store, Some(organ), year).await? {
        counted.add_many(&alike.fact, year, alike.count);
    }
    report.table3 = counted.into_table();
    fill_table4(app, organ, year, &mut report).await?;
    let (previous, previous_adopted) = published(app, organ, Scope::Own, year - 1).await?.unzip();
    let previous_adopted = previous_adopted.unwrap_or_default();
    let saved = store::reports::get(&app.store, organ, year).await?;
    let drafted = narrative::draft(app, organ, &report, previous.as_ref()).await?;
    report.sections = written(drafted, saved.as_ref())?;
    let mut findings = check::identities(&report);
    findings.extend(check::narrative(&report));
    findings.extend(narrative::unfinished(&report));
    if let Some(last) = &previous {
        findings.extend(if previous_adopted {
            check::continuity_imported(&report, last)
        } else {
            check::continuity(&report, last)
        });
    }
    Ok(Built {
        report,
        findings,
        built_on: app.clock.today(),
        previous,
        previous_adopted,
    })
}

/// What somebody wrote, and the draft where nobody wrote anything.
pub(crate) fn written(
    mut drafted: BTreeMap<String, String>,
    saved: Option<&ReportRow>,
) -> Result<BTreeMap<String, String>> {
    if let Some(row) = saved {
        let written: BTreeMap<String, String> = serde_json::from_str(&row.sections)?;
        drafted.extend(
            written
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty()),
        );
    }
    Ok(drafted)
}

/// The report that was published for a year, from the ledger, and whether it was taken over from a file.
pub(crate) async fn published(
    app: &App,
    organ: &str,
    scope: Scope,
    year: i16,
) -> Result<Option<(Report, bool)>> {
    let Some(row) = store::reports::of(&app.store, organ, scope, year).await? else {
        return Ok(None);
    };
    if row.report.is_empty() {
        return Ok(None);
    }
    let adopted = row.via == "file" && row.held.is_empty();
    Ok(Some((serde_json::from_str(&row.report)?, adopted)))
}

/// 表二 holds what was entered; what nobody entered stays blank and is reported, never zero.
async fn fill_table2(app: &App, organ: &str, year: i16, report: &mut Report) -> Result<()> {
    let entered: BTreeMap<String, String> = store::figures::list(&app.store, organ, year)
        .await?
        .into_iter()
        .map(|figure| (figure.row, figure.value))
        .collect();
    for row in ["规章", "行政规范性文件"] {
        let cells = ["制发", "废止", "现行有效"].map(|column| {
            entered
                .get(&format!("{row}.{column}"))
                .and_then(|value| value.parse().ok())
        });
        report.table2.set_documents(row, cells);
    }
    for row in ["行政许可", "行政处罚", "行政强制"] {
        report
            .table2
            .set_decisions(row, entered.get(row).and_then(|value| value.parse().ok()));
    }
    report.table2.set_fees(entered.get(FEES).cloned());
    Ok(())
}

/// 表四: the remedies on record, and what was entered beside them.
async fn fill_table4(app: &App, organ: &str, year: i16, report: &mut Report) -> Result<()> {
    let mut cells = [[0i64; 4]; 3];
    for remedy in store::remedies::for_year(&app.store, organ, year).await? {
        if let Some((track, outcome)) = counted(&remedy, year) {
            cells[track as usize][outcome as usize] += 1;
        }
    }
    for figure in store::figures::list(&app.store, organ, year).await? {
        let Some((track, outcome)) = figure.row.split_once('.') else {
            continue;
        };
        let track = Track::ALL.into_iter().find(|known| known.key() == track);
        let outcome = Outcome4::ALL
            .into_iter()
            .find(|known| known.key() == outcome);
        if let (Some(track), Some(outcome)) = (track, outcome) {
            let value: i64 = figure
                .value
                .parse()
                .map_err(|_| Error::failed(format!("figure {} is not a number", figure.row)))?;
            cells[track as usize][outcome as usize] += value;
        }
    }
    for track in Track::ALL {
        let [a, b, c, d] = cells[track as usize];
        report.table4.set(
            track,
            [Some(a), Some(b), Some(c), Some(d), Some(a + b + c + d)],
        );
    }
    Ok(())
}

/// Where a remedy stands in the table of `year`, as `law::remedy::dispute` counts it.
pub(super) fn counted(remedy: &store::remedies::RemedyRow, year: i16) -> Option<(Track, Outcome4)> {
    let track = Track::ALL
        .into_iter()
        .find(|track| track.code() == remedy.track)?;
    let result = Outcome4::ALL
        .into_iter()
        .find(|known| known.code() == remedy.result);
    let ended = remedy.closed_on.zip(result);
    let outcome = dispute::stands_in(remedy.opened_on, ended, year)?;
    Some((track, outcome))
}
