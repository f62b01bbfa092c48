//! Public lists by key, what is counted beside them, and how both engines read them.

use jiff::civil::Date;
use serde_json::json;
use sqlx::{AssertSqlSafe, Row};
use store::{
    items, project,
    published::{self, At, PublicFilter},
};

use crate::engines::{Bench, both, day, now};

/// Day, head and organ of each: several on one day, one older than machines count, years apart.
const ITEMS: [(&str, u8, &str); 9] = [
    ("2026-02-05", 1, "A"),
    ("2026-02-05", 7, "A"),
    ("2026-02-05", 7, "A"),
    ("2025-12-31", 7, "A"),
    ("2025-01-01", 1, "B"),
    ("2026-02-05", 1, "B"),
    ("1949-10-01", 1, "A"),
    ("2024-06-01", 7, "B"),
    ("2024-06-02", 7, "A"),
];

async fn furnished(bench: &Bench) {
    for (number, (on, head, organ)) in ITEMS.into_iter().enumerate() {
        let stream = format!("item/L{number}");
        let rules = number == 4;
        let content = json!({"column": if rules { "rules" } else { "content" }, "head": if rules { 0 } else { head },
            "title": format!("第{number}件"), "made_on": on, "source_class": "proactive",
            "document_number": if number == 3 { "甲发〔2025〕1号" } else { "" }});
        bench
            .act(organ, &stream, 0, "drafted", "2026-02-05", content)
            .await;
        bench
            .act(
                organ,
                &stream,
                1,
                "published",
                "2026-02-05",
                json!({"index_number": number.to_string(), "published_on": on, "imported": true}),
            )
            .await;
    }
}

fn ids(found: &[published::PublicItem]) -> Vec<String> {
    found.iter().map(|item| item.id.clone()).collect()
}

