//! 谁可以办什么: the hand-written table of item acts (`crates/law/tests/items/acts.tsv`), played over the API and over the pages: the
//! same verdict and the same rule as `law` gives.

mod built;
#[path = "../../../law/tests/items/table.rs"]
mod table;

use app::{Role, accounts, rights::By};
use serde_json::{Value, json};

use crate::office::house::{Browser, House, PASSWORD, Page};
use built::{Built, build};
use table::{Case, HANDS, ROLES, STATES, cases};

/// What stands for an item that nobody drafted.
const NOWHERE: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
/// The roles that some act of an item is for.
const AT_WORK: [Role; 5] = [
    Role::Clerk,
    Role::Head,
    Role::Reviewer,
    Role::Leader,
    Role::Publisher,
];

/// The persons of the table: each with an account that holds every role at work.
pub struct People {
    pub fresh: app::Staff,
    pub author: app::Staff,
    pub head: app::Staff,
    pub secrecy: app::Staff,
    pub leader: app::Staff,
}

impl People {
    async fn of(house: &House, organ: &str) -> Self {
        let hire = async |hand: &str| {
            accounts::create_staff(
                &house.app,
                &app::audit::Who::system("test"),
                &accounts::NewStaff {
                    organ: organ.into(),
                    login: format!("{organ}-{hand}"),
                    name: hand.into(),
                    roles: AT_WORK.to_vec(),
                    password: PASSWORD.into(),
                },
            )
            .await
            .unwrap()
        };
        Self {
            fresh: hire("fresh").await,
            author: hire("author").await,
            head: hire("head").await,
            secrecy: hire("secrecy").await,
            leader: hire("leader").await,
        }
    }

    pub fn by(&self, hand: &str) -> &app::Staff {
        match hand {
            "fresh" => &self.fresh,
            "author" => &self.author,
            "head" => &self.head,
            "secrecy" => &self.secrecy,
            "leader" => &self.leader,
            other => panic!("{other}"),
        }
    }
}

/// A token in one role, made by a person: what its program does is that person's hand.
async fn token(house: &House, maker: &app::Staff, role: Role) -> String {
    let admin = app::Staff {
        roles: vec![Role::Security],
        ..maker.clone()
    };
    let form = app::tokens::TokenForm {
        name: role.zh().into(),
        roles: vec![role],
        days: 30,
    };
    let secret = app::tokens::create(&house.app, &By::of(&admin).unwrap(), &form)
        .await
        .unwrap();
    format!("Bearer {secret}")
}

async fn house() -> House {
    House::with(app::Settings {
        api_calls_per_minute: 1_000_000,
        ..app::Settings::default()
    })
    .await
}

/// Address and body of an act, as the API takes it; the pages have the same last word.
fn call(act: &str) -> (&'static str, &'static str, Value) {
    let read = json!({"clear": true, "basis": "不涉密"});
    match act {
        "drafted" => ("POST", "", built::form("一份新通知")),
        "revised" => ("PUT", "", built::form("修改以后的通知")),
        "submitted_for_review" => ("POST", "/submit", json!({})),
        "checked" => ("POST", "/check", read),
        "reviewed" => ("POST", "/review", read),
        "signed_off" => ("POST", "/sign", read),
        // What changed is said where something is public already, and passed over where not.
        "published" => ("POST", "/publish", json!({"note": "摊位费标准有变化"})),
        "scheduled" => (
            "POST",
            "/schedule",
            json!({"at": "2026-11-30T15:00", "note": "摊位费标准有变化"}),
        ),
        "unscheduled" => ("POST", "/unschedule", json!({})),
        "discarded" => ("POST", "/discard", json!({})),
        "suspended" => ("POST", "/suspend", json!({"reason": "核查附件"})),
        "restored" => ("POST", "/restore", json!({"reason": "核查无误"})),
        "repealed" => ("POST", "/repeal", json!({"reason": "被新办法代替"})),
        "withdrawn" => ("POST", "/withdraw", json!({"reason": "附件有误"})),
        other => panic!("{other}"),
    }
}

