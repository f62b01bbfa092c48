//! What several people do one after another, as programs: an item's life, the readings of a decision, a review case.

use app::Role;
use serde_json::json;

use super::{Program, json_of, problem};
use crate::office::{house::House, letters::bureau};

#[tokio::test]
async fn an_item_goes_from_draft_to_repeal() {
    let house = House::new().await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let mut section = Program::of(&house, "QA", &[Role::Head]).await;
    let mut reviewer = Program::of(&house, "QA", &[Role::Reviewer]).await;
    let mut leader = Program::of(&house, "QA", &[Role::Leader]).await;
    let mut publisher = Program::of(&house, "QA", &[Role::Publisher]).await;
    let mut item = json!({
        "column": "content", "head": 1, "title": "关于规范摊位管理的通知", "document_number": "青商〔2026〕9号",
        "made_on": "2026-11-20", "summary": "摊位管理要求", "body": "各市场：", "source_class": "proactive",
    });
    let path = "/api/v1/items";
    let key = "key-of-item";
    let drafted = clerk.write("POST", path, key, "", &item).await;
    drafted.is(201);
    let again = clerk.write("POST", path, key, "", &item).await;
    assert_eq!(
        json_of(&again),
        json_of(&drafted),
        "the same key drafts once"
    );
    let one = format!("{path}/{}", json_of(&drafted)["id"].as_str().unwrap());
    let to = |step: &str| format!("{one}/{step}");

    item["made_on"] = json!("2026-13-01");
    let wrong = clerk.write("PUT", &one, "", "\"1\"", &item).await;
    assert_eq!(problem(&wrong, 422, "invalid")[0].0, "made_on");
    item["made_on"] = json!("2026-11-21");
    item["attachments"] = json!([{"name": "附件.txt", "content": "6ZmE5Lu2"}]);
    clerk.write("PUT", &one, "", "\"1\"", &item).await.is(200);

    let none = json!({});
    let stale = clerk.write("POST", &to("submit"), "", "\"1\"", &none).await;
    problem(&stale, 409, "conflict");
    let early = publisher
        .write("POST", &to("publish"), "", "\"2\"", &none)
        .await;
    problem(&early, 422, "refused");
    clerk
        .write("POST", &to("submit"), "", "\"2\"", &none)
        .await
        .is(201);
    let clear = json!({"clear": true, "basis": "不涉及国家秘密、商业秘密和个人隐私"});
    let not_mine = clerk
        .write("POST", &to("review"), "", "\"3\"", &clear)
        .await;
    problem(&not_mine, 403, "forbidden");
    section
        .write("POST", &to("check"), "", "\"3\"", &clear)
        .await
        .is(201);
    let bare = json!({"clear": true, "basis": ""});
    let bare = reviewer
        .write("POST", &to("review"), "", "\"4\"", &bare)
        .await;
    assert_eq!(
        problem(&bare, 422, "invalid")[0],
        ("basis".into(), "A-17".into())
    );
    reviewer
        .write("POST", &to("review"), "", "\"4\"", &clear)
        .await
        .is(201);
    let body = json_of(&leader.get(&one).await);
    assert_eq!(body["waits_for"], "leader");
    assert_eq!(body["allowed"], json!(["signed_off"]));
    assert_eq!(body["publish_by"], "2026-12-18");
    let read = json!({"clear": true, "basis": "同意公开", "read": body["read"]});
    leader
        .write("POST", &to("sign"), "", "\"5\"", &read)
        .await
        .is(201);
    publisher
        .write("POST", &to("publish"), "", "\"6\"", &none)
        .await
        .is(201);
    let body = json_of(&clerk.get(&one).await);
    assert_eq!(body["item"]["status"], "published");
    assert_eq!(body["attachments"][0]["name"], "附件.txt");
    let reason = json!({"reason": "被新办法代替"});
    let repealed = publisher
        .write("POST", &to("repeal"), "", "\"7\"", &reason)
        .await;
    repealed.is(201);
    assert_eq!(repealed.etag, "\"8\"");
    publisher
        .write("POST", &to("withdraw"), "", "\"8\"", &reason)
        .await
        .is(201);
}

