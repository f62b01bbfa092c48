//! 意见 on a draft that is or was out for comment: how they stand, and many sorted at once.

use app::{
    Error, FieldError,
    items::ItemView,
    messages::{self, Opinions, Sorting},
    rights::{Author, Reader, holds},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::{item::Accounts, message::Aside};

use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::{Query as Asked, given},
    },
    office::{
        again::Said,
        desk::{Desk, PAGE, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        timeline::Fact,
    },
    state::State,
};

/// The opinions on an item, in numbers.
pub struct Card {
    pub href: String,
    pub facts: Vec<Fact>,
}

/// What became of one group.
pub struct Told {
    pub text: String,
    pub opinions: String,
    pub outcome: String,
    pub reason: String,
}

pub fn card(d: &Desk, view: &ItemView) -> Option<Card> {
    let accounts = view.opinions.as_ref()?;
    Some(Card {
        href: format!("/office/items/{}/opinions", view.row.id),
        facts: numbers(d, accounts),
    })
}

/// Received, and each of the three places where an opinion can stand: the sum is the first.
fn numbers(d: &Desk, accounts: &Accounts) -> Vec<Fact> {
    let grouped: u32 = accounts.groups.values().sum();
    [
        ("received", accounts.received()),
        ("grouped", grouped),
        ("set_aside", accounts.refused),
        ("open", accounts.open),
    ]
    .into_iter()
    .map(|(name, number)| {
        let label = d.t(&format!("items.opinions.{name}"));
        Fact::new(label, number.to_string())
    })
    .collect()
}

/// What the text of a result says of each group.
pub fn told(d: &Desk, view: &ItemView) -> Vec<Told> {
    let gists = view.state.content.iter().flat_map(|content| &content.gists);
    gists
        .map(|gist| Told {
            text: gist.text.clone(),
            opinions: d.tn("items.gist.opinions", "n", gist.opinions),
            outcome: gist.outcome.map_or_else(
                || d.t("items.gist.undecided"),
                |one| d.t(&format!("items.taken.{}", one.code())),
            ),
            reason: gist.reason.clone(),
        })
        .collect()
}

struct Row {
    id: String,
    version: i64,
    number: String,
    href: String,
    text: String,
    received: String,
    status: String,
    /// Its group, or why it was set aside.
    place: String,
    chosen: bool,
}

#[derive(askama::Template)]
#[template(path = "office/items/opinions.html")]
struct OpinionsPage<'a> {
    d: &'a Desk,
    place: &'static str,
    href: String,
    item: String,
    title: String,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    groups: Vec<(String, u32)>,
    /// Code, name, whether it is shown.
    tabs: Vec<(&'static str, String, bool)>,
    shown: String,
    rows: Vec<Row>,
    next: String,
    /// Empty for whoever does not sort them, and once the result is public.
    group: Vec<Field>,
    aside: Vec<Field>,
    /// Where the result is begun, or stands.
    begin: String,
    result: String,
    key: String,
}

/// Where an opinion can stand, as the list is narrowed.
const STATUSES: [&str; 4] = ["", "open", "grouped", "set_aside"];

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("items.opinions.done", &query);
    let place = Shown::of(&id, &query);
    let typed = Form::default();
    let tried = Tried {
        typed: &typed,
        wrong: &[],
        notices: notices.into_iter().collect(),
    };
    render(&state, &desk, StatusCode::OK, &place, tried).await
}

/// The part of the list that is shown.
struct Shown {
    id: String,
    status: String,
    after: String,
}

impl Shown {
    fn of(id: &str, query: &Asked) -> Self {
        let status = given(query, "status").filter(|one| STATUSES.contains(&one.as_str()));
        Self {
            id: id.into(),
            status: status.unwrap_or_default(),
            after: given(query, "after").unwrap_or_default(),
        }
    }
}

/// What was typed and not saved.
struct Tried<'a> {
    typed: &'a Form,
    wrong: &'a [FieldError],
    notices: Vec<Notice>,
}

/// Sorts those that are ticked.
pub async fn sort(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
    form: Form,
) -> Result<Response, Problem> {
    let chosen: Vec<(String, i64)> = form
        .all("opinion")
        .iter()
        .filter_map(|one| {
            let (id, version) = one.split_once('.')?;
            Some((id.to_string(), version.parse().ok()?))
        })
        .collect();
    let place = Shown::of(&id, &query);
    let done = match sorting(&form) {
        Ok(sorting) => messages::sort(&state.app, &by, &id, &chosen, &sorting).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        let (status, word) = (place.status, form.text("do"));
        let to = format!("/office/items/{id}/opinions?status={status}&done={word}");
        return Ok(Redirect::to(&to).into_response());
    };
    let said = Said {
        prefix: "sort-".into(),
        refused: desk.t("office.problem.refused"),
        meanwhile: desk.t("office.problem.conflict"),
    };
    let again = desk.again(error, &said)?;
    let tried = Tried {
        typed: &form,
        wrong: &again.wrong,
        notices: again.notices,
    };
    render(&state, &desk, again.status, &place, tried).await
}

