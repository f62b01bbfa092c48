//! One item: its header, its text, what may be done now, its history.

use app::{Role, items::ItemView, rights::Reader};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};

use super::list::status as status_word;
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem},
        timeline::{Fact, FileLink, Names, Step, files, names, step},
    },
    state::State,
};

/// The form of one step in an item's life.
struct LifeForm {
    kind: &'static str,
    title: String,
    lead: String,
    submit: String,
    open: bool,
    fields: Vec<Field>,
}

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
    public: String,
    files: Vec<FileLink>,
    forms: Vec<LifeForm>,
    edit: String,
    waits: String,
    summary: String,
    body: String,
    history: Vec<Step>,
    version: i64,
    key: String,
}

/// What a page shown again keeps of the form that could not be saved.
#[derive(Default)]
pub struct Draft {
    pub kind: &'static str,
    pub typed: Form,
    pub wrong: Vec<app::FieldError>,
    pub notices: Vec<Notice>,
    pub seen: Option<i64>,
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
    Ok(render(&desk, StatusCode::OK, &view, &names, draft))
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
    let editable = matches!(
        row.status.as_str(),
        "draft" | "returned" | "in_review" | "cleared"
    );
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
            public: if row.status == "published" {
                format!("/items/{}/{}", row.organ, row.id)
            } else {
                String::new()
            },
            files: files(d, &attachments, &base),
            forms: forms(d, view, &draft),
            edit: if editable && d.writes_items() {
                format!("{base}/edit")
            } else {
                String::new()
            },
            waits: d.t(&format!("items.waits_{}", row.status)),
            summary: row.summary.clone(),
            body: row.body_html.clone(),
            history,
            version: row.version,
            key: fresh_key(),
            href: base,
        },
    )
}

fn facts(d: &Desk, view: &ItemView, names: &Names) -> Vec<Fact> {
    let row = &view.row;
    let date = |on: Option<jiff::civil::Date>| on.map(|on| on.to_string()).unwrap_or_default();
    let head = if row.head > 0 {
        d.t(&format!("items.head.{}", row.head))
    } else {
        String::new()
    };
    let pairs = [
        ("index_number", row.index_number.clone()),
        ("column", d.t(&format!("items.column.{}", row.column))),
        ("head", head),
        ("document_number", row.document_number.clone()),
        ("made_on", row.made_on.to_string()),
        ("published_on", date(row.published_on)),
        ("validity", d.t(&format!("items.validity.{}", row.validity))),
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

/// The steps open to this person now.
fn forms(d: &Desk, view: &ItemView, draft: &Draft) -> Vec<LifeForm> {
    let row = &view.row;
    let mut kinds: Vec<&'static str> = Vec::new();
    match row.status.as_str() {
        "draft" | "returned" if d.writes_items() => kinds.push("submit"),
        "in_review" if d.has(&[Role::Reviewer]) && row.author != d.staff.id => kinds.push("review"),
        "cleared" if d.has(&[Role::Publisher]) => kinds.push("publish"),
        "published" if d.has(&[Role::Publisher]) => {
            if row.repealed_on.is_none() {
                kinds.push("repeal");
            }
            kinds.push("withdraw");
        }
        _ => {}
    }
    kinds
        .into_iter()
        .map(|kind| {
            let tried = draft.kind == kind;
            let fields = fields(d, kind)
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
                lead: d.t(&format!("items.life.{kind}_lead")),
                submit: d.t(&format!("items.life.{kind}")),
                open: tried || matches!(kind, "review" | "publish" | "submit"),
                fields,
            }
        })
        .collect()
}

fn fields(d: &Desk, kind: &str) -> Vec<Field> {
    let text = |name: &str| {
        Field::new("textarea", name, &d.t(&format!("items.life.{kind}_{name}"))).rows(3)
    };
    match kind {
        "review" => vec![
            Field::new("radio", "opinion", &d.t("office.fact.opinion"))
                .required()
                .choices(d.named("items.opinion", &["publish", "return"])),
            text("basis")
                .required()
                .hint(&d.t("items.life.review_basis_hint")),
        ],
        "repeal" => vec![
            text("reason").required(),
            Field::new("text", "by", &d.t("items.life.repeal_by")),
        ],
        "withdraw" => vec![text("reason").required()],
        _ => Vec::new(),
    }
}
