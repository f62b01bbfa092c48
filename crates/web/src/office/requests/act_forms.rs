//! The forms of the acts that the law allows now, each with just its fields.

use std::str::FromStr;

use app::FieldError;
use law::{
    case::{Act as LawAct, Kind},
    fields::{self, Input},
    finding::Finding,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use store::ledger::Act;

use super::outcomes;
use crate::{
    kit::{
        entry,
        field::{ChoiceGroup, Field},
    },
    office::{desk::Desk, posted::Form, problem::Notice},
};

/// The form of one act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActForm {
    /// Last part of the address it is posted to: `acts` or `handling`.
    pub action: &'static str,
    pub kind: String,
    pub title: String,
    pub lead: String,
    pub submit: String,
    pub open: bool,
    pub notice: Option<Notice>,
    pub fields: Vec<Field>,
    /// What the form says and nobody types.
    pub fixed: Vec<(String, String)>,
}

/// Acts whose document goes to the applicant: a word and files may go with them.
const TO_APPLICANT: [&str; 6] = [
    "correction_noticed",
    "reasons_asked",
    "extended",
    "fee_noticed",
    "answered",
    "lapsed",
];

/// The form of an act, with what was typed before and what was wrong with it. `against`: what the head sets aside with a reason.
#[must_use]
pub fn form(
    d: &Desk,
    kind: Kind,
    acts: &[Act],
    typed: Option<&Form>,
    wrong: &[FieldError],
    against: Option<&Finding>,
) -> ActForm {
    let mut all: Vec<Field> = fields::of_act(kind)
        .iter()
        .map(|field| shape(d, kind, field, acts))
        .collect();
    if TO_APPLICANT.contains(&kind.as_str()) {
        all.push(
            Field::new("textarea", "note", &d.t("requests.field.note"))
                .hint(&d.t("requests.hint.note")),
        );
        all.push(
            Field::new("file", "files", &d.t("requests.field.files")).hint(&d.t(
                if typed.is_some() {
                    "requests.hint.files_again"
                } else {
                    "requests.hint.files"
                },
            )),
        );
    }
    if let Some(against) = against {
        let said = format!("{} [{}]", against.message(d.lang), against.id);
        all.push(
            Field::new("textarea", "despite", &d.t("requests.field.despite"))
                .hint(&said)
                .required(),
        );
    }
    let start = defaults(d, kind, acts);
    ActForm::of(d, ("acts", kind.as_str()), all, typed, &start, wrong)
}

