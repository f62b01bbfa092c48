//! Filing a request: the form of Art. 29, kept sealed, and its first act.

use jiff::civil::Date;
use law::{
    case::{Act as LawAct, Applicant, Channel, Event},
    intake::{Form, Hand, against_filing, faults},
};
use serde_json::{Value, json};
use store::requests::Beside;

pub(crate) use hmac_code::query_code;

use super::{notify, stream_of};
use crate::{
    App, Error, Result,
    accounts::new_id,
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    upload::{ATTACHMENT, FileRef, PROOF, Upload, check as check_files, numbered, sent},
};

/// A request as it is filed, whatever the channel. No purpose is asked.
#[derive(Debug, Clone)]
pub struct NewRequest {
    pub organ: String,
    pub channel: Channel,
    pub applicant: Applicant,
    /// Name of the person or organisation.
    pub name: String,
    /// 证件号码 (身份证明).
    pub id_number: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub postcode: String,
    /// 所需信息的名称或者特征性描述.
    pub wanted: String,
    /// 文号, if known.
    pub document_number: String,
    /// Form wanted: `paper`, `electronic`, `inspect`.
    pub form: String,
    /// Way of getting it: `email`, `post`, `pickup`, `online`.
    pub delivery: String,
}

/// What the applicant takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub organ: String,
    pub id: String,
    /// 受理编号.
    pub number: String,
    /// 查询码: with the number, opens the progress page.
    pub query_code: String,
}

/// The actor of what an applicant files himself.
const APPLICANT: &str = "applicant";

/// Fields of the form, as the law's findings name them.
const FIELDS: &[&str] = &[
    "name",
    "id_number",
    "wanted",
    "phone",
    "form",
    "delivery",
    "email",
    "address",
    "channel",
    "on",
];

/// Files a request in the portal today. The same idempotency key files it once.
pub async fn file(app: &App, new: &NewRequest, key: &str) -> Result<Filed> {
    file_as(app, new, key, APPLICANT).await
}

/// Files a request on behalf of `actor`: the applicant, or the clerk who typed a letter in, whatever that lacks.
pub async fn file_as(app: &App, new: &NewRequest, key: &str, actor: &str) -> Result<Filed> {
    file_on(app, new, key, actor, app.clock.today()).await
}

/// Files a request that reached the organ on an earlier day: a letter signed for at the gate counts
/// from that day, whenever the unit comes to type it in.
pub async fn file_on(
    app: &App,
    new: &NewRequest,
    key: &str,
    actor: &str,
    on: Date,
) -> Result<Filed> {
    file_with(app, new, &Filing::default(), key, actor, on).await
}

/// What may come with a request besides the form of Art. 29.
#[derive(Debug, Clone, Default)]
pub struct Filing {
    /// Told by word of mouth: the clerk filled in the form, the applicant signed it.
    pub oral: bool,
    /// What help the applicant needs to read, hear or write.
    pub help: String,
    /// Copies of the proof of identity: sealed, each look at them on record.
    pub proof: Vec<Upload>,
    /// What the applicant sent along.
    pub attachments: Vec<Upload>,
}

/// Files a request with what came along.
pub async fn file_with(
    app: &App,
    new: &NewRequest,
    filing: &Filing,
    key: &str,
    actor: &str,
    on: Date,
) -> Result<Filed> {
    validate(app, new, filing, actor, on)?;
    let limit = app.settings.upload_limit;
    let proof = check_files(app, "proof", &filing.proof, limit).await?;
    let attachments = check_files(app, "attachments", &filing.attachments, limit).await?;
    let (proof, mut own_names) = numbered(PROOF, proof);
    let (attachments, more) = numbered(ATTACHMENT, attachments);
    own_names.extend(more);
    if store::organs::get(&app.store, &new.organ).await?.is_none() {
        return Err(Error::NotFound);
    }
    let data = json!({
        "name": new.name.trim(), "id_number": new.id_number.trim(), "phone": new.phone.trim(),
        "email": new.email.trim(), "address": new.address.trim(), "postcode": new.postcode.trim(),
        "wanted": new.wanted.trim(), "document_number": new.document_number.trim(),
        // What help a disabled person needs, and what he called his files, are his: never in an act.
        "help": filing.help.trim(), "file_names": own_names.join("\n"),
    });
    let content = json!({
        "data": data, "channel": new.channel, "applicant": new.applicant, "form": new.form, "delivery": new.delivery,
        "on": on, "oral": filing.oral,
        "proof": sent(&filing.proof), "attachments": sent(&filing.attachments),
    });
    let once = Once::new(app, &new.organ, key, ("submitted", ""), &content)?;
    if let Some(earlier) = once.before(app).await? {
        return filed_before(app, &new.organ, &earlier).await;
    }
    let now = app.clock.now();
    let (id, person) = (new_id(now), new_id(now));
    let sealed = store::people::seal_person(&app.keys, &new.organ, &person, "applicant", &data)?;
    let sealed = crate::subjects::titled(app, sealed, &data)?;
    let mut files = Vec::new();
    for (about, checked) in [("proof", proof), ("attachment", attachments)] {
        for file in checked {
            let bytes = sealed.seal_file(&app.keys, &file.bytes)?;
            files.push(FileRef {
                hash: app.files.put(&bytes).await?,
                name: file.name,
                media: file.mime,
                size: file.bytes.len() as u64,
                sealed: true,
                about: about.into(),
                own_name: String::new(),
            });
        }
    }
    let query_code = query_code(app, &id);
    let event = LawAct {
        on,
        event: Event::Submitted {
            channel: new.channel,
            applicant: Some(new.applicant),
        },
    };
    let mut beside = Beside {
        person: person.clone(),
        form: new.form.clone(),
        delivery: new.delivery.clone(),
        oral: filing.oral,
        files,
        ..Beside::default()
    };
    let mut page = Page {
        reference: id.clone(),
        people: vec![sealed],
        ..Page::default()
    };
    if !new.email.trim().is_empty() {
        page.tasks
            .push(notify::task(&new.organ, &id, &person, "submitted", 1));
    }
    let line = Line {
        organ: new.organ.clone(),
        stream: stream_of(&id)?,
        at: At::Version(0),
        kind: "submitted".into(),
        body: Value::Null,
        on,
        actor: actor.into(),
    };
    let year = now_year(app);
    let mut number = String::new();
    let pen = Pen::of(app, &new.organ)
        .once(once)
        .numbered(&new.organ, series(year));
    let written = pen
        .write(|numbers| {
            number = number_of(&new.organ, year, numbers.first());
            let mut line = line;
            beside.number.clone_from(&number);
            beside.query_hash = super::progress::query_hash(&number, &query_code);
            line.body = beside.over(serde_json::to_value(&event)?)?;
            page.lines.push(line);
            Ok(Some(page))
        })
        .await?;
    if let Written::Before(earlier) = written {
        return filed_before(app, &new.organ, &earlier).await;
    }
    Ok(Filed {
        organ: new.organ.clone(),
        id,
        number,
        query_code,
    })
}

