//! 通知: a word by mail to an applicant who gave an address, when something happened that concerns him.

use law::case::Kind;
use serde_json::json;

use crate::{App, Result, pen::Task};

/// The acts that the applicant is told of; the name of the mail's text.
pub(super) fn template(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Confirmed => "confirmed",
        Kind::CorrectionNoticed => "correction_noticed",
        Kind::ReasonsAsked => "reasons_asked",
        Kind::ThirdPartyAsked | Kind::OrganAsked => "others_asked",
        Kind::Extended => "extended",
        Kind::FeeNoticed => "fee_noticed",
        Kind::Answered => "answered",
        Kind::Lapsed => "lapsed",
        _ => return None,
    })
}

/// Whether a person gave an address for mail.
pub(super) async fn has_mail(app: &App, organ: &str, person: &str) -> Result<bool> {
    let sealed = store::people::open(&app.store, &app.keys, organ, person).await?;
    Ok(sealed.is_some_and(|data| !data["email"].as_str().unwrap_or_default().is_empty()))
}

/// The job to be left with the act that made it necessary; the act's version makes it one of its kind.
pub(super) fn task(organ: &str, request: &str, person: &str, template: &str, version: i64) -> Task {
    Task {
        organ: organ.into(),
        kind: "mail",
        body: json!({"to_person": person, "template": template, "request": request}),
        unique: format!("mail/{request}/{version}"),
        at: None,
    }
}
