//! The steps of a review or suit between its opening and its end (D-12, D-14).

use app::{Error, remedies, rights::CaseWorker};
use axum::{
    extract::{Path, State as Shared},
    response::{IntoResponse, Redirect, Response},
};
use law::{fields::remedy::STEP, report::Track};
use store::remedies::RemedyRow;

use super::{CloseForm, Draft, again};
use crate::{
    kit::field::Field,
    office::{
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
    },
    state::State,
};

/// One more step of a case: the copy came, the answer was handed in, the period extended, the order carried out (D-12, D-14).
pub async fn step(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let (Some((_, step)), Some(on)) = (
            STEPS
                .into_iter()
                .find(|(word, _)| *word == form.text("step")),
            form.date("on"),
        ) else {
            return Err(Error::at(
                &STEP,
                "请选择进展并填写日期",
                "Choose the step and enter its day",
            ));
        };
        remedies::step(&state.app, &by, &id, form.version()?, &step, on).await
    }
    .await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/office/remedies?done=stepped#{id}")).into_response()),
        Err(error) => {
            let draft = Draft {
                id,
                typed: form,
                ..Draft::default()
            };
            again(&state, &desk, draft, error).await
        }
    }
}

/// The steps that a form of their own records.
const STEPS: [(&str, remedies::Step); 5] = [
    (
        "copied_simple",
        remedies::Step::Copied(remedies::Procedure::Simple),
    ),
    (
        "copied_ordinary",
        remedies::Step::Copied(remedies::Procedure::Ordinary),
    ),
    ("answered", remedies::Step::Answered),
    ("extended", remedies::Step::Extended),
    ("complied", remedies::Step::Complied),
];

/// Which of them may follow on what is there.
fn steps_of(remedy: &RemedyRow) -> Vec<&'static str> {
    let open = remedy.closed_on.is_none();
    let review = remedy.track == Track::Review.code();
    let copied = remedy.copy_on.is_some();
    let fits = |word: &str| match word {
        "copied_simple" | "copied_ordinary" => open && review && !copied,
        "answered" => open && remedy.answered_on.is_none() && (!review || copied),
        "extended" => open && review && remedy.procedure == "ordinary",
        _ => remedy.comply_by.is_some() && remedy.complied_on.is_none(),
    };
    STEPS
        .iter()
        .map(|(word, _)| *word)
        .filter(|word| fits(word))
        .collect()
}

pub(super) fn step_form(d: &Desk, remedy: &RemedyRow, draft: &Draft) -> Option<CloseForm> {
    let steps = steps_of(remedy);
    if steps.is_empty() || !d.works_cases() {
        return None;
    }
    let id = &remedy.id;
    let tried = draft.id == *id && !draft.typed.text("step").is_empty();
    let fresh = Form::of(&[("on", &d.today.to_string())]);
    let typed = if tried { &draft.typed } else { &fresh };
    let wrong = if tried { draft.wrong.as_slice() } else { &[] };
    let choices = steps
        .into_iter()
        .map(|word| (word.to_string(), d.t(&format!("remedies.course.{word}"))))
        .collect();
    Some(CloseForm {
        title: d.t("remedies.course.step"),
        submit: d.t("remedies.course.step_submit"),
        open: tried,
        fields: [
            Field::new("radio", "step", &d.t("remedies.course.choose"))
                .required()
                .choices(choices),
            Field::new("date", "on", &d.t("requests.handling_field.on")).required(),
        ]
        .into_iter()
        .map(|field| {
            field
                .within(&format!("step-{id}"))
                .filled(typed)
                .checked(wrong, d.lang)
        })
        .collect(),
    })
}
