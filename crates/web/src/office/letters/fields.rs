//! The fields of a letter, and how the form becomes its text.

use app::{
    FieldError,
    requests::letters::{Choices, Text},
};
use law::{
    fields::letter::ON,
    letter::{Kind, Shape},
    outcome::Code,
    remedy::Remedy,
};

use crate::{
    kit::{entry, field::Field},
    office::{desk::Desk, posted::Form},
};

/// Name, input, rows, whether it is explained.
const FIELDS: [(&str, &str, usize); 10] = [
    ("title", "text", 0),
    ("addressee", "text", 0),
    ("body", "textarea", 18),
    ("attachments", "textarea", 3),
    ("annexes", "textarea", 5),
    ("signature", "text", 0),
    ("on", "date", 0),
    ("note", "text", 0),
    ("copies", "text", 0),
    ("shape", "select", 0),
];
const REQUIRED: [&str; 5] = ["title", "addressee", "body", "signature", "on"];
const HINTED: [&str; 7] = [
    "addressee",
    "body",
    "attachments",
    "annexes",
    "on",
    "note",
    "copies",
];
const REMEDIES: [Remedy; 3] = [Remedy::Free, Remedy::NoSuit, Remedy::Review];

/// The form with the text in it.
pub fn of(d: &Desk, text: &Text, wrong: &[FieldError]) -> Vec<Field> {
    let draft = &text.draft;
    let filled = [
        ("title", &draft.title),
        ("addressee", &draft.addressee),
        ("body", &draft.body),
        ("attachments", &draft.attachments),
        ("annexes", &draft.annexes),
        ("signature", &draft.signature),
        ("note", &draft.note),
        ("copies", &draft.copies),
    ]
    .into_iter()
    .fold(Form::default(), |form, (name, value)| {
        form.with(name, value)
    })
    .with("on", &text.on.to_string())
    .with("shape", word(draft.shape));
    FIELDS
        .into_iter()
        .map(|(name, input, rows)| {
            let mut field = Field::new(input, name, &d.t(&format!("letters.field.{name}")));
            if rows > 0 {
                field = field.rows(rows);
            }
            if name == "shape" {
                let shapes = Shape::ALL.map(|shape| {
                    (
                        word(shape).into(),
                        d.t(&format!("letters.shape.{}", word(shape))),
                    )
                });
                field = field.choices(shapes.into());
            }
            if REQUIRED.contains(&name) || name == "shape" {
                field = field.required();
            }
            if HINTED.contains(&name) {
                field = field.hint(&d.t(&format!("letters.hint.{name}")));
            }
            field.filled(&filled).checked(wrong, d.lang)
        })
        .collect()
}

/// The letter with what a form says; what the form does not ask stays.
pub fn read(before: &Text, form: &Form) -> app::Result<Text> {
    let mut text = before.clone();
    let draft = &mut text.draft;
    let typed = |name: &str| form.raw(name).replace("\r\n", "\n").trim_end().to_string();
    draft.title = typed("title").trim().into();
    draft.addressee = typed("addressee").trim().into();
    draft.body = typed("body");
    draft.attachments = typed("attachments");
    draft.annexes = typed("annexes");
    draft.signature = typed("signature").trim().into();
    draft.note = typed("note").trim().into();
    draft.copies = typed("copies").trim().into();
    if let Some(shape) = Shape::ALL
        .into_iter()
        .find(|shape| word(*shape) == form.text("shape"))
    {
        draft.shape = shape;
    }
    text.choices = choices(form);
    text.on = entry::day(&ON, form)?;
    Ok(text)
}

/// What a person chose that decides the remedy.
pub fn choices(form: &Form) -> Choices {
    Choices {
        disclosed_before: match form.text("disclosed_before") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        remedy: REMEDIES
            .into_iter()
            .find(|remedy| remedy.as_str() == form.text("remedy")),
    }
}

/// The same as hidden fields of the form, so that they are kept with the draft.
pub fn hidden(choices: Choices) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    if let Some(yes) = choices.disclosed_before {
        fields.push((
            "disclosed_before",
            if yes { "yes" } else { "no" }.to_string(),
        ));
    }
    if let Some(remedy) = choices.remedy {
        fields.push(("remedy", remedy.as_str().to_string()));
    }
    fields
}

/// The classes of remedy to choose from, where the law leaves it to the organ.
pub fn remedies(d: &Desk) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), d.t("letters.remedy.none"))];
    all.extend(REMEDIES.map(|remedy| {
        let word = remedy.as_str();
        (word.to_string(), d.t(&format!("letters.remedy.{word}")))
    }));
    all
}

/// What a letter of this kind asks a person to choose (D-11; law.md 1.9).
pub fn asked(d: &Desk, kind: Kind, choices: Choices) -> Vec<Field> {
    let filled = hidden(choices)
        .into_iter()
        .fold(Form::default(), |form, (name, value)| {
            form.with(name, &value)
        });
    let field = match kind {
        Kind::Decision(Code::Repeat) => Field::new(
            "radio",
            "disclosed_before",
            &d.t("letters.disclosed_before"),
        )
        .choices(vec![
            ("yes".into(), d.t("office.yes")),
            ("no".into(), d.t("office.no")),
        ]),
        Kind::Decision(Code::Other) => {
            Field::new("select", "remedy", &d.t("letters.remedy.label")).choices(remedies(d))
        }
        _ => return Vec::new(),
    };
    vec![field.free().filled(&filled)]
}

fn word(shape: Shape) -> &'static str {
    match shape {
        Shape::RedHead => "red_head",
        Shape::Letter => "letter",
        Shape::Form => "form",
    }
}
