//! What an act says, of whatever kind it is: for pages and papers that show a stream from beginning to end. What decides something
//! reads the stream's own type by [`Act::body`].

use law::handling::Part;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{files::FileRef, ledger::Act};

/// The body of an act as particulars by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Whole(Map<String, Value>),
    /// The act cannot be read; `verify` names it.
    Damaged,
}

impl Act {
    #[must_use]
    pub fn told(&self) -> Told {
        self.body().map_or(Told::Damaged, Told::Whole)
    }
}

impl Told {
    /// A particular, where the act has it and it is not null.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Whole(fields) => fields.get(name).filter(|value| !value.is_null()),
            Self::Damaged => None,
        }
    }

    /// A text that is not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A text as one of the law's own words.
    #[must_use]
    pub fn word<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_value(self.get(name)?.clone()).ok()
    }

    #[must_use]
    pub fn count(&self, name: &str) -> Option<u64> {
        self.get(name)?.as_u64()
    }

    #[must_use]
    pub fn yes(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// The files that it names, in their order.
    #[must_use]
    pub fn files(&self) -> Vec<FileRef> {
        self.word("files").unwrap_or_default()
    }

    /// The parts that a letter was split into; empty for any other act.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        self.word("parts").unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_there() {
        let told = |text: &str| serde_json::from_str(text).map_or(Told::Damaged, Told::Whole);
        let one = told(r#"{"note": "", "why": "核对", "days": 20, "code": "NONE", "due": null}"#);
        assert_eq!((one.text("note"), one.text("why")), (None, Some("核对")));
        assert_eq!((one.count("days"), one.get("due")), (Some(20), None));
        assert_eq!(one.word("code"), Some(law::outcome::Code::None));
        assert!(one.files().is_empty() && one.parts().is_empty());
        assert_eq!(told("[1]"), Told::Damaged);
        assert_eq!(told("[1]").get("note"), None);
    }
}
