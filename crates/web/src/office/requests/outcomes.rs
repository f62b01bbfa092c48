//! The outcome codes of law.md 1.9 by plain name, grouped as 表三 groups them, with basis and remedy.

use law::{outcome::Code, remedy::Remedy};

use crate::{
    kit::field::{Choice, ChoiceGroup},
    office::desk::Desk,
};

/// The six groups of results in 表三: prefix of the row keys, key of the plain name.
const GROUPS: [(&str, &str); 6] = [
    ("三、（一）", "open"),
    ("三、（二）", "part"),
    ("三、（三）", "withheld"),
    ("三、（四）", "unable"),
    ("三、（五）", "unhandled"),
    ("三、（六）", "other"),
];

/// Outcomes that an answer can have; lapses have an act of their own.
#[must_use]
pub fn of_answers(d: &Desk) -> Vec<ChoiceGroup> {
    groups(d, |code| !code.lapse())
}

/// Grounds for the withheld part of an answer.
#[must_use]
pub fn of_grounds(d: &Desk) -> Vec<Choice> {
    let withheld = |code: &Code| code.as_str().starts_with("NO-");
    Code::ALL
        .into_iter()
        .filter(withheld)
        .map(|code| choice(d, code))
        .collect()
}

/// The two ways a request lapses.
#[must_use]
pub fn of_lapses(d: &Desk) -> Vec<Choice> {
    Code::ALL
        .into_iter()
        .filter(|code| code.lapse())
        .map(|code| choice(d, code))
        .collect()
}

fn groups(d: &Desk, wanted: impl Fn(Code) -> bool) -> Vec<ChoiceGroup> {
    GROUPS
        .iter()
        .map(|(prefix, word)| ChoiceGroup {
            title: d.t(&format!("requests.outcomes.{word}")),
            choices: Code::ALL
                .into_iter()
                .filter(|code| wanted(*code) && code.row().key().starts_with(prefix))
                .map(|code| choice(d, code))
                .collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

fn choice(d: &Desk, code: Code) -> Choice {
    let basis = if code.basis().is_empty() {
        String::new()
    } else {
        d.tn("requests.outcomes.basis", "basis", code.basis())
    };
    let remedy = match code.remedy(d.today, None) {
        Some(Remedy::Review) => d.t("requests.remedy.review"),
        Some(Remedy::NoSuit) => d.t("requests.remedy.no_suit"),
        Some(Remedy::Free) => d.t("requests.remedy.free"),
        _ => String::new(),
    };
    let parts: Vec<String> = [basis, remedy]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Choice {
        value: code.as_str().into(),
        label: d.lang.pick(code.zh(), code.en()).into(),
        hint: parts.join(d.lang.pick("；", "; ")),
        chosen: false,
    }
}
