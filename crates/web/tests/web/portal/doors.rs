//! Doors that stand open to strangers: addresses with a slash too many, ways back, forms from elsewhere.

use crate::office::house::House;

#[tokio::test]
async fn an_address_with_a_slash_too_many_leads_on() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for (address, to) in [
        ("/search/?q=a", "/search?q=a"),
        ("/policies/", "/policies"),
        ("/organs/QA/", "/organs/QA"),
    ] {
        let page = visitor.get(address).await;
        page.is(308);
        assert_eq!(page.location, to);
    }
    visitor.get("//evil.example/").await.is(404);
}

#[tokio::test]
async fn an_address_of_another_name_leads_to_that_name() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for rest in ["", "/01J", "/01J/letter", "?done=closed"] {
        let page = visitor.get(&format!("/office/corrections{rest}")).await;
        page.is(308);
        assert_eq!(page.location, format!("/office/rectifications{rest}"));
    }
}

#[tokio::test]
async fn a_choice_leads_back_only_into_this_site() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for back in ["/%09/evil.example/x", "//evil.example", "/%5Cevil.example"] {
        for path in ["/lang/en", "/elder/on"] {
            let page = visitor.get(&format!("{path}?back={back}")).await;
            assert_eq!(page.location, "/", "{path} {back}");
        }
    }
}

#[tokio::test]
async fn progress_takes_no_form_from_elsewhere() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for path in ["/progress", "/progress/files", "/progress/opinion"] {
        for headers in [
            [("origin", "https://evil.example")],
            [("sec-fetch-site", "cross-site")],
        ] {
            visitor
                .post_bare(path, &[("number", "QA-2026-0001"), ("code", "A")], &headers)
                .await
                .is(403);
        }
    }
}
