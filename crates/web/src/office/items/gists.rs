//! The groups of opinions on the form of a result: what each says and how many say it is given, what became of it is entered.

use law::item::{Gist, Taken};

use crate::{
    kit::{field::Field, form::Form},
    office::desk::Desk,
};

/// The most that one form is read for.
const MOST: usize = 300;

/// One group on the form.
pub struct GistRow {
    pub number: usize,
    pub text: String,
    pub opinions: String,
    /// What is given, and travels with the form: `gist-1-text`, `gist-1-opinions`.
    pub kept: Vec<(String, String)>,
    pub fields: Vec<Field>,
}

fn name(number: usize, part: &str) -> String {
    format!("gist-{number}-{part}")
}

/// Puts groups on a form.
pub fn put(form: Form, gists: &[Gist]) -> Form {
    (1..).zip(gists).fold(form, |form, (number, gist)| {
        form.with(&name(number, "text"), &gist.text)
            .with(&name(number, "opinions"), &gist.opinions.to_string())
            .with(
                &name(number, "outcome"),
                gist.outcome.map_or("", Taken::code),
            )
            .with(&name(number, "reason"), &gist.reason)
    })
}

/// The groups that a form holds.
pub fn read(form: &Form) -> Vec<Gist> {
    (1..=MOST)
        .map(|number| (number, form.text(&name(number, "text"))))
        .take_while(|(_, text)| !text.is_empty())
        .map(|(number, text)| Gist {
            text: text.into(),
            outcome: Taken::of(form.text(&name(number, "outcome"))),
            reason: form.raw(&name(number, "reason")),
            opinions: form.text(&name(number, "opinions")).parse().unwrap_or(0),
        })
        .collect()
}

/// The same as rows of the page.
pub fn rows(d: &Desk, form: &Form) -> Vec<GistRow> {
    let blank = (String::new(), d.t("items.gist.choose"));
    let outcomes = || {
        let known = Taken::ALL.map(|one| {
            let label = d.t(&format!("items.taken.{}", one.code()));
            (one.code().to_string(), label)
        });
        std::iter::once(blank.clone()).chain(known).collect()
    };
    (1..)
        .zip(read(form))
        .map(|(number, gist)| {
            let (outcome, reason) = (name(number, "outcome"), name(number, "reason"));
            let fields = vec![
                Field::new("select", &outcome, &d.t("items.gist.outcome")).choices(outcomes()),
                Field::new("textarea", &reason, &d.t("items.gist.reason"))
                    .rows(2)
                    .hint(&d.t("items.gist.reason_hint")),
            ];
            let kept = ["text", "opinions"].map(|part| {
                let name = name(number, part);
                let value = form.text(&name).to_string();
                (name, value)
            });
            GistRow {
                number,
                opinions: d.tn("items.gist.opinions", "n", gist.opinions),
                text: gist.text,
                kept: kept.to_vec(),
                fields: fields.into_iter().map(|field| field.filled(form)).collect(),
            }
        })
        .collect()
}