fn sorting(form: &Form) -> app::Result<Sorting> {
    if form.text("do") == "grouped" {
        let gist = match form.text("gist") {
            "" => form.text("known"),
            new => new,
        };
        return Ok(Sorting::Group(gist.into()));
    }
    let why = Aside::of(form.text("why")).ok_or_else(|| {
        Error::Invalid(vec![FieldError::new(
            "why",
            "form",
            "请选择不予办理的原因",
            "Choose why nothing can be done",
        )])
    })?;
    Ok(Sorting::Aside(why, form.text("reason").into()))
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    shown: &Shown,
    tried: Tried<'_>,
) -> Result<Response, Problem> {
    let place = (shown.status.as_str(), shown.after.as_str());
    let found = messages::opinions(&state.app, &d.staff, &shown.id, place, PAGE).await;
    let found = d.ok(found)?;
    let href = format!("/office/items/{}/opinions", shown.id);
    let may = holds::<Author>(&d.staff) && found.result.is_none();
    let finish = |field: Field| {
        let field = field.within("sort").filled(tried.typed);
        field.checked(tried.wrong, d.lang)
    };
    let (group, aside) = if may {
        fields(d, &found.accounts)
    } else {
        (Vec::new(), Vec::new())
    };
    let chosen = tried.typed.all("opinion");
    let mut facts = vec![
        Fact::new(d.t("office.fact.comments_until"), found.until.to_string()),
        Fact::new(
            d.t("items.opinions.account_by"),
            format!(
                "{}（{}）",
                found.account_by.date(),
                d.lang
                    .pick(&found.account_by.because.zh, &found.account_by.because.en)
            ),
        ),
    ];
    facts.extend(numbers(d, &found.accounts));
    let next = match found.next.as_str() {
        "" => String::new(),
        next => format!("{href}?status={}&after={next}", shown.status),
    };
    let result = found.result.as_ref();
    Ok(page(
        status,
        &OpinionsPage {
            d,
            place: "items",
            item: format!("/office/items/{}", shown.id),
            title: found.title.clone(),
            notices: tried.notices,
            facts,
            groups: found.accounts.groups.clone().into_iter().collect(),
            tabs: STATUSES
                .into_iter()
                .map(|code| {
                    let word = if code.is_empty() { "all" } else { code };
                    let name = d.t(&format!("items.opinions.{word}"));
                    (code, name, code == shown.status)
                })
                .collect(),
            shown: shown.status.clone(),
            rows: rows(d, &found, &chosen),
            next,
            group: group.into_iter().map(finish).collect(),
            aside: aside.into_iter().map(finish).collect(),
            begin: if may && d.today > found.until {
                format!("/office/items/new?answers={}", shown.id)
            } else {
                String::new()
            },
            result: result.map_or_else(String::new, |(organ, id)| format!("/items/{organ}/{id}")),
            href,
            key: fresh_key(),
        },
    ))
}

fn rows(d: &Desk, found: &Opinions, chosen: &[String]) -> Vec<Row> {
    found
        .rows
        .iter()
        .map(|one| {
            let row = &one.row;
            Row {
                id: row.id.clone(),
                version: row.version,
                number: row.number.clone(),
                href: format!("/office/messages/{}", row.id),
                text: one.text.clone(),
                received: row.received_on.to_string(),
                status: d.t(&format!("items.opinions.{}", row.status)),
                place: match row.set_aside.as_str() {
                    "" => row.gist.clone(),
                    why => d.t(&format!("messages.aside.{why}")),
                },
                chosen: chosen.contains(&format!("{}.{}", row.id, row.version)),
            }
        })
        .collect()
}

fn fields(d: &Desk, accounts: &Accounts) -> (Vec<Field>, Vec<Field>) {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("items.sorting.{name}")));
    let mut known = vec![(String::new(), d.t("items.sorting.none"))];
    known.extend(
        accounts
            .groups
            .keys()
            .map(|text| (text.clone(), text.clone())),
    );
    let whys = Aside::ALL.map(|why| {
        let label = d.t(&format!("messages.aside.{}", why.code()));
        (why.code().to_string(), label)
    });
    let mut group = Vec::new();
    if known.len() > 1 {
        group.push(field("select", "known").free().choices(known));
    }
    group.push(
        field("text", "gist")
            .free()
            .hint(&d.t("items.sorting.gist_hint")),
    );
    let aside = vec![
        field("radio", "why").free().choices(whys.to_vec()),
        field("text", "reason").free(),
    ];
    (group, aside)
}
