//! Letters on the desk: drafted, kept, checked, previewed and issued by buttons of one form; seen by the applicant.

use app::{Role, organs::OrganForm};

use super::house::{Browser, House, Page};

const DAY: &str = "2026-11-24";

/// A house whose organ can number letters and name a remedy.
pub async fn bureau() -> House {
    let house = House::new().await;
    let form = OrganForm {
        code: "QA".into(),
        name: "甲县商务局".into(),
        short_name: "商务局".into(),
        kind: "department".into(),
        address: "甲县滨河路1号".into(),
        postcode: "000000".into(),
        telephone: "0000-0000000".into(),
        doc_prefix: "甲商公开".into(),
        review_body: "甲县人民政府".into(),
        court: "甲县人民法院".into(),
        ..OrganForm::default()
    };
    app::organs::save(&house.app, &form, "test").await.unwrap();
    house
}

/// Answers a request, decides it anew after a review, and opens the draft of that letter; its address and page.
async fn answered(browser: &mut Browser, id: &str) -> (String, Page) {
    let prepared = [
        ("kind", "decision_prepared"),
        ("code", "NO-PROCESS"),
        ("reasons", "讨论稿"),
        ("evidence", "会议记录"),
        ("how", "handed"),
    ];
    let given = [
        ("kind", "answered"),
        ("code", "NO-PROCESS"),
        ("how", "handed"),
    ];
    let anew = [
        ("kind", "re_decided"),
        ("code", "NO-PROCESS"),
        ("after", "甲县人民政府行政复议决定"),
    ];
    for (to, fields) in [
        ("handling", &prepared[..]),
        ("acts", &given[..]),
        ("handling", &anew[..]),
    ] {
        let page = browser.get(&format!("/office/requests/{id}")).await;
        let (version, key) = (page.hidden("version"), page.hidden("key"));
        let more = [
            ("on", DAY),
            ("version", version.as_str()),
            ("key", key.as_str()),
        ];
        browser
            .post(
                &format!("/office/requests/{id}/{to}"),
                &[fields, &more].concat(),
            )
            .await
            .is(303);
    }
    let href = format!("/office/requests/{id}/letters/decision-no-process/5");
    browser
        .get(&format!("/office/requests/{id}"))
        .await
        .says(&[&href, "答复书（不予公开：过程性信息）"]);
    let page = browser.get(&href).await;
    (href, page)
}

