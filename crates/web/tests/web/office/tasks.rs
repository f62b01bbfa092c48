//! 年度任务: given to several organs in one form, handed in and judged on its page, counted by the supervisor, and read by nobody else.

use app::Role;

use super::house::{Browser, House, Page};
use crate::portal::{item, publish};

/// QB and QC are below QA.
async fn county() -> House {
    let house = House::new().await;
    let mut form = app::organs::get(&house.app, "QB").await.unwrap();
    form.parent = "QA".into();
    app::organs::save(&house.app, &form, "test").await.unwrap();
    (form.code, form.name, form.short_name) = ("QC".into(), "甲县教育局".into(), "教育局".into());
    app::organs::save(&house.app, &form, "test").await.unwrap();
    house
}

const FORM: [(&str, &str); 8] = [
    ("text", "公开重大建设项目信息"),
    ("year", "2026"),
    ("source", "2026年政务公开工作要点"),
    ("point", "第三条"),
    ("wants", "material"),
    ("due", "2026-12-15"),
    ("organs", "QB"),
    ("due-QB", ""),
];

async fn send(browser: &mut Browser, key: &str, with: &[(&str, &str)]) -> Page {
    let mut fields = vec![("version", "0"), ("key", key)];
    fields.extend(
        FORM.iter()
            .filter(|(name, _)| with.iter().all(|(other, _)| other != name)),
    );
    fields.extend(with);
    browser.post("/office/tasks", &fields).await
}

async fn step(browser: &mut Browser, page: &str, side: &str, fields: &[(&str, &str)]) -> Page {
    let seen = browser.get(page).await;
    let (version, key) = (seen.hidden("version"), seen.hidden("key"));
    let mut all = vec![("version", version.as_str()), ("key", key.as_str())];
    all.extend(fields);
    browser.post(&format!("{page}/{side}"), &all).await
}

/// The only task in what an organ is to do.
async fn only(browser: &mut Browser) -> String {
    let page = browser.get("/office/tasks/own").await;
    let links = page.links("/office/tasks/QB/");
    assert_eq!(links.len(), 1, "{}", page.text);
    links[0].to_string()
}

#[tokio::test]
async fn a_task_goes_from_the_form_to_the_organs_and_back() {
    let house = county().await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    above
        .get("/office/tasks")
        .await
        .is(200)
        .says(&["这一年还没有下达任务"]);
    let new = above.get("/office/tasks/new").await;
    new.is(200)
        .says(&["甲县民政局", "教育局", "name=\"due-QC\"", "全部下级机关"]);
    let key = new.hidden("key");
    // A Sunday for all, a day that is none for one: both are named, and what was typed is there.
    let wrong = [("due", "2026-11-29"), ("organs", "QC"), ("due-QC", "bald")];
    let wrong = send(&mut above, &key, &wrong).await;
    wrong.is(422).says(&[
        "href=\"#organs\"",
        "教育局：",
        "A-47",
        "公开重大建设项目信息",
    ]);
    let none = send(&mut above, &key, &[("organs", "")]).await;
    none.is(422).says(&["请选择承办机关"]);
    let all = [("all", "1"), ("organs", ""), ("due-QC", "2026-12-22")];
    let done = send(&mut above, &key, &all).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let twice = send(&mut above, &key, &all).await;
    assert_eq!(twice.location, done.location, "a double click");
    above.get(&done.location).await.says(&[
        "任务已下达",
        "甲县民政局",
        "教育局",
        "2026-12-15",
        "2026-12-22",
    ]);
    let lot = done.location.split('?').next().unwrap().to_string();
    above
        .get("/office/tasks")
        .await
        .says(&["2026-12-15 – 2026-12-22", &format!("{lot}?show=open")])
        .lacks(&["?show=late"]);
    let beside = send(&mut above, "0123456789abcdef", &[]).await;
    beside.is(422).says(&["不重复下达"]);

    let at = only(&mut clerk).await;
    clerk
        .get("/office/tasks")
        .await
        .says(&["公开重大建设项目信息", &at]);
    clerk
        .get("/office/notices")
        .await
        .says(&["下达年度任务", &at]);
    clerk
        .get(&at)
        .await
        .says(&["报送材料，由下达机关认可", "第三条"])
        .lacks(&["/above\""]);
    let empty = step(&mut clerk, &at, "below", &[("step", "handed_in")]).await;
    empty.is(422).says(&["#handed_in-text", "请写明办理情况"]);
    let said = [("step", "handed_in"), ("text", "项目清单已公开")];
    step(&mut clerk, &at, "below", &said).await.is(303);
    clerk
        .get("/office/tasks/own")
        .await
        .says(&["没有未完成的任务", "已报送，待审"]);
    above
        .get("/office")
        .await
        .says(&["等你办理的年度任务", &at]);
    above
        .get(&format!("{lot}?show=handed"))
        .await
        .says(&["甲县民政局"])
        .lacks(&["教育局"]);
    // What is the other side's is not done by changing the address.
    step(&mut clerk, &at, "above", &[("step", "taken")])
        .await
        .is(403);
    step(&mut above, &at, "above", &[("step", "given")])
        .await
        .is(404);
    let back = [("step", "returned"), ("text", "没有说明进度")];
    step(&mut above, &at, "above", &back).await.is(303);
    clerk
        .get(&at)
        .await
        .says(&["退回的理由", "没有说明进度", "首次报送"]);
    let said = [("step", "handed_in"), ("text", "清单和进度已公开")];
    step(&mut clerk, &at, "below", &said).await.is(303);
    step(&mut above, &at, "above", &[("step", "taken")])
        .await
        .is(303);
    above.speak("en");
    above
        .get(&at)
        .await
        .says(&["Taken as done", "Sent back"])
        .lacks(&["name=\"step\""])
        .words_are_all_there();
    above
        .get(&format!("{lot}?show=done"))
        .await
        .says(&["甲县民政局"])
        .words_are_all_there();
}

