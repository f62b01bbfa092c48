//! One item: its header, its text, what may be done now, its history.

use app::{
    items::{self, Fate, ItemView, Step as Acting},
    rights::Reader,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::{
    item::{Kind, Status, gates, stock::Found, validity_on},
    readings::{Digest, Opinion, Post, Reading},
};

use super::{
    list::status as status_word,
    masking::{FindLine, Masked, finds, masked},
    opinions::{Card, Told, card, told},
    preview,
    step_forms::{LifeForm, forms},
};
use crate::{
    kit::{guard::fresh_key, pager::Query as Asked},
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem},
        timeline::{Fact, FileLink, Names, Step, files, names, step},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/items/page.html")]
struct ItemPage<'a> {
    d: &'a Desk,
    place: &'static str,
    href: String,
    title: String,
    status: String,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    /// What is different from the public text, for who reads or publishes a change.
    differences: Vec<DifferenceCard>,
    readings: Vec<ReadingLine>,
    /// The digest of the text as it stands: what a reader reads.
    text: String,
    public: String,
    files: Vec<FileLink>,
    /// Of a text that was read out of a document: what was left out of it.
    origin: Vec<String>,
    /// The opinions on a draft that is or was out for comment.
    opinions: Option<Card>,
    /// What became of opinions.
    told: Vec<Told>,
    forms: Vec<LifeForm>,
    /// Personal data in the text.
    finds: Vec<FindLine>,
    masked: Masked,
    edit: String,
    /// It is public, and nobody is changing it.
    rests: bool,
    waits: String,
    /// A preview link just made.
    made: Option<preview::MadeLink>,
    previews: Option<preview::Card>,
    summary: String,
    body: String,
    history: Vec<Step>,
    version: i64,
    key: String,
}

/// What a page shown again keeps of the form that could not be saved.
#[derive(Default)]
pub struct Draft {
    /// The step of which it is.
    pub step: Option<Acting>,
    pub typed: Form,
    pub wrong: Vec<app::FieldError>,
    pub notices: Vec<Notice>,
    pub seen: Option<i64>,
    /// What became of the form of a preview link.
    pub preview: preview::Tried,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let view = desk.ok(app::items::open(&state.app, &desk.staff, &id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let mut draft = Draft::default();
    draft.notices.extend(desk.done("items.done", &query));
    Ok(render(
        &desk,
        &state.app,
        StatusCode::OK,
        &view,
        &names,
        draft,
    ))
}

/// An attachment of the current version.
pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, bytes) = desk.ok(app::items::download(&state.app, &desk.staff, &id, &hash).await)?;
    Ok(crate::kit::download::file(&file.name, &file.media, bytes))
}

/// The page of an item as it stands now, with a form that could not be saved.
pub fn render(
    d: &Desk,
    app: &app::App,
    status: StatusCode,
    view: &ItemView,
    names: &Names,
    mut draft: Draft,
) -> Response {
    let row = &view.row;
    let base = format!("/office/items/{}", row.id);
    let history: Vec<Step> = view
        .acts
        .iter()
        .map(|act| step(d, names, act, &base, draft.seen))
        .rev()
        .collect();
    if draft.seen.is_some() {
        draft.notices.insert(
            0,
            Notice {
                level: "error",
                title: d.t("items.meanwhile"),
                lines: history
                    .iter()
                    .filter(|step| step.fresh)
                    .map(|step| NoticeLine {
                        text: format!("{} {} · {}", step.on, step.title, step.by),
                        ..NoticeLine::default()
                    })
                    .collect(),
            },
        );
    }
    if !view.assessment.findings.is_empty() {
        let title = d.t("items.named");
        let mut notice = Notice::refused(&title, &view.assessment.findings, d.lang);
        notice.level = "warning";
        draft.notices.push(notice);
    }
    let editable = view.assessment.allowed.contains(&Kind::Revised);
    if view.is_overdue {
        let title = d
            .t("items.overdue")
            .replace("{at}", &row.planned_at.replace('T', " "));
        draft.notices.push(Notice {
            level: "error",
            title,
            lines: Vec::new(),
        });
    }
    if let Some((on, suspension)) = &view.state.suspended {
        let title = d
            .t("items.suspended")
            .replace("{on}", &on.to_string())
            .replace("{reason}", &suspension.reason);
        let lines = suspension.found.iter().map(|found| NoticeLine {
            text: found_at(d, found),
            ..NoticeLine::default()
        });
        draft.notices.push(Notice {
            level: "warning",
            title,
            lines: lines.collect(),
        });
    }
    if let Some(last) = &view.explain_by {
        let title = d
            .t("items.unexplained")
            .replace("{on}", &last.date().to_string())
            .replace("{because}", &last.because.cited(d.lang));
        draft.notices.push(Notice {
            level: "warning",
            title,
            lines: Vec::new(),
        });
    }
    let attachments = serde_json::from_str(&row.attachments).unwrap_or_default();
    page(
        status,
        &ItemPage {
            d,
            place: "items",
            title: row.title.clone(),
            status: status_word(d, row),
            notices: std::mem::take(&mut draft.notices),
            facts: facts(d, view, names),
            differences: differences(d, view),
            readings: readings(d, view, names),
            text: view
                .state
                .text()
                .map(Digest::as_str)
                .unwrap_or_default()
                .into(),
            public: if row.public {
                format!("/items/{}/{}", row.organ, row.id)
            } else {
                String::new()
            },
            files: besides_pictures(files(d, attachments, &base), &row.body_html),
            origin: origin(d, view),
            opinions: card(d, view),
            told: told(d, view),
            forms: forms(d, view, &draft),
            finds: finds(d, app, view),
            masked: masked(d, view),
            edit: if editable {
                format!("{base}/edit")
            } else {
                String::new()
            },
            rests: row.status == Status::Published,
            waits: waits(d, view),
            previews: preview::card(d, app, view, names, &draft),
            made: draft.preview.made,
            summary: row.summary.clone(),
            body: items::shown_at(&row.body_html, &format!("{base}/files/")),
            history,
            version: row.version,
            key: fresh_key(),
            href: base,
        },
    )
}

