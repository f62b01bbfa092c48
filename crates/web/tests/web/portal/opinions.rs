//! 意见征集 over HTTP: said on the page of the draft, sorted in the office, told in the result; what is wrong is refused in words, and what
//! somebody wrote comes out nowhere (S-10, S-11).

use app::{App, Role, clock::Clock, items::ItemForm};

use super::{everybody, item, publish};
use crate::office::house::{Browser, House, Page};

/// Words that stand in one opinion and nowhere else.
const WORDS: &str = "我家门口第三个路灯下的摊位";
const WRITER: &str = "欧阳征集测";

fn asking(title: &str, until: &str) -> ItemForm {
    ItemForm {
        kind: "consultation".into(),
        document_number: String::new(),
        made_on: Some("2026-09-30".parse().unwrap()),
        comments_until: Some(until.parse().unwrap()),
        ..item(title)
    }
}

/// The same house on another morning.
fn on(house: &House, day: &str) -> App {
    App {
        clock: Clock::fixed(format!("{day}T01:00:00Z").parse().unwrap()),
        ..house.app.clone()
    }
}

async fn say(visitor: &mut Browser, page: &str, text: &str) -> Page {
    let form = visitor
        .get(&format!("/messages/new?topic=opinion&page={page}"))
        .await;
    let key = form.hidden("key");
    let fields = [
        ("topic", "opinion"),
        ("page", page),
        ("organ", "QB"),
        ("text", text),
        ("name", WRITER),
        ("key", key.as_str()),
    ];
    visitor.post_bare("/messages/new", &fields, &[]).await
}

fn between(text: &str, from: &str, to: &str) -> String {
    let rest = text.split_once(from).unwrap().1;
    rest.split_once(to).unwrap().0.to_string()
}

/// A draft that was published on 2026-10-01 and has ended, with two opinions of its time.
async fn ended(house: &mut House) -> String {
    let now = house.app.clone();
    house.app = on(house, "2026-10-01");
    let id = publish(
        house,
        "QA",
        &asking("露天市场办法（征求意见稿）", "2026-11-10"),
    )
    .await;
    house.app = on(house, "2026-10-20");
    let mut visitor = house.browser();
    let page = format!("/items/QA/{id}");
    say(&mut visitor, &page, WORDS).await.is(200);
    say(&mut visitor, &page, "摊位费太高").await.is(200);
    house.app = now;
    id
}

#[tokio::test]
async fn an_opinion_is_said_on_the_page_of_the_draft() {
    let house = House::new().await;
    let id = publish(
        &house,
        "QA",
        &asking("夜市办法（征求意见稿）", "2026-12-24"),
    )
    .await;
    let plain = publish(&house, "QA", &item("集市办法")).await;
    let page = format!("/items/QA/{id}");
    let mut visitor = house.browser();
    visitor.get(&page).await.is(200).says(&[
        "2026-11-24 至 2026-12-24",
        "还有 31 天",
        "已收到 0 条意见",
        "提出意见",
    ]);
    // The topic is fixed, and is none of the plain form.
    let form = format!("/messages/new?topic=opinion&page={page}");
    visitor
        .get(&form)
        .await
        .is(200)
        .says(&["夜市办法（征求意见稿）", "2026-12-24"])
        .lacks(&["name=\"organ\"", "type=\"radio\" name=\"topic\""])
        .words_are_all_there();
    visitor
        .get("/messages/new")
        .await
        .is(200)
        .lacks(&["value=\"opinion\""]);
    say(&mut visitor, &page, " ").await.is(422).says(&["内容"]);
    let receipt = say(&mut visitor, &page, WORDS).await;
    receipt.is(200).says(&["甲县商务局", "采纳情况在"]);
    visitor
        .get(&page)
        .await
        .says(&["已收到 1 条意见"])
        .lacks(&[WORDS, WRITER]);
    for wrong in [format!("/items/QA/{plain}"), "/organs/QA".into()] {
        let form = format!("/messages/new?topic=opinion&page={wrong}");
        visitor.get(&form).await.says(&["这个页面没有在征求意见"]);
        let fields = [
            ("topic", "opinion"),
            ("page", wrong.as_str()),
            ("text", "一"),
            ("key", "0123456789abcdef"),
        ];
        let refused = visitor.post_bare("/messages/new", &fields, &[]).await;
        refused.is(422).says(&["这个页面没有在征求意见"]);
    }
    let number = between(&receipt.text, "id=\"receipt-number\">", "<");
    let code = between(&receipt.text, "id=\"receipt-code\">", "<");
    let fields = [("number", number.as_str()), ("code", code.as_str())];
    for lang in ["zh", "en"] {
        visitor.speak(lang);
        visitor
            .post_bare("/messages/progress", &fields, &[])
            .await
            .is(200)
            .says(&[WORDS, page.as_str()])
            .words_are_all_there();
        visitor.get(&page).await.is(200).words_are_all_there();
        visitor
            .get("/consultations")
            .await
            .is(200)
            .words_are_all_there();
    }
}

