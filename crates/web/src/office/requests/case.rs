//! The case page: the clock and why, what is to be done next and by whom, what was done, everything about it on one page.

mod allowed;
mod answer;
mod course;
mod facts;
mod next;

use app::{
    requests::{CaseView, letters::Part},
    rights::{Handler, Reader},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};

use super::{
    act_forms::ActForm,
    applicant, redact,
    subject::{self, SubjectForm},
    words,
};
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        clock::{Clock, clock},
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem, line},
        timeline::{self, Fact, Names, Step, names, step},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/requests/case.html")]
struct CasePage<'a> {
    d: &'a Desk,
    place: &'static str,
    href: String,
    number: String,
    /// What it is called; empty once the applicant is erased.
    subject: String,
    subject_form: Option<SubjectForm>,
    status: String,
    notices: Vec<Notice>,
    stages: Vec<course::StageMark>,
    next: next::NextCard,
    /// Whether what else may be done is unfolded: a form of it came back.
    more_open: bool,
    more_count: usize,
    clock: Clock,
    /// Why no clock runs, where none does.
    no_clock: String,
    clock_facts: Vec<Fact>,
    because: Vec<facts::Reason>,
    applicant: Vec<Fact>,
    /// Whether the particulars may be asked for in full.
    may_reveal: bool,
    full: bool,
    proofs: Vec<course::Proof>,
    month: Vec<Fact>,
    month_others: Vec<course::Link>,
    wanted: String,
    letter: String,
    wanted_facts: Vec<Fact>,
    decision: Option<course::DecisionCard>,
    answer: Option<answer::Sheet>,
    /// The reading that waits for this person.
    reading: Option<ActForm>,
    forms: Vec<ActForm>,
    inner_forms: Vec<ActForm>,
    no_acts: String,
    refused: Vec<allowed::Refusal>,
    refused_count: usize,
    refused_open: bool,
    may_split: bool,
    may_join: bool,
    may_code: bool,
    papers: Vec<course::Paper>,
    consultations: Vec<course::Letter>,
    related: Vec<course::Link>,
    remedies: Vec<course::RemedyLine>,
    timeline: Vec<Step>,
    version: i64,
    key: String,
    why: Field,
    /// The form that makes a file without what is withheld.
    redact: Vec<Field>,
    redact_open: bool,
    /// Why the whole file is taken.
    package_why: Field,
    parts: Field,
    lead: Field,
    on: Field,
}

