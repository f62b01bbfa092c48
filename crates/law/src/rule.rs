//! A rule of the statute book: its ID, the text behind it, and how sure we are of it. Made from `data/rules.tsv`, so that an unknown or
//! an uncited rule does not compile.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Lang;

/// One rule, e.g. `Rule::A_33_3` for, `Rule::F_D15` for F-D15, `Rule::TRAP_8` for trap 8. In the order of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(u16);

/// What a rule rests on (law.md 0.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The text that is cited says it, and was read.
    Read,
    /// No text says it: a choice, which is a setting where it can differ.
    Inferred,
    /// A text is believed to say it, but no copy of it was checked.
    Memory,
}

struct Row {
    id: &'static str,
    title: &'static str,
    citation: &'static str,
    basis: Basis,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Rule {
    /// Every rule, in the order of the list.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u16..).map(Self).take(ROWS.len())
    }

    /// The rule of an ID as people write it.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::all().find(|rule| rule.id() == id)
    }

    fn row(self) -> &'static Row {
        &ROWS[usize::from(self.0)]
    }

    /// The ID as people write it: `A-33.3`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// What it says in short, in the words of `docs/law/rules.md`.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// The text it restates, in Chinese: `政府信息公开条例第三十三条第二款`.
    #[must_use]
    pub fn citation(self) -> Citation {
        Citation(Cow::Borrowed(self.row().citation))
    }

    #[must_use]
    pub fn basis(self) -> Basis {
        self.row().basis
    }

    /// What is said of it wherever it is shown, if it rests on memory (law.md 0.1); `None` for the others.
    #[must_use]
    pub fn caveat(self, lang: Lang) -> Option<&'static str> {
        (self.basis() == Basis::Memory).then(|| {
            lang.pick(
                "凭记忆，未与原文核对",
                "from memory, not checked against a text",
            )
        })
    }

    /// A text behind a finding or a date of this rule, as it is shown: with the caveat where the text is the rule's own and rests on
    /// memory.
    #[must_use]
    pub fn cited(self, citation: &Citation, lang: Lang) -> String {
        match self.caveat(lang) {
            Some(caveat) if *citation == self.citation() => {
                let (open, close) = (lang.pick("（", " ("), lang.pick("）", ")"));
                format!("{citation}{open}{caveat}{close}")
            }
            _ => citation.to_string(),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Read back where a finding comes from another process of this program.
impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::of(&id).ok_or_else(|| de::Error::custom(format!("no rule {id}")))
    }
}

impl PartialEq<str> for Rule {
    fn eq(&self, id: &str) -> bool {
        self.id() == id
    }
}

impl PartialEq<&str> for Rule {
    fn eq(&self, id: &&str) -> bool {
        self.id() == *id
    }
}

/// The text behind a finding or a date. It comes from the rule, or from `law` where the text depends on the day or on the case: nobody
/// else can make one, but for a finding that comes back from another process of this program.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Citation(Cow<'static, str>);

impl Citation {
    /// A text other than the rule's own.
    pub(crate) const fn text(words: &'static str) -> Self {
        Self(Cow::Borrowed(words))
    }

    /// A text that depends on the case.
    pub(crate) const fn made(words: String) -> Self {
        Self(Cow::Owned(words))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<Rule> for Citation {
    fn from(rule: Rule) -> Self {
        rule.citation()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_stand_for_their_rows() {
        assert_eq!(Rule::A_33_3.id(), "A-33.3");
        assert_eq!(Rule::F_D15.id(), "F-D15");
        assert_eq!(Rule::TRAP_44.id(), "trap 44");
        assert_eq!(Rule::of("A-33.3"), Some(Rule::A_33_3));
        assert_eq!(Rule::of("A-33"), None);
        assert!(Rule::all().all(|rule| Rule::of(rule.id()) == Some(rule)));
        assert_eq!(Rule::F_9.basis(), Basis::Memory);
        assert_eq!(
            Rule::A_33_3.citation().as_str(),
            "政府信息公开条例第三十三条第二款、第四条"
        );
        assert!(matches!(Rule::C_1, Rule::C_1));
    }
}
