//! Drafting and revising an item.

use app::{
    Error, FieldError,
    items::{ItemForm, TiesForm},
    rights::Author,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use law::{
    fields::item::{COMMENTS_UNTIL, IN_FORCE_FROM, IN_FORCE_UNTIL, MADE_ON},
    item::Content,
};

use super::gists::{self, GistRow};
use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::{Query as Asked, given},
    },
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem},
        timeline::{FileLink, files, names, step},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/items/form.html")]
struct FormPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    back: String,
    action: String,
    notices: Vec<Notice>,
    fields: Vec<Field>,
    /// The pictures of the text, each with what it shows in words.
    pictures: Vec<PictureField>,
    /// What belongs to the document that the form was read from, sealed.
    arrived: String,
    /// Groups of opinions, of the result of a consultation.
    gists: Vec<GistRow>,
    /// What is wrong with them.
    gists_wrong: Vec<String>,
    version: i64,
    key: String,
}

struct PictureField {
    /// Where it can be looked at; empty before the draft is saved.
    href: String,
    field: Field,
}

/// A form on its way to a page: what it holds and what is wrong with it.
pub(super) struct Draft<'a> {
    /// Address of the item, or empty for a new one.
    pub base: String,
    pub version: i64,
    pub form: &'a Form,
    pub wrong: &'a [FieldError],
    pub notices: Vec<Notice>,
    /// Attachments of the version on record.
    pub kept: Vec<(String, FileLink)>,
}

impl<'a> Draft<'a> {
    /// Of a new item.
    pub fn new(form: &'a Form) -> Self {
        Self {
            base: String::new(),
            version: 0,
            form,
            wrong: &[],
            notices: Vec::new(),
            kept: Vec::new(),
        }
    }
}

/// An empty form; with `answers`, the id of a consultation, its result as far as it is known.
pub async fn blank(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let form = match given(&query, "answers") {
        Some(id) => {
            let begun = desk.ok(app::items::result(&state.app, &by, &id).await)?;
            let form = Form::of(&[
                ("column", begun.column.as_str()),
                ("kind", begun.kind.as_str()),
                ("head", begun.head.to_string().as_str()),
                ("title", begun.title.as_str()),
                ("source_class", begun.source_class.as_str()),
                ("answers", begun.ties.answers.as_str()),
            ]);
            gists::put(form, &begun.gists)
        }
        None => Form::of(&[
            ("column", "content"),
            ("head", "1"),
            ("source_class", "proactive"),
        ]),
    };
    let form = form.with("made_on", &desk.today.to_string());
    Ok(render(&desk, StatusCode::OK, Draft::new(&form)))
}

pub async fn draft(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    form: Form,
) -> Result<Response, Problem> {
    let saved = match read(&form) {
        Ok(item) => app::items::draft(&state.app, &by, &item, form.key()).await,
        Err(wrong) => Err(Error::Invalid(wrong)),
    };
    match saved {
        Ok(id) => Ok(Redirect::to(&format!("/office/items/{id}?done=drafted")).into_response()),
        // This very form was sent before with other content: it is not offered once more.
        Err(Error::Conflict) => Err(Problem::new(&desk, Error::Conflict)),
        Err(error) => {
            let again = desk.again(error, &words(&desk))?;
            let draft = Draft {
                wrong: &again.wrong,
                notices: again.notices,
                ..Draft::new(&form)
            };
            Ok(render(&desk, again.status, draft))
        }
    }
}

/// What the form says of its own where it comes again.
fn words(d: &Desk) -> Said {
    Said {
        refused: d.t("office.problem.refused"),
        meanwhile: d.t("items.meanwhile"),
        ..Said::default()
    }
}