#[tokio::test]
async fn nobody_else_reads_or_gives_tasks() {
    let house = county().await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let done = send(&mut above, "0123456789abcdef", &[]).await;
    done.is(303);
    let lot = done.location.split('?').next().unwrap().to_string();
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    let at = only(&mut clerk).await;
    for (organ, role, one, list, form) in [
        ("QA", Role::Supervisor, 200, 200, 200),
        ("QA", Role::Leader, 200, 200, 403),
        ("QA", Role::Clerk, 404, 200, 403),
        ("QB", Role::Reviewer, 200, 200, 403),
        ("QB", Role::Supervisor, 200, 200, 200),
        ("QC", Role::Clerk, 404, 200, 403),
        ("QC", Role::Supervisor, 404, 200, 200),
        ("QB", Role::Admin, 403, 403, 403),
        ("QB", Role::Auditor, 403, 403, 403),
    ] {
        let mut browser = house.enter(organ, &[role]).await;
        for lang in ["zh", "en"] {
            browser.speak(lang);
            browser.get(&at).await.is(one);
            browser
                .get("/office/tasks")
                .await
                .is(list)
                .words_are_all_there();
            browser
                .get("/office/tasks/own")
                .await
                .is(list)
                .words_are_all_there();
            browser
                .get("/office/tasks/new")
                .await
                .is(form)
                .words_are_all_there();
        }
    }
    // What was given is opened by who gave it, and no organ gives anything to the one above it, to itself or to one beside it.
    let mut beside = house.enter("QB", &[Role::Supervisor]).await;
    beside.get(&lot).await.is(404);
    for organ in ["QA", "QB", "QC"] {
        let sent = send(&mut beside, "0123456789abcdef", &[("organs", organ)]).await;
        sent.is(404);
    }
}

#[tokio::test]
async fn what_is_done_by_publishing_is_not_handed_in() {
    let house = county().await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let wants = [("wants", "column/head/11")];
    send(&mut above, "0123456789abcdef", &wants).await.is(303);
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    let at = only(&mut clerk).await;
    clerk
        .get(&at)
        .await
        .says(&[
            "（十一）扶贫、教育、医疗、社会保障、促进就业",
            "公开这样的信息以后",
            "href=\"/office/items/new\"",
        ])
        .lacks(&["name=\"step\""]);
    publish(&house, "QB", &item("集市管理办法")).await;
    let seen = clerk.get(&at).await;
    seen.says(&["公开信息，自动办结", "已公开，办结", "/items/QB/"])
        .lacks(&["公开这样的信息以后"]);
}
