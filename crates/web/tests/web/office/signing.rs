//! A decision on its way through the house, each person at his own browser; and what is refused on the way.

use app::{Role, Settings};

use super::house::{Browser, House, Page};

const DAY: &str = "2026-11-24";

/// Posts a form of the case page with the version and a key of its own.
async fn post(browser: &mut Browser, id: &str, to: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("/office/requests/{id}")).await;
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let all = [
        fields,
        &[("version", version.as_str()), ("key", key.as_str())],
    ]
    .concat();
    browser
        .post(&format!("/office/requests/{id}/{to}"), &all)
        .await
}

#[tokio::test]
async fn an_answer_is_prepared_read_signed_and_only_then_given() {
    let house = House::with(Settings::default()).await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get(&path)
        .await
        .says(&[
            "答复须先拟办、审核并由分管领导签发",
            "id=\"act-decision_prepared\"",
        ])
        .lacks(&["id=\"act-answered\""]);
    let answer = [
        ("kind", "answered"),
        ("code", "OPEN-GIVE"),
        ("how", "handed"),
        ("on", DAY),
    ];
    post(&mut clerk, &id, "acts", &answer)
        .await
        .is(422)
        .says(&["[A-45]", "没有记录"]);

    let prepared = [
        ("kind", "decision_prepared"),
        ("code", "OPEN-GIVE"),
        ("on", DAY),
    ];
    post(&mut clerk, &id, "handling", &prepared)
        .await
        .is(422)
        .says(&["[A-36.7]", "查阅的地点"]);
    let place = [("place", "县政务服务中心查阅点")];
    let prepared = [&prepared[..], &place[..]].concat();
    post(&mut clerk, &id, "handling", &prepared).await.is(303);
    clerk.get(&path).await.says(&["等科室负责人办理"]);
    for (role, kind, next) in [
        (Role::Head, "section_reviewed", "法制审核员"),
        (Role::Legal, "legally_reviewed", "分管领导"),
        (Role::Leader, "signed", ""),
    ] {
        let mut reader = house.enter("QA", &[role]).await;
        reader
            .get("/office")
            .await
            .says(&["等你审核、签发", "QA-2026-0001"]);
        let page = reader.get(&path).await;
        page.says(&[
            &format!("id=\"act-{kind}\""),
            "2025年农贸市场改造项目验收报告",
            "王**",
            "政府信息公开申请答复书",
            "查阅地点：县政务服务中心查阅点",
            "没有随附文件",
        ])
        .lacks(&["王小明", "110101199003070000"]);
        let silent = [("kind", kind), ("opinion", "return"), ("on", DAY)];
        post(&mut reader, &id, "handling", &silent)
            .await
            .is(422)
            .says(&["退回应当写明理由"]);
        let agreed = [("kind", kind), ("opinion", "agree"), ("on", DAY)];
        post(&mut reader, &id, "handling", &agreed).await.is(303);
        clerk.get(&path).await.says(&[next]);
        post(&mut reader, &id, "handling", &agreed).await.is(422);
    }
    let other = [
        ("kind", "answered"),
        ("code", "NONE"),
        ("how", "handed"),
        ("on", DAY),
    ];
    post(&mut clerk, &id, "acts", &other)
        .await
        .is(422)
        .says(&["[A-36.1]"]);
    post(&mut clerk, &id, "acts", &answer).await.is(303);
    clerk.get(&path).await.says(&["已办结", "没有送达记录"]);
    let served = [
        ("kind", "served"),
        ("letter", "reply"),
        ("how", "handed"),
        ("on", DAY),
        ("reached", DAY),
        ("proof", "签收单"),
    ];
    post(&mut clerk, &id, "handling", &served).await.is(303);
    clerk
        .get(&path)
        .await
        .says(&["签收单"])
        .lacks(&["没有送达记录"]);
}

#[tokio::test]
async fn what_the_file_lacks_stops_the_proposal_with_field_and_rule() {
    let house = House::with(Settings::default()).await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    for (code, rule) in [
        ("OPEN-PUB", "A-36.4"),
        ("OTHER-ORGAN", "A-36.5"),
        ("REPEAT", "A-36.3"),
        ("PART", "A-37"),
        ("NO-PROCESS", "A-16.2"),
        ("NO-SECRET", "A-13"),
        ("LAPSE-CORR", "A-36.1"),
    ] {
        let fields = [("kind", "decision_prepared"), ("code", code), ("on", DAY)];
        post(&mut clerk, &id, "handling", &fields)
            .await
            .is(422)
            .says(&[&format!("[{rule}]")]);
    }
    let empty = [("kind", "search_recorded"), ("on", "2026-13-01")];
    post(&mut clerk, &id, "handling", &empty)
        .await
        .is(422)
        .says(&["#act-search_recorded-where", "A-36.2", "日期应写成"]);
    let future = [("kind", "risk_noted"), ("note", "x"), ("on", "2026-11-25")];
    post(&mut clerk, &id, "handling", &future)
        .await
        .is(422)
        .says(&["日期不能晚于今天"]);
    for kind in ["nonsense", "satisfaction", "leads", "letter_numbered"] {
        let page = post(&mut clerk, &id, "handling", &[("kind", kind), ("on", DAY)]).await;
        assert!(page.status.is_client_error(), "{kind} {}", page.status);
    }
    clerk
        .get(&format!("/office/requests/{id}"))
        .await
        .lacks(&["拟办意见 <"]);
}

