//! Reminders on the desk, the calendar, one's own settings, tokens and jobs, as pages.

use app::Role;

use crate::office::house::House;

#[tokio::test]
async fn a_reminder_stands_on_the_desk_until_it_is_read() {
    let house = House::new().await;
    // Received 2026-10-27: the last day is 2026-11-24, today.
    house.request("QA", "2026-10-27").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    app::reminders::remind(&house.app, "QA").await.unwrap();
    let desk = clerk.get("/office").await;
    desk.is(200)
        .says(&["未读提醒", "今天必须答复", "QA-2026-0001"]);
    let id = desk.hidden("id");
    clerk
        .get("/office/notices")
        .await
        .is(200)
        .says(&["今天必须答复", "全部标为已读（1条）"]);
    clerk
        .post("/office/notices/read", &[("id", &id), ("back", "today")])
        .await
        .is(303);
    clerk.get("/office").await.lacks(&["未读提醒"]);
    clerk
        .get("/office/notices")
        .await
        .says(&["已读", "今天必须答复"]);
    clerk.speak("en");
    clerk
        .get("/office/notices")
        .await
        .says(&["must be answered today"]);
}

#[tokio::test]
async fn the_calendar_page_says_what_is_counted_with_and_what_moved() {
    let mut house = House::new().await;
    house.request("QA", "2026-11-20").await;
    app::calendar::renew(&house.app).await.unwrap();
    let notice = "2026-12-03\toff\t测试放假\t2026-11-20\t测试通知〔2026〕1号\n";
    app::calendar::import(&house.app, notice, &app::audit::Who::system("test"), "test")
        .await
        .unwrap();
    house.app.calendar = std::sync::Arc::new(app::calendar::of(&house.app.store).await.unwrap());
    app::calendar::renew(&house.app).await.unwrap();
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/calendar").await.is(200).says(&[
        "测试通知〔2026〕1号",
        "2026-12-18",
        "2026-12-21",
        "QA-2026-0001",
        "2027年的放假安排尚未导入",
    ]);
}

#[tokio::test]
async fn a_person_gives_an_address_and_makes_a_feed() {
    let house = House::new().await;
    house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office/me")
        .await
        .is(200)
        .says(&["没有设置邮件服务器"]);
    clerk
        .post("/office/me", &[("mail", "not an address"), ("lang", "zh")])
        .await
        .is(422)
        .says(&["电子邮箱格式不正确", "not an address"]);
    clerk
        .post("/office/me", &[("mail", "a@example.cn"), ("lang", "en")])
        .await
        .is(303);
    clerk.get("/office/me").await.says(&["a@example.cn"]);
    let page = clerk.post("/office/me/feed", &[("do", "make")]).await;
    page.is(200);
    // The whole address of the feed, under the host by which the page was asked for.
    let (before, after) = page.text.split_once("/calendar/").unwrap();
    let origin = before.rsplit('"').next().unwrap();
    let path = format!("/calendar/{}", after.split('"').next().unwrap());
    assert_eq!(origin, "http://mingbai.example");
    let mut calendar = house.browser();
    let feed = calendar.get(&path).await;
    feed.is(200)
        .says(&["BEGIN:VCALENDAR", "QA-2026-0001", "BEGIN:VALARM"])
        .lacks(&["王小明"]);
    assert_eq!(feed.media, "text/calendar; charset=utf-8");
    clerk.get("/office/me").await.lacks(&["/calendar/"]);
    clerk
        .post("/office/me/feed", &[("do", "end")])
        .await
        .is(303);
    calendar.get(&path).await.is(404);
    calendar.get("/calendar/x").await.is(404);
}

#[tokio::test]
async fn the_security_administrator_makes_a_token_sees_it_once_and_ends_it() {
    let house = House::new().await;
    let mut admin = house.enter("QA", &[Role::Security]).await;
    admin
        .get("/office/tokens")
        .await
        .is(200)
        .says(&["还没有令牌"]);
    admin
        .post("/office/tokens", &[("name", ""), ("days", "9999")])
        .await
        .is(422)
        .says(&["至少选择一个岗位", "有效天数为1到366"]);
    let page = admin
        .post(
            "/office/tokens",
            &[
                ("name", "政务平台"),
                ("roles", "clerk"),
                ("roles", "head"),
                ("days", "30"),
            ],
        )
        .await;
    page.is(200)
        .says(&["mb1_", "政务平台", "经办人、科室负责人"]);
    let list = admin.get("/office/tokens").await;
    list.says(&["政务平台", "从未"]).lacks(&["mb1_"]);
    let revoke = list
        .text
        .split_once("/office/tokens/")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_string();
    admin
        .post(&format!("/office/tokens/{revoke}"), &[])
        .await
        .is(303);
    admin.get("/office/tokens").await.says(&["已停用"]);
}

#[tokio::test]
async fn a_job_that_was_given_up_is_shown_and_thrown_away() {
    let house = House::new().await;
    let mut tx = house.app.store.begin().await.unwrap();
    let body = serde_json::json!({});
    let job = store::jobs::NewJob {
        id: "01JJOB",
        organ: "QA",
        kind: "unheard of",
        body: &body,
        run_at: house.app.clock.now(),
        unique_key: None,
    };
    store::jobs::enqueue(&mut tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    app::jobs::run_due(&house.app, "w").await.unwrap();
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    let page = admin.get("/office/jobs").await;
    page.is(200).says(&["unheard of", "no program for jobs"]);
    let discard = page
        .text
        .split("formaction=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_string();
    let mut other = house.enter("QB", &[Role::Admin]).await;
    other.post(&discard, &[]).await.is(404);
    admin.post(&discard, &[]).await.is(303);
    admin.get("/office/jobs").await.says(&["没有失败的作业"]);
}
