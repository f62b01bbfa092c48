//! The forms of the steps that an item can take now: which are open to a person, what each asks, which of them is likely.

use app::items::{ItemView, Step as Acting};
use law::item::gates;

use super::one::Draft;
use crate::{kit::field::Field, office::desk::Desk};

/// The form of one step in an item's life.
pub struct LifeForm {
    pub kind: &'static str,
    pub title: String,
    pub lead: String,
    pub submit: String,
    pub open: bool,
    pub fields: Vec<Field>,
}

/// The steps open to this person now.
pub fn forms(d: &Desk, view: &ItemView, draft: &Draft) -> Vec<LifeForm> {
    let content = view.state.content.as_ref();
    let holds_files = content.is_some_and(|content| !content.attachments.is_empty());
    let allowed = |step: &Acting| view.assessment.allowed.contains(&step.act());
    Acting::ALL
        .into_iter()
        .filter(allowed)
        .map(|step| {
            let kind = step.word();
            let tried = draft.step == Some(step);
            let mut fields = fields(d, step, view);
            let looks = gates::looks(&view.state.order());
            if looks.is_some_and(|post| step.post() == Some(post)) && holds_files {
                fields.push(
                    Field::new("textarea", "looked", &d.t("items.life.looked"))
                        .rows(2)
                        .hint(&d.t("items.life.looked_hint")),
                );
            }
            if view.assessment.excepted.contains(&step.act()) {
                fields.push(
                    Field::new("textarea", "exception", &d.t("items.life.exception"))
                        .rows(2)
                        .required()
                        .hint(&d.t("items.life.exception_hint")),
                );
            }
            let fields = fields
                .into_iter()
                .map(|field| field.within(&format!("act-{kind}")))
                .map(|field| {
                    if tried {
                        field.filled(&draft.typed).checked(&draft.wrong, d.lang)
                    } else {
                        field
                    }
                })
                .collect();
            LifeForm {
                kind,
                title: d.t(&format!("items.life.{kind}")),
                lead: match step {
                    Acting::Publish if view.state.public.is_some() => {
                        d.t("items.life.replace_lead")
                    }
                    _ => d.t(&format!("items.life.{kind}_lead")),
                },
                submit: d.t(&format!("items.life.{kind}")),
                open: tried || step_is_likely(step, view),
                fields,
            }
        })
        .collect()
}

/// Whether a step is what most likely comes next; the others are there, folded.
fn step_is_likely(step: Acting, view: &ItemView) -> bool {
    match step {
        Acting::Schedule
        | Acting::Unschedule
        | Acting::Discard
        | Acting::Suspend
        | Acting::Repeal
        | Acting::Withdraw => false,
        // What waits for its minute goes by itself.
        Acting::Publish => view.state.planned.is_none(),
        _ => true,
    }
}

fn fields(d: &Desk, step: Acting, view: &ItemView) -> Vec<Field> {
    let text = |name: &str| {
        let label = d.t(&format!("items.life.{}_{name}", step.word()));
        Field::new("textarea", name, &label).rows(3)
    };
    match step {
        Acting::Submit => {
            vec![text("lawful_reason").hint(&d.t("items.life.submit_lawful_reason_hint"))]
        }
        Acting::Check | Acting::Review | Acting::Sign => vec![
            Field::new("radio", "opinion", &d.t("office.fact.opinion"))
                .required()
                .choices(d.named("items.opinion", &["publish", "return"])),
            text("basis")
                .required()
                .hint(&d.t("items.life.review_basis_hint")),
        ],
        Acting::Repeal => vec![
            text("reason").required(),
            Field::new("text", "by", &d.t("items.life.repeal_by"))
                .hint(&d.t("items.life.repeal_by_hint")),
        ],
        Acting::Withdraw | Acting::Suspend | Acting::Restore => {
            vec![text("reason").required()]
        }
        Acting::Unschedule | Acting::Discard => vec![text("reason")],
        Acting::Publish => change(d, view),
        Acting::Schedule => {
            let at = Field::new("datetime-local", "at", &d.t("items.life.schedule_at"))
                .required()
                .hint(&d.t("items.life.schedule_at_hint"));
            std::iter::once(at).chain(change(d, view)).collect()
        }
    }
}

/// The word on a change, where the text takes the place of a public one.
fn change(d: &Desk, view: &ItemView) -> Vec<Field> {
    if view.state.public.is_none() {
        return Vec::new();
    }
    vec![
        Field::new("textarea", "note", &d.t("items.life.change_note"))
            .rows(2)
            .required()
            .hint(&d.t("items.life.change_note_hint")),
        Field::new("radio", "major", &d.t("items.life.change_kind"))
            .required()
            .choices(vec![
                ("yes".into(), d.t("items.life.change_major")),
                ("no".into(), d.t("items.life.change_minor")),
            ]),
    ]
}
