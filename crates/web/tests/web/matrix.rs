//! 权限矩阵: every line of the table of routes, for every role alone, signed out and as a program, in one's own organ
//! and in another. What the table allows is let in, what it does not allow is refused, and another organ's records do not
//! exist.

use app::{Role, remedies::NewRemedy};
use web::routes::{self, Audience, Route};

use crate::office::{
    house::{Browser, House, Page},
    items,
};

/// Records of one organ that the paths name.
pub struct Records {
    organ: &'static str,
    request: String,
    item: String,
    remedy: String,
    message: String,
}

/// What stands for a record that nobody has.
const NOWHERE: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

impl Records {
    pub async fn of(house: &House, organ: &'static str) -> Self {
        let mut clerk = house.enter(organ, &[Role::Clerk]).await;
        let staff = app::Staff {
            id: "test".into(),
            organ: organ.into(),
            login: "test".into(),
            name: "test".into(),
            roles: vec![Role::Clerk],
        };
        let remedy = NewRemedy {
            track: law::report::Track::Review,
            request: String::new(),
            on: "2026-11-20".parse().unwrap(),
            body: String::new(),
            number: String::new(),
        };
        Self {
            organ,
            request: house.request(organ, "2026-11-20").await,
            item: items::draft(&mut clerk).await,
            remedy: app::remedies::open(
                &house.app,
                &app::rights::By::of(&staff).unwrap(),
                &remedy,
                "remedy",
            )
            .await
            .unwrap(),
            message: message(house, organ).await,
        }
    }

    fn nowhere() -> Self {
        Self {
            organ: "QA",
            request: NOWHERE.into(),
            item: NOWHERE.into(),
            remedy: NOWHERE.into(),
            message: NOWHERE.into(),
        }
    }

    /// The path with these records in its changing parts.
    pub fn path(&self, route: &Route) -> String {
        route
            .path
            .split('/')
            .map(|part| match part {
                "{id}" if route.path.contains("/requests/") => self.request.clone(),
                "{id}" if route.path.contains("/items/") => self.item.clone(),
                "{id}" if route.path.contains("/remedies/") => self.remedy.clone(),
                "{id}" if route.path.contains("/messages/") => self.message.clone(),
                "{organ}" | "{code}" => self.organ.to_string(),
                "{year}" => "2026".into(),
                "{table}" => "table4".into(),
                "{row}" => web::kit::download::encoded("行政复议"),
                "{col}" => web::kit::download::encoded("总计"),
                "{format}" => "json".into(),
                "{hash}" => "0".repeat(64),
                "{lang}" => "zh".into(),
                "{on}" => "on".into(),
                "{letter}" => "receipt".into(),
                "{act}" => "1".into(),
                "{*name}" => "site.css".into(),
                part if part.starts_with('{') => NOWHERE.into(),
                part => part.to_string(),
            })
            .collect::<Vec<_>>()
            .join("/")
    }
}

/// A message that came in from the public.
async fn message(house: &House, organ: &str) -> String {
    let new = app::messages::NewMessage {
        organ: organ.into(),
        topic: law::message::Topic::Inquiry,
        text: "农贸市场何时改造？".into(),
        page: String::new(),
        name: "王小明".into(),
        phone: String::new(),
        email: String::new(),
        agreed: true,
        lang: "zh".into(),
    };
    let key = format!("key-of-the-form-{}", rand::random::<u64>());
    app::messages::receive(&house.app, &new, &key)
        .await
        .unwrap()
        .id
}

/// The sign-in form has a token of its own, and signing out ends the session that the matrix walks with: `office::door`. The second
/// step of signing in leads back to the first whoever has not taken that one: `office::factor`.
fn walked(route: &Route) -> bool {
    route.path != "/office/sign-in/code"
        && !(route.method == "POST"
            && ["/office/sign-in", "/office/sign-out"].contains(&route.path))
}

/// Visits a line as a browser does; a form carries its token, and what every form of the office has.
async fn visit(browser: &mut Browser, route: &Route, path: &str) -> Page {
    if route.path.starts_with("/api/v1") {
        return call(browser, route, path, "", Role::Clerk).await;
    }
    if route.method == "POST" {
        let fields = [
            ("version", "1"),
            ("key", "0123456789abcdef"),
            ("kind", "withdrawn"),
            ("on", "2026-11-24"),
        ];
        browser.post(path, &fields).await
    } else {
        browser.get(path).await
    }
}