async fn ask(program: &mut Browser, token: &str, case: &Case, item: &Built) -> (String, String) {
    let (method, step, body) = call(case.act);
    let path = if case.act == "drafted" {
        "/api/v1/items".to_string()
    } else {
        format!("/api/v1/items/{}{step}", item.id)
    };
    let version = format!("\"{}\"", item.version);
    let key = format!("key-{}", rand::random::<u64>());
    let headers = [
        ("authorization", token),
        ("content-type", "application/json"),
        ("if-match", version.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let page = program
        .call(method, &path, &headers, &body.to_string())
        .await;
    said(&page)
}

/// Verdict and rule of an answer.
fn said(page: &Page) -> (String, String) {
    if page.status.is_success() {
        return ("allowed".into(), "-".into());
    }
    let body: Value = serde_json::from_str(&page.text).unwrap();
    let rule = body["findings"][0]["rule"]
        .as_str()
        .unwrap_or("-")
        .to_string();
    let verdict = match (page.status.as_u16(), body["type"].as_str()) {
        (403, Some("forbidden")) => "door",
        (404, Some("not_found")) => "absent",
        (422, Some("refused")) => "refused",
        _ => return (page.status.to_string(), page.text.clone()),
    };
    (verdict.into(), rule)
}

/// What the API is to answer.
fn expected(case: &Case) -> (String, String) {
    if case.http == "404" {
        return ("absent".into(), "-".into());
    }
    (case.verdict.into(), case.rule.into())
}

#[tokio::test]
async fn the_api_says_what_the_table_says() {
    let house = house().await;
    let people = People::of(&house, "QA").await;
    let strangers = People::of(&house, "QB").await;
    let mut tokens = std::collections::BTreeMap::new();
    for role in ROLES.into_iter().filter(|role| *role != "admin") {
        for hand in HANDS {
            let token = token(&house, people.by(hand), role.parse().unwrap()).await;
            tokens.insert(("own", role, hand), token);
        }
        let token = token(&house, &strangers.fresh, role.parse().unwrap()).await;
        tokens.insert(("other", role, "fresh"), token);
    }
    let cases = cases();
    let mut program = house.browser();
    let mut wrong = Vec::new();
    let mut played = 0;
    for state in STATES {
        let kept = item(&house, &people, state).await;
        // No program holds the administrator's role.
        for case in cases.iter().filter(|case| {
            case.state == state
                && case.verdict != "never"
                && case.http != "-"
                && case.role != "admin"
        }) {
            played += 1;
            let token = &tokens[&(case.organ, case.role, case.hand)];
            let answer = if case.verdict == "allowed" {
                let item = item(&house, &people, state).await;
                ask(&mut program, token, case, &item).await
            } else {
                ask(&mut program, token, case, &kept).await
            };
            if answer != expected(case) {
                wrong.push(format!("{case:?}\n    the API says {answer:?}"));
            }
        }
        kept.is_as_it_was(&house).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(played > 4000, "{played}");
}

async fn item(house: &House, people: &People, state: &str) -> Built {
    if state == "nothing" {
        return Built::nowhere(NOWHERE);
    }
    build(house, people, state).await
}

/// A person who holds every role is told on the pages what the act's own role is told by the table.
#[tokio::test]
async fn the_pages_say_what_the_table_says() {
    let house = house().await;
    let people = People::of(&house, "QA").await;
    let own = |act: &str| match act {
        "revised" | "submitted_for_review" | "discarded" => "clerk",
        "checked" => "head",
        "reviewed" | "restored" => "reviewer",
        "signed_off" => "leader",
        _ => "publisher",
    };
    let cases: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.organ == "own" && case.role == own(case.act) && case.act != "drafted")
        .filter(|case| case.verdict != "never" && case.http == "=")
        .collect();
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    let mut wrong = Vec::new();
    for hand in HANDS {
        let mut browser = house.browser();
        browser
            .sign_in(&format!("QA-{hand}"), PASSWORD)
            .await
            .is(303);
        for state in STATES.into_iter().filter(|state| *state != "nothing") {
            let kept = item(&house, &people, state).await;
            for case in cases
                .iter()
                .filter(|case| case.state == state && case.hand == hand)
            {
                let item = if case.verdict == "allowed" {
                    item(&house, &people, state).await
                } else {
                    kept.clone()
                };
                let page = post(&mut browser, case, &item).await;
                let right = match case.verdict {
                    "allowed" => page.status == 303,
                    _ => page.status == 422 && page.text.contains(case.rule),
                };
                if !right {
                    wrong.push(format!("{case:?}\n    the page is {}", page.status));
                }
                if hand == "fresh" {
                    post(&mut admin, case, &kept).await.is(403);
                }
            }
            kept.is_as_it_was(&house).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn post(browser: &mut Browser, case: &Case, item: &Built) -> Page {
    let (_, step, body) = call(case.act);
    let version = item.version.to_string();
    let key = format!("key-{}", rand::random::<u64>());
    let mut fields: Vec<(String, String)> = vec![
        ("version".into(), version),
        ("key".into(), key),
        ("opinion".into(), "publish".into()),
    ];
    for (name, value) in body.as_object().unwrap() {
        let text = value.as_str().map_or(value.to_string(), Into::into);
        fields.push((name.clone(), text));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser
        .post(&format!("/office/items/{}{step}", item.id), &fields)
        .await
}
