use app::{
    Error,
    requests::{self, Attach},
    rights::May,
    upload::Upload,
};
use law::case::{Channel, Kind, Status};
use serde_json::json;

use crate::world::{ORGAN, World, act, material, may, request, world};

async fn do_act(
    w: &World,
    day: &str,
    id: &str,
    version: i64,
    body: serde_json::Value,
) -> app::Result<i64> {
    let key = format!("{id}-{version}-{body}");
    requests::act(
        &w.on(day),
        &may(&w.clerk, &act(body)),
        id,
        version,
        &key,
        &Attach::default(),
    )
    .await
}

#[tokio::test]
async fn an_online_request_starts_its_clock_at_confirmation() {
    let w = world("2026-01-31").await;
    let filed = requests::file(&w.app, &request(Channel::Online), "k1")
        .await
        .unwrap();
    assert_eq!(filed.number, "QH03-2026-0001");
    let seen = requests::open(&w.app, &w.clerk, &filed.id).await.unwrap();
    assert_eq!(seen.assessment.due, None);
    assert_eq!(seen.applicant["wanted"], "某工程立项批复");
    do_act(
        &w,
        "2026-02-02",
        &filed.id,
        1,
        json!({"kind": "confirmed", "on": "2026-02-02"}),
    )
    .await
    .unwrap();
    let seen = requests::open(&w.on("2026-02-02"), &w.clerk, &filed.id)
        .await
        .unwrap();
    assert_eq!(seen.assessment.receipt.unwrap().to_string(), "2026-02-02");
    let expected = w
        .app
        .calendar
        .nth_working_day("2026-02-02".parse().unwrap(), 20)
        .date;
    assert_eq!(seen.assessment.due, Some(expected));
    assert_eq!(seen.row.due, Some(expected));
}

#[tokio::test]
async fn the_same_form_twice_is_one_request_with_one_receipt() {
    let w = world("2026-03-02").await;
    let first = requests::file(&w.app, &request(Channel::Online), "same")
        .await
        .unwrap();
    let second = requests::file(&w.app, &request(Channel::Online), "same")
        .await
        .unwrap();
    assert_eq!(first, second);
    let other = requests::file(&w.app, &request(Channel::Online), "other")
        .await
        .unwrap();
    assert_eq!(other.number, "QH03-2026-0002");
}

#[tokio::test]
async fn everything_missing_is_named_at_once_and_nothing_is_saved() {
    let w = world("2026-03-02").await;
    let mut bad = request(Channel::Online);
    bad.name = " ".into();
    bad.phone = String::new();
    bad.wanted = "长".repeat(2001);
    bad.email = "not an address".into();
    bad.delivery = "pigeon".into();
    let Err(Error::Invalid(fields)) = requests::file(&w.app, &bad, "k").await else {
        panic!("accepted");
    };
    let mut names: Vec<_> = fields
        .iter()
        .map(|wrong| (wrong.field, wrong.rule))
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            ("delivery", "A-29.2"),
            ("email", "form"),
            ("name", "A-29.2"),
            ("wanted", "form")
        ]
    );
    let (rows, total) = requests::list(
        &w.app,
        &w.clerk,
        &store::requests::Filter {
            limit: 10,
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert!(rows.is_empty() && total == 0);
}

#[tokio::test]
async fn a_request_with_no_contact_is_refused() {
    let w = world("2026-03-02").await;
    let mut bad = request(Channel::Online);
    bad.phone = String::new();
    let Err(Error::Invalid(fields)) = requests::file(&w.app, &bad, "k").await else {
        panic!("accepted");
    };
    assert_eq!(fields.len(), 1);
    assert_eq!((fields[0].field, fields[0].rule), ("phone", "A-29.2"));
}

#[tokio::test]
async fn two_clerks_on_one_case_the_second_is_told() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Online), "k")
        .await
        .unwrap();
    let confirm = json!({"kind": "confirmed", "on": "2026-03-02"});
    do_act(&w, "2026-03-02", &filed.id, 1, confirm.clone())
        .await
        .unwrap();
    let late = requests::act(
        &w.app,
        &may(&w.clerk, &act(confirm)),
        &filed.id,
        1,
        "another key",
        &Attach::default(),
    )
    .await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
}

#[tokio::test]
async fn a_double_click_answers_once() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let answer =
        act(json!({"kind": "answered", "on": "2026-03-02", "code": "OPEN-GIVE", "how": "handed"}));
    for _ in 0..2 {
        let version = requests::act(
            &w.app,
            &may(&w.clerk, &answer),
            &filed.id,
            1,
            "click",
            &material(),
        )
        .await
        .unwrap();
        assert_eq!(version, 4, "prepared, numbered, given");
    }
    let seen = requests::open(&w.app, &w.clerk, &filed.id).await.unwrap();
    assert_eq!(seen.acts.len(), 4);
    assert_eq!(seen.assessment.status, Status::Closed);
}