/// Files that the text does not show itself.
fn besides_pictures(mut files: Vec<FileLink>, body: &str) -> Vec<FileLink> {
    let pictures = items::pictures(body);
    files.retain(|file| {
        let hash = file.href.rsplit('/').next().unwrap_or_default();
        pictures.iter().all(|picture| picture.hash != hash)
    });
    files
}

/// From what the text came, and what was left out on the way.
fn origin(d: &Desk, view: &ItemView) -> Vec<String> {
    let content = view.state.content.as_ref();
    let Some(origin) = content.and_then(|content| content.origin.as_ref()) else {
        return Vec::new();
    };
    let from = d.tn("items.origin_from", "format", origin.format.to_uppercase());
    let left = items::left_out(origin);
    let left = left.iter().map(|left| left.message(d.lang));
    std::iter::once(from).chain(left).collect()
}

/// What a look at the stock found, in words.
fn found_at(d: &Desk, found: &Found) -> String {
    let (name, number) = found.place.split_once('/').unwrap_or((&found.place, ""));
    let number = number.trim_end_matches("/name");
    let place = d.t(&format!("office.fact.{name}"));
    d.t("items.found_at")
        .replace("{place}", &format!("{place}{number}"))
        .replace("{line}", &found.line.to_string())
        .replace("{what}", d.lang.pick(found.what.zh(), found.what.en()))
}

fn facts(d: &Desk, view: &ItemView, names: &Names) -> Vec<Fact> {
    let row = &view.row;
    let date = |on: Option<jiff::civil::Date>| on.map(|on| on.to_string()).unwrap_or_default();
    let head = if row.head > 0 {
        d.t(&format!("items.head.{}", row.head))
    } else {
        String::new()
    };
    let due = view
        .assessment
        .last_day
        .as_ref()
        .map(|day| format!("{}（{}）", day.date(), day.because.cited(d.lang)));
    let content = view.state.content.as_ref();
    let public = view.state.public.as_ref().map(|public| &public.content);
    let validity = validity_on(
        view.state.validity,
        row.repealed_on,
        public
            .or(content)
            .and_then(|content| content.in_force_until),
        d.today,
    );
    let kind = content.and_then(|content| content.item_kind());
    let kind = kind.map(|kind| d.lang.pick(kind.zh, kind.en).to_string());
    let pairs = [
        ("item_kind", kind.unwrap_or_default()),
        ("index_number", row.index_number.clone()),
        ("column", d.t(&format!("items.column.{}", row.column))),
        ("head", head),
        ("document_number", row.document_number.clone()),
        ("made_on", row.made_on.to_string()),
        ("published_on", date(row.published_on)),
        ("planned_at", row.planned_at.replace('T', " ")),
        ("publish_by", due.unwrap_or_default()),
        (
            "in_force_from",
            date(content.and_then(|one| one.in_force_from)),
        ),
        (
            "in_force_until",
            date(content.and_then(|one| one.in_force_until)),
        ),
        (
            "validity",
            d.t(&format!("items.validity.{}", validity.as_str())),
        ),
        ("explains", view.ties.explains.trim().into()),
        ("amends", view.ties.amends.trim().into()),
        ("repeals", view.ties.repeals.trim().into()),
        ("answers", view.ties.answers.trim().into()),
        (
            "comments_until",
            date(content.and_then(|one| one.comments_until)),
        ),
        (
            "comments_short",
            content.map_or_else(String::new, |one| one.comments_short.clone()),
        ),
        ("repealed_on", date(row.repealed_on)),
        ("repealed_by", row.repealed_by.clone()),
        (
            "source_class",
            d.t(&format!("items.source_class.{}", row.source_class)),
        ),
        (
            "author",
            names.get(&row.author).cloned().unwrap_or_default(),
        ),
    ];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(d.t(&format!("office.fact.{name}")), value))
        .collect()
}