/// What a page shown again keeps of the form that could not be saved.
#[derive(Default)]
pub struct Draft {
    pub typed: Form,
    pub wrong: Vec<app::FieldError>,
    pub notices: Vec<Notice>,
    /// Version that the person had before him, if a colleague acted meanwhile.
    pub seen: Option<i64>,
    /// The applicant is shown in full, once, after the look was recorded.
    pub full: bool,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let case = desk.ok(app::requests::open(&state.app, &desk.staff, &id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let mut draft = Draft::default();
    draft.notices.extend(desk.done("requests.done", &query));
    Ok(render(&state, &desk, StatusCode::OK, &case, &names, draft))
}

/// The page of a case as it stands now, with a form that could not be saved.
pub fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    case: &CaseView,
    names: &Names,
    mut draft: Draft,
) -> Response {
    let base = format!("/office/requests/{}", case.row.id);
    let timeline: Vec<Step> = case
        .acts
        .iter()
        .map(|act| {
            let mut step = step(d, names, act, &base, draft.seen);
            timeline::call(&mut step.files, &case.file_names);
            step
        })
        .rev()
        .collect();
    if draft.seen.is_some() {
        draft
            .notices
            .insert(0, meanwhile(d, &timeline, &draft.typed));
    }
    let sealed = |name: &str| {
        case.applicant[name]
            .as_str()
            .unwrap_or_default()
            .to_string()
    };
    let assessment = &case.assessment;
    let (reading, mut inner_forms) = allowed::inner_forms(state, d, case, &draft);
    let mut forms = allowed::act_forms(state, d, case, &draft);
    let next = next::card(
        d,
        &state.app,
        case,
        reading.as_ref(),
        &mut forms,
        &mut inner_forms,
    );
    let refused = allowed::refusals(state, d, case);
    let tried = draft.typed.text("kind").to_string();
    let shown = |form: &ActForm| form.kind == tried;
    let elsewhere = next.form.iter().chain(&reading).any(shown) || tried == subject::KIND;
    let more_open = !elsewhere && (!tried.is_empty() || !draft.wrong.is_empty());
    let refused_open = !tried.is_empty()
        && !forms.iter().any(shown)
        && !inner_forms.iter().any(shown)
        && tried != "redacted"
        && !elsewhere
        && !reading.iter().any(shown);
    draft.notices.extend(warnings(d, case));
    let allows = |kind| case.handling.allowed.contains(&kind);
    let fresh = Form::default().with("on", &d.today.to_string());
    let typed = |field: Field| {
        let from = if draft.typed.text(&field.name).is_empty() {
            &fresh
        } else {
            &draft.typed
        };
        field.filled(from).checked(&draft.wrong, d.lang)
    };
    let text =
        |kind, name: &str| Field::new(kind, name, &d.t(&format!("requests.handling_field.{name}")));
    let why = text("text", "why")
        .required()
        .hint(&d.t("requests.handling_hint.why"));
    let whole = draft.typed.text("form") == "package";
    page(
        status,
        &CasePage {
            d,
            place: "requests",
            href: base.clone(),
            number: case.row.number.clone(),
            subject: case
                .subject
                .as_ref()
                .map(|(title, _)| title.clone())
                .unwrap_or_default(),
            subject_form: subject::form(d, case, &draft),
            status: words::status(d, &case.row.status),
            stages: course::stages(d, case, names),
            more_count: forms.len() + inner_forms.len(),
            more_open,
            next,
            clock: clock(d, &state.app, assessment.due, assessment.closed_on),
            no_clock: facts::no_clock(d, case),
            clock_facts: facts::clock_facts(d, case),
            because: facts::reasons(d, case),
            applicant: applicant::facts(d, &case.applicant),
            may_reveal: d.handles() && !draft.full && !case.applicant.is_null(),
            full: draft.full,
            proofs: course::proofs(case, &base),
            month: course::month(d, case),
            month_others: course::month_others(case),
            wanted: sealed("wanted"),
            letter: sealed("letter"),
            wanted_facts: facts::wanted_facts(d, case, sealed("document_number")),
            decision: course::decision(d, case, names),
            answer: answer::sheet(d, case, &base),
            reading,
            no_acts: d.t(if assessment.closed_on.is_some() {
                "requests.case.closed"
            } else if d.works_cases() {
                "requests.case.none"
            } else if d.handles() {
                "requests.handling.not_your_turn"
            } else {
                "requests.case.read_only"
            }),
            refused_count: refused.iter().map(|why| why.labels.len()).sum(),
            refused_open,
            forms,
            inner_forms,
            refused,
            may_split: d.works_cases() && allows(law::handling::Kind::Split),
            may_join: d.works_cases() && allows(law::handling::Kind::Joined),
            may_code: d.works_cases() && case.row.query_hash.is_empty(),
            papers: course::papers(d, case, &base),
            consultations: course::letters(d, case),
            related: course::related(d, case),
            remedies: course::remedies(d, case),
            timeline,
            version: case.version,
            key: fresh_key(),
            why: if whole {
                why.clone()
            } else {
                typed(why.clone())
            },
            redact: redact::fields(d, case, &draft),
            redact_open: tried == "redacted",
            package_why: if whole {
                typed(why.within("package"))
            } else {
                why.within("package")
            },
            parts: typed(
                text("textarea", "parts")
                    .rows(6)
                    .required()
                    .hint(&d.t("requests.handling_hint.parts")),
            ),
            lead: typed(
                text("text", "lead")
                    .required()
                    .hint(&d.t("requests.handling_hint.lead")),
            ),
            on: text("date", "on").required().filled(&fresh),
            notices: draft.notices,
        },
    )
}

/// The letter of the answer on its way, as PDF.
pub async fn answer_pdf(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Handler>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let bytes = desk.ok(app::requests::letters::answer_pdf(&state.app, &by, &id).await)?;
    let name = format!("{}.pdf", desk.t("letters.answer.title"));
    Ok(crate::kit::download::private(
        &name,
        "application/pdf",
        bytes,
    ))
}

/// A file named by one of the case's acts.
pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, bytes) =
        desk.ok(app::requests::download(&state.app, &desk.staff, &id, &hash).await)?;
    Ok(crate::kit::download::file(&file.name, &file.media, bytes))
}

/// What the law and the house find in the case as it stands.
fn warnings(d: &Desk, case: &CaseView) -> Option<Notice> {
    let lines: Vec<_> = case
        .assessment
        .findings
        .iter()
        .chain(&case.lacking)
        .chain(&case.handling.findings)
        .map(|finding| line(finding, d.lang))
        .collect();
    (!lines.is_empty()).then(|| Notice {
        level: "warning",
        title: d.t("requests.case.findings"),
        lines,
    })
}

/// Tells that a colleague acted first, and what; the draft stays in its form below.
fn meanwhile(d: &Desk, timeline: &[Step], typed: &Form) -> Notice {
    let mut notice = Notice {
        level: "error",
        title: d.t("requests.case.meanwhile"),
        lines: timeline
            .iter()
            .filter(|step| step.fresh)
            .map(|step| NoticeLine {
                text: format!("{} {} · {}", step.on, step.title, step.by),
                ..Default::default()
            })
            .collect(),
    };
    let kept = typed.text("kind");
    if !kept.is_empty() {
        notice.lines.push(NoticeLine {
            text: d.tn(
                "requests.case.draft_kept",
                "act",
                super::act::label(d, kept),
            ),
            href: format!("#act-{kept}"),
            ..Default::default()
        });
    }
    notice
}