#[tokio::test]
async fn forged_and_foreign_cases_do_not_exist_for_any_act() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut stranger = house
        .enter("QB", &[Role::Clerk, Role::Head, Role::Legal, Role::Leader])
        .await;
    let forged = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for id in [id.as_str(), forged] {
        for (to, fields) in [
            (
                "handling",
                vec![("kind", "risk_noted"), ("note", "x"), ("on", DAY)],
            ),
            (
                "handling",
                vec![("kind", "signed"), ("opinion", "agree"), ("on", DAY)],
            ),
            ("reveal", vec![("why", "看看")]),
            ("proof/0000", vec![("why", "看看")]),
            ("split", vec![("parts", "一\n\n二"), ("on", DAY)]),
            ("join", vec![("lead", "QA-2026-0001"), ("on", DAY)]),
            ("code", vec![]),
            ("acts", vec![("kind", "withdrawn"), ("on", DAY)]),
        ] {
            let all = [&fields[..], &[("version", "1"), ("key", "k-forged")]].concat();
            let page = stranger
                .post(&format!("/office/requests/{id}/{to}"), &all)
                .await;
            page.is(404).lacks(&["王小明", "农贸市场"]);
        }
        stranger
            .get(&format!("/office/requests/{id}/similar"))
            .await
            .is(404);
    }
    let mut own = house.enter("QA", &[Role::Clerk]).await;
    let page = own.get(&format!("/office/requests/{id}")).await;
    assert_eq!(page.hidden("version"), "1", "nothing was saved");
}

#[tokio::test]
async fn a_letter_is_split_and_its_receipts_are_shown_again_when_sent_again() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let one = [("parts", "只有一件"), ("on", DAY)];
    post(&mut clerk, &id, "split", &one)
        .await
        .is(422)
        .says(&["R-44"]);
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let fields = [
        ("parts", "验收报告\r\n\r\n施工合同"),
        ("on", DAY),
        ("version", version.as_str()),
        ("key", key.as_str()),
    ];
    let to = format!("/office/requests/{id}/split");
    let first = clerk.post(&to, &fields).await;
    first
        .is(200)
        .says(&["QA-2026-0001", "QA-2026-0002", "查询码"]);
    let again = clerk.post(&to, &fields).await;
    assert_eq!(first.text, again.text);
    clerk.get("/office/requests").await.says(&["共 2 件"]);
}

#[tokio::test]
async fn hostile_files_are_named_and_nothing_is_saved() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let html: &[u8] = b"<html><script>alert(1)</script></html>";
    let files: [(&str, &str, &[u8]); 3] = [
        ("files", "note.pdf", html),
        ("files", "<script>alert(1)</script>.html", html),
        ("files", "run.exe", b"MZ\x90\x00"),
    ];
    for file in files {
        let page = clerk.get(&format!("/office/requests/{id}")).await;
        let (version, key) = (page.hidden("version"), page.hidden("key"));
        let fields = [
            ("kind", "search_recorded"),
            ("where", "档案室"),
            ("by", "甲"),
            ("terms", "批复"),
            ("result", "没有"),
            ("on", DAY),
            ("version", version.as_str()),
            ("key", key.as_str()),
        ];
        let to = format!("/office/requests/{id}/handling");
        let page = clerk.upload(&to, &fields, file).await;
        page.is(422).lacks(&["<script>alert(1)"]);
    }
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    assert_eq!(page.hidden("version"), "1");
}

#[tokio::test]
async fn a_correction_is_entered_and_ends_with_what_the_law_asks_for() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get("/office/rectifications").await;
    page.is(200).says(&["还没有更正申请"]);
    let key = page.hidden("key");
    clerk
        .post(
            "/office/rectifications",
            &[("key", key.as_str()), ("on", DAY)],
        )
        .await
        .is(422)
        .says(&["A-41", "href=\"#name\"", "href=\"#record\""]);
    let fields = [
        ("key", key.as_str()),
        ("on", DAY),
        ("name", "王小明"),
        ("id_number", "110101199003070000"),
        ("phone", "13800000000"),
        ("record", "救助公示名单"),
        ("wrong", "姓名用字有误"),
    ];
    let made = clerk.post("/office/rectifications", &fields).await;
    made.is(303);
    let path = made.location.split('?').next().unwrap().to_string();
    let page = clerk.get(&path).await;
    page.is(200)
        .says(&["QA-GZ-2026-0001", "2026-12-22", "王**", "救助公示名单"])
        .lacks(&["王小明", "110101199003070000"]);
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let close =
        |ending: &'static str, to: &'static str| vec![("ending", ending), ("to", to), ("on", DAY)];
    let to = format!("{path}/close");
    let tail = [("version", version.as_str()), ("key", key.as_str())];
    for (ending, organ, status) in [
        ("", "", 422),
        ("forwarded", "", 422),
        ("refused", "", 422),
        ("forwarded", "县民政局", 303),
    ] {
        let all = [&close(ending, organ)[..], &tail].concat();
        clerk.post(&to, &all).await.is(status);
    }
    clerk
        .get(&path)
        .await
        .says(&["转送有权机关并告知", "县民政局"]);
    let mut stranger = house.enter("QB", &[Role::Clerk]).await;
    stranger.get(&path).await.is(404);
}
