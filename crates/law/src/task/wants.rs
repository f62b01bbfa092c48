//! What counts as done: material that is handed in, or an item that becomes public.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Lang,
    inspection::Column,
    item::{self, Content, kinds},
};

/// What counts as done. Written `material`, `column/head/7`, `kind/explanation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Wants {
    /// 报送材料: handed in with a text, and taken by who gave the task.
    Material,
    /// 在栏目公开: an item becomes public in the column with this code ([`Column`]).
    Column(String),
    /// 公开一种信息: an item of the kind with this code ([`kinds`]) becomes public.
    Kind(String),
}

impl fmt::Display for Wants {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Material => formatter.write_str("material"),
            Self::Column(code) => write!(formatter, "column/{code}"),
            Self::Kind(code) => write!(formatter, "kind/{code}"),
        }
    }
}

impl FromStr for Wants {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('/') {
            None if text == "material" => Ok(Self::Material),
            Some(("column", code)) => Ok(Self::Column(code.into())),
            Some(("kind", code)) => Ok(Self::Kind(code.into())),
            _ => Err(format!("{text} is nothing that a task wants")),
        }
    }
}

impl TryFrom<String> for Wants {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Wants> for String {
    fn from(wants: Wants) -> Self {
        wants.to_string()
    }
}

impl Wants {
    /// Everything that can be wanted: material, each column, each kind.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let columns = Column::all().into_iter();
        let columns = columns.map(|one| Self::Column(one.code.into()));
        let kinds = kinds::all().into_iter();
        let kinds = kinds.map(|one| Self::Kind(one.code.into()));
        [Self::Material]
            .into_iter()
            .chain(columns)
            .chain(kinds)
            .collect()
    }

    /// The column or the kind in words; empty for material, and for a code that this program does not know.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        match self {
            Self::Material => "",
            Self::Column(code) => Column::of(code).map_or("", |one| lang.pick(one.zh, one.en)),
            Self::Kind(code) => kind(code).map_or("", |one| lang.pick(one.zh, one.en)),
        }
    }

    /// Whether the code is of a column or kind that there is.
    pub(super) fn is_known(&self) -> bool {
        *self == Self::Material || !self.name(Lang::Zh).is_empty()
    }

    /// Whether an item with this content is what is wanted.
    #[must_use]
    pub fn met_by(&self, content: &Content) -> bool {
        match self {
            Self::Material => false,
            Self::Column(code) => Column::of(code).is_some_and(|one| match one.head {
                0 => content.column.as_str() == one.code,
                head => content.column == item::Column::Content && content.head == head,
            }),
            Self::Kind(code) => content.item_kind().is_some_and(|one| one.code == code),
        }
    }
}

fn kind(code: &str) -> Option<kinds::ItemKind> {
    kinds::all().into_iter().find(|one| one.code == code)
}

/// The day on which this act brings something new before the public, if it does: a publication, or a change by which the text says another
/// thing. What was taken over from an older site was published there, and a corrected word is nothing new.
#[must_use]
pub fn made_public(event: &item::Event) -> Option<Date> {
    let item::Event::Published(publication) = event else {
        return None;
    };
    let new = publication.change.as_ref().is_none_or(|one| one.major);
    (new && !publication.imported).then_some(publication.published_on)
}