#[tokio::test]
async fn a_decision_is_prepared_read_and_signed() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/api/v1/requests/{id}/handling");
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let mut section = Program::of(&house, "QA", &[Role::Head]).await;
    let search = json!({
        "kind": "search_recorded", "on": "2026-11-24", "where": "机关档案室", "by": "档案员", "terms": "农贸市场 验收",
        "result": "未检索到",
    });
    let recorded = clerk
        .write("POST", &path, "key-of-search", "\"1\"", &search)
        .await;
    recorded.is(201);
    let twice = clerk
        .write("POST", &path, "key-of-search", "\"1\"", &search)
        .await;
    assert_eq!(
        json_of(&twice),
        json_of(&recorded),
        "the same key acts once"
    );
    let decision = json!({
        "kind": "decision_prepared", "on": "2026-11-24", "code": "NONE", "reasons": "经检索，本机关未制作或者获取该信息。",
    });
    let early = json!({"kind": "section_reviewed", "on": "2026-11-24", "opinion": "agree"});
    let early = section
        .write("POST", &path, "key-of-early", "\"2\"", &early)
        .await;
    problem(&early, 422, "refused");
    clerk
        .write("POST", &path, "key-of-decision", "\"2\"", &decision)
        .await
        .is(201);
    let review = json!({"kind": "section_reviewed", "on": "2026-11-24", "opinion": "agree"});
    let not_mine = clerk
        .write("POST", &path, "key-of-own", "\"3\"", &review)
        .await;
    assert!(not_mine.status.is_client_error(), "{}", not_mine.text);
    section
        .write("POST", &path, "key-of-review", "\"3\"", &review)
        .await
        .is(201);

    let wrong = json!({"kind": "search_recorded", "on": "2026-11-24", "where": 7});
    let wrong = clerk
        .write("POST", &path, "key-of-wrong", "\"4\"", &wrong)
        .await;
    assert_eq!(problem(&wrong, 422, "invalid")[0].0, "where");
    let foreign = Program::of(&house, "QB", &[Role::Clerk])
        .await
        .write("POST", &path, "key-of-foreign", "\"4\"", &search)
        .await;
    problem(&foreign, 404, "not_found");
}

#[tokio::test]
async fn a_review_case_goes_on_step_by_step() {
    let house = House::new().await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let opened = json!({"track": "review", "on": "2026-11-20"});
    let opened = clerk
        .write("POST", "/api/v1/remedies", "key-of-remedy", "", &opened)
        .await;
    opened.is(201);
    let path = format!(
        "/api/v1/remedies/{}/steps",
        json_of(&opened)["id"].as_str().unwrap()
    );
    let early = json!({"step": "complied", "on": "2026-11-21"});
    let early = clerk.write("POST", &path, "", "\"1\"", &early).await;
    assert!(
        early.status.is_client_error(),
        "nothing was ordered yet: {}",
        early.text
    );
    let copied = json!({"step": "copied_ordinary", "on": "2026-11-23"});
    clerk
        .write("POST", &path, "", "\"1\"", &copied)
        .await
        .is(204);
    let answered = json!({"step": "answered", "on": "2026-11-24"});
    problem(
        &clerk.write("POST", &path, "", "\"1\"", &answered).await,
        409,
        "conflict",
    );
    clerk
        .write("POST", &path, "", "\"2\"", &answered)
        .await
        .is(204);
}

#[tokio::test]
async fn a_letter_is_listed_drafted_issued_and_voided() {
    let house = bureau().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let all = format!("/api/v1/requests/{id}/letters");
    let one = format!("{all}/receipt/1");
    let listed = json_of(clerk.get(&all).await.is(200));
    assert_eq!(listed["letters"][0]["letter"], "receipt");
    assert!(listed["letters"][0]["number"].is_null());
    let draft = clerk.get(&one).await;
    let text = json_of(draft.is(200));
    assert!(text["body"].as_str().unwrap().contains("2026年11月20日"));
    assert_eq!(text["addressee"], "{申请人}");
    draft.lacks(&["王小明"]);
    problem(
        &clerk.get(&format!("{all}/nothing/1")).await,
        404,
        "not_found",
    );
    problem(
        &clerk.get(&format!("{all}/extension/1")).await,
        422,
        "refused",
    );

    // What somebody typed into a draft in the office is not given out.
    let staff = app::Staff {
        id: "test".into(),
        organ: "QA".into(),
        login: "test".into(),
        name: "test".into(),
        roles: vec![Role::Clerk],
    };
    let kind = "receipt".parse().unwrap();
    let kept = app::requests::letters::open(
        &house.app,
        &app::rights::By::of(&staff).unwrap(),
        &id,
        kind,
        1,
        None,
    )
    .await;
    let mut kept = kept.unwrap().text;
    kept.draft.body.push_str("王小明亲启。");
    app::requests::letters::keep(
        &house.app,
        &app::rights::By::of(&staff).unwrap(),
        &id,
        1,
        "key-of-kept",
        1,
        &kept,
    )
    .await
    .unwrap();
    clerk.get(&one).await.is(200).lacks(&["王小明"]);

    // A letter without its text is refused with the rule, and nothing is numbered.
    let empty = json!({"body": "收到。"});
    let empty = clerk
        .write("POST", &one, "key-of-empty", "\"2\"", &empty)
        .await;
    problem(&empty, 422, "refused");
    let wrong = json!({"on": "2026-13-01"});
    let wrong = clerk
        .write("POST", &one, "key-of-wrong", "\"2\"", &wrong)
        .await;
    assert_eq!(problem(&wrong, 422, "invalid")[0].0, "on");
    let as_drafted = json!({});
    let issued = clerk
        .write("POST", &one, "key-of-letter", "\"2\"", &as_drafted)
        .await;
    issued.is(201);
    let again = clerk
        .write("POST", &one, "key-of-letter", "\"2\"", &as_drafted)
        .await;
    assert_eq!(json_of(again.is(201)), json_of(&issued));
    let number = json_of(&clerk.get(&all).await)["letters"][0]["number"].clone();
    assert!(number.is_string(), "{number}");

    let void = json!({"kind": "letter_voided", "on": "2026-11-24", "letter": "receipt", "goes_with": 1, "number": number, "why": "重做"});
    let handling = format!("/api/v1/requests/{id}/handling");
    clerk
        .write("POST", &handling, "key-of-void", "\"3\"", &void)
        .await
        .is(201);
    let listed = json_of(&clerk.get(&all).await)["letters"].clone();
    let voided: Vec<bool> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|letter| letter["voided"].as_bool().unwrap())
        .collect();
    assert_eq!(voided, [false, true], "one to make anew, one void");
    problem(
        &Program::of(&house, "QB", &[Role::Clerk])
            .await
            .get(&all)
            .await,
        404,
        "not_found",
    );
    problem(
        &Program::of(&house, "QA", &[Role::Publisher])
            .await
            .get(&one)
            .await,
        403,
        "forbidden",
    );
}

