//! The written sections: kept as acts, so that every version stays.

use std::collections::BTreeMap;

use serde_json::json;
use store::ledger::{self, NewAct};

use super::stream_of;
use crate::{App, Result, Role, Staff, error::Findings};

const WRITTEN: [&str; 3] = ["一", "五", "六"];

/// Saves the text of 一, 五 and 六. A section may be longer than the format wishes: that is a finding, not a refusal.
pub async fn save_sections(
    app: &App,
    staff: &Staff,
    year: i16,
    sections: &BTreeMap<String, String>,
) -> Result<()> {
    staff.require(&[Role::Clerk, Role::DisclosureHead])?;
    let mut wrong = Findings::default();
    for (key, text) in sections {
        if !WRITTEN.contains(&key.as_str()) {
            wrong.add(
                "section",
                "R-1",
                format!("没有第{key}部分"),
                format!("There is no section {key}"),
            );
        }
        wrong.length("section", text, 20_000, "本部分", "The section");
    }
    wrong.finish()?;
    append(
        app,
        staff,
        year,
        "report_drafted",
        &json!({"year": year, "sections": sections}),
    )
    .await
}

/// Appends one act to the year's report and renews its row.
pub(super) async fn append(
    app: &App,
    staff: &Staff,
    year: i16,
    kind: &str,
    body: &serde_json::Value,
) -> Result<()> {
    let stream = stream_of(year);
    let mut tx = app.store.begin().await?;
    let expected = ledger::version(&mut tx, &staff.organ, &stream).await?;
    ledger::append(
        &mut tx,
        app.clock.now(),
        &NewAct {
            organ: &staff.organ,
            stream: &stream,
            expected,
            kind,
            body,
            on: app.clock.today(),
            actor: &staff.id,
        },
    )
    .await?;
    store::project::apply(&mut tx, &app.calendar, &staff.organ, &stream).await?;
    tx.commit().await?;
    Ok(())
}