pub async fn edit(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Author>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = desk.ok(app::items::open(&state.app, &desk.staff, &id).await)?;
    let row = &view.row;
    let kind = view
        .state
        .content
        .as_ref()
        .and_then(|content| content.kind.clone());
    let kind = kind.unwrap_or_default();
    let day = |of: fn(&Content) -> Option<Date>| {
        let day = view.state.content.as_ref().and_then(of);
        day.map_or_else(String::new, |day| day.to_string())
    };
    let from = day(|content| content.in_force_from);
    let until = day(|content| content.in_force_until);
    let comments = day(|content| content.comments_until);
    let short = view.state.content.as_ref();
    let short = short.map_or("", |content| content.comments_short.as_str());
    let kept = kept(&desk, &view);
    let mut form = kept.iter().fold(
        Form::of(&[
            ("column", row.column.as_str()),
            ("head", row.head.to_string().as_str()),
            ("title", row.title.as_str()),
            ("kind", kind.as_str()),
            ("document_number", row.document_number.as_str()),
            ("made_on", row.made_on.to_string().as_str()),
            ("summary", row.summary.as_str()),
            ("body", row.body_html.as_str()),
            ("source_class", row.source_class.as_str()),
            ("in_force_from", from.as_str()),
            ("in_force_until", until.as_str()),
            ("explains", view.ties.explains.as_str()),
            ("amends", view.ties.amends.as_str()),
            ("repeals", view.ties.repeals.as_str()),
            ("answers", view.ties.answers.as_str()),
            ("comments_until", comments.as_str()),
            ("comments_short", short),
        ]),
        |form, (hash, _)| form.with("keep", hash),
    );
    for (number, picture) in (1..).zip(app::items::pictures(&row.body_html)) {
        form = form.with(&shows(number), &picture.shows);
    }
    let form = gists::put(form, &view.gists);
    let draft = Draft {
        base: format!("/office/items/{id}"),
        version: row.version,
        form: &form,
        wrong: &[],
        notices: Vec::new(),
        kept,
    };
    Ok(render(&desk, StatusCode::OK, draft))
}

pub async fn revise(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    let saved = match read(&form) {
        Ok(item) => app::items::revise(&state.app, &by, &id, seen, &item).await,
        Err(wrong) => Err(Error::Invalid(wrong)),
    };
    let error = match saved {
        Ok(_) => {
            return Ok(Redirect::to(&format!("/office/items/{id}?done=revised")).into_response());
        }
        Err(error) => error,
    };
    let mut again = desk.again(error, &words(&desk))?;
    let view = desk.ok(app::items::open(&state.app, &desk.staff, &id).await)?;
    let base = format!("/office/items/{id}");
    if again.stale {
        let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
        let since = view.acts.iter().filter(|act| act.version > seen);
        let lines = since
            .map(|act| step(&desk, &names, act, &base, None))
            .map(|step| NoticeLine {
                text: format!("{} {} · {}", step.on, step.title, step.by),
                href: base.clone(),
                ..NoticeLine::default()
            });
        if let Some(notice) = again.notices.first_mut() {
            notice.lines.extend(lines);
        }
    }
    let draft = Draft {
        version: view.row.version,
        form: &form,
        wrong: &again.wrong,
        notices: again.notices,
        kept: kept(&desk, &view),
        base,
    };
    Ok(render(&desk, again.status, draft))
}

fn kept(d: &Desk, view: &app::items::ItemView) -> Vec<(String, FileLink)> {
    let base = format!("/office/items/{}", view.row.id);
    let named = serde_json::from_str(&view.row.attachments).unwrap_or_default();
    let pictures = app::items::pictures(&view.row.body_html);
    files(d, named, &base)
        .into_iter()
        .filter_map(|file| Some((file.href.rsplit('/').next()?.to_string(), file)))
        // Pictures stay as long as the text shows them.
        .filter(|(hash, _)| pictures.iter().all(|picture| picture.hash != *hash))
        .collect()
}

/// The field that says in words what a picture of the text shows, by its number from 1.
fn shows(number: usize) -> String {
    format!("shows-{number}")
}

/// The text of a form, its pictures told in the words beside it.
fn body(form: &Form) -> String {
    let body = form.raw("body");
    let words: Vec<String> = (1..=app::items::pictures(&body).len())
        .map(|number| form.text(&shows(number)).to_string())
        .collect();
    if words.is_empty() {
        return body;
    }
    app::items::described(&body, &words)
}

