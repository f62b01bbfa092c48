//! A message from the portal's form through the office to the page that all may read.

use app::Role;

use super::house::{Browser, House, Page};

const TEXT: &str = "办事指南上的电话打不通，请核实。";

async fn written(house: &House, topic: &str) -> (Browser, String, String) {
    let mut visitor = house.browser();
    let form = visitor
        .get("/messages/new?topic=fault&page=/organs/QA/guide")
        .await;
    form.is(200).says(&["/organs/QA/guide"]);
    let key = form.hidden("key");
    let fields = [
        ("key", key.as_str()),
        ("topic", topic),
        ("organ", "QA"),
        ("page", "/organs/QA/guide"),
        ("text", TEXT),
        ("name", "王小明"),
        ("phone", ""),
        ("email", ""),
        ("agreed", "yes"),
    ];
    let receipt = visitor.post_bare("/messages/new", &fields, &[]).await;
    receipt.is(200).words_are_all_there();
    let between = |name: &str| {
        let (_, after) = receipt.text.split_once(&format!("id=\"{name}\">")).unwrap();
        after.split('<').next().unwrap().to_string()
    };
    (visitor, between("receipt-number"), between("receipt-code"))
}

async fn act(browser: &mut Browser, path: &str, kind: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let read = if page.text.contains("name=\"read\"") {
        page.hidden("read")
    } else {
        String::new()
    };
    let mut all = vec![
        ("version", version.as_str()),
        ("key", key.as_str()),
        ("read", read.as_str()),
    ];
    all.extend_from_slice(fields);
    browser.post(&format!("{path}/{kind}"), &all).await
}

#[tokio::test]
async fn a_fault_is_reported_mended_told_and_shown() {
    let house = House::new().await;
    let (mut visitor, number, code) = written(&house, "fault").await;
    let own = [("number", number.as_str()), ("code", code.as_str())];
    let told = visitor.post_bare("/messages/progress", &own, &[]).await;
    told.is(200).says(&[TEXT, "正在办理"]).words_are_all_there();
    let wrong = [("number", number.as_str()), ("code", "AAAAAAAAAA")];
    visitor
        .post_bare("/messages/progress", &wrong, &[])
        .await
        .is(404)
        .lacks(&[TEXT]);

    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let list = clerk.get("/office/messages").await;
    list.is(200)
        .says(&[&number])
        .lacks(&["王小明"])
        .words_are_all_there();
    let path = list
        .links("/office/messages/")
        .into_iter()
        .find(|link| !link.ends_with("/done"))
        .unwrap();
    let page = clerk.get(&path).await;
    page.is(200)
        .says(&[TEXT, "王**", "W-5"])
        .lacks(&["王小明"])
        .words_are_all_there();
    let denied = [
        ("outcome", "no_fault"),
        ("words", "没有错误"),
        ("looked_at", ""),
    ];
    let again = act(&mut clerk, &path, "reply_drafted", &denied).await;
    again.is(422).says(&["没有错误", "请写明核查了什么"]);
    let mended = [
        ("outcome", "mended"),
        ("words", "电话已更正。"),
        ("looked_at", ""),
    ];
    act(&mut clerk, &path, "reply_drafted", &mended)
        .await
        .is(303);
    act(&mut clerk, &path, "replied", &[]).await.is(403);

    let mut head = house.enter("QA", &[Role::Head]).await;
    head.get(&path).await.says(&["电话已更正。"]);
    act(&mut head, &path, "replied", &[]).await.is(303);
    let told = visitor.post_bare("/messages/progress", &own, &[]).await;
    told.is(200).says(&["电话已更正。", "已改正"]);

    let naming = [
        ("title", "办事指南电话已更正"),
        ("question", "电话 13800138000 打不通"),
        ("answer", "电话已更正。"),
    ];
    act(&mut clerk, &path, "public_text_drafted", &naming)
        .await
        .is(422);
    let text = [
        ("title", "办事指南电话已更正"),
        ("question", "办事指南上的电话打不通。"),
        ("answer", "电话已更正。"),
    ];
    act(&mut clerk, &path, "public_text_drafted", &text)
        .await
        .is(303);
    visitor
        .get("/messages")
        .await
        .is(200)
        .lacks(&["办事指南电话已更正"]);
    let public = path.replace("/office/messages", "/messages/QA");
    visitor.get(&public).await.is(404);

    let mut reviewer = house.enter("QA", &[Role::Reviewer]).await;
    reviewer.get(&path).await.lacks(&[TEXT]);
    act(&mut reviewer, &path, "message_published", &[])
        .await
        .is(303);
    let shown = visitor.get("/messages?topic=fault").await;
    shown
        .is(200)
        .says(&["办事指南电话已更正"])
        .words_are_all_there();
    visitor
        .get(&public)
        .await
        .is(200)
        .says(&["办事指南上的电话打不通。", "/organs/QA/guide"])
        .lacks(&["王", TEXT])
        .words_are_all_there();
    let mut publisher = house.enter("QA", &[Role::Publisher]).await;
    let reason = [("reason", "电话又有变动")];
    act(&mut publisher, &path, "message_withdrawn", &reason)
        .await
        .is(303);
    visitor.get(&public).await.is(404);
}

