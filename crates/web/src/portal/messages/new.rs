//! The form for a message, and its receipt. Nobody has to give a name.

use app::{
    Error, FieldError,
    door::{self, Door},
    messages::{Draft, NewMessage, Received},
};
use askama::Template;
use axum::{
    extract::{Query as Parameters, Request, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::message::Topic;
use store::published;

use crate::{
    kit::{
        field::Field,
        form::{self, Form},
        guard::fresh_key,
        pager::Query,
    },
    portal::{
        page::{Page, private},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/messages/new.html")]
struct NewPage {
    p: Page,
    key: String,
    /// Id of the field, and what is wrong with it.
    wrong: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    /// The page that it is about, or empty.
    about: String,
    /// Of an opinion: the draft that it is on.
    draft: Option<Draft>,
    /// Why there is no form.
    refused: String,
}

#[derive(Template)]
#[template(path = "portal/messages/receipt.html")]
struct ReceiptPage {
    p: Page,
    organ: String,
    received: Received,
    /// It is an opinion, and accounted for with the others.
    opinion: bool,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let given = |name: &str| query.get(name).map_or("", String::as_str);
    let topic = Topic::of(given("topic")).unwrap_or(Topic::Inquiry);
    let form = Form::of(&[
        ("topic", topic.code()),
        ("organ", given("organ")),
        ("page", given("page")),
    ]);
    blank(&state, page, StatusCode::OK, form, &[]).await
}

pub async fn send(
    Shared(state): Shared<State>,
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    page.posted_here(request.headers())?;
    let form = form::read(request, &state).await.or_problem(&page)?;
    let app = &state.app;
    let door = door::door(app, &page.remote).await.or_problem(&page)?;
    door::count(app, &page.remote).await.or_problem(&page)?;
    if door == Door::Shut {
        return Err(Problem::new(&page, Error::Throttled));
    }
    if door == Door::Question && !door::answers(app, form.key(), form.text("answer")) {
        let wrong = [FieldError::new(
            "answer",
            "form",
            "请回答表单最后的问题",
            "Answer the question at the end of the form",
        )];
        return blank(&state, page, StatusCode::UNPROCESSABLE_ENTITY, form, &wrong).await;
    }
    let text = |name: &str| form.text(name).to_string();
    let Some(topic) = Topic::of(form.text("topic")) else {
        let wrong = [FieldError::new(
            "topic",
            "form",
            "请选择类别",
            "Choose what it is",
        )];
        return blank(&state, page, StatusCode::UNPROCESSABLE_ENTITY, form, &wrong).await;
    };
    let new = NewMessage {
        organ: text("organ"),
        topic,
        text: form.raw("text"),
        page: text("page"),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        agreed: form.text("agreed") == "yes",
        lang: page.lang.pick("zh", "en").into(),
    };
    let received = match app::messages::receive(app, &new, form.key()).await {
        Err(Error::Invalid(wrong)) => {
            return blank(&state, page, StatusCode::UNPROCESSABLE_ENTITY, form, &wrong).await;
        }
        // The draft is not out for comment: the page says so by itself.
        Err(Error::Refused(_)) => {
            return blank(&state, page, StatusCode::UNPROCESSABLE_ENTITY, form, &[]).await;
        }
        other => other.or_problem(&page)?,
    };
    let organ = published::organ(&app.store, &received.organ)
        .await
        .or_problem(&page)?
        .map_or_else(String::new, |organ| organ.name.clone());
    let p = page.at("messages");
    let opinion = topic == Topic::Opinion;
    let receipt = ReceiptPage {
        p,
        organ,
        received,
        opinion,
    };
    Ok(private(StatusCode::OK, &receipt))
}

async fn blank(
    state: &State,
    page: Page,
    status: StatusCode,
    form: Form,
    wrong: &[FieldError],
) -> Result<Response, Problem> {
    let organs = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let opinion = Topic::of(form.text("topic")) == Some(Topic::Opinion);
    let (draft, refused) = match opinion {
        true => asked(state, &page, form.text("page")).await?,
        false => (None, String::new()),
    };
    let p = page.at("messages");
    let key = Some(form.key())
        .filter(|key| key.len() >= 16)
        .map_or_else(fresh_key, str::to_string);
    let field = |kind, name: &str| Field::new(kind, name, &p.t2("messages.writing", name));
    let hinted = |field: Field| {
        let hint = p.t(&format!("messages.writing.{}_hint", field.name));
        field.hint(&hint)
    };
    let topics = Topic::ANSWERED.map(|topic| {
        let name = p.t2("messages.topic", topic.code());
        (topic.code().to_string(), name)
    });
    let mut addressees = vec![(String::new(), p.t("messages.writing.choose"))];
    addressees.extend(organs.iter().map(|o| (o.code.clone(), o.name.clone())));
    let agreed = ("yes".to_string(), p.t("messages.writing.agree"));
    let mut fields = vec![
        hinted(field("textarea", "text").required().rows(8)),
        hinted(field("text", "name").autocomplete("name")),
        field("tel", "phone").autocomplete("tel"),
    ];
    if opinion {
        fields[0].label = p.t("messages.opinion.text");
    } else {
        let first = [
            field("radio", "topic").required().choices(topics.to_vec()),
            field("select", "organ").required().choices(addressees),
        ];
        fields.splice(0..0, first);
        fields.push(hinted(field("email", "email").autocomplete("email")));
        fields.push(hinted(field("check", "agreed").choices(vec![agreed])));
    }
    let door = door::door(&state.app, &p.remote).await.or_problem(&p)?;
    if door == Door::Question {
        let asked = door::question(&state.app, &key);
        let label = p.lang.pick(&asked.zh, &asked.en);
        fields.push(Field::new("text", "answer", label).required());
    }
    let about = Some(form.text("page")).filter(|page| app::plain::is_path(page));
    let about = about.unwrap_or_default().to_string();
    let fields = fields
        .into_iter()
        .map(|field| field.filled(&form).checked(wrong, p.lang))
        .collect();
    let wrong = wrong
        .iter()
        .map(|error| (error.field, p.lang.pick(&error.zh, &error.en).to_string()))
        .collect();
    Ok(private(
        status,
        &NewPage {
            p,
            key,
            wrong,
            fields,
            about,
            draft,
            refused,
        },
    ))
}

/// The draft that an opinion is on, or why none is heard (S-10).
async fn asked(
    state: &State,
    page: &Page,
    about: &str,
) -> Result<(Option<Draft>, String), Problem> {
    match app::messages::asking(&state.app, about).await {
        Ok(draft) => Ok((Some(draft), String::new())),
        Err(Error::Refused(findings)) => {
            let why = findings.first().map(|one| one.message(page.lang));
            Ok((None, why.unwrap_or_default().to_string()))
        }
        Err(error) => Err(Problem::new(page, error)),
    }
}
