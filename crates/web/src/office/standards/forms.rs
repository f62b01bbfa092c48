//! The forms of a catalogue and of a line, each for whoever may send it.

use crate::{
    kit::{field::Field, form::Form},
    office::{desk::Desk, tried::Tried},
};

/// A form with its address and its word.
pub struct ActForm {
    pub act: &'static str,
    pub title: String,
    pub lead: String,
    pub action: String,
    pub fields: Vec<Field>,
    pub button: String,
    pub open: bool,
}

impl Tried {
    /// A form with what was typed, or empty; `words` are its title, its explanation and its button.
    pub fn form(
        &self,
        d: &Desk,
        act: &'static str,
        action: String,
        words: (&str, &str, &str),
        fields: Vec<Field>,
    ) -> ActForm {
        let again = self.act == act;
        let wrong = if again { self.wrong.as_slice() } else { &[] };
        let empty = Form::default();
        let typed = if again { &self.typed } else { &empty };
        let word = |key: &str| match key {
            "" => String::new(),
            key => d.t(&format!("standards.{key}")),
        };
        ActForm {
            act,
            title: word(words.0),
            lead: word(words.1),
            action,
            fields: fields
                .into_iter()
                .map(|field| field.within(act).filled(typed).checked(wrong, d.lang))
                .collect(),
            button: word(words.2),
            open: again,
        }
    }
}
