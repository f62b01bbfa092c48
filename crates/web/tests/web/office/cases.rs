//! A case from the counter to the answer, and what is refused on the way.

use app::Role;

use super::house::{Browser, House, Page};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Posts an act with the version and key of the page.
async fn act(browser: &mut Browser, id: &str, page: &Page, fields: &[(&str, &str)]) -> Page {
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let all = [
        fields,
        &[("version", version.as_str()), ("key", key.as_str())],
    ]
    .concat();
    browser
        .post(&format!("/office/requests/{id}/acts"), &all)
        .await
}

#[tokio::test]
async fn a_letter_is_typed_in_answered_with_a_file_and_found_behind_its_number() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let form = clerk.get("/office/requests/new").await;
    let key = form.hidden("key");
    let fields = [
        ("key", key.as_str()),
        ("channel", "registered_mail"),
        ("on", "2026-11-20"),
        ("applicant", "natural"),
        ("name", "李四"),
        ("id_number", "110101199003070000"),
        ("phone", "13800000000"),
        ("address", "甲县一路1号"),
        ("wanted", "2025年商贸流通专项资金分配结果"),
        ("form", "paper"),
        ("delivery", "post"),
    ];
    let receipt = clerk.post("/office/requests", &fields).await;
    receipt.is(200).says(&["QA-2026-0001", "查询码"]);
    let again = clerk.post("/office/requests", &fields).await;
    assert_eq!(
        again.text, receipt.text,
        "a form sent twice shows the same receipt"
    );

    let path = receipt
        .links("/office/requests/")
        .into_iter()
        .find(|path| !path.ends_with("/new"))
        .unwrap();
    let id = path.rsplit('/').next().unwrap().to_string();
    let page = clerk.get(&path).await;
    // Signed for on the 20th, typed in on the 24th: the clock runs from the 20th.
    page.is(200)
        .says(&["2026-12-18", "2026-11-20", "A-33.2", "李*", "********0000"]);
    page.lacks(&["李四", "110101199003070000", "13800000000"]);
    let looked = [("key", "look-1"), ("why", "核对身份证明")];
    clerk
        .post(&format!("{path}/reveal"), &looked)
        .await
        .is(200)
        .says(&["李四", "110101199003070000", "已经记入办理过程"]);
    clerk
        .get(&path)
        .await
        .says(&["查看申请人完整信息", "核对身份证明"])
        .lacks(&["李四", "110101199003070000"]);

    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let answer = [
        ("version", version.as_str()),
        ("key", key.as_str()),
        ("kind", "answered"),
        ("code", "OPEN-GIVE"),
        ("how", "posted"),
        ("on", "2026-11-24"),
        ("note", "请查收"),
    ];
    let acts = format!("{path}/acts");
    clerk
        .upload(&acts, &answer, ("files", "分配结果.pdf", PDF))
        .await
        .is(303);
    clerk
        .upload(&acts, &answer, ("files", "分配结果.pdf", PDF))
        .await
        .is(303);
    let closed = clerk.get(&path).await;
    closed.says(&[
        "已办结",
        "予以公开，提供信息",
        "分配结果.pdf",
        "请查收",
        "邮寄",
    ]);
    assert_eq!(
        closed.text.matches("请查收").count(),
        1,
        "the same form sent twice answers once"
    );
    let file = closed.links(&format!("{path}/files/")).remove(0);
    clerk.get(&file).await.is(200).says(&["%PDF-1.4"]);

    let row = web::kit::download::encoded("三、（一）予以公开");
    let column = web::kit::download::encoded("自然人");
    let cell = clerk
        .get(&format!("/office/reports/2026/cells/table3/{row}/{column}"))
        .await;
    cell.is(200)
        .says(&["QA-2026-0001", &format!("/office/requests/{id}")]);
}

