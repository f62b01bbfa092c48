//! 依申请公开登记台账: the register of an organ's year as a workbook (Z-6, Z-7). Applicants are not named in it: whoever may
//! read the records may have it.

use documents::register::{self, Register, Row};
use law::{
    archive,
    case::{Applicant, Channel, Event},
    handling,
    letter::Kind,
    outcome::Code,
    report::{Column, Track},
};
use store::{
    ledger,
    remedies::RemedyRow,
    requests::{Filter, RequestRow},
};

use super::{entries, stream_of, words};
use crate::{App, Error, FieldError, Result, Staff, audit};

/// Rows that one query gives.
const AT_ONCE: i64 = 200;

/// The register of the person's own organ: the requests submitted in a year, in the order of their numbers. Returns the file's
/// name and its bytes.
pub async fn register(app: &App, staff: &Staff, year: i16) -> Result<(String, Vec<u8>)> {
    let organ = crate::organs::get(app, &staff.organ).await?;
    let event = audit::Event::new(audit::Kind::Exported);
    let event = event.saying(serde_json::json!({ "what": "register", "year": year }));
    audit::note(app, &audit::Who::of(staff), event).await?;
    let mut filter = Filter {
        year: Some(year),
        limit: AT_ONCE,
        ..Filter::default()
    };
    super::recount(app, &staff.organ).await;
    let mut found = Vec::new();
    loop {
        let (rows, total) = store::requests::list(&app.store, &staff.organ, &filter).await?;
        found.extend(rows);
        filter.offset += AT_ONCE;
        if filter.offset >= total {
            break;
        }
    }
    found.sort_by(|one, other| one.number.cmp(&other.number));
    let mut rows = Vec::new();
    for row in found {
        rows.push(line(app, &organ.short_name, &row).await?);
    }
    let register = Register {
        organ: organ.name.clone(),
        year,
        rows,
        foot: crate::checkpoint::line(app).await?.unwrap_or_default(),
    };
    let name = format!("{}{year}年度依申请公开登记台账.xlsx", organ.name);
    let made = tokio::task::spawn_blocking(move || register::xlsx(&register));
    match made.await.map_err(Error::failed)? {
        Ok(bytes) => Ok((name, bytes)),
        Err(error @ documents::Error::TooLong { .. }) => {
            Err(Error::Invalid(vec![FieldError::new(
                "year",
                "form",
                error.message(law::Lang::Zh),
                error.message(law::Lang::En),
            )]))
        }
        Err(error) => Err(Error::failed(error)),
    }
}

/// One request as its line.
async fn line(app: &App, short_name: &str, row: &RequestRow) -> Result<Row> {
    let acts = ledger::stream(&app.store, &row.organ, &stream_of(&row.id)?).await?;
    let sealed = store::people::open(&app.store, &app.keys, &row.organ, &row.person).await?;
    let remedies = store::remedies::of_request(&app.store, &row.organ, &row.id).await?;
    let code: Option<Code> = row.code.as_deref().and_then(words::parsed);
    let mut line = Row {
        number: row.number.clone(),
        kind: words::parsed::<Applicant>(&row.applicant)
            .map_or_else(String::new, |kind| Column::of(kind).zh().into()),
        channel: words::parsed::<Channel>(&row.channel)
            .map_or_else(String::new, |channel| words::channel(channel).into()),
        submitted: Some(row.submitted_on),
        received: row.received_on,
        wanted: sealed.map_or_else(
            || "（申请人信息已删除）".into(),
            |data| data["wanted"].as_str().unwrap_or_default().to_string(),
        ),
        office: short_name.into(),
        last_day: row.due,
        answered: row.closed_on,
        outcome: code.map_or_else(String::new, |code| code.zh().into()),
        remedy: remedies.iter().map(remedy).collect::<Vec<_>>().join("；"),
        keeping: code.map_or_else(String::new, |code| {
            archive::keeping(code, !remedies.is_empty(), &app.settings.archive)
                .zh()
                .into()
        }),
        ..Row::default()
    };
    for entry in entries(&acts)? {
        match entry.what {
            handling::What::Statutory(event) => match event {
                Event::CorrectionNoticed { .. } => line.corrected = true,
                Event::ThirdPartyAsked { .. } | Event::OrganAsked { .. } => line.consulted = true,
                Event::Extended { .. } => line.extended = true,
                Event::FeeNoticed { fen, .. } => line.fen += fen,
                Event::Answered { how: Some(how), .. } => line.service = words::how(how).into(),
                _ => {}
            },
            handling::What::Inner(handling::Event::HandedOver { office, .. }) => {
                line.office = office;
            }
            handling::What::Inner(handling::Event::LetterNumbered { letter, number, .. })
                if letter.parse().is_ok_and(Kind::decides) =>
            {
                line.document = number;
            }
            handling::What::Inner(handling::Event::LetterVoided { number, .. })
                if line.document == number =>
            {
                line.document.clear();
            }
            handling::What::Inner(handling::Event::Joined { number, .. }) => {
                line.note = format!("与{number}并案答复");
            }
            handling::What::Inner(_) => {}
        }
    }
    Ok(line)
}

/// 行政复议：维持.
pub(super) fn remedy(row: &RemedyRow) -> String {
    let track = words::parsed::<Track>(&row.track).map_or("", Track::key);
    format!("{track}：{}", words::result(&row.result))
}
