//! The catalogues of the organ, and bringing in another.

use app::{
    Error, FieldError,
    import::ImportError,
    rights::{DisclosureHead, Reader, Supervisor, holds},
    standards::{self, Listed},
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::Response,
};

use crate::{
    kit::{field::Field, pager::Query as Asked},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, NoticeLine, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/standards/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    catalogues: Vec<Listed>,
    /// The form of an import, for whoever may.
    fields: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = d.done("standards.done", &query).into_iter().collect();
    render(&state, &d, StatusCode::OK, notices, &[]).await
}

pub async fn import(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<DisclosureHead>,
    form: Form,
) -> Result<Response, Problem> {
    let Some(file) = form.files("file").into_iter().next() else {
        let wrong = [FieldError::new(
            "file",
            "form",
            "请选择一个文件",
            "Choose a file",
        )];
        let notices = vec![d.invalid(&wrong, "")];
        return render(
            &state,
            &d,
            StatusCode::UNPROCESSABLE_ENTITY,
            notices,
            &wrong,
        )
        .await;
    };
    let (status, notice) = match standards::bring_in(&state.app, &by, file).await {
        Ok(imported) if imported.added == 0 => {
            (StatusCode::OK, Notice::done(&d.t("standards.import_same")))
        }
        Ok(imported) => {
            let words = d.t("standards.import_done");
            let words = words.replace("{n}", &imported.added.to_string());
            (StatusCode::OK, Notice::done(&words))
        }
        Err(ImportError::Cells(cells)) => {
            let mut notice = Notice::error(&d.t("standards.import_wrong"));
            notice.lines = cells
                .iter()
                .take(MOST)
                .map(|cell| NoticeLine {
                    text: cell.message(d.lang),
                    rule: String::new(),
                    citation: String::new(),
                    href: String::new(),
                })
                .collect();
            (StatusCode::UNPROCESSABLE_ENTITY, notice)
        }
        Err(ImportError::Failed(error)) => {
            let again = d.again(error, &Said::default())?;
            return render(&state, &d, again.status, again.notices, &again.wrong).await;
        }
    };
    render(&state, &d, status, vec![notice], &[]).await
}

/// How many bad cells are named on one page.
const MOST: usize = 200;

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    mut notices: Vec<Notice>,
    wrong: &[FieldError],
) -> Result<Response, Problem> {
    let app = &state.app;
    if holds::<Supervisor>(&d.staff) {
        let there = store::published::catalogues(&app.store).await;
        let there = d.ok(there.map_err(Error::from))?;
        let lacking = law::standard::lacking(there.iter().map(|one| one.field.as_str()));
        let lacking: Vec<_> = lacking.into_iter().collect();
        if !lacking.is_empty() {
            notices.push(Notice {
                level: "warning",
                ..Notice::refused(&d.t("standards.found"), &lacking, d.lang)
            });
        }
    }
    let mut fields = Vec::new();
    if holds::<DisclosureHead>(&d.staff) {
        let file = Field::new("file", "file", &d.t("standards.file"));
        let file = file.hint(&d.t("standards.file_hint")).required();
        fields.push(file.checked(wrong, d.lang));
    }
    Ok(page(
        status,
        &ListPage {
            d,
            place: "catalogue",
            notices,
            catalogues: d.ok(standards::list(app, &d.staff).await)?,
            fields,
        },
    ))
}