#[tokio::test]
async fn bad_input_names_the_field_and_the_rule_and_keeps_the_rest() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let form = clerk.get("/office/requests/new").await;
    let key = form.hidden("key");
    let page = clerk
        .post(
            "/office/requests",
            &[
                ("key", key.as_str()),
                ("channel", "counter"),
                ("applicant", "natural"),
                ("on", "2026-11-25"),
                ("phone", "0000-2500000"),
                ("form", "paper"),
                ("delivery", "pickup"),
            ],
        )
        .await;
    page.is(422).says(&[
        "A-29.2",
        "href=\"#name\"",
        "收到日期不能晚于今天",
        "A-31.2",
        "value=\"0000-2500000\"",
        "aria-invalid",
    ]);
    clerk.get("/office/requests").await.says(&["共 0 件"]);

    let id = house.request("QA", "2026-11-20").await;
    let case = clerk.get(&format!("/office/requests/{id}")).await;
    act(
        &mut clerk,
        &id,
        &case,
        &[
            ("kind", "answered"),
            ("on", "2026-13-01"),
            ("note", "留着这句话"),
        ],
    )
    .await
    .is(422)
    .says(&[
        "请选择办理结果",
        "A-36.1",
        "请选择答复方式",
        "A-33.6",
        "日期应写成",
        "留着这句话",
        "#act-answered-code",
    ]);
    act(&mut clerk, &id, &case, &[("kind", "nonsense")])
        .await
        .is(422)
        .says(&["没有这种办理动作"]);
}

#[tokio::test]
async fn an_act_that_the_law_does_not_allow_is_refused_with_its_rule() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    page.says(&["现在不能办理的动作和理由", "须经公开工作机构负责人同意"])
        .lacks(&["id=\"act-corrected\"", "id=\"act-extended\""]);
    act(
        &mut clerk,
        &id,
        &page,
        &[("kind", "corrected"), ("on", "2026-11-24")],
    )
    .await
    .is(422)
    .says(&["没有记录", "[A-30"]);
    act(
        &mut clerk,
        &id,
        &page,
        &[
            ("kind", "lapsed"),
            ("code", "LAPSE-CORR"),
            ("on", "2026-11-24"),
        ],
    )
    .await
    .is(422);
    let extended = [
        ("kind", "extended"),
        ("days", "20"),
        ("consented", "2026-11-24"),
        ("noticed", "2026-11-24"),
    ];
    act(&mut clerk, &id, &page, &extended).await.is(403);

    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let page = head.get(&format!("/office/requests/{id}")).await;
    page.says(&["id=\"act-extended\""]);
    act(&mut head, &id, &page, &extended).await.is(303);
    let page = head.get(&format!("/office/requests/{id}")).await;
    page.says(&["2027-01-1", "A-33.3"]);
    act(&mut head, &id, &page, &extended)
        .await
        .is(422)
        .says(&["A-33.3"]);
}

#[tokio::test]
async fn a_colleague_who_acted_meanwhile_is_told_and_the_draft_is_kept() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut first = house.enter("QA", &[Role::Clerk]).await;
    let mut second = house.enter("QA", &[Role::DisclosureHead]).await;
    let seen = first.get(&path).await;
    let other = second.get(&path).await;
    act(
        &mut second,
        &id,
        &other,
        &[
            ("kind", "third_party_asked"),
            ("ref", "甲"),
            ("on", "2026-11-24"),
        ],
    )
    .await
    .is(303);
    let answer = [
        ("kind", "answered"),
        ("code", "NO-THIRD"),
        ("how", "handed"),
        ("on", "2026-11-24"),
        ("note", "写了很久的说明"),
    ];
    let stale = act(&mut first, &id, &seen, &answer).await;
    stale.is(409).says(&[
        "同事刚刚办理过这一件",
        "征求第三方意见",
        "QA的公开工作机构负责人",
        "写了很久的说明",
    ]);
    assert_eq!(
        stale.hidden("version"),
        "2",
        "the form on the page can be sent after looking"
    );
    first.get(&path).await.lacks(&["已办结", "写了很久的说明"]);
}

#[tokio::test]
async fn today_sorts_by_the_last_day_in_words_and_not_by_colour_alone() {
    let house = House::new().await;
    // Last days by the calendar of 2026: 2026-11-18 is past, 2026-11-25 and 2026-11-27 are near.
    for on in ["2026-10-14", "2026-10-28", "2026-10-30", "2026-11-20"] {
        house.request("QA", on).await;
    }
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office").await.is(200).says(&[
        "group-late",
        "group-soon",
        "group-near",
        "group-later",
        "已逾期",
        "还剩 1 个工作日",
        "还剩 3 个工作日",
    ]);
}

#[tokio::test]
async fn the_list_exports_without_personal_data() {
    let house = House::new().await;
    house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office/requests?as=csv")
        .await
        .is(200)
        .says(&["受理编号", "QA-2026-0001", "自然人"])
        .lacks(&["王小明", "110101"]);
}
