//! The forms of the acts that the law allows now, each with just its fields.

use app::FieldError;
use law::case::Kind;
use store::ledger::Act;

use super::{act_fields as fields, act_fields::Input, outcomes, words};
use crate::{
    kit::field::{ChoiceGroup, Field},
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

/// Fields that need a word of explanation.
const HINTED: [(&str, &str); 22] = [
    ("confirmed", "on"),
    ("correction_noticed", "days"),
    ("correction_noticed", "reached"),
    ("corrected", "on"),
    ("reasons_given", "reasonable"),
    ("reasons_given", "answer_by"),
    ("third_party_asked", "ref"),
    ("third_party_reached", "on"),
    ("third_party_answered", "consents"),
    ("organ_asked", "ref"),
    ("organ_reached", "on"),
    ("organ_answered", "consents"),
    ("extended", "days"),
    ("extended", "consented"),
    ("extended", "noticed"),
    ("fee_noticed", "fen"),
    ("fee_noticed", "reached"),
    ("answered", "code"),
    ("answered", "grounds"),
    ("answered", "how"),
    ("answered", "on"),
    ("lapsed", "code"),
];

/// The form of an act, with what was typed before and what was wrong with it.
#[must_use]
pub fn form(
    d: &Desk,
    kind: Kind,
    acts: &[Act],
    typed: Option<&Form>,
    wrong: &[FieldError],
) -> ActForm {
    let word = kind.as_str();
    let prefix = format!("act-{word}");
    let start = defaults(d, kind, acts);
    let filled = typed.unwrap_or(&start);
    let mut all: Vec<Field> = fields::of(kind)
        .into_iter()
        .map(|field| shape(d, kind, field, acts))
        .collect();
    if TO_APPLICANT.contains(&word) {
        all.push(
            Field::new("textarea", "note", &d.t("office.field.note"))
                .hint(&d.t("office.hint.note")),
        );
        all.push(
            Field::new("file", "files", &d.t("office.field.files")).hint(&d.t(
                if typed.is_some() {
                    "office.hint.files_again"
                } else {
                    "office.hint.files"
                },
            )),
        );
    }
    ActForm {
        action: "acts",
        kind: word.into(),
        title: d.t(&format!("office.do.{word}")),
        lead: d.t(&format!("office.lead.{word}")),
        submit: d.tn(
            "office.case.record",
            "act",
            d.t(&format!("office.do.{word}")),
        ),
        open: typed.is_some(),
        notice: None,
        fields: all
            .into_iter()
            .map(|field| field.within(&prefix).filled(filled).checked(wrong, d.lang))
            .collect(),
    }
}

fn shape(d: &Desk, kind: Kind, field: fields::Field, acts: &[Act]) -> Field {
    let word = kind.as_str();
    let label = match field.name {
        "on" | "days" | "code" | "reached" => d.t(&format!("office.{}.{word}", field.name)),
        name => d.t(&format!("office.field.{name}")),
    };
    let shown = match field.input {
        Input::Date => Field::new("date", field.name, &label),
        Input::Days(_) => Field::new("number", field.name, &label),
        Input::Yuan => Field::new("text", field.name, &label),
        Input::YesNo => Field::new("radio", field.name, &label).choices(vec![
            ("yes".into(), d.t(&format!("office.{}.yes", field.name))),
            ("no".into(), d.t(&format!("office.{}.no", field.name))),
        ]),
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
        Input::Code => Field::new("groups", field.name, &label).groups(outcomes::of_answers(d)),
        Input::Grounds => Field::new("checkgroups", field.name, &label).groups(vec![ChoiceGroup {
            title: d.t("office.outcomes.grounds"),
            choices: outcomes::of_grounds(d),
        }]),
        Input::Lapse => {
            let mut shown = Field::new("radio", field.name, &label);
            shown.choices = outcomes::of_lapses(d);
            shown
        }
        Input::How => {
            let mut shown = Field::new("radio", field.name, &label).choices(words::named(
                d,
                "how",
                &["handed", "posted", "electronic"],
            ));
            for choice in &mut shown.choices {
                choice.hint = d.t(&format!("office.how.{}_hint", choice.value));
            }
            shown
        }
    };
    let shown = if field.required {
        shown.required()
    } else {
        shown
    };
    if HINTED.contains(&(word, field.name)) {
        shown.hint(&d.t(&format!("office.hint.{word}_{}", field.name)))
    } else {
        shown
    }
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
        .filter_map(|act| act.json()["ref"].as_str().map(str::to_string))
        .collect()
}
