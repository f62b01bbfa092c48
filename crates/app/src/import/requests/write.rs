//! Writing the cases: each stream with all its acts, everything in one transaction.

use std::collections::BTreeSet;

use serde_json::json;
use store::{people, requests::Beside};

use super::Case;
use crate::{
    App,
    accounts::{new_id, sha256_hex},
    import::{Imported, Options, Result, What, problems::Problems},
    pen::{At, Claim, Line, Once, Page, Sheet},
    requests::{series, stream_of},
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
    let mut sheet = Sheet::begin(app, organs).await?;
    for (at, case) in cases.iter().enumerate() {
        options.step(at + 1, cases.len());
        let id = new_id(app.clock.now());
        let key = format!("import/request/{}", case.number);
        let once = Once::row(&case.organ, key, fingerprint(case)?);
        match sheet.claim(&once, &id).await? {
            Claim::Same(_) => imported.already += 1,
            Claim::Other => problems.add(
                &case.line,
                "number",
                "changed",
                "此编号已导入过，但日期或者结果不同；后续动作请在办理页面登记",
                "this number was imported before with other dates or outcome; record what follows on its page",
            ),
            Claim::Fresh if taken.contains(case.number.as_str()) => problems.add(
                &case.line,
                "number",
                "duplicate",
                "受理编号已被使用",
                "the number is in use",
            ),
            Claim::Fresh => {
                append(app, &mut sheet, case, &id, actor).await?;
                imported.added += 1;
            }
        }
    }
    problems.finish()?;
    options
        .record(app, &mut sheet, What::Requests, &imported)
        .await?;
    sheet.commit().await?;
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

async fn append(
    app: &App,
    sheet: &mut Sheet<'_>,
    case: &Case,
    id: &str,
    actor: &str,
) -> Result<()> {
    let mut page = Page::default();
    let mut first = Beside {
        imported: true,
        number: case.number.clone(),
        ..Beside::default()
    };
    if let Some(data) = &case.person {
        first.person = new_id(app.clock.now());
        let organ = &case.organ;
        let person = people::seal_person(&app.keys, organ, &first.person, "applicant", data)?;
        page.people
            .push(crate::subjects::titled(app, person, data)?);
    }
    let later = Beside {
        imported: true,
        ..Beside::default()
    };
    for (version, act) in (0_i64..).zip(&case.acts) {
        // Nobody was given a query code for it, so none opens it.
        let beside = if version == 0 { &first } else { &later };
        page.lines.push(Line {
            organ: case.organ.clone(),
            stream: stream_of(id)?,
            at: At::Version(version),
            kind: act.event.kind().as_str().into(),
            body: beside.over(serde_json::to_value(act)?)?,
            on: act.on,
            actor: actor.into(),
        });
    }
    sheet.write(&page).await?;
    raise(sheet, case).await
}

/// A number of the organ's own form is not given again.
async fn raise(sheet: &mut Sheet<'_>, case: &Case) -> Result<()> {
    let own = case
        .number
        .strip_prefix(&format!("{}-", case.organ))
        .and_then(|rest| rest.split_once('-'));
    if let Some((Ok(year), Ok(serial))) = own.map(|(year, serial)| (year.parse(), serial.parse())) {
        sheet.raise(&case.organ, &series(year), serial).await?;
    }
    Ok(())
}
