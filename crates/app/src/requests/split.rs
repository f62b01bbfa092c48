//! 一事一申请: a letter with several items split, each part a request of its own.

use jiff::civil::Date;
use law::handling::{Event, Part};
use serde_json::{Value, json};
use store::ledger::{self, Act, NewAct};

use super::{
    Filed,
    act::{exists, not_later, write},
    current, entries,
    file::{next_number, query_code},
    handle::{Handling, body_of, judged},
    progress::query_hash,
    stream_of,
};
use crate::{App, Error, FieldError, Result, Staff, accounts::new_id, error::Findings};

const MOST_PARTS: usize = 20;

/// Splits a request into as many as there are texts: the first stays under the number of the letter, each
/// of the others becomes a request with the letter's channel and dates. Returns the receipts of all parts.
pub async fn split(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    wanted: &[String],
    on: Date,
) -> Result<Vec<Filed>> {
    check(app, wanted, on)?;
    let organ = &staff.organ;
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &stream_of(id)).await?;
    exists(&acts)?;
    let sealed = store::people::open(&app.store, &app.keys, organ, &row.person)
        .await?
        .ok_or(Error::NotFound)?;
    let mut tx = app.store.begin().await?;
    if ledger::claim(&mut tx, organ, key, id).await?.is_some() {
        drop(tx);
        return split_before(app, staff, id).await;
    }
    let expected = current(&acts, version)?;
    let mut parts = vec![Part {
        request: id.to_string(),
        number: row.number.clone(),
    }];
    let mut made = Vec::new();
    for text in &wanted[1..] {
        let part = Part {
            request: new_id(app.clock.now()),
            number: next_number(app, &mut tx, organ).await?,
        };
        made.push((part.clone(), with_wanted(&sealed, text)));
        parts.push(part);
    }
    let new = Handling {
        on,
        event: Event::Split {
            parts: parts.clone(),
        },
    };
    judged(app, staff, &entries(&acts)?, &new.event, on)?;
    write(
        app,
        &mut tx,
        staff,
        id,
        expected,
        "split",
        &body_of(&new)?,
        on,
    )
    .await?;
    let narrowed = with_wanted(&sealed, &wanted[0]);
    store::people::reseal(&mut tx, &app.keys, organ, &row.person, &narrowed).await?;
    for (part, sealed) in made {
        branch(app, &mut tx, staff, &acts, id, &part, &sealed).await?;
    }
    tx.commit().await?;
    Ok(parts.iter().map(|part| filed(app, organ, part)).collect())
}

/// The form with another text of what is wanted; the letter's own wording is kept beside it.
fn with_wanted(sealed: &Value, text: &str) -> Value {
    let mut data = sealed.clone();
    if data["letter"].is_null() {
        data["letter"] = data["wanted"].clone();
    }
    data["wanted"] = json!(text.trim());
    data
}

/// A part: submitted and, where the channel asks for it, confirmed on the letter's own days.
async fn branch(
    app: &App,
    tx: &mut store::Tx,
    staff: &Staff,
    letter: &[Act],
    id: &str,
    part: &Part,
    sealed: &Value,
) -> Result<()> {
    let organ = &staff.organ;
    let person = store::people::seal_new(tx, &app.keys, organ, "applicant", sealed).await?;
    let stream = stream_of(&part.request);
    let received = letter
        .iter()
        .filter(|act| act.kind == "submitted" || act.kind == "confirmed");
    for (version, act) in (0_i64..).zip(received) {
        let mut body = act.json();
        if act.kind == "submitted" {
            let code = query_code(app, &part.request);
            body["person"] = json!(person);
            body["number"] = json!(part.number);
            body["query_hash"] = json!(query_hash(&part.number, &code));
            body["split_from"] = json!(id);
            if let Some(fields) = body.as_object_mut() {
                fields.remove("files");
            }
        }
        let new = NewAct {
            organ,
            stream: &stream,
            expected: version,
            kind: &act.kind,
            body: &body,
            on: act.on_date,
            actor: &staff.id,
        };
        ledger::append(tx, app.clock.now(), &new).await?;
    }
    store::project::apply(tx, &app.calendar, organ, &stream).await?;
    Ok(())
}

fn filed(app: &App, organ: &str, part: &Part) -> Filed {
    Filed {
        organ: organ.to_string(),
        id: part.request.clone(),
        number: part.number.clone(),
        query_code: query_code(app, &part.request),
    }
}

/// A form sent twice: the receipts of the first time again.
async fn split_before(app: &App, staff: &Staff, id: &str) -> Result<Vec<Filed>> {
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)).await?;
    let parts: Vec<Part> = acts
        .iter()
        .find(|act| act.kind == "split")
        .map(|act| serde_json::from_value(act.json()["parts"].clone()))
        .transpose()?
        .unwrap_or_default();
    Ok(parts
        .iter()
        .map(|part| filed(app, &staff.organ, part))
        .collect())
}

fn check(app: &App, wanted: &[String], on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    not_later(app, on, &mut wrong);
    for text in wanted {
        wrong.text(
            "parts",
            "R-44",
            text,
            2000,
            "每一件的内容",
            "what each part asks for",
        );
    }
    if !(2..=MOST_PARTS).contains(&wanted.len()) {
        return Err(Error::Invalid(vec![FieldError::new(
            "parts",
            "R-44",
            format!("请写出 2 到 {MOST_PARTS} 件，每件之间空一行"),
            format!("Write 2 to {MOST_PARTS} parts, with an empty line between them"),
        )]));
    }
    wrong.finish()
}
