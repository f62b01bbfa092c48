//! Which fields each handling act has, its form, and how the form becomes an act.

use app::{FieldError, requests::Handling};
use law::{
    fields::{self, Input, READING, of_handling},
    handling::{Kind, asked},
    outcome::Code,
};
use serde_json::json;

use super::act_forms::{ActForm, alike, event, explained};
use crate::{
    kit::{entry, field::Field},
    office::{desk::Desk, letters, posted::Form},
};

/// The letters that can be served (law.md 10).
const LETTERS: [&str; 6] = [
    "reply",
    "correction",
    "extension",
    "fee",
    "reasons",
    "other",
];

/// Acts to which papers belong.
const WITH_FILES: [Kind; 5] = [
    Kind::ReturnedByOffice,
    Kind::SearchRecorded,
    Kind::DecisionPrepared,
    Kind::Served,
    Kind::ReDecided,
];

/// What a form needs to know of the case.
pub struct About<'a> {
    /// Offices that have it now.
    pub offices: &'a [String],
    /// A bureau too small for different persons: an exception may be recorded.
    pub small: bool,
}

/// The form of a handling act, with what was typed before and what was wrong with it.
#[must_use]
pub fn form(
    d: &Desk,
    kind: Kind,
    about: &About,
    typed: Option<&Form>,
    wrong: &[FieldError],
) -> ActForm {
    let mut all: Vec<Field> = of_handling(kind)
        .iter()
        .map(|asked| {
            let field = shape(d, asked, about);
            if kind == Kind::DecisionPrepared {
                field.only(&asking(asked.name))
            } else {
                field
            }
        })
        .collect();
    if of_handling(kind) == READING && about.small {
        let field = Field::new(
            "text",
            "exception",
            &d.t("requests.handling_field.exception"),
        );
        all.insert(2, field.hint(&d.t("requests.handling_hint.exception")));
    }
    if WITH_FILES.contains(&kind) {
        all.push(
            Field::new("file", "files", &d.t("requests.handling_field.files")).hint(&d.t(
                if kind == Kind::DecisionPrepared {
                    "requests.handling_hint.given"
                } else {
                    "requests.handling_hint.files"
                },
            )),
        );
    }
    let start = Form::default().with("on", &d.today.to_string());
    ActForm::of(d, ("handling", kind.as_str()), all, typed, &start, wrong)
}

/// The outcomes that ask for a field of the decision; none where it belongs to each.
fn asking(field: &str) -> Vec<&'static str> {
    Code::ALL
        .into_iter()
        .filter(|code| asked(*code).contains(&field))
        .map(Code::as_str)
        .collect()
}

fn shape(d: &Desk, asked: &fields::Field, about: &About) -> Field {
    let name = asked.name;
    let label = d.t(&format!("requests.handling_field.{name}"));
    let field = match asked.input {
        Input::Area => Field::new("textarea", name, &label),
        Input::Opinion => Field::new("radio", name, &label)
            .choices(d.named("requests.opinion", &["agree", "return"])),
        Input::YesNo => Field::new("radio", name, &label).choices(vec![
            ("yes".into(), d.t("office.yes")),
            ("no".into(), d.t("office.no")),
        ]),
        Input::Remedy => Field::new("select", name, &label).choices(letters::remedies(d)),
        Input::Letter => {
            Field::new("select", name, &label).choices(d.named("requests.letter", &LETTERS))
        }
        Input::Office => {
            let offices = about.offices.iter();
            Field::new("select", name, &label).choices(
                offices
                    .map(|office| (office.clone(), office.clone()))
                    .collect(),
            )
        }
        input => alike(d, input, name, &label).unwrap_or_else(|| Field::new("text", name, &label)),
    };
    let hint = format!("requests.handling_hint.{name}");
    explained(d, field, asked.required, &hint)
}

/// Reads a handling act from a form, or says everything that is wrong with it at once.
pub fn read(kind: Kind, form: &Form) -> Result<Handling, Vec<FieldError>> {
    let code = form.text("code").parse::<Code>().ok();
    // What the page hides for this outcome is no part of the decision, whatever was typed before.
    let shown: Vec<fields::Field> = of_handling(kind)
        .iter()
        .filter(|field| {
            let asking = asking(field.name);
            kind != Kind::DecisionPrepared
                || asking.is_empty()
                || code.is_none_or(|code| asking.contains(&code.as_str()))
        })
        .copied()
        .collect();
    let mut said = entry::read(&shown, form)?;
    if of_handling(kind) == READING && !form.text("exception").is_empty() {
        said.insert("exception".into(), json!(form.text("exception")));
    }
    said.remove("on");
    let Some(on) = form.date("on") else {
        return Err(vec![FieldError::at(
            &fields::KIND,
            "这一办理动作不在这里登记",
            "This act is not entered here",
        )]);
    };
    let event = event(kind.as_str(), said)?;
    Ok(Handling { on, event })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_said_at_once() {
        let cases: [(Kind, &[(&str, &str)], &[&str]); 4] = [
            (
                Kind::SearchRecorded,
                &[("on", "x")],
                &["where", "by", "terms", "result", "on"],
            ),
            (Kind::Signed, &[("on", "2026-03-02")], &["opinion"]),
            (
                Kind::DecisionPrepared,
                &[("on", "2026-03-02"), ("code", "NONSENSE")],
                &["kind"],
            ),
            (
                Kind::HandedOver,
                &[("office", "股"), ("due", "明天"), ("on", "2026-03-02")],
                &["due"],
            ),
        ];
        for (kind, given, expected) in cases {
            let wrong = read(kind, &Form::of(given)).unwrap_err();
            let named: Vec<_> = wrong.iter().map(|error| error.field).collect();
            assert_eq!(named, expected, "{kind:?}");
        }
    }

    /// The style sheet shows a field by the outcome that asks for it: an outcome that it forgets would never show it.
    #[test]
    fn each_outcome_shows_what_it_asks_for_and_sends_nothing_else() {
        let style = include_str!("../../../assets/office.css");
        for code in Code::ALL
            .into_iter()
            .filter(|code| !asked(*code).is_empty())
        {
            let shown = format!(
                "input[name=\"code\"][value=\"{code}\"]:checked) .field[data-only~=\"{code}\"]",
                code = code.as_str()
            );
            assert!(style.contains(&shown), "{code:?}");
        }
        let typed = [
            ("on", "2026-03-02"),
            ("code", "OPEN-GIVE"),
            ("grounds", "NO-INTERNAL"),
            ("evidence", "流转单"),
            ("reasons", "无"),
        ];
        let given = |code| {
            let typed =
                typed.map(|(name, value)| (name, if name == "code" { code } else { value }));
            let made = read(Kind::DecisionPrepared, &Form::of(&typed)).unwrap();
            match made.event {
                law::handling::Event::DecisionPrepared(decision) => *decision,
                other => panic!("{other:?}"),
            }
        };
        let open = given("OPEN-GIVE");
        assert!(open.grounds.is_empty() && open.evidence.is_empty());
        assert_eq!(open.reasons, "无");
        let part = given("PART");
        assert_eq!((part.grounds.len(), part.evidence.as_str()), (1, "流转单"));
    }

    #[test]
    fn every_act_with_a_form_has_fields() {
        for kind in fields::WITH_FORM {
            assert!(of_handling(kind).contains(&fields::ON), "{kind:?}");
        }
    }
}
