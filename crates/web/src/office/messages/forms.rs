//! The forms of a message: one for each act that this person may do now.

use app::messages::MessageView;
use law::message::{Aside, Kind, Topic};

use crate::{
    kit::{field::Field, form::Form},
    office::{desk::Desk, tried::Tried},
};

/// The form of one act.
pub struct ActForm {
    pub kind: &'static str,
    pub title: String,
    pub action: String,
    pub fields: Vec<Field>,
    /// Digest of the text that is read with it, or empty.
    pub read: String,
    /// Tried a moment ago, or the next thing to do.
    pub open: bool,
}

/// The forms, the next thing to do first.
pub fn forms(
    d: &Desk,
    view: &MessageView,
    organs: &[(String, String)],
    tried: &Tried,
) -> Vec<ActForm> {
    let allowed = &view.assessment.allowed;
    if view.state.is_opinion() {
        // Sorted with the others on the page of their draft.
        return Vec::new();
    }
    allowed
        .iter()
        .enumerate()
        .map(|(place, kind)| {
            let name = kind.as_str();
            let again = tried.act == name;
            let form = if again {
                tried.typed.clone()
            } else {
                kept(view, *kind)
            };
            let wrong = if again { tried.wrong.as_slice() } else { &[] };
            let fields = fields(d, view, *kind, organs)
                .into_iter()
                .map(|field| field.within(name).filled(&form).checked(wrong, d.lang))
                .collect();
            ActForm {
                kind: name,
                title: d.t(&format!("messages.act.{name}")),
                action: format!("/office/messages/{}/{name}", view.row.id),
                fields,
                read: read(view, *kind),
                open: again || (tried.act.is_empty() && place == 0),
            }
        })
        .collect()
}

/// What a form shows before anything is typed: the draft as it stands.
fn kept(view: &MessageView, kind: Kind) -> Form {
    match kind {
        Kind::Drafted => {
            let reply = view.state.reply.as_ref();
            let outcome = reply.map_or("", |reply| reply.outcome.code());
            let looked_at = reply.map_or("", |reply| reply.looked_at.as_str());
            let draft = view.sealed["draft"].as_str().unwrap_or_default();
            Form::of(&[
                ("outcome", outcome),
                ("words", draft),
                ("looked_at", looked_at),
            ])
        }
        Kind::PublicDrafted => view.state.publication.text.as_ref().map_or_else(
            || {
                let asked = view.sealed["text"].as_str().unwrap_or_default();
                let sent = view.sealed["replies"].as_array();
                let last = sent.and_then(|all| all.last()?.as_str());
                Form::of(&[("question", asked), ("answer", last.unwrap_or_default())])
            },
            |text| {
                Form::of(&[
                    ("title", &text.title),
                    ("question", &text.question),
                    ("answer", &text.answer),
                ])
            },
        ),
        _ => Form::default(),
    }
}

/// The digest of the text that goes out with this act.
fn read(view: &MessageView, kind: Kind) -> String {
    let digest = match kind {
        Kind::Replied => view.state.reply.as_ref().map(|reply| reply.text.clone()),
        Kind::Published => view
            .state
            .publication
            .text
            .as_ref()
            .map(law::message::PublicText::digest),
        _ => None,
    };
    digest.map_or_else(String::new, |digest| digest.as_str().to_string())
}

fn fields(d: &Desk, view: &MessageView, kind: Kind, organs: &[(String, String)]) -> Vec<Field> {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("messages.field.{name}")));
    let reason = || field("textarea", "reason").required();
    let exception = || {
        let excepted = view.assessment.excepted.contains(&kind);
        excepted.then(|| field("text", "exception").required())
    };
    match kind {
        Kind::Drafted => reply_fields(d, topic(view)),
        Kind::HandedOver => {
            let mut others = vec![(String::new(), d.t("messages.writing.choose"))];
            others.extend(
                organs
                    .iter()
                    .filter(|(code, _)| *code != d.staff.organ)
                    .cloned(),
            );
            vec![field("select", "to").required().choices(others), reason()]
        }
        Kind::SetAside => {
            let why = Aside::ALL.map(|why| {
                (
                    why.code().to_string(),
                    d.t(&format!("messages.aside.{}", why.code())),
                )
            });
            vec![
                field("radio", "why").required().choices(why.to_vec()),
                reason(),
            ]
        }
        Kind::PublicDrafted => vec![
            field("text", "title").required(),
            field("textarea", "question")
                .required()
                .rows(5)
                .hint(&d.t("messages.field.question_hint")),
            field("textarea", "answer").required().rows(7),
        ],
        Kind::Replied | Kind::Published => exception().into_iter().collect(),
        _ => vec![reason()],
    }
}

fn topic(view: &MessageView) -> Topic {
    view.state
        .received
        .as_ref()
        .map_or(Topic::Inquiry, |received| received.topic)
}

/// The fields of a reply to messages of one kind.
pub fn reply_fields(d: &Desk, topic: Topic) -> Vec<Field> {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("messages.field.{name}")));
    let outcomes: Vec<(String, String)> = topic
        .outcomes()
        .iter()
        .map(|one| {
            (
                one.code().to_string(),
                d.t(&format!("messages.outcome.{}", one.code())),
            )
        })
        .collect();
    let mut fields = vec![
        field("radio", "outcome").required().choices(outcomes),
        field("textarea", "words")
            .required()
            .rows(8)
            .hint(&d.t("messages.field.words_hint")),
    ];
    if topic.outcomes().iter().any(|outcome| outcome.denies()) {
        let hint = d.t("messages.field.looked_at_hint");
        fields.push(field("textarea", "looked_at").rows(2).hint(&hint));
    }
    fields
}