/// A program in each role, all made by one person: in a house of the usual size they are one hand, in a house too small for two each
/// step has its reason, said over the API as on the pages (S-7). What personal data a text may hold is said when it is sent.
#[tokio::test]
async fn a_house_of_one_says_why_at_each_step() {
    let mut settings = app::Settings::default();
    settings.handling.small_bureau = true;
    let house = House::with(settings).await;
    let admin = app::Staff {
        id: "only".into(),
        organ: "QA".into(),
        login: "only".into(),
        name: "唯一的人".into(),
        roles: vec![Role::Security],
    };
    let program = async |role: Role| {
        let form = app::tokens::TokenForm {
            name: role.zh().into(),
            roles: vec![role],
            days: 30,
        };
        let by = app::rights::By::of(&admin).unwrap();
        let secret = app::tokens::create(&house.app, &by, &form).await.unwrap();
        Program {
            browser: house.browser(),
            token: format!("Bearer {secret}"),
        }
    };
    let mut clerk = program(Role::Clerk).await;
    let item = json!({
        "column": "content", "head": 1, "title": "出入境证件作废公告", "made_on": "2026-11-20", "summary": "证件作废",
        "body": "持护照E12345678入境的证件作废。", "source_class": "proactive",
    });
    let drafted = clerk
        .write("POST", "/api/v1/items", "key-of-item", "", &item)
        .await;
    let one = format!(
        "/api/v1/items/{}",
        json_of(drafted.is(201))["id"].as_str().unwrap()
    );
    let to = |step: &str| format!("{one}/{step}");
    let bare = clerk
        .write("POST", &to("submit"), "", "\"1\"", &json!({}))
        .await;
    assert_eq!(problem(&bare, 422, "refused")[0].0, "Q-20");
    let unknown = json!({"lawful_reasons": "公告依法载明证件号"});
    let unknown = clerk
        .write("POST", &to("submit"), "", "\"1\"", &unknown)
        .await;
    assert_eq!(problem(&unknown, 422, "invalid")[0].0, "lawful_reasons");
    let reason = json!({"lawful_reason": "公告依法载明证件号"});
    clerk
        .write("POST", &to("submit"), "", "\"1\"", &reason)
        .await
        .is(201);
    for (role, step, version) in [
        (Role::Head, "check", 2),
        (Role::Reviewer, "review", 3),
        (Role::Leader, "sign", 4),
        (Role::Publisher, "publish", 5),
    ] {
        let mut reader = program(role).await;
        let seen = format!("\"{version}\"");
        let mut body = json!({});
        if step != "publish" {
            body = json!({"clear": true, "basis": "不涉密"});
        }
        let bare = reader.write("POST", &to(step), "", &seen, &body).await;
        assert_eq!(
            problem(&bare, 422, "invalid")[0],
            ("exception".into(), "S-7".into()),
            "{step}"
        );
        body["exception"] = json!("全局仅一人");
        reader
            .write("POST", &to(step), "", &seen, &body)
            .await
            .is(201);
    }
    assert_eq!(
        json_of(&clerk.get(&one).await)["item"]["status"],
        "published"
    );
}

/// A call that has nothing to say besides may come without a body.
#[tokio::test]
async fn a_step_without_particulars_needs_no_body() {
    let house = House::new().await;
    let mut clerk = Program::of(&house, "QA", &[Role::Clerk]).await;
    let item = json!({
        "column": "content", "head": 1, "title": "通知", "made_on": "2026-11-20", "summary": "要求", "body": "各市场：",
        "source_class": "proactive",
    });
    let drafted = clerk
        .write("POST", "/api/v1/items", "key-of-item", "", &item)
        .await;
    let path = format!(
        "/api/v1/items/{}/submit",
        json_of(&drafted)["id"].as_str().unwrap()
    );
    let token = clerk.token.clone();
    let headers = [("authorization", token.as_str()), ("if-match", "\"1\"")];
    let strange = clerk
        .browser
        .call("POST", &path, &headers, "lawful_reason=x")
        .await;
    problem(&strange, 415, "media_type");
    clerk
        .browser
        .call("POST", &path, &headers, "")
        .await
        .is(201);
}
