//! Which fields each handling act has, its form, and how the form becomes an act.

use app::{FieldError, requests::Handling};
use jiff::civil::Date;
use law::{
    handling::{Kind, asked},
    outcome::Code,
};
use serde_json::{Map, Value, json};

use super::{act_forms::ActForm, outcomes, words};
use crate::{
    kit::field::{ChoiceGroup, Field},
    office::{desk::Desk, letters, posted::Form},
};

/// How one field is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Input {
    Line,
    Area,
    Date,
    Opinion,
    Code,
    Grounds,
    How,
    Letter,
    /// One of the offices that have it now.
    Office,
    /// The place of an act, from 1.
    Act,
    YesNo,
    /// A class of remedy, where the law leaves it to the organ.
    Remedy,
}

/// Name, input, whether it must be there, the rule that asks for it.
type Entry = (&'static str, Input, bool, &'static str);

const ON: Entry = ("on", Input::Date, true, "A-45");
const READING: &[Entry] = &[
    ("opinion", Input::Opinion, true, "A-45"),
    ("note", Input::Area, false, "A-45"),
    ON,
];

/// The fields of a handling act, in the order of the form.
fn of(kind: Kind) -> &'static [Entry] {
    match kind {
        Kind::HandedOver => &[
            ("office", Input::Line, true, "A-45"),
            ("due", Input::Date, false, "A-45"),
            ("note", Input::Area, false, "A-45"),
            ON,
        ],
        Kind::ReturnedByOffice => &[
            ("office", Input::Office, true, "A-45"),
            ("note", Input::Area, false, "A-45"),
            ON,
        ],
        Kind::SearchRecorded => &[
            ("where", Input::Line, true, "A-36.2"),
            ("by", Input::Line, true, "A-36.2"),
            ("terms", Input::Line, true, "A-36.2"),
            ("result", Input::Area, true, "A-36.2"),
            ON,
        ],
        Kind::DecisionPrepared => &[
            ("code", Input::Code, true, "A-36.1"),
            ("reasons", Input::Area, false, "A-13"),
            ("evidence", Input::Area, false, "D-17"),
            ("lost", Input::Area, false, "A-36.2"),
            ("grounds", Input::Grounds, false, "A-37"),
            ("withheld", Input::Area, false, "A-37"),
            ("place", Input::Line, false, "A-36.4"),
            ("tried", Input::Date, false, "A-36.4"),
            ("publish_on", Input::Date, false, "A-36.1"),
            ("other_organ", Input::Line, false, "A-36.5"),
            ("contact", Input::Line, false, "A-36.5"),
            ("undetermined", Input::Line, false, "A-36.5"),
            ("earlier", Input::Line, false, "A-36.3"),
            ("disclosed_before", Input::YesNo, false, "D-11"),
            ("remedy", Input::Remedy, false, "A-36.1"),
            ("how", Input::How, false, "A-33.6"),
            ON,
        ],
        Kind::SectionReviewed | Kind::LegallyReviewed | Kind::Signed => READING,
        Kind::Served => &[
            ("letter", Input::Letter, false, "F-D15"),
            ("how", Input::How, true, "F-D15"),
            ON,
            ("reached", Input::Date, false, "F-D15"),
            ("proof", Input::Line, false, "F-D15"),
        ],
        Kind::LetterVoided => &[
            ("letter", Input::Line, true, "F-D0"),
            ("number", Input::Line, false, "F-D0"),
            ("goes_with", Input::Act, true, "F-D0"),
            ("why", Input::Line, true, "F-D0"),
            ON,
        ],
        Kind::RiskNoted => &[("note", Input::Area, true, "D-17"), ON],
        Kind::HelpGiven => &[
            ("need", Input::Line, true, "A-43"),
            ("done", Input::Line, true, "A-43"),
            ON,
        ],
        Kind::ReDecided => &[
            ("code", Input::Code, true, "A-36.1"),
            ("after", Input::Line, true, "R-47"),
            ON,
        ],
        _ => &[],
    }
}

/// Acts that have a form of this shape, in the order of need.
pub const WITH_FORM: [Kind; 11] = [
    Kind::SectionReviewed,
    Kind::LegallyReviewed,
    Kind::Signed,
    Kind::DecisionPrepared,
    Kind::Served,
    Kind::HandedOver,
    Kind::ReturnedByOffice,
    Kind::SearchRecorded,
    Kind::RiskNoted,
    Kind::HelpGiven,
    Kind::ReDecided,
];

/// The letters that can be served (law.md 10).
const LETTERS: [&str; 6] = [
    "reply",
    "correction",
    "extension",
    "fee",
    "reasons",
    "other",
];

