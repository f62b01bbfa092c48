//! Language, 长者模式, and what every answer of the site carries.

use axum::{
    body::Body,
    http::{Request, header},
};
use tower::ServiceExt;

use super::{item, publish};
use crate::office::house::House;

#[tokio::test]
async fn a_choice_is_kept() {
    let house = House::new().await;
    let mut visitor = house.browser();
    visitor.get("/").await.says(&["lang=\"zh-CN\"", "最新政策"]);
    let page = visitor.get("/lang/en?back=%2Forgans").await;
    assert_eq!(
        (page.status.as_u16(), page.location.as_str()),
        (303, "/organs")
    );
    visitor.get("/").await.says(&["lang=\"en\"", "Latest"]);
    let page = visitor
        .get("/elder/on?back=https%3A%2F%2Fevil.example")
        .await;
    assert_eq!(page.location, "/");
    visitor.get("/").await.says(&["class=\"elder\""]);
    visitor.get("/elder/off?back=%2F").await;
    visitor.get("/").await.lacks(&["class=\"elder\""]);
}

/// Security headers, types and cache rules of each kind of answer.
#[tokio::test]
async fn headers() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let home = house.browser().get("/").await.text;
    let sheet = home
        .split("href=\"/assets/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_string();
    for (address, media, cache) in [
        ("/".to_string(), "text/html; charset=utf-8", "no-cache"),
        (
            format!("/items/QA/{id}"),
            "text/html; charset=utf-8",
            "no-cache",
        ),
        (
            "/apply".into(),
            "text/html; charset=utf-8",
            "private, no-store",
        ),
        (
            "/feed.xml".into(),
            "application/atom+xml; charset=utf-8",
            "",
        ),
        ("/sitemap.xml".into(), "application/xml; charset=utf-8", ""),
        (
            format!("/assets/{sheet}"),
            "",
            "public, max-age=31536000, immutable",
        ),
        ("/robots.txt".into(), "text/plain; charset=utf-8", ""),
        ("/healthz".into(), "", ""),
    ] {
        let request = Request::get(&address).body(Body::empty()).unwrap();
        let answer = web::Site::new(house.app.clone())
            .oneshot(request)
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{address}");
        let head = |name| {
            answer
                .headers()
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
        };
        assert!(
            head(header::CONTENT_SECURITY_POLICY).contains("default-src 'self'"),
            "{address}"
        );
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{address}");
        if !media.is_empty() {
            assert_eq!(head(header::CONTENT_TYPE), media, "{address}");
        }
        if !cache.is_empty() {
            assert_eq!(head(header::CACHE_CONTROL), cache, "{address}");
        }
    }
}
