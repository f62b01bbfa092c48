//! Lists by key: every item is reached by leafing, by the feed and by the site map; old addresses and odd ones answer sensibly.

use std::collections::BTreeSet;

use serde_json::json;

use crate::office::house::{Browser, House};

/// So many that lists, and the feed, have several pages.
const ITEMS: usize = 115;

/// Items of two organs, one a day back from 2026-11-24 and the last of them of 1949.
async fn filled() -> (House, BTreeSet<String>) {
    let house = House::new().await;
    let app = &house.app;
    let mut places = BTreeSet::new();
    let mut tx = app.store.begin().await.unwrap();
    for number in 0..ITEMS {
        let organ = ["QA", "QB"][number % 2];
        let id = format!("01JLISTS{number:018}");
        let day = jiff::civil::date(2026, 11, 24)
            - jiff::Span::new().days(i64::try_from(number).unwrap() * 6);
        let day = if number + 1 == ITEMS {
            jiff::civil::date(1949, 10, 1)
        } else {
            day
        };
        let stream = store::Stream::item(&id).unwrap();
        let drafted = json!({"column": "content", "head": 1 + number % 15, "title": format!("第{number}号文"), "made_on": day,
            "source_class": "proactive"});
        let published = json!({"index_number": format!("{organ}-{number}"), "published_on": day, "imported": true});
        for (expected, kind, body) in [(0, "drafted", drafted), (1, "published", published)] {
            let new = store::ledger::NewAct {
                organ,
                stream: &stream,
                expected,
                kind,
                body: &body,
                on: jiff::civil::date(2026, 11, 24),
                actor: "test",
            };
            store::ledger::append(&mut tx, app.clock.now(), &new)
                .await
                .unwrap();
        }
        store::project::apply(&mut tx, &app.rules(), organ, &stream)
            .await
            .unwrap();
        places.insert(format!("/items/{organ}/{id}"));
    }
    tx.commit().await.unwrap();
    (house, places)
}

/// The addresses of items that stand in a text, in their order.
fn items(text: &str) -> Vec<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '/';
    let mut found: Vec<String> = text
        .split("/items/")
        .skip(1)
        .map(|rest| {
            rest.split(|letter| !plain(letter))
                .next()
                .unwrap_or_default()
        })
        .filter(|rest| rest.contains("/01JLISTS"))
        .map(|rest| format!("/items/{rest}"))
        .collect();
    found.dedup();
    found
}

/// The address behind a link, as a reader follows it.
fn link(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    let address = rest.split(['"', '<']).next()?;
    let address = address.replace("&amp;", "&").replace("&#38;", "&");
    // Feeds name whole addresses.
    let path = address
        .strip_prefix("https://")
        .and_then(|rest| rest.find('/').map(|at| rest[at..].to_string()));
    Some(path.unwrap_or(address))
}

const NEXT: &str = "rel=\"next\" href=\"";
const PREVIOUS: &str = "rel=\"prev\" href=\"";

async fn leafed(visitor: &mut Browser, first: &str, way: &str) -> Vec<Vec<String>> {
    let (mut pages, mut at) = (Vec::new(), Some(first.to_string()));
    while let Some(address) = at {
        let page = visitor.get(&address).await;
        page.is(200);
        pages.push(items(&page.text));
        at = link(&page.text, way);
        assert!(pages.len() < 20, "it goes on for ever");
    }
    pages
}

#[tokio::test]
async fn every_item_is_reached_by_leafing_and_old_addresses_lead_there() {
    let (house, places) = filled().await;
    let mut visitor = house.browser();
    let pages = leafed(&mut visitor, "/policies", NEXT).await;
    assert_eq!(
        pages.iter().map(Vec::len).collect::<Vec<_>>(),
        [20, 20, 20, 20, 20, 15]
    );
    assert_eq!(pages.concat().into_iter().collect::<BTreeSet<_>>(), places);
    let mut back = leafed(&mut visitor, "/policies?before=end", PREVIOUS).await;
    back.reverse();
    assert_eq!(
        back.concat(),
        pages.concat(),
        "the same in the same order from the other end"
    );
    let one = leafed(&mut visitor, "/policies?organ=QA&column=content", NEXT).await;
    assert_eq!(one.concat().len(), 58);

    let first = visitor.get("/policies").await;
    first.says(&["共 115 条", "until=2025", "until=1949", "until=2026-11"]);
    let year = visitor.get("/policies?until=1949").await;
    assert_eq!(items(&year.text), pages.concat()[ITEMS - 1..]);
    let month = visitor.get("/policies?until=2026-10").await;
    assert_eq!(
        items(&month.text)[0],
        pages.concat()[4],
        "the last of October, and what is older"
    );
    let nothing = visitor.get("/policies?until=1900").await;
    nothing.is(200).says(&["没有符合条件的信息"]);
    visitor
        .get("/policies?validity=repealed")
        .await
        .is(200)
        .says(&["共 0 条"]);

    // Pages by number, as addresses had them once.
    for (old, page) in [("2", 1), ("6", 5)] {
        let there = visitor.get(&format!("/policies?page={old}")).await;
        there.is(303);
        let there = visitor.get(&there.location).await;
        assert_eq!(items(&there.text), pages[page], "page {old}");
    }
    let one = visitor.get("/policies?page=1&organ=QA").await;
    one.is(308);
    assert_eq!(one.location, "/policies?organ=QA");
    for beyond in ["7", "10000", "99999999999"] {
        let there = visitor.get(&format!("/policies?page={beyond}")).await;
        there.is(303);
        assert_eq!(there.location, "/policies?before=end", "{beyond}");
    }
    for odd in [
        "after=x",
        "before=2026-02-30.A",
        "until=2026-13",
        "after=2026-01-01.%27",
    ] {
        let field = odd.split('=').next().unwrap();
        visitor
            .get(&format!("/policies?{odd}"))
            .await
            .is(422)
            .says(&[field, "地址中的"]);
        visitor.get(&format!("/feed.xml?{odd}")).await.is(422);
    }
    // A place before everything is the first page.
    let newest = visitor.get("/policies?before=2030-01-01.A").await;
    newest.is(303);
    assert_eq!(newest.location, "/policies");
}