/// The year whose series of numbers runs.
pub(super) fn now_year(app: &App) -> i16 {
    app.clock.today().year()
}

/// The counter of an organ's requests in a year.
pub(crate) fn series(year: i16) -> String {
    format!("request/{year}")
}

/// The 受理编号 that a number of the series makes.
pub(super) fn number_of(organ: &str, year: i16, serial: i64) -> String {
    format!("{organ}-{year}-{serial:04}")
}

/// Seals a file, given as name, type and bytes, under the key of an applicant who is known, and keeps it.
pub(in crate::requests) async fn seal(
    app: &App,
    organ: &str,
    person: &str,
    about: &str,
    (name, media, bytes): (&str, &str, &[u8]),
) -> Result<FileRef> {
    let sealed = store::people::seal_file(&app.store, &app.keys, organ, person, bytes)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(FileRef {
        hash: app.files.put(&sealed).await?,
        name: name.into(),
        media: media.into(),
        size: bytes.len() as u64,
        sealed: true,
        about: about.into(),
        own_name: String::new(),
    })
}

/// A form sent twice: the receipt of the first one again.
async fn filed_before(app: &App, organ: &str, id: &str) -> Result<Filed> {
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Filed {
        organ: organ.to_string(),
        id: id.to_string(),
        number: row.number,
        query_code: query_code(app, id),
    })
}

fn validate(app: &App, new: &NewRequest, filing: &Filing, actor: &str, on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.length("help", &filing.help, 400, "需要的帮助", "The help needed");
    wrong.law(
        against_filing(filing.oral, new.channel, on, app.clock.today()),
        FIELDS,
    );
    for (field, files) in [
        ("proof", &filing.proof),
        ("attachments", &filing.attachments),
    ] {
        let most = app.settings.door.most_files;
        if files.len() > most {
            wrong.add(
                field,
                "form",
                format!("最多附{most}个文件"),
                format!("At most {most} files can be attached"),
            );
        }
    }
    let hand = if actor == APPLICANT {
        Hand::Applicant
    } else {
        Hand::Organ
    };
    form(&mut wrong, new, hand);
    wrong.finish()
}

/// Everything wrong with the form that an applicant fills in himself, at once.
pub fn check(new: &NewRequest) -> Result<()> {
    let mut wrong = Findings::default();
    form(&mut wrong, new, Hand::Applicant);
    wrong.finish()
}

fn form(wrong: &mut Findings, new: &NewRequest, hand: Hand) {
    let entered = Form {
        name: &new.name,
        id_number: &new.id_number,
        phone: &new.phone,
        email: &new.email,
        address: &new.address,
        wanted: &new.wanted,
        form: &new.form,
        delivery: &new.delivery,
    };
    wrong.law(faults(&entered, hand), FIELDS);
    wrong.length("name", &new.name, 60, "姓名或者名称", "A name");
    wrong.length(
        "id_number",
        &new.id_number,
        40,
        "身份证明号码",
        "Proof of identity",
    );
    let wanted = ("所需信息的描述", "A description of the information");
    wrong.length("wanted", &new.wanted, 2000, wanted.0, wanted.1);
    wrong.length(
        "document_number",
        &new.document_number,
        80,
        "文号",
        "The document number",
    );
    wrong.length("address", &new.address, 200, "通信地址", "The address");
    wrong.length("phone", &new.phone, 40, "联系电话", "The telephone");
    wrong.length("email", &new.email, 120, "电子邮箱", "The e-mail address");
    wrong.length("postcode", &new.postcode, 10, "邮政编码", "The postcode");
    if !new.email.trim().is_empty() && !crate::mail::deliverable(new.email.trim()) {
        wrong.add(
            "email",
            "form",
            "电子邮箱格式不正确",
            "This is not an e-mail address",
        );
    }
}

mod hmac_code {
    use crate::{App, accounts::sha256_hex};

    /// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// Fifty bits derived from the installation's key, so that a form sent twice gets the same receipt
    /// although only a hash is stored.
    pub fn query_code(app: &App, id: &str) -> String {
        let derived = app.keys.derive("query-code", id);
        let digest = sha256_hex(&derived);
        digest
            .as_bytes()
            .chunks(2)
            .take(10)
            .map(|pair| {
                let byte =
                    u8::from_str_radix(std::str::from_utf8(pair).unwrap_or("0"), 16).unwrap_or(0);
                char::from(ALPHABET[usize::from(byte % 32)])
            })
            .collect()
    }
}
