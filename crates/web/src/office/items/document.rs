//! An item from a document: the file or the pasted text is read, and the form of a draft comes back filled in, with what was guessed,
//! what was left out and what must not be public. Nothing is saved before the clerk saves that form.

use app::{
    Error,
    items::{self, Arrived, Attached},
    rights::Author,
    upload::Upload,
};
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use law::personal::{Hit, Weight};

use super::draft::{Draft, render};
use crate::{
    kit::field::Field,
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/items/document.html")]
struct DocumentPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    fields: Vec<Field>,
}

pub async fn ask(Seat { d: desk, .. }: Seat<Author>) -> Response {
    asked(&desk, StatusCode::OK, &Form::default(), &[], Vec::new())
}

pub async fn read(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    form: Form,
) -> Result<Response, Problem> {
    let arrived = match brought(&form) {
        Some(document) => {
            let attach = form.text("attach") == "yes";
            items::arrive(&state.app, &by, &document, attach).await
        }
        None => Err(Error::Invalid(vec![app::FieldError::new(
            "document",
            "form",
            "请选择一个文件，或者粘贴正文",
            "Choose a file, or paste a text",
        )])),
    };
    match arrived {
        Ok(arrived) => Ok(shown(&desk, &arrived)),
        Err(error) => {
            let said = Said {
                refused: desk.t("items.arrive.refused"),
                ..Said::default()
            };
            let again = desk.again(error, &said)?;
            Ok(asked(
                &desk,
                again.status,
                &form,
                &again.wrong,
                again.notices,
            ))
        }
    }
}

/// The file of a form, or what was pasted in its place.
fn brought(form: &Form) -> Option<Upload> {
    if let Some(file) = form.files("document").into_iter().next() {
        return Some(file);
    }
    let pasted = form.raw("pasted");
    if pasted.trim().is_empty() {
        return None;
    }
    let page = pasted.trim_start().starts_with('<');
    Some(Upload {
        name: if page { "pasted.html" } else { "pasted.txt" }.into(),
        bytes: pasted.into_bytes(),
    })
}

fn asked(
    d: &Desk,
    status: StatusCode,
    form: &Form,
    wrong: &[app::FieldError],
    notices: Vec<Notice>,
) -> Response {
    let word = |name: &str| d.t(&format!("items.arrive.{name}"));
    let fields = vec![
        Field::new("file", "document", &word("document")).hint(&word("document_hint")),
        Field::new("textarea", "pasted", &word("pasted"))
            .hint(&word("pasted_hint"))
            .rows(6),
        Field::new("check", "attach", &word("attach"))
            .hint(&word("attach_hint"))
            .choices(vec![("yes".into(), word("attach_yes"))]),
    ];
    page(
        status,
        &DocumentPage {
            d,
            place: "items",
            notices,
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
        },
    )
}

/// The form of the draft, with everything a clerk has to look at above it.
fn shown(d: &Desk, arrived: &Arrived) -> Response {
    let read = &arrived.form;
    let made_on = read.made_on.map(|on| on.to_string()).unwrap_or_default();
    let mut form = Form::of(&[
        ("column", read.column.as_str()),
        ("head", "1"),
        ("title", read.title.as_str()),
        ("document_number", read.document_number.as_str()),
        ("made_on", made_on.as_str()),
        ("summary", read.summary.as_str()),
        ("body", read.body.as_str()),
        ("source_class", read.source_class.as_str()),
        ("arrived", read.arrived.as_str()),
    ]);
    for (number, picture) in (1..).zip(items::pictures(&read.body)) {
        form = form.with(&format!("shows-{number}"), &picture.shows);
    }
    let draft = Draft {
        notices: notices(d, arrived, &made_on),
        ..Draft::new(&form)
    };
    render(d, StatusCode::OK, draft)
}

fn notices(d: &Desk, arrived: &Arrived, made_on: &str) -> Vec<Notice> {
    let plain = |text: String| NoticeLine {
        text,
        ..NoticeLine::default()
    };
    let read = &arrived.form;
    let guessed = [
        ("title", read.title.as_str()),
        ("document_number", read.document_number.as_str()),
        ("made_on", made_on),
        ("summary", read.summary.as_str()),
    ]
    .map(|(name, value)| {
        let label = d.t(&format!("office.fact.{name}"));
        let text = match value {
            "" => d.tn("items.arrive.not_found", "what", label),
            value => format!("{label}：{value}"),
        };
        NoticeLine {
            text,
            href: format!("#{name}"),
            ..NoticeLine::default()
        }
    });
    let mut lines = guessed.to_vec();
    if !arrived.addressees.is_empty() {
        lines.push(plain(d.tn(
            "items.arrive.addressees",
            "who",
            &arrived.addressees,
        )));
    }
    let mut all = vec![Notice {
        level: "warning",
        title: d.t("items.arrive.read"),
        lines,
    }];
    if !arrived.left.is_empty() {
        let left = arrived.left.iter().map(|left| plain(left.message(d.lang)));
        all.push(Notice {
            level: "warning",
            title: d.t("items.arrive.left"),
            lines: left.collect(),
        });
    }
    for left_out in [false, true] {
        let found = arrived
            .finds
            .iter()
            .filter(|find| find.left_out == left_out);
        let lines: Vec<NoticeLine> = found
            .map(|find| plain(said_at(d, &find.place, &find.hit)))
            .collect();
        if !lines.is_empty() {
            let title = if left_out {
                "items.arrive.found_left_out"
            } else {
                "items.arrive.found"
            };
            all.push(Notice {
                level: "error",
                title: d.t(title),
                lines,
            });
        }
    }
    let attached = match arrived.attached {
        Attached::No => None,
        Attached::Yes => Some(("done", "yes")),
        Attached::Hides => Some(("warning", "hides")),
        Attached::Finds => Some(("warning", "finds")),
        Attached::Kind => Some(("warning", "kind")),
    };
    all.extend(attached.map(|(level, word)| Notice {
        level,
        title: d.t(&format!("items.attached.{word}")),
        lines: Vec::new(),
    }));
    all
}

/// Where something stands and what it is, masked.
pub(super) fn said_at(d: &Desk, place: &str, hit: &Hit) -> String {
    let place = match d.known(&format!("office.fact.{place}")) {
        Some(word) => word.to_string(),
        None => place_in_document(d, place),
    };
    let weight = match hit.weight {
        Weight::Blocks => "blocks",
        _ => "warns",
    };
    d.t(&format!("items.find.{weight}"))
        .replace("{place}", &place)
        .replace("{line}", &hit.line.to_string())
        .replace("{what}", d.lang.pick(hit.kind.zh(), hit.kind.en()))
        .replace("{masked}", &hit.masked)
}

/// The places of a document in people's words; what has none is said as it is.
fn place_in_document(d: &Desk, place: &str) -> String {
    let (word, rest) = match place.rsplit_once(' ') {
        Some((word, number)) if number.bytes().all(|c| c.is_ascii_digit()) => (word, number),
        _ => (place, ""),
    };
    let key = word.replace(' ', "_");
    d.known(&format!("items.place.{key}"))
        .map_or_else(|| place.to_string(), |word| format!("{word}{rest}"))
}
