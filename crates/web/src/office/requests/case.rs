//! The case page: what was asked, the clock and why, what may be done now, what was done.

use app::requests::CaseView;
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::case::Kind;

use super::{
    applicant,
    forms::{self, ActForm},
    words,
};
use crate::{
    office::{
        clock::{Clock, clock},
        desk::{Desk, Reader},
        form::{Form, fresh_key},
        page, pager,
        problem::{Notice, NoticeLine, Problem, line},
        timeline::{Fact, Names, Step, names, outcome, step},
    },
    state::State,
};

/// One step of the reason behind a date.
struct Reason {
    text: String,
    sum: String,
    citation: String,
    rule: String,
}

/// Acts that cannot be done now for one and the same reason.
struct Refusal {
    labels: Vec<String>,
    text: String,
    citation: String,
    rule: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/case.html")]
struct CasePage<'a> {
    d: &'a Desk,
    place: &'static str,
    href: String,
    number: String,
    status: String,
    notices: Vec<Notice>,
    clock: Clock,
    /// Why no clock runs, where none does.
    no_clock: String,
    clock_facts: Vec<Fact>,
    because: Vec<Reason>,
    applicant: Vec<Fact>,
    reveal: String,
    wanted: String,
    wanted_facts: Vec<Fact>,
    forms: Vec<ActForm>,
    no_acts: String,
    refused: Vec<Refusal>,
    refused_count: usize,
    refused_open: bool,
    timeline: Vec<Step>,
    version: i64,
    key: String,
}

/// What a page shown again keeps of the form that could not be saved.
#[derive(Default)]
pub struct Draft {
    pub typed: Form,
    pub wrong: Vec<app::FieldError>,
    pub notices: Vec<Notice>,
    /// Version that the person had before him, if a colleague acted meanwhile.
    pub seen: Option<i64>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Reader(desk): Reader,
    Path(id): Path<String>,
    Query(query): Query<pager::Query>,
) -> Result<Response, Problem> {
    let case = desk.ok(app::requests::open(&state.app, &desk.staff, &id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let full = query.contains_key("full") && desk.works_cases();
    let mut draft = Draft::default();
    draft.notices.extend(desk.done(&query));
    Ok(render(
        &state,
        &desk,
        StatusCode::OK,
        &case,
        &names,
        full,
        draft,
    ))
}

/// The page of a case as it stands now, with a form that could not be saved.
pub fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    case: &CaseView,
    names: &Names,
    full: bool,
    mut draft: Draft,
) -> Response {
    let base = format!("/office/requests/{}", case.row.id);
    let timeline: Vec<Step> = case
        .acts
        .iter()
        .map(|act| step(d, names, act, &base, draft.seen))
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
    let closed = assessment.closed_on.is_some();
    let forms = act_forms(d, case, &draft);
    let refused = refusals(d, case);
    let tried = draft.typed.text("kind").to_string();
    draft.notices.extend(warnings(d, case));
    page(
        status,
        &CasePage {
            d,
            place: "requests",
            href: base.clone(),
            number: case.row.number.clone(),
            status: words::status(d, &case.row.status),
            notices: draft.notices,
            clock: clock(d, &state.app, assessment.due, assessment.closed_on),
            no_clock: no_clock(d, case),
            clock_facts: clock_facts(d, case),
            because: reasons(d, case),
            applicant: applicant::facts(d, &case.applicant, full),
            reveal: if d.works_cases() && !full && !case.applicant.is_null() {
                format!("{base}?full=1")
            } else {
                String::new()
            },
            wanted: sealed("wanted"),
            wanted_facts: wanted_facts(d, case, sealed("document_number")),
            no_acts: d.t(if closed {
                "office.case.closed"
            } else if d.works_cases() {
                "office.case.none"
            } else {
                "office.case.read_only"
            }),
            refused_count: refused.iter().map(|why| why.labels.len()).sum(),
            refused_open: !tried.is_empty() && !forms.iter().any(|form| form.kind == tried),
            forms,
            refused,
            timeline,
            version: case.version,
            key: fresh_key(),
        },
    )
}

/// A file named by one of the case's acts.
pub async fn download(
    Shared(state): Shared<State>,
    Reader(desk): Reader,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, bytes) =
        desk.ok(app::requests::download(&state.app, &desk.staff, &id, &hash).await)?;
    Ok(crate::download::file(&file.name, &file.media, bytes))
}

/// The forms in the order of need: what answers the case first.
fn act_forms(d: &Desk, case: &CaseView, draft: &Draft) -> Vec<ActForm> {
    let tried = draft.typed.text("kind");
    let mut kinds: Vec<Kind> = case
        .assessment
        .allowed
        .iter()
        .copied()
        .filter(|kind| may(d, *kind))
        .collect();
    kinds.sort_by_key(|kind| (kind.as_str() != "confirmed", kind.as_str() != "answered"));
    kinds
        .into_iter()
        .map(|kind| {
            let typed = (kind.as_str() == tried).then_some(&draft.typed);
            forms::form(
                d,
                kind,
                &case.acts,
                typed,
                if typed.is_some() { &draft.wrong } else { &[] },
            )
        })
        .collect()
}

