//! long: the API is read as one story, from a case through its lists to what is refused.
//! 接口: as a program uses it, right and wrong; what is served is what is described.

mod steps;

use app::Role;
use serde_json::{Value, json};
use web::routes::{self, Audience};

use crate::office::{
    house::{Browser, House, Page},
    items,
};

struct Program {
    browser: Browser,
    token: String,
}

impl Program {
    async fn of(house: &House, organ: &str, roles: &[Role]) -> Self {
        Self {
            browser: house.browser(),
            token: house.token(organ, roles).await,
        }
    }

    async fn get(&mut self, path: &str) -> Page {
        let token = self.token.clone();
        self.browser
            .call(
                "GET",
                path,
                &[("authorization", &token), ("accept-language", "en")],
                "",
            )
            .await
    }

    async fn write(
        &mut self,
        method: &str,
        path: &str,
        key: &str,
        seen: &str,
        body: &Value,
    ) -> Page {
        let token = self.token.clone();
        let mut headers = vec![
            ("authorization", token.as_str()),
            ("accept-language", "en"),
            ("content-type", "application/json"),
        ];
        if !key.is_empty() {
            headers.push(("idempotency-key", key));
        }
        if !seen.is_empty() {
            headers.push(("if-match", seen));
        }
        self.browser
            .call(method, path, &headers, &body.to_string())
            .await
    }
}

fn json_of(page: &Page) -> Value {
    serde_json::from_str(&page.text).unwrap_or_else(|error| panic!("{error}: {}", page.text))
}

/// The problem in an answer: its fields, or the rules of its findings.
#[track_caller]
fn problem(page: &Page, status: u16, kind: &str) -> Vec<(String, String)> {
    page.is(status);
    assert_eq!(page.media, "application/problem+json", "{}", page.text);
    let body = json_of(page);
    assert_eq!(body["type"], kind, "{body}");
    assert_eq!(body["status"], status, "{body}");
    let pairs = |list: &Value, first: &str, second: &str| -> Vec<(String, String)> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|line| {
                (
                    line[first].as_str().unwrap().into(),
                    line[second].as_str().unwrap().into(),
                )
            })
            .collect()
    };
    let mut found = pairs(&body["errors"], "field", "rule");
    found.extend(pairs(&body["findings"], "rule", "citation"));
    found
}

fn form() -> Value {
    json!({
        "channel": "counter", "applicant": "natural", "name": "王小明", "id_number": "11010519491231002X",
        "phone": "0795-2506846", "wanted": "2025年农贸市场改造项目验收报告", "form": "paper", "delivery": "pickup",
    })
}

