//! Who is told of an act of a chase, on the desk and by mail; written with the act.

use jiff::civil::Date;
use law::chase::Kind;
use serde_json::json;
use store::chases::ChaseRow;

use crate::{
    App, Result, Role,
    mail::{Mail, Recipient},
    notices::{self, Holder},
    pen::Page,
};

/// Whoever works on it in the organ that is chased.
const BELOW: &[Role] = &[Role::Clerk, Role::DisclosureHead];
/// Whoever orders.
const ABOVE: &[Role] = &[Role::Supervisor];

/// What a notice of a chase points to.
pub(super) fn about(row: &ChaseRow) -> String {
    format!("chase/{}/{}", row.organ, row.id)
}

/// Whom an act concerns: looked up before the transaction begins.
pub(super) struct Audience {
    kind: Kind,
    holders: Vec<Holder>,
    organ_name: String,
}

/// The people of both organs who are to know of this act.
pub(super) async fn audience(
    app: &App,
    (organ, above): (&str, &str),
    kind: Kind,
) -> Result<Audience> {
    let desks: &[(&str, &[Role])] = match kind {
        // Its receipt is seen on the page; nobody has to be told.
        Kind::Received => &[],
        Kind::Answered | Kind::TimeAsked => &[(above, ABOVE)],
        Kind::Escalated => &[
            (above, &[Role::Leader, Role::Supervisor]),
            (organ, &[Role::Leader, Role::DisclosureHead]),
        ],
        Kind::Ordered
        | Kind::TimeRefused
        | Kind::Extended
        | Kind::Returned
        | Kind::Accepted
        | Kind::Withdrawn => &[(organ, BELOW)],
    };
    let mut holders = Vec::new();
    for (desk, roles) in desks {
        holders.extend(notices::holders(app, desk, roles).await?);
    }
    let row = store::organs::get(&app.store, organ).await?;
    Ok(Audience {
        kind,
        holders,
        organ_name: row.map_or_else(|| organ.to_string(), |row| row.name),
    })
}

impl Audience {
    /// Adds a notice for each of them to the page, and a mail where mail is set up. `said` is what was written.
    pub fn tell(
        &self,
        app: &App,
        page: &mut Page,
        row: &ChaseRow,
        (due, said): (Option<Date>, &str),
    ) {
        let word = self.kind.word();
        let text_key = format!("chase.{word}");
        let detail = json!({
            "organ_name": self.organ_name, "name": row.zh, "name_en": row.en, "number": row.number,
            "due": due, "said": said.trim(), "text_key": text_key,
        });
        let step = match self.kind {
            Kind::Escalated => "late/0",
            Kind::Ordered | Kind::Returned | Kind::Answered | Kind::TimeAsked => "chase/0",
            _ => "told/0",
        };
        let about = about(row);
        let key = (text_key.as_str(), about.as_str(), &detail);
        page.notices
            .extend(notices::rows(app, &self.holders, step, key));
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
            let once = format!("mail/{about}/{}/{word}/{}", row.version, one.staff);
            page.tasks.push(mail.task(once));
        }
    }
}
