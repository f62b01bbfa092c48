//! 更正申请: a person shows that a record about himself is wrong. A stream of its own, in no table of the report.

mod letter;

use jiff::civil::Date;
use law::{
    handling::{Ending, judge_ending},
    happened::not_after_today,
    rectification::{Entered, against_closing, faults},
};
use serde_json::{Value, json};
use store::{
    Stream,
    ledger::{self, Act},
    rectifications::{Body, Closed, Filed, RectificationRow},
};

use crate::{
    App, Error, Result, Staff,
    accounts::new_id,
    audit::{Event, Kind, Who, note},
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    record::seen,
    requests::masked,
    rights::{By, CaseWorker},
    upload::{EVIDENCE, FileRef, Upload, check as check_files, numbered, sent},
};

pub use letter::{OpenedLetter, check_letter, issue_letter, open_letter, preview_letter};

/// Fields of the forms, as the law's findings name them.
const FIELDS: &[&str] = &[
    "on",
    "ending",
    "name",
    "id_number",
    "record",
    "wrong",
    "phone",
];

/// The most rows of the list.
const MOST: i64 = 500;

/// A request for rectification as it is typed in.
#[derive(Debug, Clone, Default)]
pub struct NewRectification {
    pub name: String,
    pub id_number: String,
    pub phone: String,
    pub address: String,
    /// Which record.
    pub record: String,
    /// What in it is wrong, and what is right.
    pub wrong: String,
    /// Papers that show it.
    pub evidence: Vec<Upload>,
}

/// One of them, whole; the person masked.
#[derive(Debug, Clone)]
pub struct RectificationView {
    pub row: RectificationRow,
    pub person: Value,
    pub acts: Vec<Act>,
}

fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::rectification(id)?)
}

/// Registers one; returns id and number. The same idempotency key registers once.
pub async fn file(
    app: &App,
    staff: &By<CaseWorker>,
    new: &NewRectification,
    key: &str,
    on: Date,
) -> Result<(String, String)> {
    check(app, new, on)?;
    let evidence = check_files(app, "evidence", &new.evidence, app.settings.upload_limit).await?;
    let (evidence, own_names) = numbered(EVIDENCE, evidence);
    let organ = &staff.organ;
    let data = json!({
        "name": new.name.trim(), "id_number": new.id_number.trim(), "phone": new.phone.trim(),
        "address": new.address.trim(), "record": new.record.trim(), "wrong": new.wrong.trim(),
        "file_names": own_names.join("\n"),
    });
    let content = json!({"data": data, "on": on, "evidence": sent(&new.evidence)});
    let once = Once::new(app, organ, key, (Body::FILED, ""), &content)?;
    if let Some(earlier) = once.before(app).await? {
        return filed_before(app, organ, &earlier).await;
    }
    let now = app.clock.now();
    let (id, person) = (new_id(now), new_id(now));
    let sealed = store::people::seal_person(&app.keys, organ, &person, "correction", &data)?;
    let mut files = Vec::new();
    for file in evidence {
        let bytes = sealed.seal_file(&app.keys, &file.bytes)?;
        files.push(FileRef {
            hash: app.files.put(&bytes).await?,
            name: file.name,
            media: file.mime,
            size: file.bytes.len() as u64,
            sealed: true,
            about: "attachment".into(),
            ..FileRef::default()
        });
    }
    let year = app.clock.today().year();
    let mut number = String::new();
    let pen = Pen::of(app, organ)
        .once(once)
        .numbered(organ, format!("correction/{year}"));
    let written = pen
        .write(|numbers| {
            number = format!("{organ}-GZ-{year}-{:04}", numbers.first());
            let act = Body::Filed(Filed {
                on,
                number: number.clone(),
                person,
                files,
            });
            Ok(Some(Page {
                reference: id.clone(),
                people: vec![sealed],
                lines: vec![line(staff, &id, 0, &act, on)?],
                ..Page::default()
            }))
        })
        .await?;
    match written {
        Written::Before(earlier) => filed_before(app, organ, &earlier).await,
        _ => Ok((id, number)),
    }
}