impl ActForm {
    /// The form of an act of the statute or of the house: `start` is what a fresh one begins with.
    pub(super) fn of(
        d: &Desk,
        (action, word): (&'static str, &str),
        fields: Vec<Field>,
        typed: Option<&Form>,
        start: &Form,
        wrong: &[FieldError],
    ) -> Self {
        let prefix = format!("act-{word}");
        let filled = typed.unwrap_or(start);
        let title = d.t(&format!("requests.do.{word}"));
        Self {
            action,
            kind: word.into(),
            lead: d.t(&format!("requests.lead.{word}")),
            submit: d.t(&format!("requests.button.{word}")),
            title,
            open: typed.is_some(),
            notice: None,
            fixed: Vec::new(),
            fields: fields
                .into_iter()
                .map(|field| field.within(&prefix).filled(filled).checked(wrong, d.lang))
                .collect(),
        }
    }
}

/// The kind of act that a form names, of the statute or of the house.
pub(super) fn kind<T: FromStr>(form: &Form) -> app::Result<T> {
    let named = form.text(fields::KIND.name).parse();
    named.map_err(|_| app::Error::at(&fields::KIND, "没有这种办理动作", "There is no such act"))
}

/// What a form of an act says becomes the act, or it is not complete.
pub(super) fn event<T: DeserializeOwned>(
    kind: &str,
    mut said: Map<String, Value>,
) -> Result<T, Vec<FieldError>> {
    said.insert("kind".into(), json!(kind));
    serde_json::from_value(Value::Object(said)).map_err(|error| {
        vec![FieldError::at(
            &fields::KIND,
            format!("这一办理动作填写不完整：{error}"),
            format!("This act is not complete: {error}"),
        )]
    })
}

/// Required where the act needs it, and explained where the catalogue holds a sentence under `hint`.
pub(super) fn explained(d: &Desk, shown: Field, required: bool, hint: &str) -> Field {
    let shown = if required { shown.required() } else { shown };
    match d.known(hint) {
        Some(hint) => shown.hint(hint),
        None => shown,
    }
}

/// The inputs that look alike in acts of the statute and of the house.
pub(super) fn alike(d: &Desk, input: Input, name: &'static str, label: &str) -> Option<Field> {
    Some(match input {
        Input::Date => Field::new("date", name, label),
        Input::Code => Field::new("groups", name, label).groups(outcomes::of_answers(d)),
        Input::Grounds => Field::new("checkgroups", name, label).groups(vec![ChoiceGroup {
            title: d.t("requests.outcomes.grounds"),
            choices: outcomes::of_grounds(d),
        }]),
        Input::How => Field::new("radio", name, label)
            .choices(d.named("requests.how", &["handed", "posted", "electronic"])),
        _ => return None,
    })
}

/// Reads an act from a form, or says everything that is wrong with it at once.
pub fn read(kind: Kind, form: &Form) -> Result<LawAct, Vec<FieldError>> {
    let mut said = entry::read(fields::of_act(kind), form)?;
    if let (Some(a), Some(b)) = (form.date("consented"), form.date("noticed")) {
        // The extension stands once both consent and notice are there.
        said.insert("on".into(), json!(a.max(b)));
    }
    event(kind.as_str(), said)
}

fn shape(d: &Desk, kind: Kind, field: &fields::Field, acts: &[Act]) -> Field {
    let word = kind.as_str();
    let label = match field.name {
        "on" => d.t(&format!("requests.on.{word}")),
        "days" => d.t(&format!("requests.days.{word}")),
        "code" => d.t(&format!("requests.code.{word}")),
        "reached" => d.t(&format!("requests.reached.{word}")),
        name => d.t(&format!("requests.field.{name}")),
    };
    let shown = match field.input {
        Input::Days(_) => Field::new("number", field.name, &label),
        Input::Yuan => Field::new("text", field.name, &label),
        Input::YesNo => {
            let section = match field.name {
                "consents" => "requests.consents",
                _ => "requests.reasonable",
            };
            Field::new("radio", field.name, &label).choices(d.named(section, &["yes", "no"]))
        }
        Input::Party => {
            let parties = parties(word, acts);
            if word.ends_with("_asked") || parties.is_empty() {
                Field::new("text", field.name, &label)
            } else {
                let choices = parties
                    .into_iter()
                    .map(|party| (party.clone(), party))
                    .collect();
                Field::new("select", field.name, &label).choices(choices)
            }
        }
        Input::Lapse => {
            let mut shown = Field::new("radio", field.name, &label);
            shown.choices = outcomes::of_lapses(d);
            shown
        }
        Input::How => {
            let mut shown = alike(d, field.input, field.name, &label).unwrap_or_default();
            for choice in &mut shown.choices {
                choice.hint = d.t(&format!("requests.how.{}_hint", choice.value));
            }
            shown
        }
        input => alike(d, input, field.name, &label)
            .unwrap_or_else(|| Field::new("text", field.name, &label)),
    };
    let shown = if field.name == "tried" {
        shown.only(&["OPEN-PUB"])
    } else {
        shown
    };
    let hint = format!("requests.hint.{word}_{}", field.name);
    explained(d, shown, field.required, &hint)
}

/// What a fresh form starts with.
fn defaults(d: &Desk, kind: Kind, acts: &[Act]) -> Form {
    let form = Form::default().with("on", &d.today.to_string());
    match kind.as_str() {
        "correction_noticed" => form.with("days", "15"),
        "reasons_asked" => form.with("days", "10"),
        "extended" => form
            .with("days", "20")
            .with("consented", &d.today.to_string())
            .with("noticed", &d.today.to_string()),
        word @ ("third_party_asked" | "organ_asked") => {
            let known = parties(word, acts).len();
            let label = ["甲", "乙", "丙", "丁", "戊"]
                .get(known)
                .copied()
                .unwrap_or_default();
            form.with("ref", label)
        }
        _ => form,
    }
}

/// The consulted parties that a case has named so far: third parties, or co-producing organs.
fn parties(word: &str, acts: &[Act]) -> Vec<String> {
    let asked = if word.starts_with("organ") {
        "organ_asked"
    } else {
        "third_party_asked"
    };
    acts.iter()
        .filter(|act| act.kind == asked)
        .filter_map(|act| act.told().text("ref").map(str::to_string))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_stands_on_the_later_of_consent_and_notice() {
        let form = Form::of(&[
            ("days", "20"),
            ("consented", "2026-03-20"),
            ("noticed", "2026-03-23"),
        ]);
        let kind = "extended".parse().unwrap();
        let act = read(kind, &form).unwrap();
        assert_eq!(act.on.to_string(), "2026-03-23");
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_field_and_rule() {
        let cases: [(&str, &[(&str, &str)], &[(&str, &str)]); 4] = [
            (
                "answered",
                &[],
                &[("code", "A-36.1"), ("how", "A-33.6"), ("on", "A-45")],
            ),
            (
                "extended",
                &[("days", "21"), ("consented", "x")],
                &[
                    ("days", "A-33.3"),
                    ("consented", "A-33.3"),
                    ("noticed", "A-33.3"),
                ],
            ),
            (
                "fee_noticed",
                &[("on", "2026-03-02"), ("fen", "1.234")],
                &[("fen", "A-42")],
            ),
            (
                "third_party_answered",
                &[("on", "2026-03-02"), ("ref", "甲"), ("consents", "maybe")],
                &[("consents", "A-32.4")],
            ),
        ];
        for (kind, given, expected) in cases {
            let wrong = read(kind.parse().unwrap(), &Form::of(given)).unwrap_err();
            let named: Vec<_> = wrong
                .iter()
                .map(|error| (error.field, error.rule))
                .collect();
            assert_eq!(named, expected, "{kind}");
        }
    }
}
