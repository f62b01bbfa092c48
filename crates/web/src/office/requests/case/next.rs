//! The next step as the page shows it: what, by whom, until when, and the one form for it. What it is, `law::next` says.

use app::{App, requests::CaseView};
use law::next::{Next, Step, Who};

use crate::office::{
    clock::{Clock, clock},
    desk::Desk,
    requests::act_forms::ActForm,
};

/// The card at the head of the page.
pub struct NextCard {
    pub title: String,
    /// Who does it, in a sentence.
    pub who: String,
    /// It is this person's to do.
    pub mine: bool,
    pub lead: String,
    /// The last day for it; without a date where none runs.
    pub until: Clock,
    /// The word on the button.
    pub button: String,
    /// Where the button leads, where the form stands further down or in another case.
    pub href: String,
    /// The form itself, folded under the button.
    pub form: Option<ActForm>,
    pub rule: String,
    pub citation: String,
}

/// The card, and the forms without the one that it took.
pub fn card(
    d: &Desk,
    app: &App,
    case: &CaseView,
    reading: Option<&ActForm>,
    forms: &mut Vec<ActForm>,
    inner_forms: &mut Vec<ActForm>,
) -> NextCard {
    let next = case.next;
    let word = next.step.as_str();
    let kind = next.act.map_or("", law::next::Act::as_str);
    let take = |all: &mut Vec<ActForm>| {
        let at = all.iter().position(|form| form.kind == kind)?;
        Some(all.remove(at))
    };
    let reads = reading.is_some_and(|form| form.kind == kind);
    let form = take(inner_forms).or_else(|| take(forms));
    let mut href = String::new();
    if reads {
        href = format!("#act-{kind}");
    } else if let (Step::AnsweredThere, Some((lead, _))) = (next.step, &case.handling.file.lead) {
        href = format!("/office/requests/{lead}");
    }
    // What others are waited for is recorded when it comes; it is nobody's to do before.
    let awaited = matches!(next.who, Who::Applicant | Who::Others | Who::Office);
    let there = next.step == Step::AnsweredThere && d.works_cases();
    let mine = !awaited && (form.is_some() || reads || there);
    let button = match next.step {
        Step::AnsweredThere => d.t("requests.next.there"),
        _ if kind.is_empty() => String::new(),
        _ => d.t(&format!("requests.button.{kind}")),
    };
    let title = format!("requests.next_step.{word}");
    NextCard {
        title: d.t(&title),
        who: who(d, next, mine),
        mine,
        lead: d.t(&format!("requests.next_lead.{word}")),
        until: next
            .until
            .map(|until| clock(d, app, Some(until), None))
            .unwrap_or_default(),
        button,
        href,
        form,
        rule: next.rule.id().into(),
        citation: next.rule.cited(&next.rule.citation(), d.lang),
    }
}

fn who(d: &Desk, next: Next, mine: bool) -> String {
    match next.who {
        _ if mine => d.t("requests.next.you"),
        Who::Post(post) => d.tn(
            "requests.next.waits",
            "post",
            d.lang.pick(post.zh(), post.en()),
        ),
        Who::Applicant => d.t("requests.next.applicant"),
        Who::Others => d.t("requests.next.others"),
        Who::Office => d.t("requests.next.office"),
        Who::Nobody => String::new(),
    }
}
