//! The body of a request's act: the event of `law`, and what stands beside it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Result, files::FileRef, ledger::Act};

/// What stands in an act of a request beside its event: which of these is for its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// 受理编号, of a request that is submitted; or the number of a letter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Id of the sealed person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub query_hash: String,
    /// Form wanted: `paper`, `electronic`, `inspect`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// Way of getting it: `email`, `post`, `pickup`, `online`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub delivery: String,
    /// Taken over from an earlier register.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// Told by word of mouth (A-29.1).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub oral: bool,
    /// What help the applicant needs (A-43).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Number of the request that was answered together with this one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub joint: String,
    /// Id of the letter that this is a part of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub split_from: String,
    /// A word to the applicant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why it was done although the law's order was against it (A-30.5).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub despite: String,
    /// Hash of the file that was looked at.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

impl Beside {
    /// What the first act of a request says beside its event: how it was filed. Empty where that act cannot be read, which
    /// `verify` names.
    #[must_use]
    pub fn filed(acts: &[Act]) -> Self {
        let first = acts.first();
        first.and_then(|act| act.body().ok()).unwrap_or_default()
    }

    /// The whole body: an event as it is written, with this beside it.
    ///
    /// # Errors
    /// None in practice: everything in it has a JSON form.
    pub fn over(&self, mut event: Value) -> Result<Value> {
        let beside = serde_json::to_value(self)?;
        if let (Some(all), Value::Object(more)) = (event.as_object_mut(), beside) {
            all.extend(more);
        }
        Ok(event)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_there_is_not_written() {
        let event = json!({"kind": "confirmed", "on": "2026-03-02"});
        assert_eq!(Beside::default().over(event.clone()).unwrap(), event);
        let beside = Beside {
            number: "A-2026-0001".into(),
            oral: true,
            ..Beside::default()
        };
        let body = beside.over(event).unwrap();
        let text = r#"{"kind":"confirmed","number":"A-2026-0001","on":"2026-03-02","oral":true}"#;
        assert_eq!(
            body.to_string(),
            text,
            "sorted, as every body in the ledger"
        );
        assert_eq!(serde_json::from_value::<Beside>(body).unwrap(), beside);
    }
}