#[tokio::test]
async fn what_the_law_does_not_allow_is_refused_with_the_rule() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let refused = do_act(
        &w,
        "2026-03-02",
        &filed.id,
        1,
        json!({"kind": "corrected", "on": "2026-03-02"}),
    )
    .await;
    let Err(Error::Refused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        why.iter()
            .any(|finding| finding.id.id().starts_with("A-30")),
        "{why:?}"
    );
    let future = do_act(
        &w,
        "2026-03-02",
        &filed.id,
        1,
        json!({"kind": "answered", "on": "2026-03-03", "code": "NONE", "how": "handed"}),
    )
    .await;
    assert!(matches!(future, Err(Error::Invalid(_))), "{future:?}");
    let seen = requests::open(&w.app, &w.clerk, &filed.id).await.unwrap();
    assert_eq!(seen.acts.len(), 1);
    assert!(seen.assessment.allowed.contains(&Kind::Answered));
}

#[tokio::test]
async fn only_the_head_of_the_unit_extends() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let extend = act(
        json!({"kind": "extended", "on": "2026-03-10", "days": 20, "consented": "2026-03-10", "noticed": "2026-03-10"}),
    );
    let app = w.on("2026-03-10");
    let by_clerk = May::of(&w.clerk, &extend);
    assert!(matches!(by_clerk, Err(Error::Forbidden)));
    requests::act(
        &app,
        &may(&w.head, &extend),
        &filed.id,
        1,
        "b",
        &Attach::default(),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn another_organs_case_does_not_exist() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    assert!(matches!(
        requests::open(&w.app, &w.stranger, &filed.id).await,
        Err(Error::NotFound)
    ));
    let answer =
        act(json!({"kind": "answered", "on": "2026-03-02", "code": "NONE", "how": "handed"}));
    let foreign = requests::act(
        &w.app,
        &may(&w.stranger, &answer),
        &filed.id,
        1,
        "x",
        &Attach::default(),
    )
    .await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
}

#[tokio::test]
async fn the_applicant_sees_the_answer_and_downloads_it() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let attach = Attach {
        files: vec![Upload {
            name: "答复.txt".into(),
            bytes: "给您的材料".into(),
        }],
        note: "请查收".into(),
        ..Attach::default()
    };
    let answer = act(
        json!({"kind": "answered", "on": "2026-03-02", "code": "OPEN-GIVE", "how": "electronic"}),
    );
    requests::act(&w.app, &may(&w.clerk, &answer), &filed.id, 1, "a", &attach)
        .await
        .unwrap();
    let progress = requests::progress(&w.app, &filed.number, &filed.query_code, "1.2.3.4")
        .await
        .unwrap();
    let last = progress.steps.last().unwrap();
    assert_eq!(
        (last.note.as_str(), last.files[0].name.as_str()),
        ("请查收", "答复.txt")
    );
    let (_, bytes) = requests::download_public(
        &w.app,
        &filed.number,
        &filed.query_code,
        &last.files[0].hash,
        "1.2.3.4",
    )
    .await
    .unwrap();
    assert_eq!(bytes, "给您的材料".as_bytes());
}

#[tokio::test]
async fn a_wrong_query_code_says_nothing_and_is_limited() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let mut throttled = false;
    for _ in 0..25 {
        match requests::progress(&w.app, &filed.number, "AAAAAAAAAA", "9.9.9.9").await {
            Err(Error::NotFound) => assert!(!throttled),
            Err(Error::Throttled) => throttled = true,
            other => panic!("{other:?}"),
        }
    }
    assert!(throttled);
}

#[tokio::test]
async fn an_upload_that_is_not_what_its_name_says_stops_the_answer() {
    let w = world("2026-03-02").await;
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let attach = Attach {
        files: vec![Upload {
            name: "答复.pdf".into(),
            bytes: b"<html><script>x()</script></html>".to_vec(),
        }],
        ..Attach::default()
    };
    let answer = act(
        json!({"kind": "answered", "on": "2026-03-02", "code": "OPEN-GIVE", "how": "electronic"}),
    );
    let refused = requests::act(&w.app, &may(&w.clerk, &answer), &filed.id, 1, "a", &attach).await;
    let Err(Error::Invalid(fields)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((fields[0].field, fields[0].rule), ("files", "upload"));
    assert_eq!(
        requests::open(&w.app, &w.clerk, &filed.id)
            .await
            .unwrap()
            .acts
            .len(),
        1
    );
    assert_eq!(
        store::requests::get(&w.app.store, ORGAN, &filed.id)
            .await
            .unwrap()
            .unwrap()
            .version,
        1
    );
}

#[tokio::test]
async fn no_act_holds_what_the_applicant_wrote() {
    let w = world("2026-03-02").await;
    requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    for act in store::ledger::tail(&w.app.store, ORGAN, 0, 100)
        .await
        .unwrap()
    {
        for secret in [
            "申请人甲",
            "11010519491231002X",
            "0000-2500000",
            "某工程立项批复",
        ] {
            assert!(!act.body.contains(secret), "{}", act.body);
        }
    }
}
