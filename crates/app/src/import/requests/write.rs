//! Writing the cases: each stream with all its acts, everything in one transaction.

use std::collections::BTreeSet;

use serde_json::json;
use store::{
    ledger::{self, NewAct},
    people,
};

use super::Case;
use crate::{
    App,
    accounts::{new_id, sha256_hex},
    import::{ImportError, Imported, Options, Result, problems::Problems},
    pen,
    requests::stream_of,
};

pub(super) async fn write(
    app: &App,
    cases: &[Case],
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut taken = BTreeSet::new();
    for case in cases {
        if store::requests::by_number(&app.store, &case.number)
            .await?
            .is_some()
        {
            taken.insert(case.number.as_str());
        }
    }
    let mut problems = Problems::default();
    let mut imported = Imported::default();
    let organs = cases.iter().map(|case| case.organ.as_str()).collect();
    let mut tx = pen::begin(app, organs).await?;
    for (at, case) in cases.iter().enumerate() {
        options.step(at + 1, cases.len());
        let id = new_id(app.clock.now());
        let mark = format!("#{}", fingerprint(case)?);
        let key = format!("import/request/{}", case.number);
        match ledger::claim(&mut tx, &case.organ, &key, &format!("{id}{mark}")).await? {
            Some(earlier) if earlier.ends_with(&mark) => imported.already += 1,
            Some(_) => problems.add(
                &case.line,
                "number",
                "changed",
                "此编号已导入过，但日期或者结果不同；后续动作请在办理页面登记",
                "this number was imported before with other dates or outcome; record what follows on its page",
            ),
            None if taken.contains(case.number.as_str()) => problems.add(
                &case.line,
                "number",
                "duplicate",
                "受理编号已被使用",
                "the number is in use",
            ),
            None => {
                append(app, &mut tx, case, &id, actor).await?;
                imported.added += 1;
            }
        }
    }
    problems.finish()?;
    tx.commit().await?;
    Ok(imported)
}

/// What must be the same for a row to be the same row; personal data is left out of it.
fn fingerprint(case: &Case) -> Result<String> {
    let acts = serde_json::to_value(&case.acts)?;
    Ok(sha256_hex(
        json!([case.organ, case.number, acts])
            .to_string()
            .as_bytes(),
    ))
}

async fn append(app: &App, tx: &mut store::Tx, case: &Case, id: &str, actor: &str) -> Result<()> {
    let person = match &case.person {
        Some(data) => {
            let id = new_id(app.clock.now());
            let person = people::seal_person(&app.keys, &case.organ, &id, "applicant", data)?;
            people::insert(tx, &person).await?;
            id
        }
        None => String::new(),
    };
    let stream = stream_of(id)?;
    for (version, act) in (0_i64..).zip(&case.acts) {
        let mut body = serde_json::to_value(act)?;
        body["imported"] = json!(true);
        if version == 0 {
            body["person"] = json!(person);
            body["number"] = json!(case.number);
            // Nobody was given a query code for it, so none opens it.
            body["query_hash"] = json!("");
        }
        let new = NewAct {
            organ: &case.organ,
            stream: &stream,
            expected: version,
            kind: act.event.kind().as_str(),
            body: &body,
            on: act.on,
            actor,
        };
        ledger::append(tx, app.clock.now(), &new).await?;
    }
    store::project::apply(tx, &app.rules(), &case.organ, &stream).await?;
    raise(tx, case).await
}

/// A number of the organ's own form is not given again.
async fn raise(tx: &mut store::Tx, case: &Case) -> Result<()> {
    let own = case
        .number
        .strip_prefix(&format!("{}-", case.organ))
        .and_then(|rest| rest.split_once('-'));
    if let Some((year, Ok(serial))) = own.map(|(year, serial)| (year, serial.parse())) {
        store::counters::raise(tx, &case.organ, &format!("request/{year}"), serial)
            .await
            .map_err(ImportError::from)?;
    }
    Ok(())
}