/// A form sent twice: id and number of the first time.
async fn filed_before(app: &App, organ: &str, id: &str) -> Result<(String, String)> {
    let row = store::rectifications::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((row.id, row.number))
}

/// How one ends.
#[derive(Debug, Clone)]
pub struct Closing {
    pub ending: Ending,
    /// The organ that has the power.
    pub to: String,
    pub note: String,
    pub on: Date,
}

/// Records how it ended.
pub async fn close(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    closing: &Closing,
) -> Result<()> {
    let row = store::rectifications::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    seen(row.version, version)?;
    let mut wrong = Findings::default();
    wrong.law(not_after_today("on", closing.on, app.clock.today()), FIELDS);
    wrong.law(against_closing(row.closed_on.is_some()), FIELDS);
    wrong.length("note", &closing.note, 2000, "说明", "The note");
    wrong.length("to", &closing.to, 100, "机关", "The organ");
    wrong.finish()?;
    let found = judge_ending(
        closing.ending,
        &closing.to,
        &closing.note,
        closing.on,
        row.received_on,
    );
    if !found.is_empty() {
        return Err(Error::Refused(found));
    }
    let act = Body::Closed(Closed {
        on: closing.on,
        result: closing.ending,
        to: closing.to.trim().into(),
        note: closing.note.trim().into(),
    });
    let page = Page {
        lines: vec![line(staff, id, version, &act, closing.on)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

pub async fn list(app: &App, staff: &Staff) -> Result<Vec<RectificationRow>> {
    Ok(store::rectifications::list(&app.store, &staff.organ, MOST).await?)
}

/// One of the organ's own.
pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<RectificationView> {
    let row = store::rectifications::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let person = store::people::open(&app.store, &app.keys, &staff.organ, &row.person)
        .await?
        .map_or(Value::Null, |sealed| masked(&sealed));
    Ok(RectificationView { row, person, acts })
}

/// A paper that came with it.
pub async fn download(
    app: &App,
    staff: &Staff,
    id: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let view = open(app, staff, id).await?;
    let file = view
        .acts
        .iter()
        .filter_map(|act| match Body::read(act) {
            Ok(Body::Filed(filed)) => Some(filed.files),
            Ok(Body::Letter(letter)) => Some(letter.files),
            _ => None,
        })
        .flatten()
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let sealed = app.files.get(hash).await?;
    let bytes = store::people::open_file(
        &app.store,
        &app.keys,
        &staff.organ,
        &view.row.person,
        &sealed,
    )
    .await?
    .ok_or(Error::NotFound)?;
    let shown = Event::new(Kind::ParticularsShown).to(id);
    note(app, &Who::of(staff), shown.saying(json!({ "what": hash }))).await?;
    Ok((file, bytes))
}

fn check(app: &App, new: &NewRectification, on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.law(not_after_today("on", on, app.clock.today()), FIELDS);
    let entered = Entered {
        name: &new.name,
        id_number: &new.id_number,
        phone: &new.phone,
        address: &new.address,
        record: &new.record,
        wrong: &new.wrong,
    };
    wrong.law(faults(&entered), FIELDS);
    wrong.length("name", &new.name, 60, "姓名或者名称", "A name");
    wrong.length(
        "id_number",
        &new.id_number,
        40,
        "身份证明号码",
        "Proof of identity",
    );
    wrong.length("record", &new.record, 300, "要求更正的记录", "The record");
    wrong.length(
        "wrong",
        &new.wrong,
        2000,
        "错误之处和正确内容",
        "What is wrong",
    );
    wrong.length("phone", &new.phone, 40, "联系电话", "The telephone");
    wrong.length("address", &new.address, 200, "通信地址", "The address");
    wrong.finish()
}

fn line(staff: &Staff, id: &str, version: i64, act: &Body, on: Date) -> Result<Line> {
    Ok(Line {
        organ: staff.organ.clone(),
        stream: stream_of(id)?,
        at: At::Version(version),
        kind: act.kind().into(),
        body: act.json()?,
        on,
        actor: staff.id.clone(),
    })
}
