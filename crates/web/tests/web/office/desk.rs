//! The desk: what a request is called, how it is found, and what has to be done next.

use app::Role;

use super::house::House;

const TITLE: &str = "2025年农贸市场改造项目验收报告";

#[tokio::test]
async fn a_request_is_known_by_its_subject_and_found_by_its_words() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    page.is(200).says(&[
        &format!("<title>{TITLE} · QA-2026-0001"),
        &format!("<h1>{TITLE}"),
        "2026-12-18 <small>周五</small>",
    ]);
    for path in ["/office", "/office/requests"] {
        clerk
            .get(path)
            .await
            .is(200)
            .says(&[TITLE, "QA-2026-0001", "2026-12-18 周五"]);
    }
    clerk
        .get("/office/requests?words=%E5%86%9C%E8%B4%B8%E9%AA%8C%E6%94%B6")
        .await
        .says(&[TITLE, "共 1 件"]);
    clerk
        .get("/office/requests?words=%E9%A2%84%E7%AE%97")
        .await
        .says(&["共 0 件"])
        .lacks(&["QA-2026-0001"]);
    clerk
        .get("/office/requests?code=NONE")
        .await
        .lacks(&[TITLE]);
    clerk.get("/office/requests?as=csv").await.says(&[TITLE]);

    let seen = page.hidden("seen");
    let path = format!("/office/requests/{id}/subject");
    let call = async |clerk: &mut super::house::Browser, subject: &str, seen: &str, key: &str| {
        let fields = [
            ("kind", "subject"),
            ("subject", subject),
            ("seen", seen),
            ("key", key),
        ];
        clerk.post(&path, &fields).await
    };
    let wrong = call(&mut clerk, "440524188001010014的验收报告", &seen, "s1").await;
    wrong.is(422).says(&[
        "居民身份证号",
        "[Q-20]",
        "#act-subject-subject",
        "440524188001010014的验收报告",
    ]);
    let own = call(&mut clerk, "王小明要的验收报告", &seen, "s2").await;
    own.is(422).says(&["[Q-5]"]);
    call(&mut clerk, "市场改造验收", &seen, "s3").await.is(303);
    let late = call(&mut clerk, "另一个名字", &seen, "s4").await;
    late.is(409).says(&["同事刚刚改过", "另一个名字"]);
    let acts = clerk.get(&format!("/office/requests/{id}")).await;
    acts.says(&["<h1>市场改造验收"]);

    // Whoever only reads has no form for it, and another organ sees nothing.
    let mut reader = house.enter("QA", &[Role::Reviewer]).await;
    reader
        .get(&format!("/office/requests/{id}"))
        .await
        .is(200)
        .says(&["市场改造验收"])
        .lacks(&["act-subject"]);
    let mut stranger = house.enter("QB", &[Role::Clerk]).await;
    stranger
        .get(&format!("/office/requests/{id}"))
        .await
        .is(404);
    stranger
        .get("/office/requests")
        .await
        .lacks(&["市场改造验收"]);
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    admin.get("/office").await.is(200).lacks(&["市场改造验收"]);
}

#[tokio::test]
async fn an_applicant_is_found_with_a_reason() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let form = clerk.get("/office/requests/applicant").await;
    form.is(200);
    let key = form.hidden("key");
    let ask = async |clerk: &mut super::house::Browser, who: &str, why: &str| {
        let fields = [("applicant", who), ("why", why), ("key", key.as_str())];
        clerk.post("/office/requests/applicant", &fields).await
    };
    ask(&mut clerk, "王小明", "")
        .await
        .is(422)
        .says(&["id=\"why-error\""])
        .lacks(&[TITLE]);
    ask(&mut clerk, "王小明", "来电询问")
        .await
        .is(200)
        .says(&[TITLE, "已经记入"]);
    clerk
        .get(&format!("/office/requests/{id}"))
        .await
        .says(&["来电询问"]);
    let mut reviewer = house.enter("QA", &[Role::Reviewer]).await;
    reviewer.get("/office/requests/applicant").await.is(403);
}

