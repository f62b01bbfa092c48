//! 公开目录: how each head of Art. 20 of an organ stands, and why nothing stands where nothing stands.

use std::collections::BTreeSet;

use law::{
    catalogue::{self, HEADS, Head, Standing, Stated, Why},
    finding::Finding,
};
use store::Stream;

use crate::{
    App, Error, Result, Staff,
    pen::{At, Line, Page, Sheet},
    record::seen,
    rights::{By, DisclosureHead},
};

/// The heads of an organ.
#[derive(Debug, Clone)]
pub struct Coverage {
    pub heads: Vec<(Head, Standing)>,
    /// What an inspector would find today.
    pub findings: Vec<Finding>,
    /// The version of the organ's particulars.
    pub version: i64,
}

/// Why nothing of a head is published, as it is entered.
#[derive(Debug, Clone, Default)]
pub struct StateForm {
    pub head: u8,
    /// A code of [`Why`]; empty: it is taken back.
    pub why: String,
    /// The organ that publishes it instead.
    pub organ: String,
}

/// How the heads of the person's organ stand today.
///
/// # Errors
/// The database.
pub async fn coverage(app: &App, staff: &Staff) -> Result<Coverage> {
    let acts = store::ledger::stream(&app.store, &staff.organ, &Stream::Organ).await?;
    let heads = heads(app, &staff.organ).await?;
    let (today, periods) = (app.clock.today(), &app.settings.publication);
    let findings = catalogue::findings(&heads, today, &app.calendar, periods);
    let stands = |head: Head| {
        let standing = catalogue::standing(&head, today, &app.calendar, periods);
        (head, standing)
    };
    Ok(Coverage {
        heads: heads.into_iter().map(stands).collect(),
        findings,
        version: acts.last().map_or(0, |act| act.version),
    })
}

async fn heads(app: &App, organ: &str) -> Result<Vec<Head>> {
    let stated = store::organs::stated(&app.store, organ).await?;
    let counted = store::published::heads(&app.store, organ).await?;
    Ok(HEADS
        .map(|number| {
            let found = counted.iter().find(|one| one.head == i64::from(number));
            Head {
                number,
                items: found.map_or(0, |one| one.items),
                newest: found.map(|one| one.newest),
                stated: stated.iter().find(|one| one.head == number).cloned(),
            }
        })
        .collect())
}

/// A reason by its code; empty text takes a reason back.
pub(crate) fn why_of(code: &str) -> Result<Option<Why>> {
    if code.is_empty() {
        return Ok(None);
    }
    let why = Why::of(code);
    why.map(Some)
        .ok_or_else(|| Error::at(&law::fields::organ::WHY, "请选择理由", "Choose a reason"))
}

/// Records why nothing of a head is published, or takes that back; the public reads it.
///
/// # Errors
/// [`Error::Invalid`]: the head, the reason or the other organ. `Conflict`: somebody changed the organ meanwhile.
pub async fn state(
    app: &App,
    staff: &By<DisclosureHead>,
    version: i64,
    form: &StateForm,
) -> Result<()> {
    let why = why_of(&form.why)?;
    let stated = Stated {
        head: form.head,
        why,
        organ: form.organ.trim().into(),
    };
    let heads = heads(app, &staff.organ).await?;
    let head = heads.iter().find(|head| head.number == form.head);
    let organs = store::published::organs(&app.store).await?;
    let known: Vec<&str> = organs.iter().map(|organ| organ.code.as_str()).collect();
    let wrong = catalogue::refuse(
        &stated,
        head.unwrap_or(&Head::default()),
        &staff.organ,
        &known,
    );
    crate::items::refuse(wrong, &["head", "why", "organ"])?;
    let mut sheet = Sheet::begin(app, BTreeSet::from([staff.organ.as_str()])).await?;
    let acts = sheet.acts(&staff.organ, &Stream::Organ).await?;
    let stands = acts.last().map_or(0, |act| act.version);
    seen(stands, version)?;
    let page = Page {
        lines: vec![Line {
            organ: staff.organ.clone(),
            stream: Stream::Organ,
            at: At::Version(stands),
            kind: store::organs::STATED.into(),
            body: serde_json::to_value(&stated)?,
            on: app.clock.today(),
            actor: staff.id.clone(),
        }],
        ..Page::default()
    };
    sheet.write(&page).await?;
    sheet.commit().await
}
