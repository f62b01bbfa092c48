//! What was done with a report, and its published editions.

use jiff::civil::Date;
use law::report::{Report, workflow::Step};
use store::reports::Said;
use store::{ledger, staff};

use super::Scope;
use crate::{App, Result};

/// One act of a report's stream.
#[derive(Debug, Clone)]
pub struct Event {
    pub step: Step,
    pub on: Date,
    pub by: String,
    /// Opinion, comment or reason.
    pub note: String,
    /// What was asked, where a question was answered.
    pub asked: String,
}

/// One published edition.
#[derive(Debug, Clone)]
pub struct Edition {
    pub number: u32,
    pub on: Date,
    pub report: Report,
    /// Why it corrects the edition before; empty for the first.
    pub reason: String,
}

/// Every act of a report, oldest first, with the names of who did it.
pub async fn history(app: &App, organ: &str, scope: Scope, year: i16) -> Result<Vec<Event>> {
    let mut names: Vec<(String, String)> = staff::names(&app.store, organ).await?;
    if let Some(parent) = crate::consolidation::superior(app, organ).await? {
        names.extend(staff::names(&app.store, &parent).await?);
    }
    let name = |id: &str| {
        names
            .iter()
            .find(|(known, _)| known == id)
            .map_or_else(|| id.to_string(), |(_, name)| name.clone())
    };
    let acts = ledger::stream(&app.store, organ, &scope.stream(year)).await?;
    Ok(acts
        .iter()
        .filter_map(|act| {
            let said: Said = act.body().ok()?;
            let mut note = said.note;
            for text in [said.reason, said.exception] {
                if !text.is_empty() {
                    note = if note.is_empty() {
                        text
                    } else {
                        format!("{note}；{text}")
                    };
                }
            }
            Some(Event {
                step: Step::from_kind(&act.kind)?,
                on: act.on_date,
                by: name(&act.actor),
                note,
                asked: said.asked,
            })
        })
        .collect())
}

/// The published editions, oldest first.
pub async fn editions(app: &App, organ: &str, scope: Scope, year: i16) -> Result<Vec<Edition>> {
    let (mut found, mut reason) = (Vec::new(), String::new());
    for act in ledger::stream(&app.store, organ, &scope.stream(year)).await? {
        let said: Said = act.body()?;
        match Step::from_kind(&act.kind) {
            Some(Step::Reopen) => reason = said.reason,
            Some(Step::Publish | Step::Adopt) => {
                let number = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
                found.push(Edition {
                    number,
                    on: act.on_date,
                    report: serde_json::from_value(said.report.unwrap_or_default())?,
                    reason: if number == 1 {
                        String::new()
                    } else {
                        std::mem::take(&mut reason)
                    },
                });
            }
            _ => {}
        }
    }
    Ok(found)
}
