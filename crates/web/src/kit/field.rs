//! One field of a form as a template shows it.

use app::FieldError;
use law::{Lang, rule::Rule};

use super::form::Form;

/// A choice of a select, a radio group or tick boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

/// A named group of choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceGroup {
    pub title: String,
    pub choices: Vec<Choice>,
}

impl ChoiceGroup {
    #[must_use]
    pub fn open(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// `text`, `password`, `date`, `number`, `textarea`, `select`, `radio`, `check`, `groups` or `file`.
    pub kind: &'static str,
    pub name: String,
    /// Unique on the page.
    pub id: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub required: bool,
    /// Part of a filter, where "optional" goes without saying.
    pub free: bool,
    pub choices: Vec<Choice>,
    pub groups: Vec<ChoiceGroup>,
    pub errors: Vec<String>,
    pub autocomplete: &'static str,
    pub rows: usize,
    /// The outcomes that ask for it, divided by spaces; empty where all do.
    pub only: String,
}

impl Field {
    /// Whether a browser can see that nothing was chosen of a select: only where the first choice is blank.
    #[must_use]
    pub fn must_choose(&self) -> bool {
        self.required
            && self
                .choices
                .first()
                .is_some_and(|choice| choice.value.is_empty())
    }

    #[must_use]
    pub fn new(kind: &'static str, name: &str, label: &str) -> Self {
        Self {
            kind,
            name: name.into(),
            id: name.into(),
            label: label.into(),
            rows: 4,
            ..Self::default()
        }
    }

    /// Prefixes the id, for pages with several forms.
    #[must_use]
    pub fn within(mut self, form: &str) -> Self {
        self.id = format!("{form}-{}", self.name);
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A filter: neither asked for nor marked as optional.
    #[must_use]
    pub fn free(mut self) -> Self {
        self.free = true;
        self
    }

    #[must_use]
    pub fn only(mut self, outcomes: &[&str]) -> Self {
        self.only = outcomes.join(" ");
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, value: &'static str) -> Self {
        self.autocomplete = value;
        self
    }

    #[must_use]
    pub fn choices(mut self, choices: Vec<(String, String)>) -> Self {
        self.choices = choices
            .into_iter()
            .map(|(value, label)| Choice {
                value,
                label,
                ..Choice::default()
            })
            .collect();
        self
    }

    #[must_use]
    pub fn groups(mut self, groups: Vec<ChoiceGroup>) -> Self {
        self.groups = groups;
        self
    }

    /// Fills in what was typed or what is on record.
    #[must_use]
    pub fn filled(mut self, form: &Form) -> Self {
        if self.kind != "password" {
            self.value = form.raw(&self.name);
        }
        let chosen = form.all(&self.name);
        let groups = self
            .groups
            .iter_mut()
            .flat_map(|group| group.choices.iter_mut());
        for choice in self.choices.iter_mut().chain(groups) {
            choice.chosen = chosen.contains(&choice.value);
        }
        self
    }

    /// Puts the errors that name this field beside it.
    #[must_use]
    pub fn checked(mut self, wrong: &[FieldError], lang: Lang) -> Self {
        self.errors = wrong
            .iter()
            .filter(|error| error.field == self.name)
            .map(|error| {
                let said = lang.pick(&error.zh, &error.en);
                // What the form asks and no rule does names none.
                match Rule::of(error.rule) {
                    Some(rule) => format!("{said} ({})", rule.id()),
                    None => said.to_string(),
                }
            })
            .collect();
        self
    }

    /// Ids that describe the input to a screen reader.
    #[must_use]
    pub fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if !self.errors.is_empty() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }
}