/// What a program sends to a line, as the role that may.
pub fn body(line: &str, role: Role) -> &'static str {
    match line {
        "/api/v1/requests/{id}/acts" => r#"{"kind":"withdrawn","on":"2026-11-24"}"#,
        "/api/v1/requests/{id}/handling" => match role {
            Role::Head => r#"{"kind":"section_reviewed","on":"2026-11-24","opinion":"agree"}"#,
            Role::Legal => r#"{"kind":"legally_reviewed","on":"2026-11-24","opinion":"agree"}"#,
            Role::Leader => r#"{"kind":"signed","on":"2026-11-24","opinion":"agree"}"#,
            _ => r#"{"kind":"risk_noted","on":"2026-11-24","note":"无"}"#,
        },
        "/api/v1/requests/{id}/letters/{letter}/{act}"
        | "/api/v1/items/{id}/submit"
        | "/api/v1/items/{id}/publish"
        | "/api/v1/items/{id}/unschedule"
        | "/api/v1/items/{id}/discard" => "{}",
        "/api/v1/items/{id}/schedule" => r#"{"at":"2027-01-04T09:00"}"#,
        "/api/v1/items/{id}/check" | "/api/v1/items/{id}/review" | "/api/v1/items/{id}/sign" => {
            r#"{"clear":true,"basis":"x"}"#
        }
        "/api/v1/items/{id}/repeal"
        | "/api/v1/items/{id}/withdraw"
        | "/api/v1/items/{id}/suspend"
        | "/api/v1/items/{id}/restore" => r#"{"reason":"x"}"#,
        "/api/v1/items/{id}" => {
            r#"{"column":"content","head":1,"title":"x","made_on":"2026-11-24","summary":"x","body":"x","source_class":"proactive"}"#
        }
        "/api/v1/remedies/{id}/steps" => r#"{"step":"copied_simple","on":"2026-11-24"}"#,
        "/api/v1/remedies/{id}/close" => r#"{"result":"upheld","on":"2026-11-24"}"#,
        _ => r#"{"kind":"withdrawn","on":"2026-11-24","result":"upheld"}"#,
    }
}

/// Calls a line as a program does, with a token or without.
/// A program's call, with an act that is its role's own: each role in turn reads a decision, and none for another.
async fn call(browser: &mut Browser, route: &Route, path: &str, token: &str, role: Role) -> Page {
    let body = body(route.path, role);
    let mut headers = vec![
        ("content-type", "application/json"),
        ("idempotency-key", "0123456789abcdef"),
        ("if-match", "\"1\""),
    ];
    if !token.is_empty() {
        headers.push(("authorization", token));
    }
    browser
        .call(route.method.as_str(), path, &headers, body)
        .await
}

#[derive(Debug, PartialEq, Eq)]
enum Door {
    In,
    Refused,
    SignIn,
}

fn door(page: &Page) -> Door {
    match page.status.as_u16() {
        401 | 403 => Door::Refused,
        303 if page.location.starts_with("/office/sign-in") => Door::SignIn,
        _ => Door::In,
    }
}