#[tokio::test]
async fn a_writer_who_was_not_answered_says_so_once() {
    let house = House::new().await;
    let (mut visitor, number, code) = written(&house, "inquiry").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let list = clerk.get("/office/messages").await;
    let links = list.links("/office/messages/");
    let path = links.iter().find(|link| !link.ends_with("/done")).unwrap();
    let reply = [("outcome", "answered"), ("words", "请咨询有关部门。")];
    act(&mut clerk, path, "reply_drafted", &reply).await.is(303);
    let mut head = house.enter("QA", &[Role::Head]).await;
    act(&mut head, path, "replied", &[]).await.is(303);
    let doubt = |words: &'static str| {
        [
            ("number", number.clone()),
            ("code", code.clone()),
            ("words", words.to_string()),
        ]
    };
    let empty = doubt("");
    let fields: Vec<(&str, &str)> = empty.iter().map(|(k, v)| (*k, v.as_str())).collect();
    visitor
        .post_bare("/messages/doubt", &fields, &[])
        .await
        .is(422);
    let said = doubt("没有说是哪个部门");
    let fields: Vec<(&str, &str)> = said.iter().map(|(k, v)| (*k, v.as_str())).collect();
    visitor
        .post_bare("/messages/doubt", &fields, &[])
        .await
        .is(200);
    visitor
        .post_bare("/messages/doubt", &fields, &[])
        .await
        .is(422);
    clerk.get(path).await.says(&["没有说是哪个部门"]);
    let same = act(&mut clerk, path, "reply_drafted", &reply).await;
    same.is(422).says(&["另外的人员"]);
    let mut other = house.enter("QA", &[Role::Publisher]).await;
    act(&mut other, path, "reply_drafted", &reply).await.is(303);
}

/// An address that somebody hands to a visitor may name any page: only one of this site becomes a link.
#[tokio::test]
async fn the_form_links_to_no_page_elsewhere() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for page in [
        "javascript:alert(1)",
        "//elsewhere.example",
        "/\\elsewhere.example",
    ] {
        let path = format!("/messages/new?page={}", web::kit::download::encoded(page));
        visitor.get(&path).await.is(200).lacks(&[
            "name=\"page\"",
            "href=\"javascript",
            "href=\"//",
            "href=\"/\\",
        ]);
    }
}

/// Two alike are answered with one reply; what was typed stays when it is refused.
#[tokio::test]
async fn one_reply_to_many() {
    let house = House::new().await;
    written(&house, "fault").await;
    written(&house, "fault").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let list = clerk.get("/office/messages").await;
    let chosen: Vec<String> = list
        .text
        .split("name=\"message\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_string())
        .collect();
    assert_eq!(chosen.len(), 2);
    let key = list.hidden("key");
    let mut fields = vec![
        ("key", key.as_str()),
        ("topic", "fault"),
        ("words", "已更正"),
    ];
    fields.extend(chosen.iter().map(|one| ("message", one.as_str())));
    let refused = clerk.post("/office/messages/reply", &fields).await;
    refused.is(422).says(&["已更正", "请选择办理结果"]);
    fields.push(("outcome", "mended"));
    clerk.post("/office/messages/reply", &fields).await.is(303);
    let list = clerk.get("/office/messages?done=reply_drafted").await;
    assert_eq!(list.text.matches(">待审核<").count(), 2);
}
