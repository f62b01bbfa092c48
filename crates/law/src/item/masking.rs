//! 遮盖: personal data in what would become public is shown to people find by find, and taken out of the text by one act.
//! What was taken out stays in the acts of the house. A person may undo it as long as the masked text is not public.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    gates::{Passage, weighed},
    refusal::finding,
    state::State,
};
use crate::{
    finding::Finding,
    personal::{self, Hit, Kind, Weight},
    readings::Digest,
    rule::Rule,
};

/// Personal data, and the passage in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    pub place: String,
    pub hit: Hit,
}

/// What an act of masking took out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masking {
    /// The text before it.
    pub of: Digest,
    pub taken: Vec<Taken>,
    /// Attachments, from 1, that no program could mask: people do, and attach them anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<usize>,
}

/// So many of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub kind: Kind,
    pub count: usize,
}

impl Find {
    /// By what people choose it, as long as the text is the same: place, line and character.
    #[must_use]
    pub fn word(&self) -> String {
        format!("{}:{}:{}", self.place, self.hit.line, self.hit.column)
    }

    /// Whether it keeps the text from the public; otherwise a person decides.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.hit.weight == Weight::Blocks
    }

    /// Whether it has characters that can be taken out: a word such as 监护人 is no number, and goes free once the number beside
    /// it is gone.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        !matches!(self.hit.kind, Kind::Minor | Kind::Health)
    }
}

/// Everything in these passages that keeps them from the public or that a person should look at.
#[must_use]
pub fn finds(passages: &[Passage], today: Date, settings: &personal::Settings) -> Vec<Find> {
    passages
        .iter()
        .flat_map(|passage| {
            weighed(passage, today, settings, "")
                .into_iter()
                .filter(|hit| hit.weight != Weight::Public)
                .map(|hit| Find {
                    place: passage.place.clone(),
                    hit,
                })
        })
        .collect()
}

/// What of the finds goes: all that blocks, and what a person chose besides.
#[must_use]
pub fn chosen(finds: Vec<Find>, also: &[String]) -> Vec<Find> {
    let goes = |find: &Find| find.is_masked() && (find.blocks() || also.contains(&find.word()));
    finds.into_iter().filter(goes).collect()
}

/// Nothing is masked where there is nothing.
#[must_use]
pub fn nothing_to_mask() -> Finding {
    finding(
        Rule::Q_20,
        "mask",
        "没有需要遮盖的个人信息".into(),
        "There is no personal data to mask".into(),
    )
}

/// Why the masking that made the text as it stands may not be undone: there is none, or the public has seen what it made.
#[must_use]
pub fn cannot_be_undone(state: &State) -> Option<Finding> {
    let no = |zh: &str, en: &str| Some(finding(Rule::Q_21, "unmask", zh.into(), en.into()));
    let content = state.content.as_ref();
    if content.is_none_or(|content| content.masking.is_none()) {
        return no(
            "现在的文本不是遮盖得来的，没有可以撤销的遮盖",
            "The text as it stands is not the work of a masking: there is nothing to undo",
        );
    }
    let public = state.public.as_ref().and_then(super::Public::text);
    if public.is_some() && public == state.text() || state.withdrawn.is_some() {
        return no(
            "遮盖后的文本已经公开，不能撤销遮盖",
            "The masked text is public: the masking cannot be undone",
        );
    }
    None
}
