//! What this person may do now, in the order of need; and why not the rest.

use app::{requests::CaseView, rights::Right};
use law::{case::Kind, finding::Finding, handling, powers::head_alone};

use super::Draft;
use crate::{
    office::{
        desk::Desk,
        posted::Form,
        problem::{NoticeLine, line},
        requests::{
            act_forms as forms, act_forms::ActForm, handling_form as inner, handling_form::About,
        },
    },
    state::State,
};

/// Acts that cannot be done now for one and the same reason.
pub struct Refusal {
    pub labels: Vec<String>,
    pub text: String,
    pub citation: String,
    pub rule: String,
}

/// The forms of the statute: what answers the case first.
pub fn act_forms(state: &State, d: &Desk, case: &CaseView, draft: &Draft) -> Vec<ActForm> {
    let tried = draft.typed.text("kind");
    let unsigned = unsigned(state, case).is_some();
    let mut kinds: Vec<Kind> = case
        .assessment
        .allowed
        .iter()
        .copied()
        .filter(|kind| may(d, *kind) && !(*kind == Kind::Answered && unsigned))
        .collect();
    // A late or second correction notice is for the head alone, with a reason on record.
    kinds.extend(set_aside(d, case).map(|(kind, _)| kind));
    kinds.sort_by_key(|kind| (kind.as_str() != "confirmed", kind.as_str() != "answered"));
    kinds
        .into_iter()
        .map(|kind| {
            let start = (kind == Kind::Answered).then(|| as_signed(d, case));
            let typed = (kind.as_str() == tried).then_some(&draft.typed);
            let wrong = if typed.is_some() {
                &draft.wrong[..]
            } else {
                &[]
            };
            let against = set_aside(d, case).find(|(of, _)| *of == kind);
            let against = against.map(|(_, finding)| finding);
            let typed_or_start = typed.or(start.as_ref());
            let mut form = forms::form(d, kind, &case.acts, typed_or_start, wrong, against);
            if kind == Kind::Answered && carried(case) {
                form = as_read(d, case, form);
            }
            form.open = typed.is_some() || (start.is_some() && !unsigned && signed(case).is_some());
            form
        })
        .collect()
}

/// What is refused today and may be done by this person with a reason all the same.
fn set_aside<'a>(d: &Desk, case: &'a CaseView) -> impl Iterator<Item = (Kind, &'a Finding)> {
    let head = d.has(app::rights::DisclosureHead::ROLES);
    let refused = case.assessment.refusals.iter();
    refused
        .filter(move |(_, finding)| head && law::case::may_be_overridden(finding))
        .map(|(kind, finding)| (*kind, finding))
}

/// The answer as it was signed, to be sent out unchanged.
fn as_signed(d: &Desk, case: &CaseView) -> Form {
    let form = Form::default().with("on", &d.today.to_string());
    let Some(standing) = signed(case) else {
        return form;
    };
    let decision = &standing.decision;
    let mut form = form.with("code", decision.code.as_str());
    for ground in &decision.grounds {
        form = form.with("grounds", ground.as_str());
    }
    if let Some(how) = decision.how {
        let word = serde_json::to_value(how).unwrap_or_default();
        form = form.with("how", word.as_str().unwrap_or_default());
    }
    form
}

fn signed(case: &CaseView) -> Option<&handling::Standing> {
    case.lead.as_ref().unwrap_or(&case.handling.file).signed()
}

/// Why the house lets no answer out yet.
fn unsigned(state: &State, case: &CaseView) -> Option<Finding> {
    if signed(case).is_some() {
        return None;
    }
    let settings = &state.app.settings.handling;
    handling::not_ready(&case.handling.file, case.lead.as_ref(), settings)
}

/// Whether a letter was drafted with what was signed: then nothing of the answer is typed when it goes out.
fn carried(case: &CaseView) -> bool {
    signed(case).is_some_and(|standing| standing.paper.is_some())
}

/// The form that sends what was read and signed: the day, the way, and whether its address was opened.
fn as_read(d: &Desk, case: &CaseView, mut form: ActForm) -> ActForm {
    let fixed = as_signed(d, case);
    let linked = signed(case).is_some_and(|standing| {
        let decision = &standing.decision;
        decision.code == law::outcome::Code::OpenPub && law::case::is_link(&decision.place)
    });
    form.fields.retain(|field| match field.name.as_str() {
        "code" | "grounds" | "files" => false,
        "tried" => linked,
        _ => true,
    });
    for field in &mut form.fields {
        field.only.clear();
    }
    for name in ["code", "grounds"] {
        let all = fixed.all(name).into_iter();
        form.fixed
            .extend(all.map(|value| (name.to_string(), value)));
    }
    form.submit = d.t("requests.case.send");
    form
}

/// The reading that waits for this person, and the other handling acts.
pub fn inner_forms(
    state: &State,
    d: &Desk,
    case: &CaseView,
    draft: &Draft,
) -> (Option<ActForm>, Vec<ActForm>) {
    let tried = draft.typed.text("kind");
    let offices: Vec<String> = case
        .handling
        .file
        .consigned
        .iter()
        .filter(|one| one.returned.is_none())
        .map(|one| one.office.clone())
        .collect();
    let about = About {
        offices: &offices,
        small: state.app.settings.handling.small_bureau,
    };
    let mut reading = None;
    let mut forms = Vec::new();
    for kind in law::fields::WITH_FORM {
        if !case.handling.allowed.contains(&kind) {
            continue;
        }
        let typed = (kind.as_str() == tried).then_some(&draft.typed);
        let wrong = if typed.is_some() {
            &draft.wrong[..]
        } else {
            &[]
        };
        let form = inner::form(d, kind, &about, typed, wrong);
        let reads = matches!(
            kind,
            handling::Kind::SectionReviewed
                | handling::Kind::LegallyReviewed
                | handling::Kind::Signed
        );
        if reads && reading.is_none() {
            reading = Some(form);
        } else {
            forms.push(form);
        }
    }
    (reading, forms)
}

fn may(d: &Desk, kind: Kind) -> bool {
    kind != Kind::Submitted && d.has(app::requests::rights(kind))
}

pub fn refusals(state: &State, d: &Desk, case: &CaseView) -> Vec<Refusal> {
    if !d.handles() || case.assessment.closed_on.is_some() {
        return Vec::new();
    }
    let mut all: Vec<Refusal> = Vec::new();
    let mut add = |label: String, why: NoticeLine| match all
        .iter_mut()
        .find(|known| known.text == why.text && known.rule == why.rule)
    {
        Some(known) => known.labels.push(label),
        None => all.push(Refusal {
            labels: vec![label],
            text: why.text,
            citation: why.citation,
            rule: why.rule,
        }),
    };
    let statutory = |kind: Kind| d.t(&format!("requests.do.{}", kind.as_str()));
    if d.works_cases() {
        for (kind, finding) in &case.assessment.refusals {
            if *kind != Kind::Submitted {
                add(statutory(*kind), line(finding, d.lang));
            }
        }
        for kind in &case.assessment.allowed {
            if *kind == Kind::Answered
                && let Some(finding) = unsigned(state, case)
            {
                add(statutory(*kind), line(&finding, d.lang));
            } else if let Some(finding) = head_alone(*kind)
                && !may(d, *kind)
            {
                add(statutory(*kind), line(&finding, d.lang));
            }
        }
    }
    for (kind, finding) in &case.handling.refusals {
        if law::fields::WITH_FORM.contains(kind) {
            let label = d.t(&format!("requests.do.{}", kind.as_str()));
            add(label, line(finding, d.lang));
        }
    }
    all
}
