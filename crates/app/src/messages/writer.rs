//! The writer's side: what comes in, what became of it, and that it did not answer.

use jiff::civil::Date;
use law::{
    item::Gist,
    message::{Event, Outcome, Received as Receipt, Topic},
};
use serde_json::{Value, json};

use super::{load, opinions, settings, stream_of};
use crate::{
    App, Error, FieldError, Result,
    accounts::{new_id, sha256_hex},
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Written},
    requests::query_code,
    throttle::{self, Door},
};

/// A message as it is sent. Neither a name nor an address is asked for: whoever wants to be told gives one.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub organ: String,
    pub topic: Topic,
    /// What it says.
    pub text: String,
    /// Path of the page of this site that it is about, or empty.
    pub page: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Question and answer may be shown to all, without the writer.
    pub agreed: bool,
    /// `zh` or `en`: the language in which the writer is told.
    pub lang: String,
}

/// What the writer takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub organ: String,
    pub id: String,
    /// 编号.
    pub number: String,
    /// 查询码: with the number, opens what became of it.
    pub query_code: String,
    /// Until when a reply is due.
    pub due: Date,
}

/// What the writer is shown with number and query code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The organ that has it now.
    pub organ: String,
    pub number: String,
    pub topic: Topic,
    /// `open`, `drafted`, `replied`, `set_aside` or `grouped`.
    pub status: String,
    pub received_on: Date,
    pub due: Option<Date>,
    pub replied_on: Option<Date>,
    pub outcome: Option<Outcome>,
    /// Why nothing is done about it, or empty.
    pub set_aside: String,
    /// The page that it is about, or empty.
    pub page: String,
    /// Of an opinion whose result is public: where that is.
    pub result: String,
    /// The group of opinions in which it is accounted for there (S-11).
    pub gist: Option<Gist>,
    /// What was written; empty once the writer's data was erased.
    pub text: String,
    /// The replies that were sent, the first first.
    pub replies: Vec<String>,
    /// He may say once that he was not answered.
    pub may_doubt: bool,
}

const LONGEST: usize = 2000;

fn validate(new: &NewMessage) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.text("text", &new.text, LONGEST, "内容", "what you want to say");
    wrong.length("name", &new.name, 60, "称呼", "The name");
    wrong.length("phone", &new.phone, 40, "联系电话", "The telephone");
    wrong.length("email", &new.email, 120, "电子邮箱", "The e-mail address");
    wrong.length("page", &new.page, 300, "页面地址", "The page");
    let email = new.email.trim();
    if !email.is_empty() && !crate::mail::deliverable(email) {
        wrong.add(
            "email",
            "form",
            "电子邮箱的写法不对",
            "This is no e-mail address",
        );
    }
    if !new.page.is_empty() && !crate::plain::is_path(&new.page) {
        wrong.add(
            "page",
            "form",
            "页面地址应是本网站的页面",
            "The page must be one of this site",
        );
    }
    wrong.finish()
}

/// Takes a message in today; an opinion goes to the organ that asks for it, while it does (S-10). The same idempotency key takes it in once.
pub async fn receive(app: &App, new: &NewMessage, key: &str) -> Result<Received> {
    validate(new)?;
    let (new, closes) = &match new.topic {
        Topic::Opinion => {
            let opinions::Draft { organ, until, .. } = opinions::asking(app, &new.page).await?;
            let agreed = false;
            let new = NewMessage {
                organ,
                agreed,
                ..new.clone()
            };
            (new, Some(until))
        }
        _ => (new.clone(), None),
    };
    if store::organs::get(&app.store, &new.organ).await?.is_none() {
        return Err(Error::Invalid(vec![FieldError::new(
            "organ",
            "form",
            "请选择写给哪个机关",
            "Choose the organ you write to",
        )]));
    }
    let data = json!({
        "name": new.name.trim(), "phone": new.phone.trim(), "email": new.email.trim(), "lang": new.lang,
        "text": new.text.trim(), "replies": [],
    });
    let content = json!({"data": data, "topic": new.topic, "page": new.page, "agreed": new.agreed});
    let once = Once::new(app, &new.organ, key, ("message_received", ""), &content)?;
    if let Some(earlier) = once.before(app).await? {
        return receipt(app, &new.organ, &earlier).await;
    }
    let now = app.clock.now();
    let (id, person) = (new_id(now), new_id(now));
    let sealed = store::people::seal_person(&app.keys, &new.organ, &person, "writer", &data)?;
    let on = app.clock.today();
    let code = query_code(app, &id);
    let mut receipt_of = Receipt {
        topic: new.topic,
        number: String::new(),
        person: person.parse().map_err(Error::failed)?,
        query_hash: String::new(),
        page: new.page.clone(),
        agreed: new.agreed,
        closes: *closes,
        from: None,
    };
    let mut page = Page {
        reference: id.clone(),
        people: vec![sealed],
        ..Page::default()
    };
    let stream = stream_of(&id)?;
    let year = on.year();
    let pen = Pen::of(app, &new.organ)
        .once(once)
        .numbered(&new.organ, format!("message/{year}"));
    let written = pen
        .write(|numbers| {
            receipt_of.number = format!("{}-LY-{year}-{:04}", new.organ, numbers.first());
            receipt_of.query_hash = query_hash(&receipt_of.number, &code);
            let event = Event::Received(Box::new(receipt_of));
            page.lines.push(Line {
                organ: new.organ.clone(),
                stream,
                at: At::Version(0),
                kind: event.kind().as_str().into(),
                body: event.body()?,
                on,
                actor: "writer".into(),
            });
            Ok(Some(page))
        })
        .await?;
    match written {
        Written::Before(earlier) => receipt(app, &new.organ, &earlier).await,
        _ => receipt(app, &new.organ, &id).await,
    }
}

