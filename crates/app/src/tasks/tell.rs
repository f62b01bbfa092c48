//! Who is told of an act of a task, on the desk and by mail; written with the act.

use jiff::civil::Date;
use law::task::Kind;
use serde_json::json;
use store::organs::OrganRow;

use super::{about, short};
use crate::{
    App, Result, Role,
    mail::{Mail, Recipient},
    notices::{self, Holder},
    pen::Page,
};

/// Whoever works on it in the organ that has it.
const BELOW: &[Role] = &[Role::Clerk, Role::DisclosureHead];
/// Whoever gave it.
const ABOVE: &[Role] = &[Role::Supervisor];

/// Whom an act concerns: looked up before the transaction begins.
pub(super) struct Audience {
    kind: Kind,
    holders: Vec<Holder>,
    organ_name: String,
}

/// What is told.
pub(super) struct Told<'a> {
    pub organ: &'a str,
    pub id: &'a str,
    pub words: &'a str,
    /// The version before the act.
    pub version: i64,
    pub due: Date,
    /// What was written.
    pub said: &'a str,
}

/// The people of the organ, or of the one above, who are to know of this act.
pub(super) async fn audience(
    app: &App,
    (organ, above): (&OrganRow, &str),
    kind: Kind,
) -> Result<Audience> {
    let (desk, roles) = match kind {
        Kind::HandedIn => (above, ABOVE),
        _ => (organ.code.as_str(), BELOW),
    };
    Ok(Audience {
        kind,
        holders: notices::holders(app, desk, roles).await?,
        organ_name: organ.name.clone(),
    })
}

impl Audience {
    /// Adds a notice for each of them to the page, and a mail where mail is set up.
    pub fn tell(&self, app: &App, page: &mut Page, told: Told<'_>) {
        let word = self.kind.word();
        let text_key = format!("task.{word}");
        let name = short(told.words);
        let detail = json!({
            "organ_name": self.organ_name, "name": name, "number": name, "due": told.due,
            "said": told.said.trim(), "text_key": text_key,
        });
        let about = about(told.organ, told.id);
        let key = (text_key.as_str(), about.as_str(), &detail);
        page.notices
            .extend(notices::rows(app, &self.holders, "told/0", key));
        if !app.settings.mail.on() {
            return;
        }
        for one in self.holders.iter().filter(|one| one.mail) {
            let mail = Mail {
                organ: &one.organ,
                to: Recipient::Staff(&one.staff),
                template: "reminder",
                request: "",
                detail: detail.clone(),
            };
            let once = format!("mail/{about}/{}/{word}/{}", told.version, one.staff);
            page.tasks.push(mail.task(once));
        }
    }
}