#[tokio::test]
async fn each_role_gets_in_where_the_table_says_and_nowhere_else() {
    let house = House::new().await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        // A session of its own for each role, and records of its own, as some of what is allowed changes them.
        let own = Records::of(&house, "QA").await;
        let mut browser = house.enter("QA", &[role]).await;
        for route in routes::all().iter().filter(|route| walked(route)) {
            let path = own.path(route);
            let expected = match route.audience {
                Audience::Public => Door::In,
                Audience::Staff(roles) if roles.contains(&role) => Door::In,
                // A signed-in person is no program.
                Audience::Staff(_) | Audience::Token(_) => Door::Refused,
            };
            let page = visit(&mut browser, route, &path).await;
            if door(&page) != expected || page.status.is_server_error() {
                wrong.push(format!(
                    "{role:?} {} {}: {} instead of {expected:?}",
                    route.method, route.path, page.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn each_program_gets_in_where_the_table_says_and_nowhere_else() {
    let house = House::new().await;
    let mut wrong = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| role.for_programs()) {
        let own = Records::of(&house, "QA").await;
        let token = house.token("QA", &[role]).await;
        let mut program = house.browser();
        for route in routes::all().iter().filter(|route| walked(route)) {
            let path = own.path(route);
            let expected = match route.audience {
                Audience::Public => Door::In,
                Audience::Token(roles) if roles.contains(&role) => Door::In,
                Audience::Token(_) => Door::Refused,
                // A program is no signed-in person.
                Audience::Staff(_) => Door::SignIn,
            };
            let page = call(&mut program, route, &path, &token, role).await;
            if door(&page) != expected || page.status.is_server_error() {
                wrong.push(format!(
                    "{role:?} {} {}: {} instead of {expected:?}",
                    route.method, route.path, page.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn nobody_gets_into_anything_but_the_portal() {
    let house = House::new().await;
    let own = Records::of(&house, "QA").await;
    let mut nobody = house.browser();
    for route in routes::all().iter().filter(|route| walked(route)) {
        let page = visit(&mut nobody, route, &own.path(route)).await;
        let expected = match route.audience {
            Audience::Public => Door::In,
            Audience::Staff(_) => Door::SignIn,
            Audience::Token(_) => Door::Refused,
        };
        assert_eq!(door(&page), expected, "{} {}", route.method, route.path);
        if expected != Door::In {
            page.lacks(&["农贸市场", "王小明"]);
        }
    }
}

/// Another organ's people, whatever their roles, are told of its records exactly what they are told of records that
/// nobody has.
#[tokio::test]
async fn another_organ_s_records_do_not_exist_on_any_line() {
    let house = House::new().await;
    let own = Records::of(&house, "QA").await;
    let nowhere = Records::nowhere();
    let mut stranger = house.enter("QB", &Role::ALL).await;
    let programs: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| role.for_programs())
        .collect();
    let token = house.token("QB", &programs).await;
    let mut program = house.browser();
    let mut tried = 0;
    for route in routes::all() {
        let foreign = own.path(&route);
        if foreign == nowhere.path(&route) || route.audience == Audience::Public {
            continue;
        }
        tried += 1;
        let (page, none) = if matches!(route.audience, Audience::Token(_)) {
            let page = call(&mut program, &route, &foreign, &token, Role::Clerk).await;
            (
                page,
                call(
                    &mut program,
                    &route,
                    &nowhere.path(&route),
                    &token,
                    Role::Clerk,
                )
                .await,
            )
        } else {
            let page = visit(&mut stranger, &route, &foreign).await;
            (
                page,
                visit(&mut stranger, &route, &nowhere.path(&route)).await,
            )
        };
        let line = format!("{} {}", route.method, route.path);
        assert_eq!(page.status, none.status, "{line}");
        if route.method == "GET" || matches!(route.audience, Audience::Token(_)) {
            assert_eq!(page.status, 404, "{line}");
        } else {
            assert!(page.status.is_client_error(), "{line}: {}", page.status);
        }
        page.lacks(&["农贸市场", "集贸市场", "王小明"]);
    }
    assert!(tried > 15, "only {tried} lines have records");
    // And nothing happened to them.
    let acts = store::ledger::stream(
        &house.app.store,
        "QA",
        &store::Stream::request(&own.request).unwrap(),
    )
    .await
    .unwrap();
    assert_eq!(acts.len(), 1);
}

#[test]
fn the_table_names_each_line_once_and_no_line_of_the_office_is_public() {
    let mut seen = std::collections::BTreeSet::new();
    for route in routes::all() {
        assert!(
            seen.insert((route.method.to_string(), route.path)),
            "twice: {} {}",
            route.method,
            route.path
        );
        let office =
            route.path.starts_with("/office") && !route.path.starts_with("/office/sign-in");
        // Proofs of the public log are anybody's.
        let open = [
            "/api/v1/openapi.json",
            "/api/v1/log/inclusion",
            "/api/v1/log/consistency",
        ];
        let api = route.path.starts_with("/api/v1/") && !open.contains(&route.path);
        assert_eq!(
            route.audience == Audience::Public,
            !office && !api,
            "{}",
            route.path
        );
    }
}