async fn receipt(app: &App, organ: &str, id: &str) -> Result<Received> {
    let row = store::messages::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Received {
        organ: organ.into(),
        id: id.into(),
        number: row.number,
        query_code: query_code(app, id),
        due: row.first_due,
    })
}

/// The hash under which a query code is stored.
pub(super) fn query_hash(number: &str, code: &str) -> String {
    sha256_hex(format!("message {number}\n{}", code.trim().to_uppercase()).as_bytes())
}

/// What became of a message, or `NotFound` for a wrong number or code alike.
pub async fn progress(app: &App, number: &str, code: &str, remote: &str) -> Result<Progress> {
    let row = admitted(app, number, code, remote).await?;
    let (_, state, _) = load(app, &row.organ, &row.id).await?;
    let today = app.clock.today();
    let sealed = store::people::open(&app.store, &app.keys, &row.organ, &row.person).await?;
    let sealed = sealed.unwrap_or_default();
    let told = match state.is_opinion() {
        true => opinions::told(app, &row).await?,
        false => None,
    };
    let (result, gist) = told.unwrap_or_default();
    let may_doubt = law::message::doubt(&state, today, &settings(app)).is_none();
    let due = match row.status.as_str() {
        // The account of it is owed until the result is public.
        "grouped" if result.is_empty() => Some(row.first_due),
        _ => row.due,
    };
    Ok(Progress {
        organ: row.organ,
        number: row.number,
        topic: state
            .received
            .as_ref()
            .map_or(Topic::Inquiry, |one| one.topic),
        status: row.status,
        received_on: row.received_on,
        due,
        replied_on: row.replied_on,
        outcome: state.outcome(),
        set_aside: row.set_aside,
        page: row.page,
        result,
        gist,
        text: sealed["text"].as_str().unwrap_or_default().into(),
        replies: sent(&sealed),
        may_doubt,
    })
}

/// The replies that went out.
pub(super) fn sent(sealed: &Value) -> Vec<String> {
    let replies = sealed["replies"].as_array().cloned().unwrap_or_default();
    replies
        .iter()
        .filter_map(|reply| reply.as_str().map(str::to_string))
        .collect()
}

/// The writer says that he was not answered; another person looks at it, and the clock begins again (W-14).
pub async fn doubt(app: &App, number: &str, code: &str, remote: &str, words: &str) -> Result<()> {
    let row = admitted(app, number, code, remote).await?;
    let mut wrong = Findings::default();
    wrong.text(
        "words",
        words,
        1000,
        "哪里没有答复到",
        "what was not answered",
    );
    wrong.finish()?;
    let (_, state, version) = load(app, &row.organ, &row.id).await?;
    let on = app.clock.today();
    if let Some(finding) = law::message::doubt(&state, on, &settings(app)) {
        return Err(Error::Refused(vec![finding]));
    }
    let sealed = store::people::open(&app.store, &app.keys, &row.organ, &row.person).await?;
    let mut page = Page::default();
    if let Some(mut data) = sealed {
        data["doubt"] = json!(words.trim());
        page.resealed.push((row.organ.clone(), row.person, data));
    }
    page.lines.push(Line {
        organ: row.organ.clone(),
        stream: stream_of(&row.id)?,
        at: At::Version(version),
        kind: Event::Doubted.kind().as_str().into(),
        body: Event::Doubted.body()?,
        on,
        actor: "writer".into(),
    });
    Pen::of(app, &row.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

async fn admitted(
    app: &App,
    number: &str,
    code: &str,
    remote: &str,
) -> Result<store::messages::MessageRow> {
    let number = number.trim();
    let door = Door::of(app, &format!("message:{number}"), remote, &throttle::CODE);
    throttle::with_code(app, door, async {
        let row = store::messages::by_number(&app.store, number).await?;
        Ok(row.filter(|row| row.query_hash == query_hash(number, code)))
    })
    .await
}