#[tokio::test]
async fn a_case_goes_from_filing_to_answer() {
    let house = House::new().await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let mut on = form();
    on["on"] = json!("2026-11-20");
    let filed = clerk
        .write("POST", "/api/v1/requests", "key-of-filing", "", &on)
        .await;
    filed.is(201);
    let again = clerk
        .write("POST", "/api/v1/requests", "key-of-filing", "", &on)
        .await;
    assert_eq!(json_of(&again), json_of(&filed), "the same key files once");
    let id = json_of(&filed)["id"].as_str().unwrap().to_string();

    let path = format!("/api/v1/requests/{id}");
    let case = clerk.get(&path).await;
    case.is(200)
        .lacks(&["王小明", "11010519491231002X", "query_hash", "\"person\""]);
    assert_eq!(case.etag, "\"1\"");
    let body = json_of(&case);
    assert_eq!(body["assessment"]["due"], "2026-12-18");
    assert_eq!(body["request"]["working_days_left"], 18);
    assert_eq!(body["wanted"], "2025年农贸市场改造项目验收报告");
    assert!(
        body["assessment"]["allowed"]
            .as_array()
            .unwrap()
            .contains(&json!("answered"))
    );
    assert!(!body["refusals"].as_array().unwrap().is_empty());

    let acts = format!("{path}/acts");
    let answer = json!({
        "kind": "answered", "on": "2026-11-24", "code": "OPEN-GIVE", "how": "handed", "note": "请到窗口领取",
        "files": [{"name": "答复.txt", "content": "562U5aSN"}],
    });
    let stale = clerk
        .write("POST", &acts, "key-of-answer", "\"0\"", &answer)
        .await;
    problem(&stale, 409, "conflict");
    for never in ["\"7\"", "\"-7\"", "\"9223372036854775807\"", "x"] {
        let forged = clerk
            .write("POST", &acts, "key-of-answer", never, &answer)
            .await;
        problem(&forged, 422, "invalid");
        forged.says(&["If-Match"]);
    }
    let acted = clerk
        .write("POST", &acts, "key-of-answer", "\"1\"", &answer)
        .await;
    acted.is(201);
    assert_eq!(acted.etag, "\"4\"", "prepared, its letter numbered, given");
    let twice = clerk
        .write("POST", &acts, "key-of-answer", "\"1\"", &answer)
        .await;
    assert_eq!(json_of(&twice), json_of(&acted));
    let mut changed = answer.clone();
    changed["note"] = json!("另作说明");
    let other = clerk
        .write("POST", &acts, "key-of-answer", "\"1\"", &changed)
        .await;
    problem(&other, 422, "invalid");
    other.says(&["Idempotency-Key"]);
    let body = json_of(&clerk.get(&path).await);
    assert_eq!(body["request"]["status"], "closed");
    assert_eq!(body["request"]["code"], "OPEN-GIVE");
    let act = &body["acts"][3];
    assert_eq!(
        act["by"], "测试程序",
        "the ledger says which program it was"
    );
    let hash = act["body"]["files"][0]["hash"].as_str().unwrap();
    let file = clerk.get(&format!("{path}/files/{hash}")).await;
    file.is(200).says(&["答复"]);
    // The law refuses a second answer with its article.
    let refused = clerk
        .write("POST", &acts, "key-of-another", "\"4\"", &answer)
        .await;
    let why = problem(&refused, 422, "refused");
    assert!(
        why.iter()
            .all(|(rule, citation)| !rule.is_empty() && !citation.is_empty()),
        "{why:?}"
    );
    // An extension is the head's.
    let extend = json!({"kind": "extended", "on": "2026-11-24", "days": 20, "consented": "2026-11-24", "noticed": "2026-11-24"});
    let other = house.request("QA", "2026-11-20").await;
    let acts = format!("/api/v1/requests/{other}/acts");
    problem(
        &clerk
            .write("POST", &acts, "key-of-extend", "\"1\"", &extend)
            .await,
        403,
        "forbidden",
    );
    let mut head = Program::of(&house, "QA", &[Role::DisclosureHead]).await;
    head.write("POST", &acts, "key-of-extend", "\"1\"", &extend)
        .await
        .is(201);
}

