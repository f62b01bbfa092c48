//! 案卷包: everything of a case as one archive with catalogue and hashes (Z-6, Z-7, Z-13 to Z-15). It names the applicant, so
//! whoever takes it says why, on record.

mod course;
mod pieces;
mod sheet;

use documents::package::{CaseFile, build};
use law::{archive, outcome::Code};
use store::ledger;

use super::{letters, reveal::looked, stream_of};
use crate::{App, Error, Result, Staff, audit};

/// What stands in the record of the look, in place of one file's hash.
const WHOLE: &str = "package";

/// The package of a case: the file's name and its bytes. The look is on record before anything is given out.
pub async fn package(
    app: &App,
    staff: &Staff,
    id: &str,
    key: &str,
    why: &str,
) -> Result<(String, Vec<u8>)> {
    looked(app, staff, id, key, why, WHOLE).await?;
    let event = audit::Event::new(audit::Kind::Exported).to(id);
    let event = event.saying(serde_json::json!({ "what": "case" }));
    audit::note(app, &audit::Who::of(staff), event).await?;
    let case = Source::load(app, staff, id).await?;
    let code: Option<Code> = case.row.code.as_deref().and_then(super::words::parsed);
    let settings = &app.settings.archive;
    let keeping = code.map_or(settings.plain, |code| {
        archive::keeping(code, !case.remedies.is_empty(), settings)
    });
    let file = CaseFile {
        organ: case.organ.name.clone(),
        number: case.row.number.clone(),
        title: format!("{}政府信息公开申请案卷", case.row.number),
        reference: None,
        keeping,
        year: case.row.closed_on.unwrap_or(app.clock.today()).year(),
        pieces: pieces::of(app, staff, &case, code).await?,
    };
    let name = format!("{}案卷.zip", file.number);
    let fonts = app.fonts.clone();
    let made = tokio::task::spawn_blocking(move || build(&file, &fonts));
    let bytes = made.await.map_err(Error::failed)?.map_err(Error::failed)?;
    Ok((name, bytes))
}

/// The case as its package sees it.
struct Source {
    row: store::requests::RequestRow,
    acts: Vec<ledger::Act>,
    letters: Vec<letters::Letter>,
    organ: crate::organs::OrganForm,
    remedies: Vec<store::remedies::RemedyRow>,
    /// The sealed form; `Null` once erased.
    person: serde_json::Value,
    names: std::collections::BTreeMap<String, String>,
}

impl Source {
    async fn load(app: &App, staff: &Staff, id: &str) -> Result<Self> {
        let organ = &staff.organ;
        let row = store::requests::get(&app.store, organ, id)
            .await?
            .ok_or(Error::NotFound)?;
        let acts = ledger::stream(&app.store, organ, &stream_of(id)?).await?;
        let person = store::people::open(&app.store, &app.keys, organ, &row.person).await?;
        Ok(Self {
            letters: letters::of(&acts)?,
            organ: crate::organs::get(app, organ).await?,
            remedies: store::remedies::of_request(&app.store, organ, id).await?,
            person: person.unwrap_or(serde_json::Value::Null),
            names: store::staff::names(&app.store, organ)
                .await?
                .into_iter()
                .collect(),
            row,
            acts,
        })
    }
}