#[tokio::test]
async fn the_feed_and_the_site_map_name_every_item() {
    let (house, places) = filled().await;
    let mut visitor = house.browser();
    let (mut fed, mut at, mut ids) = (Vec::new(), Some("/feed.xml".to_string()), BTreeSet::new());
    let mut pages = 0;
    while let Some(address) = at {
        let page = visitor.get(&address).await;
        page.is(200).lacks(&["<published>1949", "<updated>1949"]);
        ids.extend(link(&page.text, "<id>"));
        assert!(page.text.contains("rel=\"first\""));
        let entries: Vec<&str> = page.text.split("<entry>").skip(1).collect();
        fed.extend(entries.iter().flat_map(|entry| items(entry)));
        at = link(&page.text, NEXT);
        pages += 1;
    }
    fed.dedup();
    assert_eq!((pages, fed.len()), (3, ITEMS));
    assert_eq!(fed.into_iter().collect::<BTreeSet<_>>(), places);
    assert_eq!(ids, BTreeSet::from(["/feed.xml".to_string()]), "one feed");
    let of_one = visitor.get("/feed.xml?organ=QB").await;
    assert!(link(&of_one.text, NEXT).unwrap().contains("organ=QB"));

    let index = visitor.get("/sitemap.xml").await;
    index.is(200).says(&[
        "<sitemapindex",
        "/sitemap/items/QA/1949.xml",
        "<lastmod>2026-11-24T",
    ]);
    let (mut named, mut files) = (Vec::new(), 0);
    for file in index.text.split("<loc>").skip(1) {
        let address = file.split("</loc>").next().unwrap();
        let path = &address[address.find("/sitemap/").unwrap()..];
        let page = visitor.get(path).await;
        page.is(200).says(&["<urlset"]).lacks(&["<lastmod>19"]);
        named.extend(items(&page.text));
        files += 1;
    }
    assert!(files > 5, "{}", index.text);
    assert_eq!(named.len(), ITEMS);
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), places);
    let pages = visitor.get("/sitemap/pages.xml").await;
    pages.says(&["/organs/QA/guide<", "/policies<"]);
    for missing in [
        "/sitemap/items/QA/1950.xml",
        "/sitemap/items/QA/x.xml",
        "/sitemap/items/QA/2026.xml?after=x",
        "/sitemap/reports/2026",
        "/sitemap/messages/2026-13.xml",
        "/sitemap/messages/2026-01.xml",
    ] {
        visitor.get(missing).await.is(404);
    }
}

#[tokio::test]
async fn what_an_organ_s_page_counts_is_what_stands() {
    let (house, _) = filled().await;
    let mut visitor = house.browser();
    let tree = visitor.get("/organs/QA/content").await;
    // The one of 1949 is the oldest of its head, and the only reason to look beyond the newest of all.
    tree.is(200).says(&["共 4 条", "第114号文", "第0号文"]);
    visitor.get("/").await.is(200).says(&["<dd>115</dd>"]);
    visitor
        .get("/organs/QA")
        .await
        .is(200)
        .says(&["<dd>58</dd>"]);
}

#[tokio::test]
async fn the_office_leafs_through_all_its_items() {
    let (house, places) = filled().await;
    let mut clerk = house.enter("QA", &[app::Role::Clerk]).await;
    let first = clerk.get("/office/items").await;
    first.is(200).says(&["共 58 条"]).lacks(&["rel=\"prev\""]);
    let own = |text: &str| -> Vec<String> {
        let links = text.split("/office/items/01JLISTS").skip(1);
        links
            .map(|rest| format!("/items/QA/01JLISTS{}", &rest[..18]))
            .collect()
    };
    let second = clerk.get(&link(&first.text, NEXT).unwrap()).await;
    assert!(link(&second.text, NEXT).is_none());
    let all = [own(&first.text), own(&second.text)].concat();
    assert_eq!((all.len(), own(&first.text).len()), (58, 30));
    assert!(all.iter().all(|place| places.contains(place)));
    let back = clerk.get(&link(&second.text, PREVIOUS).unwrap()).await;
    assert_eq!(own(&back.text), own(&first.text));
    let drafts = clerk.get("/office/items?status=draft").await;
    drafts.is(200).says(&["共 0 条"]);
}