fn may(d: &Desk, kind: Kind) -> bool {
    kind != Kind::Submitted && d.has(app::requests::rights(kind))
}

fn refusals(d: &Desk, case: &CaseView) -> Vec<Refusal> {
    if !d.works_cases() || case.assessment.closed_on.is_some() {
        return Vec::new();
    }
    let mut all: Vec<Refusal> = Vec::new();
    let mut add = |kind: Kind, why: NoticeLine| {
        let label = d.t(&format!("office.do.{}", kind.as_str()));
        match all
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
        }
    };
    for (kind, finding) in &case.assessment.refusals {
        if *kind != Kind::Submitted {
            add(*kind, line(finding, d.lang));
        }
    }
    for kind in &case.assessment.allowed {
        if *kind != Kind::Submitted && !may(d, *kind) {
            add(
                *kind,
                NoticeLine {
                    text: d.t("office.case.only_head"),
                    citation: d.t("office.case.only_head_citation"),
                    rule: "A-33.3".into(),
                    href: String::new(),
                },
            );
        }
    }
    all
}

/// Why no clock runs: what the case waits for.
fn no_clock(d: &Desk, case: &CaseView) -> String {
    if case.assessment.closed_on.is_some() || case.assessment.due.is_some() {
        return String::new();
    }
    d.t(&format!("office.no_clock.{}", case.row.status))
}

fn reasons(d: &Desk, case: &CaseView) -> Vec<Reason> {
    case.assessment
        .because
        .iter()
        .map(|step| Reason {
            text: d.lang.pick(&step.zh, &step.en).to_string(),
            sum: match (step.from, step.days, step.to) {
                (Some(from), Some(days), Some(to)) => format!("{from} + {days} → {to}"),
                (Some(from), None, Some(to)) if from != to => format!("{from} → {to}"),
                (_, _, Some(to)) => format!("→ {to}"),
                _ => String::new(),
            },
            citation: step.citation.clone(),
            rule: step.rule.clone(),
        })
        .collect()
}

fn clock_facts(d: &Desk, case: &CaseView) -> Vec<Fact> {
    let a = &case.assessment;
    let mut facts = vec![Fact::new(
        d.t("office.requests.submitted"),
        case.row.submitted_on.to_string(),
    )];
    let mut date = |key: &str, on: Option<jiff::civil::Date>| {
        if let Some(on) = on {
            facts.push(Fact::new(d.t(key), on.to_string()));
        }
    };
    date("office.requests.received", a.receipt);
    date("office.requests.closed", a.closed_on);
    if a.closed_on.is_none() {
        date("office.case.latest", a.latest);
    }
    if a.excluded_days > 0 {
        facts.push(Fact::new(
            d.t("office.case.excluded"),
            d.tn("office.working_days", "n", a.excluded_days),
        ));
    }
    if a.provisional {
        facts.push(Fact::new(
            d.t("office.case.provisional"),
            d.t("office.case.provisional_why"),
        ));
    }
    if let Some(code) = a.code {
        facts.push(Fact::new(
            d.t("office.requests.result"),
            outcome(d, code.as_str()),
        ));
        facts.push(Fact::new(d.t("office.case.report_row"), code.row().key()));
    }
    facts
}

fn wanted_facts(d: &Desk, case: &CaseView, document_number: String) -> Vec<Fact> {
    let first = case
        .acts
        .first()
        .map(store::ledger::Act::json)
        .unwrap_or_default();
    let mut facts = vec![
        Fact::new(
            d.t("office.requests.applicant"),
            words::applicant(d, &case.row.applicant),
        ),
        Fact::new(
            d.t("office.requests.channel"),
            words::channel(d, &case.row.channel),
        ),
    ];
    if !document_number.is_empty() {
        facts.push(Fact::new(
            d.t("office.new.document_number"),
            document_number,
        ));
    }
    for name in ["form", "delivery"] {
        if let Some(word) = first[name].as_str() {
            facts.push(Fact::new(
                d.t(&format!("office.fact.{name}")),
                d.t(&format!("office.{name}.{word}")),
            ));
        }
    }
    facts
}

/// What the law finds in the case as it stands.
fn warnings(d: &Desk, case: &CaseView) -> Option<Notice> {
    let lines: Vec<_> = case
        .assessment
        .findings
        .iter()
        .map(|finding| line(finding, d.lang))
        .collect();
    (!lines.is_empty()).then(|| Notice {
        level: "warning",
        title: d.t("office.case.findings"),
        lines,
    })
}

/// Tells that a colleague acted first, and what; the draft stays in its form below.
fn meanwhile(d: &Desk, timeline: &[Step], typed: &Form) -> Notice {
    let mut notice = Notice {
        level: "error",
        title: d.t("office.case.meanwhile"),
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
                "office.case.draft_kept",
                "act",
                d.t(&format!("office.do.{kept}")),
            ),
            href: format!("#act-{kept}"),
            ..Default::default()
        });
    }
    notice
}