#[tokio::test]
async fn lists_figures_remedies_reports_and_days() {
    let house = House::new().await;
    let mut browser = house.enter("QA", &[Role::Clerk]).await;
    let item = items::draft(&mut browser).await;
    let request = house.request("QA", "2026-11-20").await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;

    let me = json_of(&clerk.get("/api/v1/me").await);
    assert_eq!(
        (&me["organ"], &me["roles"]),
        (&json!("QA"), &json!(["clerk"]))
    );
    let list = json_of(
        &clerk
            .get("/api/v1/requests?status=pending&sort=due&size=1")
            .await,
    );
    assert_eq!(
        (&list["total"], &list["requests"][0]["id"]),
        (&json!(1), &json!(request))
    );
    let today = json_of(&clerk.get("/api/v1/today").await);
    assert_eq!(today["later"][0]["working_days_left"], 18);
    let list = json_of(&clerk.get("/api/v1/items?status=draft").await);
    assert_eq!(list["items"][0]["id"], item);
    let whole = json_of(&clerk.get(&format!("/api/v1/items/{item}")).await);
    assert!(whole["body_html"].as_str().unwrap().starts_with('<'));

    let figure = json!({"row": "行政许可", "value": "12", "source": "审批台账"});
    clerk
        .write("PUT", "/api/v1/figures/2026", "", "", &figure)
        .await
        .is(204);
    let figures = json_of(&clerk.get("/api/v1/figures/2026").await);
    assert_eq!(figures["figures"][0]["value"], "12");
    let report = json_of(&clerk.get("/api/v1/reports/2026").await);
    assert_eq!(report["report"]["table2"]["行政许可"], 12);
    assert!(!report["findings"].as_array().unwrap().is_empty());
    let row = web::kit::download::encoded("一、本年新收政府信息公开申请数量");
    let column = web::kit::download::encoded("自然人");
    let cell = json_of(
        &clerk
            .get(&format!(
                "/api/v1/reports/2026/cells?table=3&row={row}&column={column}"
            ))
            .await,
    );
    assert_eq!(cell["entries"][0]["id"], request);

    let remedy = json!({"track": "review", "request": request, "on": "2026-11-23"});
    let opened = clerk
        .write("POST", "/api/v1/remedies", "key-of-remedy", "", &remedy)
        .await;
    opened.is(201);
    let id = json_of(&opened)["id"].as_str().unwrap().to_string();
    let close = json!({"result": "upheld", "on": "2026-11-24"});
    clerk
        .write(
            "POST",
            &format!("/api/v1/remedies/{id}/close"),
            "",
            "\"1\"",
            &close,
        )
        .await
        .is(204);
    let remedies = json_of(&clerk.get("/api/v1/remedies").await);
    assert_eq!(remedies["remedies"][0]["result"], "upheld");

    let days = json_of(
        &clerk
            .get("/api/v1/calendar?from=2026-10-01&to=2026-10-10")
            .await,
    );
    assert_eq!(days["days"][0]["name"], "国庆节");
    assert_eq!(days["days"][9]["working"], true);
    let day = json_of(
        &clerk
            .get("/api/v1/calendar/deadline?received=2026-09-18&days=20")
            .await,
    );
    assert_eq!(day["date"], "2026-10-22", "law.md 1.7");
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let key = "0123456789";
    let acts = format!("/api/v1/requests/{id}/acts");
    let mut missing = form();
    missing["name"] = json!("");
    missing["wanted"] = json!("");
    missing["delivery"] = json!("pigeon");
    let wrong = problem(
        &clerk
            .write("POST", "/api/v1/requests", key, "", &missing)
            .await,
        422,
        "invalid",
    );
    assert_eq!(
        wrong,
        [
            ("name".into(), "A-29.2".into()),
            ("delivery".into(), "A-29.2".into())
        ]
    );
    let mut late = form();
    late["on"] = json!("2026-11-25");
    // Method, path, key, version, body, status, kind, field.
    let mut typo = form();
    typo["nmae"] = json!("x");
    let cases = [
        (
            "POST",
            "/api/v1/requests",
            key,
            "",
            late,
            422,
            "invalid",
            "on",
        ),
        (
            "POST",
            "/api/v1/requests",
            key,
            "",
            typo,
            422,
            "invalid",
            "nmae",
        ),
        (
            "POST",
            "/api/v1/requests",
            "",
            "",
            form(),
            422,
            "invalid",
            "Idempotency-Key",
        ),
        (
            "POST",
            "/api/v1/requests",
            "short",
            "",
            form(),
            422,
            "invalid",
            "Idempotency-Key",
        ),
        (
            "POST",
            "/api/v1/requests",
            key,
            "",
            json!([1]),
            422,
            "invalid",
            "body",
        ),
        (
            "POST",
            "/api/v1/requests",
            key,
            "",
            json!({}),
            422,
            "invalid",
            "channel",
        ),
        (
            "POST",
            &acts,
            key,
            "",
            json!({"kind": "withdrawn", "on": "2026-11-24"}),
            422,
            "invalid",
            "If-Match",
        ),
        (
            "POST",
            &acts,
            key,
            "x",
            json!({"kind": "withdrawn", "on": "2026-11-24"}),
            422,
            "invalid",
            "If-Match",
        ),
        (
            "POST",
            &acts,
            key,
            "\"1\"",
            json!({"kind": "vanished", "on": "2026-11-24"}),
            422,
            "invalid",
            "kind",
        ),
        (
            "POST",
            &acts,
            key,
            "\"1\"",
            json!({"kind": "withdrawn", "on": "yesterday"}),
            422,
            "invalid",
            "on",
        ),
        (
            "POST",
            &acts,
            key,
            "\"1\"",
            json!({"kind": "withdrawn", "on": "2026-11-25"}),
            422,
            "invalid",
            "on",
        ),
        (
            "POST",
            &acts,
            key,
            "\"1\"",
            json!({"kind": "answered", "on": "2026-11-24", "code": "NONE", "files": [{"name": "x", "content": "%"}]}),
            422,
            "invalid",
            "files",
        ),
        (
            "PUT",
            "/api/v1/figures/2026",
            "",
            "",
            json!({"row": "行政许可", "value": "-1", "source": "x"}),
            422,
            "invalid",
            "value",
        ),
        (
            "PUT",
            "/api/v1/figures/year",
            "",
            "",
            json!({"row": "行政许可", "value": "1", "source": "x"}),
            404,
            "not_found",
            "",
        ),
        (
            "POST",
            "/api/v1/remedies",
            key,
            "",
            json!({"track": "review", "request": "nobody", "on": "2026-11-24"}),
            422,
            "invalid",
            "request",
        ),
        (
            "GET",
            "/api/v1/requests?size=0",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "size",
        ),
        (
            "GET",
            "/api/v1/requests?sort=name",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "sort",
        ),
        (
            "GET",
            "/api/v1/requests?number=%00",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "number",
        ),
        (
            "GET",
            "/api/v1/requests/%00",
            "",
            "",
            json!({}),
            404,
            "not_found",
            "",
        ),
        (
            "GET",
            "/api/v1/requests/%FF",
            "",
            "",
            json!({}),
            404,
            "not_found",
            "",
        ),
        (
            "GET",
            "/api/v1/calendar?from=2026-01-01",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "to",
        ),
        (
            "GET",
            "/api/v1/calendar?from=2026-01-01&to=2036-01-01",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "to",
        ),
        (
            "GET",
            "/api/v1/calendar/deadline?received=2026-01-01",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "days",
        ),
        (
            "GET",
            "/api/v1/reports/2027",
            "",
            "",
            json!({}),
            404,
            "not_found",
            "",
        ),
        (
            "GET",
            "/api/v1/reports/2026/cells?table=3",
            "",
            "",
            json!({}),
            422,
            "invalid",
            "row",
        ),
        (
            "GET",
            "/api/v1/nothing",
            "",
            "",
            json!({}),
            404,
            "not_found",
            "",
        ),
    ];
    for (method, path, key, seen, body, status, kind, field) in cases {
        let page = clerk.write(method, path, key, seen, &body).await;
        let wrong = problem(&page, status, kind);
        if !field.is_empty() {
            assert!(
                wrong.iter().any(|(named, _)| named == field),
                "{method} {path} {body}: {wrong:?}"
            );
        }
    }
    let token = clerk.token.clone();
    let bare = [("authorization", token.as_str()), ("idempotency-key", key)];
    problem(
        &clerk
            .browser
            .call("POST", "/api/v1/requests", &bare, "{}")
            .await,
        415,
        "media_type",
    );
    let json = [bare[0], bare[1], ("content-type", "application/json")];
    problem(
        &clerk
            .browser
            .call("POST", "/api/v1/requests", &json, "{")
            .await,
        400,
        "malformed",
    );
    // Nothing was saved by any of it.
    let list = json_of(&clerk.get("/api/v1/requests").await);
    assert_eq!(list["total"], 1);
    assert_eq!(list["requests"][0]["version"], 1);
}

