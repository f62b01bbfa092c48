//! The form kept as a link, files that come with it, the plain question, the opinion afterwards.

use crate::office::house::House;

const WHOLE: [(&str, &str); 9] = [
    ("organ", "QA"),
    ("wanted", "2025年集市改造验收报告"),
    ("form", "electronic"),
    ("delivery", "online"),
    ("applicant", "natural"),
    ("name", "李小红"),
    ("id_number", "11010519491231002X"),
    ("phone", "13900000000"),
    ("help", "视力障碍，请提供大字版"),
];

#[tokio::test]
async fn a_draft_is_a_file_in_no_address_and_nothing_is_filed() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let saved = visitor.post_bare("/apply/draft", &WHOLE, &[]).await;
    saved.is(200).lacks(&["李小红", "<html", "href"]);
    assert!(saved.media.starts_with("text/plain"), "{}", saved.media);
    let (name, kept) = ("政府信息公开申请草稿.txt", saved.text.clone());
    let opened = visitor
        .upload("/apply/reopen", &[], ("draft", name, kept.as_bytes()))
        .await;
    opened.is(200).lacks(&[kept.as_str()]).says(&[
        "value=\"李小红\"",
        "2025年集市改造验收报告",
        "已打开保存的草稿",
    ]);
    // A link of an older version opens nothing any more, and a file that is none of ours neither.
    let link = format!("/apply?draft={}", web::kit::download::encoded(&kept));
    visitor.get(&link).await.is(200).lacks(&["李小红"]);
    for wrong in ["nonsense", "", &kept[1..]] {
        visitor
            .upload("/apply/reopen", &[], ("draft", name, wrong.as_bytes()))
            .await
            .is(404)
            .lacks(&["李小红"]);
    }
    let elsewhere = [("origin", "https://evil.example")];
    for path in ["/apply/draft", "/apply/reopen"] {
        visitor.post_bare(path, &WHOLE, &elsewhere).await.is(403);
    }
    let clerk = super::everybody(&house, "QA").await;
    let filter = store::requests::Filter::default();
    let (_, total) = app::requests::list(&house.app, &clerk, &filter)
        .await
        .unwrap();
    assert_eq!(total, 0);
}

#[tokio::test]
async fn files_are_checked_and_sealed() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let key = visitor.get("/apply").await.hidden("key");
    let fields: Vec<(&str, &str)> = WHOLE
        .iter()
        .copied()
        .chain([("key", key.as_str())])
        .collect();
    let html: &[u8] = b"<html><script>x()</script></html>";
    visitor
        .upload("/apply", &fields, ("proof", "id.pdf", html))
        .await
        .is(422)
        .says(&["id=\"proof-error\""]);
    let large = vec![b'a'; 5 * 1024 * 1024 + 1];
    visitor
        .upload("/apply", &fields, ("attachments", "a.txt", &large))
        .await
        .is(422)
        .says(&["5 MB", "id=\"attachments-error\""]);
    let receipt = visitor
        .upload(
            "/apply",
            &fields,
            ("proof", "id.txt", "证件正面".as_bytes()),
        )
        .await;
    receipt.is(200).says(&["receipt-number"]);
    for act in store::ledger::tail(&house.app.store, "QA", 0, 50)
        .await
        .unwrap()
    {
        assert!(!act.body.contains("李小红") && !act.body.contains("证件正面"));
    }
}

#[tokio::test]
async fn after_several_requests_a_plain_question_is_asked() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for _ in 0..3 {
        let page = visitor.get("/apply").await;
        page.lacks(&["等于几"]);
        let key = page.hidden("key");
        let fields: Vec<(&str, &str)> = WHOLE
            .iter()
            .copied()
            .chain([("key", key.as_str())])
            .collect();
        visitor.post_bare("/apply", &fields, &[]).await.is(200);
    }
    let page = visitor.get("/apply").await;
    page.says(&["等于几？", "name=\"answer\""]);
    let key = page.hidden("key");
    let fields: Vec<(&str, &str)> = WHOLE
        .iter()
        .copied()
        .chain([("key", key.as_str())])
        .collect();
    visitor
        .post_bare("/apply", &fields, &[])
        .await
        .is(422)
        .says(&["请回答表单最后的问题"]);
    let answer = (2..=18)
        .map(|sum: u32| sum.to_string())
        .find(|sum| app::door::answers(&house.app, &key, sum))
        .unwrap();
    let answered = [&fields[..], &[("answer", answer.as_str())]].concat();
    visitor.post_bare("/apply", &answered, &[]).await.is(200);
}

#[tokio::test]
async fn the_opinion_is_given_once_after_the_answer() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let key = visitor.get("/apply").await.hidden("key");
    let fields: Vec<(&str, &str)> = WHOLE
        .iter()
        .copied()
        .chain([("key", key.as_str())])
        .collect();
    let receipt = visitor.post_bare("/apply", &fields, &[]).await;
    let between = |before: &str| {
        receipt
            .text
            .split_once(before)
            .and_then(|(_, rest)| rest.split_once('<'))
            .map(|(found, _)| found.to_string())
            .unwrap()
    };
    let (number, code) = (
        between("id=\"receipt-number\">"),
        between("id=\"receipt-code\">"),
    );
    let opinion = [
        ("number", number.as_str()),
        ("code", code.as_str()),
        ("score", "5"),
        ("words", "谢谢"),
    ];
    visitor
        .post_bare("/progress/opinion", &opinion, &[])
        .await
        .is(422);
    let clerk = super::everybody(&house, "QA").await;
    let row = store::requests::by_number(&house.app.store, &number)
        .await
        .unwrap()
        .unwrap();
    for (version, body) in [
        (
            1,
            serde_json::json!({"kind": "confirmed", "on": "2026-11-24"}),
        ),
        (
            2,
            serde_json::json!({"kind": "answered", "on": "2026-11-24", "code": "OPEN-GIVE", "how": "electronic"}),
        ),
    ] {
        let act = serde_json::from_value(body).unwrap();
        let attach = app::requests::Attach {
            files: vec![app::upload::Upload {
                name: "答复.txt".into(),
                bytes: "给您的材料".into(),
            }],
            ..app::requests::Attach::default()
        };
        let key = format!("k{version}");
        app::requests::act(
            &house.app,
            &app::rights::May::of(&clerk, &act).unwrap(),
            &row.id,
            version,
            &key,
            &attach,
        )
        .await
        .unwrap();
    }
    let page = visitor.post_bare("/progress", &opinion[..2], &[]).await;
    page.is(200)
        .says(&["对这次办理的评价", "答复期限从这一天起计算"]);
    visitor
        .post_bare("/progress/opinion", &opinion, &[])
        .await
        .is(200)
        .says(&["谢谢您的评价", "5 分"]);
    visitor
        .post_bare("/progress/opinion", &opinion, &[])
        .await
        .is(422);
}