fn read(form: &Form) -> Result<ItemForm, Vec<FieldError>> {
    let wrong: Vec<FieldError> = [&MADE_ON, &IN_FORCE_FROM, &IN_FORCE_UNTIL, &COMMENTS_UNTIL]
        .into_iter()
        .filter(|field| !form.text(field.name).is_empty() && form.date(field.name).is_none())
        .map(|field| {
            FieldError::at(
                field,
                "日期应写成 年-月-日，如 2026-03-02",
                "Write the date as year-month-day, such as 2026-03-02",
            )
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let content = form.text("column") == "content";
    Ok(ItemForm {
        column: form.text("column").into(),
        kind: form.text("kind").into(),
        head: if content {
            form.text("head").parse().unwrap_or(0)
        } else {
            0
        },
        title: form.text("title").into(),
        document_number: form.text("document_number").into(),
        made_on: form.date("made_on"),
        summary: form.text("summary").into(),
        body: body(form),
        source_class: form.text("source_class").into(),
        attachments: form.files("attachments"),
        keep: form.all("keep"),
        in_force_from: form.date("in_force_from"),
        in_force_until: form.date("in_force_until"),
        comments_until: form.date("comments_until"),
        comments_short: form.text("comments_short").into(),
        gists: gists::read(form),
        ties: TiesForm {
            explains: form.raw("explains"),
            amends: form.raw("amends"),
            repeals: form.raw("repeals"),
            answers: form.raw("answers"),
        },
        arrived: form.text("arrived").into(),
    })
}

/// The kinds of item, the plain one of a column first.
fn kinds(d: &Desk) -> Vec<(String, String)> {
    let plain = (String::new(), "—".to_string());
    std::iter::once(plain)
        .chain(law::item::kinds::all().into_iter().map(|kind| {
            let column = d.t(&format!("items.column.{}", kind.column.as_str()));
            let name = d.lang.pick(kind.zh, kind.en);
            (kind.code.to_string(), format!("{name}（{column}）"))
        }))
        .collect()
}

/// The fields of the pictures in the text of a form.
fn picture_fields(d: &Desk, draft: &Draft) -> Vec<PictureField> {
    let pictures = app::items::pictures(&draft.form.raw("body"));
    let field = |(number, picture): (usize, app::items::Pictured)| {
        let label = d.tn("items.picture", "n", number);
        let field = Field::new("text", &shows(number), &label).required();
        PictureField {
            href: if draft.base.is_empty() {
                String::new()
            } else {
                format!("{}/files/{}", draft.base, picture.hash)
            },
            field: field.filled(draft.form).checked(draft.wrong, d.lang),
        }
    };
    (1..).zip(pictures).map(field).collect()
}

pub(super) fn render(d: &Desk, status: StatusCode, draft: Draft) -> Response {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("office.fact.{name}")));
    let hint = |name: &str| d.t(&format!("items.{name}_hint"));
    let heads: Vec<(String, String)> = (1..=15)
        .map(|head| (head.to_string(), d.t(&format!("items.head.{head}"))))
        .collect();
    let mut fields = vec![
        field("text", "title").required(),
        field("radio", "column")
            .required()
            .choices(d.named("items.column", &["guide", "rules", "content", "reports"])),
        field("select", "head").hint(&hint("head")).choices(heads),
        Field::new("select", "kind", &d.t("office.fact.item_kind"))
            .hint(&hint("kind"))
            .choices(kinds(d)),
        field("text", "document_number").hint(&hint("document_number")),
        field("date", "made_on").required(),
        field("date", "in_force_from"),
        field("date", "in_force_until").hint(&hint("in_force_until")),
        field("textarea", "summary").required().rows(3),
        field("textarea", "body").hint(&hint("body")).rows(14),
        field("file", "attachments").hint(&hint("attachments")),
        field("textarea", "explains").rows(2).hint(&hint("ties")),
        field("textarea", "amends").rows(2),
        field("textarea", "repeals").rows(2).hint(&hint("repeals")),
        field("date", "comments_until").hint(&hint("comments_until")),
        field("text", "comments_short").hint(&hint("comments_short")),
        field("textarea", "answers").rows(2).hint(&hint("answers")),
        field("radio", "source_class")
            .required()
            .hint(&hint("source_class"))
            .choices(d.named(
                "items.source_class",
                &["proactive", "on_request", "withheld"],
            )),
    ];
    if !draft.kept.is_empty() {
        let choices = draft
            .kept
            .iter()
            .map(|(hash, file)| (hash.clone(), format!("{} ({})", file.name, file.size)));
        fields.insert(11, field("check", "keep").choices(choices.collect()));
    }
    let new = draft.base.is_empty();
    page(
        status,
        &FormPage {
            d,
            place: "items",
            title: d.t(if new { "items.new" } else { "items.edit" }),
            action: if new {
                "/office/items".into()
            } else {
                draft.base.clone()
            },
            pictures: picture_fields(d, &draft),
            arrived: draft.form.text("arrived").into(),
            back: draft.base,
            notices: draft.notices,
            fields: fields
                .into_iter()
                .map(|field| field.filled(draft.form).checked(draft.wrong, d.lang))
                .collect(),
            gists: gists::rows(d, draft.form),
            gists_wrong: draft
                .wrong
                .iter()
                .filter(|wrong| wrong.field == "gists")
                .map(|wrong| format!("{} ({})", d.lang.pick(&wrong.zh, &wrong.en), wrong.rule))
                .collect(),
            version: draft.version,
            key: fresh_key(),
        },
    )
}