#[tokio::test]
async fn tokens_open_the_door_only_as_long_as_they_live_and_not_too_often() {
    let mut house = House::new().await;
    let mut settings = app::Settings::clone(&house.app.settings);
    settings.api_calls_per_minute = 5;
    house.app.settings = std::sync::Arc::new(settings);
    let mut nobody = house.browser();
    problem(
        &nobody.call("GET", "/api/v1/me", &[], "").await,
        401,
        "unauthorized",
    );
    for header in [
        "Bearer x",
        "Basic YTpi",
        &format!("Bearer mb1_{}", "0".repeat(64)),
    ] {
        let page = nobody
            .call("GET", "/api/v1/me", &[("authorization", header)], "")
            .await;
        problem(&page, 401, "unauthorized");
    }
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    for _ in 0..5 {
        clerk.get("/api/v1/me").await.is(200);
    }
    problem(&clerk.get("/api/v1/me").await, 429, "throttled");
    let mut other = Program::of(&house, "QA", &[Role::Clerk]).await;
    other.browser = clerk.browser.clone();
    other.get("/api/v1/me").await.is(200);
}

#[test]
fn the_description_is_checked_in_and_names_every_line_of_the_table() {
    let text = web::api::description();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    if std::env::var_os("MINGBAI_WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        kept, text,
        "docs/openapi.json is not what is served: MINGBAI_WRITE=1 cargo test -p web description"
    );
    let api: Value = serde_json::from_str(&text).unwrap();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut described = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    let mut served: Vec<String> = routes::all()
        .iter()
        // The proofs of the public log are anybody's, and asked for by programs.
        .filter(|route| {
            matches!(route.audience, Audience::Token(_)) || route.path.starts_with("/api/v1/log/")
        })
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    described.sort();
    served.sort();
    assert_eq!(described, served);
}

#[tokio::test]
async fn people_find_a_page_about_it() {
    let house = House::new().await;
    let mut visitor = house.browser();
    visitor
        .get("/api")
        .await
        .is(200)
        .says(&[
            "开放接口",
            "/api/v1/requests/{id}/acts",
            "经办人",
            "Idempotency-Key",
            "RequestForm",
        ])
        .lacks(&["api.title", "api.in."]);
    visitor.speak("en");
    visitor
        .get("/api")
        .await
        .is(200)
        .says(&["Roles that may call", "header"]);
    let served = visitor.get("/api/v1/openapi.json").await;
    assert_eq!(served.media, "application/json");
    assert_eq!(served.text, web::api::description());
}
