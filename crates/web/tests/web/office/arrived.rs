//! An item from a document: read, shown for the clerk to correct, saved.

use app::Role;

use super::house::House;

const TEXT: &str = "关于开展食品安全检查的通知\n各股室：\n为了保障节日食品安全，定于下周开展检查，请各股室配合做好工作。\n联系人手机 138 0000 0000，办公电话0795-2506846。\n2026年11月20日\n";

#[tokio::test]
async fn a_text_is_read_shown_and_saved() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office/items/new")
        .await
        .says(&["由文档起草", "/office/items/new/document"]);
    clerk.get("/office/items/new/document").await.is(200);
    let page = clerk
        .post("/office/items/new/document", &[("pasted", TEXT)])
        .await;
    page.is(200).says(&[
        "还没有保存",
        "value=\"关于开展食品安全检查的通知\"",
        "文号：文档中没有找到，请填写",
        "value=\"2026-11-20\"",
        "主送机关：各股室",
        "正文，第 3 行：手机号 138****0000（不得公开）",
    ]);
    let (key, arrived) = (page.hidden("key"), page.hidden("arrived"));
    clerk.get("/office/items").await.says(&["共 0 条"]);
    let fields = [
        ("key", key.as_str()),
        ("version", "0"),
        ("arrived", arrived.as_str()),
        ("column", "content"),
        ("head", "1"),
        ("title", "关于开展食品安全检查的通知"),
        ("made_on", "2026-11-20"),
        ("summary", "开展检查"),
        ("body", "<p>开展检查。</p>"),
        ("source_class", "proactive"),
    ];
    let saved = clerk.post("/office/items", &fields).await;
    saved.is(303);
    clerk
        .get(&saved.location)
        .await
        .says(&["由 TEXT 文档读入", "已移到信息要素"]);
}

#[tokio::test]
async fn what_is_not_read_says_why() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/items/new/document").await;
    let path = "/office/items/new/document";
    clerk
        .post(path, &[("pasted", "")])
        .await
        .is(422)
        .says(&["请选择一个文件，或者粘贴正文"]);
    clerk
        .post(
            path,
            &[(
                "pasted",
                "机密★10年\n关于某事的通知\n各股室：请办理下列事项。",
            )],
        )
        .await
        .is(422)
        .says(&["没有读入这个文件", "S-3"]);
    clerk
        .post(
            "/office/items",
            &[
                ("arrived", "x"),
                ("key", "k"),
                ("version", "0"),
                ("column", "content"),
                ("head", "1"),
                ("title", "标题"),
                ("made_on", "2026-11-20"),
                ("summary", "概述"),
                ("body", "正文"),
                ("source_class", "proactive"),
            ],
        )
        .await
        .is(422)
        .says(&["请重新导入文档"]);
    let mut reader = house.enter("QA", &[Role::Leader]).await;
    reader.get(path).await.is(403);
}
