//! 要件: which elements of Article 29 a request lacks as it was recorded, until it is corrected.

use law::{
    finding::Finding,
    intake::{Request, missing},
};
use serde_json::Value;
use store::{ledger::Act, requests::Beside};

/// What a request lacks and has not been mended yet; nothing of one whose applicant was erased, or
/// that was taken over from an earlier register.
pub(crate) fn lacking(person: &Value, acts: &[Act]) -> Vec<Finding> {
    let filed = Beside::filed(acts);
    let mended = acts.iter().any(|act| act.kind == "corrected");
    if person.is_null() || filed.imported || mended {
        return Vec::new();
    }
    let said = |name: &str| person[name].as_str().unwrap_or_default().to_string();
    missing(&Request {
        name: said("name"),
        proof: !said("id_number").trim().is_empty()
            || filed.files.iter().any(|file| file.about == "proof"),
        telephone: said("phone"),
        address: said("address"),
        email: said("email"),
        title: said("wanted"),
        document_number: said("document_number"),
        features: String::new(),
        form: filed.form,
        way: filed.delivery,
    })
}