/// Fields that need a word of explanation.
const HINTED: [&str; 19] = [
    "lost",
    "disclosed_before",
    "remedy",
    "due",
    "terms",
    "result",
    "reasons",
    "evidence",
    "withheld",
    "place",
    "tried",
    "publish_on",
    "other_organ",
    "undetermined",
    "earlier",
    "reached",
    "proof",
    "exception",
    "after",
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
    let word = kind.as_str();
    let prefix = format!("act-{word}");
    let start = Form::default().with("on", &d.today.to_string());
    let filled = typed.unwrap_or(&start);
    let mut all: Vec<Field> = of(kind)
        .iter()
        .map(|entry| {
            let field = shape(d, *entry, about);
            if kind == Kind::DecisionPrepared {
                field.only(&asking(entry.0))
            } else {
                field
            }
        })
        .collect();
    if of(kind) == READING && about.small {
        let field = Field::new("text", "exception", &d.t("cases.field.exception"));
        all.insert(2, field.hint(&d.t("cases.hint.exception")));
    }
    if WITH_FILES.contains(&kind) {
        all.push(
            Field::new("file", "files", &d.t("cases.field.files")).hint(&d.t("cases.hint.files")),
        );
    }
    ActForm {
        action: "handling",
        kind: word.into(),
        title: d.t(&format!("cases.do.{word}")),
        lead: d.t(&format!("cases.lead.{word}")),
        submit: d.tn(
            "office.case.record",
            "act",
            d.t(&format!("cases.do.{word}")),
        ),
        open: typed.is_some(),
        notice: None,
        fields: all
            .into_iter()
            .map(|field| field.within(&prefix).filled(filled).checked(wrong, d.lang))
            .collect(),
    }
}

/// The outcomes that ask for a field of the decision; none where it belongs to each.
fn asking(field: &str) -> Vec<&'static str> {
    Code::ALL
        .into_iter()
        .filter(|code| asked(*code).contains(&field))
        .map(Code::as_str)
        .collect()
}

fn shape(d: &Desk, (name, input, required, _): Entry, about: &About) -> Field {
    let label = d.t(&format!("cases.field.{name}"));
    let named = |prefix: &str, all: &[&str]| -> Vec<(String, String)> {
        all.iter()
            .map(|word| ((*word).to_string(), d.t(&format!("{prefix}.{word}"))))
            .collect()
    };
    let field = match input {
        Input::Line | Input::Act => Field::new("text", name, &label),
        Input::Area => Field::new("textarea", name, &label),
        Input::Date => Field::new("date", name, &label),
        Input::Opinion => {
            Field::new("radio", name, &label).choices(named("cases.opinion", &["agree", "return"]))
        }
        Input::Code => Field::new("groups", name, &label).groups(outcomes::of_answers(d)),
        Input::Grounds => Field::new("checkgroups", name, &label).groups(vec![ChoiceGroup {
            title: d.t("office.outcomes.grounds"),
            choices: outcomes::of_grounds(d),
        }]),
        Input::How => Field::new("radio", name, &label).choices(words::named(
            d,
            "how",
            &["handed", "posted", "electronic"],
        )),
        Input::YesNo => Field::new("radio", name, &label).choices(vec![
            ("yes".into(), d.t("office.yes")),
            ("no".into(), d.t("office.no")),
        ]),
        Input::Remedy => Field::new("select", name, &label).choices(letters::remedies(d)),
        Input::Letter => {
            Field::new("select", name, &label).choices(named("cases.letter", &LETTERS))
        }
        Input::Office => Field::new("select", name, &label).choices(
            about
                .offices
                .iter()
                .map(|office| (office.clone(), office.clone()))
                .collect(),
        ),
    };
    let field = if required { field.required() } else { field };
    if HINTED.contains(&name) {
        field.hint(&d.t(&format!("cases.hint.{name}")))
    } else {
        field
    }
}

/// Reads a handling act from a form, or says everything that is wrong with it at once.
pub fn read(kind: Kind, form: &Form) -> Result<Handling, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let mut body = Map::new();
    body.insert("kind".into(), json!(kind.as_str()));
    let code = form.text("code").parse::<Code>().ok();
    for (name, input, required, rule) in of(kind) {
        let text = form.text(name);
        // What the page hides for this outcome is no part of the decision, whatever was typed before.
        let asking = asking(name);
        let hidden = kind == Kind::DecisionPrepared
            && !asking.is_empty()
            && code.is_some_and(|code| !asking.contains(&code.as_str()));
        if hidden {
            continue;
        }
        if *input == Input::Grounds {
            body.insert((*name).into(), json!(form.all(name)));
        } else if text.is_empty() {
            if *required {
                wrong.push(FieldError::new(
                    name,
                    rule,
                    "请填写这一项",
                    "This has to be filled in",
                ));
            }
        } else if *input == Input::Date && text.parse::<Date>().is_err() {
            wrong.push(FieldError::new(
                name,
                rule,
                "日期应写成 年-月-日，如 2026-03-02",
                "Write the date as year-month-day, such as 2026-03-02",
            ));
        } else if *input == Input::YesNo {
            body.insert((*name).into(), json!(text == "yes"));
        } else if *input == Input::Act {
            body.insert((*name).into(), json!(text.parse::<usize>().unwrap_or(0)));
        } else {
            body.insert((*name).into(), json!(form.raw(name).trim()));
        }
    }
    if of(kind) == READING && !form.text("exception").is_empty() {
        body.insert("exception".into(), json!(form.text("exception")));
    }
    let on = form.date("on");
    let (Some(on), true) = (on, wrong.is_empty()) else {
        return Err(wrong);
    };
    body.remove("on");
    let event = serde_json::from_value(Value::Object(body)).map_err(|error| {
        vec![FieldError::new(
            "kind",
            "A-45",
            format!("这一办理动作填写不完整：{error}"),
            format!("This act is not complete: {error}"),
        )]
    })?;
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
        for kind in WITH_FORM {
            assert!(of(kind).contains(&ON), "{kind:?}");
        }
    }
}