#[tokio::test]
async fn opinions_are_sorted_and_accounted_for() {
    let mut house = House::new().await;
    let id = ended(&mut house).await;
    let page = format!("/items/QA/{id}");
    let mut visitor = house.browser();
    visitor
        .get(&page)
        .await
        .says(&["已结束", "已收到 2 条意见", "采纳情况尚未公布"])
        .lacks(&["提出意见", WORDS]);
    let form = format!("/messages/new?topic=opinion&page={page}");
    visitor
        .get(&form)
        .await
        .says(&["征求意见已于2026-11-10结束"]);
    let late = [
        ("topic", "opinion"),
        ("page", page.as_str()),
        ("text", "迟到"),
        ("key", "0123456789abcdef"),
    ];
    visitor
        .post_bare("/messages/new", &late, &[])
        .await
        .is(422)
        .says(&["征求意见已于2026-11-10结束"]);

    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office")
        .await
        .says(&["待公布采纳情况的意见征集"]);
    // What is said on drafts is not among what is answered one by one.
    clerk.get("/office/messages").await.lacks(&["征集意见"]);
    let list = format!("/office/items/{id}/opinions");
    let shown = clerk.get(&list).await;
    shown.is(200).says(&[WORDS, "摊位费太高"]);
    shown.words_are_all_there();
    let values: Vec<String> = shown
        .text
        .split("name=\"opinion\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_string())
        .collect();
    assert_eq!(values.len(), 2);
    let both: Vec<(&str, &str)> = values.iter().map(|one| ("opinion", one.as_str())).collect();
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all = both.clone();
        all.extend(more);
        all.push(("key", "0123456789abcdef"));
        all
    };
    let none = [("do", "grouped"), ("gist", "降低摊位费"), ("key", "k")];
    clerk
        .post(&list, &none)
        .await
        .is(422)
        .says(&["请选择 1 至 100 条意见"]);
    let empty = with(&[("do", "grouped"), ("gist", " ")]);
    clerk
        .post(&list, &empty)
        .await
        .is(422)
        .says(&["请填写意见的要点"]);
    let person = with(&[("do", "grouped"), ("gist", "11010519491231002X 的意见")]);
    clerk.post(&list, &person).await.is(422).says(&["Q-20"]);
    let aside = with(&[("do", "set_aside"), ("reason", "无内容")]);
    clerk
        .post(&list, &aside)
        .await
        .is(422)
        .says(&["请选择不予办理的原因"]);

    // A result is begun while both are open: it is not sent on its way.
    let begun = clerk.get(&format!("/office/items/new?answers={id}")).await;
    begun
        .is(200)
        .says(&["露天市场办法（征求意见稿）》的意见采纳情况"]);
    let grouped = with(&[("do", "grouped"), ("gist", "降低摊位费")]);
    clerk.post(&list, &grouped).await.is(303);
    let again = clerk.post(&list, &grouped).await;
    again.is(409);
    clerk.get(&list).await.says(&["已归并", "降低摊位费"]);
    let begun = clerk.get(&format!("/office/items/new?answers={id}")).await;
    begun.is(200).says(&["降低摊位费", "2 条"]);
    let base = [
        ("column", "content"),
        ("head", "11"),
        ("kind", "adoption"),
        ("title", "露天市场办法意见采纳情况"),
        ("made_on", "2026-11-24"),
        ("summary", "逐类说明。"),
        ("body", "感谢各位。"),
        ("source_class", "proactive"),
        ("answers", page.as_str()),
        ("gist-1-text", "降低摊位费"),
        ("gist-1-opinions", "2"),
        ("gist-1-outcome", "not_adopted"),
        ("version", "0"),
        ("key", "0123456789abcdeg"),
    ];
    let drafted = clerk.post("/office/items", &base).await;
    drafted.is(303);
    let result = drafted.location.trim_start_matches("/office/items/");
    let result = result.split('?').next().unwrap().to_string();
    let submit = [("version", "1"), ("key", "k")];
    clerk
        .post(&format!("/office/items/{result}/submit"), &submit)
        .await
        .is(422)
        .says(&["“降低摊位费”未采纳，请说明理由", "S-11"]);
    let edit = clerk.get(&format!("/office/items/{result}/edit")).await;
    edit.says(&["gist-1-reason"]).words_are_all_there();
    let mut mended = base.to_vec();
    mended.retain(|(name, _)| *name != "version");
    mended.extend([("gist-1-reason", "标准由上级规定"), ("version", "1")]);
    clerk
        .post(&format!("/office/items/{result}"), &mended)
        .await
        .is(303);

    let app = &house.app;
    let author = everybody(&house, "QA").await;
    let by = app::rights::By::of(&author).unwrap();
    let mut version = app::items::submit(app, &by, &result, 2, "").await.unwrap();
    for post in [
        law::readings::Post::SectionHead,
        law::readings::Post::Secrecy,
        law::readings::Post::Leader,
    ] {
        let reader = everybody(&house, "QA").await;
        let reading = app::items::ReadingForm::agrees(post, "不涉密");
        let may = app::rights::May::of(&reader, reading).unwrap();
        version = app::items::read(app, &may, &result, version).await.unwrap();
    }
    let publisher = everybody(&house, "QA").await;
    let by = app::rights::By::of(&publisher).unwrap();
    let said = app::items::PublishForm::default();
    app::items::publish(app, &by, &result, version, &said)
        .await
        .unwrap();
    app::index::catch_up(app).await.unwrap();

    let told = format!("/items/QA/{result}");
    visitor
        .get(&page)
        .await
        .says(&["查看采纳情况", told.as_str()]);
    for lang in ["zh", "en"] {
        visitor.speak(lang);
        visitor
            .get(&told)
            .await
            .is(200)
            .says(&["降低摊位费", "标准由上级规定", page.as_str()])
            .words_are_all_there();
        clerk.speak(lang);
        for office in [&list, &format!("/office/items/{result}")] {
            clerk.get(office).await.is(200).words_are_all_there();
        }
    }
    visitor.speak("zh");
    visitor
        .get(&told)
        .await
        .says(&["收到 2 条：2 条归并为 1 类，0 条不予办理；未采用 1 类"]);
    visitor.get("/consultations").await.says(&[
        "露天市场办法（征求意见稿）",
        "已结束 1 项，共收到 2 条意见，其中 1 项已公布采纳情况；0 项没有收到意见",
    ]);
    // What is told is not sorted anew.
    clerk.speak("zh");
    let late = clerk.get(&list).await;
    late.lacks(&["name=\"opinion\""]);

    // Nowhere in public stands what somebody wrote, or who wrote it.
    for place in [
        page.clone(),
        told.clone(),
        format!("{page}.docx"),
        format!("{page}/verify"),
        "/consultations".into(),
        "/messages".into(),
        "/policies".into(),
        "/feed.xml".into(),
        "/sitemap.xml".into(),
        "/".into(),
        format!("/search?q={}", web::kit::download::encoded("第三个路灯")),
        format!("/search?q={}", web::kit::download::encoded(WRITER)),
    ] {
        let page = visitor.get(&place).await;
        let shown = page
            .text
            .split_once("<main")
            .map_or(page.text.as_str(), |(_, main)| main);
        assert!(!shown.contains(WORDS), "{place}");
        assert!(place.contains("q=") || !shown.contains(WRITER), "{place}");
    }
    let acts = store::ledger::tail(&app.store, "QA", 0, 1000)
        .await
        .unwrap();
    let acts = format!("{acts:?}");
    assert!(acts.contains("opinion_grouped"));
    assert!(!acts.contains(WORDS) && !acts.contains(WRITER));
}
