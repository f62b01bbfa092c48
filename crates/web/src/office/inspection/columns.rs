//! 栏目责任: who answers for each column, when it is looked through again, and that it was.

use app::{
    Error, FieldError,
    inspection::{self as app_inspection, Answered, KeepForm, ReviewForm},
    rights::{DisclosureHead, Reader, holds},
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

struct Row {
    id: String,
    name: &'static str,
    /// Office and person, or that nobody is named.
    who: String,
    nobody: bool,
    review: String,
    reviewed: String,
    newest: String,
    fresh: String,
}

#[derive(askama::Template)]
#[template(path = "office/inspection/columns.html")]
struct ColumnsPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    rows: Vec<Row>,
    keep: Vec<Field>,
    review: Vec<Field>,
    version: i64,
    key: String,
}

/// Which of the two forms was sent, with what was typed and what is wrong with it.
#[derive(Default)]
struct Tried {
    review: bool,
    form: Form,
    wrong: Vec<FieldError>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("inspection.done", &query).into_iter().collect();
    render(&state, &desk, StatusCode::OK, Tried::default(), notices).await
}

pub async fn keep(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<DisclosureHead>,
    form: Form,
) -> Result<Response, Problem> {
    let version = desk.ok(form.version())?;
    let said = KeepForm {
        column: form.text("column").into(),
        office: form.text("office").into(),
        owner: form.text("owner").into(),
        review_on: form.date("review_on"),
    };
    match app_inspection::keep(&state.app, &by, version, &said).await {
        Ok(()) => Ok(Redirect::to("/office/inspection/columns?done=kept").into_response()),
        Err(error) => again(&state, &desk, false, form, error).await,
    }
}

pub async fn review(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Reader>,
    form: Form,
) -> Result<Response, Problem> {
    let version = desk.ok(form.version())?;
    let said = ReviewForm {
        column: form.text("column").into(),
        review_on: form.date("review_on"),
    };
    match app_inspection::review(&state.app, &by, version, &said).await {
        Ok(()) => Ok(Redirect::to("/office/inspection/columns?done=reviewed").into_response()),
        Err(error) => again(&state, &desk, true, form, error).await,
    }
}

async fn again(
    state: &State,
    d: &Desk,
    review: bool,
    form: Form,
    error: Error,
) -> Result<Response, Problem> {
    let words = Said {
        prefix: if review { "review-" } else { "keep-" }.into(),
        refused: d.t("office.problem.refused"),
        meanwhile: d.t("office.problem.conflict"),
    };
    let again = d.again(error, &words)?;
    let tried = Tried {
        review,
        form,
        wrong: again.wrong,
    };
    render(state, d, again.status, tried, again.notices).await
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    tried: Tried,
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let (columns, version) = d.ok(app_inspection::columns(&state.app, &d.staff).await)?;
    let (mut keep, mut review) = (Vec::new(), Vec::new());
    let field = |kind, name: &str, form: &str| {
        Field::new(kind, name, &d.t(&format!("inspection.{name}"))).within(form)
    };
    let choices = |only: &dyn Fn(&Answered) -> bool| -> Vec<(String, String)> {
        let chosen = columns.iter().filter(|one| only(one));
        chosen
            .map(|one| {
                let name = d.lang.pick(one.column.zh, one.column.en);
                (one.column.code.to_string(), name.to_string())
            })
            .collect()
    };
    if holds::<DisclosureHead>(&d.staff) {
        let people = d.ok(store::staff::of_organ(&state.app.store, &d.staff.organ).await)?;
        let mut owners = vec![(String::new(), "—".to_string())];
        owners.extend(people.into_iter().map(|row| (row.id, row.name)));
        keep = vec![
            field("select", "column", "keep")
                .required()
                .choices(choices(&|_| true)),
            field("text", "office", "keep").hint(&d.t("inspection.office_hint")),
            field("select", "owner", "keep")
                .hint(&d.t("inspection.owner_hint"))
                .choices(owners),
            field("date", "review_on", "keep").required(),
        ];
    }
    let mine = choices(&|one| one.may_review);
    if !mine.is_empty() {
        review = vec![
            field("select", "column", "review").required().choices(mine),
            field("date", "review_on", "review").required(),
        ];
    }
    let nothing = Form::default();
    let filled = |fields: Vec<Field>, its: bool| -> Vec<Field> {
        let form = if its { &tried.form } else { &nothing };
        let wrong: &[FieldError] = if its { &tried.wrong } else { &[] };
        let fields = fields.into_iter();
        fields
            .map(|field| field.filled(form).checked(wrong, d.lang))
            .collect()
    };
    Ok(page(
        status,
        &ColumnsPage {
            d,
            place: "inspection",
            notices,
            keep: filled(keep, !tried.review),
            review: filled(review, tried.review),
            rows: columns.iter().map(|one| row(d, one)).collect(),
            version,
            key: fresh_key(),
        },
    ))
}

fn row(d: &Desk, one: &Answered) -> Row {
    let day = |day: Option<jiff::civil::Date>| day.map(|on| on.to_string()).unwrap_or_default();
    let named = [one.kept.office.as_str(), one.owner_name.as_str()];
    let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
    Row {
        id: one.column.code.replace('/', "-"),
        name: d.lang.pick(one.column.zh, one.column.en),
        nobody: one.left || named.is_empty(),
        who: if one.left {
            d.t("inspection.left")
        } else if named.is_empty() {
            d.t("inspection.nobody")
        } else {
            named.join(d.lang.pick("，", ", "))
        },
        review: day(one.kept.review_on),
        reviewed: day(one.kept.reviewed_on),
        newest: day(one.newest),
        fresh: day(one.fresh_until),
    }
}