#[tokio::test]
async fn leafing_forth_and_back_shows_every_item_once_in_order() {
    both(async |bench| {
        furnished(&bench).await;
        let s = &bench.store;
        let organ = |code: &str| PublicFilter {
            organ: Some(code.into()),
            ..PublicFilter::default()
        };
        for base in [
            PublicFilter::default(),
            organ("A"),
            PublicFilter {
                column: Some("content".into()),
                ..PublicFilter::default()
            },
            PublicFilter {
                column: Some("content".into()),
                head: Some(7),
                ..organ("A")
            },
            PublicFilter {
                head: Some(1),
                ..PublicFilter::default()
            },
            PublicFilter {
                year: Some(2026),
                ..PublicFilter::default()
            },
            PublicFilter {
                numbered: true,
                ..PublicFilter::default()
            },
            PublicFilter {
                validity: Some("valid".into()),
                day: day("2026-03-01"),
                ..PublicFilter::default()
            },
            PublicFilter {
                text: Some("第".into()),
                ..organ("B")
            },
        ] {
            let whole = PublicFilter {
                limit: 100,
                ..base.clone()
            };
            let all = ids(&published::items(s, &whole, &At::First).await.unwrap());
            let mut expected: Vec<(&str, String)> = ITEMS
                .iter()
                .enumerate()
                .filter(|(number, (on, head, organ))| {
                    let rules = *number == 4;
                    base.organ.as_deref().is_none_or(|code| code == *organ)
                        && (base.column.is_none() || !rules)
                        && base
                            .head
                            .is_none_or(|wanted| !rules && wanted == i64::from(*head))
                        && base
                            .year
                            .is_none_or(|year| on.starts_with(&year.to_string()))
                        && (!base.numbered || *number == 3)
                })
                .map(|(number, (on, ..))| (*on, format!("L{number}")))
                .collect();
            expected.sort();
            expected.reverse();
            let expected: Vec<String> = expected.into_iter().map(|(_, id)| id).collect();
            assert_eq!(all, expected, "{base:?}");
            let many = published::counted(s, &base).await.unwrap();
            assert_eq!(
                (many.n, many.more),
                (i64::try_from(all.len()).unwrap(), false),
                "{base:?}"
            );
            let two = PublicFilter { limit: 2, ..base };
            let (mut forth, mut at) = (Vec::new(), At::First);
            loop {
                let page = published::items(s, &two, &at).await.unwrap();
                let Some(last) = page.last() else { break };
                at = At::After(last.published_on, last.id.clone());
                forth.extend(ids(&page));
            }
            assert_eq!(forth, all);
            let (mut back, mut at) = (Vec::new(), At::Last);
            loop {
                let page = published::items(s, &two, &at).await.unwrap();
                let Some(first) = page.first() else { break };
                at = At::Before(first.published_on, first.id.clone());
                back = [ids(&page), back].concat();
            }
            assert_eq!(back, all);
        }
        let until = PublicFilter {
            limit: 1,
            ..PublicFilter::default()
        };
        let found = published::items(s, &until, &At::until(day("2025-12-31")))
            .await
            .unwrap();
        assert_eq!(ids(&found), ["L3"], "what is of that day and older");
        let at = published::nth(s, &until, 4).await.unwrap().unwrap();
        assert_eq!(
            ids(&published::items(s, &until, &at).await.unwrap()),
            ["L3"]
        );
        assert_eq!(published::nth(s, &until, 10).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_counted_is_what_stands() {
    both(async |bench| {
        furnished(&bench).await;
        bench.furnish("C").await;
        let s = &bench.store;
        let years = published::years(s, &PublicFilter::default()).await.unwrap();
        assert_eq!(years, [(2026, 5), (2025, 2), (2024, 2), (1949, 1)]);
        let of_a = PublicFilter {
            organ: Some("A".into()),
            head: Some(7),
            ..PublicFilter::default()
        };
        assert_eq!(
            published::years(s, &of_a).await.unwrap(),
            [(2026, 2), (2025, 1), (2024, 1)]
        );
        let heads = published::heads(s, "A").await.unwrap();
        let heads: Vec<(i64, i64, Date)> = heads
            .iter()
            .map(|one| (one.head, one.items, one.newest))
            .collect();
        assert_eq!(
            heads,
            [(1, 2, day("2026-02-05")), (7, 4, day("2026-02-05"))]
        );
        let newest = published::newest_by_head(s, "A", 2).await.unwrap();
        assert_eq!(
            ids(&newest),
            ["L0", "L6", "L2", "L1"],
            "the old of one head is not hidden by the new of another"
        );
        let stats = published::stats(s, None, 2026).await.unwrap();
        assert_eq!(
            (stats.received, stats.closed, stats.late, stats.items),
            (1, 1, 0, 10)
        );
        assert_eq!(published::stock(s, "B").await.unwrap(), 3);

        bench
            .act(
                "A",
                "item/L2",
                2,
                "withdrawn",
                "2026-04-01",
                json!({"reason": "误"}),
            )
            .await;
        assert_eq!(
            published::years(s, &of_a).await.unwrap(),
            [(2026, 1), (2025, 1), (2024, 1)]
        );
        assert_eq!(bench.problems().await, [""; 0]);

        // A rebuild and the migration make what the acts made.
        let stands = counts(&bench).await;
        assert!(stands.len() > 8, "{stands:?}");
        let mut tx = s.begin().await.unwrap();
        project::rebuild(&mut tx, &bench.rules()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(counts(&bench).await, stands);
        bench.meddle("DELETE FROM counts").await;
        for statement in include_str!("../../migrations/0038_lists.sql").split(";\n") {
            let filling = ["INSERT", "UPDATE"]
                .iter()
                .any(|word| statement.trim_start().starts_with(word));
            if filling {
                sqlx::query(AssertSqlSafe(statement))
                    .execute(&bench.raw)
                    .await
                    .unwrap();
            }
        }
        assert_eq!(counts(&bench).await, stands);
        assert_eq!(bench.problems().await, [""; 0]);

        bench
            .meddle("UPDATE counts SET count = count + 1 WHERE organ = 'B' AND year = '2024'")
            .await;
        assert_eq!(
            bench.problems().await,
            ["B counts/item/2024/content/7: the projection differs from the acts in: row"]
        );
        bench
            .meddle("DELETE FROM counts WHERE organ = 'B' AND year = '2024'")
            .await;
        assert_eq!(
            bench.problems().await,
            ["B counts/item/2024/content/7: the projection lacks this row"]
        );
    })
    .await;
}

async fn counts(bench: &Bench) -> Vec<String> {
    let rows = sqlx::query(
        "SELECT organ || ' ' || subject || ' ' || year || ' ' || class || ' ' || part || ' ' || CAST(count AS TEXT) AS line \
         FROM counts ORDER BY organ, subject, year, class, part",
    )
    .fetch_all(&bench.raw)
    .await
    .unwrap();
    rows.iter().map(|row| row.get("line")).collect()
}

/// t25: the site map said 1949 of a document imported today. What counts is when it last changed for the public here.
#[tokio::test]
async fn the_site_map_names_every_item_with_the_moment_of_its_last_public_change() {
    both(async |bench| {
        furnished(&bench).await;
        let s = &bench.store;
        let (mut named, mut places) = (Vec::new(), Vec::new());
        for part in published::parts(s).await.unwrap() {
            assert_eq!(part.at, now());
            places.push(format!("{}/{}", part.organ, part.year));
            for item in published::part(s, &part.organ, &part.year, part.after.as_ref())
                .await
                .unwrap()
            {
                assert_eq!((item.at, item.organ.as_str()), (now(), part.organ.as_str()));
                named.push(item.id.clone());
            }
        }
        assert_eq!(
            places,
            [
                "A/1949", "A/2024", "A/2025", "A/2026", "B/2024", "B/2025", "B/2026"
            ]
        );
        named.sort();
        assert_eq!(
            named,
            (0..9)
                .map(|number| format!("L{number}"))
                .collect::<Vec<_>>()
        );
        let after = (now(), "L0".to_string());
        let rest = published::part(s, "A", "2026", Some(&after)).await.unwrap();
        assert_eq!(
            rest.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(),
            ["L1", "L2"]
        );

        let oldest = published::news(s, None, &At::Last, 1).await.unwrap();
        assert_eq!(
            (ids(&oldest), oldest[0].has_moment()),
            (vec!["L6".to_string()], false)
        );
        assert_eq!(
            oldest[0].updated(),
            "2026-03-02T09:00:00",
            "shown here, whatever it bears"
        );
        let mut fed = Vec::new();
        let mut at = At::First;
        loop {
            let page = published::news(s, None, &at, 4).await.unwrap();
            let Some(last) = page.last() else { break };
            at = At::After(last.news_on, last.id.clone());
            fed.extend(ids(&page));
        }
        assert_eq!(fed, ["L5", "L2", "L1", "L0", "L3", "L4", "L8", "L7", "L6"]);
    })
    .await;
}

#[tokio::test]
async fn the_office_leafs_through_its_items_by_key() {
    both(async |bench| {
        furnished(&bench).await;
        let s = &bench.store;
        bench.act("A", "item/L9", 0, "drafted", "2026-02-05", json!({"column": "rules", "title": "稿", "made_on": "2026-02-05", "source_class": "proactive"})).await;
        let filter = |status: Option<&str>, limit| items::Filter { status: status.map(Into::into), limit, ..items::Filter::default() };
        for (status, expected) in [
            (None, vec!["L9", "L8", "L6", "L3", "L2", "L1", "L0"]),
            (Some("published"), vec!["L8", "L6", "L3", "L2", "L1", "L0"]),
            (Some("draft"), vec!["L9"]),
            (Some("suspended"), vec![]),
        ] {
            let (mut forth, mut at) = (Vec::new(), items::At::First);
            loop {
                let page = items::page(s, "A", &filter(status, 2), &at).await.unwrap();
                let Some(last) = page.last() else { break };
                at = items::At::After(last.id.clone());
                forth.extend(page.into_iter().map(|row| row.id));
            }
            assert_eq!(forth, expected, "{status:?}");
            let many = items::many(s, "A", &filter(status, 2)).await.unwrap();
            let (rows, total) = items::list(s, "A", &filter(status, 100)).await.unwrap();
            let number = i64::try_from(expected.len()).unwrap();
            assert_eq!((many.n, many.more, total), (number, false, number));
            assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected);
        }
        let back = items::page(s, "A", &filter(None, 2), &items::At::Before("L2".into())).await.unwrap();
        assert_eq!(back.into_iter().map(|row| row.id).collect::<Vec<_>>(), ["L6", "L3"], "the nearest, in order");
        let numbers = items::index_numbers(s, "A", "L6", 9).await.unwrap();
        assert_eq!(numbers, [("L8".to_string(), "8".to_string()), ("L9".to_string(), String::new())]);
    })
    .await;
}
