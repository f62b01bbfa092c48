//! The way of one mail from job to mail server.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{
    jobs::{Job, NewJob},
    mails::MailRow,
};

use super::{
    text::{self, TEMPLATES},
    transport::{self, Undelivered},
};
use crate::{App, Result, jobs::Ran, pen::Task};

/// Who is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient<'a> {
    /// A member of staff, by id.
    Staff(&'a str),
    /// A sealed person, by id.
    Person(&'a str),
    /// The organ itself, at the address it makes public.
    Organ,
    /// Who keeps checkpoints of the ledger, outside of this installation (`log.mail`).
    Keeper,
}

/// The body of a job of kind `mail`.
#[derive(Debug, Deserialize, Serialize)]
struct Order {
    #[serde(default)]
    to_staff: String,
    #[serde(default)]
    to_person: String,
    #[serde(default)]
    to_organ: bool,
    #[serde(default)]
    to_keeper: bool,
    template: String,
    /// Id of the request, where the mail is about one.
    #[serde(default)]
    request: String,
    /// What fills the template; no personal data.
    #[serde(default)]
    detail: Value,
}

/// A mail to be written: to whom, from which template, with what in it.
#[derive(Debug, Clone)]
pub struct Mail<'a> {
    pub organ: &'a str,
    pub to: Recipient<'a>,
    pub template: &'a str,
    /// Id of the request that it is about; empty where it is about none.
    pub request: &'a str,
    /// What fills the template; no personal data.
    pub detail: Value,
}

impl Mail<'_> {
    fn order(&self) -> Value {
        let (to_staff, to_person) = match self.to {
            Recipient::Staff(id) => (id, ""),
            Recipient::Person(id) => ("", id),
            Recipient::Organ | Recipient::Keeper => ("", ""),
        };
        json!({
            "to_staff": to_staff, "to_person": to_person, "to_organ": self.to == Recipient::Organ,
            "to_keeper": self.to == Recipient::Keeper, "template": self.template, "request": self.request, "detail": self.detail,
        })
    }

    /// A task of the pen. `unique` makes a second one superfluous while the first waits.
    pub(crate) fn task(&self, unique: String) -> Task {
        Task {
            organ: self.organ.into(),
            kind: KIND,
            body: self.order(),
            unique,
            at: None,
        }
    }

    /// Leaves it in the transaction that made it necessary. `key` makes a second one superfluous while the first waits.
    pub async fn enqueue(
        &self,
        tx: &mut store::Tx,
        now: Timestamp,
        key: Option<&str>,
    ) -> Result<()> {
        let new = NewJob {
            id: &crate::accounts::new_id(now),
            organ: self.organ,
            kind: KIND,
            body: &self.order(),
            run_at: now,
            unique_key: key,
        };
        store::jobs::enqueue(tx, &new).await?;
        Ok(())
    }
}

/// The kind of job that sends a mail.
const KIND: &str = "mail";

/// The Message-ID of a job's mail: the same however often it is sent.
#[must_use]
pub fn message_id(app: &App, job: &str) -> String {
    format!("<{job}@{}>", app.settings.site_domain)
}

/// Sends the mail of a job, once if nothing dies half way (see the module's head).
pub async fn deliver(app: &App, job: &Job) -> Result<Ran> {
    let order: Order = match serde_json::from_str(&job.body) {
        Ok(order) => order,
        Err(error) => return Ok(Ran::Hopeless(format!("no mail order: {error}"))),
    };
    if !TEMPLATES.contains(&order.template.as_str()) {
        return Ok(Ran::Hopeless(format!(
            "unknown template {}",
            order.template
        )));
    }
    let about = match crate::requests::stream_of(&order.request) {
        _ if order.request.is_empty() => String::new(),
        Ok(stream) => stream.to_string(),
        Err(_) => return Ok(Ran::Hopeless(format!("no request {}", order.request))),
    };
    let mut row = MailRow {
        organ: job.organ.clone(),
        job: job.id.clone(),
        template: order.template.clone(),
        about,
        message_id: message_id(app, &job.id),
        state: "handing".into(),
        at: String::new(),
    };
    let before = store::mails::get(&app.store, &job.organ, &job.id).await?;
    if before.is_some_and(|mail| mail.state == "handed") {
        return Ok(Ran::Done);
    }
    let Some((address, lang)) = address(app, &job.organ, &order).await? else {
        return skipped(app, row).await;
    };
    if !app.settings.mail.on() {
        return skipped(app, row).await;
    }
    let Some(letter) = text::fill(
        app,
        &job.organ,
        &order.template,
        &order.request,
        &order.detail,
        lang,
    )
    .await?
    else {
        return Ok(Ran::Hopeless(
            "the request of this mail does not exist".into(),
        ));
    };
    note(app, &row).await?;
    match transport::send(&app.settings.mail, &address, &row.message_id, &letter).await {
        Ok(()) => {
            row.state = "handed".into();
            note(app, &row).await?;
            Ok(Ran::Done)
        }
        Err(Undelivered::Never(why)) => Ok(Ran::Hopeless(why)),
        Err(Undelivered::NotNow(why)) => Ok(Ran::Later(why)),
    }
}

async fn skipped(app: &App, mut row: MailRow) -> Result<Ran> {
    row.state = "skipped".into();
    note(app, &row).await?;
    Ok(Ran::Done)
}

async fn note(app: &App, row: &MailRow) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::mails::note(&mut tx, row, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// The address and language of whom the mail is for; `None` where there is no address (any more).
async fn address(app: &App, organ: &str, order: &Order) -> Result<Option<(String, law::Lang)>> {
    let lang = |word: &str| word.parse().unwrap_or_default();
    let found = if order.to_keeper {
        Some((app.settings.log.mail.clone(), law::Lang::Zh))
    } else if order.to_organ {
        let form = crate::organs::get(app, organ).await?;
        Some((form.email, law::Lang::Zh))
    } else if order.to_staff.is_empty() {
        store::people::open(&app.store, &app.keys, organ, &order.to_person)
            .await?
            .map(|person| {
                let field = |name: &str| person[name].as_str().unwrap_or_default().to_string();
                (field("email"), lang(&field("lang")))
            })
    } else {
        staff_anywhere(app, organ, &order.to_staff)
            .await?
            .filter(|row| !row.disabled)
            .map(|row| (row.mail, lang(&row.lang)))
    };
    Ok(found.filter(|(address, _)| !address.is_empty()))
}

/// A member of staff of the organ, or of the organ above it, where the supervisor sits.
async fn staff_anywhere(
    app: &App,
    organ: &str,
    id: &str,
) -> Result<Option<store::staff::StaffRow>> {
    if let Some(row) = store::staff::get(&app.store, organ, id).await? {
        return Ok(Some(row));
    }
    let parent = store::organs::get(&app.store, organ)
        .await?
        .map(|organ| organ.parent)
        .unwrap_or_default();
    Ok(store::staff::get(&app.store, &parent, id).await?)
}
