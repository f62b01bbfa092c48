//! 预览链接 on the page of an item: those that open, the last that do not, the form of a new one, and its address told once.

use app::{
    items::{self, ItemView, PreviewForm, PreviewLink},
    rights::Reader,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, tz::Offset};
use law::readings::Digest;
use store::previews::PreviewRow;

use super::one::{Draft, render};
use crate::{
    front::Visitor,
    kit::field::Field,
    office::{
        again::Said,
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
        timeline::{Names, names},
    },
    state::State,
};

/// What the ids of the form's fields begin with.
const PREFIX: &str = "preview";

/// What the page says of links.
pub struct Card {
    pub living: Vec<Line>,
    pub past: Vec<Line>,
    /// The form of a new one; empty where the text can have none.
    pub fields: Vec<Field>,
    /// It was tried.
    pub open: bool,
}

/// A link just made: shown once.
#[derive(Debug)]
pub struct MadeLink {
    pub address: String,
    pub until: String,
}

/// One link.
pub struct Line {
    /// Where it is ended.
    pub href: String,
    pub purpose: String,
    pub state: String,
    pub by: String,
    pub opened: String,
}

/// What became of the form.
#[derive(Debug, Default)]
pub struct Tried {
    pub made: Option<MadeLink>,
    pub failed: bool,
}

impl MadeLink {
    fn of(link: &PreviewLink, visitor: &Visitor, domain: &str) -> Self {
        Self {
            address: visitor.address(&link.path, domain),
            until: minute(link.expires_at),
        }
    }
}

/// The links of an item; `None` where there are none and can be none.
pub fn card(
    d: &Desk,
    app: &app::App,
    view: &ItemView,
    names: &Names,
    draft: &Draft,
) -> Option<Card> {
    let previews = &view.previews;
    let settings = &app.settings.items;
    let fields = match previews.closed {
        Some(_) => Vec::new(),
        None => fields(d, settings, draft),
    };
    if fields.is_empty() && previews.living.is_empty() && previews.past.is_empty() {
        return None;
    }
    let lines = |rows: &[PreviewRow]| rows.iter().map(|row| line(d, view, names, row)).collect();
    Some(Card {
        living: lines(&previews.living),
        past: lines(&previews.past),
        fields,
        open: draft.preview.failed,
    })
}

fn fields(d: &Desk, settings: &law::item::Settings, draft: &Draft) -> Vec<Field> {
    let hint = d.tn("previews.hours_hint", "n", settings.longest_preview());
    let usual = Form::of(&[("hours", &settings.usual_preview().to_string())]);
    [
        Field::new("text", "purpose", &d.t("previews.purpose")).hint(&d.t("previews.purpose_hint")),
        Field::new("number", "hours", &d.t("previews.hours")).hint(&hint),
    ]
    .into_iter()
    .map(|field| field.required().within(PREFIX))
    .map(|field| match draft.preview.failed {
        true => field.filled(&draft.typed).checked(&draft.wrong, d.lang),
        false => field.filled(&usual),
    })
    .collect()
}

fn line(d: &Desk, view: &ItemView, names: &Names, row: &PreviewRow) -> Line {
    let said = |key: &str, who: &str, at: Timestamp| {
        let who = names.get(who).map_or("", String::as_str);
        d.tn(key, "at", minute(at)).replace("{who}", who)
    };
    let same = view.state.text().map(Digest::as_str) == Some(row.text.as_str());
    let closed = view.previews.closed.is_some();
    let state = match row.ended_at {
        Some(at) if row.ended_by.is_empty() => said("previews.shut", "", at),
        Some(at) => said("previews.ended", &row.ended_by, at),
        None if !view.previews.living.contains(row) => said("previews.ran_out", "", row.expires_at),
        None if closed => d.t("previews.closed"),
        None if !same => d.t("previews.changed"),
        None => said("previews.opens", "", row.expires_at),
    };
    let opened = match row.times {
        Some((first, last)) => d
            .tn("previews.opened", "n", row.opened)
            .replace("{first}", &minute(first))
            .replace("{last}", &minute(last)),
        None => d.t("previews.never"),
    };
    Line {
        href: format!("/office/items/{}/previews/{}/end", row.item, row.id),
        purpose: row.purpose.clone(),
        state,
        by: said("previews.by", &row.made_by, row.made_at),
        opened,
    }
}

/// In China.
fn minute(at: Timestamp) -> String {
    let at = Offset::constant(8).to_datetime(at);
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

pub async fn make(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Reader>,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    let asked = PreviewForm {
        read: form.text("read").into(),
        purpose: form.text("purpose").into(),
        hours: form.text("hours").parse().ok(),
    };
    let made = items::make_preview(&state.app, &by, &id, seen, &asked).await;
    let view = desk.ok(items::open(&state.app, &desk.staff, &id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let (status, draft) = match made {
        Ok(link) => {
            let made = MadeLink::of(&link, &visitor, &state.app.settings.site_domain);
            let draft = Draft {
                preview: Tried {
                    made: Some(made),
                    failed: false,
                },
                ..Draft::default()
            };
            (StatusCode::OK, draft)
        }
        Err(error) => {
            let words = Said {
                prefix: format!("{PREFIX}-"),
                refused: desk.t("previews.refused"),
                ..Said::default()
            };
            let again = desk.again(error, &words)?;
            let draft = Draft {
                typed: form,
                wrong: again.wrong,
                notices: again.notices,
                seen: again.stale.then_some(seen),
                preview: Tried {
                    made: None,
                    failed: true,
                },
                ..Draft::default()
            };
            (again.status, draft)
        }
    };
    Ok(render(&desk, &state.app, status, &view, &names, draft))
}

pub async fn end(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Reader>,
    Path((id, link)): Path<(String, String)>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(items::end_preview(&state.app, &by, &id, &link).await)?;
    Ok(Redirect::to(&format!("/office/items/{id}?done=preview_ended")).into_response())
}