/// From the counter to the service: at each step the head of the page says what is next, to whom it belongs, and holds its form.
#[tokio::test]
async fn the_page_opens_with_the_next_step() {
    let house = House::with(app::Settings::default()).await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let mut head = house.enter("QA", &[Role::Head]).await;
    let card = |page: &super::house::Page| {
        let (_, rest) = page.text.split_once("id=\"next\"").unwrap();
        rest.split_once("</section>").unwrap().0.to_string()
    };
    let page = clerk.get(&path).await;
    let shown = card(&page);
    for words in [
        "由你办理",
        "拟写答复",
        "2026-12-18 周五",
        "id=\"act-decision_prepared\"",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    page.lacks(&["记录："]);
    let theirs = card(&head.get(&path).await);
    assert!(
        theirs.contains("等经办人办理") && !theirs.contains("act-"),
        "{theirs}"
    );

    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let fields = [
        ("kind", "decision_prepared"),
        ("on", "2026-11-24"),
        ("code", "OPEN-GIVE"),
        ("place", "甲县政务服务中心查阅点"),
        ("version", version.as_str()),
        ("key", key.as_str()),
    ];
    clerk
        .post(&format!("{path}/handling"), &fields)
        .await
        .is(303);
    let theirs = head.get(&path).await;
    let shown = card(&theirs);
    for words in [
        "由你办理",
        "科室负责人审核答复",
        "href=\"#act-section_reviewed\"",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    theirs.says(&["id=\"act-section_reviewed\""]);
    let mine = card(&clerk.get(&path).await);
    assert!(mine.contains("等科室负责人办理"), "{mine}");
}

/// What stands in a section of the page.
fn section<'a>(text: &'a str, id: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("<section id=\"{id}\"")).unwrap();
    rest.split_once("</section>").unwrap().0
}

/// Each role, a month of mornings: every number is a link to a section with just so many rows, no case stands on the page twice, and
/// nobody is shown what he has no hand in.
#[tokio::test]
async fn every_number_of_today_is_what_its_link_shows() {
    let settings = app::Settings {
        session_hours: 2000,
        ..app::Settings::default()
    };
    let mut house = House::with(settings).await;
    let mut desks = Vec::new();
    for role in Role::ALL {
        desks.push((role, house.enter("QA", &[role]).await));
    }
    let mut ids = Vec::new();
    for on in ["2026-11-02", "2026-11-10", "2026-11-16", "2026-11-23"] {
        ids.push(house.request("QA", on).await);
    }
    let mut seen = 0;
    for day in 0..30 {
        let on = jiff::civil::date(2026, 11, 24).saturating_add(jiff::Span::new().days(day));
        house.app = house.app.at(format!("{on}T02:00:00Z").parse().unwrap());
        if day == 2 || day == 9 {
            // One of them goes its way: prepared, then read.
            let (role, kind) = if day == 2 {
                (Role::Clerk, "decision_prepared")
            } else {
                (Role::Head, "section_reviewed")
            };
            let at = desks.iter().position(|(of, _)| *of == role).unwrap();
            let mut worker = house.follow(&desks[at].1);
            let path = format!("/office/requests/{}", ids[0]);
            let page = worker.get(&path).await;
            let (version, key, on) = (page.hidden("version"), page.hidden("key"), on.to_string());
            let fields = [
                ("kind", kind),
                ("on", on.as_str()),
                ("code", "OPEN-GIVE"),
                ("place", "查阅点"),
                ("opinion", "agree"),
                ("version", version.as_str()),
                ("key", key.as_str()),
            ];
            worker
                .post(&format!("{path}/handling"), &fields)
                .await
                .is(303);
        }
        for (role, browser) in &desks {
            let page = house.follow(browser).get("/office").await;
            page.is(200);
            let mut cards = 0;
            for card in page.text.split("<a class=\"tally ").skip(1) {
                let (_, rest) = card.split_once("href=\"#").unwrap();
                let (id, rest) = rest.split_once('"').unwrap();
                let (_, rest) = rest.split_once("tally-number\">").unwrap();
                let n: usize = rest.split_once('<').unwrap().0.parse().unwrap();
                let rows = section(&page.text, id).matches("<li").count();
                assert_eq!(rows, n, "{role:?} on {on}: {id}");
                cards += 1;
                seen += n;
            }
            if *role == Role::Leader {
                assert_eq!(cards, 3, "{role:?} on {on}");
            }
            let (work, _) = page
                .text
                .split_once("<section id=\"told\"")
                .unwrap_or((page.text.as_str(), ""));
            for id in &ids {
                let times = work
                    .matches(&format!("href=\"/office/requests/{id}\""))
                    .count();
                let hand = !matches!(
                    role,
                    Role::Reviewer | Role::Publisher | Role::Admin | Role::Security | Role::Auditor
                );
                assert_eq!(times, usize::from(hand), "{role:?} on {on}");
            }
        }
    }
    assert!(seen > 100, "{seen}");
}
