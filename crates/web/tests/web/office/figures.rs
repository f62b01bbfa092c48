//! Figures and remedies: entered by hand, counted in tables two and four.

use app::Role;

use super::house::House;

#[tokio::test]
async fn a_figure_names_its_source_and_a_bad_one_its_rule() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office/figures/2026")
        .await
        .is(200)
        .says(&["未填报", "行政事业性收费"]);
    let cases: [(&[(&str, &str)], &[&str]); 4] = [
        (
            &[("row", "行政许可"), ("value", "-3"), ("source", "台账")],
            &["应为不小于零的整数", "R-22"],
        ),
        (
            &[
                ("row", "行政事业性收费"),
                ("value", "1.1234567"),
                ("source", "台账"),
            ],
            &["最多六位小数", "R-22"],
        ),
        (
            &[("row", "行政许可"), ("value", "3")],
            &["数据来源", "R-61"],
        ),
        (
            &[("row", "没有的项"), ("value", "3"), ("source", "台账")],
            &["没有这一项数据"],
        ),
    ];
    for (fields, words) in cases {
        clerk
            .post("/office/figures/2026", fields)
            .await
            .is(422)
            .says(words);
    }
    clerk
        .post(
            "/office/figures/2026",
            &[
                ("row", "行政许可"),
                ("value", "１，２３４"),
                ("source", "许可台账"),
            ],
        )
        .await
        .is(303);
    clerk
        .get("/office/figures/2026")
        .await
        .says(&["1234", "许可台账"]);
    let row = web::kit::download::encoded("行政许可");
    let column = web::kit::download::encoded("本年处理决定数量");
    clerk
        .get(&format!("/office/reports/2026/cells/table2/{row}/{column}"))
        .await
        .is(200)
        .says(&["1234", "许可台账", "/office/figures/2026?row="]);
}

#[tokio::test]
async fn a_review_is_opened_closed_and_counted() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get("/office/remedies").await;
    let key = page.hidden("key");
    let open = [
        ("track", "review"),
        ("on", "2026-05-06"),
        ("request", ""),
        ("key", key.as_str()),
    ];
    clerk
        .post("/office/remedies", &[("track", "review"), ("key", "x")])
        .await
        .is(422)
        .says(&["R-52"]);
    clerk
        .post(
            "/office/remedies",
            &[
                ("track", "review"),
                ("on", "2026-05-06"),
                ("request", "QB-2026-0001"),
                ("key", "y"),
            ],
        )
        .await
        .is(422)
        .says(&["没有编号为"]);
    clerk.post("/office/remedies", &open).await.is(303);
    clerk.post("/office/remedies", &open).await.is(303);
    let page = clerk.get("/office/remedies").await;
    assert_eq!(page.text.matches("<strong>行政复议</strong>").count(), 1);
    let close = page
        .text
        .split("action=\"/office/remedies/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_string();
    let close = format!("/office/remedies/{close}");
    let version = page.hidden("version");
    let fields = |result, on| {
        [
            ("result", result),
            ("on", on),
            ("version", version.as_str()),
            ("key", "z"),
        ]
    };
    clerk
        .post(&close, &fields("", "2026-06-01"))
        .await
        .is(422)
        .says(&["R-53"]);
    clerk
        .post(&close, &fields("upheld", "2026-05-01"))
        .await
        .is(422)
        .says(&["不能早于"]);
    clerk
        .post(&close, &fields("upheld", "2026-06-30"))
        .await
        .is(303);
    clerk
        .post(&close, &fields("corrected", "2026-06-30"))
        .await
        .is(409)
        .says(&["同事刚刚登记过"]);
    let (row, column) = (
        web::kit::download::encoded("行政复议"),
        web::kit::download::encoded("结果维持"),
    );
    clerk
        .get(&format!("/office/reports/2026/cells/table4/{row}/{column}"))
        .await
        .is(200)
        .says(&["/office/remedies#"]);
}
