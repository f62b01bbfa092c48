//! 更正申请 from its ending to its letter: drafted, checked, looked at, issued in the organ's series of numbers.

use app::Role;

use super::{
    house::Browser,
    letters::{borrowed, bureau, form},
};

const DAY: &str = "2026-11-24";

/// A request for rectification that ended so; its address.
async fn rectified(clerk: &mut Browser, ending: &str, to: &str, note: &str) -> String {
    let page = clerk.get("/office/rectifications").await;
    let key = page.hidden("key");
    let fields = [
        ("key", key.as_str()),
        ("on", DAY),
        ("name", "王小明"),
        ("id_number", "110101199003070000"),
        ("phone", "0000-2500000"),
        ("record", "2025年救助公示名单"),
        ("wrong", "姓名用字有误"),
    ];
    let made = clerk.post("/office/rectifications", &fields).await;
    let path = made.location.split('?').next().unwrap().to_string();
    let page = clerk.get(&path).await;
    page.is(200).lacks(&["/letter\""]);
    clerk.get(&format!("{path}/letter")).await.is(422);
    let (version, key) = (page.hidden("version"), page.hidden("key"));
    let fields = [
        ("ending", ending),
        ("to", to),
        ("note", note),
        ("on", DAY),
        ("version", version.as_str()),
        ("key", key.as_str()),
    ];
    clerk.post(&format!("{path}/close"), &fields).await.is(303);
    path
}

#[tokio::test]
async fn a_rectification_ends_with_its_letter_in_the_same_series() {
    let house = bureau().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let path = rectified(
        &mut clerk,
        "refused",
        "",
        "原始档案与公示一致，没有证据证明有误",
    )
    .await;
    let href = format!("{path}/letter");
    clerk.get(&path).await.says(&[&href, "更正告知书"]);
    let page = clerk.get(&href).await;
    page.is(200)
        .says(&[
            "{申请人}",
            "2025年救助公示名单：姓名用字有误",
            "本机关决定不予更正",
            "没有证据证明有误",
            "或者自收到",
        ])
        .lacks(&["王小明", "formaction=\"\""]);
    let mut text = form(&page, &[]);
    clerk
        .post(&format!("{href}/check"), &borrowed(&text))
        .await
        .is(200)
        .says(&["审核通过"]);
    let looked = clerk
        .post(&format!("{href}/preview"), &borrowed(&text))
        .await;
    assert_eq!(looked.is(200).media, "application/pdf");
    // The remedy paragraph stays (D-10 to D-11): without it nothing goes out.
    let whole = text.clone();
    for (name, value) in &mut text {
        if *name == "body" {
            *value = value.split("如").next().unwrap().into();
        }
    }
    clerk
        .post(&format!("{href}/issue"), &borrowed(&text))
        .await
        .is(422);
    for _ in 0..2 {
        clerk
            .post(&format!("{href}/issue"), &borrowed(&whole))
            .await
            .is(303);
    }
    let page = clerk.get(&path).await;
    page.says(&[
        "更正告知书 甲商公开〔2026〕1号",
        "更正告知书 甲商公开〔2026〕1号.pdf",
    ])
    .lacks(&[&href]);
    let file = page.links(&format!("{path}/files/")).remove(0);
    assert_eq!(clerk.get(&file).await.is(200).media, "application/pdf");
    let mut stranger = house.enter("QB", &[Role::Clerk]).await;
    stranger.get(&href).await.is(404);
    stranger.get(&file).await.is(404);

    // A transfer is written to the organ that has the power; the next number of the same series.
    let path = rectified(&mut clerk, "forwarded", "甲县民政局", "").await;
    let href = format!("{path}/letter");
    let page = clerk.get(&href).await;
    page.is(200)
        .says(&["转送函", "甲县民政局", "【待填："])
        .lacks(&["王小明"]);
    let unfilled = form(&page, &[]);
    clerk
        .post(&format!("{href}/issue"), &borrowed(&unfilled))
        .await
        .is(422);
    let filled = form(&page, &[("转送机关联系方式", "0000-2506841")]);
    clerk
        .post(&format!("{href}/issue"), &borrowed(&filled))
        .await
        .is(303);
    clerk.get(&path).await.says(&["甲商公开〔2026〕2号"]);

    // One that was withdrawn has no letter.
    let path = rectified(&mut clerk, "withdrawn", "", "").await;
    clerk.get(&path).await.is(200).lacks(&["/letter\""]);
    clerk.get(&format!("{path}/letter")).await.is(422);
}