/// A part of the text that is different from the public one.
struct DifferenceCard {
    place: String,
    /// `stays`, `goes` or `comes`, and the line.
    lines: Vec<(&'static str, String)>,
}

fn differences(d: &Desk, view: &ItemView) -> Vec<DifferenceCard> {
    let fate = |fate| match fate {
        Fate::Stays => "stays",
        Fate::Goes => "goes",
        Fate::Comes => "comes",
    };
    let said = |place: &str, text: String| match place {
        "head" => d.t(&format!("items.head.{text}")),
        "source_class" => d.t(&format!("items.source_class.{text}")),
        _ => text,
    };
    items::difference(&view.state)
        .into_iter()
        .map(|one| DifferenceCard {
            place: d.t(&format!("office.fact.{}", one.place)),
            lines: one
                .lines
                .into_iter()
                .map(|(what, text)| (fate(what), said(one.place, text)))
                .collect(),
        })
        .collect()
}

/// One of the readings that the item needs, given or still to come.
struct ReadingLine {
    post: &'static str,
    /// `agree`, `return` or `waits`.
    state: &'static str,
    opinion: String,
    by: String,
    note: String,
}

/// The readings in their order: who has read this very text, what he said, whose turn it is.
fn readings(d: &Desk, view: &ItemView, names: &Names) -> Vec<ReadingLine> {
    let course = &view.state.course;
    let order = view.state.order();
    let next = course
        .awaits(&order)
        .filter(|_| view.row.status == Status::InReview);
    order
        .iter()
        .map(|post| {
            let returned = course.returned().filter(|reading| reading.post == *post);
            let stands = |reading: &&Reading| reading.read.as_ref() == course.text();
            let reading = returned.or_else(|| course.of(*post).filter(stands));
            let word = match reading.map(|reading| reading.opinion) {
                Some(Opinion::Agree) => "agree",
                Some(Opinion::Return) => "return",
                None if next == Some(*post) => "turn",
                None => "waits",
            };
            let on = reading.and_then(|reading| reading.on);
            let name = reading.and_then(|reading| names.get(&reading.by)).cloned();
            let said = |reading: &Reading| {
                let looks =
                    reading.opinion == Opinion::Agree && gates::looks(&order) == Some(*post);
                let looked = if looks {
                    view.state.looked.as_str()
                } else {
                    ""
                };
                [reading.note.as_str(), reading.exception.as_str(), looked]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ")
            };
            ReadingLine {
                post: d.lang.pick(post.zh(), post.en()),
                state: word,
                opinion: d.t(&format!("items.reading_{word}")),
                by: [name, on.map(|on| on.to_string())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
                note: reading.map(said).unwrap_or_default(),
            }
        })
        .collect()
}

/// What is owed, by whom, and why this person has nothing to do.
fn waits(d: &Desk, view: &ItemView) -> String {
    let status = d.t(&format!("items.waits_{}", view.row.status));
    let own = view.assessment.waits_for.and_then(|post| {
        let kind = match post {
            Post::Publisher => Kind::Published,
            post => Kind::reading_of(post)?,
        };
        let refused = view
            .assessment
            .refusals
            .iter()
            .find(|(other, _)| *other == kind);
        refused.map(|(_, finding)| finding.message(d.lang).to_string())
    });
    match own {
        Some(own) => format!("{status} {own}"),
        None => status,
    }
}