/// The fields of the form as a browser would send them, with the blanks filled in.
pub fn form(page: &Page, blanks: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for name in ["version", "key"] {
        fields.push((name, page.hidden(name)));
    }
    for name in ["body", "attachments", "annexes"] {
        let area = page
            .text
            .split_once(&format!("name=\"{name}\""))
            .and_then(|(_, rest)| rest.split_once('>'))
            .and_then(|(_, rest)| rest.split_once("</textarea>"))
            .map_or("", |(text, _)| text.trim_start_matches('\n'));
        let mut text = area
            .replace("&#34;", "\"")
            .replace("&#123;", "{")
            .replace("&#125;", "}");
        for (blank, value) in blanks {
            text = text.replace(&format!("【待填：{blank}】"), value);
        }
        fields.push((name, text.replace('\n', "\r\n")));
    }
    for name in ["title", "addressee", "signature", "note", "copies", "on"] {
        let value = page
            .text
            .split_once(&format!("id=\"{name}\" name=\"{name}\" value=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .map_or("", |(value, _)| value);
        fields.push((name, value.to_string()));
    }
    fields.push(("shape", "red_head".into()));
    fields
}

pub fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

const BLANKS: [(&str, &str); 1] = [(
    "理由",
    "该讨论稿属于过程稿，在决定作出之前形成，公开可能影响参加人员坦率发表意见。",
)];

#[tokio::test]
async fn a_letter_goes_from_draft_to_the_applicant() {
    let house = bureau().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let (href, page) = answered(&mut clerk, &id).await;
    // The applicant is named nowhere on the page.
    page.is(200)
        .says(&[
            "{申请人}",
            "【待填：理由】",
            "应当先自收到本答复书之日起60日内向甲县人民政府申请行政复议",
        ])
        .lacks(&["王小明"]);
    let blank = form(&page, &[]);
    let checked = clerk
        .post(&format!("{href}/check"), &borrowed(&blank))
        .await;
    checked
        .is(200)
        .says(&["还有没有填写的内容：理由", "[F-D10]"])
        .lacks(&["王小明"]);
    clerk
        .post(&format!("{href}/issue"), &borrowed(&blank))
        .await
        .is(422)
        .says(&["还有没有填写的内容：理由"]);

    let filled = form(&page, &BLANKS);
    clerk
        .post(&format!("{href}/check"), &borrowed(&filled))
        .await
        .is(200)
        .says(&["审核通过"]);
    let seen = clerk
        .post(&format!("{href}/preview"), &borrowed(&filled))
        .await;
    assert_eq!(seen.is(200).media, "application/pdf");
    clerk.post(&href, &borrowed(&filled)).await.is(303);
    let page = clerk.get(&href).await;
    page.says(&["已保存的文稿", "坦率发表意见"]);
    let mut future = form(&page, &[]);
    for field in &mut future {
        if field.0 == "on" {
            field.1 = "2026-11-25".into();
        }
    }
    clerk
        .post(&format!("{href}/issue"), &borrowed(&future))
        .await
        .is(422)
        .says(&["成文日期不能晚于今天", "F-D0"]);

    let last = form(&page, &[]);
    for _ in 0..2 {
        let done = clerk.post(&format!("{href}/issue"), &borrowed(&last)).await;
        assert!(done.is(303).location.ends_with("?done=issued#papers"));
    }
    let case = clerk.get(&format!("/office/requests/{id}")).await;
    case.says(&["甲商公开〔2026〕2号"]).lacks(&["〔2026〕3号"]);
    clerk.get(&href).await.is(422).says(&["已经签发"]);
    let files = case.links(&format!("/office/requests/{id}/files/"));
    let file = clerk.get(&files[0]).await;
    assert_eq!(file.is(200).media, "application/pdf");

    // A reader of the records has the letter, a stranger has nothing.
    let mut reader = house.enter("QA", &[Role::Leader]).await;
    reader.get(&files[0]).await.is(200);
    reader
        .get(&format!("/office/requests/{id}"))
        .await
        .says(&["甲商公开〔2026〕1号"])
        .lacks(&[&href]);
    let mut stranger = house.enter("QB", &[Role::Clerk]).await;
    stranger.get(&files[0]).await.is(404);
    stranger.get(&href).await.is(404);

    // The applicant, with number and query code.
    let row = store::requests::get(&house.app.store, "QA", &id)
        .await
        .unwrap()
        .unwrap();
    let filed = app::requests::give_code(
        &house.app,
        &app::Staff {
            id: "test".into(),
            organ: "QA".into(),
            login: "test".into(),
            name: "test".into(),
            roles: vec![Role::Clerk],
        },
        &id,
    )
    .await
    .unwrap();
    let mut visitor = house.browser();
    let asked = [
        ("number", row.number.as_str()),
        ("code", filed.query_code.as_str()),
    ];
    let progress = visitor.post_bare("/progress", &asked, &[]).await;
    progress.is(200).says(&[
        "答复书（不予公开：过程性信息）",
        "甲商公开〔2026〕1号",
        ".pdf",
    ]);
    let hash = progress.hidden("hash");
    let all = [&asked[..], &[("hash", hash.as_str())]].concat();
    let file = visitor.post_bare("/progress/files", &all, &[]).await;
    assert_eq!(file.is(200).media, "application/pdf");
}

#[tokio::test]
async fn forms_from_elsewhere_and_wrong_addresses_issue_nothing() {
    let house = bureau().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let href = format!("/office/requests/{id}/letters/receipt/1");
    let page = clerk.get(&href).await;
    let mut fields = form(&page, &[]);
    fields.push(("csrf", page.hidden("csrf")));
    clerk
        .post_bare(
            &format!("{href}/issue"),
            &borrowed(&fields),
            &[("origin", "https://evil.example")],
        )
        .await
        .is(403);
    for wrong in ["receipt/2", "extension/1", "decision-none/1"] {
        let path = format!("/office/requests/{id}/letters/{wrong}");
        clerk.get(&path).await.is(422).says(&["案卷中没有需要制作"]);
        clerk.post(&path, &borrowed(&fields)).await.is(422);
    }
    for none in ["receipt/x", "nothing/1", "receipt/-1"] {
        let path = format!("/office/requests/{id}/letters/{none}");
        clerk.get(&path).await.is(404);
    }
    // A colleague acted meanwhile: the draft stays on the page.
    let withdrawn = [
        ("kind", "withdrawn"),
        ("on", DAY),
        ("version", "1"),
        ("key", "another-key"),
    ];
    clerk
        .post(&format!("/office/requests/{id}/acts"), &withdrawn)
        .await
        .is(303);
    clerk
        .post(&format!("{href}/issue"), &borrowed(&fields))
        .await
        .is(409)
        .says(&["同事刚刚办理了这件申请", "登记回执"]);
    let acts = store::ledger::stream(
        &house.app.store,
        "QA",
        &store::Stream::request(&id).unwrap(),
    )
    .await
    .unwrap();
    assert!(acts.iter().all(|act| act.kind != "letter_numbered"));
}

#[tokio::test]
async fn what_decides_the_remedy_is_asked_and_drafts_it() {
    let house = bureau().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let withdrawn = [
        ("kind", "withdrawn"),
        ("on", DAY),
        ("version", "1"),
        ("key", "k"),
    ];
    clerk
        .post(&format!("/office/requests/{id}/acts"), &withdrawn)
        .await
        .is(303);
    let href = format!("/office/requests/{id}/letters/decision-other/2");
    clerk.get(&href).await.says(&["撤回申请通常不告知"]);
    clerk
        .get(&format!("{href}?fresh=1&remedy=R-FREE"))
        .await
        .says(&["name=\"remedy\" value=\"R-FREE\"", "6个月"]);
    clerk.speak("en");
    clerk
        .get(&href)
        .await
        .says(&["Issue", "Withdrawn", "Date of the letter"]);
}

#[tokio::test]
async fn every_template_is_shown_and_has_its_sample() {
    let house = bureau().await;
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    let page = admin.get("/office/letters").await;
    page.is(200)
        .says(&["correction.txt", "{申请人}", "自带", "补正告知书"]);
    let previews = page.links("/office/letters/");
    assert_eq!(previews.len(), 37);
    let sample = admin.get("/office/letters/correction/preview").await;
    assert_eq!(sample.is(200).media, "application/pdf");
    admin.get("/office/letters/nothing/preview").await.is(404);
}

/// Number and query code of a request, the code handed out now.
async fn asking(house: &House, id: &str) -> (String, String) {
    let staff = app::Staff {
        id: "test".into(),
        organ: "QA".into(),
        login: "test".into(),
        name: "test".into(),
        roles: vec![Role::Clerk],
    };
    let filed = app::requests::give_code(&house.app, &staff, id)
        .await
        .unwrap();
    (filed.number, filed.query_code)
}

/// What the applicant sees.
async fn applicant(house: &House, (number, code): &(String, String)) -> Page {
    let asked = [("number", number.as_str()), ("code", code.as_str())];
    let page = house.browser().post_bare("/progress", &asked, &[]).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page
}

#[tokio::test]
async fn a_letter_that_is_wrong_is_voided_and_its_number_stays_used() {
    let house = bureau().await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&path).await;
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let noticed = [
        ("kind", "correction_noticed"),
        ("days", "10"),
        ("on", DAY),
        ("note", "请写明文件名称或者文号"),
        ("version", version.as_str()),
        ("key", key.as_str()),
    ];
    clerk.post(&format!("{path}/acts"), &noticed).await.is(303);
    let href = format!("{path}/letters/correction/2");
    let blanks = [("补正指导", "写明年份和发文机关即可")];
    let issue = async |clerk: &mut Browser| {
        let page = clerk.get(&href).await;
        let fields = form(&page, &blanks);
        let sent = clerk
            .post(&format!("{href}/issue"), &borrowed(&fields))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text);
    };
    let void = async |clerk: &mut Browser, number: &str, why: &str| {
        let page = clerk.get(&path).await;
        let (version, key) = (page.hidden("version"), page.hidden("key"));
        let fields = [
            ("kind", "letter_voided"),
            ("letter", "correction"),
            ("goes_with", "2"),
            ("number", number),
            ("why", why),
            ("on", DAY),
            ("version", version.as_str()),
            ("key", key.as_str()),
        ];
        clerk.post(&format!("{path}/handling"), &fields).await
    };
    issue(&mut clerk).await;
    clerk
        .get(&path)
        .await
        .says(&["甲商公开〔2026〕1号", "作废重做"]);
    void(&mut clerk, "甲商公开〔2026〕1号", "").await.is(422);
    void(&mut clerk, "甲商公开〔2026〕9号", "写错")
        .await
        .is(422)
        .says(&["没有签发过这份文书"]);
    void(&mut clerk, "甲商公开〔2026〕1号", "补正期限写错")
        .await
        .is(303);
    void(&mut clerk, "甲商公开〔2026〕1号", "再一次")
        .await
        .is(422)
        .says(&["已经作废"]);
    // The applicant is told that it is void and does not find it any more.
    let asking = asking(&house, &id).await;
    let told = applicant(&house, &asking).await;
    told.says(&["文书作废", "补正告知书 甲商公开〔2026〕1号"])
        .lacks(&[".pdf"]);
    issue(&mut clerk).await;
    let told = applicant(&house, &asking).await;
    told.says(&["甲商公开〔2026〕2号.pdf"])
        .lacks(&["甲商公开〔2026〕1号.pdf"]);
    clerk.get(&path).await.says(&[
        "甲商公开〔2026〕1号 <span class=\"status\">作废</span>",
        "甲商公开〔2026〕2号",
        "补正期限写错",
    ]);
}
